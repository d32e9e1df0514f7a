/* What may have changed since the last look, so that not everything need be looked at: the objects that an instruction is about to change.
   Instructions of the learner's code alone matter: its functions have instructions of their own, functions of C are known by what they do, and
   where one is not known, or code of the library runs, everything is looked at until the calling frame goes on. */
#include "core.h"

enum {
  INSTRUCTION_STORE_ITEM = 1,
  INSTRUCTION_DELETE_ITEM,
  INSTRUCTION_STORE_SLICE,
  INSTRUCTION_ATTRIBUTE,
  INSTRUCTION_IN_PLACE,
  INSTRUCTION_CALL,
  INSTRUCTION_CALL_NAMED,
  INSTRUCTION_ANYTHING,
  INSTRUCTION_CONSUMES,
  INSTRUCTION_ITERATES,
  INSTRUCTION_EXTENDED, /* EXTENDED_ARG */
  INSTRUCTION_CELL,
};
enum { MOST_TOUCHES = 256 };
enum { FIRST_IN_PLACE = 13, LAST_IN_PLACE = 25 }; /* operators of BINARY_OP */

static int level_of(Core *core) { return SIZE_OF(core->lives) - 1; }

static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }

static int add_touch(Core *core, Record *record, PyObject *address, int lasting, int from, int upto) {
  if (core->touch_count >= MOST_TOUCHES) record = NULL, address = NULL; /* a line that goes on and on */
  int level = level_of(core);
  for (uint32_t at = core->touch_count; at-- && core->touches[at].level == level;) {
    Touch *other = &core->touches[at];
    if (other->record != record || other->address != address || other->lasting < lasting) continue;
    other->from = least(other->from, from);
    other->upto = most(other->upto, upto);
    return 0;
  }
  if (core->touch_count == core->touch_room) {
    uint32_t room = core->touch_room ? core->touch_room * 2 : 64;
    Touch *touches = realloc(core->touches, room * sizeof *touches);
    if (!touches) return PyErr_NoMemory(), -1;
    core->touches = touches;
    core->touch_room = room;
  }
  if (record) pin(record);
  core->touches[core->touch_count++] = (Touch){record, address, from, upto, level, lasting};
  return 0;
}

int touch_items(Core *core, Record *record, int lasting, int from, int upto) { return add_touch(core, record, NULL, lasting, from, upto); }

int touch(Core *core, Record *record, int lasting) { return touch_items(core, record, lasting, 0, TO_THE_END); }

/* It has no record yet, but may get one before it is changed: an instruction can call functions of the program first. */
static int touch_address(Core *core, PyObject *object) { return add_touch(core, NULL, object, 0, 0, TO_THE_END); }

static Record *looked_at(Core *core, PyObject *object) {
  Record *record = table_get(&core->by_address, object);
  return record && record->is_looked_at ? record : NULL;
}

static int touch_object(Core *core, PyObject *object) {
  Record *record = looked_at(core, object);
  return record ? touch(core, record, 0) : touch_address(core, object);
}

/* `object[key] = …` */
int touch_item(Core *core, PyObject *object, PyObject *key) {
  Record *record = looked_at(core, object);
  if (!record) return touch_address(core, object);
  if (object->type == &PyList_Type && key->type == &PyLong_Type && FIELD(key, LONG_TAG, uintptr_t) >> 3 <= 1) {
    int at = small_int(key);
    at += at < 0 ? SIZE_OF(object) : 0;
    if (at >= 0 && at < SIZE_OF(object)) return touch_items(core, record, 0, at, at);
  } else if (object->type == &PyDict_Type || record->form->has_entries) {
    int size = count_items(object, record->form), at = size < 0 ? -1 : place_in_dict(object, key);
    if (at >= 0) return touch_items(core, record, 0, 2 * at + 1, 2 * at + 1);
    if (at == ABSENT) return touch_items(core, record, 0, size, TO_THE_END);
  }
  return touch(core, record, 0);
}

/* What comes or goes, does so at the end; `gone`: how many may go. */
static int touch_end(Core *core, PyObject *object, int gone) {
  Record *record = looked_at(core, object);
  if (!record) return touch_address(core, object);
  int size = object->type == &PyList_Type || object->type == &PyDict_Type || record->form->has_entries ? count_items(object, record->form) : -1;
  return size < 0 ? touch(core, record, 0) : touch_items(core, record, 0, most(size - gone, 0), TO_THE_END);
}

void touches_end(Core *core, int level) {
  uint32_t left = 0;
  for (uint32_t at = 0; at < core->touch_count; at++) {
    Touch each = core->touches[at];
    if (each.level >= level) {
      if (each.lasting || level == 0) {
        if (each.record) unpin(core, each.record);
        continue;
      }
      each.level = level - 1; /* its frame ended before it was looked at */
    }
    core->touches[left++] = each;
  }
  core->touch_count = left;
}

void touches_done(Core *core) {
  int level = level_of(core);
  uint32_t left = 0;
  for (uint32_t at = 0; at < core->touch_count; at++) {
    Touch each = core->touches[at];
    if (each.level >= level && !each.lasting) {
      if (each.record) unpin(core, each.record);
      continue;
    }
    core->touches[left++] = each;
  }
  core->touch_count = left;
}

void touches_meet(Core *core) {
  uint32_t left = 0;
  for (uint32_t at = 0; at < core->touch_count; at++) {
    Touch each = core->touches[at];
    if (each.address) { /* what lies there may be another object meanwhile: then one is looked at too often */
      each.record = table_get(&core->by_address, each.address);
      each.address = NULL;
      if (!each.record || !each.record->is_looked_at) continue;
      each.record->pins++;
    }
    core->touches[left++] = each;
  }
  core->touch_count = left;
}

int is_disturbed(Core *core) {
  for (uint32_t at = 0; at < core->touch_count; at++)
    if (!core->touches[at].record && !core->touches[at].address) return 1;
  return 0;
}

static int add(Core *core, Record *record, int from, int upto) {
  if (!record->is_shown || !record->is_looked_at) return 0;
  if (record->is_gathered) {
    record->from = least(record->from, from);
    record->upto = most(record->upto, upto);
    return 0;
  }
  record->is_gathered = 1;
  record->from = from;
  record->upto = upto;
  pin(record);
  uint32_t at = core->gathered.size;
  if (stack_push(&core->gathered, record) < 0) return -1;
  void **data = core->gathered.data;
  for (; at && ((Record *)data[at - 1])->rank > record->rank; at--) data[at] = data[at - 1];
  data[at] = record;
  return 0;
}

static void note_cell(Core *core, PyObject *cell) {
  if (core->cells_changed < MOST_CHANGED) core->cells[core->cells_changed] = cell;
  core->cells_changed++;
}

static int is_among(PyObject *cell, PyObject **cells, int count) {
  for (int at = 0; at < count; at++)
    if (cells[at] == cell) return 1;
  return 0;
}

/* Whether a function or a generator has one of the cells that have changed. */
static int has_changed_cell(Core *core, Record *record) {
  if (core->cells_changed > MOST_CHANGED || record->is_dead) return 1;
  if (record->form->is_function) {
    PyObject *closure = FIELD(record->address, FUNCTION_CLOSURE, PyObject *);
    for (int at = 0; closure && at < SIZE_OF(closure); at++)
      if (is_among((&FIELD(closure, TUPLE_ITEMS, PyObject *))[at], core->cells, core->cells_changed)) return 1;
    return 0;
  }
  Info *info = info_of_generator(core, record->address);
  uintptr_t *places = &FIELD(record->address, GENERATOR_INNER + INNER_LOCALS_PLUS, uintptr_t);
  for (int at = 0; info && at < info->size; at++)
    if (info->places[at] & PLACE_CELL && is_among(untagged(places[at]), core->cells, core->cells_changed)) return 1;
  return 0;
}

int gather(Core *core) {
  for (Record *record = core->restless_first; record; record = record->restless_next)
    if (add(core, record, 0, TO_THE_END) < 0) return -1;
  for (Record *record = core->cells_changed ? core->celled_first : NULL; record; record = record->restless_next)
    if (has_changed_cell(core, record) && add(core, record, 0, TO_THE_END) < 0) return -1;
  for (uint32_t at = 0; at < core->touch_count; at++) {
    Touch *each = &core->touches[at];
    Record *record = each->address ? table_get(&core->by_address, each->address) : each->record;
    if (record && add(core, record, each->from, each->upto) < 0) return -1;
  }
  return 0;
}

/* -- functions of C */

static void *key_of(PyObject *callable) {
  if (callable->type == &PyCFunction_Type) return FIELD(callable, FUNCTION_METHOD, void *);
  if (callable->type == &PyMethodDescr_Type) return FIELD(callable, DESCRIPTOR_METHOD, void *);
  return callable;
}

static uint32_t place_of(Core *core, void *key) { return (((uint32_t)(uintptr_t)key >> 2) * 2654435761u) >> 7 & (core->known_room - 1); }

int know(Core *core, PyObject *callable, int effect) {
  if (core->known_count * 2 >= core->known_room) {
    uint32_t old_room = core->known_room;
    Known *old = core->known;
    core->known_room = old_room ? old_room * 2 : 512;
    core->known = calloc(core->known_room, sizeof *core->known);
    if (!core->known) return PyErr_NoMemory(), -1;
    for (uint32_t at = 0; at < old_room; at++) {
      if (!old[at].key) continue;
      uint32_t place = place_of(core, old[at].key);
      while (core->known[place].key) place = (place + 1) & (core->known_room - 1);
      core->known[place] = old[at];
    }
    free(old);
  }
  void *key = key_of(callable);
  uint32_t place = place_of(core, key);
  while (core->known[place].key && core->known[place].key != key) place = (place + 1) & (core->known_room - 1);
  core->known_count += !core->known[place].key;
  core->known[place] = (Known){key, effect};
  return 0;
}

static int effect_of(Core *core, PyObject *callable) {
  if (!core->known_count) return EFFECT_UNKNOWN;
  void *key = key_of(callable);
  uint32_t place = place_of(core, key);
  while (core->known[place].key) {
    if (core->known[place].key == key) return core->known[place].effect;
    place = (place + 1) & (core->known_room - 1);
  }
  return EFFECT_UNKNOWN;
}

/* Whether going through `object` changes nothing but an iterator. A generator has instructions of its own. */
static int is_quiet(Core *core, PyObject *object) {
  PyTypeObject *quiet[] = {&PyList_Type, &PyTuple_Type, &PyDict_Type, &PySet_Type, &PyFrozenSet_Type, &PyUnicode_Type, &PyBytes_Type,
                           &PyRange_Type, &PyListIter_Type, &PyTupleIter_Type, &PyRangeIter_Type, &PyUnicodeIter_Type, &PyDictKeys_Type,
                           &PyDictValues_Type, &PyDictItems_Type, &PyLong_Type, &PyFloat_Type, &PyBool_Type, &PyFunction_Type};
  for (unsigned at = 0; at < sizeof quiet / sizeof *quiet; at++)
    if (object->type == quiet[at]) return 1;
  if (object->type == &PyEnum_Type) return is_quiet(core, FIELD(object, ENUMERATE_OVER, PyObject *));
  if (object->type == &PyZip_Type) {
    PyObject *over = FIELD(object, ZIP_OVER, PyObject *);
    for (int at = 0; at < SIZE_OF(over); at++)
      if (!is_quiet(core, (&FIELD(over, TUPLE_ITEMS, PyObject *))[at])) return 0;
    return 1;
  }
  if (object->type == &PyGen_Type) { /* its own instructions are heard if it is the learner's */
    return FIELD(object, GENERATOR_STATE, int8_t) > GENERATOR_RUNS || info_of_generator(core, object);
  }
  return object == Py_None || ((object->type == &PyCFunction_Type || object->type == &PyType_Type) && effect_of(core, object) == EFFECT_NONE);
}

enum { IS_SETTLED = 1 }; /* nothing is touched, whenever this is called */

/* Methods written in C that are handed on: whoever gets one may call it later, and no instruction tells. 1: there was one. */
static int hands_on_methods(Core *core, uintptr_t *given, int count) {
  int found = 0;
  for (int at = 0; at < count; at++) {
    PyObject *object = untagged(given[at]);
    if (!object || object->type != &PyCFunction_Type || !FIELD(object, FUNCTION_SELF, PyObject *)) continue;
    Record *owner = looked_at(core, FIELD(object, FUNCTION_SELF, PyObject *));
    if (owner) let_loose(core, owner);
    found |= owner != NULL;
  }
  return found;
}

/* `self` may be NULL; `given` are `count` references. */
static int touch_call(Core *core, PyObject *callable, PyObject *self, uintptr_t *given, int count) {
  PyTypeObject *type = callable->type;
  if (type == &PyFunction_Type) return IS_SETTLED; /* it has instructions of its own */
  if (type == &PyMethod_Type && FIELD(callable, METHOD_FUNCTION, PyObject *)->type == &PyFunction_Type) return 0;
  int effect = effect_of(core, callable);
  if (effect == EFFECT_UNKNOWN) {
    if (type == &PyType_Type && is_made_in_python((PyTypeObject *)callable)) return IS_SETTLED; /* what it calls, it calls in Python */
    return touch(core, NULL, 0);
  }
  if (effect == EFFECT_CONSUMES || effect == EFFECT_SELF_CONSUMES) {
    for (int at = 0; at < count; at++)
      if (!is_quiet(core, untagged(given[at]))) return touch(core, NULL, 0);
  }
  if (effect == EFFECT_FIRST) return count ? touch_object(core, untagged(given[0])) : touch(core, NULL, 0);
  if (effect != EFFECT_NONE && effect != EFFECT_CONSUMES) {
    int is_given = type != &PyCFunction_Type && !self; /* list.pop(items) */
    PyObject *owner = type == &PyCFunction_Type ? FIELD(callable, FUNCTION_SELF, PyObject *) : self ? self : count ? untagged(given[0]) : NULL;
    if (!owner) return touch(core, NULL, 0);
    if (effect == EFFECT_APPENDS) return touch_end(core, owner, 0);
    if (effect == EFFECT_POPS && count == is_given) return touch_end(core, owner, 1);
    return touch_object(core, owner);
  }
  return effect == EFFECT_NONE ? IS_SETTLED : 0;
}

static int argument_of(const uint8_t *bytes, const uint8_t *effects, int offset) {
  int argument = bytes[offset + 1], shift = 8;
  while (offset >= 2 && effects[bytes[offset - 2]] == INSTRUCTION_EXTENDED) {
    offset -= 2;
    argument |= bytes[offset + 1] << shift;
    shift += 8;
  }
  return argument;
}

/* instruction(code, offset) */
PyObject *core_instruction(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Live *top = top_of(core);
  int offset = count == 2 ? small_int(given[1]) : 0;
  Info *info = top && top->info->code == given[0] ? top->info : info_of(core, given[0]);
  if (!info || !core->tracks || offset + 1 >= 2 * info->code_size) return Py_NewRef(core->disable);
  const uint8_t *bytes = (const uint8_t *)PyBytes_AsString(info->bytes), *effects = (const uint8_t *)PyBytes_AsString(core->effects);
  int what = effects[bytes[offset]], argument = argument_of(bytes, effects, offset), failed = 0;
  if (!what || what == INSTRUCTION_EXTENDED) return Py_NewRef(core->disable);
  if (what == INSTRUCTION_IN_PLACE && (argument < FIRST_IN_PLACE || argument > LAST_IN_PLACE)) return Py_NewRef(core->disable);
  if (!top) return Py_NewRef(Py_None);
  void *inner = current_inner();
  if (top->inner != inner) return touch(core, NULL, 0) < 0 ? NULL : Py_NewRef(Py_None);
  uintptr_t *stack = FIELD(inner, INNER_STACK, uintptr_t *);
  switch (what) {
    case INSTRUCTION_STORE_ITEM:
      failed = touch_item(core, untagged(stack[-2]), untagged(stack[-1])) < 0;
      if (untagged(stack[-1])->type == &PySlice_Type && !is_quiet(core, untagged(stack[-3]))) failed |= touch(core, NULL, 0) < 0;
      break;
    case INSTRUCTION_DELETE_ITEM:
      failed = touch_object(core, untagged(stack[-2])) < 0;
      break;
    case INSTRUCTION_STORE_SLICE:
      failed = touch_object(core, untagged(stack[-3])) < 0 || (!is_quiet(core, untagged(stack[-4])) && touch(core, NULL, 0) < 0);
      break;
    case INSTRUCTION_CELL:
      note_cell(core, untagged((&FIELD(inner, INNER_LOCALS_PLUS, uintptr_t))[argument]));
      break;
    case INSTRUCTION_ATTRIBUTE:
      if (untagged(stack[-1])->type == &PyCell_Type) note_cell(core, untagged(stack[-1]));
      failed = touch_object(core, untagged(stack[-1])) < 0;
      break;
    case INSTRUCTION_IN_PLACE:
      failed = touch_object(core, untagged(stack[-2])) < 0 || (!is_quiet(core, untagged(stack[-1])) && touch(core, NULL, 0) < 0);
      break;
    case INSTRUCTION_CALL:
      failed = touch_call(core, untagged(stack[-argument - 2]), untagged(stack[-argument - 1]), stack - argument, argument);
      if (hands_on_methods(core, stack - argument, argument)) failed = failed < 0 ? failed : 0;
      if (failed == IS_SETTLED && PyBytes_AsString(info->settled)[offset / 2]) return Py_NewRef(core->disable);
      failed = failed < 0;
      break;
    case INSTRUCTION_CALL_NAMED:
      failed = touch_call(core, untagged(stack[-argument - 3]), untagged(stack[-argument - 2]), stack - argument - 1, argument);
      if (hands_on_methods(core, stack - argument - 1, argument)) failed = failed < 0 ? failed : 0;
      if (failed == IS_SETTLED && PyBytes_AsString(info->settled)[offset / 2]) return Py_NewRef(core->disable);
      failed = failed < 0;
      break;
    case INSTRUCTION_ANYTHING:
      failed = touch(core, NULL, 0) < 0;
      break;
    case INSTRUCTION_CONSUMES:
      failed = !is_quiet(core, untagged(stack[-1])) && touch(core, NULL, 0) < 0;
      break;
    case INSTRUCTION_ITERATES: {
      PyObject *object = untagged(stack[-1]);
      failed = !is_quiet(core, object) && touch(core, NULL, 1) < 0;
      break;
    }
  }
  return failed ? NULL : Py_NewRef(Py_None);
}

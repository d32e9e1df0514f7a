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
};
enum { FIRST_IN_PLACE = 13, LAST_IN_PLACE = 25 }; /* operators of BINARY_OP */

static int level_of(Core *core) { return SIZE_OF(core->lives) - 1; }

static int add_touch(Core *core, Record *record, PyObject *address, int lasting) {
  int level = level_of(core);
  for (uint32_t at = core->touch_count; at-- && core->touches[at].level == level;) {
    Touch *each = &core->touches[at];
    if (each->record == record && each->address == address && each->lasting >= lasting) return 0;
  }
  if (core->touch_count == core->touch_room) {
    uint32_t room = core->touch_room ? core->touch_room * 2 : 64;
    Touch *touches = realloc(core->touches, room * sizeof *touches);
    if (!touches) return PyErr_NoMemory(), -1;
    core->touches = touches;
    core->touch_room = room;
  }
  if (record) record->pins++;
  core->touches[core->touch_count++] = (Touch){record, address, level, lasting};
  return 0;
}

int touch(Core *core, Record *record, int lasting) { return add_touch(core, record, NULL, lasting); }

static int touch_object(Core *core, PyObject *object) {
  if (!core->writes) return add_touch(core, NULL, object, 0); /* it may be changed only after the first step that is written */
  Record *record = table_get(&core->by_address, object);
  return record && record->is_looked_at ? touch(core, record, 0) : 0;
}

void touches_end(Core *core, int level) {
  uint32_t left = 0;
  for (uint32_t at = 0; at < core->touch_count; at++) {
    Touch each = core->touches[at];
    if (each.level >= level) {
      if (each.lasting || level == 0) {
        if (each.record) unpin(each.record);
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
      if (each.record) unpin(each.record);
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

static int add(Core *core, Record *record) {
  if (record->is_gathered || !record->is_alive || !record->is_looked_at) return 0;
  record->is_gathered = 1;
  record->pins++;
  uint32_t at = core->gathered.size;
  if (stack_push(&core->gathered, record) < 0) return -1;
  void **data = core->gathered.data;
  for (; at && ((Record *)data[at - 1])->rank > record->rank; at--) data[at] = data[at - 1];
  data[at] = record;
  return 0;
}

int gather(Core *core) {
  for (Record *record = core->restless_first; record; record = record->restless_next)
    if (add(core, record) < 0) return -1;
  for (uint32_t at = 0; at < core->touch_count; at++)
    if (core->touches[at].record && add(core, core->touches[at].record) < 0) return -1;
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
    PyObject *code = PyObject_GetAttrString(object, "gi_code");
    Py_XDECREF(code);
    return code && info_of(core, code);
  }
  return object == Py_None || ((object->type == &PyCFunction_Type || object->type == &PyType_Type) && effect_of(core, object) == EFFECT_NONE);
}

static PyObject *pure(uintptr_t reference) { return (PyObject *)(reference & ~(uintptr_t)3); }

enum { IS_SETTLED = 1 }; /* nothing is touched, whenever this is called */

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
      if (!is_quiet(core, pure(given[at]))) return touch(core, NULL, 0);
  }
  if (effect == EFFECT_SELF || effect == EFFECT_SELF_CONSUMES) {
    PyObject *owner = type == &PyCFunction_Type ? FIELD(callable, FUNCTION_SELF, PyObject *) : self ? self : count ? pure(given[0]) : NULL;
    if (!owner) return touch(core, NULL, 0);
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
  int offset = count == 2 ? (int)PyLong_AsLong(given[1]) : 0;
  Info *info = top && top->info->code == given[0] ? top->info : info_of(core, given[0]);
  if (!info || !core->tracks || !core->holds || offset + 1 >= PyBytes_Size(info->bytes)) return Py_NewRef(core->disable);
  const uint8_t *bytes = (const uint8_t *)PyBytes_AsString(info->bytes), *effects = (const uint8_t *)PyBytes_AsString(core->effects);
  int what = effects[bytes[offset]], argument = argument_of(bytes, effects, offset), failed = 0;
  if (!what || what == INSTRUCTION_EXTENDED) return Py_NewRef(core->disable);
  if (what == INSTRUCTION_IN_PLACE && (argument < FIRST_IN_PLACE || argument > LAST_IN_PLACE)) return Py_NewRef(core->disable);
  if (!top) return Py_NewRef(Py_None);
  PyFrameObject *frame = PyEval_GetFrame();
  if (top->frame != (PyObject *)frame) return touch(core, NULL, 0) < 0 ? NULL : Py_NewRef(Py_None);
  uintptr_t *stack = FIELD(FIELD(frame, FRAME_INNER, void *), INNER_STACK, uintptr_t *);
  switch (what) {
    case INSTRUCTION_STORE_ITEM:
      failed = touch_object(core, pure(stack[-2])) < 0;
      if (pure(stack[-1])->type == &PySlice_Type && !is_quiet(core, pure(stack[-3]))) failed |= touch(core, NULL, 0) < 0;
      break;
    case INSTRUCTION_DELETE_ITEM:
      failed = touch_object(core, pure(stack[-2])) < 0;
      break;
    case INSTRUCTION_STORE_SLICE:
      failed = touch_object(core, pure(stack[-3])) < 0 || (!is_quiet(core, pure(stack[-4])) && touch(core, NULL, 0) < 0);
      break;
    case INSTRUCTION_ATTRIBUTE:
      failed = touch_object(core, pure(stack[-1])) < 0;
      break;
    case INSTRUCTION_IN_PLACE:
      failed = touch_object(core, pure(stack[-2])) < 0 || (!is_quiet(core, pure(stack[-1])) && touch(core, NULL, 0) < 0);
      break;
    case INSTRUCTION_CALL:
      failed = touch_call(core, pure(stack[-argument - 2]), pure(stack[-argument - 1]), stack - argument, argument);
      if (failed == IS_SETTLED && PyBytes_AsString(info->settled)[offset / 2]) return Py_NewRef(core->disable);
      failed = failed < 0;
      break;
    case INSTRUCTION_CALL_NAMED:
      failed = touch_call(core, pure(stack[-argument - 3]), pure(stack[-argument - 2]), stack - argument - 1, argument);
      if (failed == IS_SETTLED && PyBytes_AsString(info->settled)[offset / 2]) return Py_NewRef(core->disable);
      failed = failed < 0;
      break;
    case INSTRUCTION_ANYTHING:
      failed = touch(core, NULL, 0) < 0;
      break;
    case INSTRUCTION_CONSUMES:
      failed = !is_quiet(core, pure(stack[-1])) && touch(core, NULL, 0) < 0;
      break;
    case INSTRUCTION_ITERATES: {
      PyObject *object = pure(stack[-1]);
      failed = !is_quiet(core, object) && touch(core, NULL, 1) < 0;
      break;
    }
  }
  return failed ? NULL : Py_NewRef(Py_None);
}

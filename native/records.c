/* What the core remembers of the program's objects: one record for each, found by its address. Nothing is held but atoms: the interpreter's
   tracer of references tells when an object ends, so that an address never stands for two objects. A record that the frames do not lead to any
   more stays for as long as its object lives, so that the object has the same number when it comes back. */
#include "core.h"

enum { LEAST_SWEEP = 2000, SLAB = 256, SHALLOW = 4 /* of the interpreter's margins; at 2 it puts the ends of objects off */ };

int stack_push(Stack *stack, void *item) {
  if (stack->size == stack->room) {
    uint32_t room = stack->room ? stack->room * 2 : 64;
    void **data = realloc(stack->data, room * sizeof *data);
    if (!data) return PyErr_NoMemory(), -1;
    stack->data = data;
    stack->room = room;
  }
  stack->data[stack->size++] = item;
  return 0;
}

/* -- records by address */

static uint32_t place_of(Table *table, PyObject *address) {
  return (((uint32_t)(uintptr_t)address >> 3) * 2654435761u) >> 7 & (table->room - 1);
}

Record *table_get(Table *table, PyObject *address) {
  if (!table->used) return NULL;
  uint32_t place = place_of(table, address);
  Record *record;
  while ((record = table->slots[place])) {
    if (record->address == address) return record;
    place = (place + 1) & (table->room - 1);
  }
  return NULL;
}

int table_set(Table *table, Record *record) {
  if (table->used * 2 >= table->room) {
    Table grown = {NULL, table->room ? table->room * 2 : 1024, 0};
    grown.slots = calloc(grown.room, sizeof *grown.slots);
    if (!grown.slots) return PyErr_NoMemory(), -1;
    for (uint32_t at = 0; at < table->room; at++) {
      Record *other = table->slots[at];
      if (!other) continue;
      uint32_t place = place_of(&grown, other->address);
      while (grown.slots[place]) place = (place + 1) & (grown.room - 1);
      grown.slots[place] = other;
      grown.used++;
    }
    free(table->slots);
    *table = grown;
  }
  uint32_t place = place_of(table, record->address);
  while (table->slots[place] && table->slots[place]->address != record->address) place = (place + 1) & (table->room - 1);
  if (!table->slots[place]) table->used++;
  table->slots[place] = record;
  return 0;
}

void table_remove(Table *table, PyObject *address) {
  if (!table->used) return;
  uint32_t mask = table->room - 1, place = place_of(table, address);
  while (table->slots[place] && table->slots[place]->address != address) place = (place + 1) & mask;
  if (!table->slots[place]) return;
  table->used--;
  uint32_t next = place;
  for (;;) { /* what lies behind moves up, so that no search stops at the hole */
    next = (next + 1) & mask;
    if (!table->slots[next]) break;
    uint32_t home = place_of(table, table->slots[next]->address);
    if (((next - home) & mask) >= ((next - place) & mask)) {
      table->slots[place] = table->slots[next];
      place = next;
    }
  }
  table->slots[place] = NULL;
}

/* -- records */

static Record *new_record(Core *core) {
  if (!core->spare) {
    Record *slab = malloc(SLAB * sizeof *slab);
    if (!slab || stack_push(&core->slabs, slab) < 0) return (Record *)PyErr_NoMemory();
    for (int at = 0; at < SLAB; at++) {
      slab[at].form = NULL;
      slab[at].next = core->spare;
      core->spare = &slab[at];
    }
  }
  Record *record = core->spare;
  core->spare = record->next;
  memset(record, 0, sizeof *record);
  return record;
}

static void free_record(Core *core, Record *record) {
  PyObject *atom = record->form && record->form->atom ? record->address : NULL;
  PyObject *names = record->names, *text = record->text, *type = record->type, *kept = record->kept;
  free(record->ids);
  free(record->items);
  free(record->glance);
  record->form = NULL; /* it is nobody's now */
  record->next = core->spare;
  core->spare = record;
  Py_XDECREF(names);
  Py_XDECREF(text);
  Py_XDECREF(type);
  Py_XDECREF(kept);
  Py_XDECREF(atom);
}

void pin(Record *record) { record->pins++; }

void unpin(Core *core, Record *record) {
  if (--record->pins == 0 && !record->is_shown) free_record(core, record);
}

int push_dying(Core *core, Record *record) {
  if (stack_push(&core->dying, record) < 0) return -1;
  pin(record);
  return 0;
}

/* -- which records are looked at */

void remember_look(Core *core, Record *record) {
  if (record->is_looked_at) return;
  record->is_looked_at = 1;
  record->looked_next = NULL;
  record->looked_previous = core->looked_last;
  if (core->looked_last) core->looked_last->looked_next = record;
  else core->looked_first = record;
  core->looked_last = record;
  record->rank = core->next_rank++;
  settle_down(core, record);
}

static void set_restless(Core *core, Record *record, int restless) {
  if (record->restless == restless) return;
  if (record->restless) {
    Record **first = record->restless == HAS_CELLS ? &core->celled_first : &core->restless_first;
    Record **last = record->restless == HAS_CELLS ? &core->celled_last : &core->restless_last;
    if (record->restless_previous) record->restless_previous->restless_next = record->restless_next;
    else *first = record->restless_next;
    if (record->restless_next) record->restless_next->restless_previous = record->restless_previous;
    else *last = record->restless_previous;
  }
  record->restless = restless;
  if (restless) {
    Record **first = restless == HAS_CELLS ? &core->celled_first : &core->restless_first;
    Record **last = restless == HAS_CELLS ? &core->celled_last : &core->restless_last;
    record->restless_next = NULL;
    record->restless_previous = *last;
    if (*last) (*last)->restless_next = record;
    else *first = record;
    *last = record;
  }
}

static int restlessness_of_function(PyObject *function) {
  PyObject *attributes = FIELD(function, FUNCTION_DICT, PyObject *), *closure = FIELD(function, FUNCTION_CLOSURE, PyObject *);
  PyObject *keywords = FIELD(function, FUNCTION_KEYWORD_DEFAULTS, PyObject *);
  if ((keywords && PyDict_Size(keywords)) || (attributes && PyDict_Size(attributes))) return IS_RESTLESS;
  return closure && SIZE_OF(closure) ? HAS_CELLS : RESTS;
}

/* When a record must be looked at though nothing tells of its changes. */
void settle_down(Core *core, Record *record) {
  Form *form = record->form;
  int restless = IS_RESTLESS;
  if (!record->is_looked_at || record->is_dead || record->is_doubtful) restless = RESTS;
  else if (!record->is_loose && (record->is_watched || form->rests)) restless = RESTS;
  else if (record->is_loose) restless = IS_RESTLESS;
  else if (form->reader == READ_LIST || form->reader == READ_DICT || (form->reader == READ_SET && record->cls == &PySet_Type)) restless = RESTS;
  else if (form->reader == READ_ATTRIBUTES && form->is_plain) restless = RESTS;
  else if (form->reader == READ_GENERATOR && info_of_generator(core, record->address)) restless = HAS_CELLS;
  else if (form->is_function) restless = restlessness_of_function(record->address);
  else if (form->is_class && (flags_of((PyTypeObject *)record->address) & (Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_IMMUTABLETYPE)) == Py_TPFLAGS_HEAPTYPE) restless = RESTS;
  set_restless(core, record, restless);
}

void let_loose(Core *core, Record *record) {
  if (record->is_loose) return;
  record->is_loose = 1;
  settle_down(core, record);
}

static void forget_look(Core *core, Record *record) {
  if (!record->is_looked_at) return;
  record->is_looked_at = 0;
  set_restless(core, record, RESTS);
  if (record->looked_previous) record->looked_previous->looked_next = record->looked_next;
  else core->looked_first = record->looked_next;
  if (record->looked_next) record->looked_next->looked_previous = record->looked_previous;
  else core->looked_last = record->looked_previous;
}

/* -- the ends of objects */

static void bury(Core *core, Record *record) {
  table_remove(&core->by_address, record->address);
  if (record->is_doubtful) {
    core->doubtful--;
    core->doubts -= record->is_shown;
  }
  record->is_doubtful = 0;
  record->is_dead = 1;
  if (record->is_shown) core->mourned++;
  else unpin(core, record); /* it stayed for its object's sake */
}

/* Its finalizer runs, and can bring it back; nothing tells what becomes of it, but that another object is made in its place. Until then
   it is an object only if something alive refers to it. */
static void doubt(Core *core, Record *record) {
  if (record->is_doubtful) return;
  record->is_doubtful = 1;
  core->doubtful++;
  core->doubts += record->is_shown;
}

int doubt_all(Core *core) {
  core->deep = 0;
  for (uint32_t at = 0; at < core->by_address.room; at++) {
    Record *record = core->by_address.slots[at];
    if (record && !record->form->atom) doubt(core, record);
  }
  return 0;
}

int end_doubts(Core *core) {
  Stack doubted = {0};
  for (uint32_t at = 0; at < core->by_address.room; at++) {
    Record *record = core->by_address.slots[at];
    if (record && record->is_doubtful && !record->form->revives && stack_push(&doubted, record) < 0) return -1;
  }
  for (uint32_t at = 0; at < doubted.size; at++) {
    Record *record = doubted.data[at];
    if (record->is_shown && record->is_reached) {
      record->is_doubtful = 0;
      core->doubtful--;
      core->doubts--;
    } else {
      bury(core, record);
    }
  }
  free(doubted.data);
  return 0;
}

/* Called by the interpreter for every object that begins and ends. It must change nothing that the interpreter could notice. */
static int hear(PyObject *object, int event, void *data) {
  Core *core = data;
  if (event == PyRefTracer_CREATE) {
    if (!core->doubtful && !core->deep) return 0;
    Record *record = table_get(&core->by_address, object);
    if (record && (record->is_doubtful || core->deep)) bury(core, record); /* another object has its place */
    return 0;
  }
  PyTypeObject *type = object->type;
  if (type == &PyLong_Type || type == &PyFloat_Type || type == &PyUnicode_Type) return 0; /* held while it is remembered */
  if (!core->deep) core->deep = _Py_ReachedRecursionLimitWithMargin(PyThreadState_Get(), SHALLOW);
  Record *record = table_get(&core->by_address, object);
  if (record && record->form->revives) doubt(core, record);
  else if (record) bury(core, record);
  if (flags_of(type) & Py_TPFLAGS_TYPE_SUBCLASS) forget_form(core, (PyTypeObject *)object);
  return 0;
}

static Core *listener; /* a dict's watcher is not told for whom it watches */

/* Called before a dict that is watched changes. */
static int hear_dict(int event, PyObject *dict, PyObject *key, PyObject *value) {
  Core *core = listener;
  if (!core) return 0;
  if (core->module && core->module->space == dict) {
    if (event != PyDict_EVENT_MODIFIED) core->module->is_changed = 1;
    if (core->keys_changed < MOST_CHANGED) {
      core->changed_keys[core->keys_changed] = key;
      core->changed_values[core->keys_changed] = value;
    }
    core->keys_changed++;
    return 0;
  }
  Record *record = table_get(&core->by_address, dict);
  if (!record || !record->is_looked_at || !SIZE_OF(core->lives)) return 0;
  int is_item = key && (event == PyDict_EVENT_ADDED || event == PyDict_EVENT_MODIFIED);
  return is_item ? touch_item(core, dict, key) : touch(core, record, 0);
}

int listen(Core *core) {
  void *data;
  if (core->listens && PyRefTracer_GetTracer(&data) == hear && data == core) return 0;
  if (core->listens || PyRefTracer_GetTracer(&data)) {
    PyErr_SetString(PyExc_RuntimeError, "somebody else traces references");
    return -1;
  }
  core->watcher = PyDict_AddWatcher(hear_dict);
  if (core->watcher < 0) return -1;
  core->listens = 1;
  listener = core;
  return PyRefTracer_SetTracer(hear, core);
}

void unlisten(Core *core) {
  void *data;
  if (!core->listens) return;
  if (PyRefTracer_GetTracer(&data) == hear && data == core) PyRefTracer_SetTracer(NULL, NULL);
  PyDict_ClearWatcher(core->watcher);
  listener = NULL;
  core->listens = 0;
}

/* -- coming and going */

static Record *admit(Core *core, PyObject *object, Record *before) {
  Form *form = form_of(core, object->type);
  if (!form) return NULL;
  Record *record = new_record(core);
  if (!record) return NULL;
  record->form = form;
  record->address = object;
  record->cls = object->type;
  record->parent = -1;
  record->glance_size = -1;
  record->is_shown = 1;
  if (before) {
    record->oid = before->oid;
    record->parent = before->parent;
  } else {
    record->oid = core->next_oid++;
    if (!form->atom && write_reserve(core) < 0) return NULL;
  }
  if (before && before->is_doubtful) {
    record->is_doubtful = 1;
    core->doubts++;
  }
  if (form->atom) Py_NewRef(object);
  if (table_set(&core->by_address, record) < 0) return NULL;
  if (before) unpin(core, before);
  record->previous = core->last;
  if (core->last) core->last->next = record;
  else core->first = record;
  core->last = record;
  core->records++;
  if (form->atom) return write_atom(core, record) < 0 ? NULL : record;
  if (form->is_class && !(record->type = ask(core->name_of, object))) return NULL;
  pin(record);
  return stack_push(&core->fresh, record) < 0 || stack_push(&core->fresh, Py_NewRef(object)) < 0 ? NULL : record;
}

/* The record of `object`, to which one more place now refers. */
Record *take(Core *core, PyObject *object) {
  Record *record = table_get(&core->by_address, object);
  if (!record || !record->is_shown) record = admit(core, object, record);
  if (record) record->count++;
  return record;
}

int release(Core *core, Record *record) {
  return --record->count == 0 ? push_dying(core, record) : 0;
}

static int drop(Core *core, Record *record) {
  record->is_shown = 0;
  pin(record);
  if (record->previous) record->previous->next = record->next;
  else core->first = record->next;
  if (record->next) record->next->previous = record->previous;
  else core->last = record->previous;
  core->records--;
  core->mourned -= record->is_dead;
  core->doubts -= record->is_doubtful;
  forget_look(core, record);
  for (int at = 0; at < record->size; at++) {
    Record *child = record->items[at];
    if (child->is_shown && --child->count == 0 && push_dying(core, child) < 0) return -1;
  }
  record->size = 0;
  return 0;
}

/* Of a record that was dropped: its object is not looked for again. */
static void forget(Core *core, Record *record) {
  if (record->is_dead) return;
  table_remove(&core->by_address, record->address);
  core->doubtful -= record->is_doubtful;
  record->is_doubtful = 0;
}

int settle(Core *core) {
  if (core->fresh.size && read_fresh(core) < 0) return -1;
  while (core->dying.size) {
    Record *record = core->dying.data[--core->dying.size];
    if (record->count == 0 && record->is_shown) {
      if (drop(core, record) < 0) return -1;
      if (record->form->atom || record->is_dead) {
        forget(core, record);
        unpin(core, record);
      }
    }
    unpin(core, record);
  }
  return 0;
}

int sweep(Core *core) {
  Stack todo = {0};
  uint32_t alive = 0;
  const uint32_t MARK = 1u << 31; /* in `pins`, for a moment */
  for (uint32_t at = 0; at < core->kept_records.size; at++)
    if (stack_push(&todo, core->kept_records.data[at]) < 0) return -1;
  for (uint32_t at = 0; at < core->entered.size; at++) {
    Live *live = core->entered.data[at];
    for (int slot = 0; slot < live->size; slot++)
      if (stack_push(&todo, live->items[slot]) < 0) return -1;
  }
  while (todo.size) {
    Record *record = todo.data[--todo.size];
    if (record->pins & MARK) continue;
    record->pins |= MARK;
    alive++;
    for (int at = 0; at < record->size; at++)
      if (stack_push(&todo, record->items[at]) < 0) return -1;
  }
  for (Record *record = core->first; record; record = record->next)
    if (!(record->pins & MARK) && stack_push(&todo, record) < 0) return -1;
  for (Record *record = core->first; record; record = record->next) record->pins &= ~MARK;
  for (uint32_t at = 0; at < todo.size; at++)
    if (drop(core, todo.data[at]) < 0) return -1;
  for (uint32_t at = 0; at < todo.size; at++) forget(core, todo.data[at]);
  while (core->dying.size) unpin(core, core->dying.data[--core->dying.size]);
  for (uint32_t at = 0; at < todo.size; at++) unpin(core, todo.data[at]);
  free(todo.data);
  core->sweep_at = 2 * alive > LEAST_SWEEP ? 2 * alive : LEAST_SWEEP;
  return 0;
}

/* The run is over: hold nothing, and hear of nothing. */
int close_shadow(Core *core) {
  unlisten(core);
  while (core->fresh.size) {
    Py_DECREF(core->fresh.data[--core->fresh.size]);
    core->fresh.size--;
  }
  core->dying.size = core->touch_count = 0;
  core->root_records.size = core->kept_records.size = 0;
  core->first = core->last = core->looked_first = core->looked_last = core->restless_first = core->restless_last = NULL;
  core->celled_first = core->celled_last = NULL;
  core->records = 0;
  free(core->by_address.slots);
  core->by_address = (Table){0};
  Stack slabs = core->slabs;
  core->slabs = (Stack){0};
  for (uint32_t at = 0; at < slabs.size; at++) {
    Record *slab = slabs.data[at];
    for (int place = 0; place < SLAB; place++) {
      Record *record = &slab[place];
      if (!record->form) continue;
      if (record->form->atom) Py_DECREF(record->address);
      Py_XDECREF(record->names);
      Py_XDECREF(record->text);
      Py_XDECREF(record->type);
      Py_XDECREF(record->kept);
      free(record->ids);
      free(record->items);
      free(record->glance);
    }
    free(slab);
  }
  free(slabs.data);
  core->spare = NULL;
  return 0;
}

/* What the core remembers of the program's objects, and how it notices that one changed. As tracer/record/shadow.py. */
#include "core.h"

enum { LEAST_SWEEP = 2000, LEAST_PRUNE = 100 };

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

static void free_record(Record *record) {
  Py_CLEAR(record->ref);
  Py_CLEAR(record->names);
  Py_CLEAR(record->text);
  Py_CLEAR(record->type);
  Py_CLEAR(record->kept);
  free(record->ids);
  free(record->items);
  free(record->glance);
  PyObject *object = record->object, *cls = (PyObject *)record->cls;
  free(record);
  Py_XDECREF(object);
  Py_XDECREF(cls);
}

void unpin(Record *record) {
  if (--record->pins == 0 && !record->is_alive) free_record(record);
}

static int push_dying(Core *core, Record *record) {
  if (stack_push(&core->dying, record) < 0) return -1;
  record->pins++;
  return 0;
}

static void remember_look(Core *core, Record *record) {
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
  if (record->is_restless == restless) return;
  record->is_restless = restless;
  if (restless) {
    record->restless_next = NULL;
    record->restless_previous = core->restless_last;
    if (core->restless_last) core->restless_last->restless_next = record;
    else core->restless_first = record;
    core->restless_last = record;
  } else {
    if (record->restless_previous) record->restless_previous->restless_next = record->restless_next;
    else core->restless_first = record->restless_next;
    if (record->restless_next) record->restless_next->restless_previous = record->restless_previous;
    else core->restless_last = record->restless_previous;
  }
}

/* Whether a record must be looked at every time, because nothing tells of its changes. */
void settle_down(Core *core, Record *record) {
  Form *form = record->form;
  int rests = 0;
  if (form->reader == READ_LIST || form->reader == READ_DICT || (form->reader == READ_SET && record->cls == &PySet_Type)) rests = 1;
  else if (form->reader == READ_ATTRIBUTES) rests = form->is_plain;
  else if (form->is_class) rests = (PyType_GetFlags((PyTypeObject *)record->address) & (Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_IMMUTABLETYPE)) == Py_TPFLAGS_HEAPTYPE;
  else if (form->is_function) {
    PyObject *function = record->address, *attributes = FIELD(function, FUNCTION_DICT, PyObject *);
    PyObject *closure = FIELD(function, FUNCTION_CLOSURE, PyObject *), *keywords = FIELD(function, FUNCTION_KEYWORD_DEFAULTS, PyObject *);
    rests = !(closure && SIZE_OF(closure)) && !(keywords && PyDict_Size(keywords)) && !(attributes && PyDict_Size(attributes));
  }
  set_restless(core, record, record->is_looked_at && !rests);
}

static void forget_look(Core *core, Record *record) {
  if (!record->is_looked_at) return;
  record->is_looked_at = 0;
  set_restless(core, record, 0);
  if (record->looked_previous) record->looked_previous->looked_next = record->looked_next;
  else core->looked_first = record->looked_next;
  if (record->looked_next) record->looked_next->looked_previous = record->looked_previous;
  else core->looked_last = record->looked_previous;
}

static PyObject *weak(Core *core, PyObject *object) {
  for (int at = 0; at < SIZE_OF(core->dangling); at++)
    if ((PyObject *)object->type == (&FIELD(core->dangling, TUPLE_ITEMS, PyObject *))[at]) return NULL;
  PyObject *ref = PyWeakref_NewRef(object, NULL);
  if (!ref) PyErr_Clear();
  return ref;
}

static int is_referent(PyObject *ref, PyObject *object) {
  PyObject *found = NULL;
  PyWeakref_GetRef(ref, &found);
  Py_XDECREF(found);
  return found == object;
}

static int stands_for(Record *record, PyObject *object) {
  if (record->object) return record->object == object;
  if (record->ref) return is_referent(record->ref, object);
  return record->cls == object->type;
}

static int same_text(PyObject *a, PyObject *b) {
  if (a == b) return 1;
  if (!a || !b) return 0;
  return PyUnicode_Compare(a, b) == 0;
}

static int same_names(PyObject *a, PyObject *b) {
  if (a == b) return 1;
  if (!a || !b || SIZE_OF(a) != SIZE_OF(b)) return 0;
  for (int at = 0; at < SIZE_OF(a); at++)
    if (!same_text((&FIELD(a, TUPLE_ITEMS, PyObject *))[at], (&FIELD(b, TUPLE_ITEMS, PyObject *))[at])) return 0;
  return 1;
}

static int read_fresh(Core *core);

/* -- limbo: records that left the frames while somebody still holds their objects */

static int limbo_is_over(Record *record) {
  if (!record->ref) return record->object->refcount <= 1;
  PyObject *found = NULL;
  PyWeakref_GetRef(record->ref, &found);
  Py_XDECREF(found);
  return !found;
}

static void limbo_remove(Core *core, Record *record) {
  table_remove(&core->limbo, record->address);
  unpin(record);
}

static int limbo_prune(Core *core) {
  Stack gone = {0};
  for (uint32_t at = 0; at < core->limbo.room; at++)
    if (core->limbo.slots[at] && limbo_is_over(core->limbo.slots[at]) && stack_push(&gone, core->limbo.slots[at]) < 0) return -1;
  for (uint32_t at = 0; at < gone.size; at++) limbo_remove(core, gone.data[at]);
  free(gone.data);
  core->limbo_prune_at = 2 * core->limbo.used > LEAST_PRUNE ? 2 * core->limbo.used : LEAST_PRUNE;
  return 0;
}

static int limbo_put(Core *core, Record *record) {
  if (record->form->atom) return 0;
  if (record->object ? record->object->refcount <= 1 : !record->ref) return 0;
  Record *before = table_get(&core->limbo, record->address);
  if (before) limbo_remove(core, before);
  record->pins++;
  if (table_set(&core->limbo, record) < 0) return -1;
  return core->limbo.used > core->limbo_prune_at ? limbo_prune(core) : 0;
}

/* The record that `object` had, with a pin that the caller must let go; NULL for none. */
static Record *limbo_take(Core *core, PyObject *object) {
  Record *record = table_get(&core->limbo, object);
  if (!record) return NULL;
  table_remove(&core->limbo, object);
  if (record->object == object || (record->ref && is_referent(record->ref, object))) return record;
  unpin(record);
  return NULL;
}

static void limbo_clear(Core *core) {
  Table limbo = core->limbo;
  core->limbo = (Table){0};
  for (uint32_t at = 0; at < limbo.room; at++)
    if (limbo.slots[at]) unpin(limbo.slots[at]);
  free(limbo.slots);
}

/* -- coming and going */

static Record *admit(Core *core, PyObject *object) {
  Form *form = form_of(core, object->type);
  if (!form) return NULL;
  if (core->holds && form->delicate && let_go(core) < 0) return NULL;
  Record *record = calloc(1, sizeof *record);
  if (!record) return (Record *)PyErr_NoMemory();
  record->form = form;
  record->address = object;
  record->cls = (PyTypeObject *)Py_NewRef((PyObject *)object->type);
  record->parent = -1;
  record->flat = -1;
  record->seen = UINT32_MAX;
  record->glance_size = -1;
  record->is_alive = 1;
  if (form->is_class && !(record->type = PyObject_CallOneArg(core->name_of, object))) return NULL;
  Record *before = form->atom ? NULL : limbo_take(core, object);
  if (before) {
    record->oid = before->oid;
    record->parent = before->parent;
    unpin(before);
  } else {
    record->oid = core->next_oid++;
    if (!form->atom && write_reserve(core) < 0) return NULL;
  }
  if (table_set(&core->by_address, record) < 0) return NULL;
  record->previous = core->last;
  if (core->last) core->last->next = record;
  else core->first = record;
  core->last = record;
  core->records++;
  if (form->atom) {
    record->object = Py_NewRef(object);
    if (write_atom(core, record) < 0 || push_dying(core, record) < 0) return NULL; /* until somebody takes it */
  } else {
    record->pins++;
    if (stack_push(&core->fresh, record) < 0 || stack_push(&core->fresh, Py_NewRef(object)) < 0) return NULL;
  }
  return record;
}

Record *oid_of(Core *core, PyObject *object) {
  Record *record = table_get(&core->by_address, object);
  if (!record || !(core->holds || stands_for(record, object))) record = admit(core, object);
  return record;
}

Record *take(Core *core, PyObject *object) {
  Record *record = oid_of(core, object);
  if (record) record->count++;
  return record;
}

int release(Core *core, Record *record) {
  return --record->count == 0 ? push_dying(core, record) : 0;
}

static int drop(Core *core, Record *record) {
  record->is_alive = 0;
  record->pins++;
  if (record->previous) record->previous->next = record->next;
  else core->first = record->next;
  if (record->next) record->next->previous = record->previous;
  else core->last = record->previous;
  core->records--;
  forget_look(core, record);
  if (table_get(&core->by_address, record->address) == record) table_remove(&core->by_address, record->address);
  for (int at = 0; at < record->size; at++) {
    Record *child = record->items[at];
    if (child->is_alive && --child->count == 0 && push_dying(core, child) < 0) return -1;
  }
  record->size = 0;
  return 0;
}

int settle(Core *core) {
  if (core->fresh.size && read_fresh(core) < 0) return -1;
  while (core->dying.size) {
    Record *record = core->dying.data[--core->dying.size];
    if (record->count == 0 && record->is_alive) {
      if (drop(core, record) < 0 || limbo_put(core, record) < 0) return -1;
      unpin(record);
    }
    unpin(record);
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
  while (core->dying.size) unpin(core->dying.data[--core->dying.size]);
  for (uint32_t at = 0; at < todo.size; at++) unpin(todo.data[at]);
  free(todo.data);
  core->sweep_at = 2 * alive > LEAST_SWEEP ? 2 * alive : LEAST_SWEEP;
  return 0;
}

int let_go(Core *core) {
  core->holds = 0;
  limbo_clear(core);
  PyObject *done = PyObject_CallNoArgs(core->forms_let_go);
  if (!done) return -1;
  Py_DECREF(done);
  forget_forms(core);
  for (Record *record = core->first; record; record = record->next) {
    if (!(record->form = form_of(core, record->cls))) return -1;
    if (record->form->atom) continue;
    if (record->object) {
      if (!record->ref && core->weakly) record->ref = weak(core, record->object);
      Py_CLEAR(record->object);
      Py_CLEAR(record->kept);
      record->glance_size = -1;
    }
    remember_look(core, record);
  }
  return 0;
}

/* The run is over: hold nothing. What a long chain holds is let go link by link, because freeing it in one go needs a deep stack. */
int close_shadow(Core *core) {
  limbo_clear(core);
  free(core->by_address.slots);
  core->by_address = (Table){0};
  while (core->fresh.size) {
    Py_DECREF(core->fresh.data[--core->fresh.size]);
    unpin(core->fresh.data[--core->fresh.size]);
  }
  while (core->dying.size) unpin(core->dying.data[--core->dying.size]);
  core->kept_records.size = core->root_records.size = 0;
  Stack todo = {0};
  for (Record *record = core->first; record; record = record->next)
    if (stack_push(&todo, record) < 0) return -1;
  while (todo.size) {
    Record *record = todo.data[--todo.size];
    if (!record->object || record->object->refcount > 1) continue;
    Py_CLEAR(record->object);
    for (int at = 0; at < record->size; at++)
      if (record->items[at]->is_alive && stack_push(&todo, record->items[at]) < 0) return -1;
  }
  free(todo.data);
  Record *record = core->first;
  core->first = core->last = core->looked_first = core->looked_last = core->restless_first = core->restless_last = NULL;
  while (core->touch_count) {
    Touch *last = &core->touches[--core->touch_count];
    if (last->record) unpin(last->record);
  }
  core->records = 0;
  while (record) {
    Record *next = record->next;
    free_record(record);
    record = next;
  }
  return 0;
}

/* -- looking */

/* Make room for `count` children of `record`. */
static int resize(Record *record, int count) {
  PyObject **ids = realloc(record->ids, (count ? count : 1) * sizeof *ids);
  if (!ids) return PyErr_NoMemory(), -1;
  record->ids = ids;
  Record **items = realloc(record->items, (count ? count : 1) * sizeof *items);
  if (!items) return PyErr_NoMemory(), -1;
  record->items = items;
  return 0;
}

static void replace(PyObject **place, PyObject *object) {
  PyObject *gone = *place;
  *place = Py_XNewRef(object);
  Py_XDECREF(gone);
}

/* Read `object` into `record` as if for the first time, and write it down. Its former items are not released. */
static int fill(Core *core, Record *record, PyObject *object) {
  Contents found;
  if (read_object(core, record, object, &found) < 0) return -1;
  record->size = 0;
  if (resize(record, found.count) < 0) return -1;
  memcpy(record->ids, found.children, found.count * sizeof *record->ids);
  replace(&record->names, found.names);
  replace(&record->text, found.text);
  PyObject *owner = found.owner; /* what has been read must outlive the taking of it, which reads nothing that is not an atom */
  for (int at = 0; at < found.count; at++) {
    Record *child = take(core, record->ids[at]);
    if (!child) return Py_XDecRef_(owner), -1;
    record->items[at] = child;
  }
  record->size = found.count;
  Py_XDECREF(owner);
  record->flat = -1;
  record->length = record->size;
  if (record->form->has_length && true_length(core, record, object, &record->length) < 0) return -1;
  if (core->holds) {
    replace(&record->object, object);
  } else {
    Py_CLEAR(record->ref);
    record->ref = core->weakly ? weak(core, object) : NULL;
  }
  if (!(core->holds && record->form->fixed)) remember_look(core, record);
  record->seen = core->step;
  return write_record(core, record);
}

static int read_fresh(Core *core) {
  while (core->fresh.size) {
    PyObject *object = core->fresh.data[--core->fresh.size];
    Record *record = core->fresh.data[--core->fresh.size];
    int failed = 0;
    if ((int)core->records > core->most_objects) {
      while (core->fresh.size) {
        Py_DECREF(core->fresh.data[--core->fresh.size]);
        unpin(core->fresh.data[--core->fresh.size]);
      }
      PyObject *done = PyObject_CallNoArgs(core->overflow);
      failed = !done;
      Py_XDECREF(done);
    }
    if (!failed && record->form->is_function && record->parent < 0) {
      PyObject *parent = PyObject_CallOneArg(core->parent_of, object);
      failed = !parent;
      if (parent) record->parent = (int32_t)PyLong_AsLong(parent);
      Py_XDECREF(parent);
    }
    failed = failed || fill(core, record, object) < 0;
    if (!failed && record->count == 0) failed = push_dying(core, record) < 0;
    Py_DECREF(object);
    unpin(record);
    if (failed) return -1;
  }
  return 0;
}

static int half_down(int number) { return number >= 0 ? number / 2 : -((1 - number) / 2); }

static int change(Core *core, Record *record, Contents *found) {
  int old_size = record->size, new_size = found->count, start = 0, end = 0;
  int most = old_size < new_size ? old_size : new_size;
  int same = same_names(found->names, record->names);
  if (core->holds) {
    while (start < most && record->ids[start] == found->children[start]) start++;
    while (end < most - start && record->ids[old_size - 1 - end] == found->children[new_size - 1 - end]) end++;
  } else {
    Record **come = malloc((new_size ? new_size : 1) * sizeof *come);
    if (!come) return PyErr_NoMemory(), -1;
    for (int at = 0; at < new_size; at++)
      if (!(come[at] = oid_of(core, found->children[at]))) return free(come), -1;
    int equal = old_size == new_size;
    for (int at = 0; equal && at < new_size; at++) equal = come[at]->oid == record->items[at]->oid;
    if (!equal || !same) {
      while (start < most && record->items[start]->oid == come[start]->oid) start++;
      while (end < most - start && record->items[old_size - 1 - end]->oid == come[new_size - 1 - end]->oid) end++;
    }
    free(come);
    if (equal && same) {
      if (new_size) memcpy(record->ids, found->children, new_size * sizeof *record->ids);
      return 0;
    }
  }
  int come_size = new_size - end - start, gone_size = old_size - end - start;
  Record **come = malloc((come_size ? come_size : 1) * sizeof *come), **gone = malloc((gone_size ? gone_size : 1) * sizeof *gone);
  if (!come || !gone) return free(come), free(gone), PyErr_NoMemory(), -1;
  int failed = 0;
  for (int at = 0; !failed && at < come_size; at++) failed = !(come[at] = take(core, found->children[start + at]));
  if (!failed) {
    memcpy(gone, record->items + start, gone_size * sizeof *gone);
    if (new_size > old_size) failed = resize(record, new_size) < 0;
  }
  if (!failed) {
    memmove(record->items + start + come_size, record->items + old_size - end, end * sizeof *record->items);
    memcpy(record->items + start, come, come_size * sizeof *come);
    memcpy(record->ids, found->children, new_size * sizeof *record->ids);
    record->size = new_size;
    record->flat = -1;
    if (!same) {
      replace(&record->names, found->names);
      record->length = new_size;
      failed = write_record(core, record) < 0;
    } else {
      record->length += record->form->is_mapping ? half_down(come_size - gone_size) : come_size - gone_size;
      failed = write_splice(core, record, start, gone_size, come, come_size) < 0;
    }
  }
  for (int at = 0; !failed && at < gone_size; at++) failed = release(core, gone[at]) < 0;
  free(come);
  free(gone);
  return failed ? -1 : 0;
}

/* A class has got another name: so have its instances. */
static int rename_class(Core *core, Record *record, PyObject *name) {
  PyTypeObject *cls = (PyTypeObject *)record->address;
  replace(&record->type, name);
  if (write_record(core, record) < 0) return -1;
  PyObject *done = PyObject_CallMethod(core->forms_object, "forget", "O", cls);
  if (!done) return -1;
  Py_DECREF(done);
  forget_forms(core);
  for (Record *other = core->first; other; other = other->next) {
    if (other->cls != cls) continue;
    if (!(other->form = form_of(core, cls))) return -1;
    if (other->type) replace(&other->type, other->form->type);
    if (write_record(core, other) < 0) return -1;
  }
  return 0;
}

static int become(Core *core, Record *record, PyObject *object);

/* Write down how `object` changed since the last look; with `children`, these come back, each held. */
static int compare(Core *core, Record *record, PyObject *object, Stack *children) {
  if (object->type != record->cls) {
    if (become(core, record, object) < 0) return -1;
    if (children) {
      Contents again;
      if (read_object(core, record, object, &again) < 0) return -1;
      for (int at = 0; at < again.count; at++)
        if (stack_push(children, Py_NewRef(again.children[at])) < 0) return -1;
      end_contents(&again);
    }
    return 0;
  }
  Contents found;
  if (read_object(core, record, object, &found) < 0) return -1;
  if (children)
    for (int at = 0; at < found.count; at++)
      if (stack_push(children, Py_NewRef(found.children[at])) < 0) return -1;
  int failed = 0;
  int same = found.count == record->size && !memcmp(found.children, record->ids, found.count * sizeof *record->ids);
  PyObject *text = Py_XNewRef(found.text);
  if (!same || !same_names(found.names, record->names) || !(core->holds || record->flat == 1)) failed = change(core, record, &found) < 0;
  end_contents(&found);
  if (!failed && !same_text(text, record->text)) {
    replace(&record->text, text);
    failed = write_text(core, record) < 0;
  }
  Py_XDECREF(text);
  int length;
  if (!failed && record->form->has_length) {
    failed = true_length(core, record, object, &length) < 0;
    if (!failed && length != record->length) {
      record->length = length;
      failed = write_length(core, record) < 0;
    }
  }
  if (!failed && record->form->is_class) {
    PyObject *name = PyObject_CallOneArg(core->name_of, object);
    failed = !name || (!same_text(name, record->type) && rename_class(core, record, name) < 0);
    Py_XDECREF(name);
  }
  return failed ? -1 : 0;
}

static int become(Core *core, Record *record, PyObject *object) {
  int size = record->size;
  Record **gone = malloc((size ? size : 1) * sizeof *gone);
  if (!gone) return PyErr_NoMemory(), -1;
  memcpy(gone, record->items, size * sizeof *gone);
  PyObject *cls = (PyObject *)record->cls;
  record->cls = (PyTypeObject *)Py_NewRef((PyObject *)object->type);
  Py_DECREF(cls);
  record->form = form_of(core, record->cls);
  int failed = !record->form;
  if (!failed) {
    if (record->type || record->form->is_class) replace(&record->type, record->form->type);
    record->glance_size = -1;
    if (core->holds && record->form->delicate) failed = let_go(core) < 0;
    failed = failed || fill(core, record, object) < 0;
  }
  for (int at = 0; !failed && at < size; at++) failed = release(core, gone[at]) < 0;
  free(gone);
  return failed ? -1 : 0;
}

/* Whether a held object has not changed, in the shortest way; 0 may also mean that nobody knows yet. */
static int is_as_before(Core *core, Record *record) {
  PyObject *object = record->object;
  if (object->type != record->cls || record->size >= core->most_elements) return 0;
  if (record->form->reader == READ_LIST)
    return SIZE_OF(object) == record->size && !memcmp(FIELD(object, LIST_ITEMS, PyObject **), record->ids, record->size * sizeof(PyObject *));
  Contents found;
  if (read_object(core, record, object, &found) < 0) return PyErr_Clear(), 0;
  int same = found.count == record->size && !memcmp(found.children, record->ids, found.count * sizeof(PyObject *)) &&
             same_names(found.names, record->names) && same_text(found.text, record->text);
  end_contents(&found);
  return same;
}

static int look_at_held(Core *core, Record *record) {
  if (record->form->glance) {
    int count, how = glance_at(core, record, &count);
    if (how < 0) return -1;
    if (how == 0) {
      if (record->glance_size == count && !memcmp(core->scratch, record->glance, count * sizeof(PyObject *))) return 0;
      PyObject **glance = realloc(record->glance, count * sizeof *glance);
      if (!glance) return PyErr_NoMemory(), -1;
      record->glance = glance;
      memcpy(glance, core->scratch, count * sizeof *glance);
      record->glance_size = count;
      PyObject *kept = kept_for_glance(core, record, count);
      if (!kept) return -1;
      replace(&record->kept, kept);
      Py_DECREF(kept);
      return compare(core, record, record->object, NULL);
    }
  }
  if (is_as_before(core, record)) return 0;
  return compare(core, record, record->object, NULL);
}

static int look_held(Core *core, Record *record) {
  PyObject *object = Py_XNewRef(record->object);
  if (!object) return 0;
  int failed = look_at_held(core, record) < 0;
  if (!failed && record->is_alive) settle_down(core, record);
  Py_DECREF(object);
  return failed ? -1 : 0;
}

static int look_from_roots(Core *core);

int shadow_look(Core *core, PyObject *value, PyObject *error, PyObject *handled, int was_held) {
  if (core->holds) {
    if (core->tracks && !is_disturbed(core)) {
      if (gather(core) < 0) return -1;
      int failed = 0;
      for (uint32_t at = 0; at < core->gathered.size; at++) {
        Record *record = core->gathered.data[at];
        record->is_gathered = 0;
        if (!failed && core->holds) failed = look_held(core, record) < 0;
        unpin(record);
      }
      core->gathered.size = 0;
      if (failed) return -1;
    } else {
      Record *last = core->looked_last, *record = core->looked_first;
      while (record) {
        Record *next = record == last ? NULL : record->looked_next;
        if (look_held(core, record) < 0) return -1;
        if (!core->holds) break; /* something delicate has just come to light */
        record = next;
      }
    }
    if (core->fresh.size && read_fresh(core) < 0) return -1;
    if (core->holds) return 0;
  }
  if (was_held) {
    core->values.size = 0;
    if (stack_values(core) < 0) return -1;
  }
  Stack *todo = &core->todo;
  todo->size = 0;
  PyObject *roots[3] = {value, error ? error : Py_None, handled ? handled : Py_None};
  for (int at = 0; at < 3; at++)
    if (roots[at] && stack_push(todo, Py_NewRef(roots[at])) < 0) return -1;
  for (uint32_t at = 0; at < core->values.size; at++)
    if (stack_push(todo, Py_NewRef(core->values.data[at])) < 0) return -1;
  return look_from_roots(core);
}

static int look_from_roots(Core *core) {
  if (read_fresh(core) < 0) return -1;
  uint32_t step = ++core->step;
  Stack *todo = &core->todo, children = {0};
  int failed = 0;
  while (!failed && todo->size) {
    PyObject *object = todo->data[--todo->size];
    Record *record = table_get(&core->by_address, object);
    if (!record || !stands_for(record, object)) {
      record = admit(core, object);
      failed = !record || read_fresh(core) < 0;
      if (!failed) record->seen = step - 1;
    }
    if (!failed && !record->form->atom && record->seen != step) {
      record->seen = step;
      children.size = 0;
      failed = compare(core, record, object, &children) < 0 || read_fresh(core) < 0;
      if (!failed && record->flat < 0) {
        record->flat = 1;
        for (int at = 0; at < record->size; at++)
          if (!record->items[at]->form->atom) record->flat = 0;
      }
      for (uint32_t at = 0; at < children.size; at++) {
        if (failed || record->flat == 1) Py_DECREF(children.data[at]);
        else failed = stack_push(todo, children.data[at]) < 0;
      }
    }
    Py_DECREF(object);
  }
  while (todo->size) Py_DECREF(todo->data[--todo->size]);
  free(children.data);
  if (failed) return -1;
  for (Record *record = core->looked_first; record; record = record->looked_next)
    if (record->seen != step && !record->ref && table_get(&core->by_address, record->address) == record)
      table_remove(&core->by_address, record->address); /* not found from the frames: when its address is used again, it may be another's */
  return 0;
}

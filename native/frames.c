/* The stack of the learner's frames and their variables. As tracer/record/stack.py and frames.py. */
#include "core.h"

PyTypeObject *Live_Type;

/* -- what is known of each piece of the learner's code */

static uint32_t place_of_code(Core *core, PyObject *code) {
  return (((uint32_t)(uintptr_t)code >> 4) * 2654435761u) >> 7 & (core->info_room - 1);
}

Info *info_of(Core *core, PyObject *code) {
  if (!core->info_count) return NULL;
  uint32_t place = place_of_code(core, code);
  Info *info;
  while ((info = core->infos[place])) {
    if (info->code == code) return info;
    place = (place + 1) & (core->info_room - 1);
  }
  return NULL;
}

/* adopt(known, code, name, kind, free, names, places, hidden, source, code_size, flags, bytes, settled) */
int adopt(Core *core, PyObject *const *given, Py_ssize_t count) {
  if (count != 13) return PyErr_SetString(PyExc_RuntimeError, "adopt needs 13 arguments"), -1;
  if (core->info_count * 2 >= core->info_room) {
    uint32_t old_room = core->info_room;
    Info **old = core->infos;
    core->info_room = old_room ? old_room * 2 : 64;
    core->infos = calloc(core->info_room, sizeof *core->infos);
    if (!core->infos) return PyErr_NoMemory(), -1;
    for (uint32_t at = 0; at < old_room; at++) {
      if (!old[at]) continue;
      uint32_t place = place_of_code(core, old[at]->code);
      while (core->infos[place]) place = (place + 1) & (core->info_room - 1);
      core->infos[place] = old[at];
    }
    free(old);
  }
  Info *info = calloc(1, sizeof *info);
  if (!info) return PyErr_NoMemory(), -1;
  info->known = Py_NewRef(given[0]);
  info->code = Py_NewRef(given[1]);
  info->name = Py_NewRef(given[2]);
  info->kind = (int)PyLong_AsLong(given[3]);
  info->free = Py_NewRef(given[4]);
  info->names = Py_NewRef(given[5]);
  info->size = PyTuple_Size(given[5]);
  info->places = malloc(info->size + 1);
  if (!info->places) return PyErr_NoMemory(), -1;
  memcpy(info->places, PyBytes_AsString(given[6]), info->size);
  info->hidden = Py_NewRef(given[7]);
  info->bytes = Py_NewRef(given[11]);
  info->settled = Py_NewRef(given[12]);
  info->source = (int)PyLong_AsLong(given[8]);
  info->code_size = (int)PyLong_AsLong(given[9]);
  long flags = PyLong_AsLong(given[10]);
  info->optimized = flags & 1;
  info->shared = flags >> 1 & 1;
  info->suspends = flags >> 2 & 1;
  info->is_init = flags >> 3 & 1;
  info->is_plain = flags >> 4 & 1;
  info->is_module = flags >> 5 & 1;
  info->is_class = flags >> 6 & 1;
  info->is_exec = flags >> 7 & 1;
  info->makes = flags >> 8 & 1;
  for (int at = 0; at < info->size; at++) info->has_comprehensions |= !!(info->places[at] & PLACE_COMPREHENSION);
  info->first_line = info->name_number = info->free_number = -1;
  if (PyErr_Occurred()) return -1;
  Info *before = info_of(core, info->code);
  uint32_t place = place_of_code(core, info->code);
  while (core->infos[place] && core->infos[place] != before) place = (place + 1) & (core->info_room - 1);
  if (!before) core->info_count++;
  core->infos[place] = info; /* an earlier one stays for the frames that use it */
  return 0;
}

int line_at(Info *info, int offset) {
  int at = offset / 2;
  if (at < 0 || at >= info->code_size) return 0;
  if (!info->lines) {
    info->lines = malloc(info->code_size * sizeof *info->lines);
    if (!info->lines) return 0;
    memset(info->lines, 0xff, info->code_size * sizeof *info->lines);
  }
  if (info->lines[at] < 0) {
    int line = PyCode_Addr2Line(info->code, offset);
    info->lines[at] = line > 0 ? line : 0;
  }
  return info->lines[at];
}

/* -- one frame */

static Order *new_order(void) {
  Order *order = calloc(1, sizeof *order);
  if (order) order->uses = 1;
  return order;
}

static void end_order(Order *order) {
  if (!order || --order->uses) return;
  for (int at = 0; at < order->size; at++) Py_DECREF(order->names[at]);
  free(order->names);
  free(order);
}

static int same_name(PyObject *a, PyObject *b) { return a == b || PyUnicode_Compare(a, b) == 0; }

static int rank_of(Order *order, PyObject *name) {
  for (int at = 0; at < order->size; at++)
    if (order->names[at] == name) return at;
  for (int at = 0; at < order->size; at++)
    if (same_name(order->names[at], name)) return at;
  if (order->size == order->room) {
    int room = order->room ? order->room * 2 : 8;
    PyObject **names = realloc(order->names, room * sizeof *names);
    if (!names) return PyErr_NoMemory(), -1;
    order->names = names;
    order->room = room;
  }
  order->names[order->size] = Py_NewRef(name);
  return order->size++;
}

static Live *new_live(Core *core, Info *info, PyFrameObject *frame, int id, int parent, int depth) {
  Live *live = (Live *)PyType_GenericAlloc(Live_Type, 0);
  if (!live) return NULL;
  live->known = Py_NewRef(info->known);
  live->frame = Py_NewRef((PyObject *)frame);
  live->info = info;
  live->id = id;
  live->parent = parent;
  live->depth = depth;
  live->line = PyFrame_GetLineNumber(frame);
  if (live->line <= 0) {
    PyObject *line = PyObject_GetAttrString(info->code, "co_firstlineno");
    live->line = line ? (int)PyLong_AsLong(line) : 0;
    Py_XDECREF(line);
  }
  if (!info->optimized && !(live->space = PyFrame_GetLocals(frame))) return NULL;
  return live;
}

Live *stack_enter(Core *core, Info *info, PyFrameObject *frame, int parent, int depth) {
  if (info->suspends && PyDict_Size(core->suspended)) { /* of a frame that ended unheard and had the same address */
    PyObject *done = PyObject_CallMethod(core->suspended, "pop", "kO", (unsigned long)(uintptr_t)frame, Py_None);
    if (!done) return NULL;
    Py_DECREF(done);
  }
  Live *live = new_live(core, info, frame, core->calls, parent, depth);
  if (!live || !(live->order = new_order())) return NULL;
  int count = PyList_Size(core->lives);
  if (info->is_exec && count && live->space == ((Live *)PyList_GetItem(core->lives, 0))->space) {
    Py_CLEAR(live->space); /* its variables are the module's */
    live->space = PyDict_New();
  }
  core->calls++;
  int failed = PyList_Append(core->lives, (PyObject *)live);
  Py_DECREF(live); /* the list holds it */
  return failed ? NULL : live;
}

Live *stack_resume(Core *core, Info *info, PyFrameObject *frame, int depth) {
  PyObject *before = PyObject_CallMethod(core->suspended, "pop", "kO", (unsigned long)(uintptr_t)frame, Py_None);
  if (!before) return NULL;
  Live *live = new_live(core, info, frame, core->calls, -1, depth);
  if (!live) return NULL;
  if (before != Py_None && ((Live *)before)->info->code == info->code) {
    live->id = ((Live *)before)->id;
    live->parent = ((Live *)before)->parent;
    live->order = ((Live *)before)->order;
    live->order->uses++;
  } else {
    core->calls++;
    live->order = new_order();
  }
  Py_DECREF(before);
  if (!live->order) return NULL;
  int failed = PyList_Append(core->lives, (PyObject *)live);
  Py_DECREF(live);
  return failed ? NULL : live;
}

int stack_suspend(Core *core, Live *live) {
  PyObject *address = PyLong_FromUnsignedLong((unsigned long)(uintptr_t)live->frame);
  if (!address) return -1;
  int failed = PyDict_SetItem(core->suspended, address, (PyObject *)live);
  Py_DECREF(address);
  return failed < 0 ? -1 : stack_leave(core, live);
}

int stack_leave(Core *core, Live *live) {
  Py_CLEAR(live->frame);
  Py_CLEAR(live->space);
  int count = PyList_Size(core->lives) - 1;
  PyObject *gone = core->popped;
  core->popped = Py_NewRef((PyObject *)live);
  Py_XDECREF(gone);
  if (PyList_SetSlice(core->lives, count, count + 1, NULL) < 0) return -1;
  if (core->kept > count) core->kept = count;
  touches_end(core, count);
  return 0;
}

Live *top_of(Core *core) {
  int count = SIZE_OF(core->lives);
  return count ? (Live *)FIELD(core->lives, LIST_ITEMS, PyObject **)[count - 1] : NULL;
}

/* -- reading variables, into core->raw_keys and raw_values; how many there are comes back */

static int raw_room(Core *core, int size) {
  if (size <= core->raw_room) return 0;
  int room = core->raw_room ? core->raw_room : 64;
  while (room < size) room *= 2;
  PyObject **keys = realloc(core->raw_keys, room * sizeof *keys);
  if (keys) core->raw_keys = keys;
  PyObject **values = realloc(core->raw_values, room * sizeof *values);
  if (values) core->raw_values = values;
  if (!keys || !values) return PyErr_NoMemory(), -1;
  core->raw_room = room;
  return 0;
}

static PyObject *untagged(uintptr_t reference) { return (PyObject *)(reference & ~(uintptr_t)3); }

/* The values at the places of a frame; variables that inner functions share lie in cells. */
static int raw_places(Core *core, Live *live, int count) {
  Info *info = live->info;
  void *inner = FIELD(live->frame, FRAME_INNER, void *);
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  PyObject **names = &FIELD(info->names, TUPLE_ITEMS, PyObject *);
  PyObject *extra = FIELD(live->frame, FRAME_EXTRA, PyObject *);
  if (raw_room(core, count + info->size + (extra ? PyDict_Size(extra) : 0)) < 0) return -1;
  for (int at = 0; at < info->size; at++) {
    PyObject *value = untagged(places[at]);
    if (!value) continue;
    if (info->places[at] & PLACE_CELL && value->type == &PyCell_Type) {
      value = FIELD(value, CELL_CONTENT, PyObject *);
      if (!value) continue;
    }
    core->raw_keys[count] = names[at];
    core->raw_values[count++] = value;
  }
  if (extra) {
    Py_ssize_t place = 0;
    while (PyDict_Next(extra, &place, &core->raw_keys[count], &core->raw_values[count])) count++;
  }
  return count;
}

static int runs_comprehension(Live *live) {
  Info *info = live->info;
  if (!info->has_comprehensions) return 0;
  void *inner = FIELD(live->frame, FRAME_INNER, void *);
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  for (int at = 0; at < info->size; at++)
    if (info->places[at] & PLACE_COMPREHENSION && untagged(places[at])) return 1;
  return 0;
}

static int is_dict(PyObject *object) { return (PyType_GetFlags(object->type) & (1UL << 29)) != 0; }

static int raw_of(Core *core, Live *live) {
  if (!live->space) return raw_places(core, live, 0);
  int count = 0;
  if (is_dict(live->space)) {
    int size = PyDict_Size(live->space);
    if (raw_room(core, size + 1) < 0) return -1;
    Py_ssize_t place = 0;
    while (count < size && PyDict_Next(live->space, &place, &core->raw_keys[count], &core->raw_values[count])) count++;
  }
  return runs_comprehension(live) ? raw_places(core, live, count) : count;
}

/* -- writing what changed */

static int set(Core *core, Live *live, int slot, PyObject *value, int depth) {
  Record *record = take(core, value);
  if (!record || release(core, live->items[slot]) < 0) return -1;
  live->items[slot] = record;
  Buffer *ops = &core->writer.ops;
  return put_byte(ops, OP_SET) < 0 || put_varint(ops, depth) < 0 || put_varint(ops, slot) < 0 || put_varint(ops, record->oid) < 0 ? -1 : 0;
}

static int is_shown(Info *info, PyObject *name) {
  if (name->type != &PyUnicode_Type) return 0;
  int hidden = PySet_Contains(info->hidden, name);
  if (hidden) return hidden < 0 ? -1 : 0;
  return !(info->optimized && PyUnicode_GetLength(name) && PyUnicode_ReadChar(name, 0) == '.');
}

static int grow_live(Live *live) {
  if (live->size < live->room) return 0;
  int room = live->room ? live->room * 2 : 8;
  PyObject **names = realloc(live->names, room * sizeof *names);
  if (names) live->names = names;
  Record **items = realloc(live->items, room * sizeof *items);
  if (items) live->items = items;
  int *places = realloc(live->places, room * sizeof *places);
  if (places) live->places = places;
  int *ranks = realloc(live->ranks, room * sizeof *ranks);
  if (ranks) live->ranks = ranks;
  if (!names || !items || !places || !ranks) return PyErr_NoMemory(), -1;
  live->room = room;
  return 0;
}

static void cut_out(Live *live, int slot) {
  int rest = live->size - slot - 1;
  memmove(live->names + slot, live->names + slot + 1, rest * sizeof *live->names);
  memmove(live->items + slot, live->items + slot + 1, rest * sizeof *live->items);
  memmove(live->ranks + slot, live->ranks + slot + 1, rest * sizeof *live->ranks);
  live->size--;
}

/* Some names have come or gone. `count` of them are in core->raw_keys. */
static int rename_variables(Core *core, Live *live, int count, int depth) {
  int *ranks = malloc(2 * (count ? count : 1) * sizeof *ranks), *places = ranks ? ranks + count : NULL, shown = 0;
  if (!ranks) return PyErr_NoMemory(), -1;
  Buffer *ops = &core->writer.ops;
  int failed = 0;
  for (int at = 0; !failed && at < count; at++) {
    int show = is_shown(live->info, core->raw_keys[at]);
    failed = show < 0;
    if (failed || !show) continue;
    int rank = rank_of(live->order, core->raw_keys[at]);
    failed = rank < 0;
    int twin = 0;
    while (twin < shown && ranks[twin] != rank) twin++;
    ranks[twin] = rank;
    places[twin] = at; /* of a name that is there twice the last */
    if (twin == shown) shown++;
  }
  for (int slot = live->size - 1; !failed && slot >= 0; slot--) {
    int at = 0;
    while (at < shown && ranks[at] != live->ranks[slot]) at++;
    if (at < shown) continue;
    failed = put_byte(ops, OP_UNBIND) < 0 || put_varint(ops, depth) < 0 || put_varint(ops, slot) < 0 || release(core, live->items[slot]) < 0;
    cut_out(live, slot);
  }
  for (int last = -1; !failed && live->size < shown;) { /* in the order of first binding */
    int best = -1;
    for (int at = 0; at < shown; at++)
      if (ranks[at] > last && (best < 0 || ranks[at] < ranks[best])) best = at;
    if (best < 0) break;
    last = ranks[best];
    int slot = 0, known = 0;
    for (int other = 0; other < live->size; other++) {
      slot += live->ranks[other] < last;
      known |= live->ranks[other] == last;
    }
    if (known) continue;
    PyObject *name = live->order->names[last];
    Record *record = take(core, core->raw_values[places[best]]);
    int number = record ? string_number(&core->writer, name) : -1;
    failed = number < 0 || put_byte(ops, OP_BIND) < 0 || put_varint(ops, depth) < 0 || put_varint(ops, slot) < 0 ||
             put_varint(ops, number) < 0 || put_varint(ops, record->oid) < 0 || grow_live(live) < 0;
    if (failed) break;
    int rest = live->size - slot;
    memmove(live->names + slot + 1, live->names + slot, rest * sizeof *live->names);
    memmove(live->items + slot + 1, live->items + slot, rest * sizeof *live->items);
    memmove(live->ranks + slot + 1, live->ranks + slot, rest * sizeof *live->ranks);
    live->names[slot] = name;
    live->items[slot] = record;
    live->ranks[slot] = last;
    live->size++;
  }
  for (int slot = 0; !failed && slot < live->size; slot++) {
    int at = 0;
    while (at < shown && ranks[at] != live->ranks[slot]) at++;
    live->places[slot] = at < shown ? places[at] : 0;
  }
  free(ranks);
  return failed ? -1 : 0;
}

static int remember_raw(Live *live, PyObject **keys, PyObject **values, int count) {
  if (count > live->raw_room) {
    int room = count + 8;
    PyObject **own_keys = realloc(live->keys, room * sizeof *own_keys);
    if (own_keys) live->keys = own_keys;
    PyObject **ids = realloc(live->ids, room * sizeof *ids);
    if (ids) live->ids = ids;
    if (!own_keys || !ids) return PyErr_NoMemory(), -1;
    live->raw_room = room;
  }
  for (int at = 0; at < count; at++) Py_NewRef(keys[at]); /* their addresses stay taken */
  for (int at = 0; at < live->raw_size; at++) Py_DECREF(live->keys[at]);
  memcpy(live->keys, keys, count * sizeof *keys);
  memcpy(live->ids, values, count * sizeof *values);
  live->raw_size = count;
  return 0;
}

/* Where nothing is held, the values go to core->values. */
static int look(Core *core, Live *live, int depth) {
  int count = raw_of(core, live);
  if (count < 0) return -1;
  PyObject **keys = core->raw_keys, **values = core->raw_values;
  int names_stand = count == live->raw_size && !memcmp(keys, live->keys, count * sizeof *keys);
  int values_stand = names_stand && !memcmp(values, live->ids, count * sizeof *values);
  if (values_stand && core->holds) return 0;
  if (!names_stand) {
    if (rename_variables(core, live, count, depth) < 0) return -1;
    keys = core->raw_keys, values = core->raw_values;
    if (remember_raw(live, keys, values, count) < 0) return -1;
  } else if (core->holds) {
    int failed = 0;
    for (int slot = 0; !failed && slot < live->size; slot++) {
      int at = live->places[slot];
      if (values[at] != live->ids[at]) failed = set(core, live, slot, values[at], depth) < 0;
    }
    if (failed) return -1;
    memcpy(live->ids, values, count * sizeof *values);
    return 0;
  }
  memcpy(live->ids, values, count * sizeof *values);
  for (int slot = 0; slot < live->size; slot++) {
    Record *record = oid_of(core, values[live->places[slot]]);
    if (!record) return -1;
    if (record->oid != live->items[slot]->oid && set(core, live, slot, values[live->places[slot]], depth) < 0) return -1;
  }
  for (int slot = 0; slot < live->size; slot++)
    if (stack_push(&core->values, values[live->places[slot]]) < 0) return -1;
  return 0;
}

static int put_push(Core *core, Live *live) {
  Info *info = live->info;
  Buffer *ops = &core->writer.ops;
  if (info->name_number < 0) info->name_number = string_number(&core->writer, info->name);
  if (info->name_number < 0) return -1;
  if (put_byte(ops, OP_PUSH) < 0 || put_varint(ops, live->id) < 0 || put_varint(ops, info->name_number) < 0 || put_varint(ops, info->kind) < 0) return -1;
  if (put_varint(ops, live->line) < 0 || put_varint(ops, live->parent + 1) < 0 || put_varint(ops, info->source) < 0) return -1;
  if (info->free_number < 0) info->free_number = shape_number(&core->writer, info->free);
  if (info->free_number < 0) return -1;
  int shape = 0;
  if (live->size) {
    PyObject *names = PyTuple_New(live->size);
    if (!names) return -1;
    for (int slot = 0; slot < live->size; slot++) PyTuple_SetItem(names, slot, Py_NewRef(live->names[slot]));
    shape = shape_number(&core->writer, names);
    Py_DECREF(names);
    if (shape < 0) return -1;
  }
  if (put_varint(ops, info->free_number) < 0 || put_varint(ops, shape) < 0 || put_varint(ops, live->size) < 0) return -1;
  uint32_t last = 0;
  for (int slot = 0; slot < live->size; slot++) {
    if (put_signed(ops, (int32_t)(live->items[slot]->oid - last)) < 0) return -1;
    last = live->items[slot]->oid;
  }
  return 0;
}

int stack_look(Core *core) {
  int kept = core->kept, count = PyList_Size(core->lives);
  core->values.size = 0;
  while ((int)core->entered.size > kept) {
    Live *gone = core->entered.data[--core->entered.size];
    int failed = put_byte(&core->writer.ops, OP_POP) < 0;
    for (int slot = 0; !failed && slot < gone->size; slot++) failed = release(core, gone->items[slot]) < 0;
    gone->size = 0;
    Py_DECREF(gone);
    if (failed) return -1;
  }
  while (core->watched.size && (int)(uintptr_t)core->watched.data[core->watched.size - 1] >= kept) core->watched.size--;
  PyObject **lives = FIELD(core->lives, LIST_ITEMS, PyObject **);
  if (core->holds && !core->watch_all) {
    int last = -1;
    for (uint32_t at = 0; at < core->watched.size; at++) {
      last = (int)(uintptr_t)core->watched.data[at];
      if (look(core, (Live *)lives[last], kept - 1 - last) < 0) return -1;
    }
    if (kept && last != kept - 1 && look(core, (Live *)lives[kept - 1], 0) < 0) return -1; /* it ran until just now */
  } else {
    for (int at = 0; at < kept; at++)
      if (look(core, (Live *)lives[at], kept - 1 - at) < 0) return -1;
  }
  for (int at = kept; at < count; at++) {
    Live *live = (Live *)lives[at];
    Info *info = live->info;
    if ((info->shared || (!info->optimized && (core->watch_modules || !info->is_module))) &&
        stack_push(&core->watched, (void *)(uintptr_t)core->entered.size) < 0)
      return -1;
    if (stack_push(&core->entered, Py_NewRef((PyObject *)live)) < 0 || put_push(core, live) < 0 || look(core, live, 0) < 0) return -1;
  }
  core->kept = count;
  return 0;
}

int stack_values(Core *core) {
  int count = PyList_Size(core->lives);
  for (int at = 0; at < count; at++) {
    int size = raw_of(core, (Live *)PyList_GetItem(core->lives, at));
    if (size < 0) return -1;
    for (int place = 0; place < size; place++)
      if (stack_push(&core->values, core->raw_values[place]) < 0) return -1;
  }
  return 0;
}

int stack_write(Core *core) {
  for (uint32_t at = 0; at < core->entered.size; at++)
    if (put_push(core, core->entered.data[at]) < 0) return -1;
  return 0;
}

/* -- only counting */

/* 1: the names that are bound, or the functions in them, are other ones than before. */
static int pass(Core *core, Live *live) {
  Info *info = live->info;
  uint32_t bound = live->space && is_dict(live->space) ? PyDict_Size(live->space) : 0;
  if (!live->space || info->has_comprehensions) {
    void *inner = FIELD(live->frame, FRAME_INNER, void *);
    uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
    for (int at = 0; at < info->size; at++) {
      PyObject *value = untagged(places[at]);
      if (value && info->places[at] & PLACE_CELL && value->type == &PyCell_Type) value = FIELD(value, CELL_CONTENT, PyObject *);
      if (value) bound = bound * 31 + at + 1;
      if (value && info->makes && value->type == &PyFunction_Type) bound = bound * 31 + (uint32_t)(uintptr_t)value;
    }
    PyObject *extra = FIELD(live->frame, FRAME_EXTRA, PyObject *);
    if (extra) bound = bound * 31 + PyDict_Size(extra);
  }
  if (bound == live->bound) return 0;
  live->bound = bound;
  int count = raw_of(core, live);
  for (int at = 0; at < count; at++) {
    int show = is_shown(info, core->raw_keys[at]);
    if (show < 0 || (show && rank_of(live->order, core->raw_keys[at]) < 0)) return -1;
  }
  return count < 0 ? -1 : 1;
}

int stack_pass(Core *core) {
  int count = SIZE_OF(core->lives), changed = 0;
  PyObject **lives = FIELD(core->lives, LIST_ITEMS, PyObject **);
  for (int at = core->kept ? core->kept - 1 : 0; at < count; at++)
    if ((changed = pass(core, (Live *)lives[at])) < 0) return -1;
  core->kept = count;
  return changed;
}

/* -- Live as Python sees it */

static void live_dealloc(PyObject *object) {
  Live *live = (Live *)object;
  PyTypeObject *type = object->type;
  PyObject_GC_UnTrack(object);
  Py_CLEAR(live->known);
  Py_CLEAR(live->frame);
  Py_CLEAR(live->space);
  for (int at = 0; at < live->raw_size; at++) Py_DECREF(live->keys[at]);
  end_order(live->order);
  free(live->keys);
  free(live->ids);
  free(live->names);
  free(live->items);
  free(live->places);
  free(live->ranks);
  PyObject_GC_Del(object);
  Py_DECREF(type);
}

static int live_traverse(PyObject *object, visitproc visit, void *arg) {
  Live *live = (Live *)object;
  PyObject *parts[] = {live->known, live->frame, live->space};
  for (int at = 0; at < 3; at++)
    if (parts[at]) {
      int stop = visit(parts[at], arg);
      if (stop) return stop;
    }
  return visit((PyObject *)object->type, arg);
}

static int live_clear(PyObject *object) {
  Live *live = (Live *)object;
  Py_CLEAR(live->frame);
  Py_CLEAR(live->space);
  return 0;
}

static PyMemberDef live_members[] = {
    {"code", Py_T_OBJECT, offsetof(Live, known), Py_READONLY, "what is known of its code"},
    {"frame", Py_T_OBJECT, offsetof(Live, frame), Py_READONLY, "the frame, while it is on the stack"},
    {"id", Py_T_INT, offsetof(Live, id), Py_READONLY, "the number of the call"},
    {"parent", Py_T_INT, offsetof(Live, parent), Py_READONLY, "the id of the frame around it, or -1"},
    {"depth", Py_T_INT, offsetof(Live, depth), Py_READONLY, "of the interpreter's stack"},
    {"line", Py_T_INT, offsetof(Live, line), 0, "where it stands"},
    {NULL, 0, 0, 0, NULL},
};

int make_live_type(void) {
  static PyType_Slot slots[] = {
      {Py_tp_dealloc, live_dealloc}, {Py_tp_traverse, live_traverse}, {Py_tp_clear, live_clear}, {Py_tp_members, live_members}, {0, NULL}};
  static PyType_Spec spec = {"_codeviz.Live", sizeof(Live), 0, Py_TPFLAGS_HAVE_GC, slots};
  Live_Type = (PyTypeObject *)PyType_FromSpec(&spec);
  return Live_Type ? 0 : -1;
}

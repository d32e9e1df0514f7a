/* The variables of a frame, and how it is noticed that one changed. As tracer/record/frames.py. */
#include "core.h"

/* -- what is shown of a frame */

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
  memmove(live->places + slot, live->places + slot + 1, rest * sizeof *live->places);
  live->size--;
}

static int set(Core *core, Live *live, int slot, PyObject *value, int depth) {
  Record *record = take(core, value);
  if (!record || release(core, live->items[slot]) < 0) return -1;
  live->items[slot] = record;
  return write_set(core, live, depth, slot);
}

static int unbind(Core *core, Live *live, int slot, int depth) {
  if (write_unbind(core, live, depth, slot) < 0 || release(core, live->items[slot]) < 0) return -1;
  cut_out(live, slot);
  return 0;
}

/* A variable appears at `slot`. `number` is that of its name among the strings, or -1. */
static int bind(Core *core, Live *live, int slot, PyObject *name, int *number, Record *record, int depth) {
  if (grow_live(live) < 0) return -1;
  int rest = live->size - slot;
  memmove(live->names + slot + 1, live->names + slot, rest * sizeof *live->names);
  memmove(live->items + slot + 1, live->items + slot, rest * sizeof *live->items);
  memmove(live->ranks + slot + 1, live->ranks + slot, rest * sizeof *live->ranks);
  memmove(live->places + slot + 1, live->places + slot, rest * sizeof *live->places);
  live->names[slot] = name;
  live->items[slot] = record;
  live->size++;
  return write_bind(core, live, depth, slot, number);
}

/* -- variables that have places */

static PyObject *value_at(Live *live, uintptr_t *places, int at) {
  PyObject *value = untagged(places[at]);
  if (value && live->info->places[at] & PLACE_CELL && value->type == &PyCell_Type) value = FIELD(value, CELL_CONTENT, PyObject *);
  return value;
}

static void number_slots(Live *live) {
  for (int slot = 0; slot < live->size; slot++) live->fast[live->places[slot]].slot = slot;
}

/* Some variables have got their first value, or have none any more. Places may have changed their values beside. */
static int rename_fast(Core *core, Live *live, uintptr_t *places, int depth) {
  Info *info = live->info;
  PyObject **names = &FIELD(info->names, TUPLE_ITEMS, PyObject *);
  for (int at = 0; at < info->size; at++)
    if (!(info->places[at] & PLACE_HIDDEN) && value_at(live, places, at) && live->fast[at].rank == UNBOUND) live->fast[at].rank = live->ranks_given++;
  for (int slot = live->size - 1; slot >= 0; slot--) {
    int at = live->places[slot];
    if (value_at(live, places, at)) continue;
    live->fast[at].slot = UNBOUND;
    if (unbind(core, live, slot, depth) < 0) return -1;
  }
  for (int last = -1;;) { /* in the order of first binding */
    int best = -1;
    for (int at = 0; at < info->size; at++) {
      Place *place = &live->fast[at];
      if (place->slot == UNBOUND && place->rank > last && (best < 0 || place->rank < live->fast[best].rank) && value_at(live, places, at)) best = at;
    }
    if (best < 0) break;
    last = live->fast[best].rank;
    int slot = 0;
    while (slot < live->size && live->fast[live->places[slot]].rank < last) slot++;
    PyObject *value = value_at(live, places, best);
    Record *record = take(core, value);
    if (!record) return -1;
    if (bind(core, live, slot, names[best], &info->numbers[best], record, depth) < 0) return -1;
    live->places[slot] = best;
    live->ranks[slot] = last;
    live->fast[best].value = value;
    live->fast[best].slot = UNBOUND + 1; /* any but UNBOUND: it is numbered below */
  }
  number_slots(live);
  return 0;
}

static int look_fast(Core *core, Live *live, int depth) {
  Info *info = live->info;
  Place *fast = live->fast;
  uintptr_t *places = &FIELD(live->inner, INNER_LOCALS_PLUS, uintptr_t);
  int renamed = 0, changed = core->mourned != 0;
  for (int at = 0; at < info->size; at++) {
    PyObject *value = value_at(live, places, at);
    if (value == fast[at].value) continue;
    if (info->places[at] & PLACE_HIDDEN) continue;
    changed = 1;
    if (!value || !fast[at].value) renamed = 1;
  }
  if (!changed) return 0;
  if (renamed && rename_fast(core, live, places, depth) < 0) return -1;
  for (int slot = 0; slot < live->size; slot++) {
    int at = live->places[slot];
    PyObject *value = value_at(live, places, at);
    if (value == fast[at].value && !live->items[slot]->is_dead) continue;
    fast[at].value = value;
    if (set(core, live, slot, value, depth) < 0) return -1;
  }
  for (int at = 0; renamed && at < info->size; at++)
    if (fast[at].slot == UNBOUND) fast[at].value = NULL;
  return 0;
}

/* -- variables that have names: of modules, classes, texts given to exec; and where a program can add some from outside */

Order *new_order(void) {
  Order *order = calloc(1, sizeof *order);
  if (order) order->uses = 1;
  return order;
}

void end_order(Order *order) {
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

/* The values at the places of a frame; variables that inner functions share lie in cells. */
static int raw_places(Core *core, Live *live, int count) {
  Info *info = live->info;
  void *inner = live->inner;
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  PyObject **names = &FIELD(info->names, TUPLE_ITEMS, PyObject *);
  PyObject *frame = FIELD(inner, INNER_FRAME, PyObject *);
  PyObject *extra = frame ? FIELD(frame, FRAME_EXTRA, PyObject *) : NULL;
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
  void *inner = live->inner;
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  for (int at = 0; at < info->size; at++)
    if (info->places[at] & PLACE_COMPREHENSION && untagged(places[at])) return 1;
  return 0;
}

static int raw_of(Core *core, Live *live) {
  if (!live->space) return raw_places(core, live, 0);
  int count = 0;
  if (flags_of(live->space->type) & Py_TPFLAGS_DICT_SUBCLASS) {
    int size = PyDict_Size(live->space);
    if (raw_room(core, size + 1) < 0) return -1;
    Py_ssize_t place = 0;
    while (count < size && PyDict_Next(live->space, &place, &core->raw_keys[count], &core->raw_values[count])) count++;
  }
  return runs_comprehension(live) ? raw_places(core, live, count) : count;
}

/* Some names have come or gone. `count` of them are in core->raw_keys. */
static int rename_variables(Core *core, Live *live, int count, int depth) {
  int *ranks = malloc(2 * (count ? count : 1) * sizeof *ranks), *places = ranks ? ranks + count : NULL, shown = 0;
  if (!ranks) return PyErr_NoMemory(), -1;
  int failed = 0;
  for (int at = 0; !failed && at < count; at++) {
    int show = is_shown_name(live->info, core->raw_keys[at]);
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
    failed = unbind(core, live, slot, depth) < 0;
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
    int number = -1;
    failed = !record || bind(core, live, slot, name, &number, record, depth) < 0;
    if (failed) break;
    live->ranks[slot] = last;
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

/* Of a module it is known which names have got another value. 1: it must be looked at as a whole. */
static int look_at_keys(Core *core, Live *live, int depth) {
  if (live->is_changed || core->mourned || core->watch_all || core->keys_changed > MOST_CHANGED) return 1;
  if (live->info->has_comprehensions && live->comprehends | runs_comprehension(live)) return 1;
  int changed[MOST_CHANGED], count = 0;
  for (int key = 0; key < core->keys_changed; key++) {
    int at = 0, slot = 0;
    while (at < live->raw_size && live->keys[at] != core->changed_keys[key]) at++;
    if (at == live->raw_size) return 1;
    live->ids[at] = core->changed_values[key];
    while (slot < live->size && live->places[slot] != at) slot++;
    if (slot == live->size) continue; /* not the program's own */
    int place = count;
    for (int other = 0; other < count; other++)
      if (changed[other] == slot) place = -1;
    if (place < 0) continue;
    for (; place && changed[place - 1] > slot; place--) changed[place] = changed[place - 1];
    changed[place] = slot;
    count++;
  }
  for (int at = 0; at < count; at++) {
    PyObject *value = live->ids[live->places[changed[at]]];
    if (value != live->items[changed[at]]->address && set(core, live, changed[at], value, depth) < 0) return -1;
  }
  return 0;
}

static int look_named(Core *core, Live *live, int depth) {
  if (live == core->module) {
    int whole = look_at_keys(core, live, depth);
    core->keys_changed = 0;
    if (whole <= 0) return whole;
    live->comprehends = runs_comprehension(live);
  }
  int count = raw_of(core, live);
  if (count < 0) return -1;
  live->is_changed = 0;
  PyObject **keys = core->raw_keys, **values = core->raw_values;
  int names_stand = count == live->raw_size && !memcmp(keys, live->keys, count * sizeof *keys);
  if (!names_stand) {
    if (rename_variables(core, live, count, depth) < 0) return -1;
    keys = core->raw_keys, values = core->raw_values;
    if (remember_raw(live, keys, values, count) < 0) return -1;
  } else if (!core->mourned && !memcmp(values, live->ids, count * sizeof *values)) {
    return 0;
  }
  for (int slot = 0; slot < live->size; slot++) {
    PyObject *value = values[live->places[slot]];
    if (value == live->items[slot]->address && !live->items[slot]->is_dead) continue;
    if (set(core, live, slot, value, depth) < 0) return -1;
  }
  memcpy(live->ids, values, count * sizeof *values);
  return 0;
}

int look_at_frame(Core *core, Live *live, int depth) {
  int failed = live->fast ? look_fast(core, live, depth) : look_named(core, live, depth);
  return failed < 0 ? -1 : write_looked(core, live, depth);
}

/* -- only counting */

/* 1: the names that are bound, or the functions in them, are other ones than before. */
int pass_frame(Core *core, Live *live) {
  Info *info = live->info;
  uint32_t bound = live->space && flags_of(live->space->type) & Py_TPFLAGS_DICT_SUBCLASS ? PyDict_Size(live->space) : 0;
  if (!live->space || info->has_comprehensions) {
    uintptr_t *places = &FIELD(live->inner, INNER_LOCALS_PLUS, uintptr_t);
    for (int at = 0; at < info->size; at++) {
      PyObject *value = value_at(live, places, at);
      if (value) bound = bound * 31 + at + 1;
      if (value && info->makes && value->type == &PyFunction_Type) bound = bound * 31 + (uint32_t)(uintptr_t)value;
      if (value && live->fast && live->fast[at].rank == UNBOUND && !(info->places[at] & PLACE_HIDDEN)) live->fast[at].rank = live->ranks_given++;
    }
    PyObject *frame = FIELD(live->inner, INNER_FRAME, PyObject *), *extra = frame ? FIELD(frame, FRAME_EXTRA, PyObject *) : NULL;
    if (extra) bound = bound * 31 + PyDict_Size(extra);
  }
  if (bound == live->bound) return 0;
  live->bound = bound;
  int count = live->fast ? 0 : raw_of(core, live);
  for (int at = 0; at < count; at++) {
    int show = is_shown_name(info, core->raw_keys[at]);
    if (show < 0 || (show && rank_of(live->order, core->raw_keys[at]) < 0)) return -1;
  }
  return count < 0 ? -1 : 1;
}

/* A reader of traces: the type `Reader`, with the methods and answers of tracer/trace/seeker.py. */
#include "reader.h"

enum {
  MOST_AT_ONCE = 2000, /* a heap of more objects is read object by object */
  MOST_KEPT = 20000,   /* objects that are remembered, or twice those of the last step */
  MOST_MARKED = 4096
};

/* -- one thing: its last writing as a whole, then what changed since */

typedef struct {
  uint32_t kind;
  PyObject *type, *text, *names; /* type and names are borrowed */
  uint32_t *items, count, room;
  int64_t length;
  int32_t parent;
  uint32_t names_count;
  int is_bare; /* only the items are wanted */
} State;

/* Goes back through the blocks in which `thing` changed: the first entry of a block before `*block`, from its end. `*index`: into its changes. */
static Entry *earlier(Reader *reader, int32_t thing, uint32_t *block, int64_t *index, Scan **scan) {
  Changes *changes = changes_of(reader, thing);
  if (*index == -2) { /* the first time: of the blocks before this one, the last */
    uint32_t low = 0, high = changes ? changes->count : 0;
    while (low < high) {
      uint32_t middle = (low + high) / 2;
      if ((changes->count == 1 ? changes->first : changes->blocks[middle]) < *block) low = middle + 1;
      else high = middle;
    }
    *index = low;
  }
  uint32_t birth = birth_of(reader, thing);
  if (*index > 0) {
    --*index;
    *block = changes->count == 1 ? changes->first : changes->blocks[*index];
  } else if (*index == 0 && birth < *block) {
    *index = -1;
    *block = birth;
  } else {
    return NULL;
  }
  *scan = scan_of(reader, *block);
  return *scan ? last_entry(*scan, thing, UINT32_MAX) : NULL;
}

static int64_t no_past(Reader *reader, int32_t thing) { return damaged(reader, thing > 0 ? "an object is not written" : "a frame is not written"); }

/* The last change of `thing` up to `limit` in the target block. -1: there is none, or an error. */
static int64_t find_last(Reader *reader, int32_t thing, uint32_t limit, Found *found, Scan **scan, uint32_t *block) {
  int64_t index = -2;
  *scan = reader->target;
  *block = reader->target->block;
  Entry *entry = last_entry(*scan, thing, limit);
  while (!entry) {
    uint32_t before = *block;
    entry = earlier(reader, thing, block, &index, scan);
    if (PyErr_Occurred()) return -1;
    if (!entry && (before == *block || index < 0)) return no_past(reader, thing);
  }
  *found = (Found){reader->blocks[*block].data, *block, *entry};
  return index;
}

/* All that is needed to read `thing`, once its last change is found. */
static int collect(Reader *reader, int32_t thing, Found *last, Scan *scan, uint32_t block, int64_t index, Past *past) {
  Entry *entry = &last->entry;
  uint32_t limit;
  for (;;) {
    if (grow(&past->list, &past->room, past->count, sizeof(Found)) < 0) return -1;
    past->list[past->count++] = (Found){reader->blocks[block].data, block, *entry};
    if (entry->whole) return 0;
    limit = entry->at;
    entry = last_entry(scan, thing, limit);
    while (!entry) {
      uint32_t before = block;
      entry = earlier(reader, thing, &block, &index, &scan);
      if (PyErr_Occurred()) return -1;
      if (!entry && (before == block || index < 0)) return (int)no_past(reader, thing);
    }
  }
}

/* -- replaying objects */

static Bytes operands(Reader *reader, Found *found) {
  Block *block = &reader->blocks[found->block];
  return (Bytes){found->data + found->entry.at + 1, block->data + block->size, 0};
}

static int room_for(State *state, uint32_t count) {
  if (count <= state->room) return 0;
  uint32_t room = count + count / 2 + 4;
  uint32_t *items = room < 0x10000000 ? realloc(state->items, room * sizeof *items) : NULL;
  if (!items) return PyErr_NoMemory(), -1;
  state->items = items;
  state->room = room;
  return 0;
}

/* `count` oids in the place of `gone` items from `start` on. */
static int splice(State *state, Bytes *bytes, uint32_t newest, uint32_t start, uint32_t gone, uint32_t count) {
  if (start > state->count || gone > state->count - start || count > (uint32_t)(bytes->end - bytes->at)) return bytes->bad = 1, 0;
  uint32_t size = state->count - gone + count;
  if (room_for(state, size) < 0) return -1;
  memmove(state->items + start + count, state->items + start + gone, (state->count - start - gone) * sizeof *state->items);
  state->count = size;
  uint32_t oid = 0;
  for (uint32_t at = 0; at < count; at++) {
    oid = at ? oid + (uint32_t)read_signed(bytes) : read_ref(bytes, newest);
    if (!oid || oid > newest) bytes->bad = 1;
    if (bytes->bad) return 0;
    state->items[start + at] = oid;
  }
  return 0;
}

static PyObject *quoted(const uint8_t *data, uint32_t size) {
  char *text = malloc(size + 2);
  if (!text) return PyErr_NoMemory();
  text[0] = text[size + 1] = '\'';
  memcpy(text + 1, data, size);
  PyObject *found = PyUnicode_DecodeUTF8(text, (Py_ssize_t)size + 2, "surrogatepass");
  free(text);
  return found;
}

static PyObject *digits_of(unsigned long long rest, int is_negative) {
  char digits[24];
  int at = 24;
  do digits[--at] = (char)('0' + rest % 10);
  while (rest /= 10);
  if (is_negative) digits[--at] = '-';
  return PyUnicode_FromStringAndSize(digits + at, 24 - at);
}

static PyObject *int_text(Bytes *bytes) {
  unsigned long long number = 0;
  for (int shift = 0;; shift += 7) {
    if (bytes->at >= bytes->end || shift > 63) return bytes->bad = 1, NULL;
    uint8_t byte = *bytes->at++;
    if (shift == 63 && byte > 1) return bytes->bad = 1, NULL;
    number |= (unsigned long long)(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return digits_of(number & 1 ? (number >> 1) + 1 : number >> 1, number & 1);
}

static PyObject *float_text(Bytes *bytes) {
  uint32_t size = read_varint(bytes);
  const uint8_t *data = size <= 8 ? read_bytes(bytes, size) : NULL;
  if (!data) return bytes->bad = 1, NULL;
  uint64_t bits = 0;
  for (uint32_t at = 0; at < 8; at++) bits = bits << 8 | (at < size ? data[at] : 0);
  double number;
  memcpy(&number, &bits, sizeof number);
  PyObject *value = PyFloat_FromDouble(number), *text = value ? PyObject_Repr(value) : NULL;
  Py_XDECREF(value);
  return text;
}

static PyObject *text_of(Bytes *bytes) {
  uint32_t size = read_varint(bytes);
  const uint8_t *data = read_bytes(bytes, size);
  return data ? PyUnicode_DecodeUTF8((const char *)data, (Py_ssize_t)size, "surrogatepass") : NULL;
}

static int set_class(Reader *reader, State *state, uint32_t number) {
  if (number >= reader->class_count) return damaged(reader, "there is no such class");
  Class *class = &reader->classes[number];
  state->kind = class->kind;
  state->names_count = class->count;
  if (state->is_bare) return 0;
  state->type = string_text(reader, class->type);
  state->names = string_names(reader, class->names);
  return state->type && state->names ? 0 : -1;
}

static const uint32_t FLOAT_KIND = 3, INT_KIND = 2, STR_KIND = 5, BOOL_KIND = 1, NONE_KIND = 0;

static int replay_atom(Reader *reader, State *state, Bytes *bytes, int code) {
  state->kind = code == OP_FLOAT ? FLOAT_KIND : code == OP_NONE ? NONE_KIND : code <= OP_FALSE ? BOOL_KIND : code == OP_INT || code >= OP_SMALL_INT ? INT_KIND : STR_KIND;
  state->type = state->kind == NONE_KIND ? reader->none_type : PyTuple_GetItem(reader->kinds, state->kind);
  state->names = reader->empty;
  switch (code) {
    case OP_NONE:
    case OP_TRUE:
    case OP_FALSE:
      state->text = Py_NewRef(code == OP_NONE ? reader->none_text : code == OP_TRUE ? reader->true_text : reader->false_text);
      return 0;
    case OP_INT:
      state->text = int_text(bytes);
      return 0;
    case OP_FLOAT:
      state->text = float_text(bytes);
      return 0;
    case OP_STRING_ATOM: {
      uint32_t size = read_varint(bytes);
      const uint8_t *data = read_bytes(bytes, size);
      state->text = data ? quoted(data, size) : NULL;
      break;
    }
    case OP_KNOWN_STRING: {
      uint32_t number = read_varint(bytes);
      if (number >= reader->string_count) return damaged(reader, "there is no such string");
      state->text = quoted(reader->strings[number].data, reader->strings[number].size);
      break;
    }
    case OP_ATOM:
      if (set_class(reader, state, read_varint(bytes)) < 0) return -1;
      state->text = text_of(bytes);
      state->length = read_varint(bytes);
      return 0;
    default:
      state->text = digits_of((unsigned long long)(code - OP_SMALL_INT), 0);
      return 0;
  }
  if (state->text) state->length = PyUnicode_GetLength(state->text) - 2;
  return 0;
}

static int replay_object(Reader *reader, State *state, Found *found) {
  Bytes bytes = operands(reader, found);
  int code = found->entry.code;
  uint32_t newest = found->entry.newest;
  if (code >= OP_SMALL_INT || code <= OP_ATOM) return state->is_bare ? 0 : replay_atom(reader, state, &bytes, code) < 0 || bytes.bad || !state->text ? damaged(reader, "an atom cannot be read") : 0;
  read_ref(&bytes, newest);
  if (code <= OP_WHOLE) {
    PyObject *text = NULL;
    if (set_class(reader, state, read_varint(&bytes)) < 0) return -1;
    state->parent = -1;
    state->count = 0;
    uint32_t count = 0;
    if (code == OP_FIELDS) {
      count = state->names_count;
    } else if (code == OP_ITEMS) {
      count = read_varint(&bytes);
    } else {
      if (state->is_bare) read_bytes(&bytes, read_varint(&bytes));
      else if (!(text = text_of(&bytes))) return damaged(reader, "a text cannot be read");
      state->length = read_varint(&bytes);
      state->parent = (int32_t)read_varint(&bytes) - 1;
      count = read_varint(&bytes);
    }
    Py_XDECREF(state->text);
    state->text = text || state->is_bare ? text : Py_NewRef(reader->nothing);
    if (code != OP_WHOLE) state->length = state->kind == reader->mapping ? count / 2 : count;
    if (splice(state, &bytes, newest, 0, 0, count) < 0) return -1;
  } else if (code == OP_LENGTH) {
    state->length = read_varint(&bytes);
  } else if (code == OP_TEXT) {
    PyObject *gone = state->text;
    state->text = state->is_bare ? NULL : text_of(&bytes);
    Py_XDECREF(gone);
    if (!state->text && !state->is_bare) return damaged(reader, "a text cannot be read");
  } else {
    uint32_t start = code == OP_APPEND ? state->count : read_varint(&bytes), gone = code == OP_ITEM, count = 1;
    if (code == OP_SPLICE) {
      gone = read_varint(&bytes);
      count = read_varint(&bytes);
    }
    if (splice(state, &bytes, newest, start, gone, count) < 0) return -1;
    int64_t grown = (int64_t)count - gone;
    state->length += state->kind != reader->mapping ? grown : grown >= 0 ? grown / 2 : -((1 - grown) / 2);
  }
  return bytes.bad ? damaged(reader, "an object cannot be read") : 0;
}

/* -- values of Python */

/* A named tuple, which takes over its parts; NULL in any of them is an error that is set. */
static PyObject *named_tuple(PyTypeObject *type, PyObject **parts, int count) {
  int failed = 0;
  for (int at = 0; at < count; at++) failed |= !parts[at];
  PyObject *made = failed ? NULL : type == &PyTuple_Type ? PyTuple_New(count) : PyType_GenericAlloc(type, count);
  for (int at = 0; at < count; at++) {
    if (made) (&FIELD(made, TUPLE_ITEMS, PyObject *))[at] = parts[at];
    else Py_XDECREF(parts[at]);
  }
  if (!made) return NULL;
  FIELD(made, TUPLE_HASH, Py_ssize_t) = -1; /* not known yet */
  if (type != &PyTuple_Type) PyObject_GC_UnTrack(made); /* nothing that these hold leads back to them */
  return made;
}

static PyObject *oid_tuple(const uint32_t *oids, uint32_t count) {
  PyObject *tuple = PyTuple_New((Py_ssize_t)count);
  for (uint32_t at = 0; tuple && at < count; at++) {
    PyObject *oid = PyLong_FromLong((long)oids[at]);
    if (!oid) Py_CLEAR(tuple);
    else (&FIELD(tuple, TUPLE_ITEMS, PyObject *))[at] = oid;
  }
  if (tuple) PyObject_GC_UnTrack(tuple);
  return tuple;
}

static PyObject *long_long(int64_t number) { return number >= -0x80000000LL && number <= 0x7fffffff ? PyLong_FromLong((long)number) : PyLong_FromLongLong(number); }

static PyObject *obj_of(Reader *reader, State *state) {
  PyObject *parts[7] = {
      Py_XNewRef(PyTuple_GetItem(reader->kinds, (Py_ssize_t)state->kind)), Py_NewRef(state->type), Py_NewRef(state->text), Py_NewRef(state->names),
      state->count ? oid_tuple(state->items, state->count) : Py_NewRef(reader->empty), long_long(state->length), PyLong_FromLong(state->parent),
  };
  return named_tuple(reader->obj_type, parts, 7);
}

/* -- what was read */

static uint32_t place_of(int32_t thing, uint32_t room) {
  uint32_t hash = (uint32_t)thing * 2654435761u;
  return (hash ^ hash >> 15) & (room - 1);
}

static Memory *remembered(Reader *reader, int32_t thing) { /* its place, which may be empty */
  if (reader->memory_count * 2 >= reader->memory_room) {
    uint32_t room = reader->memory_room ? reader->memory_room * 2 : 1024;
    Memory *memory = calloc(room, sizeof *memory);
    if (!memory) return (Memory *)PyErr_NoMemory();
    for (uint32_t at = 0; at < reader->memory_room; at++) {
      if (!reader->memory[at].thing) continue;
      uint32_t place = place_of(reader->memory[at].thing, room);
      while (memory[place].thing) place = (place + 1) & (room - 1);
      memory[place] = reader->memory[at];
    }
    free(reader->memory);
    reader->memory = memory;
    reader->memory_room = room;
  }
  uint32_t place = place_of(thing, reader->memory_room);
  while (reader->memory[place].thing && reader->memory[place].thing != thing) place = (place + 1) & (reader->memory_room - 1);
  return &reader->memory[place];
}

static void forget_objects(Reader *reader) {
  for (uint32_t at = 0; at < reader->memory_room; at++) Py_XDECREF(reader->memory[at].object);
  free(reader->memory);
  reader->memory = NULL;
  reader->memory_room = reader->memory_count = 0;
}

static void forget_calls(Reader *reader) {
  for (uint32_t at = 0; at < reader->call_room; at++) {
    Py_XDECREF(reader->calls[at].names);
    Py_XDECREF(reader->calls[at].items);
    Py_XDECREF(reader->calls[at].frame);
  }
  free(reader->calls);
  reader->calls = NULL;
  reader->call_room = 0;
}

/* What is needed to read a thing is needed for each of them, and kept. */
static void begin_reading(Reader *reader, State *state) {
  reader->past.count = 0;
  state->items = reader->items;
  state->room = reader->items_room;
}

static void end_reading(Reader *reader, State *state) {
  reader->items = state->items;
  reader->items_room = state->room;
}

/* The object at the step whose end is `limit` in the target block; a reference that the memory holds. */
static PyObject *object_at(Reader *reader, uint32_t oid, uint32_t limit) {
  Memory *memory = remembered(reader, (int32_t)oid);
  if (!memory) return NULL;
  if (memory->thing && memory->is_atom) return memory->object;
  Found last;
  Scan *scan;
  uint32_t block;
  int64_t index = find_last(reader, (int32_t)oid, limit, &last, &scan, &block);
  if (PyErr_Occurred()) return NULL;
  if (memory->thing && memory->block == block && memory->at == last.entry.at) return memory->object;
  Past *past = &reader->past;
  State state = {.parent = -1};
  PyObject *object = NULL;
  uint32_t at = last.entry.at, first = block;
  begin_reading(reader, &state);
  int failed = collect(reader, (int32_t)oid, &last, scan, block, index, past) < 0;
  for (uint32_t back = past->count; !failed && back--;) failed = replay_object(reader, &state, &past->list[back]) < 0;
  if (!failed) object = obj_of(reader, &state);
  int code = past->count ? past->list[past->count - 1].entry.code : OP_WHOLE;
  int is_atom = past->count == 1 && (code <= OP_ATOM || code >= OP_SMALL_INT);
  end_reading(reader, &state);
  Py_XDECREF(state.text);
  if (!object) return NULL;
  PyObject *gone = memory->object;
  if (!memory->thing) reader->memory_count++;
  *memory = (Memory){(int32_t)oid, first, at, object, (uint8_t)is_atom};
  Py_XDECREF(gone);
  return object;
}

/* -- frames */

static int replay_variables(Reader *reader, State *state, PyObject **names, Found *found) {
  Bytes bytes = operands(reader, found);
  int code = found->entry.code;
  uint32_t newest = found->entry.newest;
  if (code == OP_PUSH || code == OP_PUSH_AGAIN || code == OP_VARIABLES) {
    uint32_t before = code == OP_VARIABLES ? 1 : code == OP_PUSH ? 2 : 4;
    while (before--) read_varint(&bytes);
    uint32_t number = read_varint(&bytes);
    if (bytes.bad || number > reader->string_count) return damaged(reader, "a frame has names that are not known");
    PyObject *known = string_names(reader, number);
    if (!known) return -1;
    Py_XDECREF(*names);
    *names = Py_NewRef(known);
    state->count = 0;
    if (splice(state, &bytes, newest, 0, 0, PyTuple_Size(known)) < 0) return -1;
    return bytes.bad ? damaged(reader, "a frame cannot be read") : 0;
  }
  uint32_t slot;
  if (code >= OP_SET_TOP) {
    slot = (code - OP_SET_TOP) & (SLOTS - 1);
  } else {
    read_varint(&bytes);
    slot = read_varint(&bytes);
  }
  if (slot > state->count - (code != OP_BIND) || (code != OP_BIND && !state->count)) return damaged(reader, "a frame has no such variable");
  if (code == OP_SET || code >= OP_SET_TOP) {
    state->items[slot] = code >= OP_SET_NEW ? newest : read_ref(&bytes, newest);
    return bytes.bad || !state->items[slot] ? damaged(reader, "a variable cannot be read") : 0;
  }
  PyObject *name = code == OP_BIND ? string_text(reader, read_varint(&bytes)) : NULL;
  if (code == OP_BIND && !name) return damaged(reader, "a variable has no name");
  uint32_t size = state->count - (code == OP_UNBIND) + (code == OP_BIND);
  PyObject *changed = PyTuple_New((Py_ssize_t)size);
  if (!changed) return -1;
  for (uint32_t at = 0, from = 0; at < size; at++) {
    if (code == OP_UNBIND && at == slot) from++;
    PyObject *part = code == OP_BIND && at == slot ? name : PyTuple_GetItem(*names, (Py_ssize_t)from++);
    PyTuple_SetItem(changed, (Py_ssize_t)at, Py_NewRef(part));
  }
  Py_DECREF(*names);
  *names = changed;
  if (splice(state, &bytes, newest, slot, code == OP_UNBIND, code == OP_BIND) < 0) return -1;
  return bytes.bad ? damaged(reader, "a variable cannot be read") : 0;
}

/* What the push itself says. */
static int read_push(Reader *reader, CallMemory *memory, uint32_t call) {
  Scan *scan = scan_of(reader, birth_of(reader, -(int32_t)call));
  if (!scan) return -1;
  for (uint32_t at = 0; at < scan->count; at++) {
    Entry *entry = &scan->entries[at];
    if (entry->thing != -(int32_t)call || (entry->code != OP_PUSH && entry->code != OP_PUSH_AGAIN)) continue;
    Block *block = &reader->blocks[scan->block];
    Bytes bytes = {block->data + entry->at + 1, block->data + block->size, 0};
    memory->id = entry->calls;
    memory->parent = -1;
    if (entry->code == OP_PUSH_AGAIN) {
      memory->id = read_varint(&bytes);
      memory->parent = (int32_t)read_varint(&bytes) - 1;
    }
    memory->code = read_varint(&bytes);
    memory->below_line = entry->line + read_signed(&bytes);
    if (bytes.bad || memory->code >= reader->code_count) break;
    return 0;
  }
  return damaged(reader, "a frame was never pushed");
}

static CallMemory *call_memory(Reader *reader, uint32_t call) {
  CallMemory *memory = &reader->calls[call & (reader->call_room - 1)];
  if (memory->call == call) return memory;
  Py_CLEAR(memory->names);
  Py_CLEAR(memory->items);
  Py_CLEAR(memory->frame);
  memory->call = 0;
  if (read_push(reader, memory, call) < 0) return NULL;
  memory->call = call;
  memory->block = UINT32_MAX;
  return memory;
}

static int read_variables(Reader *reader, CallMemory *memory, uint32_t call, uint32_t limit) {
  Found last;
  Scan *scan;
  uint32_t block;
  int64_t index = find_last(reader, -(int32_t)call, limit, &last, &scan, &block);
  if (PyErr_Occurred()) return -1;
  if (memory->block == block && memory->at == last.entry.at && memory->items) return 0;
  Past *past = &reader->past;
  State state = {0};
  PyObject *names = NULL, *items = NULL;
  uint32_t at = last.entry.at, first = block;
  begin_reading(reader, &state);
  int failed = collect(reader, -(int32_t)call, &last, scan, block, index, past) < 0;
  for (uint32_t back = past->count; !failed && back--;) failed = replay_variables(reader, &state, &names, &past->list[back]) < 0;
  if (!failed) items = oid_tuple(state.items, state.count);
  end_reading(reader, &state);
  if (!items) return Py_XDecRef_(names), -1;
  Py_CLEAR(memory->names);
  Py_CLEAR(memory->items);
  Py_CLEAR(memory->frame);
  memory->names = names;
  memory->items = items;
  memory->block = first;
  memory->at = at;
  return 0;
}

static PyObject *frame_of(Reader *reader, CallMemory *memory, int32_t line) {
  if (memory->frame && memory->line == line) return Py_NewRef(memory->frame);
  Code *code = &reader->codes[memory->code];
  PyObject *name = string_text(reader, code->name), *free_names = string_names(reader, code->free);
  if (!name || !free_names) return NULL;
  PyObject *parts[9] = {
      PyLong_FromLong((long)memory->id), Py_NewRef(name), Py_XNewRef(PyTuple_GetItem(reader->frame_kinds, (Py_ssize_t)code->kind)), PyLong_FromLong(line),
      Py_NewRef(memory->names), Py_NewRef(memory->items), PyObject_CallOneArg(reader->frozenset, free_names), PyLong_FromLong(memory->parent),
      PyLong_FromLong((long)code->source),
  };
  PyObject *frame = named_tuple(reader->frame_type, parts, 9);
  if (!frame) return NULL;
  Py_XDECREF(memory->frame);
  memory->frame = Py_NewRef(frame);
  memory->line = line;
  return frame;
}

static int append_number(PyObject *list, long number) {
  PyObject *value = PyLong_FromLong(number);
  int failed = !value || PyList_Append(list, value) < 0;
  Py_XDECREF(value);
  return failed ? -1 : 0;
}

static int todo_push(Reader *reader, uint32_t oid) {
  if (grow(&reader->todo, &reader->todo_room, reader->todo_size, sizeof *reader->todo) < 0) return -1;
  reader->todo[reader->todo_size++] = oid;
  return 0;
}

static int push_items(Reader *reader, PyObject *items) { /* the last on top */
  for (int at = SIZE_OF(items); at--;)
    if (todo_push(reader, (uint32_t)PyLong_AsLong((&FIELD(items, TUPLE_ITEMS, PyObject *))[at])) < 0) return -1;
  return 0;
}

/* The frames, outermost first; what they hold is on `todo` then. */
static PyObject *frames_at(Reader *reader, Step *step) {
  uint32_t depth = 0;
  for (uint32_t call = step->top; call; call = reader->below[call]) depth++;
  if (reader->call_room < 2 * depth || !reader->call_room) {
    uint32_t room = 64;
    while (room < 2 * depth) room *= 2;
    forget_calls(reader);
    if (!(reader->calls = calloc(room, sizeof *reader->calls))) return PyErr_NoMemory();
    reader->call_room = room;
  }
  PyObject *frames = PyTuple_New((Py_ssize_t)depth);
  int32_t line = step->line;
  uint32_t at = depth;
  for (uint32_t call = step->top; frames && call; call = reader->below[call]) {
    CallMemory *memory = call_memory(reader, call);
    PyObject *frame = memory && read_variables(reader, memory, call, step->end) == 0 ? frame_of(reader, memory, line) : NULL;
    if (!frame || push_items(reader, memory->items) < 0) {
      Py_XDECREF(frame);
      Py_CLEAR(frames);
      break;
    }
    (&FIELD(frames, TUPLE_ITEMS, PyObject *))[--at] = frame;
    line = memory->below_line;
  }
  return frames;
}

static int clear_marks(Reader *reader) {
  uint32_t room = reader->place.newest / 8 + 1;
  if (room > reader->mark_room) {
    free(reader->marks);
    reader->mark_room = 0;
    room += room / 4;
    if (!(reader->marks = calloc(room, 1))) return PyErr_NoMemory(), -1;
    reader->mark_room = room;
  } else if (reader->has_many_marks) {
    memset(reader->marks, 0, reader->mark_room);
  } else {
    for (uint32_t at = 0; at < reader->marked_count; at++) reader->marks[reader->marked[at] >> 3] = 0;
  }
  reader->marked_count = 0;
  reader->has_many_marks = 0;
  return 0;
}

/* 1: it was not marked yet. */
static int mark(Reader *reader, uint32_t oid) {
  if (reader->marks[oid >> 3] >> (oid & 7) & 1) return 0;
  reader->marks[oid >> 3] |= 1 << (oid & 7);
  if (reader->marked_count == MOST_MARKED) reader->has_many_marks = 1;
  else reader->marked[reader->marked_count++] = oid;
  return 1;
}

/* The next oid of `todo` that was not met before; 0 for none. */
static uint32_t next_todo(Reader *reader) {
  while (reader->todo_size) {
    uint32_t oid = reader->todo[--reader->todo_size];
    if (oid && oid <= reader->place.newest && mark(reader, oid)) return oid;
  }
  return 0;
}

/* What can be reached from `todo`; None when that is more than `most`. */
static PyObject *heap_at(Reader *reader, Step *step, uint32_t most) {
  PyObject *heap = PyDict_New();
  if (heap && clear_marks(reader) < 0) Py_CLEAR(heap);
  uint32_t count = 0, oid;
  while (heap && (oid = next_todo(reader))) {
    if (count++ == most) {
      Py_DECREF(heap);
      return Py_NewRef(Py_None);
    }
    PyObject *object = object_at(reader, oid, step->end), *key = object ? PyLong_FromLong((long)oid) : NULL;
    if (!key || PyDict_SetItem(heap, key, object) < 0 || push_items(reader, (&FIELD(object, TUPLE_ITEMS, PyObject *))[4]) < 0) Py_CLEAR(heap);
    Py_XDECREF(key);
  }
  uint32_t kept = 2 * count > MOST_KEPT ? 2 * count : MOST_KEPT;
  if (reader->memory_count > kept) forget_objects(reader);
  return heap;
}

/* The items of an object, without making it. `state` is used again and again. */
static int items_at(Reader *reader, uint32_t oid, uint32_t limit, State *state) {
  Found last;
  Scan *scan;
  uint32_t block;
  Past *past = &reader->past;
  state->count = past->count = 0;
  Memory *memory = remembered(reader, (int32_t)oid);
  if (!memory) return -1;
  if (memory->thing && memory->is_atom) return 0;
  int64_t index = find_last(reader, (int32_t)oid, limit, &last, &scan, &block);
  if (PyErr_Occurred() || collect(reader, (int32_t)oid, &last, scan, block, index, past) < 0) return -1;
  for (uint32_t back = past->count; back--;)
    if (replay_object(reader, state, &past->list[back]) < 0) return -1;
  return 0;
}

/* Mark all that can be reached from `todo`; how many there are, or -1. `held`: those that hold it go into `holders`. */
static int64_t reach(Reader *reader, Step *step, uint32_t held, PyObject *holders) {
  State state = {.is_bare = 1};
  begin_reading(reader, &state);
  int64_t count = 0;
  uint32_t oid;
  if (clear_marks(reader) < 0) return -1;
  while (count >= 0 && (oid = next_todo(reader))) {
    count++;
    if (items_at(reader, oid, step->end, &state) < 0) count = -1;
    int holds = 0;
    for (uint32_t at = count > 0 ? state.count : 0; at--;) {
      holds |= state.items[at] == held;
      if (todo_push(reader, state.items[at]) < 0) count = -1;
      if (count < 0) break;
    }
    if (count > 0 && holds && holders && append_number(holders, (long)oid) < 0) count = -1;
  }
  end_reading(reader, &state);
  return count;
}

/* -- steps */

static Step *step_at(Reader *reader, long number) {
  if (number < 0 || (unsigned long)number >= reader->steps) return PyErr_Format(PyExc_IndexError, "there is no step %ld", number), NULL;
  uint32_t block = block_of(reader, (uint32_t)number), index = (uint32_t)number - reader->blocks[block].step;
  int is_first = reader->targets[0].size && reader->targets[0].block == block, is_second = reader->targets[1].size && reader->targets[1].block == block;
  Scan *other = reader->target == &reader->targets[0] ? &reader->targets[1] : &reader->targets[0];
  reader->target = is_first ? &reader->targets[0] : is_second ? &reader->targets[1] : other;
  if (scan_block(reader, block, reader->target) < 0) return NULL;
  if (index >= reader->target->step_count) return damaged(reader, "a block has lost a step"), NULL;
  return &reader->target->steps[index];
}

static PyObject *moment_of(Reader *reader, Step *step) {
  PyObject *span = Py_NewRef(Py_None);
  if (step->has_span) {
    PyObject *places[4];
    for (int at = 0; at < 4; at++) places[at] = PyLong_FromUnsignedLong((uint32_t)step->span[at]);
    Py_DECREF(span);
    span = named_tuple(reader->span_type, places, 4);
  }
  PyObject *parts[8] = {
      Py_XNewRef(PyTuple_GetItem(reader->events, step->event)), PyLong_FromLong(step->line), PyLong_FromLong(step->depth), PyLong_FromLong((long)step->top),
      PyLong_FromLong((long)step->end), PyLong_FromLong((long)step->value), PyLong_FromLong((long)step->error), span,
  };
  return named_tuple(reader->moment_type, parts, 8);
}

static PyObject *reader_moment(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  if (count != 1) return PyErr_SetString(PyExc_RuntimeError, "moment needs a step"), NULL;
  Step *step = step_at((Reader *)self, PyLong_AsLong(given[0]));
  return step ? moment_of((Reader *)self, step) : NULL;
}

/* The frames of a step, all that a step holds being on `todo` then: value and error, then the frames from the outermost on. */
static PyObject *begin_at(Reader *reader, Step *step) {
  reader->todo_size = 0;
  PyObject *frames = frames_at(reader, step);
  if (frames && (todo_push(reader, step->error) < 0 || todo_push(reader, step->value) < 0)) Py_CLEAR(frames);
  return frames;
}

static PyObject *reader_seek(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  if (count != 1) return PyErr_SetString(PyExc_RuntimeError, "seek needs a step"), NULL;
  Step *found = step_at(reader, PyLong_AsLong(given[0]));
  if (!found) return NULL;
  Step step = *found;
  PyObject *moment = moment_of(reader, &step), *frames = moment ? begin_at(reader, &step) : NULL;
  PyObject *heap = frames ? heap_at(reader, &step, MOST_AT_ONCE) : NULL;
  PyObject *parts[3] = {moment, frames, heap};
  return named_tuple(&PyTuple_Type, parts, 3);
}

/* The step that a method is about, and what it holds on `todo`. */
static int begin(Reader *reader, PyObject *const *given, Py_ssize_t count, Py_ssize_t wanted, Step *step) {
  if (count != wanted) return PyErr_SetString(PyExc_RuntimeError, "a step, and what is asked of it"), -1;
  Step *found = step_at(reader, PyLong_AsLong(given[0]));
  if (!found) return -1;
  *step = *found;
  PyObject *frames = begin_at(reader, step);
  Py_XDECREF(frames);
  return frames ? 0 : -1;
}

static PyObject *reader_heap(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Step step;
  return begin((Reader *)self, given, count, 1, &step) < 0 ? NULL : heap_at((Reader *)self, &step, UINT32_MAX);
}

/* object(step, oid), of one that can be reached there */
static PyObject *reader_object(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  Step *step = count == 2 ? step_at(reader, PyLong_AsLong(given[0])) : NULL;
  long oid = step ? PyLong_AsLong(given[1]) : 0;
  if (oid < 1 || (unsigned long)oid > reader->place.newest) return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_IndexError, "there is no object %ld", oid);
  if (reader->memory_count > MOST_KEPT) forget_objects(reader);
  PyObject *object = object_at(reader, (uint32_t)oid, step->end);
  return Py_XNewRef(object);
}

/* reach(step): (how many objects, a bit for each oid) */
static PyObject *reader_reach(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  Step step;
  if (begin(reader, given, count, 1, &step) < 0) return NULL;
  int64_t found = reach(reader, &step, 0, NULL);
  if (found < 0) return NULL;
  PyObject *parts[2] = {PyLong_FromLong((long)found), PyBytes_FromStringAndSize((char *)reader->marks, (Py_ssize_t)(reader->place.newest / 8 + 1))};
  return named_tuple(&PyTuple_Type, parts, 2);
}

/* holders(step, oid) */
static PyObject *reader_holders(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  Step step;
  if (begin(reader, given, count, 2, &step) < 0) return NULL;
  long oid = PyLong_AsLong(given[1]);
  if (PyErr_Occurred()) return NULL;
  PyObject *holders = PyList_New(0);
  if (holders && reach(reader, &step, (uint32_t)oid, holders) < 0) Py_CLEAR(holders);
  return holders;
}

/* written(first, last): the objects about which these steps, or those between them, say something */
static PyObject *reader_written(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  long first = count == 2 ? PyLong_AsLong(given[0]) : -1, last = count == 2 ? PyLong_AsLong(given[1]) : -1;
  if (first < 0 || last >= (long)reader->steps) return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_IndexError, "there is no step %ld", last);
  PyObject *found = PyList_New(0);
  if (found && clear_marks(reader) < 0) Py_CLEAR(found);
  for (long number = first; found && number <= last; number++) {
    Step *step = step_at(reader, number);
    if (!step) {
      Py_CLEAR(found);
      break;
    }
    uint32_t start = step > reader->target->steps ? step[-1].end : 0;
    Scan *scan = reader->target;
    for (uint32_t at = 0; found && at < scan->count; at++) {
      Entry *entry = &scan->entries[at];
      uint32_t oid = entry->thing > 0 ? (uint32_t)entry->thing : 0;
      if (!oid || entry->at < start || entry->at >= step->end || !mark(reader, oid)) continue;
      if (append_number(found, (long)oid) < 0) Py_CLEAR(found);
    }
  }
  return found;
}

/* -- the steps that write an object */

static PyObject *step_with(Reader *reader, Scan *scan, uint32_t at) {
  uint32_t number = 0;
  while (scan->steps[number].end <= at) number++;
  return PyLong_FromLong((long)(reader->blocks[scan->block].step + number));
}

/* The step and the object that a method is about; what they say is in the target then. NULL: IndexError. */
static Step *step_and_object(Reader *reader, PyObject *const *given, Py_ssize_t count, int32_t *oid) {
  long number = count == 2 ? PyLong_AsLong(given[1]) : 0;
  if (number < 1 || (unsigned long)number > reader->place.newest) {
    if (!PyErr_Occurred()) PyErr_Format(PyExc_IndexError, "there is no object %ld", number);
    return NULL;
  }
  *oid = (int32_t)number;
  return step_at(reader, PyLong_AsLong(given[0]));
}

/* next_write(step, oid) */
static PyObject *reader_next_write(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  int32_t oid;
  Step *step = step_and_object(reader, given, count, &oid);
  if (!step) return NULL;
  Scan *scan = reader->target;
  uint32_t limit = step->end, low = 0, birth = birth_of(reader, oid);
  Changes *changes = changes_of(reader, oid);
  uint32_t high = changes ? changes->count : 0, all = high;
  while (low < high) { /* the first of the blocks behind this one */
    uint32_t middle = (low + high) / 2;
    if ((changes->count == 1 ? changes->first : changes->blocks[middle]) <= scan->block) low = middle + 1;
    else high = middle;
  }
  if (birth > scan->block) {
    if (!(scan = scan_of(reader, birth))) return NULL;
    limit = 0;
  }
  for (;;) {
    for (uint32_t at = 0; at < scan->count; at++)
      if (scan->entries[at].thing == oid && scan->entries[at].at >= limit) return step_with(reader, scan, scan->entries[at].at);
    if (low >= all) return PyLong_FromLong(-1);
    if (!(scan = scan_of(reader, changes->count == 1 ? changes->first : changes->blocks[low]))) return NULL;
    low++;
    limit = 0;
  }
}

/* last_write(step, oid), of one that is there */
static PyObject *reader_last_write(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  int32_t oid;
  Step *step = step_and_object(reader, given, count, &oid);
  Found found;
  Scan *scan;
  uint32_t block;
  if (!step || (find_last(reader, oid, step->end, &found, &scan, &block) < 0 && PyErr_Occurred())) return NULL;
  return step_with(reader, scan, found.entry.at);
}

/* -- heads of steps, one after another */

typedef struct {
  Reader *reader;
  uint32_t block, number; /* of the step that `next` gave */
  Start place;
  Bytes bytes;
  Step step;
} Walk;

static void walk_from(Walk *walk, Reader *reader, uint32_t number) {
  Block *block = &reader->blocks[number];
  *walk = (Walk){reader, number, block->step - 1, block->place, {block->data, block->data + block->size, 0}, {0}};
}

/* 0: there is none in this block any more */
static int walk_next(Walk *walk) {
  Bytes payload, *bytes = &walk->bytes;
  while (bytes->at < bytes->end && *bytes->at < STEP_SHORT) {
    bytes->at++;
    if (!read_bytes(bytes, read_varint(bytes))) return 0;
  }
  if (bytes->at >= bytes->end || read_head(bytes, &walk->place, &walk->step, &payload) < 0) return 0;
  walk->place.line = walk->step.line;
  walk->place.depth = walk->step.depth;
  walk->number++;
  return 1;
}

enum { BY_DEPTH, BY_LINE };

static int fits(Walk *walk, int how, long wanted) {
  return how == BY_DEPTH ? walk->step.depth <= wanted : walk->step.event == EVENT_LINE && walk->step.line == wanted;
}

static PyObject *next_step(Reader *reader, PyObject *const *given, Py_ssize_t count, int how) {
  if (count != 2) return PyErr_SetString(PyExc_RuntimeError, "a step and what to look for"), NULL;
  long start = PyLong_AsLong(given[0]), wanted = PyLong_AsLong(given[1]);
  if (PyErr_Occurred()) return NULL;
  for (uint32_t block = start > 0 ? block_of(reader, (uint32_t)start) : 0; block < reader->block_count; block++) {
    Walk walk;
    walk_from(&walk, reader, block);
    while (walk_next(&walk))
      if ((long)walk.number > start && fits(&walk, how, wanted)) return PyLong_FromLong((long)walk.number);
  }
  return PyLong_FromLong(-1);
}

static PyObject *last_step(Reader *reader, PyObject *const *given, Py_ssize_t count, int how) {
  if (count != 2) return PyErr_SetString(PyExc_RuntimeError, "a step and what to look for"), NULL;
  long start = PyLong_AsLong(given[0]), wanted = PyLong_AsLong(given[1]), found = -1;
  if (PyErr_Occurred()) return NULL;
  if (start > 0 && reader->block_count) {
    for (uint32_t block = block_of(reader, (uint32_t)start) + 1; block-- && found < 0;) {
      Walk walk;
      walk_from(&walk, reader, block);
      while (walk_next(&walk))
        if ((long)walk.number < start && fits(&walk, how, wanted)) found = (long)walk.number;
    }
  }
  return PyLong_FromLong(found);
}

static PyObject *reader_next_as_high(PyObject *self, PyObject *const *given, Py_ssize_t count) { return next_step((Reader *)self, given, count, BY_DEPTH); }
static PyObject *reader_last_as_high(PyObject *self, PyObject *const *given, Py_ssize_t count) { return last_step((Reader *)self, given, count, BY_DEPTH); }
static PyObject *reader_next_of_line(PyObject *self, PyObject *const *given, Py_ssize_t count) { return next_step((Reader *)self, given, count, BY_LINE); }
static PyObject *reader_last_of_line(PyObject *self, PyObject *const *given, Py_ssize_t count) { return last_step((Reader *)self, given, count, BY_LINE); }

static PyObject *reader_steps_with(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  long event = count == 1 ? PyLong_AsLong(given[0]) : -1;
  PyObject *found = PyErr_Occurred() ? NULL : PyList_New(0);
  for (uint32_t block = 0; found && block < reader->block_count; block++) {
    Walk walk;
    walk_from(&walk, reader, block);
    while (found && walk_next(&walk))
      if (walk.step.event == event && append_number(found, (long)walk.number) < 0) Py_CLEAR(found);
  }
  return found;
}

/* calls_ended_before(step, most) */
static PyObject *reader_calls_ended_before(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  long step = count == 2 ? PyLong_AsLong(given[0]) : -1, most = count == 2 ? PyLong_AsLong(given[1]) : 0;
  if (PyErr_Occurred() || step >= (long)reader->steps) return PyErr_Format(PyExc_IndexError, "there is no step %ld", step), NULL;
  PyObject *found = PyList_New(0);
  int32_t depth = 0; /* of the step behind */
  for (uint32_t block = step > 0 ? block_of(reader, (uint32_t)step) + 1 : 0; found && block-- && PyList_Size(found) < most;) {
    Scan *scan = &reader->fresh; /* for a while: the heads of this block */
    scan->step_count = 0;
    Walk walk;
    walk_from(&walk, reader, block);
    while (found && walk_next(&walk) && (long)walk.number <= step) {
      if (grow(&scan->steps, &scan->step_room, scan->step_count, sizeof(Step)) < 0) Py_CLEAR(found);
      else scan->steps[scan->step_count++] = walk.step;
    }
    for (uint32_t at = scan->step_count; found && at-- && PyList_Size(found) < most;) {
      long number = (long)(reader->blocks[block].step + at);
      if (number < step && depth < scan->steps[at].depth && scan->steps[at].event != EVENT_YIELD && append_number(found, number) < 0) Py_CLEAR(found);
      depth = scan->steps[at].depth;
    }
  }
  return found;
}

/* head(step): (event, line, depth) */
static PyObject *reader_head(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  long step = count == 1 ? PyLong_AsLong(given[0]) : -1;
  if (step < 0 || step >= (long)reader->steps) return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_IndexError, "there is no step %ld", step);
  Walk walk;
  walk_from(&walk, reader, block_of(reader, (uint32_t)step));
  while (walk_next(&walk) && (long)walk.number < step) {}
  PyObject *parts[3] = {PyLong_FromLong(walk.step.event), PyLong_FromLong(walk.step.line), PyLong_FromLong(walk.step.depth)};
  return named_tuple(&PyTuple_Type, parts, 3);
}

/* heads(): (events, lines, depths) of all steps, as bytes of 1, 4 and 4 bytes a step */
static PyObject *reader_heads(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  Py_ssize_t steps = (Py_ssize_t)reader->steps;
  PyObject *parts[3] = {PyBytes_FromStringAndSize(NULL, steps), PyBytes_FromStringAndSize(NULL, 4 * steps), PyBytes_FromStringAndSize(NULL, 4 * steps)};
  for (uint32_t block = 0; parts[0] && parts[1] && parts[2] && block < reader->block_count; block++) {
    Walk walk;
    walk_from(&walk, reader, block);
    while (walk_next(&walk) && walk.number < reader->steps) {
      PyBytes_AsString(parts[0])[walk.number] = (char)walk.step.event;
      memcpy(PyBytes_AsString(parts[1]) + 4 * walk.number, &walk.step.line, 4);
      memcpy(PyBytes_AsString(parts[2]) + 4 * walk.number, &walk.step.depth, 4);
    }
  }
  return named_tuple(&PyTuple_Type, parts, 3);
}

/* -- the stream */

static PyObject *reader_extend(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  int is_bytes = count == 1 && given[0]->type == &PyBytes_Type;
  if (!is_bytes && !(count == 1 && given[0]->type == &PyByteArray_Type)) return PyErr_SetString(PyExc_RuntimeError, "extend needs bytes"), NULL;
  const char *data = is_bytes ? PyBytes_AsString(given[0]) : PyByteArray_AsString(given[0]);
  Py_ssize_t size = is_bytes ? PyBytes_Size(given[0]) : PyByteArray_Size(given[0]);
  PyObject *others = PyList_New(0);
  if (!others || stream_extend((Reader *)self, (const uint8_t *)data, (uint32_t)size, others) < 0) Py_CLEAR(others);
  return others;
}

static PyObject *reader_stream(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  uint32_t size = reader->rest_size;
  for (uint32_t at = 0; at < reader->chunk_count; at++) size += reader->chunk_sizes[at];
  PyObject *stream = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size);
  char *place = stream ? PyBytes_AsString(stream) : NULL;
  for (uint32_t at = 0; stream && at < reader->chunk_count; at++) {
    memcpy(place, reader->chunks[at], reader->chunk_sizes[at]);
    place += reader->chunk_sizes[at];
  }
  if (stream && reader->rest_size) memcpy(place, reader->rest, reader->rest_size);
  return stream;
}

/* count(): (steps, bytes of the stream, bytes of the stream and the index over it) */
static PyObject *reader_count(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Reader *reader = (Reader *)self;
  uint32_t index = reader->block_count * sizeof(Block) + reader->below_count * sizeof *reader->below + reader->change_room * sizeof(Changes) + reader->change_bytes;
  PyObject *parts[3] = {PyLong_FromLong((long)reader->steps), PyLong_FromLong((long)reader->size), PyLong_FromUnsignedLong(reader->size + index)};
  return named_tuple(&PyTuple_Type, parts, 3);
}

/* -- the type */

#define FAST(name, doc) {#name, (PyCFunction)(void *)reader_##name, METH_FASTCALL, doc}
static PyMethodDef methods[] = {
    FAST(extend, "Take over what the stream grew by; the records that are no steps come back."),
    FAST(stream, "All bytes so far."),
    FAST(count, "Steps, bytes of the stream, bytes with the index."),
    FAST(seek, "Moment, frames and heap of a step."),
    FAST(heap, "The whole heap of a step."),
    FAST(object, "One object at a step."),
    FAST(reach, "Which objects can be reached at a step."),
    FAST(holders, "Which of them hold one."),
    FAST(written, "Which objects are written between two steps."),
    FAST(next_write, "The next step that writes an object."),
    FAST(last_write, "The last step up to this one that writes an object."),
    FAST(moment, "What a step says about itself."),
    FAST(head, "Event, line and depth of a step."),
    FAST(heads, "Those of all steps."),
    FAST(next_as_high, "The next step that is no deeper."),
    FAST(last_as_high, "The last step before that is no deeper."),
    FAST(next_of_line, "The next run of a line."),
    FAST(last_of_line, "The last run of a line before."),
    FAST(steps_with, "All steps with an event."),
    FAST(calls_ended_before, "The last steps of calls that had ended."),
    {NULL, NULL, 0, NULL},
};

/* Reader((Obj, Frame, Span, Moment), kinds, frame kinds, events, frozenset, number of the kind of mappings) */
static PyObject *reader_new(PyTypeObject *type, PyObject *given, PyObject *named) {
  if (PyTuple_Size(given) != 6) return PyErr_SetString(PyExc_RuntimeError, "Reader needs 6 arguments"), NULL;
  Reader *reader = (Reader *)PyType_GenericAlloc(type, 0);
  if (!reader) return NULL;
  PyObject *types = PyTuple_GetItem(given, 0);
  PyTypeObject **places[4] = {&reader->obj_type, &reader->frame_type, &reader->span_type, &reader->moment_type};
  for (int at = 0; at < 4; at++) *places[at] = (PyTypeObject *)Py_XNewRef(PyTuple_GetItem(types, at));
  reader->kinds = Py_NewRef(PyTuple_GetItem(given, 1));
  reader->frame_kinds = Py_NewRef(PyTuple_GetItem(given, 2));
  reader->events = Py_NewRef(PyTuple_GetItem(given, 3));
  reader->frozenset = Py_NewRef(PyTuple_GetItem(given, 4));
  reader->mapping = (uint32_t)PyLong_AsLong(PyTuple_GetItem(given, 5));
  reader->empty = PyTuple_New(0);
  reader->nothing = PyUnicode_FromString("");
  reader->none_type = PyUnicode_FromString("NoneType");
  reader->none_text = PyUnicode_FromString("None");
  reader->true_text = PyUnicode_FromString("True");
  reader->false_text = PyUnicode_FromString("False");
  if (PyErr_Occurred() || grow(&reader->below, &reader->below_room, 0, sizeof *reader->below) < 0) return Py_DecRef_((PyObject *)reader), NULL;
  reader->below[reader->below_count++] = 0;
  reader->target = &reader->targets[0];
  if (!(reader->marked = malloc(MOST_MARKED * sizeof *reader->marked))) return Py_DecRef_((PyObject *)reader), PyErr_NoMemory();
  return (PyObject *)reader;
}

static void reader_dealloc(PyObject *self) {
  Reader *reader = (Reader *)self;
  PyTypeObject *type = self->type;
  forget_objects(reader);
  forget_calls(reader);
  free_stream(reader);
  PyObject *parts[] = {(PyObject *)reader->obj_type, (PyObject *)reader->frame_type, (PyObject *)reader->span_type, (PyObject *)reader->moment_type,
                       reader->kinds, reader->frame_kinds, reader->events, reader->frozenset, reader->empty, reader->nothing,
                       reader->none_type, reader->none_text, reader->true_text, reader->false_text};
  for (unsigned at = 0; at < sizeof parts / sizeof *parts; at++) Py_XDECREF(parts[at]);
  PyObject_Free(self);
  Py_DECREF(type);
}

PyTypeObject *Reader_Type;

int make_reader_type(void) {
  static PyType_Slot slots[] = {{Py_tp_new, reader_new}, {Py_tp_dealloc, reader_dealloc}, {Py_tp_methods, methods}, {0, NULL}};
  static PyType_Spec spec = {"_codeviz.Reader", sizeof(Reader), 0, 0, slots};
  Reader_Type = (PyTypeObject *)PyType_FromSpec(&spec);
  return Reader_Type ? 0 : -1;
}

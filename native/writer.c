/* The trace's stream: strings are interned, changes become operations of the step under way. As tracer/record/writer.py. */
#include "core.h"
#include "format.h"

enum { SMALL_BYTES = 16, FRAME_BYTES = 128, MOST_SEEN = 1000, MOST_INTERNED = 20000, SHORT_CHARS = 30, MOST_KEPT = 1 << 18 };

enum { SHORT = 24 }; /* bytes that are copied sooner than memcpy, which is in another module, is called */

int buffer_reserve(Buffer *out, uint32_t more) {
  if (out->size + more <= out->room) return 0;
  uint32_t room = out->room ? out->room : 256;
  while (room < out->size + more) room *= 2;
  uint8_t *data = realloc(out->data, room);
  if (!data) return PyErr_NoMemory(), -1;
  out->data = data;
  out->room = room;
  return 0;
}

int put_long_varint(Buffer *out, uint32_t number) {
  if (buffer_reserve(out, 5) < 0) return -1;
  while (number > 0x7f) {
    out->data[out->size++] = (number & 0x7f) | 0x80;
    number >>= 7;
  }
  out->data[out->size++] = (uint8_t)number;
  return 0;
}

int put_bytes(Buffer *out, const void *bytes, uint32_t size) {
  if (buffer_reserve(out, size) < 0) return -1;
  uint8_t *to = out->data + out->size;
  if (size > SHORT) memcpy(to, bytes, size);
  else
    for (uint32_t at = 0; at < size; at++) to[at] = ((const uint8_t *)bytes)[at];
  out->size += size;
  return 0;
}

/* UTF-8 of `text`, lone surrogates kept; `*owner` must be let go afterwards. */
static const char *utf8_of(PyObject *text, Py_ssize_t *size, PyObject **owner) {
  *owner = NULL;
  const char *bytes = PyUnicode_AsUTF8AndSize(text, size);
  if (bytes) return bytes;
  PyErr_Clear();
  *owner = PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass");
  if (!*owner) return NULL;
  *size = PyBytes_Size(*owner);
  return PyBytes_AsString(*owner);
}

int put_text(Buffer *out, PyObject *text) {
  if (!text) return put_byte(out, 0);
  Py_ssize_t size;
  PyObject *owner;
  const char *bytes = utf8_of(text, &size, &owner);
  if (!bytes) return -1;
  int failed = put_varint(out, (uint32_t)size) < 0 || put_bytes(out, bytes, (uint32_t)size) < 0;
  Py_XDECREF(owner);
  return failed ? -1 : 0;
}

/* Hand over what was written since the last time: the stream is Python's, and making it longer costs more than a step does. */
int hand_over(Writer *writer) {
  Buffer *out = &writer->out;
  if (!out->size) return 0;
  Py_ssize_t at = PyByteArray_Size(writer->stream);
  if (PyByteArray_Resize(writer->stream, at + (Py_ssize_t)out->size) < 0) return -1;
  memcpy(PyByteArray_AsString(writer->stream) + at, out->data, out->size);
  out->size = 0;
  return 0;
}

/* One record at the end of the stream. */
static int put_record(Writer *writer, uint8_t tag, const void *payload, uint32_t size) {
  return put_byte(&writer->out, tag) < 0 || put_varint(&writer->out, size) < 0 ? -1 : put_bytes(&writer->out, payload, size);
}

int string_number(Writer *writer, PyObject *text) {
  PyObject *known = PyDict_GetItemWithError(writer->strings, text);
  if (known) return (int)PyLong_AsLong(known);
  if (PyErr_Occurred()) return -1;
  int number = (int)PyDict_Size(writer->strings);
  PyObject *value = PyLong_FromLong(number);
  if (!value || PyDict_SetItem(writer->strings, text, value) < 0) return Py_XDecRef_(value), -1;
  Py_DECREF(value);
  Py_ssize_t size;
  PyObject *owner;
  const char *bytes = utf8_of(text, &size, &owner);
  if (!bytes) return -1;
  int failed = put_record(writer, 'S', bytes, (uint32_t)size);
  Py_XDECREF(owner);
  return failed < 0 ? -1 : number;
}

int shape_number(Writer *writer, PyObject *names) {
  if (!names || !PyTuple_Size(names)) return 0;
  PyObject *known = PyDict_GetItemWithError(writer->shapes, names);
  if (known) return (int)PyLong_AsLong(known);
  if (PyErr_Occurred()) return -1;
  PyObject *separator = PyUnicode_FromString("\x1f");
  PyObject *joined = separator ? PyUnicode_Join(separator, names) : NULL;
  Py_XDECREF(separator);
  if (!joined) return -1;
  int number = string_number(writer, joined);
  Py_DECREF(joined);
  if (number < 0) return -1;
  PyObject *value = PyLong_FromLong(number + 1);
  if (!value || PyDict_SetItem(writer->shapes, names, value) < 0) return Py_XDecRef_(value), -1;
  Py_DECREF(value);
  return number + 1;
}


/* The number of a class or a code, which is `size` numbers; `tag`: of its record. */
static int number_of(Writer *writer, Numbers *known, uint8_t tag, const uint32_t *key, int size) {
  if (known->used * 2 >= known->room) {
    Numbers grown = {NULL, known->room ? known->room * 2 : 64, known->used};
    grown.slots = calloc(grown.room, sizeof *grown.slots);
    if (!grown.slots) return PyErr_NoMemory(), -1;
    for (uint32_t at = 0; at < known->room; at++) {
      if (!known->slots[at].number) continue;
      uint32_t place = known->slots[at].hash & (grown.room - 1);
      while (grown.slots[place].number) place = (place + 1) & (grown.room - 1);
      grown.slots[place] = known->slots[at];
    }
    free(known->slots);
    *known = grown;
  }
  uint32_t hash = 0;
  for (int at = 0; at < size; at++) hash = (hash ^ key[at]) * 2654435761u;
  hash ^= hash >> 15;
  uint32_t place = hash & (known->room - 1);
  Numbered *slot;
  while ((slot = &known->slots[place])->number) {
    if (!memcmp(slot->key, key, size * sizeof *key)) return (int)slot->number - 1;
    place = (place + 1) & (known->room - 1);
  }
  memcpy(slot->key, key, size * sizeof *key);
  slot->hash = hash;
  slot->number = ++known->used; /* 1 more than the number: 0 is an empty slot */
  Buffer payload = {0};
  int failed = 0;
  for (int at = 0; at < size; at++) failed |= put_varint(&payload, key[at]) < 0;
  failed = failed || put_record(writer, tag, payload.data, payload.size) < 0;
  free(payload.data);
  return failed ? -1 : (int)slot->number - 1;
}

/* -- objects */

static int put_ref(Writer *writer, uint32_t oid) {
  uint32_t away = writer->newest - oid;
  return put_varint(&writer->ops, away <= oid ? away << 1 : oid << 1 | 1);
}

static int put_oids(Writer *writer, Record **items, int count) {
  if (count && put_ref(writer, items[0]->oid) < 0) return -1;
  for (int at = 1; at < count; at++)
    if (put_signed(&writer->ops, (int32_t)(items[at]->oid - items[at - 1]->oid)) < 0) return -1;
  return 0;
}

static int put_object(Writer *writer, uint8_t code, Record *record) { return put_byte(&writer->ops, code) < 0 ? -1 : put_ref(writer, record->oid); }

static int put_wide(Buffer *out, unsigned long long number) {
  while (number > 0x7f) {
    if (put_byte(out, (number & 0x7f) | 0x80) < 0) return -1;
    number >>= 7;
  }
  return put_byte(out, (uint8_t)number);
}

static int class_of(Writer *writer, Form *form, PyObject *type, PyObject *names) {
  if (!type && form->class_number >= 0 && form->class_names == names) return form->class_number;
  int type_number;
  if (type) {
    type_number = string_number(writer, type);
  } else {
    if (form->type_number < 0) form->type_number = string_number(writer, form->type);
    type_number = form->type_number;
  }
  int shape = type_number < 0 ? -1 : shape_number(writer, names);
  if (shape < 0) return -1;
  uint32_t key[3] = {form->kind, type_number, shape};
  int number = number_of(writer, &writer->classes, 'T', key, 3);
  if (number >= 0 && !type) {
    form->class_number = number;
    PyObject *gone = form->class_names;
    form->class_names = Py_XNewRef(names);
    Py_XDECREF(gone);
  }
  return number;
}

static int put_float(Buffer *ops, PyObject *object) {
  double number = PyFloat_AsDouble(object);
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  int size = 8;
  while (size && !(bits & 0xff)) bits >>= 8, size--;
  if (put_byte(ops, OP_FLOAT) < 0 || put_byte(ops, size) < 0) return -1;
  while (size--)
    if (put_byte(ops, (uint8_t)(bits >> 8 * size)) < 0) return -1;
  return 0;
}

/* A string of printable ASCII in which nothing is escaped; 1 when it is none. */
static int put_plain_string(Writer *writer, PyObject *object) {
  PyObject *text = PyObject_Repr(object);
  if (!text) return -1;
  Py_ssize_t size, length = PyUnicode_GetLength(object);
  const char *bytes = PyUnicode_GetLength(text) == length + 2 ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
  int failed = 0;
  if (!bytes || size != length + 2 || bytes[0] != '\'') {
    PyErr_Clear();
    Py_DECREF(text);
    return 1;
  }
  int number = -1;
  if (length > 1 && length <= SHORT_CHARS) {
    PyObject *known = PyDict_GetItemWithError(writer->strings, object);
    if (known) {
      number = (int)PyLong_AsLong(known);
    } else if (PyDict_Size(writer->strings) < MOST_INTERNED) {
      if (PyDict_GetItemWithError(writer->seen, object)) {
        number = string_number(writer, object);
        failed = number < 0;
      } else {
        if (PyDict_Size(writer->seen) == MOST_SEEN) PyDict_Clear(writer->seen);
        failed = PyDict_SetItem(writer->seen, object, Py_None) < 0;
      }
    }
  }
  Buffer *ops = &writer->ops;
  if (failed) {
  } else if (number >= 0) {
    failed = put_byte(ops, OP_KNOWN_STRING) < 0 || put_varint(ops, number) < 0;
  } else {
    failed = put_byte(ops, OP_STRING_ATOM) < 0 || put_varint(ops, length) < 0 || put_bytes(ops, bytes + 1, length) < 0;
  }
  Py_DECREF(text);
  return failed ? -1 : 0;
}

static int put_long_atom(Core *core, Record *record) {
  Writer *writer = &core->writer;
  PyObject *found = ask(record->form->text, record->address);
  if (!found) return -1;
  int number = class_of(writer, record->form, NULL, NULL);
  int failed = number < 0 || put_byte(&writer->ops, OP_ATOM) < 0 || put_varint(&writer->ops, number) < 0 ||
               put_text(&writer->ops, PyTuple_GetItem(found, 0)) < 0 || put_varint(&writer->ops, (uint32_t)PyLong_AsLong(PyTuple_GetItem(found, 1))) < 0;
  Py_DECREF(found);
  return failed ? -1 : 0;
}

int write_atom(Core *core, Record *record) {
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  PyObject *object = record->address;
  writer->newest++;
  switch (record->form->atom) {
    case ATOM_INT: {
      int overflow = 0;
      long long number = PyLong_AsLongLongAndOverflow(object, &overflow);
      if (overflow) break;
      if (number >= 0 && number < SMALL) return put_byte(ops, OP_SMALL_INT + (uint8_t)number);
      if (put_byte(ops, OP_INT) < 0) return -1;
      return put_wide(ops, number >= 0 ? (unsigned long long)number << 1 : ~((unsigned long long)number << 1));
    }
    case ATOM_STR: {
      int failed = PyUnicode_GetLength(object) <= core->most_chars ? put_plain_string(writer, object) : 1;
      if (failed <= 0) return failed;
      break;
    }
    case ATOM_FLOAT:
      return put_float(ops, object);
    case ATOM_NAMED:
      return put_byte(ops, object == Py_None ? OP_NONE : object == &_Py_TrueStruct ? OP_TRUE : OP_FALSE);
  }
  return put_long_atom(core, record);
}

int write_reserve(Core *core) {
  core->writer.newest++;
  return put_byte(&core->writer.ops, OP_RESERVE);
}

int write_record(Core *core, Record *record) {
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  int number = class_of(writer, record->form, record->type, record->names), count = record->size;
  if (number < 0) return -1;
  uint32_t at = ops->size;
  int has_text = record->text && PyUnicode_GetLength(record->text), failed;
  if (has_text || record->parent >= 0 || record->length != (record->form->is_mapping ? count / 2 : count)) {
    failed = put_object(writer, OP_WHOLE, record) < 0 || put_varint(ops, number) < 0 || put_text(ops, record->text) < 0 ||
             put_varint(ops, record->length) < 0 || put_varint(ops, record->parent + 1) < 0 || put_varint(ops, count) < 0;
  } else if (count == (record->names ? SIZE_OF(record->names) : 0)) {
    failed = put_object(writer, OP_FIELDS, record) < 0 || put_varint(ops, number) < 0;
  } else {
    failed = put_object(writer, OP_ITEMS, record) < 0 || put_varint(ops, number) < 0 || put_varint(ops, count) < 0;
  }
  if (failed || put_oids(writer, record->items, count) < 0) return -1;
  record->whole_bytes = ops->size - at;
  record->change_bytes = 0;
  return 0;
}

/* Whether the next change of an object had better be its whole. */
static int is_worn(Record *record) { return record->whole_bytes <= SMALL_BYTES || record->change_bytes > 2 * record->whole_bytes; }

int write_splice(Core *core, Record *record, int start, int gone, Record **come, int count) {
  if (is_worn(record)) return write_record(core, record);
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  uint32_t at = ops->size;
  int failed;
  if (gone == 1 && count == 1) failed = put_object(writer, OP_ITEM, record) < 0 || put_varint(ops, start) < 0;
  else if (!gone && count == 1 && start == record->size - 1) failed = put_object(writer, OP_APPEND, record) < 0;
  else failed = put_object(writer, OP_SPLICE, record) < 0 || put_varint(ops, start) < 0 || put_varint(ops, gone) < 0 || put_varint(ops, count) < 0;
  if (failed || put_oids(writer, come, count) < 0) return -1;
  record->change_bytes += ops->size - at;
  return 0;
}

int write_text(Core *core, Record *record) {
  if (is_worn(record)) return write_record(core, record);
  uint32_t at = core->writer.ops.size;
  if (put_object(&core->writer, OP_TEXT, record) < 0 || put_text(&core->writer.ops, record->text) < 0) return -1;
  record->change_bytes += core->writer.ops.size - at;
  return 0;
}

int write_length(Core *core, Record *record) {
  if (is_worn(record)) return write_record(core, record);
  uint32_t at = core->writer.ops.size;
  if (put_object(&core->writer, OP_LENGTH, record) < 0 || put_varint(&core->writer.ops, record->length) < 0) return -1;
  record->change_bytes += core->writer.ops.size - at;
  return 0;
}

/* -- frames */

static int names_number(Writer *writer, Live *live) {
  if (!live->size) return 0;
  Info *info = live->info;
  PyObject *last = info->pushed_names; /* most calls of a code have the same names */
  if (last && SIZE_OF(last) == live->size && !memcmp(&FIELD(last, TUPLE_ITEMS, PyObject *), live->names, live->size * sizeof(PyObject *))) return info->pushed_number;
  PyObject *names = PyTuple_New(live->size);
  if (!names) return -1;
  for (int slot = 0; slot < live->size; slot++) PyTuple_SetItem(names, slot, Py_NewRef(live->names[slot]));
  int number = shape_number(writer, names);
  info->pushed_names = names;
  info->pushed_number = number;
  Py_XDECREF(last);
  return number;
}

static int code_of(Writer *writer, Info *info) {
  if (info->code_number >= 0) return info->code_number;
  int name = string_number(writer, info->name), free_names = name < 0 ? -1 : shape_number(writer, info->free);
  if (free_names < 0) return -1;
  uint32_t key[4] = {name, info->kind, info->source, free_names};
  return info->code_number = number_of(writer, &writer->codes, 'F', key, 4);
}

int write_push(Core *core, Live *live, int below) {
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  int number = code_of(writer, live->info), shape = number < 0 ? -1 : names_number(writer, live);
  if (shape < 0) return -1;
  uint32_t at = ops->size;
  if (live->id == writer->calls && live->parent < 0) {
    if (put_byte(ops, OP_PUSH) < 0) return -1;
  } else if (put_byte(ops, OP_PUSH_AGAIN) < 0 || put_varint(ops, live->id) < 0 || put_varint(ops, live->parent + 1) < 0) {
    return -1;
  }
  if (live->id >= writer->calls) writer->calls = live->id + 1;
  if (put_varint(ops, number) < 0 || put_signed(ops, below - writer->line) < 0 || put_varint(ops, shape) < 0) return -1;
  if (put_oids(writer, live->items, live->size) < 0) return -1;
  live->is_written = 1;
  live->whole_bytes = ops->size - at;
  live->change_bytes = 0;
  return 0;
}

int write_pop(Core *core) { return put_byte(&core->writer.ops, OP_POP); }

int write_set(Core *core, Live *live, int up, int slot) {
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  uint32_t oid = live->items[slot]->oid, at = ops->size;
  int failed;
  if (up || slot >= SLOTS) failed = put_byte(ops, OP_SET) < 0 || put_varint(ops, up) < 0 || put_varint(ops, slot) < 0 || put_ref(writer, oid) < 0;
  else if (oid == writer->newest) failed = put_byte(ops, OP_SET_NEW + slot) < 0;
  else failed = put_byte(ops, OP_SET_TOP + slot) < 0 || put_ref(writer, oid) < 0;
  live->change_bytes += ops->size - at;
  return failed ? -1 : 0;
}

int write_bind(Core *core, Live *live, int up, int slot, int *number) {
  if (!live->is_written) return 0;
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  if (*number < 0 && (*number = string_number(writer, live->names[slot])) < 0) return -1;
  uint32_t at = ops->size;
  if (put_byte(ops, OP_BIND) < 0 || put_varint(ops, up) < 0 || put_varint(ops, slot) < 0 || put_varint(ops, *number) < 0) return -1;
  if (put_ref(writer, live->items[slot]->oid) < 0) return -1;
  live->change_bytes += ops->size - at;
  return 0;
}

int write_unbind(Core *core, Live *live, int up, int slot) {
  Buffer *ops = &core->writer.ops;
  uint32_t at = ops->size;
  if (put_byte(ops, OP_UNBIND) < 0 || put_varint(ops, up) < 0 || put_varint(ops, slot) < 0) return -1;
  live->change_bytes += ops->size - at;
  return 0;
}

int write_looked(Core *core, Live *live, int up) {
  uint32_t most = 2 * live->whole_bytes > FRAME_BYTES ? 2 * live->whole_bytes : FRAME_BYTES;
  if (live->change_bytes <= most) return 0;
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops;
  int shape = names_number(writer, live);
  uint32_t at = ops->size;
  if (shape < 0 || put_byte(ops, OP_VARIABLES) < 0 || put_varint(ops, up) < 0 || put_varint(ops, shape) < 0) return -1;
  if (put_oids(writer, live->items, live->size) < 0) return -1;
  live->whole_bytes = ops->size - at;
  live->change_bytes = 0;
  return 0;
}

/* -- steps */

int write_step(Core *core, int event, int line, int depth, Record *value, Record *error, const int *span) {
  Writer *writer = &core->writer;
  Buffer *ops = &writer->ops, *head = &writer->head;
  if (value && (put_byte(ops, OP_VALUE) < 0 || put_ref(writer, value->oid) < 0)) return -1;
  if (error && (put_byte(ops, OP_ERROR) < 0 || put_ref(writer, error->oid) < 0)) return -1;
  if (span && put_byte(ops, OP_SPAN) < 0) return -1;
  for (int at = 0; span && at < 4; at++)
    if (put_varint(ops, span[at]) < 0) return -1;
  Buffer *out = &writer->out;
  int deeper = depth - writer->depth, failed;
  head->size = 0;
  if (put_signed(head, line - writer->line) < 0) return -1;
  uint32_t size = head->size + ops->size;
  if (event == 0 && deeper == 0 && STEP_SHORT + size < STEP_SHORT_BACK) {
    failed = put_byte(out, STEP_SHORT + size) < 0;
  } else if (event == 0 && deeper == -1 && STEP_SHORT_BACK + size < STEP_LONG) {
    failed = put_byte(out, STEP_SHORT_BACK + size) < 0;
  } else {
    if (put_signed(head, deeper) < 0) return -1;
    failed = put_byte(out, STEP_LONG + event) < 0 || put_varint(out, head->size + ops->size) < 0;
  }
  if (failed || put_bytes(out, head->data, head->size) < 0 || put_bytes(out, ops->data, ops->size) < 0) return -1;
  if (out->size > MOST_KEPT && hand_over(writer) < 0) return -1;
  ops->size = 0;
  writer->line = line;
  writer->depth = depth;
  return 0;
}

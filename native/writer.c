/* The trace's stream: strings are interned, steps become keyframes or deltas. As tracer/record/writer.py. */
#include "core.h"

enum { KEYFRAME_BYTES = 4096 };

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
  memcpy(out->data + out->size, bytes, size);
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

/* One record of two parts at the end of the stream. */
static int put_record(Writer *writer, uint8_t tag, const void *a, uint32_t a_size, const void *b, uint32_t b_size) {
  uint8_t head[6] = {tag};
  int size = 1;
  uint32_t rest = a_size + b_size;
  while (rest > 0x7f) {
    head[size++] = (rest & 0x7f) | 0x80;
    rest >>= 7;
  }
  head[size++] = (uint8_t)rest;
  Py_ssize_t at = PyByteArray_Size(writer->stream);
  if (PyByteArray_Resize(writer->stream, at + size + (Py_ssize_t)(a_size + b_size)) < 0) return -1;
  char *data = PyByteArray_AsString(writer->stream) + at;
  memcpy(data, head, size);
  memcpy(data + size, a, a_size);
  if (b_size) memcpy(data + size + a_size, b, b_size);
  return 0;
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
  int failed = put_record(writer, 'S', bytes, (uint32_t)size, NULL, 0);
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

int wants_keyframe(Writer *writer) {
  uint32_t least = writer->keyframe_bytes > KEYFRAME_BYTES ? writer->keyframe_bytes : KEYFRAME_BYTES;
  return writer->keyframe_bytes == 0 || writer->delta_bytes + writer->ops.size > least;
}

int write_step(Writer *writer, int keyframe) {
  Buffer *moment = &writer->moment, *ops = &writer->ops;
  uint32_t size = moment->size + ops->size;
  if (put_record(writer, keyframe ? 'K' : 'D', moment->data, moment->size, ops->data, ops->size) < 0) return -1;
  if (keyframe) {
    writer->delta_bytes = 0;
    writer->keyframe_bytes = size;
  } else {
    writer->delta_bytes += size;
  }
  ops->size = 0;
  return 0;
}

/* The stream of a trace: its records, its steps, and what each operation changes. As tracer/trace/seeker.py and scan.py. Nothing here
   trusts the stream: every number is held against what there is. */
#include "reader.h"

enum { FIRST_CHUNK = 1 << 14, MOST_CHUNK = 1 << 20 };

int grow(void *list, uint32_t *room, uint32_t count, uint32_t size) {
  if (count < *room) return 0;
  uint32_t wanted = *room ? *room + *room / 2 : 16;
  void *grown = wanted < 0x7fffffffu / size ? realloc(*(void **)list, wanted * size) : NULL;
  if (!grown) return PyErr_NoMemory(), -1;
  *(void **)list = grown;
  *room = wanted;
  return 0;
}

int damaged(Reader *reader, const char *what) {
  if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, what);
  return -1;
}

/* -- numbers */

uint32_t read_long_varint(Bytes *bytes) {
  uint32_t number = 0;
  for (int shift = 0; bytes->at < bytes->end && shift < 35; shift += 7) {
    uint8_t byte = *bytes->at++;
    if (shift == 28 && byte > 0x0f) break;
    number |= (uint32_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
  bytes->bad = 1;
  return 0;
}

const uint8_t *read_bytes(Bytes *bytes, uint32_t size) {
  const uint8_t *start = bytes->at;
  if (bytes->bad || size > (uint32_t)(bytes->end - bytes->at)) return bytes->bad = 1, NULL;
  bytes->at += size;
  return start;
}

static void skip_varint(Bytes *bytes) {
  while (bytes->at < bytes->end)
    if (*bytes->at++ < 0x80) return;
  bytes->bad = 1;
}

static void skip_varints(Bytes *bytes, uint32_t count) {
  while (count-- && !bytes->bad) skip_varint(bytes);
}

static void skip_text(Bytes *bytes) { read_bytes(bytes, read_varint(bytes)); }

uint32_t read_ref(Bytes *bytes, uint32_t newest) {
  uint32_t number = read_varint(bytes);
  uint32_t oid = number & 1 ? number >> 1 : newest - (number >> 1);
  if (!oid || oid > newest) bytes->bad = 1;
  return oid;
}

static uint32_t below(Bytes *bytes, uint32_t number, uint32_t count) {
  if (number >= count) bytes->bad = 1;
  return number;
}

/* -- what the stream knows by number */

PyObject *string_text(Reader *reader, uint32_t number) {
  if (number >= reader->string_count) return damaged(reader, "there is no such string"), NULL;
  String *string = &reader->strings[number];
  if (!string->text) string->text = PyUnicode_DecodeUTF8((const char *)string->data, string->size, "surrogatepass");
  return string->text;
}

uint32_t names_count(Reader *reader, uint32_t number) {
  if (!number) return 0;
  String *string = &reader->strings[number - 1];
  if (!string->count) {
    string->count = 1;
    for (uint32_t at = 0; at < string->size; at++) string->count += string->data[at] == 0x1f;
  }
  return string->count;
}

PyObject *string_names(Reader *reader, uint32_t number) {
  if (!number) return reader->empty;
  PyObject *text = string_text(reader, number - 1);
  String *string = text ? &reader->strings[number - 1] : NULL;
  if (!string || string->names) return string ? string->names : NULL;
  PyObject *separator = PyUnicode_FromString("\x1f"), *parts = separator ? PyUnicode_Split(text, separator, -1) : NULL;
  Py_XDECREF(separator);
  if (!parts) return NULL;
  string->names = PyList_AsTuple(parts);
  Py_DECREF(parts);
  return string->names;
}

/* -- what things change where */

static uint32_t place_of_thing(int32_t thing, uint32_t room) {
  uint32_t hash = (uint32_t)thing * 2654435761u;
  return (hash ^ hash >> 15) & (room - 1);
}

Changes *changes_of(Reader *reader, int32_t thing) {
  if (!reader->change_count) return NULL;
  uint32_t place = place_of_thing(thing, reader->change_room);
  while (reader->changes[place].count) {
    if (reader->changes[place].thing == thing) return &reader->changes[place];
    place = (place + 1) & (reader->change_room - 1);
  }
  return NULL;
}

static int grow_changes(Reader *reader) {
  uint32_t room = reader->change_room ? reader->change_room * 2 : 64;
  Changes *changes = calloc(room, sizeof *changes);
  if (!changes) return PyErr_NoMemory(), -1;
  for (uint32_t at = 0; at < reader->change_room; at++) {
    if (!reader->changes[at].count) continue;
    uint32_t place = place_of_thing(reader->changes[at].thing, room);
    while (changes[place].count) place = (place + 1) & (room - 1);
    changes[place] = reader->changes[at];
  }
  free(reader->changes);
  reader->changes = changes;
  reader->change_room = room;
  return 0;
}

static int add_change(Reader *reader, int32_t thing, uint32_t block) {
  if (reader->change_count >= reader->change_room / 4 * 3 && grow_changes(reader) < 0) return -1;
  uint32_t place = place_of_thing(thing, reader->change_room);
  while (reader->changes[place].count && reader->changes[place].thing != thing) place = (place + 1) & (reader->change_room - 1);
  Changes *changes = &reader->changes[place];
  uint32_t count = changes->count;
  if (!count) {
    *changes = (Changes){thing, 1, block, NULL};
    reader->change_count++;
    return 0;
  }
  if ((count == 1 ? changes->first : changes->blocks[count - 1]) == block) return 0;
  if (count == 1 || (count >= 2 && !(count & (count - 1)))) { /* room is the next power of two */
    uint32_t *blocks = realloc(changes->blocks, 2 * count * sizeof *blocks);
    if (!blocks) return PyErr_NoMemory(), -1;
    if (count == 1) blocks[0] = changes->first;
    changes->blocks = blocks;
    reader->change_bytes += (count == 1 ? 2 : count) * sizeof *blocks;
  }
  changes->blocks[count] = block;
  changes->count++;
  return 0;
}

uint32_t block_of(Reader *reader, uint32_t step) {
  uint32_t low = 0, high = reader->block_count; /* blocks[low].step <= step */
  while (high - low > 1) {
    uint32_t middle = (low + high) / 2;
    if (reader->blocks[middle].step <= step) low = middle;
    else high = middle;
  }
  return low;
}

uint32_t birth_of(Reader *reader, int32_t thing) {
  uint32_t number = thing > 0 ? (uint32_t)thing : (uint32_t)-thing, low = 0, high = reader->block_count;
  while (high - low > 1) {
    uint32_t middle = (low + high) / 2;
    const Start *place = &reader->blocks[middle].place;
    if ((thing > 0 ? place->newest : place->pushes) < number) low = middle;
    else high = middle;
  }
  return low;
}

/* -- operations */

static int add_entry(Scan *scan, int32_t thing, uint32_t at, const Start *place, int code, int whole) {
  if (grow(&scan->entries, &scan->room, scan->count, sizeof(Entry)) < 0) return -1;
  scan->entries[scan->count++] = (Entry){thing, at, place->newest, place->calls, 0, place->line, (uint8_t)code, (uint8_t)whole};
  return 0;
}

static int32_t call_at(Reader *reader, const Start *place, Bytes *bytes, uint32_t up) {
  uint32_t call = place->top;
  while (up-- && call) call = reader->below[call];
  if (!call) bytes->bad = 1;
  return -(int32_t)call;
}

/* What kind of thing an operation is about, and what stands behind that. */
static int32_t walk_atom(Reader *reader, Start *place, Bytes *bytes, int code) {
  place->newest++;
  switch (code) {
    case OP_INT:
      skip_varint(bytes);
      break;
    case OP_FLOAT:
      read_bytes(bytes, below(bytes, read_varint(bytes), 9));
      break;
    case OP_STRING_ATOM:
      skip_text(bytes);
      break;
    case OP_KNOWN_STRING:
      below(bytes, read_varint(bytes), reader->string_count);
      break;
    case OP_ATOM:
      below(bytes, read_varint(bytes), reader->class_count);
      skip_text(bytes);
      skip_varint(bytes);
  }
  return (int32_t)place->newest;
}

static int32_t walk_object(Reader *reader, Start *place, Bytes *bytes, int code) {
  uint32_t oid = read_ref(bytes, place->newest);
  switch (code) {
    case OP_FIELDS: {
      uint32_t number = below(bytes, read_varint(bytes), reader->class_count);
      if (!bytes->bad) skip_varints(bytes, reader->classes[number].count);
      break;
    }
    case OP_ITEMS:
      below(bytes, read_varint(bytes), reader->class_count);
      skip_varints(bytes, read_varint(bytes));
      break;
    case OP_WHOLE:
      below(bytes, read_varint(bytes), reader->class_count);
      skip_text(bytes);
      skip_varints(bytes, 2);
      skip_varints(bytes, read_varint(bytes));
      break;
    case OP_SPLICE:
      skip_varints(bytes, 2);
      skip_varints(bytes, read_varint(bytes));
      break;
    case OP_ITEM:
      skip_varints(bytes, 2);
      break;
    case OP_TEXT:
      skip_text(bytes);
      break;
    default: /* OP_APPEND, OP_LENGTH */
      skip_varint(bytes);
  }
  return (int32_t)oid;
}

static int32_t walk_push(Reader *reader, Start *place, Bytes *bytes, int code) {
  uint32_t id = place->calls;
  if (code == OP_PUSH_AGAIN) {
    id = read_varint(bytes);
    skip_varint(bytes);
  }
  below(bytes, read_varint(bytes), reader->code_count);
  skip_varint(bytes);
  uint32_t names = below(bytes, read_varint(bytes), reader->string_count + 1);
  if (bytes->bad || place->pushes >= 0x7ffffffe || id >= 0x7ffffffe) return bytes->bad = 1, 0;
  skip_varints(bytes, names_count(reader, names));
  if (id >= place->calls) place->calls = id + 1;
  if (++place->pushes == reader->below_count) {
    if (grow(&reader->below, &reader->below_room, reader->below_count, sizeof *reader->below) < 0) return 0;
    reader->below[reader->below_count++] = place->top;
  }
  place->top = place->pushes;
  return -(int32_t)place->pushes;
}

static int32_t walk_variables(Reader *reader, Start *place, Bytes *bytes, int code) {
  int32_t call = call_at(reader, place, bytes, code < OP_SET_TOP ? read_varint(bytes) : 0);
  switch (code) {
    case OP_SET:
      skip_varints(bytes, 2);
      break;
    case OP_BIND:
      skip_varint(bytes);
      below(bytes, read_varint(bytes), reader->string_count);
      skip_varint(bytes);
      break;
    case OP_UNBIND:
      skip_varint(bytes);
      break;
    case OP_VARIABLES: {
      uint32_t names = below(bytes, read_varint(bytes), reader->string_count + 1);
      if (!bytes->bad) skip_varints(bytes, names_count(reader, names));
      break;
    }
    default:
      if (code < OP_SET_NEW) skip_varint(bytes);
  }
  return call;
}

int read_head(Bytes *bytes, const Start *place, Step *step, Bytes *payload) {
  if (bytes->at >= bytes->end) return -1;
  uint8_t head = *bytes->at++;
  uint32_t size;
  step->event = EVENT_LINE;
  if (head < STEP_SHORT_BACK) {
    size = head - STEP_SHORT;
  } else if (head < STEP_LONG) {
    size = head - STEP_SHORT_BACK;
  } else {
    step->event = head - STEP_LONG;
    size = read_varint(bytes);
  }
  const uint8_t *start = read_bytes(bytes, size);
  if (!start) return -1;
  *payload = (Bytes){start, start + size, 0};
  int64_t line = (int64_t)place->line + read_signed(payload);
  int64_t depth = (int64_t)place->depth - (head >= STEP_SHORT_BACK && head < STEP_LONG);
  if (head >= STEP_LONG) depth += read_signed(payload);
  if (payload->bad || step->event >= EVENT_COUNT || line < 0 || line > 0x7fffffff || depth < 1 || depth > 0x7fffffff) return -1;
  step->line = (int32_t)line;
  step->depth = (int32_t)depth;
  return 0;
}

int walk_step(Reader *reader, Start *place, const uint8_t *base, Bytes *bytes, Scan *scan) {
  Step step = {0};
  Bytes payload;
  if (read_head(bytes, place, &step, &payload) < 0) return damaged(reader, "a step has no head");
  while (payload.at < payload.end && !payload.bad) {
    uint32_t at = (uint32_t)(payload.at - base);
    int code = *payload.at++, whole = 0;
    Start before = *place;
    int32_t thing;
    if (code >= OP_SMALL_INT || code <= OP_ATOM) {
      if (code >= OP_SMALL_INT + SMALL || place->newest >= 0x7ffffffe) return damaged(reader, "a step has an operation that is not known");
      thing = walk_atom(reader, place, &payload, code);
      whole = 1;
    } else if (code == OP_RESERVE) {
      if (place->newest++ >= 0x7ffffffe) payload.bad = 1;
      continue;
    } else if (code <= OP_TEXT) {
      thing = walk_object(reader, place, &payload, code);
      whole = code <= OP_WHOLE;
    } else if (code <= OP_PUSH_AGAIN) {
      thing = walk_push(reader, place, &payload, code);
      whole = 1;
    } else if (code == OP_POP) {
      if (!place->top) payload.bad = 1;
      else place->top = reader->below[place->top];
      continue;
    } else if (code <= OP_VARIABLES || code >= OP_SET_TOP) {
      thing = walk_variables(reader, place, &payload, code);
      whole = code == OP_VARIABLES;
    } else if (code == OP_VALUE) {
      step.value = read_ref(&payload, place->newest);
      continue;
    } else if (code == OP_ERROR) {
      step.error = read_ref(&payload, place->newest);
      continue;
    } else if (code == OP_SPAN) {
      step.has_span = 1;
      for (int part = 0; part < 4; part++) step.span[part] = (int32_t)read_varint(&payload);
      continue;
    } else {
      return damaged(reader, "a step has an operation that is not known");
    }
    if (!thing) return damaged(reader, "a step has an operation on nothing");
    if (!payload.bad && add_entry(scan, thing, at, &before, code, whole) < 0) return -1;
  }
  if (payload.bad || !place->top) return damaged(reader, "a step ends otherwise than it said");
  place->line = step.line;
  place->depth = step.depth;
  step.end = (uint32_t)(bytes->at - base);
  step.top = place->top;
  if (grow(&scan->steps, &scan->step_room, scan->step_count, sizeof(Step)) < 0) return -1;
  scan->steps[scan->step_count++] = step;
  return 0;
}

static int skip_record(Bytes *bytes) {
  bytes->at++;
  read_bytes(bytes, read_varint(bytes));
  return bytes->bad ? -1 : 0;
}

static int link_entries(Scan *scan) {
  free(scan->last);
  scan->last = NULL;
  scan->last_room = 0;
  if (scan->count <= MANY_ENTRIES) return 0;
  uint32_t room = 1024;
  while (room < 2 * scan->count) room *= 2;
  if (!(scan->last = calloc(room, sizeof *scan->last))) return PyErr_NoMemory(), -1;
  scan->last_room = room;
  for (uint32_t at = 0; at < scan->count; at++) {
    uint32_t place = place_of_thing(scan->entries[at].thing, room);
    while (scan->last[place] && scan->entries[scan->last[place] - 1].thing != scan->entries[at].thing) place = (place + 1) & (room - 1);
    scan->entries[at].earlier = scan->last[place];
    scan->last[place] = at + 1;
  }
  return 0;
}

Entry *last_entry(Scan *scan, int32_t thing, uint32_t limit) {
  if (!scan->last_room) {
    for (uint32_t at = scan->count; at--;)
      if (scan->entries[at].thing == thing && scan->entries[at].at < limit) return &scan->entries[at];
    return NULL;
  }
  uint32_t place = place_of_thing(thing, scan->last_room), number;
  while ((number = scan->last[place]) && scan->entries[number - 1].thing != thing) place = (place + 1) & (scan->last_room - 1);
  while (number && scan->entries[number - 1].at >= limit) number = scan->entries[number - 1].earlier;
  return number ? &scan->entries[number - 1] : NULL;
}

int scan_block(Reader *reader, uint32_t number, Scan *scan) {
  Block *block = &reader->blocks[number];
  if (scan->size == block->size && scan->block == number) return 0;
  scan->count = scan->step_count = scan->size = 0;
  Start place = block->place;
  Bytes bytes = {block->data, block->data + block->size, 0};
  while (bytes.at < bytes.end) {
    if (*bytes.at < STEP_SHORT) {
      if (skip_record(&bytes) < 0) return damaged(reader, "a record breaks off");
    } else if (walk_step(reader, &place, block->data, &bytes, scan) < 0) {
      return -1;
    }
  }
  if (link_entries(scan) < 0) return -1;
  scan->block = number;
  scan->size = block->size;
  return 0;
}

Scan *scan_of(Reader *reader, uint32_t block) {
  for (int at = 0; at < 2; at++)
    if (reader->targets[at].size == reader->blocks[block].size && reader->targets[at].block == block) return &reader->targets[at];
  Scan *scan = &reader->scans[block & (SCANS - 1)];
  return scan_block(reader, block, scan) < 0 ? NULL : scan;
}

/* -- taking over what the stream grew by */

static uint8_t *keep(Reader *reader, const uint8_t *record, uint32_t size) {
  uint32_t *used = reader->chunk_count ? &reader->chunk_sizes[reader->chunk_count - 1] : NULL;
  if (!used || size > reader->chunk_room - *used) {
    uint32_t room = reader->chunk_count ? reader->chunk_room * 2 : FIRST_CHUNK;
    if (room > MOST_CHUNK) room = MOST_CHUNK;
    if (room < size) room = size;
    if (reader->chunk_count == reader->chunk_list_room) {
      uint32_t list = reader->chunk_list_room ? reader->chunk_list_room * 2 : 16;
      uint8_t **chunks = realloc(reader->chunks, list * sizeof *chunks);
      if (chunks) reader->chunks = chunks;
      uint32_t *sizes = realloc(reader->chunk_sizes, list * sizeof *sizes);
      if (sizes) reader->chunk_sizes = sizes;
      if (!chunks || !sizes) return (uint8_t *)PyErr_NoMemory();
      reader->chunk_list_room = list;
    }
    uint8_t *chunk = malloc(room);
    if (!chunk) return (uint8_t *)PyErr_NoMemory();
    reader->chunks[reader->chunk_count] = chunk;
    reader->chunk_sizes[reader->chunk_count] = 0;
    used = &reader->chunk_sizes[reader->chunk_count++];
    reader->chunk_room = room;
    reader->is_open = 0;
  }
  uint8_t *place = reader->chunks[reader->chunk_count - 1] + *used;
  memcpy(place, record, size);
  *used += size;
  return place;
}

static int take_step(Reader *reader, const uint8_t *data, uint32_t size) {
  Block *block = reader->block_count ? &reader->blocks[reader->block_count - 1] : NULL;
  if (!reader->is_open || block->size >= BLOCK_BYTES) {
    if (grow(&reader->blocks, &reader->block_room, reader->block_count, sizeof *block) < 0) return -1;
    block = &reader->blocks[reader->block_count++];
    *block = (Block){data, 0, reader->steps, reader->place};
    reader->is_open = 1;
  }
  Scan *fresh = &reader->fresh;
  fresh->count = fresh->step_count = 0;
  Bytes bytes = {data, data + size, 0};
  if (walk_step(reader, &reader->place, block->data, &bytes, fresh) < 0) return -1;
  uint32_t number = reader->block_count - 1;
  for (uint32_t at = 0; at < fresh->count; at++) {
    int32_t thing = fresh->entries[at].thing;
    if (thing > 0 ? (uint32_t)thing > block->place.newest : (uint32_t)-thing > block->place.pushes) continue; /* it began here */
    if (add_change(reader, thing, number) < 0) return -1;
  }
  block->size += size;
  reader->steps++;
  return 0;
}

static int take_table(Reader *reader, uint8_t tag, Bytes *bytes) {
  if (tag == 'S') {
    if (grow(&reader->strings, &reader->string_room, reader->string_count, sizeof(String)) < 0) return -1;
    reader->strings[reader->string_count++] = (String){bytes->at, (uint32_t)(bytes->end - bytes->at), 0, NULL, NULL};
    return 0;
  }
  uint32_t numbers[4] = {0}, count = tag == 'T' ? 3 : 4;
  for (uint32_t at = 0; at < count; at++) numbers[at] = read_varint(bytes);
  if (tag == 'T') {
    below(bytes, numbers[0], PyTuple_Size(reader->kinds));
    below(bytes, numbers[1], reader->string_count);
    below(bytes, numbers[2], reader->string_count + 1);
  } else {
    below(bytes, numbers[0], reader->string_count);
    below(bytes, numbers[1], PyTuple_Size(reader->frame_kinds));
    below(bytes, numbers[3], reader->string_count + 1);
  }
  if (bytes->bad) return damaged(reader, "a class or a code is not what it should be");
  if (tag == 'T') {
    if (grow(&reader->classes, &reader->class_room, reader->class_count, sizeof(Class)) < 0) return -1;
    reader->classes[reader->class_count++] = (Class){numbers[0], numbers[1], numbers[2], names_count(reader, numbers[2])};
  } else {
    if (grow(&reader->codes, &reader->code_room, reader->code_count, sizeof(Code)) < 0) return -1;
    reader->codes[reader->code_count++] = (Code){numbers[0], numbers[1], numbers[2], numbers[3]};
  }
  return 0;
}

/* (tag, the last step, payload) */
static int take_other(Reader *reader, uint8_t tag, Bytes *bytes, PyObject *others) {
  PyObject *record = PyTuple_New(3), *payload = PyBytes_FromStringAndSize((const char *)bytes->at, bytes->end - bytes->at);
  PyObject *number = PyLong_FromLong(tag), *step = PyLong_FromLong((long)reader->steps - 1);
  if (!record || !payload || !number || !step) return Py_XDecRef_(record), Py_XDecRef_(payload), Py_XDecRef_(number), Py_XDecRef_(step), -1;
  PyTuple_SetItem(record, 0, number);
  PyTuple_SetItem(record, 1, step);
  PyTuple_SetItem(record, 2, payload);
  int failed = PyList_Append(others, record);
  Py_DECREF(record);
  return failed;
}

/* How many bytes of `data` were whole records; -1: an error. */
static int64_t take_records(Reader *reader, const uint8_t *data, uint32_t size, PyObject *others) {
  Bytes all = {data, data + size, 0};
  while (all.at < all.end) {
    const uint8_t *start = all.at;
    uint8_t tag = *start;
    uint32_t length;
    if (tag >= STEP_SHORT && tag < STEP_LONG) {
      all.at++;
      length = tag - (tag < STEP_SHORT_BACK ? STEP_SHORT : STEP_SHORT_BACK);
    } else {
      all.at++;
      length = read_varint(&all);
      if (all.bad && all.at < all.end) return damaged(reader, "a record has no size");
      if (all.bad) return start - data;
    }
    if (length > (uint32_t)(all.end - all.at)) return start - data;
    uint32_t head = (uint32_t)(all.at - start);
    all.at += length;
    uint8_t *kept = keep(reader, start, head + length);
    if (!kept) return -1;
    if (tag >= STEP_SHORT) {
      if (take_step(reader, kept, head + length) < 0) return -1;
      continue;
    }
    if (reader->is_open) reader->blocks[reader->block_count - 1].size += head + length;
    Bytes payload = {kept + head, kept + head + length, 0};
    int failed = tag == 'S' || tag == 'T' || tag == 'F' ? take_table(reader, tag, &payload) : take_other(reader, tag, &payload, others);
    if (failed < 0) return -1;
  }
  return size;
}

int stream_extend(Reader *reader, const uint8_t *data, uint32_t size, PyObject *others) {
  if (reader->is_damaged) return damaged(reader, "what came before could not be read");
  reader->is_damaged = 1; /* until it is done */
  if (reader->size + (uint64_t)size > 0x7fffffff) return PyErr_NoMemory(), -1;
  int64_t taken = 0;
  if (!reader->rest_size) {
    taken = take_records(reader, data, size, others);
    if (taken < 0) return -1;
  }
  uint32_t left = size - (uint32_t)taken;
  if (left > reader->rest_room - reader->rest_size) {
    uint32_t room = reader->rest_size + left + 64;
    uint8_t *rest = realloc(reader->rest, room);
    if (!rest) return PyErr_NoMemory(), -1;
    reader->rest = rest;
    reader->rest_room = room;
  }
  int is_joined = reader->rest_size > 0;
  if (left) memcpy(reader->rest + reader->rest_size, data + taken, left);
  reader->rest_size += left;
  if (is_joined) {
    taken = take_records(reader, reader->rest, reader->rest_size, others);
    if (taken < 0) return -1;
    reader->rest_size -= (uint32_t)taken;
    memmove(reader->rest, reader->rest + taken, reader->rest_size);
  }
  reader->size += size;
  reader->is_damaged = 0;
  return 0;
}

static void free_scan(Scan *scan) {
  free(scan->entries);
  free(scan->last);
  free(scan->steps);
}

void free_stream(Reader *reader) {
  for (uint32_t at = 0; at < reader->chunk_count; at++) free(reader->chunks[at]);
  for (uint32_t at = 0; at < reader->string_count; at++) {
    Py_XDECREF(reader->strings[at].text);
    Py_XDECREF(reader->strings[at].names);
  }
  for (uint32_t at = 0; at < reader->change_room; at++) free(reader->changes[at].blocks);
  for (uint32_t at = 0; at < SCANS; at++) free_scan(&reader->scans[at]);
  free_scan(&reader->fresh);
  free_scan(&reader->targets[0]);
  free_scan(&reader->targets[1]);
  void *areas[] = {reader->chunks, reader->chunk_sizes, reader->rest, reader->strings, reader->classes, reader->codes, reader->blocks,
                   reader->below, reader->changes, reader->memory, reader->calls, reader->marks, reader->marked, reader->todo, reader->past.list, reader->items};
  for (unsigned at = 0; at < sizeof areas / sizeof *areas; at++) free(areas[at]);
}

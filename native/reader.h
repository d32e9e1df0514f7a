/* A trace's stream, read: blocks of it, and in which of them each thing changes. As tracer/trace/seeker.py, blocks.py and scan.py. */
#ifndef CODEVIZ_READER_H
#define CODEVIZ_READER_H

#include "python.h"
#include "format.h"

enum { BLOCK_BYTES = 512, SCANS = 512 /* a power of two */ };

/* Bytes to be read; `bad`: there were fewer than needed, or they mean nothing. */
typedef struct {
  const uint8_t *at, *end;
  int bad;
} Bytes;
uint32_t read_long_varint(Bytes *);
static inline uint32_t read_varint(Bytes *bytes) {
  if (bytes->at < bytes->end && *bytes->at < 0x80) return *bytes->at++;
  return read_long_varint(bytes);
}
static inline int32_t read_signed(Bytes *bytes) {
  uint32_t number = read_varint(bytes);
  return (int32_t)(number & 1 ? ~(number >> 1) : number >> 1);
}
const uint8_t *read_bytes(Bytes *, uint32_t size); /* NULL: bad */
uint32_t read_ref(Bytes *, uint32_t newest);

/* What is known at the start of a step; line and depth are those of the step before. */
typedef struct {
  uint32_t newest, calls, pushes, top;
  int32_t line, depth;
} Start;

typedef struct {
  const uint8_t *data;
  uint32_t size, step; /* the first */
  Start place;
} Block;

/* One operation: what it changes, where it stands in its block, and what was known there. Things: an oid, or minus the number of a push. */
typedef struct {
  int32_t thing;
  uint32_t at, newest, calls, earlier; /* earlier: 1 + the entry of the same thing before this one, in a scan that has `last` */
  int32_t line;
  uint8_t code, whole;
} Entry;

typedef struct {
  uint32_t end, top, value, error; /* end: in its block */
  int32_t line, depth;
  int event;
  int32_t span[4];
  int has_span;
} Step;

/* A block, read. A step may be long, and its block with it: then the entries of a thing are linked, and `last` finds the last by a hash. */
enum { MANY_ENTRIES = 256 };
typedef struct {
  uint32_t block, size; /* size 0: none */
  Entry *entries;
  uint32_t count, room;
  uint32_t *last, last_room; /* 1 + the entry; room: a power of two, 0 for none */
  Step *steps;
  uint32_t step_count, step_room;
} Scan;

/* What must be read to know a thing, the latest first. */
typedef struct {
  const uint8_t *data; /* of its block */
  uint32_t block;
  Entry entry;
} Found;

typedef struct {
  Found *list; /* latest first */
  uint32_t count, room;
} Past;

typedef struct {
  const uint8_t *data;
  uint32_t size, count; /* count: of names in it; 0: not counted yet */
  PyObject *text, *names;
} String;
typedef struct {
  uint32_t kind, type, names, count;
} Class;
typedef struct {
  uint32_t name, kind, source, free;
} Code;

typedef struct {
  int32_t thing;
  uint32_t count, first;
  uint32_t *blocks; /* all, where there is more than one */
} Changes;

/* What was read last of an object: `object`, as after the operation that stands at `block` and `at`. */
typedef struct {
  int32_t thing; /* 0: nothing */
  uint32_t block, at;
  PyObject *object;
  uint8_t is_atom;
} Memory;

/* The same of a call, and what its push says of it. `frame`: when it stands on `line`. */
typedef struct {
  uint32_t call, block, at, id, code;
  int32_t parent, below_line, line;
  PyObject *names, *items, *frame;
} CallMemory;

typedef struct {
  PyObject base;
  PyTypeObject *obj_type, *frame_type, *span_type, *moment_type;
  PyObject *kinds, *frame_kinds, *events, *empty, *frozenset;
  PyObject *none_type, *none_text, *true_text, *false_text, *nothing; /* nothing: "" */
  uint32_t mapping;
  /* the stream: whole records in chunks, what is not whole yet in `rest` */
  uint8_t **chunks;
  uint32_t *chunk_sizes, chunk_count, chunk_list_room, chunk_room;
  uint8_t *rest;
  uint32_t rest_size, rest_room;
  uint32_t size;
  int is_damaged, is_open; /* open: the last block takes what comes next */
  /* what it says */
  String *strings;
  uint32_t string_count, string_room;
  Class *classes;
  uint32_t class_count, class_room;
  Code *codes;
  uint32_t code_count, code_room;
  /* the index */
  Start place;
  uint32_t steps;
  Block *blocks;
  uint32_t block_count, block_room;
  uint32_t *below; /* of each push, from 1, the call that was on top */
  uint32_t below_count, below_room;
  Changes *changes; /* by thing, open addressing */
  uint32_t change_count, change_room;
  uint32_t change_bytes;
  Scan fresh, targets[2], *target; /* the step being indexed; the blocks of the steps asked for last */
  Scan scans[SCANS];
  /* what was read */
  Memory *memory; /* open addressing */
  uint32_t memory_count, memory_room;
  CallMemory *calls; /* by number of the push, as many as the deepest stack had */
  uint32_t call_room;
  uint8_t *marks; /* a bit for each oid; `marked` lists those that are set, unless too many */
  uint32_t mark_room, *marked, marked_count;
  int has_many_marks;
  uint32_t *todo;
  uint32_t todo_size, todo_room;
  Past past;
  uint32_t *items; /* of what is being read */
  uint32_t items_room;
} Reader;

int grow(void *list, uint32_t *room, uint32_t count, uint32_t size); /* room for one more of `count` items, -1 and MemoryError for none */
int damaged(Reader *, const char *what);
int read_head(Bytes *, const Start *, Step *, Bytes *payload); /* the head of a step, line and depth; -1: bad */
int walk_step(Reader *, Start *, const uint8_t *base, Bytes *, Scan *); /* through a step; what it changes is added to the scan */
int stream_extend(Reader *, const uint8_t *, uint32_t size, PyObject *others);
uint32_t block_of(Reader *, uint32_t step);
uint32_t birth_of(Reader *, int32_t thing);
Changes *changes_of(Reader *, int32_t thing);
int scan_block(Reader *, uint32_t block, Scan *); /* into this scan, unless it is there */
Scan *scan_of(Reader *, uint32_t block);
Entry *last_entry(Scan *, int32_t thing, uint32_t limit); /* the last one that stands before `limit` */
PyObject *string_text(Reader *, uint32_t number);
PyObject *string_names(Reader *, uint32_t number); /* 0: () */
uint32_t names_count(Reader *, uint32_t number);
void free_stream(Reader *);

extern PyTypeObject *Reader_Type;
int make_reader_type(void);

#endif

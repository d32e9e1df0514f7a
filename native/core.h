/* The native core: what tracer/record's writer, shadow, stack and steps do, in C, with the same bytes as the result. Where a comment is missing
   here, the Python module of the same name has it. */
#ifndef CODEVIZ_CORE_H
#define CODEVIZ_CORE_H

#include "python.h"

/* -- bytes (writer.c) */

typedef struct {
  uint8_t *data;
  uint32_t size, room;
} Buffer;

typedef struct {
  PyObject *stream;  /* bytearray, the trace so far; Core holds it */
  PyObject *strings; /* str -> number */
  PyObject *shapes;  /* tuple of names -> number */
  uint32_t delta_bytes, keyframe_bytes;
  Buffer ops, moment;
} Writer;

int buffer_reserve(Buffer *, uint32_t more);
static inline int put_byte(Buffer *out, uint8_t byte) {
  if (out->size == out->room && buffer_reserve(out, 1) < 0) return -1;
  out->data[out->size++] = byte;
  return 0;
}
int put_long_varint(Buffer *, uint32_t);
static inline int put_varint(Buffer *out, uint32_t number) {
  return number < 0x80 ? put_byte(out, (uint8_t)number) : put_long_varint(out, number);
}
static inline int put_signed(Buffer *out, int32_t number) {
  return put_varint(out, number >= 0 ? (uint32_t)number << 1 : ~((uint32_t)number << 1));
}
int put_bytes(Buffer *, const void *, uint32_t);
int put_text(Buffer *, PyObject *text); /* a str, or NULL for "" */
int string_number(Writer *, PyObject *text);
int shape_number(Writer *, PyObject *names); /* a tuple, or NULL for () */
int write_step(Writer *, int keyframe);
int wants_keyframe(Writer *);

enum { OP_PUSH, OP_POP, OP_SET, OP_BIND, OP_UNBIND, OP_NEW, OP_SPLICE, OP_LENGTH, OP_DROP, OP_TEXT };

/* -- forms (forms.c) */

enum { READ_PYTHON, READ_LIST, READ_TUPLE, READ_DICT, READ_SET, READ_ATTRIBUTES };
enum { GLANCE_NONE, GLANCE_FUNCTION, GLANCE_CLASS };
enum { ATOM_NONE, ATOM_PYTHON, ATOM_INT, ATOM_STR, ATOM_REPR };

typedef struct Form {
  struct Form *next;
  PyTypeObject *cls; /* not held */
  PyObject *ref;     /* weak, to classes that may end */
  PyObject *form;    /* the Form of tracer/record/forms.py */
  PyObject *type;    /* its name */
  PyObject *read, *text, *length;
  PyObject *names; /* of the last object of this form that had any */
  int kind, type_number;
  uint8_t is_plain; /* instances change only by what touched.c hears of */
  uint8_t atom, reader, glance, delicate, fixed, is_class, is_function, is_mapping, has_length, length_is_size;
} Form;

typedef struct {
  PyObject **children;
  int count;
  PyObject *names; /* borrowed; NULL for () */
  PyObject *text;  /* borrowed; NULL for "" */
  PyObject *owner; /* what keeps them alive */
} Contents;

/* -- records (shadow.c) */

typedef struct Record {
  struct Record *next, *previous; /* all, oldest first */
  struct Record *looked_next, *looked_previous;
  struct Record *restless_next, *restless_previous;
  PyObject *address;
  PyTypeObject *cls;
  Form *form;
  PyObject *object; /* while it is held */
  PyObject *ref;
  uint32_t oid;
  int32_t count;
  int size;
  PyObject **ids;
  struct Record **items;
  PyObject *names, *text, *type;
  int32_t length, parent;
  uint32_t seen;
  int8_t flat; /* -1: not known */
  uint8_t is_alive, is_looked_at, is_restless, is_gathered;
  uint32_t rank; /* among those that are looked at */
  uint32_t pins; /* places beside the lists that still speak of it */
  int glance_size; /* -1: not looked at yet */
  PyObject **glance;
  PyObject *kept;
} Record;

typedef struct {
  Record **slots;
  uint32_t room, used; /* room: a power of two */
} Table;             /* records by address */

typedef struct {
  void **data;
  uint32_t size, room;
} Stack;

/* -- frames (frames.c) */

typedef struct {
  PyObject *known; /* the Code of tracer/record/program.py */
  PyObject *code, *name, *free, *hidden, *bytes, *settled;
  PyObject *names; /* of the places in a frame's own order */
  uint8_t *places; /* what each of them is: PLACE_ flags */
  int *lines;      /* of each instruction, once asked for; -1 before */
  int size, kind, source, first_line, name_number, free_number, code_size;
  uint8_t optimized, shared, suspends, is_init, is_plain, is_module, is_class, is_exec, makes, has_comprehensions;
} Info;

enum { PLACE_HIDDEN = 1, PLACE_CELL = 2, PLACE_COMPREHENSION = 4 };

typedef struct {
  int uses, size, room;
  PyObject **names;
} Order;

typedef struct {
  PyObject base;
  PyObject *known, *frame, *space;
  int id, parent, depth, line;
  Info *info;
  Order *order;
  int raw_size, raw_room; /* what was bound when last looked at, hidden names too */
  uint32_t bound;         /* which places were, while nothing is written; 0: none */
  PyObject **keys;
  PyObject **ids;
  int size, room; /* what is shown */
  PyObject **names;
  Record **items;
  int *places, *ranks;
} Live;

/* -- what may have changed (touched.c) */

typedef struct {
  Record *record;    /* NULL: anything */
  PyObject *address; /* instead of a record, while there are none: nothing is written yet */
  int level;      /* of the frame whose instruction it is, among core->lives */
  int lasting;    /* as long as the frame */
} Touch;

typedef struct {
  void *key; /* a method's definition, or a type */
  int effect;
} Known;

enum { EFFECT_UNKNOWN, EFFECT_NONE, EFFECT_SELF, EFFECT_CONSUMES, EFFECT_SELF_CONSUMES };

/* -- the whole */

typedef struct {
  PyObject base;
  /* seen by Python */
  PyObject *stream, *lives, *popped, *looking, *ending;
  int is_over, attention, holds, weakly, watch_modules, watch_all, recursion_limit, count;
  int writes, begins, mark; /* whether steps are written, or only counted; the step before which `reached` is called */
  uint32_t sum;     /* as `checksum` in tracer/record/window.py */
  /* given by Python */
  PyObject *slow_line, *slow_started, *slow_returned, *before, *overflow, *parent_of, *failed, *reached, *makes, *first_line;
  PyObject *forms_of, *forms_let_go, *names_in, *read_other, *name_of, *forms_object;
  PyObject *events, *kinds, *cut, *dangling;
  int most_objects, most_elements, most_chars;
  unsigned long thread;
  Writer writer;
  /* forms */
  Form *forms;
  Form **form_table;
  uint32_t form_room, form_count;
  /* shadow */
  Record *first, *last, *looked_first, *looked_last, *restless_first, *restless_last;
  uint32_t next_rank;
  uint32_t records, next_oid, sweep_at, step, limbo_prune_at;
  Table by_address, limbo;
  Stack fresh, dying, todo, alive;
  PyObject **scratch;
  int scratch_room;
  /* frames */
  Info **infos;
  uint32_t info_room, info_count;
  Stack entered, watched;
  PyObject *suspended;
  int kept, calls;
  PyObject **raw_keys, **raw_values;
  int raw_room;
  Stack values;
  /* touched */
  int tracks;
  PyObject *effects, *disable; /* what instructions may change, by opcode */
  Touch *touches;
  uint32_t touch_count, touch_room;
  Known *known;
  uint32_t known_count, known_room;
  Stack gathered;
  /* steps */
  Stack root_records, kept_records;
} Core;

int ensure_scratch(Core *, int);
int is_made_in_python(PyTypeObject *);
Form *form_of(Core *, PyTypeObject *);
void forget_forms(Core *);
int atom_text(Core *, Record *, Buffer *);
int read_object(Core *, Record *, PyObject *, Contents *);
void end_contents(Contents *);
int glance_at(Core *, Record *, int *count); /* into core->scratch; 1: there is none */
PyObject *kept_for_glance(Core *, Record *, int count);
int true_length(Core *, Record *, PyObject *, int *);

int stack_push(Stack *, void *);
Record *table_get(Table *, PyObject *);
int table_set(Table *, Record *);
void table_remove(Table *, PyObject *);
Record *oid_of(Core *, PyObject *);
Record *take(Core *, PyObject *);
int release(Core *, Record *);
int shadow_look(Core *, PyObject *value, PyObject *error, PyObject *handled, int was_held);
int settle(Core *);
int sweep(Core *);
int let_go(Core *);
int close_shadow(Core *);
int write_record(Core *, Record *);
int write_records(Core *);
void unpin(Record *);

Info *info_of(Core *, PyObject *code);
int adopt(Core *, PyObject *const *, Py_ssize_t);
int stack_look(Core *);
int stack_write(Core *);
int stack_pass(Core *); /* a step is not written: remember in which order names were bound; 1: the top frame's have changed */
int stack_values(Core *); /* all variables' values, into core->values */
Live *stack_enter(Core *, Info *, PyFrameObject *, int parent, int depth);
Live *stack_resume(Core *, Info *, PyFrameObject *, int depth);
int stack_suspend(Core *, Live *);
int stack_leave(Core *, Live *);
Live *top_of(Core *);
int line_at(Info *, int offset);
extern PyTypeObject *Live_Type;
int make_live_type(void);

int touch(Core *, Record *, int lasting);
void touches_end(Core *, int level);   /* a frame has ended */
void touches_done(Core *);             /* the top frame has come to its next event */
void touches_meet(Core *);             /* what was touched before anything was written has records now */
int is_disturbed(Core *);
int gather(Core *);                    /* what may have changed, in order, into core->gathered */
int know(Core *, PyObject *callable, int effect);
PyObject *core_instruction(PyObject *, PyObject *const *, Py_ssize_t);
void settle_down(Core *, Record *);    /* whether it must be looked at every time */
int write_event(Core *, int event, int line, PyObject *value, PyObject *error, const int *span);
extern PyTypeObject *Core_Type;
int make_core_type(void);

#endif

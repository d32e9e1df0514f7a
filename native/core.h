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
  uint32_t key[4], hash, number;
} Numbered;
typedef struct {
  Numbered *slots;
  uint32_t room, used; /* room: a power of two */
} Numbers;

typedef struct {
  PyObject *stream;  /* bytearray, the trace so far; Core holds it */
  PyObject *strings; /* str -> number */
  PyObject *shapes;  /* tuple of names -> number */
  PyObject *seen;    /* short strings that came once */
  Numbers classes, codes;
  uint32_t newest; /* oid */
  int calls;       /* the next call's id */
  int line, depth; /* of the last step */
  Buffer ops, head;
  Buffer out; /* what is not in `stream` yet */
} Writer;

int buffer_reserve(Buffer *, uint32_t more);
int hand_over(Writer *);
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

/* -- forms (forms.c) */

enum { READ_PYTHON, READ_LIST, READ_TUPLE, READ_DICT, READ_SET, READ_ATTRIBUTES, READ_GENERATOR };
enum { GLANCE_NONE, GLANCE_FUNCTION, GLANCE_CLASS, GLANCE_GENERATOR, GLANCE_BODY };
enum { ATOM_NONE, ATOM_PYTHON, ATOM_INT, ATOM_STR, ATOM_FLOAT, ATOM_NAMED };

typedef struct Form {
  struct Form *next;
  PyTypeObject *cls; /* not held; NULL: it has ended */
  PyObject *form;    /* the Form of tracer/record/forms.py */
  PyObject *type;    /* its name */
  PyObject *read, *text, *length;
  PyObject *names[16];   /* that objects of this form had, the latest first */
  PyObject *class_names; /* those of class_number */
  int kind, type_number, class_number;
  uint8_t is_plain; /* instances change only by what touched.c hears of */
  uint8_t atom, reader, glance, revives, fixed, is_class, is_function, is_mapping, is_dict, has_entries, rests, has_length;
} Form;

typedef struct {
  PyObject **children;
  int count;
  PyObject *names; /* borrowed; NULL for () */
  PyObject *text;  /* borrowed; NULL for "" */
  PyObject *owner; /* what keeps them alive */
} Contents;

/* -- records (records.c) */

enum { RESTS, IS_RESTLESS, HAS_CELLS }; /* when a record is looked at: when it is touched, always, when a cell has changed */

typedef struct Record {
  struct Record *next, *previous; /* all that are shown, oldest first */
  struct Record *looked_next, *looked_previous;
  struct Record *restless_next, *restless_previous; /* or of those that have cells */
  PyObject *address; /* not held, but of an atom; it may be read until `is_dead` */
  PyTypeObject *cls; /* not held */
  Form *form;
  uint32_t oid;
  int32_t count;
  int size;
  int size_room;
  PyObject **ids;
  struct Record **items;
  PyObject *names, *text, *type;
  int32_t length, parent;
  int from, upto; /* while it is gathered */
  uint8_t is_shown;    /* it can be reached from the frames */
  uint8_t is_dead;     /* its object has ended */
  uint8_t is_doubtful; /* that may be so: a finalizer can have brought it back */
  uint8_t is_looked_at, restless, is_gathered, is_watched, is_reached;
  uint8_t is_loose; /* somebody has a method of it that is written in C, and may call it from anywhere */
  uint32_t rank;  /* among those that are looked at */
  uint32_t whole_bytes, change_bytes; /* of the last writing as a whole, and of all changes since */
  uint32_t pins;  /* places beside the lists that still speak of it */
  int glance_size; /* -1: not looked at yet */
  uintptr_t *glance;
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
  int *numbers;    /* of the names as strings of the trace; -1 before */
  int *lines;      /* of each instruction, once asked for; -1 before */
  int size, kind, source, start_line, first_line, code_number, code_size;
  PyObject *text; /* of a generator of it that is suspended at text_line */
  PyObject *running_text;
  int text_line;
  PyObject *pushed_names; /* of the variables that were written last, as a whole */
  int pushed_number;
  uint8_t optimized, shared, suspends, is_init, is_plain, is_module, is_class, is_exec, makes, has_comprehensions;
} Info;

enum { MOST_CHANGED = 8 };
enum { PLACE_HIDDEN = 1, PLACE_CELL = 2, PLACE_COMPREHENSION = 4 };
enum { UNBOUND = -1 };

typedef struct {
  int uses, size, room;
  PyObject **names;
} Order;

/* A variable of a frame whose variables have places. */
typedef struct {
  PyObject *value; /* its address when last looked at; NULL: unbound */
  int16_t slot;    /* where it is shown, or UNBOUND */
  int16_t rank;    /* which name was bound first; UNBOUND: never yet */
} Place;

typedef struct {
  PyObject base;
  PyObject *known, *space;
  void *inner; /* the interpreter's own frame, while it is on the stack */
  int id, parent, depth, line;
  Info *info;
  int size, room; /* what is shown */
  Record **items;
  PyObject **names; /* the code's or the order's */
  int *places;
  uint32_t bound; /* which variables were, while nothing is written; 0: none */
  int is_written;                     /* whether the trace knows of the frame */
  uint32_t whole_bytes, change_bytes; /* of the last writing of all variables, and of all changes since */
  /* of frames whose variables have places */
  Place *fast;
  int ranks_given, fast_size;
  /* of the others: what was bound when last looked at, hidden names too */
  Order *order;
  int raw_size, raw_room;
  PyObject **keys;
  PyObject **ids;
  int *ranks;
  int comprehends; /* whether a comprehension ran in it when it was last looked at as a whole */
  int is_changed; /* of a module: a name has come or gone */
} Live;

/* -- what may have changed (touched.c) */

typedef struct {
  Record *record;    /* NULL: anything */
  PyObject *address; /* instead of a record, while there are none: nothing is written yet */
  int from, upto;    /* the items of it that may have changed, of those that were there and are still at the same place */
  int level;      /* of the frame whose instruction it is, among core->lives */
  int lasting;    /* as long as the frame */
} Touch;

typedef struct {
  void *key; /* a method's definition, or a type */
  int effect;
} Known;

enum { EFFECT_UNKNOWN, EFFECT_NONE, EFFECT_SELF, EFFECT_CONSUMES, EFFECT_SELF_CONSUMES, EFFECT_APPENDS, EFFECT_POPS, EFFECT_FIRST };

/* -- the whole */

typedef struct {
  PyObject base;
  /* seen by Python */
  PyObject *stream, *lives, *popped, *looking, *ending;
  int cells_changed; /* how many variables that functions share have got another value */
  PyObject *cells[8]; /* those that hold them, as far as there is room; not held */
  int keys_changed;  /* how many of the module's names have */
  PyObject *changed_keys[8], *changed_values[8]; /* likewise */
  int callee; /* address of the function that is about to be */
  int is_over, attention, watch_modules, watch_all, recursion_limit, count;
  int writes, begins, mark; /* whether steps are written, or only counted; the step before which `reached` is called */
  uint32_t sum;             /* as `checksum` in tracer/record/window.py */
  /* given by Python */
  PyObject *slow_line, *slow_started, *slow_returned, *slow_yielded, *slow_resumed, *slow_called, *before, *overflow, *parent_of, *failed, *reached, *makes, *first_line;
  PyObject *forms_of, *names_in, *read_other, *name_of, *forms_object;
  PyObject *events, *kinds, *cut, *resting;
  int most_objects, most_elements, most_chars;
  PyObject *no_ending;
  Writer writer;
  /* forms */
  Form *forms;
  Form **form_table;
  uint32_t form_room, form_count;
  /* records */
  Record *first, *last, *looked_first, *looked_last, *restless_first, *restless_last, *celled_first, *celled_last;
  Record *spare; /* freed ones, by `next` */
  Stack slabs;
  uint32_t next_rank;
  uint32_t records, next_oid, sweep_at;
  uint32_t mourned;          /* records that are shown though their objects have ended */
  uint32_t doubtful, doubts; /* of which that is not known; those of them that are shown */
  int same_head; /* of the last glance at a function: its code and name are as before */
  Table by_address;
  int listens, deep; /* some objects may have ended unheard: the interpreter puts off the ends of what is nested deeply, and then tells nobody */
  Stack fresh, dying;
  PyObject **scratch;
  int scratch_room;
  /* frames */
  Info **infos;
  uint32_t info_room, info_count;
  Stack entered, watched;
  PyObject *suspended;
  int kept, calls;
  Live *module; /* whose names `watcher` watches; not held */
  int watcher;
  PyObject **raw_keys, **raw_values;
  int raw_room;
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

int write_atom(Core *, Record *); /* which has the next oid */
int write_reserve(Core *);        /* the next oid is another object's, which is written later in this step */
int write_record(Core *, Record *);
int write_splice(Core *, Record *, int start, int gone, Record **come, int count); /* `record` knows already, as below */
int write_text(Core *, Record *);
int write_length(Core *, Record *);
int write_push(Core *, Live *, int below); /* the line of the frame below */
int write_pop(Core *);
int write_set(Core *, Live *, int up, int slot);
int write_bind(Core *, Live *, int up, int slot, int *number); /* of the name among the strings; -1: not known yet */
int write_unbind(Core *, Live *, int up, int slot);
int write_looked(Core *, Live *, int up); /* all changes of a frame are written */
int write_step(Core *, int event, int line, int depth, Record *value, Record *error, const int *span);

/* Calls of the recorder's own Python. The collector must not run the program's finalizers meanwhile. */
static inline PyObject *ask(PyObject *function, PyObject *argument) {
  int collects = PyGC_Disable();
  PyObject *answer = argument ? PyObject_CallOneArg(function, argument) : PyObject_CallNoArgs(function);
  if (collects) PyGC_Enable();
  return answer;
}

int ensure_scratch(Core *, int);
int is_made_in_python(PyTypeObject *);
Form *form_of(Core *, PyTypeObject *);
void forget_forms(Core *);
void forget_form(Core *, PyTypeObject *);
int read_object(Core *, Record *, PyObject *, Contents *);
int count_items(PyObject *, Form *);                  /* of a list or dict; -1 where it must be read as a whole */
PyObject *item_of(PyObject *, Form *, int at);
enum { ABSENT = -2 };
int place_in_dict(PyObject *dict, PyObject *key);      /* of a key that is there, ABSENT, or -1 where that cannot be told */
void end_contents(Contents *);
int glance_at(Core *, Record *); /* words into core->scratch that are others after any change; how many, 0 for none, -1 for an error */
PyObject *kept_for_glance(Core *, Record *);
int true_length(Core *, Record *, PyObject *, int *);

int stack_push(Stack *, void *);
Record *table_get(Table *, PyObject *);
Record *take(Core *, PyObject *);
int release(Core *, Record *);
int settle(Core *);
int sweep(Core *);
int listen(Core *);
void unlisten(Core *);
int close_shadow(Core *);
int push_dying(Core *, Record *);
void pin(Record *);
void unpin(Core *, Record *);
void settle_down(Core *, Record *);
void let_loose(Core *, Record *);
void remember_look(Core *, Record *);

int doubt_all(Core *);
int end_doubts(Core *); /* of what `doubt_all` doubted: it has been reached, or has ended */
int shadow_look(Core *);
int read_fresh(Core *);

Info *info_of(Core *, PyObject *code);
Info *info_of_generator(Core *, PyObject *generator); /* NULL for a finished one and for others' code */
int adopt(Core *, PyObject *const *, Py_ssize_t);
int line_at(Info *, int offset);

int look_at_frame(Core *, Live *, int depth);
int pass_frame(Core *, Live *); /* as stack_pass */
int is_shown_name(Info *, PyObject *name);
void *current_inner(void);
PyObject *handled_exception(void); /* borrowed, NULL for none */
Order *new_order(void);
void end_order(Order *);

int stack_look(Core *);
int stack_pass(Core *); /* a step is not written: remember in which order names were bound; 1: the top frame's have changed */
Live *stack_enter(Core *, Info *, void *inner, int parent, int depth);
Live *stack_resume(Core *, Info *, void *inner, int depth);
int stack_suspend(Core *, Live *);
int stack_leave(Core *, Live *);
Live *top_of(Core *);
PyObject *frame_of(Live *);
extern PyTypeObject *Live_Type;
int make_live_type(void);

enum { TO_THE_END = INT32_MAX };
int touch(Core *, Record *, int lasting);
int touch_items(Core *, Record *, int lasting, int from, int upto);
int touch_item(Core *, PyObject *object, PyObject *key); /* `object[key] = …` */
void touches_end(Core *, int level);   /* a frame has ended */
void touches_done(Core *);             /* the top frame has come to its next event */
void touches_meet(Core *);             /* what was touched before anything was written has records now */
int is_disturbed(Core *);
int gather(Core *);                    /* what may have changed, in order, into core->gathered */
int know(Core *, PyObject *callable, int effect);
PyObject *core_instruction(PyObject *, PyObject *const *, Py_ssize_t);
int write_event(Core *, int event, int line, PyObject *value, PyObject *error, const int *span);
extern PyTypeObject *Core_Type;
int make_core_type(void);

#endif

/* From events to steps: the listener's most frequent methods, and the writing of a step. As tracer/record/recorder.py and steps.py. */
#include "core.h"
#include "format.h"

enum { CLOCK_STEPS = 64, SELDOM = 128 }; /* steps between two questions to Python: at first, as in tracer/record/run.py, and later */
enum { PASSED_STEPS = 1024 }; /* the same, of steps that are only counted */
enum { ROOM = 2 };         /* of the interpreter's own margins, that must be left of the stack of C */

static int ends(Core *core) { return core->ending != core->no_ending; }

static int take_roots(Core *core, PyObject *value, PyObject *error, PyObject *handled) {
  Stack *roots = &core->root_records, *kept = &core->kept_records;
  roots->size = 0;
  PyObject *found[2] = {value, error};
  for (int at = 0; at < 2; at++) {
    if (!found[at]) continue;
    Record *record = take(core, found[at]);
    if (!record || stack_push(roots, record) < 0) return -1;
  }
  Record *last = NULL;
  if (handled && handled != error && !(last = take(core, handled))) return -1;
  for (uint32_t at = 0; at < kept->size; at++)
    if (release(core, kept->data[at]) < 0) return -1;
  kept->size = 0;
  for (uint32_t at = 0; at < roots->size; at++)
    if (stack_push(kept, roots->data[at]) < 0) return -1;
  return last ? stack_push(kept, last) : 0;
}

static int write_whole(Core *core, int event, int line, PyObject *value, PyObject *error, const int *span) {
  if (stack_look(core) < 0) return -1;
  PyObject *handled = Py_XNewRef(handled_exception());
  int failed = (value || error || handled || core->kept_records.size) && take_roots(core, value, error, handled) < 0;
  failed = failed || shadow_look(core) < 0;
  Py_XDECREF(handled);
  core->cells_changed = 0;
  if (!failed && core->touch_count) touches_done(core);
  if (failed || ((core->fresh.size || core->dying.size) && settle(core) < 0) || (core->records > core->sweep_at && sweep(core) < 0)) return -1;
  top_of(core)->line = line;
  Record **roots = (Record **)core->root_records.data;
  return write_step(core, event, line, SIZE_OF(core->lives), value ? roots[0] : NULL, error ? roots[value ? 1 : 0] : NULL, span);
}

static int call(PyObject *function) {
  PyObject *done = ask(function, NULL);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

/* Whether Python should see to it that the page hears of what there is, and that the program does not run too long. No clock is read here: whoever
   runs a program again gives it the readings of the first time, in their order. */
static int is_time(Core *core) { return core->count < CLOCK_STEPS || core->count % SELDOM == 0; }

/* An exception of our own ends the recording. */
static int fail(Core *core) {
  PyObject *exception = PyErr_GetRaisedException();
  if (exception && exception->type != (PyTypeObject *)core->cut) { /* Python ends the program, by another exception */
    PyObject *done = ask(core->failed, exception);
    Py_XDECREF(done);
    Py_DECREF(exception);
  } else if (exception) {
    PyErr_SetRaisedException(exception);
  }
  return -1;
}

static int tell_maker(Core *core, Live *live, PyObject *value) {
  PyObject *given[2] = {(PyObject *)live, value};
  int collects = PyGC_Disable();
  PyObject *done = PyObject_Vectorcall(core->makes, given, value ? 2 : 1, NULL);
  Py_XDECREF(done);
  if (collects) PyGC_Enable();
  return done ? 0 : -1;
}

/* A step that is only counted. */
static int pass_by(Core *core, int line, PyObject *value) {
  Live *top = top_of(core);
  int changed = stack_pass(core);
  if (changed < 0 || (top->info->makes && (changed || value) && tell_maker(core, top, value) < 0)) return -1;
  top->line = line;
  touches_done(core);
  return 0;
}

int write_event(Core *core, int event, int line, PyObject *value, PyObject *error, const int *span) {
  if (core->count >= core->mark && call(core->reached) < 0) return -1;
  core->sum = core->sum * 31 + ((uint32_t)line << 4 | event);
  if (!core->writes && !core->attention && core->count % PASSED_STEPS) {
    if (pass_by(core, line, value) < 0) return fail(core);
    core->count++;
    return 0;
  }
  int failed = 0, begins = core->begins;
  if (core->attention || is_time(core)) {
    core->attention = 0;
    failed = call(core->before) < 0 || listen(core) < 0;
  }
  failed = failed || (core->writes ? write_whole(core, event, line, value, error, span) : pass_by(core, line, value)) < 0;
  if (begins) {
    core->begins = 0;
    touches_meet(core);
  }
  if (failed) return fail(core);
  core->count++;
  return 0;
}

/* -- what the interpreter calls */

static PyObject *core_line(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Live *top = top_of(core);
  if (count == 2 && top && top->info->code == given[0] && !core->is_over && !ends(core) && core->looking == Py_None && !top->info->is_class) {
    if (write_event(core, EVENT_LINE, small_int(given[1]), NULL, NULL, NULL) < 0) return NULL;
    return Py_NewRef(Py_None);
  }
  return PyObject_Vectorcall(core->slow_line, given, count, NULL);
}

/* Whether the interpreter itself put a frame there, which no program sees. As _PyFrame_IsIncomplete in CPython. */
static int is_hidden(void *inner) {
  uint8_t owner = FIELD(inner, INNER_OWNER, uint8_t);
  if (owner >= OWNED_BY_INTERPRETER) return 1;
  PyObject *code = untagged(FIELD(inner, INNER_CODE, uintptr_t));
  char *first = (char *)code + CODE_INSTRUCTIONS + 2 * FIELD(code, CODE_FIRST_TRACEABLE, int);
  return owner != OWNED_BY_GENERATOR && FIELD(inner, INNER_NEXT, char *) < first;
}

/* As Stack.depth_of. */
static int depth_of(Core *core, void *inner, Info *info) {
  Live *top = top_of(core);
  if (!top) return 1;
  int depth = top->depth + 1 + info->is_init;
  for (void *below = FIELD(inner, INNER_BELOW, void *); below && below != top->inner; below = FIELD(below, INNER_BELOW, void *))
    depth += !is_hidden(below);
  return depth;
}

/* Whether a frame may begin: neither Python's limit of calls nor the stack of C would be reached. */
static int has_room(Core *core, int depth) { return depth <= core->recursion_limit && !_Py_ReachedRecursionLimitWithMargin(PyThreadState_Get(), ROOM); }

static int is_of_code(Record *record, PyObject *code) {
  return record->cls == &PyFunction_Type && !record->is_dead && FIELD(record->address, FUNCTION_CODE, PyObject *) == code;
}

/* The frame that encloses a call of this code: -1 for none, -2 when only Python knows how to find it. */
static int parent_of_call(Core *core, Info *info) {
  if (info->is_plain) return -1;
  Record *record = core->callee ? table_get(&core->by_address, (PyObject *)(uintptr_t)core->callee) : NULL;
  return record && record->is_shown && is_of_code(record, info->code) ? record->parent : -2;
}

/* called(code, offset, callable, first argument) */
static PyObject *core_called(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  PyObject *callable = given[2];
  if (callable->type == &PyMethod_Type) callable = FIELD(callable, METHOD_FUNCTION, PyObject *);
  core->callee = (int)(uintptr_t)callable;
  if (callable->type == &PyCFunction_Type && given[3]->type == &PyUnicode_Type) return PyObject_Vectorcall(core->slow_called, given, count, NULL);
  return Py_NewRef(Py_None);
}

static PyObject *core_started(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Info *info = count == 2 ? info_of(core, given[0]) : NULL;
  if (info && !info->is_module && !info->is_class && !core->is_over && !ends(core)) {
    void *inner = current_inner();
    int depth = depth_of(core, inner, info), parent = parent_of_call(core, info);
    if (parent > -2 && has_room(core, depth)) {
      if (info->first_line < 0) {
        PyObject *line = ask(core->first_line, info->known);
        if (!line) return NULL;
        info->first_line = (int)PyLong_AsLong(line);
        Py_DECREF(line);
      }
      if (!stack_enter(core, info, inner, parent, depth)) return NULL;
      if (write_event(core, EVENT_CALL, info->first_line, NULL, NULL, NULL) < 0) return NULL;
      return Py_NewRef(Py_None);
    }
  }
  return PyObject_Vectorcall(core->slow_started, given, count, NULL);
}

static PyObject *core_yielded(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Live *top = top_of(core);
  if (count != 3 || !top || top->inner != current_inner()) return Py_NewRef(Py_None);
  if (!ends(core)) {
    int line = line_at(top->info, small_int(given[1]));
    if (write_event(core, EVENT_YIELD, line ? line : top->line, given[2], NULL, NULL) < 0) return NULL;
  }
  return stack_suspend(core, top) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *core_resumed(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Info *info = count == 2 ? info_of(core, given[0]) : NULL;
  if (info && !core->is_over && !ends(core)) {
    void *inner = current_inner();
    int depth = depth_of(core, inner, info);
    if (has_room(core, depth)) {
      Live *live = stack_resume(core, info, inner, depth);
      if (!live || write_event(core, EVENT_RESUME, live->line, NULL, NULL, NULL) < 0) return NULL;
      return Py_NewRef(Py_None);
    }
  }
  return PyObject_Vectorcall(core->slow_resumed, given, count, NULL);
}

static PyObject *core_returned(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Live *top = top_of(core);
  if (count != 3 || !top || top->inner != current_inner()) return Py_NewRef(Py_None);
  Info *info = top->info;
  if (info->is_module) return PyObject_Vectorcall(core->slow_returned, given, count, NULL);
  if (info->is_class && info->makes && !core->writes && tell_maker(core, top, NULL) < 0) return fail(core), NULL;
  if (!info->is_class && !info->is_exec && !ends(core)) {
    int line = line_at(info, small_int(given[1]));
    if (write_event(core, EVENT_RETURN, line ? line : top->line, given[2], NULL, NULL) < 0) return NULL;
  }
  return stack_leave(core, top) < 0 ? NULL : Py_NewRef(Py_None);
}

/* -- what Python calls */

/* write(event, line, value: a tuple of it or (), error, span) */
static PyObject *core_write(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  PyObject *event = PyDict_GetItemWithError(core->events, given[0]);
  if (!event) return PyErr_SetString(PyExc_RuntimeError, "no such event"), NULL;
  PyObject *value = count > 2 && PyTuple_Size(given[2]) ? PyTuple_GetItem(given[2], 0) : NULL;
  PyObject *error = count > 3 && given[3] != Py_None ? given[3] : NULL;
  int span[4], has_span = count > 4 && given[4] != Py_None;
  for (int at = 0; has_span && at < 4; at++) span[at] = (int)PyLong_AsLong(PyTuple_GetItem(given[4], at));
  if (write_event(core, (int)PyLong_AsLong(event), (int)PyLong_AsLong(given[1]), value, error, has_span ? span : NULL) < 0) return NULL;
  return Py_NewRef(Py_None);
}

static PyObject *core_adopt(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  return adopt((Core *)self, given, count) < 0 ? NULL : Py_NewRef(Py_None);
}

/* push(code, frame, parent, depth) */
static PyObject *core_push(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Info *info = count == 4 ? info_of(core, given[0]) : NULL;
  if (!info) return PyErr_SetString(PyExc_RuntimeError, "push: this code was not adopted"), NULL;
  Live *live = stack_enter(core, info, FIELD(given[1], FRAME_INNER, void *), (int)PyLong_AsLong(given[2]), (int)PyLong_AsLong(given[3]));
  return live ? Py_NewRef((PyObject *)live) : NULL;
}

/* resume(code, frame, depth) */
static PyObject *core_resume(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  Core *core = (Core *)self;
  Info *info = count == 3 ? info_of(core, given[0]) : NULL;
  if (!info) return PyErr_SetString(PyExc_RuntimeError, "resume: this code was not adopted"), NULL;
  Live *live = stack_resume(core, info, FIELD(given[1], FRAME_INNER, void *), (int)PyLong_AsLong(given[2]));
  return live ? Py_NewRef((PyObject *)live) : NULL;
}

static PyObject *core_is_top(PyObject *self, PyObject *frame) {
  Live *top = top_of((Core *)self);
  return Py_NewRef(top && top->inner == FIELD(frame, FRAME_INNER, void *) ? &_Py_TrueStruct : &_Py_FalseStruct);
}

static PyObject *core_flush(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  return hand_over(&((Core *)self)->writer) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *core_suspend(PyObject *self, PyObject *live) {
  return stack_suspend((Core *)self, (Live *)live) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *core_pop(PyObject *self, PyObject *live) {
  return stack_leave((Core *)self, (Live *)live) < 0 ? NULL : Py_NewRef(Py_None);
}

/* know(callable, effect): what a call of this function or type of C changes */
static PyObject *core_know(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  return know((Core *)self, given[0], (int)PyLong_AsLong(given[1])) < 0 ? NULL : Py_NewRef(Py_None);
}

/* The library's own code runs: it may change anything, until the frame that called it goes on. */
static PyObject *core_disturb(PyObject *self, PyObject *nothing) {
  Core *core = (Core *)self;
  if (core->tracks && PyList_Size(core->lives) && touch(core, NULL, 0) < 0) return NULL;
  return Py_NewRef(Py_None);
}

/* The next step is written, as if all frames had just come. */
static PyObject *core_begin(PyObject *self, PyObject *nothing) {
  Core *core = (Core *)self;
  core->kept = 0;
  if (core->module) core->module->is_changed = 1;
  core->writes = core->begins = core->attention = 1;
  return Py_NewRef(Py_None);
}

static PyObject *core_close(PyObject *self, PyObject *nothing) {
  return close_shadow((Core *)self) < 0 ? NULL : Py_NewRef(Py_None);
}

/* Where the count of steps lies in memory, for whoever looks at it while no Python can run (assets/watched_files.js). */
static PyObject *core_count_address(PyObject *self, PyObject *nothing) {
  int *count = &((Core *)self)->count;
  return PyLong_FromLong((long)(uintptr_t)count);
}

/* parent_of_called(address, code): the parent of the function at this address, None when it is not known, or not of this code */
static PyObject *core_parent_of_called(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  PyObject *address = (PyObject *)(uintptr_t)PyLong_AsLong(given[0]);
  Record *record = address ? table_get(&((Core *)self)->by_address, address) : NULL;
  return record && record->is_shown && is_of_code(record, given[1]) ? PyLong_FromLong(record->parent) : Py_NewRef(Py_None);
}

/* parent_of_code(code): that of the youngest function of this code; -1 for none */
static PyObject *core_parent_of_code(PyObject *self, PyObject *code) {
  for (Record *record = ((Core *)self)->last; record; record = record->previous)
    if (is_of_code(record, code)) return PyLong_FromLong(record->parent);
  return PyLong_FromLong(-1);
}

/* -- the type */

#define OBJECT(name) {#name, Py_T_OBJECT, offsetof(Core, name), 0, NULL}
#define NUMBER(name) {#name, Py_T_INT, offsetof(Core, name), 0, NULL}
static PyMemberDef members[] = {
    OBJECT(stream), OBJECT(lives), OBJECT(popped), OBJECT(looking), OBJECT(ending), OBJECT(slow_line), OBJECT(slow_started),
    OBJECT(slow_returned), OBJECT(slow_yielded), OBJECT(slow_resumed), OBJECT(slow_called), OBJECT(before), OBJECT(overflow), OBJECT(parent_of), OBJECT(failed), OBJECT(reached), OBJECT(makes), OBJECT(first_line),
    OBJECT(forms_of), OBJECT(names_in), OBJECT(read_other), OBJECT(name_of), OBJECT(forms_object), OBJECT(events),
    OBJECT(kinds), OBJECT(cut), OBJECT(resting), OBJECT(effects), OBJECT(disable), NUMBER(tracks), NUMBER(callee), NUMBER(is_over), NUMBER(attention), NUMBER(watch_modules), NUMBER(watch_all),
    NUMBER(recursion_limit), NUMBER(count), NUMBER(writes), NUMBER(mark), {"sum", Py_T_UINT, offsetof(Core, sum), 0, NULL}, NUMBER(most_objects), NUMBER(most_elements), NUMBER(most_chars),
    {NULL, 0, 0, 0, NULL},
};
#define FAST(name, doc) {#name, (PyCFunction)(void *)core_##name, METH_FASTCALL, doc}
static PyMethodDef methods[] = {
    FAST(line, "A line of the learner's code is about to run."),
    FAST(started, "A function of any code begins."),
    FAST(returned, "A frame of the learner's code ends."),
    FAST(yielded, "A generator hands out a value, a coroutine waits."),
    FAST(resumed, "A generator or coroutine goes on."),
    FAST(called, "A call is about to happen in the learner's code."),
    FAST(write, "Write one step."),
    FAST(flush, "Append to the stream what is not in it yet."),
    FAST(know, "What a call of this function or type of C changes."),
    FAST(instruction, "An instruction that may change something is about to run."),
    FAST(adopt, "Take code for the learner's."),
    FAST(push, "A call begins."),
    FAST(resume, "A generator or coroutine goes on."),
    FAST(parent_of_called, "The parent of the function that is called."),
    {"parent_of_code", core_parent_of_code, METH_O, "The parent of the youngest function of a code."},
    {"disturb", core_disturb, METH_NOARGS, "The library's own code runs."},
    {"suspend", core_suspend, METH_O, "The top frame will go on later."},
    {"pop", core_pop, METH_O, "The top frame has ended."},
    {"is_top", core_is_top, METH_O, "Whether a frame is that of the innermost call."},
    {"begin", core_begin, METH_NOARGS, "The next step is written."},
    {"count_address", core_count_address, METH_NOARGS, "Where the count of steps lies in memory."},
    {"close_shadow", core_close, METH_NOARGS, "The run is over: hold nothing."},
    {NULL, NULL, 0, NULL},
};

static PyObject *core_new(PyTypeObject *type, PyObject *given, PyObject *named) {
  Core *core = (Core *)PyType_GenericAlloc(type, 0);
  if (!core) return NULL;
  core->stream = core->writer.stream = PyByteArray_FromStringAndSize(NULL, 0);
  core->writer.strings = PyDict_New();
  core->writer.shapes = PyDict_New();
  core->writer.seen = PyDict_New();
  core->lives = PyList_New(0);
  core->suspended = PyDict_New();
  core->popped = Py_NewRef(Py_None);
  core->looking = Py_NewRef(Py_None);
  core->no_ending = PyUnicode_FromString("");
  core->ending = Py_XNewRef(core->no_ending);
  core->resting = PyTuple_New(0);
  core->writes = 1;
  core->effects = Py_NewRef(Py_None);
  core->disable = Py_NewRef(Py_None);
  core->next_oid = 1;
  core->sweep_at = 2000;
  if (!core->stream || !core->writer.strings || !core->writer.shapes || !core->writer.seen || !core->lives || !core->suspended || !core->ending) return NULL;
  return (PyObject *)core;
}

/* Every Python object that it holds for good; the program's own objects are let go by `close_shadow`. */
static int each_part(Core *core, int (*visit)(PyObject **, void *), void *arg) {
  for (PyMemberDef *member = members; member->name; member++) {
    int stop = member->type == Py_T_OBJECT ? visit(&FIELD(core, member->offset, PyObject *), arg) : 0;
    if (stop) return stop;
  }
  PyObject **others[] = {&core->writer.strings, &core->writer.shapes, &core->writer.seen, &core->suspended, &core->no_ending};
  for (int at = 0; at < 5; at++) {
    int stop = visit(others[at], arg);
    if (stop) return stop;
  }
  for (uint32_t at = 0; at < core->info_room; at++) {
    Info *info = core->infos[at];
    if (!info) continue;
    PyObject **parts[] = {&info->text, &info->running_text, &info->known, &info->code, &info->name, &info->free, &info->hidden, &info->names, &info->bytes, &info->settled, &info->pushed_names};
    for (unsigned part = 0; part < sizeof parts / sizeof *parts; part++) {
      int stop = visit(parts[part], arg);
      if (stop) return stop;
    }
  }
  return 0;
}

struct visitor {
  visitproc visit;
  void *arg;
};
static int visit_part(PyObject **part, void *arg) {
  struct visitor *visitor = arg;
  return *part ? visitor->visit(*part, visitor->arg) : 0;
}
static int core_traverse(PyObject *self, visitproc visit, void *arg) {
  struct visitor visitor = {visit, arg};
  int stop = each_part((Core *)self, visit_part, &visitor);
  return stop ? stop : visit((PyObject *)self->type, arg);
}
static int clear_part(PyObject **part, void *arg) {
  Py_CLEAR(*part);
  return 0;
}
static int core_clear(PyObject *self) {
  each_part((Core *)self, clear_part, NULL);
  ((Core *)self)->writer.stream = NULL;
  return 0;
}

static void core_dealloc(PyObject *self) {
  Core *core = (Core *)self;
  PyTypeObject *type = self->type;
  PyObject_GC_UnTrack(self);
  close_shadow(core);
  while (core->entered.size) Py_DECREF(core->entered.data[--core->entered.size]);
  core_clear(self);
  for (uint32_t at = 0; at < core->info_room; at++) {
    if (!core->infos[at]) continue;
    free(core->infos[at]->places);
    free(core->infos[at]->numbers);
    free(core->infos[at]->lines);
    free(core->infos[at]);
  }
  while (core->forms) {
    Form *form = core->forms;
    core->forms = form->next;
    Py_CLEAR(form->form);
    Py_CLEAR(form->type);
    Py_CLEAR(form->read);
    Py_CLEAR(form->text);
    Py_CLEAR(form->length);
    for (unsigned at = 0; at < sizeof form->names / sizeof *form->names; at++) Py_CLEAR(form->names[at]);
    Py_CLEAR(form->class_names);
    free(form);
  }
  void *areas[] = {core->infos, core->form_table, core->by_address.slots, core->fresh.data, core->dying.data,
                   core->scratch, core->entered.data, core->watched.data, core->raw_keys, core->raw_values,
                   core->root_records.data, core->kept_records.data, core->touches, core->known, core->gathered.data, core->writer.ops.data, core->writer.out.data, core->writer.head.data, core->writer.classes.slots, core->writer.codes.slots};
  for (unsigned at = 0; at < sizeof areas / sizeof *areas; at++) free(areas[at]);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

PyTypeObject *Core_Type;

int make_core_type(void) {
  static PyType_Slot slots[] = {{Py_tp_new, core_new},           {Py_tp_dealloc, core_dealloc}, {Py_tp_traverse, core_traverse},
                                {Py_tp_clear, core_clear},       {Py_tp_members, members},      {Py_tp_methods, methods},
                                {0, NULL}};
  static PyType_Spec spec = {"_codeviz.Core", sizeof(Core), 0, Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, slots};
  Core_Type = (PyTypeObject *)PyType_FromSpec(&spec);
  return Core_Type ? 0 : -1;
}

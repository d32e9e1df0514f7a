/* The stack of the learner's frames. As tracer/record/stack.py. */
#include "core.h"

PyTypeObject *Live_Type;

/* The frame that is being executed, as the interpreter has it. */
void *current_inner(void) { return FIELD(PyThreadState_Get(), THREAD_FRAME, void *); }

/* As PyErr_GetHandledException. */
PyObject *handled_exception(void) {
  struct item {
    PyObject *value;
    struct item *previous;
  } *item = FIELD(PyThreadState_Get(), THREAD_HANDLED, struct item *);
  while ((!item->value || item->value == Py_None) && item->previous) item = item->previous;
  return item->value == Py_None ? NULL : item->value;
}

Live *top_of(Core *core) {
  int count = SIZE_OF(core->lives);
  return count ? (Live *)FIELD(core->lives, LIST_ITEMS, PyObject **)[count - 1] : NULL;
}

/* -- frames come and go */

enum { SPARED = 32, MOST_SPARE = 1000 };
static void *spare[SPARED + 1]; /* by size, each with the next one in its first word */

/* What a frame whose variables have places needs, in one piece. */
static int give_places(Live *live) {
  int size = live->info->size ? live->info->size : 1;
  Place *fast = size <= SPARED ? spare[size] : NULL;
  if (fast) spare[size] = *(void **)fast;
  else fast = malloc(size * (sizeof *fast + sizeof *live->items + sizeof *live->names + sizeof *live->places + sizeof *live->ranks));
  if (!fast) return PyErr_NoMemory(), -1;
  for (int at = 0; at < size; at++) fast[at] = (Place){NULL, UNBOUND, UNBOUND};
  live->fast = fast;
  live->fast_size = size;
  live->items = (Record **)(fast + size);
  live->names = (PyObject **)(live->items + size);
  live->places = (int *)(live->names + size);
  live->ranks = live->places + size;
  live->room = size;
  return 0;
}

static Live *spare_live;
static int spare_lives;

static Live *new_live(Core *core, Info *info, void *inner, int id, int parent, int depth) {
  Live *live = spare_live;
  if (live) {
    spare_live = *(Live **)&live->known;
    spare_lives--;
    memset(live, 0, sizeof *live);
    live->base = (PyObject){1, (PyTypeObject *)Py_NewRef((PyObject *)Live_Type)};
  } else if (!(live = (Live *)PyType_GenericAlloc(Live_Type, 0))) {
    return NULL;
  }
  live->known = Py_NewRef(info->known);
  live->inner = inner;
  live->info = info;
  live->id = id;
  live->parent = parent;
  live->depth = depth;
  if (info->optimized && !core->watch_all) return give_places(live) < 0 ? NULL : live;
  if (info->optimized) return live;
  PyObject *space = FIELD(inner, INNER_LOCALS, PyObject *);
  if (!space) return PyErr_SetString(PyExc_RuntimeError, "a frame without a dict for its variables"), NULL;
  live->space = Py_NewRef(space);
  return live;
}

static int line_of(Info *info, void *inner) {
  int line = PyUnstable_InterpreterFrame_GetLine(inner);
  return line > 0 ? line : FIELD(info->code, CODE_FIRST_LINE, int);
}

static int append(Core *core, Live *live) {
  int failed = PyList_Append(core->lives, (PyObject *)live);
  Py_DECREF(live); /* the list holds it */
  return failed;
}

/* What is known of a frame that was suspended; it is so no longer. */
static PyObject *take_suspended(Core *core, void *inner) {
  PyObject *address = PyLong_FromUnsignedLong((unsigned long)(uintptr_t)inner);
  if (!address) return NULL;
  PyObject *live = Py_XNewRef(PyDict_GetItemWithError(core->suspended, address));
  if (live && PyDict_DelItem(core->suspended, address) < 0) Py_CLEAR(live);
  Py_DECREF(address);
  return live;
}

Live *stack_enter(Core *core, Info *info, void *inner, int parent, int depth) {
  if (info->suspends && PyDict_Size(core->suspended)) { /* of a frame that ended unheard and had the same address */
    Py_XDECREF(take_suspended(core, inner));
    if (PyErr_Occurred()) return NULL;
  }
  Live *live = new_live(core, info, inner, core->calls, parent, depth);
  if (!live || (!live->fast && !(live->order = new_order()))) return NULL;
  if (info->start_line < 0) info->start_line = line_of(info, inner);
  live->line = info->start_line;
  int count = SIZE_OF(core->lives);
  if (info->is_exec && count && live->space == ((Live *)PyList_GetItem(core->lives, 0))->space) {
    Py_CLEAR(live->space); /* its variables are the module's */
    live->space = PyDict_New();
  }
  if (info->is_module && !core->module && live->space->type == &PyDict_Type && listen(core) == 0 && PyDict_Watch(core->watcher, live->space) == 0) {
    core->module = live;
    live->is_changed = 1;
  }
  core->calls++;
  return append(core, live) < 0 || PyErr_Occurred() ? NULL : live;
}

Live *stack_resume(Core *core, Info *info, void *inner, int depth) {
  PyObject *before = take_suspended(core, inner);
  Live *live = PyErr_Occurred() ? NULL : new_live(core, info, inner, core->calls, -1, depth);
  if (!live) return Py_XDecRef_(before), NULL;
  live->line = line_of(info, inner);
  if (before && ((Live *)before)->info->code == info->code) {
    Live *same = (Live *)before;
    live->id = same->id;
    live->parent = same->parent;
    live->order = same->order;
    if (live->order) live->order->uses++;
    live->ranks_given = same->ranks_given;
    for (int at = 0; live->fast && same->fast && at < info->size; at++) live->fast[at].rank = same->fast[at].rank;
  } else {
    core->calls++;
  }
  Py_XDECREF(before);
  if (!live->fast && !live->order && !(live->order = new_order())) return NULL;
  return append(core, live) < 0 ? NULL : live;
}

int stack_suspend(Core *core, Live *live) {
  PyObject *address = PyLong_FromUnsignedLong((unsigned long)(uintptr_t)live->inner);
  if (!address) return -1;
  int failed = PyDict_SetItem(core->suspended, address, (PyObject *)live);
  Py_DECREF(address);
  return failed < 0 ? -1 : stack_leave(core, live);
}

/* The generator of this frame stands elsewhere now. */
static int touch_generator(Core *core, Live *live) {
  if (!live->info->suspends || !live->inner || FIELD(live->inner, INNER_OWNER, uint8_t) != OWNED_BY_GENERATOR) return 0;
  Record *record = table_get(&core->by_address, (PyObject *)((char *)live->inner - GENERATOR_INNER));
  return record && record->is_looked_at && SIZE_OF(core->lives) ? touch(core, record, 0) : 0;
}

static int look_at_live(Core *core, Live *live, int depth) {
  return touch_generator(core, live) < 0 ? -1 : look_at_frame(core, live, depth);
}

int stack_leave(Core *core, Live *live) {
  void *inner = live->inner;
  live->inner = NULL;
  Py_CLEAR(live->space);
  if (live == core->module) core->module = NULL;
  int count = SIZE_OF(core->lives) - 1;
  PyObject *gone = core->popped;
  core->popped = Py_NewRef((PyObject *)live);
  Py_XDECREF(gone);
  SIZE_OF(core->lives) = count;
  Py_DECREF(live); /* the list's; `popped` still holds it */
  if (core->kept > count) core->kept = count;
  touches_end(core, count);
  if (!live->info->suspends) return 0;
  live->inner = inner;
  int failed = touch_generator(core, live);
  live->inner = NULL;
  return failed;
}

/* -- writing what changed */

int stack_look(Core *core) {
  int kept = core->kept, count = SIZE_OF(core->lives);
  while ((int)core->entered.size > kept) {
    Live *gone = core->entered.data[--core->entered.size];
    int failed = write_pop(core) < 0;
    for (int slot = 0; !failed && slot < gone->size; slot++) failed = release(core, gone->items[slot]) < 0;
    gone->size = 0;
    Py_DECREF(gone);
    if (failed) return -1;
  }
  while (core->watched.size && (int)(uintptr_t)core->watched.data[core->watched.size - 1] >= kept) core->watched.size--;
  PyObject **lives = FIELD(core->lives, LIST_ITEMS, PyObject **);
  if (!core->watch_all) {
    int last = -1;
    for (uint32_t at = 0; at < core->watched.size; at++) {
      last = (int)(uintptr_t)core->watched.data[at];
      if (look_at_live(core, (Live *)lives[last], kept - 1 - last) < 0) return -1;
    }
    if (kept && last != kept - 1 && look_at_live(core, (Live *)lives[kept - 1], 0) < 0) return -1; /* it ran until just now */
  } else {
    for (int at = 0; at < kept; at++)
      if (look_at_live(core, (Live *)lives[at], kept - 1 - at) < 0) return -1;
  }
  for (int at = kept; at < count; at++) {
    Live *live = (Live *)lives[at];
    Info *info = live->info;
    if ((info->shared || (!info->optimized && (core->watch_modules || !info->is_module))) &&
        stack_push(&core->watched, (void *)(uintptr_t)core->entered.size) < 0)
      return -1;
    if (stack_push(&core->entered, Py_NewRef((PyObject *)live)) < 0 || look_at_live(core, live, 0) < 0) return -1;
    if (write_push(core, live, at ? ((Live *)lives[at - 1])->line : 0) < 0) return -1;
  }
  core->kept = count;
  return 0;
}

int stack_pass(Core *core) {
  int count = SIZE_OF(core->lives), changed = 0;
  PyObject **lives = FIELD(core->lives, LIST_ITEMS, PyObject **);
  for (int at = core->kept ? core->kept - 1 : 0; at < count; at++)
    if ((changed = pass_frame(core, (Live *)lives[at])) < 0) return -1;
  core->kept = count;
  return changed;
}

/* -- Live as Python sees it */

static void live_dealloc(PyObject *object) {
  Live *live = (Live *)object;
  PyTypeObject *type = object->type;
  if (live->fast && live->fast_size <= SPARED) {
    *(void **)live->fast = spare[live->fast_size];
    spare[live->fast_size] = live->fast;
  } else if (live->fast) {
    free(live->fast);
  } else {
    free(live->items);
    free(live->names);
    free(live->places);
    free(live->ranks);
  }
  Py_CLEAR(live->known);
  Py_CLEAR(live->space);
  for (int at = 0; at < live->raw_size; at++) Py_DECREF(live->keys[at]);
  end_order(live->order);
  free(live->keys);
  free(live->ids);
  if (spare_lives < MOST_SPARE) {
    *(Live **)&live->known = spare_live;
    spare_live = live;
    spare_lives++;
  } else {
    PyObject_Free(object);
  }
  Py_DECREF(type);
}

/* The frame object, made by the interpreter when it is asked for, while its frame is on the stack; a new reference, or None. */
PyObject *frame_of(Live *live) {
  PyFrameObject *frame = live->inner ? PyEval_GetFrame() : NULL;
  Py_XNewRef((PyObject *)frame);
  while (frame && FIELD(frame, FRAME_INNER, void *) != live->inner) {
    PyFrameObject *back = PyFrame_GetBack(frame);
    Py_DECREF(frame);
    frame = back;
  }
  return frame ? (PyObject *)frame : Py_NewRef(Py_None);
}

static PyObject *live_frame(PyObject *object, void *nothing) { return frame_of((Live *)object); }

static PyGetSetDef live_getset[] = {{"frame", live_frame, NULL, "the frame, while it is on the stack", NULL}, {NULL, NULL, NULL, NULL, NULL}};

static PyMemberDef live_members[] = {
    {"code", Py_T_OBJECT, offsetof(Live, known), Py_READONLY, "what is known of its code"},
    {"id", Py_T_INT, offsetof(Live, id), Py_READONLY, "the number of the call"},
    {"parent", Py_T_INT, offsetof(Live, parent), Py_READONLY, "the id of the frame around it, or -1"},
    {"depth", Py_T_INT, offsetof(Live, depth), Py_READONLY, "of the interpreter's stack"},
    {"line", Py_T_INT, offsetof(Live, line), 0, "where it stands"},
    {NULL, 0, 0, 0, NULL},
};

int make_live_type(void) {
  static PyType_Slot slots[] = {
      {Py_tp_dealloc, live_dealloc}, {Py_tp_members, live_members}, {Py_tp_getset, live_getset}, {0, NULL}};
  static PyType_Spec spec = {"_codeviz.Live", sizeof(Live), 0, 0, slots};
  Live_Type = (PyTypeObject *)PyType_FromSpec(&spec);
  return Live_Type ? 0 : -1;
}

/* The extension module `_codeviz`: the core, and what tracer/native.py needs to see whether the layouts hold that it relies on. */
#include "core.h"
#include "reader.h"

/* places(count): the values at the first places of the calling frame, None for an empty one */
static PyObject *module_places(PyObject *self, PyObject *count) {
  void *inner = FIELD(PyEval_GetFrame(), FRAME_INNER, void *);
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  PyObject *found = PyList_New(0);
  for (long at = 0; found && at < PyLong_AsLong(count); at++) {
    PyObject *value = (PyObject *)(places[at] & ~(uintptr_t)3);
    if (PyList_Append(found, value ? value : Py_None) < 0) Py_CLEAR(found);
  }
  return found;
}

/* extra(frame): the dict of variables that were added to a frame from outside, None when there are none */
static PyObject *module_extra(PyObject *self, PyObject *frame) {
  PyObject *extra = FIELD(frame, FRAME_EXTRA, PyObject *);
  return Py_NewRef(extra ? extra : Py_None);
}

#define DIFFERS(what, condition) if (!(condition)) return PyUnicode_FromString(what " lies elsewhere than expected")

/* check(list, tuple, cell and its content, function, class and its bases): "" or which layout does not hold; each holds two objects or more */
static PyObject *module_check(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  if (count != 7) return PyErr_SetString(PyExc_RuntimeError, "check needs 7 arguments"), NULL;
  PyObject *list = given[0], *tuple = given[1], *cell = given[2], *content = given[3], *function = given[4], *cls = given[5];
  PyFrameObject *frame = PyEval_GetFrame();
  PyObject *code = PyFrame_GetCode(frame), *globals = PyFrame_GetGlobals(frame);
  Py_XDECREF(code);
  Py_XDECREF(globals);
  void *inner = FIELD(frame, FRAME_INNER, void *);
  DIFFERS("the frame's inner part", ((uintptr_t)inner & 3) == 0 && inner);
  DIFFERS("the frame's code", (PyObject *)(FIELD(inner, INNER_CODE, uintptr_t) & ~(uintptr_t)3) == code);
  DIFFERS("the frame's globals", FIELD(inner, INNER_GLOBALS, PyObject *) == globals);
  DIFFERS("a list's size", SIZE_OF(list) == PyList_Size(list));
  DIFFERS("a list's items", FIELD(list, LIST_ITEMS, PyObject **)[1] == PyList_GetItem(list, 1));
  DIFFERS("a tuple's size", SIZE_OF(tuple) == PyTuple_Size(tuple));
  DIFFERS("a tuple's items", (&FIELD(tuple, TUPLE_ITEMS, PyObject *))[1] == PyTuple_GetItem(tuple, 1));
  PyObject *pair = PyTuple_New(2);
  DIFFERS("a tuple's hash", pair && FIELD(pair, TUPLE_HASH, Py_ssize_t) == -1);
  Py_DECREF(pair);
  DIFFERS("a cell's content", FIELD(cell, CELL_CONTENT, PyObject *) == content);
  DIFFERS("a function's code", FIELD(function, FUNCTION_CODE, PyObject *) == PyFunction_GetCode(function));
  DIFFERS("a function's defaults", FIELD(function, FUNCTION_DEFAULTS, PyObject *) == PyFunction_GetDefaults(function));
  DIFFERS("a function's keyword defaults", FIELD(function, FUNCTION_KEYWORD_DEFAULTS, PyObject *) == PyFunction_GetKwDefaults(function));
  DIFFERS("a function's closure", FIELD(function, FUNCTION_CLOSURE, PyObject *) == PyFunction_GetClosure(function));
  PyObject *name = PyObject_GetAttrString(function, "__name__"), *attributes = PyObject_GetAttrString(function, "__dict__");
  Py_XDECREF(name);
  Py_XDECREF(attributes);
  DIFFERS("a function's name", FIELD(function, FUNCTION_NAME, PyObject *) == name);
  DIFFERS("a function's attributes", FIELD(function, FUNCTION_DICT, PyObject *) == attributes);
  DIFFERS("a class's bases", FIELD(cls, TYPE_BASES, PyObject *) == given[6]);
  PyObject *method = PyObject_GetAttrString((PyObject *)&PyList_Type, "append");
  Py_XDECREF(method); /* the class keeps it */
  if (!method) return NULL;
  PyObject *append = PyObject_GetAttrString(list, "append");
  int same = append && FIELD(append, FUNCTION_METHOD, void *) == FIELD(method, DESCRIPTOR_METHOD, void *) && FIELD(append, FUNCTION_SELF, PyObject *) == list;
  Py_XDECREF(append);
  DIFFERS("a method's definition", same);
  PyObject *numbered = PyObject_CallOneArg((PyObject *)&PyEnum_Type, list), *zipped = PyObject_CallOneArg((PyObject *)&PyZip_Type, list);
  same = numbered && zipped && FIELD(numbered, ENUMERATE_OVER, PyObject *)->type == &PyListIter_Type &&
         SIZE_OF(FIELD(zipped, ZIP_OVER, PyObject *)) == 1 &&
         (&FIELD(FIELD(zipped, ZIP_OVER, PyObject *), TUPLE_ITEMS, PyObject *))[0]->type == &PyListIter_Type;
  Py_XDECREF(numbered);
  Py_XDECREF(zipped);
  DIFFERS("what enumerate and zip go through", same);
  DIFFERS("a class's order of bases", SIZE_OF(FIELD(cls, TYPE_MRO, PyObject *)) == 3); /* bool, int, object */
  return PyUnicode_FromString("");
}

/* frames(number, resume): the same for the calling frame and its caller's; `number` is an int, `resume` where the caller's first RESUME stands */
static PyObject *module_frames(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  if (count != 2) return PyErr_SetString(PyExc_RuntimeError, "frames needs 2 arguments"), NULL;
  PyFrameObject *frame = PyEval_GetFrame(), *back = PyFrame_GetBack(frame);
  PyObject *code = PyFrame_GetCode(frame), *line = code ? PyObject_GetAttrString(code, "co_firstlineno") : NULL;
  PyObject *bytes = code ? PyObject_GetAttrString(code, "co_code") : NULL;
  if (!back || !line || !bytes) return NULL;
  void *inner = FIELD(frame, FRAME_INNER, void *);
  int place = (int)(FIELD(inner, INNER_NEXT, char *) - ((char *)code + CODE_INSTRUCTIONS));
  int line_number = (int)PyLong_AsLong(line), size = PyBytes_Size(bytes);
  Py_DECREF(back); /* the stack keeps it, and the code */
  Py_DECREF(code);
  Py_DECREF(line);
  Py_DECREF(bytes);
  PyObject *handled = PyErr_GetHandledException();
  Py_XDECREF(handled); /* the thread keeps it */
  DIFFERS("the exception that is handled", handled_exception() == handled);
  DIFFERS("the thread's frame", FIELD(PyThreadState_Get(), THREAD_FRAME, void *) == inner);
  DIFFERS("the frame's object", FIELD(inner, INNER_FRAME, PyFrameObject *) == frame);
  void *below = FIELD(inner, INNER_BELOW, void *);
  while (below && FIELD(below, INNER_OWNER, uint8_t) == OWNED_BY_INTERPRETER) below = FIELD(below, INNER_BELOW, void *);
  DIFFERS("the frame below", below == FIELD(back, FRAME_INNER, void *));
  DIFFERS("the frame's next instruction", place > 0 && place < size);
  DIFFERS("a code's first line", FIELD(code, CODE_FIRST_LINE, int) == line_number);
  DIFFERS("a code's first traceable instruction", 2 * FIELD(code, CODE_FIRST_TRACEABLE, int) == PyLong_AsLong(given[1]));
  DIFFERS("an int's value", small_int(given[0]) == PyLong_AsLong(given[0]));
  return PyUnicode_FromString("");
}

/* instance(object with two attributes, its class, a suspended generator, its code, the number of the class's bytes) */
static PyObject *module_instance(PyObject *self, PyObject *const *given, Py_ssize_t count) {
  if (count != 5) return PyErr_SetString(PyExc_RuntimeError, "instance needs 5 arguments"), NULL;
  PyObject *object = given[0], *generator = given[2];
  PyTypeObject *cls = (PyTypeObject *)given[1];
  PyObject *name = PyType_GetName(cls), *dict;
  Py_XDECREF(name); /* the class keeps it */
  DIFFERS("a class's flags", flags_of(cls) == PyType_GetFlags(cls) && flags_of(&PyDict_Type) == PyType_GetFlags(&PyDict_Type));
  DIFFERS("a class's name", FIELD(cls, TYPE_NAME, PyObject *) == name);
  DIFFERS("the size of instances", FIELD(cls, TYPE_BASIC_SIZE, int) == PyLong_AsLong(given[4]));
  uint8_t *values = (uint8_t *)object + FIELD(cls, TYPE_BASIC_SIZE, int), *keys = FIELD(cls, TYPE_KEYS, uint8_t *);
  DIFFERS("an instance's values", flags_of(cls) & Py_TPFLAGS_INLINE_VALUES && values[VALUES_VALID] == 1 && values[VALUES_SIZE] == 2 && values[VALUES_CAPACITY] < 64);
  DIFFERS("an instance's dict", !FIELD(object, OBJECT_DICT, PyObject *));
  PyObject **items = (PyObject **)(values + VALUES_ITEMS), **entries = (PyObject **)(keys + KEYS_INDICES + (1u << keys[KEYS_LOG_SIZE]));
  uint8_t *order = (uint8_t *)&items[values[VALUES_CAPACITY]];
  for (int at = 0; at < 2; at++) {
    PyObject *found = PyObject_GetAttr(object, entries[2 * order[at]]);
    Py_XDECREF(found); /* the instance keeps it */
    PyErr_Clear();
    DIFFERS("the order of an instance's values", found && found == items[order[at]]);
  }
  if (!(dict = PyObject_GenericGetDict(object, NULL))) return NULL;
  Py_DECREF(dict);
  DIFFERS("an instance's dict", FIELD(object, OBJECT_DICT, PyObject *) == dict);
  PyObject *pairs = PyDict_New(), *other = PyUnicode_FromString("another name"); /* of one type, which can always be told apart */
  if (!pairs || !other || PyDict_SetItem(pairs, name, object) < 0 || PyDict_SetItem(pairs, other, generator) < 0) return NULL;
  Form form = {.reader = READ_DICT};
  int same = count_items(pairs, &form) == 4 && item_of(pairs, &form, 0) == name && item_of(pairs, &form, 3) == generator;
  same = same && place_in_dict(pairs, name) == 0 && place_in_dict(pairs, other) == 1;
  Py_DECREF(pairs);
  Py_DECREF(other);
  DIFFERS("a dict's entries", same);
  void *inner = (char *)generator + GENERATOR_INNER;
  DIFFERS("a generator's frame", untagged(FIELD(inner, INNER_CODE, uintptr_t)) == given[3] && FIELD(inner, INNER_OWNER, uint8_t) == OWNED_BY_GENERATOR);
  DIFFERS("a generator's state", FIELD(generator, GENERATOR_STATE, int8_t) == -2);
  return PyUnicode_FromString("");
}

/* Run with these functions as globals: `problem` is what does not hold. */
static const char SELF_TEST[] =
    "def make():\n"
    "    content = object()\n"
    "    def function(a, b=1, *, c=2):\n"
    "        return content\n"
    "    function.mark = 1\n"
    "    return function, function.__closure__[0], content\n"
    "function, cell, content = make()\n"
    "def layouts():\n"
    "    return check([1, function], (1, function), cell, content, function, bool, bool.__bases__)\n"
    "def variables(a, b):\n"
    "    c = (a, b)\n"
    "    return all(found is true for found, true in zip(places(3), (a, b, c), strict=True))\n"
    "def added(get_frame):\n"
    "    frame = get_frame()\n"
    "    before = extra(frame)\n"
    "    frame.f_locals['mark'] = content\n"
    "    return before is None and extra(frame) == {'mark': content}\n"
    "class Pair:\n"
    "    def __init__(self):\n"
    "        self.b = content\n"
    "        self.a = function\n"
    "def suspended():\n"
    "    mark = 1\n"
    "    yield mark\n"
    "    a = frames(1234567, 4)\n"
    "    yield a or frames(0, 4) or frames(-77777, 4)\n"
    "def instances():\n"
    "    generator = suspended()\n"
    "    next(generator)\n"
    "    return instance(Pair(), Pair, generator, suspended.__code__, Pair.__basicsize__) or next(generator)\n"
    "def handling():\n"
    "    try: check()\n"
    "    except TypeError: return frames(1, 0)\n"
    "    except Exception: return frames(2, 0)\n"
    "problem = layouts() or ('' if variables({}, []) else 'the variables of a frame lie elsewhere than expected')\n"
    "problem = problem or handling() or instances()\n"
    "problem = problem or ('' if added(__import__('sys')._getframe) else 'what was added to a frame lies elsewhere than expected')\n";

static PyObject *module_self_test(PyObject *self, PyObject *nothing) {
  enum { FILE_INPUT = 257 };
  PyObject *space = PyDict_New(), *builtins = PyEval_GetBuiltins();
  if (!space || PyDict_SetItemString(space, "__builtins__", builtins) < 0) return NULL;
  const char *names[] = {"check", "frames", "instance", "places", "extra"};
  for (int at = 0; at < 5; at++) {
    PyObject *function = PyObject_GetAttrString(self, names[at]);
    if (!function || PyDict_SetItemString(space, names[at], function) < 0) return NULL;
    Py_DECREF(function);
  }
  PyObject *done = PyRun_StringFlags(SELF_TEST, FILE_INPUT, space, space, NULL);
  PyObject *problem = done ? Py_XNewRef(PyDict_GetItemString(space, "problem")) : NULL;
  Py_XDECREF(done);
  Py_DECREF(space);
  return problem;
}

static PyMethodDef functions[] = {
    {"places", module_places, METH_O, "The values at the first places of the calling frame."},
    {"extra", module_extra, METH_O, "The variables that were added to a frame from outside."},
    {"check", (PyCFunction)(void *)module_check, METH_FASTCALL, "Which layout does not hold."},
    {"frames", (PyCFunction)(void *)module_frames, METH_FASTCALL, "Which layout of frames does not hold."},
    {"instance", (PyCFunction)(void *)module_instance, METH_FASTCALL, "Which layout of instances and generators does not hold."},
    {"self_test", module_self_test, METH_NOARGS, "\"\", or a sentence about what does not hold here."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {.base = {1, NULL}, .name = "_codeviz", .doc = "The native core of the recorder.", .size = -1, .methods = functions};

EXPORTED PyObject *PyInit__codeviz(void) {
  PyObject *module = PyModule_Create2(&definition, 1013);
  if (!module || make_live_type() < 0 || make_core_type() < 0 || make_reader_type() < 0) return NULL;
  if (PyModule_AddObjectRef(module, "Core", (PyObject *)Core_Type) < 0 || PyModule_AddObjectRef(module, "Live", (PyObject *)Live_Type) < 0) return NULL;
  if (PyModule_AddObjectRef(module, "Reader", (PyObject *)Reader_Type) < 0) return NULL;
  return module;
}

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

/* Run with `check`, `places` and `extra` as globals: `problem` is what does not hold. */
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
    "problem = layouts() or ('' if variables({}, []) else 'the variables of a frame lie elsewhere than expected')\n"
    "problem = problem or ('' if added(__import__('sys')._getframe) else 'what was added to a frame lies elsewhere than expected')\n";

static PyObject *module_self_test(PyObject *self, PyObject *nothing) {
  enum { FILE_INPUT = 257 };
  PyObject *space = PyDict_New(), *builtins = PyEval_GetBuiltins();
  if (!space || PyDict_SetItemString(space, "__builtins__", builtins) < 0) return NULL;
  const char *names[] = {"check", "places", "extra"};
  for (int at = 0; at < 3; at++) {
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

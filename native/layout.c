/* Holds python.h to the truth: what is read straight from memory is compared with what CPython's own functions say of the same objects.

   Rule: nothing that is not yet proven is relied on. So whatever is made here is let go of by function, and left alone when a
   reference count cannot be trusted. */

#include "python.h"

static const char *types_problem(void) {
  PyTypeObject *known[] = {&PyLong_Type, &PyList_Type, &PyTuple_Type, &PyUnicode_Type, &PyDict_Type, &PyBaseObject_Type, &PyType_Type};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (known[i]->tp_flags != PyType_GetFlags(known[i])) return "a type's flags lie elsewhere";
    if (((PyObject *)known[i])->ob_type != &PyType_Type) return "an object's type lies elsewhere";
  }
  if (strcmp(PyDict_Type.tp_name, "dict") != 0) return "a type's name lies elsewhere";
  return NULL;
}

static const char *counts_problem(PyObject *mortal) {
  Py_ssize_t count = Py_REFCNT(mortal);
  if (mortal->ob_refcnt != count || PyUnstable_IsImmortal(mortal)) return "a reference count lies elsewhere";
  Py_INCREF(mortal);
  if (Py_REFCNT(mortal) != count + 1) return "a reference count does not go up by one";
  Py_DECREF(mortal);
  if (Py_REFCNT(mortal) != count) return "a reference count does not go down by one";
  PyObject *immortal[] = {Py_None, Py_True, (PyObject *)&PyList_Type};
  for (size_t i = 0; i < sizeof immortal / sizeof *immortal; i++) {
    if (!PyUnstable_IsImmortal(immortal[i]) || immortal[i]->ob_refcnt < CODEVIZ_IMMORTAL) return "immortal objects are marked otherwise";
  }
  return NULL;
}

static const char *lists_problem(PyObject *list) {
  if (PyList_GET_SIZE(list) != PyList_Size(list)) return "a list's length lies elsewhere";
  if (((PyListObject *)list)->allocated < PyList_Size(list)) return "a list's room lies elsewhere";
  for (Py_ssize_t i = 0; i < PyList_Size(list); i++) {
    if (PyList_GET_ITEM(list, i) != PyList_GetItem(list, i)) return "a list's items lie elsewhere";
  }
  return NULL;
}

static const char *tuples_problem(PyObject *tuple) {
  if (PyTuple_GET_SIZE(tuple) != PyTuple_Size(tuple)) return "a tuple's length lies elsewhere";
  for (Py_ssize_t i = 0; i < PyTuple_Size(tuple); i++) {
    if (PyTuple_GET_ITEM(tuple, i) != PyTuple_GetItem(tuple, i)) return "a tuple's items lie elsewhere";
  }
  return NULL;
}

const char *layout_problem(void) {
  const char *problem = types_problem();
  if (problem) return problem;
  PyObject *list = PyList_New(0);
  PyObject *tuple = PyTuple_Pack(3, Py_None, Py_True, (PyObject *)&PyDict_Type);
  if (!list || !tuple || PyList_Append(list, tuple) || PyList_Append(list, Py_None)) {
    PyErr_Clear();
    problem = "there is no memory for a test";
  }
  if (!problem) problem = counts_problem(list);
  if (!problem) problem = lists_problem(list);
  if (!problem) problem = tuples_problem(tuple);
  Py_DecRef(tuple);
  Py_DecRef(list);
  return problem;
}

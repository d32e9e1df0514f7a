/* The native core: the module _codeviz. So far it can only tell whether it fits the interpreter that has loaded it. */

#include "python.h"

static PyObject *self_test(PyObject *module, PyObject *nothing) {
  const char *problem = layout_problem();
  return PyUnicode_FromString(problem ? problem : "");
}

static PyMethodDef methods[] = {
    {"self_test", self_test, METH_NOARGS, "\"\", or a sentence about what does not hold here."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_codeviz",
    .m_methods = methods,
};

EXPORTED PyObject *PyInit__codeviz(void) { return PyModuleDef_Init(&definition); }

/* What the native core uses of CPython 3.14's C API, for wasm32. CPython's own headers for this target are in no package registry, so each
   name is declared here by hand; what depends on the layout of a struct is checked by `self_test` before it is relied on. */
#ifndef CODEVIZ_PYTHON_H
#define CODEVIZ_PYTHON_H

#include <stddef.h>
#include <stdint.h>

#define EXPORTED __attribute__((visibility("default")))

typedef int32_t Py_ssize_t;
typedef struct PyTypeObject PyTypeObject;
typedef struct PyObject {
  Py_ssize_t refcount;
  PyTypeObject *type;
} PyObject;

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef PyObject *(*PyCFunctionFast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef int (*visitproc)(PyObject *, void *);

typedef struct {
  const char *name;
  PyCFunction method;
  int flags;
  const char *doc;
} PyMethodDef;
enum { METH_NOARGS = 4, METH_O = 8, METH_FASTCALL = 0x80 };

typedef struct {
  const char *name;
  int type;
  Py_ssize_t offset;
  int flags;
  const char *doc;
} PyMemberDef;
enum { Py_T_INT = 1, Py_T_OBJECT = 6, Py_T_UINT = 11, Py_T_BOOL = 14, Py_READONLY = 1 };

typedef struct {
  int slot;
  void *function;
} PyType_Slot;
typedef struct {
  const char *name;
  int basicsize, itemsize;
  unsigned int flags;
  PyType_Slot *slots;
} PyType_Spec;
typedef struct {
  const char *name;
  PyObject *(*get)(PyObject *, void *);
  int (*set)(PyObject *, PyObject *, void *);
  const char *doc;
  void *closure;
} PyGetSetDef;
enum { Py_tp_getset = 73, Py_tp_clear = 51, Py_tp_dealloc = 52, Py_tp_init = 60, Py_tp_methods = 64, Py_tp_new = 65, Py_tp_traverse = 71, Py_tp_members = 72 };
enum { Py_TPFLAGS_INLINE_VALUES = 1 << 2, Py_TPFLAGS_MANAGED_DICT = 1 << 4, Py_TPFLAGS_DICT_SUBCLASS = 1 << 29 };
enum { Py_TPFLAGS_IMMUTABLETYPE = 1 << 8, Py_TPFLAGS_HEAPTYPE = 1 << 9, Py_TPFLAGS_BASETYPE = 1 << 10, Py_TPFLAGS_HAVE_GC = 1 << 14 };
#define Py_TPFLAGS_TYPE_SUBCLASS (1UL << 31)

typedef struct PyModuleDef {
  PyObject base;
  PyObject *(*init)(void);
  Py_ssize_t index;
  PyObject *copy;
  const char *name;
  const char *doc;
  Py_ssize_t size;
  PyMethodDef *methods;
  void *slots;
  void *traverse;
  void *clear;
  void *free;
} PyModuleDef;

extern PyTypeObject PyLong_Type, PyBool_Type, PyFloat_Type, PyUnicode_Type, PyList_Type, PyTuple_Type, PyDict_Type, PySet_Type;
extern PyTypeObject PyBaseObject_Type, PyCFunction_Type, PyMethodDescr_Type, PyMethod_Type, PyRange_Type, PyBytes_Type, PyByteArray_Type, PyListIter_Type, PyTupleIter_Type;
extern PyTypeObject PyRangeIter_Type, PyUnicodeIter_Type, PyDictKeys_Type, PyDictValues_Type, PyDictItems_Type, PyEnum_Type, PyZip_Type, PyGen_Type, PySlice_Type;
extern PyTypeObject PyFrozenSet_Type, PyFunction_Type, PyCell_Type, PyType_Type, PyMap_Type, PyFilter_Type, PyListRevIter_Type, PyByteArray_Type, PyODict_Type;
extern PyObject _Py_NoneStruct, _Py_TrueStruct, _Py_FalseStruct;
extern PyObject *PyExc_RuntimeError, *PyExc_KeyboardInterrupt, *PyExc_MemoryError, *PyExc_ValueError, *PyExc_IndexError;
#define Py_None (&_Py_NoneStruct)

#define IMMORTAL (1 << 30)
void _Py_Dealloc(PyObject *);
static inline PyObject *Py_NewRef(PyObject *object) {
  if (object->refcount < IMMORTAL) object->refcount++;
  return object;
}
static inline PyObject *Py_XNewRef(PyObject *object) { return object ? Py_NewRef(object) : NULL; }
static inline void Py_DecRef_(PyObject *object) {
  if (object->refcount < IMMORTAL && --object->refcount == 0) _Py_Dealloc(object);
}
static inline void Py_XDecRef_(PyObject *object) {
  if (object) Py_DecRef_(object);
}
#define Py_DECREF(object) Py_DecRef_((PyObject *)(object))
#define Py_XDECREF(object) Py_XDecRef_((PyObject *)(object))
#define Py_CLEAR(place) do { PyObject *gone_ = (PyObject *)(place); (place) = NULL; Py_XDecRef_(gone_); } while (0)

void *malloc(size_t);
void *calloc(size_t, size_t);
void *realloc(void *, size_t);
void free(void *);
void *memcpy(void *, const void *, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);

PyObject *PyModule_Create2(PyModuleDef *, int);
int PyModule_AddObjectRef(PyObject *, const char *, PyObject *);
PyObject *PyType_FromSpec(PyType_Spec *);
PyObject *PyType_GenericAlloc(PyTypeObject *, Py_ssize_t);
PyObject *PyType_GenericNew(PyTypeObject *, PyObject *, PyObject *);
unsigned long PyType_GetFlags(PyTypeObject *);
PyObject *PyType_GetDict(PyTypeObject *);
PyObject *PyType_GetName(PyTypeObject *);
void PyObject_GC_UnTrack(void *);
void PyObject_GC_Del(void *);
void PyObject_Free(void *);

PyObject *PyObject_GetAttrString(PyObject *, const char *);
PyObject *PyObject_GetAttr(PyObject *, PyObject *);
int PyObject_SetAttrString(PyObject *, const char *, PyObject *);
PyObject *PyObject_Vectorcall(PyObject *, PyObject *const *, size_t, PyObject *);
PyObject *PyObject_CallNoArgs(PyObject *);
PyObject *PyObject_CallOneArg(PyObject *, PyObject *);
PyObject *PyObject_CallMethod(PyObject *, const char *, const char *, ...);
PyObject *PyObject_Repr(PyObject *);
int PyObject_IsTrue(PyObject *);
PyObject *PyObject_GenericGetDict(PyObject *, void *);

PyObject *PyErr_Occurred(void);
void PyErr_Clear(void);
void PyErr_SetString(PyObject *, const char *);
PyObject *PyErr_NoMemory(void);
PyObject *PyErr_Format(PyObject *, const char *, ...);
PyObject *PyErr_GetRaisedException(void);
void PyErr_SetRaisedException(PyObject *);
PyObject *PyErr_GetHandledException(void);
int PyErr_ExceptionMatches(PyObject *);

long PyLong_AsLong(PyObject *);
long long PyLong_AsLongLongAndOverflow(PyObject *, int *);
PyObject *PyLong_FromLong(long);
PyObject *PyLong_FromLongLong(long long);
double PyFloat_AsDouble(PyObject *);
PyObject *PyFloat_FromDouble(double);
PyObject *PyLong_FromUnsignedLong(unsigned long);
PyObject *PyUnicode_FromString(const char *);
PyObject *PyUnicode_FromFormat(const char *, ...);
PyObject *PyUnicode_FromStringAndSize(const char *, Py_ssize_t);
PyObject *PyUnicode_DecodeUTF8(const char *, Py_ssize_t, const char *);
PyObject *PyUnicode_Split(PyObject *, PyObject *, Py_ssize_t);
PyObject *PyUnicode_Join(PyObject *, PyObject *);
Py_ssize_t PyUnicode_GetLength(PyObject *);
const char *PyUnicode_AsUTF8AndSize(PyObject *, Py_ssize_t *);
PyObject *PyUnicode_AsEncodedString(PyObject *, const char *, const char *);
int PyUnicode_Compare(PyObject *, PyObject *);
uint32_t PyUnicode_ReadChar(PyObject *, Py_ssize_t);
char *PyBytes_AsString(PyObject *);
PyObject *PyBytes_FromStringAndSize(const char *, Py_ssize_t);
Py_ssize_t PyBytes_Size(PyObject *);
PyObject *PyByteArray_FromStringAndSize(const char *, Py_ssize_t);
char *PyByteArray_AsString(PyObject *);
Py_ssize_t PyByteArray_Size(PyObject *);
int PyByteArray_Resize(PyObject *, Py_ssize_t);

PyObject *PyTuple_New(Py_ssize_t);
Py_ssize_t PyTuple_Size(PyObject *);
PyObject *PyTuple_GetItem(PyObject *, Py_ssize_t);
int PyTuple_SetItem(PyObject *, Py_ssize_t, PyObject *);
PyObject *PyList_New(Py_ssize_t);
Py_ssize_t PyList_Size(PyObject *);
PyObject *PyList_GetItem(PyObject *, Py_ssize_t);
int PyList_Append(PyObject *, PyObject *);
PyObject *PyList_AsTuple(PyObject *);
int PyList_SetSlice(PyObject *, Py_ssize_t, Py_ssize_t, PyObject *);
PyObject *PyDict_New(void);
PyObject *PyDict_GetItemWithError(PyObject *, PyObject *);
int PyDict_SetItem(PyObject *, PyObject *, PyObject *);
void PyDict_Clear(PyObject *);
Py_ssize_t PyDict_Size(PyObject *);
Py_ssize_t PyObject_Hash(PyObject *);
enum { KEYS_GENERAL, KEYS_UNICODE, KEYS_SPLIT };
int PyDict_DelItem(PyObject *, PyObject *);
int PyDict_Next(PyObject *, Py_ssize_t *, PyObject **, PyObject **);
typedef int (*PyDict_WatchCallback)(int event, PyObject *dict, PyObject *key, PyObject *value);
enum { PyDict_EVENT_ADDED, PyDict_EVENT_MODIFIED };
int PyDict_AddWatcher(PyDict_WatchCallback);
int PyDict_ClearWatcher(int);
int PyDict_Watch(int, PyObject *);
Py_ssize_t PySet_Size(PyObject *);
int PySet_Contains(PyObject *, PyObject *);
int _PySet_NextEntry(PyObject *, Py_ssize_t *, PyObject **, int32_t *);

enum { PyRefTracer_CREATE, PyRefTracer_DESTROY };
typedef int (*PyRefTracer)(PyObject *, int, void *);
int PyRefTracer_SetTracer(PyRefTracer, void *);
PyRefTracer PyRefTracer_GetTracer(void **);
PyObject *PyCell_Get(PyObject *);
PyObject *PyFunction_GetCode(PyObject *);
PyObject *PyFunction_GetDefaults(PyObject *);
PyObject *PyFunction_GetKwDefaults(PyObject *);
PyObject *PyFunction_GetClosure(PyObject *);
PyObject *PyFunction_GetGlobals(PyObject *);

typedef struct PyFrameObject PyFrameObject;
PyFrameObject *PyEval_GetFrame(void);
PyFrameObject *PyFrame_GetBack(PyFrameObject *);
PyObject *PyFrame_GetCode(PyFrameObject *);
PyObject *PyFrame_GetGlobals(PyFrameObject *);
PyObject *PyFrame_GetLocals(PyFrameObject *);
int PyUnstable_InterpreterFrame_GetLine(void *);
int PyCode_Addr2Line(PyObject *, int);

PyObject *PyEval_GetBuiltins(void);
PyObject *PyRun_StringFlags(const char *, int, PyObject *, PyObject *, void *);
int PyDict_SetItemString(PyObject *, const char *, PyObject *);
PyObject *PyDict_GetItemString(PyObject *, const char *);

int PyGC_Disable(void);
int PyGC_Enable(void);
unsigned long PyThread_get_thread_ident(void);
void *PyThreadState_Get(void);
int _Py_ReachedRecursionLimitWithMargin(void *, int);

/* Layouts, in bytes from the start. */
enum { LIST_ITEMS = 12, TUPLE_HASH = 12, TUPLE_ITEMS = 16, CELL_CONTENT = 8, LONG_TAG = 8, LONG_DIGIT = 12, DICT_USED = 8, DICT_KEYS = 24, DICT_VALUES = 28, THREAD_FRAME = 52, THREAD_HANDLED = 76 };
enum { FRAME_INNER = 12, FRAME_EXTRA = 28, INNER_CODE = 0, INNER_BELOW = 4, INNER_GLOBALS = 12, INNER_LOCALS = 20, INNER_FRAME = 24, INNER_NEXT = 28 };
enum { INNER_OWNER = 38, INNER_LOCALS_PLUS = 40, GENERATOR_STATE = 35, GENERATOR_INNER = 36, GENERATOR_CREATED = -3, GENERATOR_RUNS = 0, OWNED_BY_GENERATOR = 1, OWNED_BY_INTERPRETER = 3 };
enum { TYPE_BASIC_SIZE = 16, TYPE_FLAGS = 84, TYPE_NAME = 428, TYPE_KEYS = 440, OBJECT_DICT = -12, KEYS_LOG_OF_SIZE = 4, KEYS_LOG_SIZE = 5, KEYS_KIND = 6, KEYS_COUNT = 16, KEYS_INDICES = 20 };
enum { VALUES_CAPACITY, VALUES_SIZE, VALUES_EMBEDDED, VALUES_VALID, VALUES_ITEMS };
enum { CODE_FIRST_LINE = 44, CODE_FIRST_TRACEABLE = 120, CODE_INSTRUCTIONS = 128 };
enum { TYPE_BASES = 168, TYPE_MRO = 172, FUNCTION_METHOD = 8, FUNCTION_SELF = 12, DESCRIPTOR_METHOD = 20, INNER_STACK = 32, METHOD_FUNCTION = 8, ENUMERATE_OVER = 12, ZIP_OVER = 12 };
enum { FUNCTION_NAME = 16, FUNCTION_CODE = 24, FUNCTION_DEFAULTS = 28, FUNCTION_KEYWORD_DEFAULTS = 32, FUNCTION_CLOSURE = 36, FUNCTION_DICT = 44 };
#define FIELD(object, offset, kind) (*(kind *)((char *)(object) + (offset)))
static inline unsigned long flags_of(PyTypeObject *type) { return FIELD(type, TYPE_FLAGS, unsigned long); }
#define SIZE_OF(object) FIELD(object, 8, Py_ssize_t) /* of lists and tuples */

/* A whole number of less than 31 bits, as line numbers and offsets are. */
static inline int small_int(PyObject *number) {
  uintptr_t tag = FIELD(number, LONG_TAG, uintptr_t);
  return tag >> 3 ? (int)(1 - (int)(tag & 3)) * (int)FIELD(number, LONG_DIGIT, uint32_t) : 0;
}
static inline PyObject *untagged(uintptr_t reference) { return (PyObject *)(reference & ~(uintptr_t)3); }

#endif

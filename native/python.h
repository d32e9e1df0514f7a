/* What the native core uses of CPython 3.14, declared by hand: CPython's own headers come in no package for this target.

   Rules:
   - Only wasm32 with the GIL: pointers, Py_ssize_t and C's long have 32 bits.
   - A name is declared only when Pyodide's main module exports it: the build says which are not there. A wrong signature is an error
     at the import.
   - A struct's fields are read only when layout.c proves their places at every start. Functions are preferred where speed does not
     matter.
   - A comment "new" marks a function that returns a reference of the caller's own, "borrowed" one that does not. -1 or NULL as an
     answer means that an exception is set, where nothing else is said. */
#ifndef CODEVIZ_PYTHON_H
#define CODEVIZ_PYTHON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int Py_ssize_t;
typedef Py_ssize_t Py_hash_t;

/* Visible from outside: PyInit__codeviz and nothing else. All the rest is hidden by the compiler's flags. */
#define EXPORTED __attribute__((visibility("default")))

/* ---- Memory: libc's, which the main module exports. ----
   The built-in forms, because a compiler told that there is no libc would call a function even for four bytes. */

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);
void free(void *memory);
void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *one, const void *other, size_t size);
size_t strlen(const char *text);
int strcmp(const char *one, const char *other);
#define memcpy(to, from, size) __builtin_memcpy(to, from, size)
#define memmove(to, from, size) __builtin_memmove(to, from, size)
#define memset(to, byte, size) __builtin_memset(to, byte, size)
#define memcmp(one, other, size) __builtin_memcmp(one, other, size)
#define strlen(text) __builtin_strlen(text)
#define strcmp(one, other) __builtin_strcmp(one, other)

/* Python's allocators: Raw is malloc with a hook, the other is Python's pools (small blocks, faster). */
void *PyMem_RawMalloc(size_t size);
void *PyMem_RawRealloc(void *memory, size_t size);
void PyMem_RawFree(void *memory);
void *PyMem_Malloc(size_t size);
void *PyMem_Realloc(void *memory, size_t size);
void PyMem_Free(void *memory);

/* ---- Objects and types ---- */

typedef struct PyTypeObject PyTypeObject;

typedef struct PyObject {
  Py_ssize_t ob_refcnt;
  PyTypeObject *ob_type;
} PyObject;

typedef struct {
  PyObject ob_base;
  Py_ssize_t ob_size; /* of an int this word means something else */
} PyVarObject;

/* A type as far as tp_flags. Slots that nobody reads have no type of their own. */
struct PyTypeObject {
  PyVarObject ob_base;
  const char *tp_name;
  Py_ssize_t tp_basicsize;
  Py_ssize_t tp_itemsize;
  void *tp_dealloc;
  Py_ssize_t tp_vectorcall_offset;
  void *tp_getattr;
  void *tp_setattr;
  void *tp_as_async;
  void *tp_repr;
  void *tp_as_number;
  void *tp_as_sequence;
  void *tp_as_mapping;
  void *tp_hash;
  void *tp_call;
  void *tp_str;
  void *tp_getattro;
  void *tp_setattro;
  void *tp_as_buffer;
  unsigned long tp_flags;
};

#define Py_TPFLAGS_HEAPTYPE (1UL << 9)
#define Py_TPFLAGS_HAVE_GC (1UL << 14)
#define Py_TPFLAGS_LONG_SUBCLASS (1UL << 24)
#define Py_TPFLAGS_LIST_SUBCLASS (1UL << 25)
#define Py_TPFLAGS_TUPLE_SUBCLASS (1UL << 26)
#define Py_TPFLAGS_BYTES_SUBCLASS (1UL << 27)
#define Py_TPFLAGS_UNICODE_SUBCLASS (1UL << 28)
#define Py_TPFLAGS_DICT_SUBCLASS (1UL << 29)
#define Py_TPFLAGS_BASE_EXC_SUBCLASS (1UL << 30)
#define Py_TPFLAGS_TYPE_SUBCLASS (1UL << 31)

extern PyTypeObject PyBaseObject_Type, PyType_Type, PyModule_Type, PyLong_Type, PyBool_Type, PyFloat_Type, PyComplex_Type;
extern PyTypeObject PyUnicode_Type, PyBytes_Type, PyByteArray_Type, PyMemoryView_Type;
extern PyTypeObject PyList_Type, PyTuple_Type, PyDict_Type, PySet_Type, PyFrozenSet_Type, PyRange_Type, PySlice_Type;
extern PyTypeObject PyFunction_Type, PyMethod_Type, PyCFunction_Type, PyCode_Type, PyFrame_Type, PyCell_Type, PyGen_Type;
extern PyTypeObject PyProperty_Type, PyStaticMethod_Type, PyClassMethod_Type, _PyNone_Type, PyEllipsis_Type;

extern PyObject _Py_NoneStruct, _Py_TrueStruct, _Py_FalseStruct, _Py_EllipsisObject, _Py_NotImplementedStruct;
#define Py_None (&_Py_NoneStruct)
#define Py_True (&_Py_TrueStruct)
#define Py_False (&_Py_FalseStruct)
#define Py_Ellipsis (&_Py_EllipsisObject)
#define Py_NotImplemented (&_Py_NotImplementedStruct)

static inline PyTypeObject *Py_TYPE(PyObject *object) { return object->ob_type; }
static inline bool Py_IS_TYPE(PyObject *object, PyTypeObject *type) { return object->ob_type == type; }
static inline bool codeviz_has_flag(PyObject *object, unsigned long flag) { return object->ob_type->tp_flags & flag; }
#define PyLong_Check(object) codeviz_has_flag(object, Py_TPFLAGS_LONG_SUBCLASS)
#define PyList_Check(object) codeviz_has_flag(object, Py_TPFLAGS_LIST_SUBCLASS)
#define PyTuple_Check(object) codeviz_has_flag(object, Py_TPFLAGS_TUPLE_SUBCLASS)
#define PyBytes_Check(object) codeviz_has_flag(object, Py_TPFLAGS_BYTES_SUBCLASS)
#define PyUnicode_Check(object) codeviz_has_flag(object, Py_TPFLAGS_UNICODE_SUBCLASS)
#define PyDict_Check(object) codeviz_has_flag(object, Py_TPFLAGS_DICT_SUBCLASS)
#define PyType_Check(object) codeviz_has_flag(object, Py_TPFLAGS_TYPE_SUBCLASS)

unsigned long PyType_GetFlags(PyTypeObject *type);
int PyType_IsSubtype(PyTypeObject *type, PyTypeObject *base); /* never fails */
PyObject *PyType_GetName(PyTypeObject *type);                 /* new */
PyObject *PyType_GetDict(PyTypeObject *type);                 /* new */
PyObject *_PyType_Lookup(PyTypeObject *type, PyObject *name); /* borrowed; NULL without an exception when it is not there */

PyObject *PyObject_GetAttr(PyObject *object, PyObject *name);                  /* new; may run the program's code */
PyObject *PyObject_GetAttrString(PyObject *object, const char *name);          /* new; the same */
PyObject *PyObject_GenericGetAttr(PyObject *object, PyObject *name);           /* new */
int PyObject_SetAttrString(PyObject *object, const char *name, PyObject *value);
PyObject **_PyObject_GetDictPtr(PyObject *object);                             /* NULL without an exception when there is none */
PyObject *PyObject_GenericGetDict(PyObject *object, void *context);            /* new */
PyObject *PyObject_Str(PyObject *object);                                      /* new; may run the program's code */
PyObject *PyObject_Repr(PyObject *object);                                     /* new; the same */
int PyObject_IsTrue(PyObject *object);                                         /* the same */
PyObject *PyObject_GetItem(PyObject *object, PyObject *key);                   /* new; the same */
PyObject *PyObject_GetIter(PyObject *object);                                  /* new; the same */
PyObject *PyIter_Next(PyObject *iterator);                                     /* new; NULL without an exception at the end */
int PyObject_GC_IsTracked(PyObject *object);
int PyObject_GC_IsFinalized(PyObject *object);
PyObject *PyObject_Type(PyObject *object);                                     /* new */

/* ---- Reference counts ----
   Objects at or above this count are immortal here: theirs is left alone. */
#define CODEVIZ_IMMORTAL (1 << 30)

Py_ssize_t Py_REFCNT(PyObject *object);
int PyUnstable_IsImmortal(PyObject *object);
void Py_IncRef(PyObject *object);
void Py_DecRef(PyObject *object);
void _Py_Dealloc(PyObject *object);

static inline void Py_INCREF(PyObject *object) {
  if (object->ob_refcnt < CODEVIZ_IMMORTAL) object->ob_refcnt++;
}
static inline void Py_DECREF(PyObject *object) {
  if (object->ob_refcnt < CODEVIZ_IMMORTAL && --object->ob_refcnt == 0) _Py_Dealloc(object);
}
static inline void Py_XINCREF(PyObject *object) {
  if (object) Py_INCREF(object);
}
static inline void Py_XDECREF(PyObject *object) {
  if (object) Py_DECREF(object);
}
static inline PyObject *Py_NewRef(PyObject *object) {
  Py_INCREF(object);
  return object;
}
#define Py_CLEAR(place)                 \
  do {                                  \
    PyObject *codeviz_old = (place);    \
    (place) = NULL;                     \
    Py_XDECREF(codeviz_old);            \
  } while (0)

/* ---- Numbers ---- */

PyObject *PyLong_FromLong(long number);                    /* new */
PyObject *PyLong_FromLongLong(long long number);           /* new */
PyObject *PyLong_FromUnsignedLong(unsigned long number);   /* new */
PyObject *PyLong_FromSsize_t(Py_ssize_t number);           /* new */
PyObject *PyLong_FromVoidPtr(void *address);               /* new: what id() says */
long PyLong_AsLong(PyObject *number);                      /* -1 is an error only when PyErr_Occurred() */
long PyLong_AsLongAndOverflow(PyObject *number, int *overflow); /* overflow: -1, 0 or 1 instead of an exception */
long long PyLong_AsLongLong(PyObject *number);
long long PyLong_AsLongLongAndOverflow(PyObject *number, int *overflow);
Py_ssize_t PyLong_AsSsize_t(PyObject *number);
PyObject *PyBool_FromLong(long number);                    /* new */
PyObject *PyFloat_FromDouble(double number);               /* new */
double PyFloat_AsDouble(PyObject *number);

/* ---- Text and bytes ---- */

PyObject *PyUnicode_FromString(const char *text);                              /* new; UTF-8 */
PyObject *PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size_bytes); /* new; UTF-8 */
PyObject *PyUnicode_InternFromString(const char *text);                        /* new */
PyObject *PyUnicode_FromFormat(const char *format, ...);                       /* new */
const char *PyUnicode_AsUTF8AndSize(PyObject *text, Py_ssize_t *size_bytes);   /* lives as long as `text`; fails for lone surrogates */
Py_ssize_t PyUnicode_GetLength(PyObject *text);
int PyUnicode_Compare(PyObject *one, PyObject *other);
int PyUnicode_CompareWithASCIIString(PyObject *text, const char *other);       /* never fails */
int _PyUnicode_Equal(PyObject *one, PyObject *other);                          /* never fails; both must be str */

PyObject *PyBytes_FromStringAndSize(const char *bytes, Py_ssize_t size);       /* new; NULL as `bytes`: to be filled by the caller */
char *PyBytes_AsString(PyObject *bytes);
Py_ssize_t PyBytes_Size(PyObject *bytes);
PyObject *PyByteArray_FromStringAndSize(const char *bytes, Py_ssize_t size);   /* new */
char *PyByteArray_AsString(PyObject *bytes);                                   /* until the next resize */
Py_ssize_t PyByteArray_Size(PyObject *bytes);
int PyByteArray_Resize(PyObject *bytes, Py_ssize_t size);

/* ---- Lists and tuples ---- */

typedef struct {
  PyVarObject ob_base;
  PyObject **ob_item;
  Py_ssize_t allocated;
} PyListObject;

typedef struct {
  PyVarObject ob_base;
  Py_hash_t ob_hash; /* since 3.14; -1 until somebody has asked for it */
  PyObject *ob_item[];
} PyTupleObject;

static inline Py_ssize_t PyList_GET_SIZE(PyObject *list) { return ((PyVarObject *)list)->ob_size; }
static inline PyObject *PyList_GET_ITEM(PyObject *list, Py_ssize_t index) { return ((PyListObject *)list)->ob_item[index]; }
static inline Py_ssize_t PyTuple_GET_SIZE(PyObject *tuple) { return ((PyVarObject *)tuple)->ob_size; }
static inline PyObject *PyTuple_GET_ITEM(PyObject *tuple, Py_ssize_t index) { return ((PyTupleObject *)tuple)->ob_item[index]; }

PyObject *PyList_New(Py_ssize_t size);                                       /* new; its items are NULL until set */
Py_ssize_t PyList_Size(PyObject *list);
PyObject *PyList_GetItem(PyObject *list, Py_ssize_t index);                  /* borrowed */
int PyList_SetItem(PyObject *list, Py_ssize_t index, PyObject *item);        /* takes over the reference to `item` */
int PyList_Append(PyObject *list, PyObject *item);
PyObject *PyTuple_New(Py_ssize_t size);                                      /* new; the same */
Py_ssize_t PyTuple_Size(PyObject *tuple);
PyObject *PyTuple_GetItem(PyObject *tuple, Py_ssize_t index);                /* borrowed */
int PyTuple_SetItem(PyObject *tuple, Py_ssize_t index, PyObject *item);      /* takes over the reference to `item` */
PyObject *PyTuple_Pack(Py_ssize_t size, ...);                                /* new */

/* ---- Dicts and sets ---- */

PyObject *PyDict_New(void);                                                    /* new */
Py_ssize_t PyDict_Size(PyObject *dict);
int PyDict_Next(PyObject *dict, Py_ssize_t *position, PyObject **key, PyObject **value); /* borrowed; 0 at the end; starts at position 0 */
PyObject *PyDict_GetItemWithError(PyObject *dict, PyObject *key);              /* borrowed; NULL without an exception when missing */
int PyDict_GetItemRef(PyObject *dict, PyObject *key, PyObject **value);        /* *value new or NULL; 1 found, 0 missing, -1 error */
PyObject *PyDict_GetItemString(PyObject *dict, const char *key);               /* borrowed; swallows errors */
int PyDict_SetItem(PyObject *dict, PyObject *key, PyObject *value);
int PyDict_SetItemString(PyObject *dict, const char *key, PyObject *value);
int PyDict_DelItem(PyObject *dict, PyObject *key);
int PyDict_Contains(PyObject *dict, PyObject *key);
void PyDict_Clear(PyObject *dict);
PyObject *PySet_New(PyObject *items);                                          /* new; NULL as `items`: empty */
Py_ssize_t PySet_Size(PyObject *set);
int PySet_Add(PyObject *set, PyObject *item);
int PySet_Contains(PyObject *set, PyObject *item);
int _PySet_NextEntry(PyObject *set, Py_ssize_t *position, PyObject **item, Py_hash_t *hash); /* borrowed; 0 at the end */

/* ---- Calls ---- */

PyObject *PyObject_Call(PyObject *function, PyObject *positional, PyObject *named); /* new; `named` may be NULL */
PyObject *PyObject_CallNoArgs(PyObject *function);                                  /* new */
PyObject *PyObject_CallOneArg(PyObject *function, PyObject *argument);              /* new */
PyObject *PyObject_CallFunctionObjArgs(PyObject *function, ...);                    /* new; the last argument is NULL */
PyObject *PyObject_Vectorcall(PyObject *function, PyObject *const *arguments, size_t count, PyObject *names); /* new */
PyObject *PyImport_ImportModule(const char *name);                                  /* new */
PyObject *PySys_GetObject(const char *name);                                        /* borrowed; NULL without an exception */
int PyCallable_Check(PyObject *object);

/* ---- Exceptions ---- */

extern PyObject *PyExc_BaseException, *PyExc_Exception, *PyExc_TypeError, *PyExc_ValueError, *PyExc_KeyError, *PyExc_IndexError;
extern PyObject *PyExc_AttributeError, *PyExc_RuntimeError, *PyExc_MemoryError, *PyExc_OverflowError, *PyExc_StopIteration;
PyObject *PyErr_Occurred(void); /* borrowed: its type, or NULL */
void PyErr_Clear(void);
void PyErr_SetString(PyObject *type, const char *sentence);
void PyErr_SetObject(PyObject *type, PyObject *value);
PyObject *PyErr_Format(PyObject *type, const char *format, ...); /* always NULL */
PyObject *PyErr_NoMemory(void);                                  /* always NULL */
int PyErr_ExceptionMatches(PyObject *type);
PyObject *PyErr_GetRaisedException(void);          /* new, and takes it away; NULL when none is set */
void PyErr_SetRaisedException(PyObject *exception); /* takes over the reference */
PyObject *PyErr_GetHandledException(void);         /* new; the one that an except block is busy with, or NULL */

/* ---- Frames and code: names only, their fields are read through these ---- */

typedef struct PyThreadState PyThreadState;
typedef struct PyFrameObject PyFrameObject;
typedef struct PyCodeObject PyCodeObject;

PyThreadState *PyThreadState_Get(void);
PyFrameObject *PyEval_GetFrame(void);                              /* borrowed; NULL without an exception when no Python runs */
PyFrameObject *PyThreadState_GetFrame(PyThreadState *thread);      /* new; NULL without an exception */
PyFrameObject *PyFrame_GetBack(PyFrameObject *frame);              /* new; NULL without an exception at the outermost */
PyCodeObject *PyFrame_GetCode(PyFrameObject *frame);               /* new; never NULL */
int PyFrame_GetLasti(PyFrameObject *frame);                        /* in bytes; -1 before the first instruction */
int PyFrame_GetLineNumber(PyFrameObject *frame);
PyObject *PyFrame_GetLocals(PyFrameObject *frame);                 /* new: a proxy for a function's frame, else the dict itself */
PyObject *PyFrame_GetGlobals(PyFrameObject *frame);                /* new */
PyObject *PyFrame_GetBuiltins(PyFrameObject *frame);               /* new */
PyObject *PyFrame_GetVar(PyFrameObject *frame, PyObject *name);    /* new; NameError when unbound */
PyObject *PyFrame_GetGenerator(PyFrameObject *frame);              /* new; NULL without an exception when there is none */
PyObject *PyCode_GetCode(PyCodeObject *code);                      /* new: the instructions as bytes, without quickening */
PyObject *PyCode_GetVarnames(PyCodeObject *code);                  /* new: a tuple */
PyObject *PyCode_GetCellvars(PyCodeObject *code);                  /* new: a tuple */
PyObject *PyCode_GetFreevars(PyCodeObject *code);                  /* new: a tuple */
int PyCode_Addr2Line(PyCodeObject *code, int offset_bytes);
PyObject *PyCell_Get(PyObject *cell);                              /* new; NULL without an exception when empty */

/* ---- Arguments and modules ---- */

typedef struct {
  const char *ml_name;
  const void *ml_meth; /* a function whose parameters are those of ml_flags: wasm ends the program when they differ */
  int ml_flags;
  const char *ml_doc;
} PyMethodDef;

#define METH_VARARGS 0x01  /* (self, tuple) */
#define METH_KEYWORDS 0x02 /* with one of the others: names come too */
#define METH_NOARGS 0x04   /* (self, NULL) */
#define METH_O 0x08        /* (self, argument) */
#define METH_FASTCALL 0x80 /* (self, PyObject *const *arguments, Py_ssize_t count) */

typedef struct {
  int slot;
  const void *value;
} PyModuleDef_Slot;

#define Py_mod_exec 2 /* int (*)(PyObject *module) */

typedef struct {
  PyObject ob_base;
  PyObject *(*m_init)(void);
  Py_ssize_t m_index;
  PyObject *m_copy;
} PyModuleDef_Base;

typedef struct {
  PyModuleDef_Base m_base;
  const char *m_name;
  const char *m_doc;
  Py_ssize_t m_size;
  PyMethodDef *m_methods;
  PyModuleDef_Slot *m_slots;
  const void *m_traverse;
  const void *m_clear;
  const void *m_free;
} PyModuleDef;

#define PyModuleDef_HEAD_INIT {{1, NULL}, NULL, 0, NULL}

PyObject *PyModuleDef_Init(PyModuleDef *definition);   /* borrowed: what a PyInit function returns */
PyObject *PyModule_GetDict(PyObject *module);          /* borrowed */
int PyModule_AddObjectRef(PyObject *module, const char *name, PyObject *value);
int PyModule_AddIntConstant(PyObject *module, const char *name, long value);
int PyModule_AddStringConstant(PyObject *module, const char *name, const char *value);
int PyArg_ParseTuple(PyObject *arguments, const char *format, ...); /* 0 when they do not fit, with an exception */

/* ---- Self-test (layout.c) ---- */

/* NULL when this interpreter is laid out as said above, else a sentence about the first difference. Leaves no exception set. */
const char *layout_problem(void);

#endif

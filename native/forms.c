/* How an object of each type is read. The forms themselves come from tracer/record/forms.py; the common ones are read here. */
#include "core.h"

int ensure_scratch(Core *core, int size) {
  if (size <= core->scratch_room) return 0;
  int room = core->scratch_room ? core->scratch_room : 64;
  while (room < size) room *= 2;
  PyObject **scratch = realloc(core->scratch, room * sizeof *scratch);
  if (!scratch) return PyErr_NoMemory(), -1;
  core->scratch = scratch;
  core->scratch_room = room;
  return 0;
}

static uint32_t hash_of(const void *pointer) { return ((uint32_t)(uintptr_t)pointer >> 3) * 2654435761u; }

/* Forms that records use stay until the end; only the way to them is forgotten. */
void forget_forms(Core *core) {
  memset(core->form_table, 0, core->form_room * sizeof *core->form_table);
  core->form_count = 0;
}

static int is_true(PyObject *owner, const char *name, uint8_t *flag) {
  PyObject *value = PyObject_GetAttrString(owner, name);
  if (!value) return -1;
  *flag = (uint8_t)PyObject_IsTrue(value);
  Py_DECREF(value);
  return 0;
}

static PyObject *unless_none(PyObject *object) {
  if (object == Py_None) {
    Py_DECREF(object);
    return NULL;
  }
  return object;
}

static int equals(PyObject *text, const char *other) {
  const char *bytes = PyUnicode_AsUTF8AndSize(text, NULL);
  if (!bytes) return 0;
  while (*bytes && *bytes == *other) bytes++, other++;
  return *bytes == *other;
}

/* Whether `cls` and all that it derives from, `object` aside, were made by class statements. */
int is_made_in_python(PyTypeObject *cls) {
  PyObject *order = FIELD(cls, TYPE_MRO, PyObject *);
  if (!order) return 0;
  for (int at = 0; at < SIZE_OF(order) - 1; at++) {
    unsigned long flags = PyType_GetFlags((PyTypeObject *)(&FIELD(order, TUPLE_ITEMS, PyObject *))[at]);
    if ((flags & (Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_IMMUTABLETYPE)) != Py_TPFLAGS_HEAPTYPE) return 0;
  }
  return (PyObject *)(&FIELD(order, TUPLE_ITEMS, PyObject *))[SIZE_OF(order) - 1] == (PyObject *)&PyBaseObject_Type;
}

static Form *make_form(Core *core, PyTypeObject *cls) {
  Form *form = calloc(1, sizeof *form);
  if (!form) return (Form *)PyErr_NoMemory();
  form->next = core->forms;
  core->forms = form;
  form->cls = cls;
  form->type_number = form->class_number = -1;
  form->form = PyObject_CallOneArg(core->forms_of, (PyObject *)cls);
  if (!form->form) return NULL;
  form->type = PyObject_GetAttrString(form->form, "type");
  form->read = PyObject_GetAttrString(form->form, "read");
  form->text = PyObject_GetAttrString(form->form, "text");
  form->length = PyObject_GetAttrString(form->form, "length");
  PyObject *kind = PyObject_GetAttrString(form->form, "kind");
  if (!form->type || !form->read || !form->text || !form->length || !kind) return Py_XDecRef_(kind), NULL;
  form->read = unless_none(form->read);
  form->text = unless_none(form->text);
  form->length = unless_none(form->length);
  if (is_true(form->form, "delicate", &form->delicate) < 0 || is_true(form->form, "fixed", &form->fixed) < 0) return NULL;
  PyObject *number = PyDict_GetItemWithError(core->kinds, kind);
  form->kind = number ? (int)PyLong_AsLong(number) : 0;
  form->is_class = equals(kind, "class");
  form->is_function = equals(kind, "function");
  form->is_mapping = equals(kind, "dict");
  form->has_length = form->length != NULL;
  Py_DECREF(kind);
  if (form->is_class) form->glance = GLANCE_CLASS;
  if (form->is_function) form->glance = GLANCE_FUNCTION;
  if (cls == &PyLong_Type) form->atom = ATOM_INT;
  else if (cls == &PyUnicode_Type) form->atom = ATOM_STR;
  else if (cls == &PyFloat_Type) form->atom = ATOM_FLOAT;
  else if (cls == &PyBool_Type || (PyObject *)cls == (PyObject *)Py_None->type) form->atom = ATOM_NAMED;
  else if (form->text) form->atom = ATOM_PYTHON;
  if (cls == &PyList_Type) form->reader = READ_LIST;
  else if (cls == &PyTuple_Type) form->reader = READ_TUPLE;
  else if (cls == &PyDict_Type) form->reader = READ_DICT;
  else if (cls == &PySet_Type || cls == &PyFrozenSet_Type) form->reader = READ_SET;
  else if (form->read) {
    PyObject *how = PyObject_GetAttrString(form->read, "reads");
    if (!how) PyErr_Clear();
    else {
      if (equals(how, "attributes")) form->reader = READ_ATTRIBUTES;
      Py_DECREF(how);
    }
  }
  unsigned long flags = PyType_GetFlags(cls);
  form->is_plain = is_made_in_python(cls);
  if ((flags & (Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_IMMUTABLETYPE)) == Py_TPFLAGS_HEAPTYPE) {
    form->ref = PyWeakref_NewRef((PyObject *)cls, NULL);
    if (!form->ref) return NULL;
  }
  return form;
}

static int grow_forms(Core *core) {
  uint32_t room = core->form_room ? core->form_room * 2 : 256;
  Form **table = calloc(room, sizeof *table);
  if (!table) return PyErr_NoMemory(), -1;
  for (uint32_t at = 0; at < core->form_room; at++) {
    Form *form = core->form_table[at];
    if (!form) continue;
    uint32_t place = hash_of(form->cls) & (room - 1);
    while (table[place]) place = (place + 1) & (room - 1);
    table[place] = form;
  }
  free(core->form_table);
  core->form_table = table;
  core->form_room = room;
  return 0;
}

Form *form_of(Core *core, PyTypeObject *cls) {
  if (core->form_count * 2 >= core->form_room && grow_forms(core) < 0) return NULL;
  uint32_t place = hash_of(cls) & (core->form_room - 1);
  Form *form;
  while ((form = core->form_table[place])) {
    if (form->cls == cls) {
      if (!form->ref) return form;
      PyObject *alive = NULL;
      PyWeakref_GetRef(form->ref, &alive);
      Py_XDECREF(alive);
      if (alive == (PyObject *)cls) return form;
      break; /* another class lives there now */
    }
    place = (place + 1) & (core->form_room - 1);
  }
  int is_new = !form;
  form = make_form(core, cls);
  if (!form) return NULL;
  core->form_count += is_new;
  core->form_table[place] = form;
  return form;
}

/* -- what has contents */

void end_contents(Contents *contents) { Py_CLEAR(contents->owner); }

static int read_with(PyObject *read, PyObject *object, Contents *contents) {
  PyObject *found = PyObject_CallOneArg(read, object);
  if (!found) return -1;
  PyObject *children = PyTuple_GetItem(found, 0);
  contents->children = FIELD(children, LIST_ITEMS, PyObject **);
  contents->count = SIZE_OF(children);
  contents->names = PyTuple_GetItem(found, 1);
  if (!PyTuple_Size(contents->names)) contents->names = NULL;
  contents->text = PyTuple_GetItem(found, 2);
  if (!PyUnicode_GetLength(contents->text)) contents->text = NULL;
  contents->owner = found;
  return 0;
}

static int read_attributes(Core *core, Record *record, PyObject *object, Contents *contents) {
  PyObject *attributes = PyObject_GenericGetDict(object, NULL);
  if (!attributes) return -1;
  if (attributes->type != &PyDict_Type) {
    Py_DECREF(attributes);
    return read_with(record->form->read, object, contents);
  }
  int size = PyDict_Size(attributes);
  if (ensure_scratch(core, size) < 0) return Py_DecRef_(attributes), -1;
  PyObject *guesses[2] = {record->names, record->form->names};
  PyObject *names = NULL;
  for (int guess = 0; guess < 2 && size && !names; guess++) {
    PyObject *candidate = guesses[guess];
    if (!candidate || SIZE_OF(candidate) != size) continue;
    PyObject **expected = &FIELD(candidate, TUPLE_ITEMS, PyObject *);
    Py_ssize_t place = 0;
    PyObject *key, *value;
    int at = 0;
    while (PyDict_Next(attributes, &place, &key, &value) && expected[at] == key) core->scratch[at++] = value;
    if (at == size) names = candidate;
  }
  if (size && !names) {
    Py_ssize_t place = 0;
    PyObject *key, *value;
    int at = 0;
    while (PyDict_Next(attributes, &place, &key, &value)) core->scratch[at++] = value;
    names = PyObject_CallOneArg(core->names_in, attributes);
    if (!names) return Py_DecRef_(attributes), -1;
    Py_XDECREF(record->form->names);
    record->form->names = names;
  }
  contents->children = core->scratch;
  contents->count = size;
  contents->names = names;
  contents->owner = attributes;
  return 0;
}

/* `children` may lie in core->scratch: they are good until the next object is read. */
static int read_quickly(Core *core, Record *record, PyObject *object, Contents *contents) {
  *contents = (Contents){0};
  int most = core->most_elements;
  switch (record->form->reader) {
    case READ_LIST:
      contents->children = FIELD(object, LIST_ITEMS, PyObject **);
      contents->count = SIZE_OF(object) < most ? SIZE_OF(object) : most;
      return 0;
    case READ_TUPLE:
      contents->children = &FIELD(object, TUPLE_ITEMS, PyObject *);
      contents->count = SIZE_OF(object) < most ? SIZE_OF(object) : most;
      return 0;
    case READ_DICT: {
      int size = PyDict_Size(object) < most ? PyDict_Size(object) : most;
      if (ensure_scratch(core, 2 * size) < 0) return -1;
      Py_ssize_t place = 0;
      PyObject *key, *value;
      int at = 0;
      while (at < 2 * size && PyDict_Next(object, &place, &key, &value)) {
        core->scratch[at++] = key;
        core->scratch[at++] = value;
      }
      contents->children = core->scratch;
      contents->count = at;
      return 0;
    }
    case READ_SET: {
      int size = PySet_Size(object) < most ? PySet_Size(object) : most;
      if (ensure_scratch(core, size) < 0) return -1;
      Py_ssize_t place = 0;
      PyObject *key;
      int32_t hash;
      int at = 0;
      while (at < size && _PySet_NextEntry(object, &place, &key, &hash)) core->scratch[at++] = key;
      contents->children = core->scratch;
      contents->count = at;
      return 0;
    }
    case READ_ATTRIBUTES:
      return read_attributes(core, record, object, contents);
    default:
      return read_with(record->form->read, object, contents);
  }
}

int read_object(Core *core, Record *record, PyObject *object, Contents *contents) {
  if (read_quickly(core, record, object, contents) == 0) return 0;
  PyErr_Clear();
  *contents = (Contents){0};
  return read_with(core->read_other, object, contents);
}

int true_length(Core *core, Record *record, PyObject *object, int *length) {
  switch (record->form->reader) {
    case READ_LIST:
    case READ_TUPLE:
      *length = SIZE_OF(object);
      return 0;
    case READ_DICT:
      *length = PyDict_Size(object);
      return 0;
    case READ_SET:
      *length = PySet_Size(object);
      return 0;
  }
  PyObject *found = PyObject_CallOneArg(record->form->length, object);
  if (!found) return -1;
  *length = (int)PyLong_AsLong(found);
  Py_DECREF(found);
  return 0;
}

/* -- a shorter look: addresses that are others after any change. 1: there is none for this object. */

int glance_at(Core *core, Record *record, int *count) {
  PyObject *object = record->object;
  if (ensure_scratch(core, 64) < 0) return -1;
  if (record->form->glance == GLANCE_FUNCTION) {
    PyObject *attributes = FIELD(object, FUNCTION_DICT, PyObject *), *keywords = FIELD(object, FUNCTION_KEYWORD_DEFAULTS, PyObject *);
    PyObject *closure = FIELD(object, FUNCTION_CLOSURE, PyObject *);
    if ((closure && SIZE_OF(closure)) || (keywords && PyDict_Size(keywords)) || (attributes && PyDict_Size(attributes))) return 1;
    core->scratch[0] = FIELD(object, FUNCTION_CODE, PyObject *);
    core->scratch[1] = FIELD(object, FUNCTION_NAME, PyObject *);
    core->scratch[2] = FIELD(object, FUNCTION_DEFAULTS, PyObject *);
    *count = 3;
    return 0;
  }
  PyTypeObject *cls = (PyTypeObject *)object;
  PyObject *namespace = PyType_GetDict(cls);
  if (!namespace) return -1;
  int size = PyDict_Size(namespace);
  if (ensure_scratch(core, 2 * size + 2) < 0) return Py_DecRef_(namespace), -1;
  Py_ssize_t place = 0;
  PyObject *key, *value;
  int at = 0;
  while (at < size && PyDict_Next(namespace, &place, &key, &value)) {
    core->scratch[at + 2] = key;
    core->scratch[2 + size + at++] = value;
  }
  Py_DECREF(namespace);
  PyObject *name = NULL;
  if (PyType_GetFlags(cls) & Py_TPFLAGS_HEAPTYPE) {
    name = PyType_GetName(cls);
    Py_XDECREF(name); /* the class keeps it */
  }
  core->scratch[0] = name;
  core->scratch[1] = FIELD(cls, TYPE_BASES, PyObject *);
  *count = 2 * size + 2;
  return 0;
}

/* What must be kept so that the addresses of the last `glance_at` stay taken: all but a class's values, which are children. */
PyObject *kept_for_glance(Core *core, Record *record, int count) {
  int size = record->form->glance == GLANCE_FUNCTION ? 3 : 2 + (count - 2) / 2;
  PyObject *kept = PyTuple_New(size);
  for (int at = 0; kept && at < size; at++) PyTuple_SetItem(kept, at, Py_NewRef(core->scratch[at] ? core->scratch[at] : Py_None));
  return kept;
}

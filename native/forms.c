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

/* Whether C's struct of such an iterator, as it lies in memory, is another one whenever the iterator stands elsewhere. */
static int tells_by_its_body(PyTypeObject *cls) {
  PyTypeObject *known[] = {&PyListIter_Type, &PyListRevIter_Type, &PyTupleIter_Type, &PyRangeIter_Type, &PyUnicodeIter_Type,
                           &PyEnum_Type,     &PyZip_Type,         &PyMap_Type,       &PyFilter_Type};
  for (unsigned at = 0; at < sizeof known / sizeof *known; at++)
    if (cls == known[at]) return 1;
  return 0;
}

static Form *make_form(Core *core, PyTypeObject *cls) {
  Form *form = calloc(1, sizeof *form);
  if (!form) return (Form *)PyErr_NoMemory();
  form->next = core->forms;
  core->forms = form;
  form->cls = cls;
  form->type_number = form->class_number = -1;
  form->form = ask(core->forms_of, (PyObject *)cls);
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
  if (is_true(form->form, "revives", &form->revives) < 0 || is_true(form->form, "fixed", &form->fixed) < 0) return NULL;
  PyObject *number = PyDict_GetItemWithError(core->kinds, kind);
  form->kind = number ? (int)PyLong_AsLong(number) : 0;
  form->is_class = equals(kind, "class");
  form->is_function = equals(kind, "function");
  form->is_mapping = equals(kind, "dict");
  form->has_length = form->length != NULL;
  Py_DECREF(kind);
  if (form->is_class) form->glance = GLANCE_CLASS;
  else if (form->is_function) form->glance = GLANCE_FUNCTION;
  else if (cls == &PyGen_Type) form->glance = GLANCE_GENERATOR;
  else if (tells_by_its_body(cls)) form->glance = GLANCE_BODY;
  if (cls == &PyLong_Type) form->atom = ATOM_INT;
  else if (cls == &PyUnicode_Type) form->atom = ATOM_STR;
  else if (cls == &PyFloat_Type) form->atom = ATOM_FLOAT;
  else if (cls == &PyBool_Type || (PyObject *)cls == (PyObject *)Py_None->type) form->atom = ATOM_NAMED;
  else if (form->text) form->atom = ATOM_PYTHON;
  if (cls == &PyList_Type) form->reader = READ_LIST;
  else if (cls == &PyTuple_Type) form->reader = READ_TUPLE;
  else if (cls == &PyDict_Type) form->reader = READ_DICT;
  else if (cls == &PySet_Type || cls == &PyFrozenSet_Type) form->reader = READ_SET;
  else if (cls == &PyGen_Type) form->reader = READ_GENERATOR;
  else if (form->read) {
    PyObject *how = PyObject_GetAttrString(form->read, "reads");
    if (!how) PyErr_Clear();
    else {
      if (equals(how, "attributes")) form->reader = READ_ATTRIBUTES;
      form->has_entries = equals(how, "entries");
      Py_DECREF(how);
    }
  }
  form->is_plain = is_made_in_python(cls);
  for (int at = 0; at < SIZE_OF(core->resting); at++) form->rests |= (&FIELD(core->resting, TUPLE_ITEMS, PyObject *))[at] == (PyObject *)cls;
  form->is_dict = (flags_of(cls) & Py_TPFLAGS_DICT_SUBCLASS) != 0;
  return form;
}

static int grow_forms(Core *core) {
  uint32_t room = core->form_room ? core->form_room * 2 : 256;
  Form **table = calloc(room, sizeof *table);
  if (!table) return PyErr_NoMemory(), -1;
  for (uint32_t at = 0; at < core->form_room; at++) {
    Form *form = core->form_table[at];
    if (!form) continue;
    if (!form->cls) {
      core->form_count--;
      continue;
    }
    uint32_t place = hash_of(form->cls) & (room - 1);
    while (table[place]) place = (place + 1) & (room - 1);
    table[place] = form;
  }
  free(core->form_table);
  core->form_table = table;
  core->form_room = room;
  return 0;
}

static Form **form_place(Core *core, PyTypeObject *cls) {
  uint32_t place = hash_of(cls) & (core->form_room - 1);
  while (core->form_table[place] && core->form_table[place]->cls != cls) place = (place + 1) & (core->form_room - 1);
  return &core->form_table[place];
}

Form *form_of(Core *core, PyTypeObject *cls) {
  if (core->form_count * 2 >= core->form_room && grow_forms(core) < 0) return NULL;
  Form *form = *form_place(core, cls);
  if (form) return form;
  form = make_form(core, cls);
  if (!form) return NULL;
  core->form_count++;
  return *form_place(core, cls) = form;
}

/* The class ends; another may come to lie there. */
void forget_form(Core *core, PyTypeObject *cls) {
  if (!core->form_room) return;
  Form *form = *form_place(core, cls);
  if (form) form->cls = NULL;
}

/* -- what has contents */

void end_contents(Contents *contents) {
  Py_CLEAR(contents->owner);
}

/* -- single items of lists and dicts. A dict's entries lie in the order in which they came, as long as none has gone. */

int count_items(PyObject *object, Form *form) {
  if (form->reader == READ_LIST) return SIZE_OF(object);
  if ((form->reader != READ_DICT && !form->has_entries) || FIELD(object, DICT_VALUES, void *)) return -1;
  uint8_t *keys = FIELD(object, DICT_KEYS, uint8_t *);
  int used = FIELD(object, DICT_USED, int);
  return keys[KEYS_KIND] == KEYS_SPLIT || FIELD(keys, KEYS_COUNT, int) != used ? -1 : 2 * used;
}

static PyObject **entry_of(uint8_t *keys, int at) {
  char *entries = (char *)keys + KEYS_INDICES + (1u << keys[KEYS_LOG_SIZE]);
  return (PyObject **)(keys[KEYS_KIND] == KEYS_GENERAL ? entries + 12 * at + 4 : entries + 8 * at); /* behind the hash, where there is one */
}

PyObject *item_of(PyObject *object, Form *form, int at) {
  if (form->reader == READ_LIST) return FIELD(object, LIST_ITEMS, PyObject **)[at];
  return entry_of(FIELD(object, DICT_KEYS, uint8_t *), at / 2)[at % 2];
}

/* 1: equal; 0: not; -1: they are of different types, so only Python can tell. */
static int same_key(PyObject *a, PyObject *b) {
  if (a == b) return 1;
  if (a->type != b->type) return -1;
  return a->type == &PyUnicode_Type ? PyUnicode_Compare(a, b) == 0 : small_int(a) == small_int(b);
}

int place_in_dict(PyObject *dict, PyObject *key) {
  uint8_t *keys = FIELD(dict, DICT_KEYS, uint8_t *);
  if (FIELD(dict, DICT_VALUES, void *) || FIELD(keys, KEYS_COUNT, int) != FIELD(dict, DICT_USED, int)) return -1;
  int is_small = key->type == &PyLong_Type && FIELD(key, LONG_TAG, uintptr_t) >> 3 <= 1;
  if (key->type != &PyUnicode_Type && !is_small) return -1;
  uint32_t hash = (uint32_t)PyObject_Hash(key), mask = (1u << keys[KEYS_LOG_OF_SIZE]) - 1, place = hash & mask, rest = hash;
  int width = 1 << (keys[KEYS_LOG_SIZE] - keys[KEYS_LOG_OF_SIZE]), tries = 0;
  for (; tries < 64; tries++) {
    void *indices = keys + KEYS_INDICES;
    int at = width == 1 ? ((int8_t *)indices)[place] : width == 2 ? ((int16_t *)indices)[place] : ((int32_t *)indices)[place];
    if (at == -1) return ABSENT;
    if (at < 0) return -1;
    PyObject *other = entry_of(keys, at)[0];
    int same = other->type == &PyLong_Type && FIELD(other, LONG_TAG, uintptr_t) >> 3 > 1 ? 0 : same_key(other, key);
    if (same) return same < 0 ? -1 : at;
    rest >>= 5;
    place = (place * 5 + rest + 1) & mask;
  }
  return -1;
}

static int read_with(PyObject *read, PyObject *object, Contents *contents) {
  PyObject *found = ask(read, object);
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

/* Attributes lie in the object itself, in places that its class names, until somebody asks for them as a dict. NULL where they do not. */
static uint8_t *inline_values(PyObject *object) {
  PyTypeObject *cls = object->type;
  unsigned long flags = flags_of(cls);
  if (!(flags & Py_TPFLAGS_INLINE_VALUES) || FIELD(object, OBJECT_DICT, PyObject *)) return NULL;
  uint8_t *values = (uint8_t *)object + FIELD(cls, TYPE_BASIC_SIZE, Py_ssize_t);
  return values[VALUES_VALID] ? values : NULL;
}

/* The names of attributes in core->raw_keys, their values in core->scratch; how many there are, -1 for an error. */
static int read_inline(Core *core, PyObject *object, uint8_t *values) {
  int size = values[VALUES_SIZE];
  if (ensure_scratch(core, 2 * size) < 0) return -1;
  PyObject **items = (PyObject **)(values + VALUES_ITEMS);
  uint8_t *order = (uint8_t *)&items[values[VALUES_CAPACITY]], *keys = FIELD(object->type, TYPE_KEYS, uint8_t *);
  PyObject **entries = (PyObject **)(keys + KEYS_INDICES + (1u << keys[KEYS_LOG_SIZE]));
  int count = 0;
  for (int at = 0; at < size; at++) {
    if (!items[order[at]]) continue;
    core->scratch[count] = items[order[at]];
    core->scratch[size + count++] = entries[2 * order[at]];
  }
  if (count < size) memmove(core->scratch + count, core->scratch + size, count * sizeof *core->scratch);
  return count;
}

enum { KNOWN_NAMES = 16 };

static int are_names(PyObject *tuple, PyObject **names, int size) {
  return tuple && SIZE_OF(tuple) == size && !memcmp(&FIELD(tuple, TUPLE_ITEMS, PyObject *), names, size * sizeof *names);
}

/* As the attributes' names, a tuple that is known already, if there is one: `names` are `size` of them. */
static PyObject *known_names(Record *record, PyObject **names, int size) {
  if (are_names(record->names, names, size)) return record->names;
  for (int at = 0; at < KNOWN_NAMES && record->form->names[at]; at++)
    if (are_names(record->form->names[at], names, size)) return record->form->names[at];
  return NULL;
}

static void remember_names(Form *form, PyObject *names) {
  Py_XDECREF(form->names[KNOWN_NAMES - 1]);
  memmove(form->names + 1, form->names, (KNOWN_NAMES - 1) * sizeof *form->names);
  form->names[0] = names;
}

static int read_attributes(Core *core, Record *record, PyObject *object, Contents *contents) {
  uint8_t *values = inline_values(object);
  PyObject *attributes = NULL;
  int size = 0;
  if (values) {
    size = read_inline(core, object, values);
    if (size < 0) return -1;
  } else {
    PyObject *own = flags_of(object->type) & Py_TPFLAGS_MANAGED_DICT ? FIELD(object, OBJECT_DICT, PyObject *) : NULL;
    attributes = own ? Py_NewRef(own) : PyObject_GenericGetDict(object, NULL);
    if (!attributes) return -1;
    if (attributes->type != &PyDict_Type) {
      Py_DECREF(attributes);
      return read_with(record->form->read, object, contents);
    }
    int most = PyDict_Size(attributes);
    if (ensure_scratch(core, 2 * most) < 0) return Py_DecRef_(attributes), -1;
    Py_ssize_t place = 0;
    PyObject *key, *value;
    while (size < most && PyDict_Next(attributes, &place, &key, &value)) {
      core->scratch[size] = value;
      core->scratch[most + size++] = key;
    }
  }
  contents->children = core->scratch;
  contents->count = size;
  contents->owner = attributes;
  if (!size) return 0;
  contents->names = known_names(record, core->scratch + size, size);
  if (contents->names) return 0;
  PyObject *names = PyTuple_New(size);
  for (int at = 0; names && at < size; at++) PyTuple_SetItem(names, at, Py_NewRef(core->scratch[size + at]));
  PyObject *texts = names ? ask(core->names_in, names) : NULL;
  Py_XDECREF(names);
  if (!texts) return end_contents(contents), -1;
  remember_names(record->form, texts);
  contents->names = texts;
  return 0;
}

/* Borrowed. */
static PyObject *text_of_generator(Info *info, void *inner, int state) {
  if (state == GENERATOR_RUNS) {
    if (!info->running_text) info->running_text = PyUnicode_FromFormat("%U, running", info->name);
    return info->running_text;
  }
  int line = state == GENERATOR_CREATED ? 0 : PyUnstable_InterpreterFrame_GetLine(inner);
  if (info->text && info->text_line == line) return info->text;
  Py_CLEAR(info->text);
  info->text_line = line;
  info->text = line ? PyUnicode_FromFormat("%U, suspended at line %d", info->name, line) : PyUnicode_FromFormat("%U, not started", info->name);
  return info->text;
}

/* A generator of the learner's code. As read_suspended in tracer/record/iterators.py. */
static int read_generator(Core *core, Record *record, PyObject *object, Contents *contents) {
  int state = FIELD(object, GENERATOR_STATE, int8_t);
  void *inner = (char *)object + GENERATOR_INNER;
  Info *info = info_of_generator(core, object);
  PyObject *frame = info ? FIELD(inner, INNER_FRAME, PyObject *) : NULL;
  if (!info || (frame && FIELD(frame, FRAME_EXTRA, PyObject *))) return read_with(record->form->read, object, contents);
  if (ensure_scratch(core, 2 * info->size + 2) < 0) return -1;
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  int size = 0;
  for (int at = 0; at < info->size; at++) {
    PyObject *value = untagged(places[at]);
    if (value && info->places[at] & PLACE_CELL && value->type == &PyCell_Type) value = FIELD(value, CELL_CONTENT, PyObject *);
    if (!value || info->places[at] & PLACE_HIDDEN) continue;
    core->scratch[size] = value;
    core->scratch[info->size + size++] = (&FIELD(info->names, TUPLE_ITEMS, PyObject *))[at];
  }
  if (size < info->size) memmove(core->scratch + size, core->scratch + info->size, size * sizeof *core->scratch);
  contents->children = core->scratch;
  contents->count = size;
  contents->text = text_of_generator(info, inner, state);
  if (!contents->text) return -1;
  if (!size || (contents->names = known_names(record, core->scratch + size, size))) return 0;
  contents->names = PyTuple_New(size);
  for (int at = 0; contents->names && at < size; at++) PyTuple_SetItem(contents->names, at, Py_NewRef(core->scratch[size + at]));
  if (!contents->names) return end_contents(contents), -1;
  remember_names(record->form, contents->names);
  return 0;
}

/* A function of which nothing but its cells can have changed since it was last read; 1: it must be read in Python. */
static int read_cells(Core *core, Record *record, PyObject *function, Contents *contents) {
  PyObject *defaults = FIELD(function, FUNCTION_DEFAULTS, PyObject *), *closure = FIELD(function, FUNCTION_CLOSURE, PyObject *);
  PyObject *attributes = FIELD(function, FUNCTION_DICT, PyObject *), *keywords = FIELD(function, FUNCTION_KEYWORD_DEFAULTS, PyObject *);
  int cells = closure ? SIZE_OF(closure) : 0;
  if (!core->same_head || defaults || keywords || (attributes && PyDict_Size(attributes)) || !cells || record->size != cells) return 1;
  if (ensure_scratch(core, cells) < 0) return -1;
  for (int at = 0; at < cells; at++) {
    PyObject *content = FIELD((&FIELD(closure, TUPLE_ITEMS, PyObject *))[at], CELL_CONTENT, PyObject *);
    if (!content) return 1;
    core->scratch[at] = content;
  }
  *contents = (Contents){.children = core->scratch, .count = cells, .names = record->names, .text = record->text};
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
    case READ_GENERATOR:
      return read_generator(core, record, object, contents);
    default: {
      int failed = record->form->is_function ? read_cells(core, record, object, contents) : 1;
      return failed == 1 ? read_with(record->form->read, object, contents) : failed;
    }
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
  PyObject *found = ask(record->form->length, object);
  if (!found) return -1;
  *length = (int)PyLong_AsLong(found);
  Py_DECREF(found);
  return 0;
}

/* -- a shorter look: words that are others after any change */

static int add_word(Core *core, int count, const void *word) {
  if (ensure_scratch(core, count + 1) < 0) return -1;
  core->scratch[count] = (PyObject *)word;
  return count + 1;
}

static int add_words(Core *core, int count, const void *words, int more) {
  if (ensure_scratch(core, count + more) < 0) return -1;
  memcpy(core->scratch + count, words, more * sizeof *core->scratch);
  return count + more;
}

static int add_tuple(Core *core, int count, PyObject *tuple) {
  return tuple && tuple != Py_None ? add_words(core, count, &FIELD(tuple, TUPLE_ITEMS, PyObject *), SIZE_OF(tuple)) : count;
}

static int add_dict(Core *core, int count, PyObject *dict) {
  Py_ssize_t place = 0;
  PyObject *key, *value;
  while (dict && PyDict_Next(dict, &place, &key, &value)) {
    if ((count = add_word(core, count, key)) < 0 || (count = add_word(core, count, value)) < 0) return -1;
  }
  return count;
}

enum { KEPT_OF_FUNCTION = 2 };

static int glance_at_function(Core *core, PyObject *function) {
  PyObject *defaults = FIELD(function, FUNCTION_DEFAULTS, PyObject *), *closure = FIELD(function, FUNCTION_CLOSURE, PyObject *);
  int count = add_word(core, 0, FIELD(function, FUNCTION_CODE, PyObject *));
  if (count > 0) count = add_word(core, count, FIELD(function, FUNCTION_NAME, PyObject *));
  if (count > 0) count = add_tuple(core, count, defaults);
  for (int at = 0; count > 0 && closure && at < SIZE_OF(closure); at++)
    count = add_word(core, count, FIELD((&FIELD(closure, TUPLE_ITEMS, PyObject *))[at], CELL_CONTENT, PyObject *));
  if (count > 0) count = add_dict(core, count, FIELD(function, FUNCTION_KEYWORD_DEFAULTS, PyObject *));
  return count > 0 ? add_dict(core, count, FIELD(function, FUNCTION_DICT, PyObject *)) : -1;
}

static int glance_at_class(Core *core, PyTypeObject *cls) {
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
  core->scratch[0] = (PyObject *)(uintptr_t)size;
  core->scratch[1] = flags_of(cls) & Py_TPFLAGS_HEAPTYPE ? FIELD(cls, TYPE_NAME, PyObject *) : NULL;
  return add_tuple(core, 2 * size + 2, FIELD(cls, TYPE_BASES, PyObject *));
}

/* 0 for a generator of code that is not the learner's. */
static int glance_at_generator(Core *core, PyObject *generator) {
  int state = FIELD(generator, GENERATOR_STATE, int8_t);
  int count = add_word(core, 0, (void *)(uintptr_t)state);
  if (count < 0 || state > GENERATOR_RUNS) return count; /* it has finished */
  void *inner = (char *)generator + GENERATOR_INNER;
  Info *info = info_of(core, untagged(FIELD(inner, INNER_CODE, uintptr_t)));
  if (!info) return 0;
  if (state != GENERATOR_RUNS) count = add_word(core, count, FIELD(inner, INNER_NEXT, void *));
  uintptr_t *places = &FIELD(inner, INNER_LOCALS_PLUS, uintptr_t);
  for (int at = 0; count > 0 && at < info->size; at++) {
    PyObject *value = untagged(places[at]);
    if (value && info->places[at] & PLACE_CELL && value->type == &PyCell_Type) value = FIELD(value, CELL_CONTENT, PyObject *);
    count = add_word(core, count, value);
  }
  return count;
}

int glance_at(Core *core, Record *record) {
  PyObject *object = record->address;
  enum { HEAD = 8 };
  switch (record->form->glance) {
    case GLANCE_FUNCTION:
      return glance_at_function(core, object);
    case GLANCE_CLASS:
      return glance_at_class(core, (PyTypeObject *)object);
    case GLANCE_GENERATOR:
      return glance_at_generator(core, object);
    default:
      return add_words(core, 0, (char *)object + HEAD, (FIELD(object->type, TYPE_BASIC_SIZE, int) - HEAD) / (int)sizeof(PyObject *));
  }
}

/* What must be kept so that the addresses of the last `glance_at` stay taken, where they are not children's: code and names. May be NULL. */
PyObject *kept_for_glance(Core *core, Record *record) {
  PyObject **first = core->scratch;
  int size = 0;
  if (record->form->glance == GLANCE_FUNCTION) size = KEPT_OF_FUNCTION;
  else if (record->form->glance == GLANCE_CLASS) size = 1 + (int)(uintptr_t)*first++;
  PyObject *kept = size ? PyTuple_New(size) : NULL;
  for (int at = 0; kept && at < size; at++) PyTuple_SetItem(kept, at, Py_NewRef(first[at] ? first[at] : Py_None));
  return kept;
}

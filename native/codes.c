/* What is known of each piece of the learner's code. */
#include "core.h"

static uint32_t place_of_code(Core *core, PyObject *code) {
  return (((uint32_t)(uintptr_t)code >> 4) * 2654435761u) >> 7 & (core->info_room - 1);
}

Info *info_of(Core *core, PyObject *code) {
  if (!core->info_count) return NULL;
  uint32_t place = place_of_code(core, code);
  Info *info;
  while ((info = core->infos[place])) {
    if (info->code == code) return info;
    place = (place + 1) & (core->info_room - 1);
  }
  return NULL;
}

Info *info_of_generator(Core *core, PyObject *generator) {
  if (FIELD(generator, GENERATOR_STATE, int8_t) > GENERATOR_RUNS) return NULL;
  return info_of(core, untagged(FIELD(generator, GENERATOR_INNER + INNER_CODE, uintptr_t)));
}

/* adopt(known, code, name, kind, free, names, places, hidden, source, code_size, flags, bytes, settled) */
int adopt(Core *core, PyObject *const *given, Py_ssize_t count) {
  if (count != 13) return PyErr_SetString(PyExc_RuntimeError, "adopt needs 13 arguments"), -1;
  if (core->info_count * 2 >= core->info_room) {
    uint32_t old_room = core->info_room;
    Info **old = core->infos;
    core->info_room = old_room ? old_room * 2 : 64;
    core->infos = calloc(core->info_room, sizeof *core->infos);
    if (!core->infos) return PyErr_NoMemory(), -1;
    for (uint32_t at = 0; at < old_room; at++) {
      if (!old[at]) continue;
      uint32_t place = place_of_code(core, old[at]->code);
      while (core->infos[place]) place = (place + 1) & (core->info_room - 1);
      core->infos[place] = old[at];
    }
    free(old);
  }
  Info *info = calloc(1, sizeof *info);
  if (!info) return PyErr_NoMemory(), -1;
  info->known = Py_NewRef(given[0]);
  info->code = Py_NewRef(given[1]);
  info->name = Py_NewRef(given[2]);
  info->kind = (int)PyLong_AsLong(given[3]);
  info->free = Py_NewRef(given[4]);
  info->names = Py_NewRef(given[5]);
  info->size = PyTuple_Size(given[5]);
  info->places = malloc(info->size + 1);
  info->numbers = malloc((info->size + 1) * sizeof *info->numbers);
  if (!info->places || !info->numbers) return PyErr_NoMemory(), -1;
  memset(info->numbers, 0xff, info->size * sizeof *info->numbers);
  memcpy(info->places, PyBytes_AsString(given[6]), info->size);
  info->hidden = Py_NewRef(given[7]);
  info->bytes = Py_NewRef(given[11]);
  info->settled = Py_NewRef(given[12]);
  info->source = (int)PyLong_AsLong(given[8]);
  info->code_size = (int)PyLong_AsLong(given[9]);
  long flags = PyLong_AsLong(given[10]);
  info->optimized = flags & 1;
  info->shared = flags >> 1 & 1;
  info->suspends = flags >> 2 & 1;
  info->is_init = flags >> 3 & 1;
  info->is_plain = flags >> 4 & 1;
  info->is_module = flags >> 5 & 1;
  info->is_class = flags >> 6 & 1;
  info->is_exec = flags >> 7 & 1;
  info->makes = flags >> 8 & 1;
  for (int at = 0; at < info->size; at++) info->has_comprehensions |= !!(info->places[at] & PLACE_COMPREHENSION);
  for (int at = 0; at < info->size; at++) {
    int shown = is_shown_name(info, (&FIELD(info->names, TUPLE_ITEMS, PyObject *))[at]);
    if (shown < 0) return -1;
    if (!shown) info->places[at] |= PLACE_HIDDEN;
  }
  info->first_line = info->start_line = info->code_number = -1;
  if (PyErr_Occurred()) return -1;
  Info *before = info_of(core, info->code);
  uint32_t place = place_of_code(core, info->code);
  while (core->infos[place] && core->infos[place] != before) place = (place + 1) & (core->info_room - 1);
  if (!before) core->info_count++;
  core->infos[place] = info; /* an earlier one stays for the frames that use it */
  return 0;
}

int line_at(Info *info, int offset) {
  int at = offset / 2;
  if (at < 0 || at >= info->code_size) return 0;
  if (!info->lines) {
    info->lines = malloc(info->code_size * sizeof *info->lines);
    if (!info->lines) return 0;
    memset(info->lines, 0xff, info->code_size * sizeof *info->lines);
  }
  if (info->lines[at] < 0) {
    int line = PyCode_Addr2Line(info->code, offset);
    info->lines[at] = line > 0 ? line : 0;
  }
  return info->lines[at];
}

/* Whether a variable of this name is the program's own. */
int is_shown_name(Info *info, PyObject *name) {
  if (name->type != &PyUnicode_Type) return 0;
  int hidden = PySet_Contains(info->hidden, name);
  if (hidden) return hidden < 0 ? -1 : 0;
  return !(info->optimized && PyUnicode_GetLength(name) && PyUnicode_ReadChar(name, 0) == '.');
}

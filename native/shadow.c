/* Looking at objects: what each holds, and how it is noticed that one changed. As tracer/record/shadow.py. */
#include "core.h"

static int same_text(PyObject *a, PyObject *b) {
  if (a == b) return 1;
  if (!a || !b) return 0;
  return PyUnicode_Compare(a, b) == 0;
}

static int same_names(PyObject *a, PyObject *b) {
  if (a == b) return 1;
  if (!a || !b || SIZE_OF(a) != SIZE_OF(b)) return 0;
  for (int at = 0; at < SIZE_OF(a); at++)
    if (!same_text((&FIELD(a, TUPLE_ITEMS, PyObject *))[at], (&FIELD(b, TUPLE_ITEMS, PyObject *))[at])) return 0;
  return 1;
}

/* -- for the first time */

/* Make room for `count` children of `record`, and some more where it grows. */
static int resize(Record *record, int count) {
  if (count <= record->size_room) return 0;
  int room = record->size_room ? count + count / 4 + 4 : count;
  PyObject **ids = realloc(record->ids, room * sizeof *ids);
  if (!ids) return PyErr_NoMemory(), -1;
  record->ids = ids;
  Record **items = realloc(record->items, room * sizeof *items);
  if (!items) return PyErr_NoMemory(), -1;
  record->items = items;
  record->size_room = room;
  return 0;
}

static void replace(PyObject **place, PyObject *object) {
  PyObject *gone = *place;
  *place = Py_XNewRef(object);
  Py_XDECREF(gone);
}

/* Whether nothing has changed that the shorter look can see; what it saw is kept for the next time. */
static int looks_the_same(Core *core, Record *record) {
  int count = glance_at(core, record);
  if (count <= 0) return count;
  size_t size = count * sizeof *record->glance;
  core->same_head = record->glance_size >= 2 && !memcmp(core->scratch, record->glance, 2 * sizeof *record->glance);
  if (record->glance_size == count && !memcmp(core->scratch, record->glance, size)) {
    for (int at = 0; core->mourned && at < record->size; at++)
      if (record->items[at]->is_dead) return 0;
    return 1;
  }
  if (record->glance_size < count) {
    uintptr_t *glance = realloc(record->glance, size);
    if (!glance) return PyErr_NoMemory(), -1;
    record->glance = glance;
  }
  memcpy(record->glance, core->scratch, size);
  record->glance_size = count;
  PyObject *kept = kept_for_glance(core, record);
  if (PyErr_Occurred()) return -1;
  replace(&record->kept, kept);
  Py_XDECREF(kept);
  return 0;
}

/* Read `object` into `record` as if for the first time, and write it down. Its former items are not released. */
static int fill(Core *core, Record *record, PyObject *object) {
  Contents found;
  if (read_object(core, record, object, &found) < 0) return -1;
  record->size = 0;
  if (resize(record, found.count) < 0) return -1;
  if (found.count) memcpy(record->ids, found.children, found.count * sizeof *record->ids);
  replace(&record->names, found.names);
  replace(&record->text, found.text);
  /* what has been read must outlive the taking of it, which reads nothing that is not an atom */
  for (int at = 0; at < found.count; at++) {
    Record *child = take(core, record->ids[at]);
    if (!child) return end_contents(&found), -1;
    record->items[at] = child;
  }
  record->size = found.count;
  end_contents(&found);
  record->length = record->size;
  if (record->form->has_length && true_length(core, record, object, &record->length) < 0) return -1;
  if (record->form->is_dict && record->cls != &PyDict_Type && core->listens) { /* reading it may change it: a defaultdict */
    if (PyDict_Watch(core->watcher, object) < 0) return -1;
    record->is_watched = 1;
  }
  if (record->cls == &PyCFunction_Type && record->size) let_loose(core, record->items[0]);
  if (!record->form->fixed) remember_look(core, record);
  if (write_record(core, record) < 0) return -1;
  return record->form->glance && !record->form->fixed && looks_the_same(core, record) < 0 ? -1 : 0;
}

static void forget_fresh(Core *core) {
  while (core->fresh.size) {
    Py_DECREF(core->fresh.data[--core->fresh.size]);
    unpin(core, core->fresh.data[--core->fresh.size]);
  }
}

int read_fresh(Core *core) {
  while (core->fresh.size) {
    PyObject *object = core->fresh.data[--core->fresh.size];
    Record *record = core->fresh.data[--core->fresh.size];
    int failed = 0;
    if ((int)core->records > core->most_objects) {
      forget_fresh(core);
      PyObject *done = ask(core->overflow, NULL);
      failed = !done;
      Py_XDECREF(done);
    }
    if (!failed && record->form->is_function && record->parent < 0) {
      PyObject *parent = ask(core->parent_of, object);
      failed = !parent;
      if (parent) record->parent = (int32_t)small_int(parent);
      Py_XDECREF(parent);
    }
    failed = failed || fill(core, record, object) < 0;
    if (!failed && record->count == 0) failed = push_dying(core, record) < 0;
    Py_DECREF(object);
    unpin(core, record);
    if (failed) return -1;
  }
  return 0;
}

/* -- once more */

/* How many elements there are in truth, of which a record may have fewer. */
static int note_length(Core *core, Record *record, int length) {
  if (length == record->length) return 0;
  record->length = length;
  return write_length(core, record);
}

static int half_down(int number) { return number >= 0 ? number / 2 : -((1 - number) / 2); }

/* The same objects as when it was last looked at: the same addresses, and none of them another's by now. */
static int item_stands(Record *record, int at, PyObject *child) { return record->ids[at] == child && !record->items[at]->is_dead; }

static int items_stand(Core *core, Record *record, Contents *found) {
  if (found->count != record->size || memcmp(found->children, record->ids, found->count * sizeof *record->ids)) return 0;
  for (int at = 0; core->mourned && at < record->size; at++)
    if (record->items[at]->is_dead) return 0;
  return 1;
}

/* `children` come at `start` in the place of `gone_size` others. `same`: its names are as before. */
static int splice(Core *core, Record *record, int start, int gone_size, PyObject *const *children, int come_size, PyObject *names, int same) {
  int old_size = record->size, new_size = old_size - gone_size + come_size, end = old_size - start - gone_size;
  Record *few[16], **come = few, **gone = few + 8;
  if (come_size > 8 || gone_size > 8) {
    come = malloc((come_size + gone_size) * sizeof *come);
    if (!come) return PyErr_NoMemory(), -1;
    gone = come + come_size;
  }
  int failed = 0;
  for (int at = 0; !failed && at < come_size; at++) failed = !(come[at] = take(core, children[at]));
  if (!failed) {
    memcpy(gone, record->items + start, gone_size * sizeof *gone);
    if (new_size > old_size) failed = resize(record, new_size) < 0;
  }
  if (!failed) {
    if (come_size != gone_size) {
      memmove(record->items + start + come_size, record->items + old_size - end, end * sizeof *record->items);
      memmove(record->ids + start + come_size, record->ids + old_size - end, end * sizeof *record->ids);
    }
    memcpy(record->items + start, come, come_size * sizeof *come);
    memcpy(record->ids + start, children, come_size * sizeof *record->ids);
    record->size = new_size;
    if (!same) {
      replace(&record->names, names);
      record->length = new_size;
      failed = write_record(core, record) < 0;
    } else {
      record->length += record->form->is_mapping ? half_down(come_size - gone_size) : come_size - gone_size;
      failed = write_splice(core, record, start, gone_size, come, come_size) < 0;
    }
  }
  for (int at = 0; !failed && at < gone_size; at++) failed = release(core, gone[at]) < 0;
  if (come != few) free(come);
  return failed ? -1 : 0;
}

/* As tracer/record/differences.py has them. */
enum { FEW = 8, MOST_SHIFT = 16, MOST_POINTS = 16 };

/* How many items from `one` on are the children from `other` on. */
static int common_run(Record *record, int one, int old_end, Contents *found, int other, int new_end) {
  int run = 0, most = old_end - one < new_end - other ? old_end - one : new_end - other;
  while (run < most && item_stands(record, one + run, found->children[other + run])) run++;
  return run;
}

/* One after the other, from left to right: at `start`, `gone` items go and `come` children come. */
static int put_piece(Core *core, Record *record, Contents *found, int start, int gone, int come) {
  return gone || come ? splice(core, record, start, gone, found->children + start, come, found->names, 1) : 0;
}

/* All has moved by a few places, and at the end little has changed beside that. 1: it was so. */
static int put_shift(Core *core, Record *record, Contents *found, int start, int gone, int come, int old_end, int new_end) {
  int one = start + gone, other = start + come;
  if (one >= old_end || other >= new_end || !item_stands(record, one, found->children[other])) return 0;
  int run = common_run(record, one, old_end, found, other, new_end), gone_rest = old_end - one - run, come_rest = new_end - other - run;
  if (gone_rest > FEW || come_rest > FEW) return 0;
  return put_piece(core, record, found, start, gone, come) < 0 || put_piece(core, record, found, other + run, gone_rest, come_rest) < 0 ? -1 : 1;
}

/* Some single places have changed, and the end. 1: there are few. */
static int put_points(Core *core, Record *record, Contents *found, int start, int gone, int come) {
  int points[MOST_POINTS], count = 0, least = gone < come ? gone : come;
  for (int at = start; at < start + least; at++) {
    if (item_stands(record, at, found->children[at])) continue;
    if (count == MOST_POINTS) return 0;
    points[count++] = at;
  }
  for (int at = 0; at < count; at++)
    if (put_piece(core, record, found, points[at], 1, 1) < 0) return -1;
  return gone != come && put_piece(core, record, found, start + least, gone - least, come - least) < 0 ? -1 : 1;
}

static int change(Core *core, Record *record, Contents *found) {
  int old_size = record->size, new_size = found->count, start = 0, end = 0;
  int most = old_size < new_size ? old_size : new_size, step = record->form->is_mapping ? 2 : 1;
  while (start < most && item_stands(record, start, found->children[start])) start++;
  while (end < most - start && item_stands(record, old_size - 1 - end, found->children[new_size - 1 - end])) end++;
  int old_end = old_size - end, new_end = new_size - end, gone = old_end - start, come = new_end - start, same = same_names(found->names, record->names);
  if (same && gone > FEW && come > FEW) {
    int done = 0;
    for (int shift = step; !done && shift <= MOST_SHIFT; shift += step) {
      done = put_shift(core, record, found, start, shift, 0, old_end, new_end);
      if (!done) done = put_shift(core, record, found, start, 0, shift, old_end, new_end);
    }
    if (!done) done = put_points(core, record, found, start, gone, come);
    if (done) return done < 0 ? -1 : 0;
  }
  return splice(core, record, start, gone, found->children + start, come, found->names, same);
}

/* As `compare`, for a list or a dict of which only the items from record->from to record->upto can have changed. 1: it must be looked at as a
   whole. */
static int compare_items(Core *core, Record *record, PyObject *object) {
  Form *form = record->form;
  int old_size = record->size, whole = object->type == record->cls ? count_items(object, form) : -1;
  if (whole < 0 || (form->has_entries && record->names && SIZE_OF(record->names))) return 1; /* attributes come behind the entries */
  int shown = form->is_mapping ? 2 * core->most_elements : core->most_elements, new_size = whole < shown ? whole : shown;
  int most = old_size < new_size ? old_size : new_size, start = record->from < most ? record->from : most, end = 0;
  if (old_size == new_size) {
    if (record->upto < old_size) end = old_size - 1 - record->upto;
  } else if (record->upto != TO_THE_END) {
    return 1;
  }
  while (start < most - end && item_stands(record, start, item_of(object, form, start))) start++;
  while (end < most - start && item_stands(record, old_size - 1 - end, item_of(object, form, new_size - 1 - end))) end++;
  int come_size = new_size - end - start, gone_size = old_size - end - start;
  if (come_size || gone_size) {
    if (ensure_scratch(core, come_size) < 0) return -1;
    for (int at = 0; at < come_size; at++) core->scratch[at] = item_of(object, form, start + at);
    if (splice(core, record, start, gone_size, core->scratch, come_size, NULL, 1) < 0) return -1;
  }
  return note_length(core, record, form->is_mapping ? whole / 2 : whole);
}

/* A class has got another name: so have its instances. */
static int rename_class(Core *core, Record *record, PyObject *name) {
  PyTypeObject *cls = (PyTypeObject *)record->address;
  replace(&record->type, name);
  if (write_record(core, record) < 0) return -1;
  PyObject *done = PyObject_CallMethod(core->forms_object, "forget", "O", cls);
  if (!done) return -1;
  Py_DECREF(done);
  forget_forms(core);
  for (Record *other = core->first; other; other = other->next) {
    if (other->cls != cls) continue;
    if (!(other->form = form_of(core, cls))) return -1;
    if (other->type) replace(&other->type, other->form->type);
    if (write_record(core, other) < 0) return -1;
  }
  return 0;
}

/* It has become an instance of another class. */
static int become(Core *core, Record *record, PyObject *object) {
  int size = record->size;
  Record **gone = malloc((size ? size : 1) * sizeof *gone);
  if (!gone) return PyErr_NoMemory(), -1;
  memcpy(gone, record->items, size * sizeof *gone);
  record->cls = object->type;
  record->form = form_of(core, record->cls);
  int failed = !record->form;
  if (!failed) {
    if (record->type || record->form->is_class) replace(&record->type, record->form->type);
    record->glance_size = -1;
    failed = fill(core, record, object) < 0;
  }
  for (int at = 0; !failed && at < size; at++) failed = release(core, gone[at]) < 0;
  free(gone);
  return failed ? -1 : 0;
}

/* Write down how `object` changed since the last look. */
static int compare(Core *core, Record *record, PyObject *object) {
  if (object->type != record->cls || !record->form->cls) return become(core, record, object);
  Contents found;
  if (read_object(core, record, object, &found) < 0) return -1;
  int failed = 0;
  PyObject *text = Py_XNewRef(found.text);
  if (!items_stand(core, record, &found) || !same_names(found.names, record->names)) failed = change(core, record, &found) < 0;
  end_contents(&found);
  if (!failed && !same_text(text, record->text)) {
    replace(&record->text, text);
    failed = write_text(core, record) < 0;
  }
  Py_XDECREF(text);
  int length;
  if (!failed && record->form->has_length) {
    failed = true_length(core, record, object, &length) < 0;
    failed = failed || note_length(core, record, length) < 0;
  }
  if (!failed && record->form->is_class) {
    PyObject *name = ask(core->name_of, object);
    failed = !name || (!same_text(name, record->type) && rename_class(core, record, name) < 0);
    Py_XDECREF(name);
  }
  return failed ? -1 : 0;
}

static int look_at_living(Core *core, Record *record) {
  PyObject *object = Py_NewRef(record->address);
  int same = record->form->glance && object->type == record->cls ? looks_the_same(core, record) : 0;
  int partly = record->is_gathered && (record->from || record->upto != TO_THE_END) ? compare_items(core, record, object) : 1;
  if (!record->form->glance) core->same_head = 0;
  int failed = same < 0 || partly < 0 || (!same && partly && compare(core, record, object) < 0);
  if (!failed && record->is_shown) settle_down(core, record);
  Py_DECREF(object);
  return failed ? -1 : 0;
}

static int look_at(Core *core, Record *record) {
  if (record->is_dead || record->is_doubtful || !record->is_shown) return 0;
  return look_at_living(core, record);
}

static int reach(Stack *found, Record *record) {
  if (record->is_reached) return 0;
  record->is_reached = 1;
  pin(record);
  return stack_push(found, record);
}

/* Look at the records of which it is not known whether their objects live: at those that can be reached from the frames through others that do. */
static int look_at_doubtful(Core *core, int all) {
  Stack found = {0};
  uint32_t left = core->doubts, at = 0;
  int failed = 0;
  for (uint32_t frame = 0; frame < core->entered.size; frame++) {
    Live *live = core->entered.data[frame];
    for (int slot = 0; !failed && slot < live->size; slot++) failed = reach(&found, live->items[slot]) < 0;
  }
  for (uint32_t root = 0; root < core->kept_records.size; root++) failed = failed || reach(&found, core->kept_records.data[root]) < 0;
  for (; !failed && left && at < found.size; at++) {
    Record *record = found.data[at];
    if (record->is_dead) continue;
    if (record->is_doubtful) {
      left--;
      failed = look_at_living(core, record) < 0 || (core->fresh.size && read_fresh(core) < 0);
    }
    for (int item = 0; !failed && item < record->size; item++) failed = reach(&found, record->items[item]) < 0;
  }
  if (!failed && all) failed = end_doubts(core) < 0;
  for (at = 0; at < found.size; at++) {
    Record *record = found.data[at];
    record->is_reached = 0;
    unpin(core, record);
  }
  free(found.data);
  return failed ? -1 : 0;
}

int shadow_look(Core *core) {
  int all = core->deep;
  if (all) doubt_all(core);
  if (core->tracks && !is_disturbed(core)) {
    if (core->touch_count || core->restless_first || core->cells_changed) {
      if (gather(core) < 0) return -1;
      int failed = 0;
      for (uint32_t at = 0; at < core->gathered.size; at++) {
        Record *record = core->gathered.data[at];
        failed = failed || look_at(core, record) < 0;
        record->is_gathered = 0;
        unpin(core, record);
      }
      core->gathered.size = 0;
      if (failed) return -1;
    }
  } else {
    Record *last = core->looked_last, *record = core->looked_first;
    while (record) {
      Record *next = record == last ? NULL : record->looked_next;
      if (look_at(core, record) < 0) return -1;
      record = next;
    }
  }
  if (core->fresh.size && read_fresh(core) < 0) return -1;
  return core->doubts || all ? look_at_doubtful(core, all) : 0;
}

/* A graph from columns: of a dictionary, a data frame, an Arrow stream. */
#include <stdlib.h>
#include <string.h>

#include "module.h"

/* Texts of a list, one behind the other. None is blank. */
typedef struct texts {
    char *bytes;
    int64_t *offsets;
    size_t count;
} texts;

static void texts_free(texts *t)
{
    PyMem_Free(t->bytes);
    PyMem_Free(t->offsets);
    *t = (texts){0};
}

/* The UTF-8 of an item; "" for None, NULL and a TypeError for what is no text.
 */
static const char *text_at(PyObject *list, size_t i, Py_ssize_t *size)
{
    PyObject *const item = PyList_GetItem(list, (Py_ssize_t)i);

    *size = 0;
    if (!item)
        return NULL;
    return item == Py_None ? "" : PyUnicode_AsUTF8AndSize(item, size);
}

static int texts_take(PyObject *list, texts *t)
{
    size_t total = 0;
    Py_ssize_t size;

    *t = (texts){.count = (size_t)PyList_Size(list)};
    t->offsets = PyMem_Malloc((t->count + 1) * sizeof *t->offsets);
    if (!t->offsets) {
        PyErr_NoMemory();
        return 0;
    }
    for (size_t i = 0; i < t->count; i++) {
        t->offsets[i] = (int64_t)total;
        if (!text_at(list, i, &size))
            return 0;
        total += (size_t)size;
    }
    t->offsets[t->count] = (int64_t)total;
    t->bytes = PyMem_Malloc(total ? total : 1);
    if (!t->bytes) {
        PyErr_NoMemory();
        return 0;
    }
    for (size_t i = 0; i < t->count; i++) {
        const char *const text = text_at(list, i, &size);

        if (!text)
            return 0;
        memcpy(t->bytes + t->offsets[i], text, (size_t)size);
    }
    return 1;
}

/* What is being built, and the column of it that is given. */
typedef struct building {
    ctg_builder *builder;
    call c;
    int table;
    const char *name;
} building;

static int give_texts(building *b, PyObject *list)
{
    texts t;

    if (texts_take(list, &t))
        CALL(&b->c,
             ctg_builder_texts(b->builder, (ctg_table)b->table, b->name,
                               t.count, t.bytes, t.offsets, &b->c.error));
    texts_free(&t);
    return !PyErr_Occurred() && !b->c.status;
}

static int give_numbers(building *b, PyObject *array)
{
    Py_buffer view;

    if (PyObject_GetBuffer(array, &view, PyBUF_STRIDES | PyBUF_FORMAT))
        return 0;
    if (view.ndim != 1 || view.itemsize != sizeof(double) || !view.format ||
        strcmp(view.format, "d") != 0)
        PyErr_SetString(PyExc_TypeError, "an array of float64 is needed");
    else
        CALL(&b->c,
             ctg_builder_numbers(b->builder, (ctg_table)b->table, b->name,
                                 (size_t)view.shape[0], view.buf,
                                 view.strides[0], &b->c.error));
    PyBuffer_Release(&view);
    return !PyErr_Occurred() && !b->c.status;
}

static int give_codes(building *b, PyObject *codes, PyObject *categories)
{
    const size_t count = (size_t)PyList_Size(categories);
    const char **const list = PyMem_Malloc((count ? count : 1) * sizeof *list);
    Py_buffer view = {0};

    if (!list) {
        PyErr_NoMemory();
        return 0;
    }
    for (size_t i = 0; i < count && !PyErr_Occurred(); i++) {
        Py_ssize_t size;

        list[i] = text_at(categories, i, &size);
        if (list[i] && strlen(list[i]) != (size_t)size)
            PyErr_Format(PyExc_ValueError, "%s: a text with a NUL in it",
                         b->name);
    }
    if (!PyErr_Occurred() &&
        !PyObject_GetBuffer(codes, &view, PyBUF_ND | PyBUF_FORMAT)) {
        if (view.ndim != 1 || view.itemsize != sizeof(int32_t))
            PyErr_SetString(PyExc_TypeError, "codes of 32 bits are needed");
        else
            CALL(&b->c, ctg_builder_codes(b->builder, (ctg_table)b->table,
                                          b->name, (size_t)view.shape[0],
                                          view.buf, count, list, &b->c.error));
        PyBuffer_Release(&view);
    }
    PyMem_Free(list);
    return !PyErr_Occurred() && !b->c.status;
}

/* A capsule of __arrow_c_stream__; what it holds is used up. The stream may be
 * Python's own work: it is read with the GIL. */
static int give_arrow(building *b, PyObject *capsule)
{
    struct ArrowArrayStream *const stream =
        PyCapsule_GetPointer(capsule, "arrow_array_stream");

    if (!stream)
        return 0;
    b->c.status =
        ctg_builder_arrow(b->builder, (ctg_table)b->table, stream, &b->c.error);
    return !b->c.status;
}

/* (table, name, "texts", list), ... "numbers", array), "codes", array, list),
 * (table, "", "arrow", capsule) */
static int give(building *b, PyObject *column)
{
    PyObject *data;
    PyObject *more = NULL;
    const char *how;

    if (!PyArg_ParseTuple(column, "issO|O", &b->table, &b->name, &how, &data,
                          &more))
        return 0;
    if (strcmp(how, "texts") == 0)
        return give_texts(b, data);
    if (strcmp(how, "numbers") == 0)
        return give_numbers(b, data);
    return strcmp(how, "codes") == 0 ? give_codes(b, data, more)
                                     : give_arrow(b, data);
}

/* (shown, columns, title, unit, date, source): a graph. */
static PyObject *build(PyObject *module, PyObject *args)
{
    building b = {0};
    ctg_about about = {0};
    ctg_graph *graph = NULL;
    PyObject *columns;
    PyObject *made = NULL;
    const char *shown;
    int fine;

    (void)module;
    if (!PyArg_ParseTuple(args, "sO!zzzz", &shown, &PyList_Type, &columns,
                          &about.title, &about.unit, &about.date,
                          &about.source) ||
        !call_begin(&b.c, NULL))
        return NULL;
    b.c.status =
        ctg_builder_new(shown, 0, b.c.problems, &b.builder, &b.c.error);
    fine = !b.c.status;
    for (Py_ssize_t i = 0; fine && i < PyList_Size(columns); i++)
        fine = give(&b, PyList_GetItem(columns, i)) && !PyErr_CheckSignals();
    if (fine) {
        b.c.status = ctg_builder_about(b.builder, &about, &b.c.error);
        fine = !b.c.status;
    }
    if (fine)
        CALL(&b.c, ctg_builder_finish(b.builder, &graph, &b.c.error));
    else
        ctg_builder_free(b.builder);
    if (fine && !b.c.status)
        made = graph_handle(graph, &b.c);
    call_end(&b.c);
    return made;
}

/* [[(name, is_number, needed, meaning)]] by table, and the tables' names. */
static PyObject *columns(PyObject *module, PyObject *unused)
{
    PyObject *const made = PyDict_New();

    (void)module;
    (void)unused;
    for (int t = 0; made && t < CTG_TABLE_COUNT; t++) {
        PyObject *const list = PyList_New(0);
        ctg_column column;

        for (size_t i = 0; list && ctg_column_at((ctg_table)t, i, &column);
             i++) {
            PyObject *const item = Py_BuildValue(
                "(sNNs)", column.name, PyBool_FromLong(column.is_number),
                PyBool_FromLong(column.needed), column.meaning);

            if (item)
                PyList_Append(list, item);
            Py_XDECREF(item);
        }
        if (!put(made, ctg_table_name((ctg_table)t), list) ||
            PyErr_Occurred()) {
            Py_DECREF(made);
            return NULL;
        }
    }
    return made;
}

PyMethodDef build_methods[] = {
    {"build", build, METH_VARARGS, NULL},
    {"columns", columns, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

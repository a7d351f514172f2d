/* Calls of the library: without the GIL, with progress, errors raised. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "module.h"

/* As contagraph/errors.py has them, in the order of ctg_status. */
static PyObject *errors[CTG_INTERNAL + 1];

/* The library may hold a lock while it asks: it must not be called then. */
static _Thread_local int asking;

enum { APART = 50 }; /* milliseconds between two looks at signals */

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int errors_ready(PyObject *module)
{
    static const struct {
        ctg_status status;
        const char *name;
    } names[] = {
        {CTG_BAD_ARGUMENT, "ArgumentError"},
        {CTG_BAD_INPUT, "InputError"},
        {CTG_IO_ERROR, "FileError"},
        {CTG_NOT_FOUND, "NotFoundError"},
        {CTG_NO_SOLUTION, "NoSolutionError"},
        {CTG_CANCELLED, "Cancelled"},
        {CTG_INTERNAL, "Error"},
    };
    PyObject *const from = PyImport_ImportModule("contagraph.errors");

    (void)module;
    for (size_t i = 0; from && i < sizeof names / sizeof *names; i++) {
        PyObject *const error = PyObject_GetAttrString(from, names[i].name);

        if (!error) {
            Py_DECREF(from);
            return -1;
        }
        Py_XDECREF(errors[names[i].status]);
        errors[names[i].status] = error;
    }
    Py_XDECREF(from);
    return from ? 0 : -1;
}

int call_begin(call *c, PyObject *callback)
{
    *c = (call){.callback = callback && callback != Py_None ? callback : NULL};
    if (asking) {
        PyErr_SetString(PyExc_RuntimeError,
                        "a callback of progress cannot ask contagraph");
        return 0;
    }
    c->problems = ctg_problems_new();
    if (!c->problems)
        PyErr_NoMemory();
    return c->problems != NULL;
}

static int go_on(PyObject *callback, double done, double total)
{
    PyObject *said;
    int going;

    if (PyErr_Occurred() || PyErr_CheckSignals())
        return 0;
    if (!callback)
        return 1;
    said = PyObject_CallFunction(callback, "dd", done, total);
    going = said && said != Py_False;
    Py_XDECREF(said);
    return going;
}

static int ask(call *c, PyObject *callback, double done, double total)
{
    const double time = now();
    int going;

    if (time - c->last < APART * 1e-3)
        return 1;
    PyEval_RestoreThread(c->state);
    asking++;
    going = go_on(callback, done, total);
    asking--;
    c->last = now();
    c->state = PyEval_SaveThread();
    return going;
}

int call_progress(void *context, double done, double total)
{
    call *const c = context;

    return ask(c, c->callback, done, total);
}

int call_signals(void *context, double done, double total)
{
    return ask(context, NULL, done, total);
}

PyObject *call_problems(const call *c)
{
    static const char *const severities[] = {[CTG_WARNING] = "warning",
                                             [CTG_REJECTED] = "rejected",
                                             [CTG_NOTE] = "note"};
    PyObject *const list = PyList_New(0);
    const ctg_problem *problem;

    for (size_t i = 0; list && (problem = ctg_problems_at(c->problems, i));
         i++) {
        PyObject *const item =
            Py_BuildValue("(sss)", severities[problem->severity],
                          problem->place, problem->text);
        const int failed = !item || PyList_Append(list, item);

        Py_XDECREF(item);
        if (failed) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

static void raise_error(const call *c)
{
    PyObject *problems;
    PyObject *made;

    if (c->status == CTG_NO_MEMORY) {
        PyErr_NoMemory();
        return;
    }
    problems = call_problems(c);
    made = problems ? PyObject_CallFunction(errors[c->status], "sO",
                                            c->error.message, problems)
                    : NULL;
    if (made)
        PyErr_SetObject(errors[c->status], made);
    Py_XDECREF(made);
    Py_XDECREF(problems);
}

int call_end(call *c)
{
    /* KeyboardInterrupt, or what a callback raised, comes first. */
    if (c->status && !PyErr_Occurred())
        raise_error(c);
    ctg_problems_free(c->problems);
    c->problems = NULL;
    return !PyErr_Occurred();
}

/* --- odds and ends ---------------------------------------------------------
 */

PyObject *path_bytes(PyObject *path)
{
    PyObject *bytes = NULL;

    return PyUnicode_FSConverter(path, &bytes) ? bytes : NULL;
}

PyObject *text_or_none(const char *text)
{
    return text ? PyUnicode_FromString(text) : Py_NewRef(Py_None);
}

int put(PyObject *dict, const char *key, PyObject *value)
{
    const int failed = !value || PyDict_SetItemString(dict, key, value);

    Py_XDECREF(value);
    return !failed;
}

int put_number(PyObject *dict, const char *key, double value)
{
    return put(dict, key, PyFloat_FromDouble(value));
}

int put_count(PyObject *dict, const char *key, size_t value)
{
    return put(dict, key, PyLong_FromSize_t(value));
}

int put_text(PyObject *dict, const char *key, const char *value)
{
    return put(dict, key, text_or_none(value));
}

int memory_open(memory_file *m)
{
    *m = (memory_file){0};
    m->file = open_memstream(&m->text, &m->size);
    if (!m->file)
        PyErr_NoMemory();
    return m->file != NULL;
}

PyObject *memory_bytes(memory_file *m)
{
    PyObject *bytes;

    if (fclose(m->file)) {
        free(m->text);
        return PyErr_NoMemory();
    }
    bytes = PyBytes_FromStringAndSize(m->text, (Py_ssize_t)m->size);
    free(m->text);
    return bytes;
}

void memory_drop(memory_file *m)
{
    fclose(m->file);
    free(m->text);
}

/* Options of calls by name: what contagraph/options.def lists, for Python. */
#include <stddef.h>
#include <string.h>

#include "module.h"

typedef enum option_kind {
    OPTION_TEXT,
    OPTION_PATH,
    OPTION_FLAG,
    OPTION_NUMBER,
    OPTION_COUNT,    /* size_t */
    OPTION_UNSIGNED, /* unsigned */
    OPTION_WHOLE,    /* uint64_t */
    OPTION_NODE,
    OPTION_WORD
} option_kind;

typedef struct option {
    const char *call;
    const char *name;
    option_kind kind;
    size_t offset;
} option;

static const option rows[] = {
#define CTG_OPTION(call, name, kind, structure, field)                         \
    {#call, #name, OPTION_##kind, offsetof(structure, field)},
#include <contagraph/options.def>
};

enum { ROWS = sizeof rows / sizeof *rows };

typedef struct option_word {
    const char *call;
    const char *name;
    const char *word;
    int value;
} option_word;

static const option_word words[] = {
#define CTG_OPTION_WORD(call, name, structure, word, value)                    \
    {#call, #name, #word, value},
#include <contagraph/options.def>
};

enum { WORDS = sizeof words / sizeof *words };

static int is_word_of(const option_word *w, const option *o)
{
    return strcmp(w->call, o->call) == 0 && strcmp(w->name, o->name) == 0;
}

/* --- what is given ---------------------------------------------------------
 */

/* Names the option where the exception tells of its type alone. */
static void name_error(PyObject *value, const option *o, const char *needed)
{
    if (PyErr_ExceptionMatches(PyExc_TypeError))
        PyErr_Format(PyExc_TypeError, "%s is %.60R, not %s", o->name, value,
                     needed);
    else if (PyErr_ExceptionMatches(PyExc_OverflowError))
        PyErr_Format(PyExc_OverflowError, "%s is too large", o->name);
}

/* False with an exception for what is no whole number up to `most`. */
static int take_whole(PyObject *value, const option *o, unsigned long long most,
                      unsigned long long *to)
{
    PyObject *const index = PyNumber_Index(value);

    if (!index) {
        name_error(value, o, "a whole number");
        return 0;
    }
    *to = PyLong_AsUnsignedLongLong(index);
    Py_DECREF(index);
    if (!PyErr_Occurred() && *to <= most)
        return 1;
    PyErr_Clear();
    PyErr_Format(PyExc_ValueError,
                 "%s is %S, not a whole number from 0 to %llu", o->name, value,
                 most);
    return 0;
}

/* The dictionary keeps the text of its own value; NULL with an exception. */
static const char *take_text(PyObject *value, const option *o)
{
    Py_ssize_t size;
    const char *const text = PyUnicode_AsUTF8AndSize(value, &size);

    if (!text)
        name_error(value, o, "a text");
    if (!text || strlen(text) == (size_t)size)
        return text;
    PyErr_Format(PyExc_ValueError, "%s has a NUL in it", o->name);
    return NULL;
}

/* The dictionary has the bytes of the path from now on. */
static const char *take_path(PyObject *dict, PyObject *value, const option *o)
{
    PyObject *const bytes = path_bytes(value);
    const char *made = NULL;

    if (bytes && !PyDict_SetItemString(dict, o->name, bytes))
        made = PyBytes_AsString(bytes);
    else if (!bytes)
        name_error(value, o, "a path");
    Py_XDECREF(bytes);
    return made;
}

static void refuse_word(const option *o, const char *given)
{
    char all[200] = "";
    size_t size = 0;

    for (size_t i = 0; i < WORDS; i++)
        if (is_word_of(&words[i], o) && size < sizeof all)
            size += (size_t)PyOS_snprintf(all + size, sizeof all - size, "%s%s",
                                          size ? ", " : "", words[i].word);
    PyErr_Format(PyExc_ValueError, "%s is '%s', which is none of its words: %s",
                 o->name, given, all);
}

static int take_word(PyObject *value, const option *o, int *to)
{
    const char *const text = take_text(value, o);

    for (size_t i = 0; text && i < WORDS; i++)
        if (is_word_of(&words[i], o) && strcmp(words[i].word, text) == 0) {
            *to = words[i].value;
            return 1;
        }
    if (text)
        refuse_word(o, text);
    return 0;
}

static int take(PyObject *dict, PyObject *value, const option *o, void *to)
{
    unsigned long long whole = 0;
    int flag;

    switch (o->kind) {
    case OPTION_TEXT:
        return (*(const char **)to = take_text(value, o)) != NULL;
    case OPTION_PATH:
        return (*(const char **)to = take_path(dict, value, o)) != NULL;
    case OPTION_FLAG:
        flag = PyObject_IsTrue(value);
        *(bool *)to = flag == 1;
        return flag >= 0;
    case OPTION_NUMBER:
        *(double *)to = PyFloat_AsDouble(value);
        if (PyErr_Occurred())
            name_error(value, o, "a number");
        break;
    case OPTION_COUNT:
        if (take_whole(value, o, SIZE_MAX, &whole))
            *(size_t *)to = (size_t)whole;
        break;
    case OPTION_UNSIGNED:
        if (take_whole(value, o, UINT_MAX, &whole))
            *(unsigned *)to = (unsigned)whole;
        break;
    case OPTION_WHOLE:
        if (take_whole(value, o, UINT64_MAX, &whole))
            *(uint64_t *)to = whole;
        break;
    case OPTION_NODE:
        if (take_whole(value, o, CTG_NONE, &whole))
            *(ctg_node *)to = (ctg_node)whole;
        break;
    case OPTION_WORD:
        return take_word(value, o, to);
    }
    return !PyErr_Occurred();
}

static const option *find(const char *of, const char *name)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].call, of) == 0 && strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

int options_given(PyObject *dict, const char *of, void *options)
{
    PyObject *key;
    PyObject *value;
    Py_ssize_t at = 0;

    while (PyDict_Next(dict, &at, &key, &value)) {
        const char *const name = PyUnicode_AsUTF8AndSize(key, NULL);
        const option *const o = name ? find(of, name) : NULL;

        if (!o) {
            if (name)
                PyErr_Format(PyExc_TypeError, "%s has no option '%s'", of,
                             name);
            return 0;
        }
        if (value != Py_None &&
            !take(dict, value, o, (char *)options + o->offset))
            return 0;
    }
    return 1;
}

int option_is_given(PyObject *dict, const char *name)
{
    PyObject *const value = PyDict_GetItemString(dict, name);

    return value && value != Py_None;
}

/* --- what there is ----------------------------------------------------------
 */

/* What each call takes where nothing is given. */
#define CTG_OPTIONS(call, structure, standard)                                 \
    static void fill_##call(void *to)                                          \
    {                                                                          \
        *(structure *)to = standard;                                           \
    }
#include <contagraph/options.def>

static const struct {
    const char *call;
    void (*fill)(void *to);
} calls[] = {
#define CTG_OPTIONS(call, structure, standard) {#call, fill_##call},
#include <contagraph/options.def>
};

typedef union any_options {
#define CTG_OPTIONS(call, structure, standard) structure of_##call;
#include <contagraph/options.def>
} any_options;

static PyObject *word_shown(const option *o, int value)
{
    for (size_t i = 0; i < WORDS; i++)
        if (is_word_of(&words[i], o) && words[i].value == value)
            return PyUnicode_FromString(words[i].word);
    return PyErr_Format(PyExc_SystemError, "%s has no word for %d", o->name,
                        value);
}

static PyObject *shown(const option *o, const void *field)
{
    switch (o->kind) {
    case OPTION_TEXT:
    case OPTION_PATH:
        return text_or_none(*(const char *const *)field);
    case OPTION_FLAG:
        return PyBool_FromLong(*(const bool *)field);
    case OPTION_NUMBER:
        return PyFloat_FromDouble(*(const double *)field);
    case OPTION_COUNT:
        return PyLong_FromSize_t(*(const size_t *)field);
    case OPTION_UNSIGNED:
        return PyLong_FromUnsignedLong(*(const unsigned *)field);
    case OPTION_WHOLE:
        return PyLong_FromUnsignedLongLong(*(const uint64_t *)field);
    case OPTION_NODE:
        return *(const ctg_node *)field == CTG_NONE
                   ? Py_NewRef(Py_None)
                   : PyLong_FromUnsignedLong(*(const ctg_node *)field);
    case OPTION_WORD:
        return word_shown(o, *(const int *)field);
    }
    return NULL;
}

static PyObject *standards_of(size_t of)
{
    PyObject *const made = PyDict_New();
    any_options standard;

    calls[of].fill(&standard);
    for (size_t i = 0; made && i < ROWS; i++)
        if (strcmp(rows[i].call, calls[of].call) == 0 &&
            !put(made, rows[i].name,
                 shown(&rows[i], (const char *)&standard + rows[i].offset))) {
            Py_DECREF(made);
            return NULL;
        }
    return made;
}

/* {call: {name: what holds where it is not given}} */
static PyObject *options_all(PyObject *module, PyObject *unused)
{
    PyObject *const made = PyDict_New();

    (void)module;
    (void)unused;
    for (size_t i = 0; made && i < sizeof calls / sizeof *calls; i++)
        if (!put(made, calls[i].call, standards_of(i))) {
            Py_DECREF(made);
            return NULL;
        }
    return made;
}

PyMethodDef options_methods[] = {
    {"options", options_all, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

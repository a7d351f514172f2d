/* Arguments as Python gives them: networks, scenarios, options by name. */
#include <string.h>

#include "module.h"

int network_given(PyObject *object, void *to)
{
    on *const it = to;

    it->handle = object;
    it->network = handle_get(object, &kind_network);
    return it->network != NULL;
}

int scenario_given(PyObject *object, void *to)
{
    const ctg_scenario **const scenario = to;

    *scenario = handle_get(object, &kind_scenario);
    return *scenario != NULL;
}

static int take(PyObject *value, const option *o, void *to)
{
    switch (o->type) {
    case OPTION_TEXT:
        *(const char **)to = PyUnicode_AsUTF8AndSize(value, NULL);
        break;
    case OPTION_FLAG:
        *(bool *)to = PyObject_IsTrue(value) == 1;
        break;
    case OPTION_NUMBER:
        *(double *)to = PyFloat_AsDouble(value);
        break;
    case OPTION_COUNT:
        *(size_t *)to = PyLong_AsSize_t(value);
        break;
    case OPTION_SEED:
        *(uint64_t *)to = PyLong_AsUnsignedLongLong(value);
        break;
    }
    return !PyErr_Occurred();
}

int options_given(PyObject *dict, const option *table, void *options)
{
    for (const option *o = table; o->name; o++) {
        PyObject *const value = PyDict_GetItemString(dict, o->name);

        if (value && value != Py_None &&
            !take(value, o, (char *)options + o->offset))
            return 0;
    }
    return 1;
}

int options_known(PyObject *dict, const option *table, const char *what)
{
    PyObject *key;
    PyObject *value;
    Py_ssize_t at = 0;

    while (PyDict_Next(dict, &at, &key, &value)) {
        const char *const name = PyUnicode_AsUTF8AndSize(key, NULL);
        const option *o = table;

        while (name && o->name && strcmp(o->name, name) != 0)
            o++;
        if (!name)
            return 0;
        if (!o->name) {
            PyErr_Format(PyExc_TypeError, "%s has no option '%s'", what, name);
            return 0;
        }
    }
    return 1;
}

int word_given(PyObject *dict, const char *name, const char *const *words,
               int *to)
{
    PyObject *const value = PyDict_GetItemString(dict, name);
    const char *word;

    if (!value || value == Py_None)
        return 1;
    word = PyUnicode_AsUTF8AndSize(value, NULL);
    if (!word)
        return 0;
    for (int i = 0; words[i]; i++)
        if (strcmp(word, words[i]) == 0) {
            *to = i;
            return 1;
        }
    PyErr_Format(PyExc_ValueError, "%s is '%s', which is none of its words",
                 name, word);
    return 0;
}

PyObject *keys_list(key_at *at)
{
    PyObject *const list = PyList_New(0);
    const char *texts[4];

    for (size_t i = 0; list && at(i, texts); i++) {
        PyObject *const item =
            Py_BuildValue("(ssss)", texts[0], texts[1], texts[2], texts[3]);

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}

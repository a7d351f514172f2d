/* Scenarios, and files of them. */
#include <string.h>

#include "module.h"

static void release_scenario(void *held)
{
    ctg_scenario_free(held);
}

const kind kind_scenario = {"scenario", release_scenario};

static PyObject *scenario_new(PyObject *module, PyObject *unused)
{
    ctg_scenario *const made = ctg_scenario_new();

    (void)module;
    (void)unused;
    return made ? handle_new(&kind_scenario, made, NULL) : PyErr_NoMemory();
}

static PyObject *done(call *c)
{
    return call_end(c) ? Py_NewRef(Py_None) : NULL;
}

/* (scenario, what, text): "=model", "=shock", "=json", "=file", or a key. */
static PyObject *scenario_set(PyObject *module, PyObject *args)
{
    PyObject *of;
    const char *what;
    const char *text;
    ctg_scenario *scenario;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "Oss", &of, &what, &text))
        return NULL;
    scenario = handle_enter(of, &kind_scenario);
    if (!scenario)
        return NULL;
    if (!call_begin(&c, NULL)) {
        handle_leave(of);
        return NULL;
    }
    if (strcmp(what, "=model") == 0)
        c.status = ctg_scenario_apply_model(scenario, text, &c.error);
    else if (strcmp(what, "=shock") == 0)
        c.status = ctg_scenario_add_shock(scenario, text, &c.error);
    else if (strcmp(what, "=json") == 0)
        c.status = ctg_scenario_parse(scenario, text, "scenario", &c.error);
    else if (strcmp(what, "=file") == 0)
        CALL(&c, ctg_scenario_read(scenario, text, &c.error));
    else
        c.status = ctg_scenario_set(scenario, what, text, &c.error);
    handle_leave(of);
    return done(&c);
}

static PyObject *scenario_copy(PyObject *module, PyObject *of)
{
    const ctg_scenario *const from = handle_get(of, &kind_scenario);
    ctg_scenario *made;

    (void)module;
    if (!from)
        return NULL;
    made = ctg_scenario_copy(from);
    return made ? handle_new(&kind_scenario, made, NULL) : PyErr_NoMemory();
}

/* The whole of it as JSON. */
static PyObject *scenario_json(PyObject *module, PyObject *of)
{
    const ctg_scenario *const from = handle_get(of, &kind_scenario);
    memory_file memory;

    (void)module;
    if (!from || !memory_open(&memory))
        return NULL;
    ctg_scenario_write(from, memory.file, 0);
    return memory_bytes(&memory);
}

static int scenario_key(size_t index, const char *texts[4])
{
    const ctg_scenario_key *const key = ctg_scenario_key_at(index);

    if (key) {
        texts[0] = key->name;
        texts[1] = key->standard;
        texts[2] = key->range;
        texts[3] = key->meaning;
    }
    return key != NULL;
}

static PyObject *scenario_keys(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return keys_list(scenario_key);
}

/* (path, base): [(id, edits, scenario)] of a file of scenarios. */
static PyObject *scenarios_read(PyObject *module, PyObject *args)
{
    PyObject *path;
    PyObject *base;
    PyObject *list = NULL;
    PyObject *encoded;
    const ctg_scenario *from;
    ctg_scenarios *scenarios = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO", &path, &base))
        return NULL;
    from = handle_get(base, &kind_scenario);
    encoded = from ? path_bytes(path) : NULL;
    if (!encoded || !call_begin(&c, NULL)) {
        Py_XDECREF(encoded);
        return NULL;
    }
    CALL(&c, ctg_scenarios_open(PyBytes_AsString(encoded), from, call_progress,
                                &c, &scenarios, &c.error));
    Py_DECREF(encoded);
    list = c.status ? NULL : PyList_New(0);
    while (list) {
        ctg_scenario_row row = {0};
        PyObject *item;

        CALL(&c, ctg_scenarios_next(scenarios, &row, &c.error));
        if (c.status || !row.scenario)
            break;
        item = Py_BuildValue("(ssN)", row.id, row.edits,
                             handle_new(&kind_scenario, row.scenario, NULL));
        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    ctg_scenarios_free(scenarios);
    if (call_end(&c))
        return list;
    Py_XDECREF(list);
    return NULL;
}

PyMethodDef scenario_methods[] = {
    {"scenario", scenario_new, METH_NOARGS, NULL},
    {"scenario_set", scenario_set, METH_VARARGS, NULL},
    {"scenario_copy", scenario_copy, METH_O, NULL},
    {"scenario_json", scenario_json, METH_O, NULL},
    {"scenario_keys", scenario_keys, METH_NOARGS, NULL},
    {"scenarios", scenarios_read, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

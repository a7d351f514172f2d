/* Simulations and optimisations. */
#include <stdlib.h>
#include <string.h>

#include "module.h"

/* A simulation refers to its risk and its problems. */
typedef struct simulated {
    ctg_simulation *simulation;
    ctg_risk *risk;
    ctg_problems *problems;
    call *asker; /* only while it runs */
} simulated;

static void release_simulation(void *held)
{
    simulated *const s = held;

    ctg_simulation_free(s->simulation);
    ctg_risk_free(s->risk);
    ctg_problems_free(s->problems);
    free(s);
}

static void release_optimisation(void *held)
{
    ctg_optimisation_free(held);
}

const kind kind_simulation = {"simulation", release_simulation};
const kind kind_optimisation = {"optimisation", release_optimisation};

/* --- simulations -----------------------------------------------------------
 */

static int ask(void *context, double done, double total)
{
    return call_progress(((const simulated *)context)->asker, done, total);
}

ctg_status risk_given(ctg_risk *risk, const char *file, PyObject *keys,
                      ctg_error *error)
{
    ctg_status status = file ? ctg_risk_read(risk, file, error) : CTG_OK;

    for (Py_ssize_t i = 0; !status && i < PyList_Size(keys); i++) {
        const char *key;
        const char *value;

        if (!PyArg_ParseTuple(PyList_GetItem(keys, i), "ss", &key, &value))
            return CTG_BAD_ARGUMENT;
        status = ctg_risk_set(risk, key, value, error);
    }
    return status;
}

static ctg_status simulate(const ctg_network *network,
                           const ctg_scenario *scenario, simulated *s,
                           const ctg_simulate_options *options,
                           ctg_error *error)
{
    const ctg_status status =
        ctg_simulation_new(network, scenario, s->risk, options, s->problems,
                           &s->simulation, error);

    return status ? status : ctg_simulation_run(s->simulation, error);
}

/* (network, scenario, file or None, [(key, value)], options, progress) */
static PyObject *simulation_new(PyObject *module, PyObject *args)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    on from;
    PyObject *keys;
    PyObject *given;
    PyObject *progress;
    const char *file;
    const ctg_scenario *of;
    simulated *s;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&zO!O!O", network_given, &from,
                          scenario_given, &of, &file, &PyList_Type, &keys,
                          &PyDict_Type, &given, &progress) ||
        !options_given(given, "simulate", &options))
        return NULL;
    if (!call_begin(&c, progress))
        return NULL;
    s = calloc(1, sizeof *s);
    if (s) {
        s->risk = ctg_risk_new();
        s->problems = ctg_problems_new();
        s->asker = &c;
    }
    if (!s || !s->risk || !s->problems)
        c.status = CTG_NO_MEMORY;
    options.progress = ask;
    options.progress_context = s;
    if (!c.status)
        c.status = risk_given(s->risk, file, keys, &c.error);
    if (!c.status)
        CALL(&c, simulate(from.network, of, s, &options, &c.error));
    if (c.status && s && s->problems) {
        /* What was found is told with the error, and freed with the call. */
        ctg_problems_free(c.problems);
        c.problems = s->problems;
        s->problems = NULL;
    }
    if (call_end(&c))
        return handle_new(&kind_simulation, s, from.handle);
    if (s)
        release_simulation(s);
    return NULL;
}

const ctg_simulation *simulation_get(PyObject *of)
{
    const simulated *const s = handle_get(of, &kind_simulation);

    return s ? s->simulation : NULL;
}

/* (simulation, words): a figure, as a limit of the command names it. */
static PyObject *simulation_figure(PyObject *module, PyObject *args)
{
    PyObject *of;
    const char *words;
    const ctg_simulation *held;
    ctg_figure_unit unit;
    double value = 0;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "Os", &of, &words))
        return NULL;
    held = simulation_get(of);
    if (!held || !call_begin(&c, NULL))
        return NULL;
    c.status = ctg_simulation_figure(held, words, &value, &unit, &c.error);
    return call_end(&c) ? PyFloat_FromDouble(value) : NULL;
}

static PyObject *simulation_draws(PyObject *module, PyObject *of)
{
    const ctg_simulation *const held = simulation_get(of);

    (void)module;
    return held ? PyLong_FromUnsignedLongLong(
                      ctg_simulation_summarise(held)->draws)
                : NULL;
}

/* (simulation, draw): its scenario. */
static PyObject *simulation_draw(PyObject *module, PyObject *args)
{
    PyObject *of;
    unsigned long long draw;
    const ctg_simulation *held;
    ctg_scenario *scenario = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OK", &of, &draw))
        return NULL;
    held = simulation_get(of);
    if (!held)
        return NULL;
    if (!draw || draw > ctg_simulation_summarise(held)->draws)
        return PyErr_Format(PyExc_IndexError, "no draw %llu", draw);
    if (!call_begin(&c, NULL))
        return NULL;
    c.status = ctg_simulation_draw(held, draw, &scenario, &c.error);
    return call_end(&c) ? handle_new(&kind_scenario, scenario, NULL) : NULL;
}

/* {name of a file: its CSV} */
static PyObject *simulation_files(PyObject *module, PyObject *of)
{
    const ctg_simulation *const held = simulation_get(of);
    PyObject *made;
    const char *name;

    (void)module;
    made = held ? PyDict_New() : NULL;
    for (size_t i = 0; made && (name = ctg_simulation_file_at(i)); i++) {
        memory_file memory;
        call c;

        if (!call_begin(&c, NULL) || !memory_open(&memory)) {
            Py_DECREF(made);
            return NULL;
        }
        CALL(&c, ctg_simulation_file_write(held, i, memory.file, &c.error));
        if (!call_end(&c)) {
            memory_drop(&memory);
            Py_CLEAR(made);
        } else if (!put(made, name, memory_bytes(&memory))) {
            Py_CLEAR(made);
        }
    }
    return made;
}

/* --- optimisations ---------------------------------------------------------
 */

/* Settings from [(name, value or None)]; the texts are the list's. */
static ctg_setting *settings_of(PyObject *list, size_t *count)
{
    ctg_setting *const made =
        calloc((size_t)PyList_Size(list) + 1, sizeof *made);

    *count = 0;
    if (!made)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; made && i < PyList_Size(list); i++) {
        ctg_setting *const to = &made[(*count)++];

        if (!PyArg_ParseTuple(PyList_GetItem(list, i), "sz", &to->name,
                              &to->value)) {
            free(made);
            return NULL;
        }
    }
    return made;
}

/* (network, scenario, question, [(setting, value)], options, progress) */
static PyObject *optimise(PyObject *module, PyObject *args)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    on from;
    PyObject *list;
    PyObject *given;
    PyObject *progress;
    const char *question;
    const ctg_scenario *of;
    ctg_optimisation *answer = NULL;
    ctg_setting *settings;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&sO!O!O", network_given, &from,
                          scenario_given, &of, &question, &PyList_Type, &list,
                          &PyDict_Type, &given, &progress) ||
        !options_given(given, "optimise", &options))
        return NULL;
    settings = settings_of(list, &options.setting_count);
    if (!settings || !call_begin(&c, progress)) {
        free(settings);
        return NULL;
    }
    options.settings = settings;
    options.progress = call_progress;
    options.progress_context = &c;
    options.confirming = call_signals;
    CALL(&c,
         ctg_optimise(question, from.network, of, &options, &answer, &c.error));
    free(settings);
    if (call_end(&c))
        return handle_new(&kind_optimisation, answer, from.handle);
    /* An answer that a signal cut short is none. */
    ctg_optimisation_free(answer);
    return NULL;
}

/* The scenario of the answer, and the graph, copied, or None. */
static PyObject *optimisation_parts(PyObject *module, PyObject *of)
{
    const ctg_optimisation *const held = handle_get(of, &kind_optimisation);
    ctg_graph *copy = NULL;
    ctg_scenario *scenario;
    PyObject *graph = NULL;
    call c;

    (void)module;
    if (!held || !call_begin(&c, NULL))
        return NULL;
    if (ctg_optimisation_graph(held))
        c.status =
            ctg_graph_copy(ctg_optimisation_graph(held), &copy, &c.error);
    if (!call_end(&c))
        return NULL;
    graph = copy ? handle_new(&kind_graph, copy, of) : Py_NewRef(Py_None);
    scenario = ctg_scenario_copy(ctg_optimisation_scenario(held));
    if (!scenario || !graph) {
        ctg_scenario_free(scenario);
        Py_XDECREF(graph);
        return PyErr_NoMemory();
    }
    return Py_BuildValue("(NN)", handle_new(&kind_scenario, scenario, NULL),
                         graph);
}

static int risk_key(size_t index, const char *texts[4])
{
    const ctg_risk_key *const key = ctg_risk_key_at(index);

    if (key) {
        texts[0] = key->name;
        texts[1] = key->standard;
        texts[2] = key->range;
        texts[3] = key->meaning;
    }
    return key != NULL;
}

static PyObject *risk_keys(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    return keys_list(risk_key);
}

PyMethodDef risk_methods[] = {
    {"risk_keys", risk_keys, METH_NOARGS, NULL},
    {"simulate", simulation_new, METH_VARARGS, NULL},
    {"simulation_figure", simulation_figure, METH_VARARGS, NULL},
    {"simulation_draws", simulation_draws, METH_O, NULL},
    {"simulation_draw", simulation_draw, METH_VARARGS, NULL},
    {"simulation_files", simulation_files, METH_O, NULL},
    {"optimise", optimise, METH_VARARGS, NULL},
    {"optimisation_parts", optimisation_parts, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* Runs: summary, arrays, causes, files. */
#include <stdlib.h>
#include <string.h>

#include "module.h"

static void release_run(void *held)
{
    ran *const r = held;

    ctg_run_free(r->run);
    ctg_plan_free(r->plan);
    ctg_scenario_free(r->scenario);
    free(r);
}

static void release_trace(void *held)
{
    ctg_trace_free(held);
}

static void release_pivotal(void *held)
{
    ctg_pivotal_free(held);
}

const kind kind_run = {"run", release_run};
const kind kind_trace = {"trace", release_trace};
const kind kind_pivotal = {"list of pivotal senders", release_pivotal};

static ctg_status run(const ctg_network *network, ran *r,
                      const ctg_run_options *options, ctg_error *error)
{
    const ctg_status status =
        ctg_plan_new(network, r->scenario, &r->plan, error);

    return status ? status : ctg_run_new(r->plan, options, &r->run, error);
}

/* (network, scenario, options, progress) */
static PyObject *run_new(PyObject *module, PyObject *args)
{
    ctg_run_options options = ctg_run_options_default();
    on from;
    PyObject *given;
    PyObject *progress;
    const ctg_scenario *of;
    ran *r;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&O!O", network_given, &from, scenario_given,
                          &of, &PyDict_Type, &given, &progress) ||
        !options_given(given, "run", &options))
        return NULL;
    if (!call_begin(&c, progress))
        return NULL;
    r = calloc(1, sizeof *r);
    if (r)
        r->scenario = ctg_scenario_copy(of);
    if (!option_is_given(given, "adl"))
        options.adl = options.ledger;
    options.progress = call_progress;
    options.progress_context = &c;
    if (r)
        r->by_round = options.ledger || options.folded;
    if (r && r->scenario)
        CALL(&c, run(from.network, r, &options, &c.error));
    else
        c.status = CTG_NO_MEMORY;
    if (call_end(&c))
        return handle_new(&kind_run, r, from.handle);
    if (r)
        release_run(r);
    return NULL;
}

static PyObject *summary_dict(const ctg_summary *summary)
{
    PyObject *const made = PyDict_New();
    const ctg_key *key;

    for (size_t i = 0; made && (key = ctg_summary_key_at(i)) != NULL; i++)
        if (!put_number(made, key->name, ctg_summary_value(summary, i))) {
            Py_DECREF(made);
            return NULL;
        }
    return made;
}

static PyObject *run_summary(PyObject *module, PyObject *of)
{
    const ran *const r = handle_get(of, &kind_run);

    (void)module;
    return r ? summary_dict(ctg_run_summary(r->run)) : NULL;
}

/* [(name, meaning)] of the keys of a summary. */
static PyObject *summary_keys(PyObject *module, PyObject *unused)
{
    PyObject *const list = PyList_New(0);
    const ctg_key *key;

    (void)module;
    (void)unused;
    for (size_t i = 0; list && (key = ctg_summary_key_at(i)) != NULL; i++) {
        PyObject *const item = Py_BuildValue("(ss)", key->name, key->meaning);

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}

/* (run, name), lent: of nodes, or the ledger; None without one. */
static PyObject *run_array(PyObject *module, PyObject *args)
{
    PyObject *of;
    const char *name;
    const ran *r;
    size_t count;

    (void)module;
    if (!PyArg_ParseTuple(args, "Os", &of, &name))
        return NULL;
    r = handle_get(of, &kind_run);
    if (!r)
        return NULL;
    count = ctg_network_node_count(ctg_run_network(r->run));
    if (strcmp(name, "ledger") == 0) {
        const ctg_ledger *const ledger = ctg_run_ledger(r->run);
        const ctg_entry *entries;

        if (!ledger)
            return Py_NewRef(Py_None);
        entries = ctg_ledger_entries(ledger);
        count = ctg_ledger_count(ledger);
        return count && !entries
                   ? PyErr_NoMemory()
                   : lend(of, entries, count, sizeof *entries, "B");
    }
    if (strcmp(name, "failed_round") == 0)
        return lend(of, ctg_run_failed_round(r->run), count, sizeof(uint32_t),
                    "I");
    return lend(of,
                strcmp(name, "equity") == 0     ? ctg_run_equity(r->run)
                : strcmp(name, "distress") == 0 ? ctg_run_distress(r->run)
                : strcmp(name, "shocked_distress") == 0
                    ? ctg_run_shocked_distress(r->run)
                    : ctg_run_initial_equity(r->run),
                count, sizeof(double), "d");
}

/* Faces and values of exposures: bytearrays. */
static PyObject *run_claims(PyObject *module, PyObject *of)
{
    const ran *const r = handle_get(of, &kind_run);
    PyObject *face;
    PyObject *value;
    Py_ssize_t size;

    (void)module;
    if (!r)
        return NULL;
    size = (Py_ssize_t)(ctg_network_exposure_count(ctg_run_network(r->run)) *
                        sizeof(double));
    face = PyByteArray_FromStringAndSize(NULL, size);
    value = PyByteArray_FromStringAndSize(NULL, size);
    if (!face || !value) {
        Py_XDECREF(face);
        Py_XDECREF(value);
        return NULL;
    }
    ctg_run_claims(r->run, (void *)PyByteArray_AsString(face),
                   (void *)PyByteArray_AsString(value));
    return Py_BuildValue("(NN)", face, value);
}

/* Prices by round, then asset: the number of rounds, a bytearray. */
static PyObject *run_prices(PyObject *module, PyObject *of)
{
    const ran *const r = handle_get(of, &kind_run);
    uint32_t rounds;
    size_t assets;
    PyObject *made;

    (void)module;
    if (!r)
        return NULL;
    rounds = r->by_round ? ctg_run_summary(r->run)->rounds + 1 : 1;
    assets = ctg_network_asset_count(ctg_run_network(r->run));
    made = PyByteArray_FromStringAndSize(
        NULL, (Py_ssize_t)(rounds * assets * sizeof(double)));
    for (uint32_t round = 0; made && round < rounds; round++)
        ctg_run_prices(r->run, round,
                       (double *)(void *)PyByteArray_AsString(made) +
                           round * assets);
    return made ? Py_BuildValue("(IN)", rounds, made) : NULL;
}

static PyObject *run_layers(PyObject *module, PyObject *of)
{
    const ran *const r = handle_get(of, &kind_run);
    PyObject *list;
    ctg_layer_use use;

    (void)module;
    list = r ? PyList_New(0) : NULL;
    for (size_t i = 0; list && ctg_run_layer_use(r->run, i, &use); i++) {
        PyObject *const item = Py_BuildValue(
            "(Ind)", use.venue, use.row == SIZE_MAX ? -1 : (Py_ssize_t)use.row,
            use.used);

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}

static PyObject *channels(PyObject *module, PyObject *unused)
{
    PyObject *const list = PyList_New(0);

    (void)module;
    (void)unused;
    for (int i = 0; list && i < CTG_CHANNEL_COUNT; i++) {
        PyObject *const item =
            PyUnicode_FromString(ctg_channel_name((ctg_channel)i));

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}

/* --- causes ----------------------------------------------------------------
 */

static PyObject *trace_new(PyObject *module, PyObject *of)
{
    const ran *const r = handle_get(of, &kind_run);
    ctg_trace *trace = NULL;
    call c;

    (void)module;
    if (!r || !call_begin(&c, NULL))
        return NULL;
    CALL(&c, ctg_trace_new(ctg_run_ledger(r->run), &trace, &c.error));
    return call_end(&c) ? handle_new(&kind_trace, trace, of) : NULL;
}

ctg_trace *trace_enter(PyObject *of, call *c)
{
    ctg_trace *const trace = handle_enter(of, &kind_trace);

    if (trace)
        ctg_trace_ask(trace, call_progress, c);
    return trace;
}

void trace_leave(PyObject *of)
{
    ctg_trace_ask(handle_get(of, &kind_trace), NULL, NULL);
    handle_leave(of);
}

/* How much of a node's loss each origin caused: records, lent. */
static PyObject *trace_origins(PyObject *module, PyObject *of)
{
    const ctg_origin *origins = NULL;
    size_t count = 0;
    call c;
    ctg_trace *const trace = trace_enter(of, &c);

    (void)module;
    if (!trace)
        return NULL;
    if (!call_begin(&c, NULL)) {
        trace_leave(of);
        return NULL;
    }
    CALL(&c, ctg_trace_origins(trace, &origins, &count, &c.error));
    trace_leave(of);
    return call_end(&c) ? lend(of, origins, count, sizeof *origins, "B") : NULL;
}

static PyObject *path_text(const ran *r, const ctg_path *path)
{
    const ctg_graph *const graph = ctg_network_graph(ctg_run_network(r->run));
    const ctg_ledger *const ledger = ctg_run_ledger(r->run);
    const size_t size = ctg_path_text(graph, ledger, path, NULL, 0) + 1;
    char *const text = malloc(size);
    PyObject *made;

    if (!text)
        return PyErr_NoMemory();
    ctg_path_text(graph, ledger, path, text, size);
    made = PyUnicode_FromString(text);
    free(text);
    return made;
}

static PyObject *path_entries(const ctg_path *path)
{
    PyObject *const list = PyList_New((Py_ssize_t)path->entry_count);

    for (size_t i = 0; list && i < path->entry_count; i++)
        PyList_SetItem(list, (Py_ssize_t)i,
                       PyLong_FromSize_t(path->entries[i]));
    return list;
}

/* (trace, options): [(loss, origin, [entry], text)] */
static PyObject *trace_paths(PyObject *module, PyObject *args)
{
    ctg_path_options options = ctg_path_options_default();
    const ctg_path *paths = NULL;
    size_t count = 0;
    PyObject *of;
    PyObject *given;
    PyObject *list = NULL;
    ctg_trace *trace;
    const ran *r;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO!", &of, &PyDict_Type, &given) ||
        !options_given(given, "paths", &options))
        return NULL;
    trace = trace_enter(of, &c);
    if (!trace)
        return NULL;
    r = handle_get(handle_owner(of), &kind_run);
    if (call_begin(&c, NULL)) {
        CALL(&c, ctg_trace_paths(trace, &options, &paths, &count, &c.error));
        list = call_end(&c) ? PyList_New(0) : NULL;
    }
    for (size_t i = 0; list && i < count; i++) {
        PyObject *const item =
            Py_BuildValue("(dINN)", paths[i].loss, paths[i].origin,
                          path_entries(&paths[i]), path_text(r, &paths[i]));

        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    trace_leave(of);
    return list;
}

/* (trace, [node], progress): [(node, verdict, records of those tried)] */
static PyObject *pivotal(PyObject *module, PyObject *args)
{
    PyObject *of;
    PyObject *nodes;
    PyObject *progress;
    PyObject *list = NULL;
    PyObject *made = NULL;
    ctg_trace *trace;
    const ran *r;
    ctg_node *targets;
    size_t count;
    ctg_pivotal *found = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO!O", &of, &PyList_Type, &nodes, &progress))
        return NULL;
    trace = handle_enter(of, &kind_trace);
    if (!trace)
        return NULL;
    r = handle_get(handle_owner(of), &kind_run);
    count = (size_t)PyList_Size(nodes);
    targets = malloc((count + 1) * sizeof *targets);
    for (size_t i = 0; targets && i < count; i++)
        targets[i] = (ctg_node)PyLong_AsUnsignedLong(
            PyList_GetItem(nodes, (Py_ssize_t)i));
    if (!targets)
        PyErr_NoMemory();
    if (!PyErr_Occurred() && call_begin(&c, progress)) {
        CALL(&c, ctg_pivotal_new(r->plan, r->run, trace, targets, count,
                                 call_progress, &c, &found, &c.error));
        made = call_end(&c) ? handle_new(&kind_pivotal, found, of) : NULL;
    }
    free(targets);
    handle_leave(of);
    list = made ? PyList_New(0) : NULL;
    for (size_t i = 0; list && i < ctg_pivotal_target_count(found); i++) {
        size_t tried;
        const ctg_counterfactual *const all =
            ctg_pivotal_tried(found, i, &tried);
        PyObject *const item =
            Py_BuildValue("(IsN)", ctg_pivotal_target(found, i),
                          ctg_verdict_name(ctg_pivotal_verdict(found, i)),
                          lend(made, all, tried, sizeof *all, "B"));

        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    Py_XDECREF(made);
    return list;
}

/* --- files -----------------------------------------------------------------
 */

static PyObject *run_files(PyObject *module, PyObject *unused)
{
    PyObject *const list = PyList_New(0);
    const ctg_run_file *file;

    (void)module;
    (void)unused;
    for (size_t i = 0; list && (file = ctg_run_file_at(i)) != NULL; i++) {
        PyObject *const item = Py_BuildValue("(ss)", file->name, file->meaning);

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}

static ctg_status write_files(const char *folder, const ctg_outcome *of,
                              ctg_stamp *stamp, char *hash, ctg_error *error)
{
    const ctg_status status = ctg_graph_hash(stamp->graph, hash, error);

    return status ? status : ctg_run_files_write(folder, of, stamp, error);
}

/* (run, trace or None, the greatest solution beside one from below or None,
 * folder): all files of a run. */
static PyObject *run_write(PyObject *module, PyObject *args)
{
    PyObject *of;
    PyObject *traced;
    PyObject *beside;
    PyObject *path;
    PyObject *encoded;
    const ran *r;
    const ran *greatest = NULL;
    ctg_trace *trace = NULL;
    ctg_outcome outcome;
    ctg_stamp stamp;
    char hash[CTG_HASH_ROOM];
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OOOO", &of, &traced, &beside, &path))
        return NULL;
    r = handle_get(of, &kind_run);
    if (r && beside != Py_None && !(greatest = handle_get(beside, &kind_run)))
        return NULL;
    encoded = r ? path_bytes(path) : NULL;
    if (!encoded)
        return NULL;
    if (traced != Py_None && !(trace = trace_enter(traced, &c))) {
        Py_DECREF(encoded);
        return NULL;
    }
    outcome = (ctg_outcome){.run = r->run,
                            .scenario = r->scenario,
                            .greatest = greatest ? greatest->run : NULL,
                            .trace = trace,
                            .progress = call_progress,
                            .progress_context = &c};
    stamp = (ctg_stamp){.graph = ctg_network_graph(ctg_run_network(r->run)),
                        .hash = hash,
                        .problems = network_problems(handle_owner(of)),
                        .scenario = r->scenario};
    if (call_begin(&c, NULL)) {
        CALL(&c, write_files(PyBytes_AsString(encoded), &outcome, &stamp, hash,
                             &c.error));
        call_end(&c);
    }
    if (trace)
        trace_leave(traced);
    Py_DECREF(encoded);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

PyMethodDef run_methods[] = {
    {"run", run_new, METH_VARARGS, NULL},
    {"summary", run_summary, METH_O, NULL},
    {"summary_keys", summary_keys, METH_NOARGS, NULL},
    {"run_array", run_array, METH_VARARGS, NULL},
    {"claims", run_claims, METH_O, NULL},
    {"prices", run_prices, METH_O, NULL},
    {"layers", run_layers, METH_O, NULL},
    {"channels", channels, METH_NOARGS, NULL},
    {"trace", trace_new, METH_O, NULL},
    {"origins", trace_origins, METH_O, NULL},
    {"paths", trace_paths, METH_VARARGS, NULL},
    {"pivotal", pivotal, METH_VARARGS, NULL},
    {"run_files", run_files, METH_NOARGS, NULL},
    {"run_write", run_write, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

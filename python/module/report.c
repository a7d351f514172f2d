/* Documents: results in any format of reports, and the page of a scenario. */
#include <string.h>

#include "module.h"

static void release_findings(void *held)
{
    ctg_findings_free(held);
}

const kind kind_findings = {"set of findings", release_findings};

/* What a document is made of. */
typedef struct subject {
    PyObject *of;
    PyObject *beside; /* info: its look-through; None */
    const ctg_network *network;
    ctg_trace *trace;
    ctg_stamp stamp;
    char hash[CTG_HASH_ROOM];
    const char *what;
    const char *format;
} subject;

/* Handles are looked at before the GIL is let go. */
static ctg_status make(const subject *s, const void *held, const void *beside,
                       ctg_report **report, ctg_error *error)
{
    const ctg_stamp *const stamp = &s->stamp;

    if (strcmp(s->what, "run") == 0) {
        const ran *const r = held;
        const ctg_outcome of = {
            .run = r->run, .scenario = r->scenario, .trace = s->trace};

        return ctg_run_report(&of, stamp, NULL, report, error);
    }
    if (strcmp(s->what, "paths") == 0) {
        const ran *const r = held;
        const ctg_outcome of = {
            .run = r->run, .scenario = r->scenario, .trace = s->trace};

        return ctg_paths_report(&of, NULL, stamp, NULL, report, error);
    }
    if (strcmp(s->what, "rank") == 0)
        return ctg_rank_report(held, stamp, NULL, NULL, report, error);
    if (strcmp(s->what, "curve") == 0)
        return ctg_curve_report(s->network, held, stamp, NULL, NULL, report,
                                error);
    if (strcmp(s->what, "book") == 0)
        return ctg_book_report(s->network, held, stamp, NULL, NULL, report,
                               error);
    if (strcmp(s->what, "info") == 0)
        return ctg_info_report(s->network, held, beside, false, stamp, NULL,
                               report, error);
    if (strcmp(s->what, "simulation") == 0)
        return ctg_simulation_report(held, stamp, NULL, report, error);
    if (strcmp(s->what, "calibration") == 0)
        return ctg_calibration_report(held, stamp, NULL, report, error);
    if (strcmp(s->what, "optimisation") == 0)
        return ctg_optimisation_report(held, stamp, NULL, report, error);
    return ctg_findings_report(held, stamp, NULL, report, error);
}

static ctg_status write_all(subject *s, const void *held, const void *beside,
                            FILE *file, call *c)
{
    ctg_error *const error = &c->error;
    ctg_report *report = NULL;
    ctg_status status = ctg_graph_hash(s->stamp.graph, s->hash, error);

    s->stamp.hash = s->hash;
    if (!status)
        status = make(s, held, beside, &report, error);
    if (!status) {
        ctg_report_ask(report, call_progress, c);
        status = ctg_report_write(report, s->format, file, error);
    }
    ctg_report_free(report);
    return status;
}

static const struct {
    const char *what;
    const kind *of;
} kinds[] = {
    {"run", &kind_run},
    {"paths", &kind_run},
    {"rank", &kind_ranking},
    {"curve", &kind_curve},
    {"book", &kind_book},
    {"info", &kind_info},
    {"simulation", &kind_simulation},
    {"calibration", &kind_calibration},
    {"optimisation", &kind_optimisation},
    {"findings", &kind_findings},
};

static const void *find_held(const subject *s)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(s->what, kinds[i].what) == 0)
            return kinds[i].of == &kind_simulation
                       ? (const void *)simulation_get(s->of)
                       : handle_get(s->of, kinds[i].of);
    PyErr_Format(PyExc_ValueError, "no report of '%s'", s->what);
    return NULL;
}

/* (what, handle, network, scenario or None, trace or look-through or None,
 * format): bytes */
static PyObject *document(PyObject *module, PyObject *args)
{
    subject s = {0};
    PyObject *from;
    PyObject *scenario;
    PyObject *made = NULL;
    const void *held;
    const void *beside = NULL;
    memory_file memory;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "sOOOOs", &s.what, &s.of, &from, &scenario,
                          &s.beside, &s.format))
        return NULL;
    s.network = handle_get(from, &kind_network);
    held = s.network ? find_held(&s) : NULL;
    if (!held)
        return NULL;
    s.stamp.graph = ctg_network_graph(s.network);
    s.stamp.problems = network_problems(from);
    if (scenario != Py_None &&
        !(s.stamp.scenario = handle_get(scenario, &kind_scenario)))
        return NULL;
    if (strcmp(s.what, "info") == 0) {
        if (!(beside = handle_get(s.beside, &kind_look)))
            return NULL;
    } else if (s.beside != Py_None && !(s.trace = trace_enter(s.beside, &c))) {
        return NULL;
    }
    if (call_begin(&c, NULL)) {
        if (memory_open(&memory)) {
            CALL(&c, write_all(&s, held, beside, memory.file, &c));
            if (call_end(&c))
                made = memory_bytes(&memory);
            else
                memory_drop(&memory);
        }
        ctg_problems_free(c.problems);
    }
    if (s.trace)
        trace_leave(s.beside);
    return made;
}

/* (network, scenario, options, simulation or None, calibration or None,
 * progress): all of which it holds on to. */
static PyObject *findings_new(PyObject *module, PyObject *args)
{
    ctg_findings_options options = ctg_findings_options_default();
    on from;
    PyObject *given;
    PyObject *simulation;
    PyObject *calibration;
    PyObject *progress;
    const ctg_scenario *of;
    ctg_findings *findings = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&O!OOO", network_given, &from,
                          scenario_given, &of, &PyDict_Type, &given,
                          &simulation, &calibration, &progress) ||
        !options_given(given, "report", &options) ||
        (simulation != Py_None &&
         !(options.simulation = simulation_get(simulation))) ||
        (calibration != Py_None &&
         !(options.calibration = handle_get(calibration, &kind_calibration))))
        return NULL;
    if (!call_begin(&c, progress))
        return NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_findings_new(from.network, of, &options, &findings, &c.error));
    return call_end(&c) ? handle_new(&kind_findings, findings, args) : NULL;
}

/* The JSON of a list, as `contagraph list` has it: (list or None, row or
 * None). */
static PyObject *listing(PyObject *module, PyObject *args)
{
    const char *list;
    const char *row;
    ctg_report *report = NULL;
    PyObject *made = NULL;
    memory_file memory;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "zz", &list, &row) || !call_begin(&c, NULL))
        return NULL;
    c.status = ctg_list_report(list, row, NULL, NULL, &report, &c.error);
    if (!c.status && memory_open(&memory)) {
        c.status = ctg_report_write(report, "json", memory.file, &c.error);
        if (c.status)
            memory_drop(&memory);
        else
            made = memory_bytes(&memory);
    }
    ctg_report_free(report);
    if (call_end(&c))
        return made;
    Py_XDECREF(made);
    return NULL;
}

static PyObject *versions(PyObject *module, PyObject *unused)
{
    PyObject *const list = PyList_New(0);
    ctg_version version;

    (void)module;
    (void)unused;
    for (size_t i = 0; list && ctg_version_at(i, &version); i++) {
        PyObject *const item =
            Py_BuildValue("(ss)", version.name, version.version);

        if (item)
            PyList_Append(list, item);
        Py_XDECREF(item);
    }
    return list;
}

PyMethodDef report_methods[] = {
    {"document", document, METH_VARARGS, NULL},
    {"findings", findings_new, METH_VARARGS, NULL},
    {"listing", listing, METH_VARARGS, NULL},
    {"versions", versions, METH_NOARGS, NULL},
    {"layout", records_layout, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* Networks from totals, bounds, and graphs that are made up. */
#include "module.h"

static void release_totals(void *held)
{
    ctg_totals_free(held);
}

static void release_reconstruction(void *held)
{
    ctg_reconstruction_free(held);
}

static void release_draws(void *held)
{
    ctg_draws_free(held);
}

const kind kind_totals = {"set of totals", release_totals};
const kind kind_reconstruction = {"reconstruction", release_reconstruction};
const kind kind_draws = {"list of networks", release_draws};

/* (network, options, progress) */
static PyObject *totals_new(PyObject *module, PyObject *args)
{
    ctg_totals_options options = ctg_totals_options_default();
    on from;
    PyObject *given;
    PyObject *progress;
    ctg_totals *totals = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O!O", network_given, &from, &PyDict_Type,
                          &given, &progress) ||
        !options_given(given, "totals", &options) || !call_begin(&c, progress))
        return NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_totals_new(ctg_network_graph(from.network), &options, &totals,
                            &c.error));
    return call_end(&c) ? handle_new(&kind_totals, totals, from.handle) : NULL;
}

/* None, or why there is no network: (creditors, debtors, claims, debts). */
static PyObject *totals_infeasible(PyObject *module, PyObject *of)
{
    const ctg_totals *const totals = handle_get(of, &kind_totals);
    const ctg_infeasible *why;
    PyObject *creditors;
    PyObject *debtors;

    (void)module;
    if (!totals)
        return NULL;
    why = ctg_totals_infeasible(totals);
    if (!why->creditor_count)
        return Py_NewRef(Py_None);
    creditors = PyList_New(0);
    debtors = PyList_New(0);
    for (size_t i = 0; creditors && i < why->creditor_count; i++) {
        PyObject *const id =
            PyUnicode_FromString(ctg_totals_node_id(totals, why->creditors[i]));

        if (id)
            PyList_Append(creditors, id);
        Py_XDECREF(id);
    }
    for (size_t i = 0; debtors && i < why->debtor_count; i++) {
        PyObject *const id =
            PyUnicode_FromString(ctg_totals_node_id(totals, why->debtors[i]));

        if (id)
            PyList_Append(debtors, id);
        Py_XDECREF(id);
    }
    return Py_BuildValue("(NNdd)", creditors, debtors, why->claims, why->debts);
}

/* A method and all its networks. */
static ctg_status make(const ctg_totals *totals, const char *method,
                       const ctg_reconstruct_options *options,
                       ctg_reconstruction **made, ctg_draws **draws,
                       ctg_error *error)
{
    ctg_status status =
        ctg_reconstruction_new(totals, method, options, made, error);

    if (status)
        return status;
    status = ctg_draws_new(*made, draws, error);
    if (status) {
        ctg_reconstruction_free(*made);
        *made = NULL;
    }
    return status;
}

static PyObject *facts_dict(const ctg_reconstruct_facts *facts)
{
    PyObject *const made = PyDict_New();

    if (made && put_number(made, "links", facts->links) &&
        put_number(made, "density", facts->density) &&
        put_number(made, "residual", facts->residual) &&
        put_count(made, "iterations", facts->iterations) &&
        put_number(made, "error", facts->error) &&
        put(made, "converged", PyBool_FromLong(facts->converged)) &&
        put_number(made, "bound", facts->bound) &&
        put(made, "proven", PyBool_FromLong(facts->proven)) &&
        put_number(made, "expected_links", facts->expected_links) &&
        put_number(made, "effective", facts->effective) &&
        put_number(made, "rhat", facts->rhat))
        return made;
    Py_XDECREF(made);
    return NULL;
}

/* (totals, method, options, progress): (draws, says, facts) */
static PyObject *reconstruct(PyObject *module, PyObject *args)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    PyObject *of;
    PyObject *given;
    PyObject *progress;
    PyObject *method_object = NULL;
    PyObject *draws_object = NULL;
    const char *method;
    const ctg_totals *totals;
    ctg_reconstruction *made = NULL;
    ctg_draws *draws = NULL;
    ctg_reconstruct_facts facts;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OsO!O", &of, &method, &PyDict_Type, &given,
                          &progress))
        return NULL;
    totals = handle_get(of, &kind_totals);
    if (!totals || !options_given(given, "reconstruct", &options) ||
        !call_begin(&c, progress))
        return NULL;
    options.burn_given = option_is_given(given, "burn");
    options.thin_given = option_is_given(given, "thin");
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, make(totals, method, &options, &made, &draws, &c.error));
    if (!call_end(&c))
        return NULL;
    facts = ctg_reconstruction_facts(made);
    method_object = handle_new(&kind_reconstruction, made, of);
    draws_object = handle_new(&kind_draws, draws, method_object);
    Py_XDECREF(method_object);
    if (!draws_object)
        return NULL;
    return Py_BuildValue("(NsN)", draws_object, ctg_reconstruction_says(made),
                         facts_dict(&facts));
}

static const ctg_drawn *drawn_at(PyObject *of, Py_ssize_t index,
                                 const ctg_totals **totals)
{
    const ctg_draws *const draws = handle_get(of, &kind_draws);
    const ctg_drawn *all;
    size_t count;

    if (!draws)
        return NULL;
    all = ctg_draws_all(draws, &count);
    if (index < 0 || (size_t)index >= count) {
        PyErr_Format(PyExc_IndexError, "no network %zd of %zu", index, count);
        return NULL;
    }
    *totals = handle_get(handle_owner(handle_owner(of)), &kind_totals);
    return *totals ? &all[index] : NULL;
}

static PyObject *draws_count(PyObject *module, PyObject *of)
{
    const ctg_draws *const draws = handle_get(of, &kind_draws);
    size_t count;

    (void)module;
    if (!draws)
        return NULL;
    ctg_draws_all(draws, &count);
    return PyLong_FromSize_t(count);
}

/* (draws, index): records of its exposures, lent. */
static PyObject *draws_links(PyObject *module, PyObject *args)
{
    PyObject *of;
    Py_ssize_t index;
    const ctg_totals *totals;
    const ctg_drawn *drawn;

    (void)module;
    if (!PyArg_ParseTuple(args, "On", &of, &index))
        return NULL;
    drawn = drawn_at(of, index, &totals);
    return drawn ? lend(of, drawn->claims, drawn->count, sizeof(ctg_link), "B")
                 : NULL;
}

/* (draws, index): a graph with these exposures. */
static PyObject *draws_graph(PyObject *module, PyObject *args)
{
    PyObject *of;
    Py_ssize_t index;
    const ctg_totals *totals;
    const ctg_drawn *drawn;
    ctg_graph *graph = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "On", &of, &index))
        return NULL;
    drawn = drawn_at(of, index, &totals);
    if (!drawn || !call_begin(&c, NULL))
        return NULL;
    CALL(&c, ctg_totals_graph(totals, drawn, &graph, &c.error));
    return call_end(&c) ? handle_new(&kind_graph, graph, of) : NULL;
}

/* (totals, progress): [(debtor, creditor, low, high)] by id. */
static PyObject *bounds(PyObject *module, PyObject *args)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    PyObject *of;
    PyObject *progress;
    PyObject *list = NULL;
    const ctg_totals *totals;
    ctg_bounds *found = NULL;
    const ctg_cell_bound *cells;
    size_t count = 0;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO", &of, &progress))
        return NULL;
    totals = handle_get(of, &kind_totals);
    if (!totals || !call_begin(&c, progress))
        return NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_bounds_new(totals, &options, &found, &c.error));
    if (!call_end(&c))
        return NULL;
    cells = ctg_bounds_cells(found, &count);
    list = PyList_New(0);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *const item =
            Py_BuildValue("(ssdd)", ctg_totals_node_id(totals, cells[i].debtor),
                          ctg_totals_node_id(totals, cells[i].creditor),
                          cells[i].low, cells[i].high);

        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    ctg_bounds_free(found);
    return list;
}

/* (kind, options, progress): a graph. */
static PyObject *generate(PyObject *module, PyObject *args)
{
    ctg_generate_options options = ctg_generate_options_default();
    const char *word;
    PyObject *given;
    PyObject *progress;
    ctg_graph *graph = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "sO!O", &word, &PyDict_Type, &given,
                          &progress) ||
        !options_given(given, "generate", &options) ||
        !call_begin(&c, progress))
        return NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_graph_generate(word, &options, &graph, &c.error));
    if (call_end(&c))
        return handle_new(&kind_graph, graph, NULL);
    ctg_graph_free(graph); /* made before the signal was seen */
    return NULL;
}

PyMethodDef reconstruct_methods[] = {
    {"totals", totals_new, METH_VARARGS, NULL},
    {"totals_infeasible", totals_infeasible, METH_O, NULL},
    {"reconstruct", reconstruct, METH_VARARGS, NULL},
    {"draws_count", draws_count, METH_O, NULL},
    {"draws_links", draws_links, METH_VARARGS, NULL},
    {"draws_graph", draws_graph, METH_VARARGS, NULL},
    {"bounds", bounds, METH_VARARGS, NULL},
    {"generate", generate, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

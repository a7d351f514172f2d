/* Rankings, curves, books, sweeps: many runs, or none. */
#include <stdlib.h>
#include <string.h>

#include "module.h"

static void release_ranking(void *held)
{
    ctg_ranking_free(held);
}

static void release_curve(void *held)
{
    ctg_curve_free(held);
}

static void release_book(void *held)
{
    ctg_book_free(held);
}

static void release_look(void *held)
{
    ctg_look_through_free(held);
}

static void release_info(void *held)
{
    ctg_info_free(held);
}

const kind kind_ranking = {"ranking", release_ranking};
const kind kind_curve = {"curve", release_curve};
const kind kind_book = {"book", release_book};
const kind kind_look = {"look-through", release_look};
const kind kind_info = {"info", release_info};

/* --- rankings --------------------------------------------------------------
 */

static ctg_status rank(const ctg_network *network, const ctg_scenario *scenario,
                       const char *measures, const ctg_ranking_options *options,
                       ctg_ranking **ranking, ctg_error *error)
{
    ctg_plan *plan;
    ctg_status status = ctg_plan_new(network, scenario, &plan, error);

    if (status)
        return status;
    status = ctg_ranking_new(plan, measures, options, ranking, error);
    ctg_plan_free(plan);
    return status;
}

/* (network, scenario, measures, options, progress) */
static PyObject *ranking_new(PyObject *module, PyObject *args)
{
    ctg_ranking_options options = {0};
    ctg_ranking *ranking = NULL;
    on from;
    PyObject *given;
    PyObject *progress;
    const ctg_scenario *of;
    const char *measures;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&sO!O", network_given, &from,
                          scenario_given, &of, &measures, &PyDict_Type, &given,
                          &progress) ||
        !options_given(given, "rank", &options))
        return NULL;
    if (!call_begin(&c, progress))
        return NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, rank(from.network, of, measures, &options, &ranking, &c.error));
    return call_end(&c) ? handle_new(&kind_ranking, ranking, from.handle)
                        : NULL;
}

static PyObject *scores_dict(PyObject *of, const ctg_scores *scores,
                             size_t count)
{
    PyObject *const made = PyDict_New();
    const int fine =
        made && put_text(made, "label", scores->label) &&
        put_text(made, "remark", scores->remark) &&
        put(made, "defined", PyBool_FromLong(scores->defined)) &&
        put(made, "score",
            lend(of, scores->score, scores->defined ? count : 0, sizeof(double),
                 "d")) &&
        put(made, "rank",
            lend(of, scores->rank, scores->defined ? count : 0,
                 sizeof(uint32_t), "I")) &&
        put(made, "order",
            lend(of, scores->order, scores->defined ? count : 0,
                 sizeof(ctg_node), "I")) &&
        put(made, "standard_error",
            scores->standard_error && scores->defined
                ? lend(of, scores->standard_error, count, sizeof(double), "d")
                : Py_NewRef(Py_None));

    if (fine)
        return made;
    Py_XDECREF(made);
    return NULL;
}

static PyObject *ranking_scores(PyObject *module, PyObject *of)
{
    const ctg_ranking *const ranking = handle_get(of, &kind_ranking);
    PyObject *list;
    const ctg_scores *scores;

    (void)module;
    list = ranking ? PyList_New(0) : NULL;
    for (size_t i = 0;
         list && (scores = ctg_ranking_scores(ranking, i)) != NULL; i++) {
        PyObject *const item = scores_dict(
            of, scores, ctg_network_node_count(ctg_ranking_network(ranking)));

        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

/* --- curves ----------------------------------------------------------------
 */

/* (network, scenario, options, progress) */
static PyObject *curve_new(PyObject *module, PyObject *args)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_curve *curve = NULL;
    on from;
    PyObject *given;
    PyObject *progress;
    const ctg_scenario *of;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&O!O", network_given, &from, scenario_given,
                          &of, &PyDict_Type, &given, &progress) ||
        !options_given(given, "curve", &options))
        return NULL;
    if (!call_begin(&c, progress))
        return NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_curve_new(from.network, of, &options, &curve, &c.error));
    return call_end(&c) ? handle_new(&kind_curve, curve, from.handle) : NULL;
}

/* (records of points, of cliffs, baseline, why there is no least or None) */
static PyObject *curve_parts(PyObject *module, PyObject *of)
{
    const ctg_curve *const curve = handle_get(of, &kind_curve);
    const ctg_curve_point *points;
    const ctg_cliff *cliffs;
    size_t count;
    size_t jumps;

    (void)module;
    if (!curve)
        return NULL;
    points = ctg_curve_points(curve, &count);
    cliffs = ctg_curve_cliffs(curve, &jumps);
    return Py_BuildValue("(NNdN)", lend(of, points, count, sizeof *points, "B"),
                         lend(of, cliffs, jumps, sizeof *cliffs, "B"),
                         ctg_curve_baseline(curve),
                         text_or_none(ctg_curve_no_least(curve)));
}

/* --- books -----------------------------------------------------------------
 */

/* (network, asset, group, most, steps) */
static PyObject *book_new(PyObject *module, PyObject *args)
{
    PyObject *from;
    const ctg_network *network;
    const char *asset;
    const char *group;
    double most;
    Py_ssize_t steps;
    ctg_book *book = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "Ozzdn", &from, &asset, &group, &most, &steps))
        return NULL;
    network = handle_get(from, &kind_network);
    if (!network || !call_begin(&c, NULL))
        return NULL;
    CALL(&c, ctg_book_new_with(network, asset, group, most,
                               (size_t)(steps < 0 ? 0 : steps), NULL,
                               call_progress, &c, &book, &c.error));
    return call_end(&c) ? handle_new(&kind_book, book, from) : NULL;
}

static PyObject *book_levels(PyObject *module, PyObject *of)
{
    const ctg_book *const book = handle_get(of, &kind_book);
    const ctg_book_level *levels;
    size_t count;

    (void)module;
    if (!book)
        return NULL;
    levels = ctg_book_levels(book, &count);
    return lend(of, levels, count, sizeof *levels, "B");
}

/* [(account, owner, venue, fall, debt, collateral)] */
static PyObject *book_accounts(PyObject *module, PyObject *of)
{
    const ctg_book *const book = handle_get(of, &kind_book);
    const ctg_book_account *accounts;
    size_t count;
    PyObject *list;

    (void)module;
    if (!book)
        return NULL;
    accounts = ctg_book_accounts(book, &count);
    list = PyList_New(0);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *const item = Py_BuildValue(
            "(sIIddd)", accounts[i].name, accounts[i].owner, accounts[i].venue,
            accounts[i].fall, accounts[i].debt, accounts[i].collateral);

        if (!item || PyList_Append(list, item))
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

/* --- sweeps ----------------------------------------------------------------
 */

static PyObject *summary_rows(const ctg_summary *summaries, size_t count)
{
    size_t keys = 0;
    PyObject *made;
    double *to;

    while (ctg_summary_key_at(keys))
        keys++;
    made = PyByteArray_FromStringAndSize(
        NULL, (Py_ssize_t)(count * keys * sizeof *to));
    if (!made)
        return NULL;
    to = (void *)PyByteArray_AsString(made);
    for (size_t k = 0; k < keys; k++)
        for (size_t i = 0; i < count; i++)
            to[k * count + i] = ctg_summary_value(&summaries[i], k);
    return made;
}

/* (network, [scenario], options, progress): a bytearray of numbers,
 * key by key. A scenario that fails is named by its index. */
static PyObject *sweep(PyObject *module, PyObject *args)
{
    ctg_sweep_options options = ctg_sweep_options_default();
    PyObject *from;
    PyObject *list;
    PyObject *given;
    PyObject *progress;
    PyObject *made = NULL;
    const ctg_network *network;
    const ctg_scenario **scenarios;
    ctg_summary *summaries;
    size_t count;
    size_t failed = 0;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO!O!O", &from, &PyList_Type, &list,
                          &PyDict_Type, &given, &progress) ||
        !options_given(given, "sweep", &options))
        return NULL;
    network = handle_get(from, &kind_network);
    if (!network)
        return NULL;
    count = (size_t)PyList_Size(list);
    scenarios = calloc(count + 1, sizeof *scenarios);
    summaries = calloc(count + 1, sizeof *summaries);
    if (!scenarios || !summaries)
        PyErr_NoMemory();
    for (size_t i = 0; !PyErr_Occurred() && i < count; i++)
        scenarios[i] =
            handle_get(PyList_GetItem(list, (Py_ssize_t)i), &kind_scenario);
    options.progress = call_progress;
    options.progress_context = &c;
    if (!PyErr_Occurred() && call_begin(&c, progress)) {
        CALL(&c, ctg_sweep_run(network, scenarios, count, &options, summaries,
                               &failed, &c.error));
        if (call_end(&c))
            made = summary_rows(summaries, count);
    }
    free(scenarios);
    free(summaries);
    return made;
}

/* --- before anything happens -----------------------------------------------
 */

static ctg_status look(const ctg_network *network, const ctg_scenario *scenario,
                       ctg_info **info, call *c)
{
    ctg_plan *plan;
    ctg_status status = ctg_plan_new(network, scenario, &plan, &c->error);

    if (status)
        return status;
    status = ctg_info_new(plan, call_progress, c, info, &c->error);
    ctg_plan_free(plan);
    return status;
}

static PyObject *info_new(PyObject *module, PyObject *args)
{
    on from;
    const ctg_scenario *of;
    ctg_info *info = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&", network_given, &from, scenario_given,
                          &of))
        return NULL;
    if (!call_begin(&c, NULL))
        return NULL;
    CALL(&c, look(from.network, of, &info, &c));
    return call_end(&c) ? handle_new(&kind_info, info, from.handle) : NULL;
}

static PyObject *look_new(PyObject *module, PyObject *from)
{
    const ctg_network *const network = handle_get(from, &kind_network);
    ctg_look_through *made = NULL;
    call c;

    (void)module;
    if (!network || !call_begin(&c, NULL))
        return NULL;
    CALL(&c, ctg_look_through_new(network, &made, &c.error));
    return call_end(&c) ? handle_new(&kind_look, made, from) : NULL;
}

/* (look, "node", row): each node's share; (look, "asset", row): money. */
static PyObject *look_to(PyObject *module, PyObject *args)
{
    PyObject *of;
    PyObject *made;
    const char *what;
    const ctg_look_through *held;
    const ctg_network *network;
    unsigned row;
    double *to;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OsI", &of, &what, &row))
        return NULL;
    held = handle_get(of, &kind_look);
    if (!held)
        return NULL;
    network = handle_get(handle_owner(of), &kind_network);
    made = PyByteArray_FromStringAndSize(
        NULL, (Py_ssize_t)(ctg_network_node_count(network) * sizeof(double)));
    if (!made)
        return NULL;
    to = (void *)PyByteArray_AsString(made);
    if (!call_begin(&c, NULL)) {
        Py_DECREF(made);
        return NULL;
    }
    CALL(&c, strcmp(what, "node") == 0
                 ? ctg_look_through_to_node(held, row, to, &c.error)
                 : ctg_look_through_to_asset(held, row, NULL, to, &c.error));
    if (call_end(&c))
        return made;
    Py_DECREF(made);
    return NULL;
}

PyMethodDef many_methods[] = {
    {"rank", ranking_new, METH_VARARGS, NULL},
    {"scores", ranking_scores, METH_O, NULL},
    {"curve", curve_new, METH_VARARGS, NULL},
    {"curve_parts", curve_parts, METH_O, NULL},
    {"book", book_new, METH_VARARGS, NULL},
    {"book_levels", book_levels, METH_O, NULL},
    {"book_accounts", book_accounts, METH_O, NULL},
    {"sweep", sweep, METH_VARARGS, NULL},
    {"info", info_new, METH_VARARGS, NULL},
    {"look_through", look_new, METH_O, NULL},
    {"look_to", look_to, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* Graphs and networks: read, checked, written, looked at. */
#include <string.h>

#include "module.h"

static void release_graph(void *held)
{
    ctg_graph_free(held);
}

static void release_network(void *held)
{
    ctg_network_free(held);
}

static void release_problems(void *held)
{
    ctg_problems_free(held);
}

/* What is not quite right with a network, told by its reports. */
static const kind kind_problems = {"list of problems", release_problems};

const ctg_problems *network_problems(PyObject *network)
{
    return handle_get(handle_owner(network), &kind_problems);
}

PyObject *graph_handle(ctg_graph *graph, call *c)
{
    PyObject *const found = handle_new(&kind_problems, c->problems, NULL);
    PyObject *made = NULL;

    c->problems = NULL;
    if (found)
        made = handle_new(&kind_graph, graph, found);
    else
        ctg_graph_free(graph);
    Py_XDECREF(found);
    return made;
}

/* What was found when a graph was read goes on with it. */
static void take_problems(PyObject *graph, call *c)
{
    PyObject *const owner = handle_owner(graph);

    if (!owner || !handle_is(owner, &kind_problems))
        return;
    ctg_problems_free(c->problems);
    c->problems = handle_get(owner, &kind_problems);
    handle_forget(owner);
}

const kind kind_graph = {"graph", release_graph};
const kind kind_network = {"network", release_network};

/* (path, bytes, options, progress): one of the first two is None. */
static PyObject *graph_read(PyObject *module, PyObject *args)
{
    PyObject *path;
    PyObject *bytes;
    PyObject *given;
    PyObject *progress;
    PyObject *encoded = NULL;
    PyObject *made = NULL;
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    Py_buffer view = {0};
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OOO!O", &path, &bytes, &PyDict_Type, &given,
                          &progress) ||
        !options_given(given, "read", &options))
        return NULL;
    if (path != Py_None && !(encoded = path_bytes(path)))
        return NULL;
    if (bytes != Py_None && PyObject_GetBuffer(bytes, &view, PyBUF_SIMPLE))
        return NULL;
    if (!call_begin(&c, progress))
        goto done;
    options.progress = call_progress;
    options.progress_context = &c;
    if (encoded) {
        const char *const name = PyBytes_AsString(encoded);

        CALL(&c, ctg_graph_read(name, &options, &graph, c.problems, &c.error));
    } else {
        CALL(&c, ctg_graph_read_memory(view.buf, (size_t)view.len, &options,
                                       &graph, c.problems, &c.error));
    }
    if (!c.status && !PyErr_Occurred())
        made = graph_handle(graph, &c);
    call_end(&c);
done:
    Py_XDECREF(encoded);
    if (view.obj)
        PyBuffer_Release(&view);
    return made;
}

static ctg_status fill_presets(ctg_graph *graph, const char *folder, call *c)
{
    ctg_presets *presets = NULL;
    ctg_status status = CTG_OK;

    if (!ctg_graph_names_preset(graph))
        return CTG_OK;
    if (folder)
        status = ctg_presets_read(folder, &presets, c->problems, &c->error);
    if (!status)
        status =
            ctg_graph_apply_presets(graph, presets, c->problems, &c->error);
    ctg_presets_free(presets);
    return status;
}

static ctg_status compile(ctg_graph *graph, const char *folder,
                          ctg_network **network, call *c)
{
    const ctg_status status = fill_presets(graph, folder, c);

    return status ? status
                  : ctg_network_take(graph, call_progress, c, network,
                                     c->problems, &c->error);
}

/* (graph, folder of presets or None): the network, which takes the graph over,
 * and the problems that are none. */
static PyObject *network_new(PyObject *module, PyObject *args)
{
    PyObject *from;
    const char *folder;
    ctg_graph *graph;
    ctg_network *network = NULL;
    ctg_problems *kept = NULL;
    PyObject *problems = NULL;
    PyObject *owner;
    PyObject *made;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "Oz", &from, &folder))
        return NULL;
    graph = handle_enter(from, &kind_graph);
    if (!graph)
        return NULL;
    if (call_begin(&c, NULL)) {
        take_problems(from, &c);
        CALL(&c, compile(graph, folder, &network, &c));
        problems = call_problems(&c);
        if (network) {
            kept = c.problems;
            c.problems = NULL;
        }
        call_end(&c);
    }
    handle_leave(from);
    if (!network) {
        Py_XDECREF(problems);
        return NULL;
    }
    owner = handle_new(&kind_problems, kept, handle_owner(from));
    handle_forget(from);
    made = handle_new(&kind_network, network, owner);
    Py_XDECREF(owner);
    if (made && owner && problems)
        return Py_BuildValue("(NN)", made, problems);
    Py_XDECREF(made);
    Py_XDECREF(problems);
    return NULL;
}

static const ctg_graph *graph_of(PyObject *network)
{
    const ctg_network *const held = handle_get(network, &kind_network);

    return held ? ctg_network_graph(held) : NULL;
}

/* (network, [words of an edit]): another graph. */
static PyObject *graph_edit(PyObject *module, PyObject *args)
{
    PyObject *from;
    PyObject *edits;
    const ctg_graph *graph;
    ctg_graph *copy = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO!", &from, &PyList_Type, &edits))
        return NULL;
    graph = graph_of(from);
    if (!graph || !call_begin(&c, NULL))
        return NULL;
    CALL(&c, ctg_graph_copy(graph, &copy, &c.error));
    for (Py_ssize_t i = 0; !c.status && i < PyList_Size(edits); i++) {
        const char *const words =
            PyUnicode_AsUTF8AndSize(PyList_GetItem(edits, i), NULL);

        if (!words)
            break;
        c.status = ctg_graph_edit(copy, words, &c.error);
    }
    if (call_end(&c))
        return handle_new(&kind_graph, copy, from);
    ctg_graph_free(copy);
    return NULL;
}

/* (network, path, options, progress) */
static PyObject *graph_write(PyObject *module, PyObject *args)
{
    ctg_write_options options = ctg_write_options_default();
    PyObject *from;
    PyObject *path;
    PyObject *given;
    PyObject *progress;
    PyObject *problems;
    PyObject *encoded;
    const ctg_graph *graph;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OOO!O", &from, &path, &PyDict_Type, &given,
                          &progress) ||
        !options_given(given, "write", &options))
        return NULL;
    graph = graph_of(from);
    encoded = graph ? path_bytes(path) : NULL;
    if (!encoded || !call_begin(&c, progress)) {
        Py_XDECREF(encoded);
        return NULL;
    }
    options.network = handle_get(from, &kind_network);
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_graph_write(graph, PyBytes_AsString(encoded), &options,
                             c.problems, &c.error));
    Py_DECREF(encoded);
    problems = call_problems(&c);
    if (call_end(&c))
        return problems;
    Py_XDECREF(problems);
    return NULL;
}

static PyObject *graph_hash(PyObject *module, PyObject *from)
{
    const ctg_graph *const graph = graph_of(from);
    char hash[CTG_HASH_ROOM];
    call c;

    (void)module;
    if (!graph || !call_begin(&c, NULL))
        return NULL;
    CALL(&c, ctg_graph_hash(graph, hash, &c.error));
    return call_end(&c) ? PyUnicode_FromString(hash) : NULL;
}

static PyObject *graph_about(PyObject *module, PyObject *from)
{
    const ctg_graph *const graph = graph_of(from);
    const ctg_about *about;

    (void)module;
    if (!graph)
        return NULL;
    about = ctg_graph_about(graph);
    return Py_BuildValue("{ssssssss}", "title", about->title, "unit",
                         about->unit, "date", about->date, "source",
                         about->source);
}

enum { ROWS_A_LOOK = 1 << 14 }; /* some milliseconds: Ctrl-C is looked for */

/* One column of a table as a list of texts, "" where blank. */
static PyObject *column_of(const ctg_graph *graph, ctg_table table,
                           const char *column)
{
    const size_t count = ctg_graph_row_count(graph, table);
    PyObject *const list = PyList_New((Py_ssize_t)count);

    for (size_t row = 0; list && row < count; row++) {
        char buffer[32];
        const char *const text =
            ctg_graph_cell(graph, table, row, column, buffer);
        PyObject *const cell = PyUnicode_FromString(text ? text : "");

        if (!cell || PyList_SetItem(list, (Py_ssize_t)row, cell) ||
            (row % ROWS_A_LOOK == 0 && PyErr_CheckSignals())) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

/* (network, table): {column: [text]} of the columns that hold anything. */
static PyObject *graph_table(PyObject *module, PyObject *args)
{
    PyObject *from;
    PyObject *made;
    const ctg_graph *graph;
    const char *column;
    int table;

    (void)module;
    if (!PyArg_ParseTuple(args, "Oi", &from, &table))
        return NULL;
    graph = graph_of(from);
    if (!graph)
        return NULL;
    if (table < 0 || table >= CTG_TABLE_COUNT)
        return PyErr_Format(PyExc_IndexError, "no table %d", table);
    made = PyDict_New();
    for (size_t i = 0;
         made &&
         (column = ctg_graph_column(graph, (ctg_table)table, i)) != NULL;
         i++)
        if (!put(made, column, column_of(graph, (ctg_table)table, column)))
            Py_CLEAR(made);
    return made;
}

/* (network, assets): ids of nodes, or of assets. */
static PyObject *graph_ids(PyObject *module, PyObject *args)
{
    PyObject *from;
    PyObject *list;
    const ctg_graph *graph;
    size_t count;
    int assets;

    (void)module;
    if (!PyArg_ParseTuple(args, "Op", &from, &assets))
        return NULL;
    graph = graph_of(from);
    if (!graph)
        return NULL;
    count = ctg_graph_row_count(graph, assets ? CTG_ASSETS : CTG_NODES);
    list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *const id = PyUnicode_FromString(
            assets ? ctg_graph_asset_id(graph, (ctg_asset)i)
                   : ctg_graph_node_id(graph, (ctg_node)i));

        if (!id || PyList_SetItem(list, (Py_ssize_t)i, id))
            Py_CLEAR(list);
    }
    return list;
}

/* (network, words, asset): the row that people mean. */
static PyObject *graph_look_up(PyObject *module, PyObject *args)
{
    PyObject *from;
    const ctg_graph *graph;
    const char *words;
    uint32_t row = 0;
    int asset;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "Osp", &from, &words, &asset))
        return NULL;
    graph = graph_of(from);
    if (!graph || !call_begin(&c, NULL))
        return NULL;
    c.status = ctg_graph_look_up(graph, asset ? CTG_ASSETS : CTG_NODES, words,
                                 &row, &c.error);
    return call_end(&c) ? PyLong_FromUnsignedLong(row) : NULL;
}

static PyObject *network_counts(PyObject *module, PyObject *from)
{
    const ctg_network *const network = handle_get(from, &kind_network);

    (void)module;
    if (!network)
        return NULL;
    return Py_BuildValue("(nnnn)", (Py_ssize_t)ctg_network_node_count(network),
                         (Py_ssize_t)ctg_network_exposure_count(network),
                         (Py_ssize_t)ctg_network_asset_count(network),
                         (Py_ssize_t)ctg_network_account_count(network));
}

/* (network, "equity", "assets" or "liabilities"), lent. */
static PyObject *network_array(PyObject *module, PyObject *args)
{
    PyObject *from;
    const char *name;
    const ctg_network *network;
    const double *data;

    (void)module;
    if (!PyArg_ParseTuple(args, "Os", &from, &name))
        return NULL;
    network = handle_get(from, &kind_network);
    if (!network)
        return NULL;
    data = strcmp(name, "equity") == 0   ? ctg_network_equity(network)
           : strcmp(name, "assets") == 0 ? ctg_network_assets(network)
                                         : ctg_network_liabilities(network);
    return lend(from, data, ctg_network_node_count(network), sizeof *data, "d");
}

static PyObject *room_for(size_t count, size_t size)
{
    return PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(count * size));
}

/* Debtors, creditors, amounts: bytearrays, to be looked at as arrays. */
static PyObject *network_exposures(PyObject *module, PyObject *from)
{
    const ctg_network *const network = handle_get(from, &kind_network);
    PyObject *arrays[3] = {NULL, NULL, NULL};
    size_t count;

    (void)module;
    if (!network)
        return NULL;
    count = ctg_network_exposure_count(network);
    for (int i = 0; i < 3; i++)
        arrays[i] = room_for(count, i == 2 ? sizeof(double) : sizeof(ctg_node));
    if (arrays[0] && arrays[1] && arrays[2]) {
        ctg_network_exposures(network, (void *)PyByteArray_AsString(arrays[0]),
                              (void *)PyByteArray_AsString(arrays[1]),
                              (void *)PyByteArray_AsString(arrays[2]));
        return Py_BuildValue("(NNN)", arrays[0], arrays[1], arrays[2]);
    }
    for (int i = 0; i < 3; i++)
        Py_XDECREF(arrays[i]);
    return NULL;
}

PyMethodDef graph_methods[] = {
    {"read", graph_read, METH_VARARGS, NULL},
    {"network", network_new, METH_VARARGS, NULL},
    {"edit", graph_edit, METH_VARARGS, NULL},
    {"write", graph_write, METH_VARARGS, NULL},
    {"hash", graph_hash, METH_O, NULL},
    {"about", graph_about, METH_O, NULL},
    {"table", graph_table, METH_VARARGS, NULL},
    {"ids", graph_ids, METH_VARARGS, NULL},
    {"look_up", graph_look_up, METH_VARARGS, NULL},
    {"counts", network_counts, METH_O, NULL},
    {"network_array", network_array, METH_VARARGS, NULL},
    {"exposures", network_exposures, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/*
 * contagraph for Python: what the files of the extension share.
 *
 * The limited API of 3.11, so that one build serves all later versions, and
 * none of NumPy's headers: arrays are lent through the buffer protocol.
 *
 * Python sees objects of the library as handles. A handle frees what it holds
 * when nobody refers to it any more, and refers to what must outlive it. What
 * people are shown is made of them in Python.
 */
#ifndef PYTHON_MODULE_H
#define PYTHON_MODULE_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdio.h>

#include <contagraph/contagraph.h>

/* --- handles -------------------------------------------------------------- */

typedef struct handle handle;

/* What a handle can hold; one static object each. */
typedef struct kind {
    const char *name;
    void (*release)(void *held);
} kind;

extern const kind kind_graph, kind_network, kind_scenario, kind_run, kind_trace,
    kind_ranking, kind_curve, kind_book, kind_look, kind_drawing,
    kind_simulation, kind_calibration, kind_optimisation, kind_totals,
    kind_reconstruction, kind_draws, kind_findings, kind_info, kind_pivotal;

/* Takes what is held over, also on failure: then it is released. */
PyObject *handle_new(const kind *of, void *held, PyObject *owner);

/* What it holds, borrowed; NULL and a TypeError where it is something else. */
void *handle_get(PyObject *object, const kind *of);

/* The same for objects that one thread at a time may use: RuntimeError while
 * another one does. Ends with handle_leave. */
void *handle_enter(PyObject *object, const kind *of);
void handle_leave(PyObject *object);

int handle_is(PyObject *object, const kind *of);

/* What it holds is somebody else's from now on. */
void handle_forget(PyObject *object);

PyObject *handle_owner(PyObject *object); /* borrowed; NULL */

/*
 * An array of `count` items, read-only, that lends memory of its owner for as
 * long as anybody looks at it. `format` is struct's letter; "B" with `size`
 * above 1: records, of that layout (records_layout).
 */
PyObject *lend(PyObject *owner, const void *data, size_t count, size_t size,
               const char *format);

int handle_ready(PyObject *module);
PyObject *records_layout(PyObject *module, PyObject *name);

/* --- calls ---------------------------------------------------------------- */

/* One call of the library: its error, its problems, who is told of progress. */
typedef struct call {
    ctg_error error;
    ctg_problems *problems;
    PyObject *callback; /* borrowed; NULL: none */
    PyThreadState *state;
    double last; /* when it was asked for last, seconds */
    ctg_status status;
} call;

/*
 * False with an exception inside a callback of progress, and out of memory.
 * Ends with call_end or call_fail. `callback` may be NULL or None.
 */
int call_begin(call *c, PyObject *callback);

/* Runs `statement`, an expression of type ctg_status, without the GIL. */
#define CALL(c, statement)                                                     \
    do {                                                                       \
        (c)->state = PyEval_SaveThread();                                      \
        (c)->status = (statement);                                             \
        PyEval_RestoreThread((c)->state);                                      \
    } while (0)

/* To be given to the library, with the call as its context. */
int call_progress(void *context, double done, double total);
/* The same of signals alone, and of what was raised before. */
int call_signals(void *context, double done, double total);

/* Frees; returns false and raises where the status says so, else true. */
int call_end(call *c);

/* The problems so far, a list of (severity, place, text). */
PyObject *call_problems(const call *c);

/* A graph, with the problems that the call found; both are taken over. */
PyObject *graph_handle(ctg_graph *graph, call *c);

int errors_ready(PyObject *module);

/* --- what is given -------------------------------------------------------- */

/* A network and its handle, which results refer to. */
typedef struct on {
    PyObject *handle; /* borrowed */
    const ctg_network *network;
} on;

/* For "O&" of PyArg_ParseTuple, into an `on`, and a const ctg_scenario *. */
int network_given(PyObject *object, void *to);
int scenario_given(PyObject *object, void *to);

/*
 * What a dictionary of ours has of the options of a call, as
 * contagraph/options.def names both; None is not given. False with an
 * exception, a TypeError for a name that is none of them. The options are good
 * for as long as the dictionary is.
 */
int options_given(PyObject *dict, const char *of, void *options);

/* Whether it has one that is not None. */
int option_is_given(PyObject *dict, const char *name);

/* Name, standard, range, meaning of a key; false past the last. */
typedef int key_at(size_t index, const char *texts[4]);

/* A list of them. */
PyObject *keys_list(key_at *at);

/* --- odds and ends -------------------------------------------------------- */

/* Bytes of a path; a new reference or NULL. */
PyObject *path_bytes(PyObject *path);

/* None for NULL. */
PyObject *text_or_none(const char *text);

/* Adds to a dictionary and lets go of the value; false on failure. */
int put(PyObject *dict, const char *key, PyObject *value);
int put_number(PyObject *dict, const char *key, double value);
int put_count(PyObject *dict, const char *key, size_t value);
int put_text(PyObject *dict, const char *key, const char *value);

/* Of a handle of kind_network: what looked wrong. */
const ctg_problems *network_problems(PyObject *network);

/* Keys of a risk from a file, NULL for none, and [(key, value)]. */
ctg_status risk_given(ctg_risk *risk, const char *file, PyObject *keys,
                      ctg_error *error);

/* What a handle of kind_trace holds, for one thread, who asks in the name of
 * the call while it looks for an answer; NULL with an exception. */
ctg_trace *trace_enter(PyObject *of, call *c);
void trace_leave(PyObject *of);

/* Of a handle of kind_simulation; NULL and a TypeError. */
const ctg_simulation *simulation_get(PyObject *of);

/* What was written into memory, as bytes; `file` and `text` as by open_memory.
 * Closes and frees. */
typedef struct memory_file {
    FILE *file;
    char *text;
    size_t size;
} memory_file;

int memory_open(memory_file *m);
PyObject *memory_bytes(memory_file *m);
void memory_drop(memory_file *m);

/* The objects behind a handle of kind_run. */
typedef struct ran {
    ctg_plan *plan;
    ctg_run *run;
    ctg_scenario *scenario;
    bool by_round; /* prices are kept of each round */
} ran;

/* --- the functions, by file ----------------------------------------------- */

extern PyMethodDef graph_methods[], build_methods[], scenario_methods[],
    run_methods[], many_methods[], draw_methods[], risk_methods[],
    calibrate_methods[], reconstruct_methods[], report_methods[],
    options_methods[];

#endif

/* Calibrations: how far a parameter can go. */
#include <stdlib.h>

#include "module.h"

static void release_calibration(void *held)
{
    ctg_calibration_free(held);
}

const kind kind_calibration = {"calibration", release_calibration};

/* Texts of a list, its own; NULL with an exception. */
static const char **texts_of(PyObject *list, size_t *count)
{
    const char **const made =
        calloc((size_t)PyList_Size(list) + 1, sizeof *made);

    *count = (size_t)PyList_Size(list);
    if (!made)
        PyErr_NoMemory();
    for (size_t i = 0; made && i < *count; i++) {
        made[i] =
            PyUnicode_AsUTF8AndSize(PyList_GetItem(list, (Py_ssize_t)i), NULL);
        if (!made[i]) {
            free(made);
            return NULL;
        }
    }
    return made;
}

/* (network, scenario, file or None, [(key, value)], [set], [limit], options,
 * weights (w1, w2) or None, progress) */
static PyObject *calibrate(PyObject *module, PyObject *args)
{
    ctg_calibrate_options options = ctg_calibrate_options_default();
    on from;
    const ctg_scenario *of;
    const char *file;
    PyObject *keys;
    PyObject *sets;
    PyObject *limits;
    PyObject *given;
    PyObject *maximise;
    PyObject *progress;
    double weights[2];
    ctg_risk *risk = NULL;
    ctg_calibration *made = NULL;
    PyObject *result = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "O&O&zO!O!O!O!OO", network_given, &from,
                          scenario_given, &of, &file, &PyList_Type, &keys,
                          &PyList_Type, &sets, &PyList_Type, &limits,
                          &PyDict_Type, &given, &maximise, &progress) ||
        !options_given(given, "calibrate", &options) ||
        (maximise != Py_None &&
         !PyArg_ParseTuple(maximise, "dd;maximise is a pair of weights",
                           &weights[0], &weights[1])))
        return NULL;
    if (maximise != Py_None)
        options.maximise = weights;
    options.sets = texts_of(sets, &options.set_count);
    if (options.sets)
        options.limits = texts_of(limits, &options.limit_count);
    if (options.limits && call_begin(&c, progress)) {
        options.progress = call_progress;
        options.progress_context = &c;
        risk = ctg_risk_new();
        c.status =
            risk ? risk_given(risk, file, keys, &c.error) : CTG_NO_MEMORY;
        if (!c.status)
            CALL(&c, ctg_calibrate(from.network, of, risk, &options, c.problems,
                                   &made, &c.error));
        ctg_risk_free(risk);
        if (call_end(&c))
            result = handle_new(&kind_calibration, made, from.handle);
        else
            ctg_calibration_free(made);
    }
    free((void *)options.sets);
    free((void *)options.limits);
    return result;
}

/* ([(name, safe, bold, now, value, fails_at, units)],
 * [(words, bound, now, now_upper, estimate, upper, binds)], reached, gap) */
static PyObject *calibration_parts(PyObject *module, PyObject *of)
{
    const ctg_calibration *const held = handle_get(of, &kind_calibration);
    PyObject *const parameters = held ? PyList_New(0) : NULL;
    PyObject *const limits = parameters ? PyList_New(0) : NULL;
    const ctg_calibrated *p;
    const ctg_calibration_limit *l;

    (void)module;
    for (size_t i = 0; limits && (p = ctg_calibration_parameter_at(held, i));
         i++) {
        PyObject *const item =
            Py_BuildValue("(sdddddd)", p->name, p->safe, p->bold, p->now,
                          p->value, p->fails_at, p->units);

        if (item)
            PyList_Append(parameters, item);
        Py_XDECREF(item);
    }
    for (size_t i = 0; limits && (l = ctg_calibration_limit_at(held, i)); i++) {
        PyObject *const item =
            Py_BuildValue("(sdddddN)", l->words, l->bound, l->now, l->now_upper,
                          l->estimate, l->upper, PyBool_FromLong(l->binds));

        if (item)
            PyList_Append(limits, item);
        Py_XDECREF(item);
    }
    if (!limits)
        return NULL;
    return Py_BuildValue("(NNdd)", parameters, limits,
                         ctg_calibration_summarise(held)->reached,
                         ctg_calibration_summarise(held)->gap);
}

PyMethodDef calibrate_methods[] = {
    {"calibrate", calibrate, METH_VARARGS, NULL},
    {"calibration_parts", calibration_parts, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

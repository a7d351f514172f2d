/* Drawings. */
#include "module.h"

static void release_drawing(void *held)
{
    ctg_drawing_free(held);
}

const kind kind_drawing = {"drawing", release_drawing};

/* What `importance` needs: impact as a share of the equity of all. */
static const ctg_scores *scores_of(PyObject *ranking)
{
    const ctg_ranking *const held =
        ranking == Py_None ? NULL : handle_get(ranking, &kind_ranking);

    return held ? ctg_ranking_scores(held, 0) : NULL;
}

/* (network, run or None, run or None, ranking or None, view, options,
 * progress) */
static PyObject *draw(PyObject *module, PyObject *args)
{
    ctg_draw_options options = ctg_draw_options_default();
    PyObject *from;
    PyObject *of;
    PyObject *against;
    PyObject *ranking;
    PyObject *given;
    PyObject *progress;
    const char *view;
    const ran *r = NULL;
    const ran *other = NULL;
    const ctg_scores *scores;
    ctg_drawing *drawing = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OOOOsO!O", &from, &of, &against, &ranking,
                          &view, &PyDict_Type, &given, &progress))
        return NULL;
    options.network = handle_get(from, &kind_network);
    if (!options.network || !options_given(given, "draw", &options))
        return NULL;
    if (of != Py_None && !(r = handle_get(of, &kind_run)))
        return NULL;
    if (against != Py_None && !(other = handle_get(against, &kind_run)))
        return NULL;
    scores = scores_of(ranking);
    if (PyErr_Occurred() || !call_begin(&c, progress))
        return NULL;
    if (scores && scores->defined)
        options.impact = scores->score;
    options.run = r ? r->run : NULL;
    options.scenario = r ? r->scenario : NULL;
    options.against = other ? other->run : NULL;
    options.progress = call_progress;
    options.progress_context = &c;
    CALL(&c, ctg_draw(view, &options, &drawing, &c.error));
    return call_end(&c) ? handle_new(&kind_drawing, drawing, from) : NULL;
}

/* (DOT, CSV or None, [note]) */
static PyObject *drawing_parts(PyObject *module, PyObject *of)
{
    const ctg_drawing *const drawing = handle_get(of, &kind_drawing);
    PyObject *notes;
    const char *note;

    (void)module;
    notes = drawing ? PyList_New(0) : NULL;
    for (size_t i = 0; notes && (note = ctg_drawing_note(drawing, i)); i++) {
        PyObject *const item = PyUnicode_FromString(note);

        if (item)
            PyList_Append(notes, item);
        Py_XDECREF(item);
    }
    return notes ? Py_BuildValue("(sNN)", ctg_drawing_dot(drawing),
                                 text_or_none(ctg_drawing_csv(drawing)), notes)
                 : NULL;
}

/* (drawing, options, progress): SVG. */
static PyObject *drawing_svg(PyObject *module, PyObject *args)
{
    ctg_render_options options = ctg_render_options_default();
    PyObject *of;
    PyObject *given;
    PyObject *progress;
    PyObject *made = NULL;
    ctg_drawing *drawing;
    const char *svg = NULL;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OO!O", &of, &PyDict_Type, &given, &progress) ||
        !options_given(given, "save", &options))
        return NULL;
    drawing = handle_enter(of, &kind_drawing);
    if (!drawing)
        return NULL;
    if (call_begin(&c, progress)) {
        options.progress = call_progress;
        options.progress_context = &c;
        CALL(&c,
             ctg_drawing_svg(drawing, &options, c.problems, &svg, &c.error));
        made = call_end(&c) ? PyUnicode_FromString(svg) : NULL;
    }
    handle_leave(of);
    return made;
}

/* (drawing, path, options, progress): [problem]. */
static PyObject *drawing_render(PyObject *module, PyObject *args)
{
    ctg_render_options options = ctg_render_options_default();
    PyObject *of;
    PyObject *path;
    PyObject *given;
    PyObject *progress;
    PyObject *encoded;
    PyObject *problems = NULL;
    const ctg_drawing *drawing;
    call c;

    (void)module;
    if (!PyArg_ParseTuple(args, "OOO!O", &of, &path, &PyDict_Type, &given,
                          &progress) ||
        !options_given(given, "save", &options))
        return NULL;
    drawing = handle_enter(of, &kind_drawing);
    if (!drawing)
        return NULL;
    encoded = path_bytes(path);
    if (encoded && call_begin(&c, progress)) {
        options.progress = call_progress;
        options.progress_context = &c;
        CALL(&c, ctg_drawing_render(drawing, PyBytes_AsString(encoded),
                                    &options, c.problems, &c.error));
        problems = call_problems(&c);
        if (!call_end(&c))
            Py_CLEAR(problems);
    }
    Py_XDECREF(encoded);
    handle_leave(of);
    return problems;
}

PyMethodDef draw_methods[] = {
    {"draw", draw, METH_VARARGS, NULL},
    {"drawing_parts", drawing_parts, METH_O, NULL},
    {"drawing_svg", drawing_svg, METH_VARARGS, NULL},
    {"drawing_render", drawing_render, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

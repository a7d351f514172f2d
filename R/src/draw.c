/* Drawings. */
#include "functions.h"

static void release_drawing(void *held)
{
    ctg_drawing_free(held);
}

const kind kind_drawing = {"drawing", release_drawing};

static const ran *run_or_none(SEXP of)
{
    return of == R_NilValue ? NULL : box_get(of, &kind_run);
}

/* `run`, `against` and `ranking` may be NULL. */
SEXP contagraph_draw(SEXP network, SEXP run, SEXP against, SEXP ranking,
                     SEXP view, SEXP given, SEXP progress)
{
    ctg_draw_options options = ctg_draw_options_default();
    const ran *const r = run_or_none(run);
    const ran *const other = run_or_none(against);
    const ctg_scores *const scores =
        ranking == R_NilValue
            ? NULL
            : ctg_ranking_scores(box_get(ranking, &kind_ranking), 0);
    const char *const word = one_text_of(view, "view");
    ctg_drawing *drawing = NULL;
    SEXP box = PROTECT(box_new(&kind_drawing, network));
    call *c;

    options_take(given, "draw", &options);
    options.network = network_of(network);
    options.run = r ? r->run : NULL;
    options.scenario = r ? r->scenario : NULL;
    options.against = other ? other->run : NULL;
    if (scores && scores->defined)
        options.impact = scores->score;
    c = call_begin(progress);
    options.progress = call_progress;
    options.progress_context = c;
    c->status = ctg_draw(word ? word : "", &options, &drawing, &c->error);
    box_put(box, drawing);
    return call_end(c, box, 2);
}

static const char *note_at(const void *of, size_t i)
{
    return ctg_drawing_note(of, i);
}

/* DOT, CSV or NA, notes. */
SEXP contagraph_drawing_parts(SEXP of)
{
    static const char *names[] = {"dot", "csv", "notes", ""};
    const ctg_drawing *const drawing = box_get(of, &kind_drawing);
    SEXP made = PROTECT(Rf_mkNamed(VECSXP, names));
    size_t notes = 0;

    while (ctg_drawing_note(drawing, notes))
        notes++;
    SET_VECTOR_ELT(made, 0, text_out(ctg_drawing_dot(drawing)));
    SET_VECTOR_ELT(made, 1, text_out(ctg_drawing_csv(drawing)));
    SET_VECTOR_ELT(made, 2, texts_out(notes, note_at, drawing));
    UNPROTECT(1);
    return made;
}

SEXP contagraph_drawing_svg(SEXP of, SEXP given)
{
    ctg_render_options options = ctg_render_options_default();
    ctg_drawing *const drawing = box_get(of, &kind_drawing);
    const char *svg = NULL;
    SEXP made;
    call *c;

    options_take(given, "save", &options);
    c = call_begin(R_NilValue);
    options.progress = call_progress;
    options.progress_context = c;
    c->status =
        ctg_drawing_svg(drawing, &options, c->problems, &svg, &c->error);
    made = PROTECT(text_out(svg));
    return call_end(c, made, 2);
}

/* Problems of rendering into a file. */
SEXP contagraph_drawing_render(SEXP of, SEXP path, SEXP given)
{
    ctg_render_options options = ctg_render_options_default();
    const ctg_drawing *const drawing = box_get(of, &kind_drawing);
    const char *const to = path_of(path);
    SEXP made;
    call *c;

    options_take(given, "save", &options);
    c = call_begin(R_NilValue);
    options.progress = call_progress;
    options.progress_context = c;
    c->status =
        ctg_drawing_render(drawing, to, &options, c->problems, &c->error);
    made = PROTECT(problems_list(c->problems));
    return call_end(c, made, 2);
}

/*
 * The view `paths`: the largest chains of causes, one in each row, from the
 * shock to the last who lost.
 */
#include "draw/cascade_draw.h"
#include "draw/palette.h"
#include "draw/paths_rows.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "text/clean.h"
#include "text/format.h"
#include "trace/trace.h"

enum {
    PATHS = 5,
    MOST_PATHS = 9, /* as many badges as there are */
    MIN_STEPS = 2
};

/* --- the picture -----------------------------------------------------------
 */

static void put_head(ctg__route *r, const char *title)
{
    bool used[CTG__CODE_COUNT] = {false};
    char share[CTG__FORMAT_ROOM];
    double sum = 0;
    ctg__head head;

    for (size_t p = 0; p < r->path_count; p++) {
        sum += r->paths[p].loss;
        for (size_t i = 0; i < r->paths[p].entry_count; i++)
            used[ctg__route_code(r, &r->paths[p], i)] = true;
    }
    ctg__head_begin(&head, title, r->width);
    ctg__text_restart(&r->words);
    if (r->path_count == 1)
        ctg__text_add(&r->words, "The largest path carries ");
    else
        ctg__text_print(&r->words, "The %zu largest paths carry ",
                        r->path_count);
    ctg__add_money(&r->words, &r->facts, sum);
    ctg__text_print(&r->words,
                    ", %s of %s. Gross: gains of the same node are not "
                    "taken off.",
                    ctg__format_share(share, sum / ctg__route_whole(r), false),
                    ctg__route_whole_words(r));
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&r->words));
    ctg__text_restart(&r->words);
    ctg__add_identity(&r->words, &r->facts, r->facts.net->total,
                      r->facts.net->gains);
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&r->words));
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (used[code])
            ctg__head_channel(&head, code);
    ctg__text_restart(&r->words);
    ctg__text_add(&r->words, "line width ∝ loss of the path (widest ");
    ctg__add_money(&r->words, &r->facts, r->paths[0].loss);
    ctg__text_add(&r->words, ")");
    ctg__head_run(&head, NULL, false, ctg__text_string(&r->words));
    ctg__head_item(&head);
    ctg__head_run(&head, NULL, false, "■ black: has failed by then");
    ctg__head_item(&head);
    ctg__head_end_legend(&head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(r->sketch, true));
    ctg__diagram_graph(&r->sketch->diagram);
    ctg__head_put(&head, &r->sketch->diagram);
}

static void add_title(ctg__text *title, size_t count, size_t min_steps)
{
    ctg__text_add(title, "Critical paths: the ");
    if (count > 1)
        ctg__text_print(title, "%zu ", count);
    ctg__text_print(title,
                    "largest chain%s of %zu or more steps after the shock",
                    ctg__plural(count), min_steps);
}

static void draw(ctg__route *r)
{
    const char *const given = r->sketch->options->title;
    ctg__diagram *const diagram = &r->sketch->diagram;
    ctg__text title = {0};

    if (given)
        ctg__text_add_clean(&title, given, 100, false);
    else if (r->path_count == 0)
        ctg__text_print(&title,
                        "Critical paths: no chain of %zu or more steps after "
                        "the shock",
                        r->min_steps);
    else
        add_title(&title, r->path_count, r->min_steps);
    ctg__diagram_init(diagram, ctg__text_string(&title));
    if (r->path_count == 0) {
        ctg__draw_sentence(diagram, ctg__text_string(&title),
                           "No loss travels beyond the shock.");
    } else {
        ctg__placed_begin(diagram, "paths");
        for (size_t i = 0; i < r->path_count; i++)
            ctg__route_draw(
                r, i, ctg__page_most_width(ctg__sketch_page(r->sketch)) - 20);
        put_head(r, ctg__text_string(&title));
        r->sketch->page = ctg__sketch_page(r->sketch);
    }
    diagram->failed |= title.failed || r->text.failed || r->words.failed;
    ctg__text_clear(&title);
}

static ctg_status find_paths(ctg__route *r, ctg_trace *trace, ctg_error *error)
{
    const ctg_draw_options *const options = r->sketch->options;
    ctg_path_options asked = ctg_path_options_default();
    ctg_status status;

    asked.count = options->paths ? options->paths : PATHS;
    if (asked.count > MOST_PATHS) {
        asked.count = MOST_PATHS;
        ctg__sketch_note(r->sketch,
                         "drawing %d paths, as many as can be told "
                         "apart",
                         MOST_PATHS);
    }
    asked.min_steps = options->min_steps ? options->min_steps : MIN_STEPS;
    status = ctg_trace_paths(trace, &asked, &r->paths, &r->path_count, error);
    if (!status && r->path_count == 0 && !options->min_steps) {
        asked.min_steps = 1;
        status =
            ctg_trace_paths(trace, &asked, &r->paths, &r->path_count, error);
    }
    r->min_steps = asked.min_steps;
    return status;
}

ctg_status ctg__view_paths(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    ctg__route r = {.sketch = sketch};
    ctg_trace *trace = NULL;
    ctg_status status = ctg__trace_chains(options->run, &trace, error);

    if (!status) {
        ctg_trace_ask(trace, ctg__ask, &sketch->asking);
        status = ctg__facts_init(&r.facts, options->run, trace,
                                 options->scenario, &sketch->arena, error);
    }
    if (!status)
        status = find_paths(&r, trace, error);
    if (!status) {
        r.contagion = r.facts.net->total - r.facts.net->in_direct;
        draw(&r);
        ctg__sketch_figures(sketch, &r.facts);
    }
    ctg__facts_clear(&r.facts);
    ctg__text_clear(&r.text);
    ctg__text_clear(&r.words);
    ctg_trace_free(trace);
    return status;
}

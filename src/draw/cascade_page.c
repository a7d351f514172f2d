/* A cascade on its page: as many columns and boxes as can be read there. */
#include <math.h>

#include "base/memory.h"
#include "draw/cascade_draw.h"
#include "draw/direct_shocks.h"
#include "draw/groups.h"

enum { TRIES = 6, HEAD = 165, LEAST_ROOM = 200 };

#define KEEP 0.95
#define LEAST_CONTAGION 0.005 /* of all losses: less is no cascade */
#define NO_LIMIT 1e9

static void add_direct(void *direct, ctg_node node, size_t shock, double x)
{
    (void)node;
    ((double *)direct)[shock] += x;
}

/* More than one in words that matters? */
static ctg_status look_at_shocks(ctg__cascade *c, ctg_error *error)
{
    double *const direct =
        ctg__allocate_zeroed((c->facts->shock_count + 1) * sizeof *direct);
    size_t several = 0;
    ctg_status status;

    if (!direct)
        return ctg__fail_memory(error);
    status = ctg__each_direct_loss(c->facts, add_direct, direct, error);
    for (size_t i = 0; c->facts->shocks && i < c->facts->shock_count; i++)
        several += direct[i] > CTG__LEAST_SHOCK * c->net->in_direct;
    c->several_shocks = several > 1;
    ctg__release(direct);
    return status;
}

/* Copies, boxes, and no column without any; then what flows. */
ctg_status ctg__cascade_make(ctg__cascade *c, ctg_error *error)
{
    ctg_status status;

    do {
        status = ctg__cascade_find_copies(c, error);
        if (!status)
            status = ctg__cascade_choose(c, error);
    } while (!status && ctg__cascade_join_columns(c));
    if (!status)
        status = ctg__cascade_find_streams(c, error);
    if (!status)
        status = ctg__cascade_round(c, error);
    return status;
}

/* Less room for boxes until the page can be read. */
static ctg_status fit(ctg__sketch *sketch, ctg__cascade *c, const char *title,
                      const char *data_line, ctg_error *error)
{
    const double most = ctg__page_most_height(c->page);
    ctg_status status = CTG_OK;

    c->room = most < NO_LIMIT ? most - HEAD : NO_LIMIT;
    for (int i = 0; i < TRIES && !status; i++) {
        double width = 0;
        double height = 0;

        ctg__diagram_clear(&sketch->diagram);
        ctg__diagram_init(&sketch->diagram, title);
        status = ctg__cascade_make(c, error);
        if (!status)
            status = ctg__cascade_draw(c, &sketch->diagram, title, data_line,
                                       sketch->options->url_template, &width,
                                       &height, error);
        if (status || c->force || ctg__page_fits(c->page, width, height) ||
            c->room < LEAST_ROOM)
            break;
        c->room = fmin(c->room, height) - fmax(10, height - most);
    }
    return status;
}

/* What is said of the picture to those who do not see it. */
void ctg__sketch_figures(ctg__sketch *sketch, const ctg__facts *facts)
{
    ctg__text words = {0};

    ctg__add_identity(&words, facts, facts->net->total, facts->net->gains);
    ctg__text_add(&words, " ");
    ctg__add_figures(&words, facts, facts->net->in_direct,
                     facts->net->total - facts->net->in_direct);
    ctg__text_add(&words, " Table: ledger.csv");
    sketch->figures = ctg__text_keep(&words, &sketch->arena);
    sketch->failed |= !sketch->figures;
}

static ctg_status draw_cast(ctg__sketch *sketch, const ctg__facts *facts,
                            const ctg__cast *cast, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const char *const title = ctg__sketch_title(
        sketch, facts, cast->grouped ? "Cascade by group " : "Cascade ");
    ctg__cascade c = {
        .facts = facts,
        .cast = cast,
        .net = facts->net,
        .page = ctg__sketch_page(sketch),
        .keep = options->keep > 0 ? options->keep : KEEP,
        .force = options->force,
        .contagion = facts->net->total - facts->net->in_direct,
    };
    ctg_status status;

    if (!(c.net->total > 0)) {
        ctg__diagram_init(&sketch->diagram, title);
        ctg__draw_sentence(&sketch->diagram, title,
                           "No loss: nothing travels.");
        return CTG_OK;
    }
    sketch->page = c.page;
    ctg__sketch_figures(sketch, facts);
    if (!(c.contagion >= LEAST_CONTAGION * c.net->total))
        return ctg__cascade_direct(sketch, facts, error);
    status = look_at_shocks(&c, error);
    if (!status)
        status = ctg__spans_init(&c.columns, facts->causes, c.net,
                                 facts->falls, error);
    if (!status)
        status = ctg__spans_fit(
            &c.columns, c.net, c.page,
            c.several_shocks ? CTG__SHOCK_WIDTH + CTG__COLUMN_GAP : 0, error);
    if (!status)
        status = fit(sketch, &c, title, ctg__data_line(sketch, true), error);
    ctg__cascade_drop(&c);
    return status;
}

ctg_status ctg__sketch_cascade(ctg__sketch *sketch, const ctg__facts *facts,
                               ctg_error *error)
{
    const char **group_of = NULL;
    ctg__cast cast;
    ctg_status status = CTG_OK;

    if (sketch->options->group)
        status = ctg__sketch_groups(sketch, facts, &group_of, error);
    if (!status)
        status = group_of
                     ? ctg__cast_groups(&cast, facts, group_of, &sketch->arena,
                                        error)
                     : ctg__cast_nodes(&cast, facts, &sketch->arena, error);
    return status ? status : draw_cast(sketch, facts, &cast, error);
}

/*
 * The view `matrix`: who owes whom, holds what, overlaps with whom, lost
 * through whom, gave to whom, as a table whose rows and columns add up.
 */
#include <math.h>
#include <string.h>

#include "draw/matrix_cells.h"
#include "trace/trace.h"

static const struct {
    ctg_matrix_kind about;
    ctg__crosstab_fill *fill;
} kinds[] = {
#define MATRIX(name, function, needs_run, folded, listed, summary)             \
    {{name, summary, needs_run, folded, listed}, function},
#include "draw/matrices.def"
#undef MATRIX
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds, TOP_WITHOUT_PAGE = 40 };

const ctg_matrix_kind *ctg_matrix_kind_at(size_t index)
{
    return index < KIND_COUNT ? &kinds[index].about : NULL;
}

/* Numbers are of 9 points before they are fitted to a page, and of 6.5 on it
 * even where rules between groups and wide names need some more. */
#define FITTED (8.5 / 6.5)
enum { CELL = 40 };

/* As many columns as can be read on the page. */
static size_t lines_of(const ctg__sketch *sketch)
{
    const ctg__draw_page *const page = ctg__sketch_page(sketch);

    if (sketch->options->top)
        return sketch->options->top;
    if (!(page->width > 0))
        return TOP_WITHOUT_PAGE;
    return (size_t)((page->width * FITTED - CTG__MATRIX_NAMES) /
                    (CELL + CTG__MATRIX_GAP)) -
           CTG__MATRIX_BESIDE;
}

static ctg_status take_facts(ctg__sketch *sketch, const ctg_matrix_kind *kind,
                             ctg_trace **trace, ctg__facts *facts,
                             ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    ctg_status status;

    if (!kind->needs_run) {
        const ctg_network *const network =
            options->network ? options->network : ctg_run_network(options->run);
        const size_t count = ctg_network_node_count(network);
        uint32_t *failed;

        if (!TAKE(&sketch->arena, failed, count + 1))
            return ctg__fail_memory(error);
        *facts = (ctg__facts){
            .node_count = count,
            .initial_equity = ctg_network_equity(network),
            .failed_round = failed,
            .unit = ctg_graph_about(ctg_network_graph(network))->unit};
        return ctg__facts_names(facts, ctg_network_graph(network),
                                &sketch->arena, error);
    }
    if (!options->run)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a matrix of what happened needs a run");
    status = kind->folded && (options->no_csv || kind->listed)
                 ? ctg__trace_run(options->run, trace, error)
                 : ctg_trace_new(ctg_run_ledger(options->run), trace, error);
    if (status)
        return status;
    ctg_trace_ask(*trace, ctg__ask, &sketch->asking);
    return ctg__facts_init(facts, options->run, *trace, options->scenario,
                           &sketch->arena, error);
}

static ctg_status stopped(ctg_error *error)
{
    return ctg__fail(error, CTG_CANCELLED, "cancelled");
}

static ctg_status ask(ctg__asking *asking, ctg_error *error)
{
    return ctg__ask(asking, 0, 0) ? CTG_OK : stopped(error);
}

ctg_status ctg__view_matrix(ctg__sketch *sketch, ctg_error *error)
{
    const char *const of =
        sketch->options->of ? sketch->options->of : kinds[0].about.name;
    ctg__crosstab m = {.first_row = SIZE_MAX,
                       .last_column = SIZE_MAX,
                       .most = lines_of(sketch),
                       .width = ctg__sketch_page(sketch)->width * FITTED};
    ctg__facts facts = {0};
    ctg__asking asking = {.progress = sketch->options->progress,
                          .context = sketch->options->progress_context};
    ctg_trace *trace = NULL;
    size_t kind = 0;
    ctg_status status;

    while (kind < KIND_COUNT && strcmp(kinds[kind].about.name, of) != 0)
        kind++;
    if (kind == KIND_COUNT)
        return ctg__fail(error, CTG_NOT_FOUND, "no matrix of '%s'", of);
    status = take_facts(sketch, &kinds[kind].about, &trace, &facts, error);
    if (!status)
        status = ask(&asking, error);
    if (!status)
        status = kinds[kind].fill(sketch, &facts, &m, error);
    if (!status)
        status = ask(&asking, error);
    if (!status)
        status = ctg__crosstab_order(&m, &sketch->arena, error);
    if (!status && !m.count) {
        ctg__diagram_init(&sketch->diagram, m.title);
        ctg__draw_sentence(&sketch->diagram, m.title, m.nothing);
    } else if (!status) {
        ctg__crosstab_draw(sketch, &facts, &m, kinds[kind].about.needs_run);
    }
    if (!status)
        status = ask(&asking, error);
    if (!status && !sketch->options->no_csv &&
        !ctg__crosstab_list(&m, &asking, &sketch->csv))
        status = stopped(error);
    ctg__crosstab_clear(&m);
    ctg__facts_clear(&facts);
    ctg_trace_free(trace);
    return status;
}

#include "optimise/compressed.h"

#include <math.h>

#include "optimise/lines_cell.h"

typedef struct totals {
    double gross_before;
    double gross_after;
    double weighted; /* of what is left, by weights */
    double kept;     /* no answer can have less, by weights */
    double least;
    uint64_t edges_before;
    uint64_t edges_after;
} totals;

/* Per node, money over all segments. */
typedef struct sums {
    double *gross_before;
    double *gross_after;
    double *net;
    double *net_after;
    double *own_before; /* of one segment, its asset's units */
    double *own_net;
} sums;

static void add_before(const ctg__compressed *found,
                       const ctg__segment *segment, totals *to)
{
    for (size_t k = 0; k < segment->count; k++) {
        const ctg__line *const line = &found->before.lines[segment->first + k];
        const double money = line->amount * segment->price;

        to->gross_before += money;
        to->kept += line->weight * money * (line->fixed ? 1 : found->floor);
        to->edges_before += line->amount >= segment->unit;
    }
}

/* What rounding leaves of a line, below a unit, is no line. */
static void add_after(const ctg__compressed *found, const ctg__segment *segment,
                      totals *to)
{
    for (size_t k = 0; k < segment->count; k++) {
        const ctg__line *const line = &found->after.lines[segment->first + k];
        const double money = line->after * segment->price;

        to->gross_after += money;
        to->weighted += line->weight * money;
        to->edges_after += line->after >= segment->unit;
    }
}

static bool take_sums(ctg__arena *arena, sums *made, size_t nodes)
{
    return TAKE(arena, made->gross_before, nodes + 1) &&
           TAKE(arena, made->gross_after, nodes + 1) &&
           TAKE(arena, made->net, nodes + 1) &&
           TAKE(arena, made->net_after, nodes + 1) &&
           TAKE(arena, made->own_before, nodes + 1) &&
           TAKE(arena, made->own_net, nodes + 1);
}

/* A segment's nets and grosses, added to the nodes'; the sum of its positive
 * nets. */
static double add_nodes(const ctg__lines *lines, const ctg__segment *segment,
                        bool after, size_t nodes, sums *to)
{
    double *const net = after ? to->net_after : to->net;
    double *const gross = after ? to->gross_after : to->gross_before;
    double least = 0;

    for (size_t i = 0; i < nodes; i++)
        to->own_net[i] = to->own_before[i] = 0;
    ctg__net_sums(lines->lines + segment->first, segment->count, after,
                  to->own_net, to->own_before);
    for (size_t i = 0; i < nodes; i++) {
        net[i] += to->own_net[i] * segment->price;
        gross[i] += to->own_before[i] * segment->price;
        least += fmax(0, to->own_net[i]) * segment->price;
    }
    return least;
}

static const ctg_key segment_heads[] = {
    {"segment", CTG_FIGURE_PLAIN, "in order of its first row"},
    {"gross_before", CTG_FIGURE_MONEY, ""},
    {"gross_after", CTG_FIGURE_MONEY, ""},
    {"least", CTG_FIGURE_MONEY, "the sum of positive nets"},
    {"edges_before", CTG_FIGURE_PLAIN, ""},
    {"edges_after", CTG_FIGURE_PLAIN, ""},
};
static const ctg_key node_heads[] = {
    {"node", CTG_FIGURE_PLAIN, ""},
    {"gross_before", CTG_FIGURE_MONEY, "claims and debts"},
    {"gross_after", CTG_FIGURE_MONEY, "claims and debts"},
    {"net", CTG_FIGURE_MONEY, "debts less claims"},
    {"net_after", CTG_FIGURE_MONEY, "debts less claims"},
};
enum {
    SEGMENT_HEADS = sizeof segment_heads / sizeof *segment_heads,
    NODE_HEADS = sizeof node_heads / sizeof *node_heads
};

static void fill_segment(const totals *of, size_t index, ctg_cell *cells)
{
    cells[0] = ctg__cell_count(index + 1);
    cells[1] = ctg__cell_number(of->gross_before);
    cells[2] = ctg__cell_number(of->gross_after);
    cells[3] = ctg__cell_number(of->least);
    cells[4] = ctg__cell_count(of->edges_before);
    cells[5] = ctg__cell_count(of->edges_after);
}

static void add_totals(totals *to, const totals *of)
{
    to->gross_before += of->gross_before;
    to->gross_after += of->gross_after;
    to->weighted += of->weighted;
    to->kept += of->kept;
    to->least += of->least;
    to->edges_before += of->edges_before;
    to->edges_after += of->edges_after;
}

static ctg_status fill_segments(ctg__task *task, const ctg__compressed *found,
                                ctg__asking *asking, sums *by_node, totals *all,
                                ctg_error *error)
{
    const size_t nodes = task->network->nodes.count;
    const size_t count = found->before.segment_count;
    ctg_answer_table *table;
    ctg_cell *const cells = ctg__answer_table(
        task->answer, "segments", segment_heads, SEGMENT_HEADS, count, &table);

    if (!cells || !take_sums(&task->arena, by_node, nodes))
        return ctg__fail_memory(error);
    table->for_people = count > 1;
    for (size_t s = 0; s < count; s++) {
        totals of = {0};

        if (!ctg__ask(asking, 0, 0))
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        add_before(found, &found->before.segments[s], &of);
        add_after(found, &found->after.segments[s], &of);
        of.least = add_nodes(&found->before, &found->before.segments[s], false,
                             nodes, by_node);
        add_nodes(&found->after, &found->after.segments[s], true, nodes,
                  by_node);
        fill_segment(&of, s, cells + s * SEGMENT_HEADS);
        add_totals(all, &of);
    }
    return CTG_OK;
}

static ctg_status fill_nodes(ctg__task *task, const sums *of, ctg_error *error)
{
    const size_t nodes = task->network->nodes.count;
    ctg_answer_table *table;
    ctg_cell *cells = ctg__answer_table(task->answer, "nodes", node_heads,
                                        NODE_HEADS, nodes, &table);

    if (!cells)
        return ctg__fail_memory(error);
    table->for_people = true;
    for (size_t i = 0; i < nodes; i++, cells += NODE_HEADS) {
        cells[0] = ctg__cell_node((ctg_node)i);
        cells[1] = ctg__cell_number(of->gross_before[i]);
        cells[2] = ctg__cell_number(of->gross_after[i]);
        cells[3] = ctg__cell_number(of->net[i]);
        cells[4] = ctg__cell_number(of->net_after[i]);
    }
    return CTG_OK;
}

static void fill_figures(ctg__task *task, const ctg__compressed *found,
                         const totals *all)
{
    ctg_optimisation *const answer = task->answer;
    const bool weighted = ctg__setting_given(task, "prefer");
    const double least = found->slack || weighted ? 0 : all->least;

    answer->goal = weighted ? "gross by preference" : "gross";
    answer->value = weighted ? all->weighted : all->gross_after;
    answer->bound = found->exact ? answer->value : fmax(least, all->kept);
    ctg__answer_settle(answer, task->gap);
    ctg__answer_fact(answer, "gross_before", CTG_FIGURE_MONEY,
                     ctg__cell_number(all->gross_before));
    ctg__answer_fact(answer, "gross_after", CTG_FIGURE_MONEY,
                     ctg__cell_number(all->gross_after));
    ctg__answer_fact(answer, "least", CTG_FIGURE_MONEY,
                     ctg__cell_number(all->least));
    ctg__answer_fact(answer, "edges_before", CTG_FIGURE_PLAIN,
                     ctg__cell_count(all->edges_before));
    ctg__answer_fact(answer, "edges_after", CTG_FIGURE_PLAIN,
                     ctg__cell_count(all->edges_after));
}

ctg_status ctg__compressed_start(ctg__task *task, ctg__compressed *found,
                                 ctg_error *error)
{
    const size_t nodes = task->network->nodes.count;

    if (!TAKE(&task->arena, found->lost, nodes + 1))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < nodes; i++)
        found->lost[i] = ctg__judge_equity_lost(task, i);
    ctg_run_free(task->run);
    task->run = NULL;
    return CTG_OK;
}

/* The scenario on the graph as it is after. */
static ctg_status run_after(ctg__task *task, const ctg__compressed *found,
                            ctg__asking *asking, ctg_error *error)
{
    ctg_network *after = NULL;
    ctg_status status = ctg_network_take(task->answer->graph, ctg__ask, asking,
                                         &after, NULL, error);

    if (!status)
        after->owned = NULL; /* the graph stays the answer's */
    if (!status)
        status = ctg__task_confirm(task, after, error);
    if (!status)
        status = ctg__compressed_harm(task, found->lost, error);
    ctg_run_free(task->run);
    task->run = NULL;
    ctg_network_free(after);
    return status;
}

ctg_status ctg__compressed_answer(ctg__task *task, ctg__compressed *found,
                                  ctg_error *error)
{
    /* The search is over, whatever stopped it. */
    ctg__asking asking = {.progress = task->options->confirming,
                          .context = task->options->progress_context};
    totals all = {0};
    sums by_node;
    ctg_status status =
        fill_segments(task, found, &asking, &by_node, &all, error);

    if (!status)
        status = fill_nodes(task, &by_node, error);
    if (status)
        return status;
    fill_figures(task, found, &all);
    status = ctg__lines_graph(task, &found->after, found->moved, &asking,
                              &task->answer->graph, error);
    ctg__arena_clear(&found->arena);
    if (!status)
        status = ctg__answer_lines(task->answer, task->answer->graph, error);
    return status ? status : run_after(task, found, &asking, error);
}

/* Who loses more by a compression: names, amounts, and a line in words. */
#include <string.h>

#include "optimise/compressed.h"

static const ctg_key heads[] = {
    {"node", CTG_FIGURE_PLAIN, ""},
    {"before", CTG_FIGURE_MONEY, "equity lost in the scenario"},
    {"after", CTG_FIGURE_MONEY, "equity lost in it with the graph compressed"},
    {"more", CTG_FIGURE_MONEY, "what the compression costs it"},
};

enum { HEADS = sizeof heads / sizeof *heads };

typedef struct harm {
    const ctg__task *task;
    const double *before; /* equity lost, per node */
    size_t count;
    double more;
} harm;

/* 0 where it is rounding. */
static double more_of(const harm *of, ctg_node node)
{
    const double rise =
        ctg__judge_equity_lost(of->task, node) - of->before[node];

    return rise > 1e-9 * of->task->answer->before.value[3] ? rise : 0;
}

static ctg_status add_table(harm *of, ctg_error *error)
{
    ctg_optimisation *const answer = of->task->answer;
    ctg_answer_table *table;
    ctg_cell *cells =
        ctg__answer_table(answer, "harmed", heads, HEADS, of->count, &table);

    if (!cells)
        return ctg__fail_memory(error);
    table->for_people = true;
    table->caption = ctg__answer_print(
        answer,
        "compression can harm: %zu node%s more in this scenario than before, "
        "%.6g in all",
        of->count, of->count == 1 ? " loses" : "s lose", of->more);
    if (!table->caption)
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < of->task->network->nodes.count; i++) {
        if (!(more_of(of, i) > 0))
            continue;
        cells[0] = ctg__cell_node(i);
        cells[1] = ctg__cell_number(of->before[i]);
        cells[2] = ctg__cell_number(ctg__judge_equity_lost(of->task, i));
        cells[3] = ctg__cell_number(more_of(of, i));
        cells += HEADS;
    }
    return CTG_OK;
}

ctg_status ctg__compressed_harm(ctg__task *task, const double *lost_before,
                                ctg_error *error)
{
    harm of = {.task = task, .before = lost_before};

    for (ctg_node i = 0; i < task->network->nodes.count; i++) {
        const double more = more_of(&of, i);

        of.count += more > 0;
        of.more += more;
    }
    if (!of.count)
        ctg__answer_note(task->answer,
                         "compression can harm: who is not in a cycle may lose "
                         "more; in this scenario nobody does");
    return add_table(&of, error);
}

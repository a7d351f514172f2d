/* An answer that was found for one network, in many others. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "optimise/task.h"

enum { DRAW, VALUE, LOSS, FAILURES, SHORTFALL, HEADS };

static const ctg_key heads[HEADS] = {
    [DRAW] = {"draw", CTG_FIGURE_PLAIN, ""},
    [VALUE] = {"value", CTG_FIGURE_SHORT, ""},
    [LOSS] = {"loss", CTG_FIGURE_MONEY, ""},
    [FAILURES] = {"failures", CTG_FIGURE_PLAIN, ""},
    [SHORTFALL] = {"shortfall", CTG_FIGURE_MONEY, ""},
};

static double value_of(const ctg_optimisation *of, const ctg__measures *found)
{
    for (size_t m = 0; m < CTG__MEASURE_COUNT; m++)
        if (strcmp(ctg__measure_name(m), of->goal) == 0)
            return found->value[m];
    return of->value; /* a cost is paid whatever the network is */
}

static ctg_status try_one(ctg__task *task, const ctg_network *network,
                          ctg__measures *found, ctg_error *error)
{
    ctg_plan *plan = NULL;
    ctg_status status;

    task->network = network;
    task->priority = NULL;
    status = ctg__task_column(task, "priority", &task->priority, error);
    if (!status)
        status = ctg_plan_new(network, task->scenario, &plan, error);
    if (!status)
        status = ctg__judge(task, plan, found, error);
    ctg_plan_free(plan);
    return status;
}

static ctg_status fill(ctg__task *task, ctg_optimise_networks *next,
                       void *context, ctg_answer_table *table, ctg_cell *cells,
                       ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t d = 0; !status && d < table->row_count; d++) {
        ctg_cell *const row = cells + d * HEADS;
        const ctg_network *network = NULL;
        ctg__measures found;

        status = next(context, &network, error);
        if (!status && !network) {
            table->row_count = d;
            break;
        }
        if (!status)
            status = try_one(task, network, &found, error);
        if (status)
            break;
        row[DRAW] = (ctg_cell){.kind = CTG_CELL_COUNT, .count = d + 1};
        row[VALUE] = ctg__cell_number(value_of(task->answer, &found));
        row[LOSS] = ctg__cell_number(found.value[CTG__MEASURE_LOSS]);
        row[FAILURES] = ctg__cell_number(found.value[CTG__MEASURE_FAILURES]);
        row[SHORTFALL] = ctg__cell_number(found.value[CTG__MEASURE_SHORTFALL]);
        /* The books of a run are of its network, which goes. */
        ctg_run_free(task->run);
        task->run = NULL;
    }
    return status;
}

static int ascending(const void *one, const void *other)
{
    const double *const a = one;
    const double *const b = other;

    return (*a > *b) - (*a < *b);
}

/* "in all 40 networks: loss 5% 1.2, 50% 3, 95% 7" */
static ctg_status tell(ctg__task *task, const ctg_answer_table *table,
                       ctg_error *error)
{
    static const double shares[] = {0.05, 0.5, 0.95};
    const size_t count = table->row_count;
    double ends[3];
    double *losses;

    if (!TAKE(&task->arena, losses, count + 1))
        return ctg__fail_memory(error);
    for (size_t d = 0; d < count; d++)
        losses[d] = table->cells[d * HEADS + LOSS].number;
    qsort(losses, count, sizeof *losses, ascending);
    for (size_t k = 0; count && k < 3; k++)
        ends[k] = losses[(size_t)ceil(shares[k] * (double)count - 1e-9) - 1];
    if (count)
        ctg__answer_note(
            task->answer,
            ctg__answer_print(task->answer,
                              "the same aid in all %zu networks: loss 5%% "
                              "%.6g, 50%% %.6g, 95%% %.6g",
                              count, ends[0], ends[1], ends[2]));
    return CTG_OK;
}

ctg_status ctg_optimisation_try_all(ctg_optimisation *of, size_t count,
                                    ctg_optimise_networks *next, void *context,
                                    const ctg_optimise_options *options,
                                    ctg_error *error)
{
    ctg_optimise_options unlimited = *options;
    const uint64_t evaluations = of->evaluations;
    ctg__task task = {
        .scenario = of->scenario, .options = &unlimited, .answer = of};
    ctg_answer_table *table;
    ctg_cell *const cells =
        ctg__answer_table(of, "draws", heads, HEADS, count, &table);
    ctg_status status;

    if (!cells)
        return ctg__fail_memory(error);
    unlimited.seconds = 0;
    unlimited.evaluations = 0;
    task.begun = ctg__task_now();
    status = fill(&task, next, context, table, cells, error);
    if (!status)
        status = tell(&task, table, error);
    of->evaluations = evaluations;
    ctg_run_free(task.run);
    ctg__arena_clear(&task.arena);
    return status;
}

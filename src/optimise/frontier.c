/* frontier: for each size of one move, the least of another that reaches a
 * target. */
#include <math.h>

#include "optimise/moves.h"

static const ctg_key heads[] = {
    {"first", CTG_FIGURE_SHORT, "size of the first move"},
    {"second", CTG_FIGURE_SHORT, "the least of the second that reaches it"},
};

static ctg_status reaches(ctg__moves *of, const ctg__target *target,
                          double first, double second, bool *met,
                          ctg_error *error)
{
    const double y[2] = {first / of->moves[0].unit, second / of->moves[1].unit};
    ctg__measures found;
    const ctg_status status = ctg__moves_run(of, y, &found, error);

    *met = !status && ctg__target_met(target, &found);
    return status;
}

/* The upper end of a bisection to 1e-12 of the full size; NaN: none. */
static ctg_status least(ctg__moves *of, const ctg__target *target, double first,
                        double *second, ctg_error *error)
{
    const double full = of->moves[1].full;
    double low = 0;
    double high = full;
    bool met;
    ctg_status status = reaches(of, target, first, 0, &met, error);

    *second = 0;
    if (status || met)
        return status;
    status = reaches(of, target, first, full, &met, error);
    *second = met ? full : (double)NAN;
    while (!status && met && high - low > 1e-12 * full) {
        const double middle = low + (high - low) / 2;
        bool there;

        status = reaches(of, target, first, middle, &there, error);
        if (there)
            high = middle;
        else
            low = middle;
    }
    if (!status && met)
        *second = high;
    return status;
}

static ctg_status walk(ctg__task *task, ctg__moves *of,
                       const ctg__target *target, size_t steps,
                       ctg_error *error)
{
    ctg_answer_table *table;
    ctg_cell *cells =
        ctg__answer_table(task->answer, "points", heads, 2, steps + 1, &table);
    ctg_status status = CTG_OK;

    if (!cells)
        return ctg__fail_memory(error);
    table->flat = true;
    table->for_people = true;
    for (size_t k = 0; !status && k <= steps; k++) {
        const double first = of->moves[0].full * ((double)k / (double)steps);
        double second;

        status = least(of, target, first, &second, error);
        if (status == CTG_CANCELLED && k) {
            table->row_count = k; /* those that are done */
            return CTG_OK;
        }
        cells[2 * k] = ctg__cell_number(first);
        cells[2 * k + 1] = ctg__cell_known(second);
    }
    return status;
}

static ctg_status run(ctg__task *task, ctg_error *error)
{
    ctg_optimisation *const answer = task->answer;
    ctg__moves moves;
    ctg__target target;
    size_t steps = 20;
    ctg_status status = ctg__moves_read(task, &moves, error);

    if (!status && moves.count != 2)
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "a frontier needs two moves, not %zu", moves.count);
    if (!status)
        status = ctg__target_read(task, &target, error);
    if (!status)
        status = ctg__setting_count(task, "steps", 1, 100000, &steps, error);
    if (!status)
        status = walk(task, &moves, &target, steps, error);
    if (status)
        return status;
    answer->goal = ctg__measure_name(target.measure);
    answer->method = "bisection";
    answer->question =
        ctg__answer_print(answer, "least second move to %s", target.words);
    answer->value = (double)NAN;
    answer->proven = !task->stopped && !target.below &&
                     ctg__moves_are_monotone(&moves, target.measure);
    return CTG_OK;
}

static const char *const settings[] = {"move", "target", "steps", "priority",
                                       NULL};

const ctg__optimiser ctg__optimise_frontier = {
    .about = {.name = "frontier",
              .summary = "the least of one move for each size of another",
              .source = ""},
    .settings = settings,
    .gap = 1e-3,
    .run = run,
};

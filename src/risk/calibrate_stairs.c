/*
 * Two parameters: for each step of the first how far the second goes, and which
 * of these stairs is worth most.
 */
#include <math.h>

#include "base/error.h"
#include "risk/calibration.h"

static ctg_status add_stair(ctg_calibration *made, const ctg__line *line,
                            ctg_error *error)
{
    ctg_calibration_stair *const stair = &made->stairs[made->stair_count];
    bool *binds;

    if (!TAKE(&made->arena, binds, made->summary.limits))
        return ctg__fail_memory(error);
    for (size_t l = 0; line->fails && l < made->summary.limits; l++)
        binds[l] = !line->fails->keeps[l];
    *stair = (ctg_calibration_stair){
        .first = line->best->values[0],
        .second = line->best->values[1],
        .fails_at = line->fails ? line->fails->values[1] : (double)NAN,
        .binds = binds};
    made->summary.has_failed |= line->fails != NULL;
    made->stair_count++;
    return CTG_OK;
}

/* `points` gets the last that holds of each stair. */
static ctg_status climb(ctg_calibration *made,
                        const ctg_calibration_point **points, ctg_error *error)
{
    double values[2];
    ctg__line line = {.parameter = 1, .values = values};
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k <= made->options.steps; k++) {
        values[0] = ctg__calibration_step(made, 0, k);
        status = ctg__line_search(made, &line, error);
        if (status)
            break;
        if (!line.best) {
            made->summary.has_failed = true;
            made->summary.ends_at = line.fails->values[0];
            break;
        }
        points[made->stair_count] = line.best;
        status = add_stair(made, &line, error);
    }
    return status;
}

/* --- the most that is to be had ------------------------------------------ */

/* The weighted distance from SAFE. */
static double worth(const ctg_calibration *made, double first, double second)
{
    const double *const weights = made->options.maximise;

    return weights[0] * fabs(first - made->parameters[0].safe) +
           weights[1] * fabs(second - made->parameters[1].safe);
}

/* What holds left of the next step stays below this corner. */
static double corner_of(const ctg_calibration *made, size_t k)
{
    const ctg_calibration_stair *const stair = &made->stairs[k];
    const size_t next = k < made->options.steps ? k + 1 : k;

    return worth(made, ctg__calibration_step(made, 0, next),
                 isnan(stair->fails_at) ? made->parameters[1].bold
                                        : stair->fails_at);
}

static void choose(ctg_calibration *made,
                   const ctg_calibration_point *const *points)
{
    const double safe = made->parameters[1].safe;
    size_t chosen = 0;
    double most = 0;
    bool rises = false;

    for (size_t k = 0; k < made->stair_count; k++) {
        const ctg_calibration_stair *const stair = &made->stairs[k];
        const double worth_here = worth(made, stair->first, stair->second);

        if (k == 0 || worth_here > made->summary.reached) {
            made->summary.reached = worth_here;
            chosen = k;
        }
        most = fmax(most, corner_of(made, k));
        rises |= k && fabs(stair->second - safe) >
                          fabs(made->stairs[k - 1].second - safe);
    }
    made->summary.gap = rises ? (double)NAN : most - made->summary.reached;
    made->best = points[chosen];
    made->fails_at[1] = made->stairs[chosen].fails_at;
    for (size_t l = 0; l < made->summary.limits; l++)
        made->binds[l] = made->stairs[chosen].binds[l];
}

ctg_status ctg__stairs_search(ctg_calibration *made, ctg_error *error)
{
    const size_t most = made->options.steps + 1;
    ctg__arena scratch = {0};
    const ctg_calibration_point **points = NULL;
    ctg_status status =
        TAKE(&made->arena, made->stairs, most) && TAKE(&scratch, points, most)
            ? climb(made, points, error)
            : ctg__fail_memory(error);

    if (!status && made->options.maximise)
        choose(made, points);
    ctg__arena_clear(&scratch);
    return status;
}

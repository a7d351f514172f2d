/* The steps of one parameter, and the first that fails in halves. */
#include "base/error.h"
#include "risk/calibration.h"
#include "text/number.h"

/* The k-th of all steps; the last is BOLD itself. */
static double step_at(const ctg_calibration *made, size_t k)
{
    const ctg__parameter *const of = made->parameters;

    return k == made->options.steps
               ? of->bold
               : of->safe + (of->bold - of->safe) * (double)k /
                                (double)made->options.steps;
}

static ctg_status refuse_safe(const ctg_calibration *made,
                              const ctg_calibration_point *point,
                              ctg_error *error)
{
    const ctg__parameter *const of = made->parameters;
    size_t broken = 0;
    char upper[32];
    char safe[32];

    while (point->keeps[broken])
        broken++;
    ctg__number_format(upper, point->uppers[broken]);
    ctg__number_format(safe, of->safe);
    if (point->uppers[broken] <= made->limits[broken].measured)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "'%.200s=%s' does not hold: its tail is worth fewer "
                         "than 50 tilted draws",
                         of->name, safe);
    return ctg__fail(
        error, CTG_NO_SOLUTION, "'%.200s=%s' does not hold '%.200s': %s%s",
        of->name, safe, made->limits[broken].words,
        made->options.point ? "the estimate is " : "the bound is ",
        point->uppers[broken] == point->uppers[broken] ? upper
                                                       : "beyond all draws");
}

/* A stretch of steps behind the first failure that hold. */
static ctg_status note_again(ctg_calibration *made, const bool *holds,
                             size_t failed, ctg_error *error)
{
    const size_t steps = made->options.steps;

    if (!TAKE(&made->arena, made->again, steps + 2))
        return ctg__fail_memory(error);
    for (size_t k = failed + 1; k <= steps; k++) {
        size_t last = k;

        if (!holds[k])
            continue;
        while (last < steps && holds[last + 1])
            last++;
        made->again[2 * made->again_count] = step_at(made, k);
        made->again[2 * made->again_count + 1] = step_at(made, last);
        made->again_count++;
        k = last;
    }
    return CTG_OK;
}

static ctg_status halve(ctg_calibration *made, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t h = 0; !status && h < made->options.halvings; h++) {
        const ctg_calibration_point *point;
        const double middle =
            0.5 * (made->best->values[0] + made->fails->values[0]);

        status = ctg__calibration_try(made, &middle, &point, error);
        if (!status)
            *(point->holds ? &made->best : &made->fails) = point;
    }
    return status;
}

static ctg_status try_steps(ctg_calibration *made, bool *holds, size_t *failed,
                            ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k <= made->options.steps; k++) {
        const double value = step_at(made, k);
        const ctg_calibration_point *point;

        status = ctg__calibration_try(made, &value, &point, error);
        if (status)
            return status;
        holds[k] = point->holds;
        if (k == 0 && !point->holds)
            return refuse_safe(made, point, error);
        if (point->holds && !made->fails)
            made->best = point;
        if (!point->holds && !made->fails) {
            made->fails = point;
            *failed = k;
        }
    }
    return status;
}

ctg_status ctg__calibration_search(ctg_calibration *made, ctg_error *error)
{
    ctg__arena scratch = {0};
    size_t failed = 0;
    bool *holds;
    ctg_status status = CTG_OK;

    if (!TAKE(&scratch, holds, made->options.steps + 1))
        return ctg__fail_memory(error);
    status = try_steps(made, holds, &failed, error);
    if (!status && made->fails)
        status = note_again(made, holds, failed, error);
    if (!status && made->fails)
        status = halve(made, error);
    ctg__arena_clear(&scratch);
    return status;
}

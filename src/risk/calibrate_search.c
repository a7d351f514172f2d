/* The search for so many parameters, and that for one of them. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "risk/calibration.h"
#include "text/number.h"

/* --- the safe end -------------------------------------------------------- */

/* By how much: to six digits, or to all where these are the limit's. */
static void say_beyond(const ctg_calibration *made, size_t broken,
                       const char *where, double upper, ctg_error *error)
{
    const double bound = made->limits[broken].measured;
    const char *const what = made->options.point ? "estimate" : "bound";
    char limit[32];
    char reached[32];

    snprintf(limit, sizeof limit, "%.6g", bound);
    snprintf(reached, sizeof reached, "%.6g", upper);
    if (strcmp(limit, reached) == 0) {
        ctg__number_format(limit, bound);
        ctg__number_format(reached, upper);
    }
    if (upper == upper)
        ctg__fail(error, CTG_NO_SOLUTION,
                  "%.400s does not hold '%.200s': the %s is %s, above %s",
                  where, made->limits[broken].words, what, reached, limit);
    else
        ctg__fail(error, CTG_NO_SOLUTION,
                  "%.400s does not hold '%.200s': the %s is beyond all draws",
                  where, made->limits[broken].words, what);
}

static ctg_status refuse_safe(const ctg_calibration *made,
                              const ctg_calibration_point *point,
                              ctg_error *error)
{
    ctg__text where = {0};
    size_t broken = 0;

    while (point->keeps[broken])
        broken++;
    for (size_t p = 0; p < made->summary.parameters; p++) {
        char safe[32];

        ctg__number_format(safe, made->parameters[p].safe);
        ctg__text_print(&where, "%s'%s=%s'", p ? ", " : "",
                        made->parameters[p].name, safe);
    }
    if (point->uppers[broken] <= made->limits[broken].measured)
        ctg__fail(
            error, CTG_NO_SOLUTION,
            "%.400s does not hold: its tail is worth fewer than 50 tilted "
            "draws",
            ctg__text_string(&where));
    else
        say_beyond(made, broken, ctg__text_string(&where),
                   point->uppers[broken], error);
    ctg__text_clear(&where);
    return CTG_NO_SOLUTION;
}

static ctg_status try_safe(ctg_calibration *made, ctg__arena *scratch,
                           ctg_error *error)
{
    const ctg_calibration_point *point;
    double *values;
    ctg_status status;

    if (!TAKE(scratch, values, made->summary.parameters))
        return ctg__fail_memory(error);
    for (size_t p = 0; p < made->summary.parameters; p++)
        values[p] = made->parameters[p].safe;
    status = ctg__calibration_try(made, values, &point, error);
    return status || point->holds ? status : refuse_safe(made, point, error);
}

/* --- one parameter ------------------------------------------------------- */

/* Stretches of steps behind the first failure that hold. */
static ctg_status note_again(ctg_calibration *made, const ctg__line *line,
                             ctg_error *error)
{
    const size_t steps = made->options.steps;

    if (!TAKE(&made->arena, made->again, steps + 2))
        return ctg__fail_memory(error);
    for (size_t k = line->failed + 1; k <= steps; k++) {
        size_t last = k;

        if (!line->holds[k])
            continue;
        while (last < steps && line->holds[last + 1])
            last++;
        made->again[2 * made->again_count] = ctg__calibration_step(made, 0, k);
        made->again[2 * made->again_count + 1] =
            ctg__calibration_step(made, 0, last);
        made->again_count++;
        k = last;
    }
    return CTG_OK;
}

static ctg_status search_one(ctg_calibration *made, ctg__arena *scratch,
                             ctg_error *error)
{
    ctg__line line = {0};
    ctg_status status;

    if (!TAKE(scratch, line.values, 1) ||
        !TAKE(scratch, line.holds, made->options.steps + 1))
        return ctg__fail_memory(error);
    status = ctg__line_search(made, &line, error);
    if (status)
        return status;
    made->best = line.best;
    ctg__line_note_binding(made, &line);
    if (!line.fails)
        return CTG_OK;
    made->fails_at[0] = line.fails->values[0];
    return note_again(made, &line, error);
}

/* --- any number ---------------------------------------------------------- */

ctg_status ctg__calibration_search(ctg_calibration *made, ctg_error *error)
{
    ctg__arena scratch = {0};
    ctg_status status = try_safe(made, &scratch, error);

    if (!status)
        status = made->summary.parameters == 1
                     ? search_one(made, &scratch, error)
                 : made->summary.parameters == 2
                     ? ctg__stairs_search(made, error)
                     : ctg__coordinates_search(made, error);
    ctg__arena_clear(&scratch);
    return status;
}

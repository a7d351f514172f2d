/* Three parameters or more: one after the other, until none moves. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "risk/calibration.h"

/* The last step that is not past a value. */
static size_t step_before(const ctg_calibration *made, size_t p, double value)
{
    const double safe = made->parameters[p].safe;
    size_t k = made->options.steps;

    while (k &&
           fabs(ctg__calibration_step(made, p, k) - safe) > fabs(value - safe))
        k--;
    return k;
}

/* Moves the line's parameter as far as it holds, never back: from the step
 * where it is, so that what it found before is found again. */
static ctg_status move(ctg_calibration *made, ctg__line *line, double *at,
                       bool *moved, ctg_error *error)
{
    const size_t p = line->parameter;
    const double safe = made->parameters[p].safe;
    ctg_status status;

    memcpy(line->values, at, made->summary.parameters * sizeof *at);
    line->first = step_before(made, p, at[p]);
    status = ctg__line_search(made, line, error);
    if (status)
        return status;
    ctg__line_note_binding(made, line);
    if (line->best)
        made->fails_at[p] = line->fails ? line->fails->values[p] : (double)NAN;
    if (line->best && fabs(line->best->values[p] - safe) > fabs(at[p] - safe)) {
        at[p] = line->best->values[p];
        *moved = true;
    }
    return CTG_OK;
}

ctg_status ctg__coordinates_search(ctg_calibration *made, ctg_error *error)
{
    const size_t count = made->summary.parameters;
    ctg__arena scratch = {0};
    ctg__line line = {0};
    double *at = NULL;
    bool moved = true;
    ctg_status status =
        TAKE(&scratch, at, count) && TAKE(&scratch, line.values, count)
            ? CTG_OK
            : ctg__fail_memory(error);

    for (size_t p = 0; !status && p < count; p++)
        at[p] = made->parameters[p].safe;
    while (!status && moved) {
        moved = false;
        /* What stops the last pass is what binds. */
        memset(made->binds, 0, made->summary.limits * sizeof *made->binds);
        made->summary.has_failed = false;
        for (line.parameter = 0; !status && line.parameter < count;
             line.parameter++)
            status = move(made, &line, at, &moved, error);
    }
    if (!status)
        status = ctg__calibration_try(made, at, &made->best, error);
    ctg__arena_clear(&scratch);
    return status;
}

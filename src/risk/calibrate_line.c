/* One parameter moved: steps, and the first that fails in halves. */
#include "risk/calibration.h"

double ctg__calibration_step(const ctg_calibration *made, size_t parameter,
                             size_t k)
{
    const ctg__parameter *const of = &made->parameters[parameter];

    return k == made->options.steps
               ? of->bold
               : of->safe + (of->bold - of->safe) * (double)k /
                                (double)made->options.steps;
}

static ctg_status try_value(ctg_calibration *made, ctg__line *line,
                            double value, const ctg_calibration_point **point,
                            ctg_error *error)
{
    line->values[line->parameter] = value;
    return ctg__calibration_try(made, line->values, point, error);
}

static ctg_status try_steps(ctg_calibration *made, ctg__line *line,
                            ctg_error *error)
{
    for (size_t k = line->first; k <= made->options.steps; k++) {
        const ctg_calibration_point *point;
        const ctg_status status = try_value(
            made, line, ctg__calibration_step(made, line->parameter, k), &point,
            error);

        if (status)
            return status;
        if (line->holds)
            line->holds[k] = point->holds;
        if (point->holds && !line->fails)
            line->best = point;
        if (!point->holds && !line->fails) {
            line->fails = point;
            line->failed = k;
        }
        if (line->fails && (!line->best || !line->holds))
            break;
    }
    return CTG_OK;
}

static ctg_status halve(ctg_calibration *made, ctg__line *line,
                        ctg_error *error)
{
    const size_t p = line->parameter;
    ctg_status status = CTG_OK;

    for (size_t h = 0; !status && h < made->options.halvings; h++) {
        const ctg_calibration_point *point;

        status = try_value(
            made, line, 0.5 * (line->best->values[p] + line->fails->values[p]),
            &point, error);
        if (!status)
            *(point->holds ? &line->best : &line->fails) = point;
    }
    return status;
}

ctg_status ctg__line_search(ctg_calibration *made, ctg__line *line,
                            ctg_error *error)
{
    ctg_status status;

    line->best = NULL;
    line->fails = NULL;
    line->failed = line->first;
    status = try_steps(made, line, error);
    return !status && line->best && line->fails ? halve(made, line, error)
                                                : status;
}

void ctg__line_note_binding(ctg_calibration *made, const ctg__line *line)
{
    if (!line->fails)
        return;
    made->summary.has_failed = true;
    for (size_t l = 0; l < made->summary.limits; l++)
        made->binds[l] |= !line->fails->keeps[l];
}

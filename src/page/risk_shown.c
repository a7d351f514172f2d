#include "page/risk_shown.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/simulate.h"

const ctg_risk_measure *ctg__risk_headline(const ctg_findings *found)
{
    const ctg_simulation *const of = found->how.simulation;

    return ctg_simulation_measure_at(of, ctg_simulation_summarise(of)->measure);
}

const ctg_risk_level *ctg__risk_level(const ctg_findings *found,
                                      const ctg_risk_measure *measure)
{
    return ctg__highest_level(
        measure, ctg_simulation_summarise(found->how.simulation)->level);
}

const char *ctg__risk_amount(const ctg__chart *chart,
                             char text[CTG__FORMAT_ROOM], double value)
{
    if (ctg__risk_headline(chart->found)->unit == CTG_FIGURE_MONEY)
        return ctg__chart_amount(chart, text, value);
    snprintf(text, CTG__FORMAT_ROOM, value == floor(value) ? "%.0f" : "%.2f",
             value);
    return text;
}

static int by_value(const void *first, const void *second)
{
    const ctg__risk_draw *const a = first;
    const ctg__risk_draw *const b = second;

    return (a->value > b->value) - (a->value < b->value);
}

ctg__risk_draw *ctg__risk_draws(const ctg_findings *found, size_t *count)
{
    const ctg_simulation *const of = found->how.simulation;
    const ctg_simulation_summary *const summary = ctg_simulation_summarise(of);
    const double *const weights = ctg_simulation_weights(of);
    const size_t draws = (size_t)summary->draws;
    ctg__risk_draw *const list = ctg__allocate_array(draws, sizeof *list);
    double *const values = ctg__allocate_array(draws, sizeof *values);
    double all = 0;

    if (!list || !values) {
        ctg__release(list);
        ctg__release(values);
        return NULL;
    }
    ctg_simulation_values(of, summary->measure, 0, draws, values);
    for (size_t s = 0; s < draws; s++)
        all += weights ? weights[s] : 1;
    for (size_t s = 0; s < draws; s++)
        list[s] = (ctg__risk_draw){.value = values[s],
                                   .share = (weights ? weights[s] : 1) / all};
    ctg__release(values);
    qsort(list, draws, sizeof *list, by_value);
    *count = draws;
    return list;
}

/* What a history says while a model is made: volatilities, windows. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "risk/risk_model.h"

const char *ctg__risk_path(const ctg__risk_source *source, size_t key)
{
    const char *const path = source->risk->paths[key];
    const char *const folder = source->folder;
    size_t room;
    char *joined;

    if (*path == '/' || !folder || !*folder || !source->risk->from_file[key])
        return path;
    room = strlen(folder) + strlen(path) + 2;
    if (!TAKE(source->arena, joined, room))
        return NULL;
    snprintf(joined, room, "%s/%s", folder, path);
    return joined;
}

static void warn_of_gaps(const ctg__risk_source *source, const ctg__past *made)
{
    const ctg__returns *const returns = &made->returns;

    if (returns->off_pairs)
        ctg__problem_add(source->problems, CTG_WARNING, made->priced.shown,
                         "%u pairs of dates are not %.10g days apart and give "
                         "no return%s",
                         (unsigned)returns->off_pairs, returns->spacing,
                         source->risk->given[CTG__RISK_year_days]
                             ? ""
                             : " (trading days? then year_days is 252)");
    if (returns->blank_pairs)
        ctg__problem_add(source->problems, CTG_WARNING, made->priced.shown,
                         "%u pairs of dates have a blank price and give no "
                         "return",
                         (unsigned)returns->blank_pairs);
}

static ctg_status fit(const ctg__risk_source *source, ctg__past *made,
                      ctg_error *error)
{
    const uint32_t columns = made->returns.column_count;
    double *deviations;

    if (made->returns.count < CTG__FIT_LEAST) {
        ctg__problem_add(source->problems, CTG_REJECTED, made->priced.shown,
                         "%u complete returns, an estimate needs %d",
                         (unsigned)made->returns.count, CTG__FIT_LEAST);
        return CTG_OK;
    }
    if (!TAKE(source->arena, deviations, (size_t)columns + 1) ||
        !TAKE(source->arena, made->correlations, (size_t)columns * columns + 1))
        return ctg__fail_memory(error);
    ctg__returns_fit(&made->returns, source->risk->values[CTG__RISK_ewma],
                     deviations, made->correlations);
    for (uint32_t c = 0; c < columns; c++) {
        const ctg_asset asset = made->priced.assets[c];

        made->estimated[asset] =
            deviations[c] * sqrt(source->risk->values[CTG__RISK_year_days] /
                                 made->returns.spacing);
        if (deviations[c] == 0 &&
            isnan(source->network->assets.volatility[asset]))
            ctg__problem_add(
                source->problems, CTG_WARNING, made->priced.shown,
                "'%.100s' never moves: its volatility is 0, and it is not "
                "drawn",
                ctg_graph_asset_id(source->network->graph, asset));
    }
    return CTG_OK;
}

static ctg_status replay(const ctg__risk_source *source, ctg__past *made,
                         ctg__risk_model *model, ctg_error *error)
{
    const double days = source->risk->values[CTG__RISK_days];
    const double steps = fmax(1, round(days / made->returns.spacing));
    const char *const shown = made->priced.shown;
    ctg__returns returns = made->returns;
    double *windows;
    ctg_status status = CTG_OK;

    if (source->risk->values[CTG__RISK_method] == CTG__RISK_FILTERED) {
        if (returns.count <= CTG__FILTER_FIRST) {
            ctg__problem_add(source->problems, CTG_REJECTED, shown,
                             "%u complete returns, filtering needs %d",
                             (unsigned)returns.count, CTG__FILTER_FIRST + 1);
            return CTG_OK;
        }
        status = ctg__returns_filter(&made->returns,
                                     source->risk->values[CTG__RISK_ewma],
                                     &returns, source->arena, error);
    }
    if (status)
        return status;
    if (steps > returns.count) {
        ctg__problem_add(source->problems, CTG_REJECTED, shown,
                         "a window of %.10g returns, but there are %u", steps,
                         (unsigned)returns.count);
        return CTG_OK;
    }
    if (fabs(steps * made->returns.spacing - days) > 1e-9)
        ctg__problem_add(source->problems, CTG_WARNING, shown,
                         "%.10g days are no multiple of the %.10g between "
                         "prices: windows are of %.10g days",
                         days, made->returns.spacing,
                         steps * made->returns.spacing);
    status =
        ctg__returns_windows(&returns, (uint32_t)steps, &windows,
                             &model->draw.window_count, source->arena, error);
    model->draw.windows = windows;
    model->draw.column_count = returns.column_count;
    model->replays = true;
    return status;
}

ctg_status ctg__past_read(const ctg__risk_source *source, ctg__past *made,
                          ctg__risk_model *model, ctg_error *error)
{
    const size_t assets = source->network->assets.count;
    const char *const path = ctg__risk_path(source, CTG__RISK_history);
    const bool fits = source->risk->values[CTG__RISK_method] == CTG__RISK_FIT;
    const size_t before = ctg_problems_count(source->problems, CTG_REJECTED);
    ctg_status status;

    if (!path || !TAKE(source->arena, made->estimated, assets + 1) ||
        !TAKE(source->arena, made->column_of, assets + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < assets; a++) {
        made->estimated[a] = (double)NAN;
        made->column_of[a] = CTG__NO_DRIVER;
    }
    status = ctg__history_read(path, source->network->graph, &made->priced,
                               source->arena, source->problems, error);
    if (status || ctg_problems_count(source->problems, CTG_REJECTED) != before)
        return status;
    status = ctg__history_returns(&made->priced.history, &made->returns,
                                  source->arena, error);
    if (status)
        return status;
    warn_of_gaps(source, made);
    for (uint32_t c = 0; c < made->returns.column_count; c++)
        made->column_of[made->priced.assets[c]] = c;
    return fits ? fit(source, made, error) : replay(source, made, model, error);
}

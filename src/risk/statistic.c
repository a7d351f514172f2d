#include "risk/statistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "risk/distributions.h"
#include "text/number.h"

static ctg_status read_level(const char *word, size_t lead,
                             ctg__statistic *statistic, ctg_error *error)
{
    double per_cent;

    if (ctg__number_parse(word + lead, strlen(word + lead), &per_cent) ||
        !(per_cent >= 50 && per_cent < 100))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.40s': the level is a per cent from 50 to below "
                         "100, as in var99",
                         word);
    /* As a level is read: 99.9 is the double next to .999. */
    {
        char text[40];
        int length = ctg__number_format(text, per_cent);

        text[length++] = '%';
        ctg__number_parse_rate(text, (size_t)length, &statistic->level);
    }
    return CTG_OK;
}

static ctg_status read_kind(const char *word, ctg__statistic *statistic,
                            ctg_error *error)
{
    if (strcmp(word, "mean") == 0) {
        statistic->kind = CTG__STATISTIC_MEAN;
    } else if (strcmp(word, "probability") == 0) {
        statistic->kind = CTG__STATISTIC_PROBABILITY;
    } else if (strncmp(word, "var", 3) == 0) {
        statistic->kind = CTG__STATISTIC_VAR;
        return read_level(word, 3, statistic, error);
    } else if (strncmp(word, "es", 2) == 0) {
        statistic->kind = CTG__STATISTIC_ES;
        return read_level(word, 2, statistic, error);
    } else {
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.60s' is no statistic: mean, varQ, esQ or "
                         "probability",
                         word);
    }
    return CTG_OK;
}

/* Takes `>= 5` off the end of a measure's name. */
static ctg_status read_condition(char *name, ctg__statistic *statistic,
                                 ctg_error *error)
{
    char *const at = name + strcspn(name, "<>");
    const char *number = at + 1;
    size_t length;

    if (!*at)
        return CTG_OK;
    statistic->comparison = *at;
    statistic->or_equal = *number == '=';
    number += statistic->or_equal;
    number += strspn(number, " ");
    if (ctg__number_parse(number, strlen(number), &statistic->threshold))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.60s' is no number to compare with", number);
    *at = '\0';
    for (length = strlen(name); length && name[length - 1] == ' ';)
        name[--length] = '\0';
    return CTG_OK;
}

static ctg_status check(const ctg__measures *measures,
                        const ctg__statistic *statistic, ctg_error *error)
{
    const ctg__measure *const of = &measures->list[statistic->measure];
    const bool is_event = of->is_flag || statistic->comparison;

    if (is_event != (statistic->kind == CTG__STATISTIC_PROBABILITY))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         is_event ? "'%.100s' is 0 or 1: its statistic is "
                                    "probability"
                                  : "'%.100s' has no probability: write a "
                                    "condition, as in 'failed>=5 probability'",
                         of->name);
    return CTG_OK;
}

ctg_status ctg__statistic_read(const ctg__measures *measures, const char *words,
                               ctg__statistic *statistic, ctg_error *error)
{
    char *const copy = ctg__copy_text(words, strlen(words));
    char *word;
    size_t length;
    ctg_status status;

    if (!copy)
        return ctg__fail_memory(error);
    *statistic = (ctg__statistic){0};
    for (length = strlen(copy); length && copy[length - 1] == ' ';)
        copy[--length] = '\0';
    word = strrchr(copy, ' ');
    if (!word) {
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "'%.100s' is not like 'bad_debt var99'", words);
    } else {
        *word = '\0';
        status = read_kind(word + 1, statistic, error);
    }
    if (!status)
        status = read_condition(copy, statistic, error);
    if (!status)
        status = ctg__measures_find(measures, copy, &statistic->measure, error);
    if (!status)
        status = check(measures, statistic, error);
    ctg__release(copy);
    return status;
}

/* Draw by draw: 1 where the condition holds, the measure where there is none.
 */
static double statistic_of(const ctg__statistic *statistic, double value,
                           double unit)
{
    const double seen = fabs(value) <= 1e-9 * unit ? 0 : value;
    const double by = statistic->threshold;

    switch (statistic->comparison) {
    case '>':
        return statistic->or_equal ? seen >= by : seen > by;
    case '<':
        return statistic->or_equal ? seen <= by : seen < by;
    default:
        return value;
    }
}

/* Of the tail alone nothing else is known. */
static ctg_status check_known(const ctg_simulation *simulation,
                              const ctg__statistic *statistic, ctg_error *error)
{
    double least = 1;

    if (!simulation->options.tail_only)
        return CTG_OK;
    for (size_t l = 0; l < simulation->risk->level_count; l++)
        least = fmin(least, simulation->risk->levels[l]);
    if (statistic->measure == 0 && statistic->level >= least &&
        (statistic->kind == CTG__STATISTIC_VAR ||
         statistic->kind == CTG__STATISTIC_ES))
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "of the tail alone var and es of equity_lost are known, "
                     "from %.10g%%, the least of the levels",
                     100 * least);
}

/* The level may be none of those that the risk file has. */
static ctg_status check_level(const ctg_simulation *simulation,
                              const ctg__statistic *statistic, ctg_error *error)
{
    double least;

    if (simulation->model.is_complete || simulation->weights ||
        simulation->risk->values[CTG__RISK_tilt] ||
        (statistic->kind != CTG__STATISTIC_VAR &&
         statistic->kind != CTG__STATISTIC_ES))
        return CTG_OK;
    least =
        simulation->risk->values[CTG__RISK_antithetic]
            ? ctg__fewest_mirrored(statistic->level)
            : ctg__fewest_draws(statistic->level,
                                simulation->risk->values[CTG__RISK_confidence]);
    if ((double)simulation->model.draws >= least)
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "%zu draws are too few for %.10g%%: at least %.0f",
                     (size_t)simulation->model.draws, 100 * statistic->level,
                     least);
}

static ctg_status at_level(ctg__sample *sample, double level, double confidence,
                           bool is_shortfall, ctg__arena *scratch,
                           ctg__statistic_estimate *estimate, ctg_error *error)
{
    const ctg_status status = ctg__sample_order(sample, scratch, error);
    ctg__level_estimate at;

    if (status)
        return status;
    /* A bound on one side is that of an interval which leaves as much out on
     * the other. */
    at = ctg__sample_level(sample, level, 2 * confidence - 1);
    *estimate = (ctg__statistic_estimate){
        .value = is_shortfall ? at.es : at.var,
        .upper = is_shortfall ? at.es_high : at.var_high,
        .tail_draws = at.tail_draws};
    return CTG_OK;
}

/* Of zeros and ones. Without a hit in groups the bound is one-sided anyway. */
static double upper_share(const ctg__sample *sample, double share,
                          double confidence)
{
    const bool grouped = sample->weights || sample->group > 1;

    return ctg__sample_share(sample, grouped && share == 0 ? confidence
                                                           : 2 * confidence - 1)
        .high;
}

static ctg__statistic_estimate of_mean(const ctg__sample *sample, bool is_share,
                                       double confidence)
{
    const ctg__mean_estimate mean = ctg__sample_mean(sample);
    ctg__statistic_estimate estimate = {.value = mean.mean,
                                        .tail_draws = (double)NAN};

    estimate.upper =
        is_share ? upper_share(sample, mean.mean, confidence)
                 : mean.mean + ctg__normal_quantile(confidence) * mean.error;
    return estimate;
}

ctg_status ctg__statistic_find(const ctg_simulation *simulation,
                               const ctg__statistic *statistic,
                               double confidence,
                               ctg__statistic_estimate *estimate,
                               ctg_error *error)
{
    ctg__sample sample;
    ctg__arena scratch = {0};
    double *seen = NULL;
    ctg_status status = ctg__simulation_sample(simulation, statistic->measure,
                                               &scratch, &sample, error);

    if (!status && !TAKE(&scratch, seen, (size_t)sample.count + 1))
        status = ctg__fail_memory(error);
    if (status) {
        ctg__arena_clear(&scratch);
        return status;
    }
    for (uint32_t s = 0; s < sample.count; s++)
        seen[s] = statistic_of(statistic, sample.losses[s], sample.unit);
    sample.losses = seen;
    if (statistic->comparison)
        sample.unit = 0;
    if (statistic->kind == CTG__STATISTIC_VAR ||
        statistic->kind == CTG__STATISTIC_ES)
        status = at_level(&sample, statistic->level, confidence,
                          statistic->kind == CTG__STATISTIC_ES, &scratch,
                          estimate, error);
    else
        *estimate = of_mean(
            &sample, statistic->kind == CTG__STATISTIC_PROBABILITY, confidence);
    if (!status && sample.is_complete)
        estimate->upper = estimate->value;
    ctg__arena_clear(&scratch);
    return status;
}

ctg_figure_unit ctg__statistic_unit(const ctg__measures *measures,
                                    const ctg__statistic *statistic)
{
    return statistic->kind == CTG__STATISTIC_PROBABILITY ? CTG_FIGURE_SHARE
           : measures->list[statistic->measure].is_money ? CTG_FIGURE_MONEY
                                                         : CTG_FIGURE_PLAIN;
}

ctg_status ctg_simulation_figure(const ctg_simulation *simulation,
                                 const char *words, double *value,
                                 ctg_figure_unit *unit, ctg_error *error)
{
    ctg__statistic statistic;
    ctg__statistic_estimate estimate;
    ctg_status status =
        ctg__statistic_read(&simulation->measures, words, &statistic, error);

    *value = (double)NAN;
    if (!status)
        status = check_known(simulation, &statistic, error);
    if (!status)
        status = check_level(simulation, &statistic, error);
    if (status)
        return status;
    *unit = ctg__statistic_unit(&simulation->measures, &statistic);
    if (!simulation->measured)
        return CTG_OK;
    status =
        ctg__statistic_find(simulation, &statistic, 0.95, &estimate, error);
    if (!status)
        *value = estimate.value;
    return status;
}

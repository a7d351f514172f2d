/* One scenario on many networks: between which figures the losses are. */
#include <contagraph/results.h>

#include <math.h>

#include "base/memory.h"
#include "ensemble/ensemble.h"

struct ctg_spread {
    ctg__arena arena;
    size_t draws;
    size_t nodes;
    size_t keys;
    size_t unconverged;
    ctg_figure_range *figures; /* of keys */
    ctg_figure_range *lost;    /* by node */
    double *failed;
};

typedef struct spreading {
    ctg_spread *made;
    const ctg_ranges_options *options;
    size_t chains;
    size_t rows;  /* all draws, then the ends */
    double *keys; /* [row x keys + key]; NaN: no such network */
    double *lost; /* [row x nodes + node] */
    double *values;
    ctg_error *error;
} spreading;

static size_t count_keys(void)
{
    size_t count = 0;

    while (ctg_summary_key_at(count))
        count++;
    return count;
}

static ctg_status make_room(spreading *s)
{
    ctg_spread *const made = s->made;
    ctg__arena *const arena = &made->arena;

    return TAKE(arena, made->figures, made->keys + 1) &&
                   TAKE(arena, made->lost, made->nodes + 1) &&
                   TAKE(arena, made->failed, made->nodes + 1) &&
                   TAKE(arena, s->keys, s->rows * made->keys + 1) &&
                   TAKE(arena, s->lost, s->rows * made->nodes + 1) &&
                   TAKE(arena, s->values, made->draws + 1)
               ? CTG_OK
               : ctg__fail_memory(s->error);
}

static ctg_status run_draw(spreading *s, const ctg_network *network,
                           const ctg_scenario *scenario, size_t draw,
                           bool counts)
{
    ctg_spread *const made = s->made;
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan = NULL;
    ctg_run *run = NULL;
    ctg_status status = ctg_plan_new(network, scenario, &plan, s->error);

    options.ledger = false;
    options.progress = s->options->progress;
    options.progress_context = s->options->progress_context;
    if (!status)
        status = ctg_run_new(plan, &options, &run, s->error);
    if (!status) {
        const ctg_summary *const summary = ctg_run_summary(run);
        const double *const before = ctg_network_equity(network);
        const double *const after = ctg_run_equity(run);
        const uint32_t *const failed = ctg_run_failed_round(run);

        made->unconverged += counts && !summary->converged;
        for (size_t k = 0; k < made->keys; k++)
            s->keys[draw * made->keys + k] = ctg_summary_value(summary, k);
        for (size_t i = 0; i < made->nodes; i++) {
            s->lost[draw * made->nodes + i] = before[i] - after[i];
            made->failed[i] += counts && failed[i] != CTG_NEVER;
        }
    }
    ctg_run_free(run);
    ctg_plan_free(plan);
    return status;
}

/* By chains where these share the draws evenly: draws within one hang
 * together. */
static double standard_error(const double *values, size_t count, size_t chains,
                             double mean)
{
    const size_t groups = chains > 1 && count % chains == 0 ? chains : count;
    const size_t each = groups ? count / groups : 0;
    double sum = 0;

    for (size_t g = 0; g < groups; g++) {
        double group = 0;

        for (size_t k = 0; k < each; k++)
            group += values[g * each + k] / (double)each;
        sum += (group - mean) * (group - mean);
    }
    return groups > 1 ? sqrt(sum / (double)(groups - 1) / (double)groups)
                      : (double)NAN;
}

static ctg_figure_range find_range(const spreading *s, const double *first,
                                   size_t stride)
{
    const ctg_band *const band = &s->options->band;
    const double *const ends = first + (s->rows - CTG__END_COUNT) * stride;
    ctg_figure_range made = {.mean = 0,
                             .ras = ends[CTG__END_RAS * stride],
                             .fewest = ends[CTG__END_FEWEST * stride]};
    size_t count = 0;

    for (size_t d = 0; d < s->made->draws; d++)
        if (!isnan(first[d * stride]))
            s->values[count++] = first[d * stride];
    for (size_t k = 0; k < count; k++)
        made.mean += s->values[k] / (double)count;
    if (!count)
        made.mean = (double)NAN;
    made.standard_error =
        standard_error(s->values, count, s->chains, made.mean);
    made.low = ctg__quantile_of(s->values, count, band->low);
    made.mid = ctg__quantile_of(s->values, count, band->mid);
    made.high = ctg__quantile_of(s->values, count, band->high);
    return made;
}

static void finish(const spreading *s)
{
    ctg_spread *const made = s->made;

    for (size_t k = 0; k < made->keys; k++)
        made->figures[k] = find_range(s, s->keys + k, made->keys);
    for (size_t i = 0; i < made->nodes; i++) {
        made->lost[i] = find_range(s, s->lost + i, made->nodes);
        if (made->draws)
            made->failed[i] /= (double)made->draws;
    }
}

/* The same of the two ends. */
static ctg_status run_ends(spreading *s, ctg_ensemble *ensemble,
                           const ctg_scenario *scenario)
{
    const size_t first = s->rows - CTG__END_COUNT;
    ctg_status status = CTG_OK;

    for (size_t end = 0; !status && end < CTG__END_COUNT; end++) {
        const ctg_network *network;

        for (size_t k = 0; k < s->made->keys; k++)
            s->keys[(first + end) * s->made->keys + k] = (double)NAN;
        for (size_t i = 0; i < s->made->nodes; i++)
            s->lost[(first + end) * s->made->nodes + i] = (double)NAN;
        status = ctg__ensemble_end(ensemble, (ctg__end)end, &network, s->error);
        if (!status && network)
            status = run_draw(s, network, scenario, first + end, false);
    }
    return status;
}

ctg_status ctg_spread_new(ctg_ensemble *ensemble, const ctg_scenario *scenario,
                          const ctg_ranges_options *options,
                          ctg_spread **spread, ctg_error *error)
{
    const ctg_ranges_options standard = ctg_ranges_options_default();
    spreading s = {.options = options ? options : &standard,
                   .chains = ctg_ensemble_chains(ensemble),
                   .error = error};
    ctg_status status;

    s.made = ctg__allocate_zeroed(sizeof *s.made);
    if (!s.made)
        return ctg__fail_memory(error);
    s.made->draws = ctg_ensemble_count(ensemble);
    s.made->nodes = ensemble->nodes;
    s.made->keys = count_keys();
    s.rows = s.made->draws + CTG__END_COUNT;
    status = make_room(&s);
    for (size_t d = 0; !status && d < s.made->draws; d++) {
        const ctg_network *network = NULL;

        status = ctg_ensemble_next(ensemble, &network, error);
        if (!status && !network) {
            s.made->draws = d;
            break;
        }
        if (!status)
            status = run_draw(&s, network, scenario, d, true);
    }
    if (!status)
        status = run_ends(&s, ensemble, scenario);
    if (status) {
        ctg_spread_free(s.made);
        return status;
    }
    finish(&s);
    *spread = s.made;
    return CTG_OK;
}

void ctg_spread_free(ctg_spread *spread)
{
    if (!spread)
        return;
    ctg__arena_clear(&spread->arena);
    ctg__release(spread);
}

size_t ctg_spread_draws(const ctg_spread *spread)
{
    return spread->draws;
}

size_t ctg_spread_nodes(const ctg_spread *spread)
{
    return spread->nodes;
}

size_t ctg_spread_unconverged(const ctg_spread *spread)
{
    return spread->unconverged;
}

const ctg_figure_range *ctg_spread_key(const ctg_spread *spread, size_t index)
{
    return index < spread->keys ? &spread->figures[index] : NULL;
}

const ctg_figure_range *ctg_spread_lost(const ctg_spread *spread, ctg_node node)
{
    return &spread->lost[node];
}

double ctg_spread_failed(const ctg_spread *spread, ctg_node node)
{
    return spread->failed[node];
}

/* One scenario on many networks: between which figures the losses are. */
#include <contagraph/results.h>

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "ensemble/ensemble.h"
#include "reconstruct/effective.h"

struct ctg_spread {
    ctg__arena arena;
    size_t draws;
    size_t nodes;
    size_t keys;
    size_t unconverged;
    ctg_figure_range *figures; /* of keys */
    ctg_figure_range *lost;    /* by node */
    double *failed;
    double effective; /* of what is lost, over the chains */
    double rhat;
};

typedef struct spreading {
    ctg_ensemble *ensemble;
    const ctg_scenario *scenario;
    ctg_spread *made;
    const ctg_ranges_options *options;
    size_t chains;
    size_t start; /* the network that is the first of these draws */
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

/* A network by numbers: flags, the summary's keys, then what each node loses
 * and whether it fails. */
enum { AT_THERE, AT_CONVERGED, AT_DIFFERENCE, AT_KEYS };

static size_t width_of(const ctg_spread *made)
{
    return AT_KEYS + made->keys + 2 * made->nodes;
}

static void note_run(const spreading *s, const ctg_network *network,
                     const ctg_run *run, double *found)
{
    const ctg_spread *const made = s->made;
    const ctg_summary *const summary = ctg_run_summary(run);
    const double *const before = ctg_network_equity(network);
    const double *const after = ctg_run_equity(run);
    const uint32_t *const failed = ctg_run_failed_round(run);
    double *const keys = found + AT_KEYS;
    double *const lost = keys + made->keys;

    found[AT_CONVERGED] = summary->converged;
    for (size_t k = 0; k < made->keys; k++)
        keys[k] = ctg_summary_value(summary, k);
    for (size_t i = 0; i < made->nodes; i++) {
        lost[i] = before[i] - after[i];
        lost[made->nodes + i] = failed[i] != CTG_NEVER;
    }
}

static ctg_status run_network(const spreading *s, const ctg_network *network,
                              double *found, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan = NULL;
    ctg_run *run = NULL;
    ctg_status status = ctg_plan_new(network, s->scenario, &plan, error);

    options.ledger = false;
    options.progress = s->options->progress;
    options.progress_context = s->options->progress_context;
    if (!status)
        status = ctg_run_new(plan, &options, &run, error);
    if (!status)
        note_run(s, network, run, found);
    ctg_run_free(run);
    ctg_plan_free(plan);
    return status;
}

/* A row of the work: one of the networks. */
static ctg_status run_row(void *context, size_t index, double *found,
                          ctg_error *error)
{
    const spreading *const s = context;
    const ctg_network *network = NULL;
    const ctg_status status = ctg__ensemble_at(
        s->ensemble, s->start + index, &network, &found[AT_DIFFERENCE], error);

    found[AT_THERE] = !status && network;
    return status || !network ? status : run_network(s, network, found, error);
}

static void keep(spreading *s, size_t draw, const double *found, bool counts)
{
    ctg_spread *const made = s->made;
    const double *const lost = found + AT_KEYS + made->keys;

    made->unconverged += counts && found[AT_CONVERGED] == 0;
    memcpy(s->keys + draw * made->keys, found + AT_KEYS,
           made->keys * sizeof *found);
    memcpy(s->lost + draw * made->nodes, lost, made->nodes * sizeof *found);
    for (size_t i = 0; counts && i < made->nodes; i++)
        made->failed[i] += lost[made->nodes + i];
}

static ctg_status run_draws(spreading *s)
{
    ctg_ensemble *const ensemble = s->ensemble;
    const double difference = ensemble->difference;
    const size_t width = width_of(s->made);
    ctg_share_job job = {.name = "networks",
                         .count = s->made->draws,
                         .size = width * sizeof(double),
                         .threads = 1,
                         .in_turn = true,
                         .row = run_row,
                         .context = s};
    ctg_status status;

    s->start = ensemble->given;
    job.results = ctg__allocate_array(job.count + 1, job.size);
    if (!job.results)
        return ctg__fail_memory(s->error);
    status = ctg_share_all(s->options->share, &job, NULL, s->error);
    ensemble->given = s->start;
    ensemble->difference = difference;
    for (size_t d = 0; !status && d < job.count; d++) {
        const double *const found = job.results + d * width;

        if (found[AT_THERE] == 0) {
            s->made->draws = d;
            break;
        }
        ctg__ensemble_add_given(ensemble, found[AT_DIFFERENCE]);
        keep(s, d, found, true);
    }
    ctg__release(job.results);
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
    ctg__sort_values(s->values, count);
    made.low = ctg__quantile_of(s->values, count, band->low);
    made.mid = ctg__quantile_of(s->values, count, band->mid);
    made.high = ctg__quantile_of(s->values, count, band->high);
    return made;
}

/* Draws of chains hang together: how much they are worth for what is lost. */
static void find_agreement(const spreading *s)
{
    ctg_spread *const made = s->made;
    const size_t chains = s->chains;
    double least = HUGE_VAL;
    double most = -HUGE_VAL;
    size_t lost = 0;

    made->effective = made->rhat = (double)NAN;
    while (lost < made->keys &&
           strcmp(ctg_summary_key_at(lost)->name, "equity_lost") != 0)
        lost++;
    if (chains < 2 || made->draws % chains != 0 || lost == made->keys)
        return;
    for (size_t d = 0; d < made->draws; d++) {
        s->values[d] = s->keys[d * made->keys + lost];
        least = fmin(least, s->values[d]);
        most = fmax(most, s->values[d]);
    }
    /* Rounding is no disagreement. */
    if (most - least <= 1e-12 * fmax(fabs(most), fabs(least)))
        return;
    made->rhat = ctg__split_rhat(s->values, chains, made->draws / chains);
    made->effective =
        ctg__effective_size(s->values, chains, made->draws / chains);
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
    find_agreement(s);
}

/* The same of the two ends. */
static ctg_status run_ends(spreading *s)
{
    const size_t first = s->rows - CTG__END_COUNT;
    const size_t width = width_of(s->made);
    double *const found = ctg__allocate_array(width, sizeof *found);
    ctg_status status = found ? CTG_OK : ctg__fail_memory(s->error);

    for (size_t end = 0; !status && end < CTG__END_COUNT; end++) {
        const ctg_network *network;

        for (size_t k = 0; k < width; k++)
            found[k] = (double)NAN;
        status =
            ctg__ensemble_end(s->ensemble, (ctg__end)end, &network, s->error);
        if (!status && network)
            status = run_network(s, network, found, s->error);
        if (!status)
            keep(s, first + end, found, false);
    }
    ctg__release(found);
    return status;
}

static bool is_partial(const ctg_ranges_options *options)
{
    return options->share && options->share->is_partial;
}

ctg_status ctg_spread_new(ctg_ensemble *ensemble, const ctg_scenario *scenario,
                          const ctg_ranges_options *options,
                          ctg_spread **spread, ctg_error *error)
{
    const ctg_ranges_options standard = ctg_ranges_options_default();
    spreading s = {.ensemble = ensemble,
                   .scenario = scenario,
                   .options = options ? options : &standard,
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
    ctg__ensemble_listen(ensemble, s.options->progress,
                         s.options->progress_context);
    status = make_room(&s);
    if (!status)
        status = run_draws(&s);
    if (!status && !is_partial(s.options))
        status = run_ends(&s);
    ctg__ensemble_listen(ensemble, NULL, NULL);
    if (status) {
        ctg_spread_free(s.made);
        return status;
    }
    if (!is_partial(s.options))
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

double ctg_spread_effective(const ctg_spread *spread)
{
    return spread->effective;
}

double ctg_spread_rhat(const ctg_spread *spread)
{
    return spread->rhat;
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

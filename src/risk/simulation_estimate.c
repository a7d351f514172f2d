/* What all draws say: measures with intervals, layers, nodes. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "compile/vocabulary.h"
#include "data/graph.h"
#include "risk/distributions.h"
#include "risk/elementary.h"
#include "risk/simulation.h"

enum { TAIL_LEAST = 50 };

static double confidence(const ctg_simulation *made)
{
    return made->risk->values[CTG__RISK_confidence];
}

/* --- measures ------------------------------------------------------------ */

static ctg_status measure_levels(ctg_simulation *made,
                                 const ctg__sample *sample,
                                 ctg_risk_measure *to, ctg_error *error)
{
    ctg_risk_level *levels;

    if (!TAKE(&made->arena, levels, made->risk->level_count))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < made->risk->level_count; l++) {
        const ctg__level_estimate at =
            ctg__sample_level(sample, made->risk->levels[l], confidence(made));

        levels[l] = (ctg_risk_level){.level = at.level,
                                     .var = at.var,
                                     .var_low = at.var_low,
                                     .var_high = at.var_high,
                                     .es = at.es,
                                     .es_low = at.es_low,
                                     .es_high = at.es_high,
                                     .es_error = at.es_error,
                                     .tail_draws = at.tail_draws};
    }
    to->levels = levels;
    to->level_count = made->risk->level_count;
    return CTG_OK;
}

/* The mean over the headline's tail; NaN where no draw of it has the measure.
 */
static double tail_mean(const ctg_simulation *made, const ctg__sample *sample)
{
    const ctg__tail *const tail = &made->tail;
    double weight = tail->weight;
    double sum = 0;

    for (uint32_t k = 0; k < tail->count; k++) {
        if (isnan(sample->losses[tail->draws[k]]))
            weight -= tail->weights[k];
        else
            sum += tail->weights[k] * ctg__sample_loss(sample, tail->draws[k]);
    }
    return weight > 1e-9 * tail->weight ? sum / weight : (double)NAN;
}

/* Of a measure that no draw has. */
static ctg_status measure_nothing(ctg_simulation *made, ctg_risk_measure *to,
                                  ctg_error *error)
{
    const double nan = (double)NAN;
    ctg_risk_level *levels;

    if (!TAKE(&made->arena, levels, made->risk->level_count))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < made->risk->level_count; l++)
        levels[l] = (ctg_risk_level){.level = made->risk->levels[l],
                                     .var = nan,
                                     .var_low = nan,
                                     .var_high = nan,
                                     .es = nan,
                                     .es_low = nan,
                                     .es_high = nan,
                                     .es_error = nan};
    to->mean = to->mean_error = to->most = nan;
    to->levels = levels;
    to->level_count = made->risk->level_count;
    return CTG_OK;
}

/* `sample` is all of it; `scratch` is its room. */
static ctg_status fill_measure(ctg_simulation *made, size_t m,
                               ctg__sample sample, ctg__arena *scratch,
                               ctg_error *error)
{
    const ctg__measure *const of = &made->measures.list[m];
    ctg_risk_measure *const to = &made->measured[m];
    ctg_status status = CTG_OK;

    *to = (ctg_risk_measure){.name = of->name,
                             .unit = of->is_money ? CTG_FIGURE_MONEY
                                                  : CTG_FIGURE_PLAIN,
                             .is_share = of->is_flag,
                             .is_partial = of->is_partial,
                             .tail = tail_mean(made, &sample)};
    if (of->is_flag) {
        const ctg__share_estimate share =
            ctg__sample_share(&sample, confidence(made));

        to->share = share.share;
        to->low = share.low;
        to->high = share.high;
        return CTG_OK;
    }
    if (of->is_partial) {
        status = ctg__simulation_sample_there(made, m, scratch, &sample, error);
        to->left_out = made->summary.draws - sample.count;
        if (!status && !sample.count)
            return measure_nothing(made, to, error);
    }
    if (!status)
        status = ctg__sample_order(&sample, scratch, error);
    if (!status) {
        const ctg__mean_estimate mean = ctg__sample_mean(&sample);

        to->mean = made->options.tail_only ? (double)NAN : mean.mean;
        to->mean_error = made->options.tail_only ? (double)NAN : mean.error;
        to->most = sample.count ? ctg__sample_value(&sample, 0) : 0;
        status = measure_levels(made, &sample, to, error);
    }
    return status;
}

static ctg_status measure(ctg_simulation *made, size_t m, ctg_error *error)
{
    ctg__arena scratch = {0};
    ctg__sample sample;
    ctg_status status =
        ctg__simulation_sample(made, m, &scratch, &sample, error);

    if (!status)
        status = fill_measure(made, m, sample, &scratch, error);
    ctg__arena_clear(&scratch);
    return status;
}

/* --- the tail of the headline -------------------------------------------- */

static ctg_status check_worth(const ctg_simulation_summary *summary,
                              double worth, ctg_error *error)
{
    if (!summary->is_tilted || worth >= TAIL_LEAST)
        return CTG_OK;
    return ctg__fail(
        error, CTG_BAD_ARGUMENT,
        "the tail of %zu tilted draws is worth %.3g at %.10g%%, "
        "fewer than %d: about %.0f draws are needed",
        (size_t)summary->draws, worth, 100 * summary->level, TAIL_LEAST,
        2 * ceil(0.5 * (double)summary->draws * TAIL_LEAST / fmax(worth, 1)));
}

static ctg_status find_tail(ctg_simulation *made, ctg_error *error)
{
    ctg__sample sample;
    ctg_simulation_summary *const summary = &made->summary;
    ctg__arena scratch = {0};
    double worth = 0;
    ctg_status status =
        ctg__simulation_sample(made, made->headline, &scratch, &sample, error);

    if (!status)
        status = ctg__sample_order(&sample, &scratch, error);
    if (!status)
        status = ctg__sample_tail(&sample, summary->level, &made->arena,
                                  &made->tail, error);
    if (!status) {
        worth = ctg__sample_level(&sample, summary->level, confidence(made))
                    .tail_draws;
        summary->worst = sample.count ? sample.order[0] + 1u : 0;
        summary->typical =
            sample.count && ctg__sample_value(&sample, 0) > 0 ? UINT64_MAX : 0;
    }
    ctg__arena_clear(&scratch);
    return status ? status : check_worth(summary, worth, error);
}

/* --- layers -------------------------------------------------------------- */

/* The weight of the draws that need it, as a share of them. */
static ctg_status find_used(const ctg_simulation *made, size_t need,
                            double *used, ctg_error *error)
{
    ctg__arena scratch = {0};
    ctg__sample sample;
    const ctg_status status =
        ctg__simulation_sample(made, need, &scratch, &sample, error);
    double sum = 0;

    for (uint32_t s = 0; !status && s < sample.count; s++)
        if (ctg__sample_loss(&sample, s) > 0)
            sum += sample.weights ? sample.weights[s] : 1;
    *used = !status && sample.count ? sum / sample.count : 0;
    ctg__arena_clear(&scratch);
    return status;
}

/* `need V/k` and, behind it, `exhausted V/k`. */
static void fill_layer(ctg_simulation *made, size_t need, ctg_risk_layer *to)
{
    static const char lead[] = "need ";
    const ctg__layers *const layers = &made->network->layers;
    const ctg_graph *const graph = made->network->graph;
    const uint32_t at = made->measures.list[need].index;
    const bool is_fund = layers->kind[at] == CTG__FUND;
    const ctg_asset asset = layers->asset[at];
    const ctg_risk_measure *const of = &made->measured[need];

    *to = (ctg_risk_layer){
        .name = of->name + sizeof lead - 1,
        .kind = ctg__layer_kind_words.word(layers->kind[at]),
        .provider =
            is_fund ? ctg_graph_node_id(graph, layers->provider[at]) : "",
        .has = is_fund ? layers->amount[at] *
                             (asset == CTG_NONE
                                  ? 1
                                  : made->network->assets.price[asset])
                       : (double)NAN,
        .exhausted = made->measured[need + 1].share,
        .exhausted_low = made->measured[need + 1].low,
        .exhausted_high = made->measured[need + 1].high};
    for (size_t l = 0; l < of->level_count; l++)
        if (of->levels[l].level == made->summary.level)
            to->needed = of->levels[l].var;
}

static ctg_status fill_layers(ctg_simulation *made, ctg_error *error)
{
    ctg_status status = CTG_OK;

    made->layer_count = 0;
    if (!TAKE(&made->arena, made->layers, made->network->layers.count + 1))
        return ctg__fail_memory(error);
    for (size_t m = 0; !status && m < made->known_measures; m++)
        if (made->measures.list[m].kind == CTG__MEASURES_NEED) {
            ctg_risk_layer *const layer = &made->layers[made->layer_count++];

            fill_layer(made, m, layer);
            status = find_used(made, m, &layer->used, error);
        }
    return status;
}

/* --- nodes --------------------------------------------------------------- */

/* An interval of a share, by the number of hits: most nodes have few. */
typedef struct counted {
    double hits; /* -1: nothing yet */
    double low;
    double high;
} counted;

enum { COUNTED = 64 };

static const counted *count_bounds(const ctg_simulation *made, double hits,
                                   counted known[COUNTED])
{
    const double n = (double)made->summary.draws;
    const double outside = 0.5 * (1 - confidence(made));
    counted *const at = &known[(size_t)hits % COUNTED];

    if (at->hits == hits)
        return at;
    *at = (counted){.hits = hits, .low = 0, .high = 1};
    if (hits > 0)
        at->low = ctg__beta_quantile(outside, hits, n - hits + 1);
    if (hits < n)
        at->high = ctg__beta_quantile(1 - outside, hits + 1, n - hits);
    return at;
}

static void bound_node(const ctg_simulation *made, ctg_node node,
                       counted known[COUNTED], ctg_risk_node *to)
{
    const double outside = 0.5 * (1 - confidence(made));
    const double groups = floor(0.5 * (double)made->summary.draws);
    double width;

    to->low = 0;
    to->high = 1;
    if (made->summary.is_complete) {
        to->low = to->high = (double)NAN;
    } else if (!made->summary.is_tilted && !made->summary.is_mirrored) {
        const counted *const at =
            count_bounds(made, nearbyint(made->failed_weight[node]), known);

        to->low = at->low;
        to->high = at->high;
    } else if (made->failed_weight[node] == 0) {
        to->high = -ctg__expm1(ctg__log(1 - confidence(made)) / groups);
    } else {
        width = fmax(0, made->failed_squares[node] -
                            groups * to->default_probability *
                                to->default_probability);
        width = ctg__normal_quantile(1 - outside) *
                sqrt(width / (groups - 1) / groups);
        to->low = fmax(0, to->default_probability - width);
        to->high = fmin(1, to->default_probability + width);
    }
}

/* Two quantiles take some microseconds. */
enum { STEPS_A_NODE = 256 };

static ctg_status fill_nodes(ctg_simulation *made, ctg_error *error)
{
    const size_t nodes = made->network->nodes.count;
    const double n = (double)made->summary.draws;
    counted known[COUNTED];

    if (!TAKE(&made->arena, made->nodes, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < COUNTED; k++)
        known[k] = (counted){.hits = -1};
    for (ctg_node i = 0; i < nodes && made->options.tail_only; i++)
        made->nodes[i] = (ctg_risk_node){.default_probability = (double)NAN,
                                         .low = (double)NAN,
                                         .high = (double)NAN,
                                         .expected_loss = (double)NAN};
    for (ctg_node i = 0; i < nodes && !made->options.tail_only; i++) {
        if (!ctg__ask_after(&made->asking, STEPS_A_NODE))
            return ctg__fail(error, CTG_CANCELLED, "stopped");
        made->nodes[i].default_probability = made->failed_weight[i] / n;
        made->nodes[i].expected_loss = made->lost_weight[i] / n;
        bound_node(made, i, known, &made->nodes[i]);
    }
    return CTG_OK;
}

/* --- all ----------------------------------------------------------------- */

/* The mean of the draws' weights and its error, by pairs. */
static void weigh(ctg_simulation *made)
{
    const uint64_t groups = made->summary.draws / 2;
    double sum = 0;
    double squares = 0;

    made->summary.weight = 1;
    made->summary.weight_error = (double)NAN;
    if (!made->weights)
        return;
    for (uint64_t s = 0; s < made->summary.draws; s++)
        sum += made->weights[s];
    made->summary.weight = sum / (double)made->summary.draws;
    for (uint64_t g = 0; g < groups; g++) {
        const double apart =
            0.5 * (made->weights[2 * g] + made->weights[2 * g + 1]) -
            made->summary.weight;

        squares += apart * apart;
    }
    if (groups > 1)
        made->summary.weight_error =
            sqrt(squares / (double)(groups - 1) / (double)groups);
}

ctg_status ctg__simulation_estimate(ctg_simulation *simulation,
                                    ctg_error *error)
{
    ctg_status status;

    weigh(simulation);
    status = find_tail(simulation, error);
    if (!status && !TAKE(&simulation->arena, simulation->measured,
                         simulation->measures.count))
        status = ctg__fail_memory(error);
    for (size_t m = 0; !status && m < simulation->known_measures; m++)
        status = measure(simulation, m, error);
    if (!status)
        status = fill_layers(simulation, error);
    return status ? status : fill_nodes(simulation, error);
}

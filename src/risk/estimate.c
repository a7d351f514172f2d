/* Value at risk, expected shortfall, their intervals, and the tail. */
#include "risk/estimate.h"

#include "base/assert.h"
#include "base/error.h"
#include "risk/distributions.h"
#include "risk/elementary.h"

#include <float.h>
#include <math.h>

enum { BLOCK = 1024 };

/* Loss and weight as they are summed, by draw. */
typedef double term_of(const ctg__sample *sample, uint32_t draw,
                       const void *context);

static double weight_of(const ctg__sample *sample, uint32_t draw)
{
    return sample->weights ? sample->weights[draw] : 1;
}

/* Sums in order of draws, by blocks of fixed size. */
static double sum_of(const ctg__sample *sample, term_of *term,
                     const void *context)
{
    double sum = 0;

    for (uint32_t from = 0; from < sample->count; from += BLOCK) {
        const uint32_t left = sample->count - from;
        double block = 0;

        for (uint32_t k = 0; k < (left < BLOCK ? left : BLOCK); k++)
            block += term(sample, from + k, context);
        sum += block;
    }
    return sum;
}

/* The mean of `term` and its standard error, by groups of draws. */
static ctg__mean_estimate mean_of(const ctg__sample *sample, term_of *term,
                                  const void *context)
{
    const uint32_t groups = sample->count / sample->group;
    const double mean = sum_of(sample, term, context) / sample->count;
    double squares = 0;

    for (uint32_t g = 0; g < groups; g++) {
        double sum = 0;

        for (uint32_t k = 0; k < sample->group; k++)
            sum += term(sample, g * sample->group + k, context);
        sum = sum / sample->group - mean;
        squares += sum * sum;
    }
    return (ctg__mean_estimate){.mean = mean,
                                .error =
                                    groups > 1 && !sample->is_complete
                                        ? sqrt(squares / (groups - 1) / groups)
                                        : NAN};
}

static double weighted_loss(const ctg__sample *sample, uint32_t draw,
                            const void *context)
{
    (void)context;
    return weight_of(sample, draw) * ctg__sample_loss(sample, draw);
}

ctg__mean_estimate ctg__sample_mean(const ctg__sample *sample)
{
    return mean_of(sample, weighted_loss, NULL);
}

/*
 * Where the weight from above first exceeds `rest`, counted in draws, the end
 * of that tie; `count` where it never does.
 */
static uint32_t place_at(const ctg__sample *sample, double rest)
{
    double sum = 0;

    for (uint32_t p = 0; p < sample->count; p++) {
        CTG__ASSERT(weight_of(sample, sample->order[p]) >= 0);
        sum += weight_of(sample, sample->order[p]);
        if (sum > rest * (1 + 1e-12))
            return p;
    }
    return sample->count;
}

/* The largest loss reached with more than `share` of the weight. */
static double value_at(const ctg__sample *sample, double share)
{
    const uint32_t place = place_at(sample, share * sample->count);

    return place < sample->count ? ctg__sample_value(sample, place) : NAN;
}

/* w max(0, L - VaR), of which the mean over (1 - q) is ES - VaR. */
static double excess(const ctg__sample *sample, uint32_t draw,
                     const void *context)
{
    const double *const var = context;
    const double above = ctg__sample_loss(sample, draw) - *var;

    return above > 0 ? weight_of(sample, draw) * above : 0;
}

/* Beyond rounding: what counts as equal to VaR is not above it. */
static double is_above(const ctg__sample *sample, uint32_t draw,
                       const void *context)
{
    const double *const var = context;
    const double loss = ctg__sample_loss(sample, draw);
    const double grain = 1e-12 * sample->unit;
    const bool above = grain > 0
                           ? nearbyint(loss / grain) > nearbyint(*var / grain)
                           : loss > *var;

    return above ? weight_of(sample, draw) : 0;
}

void ctg__rank_interval(uint32_t count, double level, double confidence,
                        uint32_t *low, uint32_t *high)
{
    const double outside = 0.5 * (1 - confidence);
    uint32_t least = 0; /* P(B <= least - 1) <= outside: the largest such */
    uint32_t most = count + 1;

    while (most - least > 1) {
        const uint32_t middle = least + (most - least) / 2;

        if (ctg__binomial_cdf(middle - 1.0, count, level) <= outside)
            least = middle;
        else
            most = middle;
    }
    *low = least;
    /* P(B <= high - 1) >= 1 - outside: the smallest such. */
    most = count + 1;
    for (least = 0; most - least > 1;) {
        const uint32_t middle = least + (most - least) / 2;

        if (ctg__binomial_cdf(middle - 1.0, count, level) >= 1 - outside)
            most = middle;
        else
            least = middle;
    }
    *high = most;
}

double ctg__fewest_draws(double level, double confidence)
{
    return ceil(ctg__log(0.5 * (1 - confidence)) / ctg__log(level) *
                (1 - 1e-14));
}

/* A level is rounded in its last digit, the more of so much smaller a tail. */
double ctg__fewest_mirrored(double level)
{
    return 2 * ceil(10 / (1 - level + DBL_EPSILON));
}

/* The `rank`th loss from below, NaN where there is none. */
static double ascending(const ctg__sample *sample, uint32_t rank)
{
    return rank < 1 || rank > sample->count
               ? NAN
               : ctg__sample_value(sample, sample->count - rank);
}

static void bound_var(const ctg__sample *sample, double confidence,
                      ctg__level_estimate *estimate)
{
    const double q = estimate->level;
    uint32_t low;
    uint32_t high;

    if (!sample->weights && sample->group == 1) {
        ctg__rank_interval(sample->count, q, confidence, &low, &high);
        estimate->var_low = ascending(sample, low);
        estimate->var_high = ascending(sample, high);
    } else {
        const double z = ctg__normal_quantile(0.5 * (1 + confidence));
        const double more = z * mean_of(sample, is_above, &estimate->var).error;

        estimate->var_low = value_at(sample, 1 - q + more);
        estimate->var_high =
            1 - q - more > 0 ? value_at(sample, 1 - q - more) : NAN;
    }
}

/* Weights in the tail: all of it above VaR, and a share of what is at VaR. */
typedef struct cutoff {
    double var;
    double at_share; /* of the weight of draws at VaR */
    double key;
    bool is_all; /* VaR is 0 and nothing is below: what is above it */
} cutoff;

static cutoff tail_of(const ctg__sample *sample, double level)
{
    const double rest = (1 - level) * sample->count;
    const uint32_t place = place_at(sample, rest);
    cutoff made = {.var = NAN};
    double above = 0;
    double at = 0;

    if (place == sample->count)
        return made;
    made.var = ctg__sample_value(sample, place);
    made.key = ctg__sample_key(sample, sample->order[place]);
    made.is_all = made.key == 0 && !sample->has_gains;
    for (uint32_t p = 0; p < sample->count; p++) {
        const double key = ctg__sample_key(sample, sample->order[p]);

        if (key < made.key)
            break;
        *(key > made.key ? &above : &at) += weight_of(sample, sample->order[p]);
    }
    made.at_share = made.is_all || at == 0 ? 0 : fmax(0, (rest - above) / at);
    return made;
}

static double weight_in(const ctg__sample *sample, const cutoff *made,
                        uint32_t draw)
{
    const double key = ctg__sample_key(sample, draw);

    return key > made->key    ? weight_of(sample, draw)
           : key == made->key ? weight_of(sample, draw) * made->at_share
                              : 0;
}

ctg_status ctg__sample_tail(const ctg__sample *sample, double level,
                            ctg__arena *arena, ctg__tail *tail,
                            ctg_error *error)
{
    const cutoff made = tail_of(sample, level);
    uint32_t count = 0;

    for (uint32_t draw = 0; draw < sample->count; draw++)
        count += weight_in(sample, &made, draw) > 0;
    *tail = (ctg__tail){0};
    if (!TAKE(arena, tail->draws, (size_t)count + 1) ||
        !TAKE(arena, tail->weights, (size_t)count + 1))
        return ctg__fail_memory(error);
    for (uint32_t draw = 0; draw < sample->count; draw++) {
        const double weight = weight_in(sample, &made, draw);

        if (!(weight > 0))
            continue;
        tail->draws[tail->count] = draw;
        tail->weights[tail->count++] = weight;
        tail->weight += weight;
    }
    return CTG_OK;
}

/* (sum t)^2 / sum t^2. */
static double worth_of(const ctg__sample *sample, const cutoff *made)
{
    double sum = 0;
    double squares = 0;

    for (uint32_t p = 0; p < sample->count; p++) {
        const uint32_t draw = sample->order[p];
        const double key = ctg__sample_key(sample, draw);
        double t = weight_of(sample, draw);

        if (!(key >= made->key))
            break;
        if (key == made->key)
            t *= made->at_share;
        sum += t;
        squares += t * t;
    }
    return squares > 0 ? sum * sum / squares : 0;
}

ctg__level_estimate ctg__sample_level(const ctg__sample *sample, double level,
                                      double confidence)
{
    const cutoff made = tail_of(sample, level);
    const ctg__mean_estimate over = mean_of(sample, excess, &made.var);
    ctg__level_estimate estimate = {.level = level, .var = made.var};
    double degrees;
    double width;

    estimate.es = made.var + over.mean / (1 - level);
    estimate.tail_draws = worth_of(sample, &made);
    if (sample->is_complete) {
        estimate.var_low = estimate.var_high = NAN;
        estimate.es_low = estimate.es_high = estimate.es_error = NAN;
        return estimate;
    }
    bound_var(sample, confidence, &estimate);
    estimate.es_error = over.error / (1 - level);
    degrees = fmax(1, estimate.tail_draws - 1);
    width = ctg__student_quantile(0.5 * (1 + confidence), degrees) *
            estimate.es_error;
    estimate.es_low = estimate.es - width;
    estimate.es_high = estimate.es + width;
    return estimate;
}

ctg__share_estimate ctg__sample_share(const ctg__sample *sample,
                                      double confidence)
{
    const double outside = 0.5 * (1 - confidence);
    const ctg__mean_estimate mean = ctg__sample_mean(sample);
    const double n = sample->count;
    ctg__share_estimate share = {.share = mean.mean, .low = 0, .high = 1};

    if (sample->is_complete) {
        share.low = share.high = NAN;
    } else if (!sample->weights && sample->group == 1) {
        const double hits = nearbyint(mean.mean * n);

        if (hits > 0)
            share.low = ctg__beta_quantile(outside, hits, n - hits + 1);
        if (hits < n)
            share.high = ctg__beta_quantile(1 - outside, hits + 1, n - hits);
    } else if (mean.mean == 0) {
        share.high = -ctg__expm1(ctg__log(1 - confidence) /
                                 (sample->count / sample->group));
    } else {
        const double width =
            ctg__normal_quantile(0.5 * (1 + confidence)) * mean.error;

        share.low = fmax(0, mean.mean - width);
        share.high = fmin(1, mean.mean + width);
    }
    return share;
}

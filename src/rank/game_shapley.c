/* Shapley values, exact and sampled. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "rank/game.h"

static ctg_status value_all(size_t count, ctg__game *game, void *context,
                            double *value, bool *in, ctg_error *error)
{
    for (uint32_t set = 0; set < (uint32_t)1 << count; set++) {
        ctg_status status;

        for (size_t i = 0; i < count; i++)
            in[i] = set >> i & 1;
        status = game(context, count, in, &value[set], error);
        if (status)
            return status;
    }
    return CTG_OK;
}

/* s! (n - s - 1)! / n!: how often a coalition of s comes before a player. */
static void fill_weights(size_t count, double *weight)
{
    weight[0] = 1 / (double)count;
    for (size_t s = 1; s < count; s++)
        weight[s] = weight[s - 1] * (double)s / (double)(count - s);
}

ctg_status ctg__shapley_exact(size_t count, ctg__game *game, void *context,
                              double *share, ctg_error *error)
{
    double weight[CTG__SHAPLEY_EXACT_MOST];
    bool in[CTG__SHAPLEY_EXACT_MOST];
    ctg__arena arena = {0};
    double *value;
    ctg_status status;

    if (!count)
        return CTG_OK;
    if (!TAKE(&arena, value, (size_t)1 << count))
        return ctg__fail_memory(error);
    status = value_all(count, game, context, value, in, error);
    fill_weights(count, weight);
    for (size_t i = 0; !status && i < count; i++) {
        share[i] = 0;
        for (uint32_t set = 0; set < (uint32_t)1 << count; set++) {
            size_t size = 0;

            if (set >> i & 1)
                continue;
            for (uint32_t left = set; left; left &= left - 1)
                size++;
            share[i] += weight[size] *
                        (value[set | (uint32_t)1 << i] - value[set]);
        }
    }
    ctg__arena_clear(&arena);
    return status;
}

/* SplitMix64 */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void shuffle(size_t count, uint32_t *order, uint64_t *state)
{
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    for (size_t i = count; i > 1; i--) {
        const size_t j = (size_t)(draw(state) % i);
        const uint32_t kept = order[i - 1];

        order[i - 1] = order[j];
        order[j] = kept;
    }
}

typedef struct sampling {
    size_t count;
    ctg__game *game;
    void *context;
    uint32_t *order;
    bool *in;
    double *pair; /* per player: sum of its two contributions */
    double nothing; /* value of no player */
} sampling;

/* Adds what each player brings when all arrive in this order. */
static ctg_status arrive(sampling *s, bool backwards, ctg_error *error)
{
    double before = s->nothing;

    memset(s->in, 0, s->count * sizeof *s->in);
    for (size_t k = 0; k < s->count; k++) {
        const uint32_t player = s->order[backwards ? s->count - 1 - k : k];
        double value;
        ctg_status status;

        s->in[player] = true;
        status = s->game(s->context, s->count, s->in, &value, error);
        if (status)
            return status;
        s->pair[player] += (value - before) / 2;
        before = value;
    }
    return CTG_OK;
}

ctg_status ctg__shapley_sampled(size_t count, ctg__game *game, void *context,
                                size_t pairs, uint64_t seed, double *share,
                                double *standard_error, ctg_error *error)
{
    sampling s = {.count = count, .game = game, .context = context};
    ctg__arena arena = {0};
    ctg_status status;

    if (!TAKE(&arena, s.order, count + 1) || !TAKE(&arena, s.in, count + 1) ||
        !TAKE(&arena, s.pair, count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    memset(share, 0, count * sizeof *share);
    memset(standard_error, 0, count * sizeof *standard_error);
    status = game(context, count, s.in, &s.nothing, error);
    for (size_t p = 0; !status && p < pairs; p++) {
        memset(s.pair, 0, count * sizeof *s.pair);
        shuffle(count, s.order, &seed);
        status = arrive(&s, false, error);
        if (!status)
            status = arrive(&s, true, error);
        /* Mean and squared deviations as they grow (Welford). */
        for (size_t i = 0; !status && i < count; i++) {
            const double off = s.pair[i] - share[i];

            share[i] += off / (double)(p + 1);
            standard_error[i] += off * (s.pair[i] - share[i]);
        }
    }
    for (size_t i = 0; !status && i < count; i++)
        standard_error[i] =
            sqrt(standard_error[i] / (double)(pairs - 1) / (double)pairs);
    ctg__arena_clear(&arena);
    return status;
}

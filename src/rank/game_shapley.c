/* Shapley values of any game: exactly, or from random orders. */
#include "rank/game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/threads.h"

/* Sets of few players are valued quickly: so many at a time. */
enum { SETS = 8192 };

/* Values of all sets; the nodes of set s are the bits of s. */
static ctg_status value_all(const ctg__game *game, double *values,
                            ctg_error *error)
{
    const size_t sets = (size_t)1 << game->players;

    for (size_t first = 0; first < sets; first += SETS) {
        const size_t end = sets - first < SETS ? sets : first + SETS;
        ctg_status status =
            ctg__game_step(game, (double)first, (double)sets, error);

        if (status)
            return status;
#pragma omp parallel for schedule(dynamic, 32) num_threads(ctg__thread_count())
        for (size_t s = first; s < end; s++) {
            ctg_node set[CTG__GAME_EXACT];
            size_t count = 0;

            for (uint32_t i = 0; i < game->players; i++)
                if (s >> i & 1)
                    set[count++] = i;
            values[s] = game->value(game->context, set, count);
        }
        for (size_t s = first; s < end; s++)
            if (isnan(values[s]))
                return ctg__fail(error, CTG_INTERNAL, "a set has no value");
    }
    return CTG_OK;
}

static size_t size_of(size_t set)
{
    size_t size = 0;

    for (; set; set &= set - 1)
        size++;
    return size;
}

ctg_status ctg__shapley_exact(const ctg__game *game, ctg__arena *arena,
                              double *shares, ctg_error *error)
{
    const size_t sets = (size_t)1 << game->players;
    double weights[CTG__GAME_EXACT + 1] = {0};
    double *values;
    ctg_status status;

    if (!TAKE(arena, values, sets))
        return ctg__fail_memory(error);
    status = value_all(game, values, error);
    if (status)
        return status;
    /* |S|! (n - |S| - 1)! / n!, by size; of 0 it is 1 / n. */
    for (size_t s = 0; s < game->players; s++)
        weights[s] =
            s ? weights[s - 1] * (double)s / (double)(game->players - s)
              : 1 / (double)game->players;
    for (size_t i = 0; i < game->players; i++) {
        const size_t own = (size_t)1 << i;

        shares[i] = 0;
        for (size_t s = 0; s < sets; s++)
            if (!(s & own))
                shares[i] +=
                    weights[size_of(s)] * (values[s | own] - values[s]);
    }
    return CTG_OK;
}

/* One random order and its reverse: scratch of one of a batch. */
typedef struct order_pair {
    uint32_t *order;
    uint32_t *taken; /* players so far, ascending */
    double *added;   /* per player, mean of both ways */
    bool failed;
} order_pair;

static void insert(uint32_t *taken, size_t count, uint32_t player)
{
    for (; count > 0 && taken[count - 1] > player; count--)
        taken[count] = taken[count - 1];
    taken[count] = player;
}

static void walk(const ctg__game *game, order_pair *pair, double none,
                 bool back)
{
    double before = none;

    for (size_t k = 0; k < game->players; k++) {
        const uint32_t player = pair->order[back ? game->players - 1 - k : k];
        double value;

        insert(pair->taken, k, player);
        value = game->value(game->context, pair->taken, k + 1);
        if (isnan(value)) {
            pair->failed = true;
            return;
        }
        pair->added[player] += (value - before) / 2;
        before = value;
    }
}

static void walk_pair(const ctg__game *game, order_pair *pair, double none,
                      uint64_t seed, uint64_t stream)
{
    ctg__random random;

    for (uint32_t i = 0; i < game->players; i++)
        pair->order[i] = i;
    memset(pair->added, 0, game->players * sizeof *pair->added);
    pair->failed = false;
    ctg__random_start(&random, seed, stream);
    ctg__random_shuffle(&random, pair->order, (uint32_t)game->players);
    walk(game, pair, none, false);
    if (!pair->failed)
        walk(game, pair, none, true);
}

/* Mean and sum of squared differences from it, one pair more (Welford). */
static void add_pair(const order_pair *pair, size_t players, size_t number,
                     double *means, double *squares)
{
    for (size_t i = 0; i < players; i++) {
        const double difference = pair->added[i] - means[i];

        means[i] += difference / (double)(number + 1);
        squares[i] += difference * (pair->added[i] - means[i]);
    }
}

static bool take_pairs(const ctg__game *game, ctg__arena *arena,
                       order_pair *pairs)
{
    for (size_t k = 0; k < CTG__GAME_BATCH; k++)
        if (!TAKE(arena, pairs[k].order, game->players + 1) ||
            !TAKE(arena, pairs[k].taken, game->players + 1) ||
            !TAKE(arena, pairs[k].added, game->players + 1))
            return false;
    return true;
}

ctg_status ctg__shapley_sampled(const ctg__game *game, size_t pairs,
                                uint64_t seed, ctg__arena *arena,
                                double *shares, double *errors,
                                ctg_error *error)
{
    order_pair *batch;
    double none;
    ctg_status status = CTG_OK;

    if (!TAKE(arena, batch, CTG__GAME_BATCH) || !take_pairs(game, arena, batch))
        return ctg__fail_memory(error);
    memset(shares, 0, game->players * sizeof *shares);
    memset(errors, 0, game->players * sizeof *errors);
    none = game->value(game->context, batch->taken, 0);
    for (size_t first = 0; first < pairs; first += CTG__GAME_BATCH) {
        const size_t count =
            pairs - first < CTG__GAME_BATCH ? pairs - first : CTG__GAME_BATCH;

        status = ctg__game_step(game, (double)first, (double)pairs, error);
        if (status)
            return status;
#pragma omp parallel for schedule(dynamic) num_threads(ctg__thread_count())
        for (size_t k = 0; k < count; k++)
            walk_pair(game, &batch[k], none, seed, first + k);
        for (size_t k = 0; k < count; k++) {
            if (batch[k].failed || isnan(none))
                return ctg__fail(error, CTG_INTERNAL, "a set has no value");
            add_pair(&batch[k], game->players, first + k, shares, errors);
        }
    }
    for (size_t i = 0; i < game->players; i++)
        errors[i] = sqrt(errors[i] / (double)(pairs - 1) / (double)pairs);
    return CTG_OK;
}

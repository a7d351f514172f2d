/* The k players that are worst together. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "rank/game.h"

typedef struct search {
    size_t count;
    size_t size;
    ctg__game *game;
    void *context;
    bool *in;
    bool *best;
    double best_value;
    size_t tried;
    size_t tries_most;
} search;

static ctg_status try_set(search *s, double *value, ctg_error *error)
{
    s->tried++;
    return s->game(s->context, s->count, s->in, value, error);
}

/* min(n over k, most + 1) */
static size_t sets(size_t count, size_t size, size_t most)
{
    double found = 1;

    for (size_t i = 0; i < size; i++)
        found = found * (double)(count - i) / (double)(i + 1);
    return found > (double)most ? most + 1 : (size_t)(found + 0.5);
}

static void keep_best(search *s, double value)
{
    if (!(value > s->best_value))
        return;
    s->best_value = value;
    memcpy(s->best, s->in, s->count * sizeof *s->in);
}

/* The next set of the same size in lexical order; false past the last. */
static bool advance(bool *in, size_t count)
{
    size_t last = count;
    size_t behind = 0;

    while (last > 0 && in[last - 1]) {
        in[--last] = false;
        behind++;
    }
    while (last > 0 && !in[last - 1])
        last--;
    if (!last)
        return false;
    in[last - 1] = false;
    for (size_t i = 0; i <= behind; i++)
        in[last + i] = true;
    return true;
}

static ctg_status try_all(search *s, ctg_error *error)
{
    for (size_t i = 0; i < s->size; i++)
        s->in[i] = true;
    do {
        double value;
        const ctg_status status = try_set(s, &value, error);

        if (status)
            return status;
        keep_best(s, value);
    } while (advance(s->in, s->count));
    return CTG_OK;
}

static ctg_status add_greedily(search *s, ctg_error *error)
{
    for (size_t k = 0; k < s->size; k++) {
        double most = -HUGE_VAL;
        size_t choice = SIZE_MAX;

        for (size_t i = 0; i < s->count; i++) {
            ctg_status status;
            double value;

            if (s->in[i])
                continue;
            s->in[i] = true;
            status = try_set(s, &value, error);
            s->in[i] = false;
            if (status)
                return status;
            if (value > most) {
                most = value;
                choice = i;
            }
        }
        s->in[choice] = true;
        s->best_value = most;
    }
    memcpy(s->best, s->in, s->count * sizeof *s->in);
    return CTG_OK;
}

/* Swaps one for another as long as that helps; the first that does. */
static ctg_status swap_once(search *s, bool *better, ctg_error *error)
{
    *better = false;
    for (size_t out = 0; out < s->count; out++)
        for (size_t in = 0; s->best[out] && in < s->count; in++) {
            double value;
            ctg_status status;

            if (s->best[in] || s->tried >= s->tries_most)
                continue;
            memcpy(s->in, s->best, s->count * sizeof *s->in);
            s->in[out] = false;
            s->in[in] = true;
            status = try_set(s, &value, error);
            if (status)
                return status;
            if (value > s->best_value) {
                keep_best(s, value);
                *better = true;
                return CTG_OK;
            }
        }
    return CTG_OK;
}

static ctg_status climb(search *s, ctg_error *error)
{
    bool better = true;
    ctg_status status = add_greedily(s, error);

    while (!status && better)
        status = swap_once(s, &better, error);
    return status;
}

ctg_status ctg__key_set_find(size_t count, size_t size, ctg__game *game,
                             void *context, size_t tries_most,
                             uint32_t *chosen, ctg__key_set *set,
                             ctg_error *error)
{
    const bool all = sets(count, size, tries_most) <= tries_most;
    search s = {.count = count,
                .size = size,
                .game = game,
                .context = context,
                .best_value = -HUGE_VAL,
                .tries_most = tries_most};
    ctg__arena arena = {0};
    ctg_status status;

    if (size > count)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%zu of %zu players", size,
                         count);
    if (!TAKE(&arena, s.in, count + 1) || !TAKE(&arena, s.best, count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    status = all ? try_all(&s, error) : climb(&s, error);
    if (!status) {
        size_t k = 0;

        for (size_t i = 0; i < count; i++)
            if (s.best[i])
                chosen[k++] = (uint32_t)i;
        *set = (ctg__key_set){s.best_value, all, s.tried};
    }
    ctg__arena_clear(&arena);
    return status;
}

/* The set of players with the largest value: all sets, or a local search. */
#include "rank/game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Values this close, relative, are equal. */
static const double tie = 1e-12;
/* What rounding may add to a gain, of a value. */
static const double slack = 1e-9;

/* A player who may join the set. */
typedef struct candidate {
    ctg_node player;
    double gain;  /* the last one known */
    double worth; /* of the set with it, as valued last */
} candidate;

/* Sets wait here until there are enough to be valued side by side. */
typedef struct search {
    const ctg__game *game;
    size_t size; /* of the sets in this batch */
    size_t waiting;
    ctg_node *sets;
    double *values;
    ctg_node *best;    /* of this size */
    double best_value; /* -HUGE_VAL: none */
    double evaluated;
    double total; /* sets in all; 0: not known */
    double *top;  /* the largest values of this size; NULL: not wanted */
    size_t top_count;
    size_t top_room;
    candidate *candidates; /* where gains never grow with the set; else NULL */
    double *alone;         /* then the values of players, by player */
} search;

/* Keeps a value if it is among the largest; they ascend. */
static void keep_top(search *s, double value)
{
    size_t k = 0;

    if (s->top_count < s->top_room)
        s->top_count++;
    else if (!(value > s->top[0]))
        return;
    else
        k = 1;
    /* With room, the new place is the last; without, the first falls out. */
    if (k == 0) {
        for (k = s->top_count - 1; k > 0 && s->top[k - 1] > value; k--)
            s->top[k] = s->top[k - 1];
        s->top[k] = value;
        return;
    }
    for (; k < s->top_count && s->top[k] < value; k++)
        s->top[k - 1] = s->top[k];
    s->top[k - 1] = value;
}

static ctg_status value_waiting(search *s, ctg_error *error)
{
    ctg_status status = ctg__game_step(s->game, s->evaluated, s->total, error);

    if (!status)
        status = ctg__game_values(s->game, s->sets, s->waiting, s->size,
                                  s->values, error);
    if (status)
        return status;
    for (size_t k = 0; k < s->waiting; k++) {
        const double gain = s->values[k] - s->best_value;

        if (s->top)
            keep_top(s, s->values[k]);
        if (!(gain > tie * fmax(fabs(s->values[k]), fabs(s->best_value))) &&
            isfinite(s->best_value))
            continue;
        s->best_value = s->values[k];
        memcpy(s->best, s->sets + k * s->size, s->size * sizeof *s->sets);
    }
    s->evaluated += (double)s->waiting;
    s->waiting = 0;
    return CTG_OK;
}

static ctg_status add_set(search *s, const ctg_node *set, ctg_error *error)
{
    memcpy(s->sets + s->waiting++ * s->size, set, s->size * sizeof *set);
    return s->waiting < CTG__GAME_BATCH ? CTG_OK : value_waiting(s, error);
}

/* The next set of this size, the last player moving first. */
static bool advance(ctg_node *set, size_t size, size_t players)
{
    size_t k = size;

    while (k > 0 && set[k - 1] == players - size + k - 1)
        k--;
    if (k == 0)
        return false;
    set[k - 1]++;
    for (; k < size; k++)
        set[k] = set[k - 1] + 1;
    return true;
}

static ctg_status enumerate(search *s, ctg_node *set, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t k = 0; k < s->size; k++)
        set[k] = (ctg_node)k;
    do
        status = add_set(s, set, error);
    while (!status && advance(set, s->size, s->game->players));
    return !status && s->waiting ? value_waiting(s, error) : status;
}

/* `set` without its k-th player and with another, ascending. False when the
 * other is a member. k = size: nobody leaves. */
static bool exchange(const ctg_node *set, size_t size, size_t k, ctg_node other,
                     ctg_node *made)
{
    size_t count = 0;
    bool placed = false;

    for (size_t m = 0; m < size; m++) {
        if (set[m] == other)
            return false;
        if (m == k)
            continue;
        if (!placed && other < set[m]) {
            made[count++] = other;
            placed = true;
        }
        made[count++] = set[m];
    }
    if (!placed)
        made[count] = other;
    return true;
}

/* Tries every other player in place of the k-th; k = size: beside them. */
static ctg_status try_others(search *s, const ctg_node *set, size_t size,
                             size_t k, ctg_node *made, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (ctg_node other = 0; !status && other < s->game->players; other++)
        if (exchange(set, size, k, other, made))
            status = add_set(s, made, error);
    return status;
}

/* Values every set of `have` players and one more. */
static ctg_status add_one(search *s, const ctg_node *set, size_t have,
                          ctg_node *made, ctg_error *error)
{
    ctg_status status;

    s->size = have + 1;
    s->best_value = -HUGE_VAL;
    s->top_count = 0;
    status = try_others(s, set, have, have, made, error);
    return !status && s->waiting ? value_waiting(s, error) : status;
}

/* Whether none from this player on can be among the largest. */
static bool is_settled(const search *s, double value, double gain)
{
    return s->top_count == s->top_room &&
           value + gain < s->top[0] - slack * fabs(s->top[0]);
}

static int by_player(const void *one, const void *other)
{
    const candidate *const a = one;
    const candidate *const b = other;

    return (a->player > b->player) - (a->player < b->player);
}

static int by_gain(const void *one, const void *other)
{
    const candidate *const a = one;
    const candidate *const b = other;

    if (a->gain != b->gain)
        return a->gain > b->gain ? -1 : 1;
    return (a->player > b->player) - (a->player < b->player);
}

/* Values sets of `set` and one of the next candidates; how many. */
static ctg_status value_next(search *s, const ctg_node *set, double value,
                             candidate *from, size_t left, size_t *taken,
                             ctg_error *error)
{
    const size_t have = s->size - 1;
    ctg_status status = CTG_OK;

    for (*taken = 0; *taken < left && s->waiting < CTG__GAME_BATCH &&
                     !is_settled(s, value, from[*taken].gain);
         ++*taken)
        if (exchange(set, have, have, from[*taken].player,
                     s->sets + s->waiting * s->size))
            s->waiting++;
        else
            break;
    if (*taken)
        status = value_waiting(s, error);
    for (size_t k = 0; !status && k < *taken; k++) {
        from[k].worth = s->values[k];
        from[k].gain = s->values[k] - value;
    }
    return status;
}

/*
 * As add_one, but for players whose gain over a part of the set, which never
 * grows with it, says that they are not among the largest. The candidates are
 * those that are no members, `value` is the set's.
 */
static ctg_status add_lazily(search *s, const ctg_node *set, size_t have,
                             double value, ctg_error *error)
{
    candidate *const all = s->candidates;
    size_t count = s->game->players - have;
    size_t looked = 0;
    size_t taken = 1;
    const candidate *best = NULL;
    ctg_status status = CTG_OK;

    s->size = have + 1;
    s->best_value = -HUGE_VAL;
    s->top_count = 0;
    qsort(all, count, sizeof *all, by_gain);
    for (; !status && taken && looked < count; looked += taken)
        status = value_next(s, set, value, all + looked, count - looked, &taken,
                            error);
    if (status)
        return status;
    qsort(all, looked, sizeof *all, by_player);
    for (size_t k = 0; k < looked; k++)
        if (!best || all[k].worth - best->worth >
                         tie * fmax(fabs(all[k].worth), fabs(best->worth)))
            best = &all[k];
    exchange(set, have, have, best->player, s->best);
    s->best_value = best->worth;
    s->candidates[best - all] = all[count - 1]; /* a member now */
    return CTG_OK;
}

/* What no set can be worth more than, by the gains over one worth `value`. */
static double bound_over(const search *s, double value)
{
    double bound = value;

    for (size_t k = 0; k < s->top_count; k++)
        bound += fmax(0, s->top[k] - value);
    return bound;
}

/* All players were valued alone, as nothing was known of their gains. */
static void note_alone(const search *s)
{
    for (size_t k = 0; k < s->game->players - 1; k++)
        s->alone[s->candidates[k].player] = s->candidates[k].worth;
    s->alone[s->best[0]] = s->best_value;
}

static ctg_status grow(search *s, size_t size, ctg_node *set, ctg_node *made,
                       double *bound, ctg_error *error)
{
    double value = 0;

    for (size_t have = 0; have < size; have++) {
        const ctg_status status = s->candidates
                                      ? add_lazily(s, set, have, value, error)
                                      : add_one(s, set, have, made, error);

        if (status)
            return status;
        if (s->candidates && have == 0)
            note_alone(s);
        if (s->top)
            *bound = fmin(*bound, bound_over(s, value));
        memcpy(set, s->best, s->size * sizeof *set);
        value = s->best_value;
    }
    return CTG_OK;
}

/* The gains over the whole set bound, too. */
static ctg_status look_beyond(search *s, size_t size, const ctg_node *set,
                              ctg_node *made, double *bound, ctg_error *error)
{
    const double value = s->best_value;
    ctg_status status = CTG_OK;

    if (s->top && size < s->game->players) {
        status = s->candidates ? add_lazily(s, set, size, value, error)
                               : add_one(s, set, size, made, error);
        *bound = fmin(*bound, bound_over(s, value));
    }
    s->top = NULL;
    s->size = size;
    s->best_value = value;
    memcpy(s->best, set, size * sizeof *set);
    return status;
}

/* Others in place of the k-th of the set, but for those who alone are worth too
 * little to make up for it. */
static ctg_status try_some(search *s, const ctg_node *set, size_t k,
                           ctg_node *made, ctg_error *error)
{
    const size_t rest = s->size - 1;
    double left = 0;
    ctg_status status = CTG_OK;

    memcpy(made, set, k * sizeof *made);
    memcpy(made + k, set + k + 1, (rest - k) * sizeof *made);
    if (rest) {
        status = ctg__game_values(s->game, made, 1, rest, &left, error);
        s->evaluated++;
    }
    for (ctg_node other = 0; !status && other < s->game->players; other++)
        if (left + s->alone[other] >=
                s->best_value - slack * fabs(s->best_value) &&
            exchange(set, s->size, k, other, made))
            status = add_set(s, made, error);
    return status;
}

/* Makes the best swap until there is none: values rise, so it ends. */
static ctg_status swap(search *s, ctg_node *set, ctg_node *made,
                       ctg_error *error)
{
    for (;;) {
        const double before = s->best_value;
        ctg_status status = CTG_OK;

        for (size_t k = 0; !status && k < s->size; k++)
            status = s->alone ? try_some(s, set, k, made, error)
                              : try_others(s, set, s->size, k, made, error);
        if (!status && s->waiting)
            status = value_waiting(s, error);
        if (status || !(s->best_value > before))
            return status;
        memcpy(set, s->best, s->size * sizeof *set);
    }
}

double ctg__sets_of(size_t players, size_t size, double most)
{
    double sets = 1;

    for (size_t k = 1; k <= size && sets <= most; k++)
        sets = sets * (double)(players - size + k) / (double)k;
    return sets;
}

static bool take_candidates(search *s, ctg__arena *arena)
{
    const size_t players = s->game->players;

    if (!TAKE(arena, s->candidates, players + 1) ||
        !TAKE(arena, s->alone, players + 1))
        return false;
    for (size_t i = 0; i < players; i++)
        s->candidates[i] = (candidate){.player = (ctg_node)i, .gain = HUGE_VAL};
    return true;
}

ctg_status ctg__key_set_find(const ctg__game *game, size_t size,
                             double enumerated, bool submodular,
                             ctg__arena *arena, ctg_node *set,
                             ctg__key_set *found, ctg_error *error)
{
    const double sets = ctg__sets_of(game->players, size, enumerated);
    search s = {
        .game = game, .size = size, .best_value = -HUGE_VAL, .top_room = size};
    ctg_node *made;
    ctg_status status;

    if (!TAKE(arena, s.sets, CTG__GAME_BATCH * (size + 1)) ||
        !TAKE(arena, s.values, CTG__GAME_BATCH) ||
        !TAKE(arena, s.best, size + 1) || !TAKE(arena, made, size + 1) ||
        (submodular && !TAKE(arena, s.top, size + 1)))
        return ctg__fail_memory(error);
    if (submodular && sets > enumerated && !take_candidates(&s, arena))
        return ctg__fail_memory(error);
    *found = (ctg__key_set){.bound = HUGE_VAL, .exact = sets <= enumerated};
    if (found->exact) {
        s.total = sets;
        status = enumerate(&s, made, error);
    } else {
        status = grow(&s, size, set, made, &found->bound, error);
        found->greedy = s.best_value;
        if (!status)
            status = look_beyond(&s, size, set, made, &found->bound, error);
        if (!status)
            status = swap(&s, set, made, error);
    }
    found->stopped = status == CTG_CANCELLED && game->keeps && s.size == size &&
                     isfinite(s.best_value);
    if (status && !found->stopped)
        return status;
    found->exact &= !found->stopped;
    memcpy(set, s.best, size * sizeof *set);
    found->value = s.best_value;
    found->evaluated = s.evaluated;
    if (found->exact) {
        found->greedy = s.best_value;
        found->bound = s.best_value;
    }
    found->bound = fmax(found->bound, found->value); /* whatever rounding */
    return CTG_OK;
}

/* The set of players with the largest value: all sets, or a local search. */
#include "rank/game.h"

#include <math.h>
#include <string.h>

/* Values this close, relative, are equal. */
static const double tie = 1e-12;

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

/* What no set can be worth more than, by the gains over one worth `value`. */
static double bound_over(const search *s, double value)
{
    double bound = value;

    for (size_t k = 0; k < s->top_count; k++)
        bound += fmax(0, s->top[k] - value);
    return bound;
}

static ctg_status grow(search *s, size_t size, ctg_node *set, ctg_node *made,
                       double *bound, ctg_error *error)
{
    double value = 0;

    for (size_t have = 0; have < size; have++) {
        const ctg_status status = add_one(s, set, have, made, error);

        if (status)
            return status;
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
        status = add_one(s, set, size, made, error);
        *bound = fmin(*bound, bound_over(s, value));
    }
    s->top = NULL;
    s->size = size;
    s->best_value = value;
    memcpy(s->best, set, size * sizeof *set);
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
            status = try_others(s, set, s->size, k, made, error);
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

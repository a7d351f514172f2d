/* What of a dense network is worth drawing. */
#include <math.h>
#include <stdlib.h>

#include "draw/map_ties.h"

#define ALPHA 0.05

/* One side of the ties: what an actor sends, or receives. */
typedef struct side {
    double *sum;
    size_t *degree;
    size_t *largest; /* index of its largest tie, plus one */
} side;

static bool take(side *s, size_t count, ctg__arena *arena)
{
    return TAKE(arena, s->sum, count + 1) &&
           TAKE(arena, s->degree, count + 1) &&
           TAKE(arena, s->largest, count + 1);
}

static void count_tie(side *s, const ctg__ties *ties, size_t tie,
                      uint32_t actor)
{
    s->sum[actor] += ties->ties[tie].amount;
    s->degree[actor]++;
    if (!s->largest[actor] ||
        ties->ties[tie].amount > ties->ties[s->largest[actor] - 1].amount)
        s->largest[actor] = tie + 1;
}

/* The chance that an even split would give one tie so much. */
static bool significant(const side *s, double amount, uint32_t actor)
{
    return s->degree[actor] > 1 && pow(1 - amount / s->sum[actor],
                                       (double)(s->degree[actor] - 1)) < ALPHA;
}

typedef struct ranked {
    double amount;
    bool significant;
    size_t tie;
} ranked;

static int compare(const void *one, const void *other)
{
    const ranked *const a = one;
    const ranked *const b = other;

    if (a->significant != b->significant)
        return a->significant ? -1 : 1;
    if (a->amount > b->amount || a->amount < b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->tie < b->tie ? -1 : a->tie > b->tie;
}

ctg_status ctg__backbone(const ctg__ties *ties, size_t actor_count, size_t most,
                         bool *kept, ctg_error *error)
{
    ctg__arena arena = {0};
    side out;
    side in;
    ranked *order;
    size_t count = 0;

    if (!take(&out, actor_count, &arena) || !take(&in, actor_count, &arena) ||
        !TAKE(&arena, order, ties->count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < ties->count; i++) {
        count_tie(&out, ties, i, ties->ties[i].from);
        count_tie(&in, ties, i, ties->ties[i].to);
    }
    for (size_t i = 0; i < ties->count; i++) {
        const ctg__tie *const tie = &ties->ties[i];

        kept[i] =
            out.largest[tie->from] == i + 1 || in.largest[tie->to] == i + 1;
        count += kept[i];
        order[i] = (ranked){tie->amount,
                            significant(&out, tie->amount, tie->from) ||
                                significant(&in, tie->amount, tie->to),
                            i};
    }
    qsort(order, ties->count, sizeof *order, compare);
    for (size_t i = 0; i < ties->count && count < most; i++)
        if (!kept[order[i].tie]) {
            kept[order[i].tie] = true;
            count++;
        }
    ctg__arena_clear(&arena);
    return CTG_OK;
}

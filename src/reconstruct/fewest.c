#include "reconstruct/fewest.h"

#include <math.h>

#include "base/memory.h"
#include "reconstruct/transport.h"

enum { SETS_MOST = 1000000, HALF = 12 };

/* Sets of totals are masks: claims by row, then debts by row. */
typedef struct sets {
    const ctg_reconstruction *made;
    size_t count; /* of totals */
    size_t rows;  /* the first so many are claims */
    uint32_t node[CTG__FEWEST_MOST];
    double value[CTG__FEWEST_MOST]; /* debts below 0 */
    uint32_t *balanced;             /* ascending */
    size_t balanced_count;
    uint8_t *most; /* by mask: blocks that a set can be parted into; 0: none */
    uint32_t *whole[CTG__FEWEST_MOST];    /* blocks that cannot be parted, by */
    size_t whole_count[CTG__FEWEST_MOST]; /* their lowest total */
    size_t whole_room[CTG__FEWEST_MOST];
    double *claims; /* room for a block's totals */
    double *debts;
    ctg__arena arena;
    ctg_error *error;
} sets;

static void take_totals(sets *s)
{
    const ctg_totals *const totals = s->made->totals;
    const double grain = CTG__TIGHT_SHARE * totals->total;

    for (size_t i = 0; i < totals->count; i++)
        if (totals->claims[i] > grain) {
            s->node[s->count] = (uint32_t)i;
            s->value[s->count++] = totals->claims[i];
        }
    s->rows = s->count;
    for (size_t j = 0; j < totals->count; j++)
        if (totals->debts[j] > grain) {
            s->node[s->count] = (uint32_t)j;
            s->value[s->count++] = -totals->debts[j];
        }
}

/* Sums of all sets of up to HALF totals. */
static void sum_half(const sets *s, size_t first, size_t count, double *sums)
{
    sums[0] = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t mask = 0; mask < (size_t)1 << k; mask++)
            sums[mask | (size_t)1 << k] = sums[mask] + s->value[first + k];
}

/* False where there are too many. */
static bool find_balanced(sets *s)
{
    static const double share = CTG__EXCESS_SHARE;
    const double most = share * s->made->totals->total;
    const size_t low_count = s->count < HALF ? s->count : HALF;
    const size_t high_count = s->count - low_count;
    double low[1 << HALF];
    double high[1 << HALF];

    sum_half(s, 0, low_count, low);
    sum_half(s, low_count, high_count, high);
    for (size_t h = 0; h < (size_t)1 << high_count; h++)
        for (size_t l = 0; l < (size_t)1 << low_count; l++) {
            if (!(fabs(high[h] + low[l]) <= most) || !(h | l))
                continue;
            if (s->balanced_count == SETS_MOST)
                return false;
            s->balanced[s->balanced_count++] = (uint32_t)(h << low_count | l);
        }
    return true;
}

static uint32_t rows_mask(const sets *s)
{
    return ((uint32_t)1 << s->rows) - 1;
}

/* One node alone can be in the way where only the diagonal is barred. */
static bool is_feasible_by_sums(const sets *s, uint32_t set)
{
    double total = 0;

    for (size_t k = 0; k < s->rows; k++)
        total += set >> k & 1 ? s->value[k] : 0;
    for (size_t k = 0; k < s->rows; k++)
        for (size_t m = s->rows; m < s->count; m++)
            if (set >> k & 1 && set >> m & 1 && s->node[k] == s->node[m] &&
                s->value[k] - s->value[m] - total > CTG__EXCESS_SHARE * total)
                return false;
    return true;
}

static ctg_status is_feasible_by_flow(const sets *s, uint32_t set, bool *fine)
{
    const ctg_totals *const totals = s->made->totals;
    ctg__transport *flow = NULL;
    double total = 0;
    ctg_status status;

    for (size_t i = 0; i < totals->count; i++)
        s->claims[i] = s->debts[i] = 0;
    for (size_t k = 0; k < s->count; k++)
        if (set >> k & 1) {
            (k < s->rows ? s->claims : s->debts)[s->node[k]] =
                fabs(s->value[k]);
            total += fmax(0, s->value[k]);
        }
    status = ctg__transport_new(&totals->support, s->claims, s->debts,
                                CTG__GRAIN_SHARE * totals->total, NULL, NULL,
                                &flow, s->error);
    *fine = !status &&
            ctg__transport_missing(flow) <= CTG__EXCESS_SHARE * totals->total;
    ctg__transport_free(flow);
    return status;
}

static ctg_status is_feasible(const sets *s, uint32_t set, bool *fine)
{
    *fine = false;
    if (!(set & rows_mask(s)) || !(set & ~rows_mask(s)))
        return CTG_OK;
    if (!s->made->totals->only_diagonal)
        return is_feasible_by_flow(s, set, fine);
    *fine = is_feasible_by_sums(s, set);
    return CTG_OK;
}

static size_t lowest_of(uint32_t set)
{
    size_t lowest = 0;

    while (!(set >> lowest & 1))
        lowest++;
    return lowest;
}

/* The best way to part a set: the block that holds its lowest total; 0 where it
 * cannot be parted. */
static uint32_t part(const sets *s, uint32_t set, unsigned *most)
{
    const size_t lowest = lowest_of(set);
    uint32_t best = 0;

    *most = 0;
    for (size_t k = 0; k < s->whole_count[lowest]; k++) {
        const uint32_t block = s->whole[lowest][k];

        if (block & ~set || block == set || !s->most[set ^ block])
            continue;
        if (s->most[set ^ block] + 1u > *most) {
            *most = s->most[set ^ block] + 1u;
            best = block;
        }
    }
    return best;
}

static ctg_status keep_whole(sets *s, uint32_t set)
{
    const size_t lowest = lowest_of(set);
    uint32_t *const grown =
        ctg__grow_array(s->whole[lowest], s->whole_count[lowest],
                        &s->whole_room[lowest], 64, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(s->error);
    s->whole[lowest] = grown;
    s->whole[lowest][s->whole_count[lowest]++] = set;
    return CTG_OK;
}

/* Every balanced set after all that are within it. */
static ctg_status part_all(sets *s)
{
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < s->balanced_count; k++) {
        const uint32_t set = s->balanced[k];
        unsigned most;
        bool fine;

        if (k % 64 == 0)
            status = ctg__reconstruction_ask(
                s->made, (double)k, (double)s->balanced_count, s->error);
        part(s, set, &most);
        if (most >= 2 || status) {
            s->most[set] = (uint8_t)most;
            continue;
        }
        status = is_feasible(s, set, &fine);
        if (status || !fine)
            continue;
        s->most[set] = 1;
        status = keep_whole(s, set);
    }
    return status;
}

static void mark(const sets *s, uint32_t set, uint32_t block,
                 ctg__parting *parting)
{
    for (size_t k = 0; k < s->count; k++)
        if (set >> k & 1)
            (k < s->rows ? parting->row_block
                         : parting->column_block)[s->node[k]] = block;
}

static void tell(const sets *s, ctg__parting *parting)
{
    uint32_t rest = (uint32_t)(((uint64_t)1 << s->count) - 1);

    while (s->most[rest] > 1) {
        unsigned most;
        const uint32_t block = part(s, rest, &most);

        mark(s, block, (uint32_t)parting->blocks++, parting);
        rest ^= block;
    }
    if (s->most[rest])
        mark(s, rest, (uint32_t)parting->blocks++, parting);
}

static bool make_room(sets *s, ctg__arena *arena, ctg__parting *parting)
{
    const size_t nodes = s->made->totals->count;

    if (!TAKE(arena, parting->row_block, nodes + 1) ||
        !TAKE(arena, parting->column_block, nodes + 1) ||
        !TAKE(&s->arena, s->claims, nodes + 1) ||
        !TAKE(&s->arena, s->debts, nodes + 1) ||
        !TAKE(&s->arena, s->balanced, SETS_MOST) ||
        !TAKE(&s->arena, s->most, (size_t)1 << s->count))
        return false;
    for (size_t i = 0; i < nodes; i++)
        parting->row_block[i] = parting->column_block[i] = CTG_NONE;
    return true;
}

ctg_status ctg__fewest_find(ctg__arena *arena, const ctg_reconstruction *made,
                            ctg__parting *parting, ctg_error *error)
{
    sets s = {.made = made, .error = error};
    ctg_status status = CTG_OK;

    *parting = (ctg__parting){0};
    take_totals(&s);
    if (!make_room(&s, arena, parting))
        status = ctg__fail_memory(error);
    if (!status && find_balanced(&s)) {
        status = part_all(&s);
        if (!status)
            tell(&s, parting);
    }
    for (size_t k = 0; k < CTG__FEWEST_MOST; k++)
        ctg__release(s.whole[k]);
    ctg__arena_clear(&s.arena);
    return status;
}

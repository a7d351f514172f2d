#include "data/ledger_fold.h"

#include <math.h>

#include "base/memory.h"

typedef struct folding {
    const ctg__spread_into *into;
    const ctg__spread *spread;
    uint32_t *relays;
    double *reached; /* after so many sources: per unit of weight */
    double *least;   /* before so many: the smallest step above 0 */
    size_t *begin;   /* of the targets with so many sources, in `order` */
    uint32_t *order; /* targets: those that leave first */
} folding;

/* Sources that give to a target by its weight alone. */
static size_t by_weight(const ctg__spread *spread, uint32_t target)
{
    const size_t end = spread->targets[target].end;

    return end < spread->source_count ? end : spread->source_count;
}

static ctg_actor source_of(const folding *f, size_t source)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, f->spread->sources[source].node);
}

static ctg_actor target_of(const folding *f, uint32_t target)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, f->spread->targets[target].node);
}

static void post(const folding *f, ctg_actor source, ctg_actor target,
                 double amount)
{
    if (amount > 0)
        f->into->post(f->into->ledger, f->spread->channel, source, target,
                      amount);
}

static void measure(const folding *f)
{
    const ctg__spread *const spread = f->spread;

    f->reached[0] = 0;
    f->least[0] = HUGE_VAL;
    for (size_t s = 0; s < spread->source_count; s++) {
        const double level = spread->sources[s].level;

        f->reached[s + 1] = spread->rises ? level : f->reached[s] + level;
        f->least[s + 1] = f->least[s];
        if (f->reached[s + 1] > f->reached[s])
            f->least[s + 1] =
                fmin(f->least[s], f->reached[s + 1] - f->reached[s]);
    }
}

/* Whether nothing that it is given is rounding: amounts are differences of
 * rounded products, so keep well away. */
static bool is_plain(const folding *f, uint32_t target)
{
    const double rounding =
        fmax(0, f->into->rounding(f->into->ledger, target_of(f, target)));
    const size_t end = by_weight(f->spread, target);
    const double last = end < f->spread->source_count
                            ? ctg__spread_amount(f->spread, end, target)
                            : 0;

    return f->spread->targets[target].weight * f->least[end] > 2 * rounding &&
           (!(last > 0) || last > rounding);
}

static void post_each(const folding *f, uint32_t target)
{
    for (size_t s = 0; s < f->spread->source_count; s++)
        post(f, source_of(f, s), target_of(f, target),
             ctg__spread_amount(f->spread, s, target));
}

/* Targets in the order in which they leave. */
static void sort_targets(const folding *f)
{
    const ctg__spread *const spread = f->spread;
    size_t before = 0;

    for (uint32_t t = 0; t < spread->target_count; t++)
        f->begin[by_weight(spread, t)]++;
    for (size_t s = 0; s <= spread->source_count; s++) {
        const size_t count = f->begin[s];

        f->begin[s] = before;
        before += count;
    }
    for (uint32_t t = 0; t < spread->target_count; t++)
        f->order[f->begin[by_weight(spread, t)]++] = t;
}

/* The sources up to `end`, by the relay of those up to `before`. */
static ctg_actor relay_of(const folding *f, ctg_actor last, size_t before,
                          size_t end)
{
    const ctg_actor relay = CTG__RELAY((*f->relays)++);
    const double whole = f->reached[end];

    if (f->reached[before] > 0)
        post(f, last, relay, f->reached[before] / whole);
    for (size_t s = before; s < end; s++)
        post(f, source_of(f, s), relay,
             (f->reached[s + 1] - f->reached[s]) / whole);
    return relay;
}

static void post_all(const folding *f)
{
    const ctg__spread *const spread = f->spread;
    ctg_actor relay = 0;
    size_t end = 0; /* sources that the relay stands for */

    for (size_t i = 0; i < spread->target_count; i++) {
        const uint32_t t = f->order[i];
        const size_t to = by_weight(spread, t);

        if (!is_plain(f, t)) {
            post_each(f, t);
            continue;
        }
        if (to > end && f->reached[to] > 0) {
            relay = relay_of(f, relay, end, to);
            end = to;
        }
        if (end)
            post(f, relay, target_of(f, t),
                 spread->targets[t].weight * f->reached[end]);
        if (to < spread->source_count)
            post(f, source_of(f, to), target_of(f, t),
                 ctg__spread_amount(spread, to, t));
    }
}

bool ctg__fold_spread(const ctg__spread_into *into, const ctg__spread *spread,
                      uint32_t *relays)
{
    const size_t sources = spread->source_count;
    const folding f = {
        .into = into,
        .spread = spread,
        .relays = relays,
        .reached = ctg__allocate_array(sources + 1, sizeof *f.reached),
        .least = ctg__allocate_array(sources + 1, sizeof *f.least),
        .begin = ctg__allocate_zeroed((sources + 1) * sizeof *f.begin),
        .order = ctg__allocate_array(spread->target_count + 1, sizeof *f.order),
    };
    const bool made = f.reached && f.least && f.begin && f.order;

    if (made) {
        measure(&f);
        sort_targets(&f);
        post_all(&f);
    }
    ctg__release(f.reached);
    ctg__release(f.least);
    ctg__release(f.begin);
    ctg__release(f.order);
    return made;
}

#include "data/ledger_fold.h"

#include <math.h>

#include "base/memory.h"
#include "data/ledger_crumbs.h"
#include "data/ledger_meet.h"

typedef struct folding {
    const ctg__spread_into *into;
    const ctg__spread *spread;
    uint32_t *relays;
    bool *crumb;            /* per source: it gives to each target by itself */
    uint32_t *crumbs;       /* these sources, in order */
    bool *apart;            /* per target: each source gives to it by itself */
    double *reached;        /* by those before a source: per unit of weight */
    uint32_t *first_source; /* of the same node; NULL: nobody cares */
    uint32_t *first_target; /* the same */
    size_t *begin;   /* of the targets with so many sources, in `order` */
    uint32_t *order; /* targets: those that leave first */
    size_t crumb_count;
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

static void post(const folding *f, ctg_actor source, ctg_actor target,
                 double amount)
{
    if (amount > 0)
        f->into->post(f->into->ledger, f->spread->channel, source, target,
                      amount);
}

static void post_pair(const folding *f, size_t source, uint32_t target)
{
    post(f, source_of(f, source),
         CTG_ACTOR(CTG_ACTOR_NODE, f->spread->targets[target].node),
         ctg__spread_amount(f->spread, source, target));
}

/* --- who goes by a relay ---------------------------------------------------
 */

/* All of one node go the same way. */
static void even_out(bool *marks, const uint32_t *first, size_t count)
{
    for (size_t i = 0; i < count; i++)
        marks[first[i]] |= marks[i];
    for (size_t i = 0; i < count; i++)
        marks[i] = marks[first[i]];
}

static bool choose(folding *f, const ctg__meetings *meetings)
{
    const size_t sources = f->spread->source_count;

    if (meetings)
        ctg__meetings_apart(meetings, f->spread, f->first_source,
                            f->first_target, f->apart);
    if (!ctg__find_crumbs(f->into, f->spread, f->crumb, f->apart))
        return false;
    if (meetings) {
        even_out(f->crumb, f->first_source, sources);
        even_out(f->apart, f->first_target, f->spread->target_count);
    }
    for (size_t s = 0; s < sources; s++)
        if (f->crumb[s])
            f->crumbs[f->crumb_count++] = (uint32_t)s;
    return true;
}

static void measure(const folding *f)
{
    double crumbs = 0;

    f->reached[0] = 0;
    for (size_t s = 0; s < f->spread->source_count; s++) {
        const double level = f->spread->sources[s].level;
        const double before = f->reached[s];

        f->reached[s + 1] = before;
        if (f->crumb[s])
            crumbs += ctg__spread_step(f->spread, s);
        else
            f->reached[s + 1] = f->spread->rises ? fmax(before, level - crumbs)
                                                 : before + level;
    }
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

/* --- entries ---------------------------------------------------------------
 */

/* Whether a node that sends from `before` on also does through the last relay:
 * it would reach the next one in two ways. */
static bool comes_again(const folding *f, size_t before, size_t end)
{
    for (size_t s = before; f->first_source && s < end; s++)
        if (f->first_source[s] < before)
            return true;
    return false;
}

/* The sources up to `end`, by the relay of those up to `before`. */
static ctg_actor relay_of(const folding *f, ctg_actor last, size_t before,
                          size_t end)
{
    const ctg_actor relay = CTG__RELAY((*f->relays)++);
    const double whole = f->reached[end];

    if (comes_again(f, before, end))
        before = 0;
    if (f->reached[before] > 0)
        post(f, last, relay, f->reached[before] / whole);
    for (size_t s = before; s < end; s++)
        post(f, source_of(f, s), relay,
             (f->reached[s + 1] - f->reached[s]) / whole);
    return relay;
}

static void post_each(const folding *f, uint32_t target)
{
    for (size_t s = 0; s < f->spread->source_count; s++)
        post_pair(f, s, target);
}

static void post_crumbs(const folding *f, uint32_t target, size_t end)
{
    for (size_t i = 0; i < f->crumb_count && f->crumbs[i] < end; i++)
        post_pair(f, f->crumbs[i], target);
}

static void post_all(const folding *f)
{
    const ctg__spread *const spread = f->spread;
    ctg_actor relay = 0;
    size_t end = 0; /* sources that the relay stands for */

    for (size_t i = 0; i < spread->target_count; i++) {
        const uint32_t t = f->order[i];
        const size_t to = by_weight(spread, t);

        if (f->apart[t]) {
            post_each(f, t);
            continue;
        }
        if (f->reached[to] > f->reached[end]) {
            relay = relay_of(f, relay, end, to);
            end = to;
        }
        if (end)
            post(f, relay, CTG_ACTOR(CTG_ACTOR_NODE, spread->targets[t].node),
                 spread->targets[t].weight * f->reached[end]);
        post_crumbs(f, t, to);
        if (to < spread->source_count)
            post_pair(f, to, t);
    }
}

/* --- all of it -------------------------------------------------------------
 */

static bool take_room(folding *f, bool meet)
{
    const size_t sources = f->spread->source_count;
    const size_t targets = f->spread->target_count;

    f->crumb = ctg__allocate_zeroed((sources + 1) * sizeof *f->crumb);
    f->crumbs = ctg__allocate_array(sources + 1, sizeof *f->crumbs);
    f->apart = ctg__allocate_zeroed((targets + 1) * sizeof *f->apart);
    f->reached = ctg__allocate_array(sources + 1, sizeof *f->reached);
    f->begin = ctg__allocate_zeroed((sources + 1) * sizeof *f->begin);
    f->order = ctg__allocate_array(targets + 1, sizeof *f->order);
    if (meet) {
        f->first_source =
            ctg__allocate_array(sources + 1, sizeof *f->first_source);
        f->first_target =
            ctg__allocate_array(targets + 1, sizeof *f->first_target);
    }
    return f->crumb && f->crumbs && f->apart && f->reached && f->begin &&
           f->order && (!meet || (f->first_source && f->first_target));
}

/* `meetings`, of the spread's channel, NULL: pairs may go several ways. */
static bool fold_spread(const ctg__spread_into *into, const ctg__spread *spread,
                        const ctg__meetings *meetings, uint32_t *relays)
{
    folding f = {.into = into, .spread = spread, .relays = relays};
    const bool made = take_room(&f, meetings != NULL) && choose(&f, meetings);

    if (made) {
        measure(&f);
        sort_targets(&f);
        post_all(&f);
    }
    ctg__release(f.crumb);
    ctg__release(f.crumbs);
    ctg__release(f.apart);
    ctg__release(f.reached);
    ctg__release(f.begin);
    ctg__release(f.order);
    ctg__release(f.first_source);
    ctg__release(f.first_target);
    return made;
}

static bool goes_by_relays(const ctg__fold *fold, const ctg__spread *spread)
{
    return fold->pairs &&
           (uint64_t)spread->source_count * spread->target_count >= fold->pairs;
}

static bool settle_channel(const ctg__spread_into *into,
                           const ctg__spreads *spreads, ctg__fold *fold,
                           ctg_channel channel, const ctg__meetings *meetings)
{
    if (meetings)
        ctg__meetings_look(meetings, spreads, channel, into);
    for (size_t k = 0; k < spreads->count; k++) {
        const ctg__spread spread = ctg__spread_at(spreads, k);

        if (spread.channel == channel &&
            !(goes_by_relays(fold, &spread)
                  ? fold_spread(into, &spread, meetings, &fold->relays)
                  : ctg__spread_post(into, &spread)))
            return false;
    }
    return true;
}

bool ctg__settle_spreads(const ctg__spread_into *into,
                         const ctg__spreads *spreads, ctg__fold *fold)
{
    bool has[CTG_CHANNEL_COUNT] = {false};
    ctg__meetings meetings = {0};
    bool meet = false;
    bool fine;

    for (size_t k = 0; k < spreads->count; k++) {
        const ctg__spread spread = ctg__spread_at(spreads, k);

        has[spread.channel] = true;
        meet |= fold->chains && goes_by_relays(fold, &spread);
    }
    fine = !meet || ctg__meetings_init(&meetings, spreads);
    for (ctg_channel channel = 0; channel < CTG_CHANNEL_COUNT; channel++)
        if (fine && has[channel])
            fine = settle_channel(into, spreads, fold, channel,
                                  meet ? &meetings : NULL);
    ctg__meetings_clear(&meetings);
    return fine;
}

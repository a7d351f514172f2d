/*
 * A spread in a tally: all its sources for each target at once, from sums over
 * the sources, instead of entry by entry.
 */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "trace/tally_rounds.h"

static ctg_actor source_of(const ctg__spread *spread, size_t s)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, spread->sources[s].node);
}

static ctg_actor target_of(const ctg__spread *spread, size_t t)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, spread->targets[t].node);
}

static bool is_sent(const ctg_ledger *ledger, const ctg__spread *spread,
                    size_t s, size_t t)
{
    return ctg__spread_amount(spread, s, t) >
           ctg__ledger_rounding(ledger, target_of(spread, t));
}

bool ctg__tally_is_source(const ctg__spread *spread, size_t source)
{
    for (size_t t = 0; t < spread->target_count; t++)
        if (ctg__spread_amount(spread, source, t) > 0)
            return true;
    return false;
}

/* The target that is last to take an amount for rounding. */
static size_t least_coarse(const ctg_ledger *ledger, const ctg__spread *spread)
{
    size_t best = 0;
    double most = -1;

    for (size_t t = 0; t < spread->target_count; t++) {
        const double rounding =
            ctg__ledger_rounding(ledger, target_of(spread, t));
        const double ratio =
            rounding > 0 ? spread->targets[t].weight / rounding : HUGE_VAL;

        if (ratio > most) {
            most = ratio;
            best = t;
        }
    }
    return best;
}

void ctg__tally_send_spread(ctg__tallying *made, const ctg_ledger *ledger,
                            const ctg__spread *spread)
{
    const size_t best = least_coarse(ledger, spread);

    for (size_t s = 0; spread->target_count && s < spread->source_count; s++) {
        bool sends = is_sent(ledger, spread, s, best);

        for (size_t t = 0; !sends && t < spread->target_count; t++)
            sends = is_sent(ledger, spread, s, t);
        if (sends)
            ctg__keeper_send(&made->keepers, source_of(spread, s));
    }
}

void ctg__tally_book_spread(ctg__tallying *made, const ctg__spread *spread)
{
    for (size_t t = 0; t < spread->target_count; t++) {
        const double borne = ctg__spread_borne(spread, t);

        if (borne > 0)
            ctg__tally_book(made, spread->targets[t].node, borne, borne);
    }
}

/*
 * Before source s: the smallest amount above 0 per unit of weight, and the sum
 * over sources of such amounts times shares, per lane.
 */
static bool make_prefix(ctg__tallying *made, const ctg__spread *spread)
{
    const size_t lanes = made->keepers.lanes;
    const size_t width = lanes + 1;
    const size_t needed = (spread->source_count + 1) * width;
    double own[CTG__TALLY_LANES];

    if (made->prefix_room < needed) {
        double *const grown =
            ctg__reallocate_array(made->prefix, needed, sizeof *grown);

        if (!grown)
            return false;
        made->prefix = grown;
        made->prefix_room = needed;
    }
    memset(made->prefix, 0, width * sizeof *made->prefix);
    made->prefix[0] = HUGE_VAL;
    for (size_t s = 0; s < spread->source_count; s++) {
        const double *const at = made->prefix + s * width;
        double *const next = made->prefix + (s + 1) * width;
        const double before =
            spread->rises && s ? spread->sources[s - 1].level : 0;
        const double step = spread->sources[s].level - before;
        const double *const shares =
            ctg__tally_shares(made, source_of(spread, s), own);

        next[0] = step > 0 ? fmin(at[0], step) : at[0];
        for (size_t i = 0; i < lanes; i++)
            next[1 + i] = at[1 + i] + step * shares[i];
    }
    return true;
}

/* Sources that give to a target by its weight alone. */
static size_t by_weight(const ctg__spread *spread, size_t t)
{
    const size_t end = spread->targets[t].end;

    return end < spread->source_count ? end : spread->source_count;
}

/* Of what a target bears, the lanes' parts: money. */
static void sum_parts(const ctg__tallying *made, const ctg__spread *spread,
                      size_t t, double parts[CTG__TALLY_LANES])
{
    const size_t lanes = made->keepers.lanes;
    const size_t end = by_weight(spread, t);
    const double *const sums = made->prefix + end * (lanes + 1) + 1;
    const double *shares;
    double own[CTG__TALLY_LANES];
    double last;

    for (size_t i = 0; i < lanes; i++)
        parts[i] = spread->targets[t].weight * sums[i];
    if (end == spread->source_count)
        return;
    last = ctg__spread_amount(spread, end, t);
    shares = ctg__tally_shares(made, source_of(spread, end), own);
    for (size_t i = 0; i < lanes; i++)
        parts[i] += last * shares[i];
}

bool ctg__tally_spread(ctg__tallying *made, const ctg__ledger_round *round,
                       const ctg__spread *spread, ctg__tally_row *row)
{
    (void)round;
    if (!make_prefix(made, spread))
        return false;
    for (size_t t = 0; t < spread->target_count; t++) {
        const double factor =
            ctg__tally_factor(&made->cells[spread->targets[t].node]);
        const double part = ctg__spread_borne(spread, t) * factor;
        double parts[CTG__TALLY_LANES];

        if (!(part > 0))
            continue;
        row->amounts[CTG__SL] += part;
        row->total += part;
        made->tally->codes[CTG__SL] += part;
        sum_parts(made, spread, t, parts);
        for (size_t i = 0; i < made->keepers.lanes; i++)
            made->passed[i] += parts[i] * factor;
    }
    return true;
}

/* Entry by entry: some of them may be rounding. */
static void receive_each(ctg__tallying *made, const ctg__ledger_round *round,
                         const ctg__spread *spread, size_t t, bool is_first)
{
    const ctg_node node = spread->targets[t].node;
    double own[CTG__TALLY_LANES];
    double parts[CTG__TALLY_LANES];

    for (size_t s = 0; s < spread->source_count; s++) {
        const double amount = ctg__spread_amount(spread, s, t);
        const double *shares;

        if (!(amount > 0) || !is_sent(round->ledger, spread, s, t))
            continue;
        shares = ctg__tally_shares(made, source_of(spread, s), own);
        for (size_t i = 0; i < made->keepers.lanes; i++)
            parts[i] = amount * shares[i];
        if (is_first)
            parts[made->lane[node]] += amount;
        ctg__keeper_receive_sum(&made->keepers, target_of(spread, t), amount,
                                parts);
    }
}

/* Whether nothing that a target was given is rounding. */
static bool is_plain(const ctg__tallying *made, const ctg__ledger_round *round,
                     const ctg__spread *spread, size_t t)
{
    const double rounding =
        ctg__ledger_rounding(round->ledger, target_of(spread, t));
    const size_t end = by_weight(spread, t);
    const double least = made->prefix[end * (made->keepers.lanes + 1)] *
                         spread->targets[t].weight;
    const double last =
        end < spread->source_count ? ctg__spread_amount(spread, end, t) : 0;

    /* Amounts are differences of rounded products: keep well away. */
    return least > 2 * rounding && (!(last > 0) || last > rounding);
}

bool ctg__tally_receive_spread(ctg__tallying *made,
                               const ctg__ledger_round *round,
                               const ctg__spread *spread)
{
    /* Another spread of the round may have been there last. */
    if (!make_prefix(made, spread))
        return false;
    for (size_t t = 0; t < spread->target_count; t++) {
        const ctg_node node = spread->targets[t].node;
        const bool is_first = made->lane[node] != CTG__NO_LANE &&
                              made->first[node] == round->number;
        const double borne = ctg__spread_borne(spread, t);
        double parts[CTG__TALLY_LANES];

        if (!(borne > 0))
            continue;
        if (!is_plain(made, round, spread, t)) {
            receive_each(made, round, spread, t, is_first);
            continue;
        }
        sum_parts(made, spread, t, parts);
        if (is_first)
            parts[made->lane[node]] += borne;
        ctg__keeper_receive_sum(&made->keepers, target_of(spread, t), borne,
                                parts);
    }
    return true;
}

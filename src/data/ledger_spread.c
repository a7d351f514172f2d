#include "data/ledger_spread.h"

#include "base/assert.h"
#include "base/memory.h"

/* Where a spread begins among the sources and targets of all. */
struct ctg__spread_span {
    size_t source;
    size_t target;
    double level_sum;
    ctg_channel channel;
    bool rises;
};

/* What a target bore when a source was done. */
static double borne_after(const ctg__spread *spread, size_t source,
                          const ctg__spread_target *target)
{
    return source >= target->end
               ? target->last
               : target->weight * spread->sources[source].level;
}

double ctg__spread_amount(const ctg__spread *spread, size_t source,
                          size_t target)
{
    const ctg__spread_target *const to = &spread->targets[target];
    double before;
    double after;

    CTG__ASSERT(source < spread->source_count);
    CTG__ASSERT(target < spread->target_count);
    if (!spread->rises)
        return to->weight * spread->sources[source].level;
    before = source ? borne_after(spread, source - 1, to) : 0;
    after = borne_after(spread, source, to);
    return after > before ? after - before : 0;
}

double ctg__spread_borne(const ctg__spread *spread, size_t target)
{
    const ctg__spread_target *const to = &spread->targets[target];

    if (!spread->rises)
        return to->weight * spread->level_sum;
    return spread->source_count
               ? borne_after(spread, spread->source_count - 1, to)
               : 0;
}

void ctg__spreads_begin(ctg__spreads *spreads, ctg_channel channel, bool rises)
{
    struct ctg__spread_span *const grown = ctg__grow_array(
        spreads->spans, spreads->count, &spreads->room, 8, sizeof *grown);

    if (!grown) {
        spreads->failed = true;
        return;
    }
    spreads->spans = grown;
    grown[spreads->count++] =
        (struct ctg__spread_span){.source = spreads->source_count,
                                  .target = spreads->target_count,
                                  .channel = channel,
                                  .rises = rises};
}

void ctg__spreads_add_source(ctg__spreads *spreads, ctg_node node, double level)
{
    ctg__spread_source *grown;

    if (spreads->failed) /* there may be no span that it could belong to */
        return;
    grown = ctg__grow_array(spreads->sources, spreads->source_count,
                            &spreads->source_room, 64, sizeof *grown);
    if (!grown) {
        spreads->failed = true;
        return;
    }
    spreads->sources = grown;
    spreads->spans[spreads->count - 1].level_sum += level;
    grown[spreads->source_count++] =
        (ctg__spread_source){.level = level, .node = node};
}

void ctg__spreads_add_target(ctg__spreads *spreads, ctg__spread_target target)
{
    ctg__spread_target *const grown =
        ctg__grow_array(spreads->targets, spreads->target_count,
                        &spreads->target_room, 64, sizeof *grown);

    if (!grown) {
        spreads->failed = true;
        return;
    }
    spreads->targets = grown;
    grown[spreads->target_count++] = target;
}

ctg__spread ctg__spread_at(const ctg__spreads *spreads, size_t index)
{
    const struct ctg__spread_span *const span = &spreads->spans[index];
    const bool is_last = index + 1 == spreads->count;

    CTG__ASSERT(index < spreads->count);
    return (ctg__spread){
        .channel = span->channel,
        .rises = span->rises,
        .level_sum = span->level_sum,
        .sources =
            spreads->source_count ? spreads->sources + span->source : NULL,
        .source_count =
            (is_last ? spreads->source_count : span[1].source) - span->source,
        .targets =
            spreads->target_count ? spreads->targets + span->target : NULL,
        .target_count =
            (is_last ? spreads->target_count : span[1].target) - span->target};
}

void ctg__spreads_add_up(const ctg__spreads *spreads, double *sum)
{
    for (size_t k = 0; k < spreads->count; k++) {
        const ctg__spread spread = ctg__spread_at(spreads, k);

        for (size_t t = 0; t < spread.target_count; t++)
            *sum += ctg__spread_borne(&spread, t);
    }
}

void ctg__spreads_reset(ctg__spreads *spreads)
{
    spreads->count = 0;
    spreads->source_count = 0;
    spreads->target_count = 0;
}

void ctg__spreads_clear(ctg__spreads *spreads)
{
    ctg__release(spreads->spans);
    ctg__release(spreads->sources);
    ctg__release(spreads->targets);
    *spreads = (ctg__spreads){0};
}

/* How an entry is split by code, and what it stems from, in a tally. */
#include <string.h>

#include "trace/tally_rounds.h"

static void split_price(const ctg__tallying *made, const double *sent,
                        ctg__tally_parts *into)
{
    const double *const of = sent + made->keepers.lanes;

    into->share[CTG__SH] = of[CTG__OF_SHOCK];
    into->share[CTG__FS] = of[CTG__OF_SALES];
    into->share[CTG__XH] = of[CTG__OF_TOKEN];
}

void ctg__tally_split(const ctg__tallying *made, const ctg_entry *entry,
                      ctg__tally_parts *into)
{
    const ctg__code code = ctg__code_of(entry);
    const double *const sent =
        entry->channel == CTG_PRICE && entry->round > 0 &&
                ctg_actor_kind_of(entry->source) == CTG_ACTOR_ASSET
            ? ctg__keeper_sent(&made->keepers, entry->source)
            : NULL;

    memset(into, 0, sizeof *into);
    if (sent) {
        split_price(made, sent, into);
        into->only = CTG__CODE_COUNT;
        for (ctg__code c = CTG__SH; c < CTG__CODE_COUNT; c++)
            *(ctg__code_column(entry, c) == entry->round ? &into->rest
                                                         : &into->direct) +=
                into->share[c];
        return;
    }
    into->only = code == CTG__CONNECTION ? CTG__OT : code;
    into->share[into->only] = 1;
    *(ctg__code_column(entry, into->only) == entry->round ? &into->rest
                                                          : &into->direct) = 1;
}

int ctg__tally_cause(const ctg_entry *entry)
{
    switch (ctg__code_of_cause(entry)) {
    case CTG__FS:
        return CTG__OF_SALES;
    case CTG__XH:
        return CTG__OF_TOKEN;
    default:
        return CTG__OF_SHOCK;
    }
}

static const double *without_causes(const ctg__tallying *made, ctg_actor source,
                                    uint32_t round,
                                    double own[CTG__TALLY_LANES])
{
    const ctg_node node = ctg_actor_index(source);

    memset(own, 0, CTG__TALLY_LANES * sizeof *own);
    /* Weak from the start: what it sends is of its round 0. */
    if (round > 0 && ctg_actor_kind_of(source) == CTG_ACTOR_NODE &&
        made->lane[node] != CTG__NO_LANE && made->first[node] == 0)
        own[made->lane[node]] = 1;
    return own;
}

const double *ctg__tally_shares(const ctg__tallying *made, ctg_actor source,
                                double own[CTG__TALLY_LANES])
{
    const double *const sent = ctg__keeper_sent(&made->keepers, source);

    return sent ? sent : without_causes(made, source, 1, own);
}

const double *ctg__tally_entry_shares(const ctg__tallying *made,
                                      const ctg_entry *entry,
                                      double own[CTG__TALLY_LANES])
{
    const double *sent = NULL;

    if (entry->round == 0)
        return without_causes(made, entry->source, 0, own);
    if (entry->channel != CTG_SALE)
        sent = ctg__keeper_sent(&made->keepers, entry->source);
    else if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_ASSET)
        sent = ctg__keeper_sold(&made->keepers, ctg_actor_index(entry->source));
    return sent ? sent : without_causes(made, entry->source, 1, own);
}

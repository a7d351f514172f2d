#include "trace/codes.h"

#include <string.h>

static const ctg__code_words words[CTG__CODE_COUNT] = {
    [CTG__SH] = {"SH", "direct shock", 'S'},
    [CTG__CD] = {"CD", "counterparty default", 'C'},
    [CTG__LQ] = {"LQ", "collateral liquidation", 'L'},
    [CTG__FS] = {"FS", "fire-sale price impact", 'F'},
    [CTG__XH] = {"XH", "cross-holding devaluation", 'X'},
    [CTG__MC] = {"MC", "margin call", 'M'},
    [CTG__SL] = {"SL", "ADL / socialised loss", 'A'},
    [CTG__OT] = {"OT", "other", '.'},
};

const ctg__code_words *ctg__code_about(ctg__code code)
{
    return &words[code];
}

ctg__code ctg__code_of_cause(const ctg_entry *cause)
{
    switch ((ctg_channel)cause->channel) {
    case CTG_IMPACT:
        return CTG__FS;
    case CTG_TOKEN:
        return CTG__XH;
    default:
        return CTG__SH;
    }
}

ctg__code ctg__code_of(const ctg_entry *entry)
{
    if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE)
        return CTG__CONNECTION;
    switch ((ctg_channel)entry->channel) {
    case CTG_SHOCK:
    case CTG_PRICE:
        return CTG__SH;
    case CTG_CLAIM:
        return CTG__CD;
    case CTG_LIQUIDATION:
    case CTG_SHORTFALL:
        return CTG__LQ;
    case CTG_SALE:
        return CTG__FS;
    case CTG_TOKEN:
        return CTG__XH;
    case CTG_ADL:
    case CTG_SOCIALISE:
        return CTG__SL;
    case CTG_IMPACT:
    case CTG_TRANSFER:
    case CTG_CHANNEL_COUNT:
        break;
    }
    return CTG__CONNECTION;
}

void ctg__code_split(const ctg__causes *causes, size_t entry, ctg__split *split)
{
    const ctg_entry *const of = &causes->entries[entry];
    const uint32_t set = causes->set_of[entry];
    const ctg__code code = ctg__code_of(of);

    memset(split->share, 0, sizeof split->share);
    if (code == CTG__CONNECTION)
        return;
    if (of->channel != CTG_PRICE || set == CTG__NO_SET) {
        split->share[code] = 1;
        return;
    }
    split->share[CTG__SH] = causes->moved[set].by_shock;
    split->share[CTG__FS] = causes->moved[set].by_sales;
    split->share[CTG__XH] = causes->moved[set].by_issuer;
}

uint32_t ctg__code_column(const ctg_entry *entry, ctg__code code)
{
    if (code == CTG__SH && entry->channel == CTG_PRICE && entry->round == 1)
        return 0;
    return entry->round;
}

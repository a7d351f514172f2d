/* What channels are called in files and on pages. */
#include <contagraph/ledger.h>

static const char *const channel_names[CTG_CHANNEL_COUNT] = {
    "shock", "price",     "claim", "token",  "liquidation", "shortfall",
    "adl",   "socialise", "sale",  "impact", "transfer",
};

const char *ctg_channel_name(ctg_channel channel)
{
    return channel_names[channel];
}

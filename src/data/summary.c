/* The keys of a summary, what they mean, and their figures. */
#include <contagraph/results.h>

#include <math.h>
#include <string.h>

static const ctg_key keys[] = {
    {"rounds", CTG_FIGURE_PLAIN, "rounds until nothing changed"},
    {"converged", CTG_FIGURE_PLAIN, "whether the fixed point was reached"},
    {"last_change", CTG_FIGURE_SHORT, "of the last round, as a share of scale"},
    {"initial_equity", CTG_FIGURE_MONEY, "sum of the equities above 0"},
    {"equity_lost", CTG_FIGURE_MONEY, "sum of what equities above 0 fell by"},
    {"failed", CTG_FIGURE_PLAIN, "nodes that failed"},
    {"outside_loss", CTG_FIGURE_MONEY, "liabilities to outsiders left unpaid"},
    {"bonus_outside", CTG_FIGURE_MONEY, "bonuses and penalties of outsiders"},
    {"baseline", CTG_FIGURE_MONEY, "equity lost without the shocks"},
    {"debtrank", CTG_FIGURE_SHARE, "distress after the shocks, by equity"},
    {"spiral", CTG_FIGURE_SHORT, "spiral number at the first books"},
    {"unhealthy", CTG_FIGURE_PLAIN, "accounts with a health below 1"},
    {"liquidated", CTG_FIGURE_PLAIN, "accounts liquidated or closed out"},
    {"adl", CTG_FIGURE_MONEY, "given up by auto-deleveraging"},
    {"venue_left", CTG_FIGURE_MONEY, "shortfalls left to the venues' equity"},
    {"adl_share", CTG_FIGURE_SHARE,
     "largest haircut over profit of an account"},
};

enum { KEY_COUNT = sizeof keys / sizeof *keys };

const ctg_key *ctg_summary_key_at(size_t index)
{
    return index < KEY_COUNT ? &keys[index] : NULL;
}

double ctg_summary_value(const ctg_summary *summary, size_t index)
{
    const double nan = (double)NAN;
    const double values[] = {
        summary->by_rounds ? summary->rounds : nan,
        summary->converged,
        summary->by_rounds ? summary->last_change : nan,
        summary->initial_equity,
        summary->equity_lost,
        (double)summary->failed,
        summary->outside_loss,
        summary->bonus_outside,
        summary->baseline,
        summary->debtrank,
        summary->spiral_defined ? summary->spiral : nan,
        (double)summary->unhealthy,
        (double)summary->liquidated,
        summary->adl,
        summary->venue_left,
        summary->adl_reached ? summary->adl_share : nan,
    };

    _Static_assert(sizeof values / sizeof *values == KEY_COUNT,
                   "a value for each key");
    return index < KEY_COUNT ? values[index] : nan;
}

double ctg_summary_figure(const ctg_summary *summary, const char *key)
{
    size_t i = 0;

    while (i < KEY_COUNT && strcmp(keys[i].name, key) != 0)
        i++;
    return ctg_summary_value(summary, i);
}

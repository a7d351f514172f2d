#include "cli/option_risk.h"

#include <contagraph/simulate.h>

#include <string.h>

#include "cli/heap.h"
#include "cli/option_key.h"

/* Beside the keys of a risk file that are one value each. */
static const option_row risk_rows[] = {
    {.name = "risk",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "keys from a JSON file; options override it"},
    {.name = "event",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "'NAME P: SHOCKS'",
     .meaning =
         "what happens with a probability of its own: 'depeg 2%: asset "
         "USDX=-3%; depth ETH=-50%', 'crash 4/year: asset @majors=-40%'; "
         "repeatable"},
    {.name = "track",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "MEASURE",
     .meaning = "measure 'lost NODE', 'fails NODE', adl, left, adl_share or "
                "adl_ptsr in each draw as well; repeatable"},
    {.name = "hike",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "added to the borrowing rates, whose interest of the horizon "
                "is booked before any shock"},
    {.name = "withdrawn",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "share of the supply taken out, which raises these rates"},
};

bool option_risk_is_list(const char *key)
{
    return strcmp(key, "events") == 0 || strcmp(key, "rates") == 0 ||
           strcmp(key, "track") == 0;
}

/* Built once, never freed. */
const option_set *option_risk_set(void)
{
    static option_set set;
    const size_t fixed = sizeof risk_rows / sizeof *risk_rows;
    const ctg_risk_key *key;
    size_t keys = 0;
    option_row *rows;

    if (set.rows)
        return &set;
    while (ctg_risk_key_at(keys))
        keys++;
    rows = heap_take((fixed + keys) * sizeof *rows);
    memcpy(rows, risk_rows, sizeof risk_rows);
    set.count = fixed;
    for (size_t i = 0; (key = ctg_risk_key_at(i)); i++) {
        if (option_risk_is_list(key->name))
            continue;
        rows[set.count++] = option_key_row(key->name, key->standard, key->range,
                                           key->meaning, key->flag);
    }
    set.rows = rows;
    set.title = "Risk";
    return &set;
}

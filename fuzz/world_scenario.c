/* The scenario of a world: keys at odd values, and shocks. */
#include <stdio.h>
#include <string.h>

#include <contagraph/variant.h>

#include "world.h"

static const char *pick_word(fuzz_bytes *from, const char *const *words,
                             size_t count)
{
    return words[fuzz_pick(from, count)];
}

#define PICK(from, words)                                                      \
    pick_word(from, words, sizeof(words) / sizeof *(words))

/* Most fit some keys only: the others refuse them. */
static const char *const values[] = {
    "0",     "1",          "0.5",     "0.3",     "35%",
    "2",     "5",          "1e-12",   "1e-3",    "1e-300",
    "1e300", "1000000000", "20",      "1.0001",  "true",
    "false", "null",       "initial", "average", "liquid-first"};

static const char *const changes[] = {
    "-35%",  "-100%",  "-99.999999%", "-1e-10%", "-10%",    "-5%",
    "=1200", "=0",     "=1e300",      "=1e-300", "+100%",   "+1e6%",
    "-5e6",  "-1e300", "-1",          "-1e-300", "=default"};

/* A value of a key, or the name of a valuation rule. */
static const char *some_value(fuzz_bytes *from)
{
    enum { VALUE_COUNT = sizeof values / sizeof *values };
    size_t rules = 0;
    size_t index;

    while (ctg_rule_at(rules))
        rules++;
    index = fuzz_pick(from, VALUE_COUNT + rules);
    return index < VALUE_COUNT ? values[index]
                               : ctg_rule_at(index - VALUE_COUNT)->name;
}

/* What stands around a number of a node, an asset or a group. */
static const char *const forms[][2] = {
    {"asset a", ""},       {"asset @g", ""},     {"node n", ""},
    {"node n", ""},        {"depth a", ""},      {"depth @g", ""},
    {"exposure n", ">n0"}, {"haircut n", "/a0"}, {"funding n", "/a0"}};

static void add_shock(fuzz_bytes *from, ctg_scenario *scenario)
{
    enum { FORM_COUNT = sizeof forms / sizeof *forms };
    const size_t form = fuzz_pick(from, FORM_COUNT + 1);
    const size_t index = fuzz_pick(from, 8);
    const char *const change = PICK(from, changes);
    ctg_error error = {0};
    char shock[100];

    if (form == FORM_COUNT)
        snprintf(shock, sizeof shock, "run n%zu", index);
    else
        snprintf(shock, sizeof shock, "%s%zu%s=%s", forms[form][0], index,
                 forms[form][1], *change == '=' ? change + 1 : change);
    fuzz_require_clean(ctg_scenario_add_shock(scenario, shock, &error), &error);
}

void fuzz_world_scenario(fuzz_bytes *from, ctg_scenario *scenario)
{
    ctg_error error = {0};
    char rounds[16];
    size_t keys = 0;

    while (ctg_scenario_key_at(keys))
        keys++;
    for (size_t k = fuzz_pick(from, 8); k; k--) {
        const char *const name =
            ctg_scenario_key_at(fuzz_pick(from, keys))->name;

        fuzz_require_clean(
            ctg_scenario_set(scenario, name, some_value(from), &error), &error);
    }
    for (size_t k = fuzz_pick(from, 5); k; k--)
        add_shock(from, scenario);
    snprintf(rounds, sizeof rounds, "%zu", fuzz_pick(from, 64));
    REQUIRE(ctg_scenario_set(scenario, "rounds", rounds, &error) == CTG_OK);
}

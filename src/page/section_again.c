/* How to get the same result: command, input, programs, scenario. */
#include <contagraph/version.h>

#include <string.h>

#include "page/section.h"
#include "text/json.h"

static bool applies(const ctg_findings *found)
{
    (void)found;
    return true;
}

static const char *say_programs(ctg_report *made)
{
    ctg_version part;
    const char *words = "";

    for (size_t i = 0; ctg_version_at(i, &part); i++)
        words = ctg__report_print(made, "%s%s%s %s", words, i ? ", " : "",
                                  part.name, part.version);
    return words;
}

static const char *add_use(ctg_report *made, const char *uses, const char *use)
{
    return ctg__report_print(made, "%s%s%s", uses, *uses ? "; " : "", use);
}

static const char *add_seed(ctg_report *made, const char *uses, const char *use,
                            uint64_t seed)
{
    return add_use(made, uses,
                   ctg__report_print(made, "%s: seed %llu", use,
                                     (unsigned long long)seed));
}

static const char *say_random(const ctg_findings *found, ctg_report *made)
{
    const ctg_simulation *const simulation = found->how.simulation;
    const ctg_calibration *const calibration = found->how.calibration;
    const char *uses = "";

    if (found->draws)
        uses = ctg__report_print(
            made,
            "rank intervals: %zu draws, seed %llu, each claim and holding "
            "\xC3\x97 exp(N(0, 0.1))",
            found->draws, (unsigned long long)found->how.seed);
    if (found->how.spread && found->how.spread->method)
        uses = add_seed(made, uses, "networks with the same totals",
                        found->how.seed);
    else if (found->how.spread)
        uses = add_use(made, uses,
                       "networks with the same totals: as in their file");
    if (simulation)
        uses = add_seed(made, uses, "risk",
                        ctg_simulation_summarise(simulation)->seed);
    if (calibration)
        uses = add_seed(made, uses, "how far parameters go",
                        ctg_calibration_summarise(calibration)->seed);
    return *uses ? uses : "none";
}

static const char *say_edits(ctg_report *made)
{
    const char *words = "";

    for (size_t i = 0; i < made->stamp.edit_count; i++)
        words = ctg__report_print(
            made, "%s%s%s", words, i ? "; " : "",
            ctg__report_clean(made, made->stamp.edits[i], 200, false));
    return words;
}

/* The value of a key as JSON; shocks as a list. */
static void add_value(const ctg_findings *found, const char *key,
                      ctg__text *text)
{
    char room[64];
    const char *const value = ctg_scenario_get(found->scenario, key, room);

    if (value) {
        ctg__text_add(text, value);
        return;
    }
    ctg__text_add_char(text, '[');
    for (size_t i = 0; i < ctg_scenario_shock_count(found->scenario); i++) {
        ctg__text_add(text, i ? ", " : "");
        ctg__json_add_text(text, ctg_scenario_shock(found->scenario, i));
    }
    ctg__text_add_char(text, ']');
}

static const char *write_scenario(const ctg_findings *found, ctg_report *made)
{
    const ctg_scenario_key *key;
    ctg__text text = {0};
    const char *kept;

    for (size_t i = 0; (key = ctg_scenario_key_at(i)); i++) {
        ctg__text_print(&text, "%s\n  \"%s\": ", i ? "," : "{", key->name);
        add_value(found, key->name, &text);
    }
    ctg__text_add(&text, "\n}");
    kept = ctg__report_print(made, "%s", ctg__text_string(&text));
    if (text.failed)
        made->failed = true;
    ctg__text_clear(&text);
    return kept;
}

static void add_facts(const ctg_findings *found, ctg_report *made)
{
    const char *const source = ctg_graph_about(found->graph)->source;
    const char *const edits = say_edits(made);
    ctg__fact *const facts = ctg__report_take(made, 5, sizeof *facts);
    size_t count = 0;

    if (!facts)
        return;
    if (made->stamp.hash && *made->stamp.hash)
        facts[count++] =
            (ctg__fact){.name = "Input, SHA-256",
                        .value = ctg__value_text(made->stamp.hash)};
    if (*edits)
        facts[count++] =
            (ctg__fact){.name = "Edited", .value = ctg__value_text(edits)};
    if (*source)
        facts[count++] = (ctg__fact){.name = "Source of the data",
                                     .value = ctg__value_text(source)};
    facts[count++] = (ctg__fact){.name = "Programs",
                                 .value = ctg__value_text(say_programs(made))};
    facts[count++] =
        (ctg__fact){.name = "Random numbers",
                    .value = ctg__value_text(say_random(found, made))};
    ctg__report_group(made, CTG__FOR_HTML,
                      (ctg__group){.facts = facts, .count = count});
    for (size_t i = 0; i < count; i++)
        ctg__report_note_as(
            made, CTG__FOR_MD,
            (ctg__note){.term = facts[i].name, .text = facts[i].value.text});
}

static void add(const ctg_findings *found, ctg_report *made)
{
    if (found->how.command) {
        const char *const command =
            ctg__report_clean(made, found->how.command, 0, false);

        ctg__report_fact(
            made, CTG__FOR_JSON,
            (ctg__fact){.key = "command", .value = ctg__value_text(command)});
        ctg__report_note_as(
            made, CTG__FOR_READERS,
            (ctg__note){.text = command, .look = CTG__LOOK_COMMAND});
    }
    add_facts(found, made);
    ctg__report_note_as(made, CTG__FOR_HTML,
                        (ctg__note){.lead = "The complete scenario",
                                    .text = write_scenario(found, made),
                                    .look = CTG__LOOK_FOLDED});
}

const ctg__section_row ctg__section_again = {.heading =
                                                 "How to get the same result",
                                             .contents = "Reproduce",
                                             .calm = true,
                                             .applies = applies,
                                             .add = add};

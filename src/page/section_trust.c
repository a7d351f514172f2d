/* How far the figures can be trusted: checks, and what is assumed. */
#include <math.h>
#include <string.h>

#include "page/section.h"
#include "page/stored.h"

static const double saturated_from = 0.5;
static const double close_to_jump = 0.03;

enum { CHECKS_MOST = 16, QUOTED_MOST = 3 };

static bool applies(const ctg_findings *found)
{
    (void)found;
    return true;
}

/* --- checks ----------------------------------------------------------------
 */

typedef struct checks {
    ctg_report *made;
    const char *texts[CHECKS_MOST];
    bool holds[CHECKS_MOST];
    size_t count;
} checks;

static void check(checks *of, bool holds, const char *text)
{
    if (of->count == CHECKS_MOST)
        return;
    of->texts[of->count] = text;
    of->holds[of->count++] = holds;
}

static void check_end(checks *of, const ctg_findings *found)
{
    const ctg_summary *const sum = found->summary;

    check(of, sum->converged,
          ctg__report_print(
              of->made,
              sum->converged
                  ? "The run reached its fixed point after %u rounds."
                  : "The run stopped at round %u without reaching a fixed "
                    "point: all figures are lower than they would become.",
              (unsigned)sum->rounds));
}

static void check_sums(checks *of, const ctg_findings *found)
{
    const ctg__booked *const booked = &found->booked;
    double gap;

    if (!found->trace || !(booked->total > 0))
        return;
    gap = fabs(booked->total - booked->gains - found->beyond -
               found->summary->equity_lost) /
          booked->total;
    check(of, gap <= 1e-9,
          gap <= 1e-9
              ? "Sums close: losses booked less gains less losses beyond "
                "equity are the equity lost."
              : ctg__report_print(of->made,
                                  "Sums do not close: losses booked less gains "
                                  "less losses beyond equity are off by %.0e "
                                  "of the total.",
                                  gap));
}

static const char *quote_warnings(ctg_report *made, size_t count)
{
    const ctg_problems *const problems = made->stamp.problems;
    const char *words = "";
    const ctg_problem *problem;
    size_t quoted = 0;

    for (size_t i = 0;
         quoted < QUOTED_MOST && (problem = ctg_problems_at(problems, i)); i++)
        if (problem->severity == CTG_WARNING)
            words = ctg__report_print(
                made, "%s%s%s", words, quoted++ ? "; " : "",
                made->stamp.hidden
                    ? ctg__hidden_words
                    : ctg__report_clean(made, problem->text, 200, false));
    return count > quoted ? ctg__report_print(made, "%s; and %zu more", words,
                                              count - quoted)
                          : words;
}

static void check_input(checks *of)
{
    const ctg_problems *const problems = of->made->stamp.problems;
    const size_t count =
        problems ? ctg_problems_count(problems, CTG_WARNING) : 0;

    if (!count) {
        check(of, true,
              "The input was checked: nothing was rejected, nothing looked "
              "wrong.");
        return;
    }
    check(of, false,
          ctg__report_print(of->made,
                            "The input was checked: nothing was rejected, but "
                            "%s looked wrong: %s.",
                            ctg__say_many(of->made, count, "thing"),
                            quote_warnings(of->made, count)));
}

static void check_figures(checks *of, const ctg_findings *found)
{
    if (found->ranking &&
        ctg_ranking_saturation(found->ranking)->at_one > saturated_from)
        check(of, false,
              "The ranking is saturated: in most of its cascades nearly "
              "everybody fails.");
    if (found->cliff && fabs(found->size - found->cliff->size) < close_to_jump)
        check(of, false,
              "The scenario stands within 3 points of a jump: a slightly "
              "other shock gives a very other result.");
    if (found->summary->baseline > 0)
        check(of, false,
              ctg__report_print(
                  of->made,
                  "%s is lost without any shock: somebody is insolvent or in "
                  "breach of a limit from the start.",
                  ctg__say_amount(of->made, found->summary->baseline)));
    for (size_t i = 0; i < found->note_count; i++)
        check(of, false,
              ctg__report_print(
                  of->made, "Left out: %s.",
                  ctg__report_clean(of->made, found->notes[i], 300, false)));
}

static void add_checks(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {{.key = "holds"}, {.key = "text"}};
    checks of = {.made = made};
    ctg__stored *rows;

    check_end(&of, found);
    check_sums(&of, found);
    check_input(&of);
    check_figures(&of, found);
    rows = ctg__stored_new(made, of.count, 2);
    for (size_t i = 0; i < of.count; i++) {
        ctg__stored_set(rows, i, 0, ctg__value_flag(of.holds[i]));
        ctg__stored_set(rows, i, 1, ctg__value_text(of.texts[i]));
        ctg__report_note_as(made, CTG__FOR_READERS,
                            (ctg__note){.text = of.texts[i],
                                        .rich = true,
                                        .look = of.holds[i] ? CTG__LOOK_PASSED
                                                            : CTG__LOOK_DOUBT});
    }
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "checks", heads, 2, NULL));
}

/* --- assumptions -----------------------------------------------------------
 */

static const char *get(const ctg_findings *found, const char *key,
                       char room[64])
{
    const char *const value = ctg_scenario_get(found->scenario, key, room);

    return value ? value : "null";
}

static bool is_null(const char *value)
{
    return strcmp(value, "null") == 0;
}

/* A text of JSON without its quotes. */
static const char *unquote(ctg_report *made, const char *value)
{
    const size_t length = strlen(value);

    return *value == '"' && length > 1
               ? ctg__report_print(made, "%.*s", (int)(length - 2), value + 1)
               : value;
}

static const char *say_claims(const ctg_findings *found, ctg_report *made)
{
    char room[64];
    const char *const rule = unquote(made, get(found, "valuation", room));
    const ctg_variant *about;
    const char *words = rule;

    for (size_t i = 0; (about = ctg_rule_at(i)); i++)
        if (strcmp(about->name, rule) == 0)
            words = ctg__report_print(made, "%s: %s", rule, about->summary);
    return ctg__report_print(
        made, "%s; recovery %s where the file gives none", words,
        ctg__report_clean(made, get(found, "recovery", room), 20, false));
}

static const char *say_sales(const ctg_findings *found, ctg_report *made)
{
    char room[64];
    const char *const scale =
        ctg__report_print(made, "%s", get(found, "impact_scale", room));
    const char *const execution = unquote(made, get(found, "execution", room));

    return ctg__report_print(
        made,
        "move prices by each asset\xE2\x80\x99s impact law, at scale %s; "
        "executed at %s",
        scale,
        strcmp(execution, "average") == 0
            ? "the average price"
            : ctg__report_print(made, "%s", execution));
}

static const char *say_runs(const ctg_findings *found, ctg_report *made)
{
    char room[64];
    const char *const days = get(found, "horizon_days", room);

    return is_null(days)
               ? "none"
               : ctg__report_print(made, "what matures within %s days", days);
}

static const char *say_limits(const ctg_findings *found, ctg_report *made)
{
    char room[64];
    const char *const most = get(found, "leverage_max", room);

    return is_null(most) ? "as in the file" : unquote(made, most);
}

static const char *say_settlement(const ctg_findings *found, ctg_report *made)
{
    char room[64];
    const char *const lag = get(found, "settlement_lag", room);

    return strcmp(lag, "0") == 0
               ? "at once"
               : ctg__report_print(made, "%s round%s later", lag,
                                   strcmp(lag, "1") == 0 ? "" : "s");
}

enum { ASSUMPTIONS = 6 };

static void add_assumptions(const ctg_findings *found, ctg_report *made)
{
    static const char *const names[ASSUMPTIONS] = {
        "Losses on claims", "Forced sales", "Runs on deposits",
        "Leverage limits",  "Settlement",   "Not in the model"};
    const char *const words[ASSUMPTIONS] = {
        say_claims(found, made),
        say_sales(found, made),
        say_runs(found, made),
        say_limits(found, made),
        say_settlement(found, made),
        "policy support, new money, trading strategies, and whatever the "
        "input leaves out"};
    ctg__fact *const facts = ctg__report_take(made, ASSUMPTIONS, sizeof *facts);

    if (!facts)
        return;
    for (size_t i = 0; i < ASSUMPTIONS; i++) {
        facts[i] =
            (ctg__fact){.name = names[i], .value = ctg__value_text(words[i])};
        ctg__report_note_as(made, CTG__FOR_MD,
                            (ctg__note){.term = names[i], .text = words[i]});
    }
    ctg__report_group(made, CTG__FOR_HTML,
                      (ctg__group){.facts = facts, .count = ASSUMPTIONS});
}

/* --- presets ---------------------------------------------------------------
 */

static bool is_named(const ctg_findings *found, const char *preset)
{
    char room[32];
    const char *cell;

    for (size_t row = 0;
         (cell = ctg_graph_cell(found->graph, CTG_VENUES, row, "preset", room));
         row++)
        if (strcmp(cell, preset) == 0)
            return true;
    return false;
}

/* What of the real venues the presets of this graph leave out. */
static void add_left_out(const ctg_findings *found, ctg_report *made)
{
    const ctg_preset *preset;

    for (size_t i = 0;
         found->how.presets && (preset = ctg_presets_at(found->how.presets, i));
         i++) {
        if (!is_named(found, preset->name))
            continue;
        for (size_t k = 0; k < preset->left_out_count; k++)
            ctg__report_note_as(
                made, CTG__FOR_READERS,
                (ctg__note){
                    .text = ctg__report_print(
                        made, "Left out by the preset %s (%s): %s",
                        ctg__report_clean(made, preset->name, 60, false),
                        ctg__report_clean(made, preset->date, 20, false),
                        ctg__report_clean(made, preset->left_out[k], 400,
                                          false)),
                    .look = CTG__LOOK_DOUBT});
    }
}

static void add(const ctg_findings *found, ctg_report *made)
{
    add_checks(found, made);
    add_left_out(found, made);
    add_assumptions(found, made);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = "A scenario is not a forecast: no probability is "
                            "attached to the shock or to any figure here.",
                    .rich = true,
                    .look = CTG__LOOK_SMALL});
}

const ctg__section_row ctg__section_trust = {
    .heading = "How far can these numbers be trusted?",
    .contents = "Can it be trusted?",
    .calm = true,
    .applies = applies,
    .add = add};

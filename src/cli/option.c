/* The tables of options that commands share. */
#include "cli/option.h"

#include <contagraph/report.h>
#include <contagraph/scenario.h>

#include <stdio.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/option_key.h"
#include "cli/option_risk.h"

static const char *const color_values[] = {"auto", "always", "never", NULL};
static const char *const progress_values[] = {"auto", "plain", "never", NULL};
static const char *const help_values[] = {"all", NULL};
static const char *const rows_values[] = {"creditor", "debtor", NULL};
static const char *const edges_values[] = {"debtor-creditor", "creditor-debtor",
                                           NULL};
const char *option_formats[OPTION_FORMATS_MOST + 1];
const char *option_formats_of_rows[OPTION_FORMATS_MOST + 1];
const char *option_formats_of_paths[OPTION_FORMATS_MOST + 1];
const char *option_formats_of_draws[OPTION_FORMATS_MOST + 2];

static const char *const decimal_values[] = {".", ",", NULL};
static const char *const blank_values[] = {"0", NULL};
static const char *const totals_values[] = {"drop", NULL};
static const char *const scale_values[] = {"claims", "debts", "mean", NULL};
static const char *const weights_values[] = {"entropy", "gravity", "exact",
                                             NULL};

/* In front of the scenario's keys, which come from the library. */
static const option_row scenario_rows[] = {
    {.name = "shock",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "SPEC"}, /* shock_meaning() */
    {.name = "scenario",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "keys and shocks from a JSON file; options override it"},
    {.name = "model",
     .kind = OPTION_VALUE,
     .argument = "NAME",
     .meaning = "the keys of a classic model: see `contagraph list models`"},
};

static const option_row reading_rows[] = {
    {.name = "from",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "format of GRAPH, told by its content otherwise; needed for "
                "standard input"},
    {.name = "nodes",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "nodes.csv for a graph file that has no equities"},
    {.name = "rows",
     .kind = OPTION_VALUE,
     .argument = "WHO",
     .meaning = "whose exposures a row of a dense matrix is; needed, "
                "there is no default",
     .values = rows_values},
    {.name = "edges",
     .kind = OPTION_VALUE,
     .argument = "DIRECTION",
     .meaning = "how the edges of graph files run (debtor-creditor), and "
                "columns source,target or from,to, which need it",
     .values = edges_values},
    {.name = "map",
     .kind = OPTION_VALUE,
     .argument = "NEW=OLD,...",
     .meaning = "rename columns on reading: creditor=lender,debtor=borrower"},
    {.name = "decimal",
     .kind = OPTION_VALUE,
     .argument = "C",
     .meaning = "the decimal sign of tables and matrices, . or , (.); with a "
                "comma points may stand between thousands",
     .values = decimal_values},
    {.name = "thousands",
     .kind = OPTION_VALUE,
     .argument = "C",
     .meaning = "a character that stands between thousands"},
    {.name = "blank",
     .kind = OPTION_VALUE,
     .argument = "0",
     .meaning = "what a blank is where a number is needed, and a lone `-` "
                "where one may be",
     .values = blank_values},
    {.name = "totals",
     .kind = OPTION_VALUE,
     .argument = "drop",
     .meaning = "leave out a last row or column of totals",
     .values = totals_values},
    {.name = "no-checksum",
     .kind = OPTION_ALONE,
     .meaning = "open a snapshot at once, without comparing its checksum: "
                "damage may go unnoticed"},
};

static const option_row edit_rows[] = {
    {.name = "edit",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "'TABLE KEY COLUMN=VALUE'",
     .meaning = "change one cell for this run: 'nodes A equity=50', 'markets "
                "V/ETH maintenance=0.2'; repeatable, named in every output"},
};

static const option_row page_rows[] = {
    OPTION_OUTPUT,
    {.name = "color",
     .kind = OPTION_VALUE,
     .argument = "WHEN",
     .meaning = "colour in text (auto: on a terminal, unless NO_COLOR is set)",
     .values = color_values},
    {.name = "ascii",
     .kind = OPTION_ALONE,
     .meaning = "no characters beyond ASCII in text"},
    {.name = "width",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "columns of text, 60 or more (the terminal's, else 80)"},
};

static const option_row anonymise_rows[] = {
    {.name = "anonymise",
     .kind = OPTION_ALONE,
     .meaning = "replace ids and names by N1, N2, ..., A1, ... in all output"},
};

static const option_row limit_rows[] = {
    {.name = "fail-if",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "'KEY > N'",
     .meaning = "exit with status 4 if a key of the summary, or 'node A "
                "loss|distress|equity', is beyond (>, >=, <, <=) a number, or "
                "a per cent of the initial equity: 'equity_lost > 10%'; "
                "repeatable"},
};

static const option_row reconstruct_rows[] = {
    {.name = "marginals",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "totals as id,claims,debts (reported_claims and reported_debts "
                "of the nodes)"},
    {.name = "missing",
     .kind = OPTION_VALUE,
     .argument = "0",
     .meaning = "what a total that is blank is; without it, it is refused",
     .values = blank_values},
    {.name = "forget",
     .kind = OPTION_ALONE,
     .meaning = "take no exposure of GRAPH for known"},
    {.name = "zeros",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "pairs that have no exposure: debtor,creditor"},
    {.name = "outside",
     .kind = OPTION_VALUE,
     .argument = "ID",
     .meaning = "a new node that takes the difference of claims and debts"},
    {.name = "scale",
     .kind = OPTION_VALUE,
     .argument = "TO",
     .meaning = "multiply the other side, or both, so that they sum to the "
                "same",
     .values = scale_values},
    {.name = "blocks",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "ras, bounds: known sums, debtor_group,creditor_group,amount, "
                "by the group of the nodes"},
    {.name = "prior",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "ras: what to stay near to, debtor,creditor,amount"},
    {.name = "error",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "ras: how far a total may be off, of all claims (1e-12)"},
    {.name = "iterations",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "ras: at most so many (100000)"},
    {.name = "restarts",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "min-density: networks tried at random (200)"},
    {.name = "links",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "fitness: links expected among pairs that are not known"},
    {.name = "density",
     .kind = OPTION_VALUE,
     .argument = "D",
     .meaning = "fitness: the same as a share of the pairs that could be "
                "linked"},
    {.name = "weights",
     .kind = OPTION_VALUE,
     .argument = "HOW",
     .meaning = "fitness: what a link carries; with exact every draw has the "
                "totals (entropy)",
     .values = weights_values},
    {.name = "theta",
     .kind = OPTION_VALUE,
     .argument = "MONEY",
     .meaning = "gibbs: what a pair without exposure weighs against a unit of "
                "money (0: all networks are equally likely)"},
    {.name = "link-probability",
     .kind = OPTION_VALUE,
     .argument = "P",
     .meaning = "gibbs: theta by the probability of a link before the totals "
                "are known"},
    {.name = "burn",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "gibbs: steps before the draws of a chain (100 a free pair)"},
    {.name = "thin",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "gibbs: steps before each draw (1 a free pair)"},
    {.name = "chains",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "gibbs: chains that share the draws (4)"},
    {.name = "draws",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "fitness, gibbs: networks (1000)"},
    {.name = "seed",
     .kind = OPTION_VALUE,
     .argument = "S",
     .meaning = "of the random numbers: the same seed, the same networks (1)"},
};

static const option_row ensemble_rows[] = {
    {.name = "ensemble",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "over all networks of a file of JSON lines that `reconstruct` "
                "wrote"},
    {.name = "reconstruct",
     .kind = OPTION_VALUE,
     .argument = "METHOD",
     .meaning = "over networks made from the totals of GRAPH: ras, "
                "min-density, fitness, gibbs"},
    {.name = "draw",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "of these only the N-th, from 1, as if it were GRAPH"},
    {.name = "band",
     .kind = OPTION_VALUE,
     .argument = "LOW,MID,HIGH",
     .meaning = "which shares of the draws are told (5%,50%,95%)"},
};

static const option_row common_rows[] = {
    {.name = "progress",
     .kind = OPTION_VALUE,
     .argument = "HOW",
     .meaning = "how far the work is, on standard error: a bar on a "
                "terminal (auto), or a line now and then (plain)",
     .values = progress_values},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_ALONE,
     .meaning = "no warnings, no progress"},
    {.name = "verbose",
     .letter = 'v',
     .kind = OPTION_ALONE,
     .meaning = "say on standard error what is done"},
    {.name = "help",
     .letter = 'h',
     .kind = OPTION_MAYBE,
     .argument = "all",
     .meaning = "print this and exit; all: with what every shared option "
                "means",
     .values = help_values},
};

/* An example of each kind. */
static const char *shock_meaning(void)
{
    enum {
        EXAMPLES = sizeof(((ctg_shock_kind *)0)->examples) / sizeof(char *)
    };
    char text[600];
    size_t length = 0;

    for (size_t i = 0; ctg_shock_kind_at(i); i++)
        for (size_t e = 0; e < EXAMPLES; e++)
            if (ctg_shock_kind_at(i)->examples[e] && length < sizeof text)
                length += (size_t)snprintf(text + length, sizeof text - length,
                                           "%s\"%s\"", length ? ", " : "",
                                           ctg_shock_kind_at(i)->examples[e]);
    if (length < sizeof text)
        snprintf(text + length, sizeof text - length,
                 "; repeatable, all at once");
    return heap_copy(text);
}

/* Every key but `shocks`, which has --shock. Built once, never freed. */
static const option_set *scenario_set(void)
{
    static option_set set;
    const size_t fixed = sizeof scenario_rows / sizeof *scenario_rows;
    size_t keys = 0;
    option_row *rows;

    if (set.rows)
        return &set;
    while (ctg_scenario_key_at(keys))
        keys++;
    rows = heap_take((fixed + keys) * sizeof *rows);
    memcpy(rows, scenario_rows, sizeof scenario_rows);
    rows[0].meaning = shock_meaning();
    set.count = fixed;
    for (size_t i = 0; i < keys; i++) {
        const ctg_scenario_key *const key = ctg_scenario_key_at(i);

        if (strcmp(key->name, "shocks") == 0)
            continue;
        rows[set.count++] = option_key_row(key->name, key->standard, key->range,
                                           key->meaning, key->flag);
    }
    set.rows = rows;
    set.title = "Scenario";
    return &set;
}

static size_t find_formats_that(unsigned can, const char **found)
{
    const ctg_variant *format;
    size_t count = 0;

    for (size_t i = 0; (format = ctg_report_format_at(i)); i++)
        if (count < OPTION_FORMATS_MOST &&
            ctg_report_format_can(format->name) & can)
            found[count++] = format->name;
    return count;
}

static void find_formats(void)
{
    find_formats_that(CTG_FORMAT_COMMON, option_formats);
    find_formats_that(CTG_FORMAT_COMMON | CTG_FORMAT_BYTES,
                      option_formats_of_rows);
    find_formats_that(CTG_FORMAT_COMMON | CTG_FORMAT_TRACES,
                      option_formats_of_paths);
    option_formats_of_draws[find_formats_that(
        CTG_FORMAT_COMMON, option_formats_of_draws)] = "jsonl";
}

#define SET(title, rows)                                                       \
    (option_set)                                                               \
    {                                                                          \
        title, rows, sizeof(rows) / sizeof *(rows)                             \
    }

size_t option_sets(unsigned sets, option_set found[OPTION_SETS_MOST])
{
    size_t count = 0;

    find_formats();
    if (sets & OPTIONS_RISK)
        found[count++] = *option_risk_set();
    if (sets & OPTIONS_SCENARIO)
        found[count++] = *scenario_set();
    if (sets & OPTIONS_ENSEMBLE)
        found[count++] = SET("Ensembles", ensemble_rows);
    if (sets & OPTIONS_RECONSTRUCT)
        found[count++] = SET("Totals", reconstruct_rows);
    if (sets & OPTIONS_EDIT)
        found[count++] = SET("Changes", edit_rows);
    if (sets & OPTIONS_READING)
        found[count++] = SET("Reading GRAPH", reading_rows);
    if (sets & OPTIONS_READING_BARE)
        found[count++] =
            (option_set){"Reading GRAPH", reading_rows + 1,
                         sizeof reading_rows / sizeof *reading_rows - 1};
    if (sets & OPTIONS_PAGE)
        found[count++] = SET("Output", page_rows);
    if (sets & OPTIONS_ANONYMISE)
        found[count++] = SET("Confidentiality", anonymise_rows);
    if (sets & OPTIONS_LIMIT)
        found[count++] = SET("Limits", limit_rows);
    found[count++] = SET("Common", common_rows);
    return count;
}

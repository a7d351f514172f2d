#include "report/adl_policies.h"

#include <math.h>
#include <string.h>

#include "report/adl_facts.h"

/* Columns for people. */
typedef enum shown_column {
    POLICY,
    FROM_WINNERS,
    TOUCHED,
    SHARE,
    WHOSE,
    INVERSIONS,
    TAU,
    PTSR,
    PMR,
    FUND,
    SOCIALISED,
    LEFT,
    FORGONE,
    EQUITY_LOST,
    FAILED,
    SHOWN
} shown_column;

typedef struct trials {
    ctg_report *report;
    const ctg_policies *policies;
    const ctg_graph *graph;
    size_t count;
    ctg_adl_totals *totals;
    shown_column columns[SHOWN]; /* of the table at hand */
} trials;

static trials *gather(ctg_report *report, const ctg_policies *policies)
{
    trials *const of = ctg__report_take(report, 1, sizeof *of);

    if (!of)
        return NULL;
    *of = (trials){.report = report,
                   .policies = policies,
                   .graph = ctg_network_graph(
                       ctg_run_network(ctg_policies_run(policies, 0))),
                   .count = ctg_policies_count(policies)};
    of->totals = ctg__report_take(report, of->count, sizeof *of->totals);
    if (!of->totals)
        return NULL;
    for (size_t k = 0; k < of->count; k++)
        of->totals[k] = ctg_run_adl_totals(ctg_policies_run(policies, k));
    return of;
}

const ctg_adl_event *ctg__adl_first_event(const ctg_policies *policies)
{
    const size_t own = ctg_policies_own(policies);

    for (size_t k = 0; k <= ctg_policies_count(policies); k++) {
        size_t count;
        const ctg_adl_event *const events = ctg_run_adl_events(
            ctg_policies_run(policies, k ? k - 1 : own), &count);

        if (count)
            return events;
    }
    return NULL;
}

/* --- all figures ------------------------------------------------------------
 */

enum { COLUMNS = CTG__ADL_TOTALS + 3 };

static const ctg_summary *summary_of(const trials *of, size_t row)
{
    return ctg_run_summary(ctg_policies_run(of->policies, row));
}

static ctg__value total_at(void *context, size_t row, size_t column)
{
    const trials *const of = context;

    if (column == 0)
        return ctg__value_text(ctg_policies_name(of->policies, row));
    if (column == COLUMNS - 2)
        return ctg__value_number(summary_of(of, row)->equity_lost);
    if (column == COLUMNS - 1)
        return ctg__value_count(summary_of(of, row)->failed);
    return ctg__value_number(ctg__adl_figure_of(&of->totals[row], column - 1));
}

ctg__table ctg__adl_policy_table(ctg_report *report,
                                 const ctg_policies *policies)
{
    trials *const of = gather(report, policies);
    ctg__head *const heads = ctg__report_take(report, COLUMNS, sizeof *heads);

    if (!of || !heads)
        return (ctg__table){.key = "policies"};
    heads[0] = (ctg__head){.key = "policy"};
    for (size_t i = 0; i < CTG__ADL_TOTALS; i++)
        heads[i + 1] = (ctg__head){.key = ctg__adl_figures[i].key,
                                   .unit = ctg__adl_figures[i].unit,
                                   .meaning = ctg__adl_figures[i].meaning};
    heads[COLUMNS - 2] =
        (ctg__head){.key = "equity_lost", .unit = CTG_FIGURE_MONEY};
    heads[COLUMNS - 1] = (ctg__head){.key = "failed"};
    return (ctg__table){.key = "policies",
                        .heads = heads,
                        .head_count = COLUMNS,
                        .row_count = of->count,
                        .at = total_at,
                        .context = of};
}

/* --- what people see --------------------------------------------------------
 */

/* The event with the largest share, whose owner is named. */
static const char *worst_owner(const trials *of, size_t row)
{
    size_t count;
    const ctg_adl_event *const events =
        ctg_run_adl_events(ctg_policies_run(of->policies, row), &count);

    for (size_t k = 0; k < count; k++)
        if (events[k].worst_owner != CTG_NONE && events[k].share > 0 &&
            events[k].share == of->totals[row].share)
            return ctg_graph_node_name(of->graph, events[k].worst_owner);
    return "";
}

/* `better` is the sign of what is better: 1 more, -1 less, 0 neither; `brief`
 * has what a narrow table has room for. */
static const struct {
    const char *key; /* of the totals; NULL: see shown_at */
    int better;
    bool brief;
    ctg__head head;
} shown[SHOWN] = {
    [POLICY] = {NULL, 0, true, {.key = "policy"}},
    [FROM_WINNERS] = {"adl",
                      0,
                      true,
                      {.key = "from winners", .unit = CTG_FIGURE_MONEY}},
    [TOUCHED] = {"touched", 0, true, {.key = "touched"}},
    [SHARE] = {"share",
               -1,
               true,
               {.key = "worst share", .unit = CTG_FIGURE_SHARE}},
    [WHOSE] = {NULL, 0, true, {.key = "whose"}},
    [INVERSIONS] = {"inversions",
                    -1,
                    true,
                    {.key = "inversions", .brief = "invers.", .spare = true}},
    [TAU] = {"tau",
             1,
             false,
             {.key = "tau", .unit = CTG_FIGURE_SHORT, .spare = true}},
    [PTSR] = {"ptsr",
              0,
              false,
              {.key = "PTSR", .unit = CTG_FIGURE_SHORT, .spare = true}},
    [PMR] = {"pmr",
             0,
             false,
             {.key = "PMR", .unit = CTG_FIGURE_SHORT, .spare = true}},
    [FUND] = {"fund",
              0,
              false,
              {.key = "fund", .unit = CTG_FIGURE_MONEY, .spare = true}},
    [SOCIALISED] = {"socialise",
                    0,
                    true,
                    {.key = "socialised",
                     .unit = CTG_FIGURE_MONEY,
                     .spare = true}},
    [LEFT] = {"left",
              -1,
              true,
              {.key = "left to venue",
               .brief = "left",
               .unit = CTG_FIGURE_MONEY}},
    [FORGONE] = {"forgone",
                 -1,
                 false,
                 {.key = "forgone", .unit = CTG_FIGURE_MONEY, .spare = true}},
    [EQUITY_LOST] = {NULL,
                     -1,
                     true,
                     {.key = "equity lost",
                      .brief = "eq. lost",
                      .unit = CTG_FIGURE_MONEY}},
    [FAILED] = {NULL, -1, false, {.key = "failed"}},
};

const char ctg__adl_policies_words[] =
    "* the file's own policy. Worst share: the largest haircut over profit. "
    "PTSR, PMR: the largest equity afterwards over what was asked for, and "
    "over the largest shortfall.";
const char ctg__adl_policies_words_brief[] =
    "* the file's own policy. Worst share: the largest haircut over profit. "
    "Inversions: pairs of winners whose order by profit turned round.";

static double figure_of(const trials *of, size_t row, size_t column)
{
    if (column == EQUITY_LOST)
        return summary_of(of, row)->equity_lost;
    if (column == FAILED)
        return (double)summary_of(of, row)->failed;
    for (size_t i = 0; i < CTG__ADL_TOTALS; i++)
        if (strcmp(ctg__adl_figures[i].key, shown[column].key) == 0)
            return ctg__adl_figure_of(&of->totals[row], i);
    return (double)NAN;
}

/* What differs by less is the same but for rounding. */
static const double same_within = 1e-9;

/* Of the policies with an event none is better, and some are worse. */
static bool is_best(const trials *of, size_t row, size_t column)
{
    const int better = shown[column].better;
    const double own = figure_of(of, row, column) * better;
    bool worse = false;

    if (!better || isnan(own) || !of->totals[row].events)
        return false;
    for (size_t k = 0; k < of->count; k++) {
        const double other = figure_of(of, k, column) * better;

        if (!of->totals[k].events || isnan(other))
            continue;
        if (fabs(other - own) <= same_within * fmax(fabs(other), fabs(own)))
            continue;
        if (other > own)
            return false;
        worse = true;
    }
    return worse;
}

static const char *name_of(const trials *of, size_t row)
{
    const char *const name = ctg_policies_name(of->policies, row);

    return row == ctg_policies_own(of->policies) && strcmp(name, "*") != 0
               ? ctg__report_print(of->report, "%s *", name)
               : name;
}

static ctg__value shown_at(void *context, size_t row, size_t column)
{
    trials *const of = context;
    ctg__value value;

    column = of->columns[column];
    if (column == POLICY)
        return ctg__value_text(name_of(of, row));
    if (column == WHOSE)
        return ctg__value_text(worst_owner(of, row));
    value = ctg__value_number(figure_of(of, row, column));
    value.strong = is_best(of, row, column);
    return value;
}

ctg__table ctg__adl_policies_shown(ctg_report *report,
                                   const ctg_policies *policies, bool brief)
{
    trials *const of = gather(report, policies);
    ctg__head *const heads = ctg__report_take(report, SHOWN, sizeof *heads);
    size_t count = 0;

    if (!of || !heads)
        return (ctg__table){0};
    for (size_t i = 0; i < SHOWN; i++) {
        if (brief && !shown[i].brief)
            continue;
        of->columns[count] = (shown_column)i;
        heads[count++] = shown[i].head;
    }
    return (ctg__table){.heads = heads,
                        .head_count = count,
                        .row_count = of->count,
                        .at = shown_at,
                        .context = of};
}

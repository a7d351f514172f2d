/* A check: sizes and sums of a graph, and every problem that it has. */
#include <math.h>

#include "report/report.h"

typedef struct check {
    const ctg_graph *graph; /* NULL where it could not be read */
    const ctg_problems *problems;
    bool hidden;
    size_t rejected;
    size_t warned;
} check;

typedef struct sums {
    double assets;
    double liabilities;
    double equity;    /* of nodes above 0 */
    size_t insolvent; /* nodes at or below 0 */
} sums;

static sums add_up(const ctg_network *network)
{
    const size_t count = ctg_network_node_count(network);
    const double *const assets = ctg_network_assets(network);
    const double *const liabilities = ctg_network_liabilities(network);
    const double *const equity = ctg_network_equity(network);
    sums total = {0};

    for (size_t i = 0; i < count; i++) {
        total.assets += assets[i];
        total.liabilities += liabilities[i];
        total.equity += fmax(equity[i], 0);
        total.insolvent += equity[i] <= 0;
    }
    return total;
}

static size_t rows_of(const check *of, int table)
{
    return of->graph ? ctg_graph_row_count(of->graph, (ctg_table)table) : 0;
}

static void add_rows(ctg_report *made, const check *of)
{
    ctg__fact *const facts =
        ctg__report_take(made, CTG_TABLE_COUNT, sizeof *facts);

    for (int t = 0; facts && t < CTG_TABLE_COUNT; t++) {
        facts[t] = (ctg__fact){.key = ctg_table_name((ctg_table)t),
                               .value = ctg__value_count(rows_of(of, t))};
        if (rows_of(of, t))
            ctg__report_fact(made, CTG__FOR_PEOPLE, facts[t]);
    }
    ctg__report_group(
        made, CTG__FOR_JSON,
        (ctg__group){.key = "rows", .facts = facts, .count = CTG_TABLE_COUNT});
}

/* The names of a table's columns that are nothing but attributes. */
static const char **take_attributes(ctg_report *made, const ctg_graph *graph,
                                    ctg_table table, size_t *count)
{
    const char **names;

    for (*count = 0; ctg_graph_attribute(graph, table, *count);)
        ++*count;
    names = ctg__report_take(made, *count, sizeof *names);
    for (size_t i = 0; names && i < *count; i++)
        names[i] = ctg_graph_attribute(graph, table, i);
    return names;
}

/* "nodes: chain, gdp; assets: issuer", a table's at a time. */
static const char *print_more(ctg_report *made, const char *words,
                              const ctg__fact *fact)
{
    const char *line = ctg__report_print(made, "%s%s%s: ", words,
                                         *words ? "; " : "", fact->key);

    for (size_t i = 0; i < fact->value.count; i++)
        line = ctg__report_print(made, "%s%s%s", line, i ? ", " : "",
                                 ctg__report_clean(made, fact->value.texts[i],
                                                   40, made->page.ascii));
    return line;
}

static void add_attributes(ctg_report *made, const check *of)
{
    ctg__fact *const facts =
        ctg__report_take(made, CTG_TABLE_COUNT, sizeof *facts);
    const char *words = "";
    size_t count = 0;

    for (int t = 0; facts && of->graph && t < CTG_TABLE_COUNT; t++) {
        size_t names;
        const char **const list =
            take_attributes(made, of->graph, (ctg_table)t, &names);

        if (!list || !names)
            continue;
        facts[count] = (ctg__fact){.key = ctg_table_name((ctg_table)t),
                                   .value = ctg__value_texts(list, names)};
        words = print_more(made, words, &facts[count++]);
    }
    if (*words)
        ctg__report_note_as(
            made, CTG__FOR_TEXT,
            (ctg__note){.lead = "  attributes:", .text = words, .indent = 4});
    ctg__report_group(
        made, CTG__FOR_JSON,
        (ctg__group){.key = "attributes", .facts = facts, .count = count});
}

static void add_sums(ctg_report *made, const ctg_network *network)
{
    const sums total = add_up(network);
    const ctg__fact facts[] = {
        {.key = "assets",
         .unit = CTG_FIGURE_MONEY,
         .value = ctg__value_number(total.assets)},
        {.key = "liabilities",
         .unit = CTG_FIGURE_MONEY,
         .value = ctg__value_number(total.liabilities)},
        {.key = "equity",
         .name = "equity above 0",
         .unit = CTG_FIGURE_MONEY,
         .value = ctg__value_number(total.equity)},
        {.key = "insolvent",
         .name = "nodes at or below 0",
         .value = ctg__value_count(total.insolvent)},
    };

    ctg__report_gap(made);
    for (size_t i = 0; i < 3; i++)
        ctg__report_fact(made, CTG__FOR_PEOPLE | CTG__FOR_JSON, facts[i]);
    ctg__report_fact(made,
                     CTG__FOR_MD | CTG__FOR_JSON |
                         (total.insolvent ? CTG__FOR_TEXT : 0),
                     facts[3]);
}

/* "accepted, 2 warnings", "Accepted: 0 problems, 2 warnings." */
static void add_verdict(ctg_report *made, const check *of, bool accepted)
{
    const char *words = accepted ? "accepted" : "rejected";
    char counts[2][CTG__FORMAT_ROOM];

    ctg__format_count(counts[0], of->rejected);
    ctg__format_count(counts[1], of->warned);
    ctg__report_note(made, CTG__FOR_MD,
                     ctg__report_print(made, "%s: %s problem%s, %s warning%s.",
                                       accepted ? "Accepted" : "Rejected",
                                       counts[0], ctg__plural(of->rejected),
                                       counts[1], ctg__plural(of->warned)));
    if (of->rejected)
        words = ctg__report_print(made, "%s, %s problem%s", words, counts[0],
                                  ctg__plural(of->rejected));
    if (of->warned)
        words = ctg__report_print(made, "%s, %s warning%s", words, counts[1],
                                  ctg__plural(of->warned));
    ctg__report_gap(made);
    ctg__report_note_as(made, CTG__FOR_TEXT, (ctg__note){.lead = words});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "rejected",
                                 .value = ctg__value_count(of->rejected)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "warned", .value = ctg__value_count(of->warned)});
}

static ctg__value problem_at(void *context, size_t row, size_t column)
{
    static const char *const severities[] = {[CTG_WARNING] = "warning",
                                             [CTG_REJECTED] = "rejected",
                                             [CTG_NOTE] = "note"};
    const check *const of = context;
    const ctg_problem *const problem = ctg_problems_at(of->problems, row);

    if (column == 0)
        return ctg__value_text(severities[problem->severity]);
    if (column == 1)
        return ctg__value_text(problem->place);
    return ctg__value_text(of->hidden ? ctg__hidden_words : problem->text);
}

static void add_problems(ctg_report *made, check *of)
{
    static const ctg__head heads[] = {
        {.key = "severity", .meaning = "rejected, warning or note"},
        {.key = "place", .meaning = "file, line and column, or pointer"},
        {.key = "problem"}};
    ctg__table table = {.key = "problems",
                        .heads = heads,
                        .head_count = 3,
                        .at = problem_at,
                        .context = of};

    while (of->problems && ctg_problems_at(of->problems, table.row_count))
        table.row_count++;
    ctg__report_table(made,
                      CTG__FOR_JSON | CTG__FOR_CSV |
                          (table.row_count ? CTG__FOR_MD : 0),
                      table);
}

static void fill(ctg_report *made, check *of, const ctg_network *network,
                 const char *shown)
{
    const char *const title =
        of->graph ? ctg_graph_about(of->graph)->title : "";

    ctg__report_note_as(
        made, CTG__FOR_TEXT,
        (ctg__note){.lead = ctg__report_clean(made, *title ? title : shown,
                                              made->page.width - 2,
                                              made->page.ascii)});
    ctg__report_gap(made);
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "accepted",
                                 .value = ctg__value_flag(network != NULL)});
    add_rows(made, of);
    add_attributes(made, of);
    if (network)
        add_sums(made, network);
    add_verdict(made, of, network != NULL);
    add_problems(made, of);
}

ctg_status ctg_check_report(const ctg_network *network, const char *shown,
                            const ctg_stamp *stamp,
                            const ctg_page_options *page, ctg_report **report,
                            ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_check, stamp, page);
    check *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->graph = made->stamp.graph;
        of->problems = made->stamp.problems;
        of->hidden = made->stamp.hidden;
        if (of->problems) {
            of->rejected = ctg_problems_count(of->problems, CTG_REJECTED);
            of->warned = ctg_problems_count(of->problems, CTG_WARNING);
        }
        fill(made, of, network, shown);
    }
    return ctg__report_finish(made, report, error);
}

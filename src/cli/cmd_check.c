/* check: everything that is wrong, or looks wrong, with a graph. */
#include <contagraph/text.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/input.h"
#include "cli/markdown.h"
#include "cli/say.h"
#include "cli/stamp.h"
#include "cli/stream.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "text/json.h"

typedef struct sums {
    double assets;
    double liabilities;
    double equity;    /* of nodes above 0 */
    size_t insolvent; /* nodes at or below 0 */
} sums;

typedef struct findings {
    const char *path;
    const input *from;
    bool accepted;
    bool hidden; /* by --anonymise */
    bool known;  /* there is a network, so `total` means something */
    sums total;
    size_t rejected;
    size_t warnings;
} findings;

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

static size_t rows_of(const findings *found, int table)
{
    return found->from->graph
               ? ctg_graph_row_count(found->from->graph, (ctg_table)table)
               : 0;
}

static void write_amount(FILE *file, const char *name, double amount,
                         const findings *found, const terminal *on)
{
    char text[CTG_TEXT_ROOM];

    fprintf(file, "  %-22s %12s\n", name,
            ctg_text_amount(text, amount, stamp_unit(found->from->graph),
                            on->ascii));
}

/* A column that nothing but an attribute is made of. */
typedef struct attribute {
    const char *table; /* NULL: as of the one before */
    const char *name;
} attribute;

/* In the order of the tables; the caller frees the list. */
static size_t find_attributes(const findings *found, attribute **list)
{
    const ctg_graph *const graph = found->from->graph;
    size_t count = 0;

    *list = NULL;
    for (int t = 0; graph && t < CTG_TABLE_COUNT; t++) {
        const char *name;

        for (size_t i = 0; (name = ctg_graph_attribute(graph, (ctg_table)t, i));
             i++) {
            *list = heap_grow(*list, (count + 1) * sizeof **list);
            (*list)[count++] =
                (attribute){i ? NULL : ctg_table_name((ctg_table)t), name};
        }
    }
    return count;
}

/* "attributes: nodes: chain, gdp; exposures: rating" */
static void write_attributes(const findings *found, FILE *file,
                             const terminal *on)
{
    attribute *list;
    const size_t count = find_attributes(found, &list);
    char *line = heap_copy("attributes");
    char text[200];

    for (size_t i = 0; i < count; i++) {
        const char *const table = list[i].table;
        char *const longer = heap_print(
            "%s%s%s%s %s", line,
            !table ? ","
            : i    ? "; "
                   : ": ",
            table ? table : "", table ? ":" : "",
            heap_name(text, sizeof text, list[i].name, 40, on->ascii));

        free(line);
        line = longer;
    }
    if (count) {
        fputs("  ", file);
        table_write_wrapped(file, line, 4, 2, on->width);
    }
    free(line);
    free(list);
}

static void write_attributes_json(const findings *found, FILE *file)
{
    attribute *list;
    const size_t count = find_attributes(found, &list);

    fputs(" \"attributes\": {", file);
    for (size_t i = 0; i < count; i++) {
        if (list[i].table)
            fprintf(file, "%s\"%s\": [", i ? "], " : "", list[i].table);
        else
            fputs(", ", file);
        ctg__json_write_text(file, list[i].name);
    }
    fputs(count ? "]},\n" : "},\n", file);
    free(list);
}

static void write_text(const findings *found, FILE *file, const terminal *on)
{
    const ctg_about *const about =
        found->from->graph ? ctg_graph_about(found->from->graph) : NULL;
    char text[512];
    char count[CTG_TEXT_ROOM];

    heap_name(text, sizeof text,
              about && *about->title ? about->title : found->path,
              on->width - 2, on->ascii);
    fprintf(file, "%s\n\n", text);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (rows_of(found, t))
            fprintf(file, "  %-22s %12s\n", ctg_table_name((ctg_table)t),
                    ctg_text_count(count, rows_of(found, t)));
    write_attributes(found, file, on);
    if (found->known) {
        fputc('\n', file);
        write_amount(file, "assets", found->total.assets, found, on);
        write_amount(file, "liabilities", found->total.liabilities, found, on);
        write_amount(file, "equity above 0", found->total.equity, found, on);
        if (found->total.insolvent)
            fprintf(file, "  %-22s %12s\n", "nodes at or below 0",
                    ctg_text_count(count, found->total.insolvent));
    }
    fprintf(file, "\n%s", found->accepted ? "accepted" : "rejected");
    if (found->rejected)
        fprintf(file, ", %s problem%s", ctg_text_count(count, found->rejected),
                say_plural(found->rejected));
    if (found->warnings)
        fprintf(file, ", %s warning%s", ctg_text_count(count, found->warnings),
                say_plural(found->warnings));
    fputc('\n', file);
    stamp_write_unit(found->from, on, file);
    stamp_write_text(found->from, false, on, file);
}

static cell problem_at(void *context, size_t row, size_t column)
{
    const findings *const found = context;
    const ctg_problem *const problem =
        ctg_problems_at(found->from->problems, row);

    static const char *const severities[] = {[CTG_WARNING] = "warning",
                                             [CTG_REJECTED] = "rejected",
                                             [CTG_NOTE] = "note"};

    if (column == 0)
        return cell_text(severities[problem->severity]);
    if (column == 1)
        return cell_text(problem->place);
    return cell_text(found->hidden ? say_hidden : problem->text);
}

static const column_head problem_columns[] = {
    {.name = "severity"}, {.name = "place"}, {.name = "problem"}};

static table_view problem_table(findings *found)
{
    table_view shown = {problem_columns, 3, 0, problem_at, found, NULL};

    while (found->from->problems &&
           ctg_problems_at(found->from->problems, shown.row_count))
        shown.row_count++;
    return shown;
}

static void write_json(findings *found, FILE *file)
{
    const table_view problems = problem_table(found);

    fprintf(file, "{\n \"accepted\": %s", found->accepted ? "true" : "false");
    if (*found->from->hash)
        fprintf(file, ",\n \"input\": {\"sha256\": \"%s\"}", found->from->hash);
    stamp_write_edits(found->from, file);
    fputs(",\n \"rows\": {", file);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        fprintf(file, "%s\"%s\": %zu", t ? ", " : "",
                ctg_table_name((ctg_table)t), rows_of(found, t));
    fputs("},\n", file);
    write_attributes_json(found, file);
    if (found->known) {
        fputs(" \"assets\": ", file);
        ctg__json_write_number(file, found->total.assets);
        fputs(",\n \"liabilities\": ", file);
        ctg__json_write_number(file, found->total.liabilities);
        fputs(",\n \"equity\": ", file);
        ctg__json_write_number(file, found->total.equity);
        fprintf(file, ",\n \"insolvent\": %zu,\n", found->total.insolvent);
    }
    fprintf(file, " \"rejected\": %zu,\n \"warnings\": %zu,\n \"problems\": ",
            found->rejected, found->warnings);
    table_write_json(&problems, file, 1);
    fputs("\n}\n", file);
}

static void write_md_amount(FILE *file, const char *name, double amount,
                            const findings *found)
{
    char text[CTG_TEXT_ROOM];

    markdown_write_fact(
        file, name,
        ctg_text_amount(text, amount, stamp_unit(found->from->graph), false));
}

/* A section of a report: sizes and sums, the verdict, the problems. */
static void write_md(findings *found, FILE *file)
{
    const table_view problems = problem_table(found);
    char count[2][CTG_TEXT_ROOM];

    stamp_write_md("Check", found->from, NULL, file);
    fputs("| | |\n|---|---:|\n", file);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (rows_of(found, t))
            markdown_write_fact(file, ctg_table_name((ctg_table)t),
                                ctg_text_count(count[0], rows_of(found, t)));
    if (found->known) {
        write_md_amount(file, "assets", found->total.assets, found);
        write_md_amount(file, "liabilities", found->total.liabilities, found);
        write_md_amount(file, "equity above 0", found->total.equity, found);
        markdown_write_fact(file, "nodes at or below 0",
                            ctg_text_count(count[0], found->total.insolvent));
    }
    fprintf(
        file, "\n%s: %s problem%s, %s warning%s.\n",
        found->accepted ? "Accepted" : "Rejected",
        ctg_text_count(count[0], found->rejected), say_plural(found->rejected),
        ctg_text_count(count[1], found->warnings), say_plural(found->warnings));
    if (problems.row_count) {
        fputc('\n', file);
        table_write_md(&problems, file);
    }
}

static exit_status write_findings(const args *given, findings *found,
                                  const terminal *on)
{
    const char *const format = args_value(given, "format");
    const table_view problems = problem_table(found);
    streams out = {0};
    FILE *const file = streams_open(&out, args_value(given, "output"));

    if (!file)
        return EXIT_FAILED;
    if (!format || strcmp(format, "text") == 0)
        write_text(found, file, on);
    else if (strcmp(format, "json") == 0)
        write_json(found, file);
    else if (strcmp(format, "md") == 0)
        write_md(found, file);
    else
        table_write(&problems, format, file, on);
    return streams_commit(&out);
}

static exit_status judge(const args *given, findings *found, const terminal *on)
{
    const exit_status status = write_findings(given, found, on);

    if (status)
        return status;
    if (!found->accepted)
        return EXIT_FAILED;
    if (args_given(given, "strict") && found->warnings) {
        say("%zu warning%s, and --strict was given", found->warnings,
            say_plural(found->warnings));
        return EXIT_FAILED;
    }
    return EXIT_DONE;
}

static exit_status run(const args *given)
{
    findings found = {.path = given->operands[0],
                      .hidden = args_given(given, "anonymise")};
    input from = {0};
    ctg_error error;
    exit_status status;
    terminal on;

    if (terminal_find(given, &on))
        return EXIT_USAGE;
    status = input_read(given, found.path, &from, &error);
    if (!status)
        status = input_check(&from, &error);
    found.from = &from;
    if (found.hidden)
        input_hide_edits(&from);
    found.accepted = !status;
    if (from.problems) {
        found.rejected = ctg_problems_count(from.problems, CTG_REJECTED);
        found.warnings = ctg_problems_count(from.problems, CTG_WARNING);
        say_warnings(from.problems, found.hidden);
    }
    if (!status) {
        found.known = true;
        found.total = add_up(from.network);
    }
    if (status && status != EXIT_INTERRUPTED)
        input_say_refused(given, found.path, &from, status, &error);
    /* A file that is there but wrong is a finding, all else ends here. */
    if (!status || (found.rejected && status != EXIT_INTERRUPTED))
        status = judge(given, &found, &on);
    input_clear(&from);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "strict",
     .kind = OPTION_ALONE,
     .meaning = "warnings, too, make the exit status 1"},
};

const command_row command_check = {
    .name = "check",
    .operands = "GRAPH",
    .summary = "list every problem of a graph; sizes and sums",
    .about = "Reads a graph and checks all of it in one pass. What is "
             "rejected is listed with its place and value (the first 50, then "
             "a count) and makes the exit status 1; what only looks wrong is "
             "a warning.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE,
    .examples = {{"check graphs/argentina-2018",
                  "what looks wrong with a real network, and by how much"},
                 {"check flows.csv --rows creditor --strict",
                  "fail on the slightest doubt about a dense matrix"}},
    .run = run,
};

/* compare: what changed between two runs, graphs or rankings. */
#include <contagraph/report.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/ensemble_given.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/limit.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/say.h"

enum { TOP_MOST = 1000000000 };

/* Both sides, and what changed between them. */
typedef struct compared {
    ctg_results *before;
    ctg_results *after;
    ctg_comparison *found;
    ctg_report *report;
} compared;

static void clear(compared *page)
{
    ctg_report_free(page->report);
    ctg_comparison_free(page->found);
    ctg_results_free(page->before);
    ctg_results_free(page->after);
}

/* The files that ctg_results_read looks at must not be written over. */
static void note_files(const char *path)
{
    static const char *const names[] = {"nodes_out.csv", "summary.json"};
    struct stat found;

    if (stat(path, &found) == 0 && S_ISREG(found.st_mode))
        inputs_note(path);
    for (size_t i = 0; i < 2; i++) {
        char *const file = heap_print("%s/%s", path, names[i]);

        inputs_note(file);
        free(file);
    }
}

static exit_status read_results(const char *path, ctg_results **read)
{
    progress shown = {.doing = "reading"};
    ctg_error error;

    note_files(path);
    return say_error(
        ctg_results_read(path, progress_step, &shown, read, &error), &error);
}

/* With --anonymise cells show what the same graph without its names has. */
static exit_status take_network(const args *given, const input *from,
                                ctg_results **read)
{
    ctg_graph *hidden = NULL;
    ctg_error error;
    ctg_status status = CTG_OK;

    if (args_given(given, "anonymise"))
        status = ctg_graph_copy(from->graph, &hidden, &error);
    if (hidden)
        status = ctg_graph_anonymise(hidden, &error);
    if (!status)
        status = ctg_results_of_network(from->network, hidden, read, &error);
    ctg_graph_free(hidden);
    return say_error(status, &error);
}

/* A folder or file of results, or a graph by the reading options. */
static exit_status read_side(const args *given, const char *path, bool drawn,
                             ctg_results **read)
{
    input from = {.undrawn = !drawn};
    exit_status status;

    if (ctg_results_are_at(path))
        return read_results(path, read);
    status = input_open(given, path, &from);
    if (!status)
        status = take_network(given, &from, read);
    input_clear(&from);
    return status;
}

static bool has_totals(const ctg_results *of)
{
    const char *key;
    double total;

    return ctg_results_total_at(of, 0, &key, &total);
}

static exit_status read_sides(const args *given, compared *page)
{
    exit_status status =
        read_side(given, given->operands[0], false, &page->before);
    ctg_results_kind kind;

    if (!status)
        status = read_side(given, given->operands[1], true, &page->after);
    if (status)
        return status;
    kind = ctg_results_kind_of(page->before);
    if (ctg_results_kind_of(page->after) != kind) {
        say("one of the %s and one of the %s cannot be compared",
            ctg_results_kind_name(kind),
            ctg_results_kind_name(ctg_results_kind_of(page->after)));
        return EXIT_FAILED;
    }
    if (args_given(given, "fail-if") &&
        !(kind == CTG_RESULTS_RUN && has_totals(page->before) &&
          has_totals(page->after))) {
        say("--fail-if needs two folders that run --outputs wrote");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static exit_status write_report(const args *given, compared *page,
                                const terminal *on, size_t top)
{
    const ctg_page_options options = page_options(on, top);
    ctg_error error;
    ctg_status status =
        ctg_comparison_new(page->before, page->after, &page->found, &error);

    if (!status)
        status = ctg_comparison_report(page->found, NULL, &options,
                                       &page->report, &error);
    return status ? say_error(status, &error) : page_write(given, page->report);
}

/* Limits are on what a key of the summary changed by. */
static double change_of(const void *context, const char *key)
{
    const compared *const page = context;

    return ctg_results_total(page->after, key) -
           ctg_results_total(page->before, key);
}

static double find_value(const ctg_results *of, const char *id,
                         const char *column)
{
    const size_t node = ctg_results_find_node(of, id);
    const size_t at = ctg_results_find_column(of, column);

    return node == SIZE_MAX || at == SIZE_MAX ? (double)NAN
                                              : ctg_results_value(of, node, at);
}

static double node_change(const void *context, const limit *of)
{
    const compared *const page = context;

    return find_value(page->after, of->id, of->key->name) -
           find_value(page->before, of->id, of->key->name);
}

static double node_equity(const void *context, const limit *of)
{
    const compared *const page = context;

    return fmax(0, find_value(page->before, of->id, "initial_equity"));
}

static exit_status unknown_node(const ctg_results *of, const char *id)
{
    const size_t count = ctg_results_node_count(of);
    const char **const names = heap_take((count + 1) * sizeof *names);
    char hint[CTG_HINT_ROOM];
    char shown[128];

    for (size_t i = 0; i < count; i++)
        names[i] = ctg_results_node_id(of, i);
    heap_name(shown, sizeof shown, id, 60, false);
    say_quoting("--fail-if: no node '%s'%s", shown,
                ctg_text_hint(hint, ctg_text_nearest(id, names)));
    free(names);
    return EXIT_USAGE;
}

/* Results have no graph: an id must be one that either side has. */
static exit_status check_ids(const limits *bounds, const compared *page)
{
    for (size_t i = 0; i < bounds->count; i++) {
        const char *const id = bounds->list[i].id;

        if (id && isnan(find_value(page->before, id, "equity")) &&
            isnan(find_value(page->after, id, "equity")))
            return unknown_node(page->before, id);
    }
    return EXIT_DONE;
}

/* New ids on both sides, and in the limits that name one of them. */
static exit_status hide(limits *bounds, compared *page)
{
    size_t(*const nodes)[2] = heap_take((bounds->count + 1) * sizeof *nodes);
    ctg_error error;
    ctg_status status;

    for (size_t k = 0; k < bounds->count; k++)
        if (bounds->list[k].id) {
            nodes[k][0] =
                ctg_results_find_node(page->before, bounds->list[k].id);
            nodes[k][1] =
                ctg_results_find_node(page->after, bounds->list[k].id);
        }
    status = ctg_results_anonymise(page->before, page->after, &error);
    for (size_t k = 0; !status && k < bounds->count; k++) {
        const bool after = nodes[k][1] != SIZE_MAX;

        if (!bounds->list[k].id || (!after && nodes[k][0] == SIZE_MAX))
            continue;
        free(bounds->list[k].id);
        bounds->list[k].id =
            heap_copy(after ? ctg_results_node_id(page->after, nodes[k][1])
                            : ctg_results_node_id(page->before, nodes[k][0]));
    }
    free(nodes);
    return say_error(status, &error);
}

static exit_status judge(const limits *bounds, const compared *page)
{
    const limit_values values = {
        .context = page,
        .whole = change_of,
        .of_node = node_change,
        .initial_equity = ctg_results_total(page->before, "initial_equity"),
        .node_equity = node_equity,
        .verb = "changed by"};

    return limits_judge(bounds, &values);
}

/* B is a draw of the graph that it is. */
static exit_status check_draw(const args *given)
{
    const exit_status status = ensemble_one(given);

    if (!status && args_given(given, "draw") &&
        ctg_results_are_at(given->operands[1])) {
        say("--draw is of a graph, and B has results");
        return EXIT_USAGE;
    }
    return status;
}

static exit_status run(const args *given)
{
    limits bounds = {0};
    compared page = {NULL};
    size_t top;
    exit_status status =
        limits_read(given, limit_summary_keys(), limit_node_keys, &bounds);
    terminal on;

    if (!status)
        status = check_draw(given);
    if (!status)
        status = terminal_find(given, &on);
    if (!status && !args_count(given, "top", 0, TOP_MOST, 10, &top))
        status = EXIT_USAGE;
    if (!status)
        status = read_sides(given, &page);
    if (!status)
        status = check_ids(&bounds, &page);
    if (!status && args_given(given, "anonymise"))
        status = hide(&bounds, &page);
    if (!status)
        status = write_report(given, &page, &on, top);
    if (!status)
        status = judge(&bounds, &page);
    limits_clear(&bounds);
    clear(&page);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "nodes and cells to show in text and md, the nodes that "
                "changed most (10; 0: none)"},
};

const command_row command_compare = {
    .name = "compare",
    .operands = "A B",
    .summary = "what changed between two runs, graphs or rankings",
    .about =
        "Compares, node by node, two folders that `run --outputs` wrote, "
        "two graphs (and every cell of their eight tables), or two "
        "rankings that `rank --format csv` wrote. "
        "Nodes are matched by id, and numbered by --anonymise in the order of "
        "A, then of B. --fail-if looks at what a key of "
        "summary.json, or a figure of a node, of two runs changed by, from "
        "A to B. With --ensemble or --reconstruct B is the network that "
        "--draw says, made of its totals.",
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_ENSEMBLE | OPTIONS_RECONSTRUCT | OPTIONS_READING |
            OPTIONS_PAGE | OPTIONS_ANONYMISE | OPTIONS_LIMIT,
    .examples = {{"compare out-before out-after --fail-if 'failed > 0'",
                  "two runs; status 4 if more nodes fail in the second"},
                 {"compare ranks-may.csv ranks-june.csv --format csv",
                  "two rankings, every figure that changed"}},
    .run = run,
};

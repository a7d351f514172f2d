/* compare: what changed between two runs, graphs or rankings. */
#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/changes.h"
#include "cli/command.h"
#include "cli/heap.h"
#include "cli/limit.h"
#include "cli/say.h"
#include "cli/side.h"
#include "cli/stream.h"

static exit_status read_sides(const args *given, side *before, side *after)
{
    exit_status status = side_read(given, given->operands[0], before);

    if (!status)
        status = side_read(given, given->operands[1], after);
    if (!status && before->kind != after->kind) {
        say("one of the %s and one of the %s cannot be compared",
            side_kind_name(before->kind), side_kind_name(after->kind));
        status = EXIT_FAILED;
    }
    if (!status && args_given(given, "fail-if") &&
        !(before->kind == SIDE_RUN && before->key_count && after->key_count)) {
        say("--fail-if needs two folders that run --outputs wrote");
        status = EXIT_USAGE;
    }
    return status;
}

static exit_status write_page(const args *given, const changes *found,
                              const terminal *on)
{
    const char *const format = args_value(given, "format");
    streams out = {0};
    FILE *const file = streams_open(&out, args_value(given, "output"));

    if (!file)
        return EXIT_FAILED;
    if (!format || strcmp(format, "text") == 0)
        changes_write_text(found, file, on);
    else if (strcmp(format, "json") == 0)
        changes_write_json(found, file);
    else if (strcmp(format, "md") == 0)
        changes_write_md(found, file);
    else
        changes_write_table(found, format, file, on);
    return streams_commit(&out);
}

/* Limits are on what a key of the summary changed by. */
static double change_of(const void *context, const char *key)
{
    const changes *const found = context;

    return side_total(found->after, key) - side_total(found->before, key);
}

static double find_value(const side *of, const char *id, const char *column)
{
    size_t c = 0;

    while (c < of->column_count && strcmp(of->columns[c], column) != 0)
        c++;
    for (size_t i = 0; c < of->column_count && i < of->node_count; i++)
        if (strcmp(of->ids[i], id) == 0)
            return side_value(of, i, c);
    return (double)NAN;
}

static double node_change(const void *context, const limit *of)
{
    const changes *const found = context;

    return find_value(found->after, of->id, of->key->name) -
           find_value(found->before, of->id, of->key->name);
}

static double node_equity(const void *context, const limit *of)
{
    const changes *const found = context;

    return fmax(0, find_value(found->before, of->id, "initial_equity"));
}

/* Results have no graph: an id must be one that either side has. */
static exit_status check_ids(const limits *bounds, const changes *found)
{
    const side *const a = found->before;
    const side *const b = found->after;

    for (size_t i = 0; i < bounds->count; i++) {
        const char *const id = bounds->list[i].id;
        const char **names;
        const char *best;
        char shown[128];

        if (!id || !isnan(find_value(a, id, "equity")) ||
            !isnan(find_value(b, id, "equity")))
            continue;
        names = heap_take((a->node_count + 1) * sizeof *names);
        memcpy(names, a->ids, a->node_count * sizeof *names);
        best = ctg_text_nearest(id, names);
        heap_name(shown, sizeof shown, id, 60, false);
        if (best)
            say_quoting("--fail-if: no node '%s'; did you mean '%s'?", shown,
                        best);
        else
            say_quoting("--fail-if: no node '%s'", shown);
        free(names);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* New ids on both sides, and in the limits that name one of them. */
static void hide(limits *bounds, side *before, side *after)
{
    char ***const slots = heap_take((bounds->count + 1) * sizeof *slots);

    for (size_t k = 0; k < bounds->count; k++) {
        const char *const id = bounds->list[k].id;

        for (size_t i = 0; id && i < before->node_count; i++)
            if (strcmp(before->ids[i], id) == 0)
                slots[k] = &before->ids[i];
        for (size_t i = 0; id && i < after->node_count; i++)
            if (strcmp(after->ids[i], id) == 0)
                slots[k] = &after->ids[i];
    }
    changes_hide(before, after);
    for (size_t k = 0; k < bounds->count; k++)
        if (slots[k]) {
            free(bounds->list[k].id);
            bounds->list[k].id = heap_copy(*slots[k]);
        }
    free(slots);
}

static exit_status judge(const limits *bounds, const changes *found)
{
    const limit_values values = {
        .context = found,
        .whole = change_of,
        .of_node = node_change,
        .initial_equity = side_total(found->before, "initial_equity"),
        .node_equity = node_equity,
        .verb = "changed by"};

    return limits_judge(bounds, &values);
}

static exit_status run(const args *given)
{
    limits bounds = {0};
    side before = {0};
    side after = {0};
    changes found = {.before = &before, .after = &after};
    terminal on;
    exit_status status =
        limits_read(given, limit_summary_keys, limit_node_keys, &bounds);

    if (!status)
        status = terminal_find(given, &on);
    if (!status && !args_count(given, "top", 0, CHANGES_MOST, 10, &found.top))
        status = EXIT_USAGE;
    if (!status)
        status = read_sides(given, &before, &after);
    if (!status)
        status = check_ids(&bounds, &found);
    if (!status && args_given(given, "anonymise"))
        hide(&bounds, &before, &after);
    if (!status) {
        changes_find(&found);
        status = write_page(given, &found, &on);
    }
    if (!status)
        status = judge(&bounds, &found);
    limits_clear(&bounds);
    changes_clear(&found);
    side_clear(&before);
    side_clear(&after);
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
        "A to B.",
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE | OPTIONS_LIMIT,
    .examples = {{"compare out-before out-after --fail-if 'failed > 0'",
                  "two runs; status 4 if more nodes fail in the second"},
                 {"compare ranks-may.csv ranks-june.csv --format csv",
                  "two rankings, every figure that changed"}},
    .run = run,
};

/* compare: what changed between two runs, graphs or rankings. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/changes.h"
#include "cli/command.h"
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

static exit_status run(const args *given)
{
    side before = {0};
    side after = {0};
    changes found = {.before = &before, .after = &after};
    terminal on;
    exit_status status = limits_check(given);

    if (!status)
        status = terminal_find(given, &on);
    if (!status && !args_count(given, "top", 1, CHANGES_MOST, 10, &found.top))
        status = EXIT_USAGE;
    if (!status)
        status = read_sides(given, &before, &after);
    if (!status) {
        changes_find(&found);
        status = write_page(given, &found, &on);
    }
    if (!status)
        status = limits_judge_by(given, change_of, &found,
                                 side_total(&before, "initial_equity"));
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
     .meaning = "nodes to show, those that changed most (10)"},
};

const command_row command_compare = {
    .name = "compare",
    .operands = "A B",
    .summary = "what changed between two runs, graphs or rankings",
    .about = "Compares, node by node, two folders that `run --outputs` wrote, "
             "two graphs, or two rankings that `rank --format csv` wrote. "
             "Nodes are matched by id. --fail-if looks at what a key of "
             "summary.json changed by, from A to B.",
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_READING | OPTIONS_PAGE | OPTIONS_LIMIT,
    .examples = {{"compare out-before out-after --fail-if 'failed > 0'",
                  "two runs; status 4 if more nodes fail in the second"},
                 {"compare ranks-may.csv ranks-june.csv --format csv",
                  "two rankings, every figure that changed"}},
    .run = run,
};

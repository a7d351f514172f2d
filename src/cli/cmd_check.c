/* check: everything that is wrong, or looks wrong, with a graph. */
#include <contagraph/report.h>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/page.h"
#include "cli/say.h"

typedef struct findings {
    const char *path;
    const input *from;
    bool accepted;
    bool hidden; /* by --anonymise */
    size_t rejected;
    size_t warnings;
} findings;

static exit_status write_findings(const args *given, const findings *found,
                                  const terminal *on)
{
    const ctg_page_options page = page_options(on, 0);
    const ctg_stamp stamp = page_stamp(given, found->from, NULL);
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = say_error(
        ctg_check_report(found->accepted ? found->from->network : NULL,
                         found->path, &stamp, &page, &report, &error),
        &error);

    if (!status)
        status = page_write(given, report);
    ctg_report_free(report);
    return status;
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
    input from = {.unhashed = input_is_unhashed(given)};
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

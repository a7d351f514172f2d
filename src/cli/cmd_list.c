/* list: the rows of our tables, with their parameters. */
#include <contagraph/report.h>

#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/page.h"
#include "cli/presets.h"
#include "cli/say.h"

/* They are files: what is wrong with them is said. */
static exit_status read_presets(ctg_presets **presets)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    ctg_status status;

    if (!problems)
        heap_fail();
    status = presets_read(presets, problems, &error);
    if (status == CTG_BAD_INPUT)
        say_rejected(problems, false);
    else if (status)
        say_error(status, &error);
    ctg_problems_free(problems);
    return status ? EXIT_FAILED : EXIT_DONE;
}

static exit_status run(const args *given)
{
    const char *const list =
        given->operand_count > 0 ? given->operands[0] : NULL;
    const char *const name =
        given->operand_count > 1 ? given->operands[1] : NULL;
    ctg_presets *presets = NULL;
    ctg_report *report = NULL;
    ctg_page_options page;
    ctg_error error;
    terminal on;
    exit_status status = terminal_find(given, &on);

    if (status)
        return status;
    page = page_options(&on, 0);
    if (list && strcmp(list, "presets") == 0)
        status = read_presets(&presets);
    if (!status)
        status = say_wrong(
            ctg_list_report(list, name, presets, &page, &report, &error),
            &error);
    if (!status)
        status = page_write(given, report);
    ctg_report_free(report);
    ctg_presets_free(presets);
    return status;
}

static const option_row own[] = {OPTION_FORMAT};

const command_row command_list = {
    .name = "list",
    .operands = "[WHAT [NAME]]",
    .summary = "models, rules, measures, formats, presets, ...",
    .about = "Lists what there is to choose from: models, rules, measures, "
             "formats, presets, ... With a NAME, what it means, its source "
             "and its parameters; of a preset, its values and what of the "
             "real venue is left out. Without WHAT, the lists themselves.",
    .least = 0,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_PAGE,
    .examples = {{"list models debtrank-2012",
                  "the keys that make the engine compute the DebtRank of 2012"},
                 {"list presets aave-v3.3",
                  "what a venue with this preset does, and what it does not"}},
    .run = run,
};

/* adl: one scenario under every policy of deleveraging. */
#include <contagraph/adl.h>
#include <contagraph/report.h>

#include "cli/command.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/say.h"

enum { TOP_MOST = 1000000000, TOP_STANDARD = 10 };

static exit_status run_policies(const args *given, const job *made,
                                ctg_policies **policies)
{
    progress shown = {.doing = "running"};
    const ctg_policies_options options = {.rules = args_value(given, "rules"),
                                          .venue = args_value(given, "venue"),
                                          .progress = progress_step,
                                          .progress_context = &shown};
    ctg_error error;
    ctg_status status;

    status = ctg_policies_new(made->plan, &options, policies, &error);
    progress_erase();
    return status ? say_wrong(status, &error) : EXIT_DONE;
}

static exit_status write_winners(const args *given,
                                 const ctg_policies *policies,
                                 const ctg_stamp *stamp, streams *out)
{
    const char *const path = args_value(given, "winners");
    FILE *const file = path ? streams_open(out, path) : NULL;
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status;

    if (!path)
        return EXIT_DONE;
    if (!file)
        return EXIT_FAILED;
    status = say_error(ctg_adl_winners_report(policies, stamp, &report, &error),
                       &error);
    if (!status)
        status =
            say_error(ctg_report_write(report, "csv", file, &error), &error);
    ctg_report_free(report);
    return status;
}

static exit_status write_all(const args *given, const job *made,
                             const ctg_policies *policies, size_t top)
{
    const ctg_stamp stamp = page_stamp(given, &made->from, made->scenario);
    const ctg_page_options page = page_options(&made->on, top);
    ctg_report *report = NULL;
    streams out = {0};
    ctg_error error;
    exit_status status = say_error(
        ctg_adl_report(policies, &stamp, &page, &report, &error), &error);

    if (!status)
        status = write_winners(given, policies, &stamp, &out);
    if (!status)
        status = page_write_to(given, report, &out);
    ctg_report_free(report);
    if (!status)
        return streams_commit(&out);
    streams_abort(&out);
    return status;
}

/* Under every policy; the file's own is held to the limits. */
static exit_status judge(const limits *bounds, const job *made,
                         const ctg_policies *policies)
{
    const size_t count = ctg_policies_count(policies);
    size_t missed = 0;
    exit_status status = EXIT_DONE;
    exit_status passed;

    for (size_t k = 0; k < count; k++)
        missed += !ctg_run_summary(ctg_policies_run(policies, k))->converged;
    if (missed) {
        say("%zu of %zu policies did not converge within --rounds", missed,
            count);
        status = EXIT_UNCONVERGED;
    }
    passed = limits_judge_run(
        bounds, ctg_policies_run(policies, ctg_policies_own(policies)),
        made->from.graph);
    return passed ? passed : status;
}

static exit_status run(const args *given)
{
    job made = {0};
    limits bounds = {0};
    ctg_policies *policies = NULL;
    size_t top;
    exit_status status =
        limits_read(given, limit_summary_keys(), limit_node_keys, &bounds);

    if (!status && args_given(given, "cap")) {
        say("--cap caps claims at the creditor's equity; what a winner gives "
            "up: --rules 'RULE cap=0.3'");
        status = EXIT_USAGE;
    }
    if (!status && !args_count(given, "top", 0, TOP_MOST, TOP_STANDARD, &top))
        status = EXIT_USAGE;
    if (!status)
        status = job_open(given, given->operands[0], &made);
    if (!status)
        status = limits_find(&bounds, made.from.graph);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = run_policies(given, &made, &policies);
    if (!status)
        status = write_all(given, &made, policies, top);
    if (!status)
        status = judge(&bounds, &made, policies);
    ctg_policies_free(policies);
    limits_clear(&bounds);
    job_clear(&made);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "rules",
     .kind = OPTION_VALUE,
     .argument = "LIST",
     .meaning = "the policies: none, or a rule, perhaps with severity=, cap= "
                "and keep=, commas between them (none and every rule)"},
    {.name = "venue",
     .kind = OPTION_VALUE,
     .argument = "ID",
     .meaning = "change the layers of this venue alone"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "accounts to show in text and md, those that give most (10)"},
    {.name = "winners",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "what each leg gave up under each policy, as CSV"},
};

const command_row command_adl = {
    .name = "adl",
    .operands = "GRAPH",
    .summary = "one scenario under every rule of auto-deleveraging: who pays",
    .about = "Runs a scenario once for each policy, all else equal: no "
             "deleveraging, and every rule, with the file's own bounds or "
             "others. Shows what each takes from whom, how far it keeps the "
             "order of profits, and what it leaves to the venue.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_ANONYMISE | OPTIONS_LIMIT,
    .examples = {{"adl graphs/defi-25 --shock @eth=-35%",
                  "who pays for a crash under every rule"},
                 {"adl graphs/perps-300 --shock @contracts=-22% --rules "
                  "'random 2'",
                  "the file's policy beside a queue by lot"}},
    .run = run,
};

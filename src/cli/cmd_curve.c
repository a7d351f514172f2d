/* curve: loss against the size of a shock, and where it jumps. */
#include <contagraph/curve.h>

#include "cli/command.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/page.h"
#include "cli/parted.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/sized.h"

/* A curve and what is needed to show it. */
typedef struct drawn {
    input from;
    ctg_scenario *scenario;
    ctg_curve *curve;
    ctg_curve_page how;
    terminal on;
} drawn;

static exit_status make(drawn *shown, ctg_curve_options *options)
{
    progress seen = {.doing = "running"};
    ctg_error error;
    ctg_status status;

    options->progress = progress_step;
    options->progress_context = &seen;
    status = ctg_curve_new(shown->from.network, shown->scenario, options,
                           &shown->curve, &error);
    progress_erase();
    if (status)
        return say_wrong(status, &error);
    return EXIT_DONE;
}

static exit_status judge(const drawn *shown)
{
    size_t count;
    const ctg_curve_point *const points =
        ctg_curve_points(shown->curve, &count);
    size_t missed = 0;

    for (size_t k = 0; k < count; k++)
        missed += !points[k].converged;
    if (!missed)
        return EXIT_DONE;
    say("%zu of %zu sizes did not converge within --rounds", missed, count);
    return EXIT_UNCONVERGED;
}

/* Each the worst of all sizes; a cliff that was not found is none. */
static const limit_key limit_keys[] = {
    {"equity_lost", CTG_FIGURE_MONEY},  {"equity_lost_least", CTG_FIGURE_MONEY},
    {"failed", CTG_FIGURE_PLAIN},       {"unhealthy", CTG_FIGURE_PLAIN},
    {"outside_loss", CTG_FIGURE_MONEY}, {"cliff", CTG_FIGURE_SHARE},
    {NULL, CTG_FIGURE_PLAIN},
};

static double figure_of(const void *report, const char *key)
{
    return ctg_report_figure(report, key);
}

static exit_status judge_limits(const limits *bounds, const drawn *shown,
                                const ctg_report *report)
{
    const limit_values values = {
        .context = report,
        .whole = figure_of,
        .initial_equity = ctg_report_figure(report, "initial_equity"),
        .unit = ctg_graph_about(shown->from.graph)->unit};

    return limits_judge(bounds, &values);
}

static exit_status write_curve(const args *given, const drawn *shown,
                               const limits *bounds)
{
    const ctg_page_options page = page_options(&shown->on, 0);
    const ctg_stamp stamp = page_stamp(given, &shown->from, shown->scenario);
    const char *const no_least = ctg_curve_no_least(shown->curve);
    ctg_report *report = NULL;
    ctg_error error;
    exit_status passed;
    exit_status status =
        say_error(ctg_curve_report(shown->from.network, shown->curve, &stamp,
                                   &page, &shown->how, &report, &error),
                  &error);

    if (!status)
        status = page_write(given, report);
    if (!status) {
        /* A table has no place for the reason. */
        if (no_least && page_is(given, "csv"))
            say_note("no least solution: %s", no_least);
        status = judge(shown);
        passed = judge_limits(bounds, shown, report);
        if (passed)
            status = passed;
    }
    ctg_report_free(report);
    return status;
}

static exit_status run(const args *given)
{
    limits bounds = {0};
    ctg_curve_options options = ctg_curve_options_default();
    drawn shown = {0};
    size_t steps = 20;
    parted together = {0};
    exit_status status;

    options.cliff = args_given(given, "cliff");
    if (!args_count(given, "steps", 1, 100000, 20, &steps) ||
        !args_number(given, "from", 0, 1e9, 0, &options.from) ||
        !args_number(given, "to", 0, 1e9, 0.5, &options.to) ||
        (args_value(given, "cliff") &&
         !args_number(given, "cliff", 0, 1, options.jump, &options.jump)))
        return EXIT_USAGE;
    options.steps = steps;
    shown.how = (ctg_curve_page){options.cliff, options.jump};
    status = limits_read(given, limit_keys, NULL, &bounds);
    if (!status && limits_look_at(&bounds, "cliff") && !options.cliff) {
        say("--fail-if: 'cliff' needs --cliff");
        status = EXIT_USAGE;
    }
    if (!status)
        status = terminal_find(given, &shown.on);
    if (!status)
        status = scenario_make(given, &shown.scenario);
    if (!status)
        status = input_open(given, given->operands[0], &shown.from);
    if (!status)
        status = parted_open(given, &together);
    options.share = together.by;
    if (!status)
        status = parted_begin(&together, shown.from.hash);
    if (!status)
        status = make(&shown, &options);
    status = parted_close(&together, status);
    if (!status)
        status = sized_hide(given, &shown.from, shown.scenario);
    if (!status)
        status = write_curve(given, &shown, &bounds);
    limits_clear(&bounds);
    ctg_curve_free(shown.curve);
    ctg_scenario_free(shown.scenario);
    input_clear(&shown.from);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "from",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "the smallest size (0)"},
    {.name = "to",
     .kind = OPTION_VALUE,
     .argument = "Y",
     .meaning = "the largest size (50%)"},
    {.name = "steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "sizes after the first (20)"},
    {.name = "cliff",
     .kind = OPTION_MAYBE,
     .argument = "SHARE",
     .meaning = "find, by bisection, all sizes at which losses jump by at "
                "least SHARE of the initial equity (1%)"},
};

const command_row command_curve = {
    .name = "curve",
    .operands = "GRAPH",
    .summary = "loss against shock size, and the cliffs where it jumps",
    .about = "Runs a scenario at many sizes of a shock. An X stands for the "
             "size: --shock ETH=-X, --shock 'node A=-X'; other shocks stay as "
             "they are. Both the greatest and the least solution are run "
             "where the least is defined (no margin accounts, no single-hit, "
             "no sales that move prices).",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_LIMIT | OPTIONS_ANONYMISE,
    .examples = {{"curve graphs/compound-2023 --shock @others=-X --cliff",
                  "the stress curve of a lending protocol and its cliff"},
                 {"curve graphs/banks-145 --shock 82=-X --to 100% --format csv",
                  "how much of one bank's loss the others survive"}},
    .is_shared = true,
    .run = run,
};

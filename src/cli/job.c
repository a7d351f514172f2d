#include "cli/job.h"

#include <contagraph/text.h>

#include <string.h>

#include "cli/progress.h"
#include "cli/say.h"
#include "cli/scenario_given.h"

exit_status job_hide(const args *given, job *made)
{
    ctg_error error;
    ctg_status status;

    if (!args_given(given, "anonymise"))
        return EXIT_DONE;
    status = input_hide(&made->from, &error);

    if (!status)
        status = ctg_plan_rename_shocks(made->plan, made->scenario, &error);
    return say_error(status, &error);
}

static exit_status make_plan(job *made, bool from_file)
{
    ctg_error error;
    const ctg_status status =
        ctg_plan_new(made->from.network, made->scenario, &made->plan, &error);
    return from_file ? say_error(status, &error) : say_wrong(status, &error);
}

exit_status job_open(const args *given, const char *path, job *made)
{
    exit_status status = terminal_find(given, &made->on);

    if (!status)
        status = scenario_make(given, &made->scenario);
    if (!status)
        status = input_open(given, path, &made->from);
    if (!status)
        status = make_plan(made, args_given(given, "scenario"));
    return status;
}

exit_status job_open_with(const args *given, const char *path,
                          ctg_scenario *scenario, job *made)
{
    exit_status status = terminal_find(given, &made->on);

    made->scenario = scenario;
    if (!status)
        status = input_open(given, path, &made->from);
    if (!status)
        status = make_plan(made, true);
    return status;
}

/* Prints how far it is while it runs. */
static ctg_run_options options_of(progress *shown, job_ledger ledger)
{
    ctg_run_options options = ctg_run_options_default();

    options.ledger = ledger == LEDGER_WHOLE;
    options.folded = ledger == LEDGER_FOLDED || ledger == LEDGER_CHAINS;
    options.chains = ledger == LEDGER_CHAINS;
    options.adl = true;
    options.progress = progress_step;
    options.progress_context = shown;
    return options;
}

static exit_status run_plan(const ctg_plan *plan, job_ledger ledger,
                            ctg_run **run)
{
    progress shown = {.doing = "running"};
    const ctg_run_options options = options_of(&shown, ledger);
    ctg_error error;
    const ctg_status status = ctg_run_new(plan, &options, run, &error);

    progress_erase();
    return say_error(status, &error);
}

static exit_status count_plan(job *made, size_t top)
{
    progress shown = {.doing = "running"};
    const ctg_run_options options = options_of(&shown, LEDGER_NONE);
    ctg_error error;
    const ctg_status status = ctg_tally_new(made->plan, &options, top,
                                            &made->run, &made->tally, &error);

    progress_erase();
    return say_error(status, &error);
}

/* The same scenario from above, with nothing but its end state. */
static exit_status run_greatest(job *made)
{
    ctg_scenario *const scenario = ctg_scenario_copy(made->scenario);
    ctg_plan *plan = NULL;
    ctg_error error;
    ctg_status failed;
    exit_status status;

    failed = scenario
                 ? ctg_scenario_set(scenario, "from_below", "false", &error)
                 : CTG_NO_MEMORY;
    if (!failed)
        failed = ctg_plan_new(made->from.network, scenario, &plan, &error);
    status = say_error(failed, &error);
    if (!status)
        status = run_plan(plan, LEDGER_NONE, &made->greatest);
    ctg_scenario_free(scenario);
    made->greatest_plan = plan;
    return status;
}

/* The other solution, if there is one, and what all came to. */
static exit_status end_run(job *made)
{
    const exit_status status =
        job_is_untraced(made) ? run_greatest(made) : EXIT_DONE;
    const ctg_summary *const summary = ctg_run_summary(made->run);

    if (!status)
        say_more("%u round%s, %zu failed", (unsigned)summary->rounds,
                 say_plural(summary->rounds), summary->failed);
    return status;
}

exit_status job_run(job *made, job_ledger ledger)
{
    const exit_status status = run_plan(made->plan, ledger, &made->run);

    return status ? status : end_run(made);
}

exit_status job_run_counted(job *made, size_t top)
{
    const exit_status status = count_plan(made, top);

    return status ? status : end_run(made);
}

exit_status job_trace(job *made)
{
    ctg_error error;

    if (made->trace || job_is_untraced(made))
        return EXIT_DONE;
    return say_error(
        ctg_trace_new(ctg_run_ledger(made->run), &made->trace, &error), &error);
}

bool job_is_untraced(const job *made)
{
    return scenario_flag(made->scenario, "from_below");
}

static exit_status judge(const ctg_run *run, const char *which)
{
    const ctg_summary *const summary = ctg_run_summary(run);
    char change[32];
    char left[32];

    if (summary->converged)
        return EXIT_DONE;
    ctg_text_number(change, summary->last_change);
    ctg_text_number(left, summary->error_estimate);
    if (summary->error_estimate > 0)
        say("%snot converged after %u round%s: last change %s, about %s left",
            which, (unsigned)summary->rounds, say_plural(summary->rounds),
            change, left);
    else
        say("%snot converged after %u round%s: last change %s", which,
            (unsigned)summary->rounds, say_plural(summary->rounds), change);
    return EXIT_UNCONVERGED;
}

exit_status job_judge(const job *made)
{
    const exit_status status = judge(made->run, "");

    /* Files show the least solution: what the other did is only said. */
    if (made->greatest)
        judge(made->greatest, "greatest solution: ");
    return status;
}

void job_clear(job *made)
{
    ctg_trace_free(made->trace);
    ctg_tally_free(made->tally);
    ctg_run_free(made->run);
    ctg_run_free(made->greatest);
    ctg_plan_free(made->plan);
    ctg_plan_free(made->greatest_plan);
    ctg_scenario_free(made->scenario);
    input_clear(&made->from);
    *made = (job){0};
}

#include "cli/ensemble_given.h"

#include <stdio.h>
#include <string.h>

#include "cli/ensemble_job.h"
#include "cli/option.h"
#include "cli/page.h"
#include "cli/parted.h"
#include "cli/reconstruct_given.h"
#include "cli/say.h"
#include "cli/stream.h"

/* The seed of report's own draws, too. */
static bool is_of_rankings(const args *given, const char *name)
{
    return strcmp(name, "seed") == 0 && args_known(given, "rank-draws");
}

/* What says how networks are made is for those that are made here. */
static exit_status check_method(const args *given)
{
    option_set sets[OPTION_SETS_MOST];

    (void)option_sets(OPTIONS_RECONSTRUCT, sets);
    if (args_given(given, "reconstruct"))
        return EXIT_DONE;
    for (size_t i = 0; i < sets[0].count; i++)
        if (args_given(given, sets[0].rows[i].name) &&
            !is_of_rankings(given, sets[0].rows[i].name)) {
            say("--%s goes with --reconstruct METHOD", sets[0].rows[i].name);
            return EXIT_USAGE;
        }
    return EXIT_DONE;
}

exit_status ensemble_asked(const args *given, bool *asked)
{
    static const char *const of_many[] = {"band", "draw"};
    const bool source = ensemble_source_given(given);

    *asked = source && !args_given(given, "draw");
    for (size_t i = 0; !source && i < 2; i++)
        if (args_given(given, of_many[i])) {
            say("--%s goes with --ensemble or --reconstruct", of_many[i]);
            return EXIT_USAGE;
        }
    if (source && !*asked && args_given(given, "band")) {
        say("--band is of all networks, --draw takes one");
        return EXIT_USAGE;
    }
    if (source && args_given(given, "ensemble") &&
        args_given(given, "reconstruct")) {
        say("--ensemble or --reconstruct, not both");
        return EXIT_USAGE;
    }
    return check_method(given);
}

exit_status ensemble_one(const args *given)
{
    bool many;
    const exit_status status = ensemble_asked(given, &many);

    if (status || !many)
        return status;
    say("--%s gives many networks: --draw N takes one",
        args_given(given, "ensemble") ? "ensemble" : "reconstruct");
    return EXIT_USAGE;
}

static exit_status check(const args *given)
{
    static const char *const of_one[] = {"scenarios", "force", "fail-if"};

    for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++)
        if (args_known(given, of_one[i]) && args_given(given, of_one[i])) {
            say("--%s is for one network", of_one[i]);
            return EXIT_USAGE;
        }
    return EXIT_DONE;
}

static exit_status open_parted(const args *given, ensemble_job *made,
                               parted *part)
{
    exit_status status = parted_open(given, part);

    if (!status)
        status = ensemble_job_open(given, made);
    made->options.share = part->by;
    return status ? status : parted_begin(part, made->from.hash);
}

exit_status ensemble_rank(const args *given, const char *measures, size_t top,
                          size_t shown)
{
    ensemble_job o = {0};
    parted part = {0};
    ctg_ranges *ranges = NULL;
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = check(given);

    if (!status)
        status = open_parted(given, &o, &part);
    if (top)
        o.options.top = top;
    if (!status) {
        const ctg_status failed =
            ctg_ranges_new(o.source.ensemble, o.scenario, measures, &o.options,
                           &ranges, &error);

        progress_erase();
        status = failed == CTG_NO_SOLUTION ? say_error(failed, &error)
                                           : say_wrong(failed, &error);
    }
    if (!status && !part.is_part) {
        const ctg_page_options page = page_options(&o.on, shown);
        const ctg_stamp stamp = ensemble_job_stamp(given, &o);
        const ctg_ranges_outcome of = {
            .ranges = ranges,
            .graph = ensemble_job_graph(&o),
            .method = args_value(given, "reconstruct"),
            .options = o.options,
            .difference = ctg_ensemble_difference(o.source.ensemble),
            .total = ctg_ensemble_total(o.source.ensemble)};

        status = say_error(
            ctg_ranges_report(&of, &stamp, &page, &report, &error), &error);
        if (!status)
            status = page_write(given, report);
        ctg_report_free(report);
    }
    status = parted_close(&part, status);
    ctg_ranges_free(ranges);
    ensemble_job_clear(&o);
    return status;
}

exit_status ensemble_run(const args *given, size_t shown)
{
    ensemble_job o = {0};
    parted part = {0};
    ctg_spread *spread = NULL;
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = check(given);

    if (!status)
        status = open_parted(given, &o, &part);
    if (!status) {
        status = say_wrong(ctg_spread_new(o.source.ensemble, o.scenario,
                                          &o.options, &spread, &error),
                           &error);
        progress_erase();
    }
    if (!status && !part.is_part) {
        const ctg_page_options page = page_options(&o.on, shown);
        const ctg_stamp stamp = ensemble_job_stamp(given, &o);
        const ctg_spread_outcome of = {
            .spread = spread,
            .graph = ensemble_job_graph(&o),
            .method = args_value(given, "reconstruct"),
            .options = o.options,
            .difference = ctg_ensemble_difference(o.source.ensemble)};

        status = say_error(
            ctg_spread_report(&of, &stamp, &page, &report, &error), &error);
        if (!status)
            status = page_write(given, report);
        ctg_report_free(report);
        if (!status && ctg_spread_rhat(spread) > RHAT_MOST)
            say_warning("the chains do not agree yet on equity_lost: R-hat "
                        "%.2f, %.0f effective draws; more --thin and --burn "
                        "help",
                        ctg_spread_rhat(spread), ctg_spread_effective(spread));
        if (!status && ctg_spread_unconverged(spread)) {
            say("%zu of %zu runs did not converge within --rounds",
                ctg_spread_unconverged(spread), ctg_spread_draws(spread));
            status = EXIT_UNCONVERGED;
        }
    }
    status = parted_close(&part, status);
    ctg_spread_free(spread);
    ensemble_job_clear(&o);
    return status;
}

static ctg_status write_draws(ctg_reconstruction *made, ctg_report *report,
                              ctg_error *error)
{
    ctg_status status = CTG_OK;

    while (!status) {
        ctg_drawn drawn;

        status = ctg_reconstruction_next(made, &drawn, error);
        if (status || !drawn.claims)
            break;
        status = ctg_ensemble_report_add(report, &drawn, error);
    }
    return status;
}

exit_status ensemble_write(ctg_reconstruction *made, const ctg_stamp *stamp,
                           const char *path)
{
    streams out = {0};
    ctg_report *report = NULL;
    ctg_error error;
    ctg_status failed;
    FILE *const file = streams_open(&out, path);
    exit_status status;

    if (!file)
        return EXIT_FAILED;
    failed = ctg_ensemble_report(made, stamp, &report, &error);
    if (!failed)
        failed = ctg_report_start(report, "json", file, &error);
    if (!failed)
        failed = write_draws(made, report, &error);
    if (!failed)
        failed = ctg_report_end(report, &error);
    ctg_report_free(report);
    status = say_error(failed, &error);
    if (!status)
        return streams_commit(&out);
    streams_abort(&out);
    return status;
}

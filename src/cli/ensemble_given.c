#include "cli/ensemble_given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/input.h"
#include "cli/inputs.h"
#include "cli/option.h"
#include "cli/page.h"
#include "cli/reconstruct_given.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/stream.h"

/* What is open on the way. */
typedef struct opened {
    const args *given;
    terminal on;
    input from;
    progress shown;
    ctg_scenario *scenario;
    ctg_totals *totals;
    ctg_reconstruction *made;
    ctg_ensemble *ensemble;
    ctg_ranges_options options;
} opened;

/* What says how networks are made is for those that are made here. */
static exit_status check_method(const args *given)
{
    option_set sets[OPTION_SETS_MOST];

    (void)option_sets(OPTIONS_RECONSTRUCT, sets);
    if (args_given(given, "reconstruct"))
        return EXIT_DONE;
    for (size_t i = 0; i < sets[0].count; i++)
        if (args_given(given, sets[0].rows[i].name)) {
            say("--%s goes with --reconstruct METHOD", sets[0].rows[i].name);
            return EXIT_USAGE;
        }
    return EXIT_DONE;
}

exit_status ensemble_asked(const args *given, bool *asked)
{
    *asked = args_given(given, "ensemble") || args_given(given, "reconstruct");
    if (*asked || !args_given(given, "band"))
        return check_method(given);
    say("--band goes with --ensemble or --reconstruct");
    return EXIT_USAGE;
}

static bool take_share(const char *text, char **end, double *share)
{
    *share = strtod(text, end);
    if (*end == text)
        return false;
    if (**end == '%') {
        *share /= 100;
        ++*end;
    }
    return *share >= 0 && *share <= 1;
}

static bool take_band(const args *given, ctg_band *band)
{
    const char *const text = args_value(given, "band");
    char *end;

    if (!text)
        return true;
    if (take_share(text, &end, &band->low) && *end == ',' &&
        take_share(end + 1, &end, &band->mid) && *end == ',' &&
        take_share(end + 1, &end, &band->high) && !*end &&
        band->low <= band->mid && band->mid <= band->high)
        return true;
    say("--band: '%.60s' is no LOW,MID,HIGH as 5%%,50%%,95%%", text);
    return false;
}

static exit_status open_file(opened *o, const char *path)
{
    ctg_error error;

    inputs_note(path);
    return say_error(
        ctg_ensemble_open(path, o->from.graph, &o->ensemble, &error), &error);
}

static exit_status open_method(opened *o, const char *method)
{
    ctg_reconstruct_options options;
    ctg_error error;
    exit_status status;

    if (!reconstruct_take(o->given, &options))
        return EXIT_USAGE;
    options.progress = progress_step;
    options.progress_context = &o->shown;
    status = reconstruct_totals(o->given, o->from.graph, &o->shown, &o->totals);
    if (!status)
        status = say_wrong(ctg_reconstruction_new(o->totals, method, &options,
                                                  &o->made, &error),
                           &error);
    if (!status)
        status = say_error(
            ctg_ensemble_draw(o->made, o->from.graph, &o->ensemble, &error),
            &error);
    return status;
}

static exit_status check(const args *given)
{
    static const char *const of_one[] = {"scenarios", "force"};

    for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++)
        if (args_known(given, of_one[i]) && args_given(given, of_one[i])) {
            say("--%s is for one network", of_one[i]);
            return EXIT_USAGE;
        }
    if (args_given(given, "ensemble") && args_given(given, "reconstruct")) {
        say("--ensemble or --reconstruct, not both");
        return EXIT_USAGE;
    }
    if (args_given(given, "anonymise") || args_given(given, "fail-if")) {
        say("--anonymise and --fail-if are for one network");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static exit_status open_all(const args *given, opened *o)
{
    const char *const path = args_value(given, "ensemble");
    ctg_error error;
    exit_status status = check(given);

    o->given = given;
    o->shown = (progress){.doing = "drawing"};
    o->options = ctg_ranges_options_default();
    if (!status)
        status = terminal_find(given, &o->on);
    if (!status && !take_band(given, &o->options.band))
        status = EXIT_USAGE;
    if (!status)
        status = scenario_make(given, &o->scenario);
    if (status)
        return status;
    o->options.progress = progress_step;
    o->options.progress_context = &o->shown;
    status = input_read(given, given->operands[0], &o->from, &error);
    if (o->from.problems)
        say_warnings_short(o->from.problems, given->operands[0], false);
    if (status) {
        if (status != EXIT_INTERRUPTED)
            input_say_refused(given, given->operands[0], &o->from, status,
                              &error);
        return status;
    }
    return path ? open_file(o, path)
                : open_method(o, args_value(given, "reconstruct"));
}

static void close_all(opened *o)
{
    ctg_ensemble_free(o->ensemble);
    ctg_reconstruction_free(o->made);
    ctg_totals_free(o->totals);
    ctg_scenario_free(o->scenario);
    input_clear(&o->from);
}

exit_status ensemble_rank(const args *given, const char *measures, size_t top,
                          size_t shown)
{
    opened o = {0};
    ctg_ranges *ranges = NULL;
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = open_all(given, &o);

    if (top)
        o.options.top = top;
    if (!status) {
        const ctg_status failed = ctg_ranges_new(
            o.ensemble, o.scenario, measures, &o.options, &ranges, &error);

        progress_erase();
        status = failed == CTG_NO_SOLUTION ? say_error(failed, &error)
                                           : say_wrong(failed, &error);
    }
    if (!status) {
        const ctg_page_options page = page_options(&o.on, shown);
        const ctg_stamp stamp = page_stamp(given, &o.from, o.scenario);
        const ctg_ranges_outcome of = {
            .ranges = ranges,
            .graph = ctg_ensemble_graph(o.ensemble),
            .method = args_value(given, "reconstruct"),
            .options = o.options,
            .difference = ctg_ensemble_difference(o.ensemble),
            .total = ctg_ensemble_total(o.ensemble)};

        status = say_error(
            ctg_ranges_report(&of, &stamp, &page, &report, &error), &error);
        if (!status)
            status = page_write(given, report);
        ctg_report_free(report);
    }
    ctg_ranges_free(ranges);
    close_all(&o);
    return status;
}

exit_status ensemble_run(const args *given, size_t shown)
{
    opened o = {0};
    ctg_spread *spread = NULL;
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = open_all(given, &o);

    if (!status) {
        status = say_wrong(
            ctg_spread_new(o.ensemble, o.scenario, &o.options, &spread, &error),
            &error);
        progress_erase();
    }
    if (!status) {
        const ctg_page_options page = page_options(&o.on, shown);
        const ctg_stamp stamp = page_stamp(given, &o.from, o.scenario);
        const ctg_spread_outcome of = {
            .spread = spread,
            .graph = ctg_ensemble_graph(o.ensemble),
            .method = args_value(given, "reconstruct"),
            .options = o.options,
            .difference = ctg_ensemble_difference(o.ensemble)};

        status = say_error(
            ctg_spread_report(&of, &stamp, &page, &report, &error), &error);
        if (!status)
            status = page_write(given, report);
        ctg_report_free(report);
        if (!status && ctg_spread_unconverged(spread)) {
            say("%zu of %zu runs did not converge within --rounds",
                ctg_spread_unconverged(spread), ctg_spread_draws(spread));
            status = EXIT_UNCONVERGED;
        }
    }
    ctg_spread_free(spread);
    close_all(&o);
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

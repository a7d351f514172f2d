/* reconstruct: networks from totals. */
#include <contagraph/read.h>
#include <contagraph/reconstruct.h>
#include <contagraph/report.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/ensemble_given.h"
#include "cli/graph_out.h"
#include "cli/heap.h"
#include "cli/input.h"
#include "cli/inputs.h"
#include "cli/loss_bound.h"
#include "cli/option.h"
#include "cli/page.h"
#include "cli/reconstruct_given.h"
#include "cli/reconstruct_runs.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/wrap.h"

enum { TOP_USUAL = 8, TOP_MOST = 1000000000 };

typedef struct work {
    const args *given;
    terminal on;
    input from;
    progress shown;
    ctg_reconstruct_options options;
    size_t top;
    ctg_totals *totals;
    ctg_reconstruction *made;
    ctg_draws *draws;
    ctg_bounds *bounds;
    input known; /* the network of --against */
    ctg_scenario *scenario;
    ctg_distances *distances;
    ctg_spread *spread;
    ctg_ranges *ranges;
    ctg_reconstruct_outcome outcome;
} work;

static bool is_bounds(const work *w)
{
    return strcmp(w->outcome.method, "bounds") == 0;
}

/* --format jsonl, or -o FILE.jsonl. */
static bool writes_lines(const work *w)
{
    const char *const path = args_value(w->given, "output");
    const size_t length = path ? strlen(path) : 0;

    return page_is(w->given, "jsonl") ||
           (!args_given(w->given, "format") && length > 6 &&
            strcmp(path + length - 6, ".jsonl") == 0);
}

/* -o without --format is where the network goes, not the page. */
static bool writes_network(const work *w)
{
    return args_given(w->given, "output") && !args_given(w->given, "format") &&
           !is_bounds(w);
}

/* Whether some key of a scenario, or a shock, is on the command line. */
static const char *scenario_option(const args *given)
{
    option_set sets[OPTION_SETS_MOST];

    (void)option_sets(OPTIONS_SCENARIO, sets);
    for (size_t i = 0; i < sets[0].count; i++)
        if (args_given(given, sets[0].rows[i].name))
            return sets[0].rows[i].name;
    return NULL;
}

/* Whether a scenario is run on the networks themselves. */
static bool tells_runs(const work *w)
{
    return reconstruct_draws(w->outcome.method) && !writes_lines(w) &&
           !page_is(w->given, "csv");
}

/* What --against runs; the recovery of bounds is no scenario of it. */
static exit_status take_scenario(work *w)
{
    const char *const option = scenario_option(w->given);

    if (args_given(w->given, "against") && (is_bounds(w) || writes_lines(w))) {
        say("--against is told on a page about networks: not of bounds, not as "
            "jsonl");
        return EXIT_USAGE;
    }
    if (option && !args_given(w->given, "against") && !tells_runs(w) &&
        !(is_bounds(w) && strcmp(option, "recovery") == 0)) {
        say("--%s goes with --against GRAPH2, or a page of gibbs or fitness",
            option);
        return EXIT_USAGE;
    }
    return args_given(w->given, "against") || (option && tells_runs(w))
               ? scenario_make(w->given, &w->scenario)
               : EXIT_DONE;
}

static exit_status take(work *w)
{
    const args *const given = w->given;
    const char *const method = given->operands[0];

    w->outcome.method = method;
    if (!reconstruct_known(method))
        return EXIT_USAGE;
    if (terminal_find(given, &w->on) || !reconstruct_take(given, &w->options) ||
        !args_count(given, "top", 0, TOP_MOST, TOP_USUAL, &w->top) ||
        !args_number(given, "keep", 0, 1, w->options.keep, &w->options.keep))
        return EXIT_USAGE;
    if (!reconstruct_fits(given, method))
        return EXIT_USAGE;
    if (args_given(given, "keep") && strcmp(method, "ras") != 0) {
        say("--keep is for ras, not for %s", method);
        return EXIT_USAGE;
    }
    if (writes_lines(w) && is_bounds(w)) {
        say("bounds are no networks: text, json, csv or md");
        return EXIT_USAGE;
    }
    if (writes_lines(w) && args_given(given, "anonymise")) {
        say("an ensemble has the ids of its graph: leave out --anonymise");
        return EXIT_USAGE;
    }
    if (args_given(given, "node") != args_given(given, "failed")) {
        say("--node and --failed go together");
        return EXIT_USAGE;
    }
    if (args_given(given, "node") && !is_bounds(w)) {
        say("--node and --failed are for bounds");
        return EXIT_USAGE;
    }
    w->options.progress = progress_step;
    w->options.progress_context = &w->shown;
    return take_scenario(w);
}

/* The page alone needs no list of n^2 entries. */
static bool needs_list(const work *w)
{
    return page_is(w->given, "json") || page_is(w->given, "csv") ||
           writes_lines(w) || writes_network(w) ||
           args_given(w->given, "against") || args_given(w->given, "keep");
}

static exit_status make_networks(work *w)
{
    ctg_error error;
    exit_status status;

    w->options.unlisted =
        strcmp(w->outcome.method, "ras") == 0 && !needs_list(w);
    status = say_wrong(ctg_reconstruction_new(w->totals, w->outcome.method,
                                              &w->options, &w->made, &error),
                       &error);
    if (!status && writes_lines(w)) {
        const ctg_stamp stamp = page_stamp(w->given, &w->from, NULL);

        status =
            ensemble_write(w->made, &stamp, args_value(w->given, "output"));
        w->outcome.facts = ctg_reconstruction_facts(w->made);
        return status;
    }
    if (!status)
        status = say_error(ctg_draws_new(w->made, &w->draws, &error), &error);
    if (status)
        return status;
    w->outcome.facts = ctg_reconstruction_facts(w->made);
    w->outcome.draws = ctg_draws_all(w->draws, &w->outcome.draw_count);
    w->outcome.says = ctg_reconstruction_says(w->made);
    if (w->outcome.facts.rhat > RHAT_MOST)
        say_warning("the chains do not agree yet: R-hat %.2f, %.0f effective "
                    "draws; more --thin and --burn help",
                    w->outcome.facts.rhat, w->outcome.facts.effective);
    return EXIT_DONE;
}

/* The same networks once more, each beside the one that is known. */
static exit_status hold_against(work *w)
{
    ctg_ranges_options options = ctg_ranges_options_default();
    ctg_ensemble *ensemble = NULL;
    ctg_error error;
    exit_status status =
        input_open(w->given, args_value(w->given, "against"), &w->known);

    if (status)
        return status;
    options.progress = progress_step;
    options.progress_context = &w->shown;
    status = say_error(ctg_reconstruction_rewind(w->made, &error), &error);
    if (!status)
        status = say_error(
            ctg_ensemble_draw(w->made, w->from.graph, &ensemble, &error),
            &error);
    if (!status)
        status =
            say_wrong(ctg_distances_new(ensemble, w->known.graph, w->scenario,
                                        &options, &w->distances, &error),
                      &error);
    ctg_ensemble_free(ensemble);
    w->outcome.distances = w->distances;
    return status;
}

static exit_status make_bounds(work *w)
{
    ctg_error error;

    if (args_given(w->given, "node"))
        return loss_bound(w->given, w->from.graph, w->totals, &w->outcome);
    return say_error(ctg_bounds_new(w->totals, &w->options, &w->bounds, &error),
                     &error);
}

/* Beside its page, all of it or nothing. */
static exit_status write_graph(work *w, const char *path, const held_page *page,
                               streams *out)
{
    ctg_write_options options = ctg_write_options_default();
    ctg_graph *graph = NULL;
    ctg_error error;
    exit_status status = inputs_spare(path) ? EXIT_DONE : EXIT_FAILED;

    options.progress = progress_step;
    options.progress_context = &w->shown;
    if (!status)
        status = say_error(
            ctg_totals_graph(w->totals, &w->outcome.draws[0], &graph, &error),
            &error);
    if (status)
        streams_abort(out);
    else
        status = graph_out_with(graph, path, options, page, out);
    ctg_graph_free(graph);
    return status;
}

static exit_status report_of(work *w, ctg_report **report)
{
    const ctg_page_options page = page_options(&w->on, w->top);
    const ctg_stamp stamp = page_stamp(w->given, &w->from, w->scenario);
    ctg_error error;

    w->outcome.totals = w->totals;
    w->outcome.bounds = w->bounds;
    return say_error(
        ctg_reconstruct_report(&w->outcome, &stamp, &page, report, &error),
        &error);
}

static exit_status write_page(work *w)
{
    ctg_report *report = NULL;
    exit_status status = report_of(w, &report);

    if (!status)
        status = page_write(w->given, report);
    ctg_report_free(report);
    return status;
}

static exit_status write_both(work *w)
{
    ctg_report *report = NULL;
    held_page held = {0};
    streams out = {0};
    exit_status status = EXIT_USAGE;

    if (w->outcome.draw_count != 1) {
        say("%zu networks are no graph: -o FILE.jsonl, or --draws 1",
            w->outcome.draw_count);
        return status;
    }
    status = report_of(w, &report);
    if (!status)
        status = page_hold(w->given, report, &out, &held);
    if (status)
        streams_abort(&out);
    else
        status = write_graph(w, args_value(w->given, "output"), &held, &out);
    page_hold_clear(&held);
    ctg_report_free(report);
    return status;
}

static exit_status make(work *w)
{
    exit_status status =
        reconstruct_totals(w->given, w->from.graph, &w->shown, &w->totals);

    if (status) {
        /* Documents say it, too. */
        if (w->totals && page_is(w->given, "json"))
            write_page(w);
        return status;
    }
    status = is_bounds(w) ? make_bounds(w) : make_networks(w);
    if (!status && args_given(w->given, "against"))
        status = hold_against(w);
    else if (!status && w->scenario)
        status =
            reconstruct_runs(w->made, w->from.graph, w->scenario, &w->shown,
                             &w->spread, &w->ranges, &w->outcome);
    progress_erase();
    if (!status && w->made && writes_lines(w))
        return status;
    if (!status && args_given(w->given, "anonymise")) {
        ctg_error error;

        status = say_error(input_hide(&w->from, &error), &error);
    }
    if (!status)
        status = writes_network(w) ? write_both(w) : write_page(w);
    if (!status && w->made && !w->outcome.facts.converged) {
        say("ras did not come within --error after %zu iterations: %.3g of the "
            "total is left",
            w->outcome.facts.iterations, w->outcome.facts.error);
        status = EXIT_UNCONVERGED;
    }
    return status;
}

static exit_status run(const args *given)
{
    work w = {.given = given, .shown = {.doing = "reconstructing"}};
    ctg_error error;
    exit_status status = take(&w);

    if (!status) {
        status = input_read(given, given->operands[1], &w.from, &error);
        if (w.from.problems)
            say_warnings_short(w.from.problems, given->operands[1],
                               args_given(given, "anonymise"));
        if (status && status != EXIT_INTERRUPTED)
            input_say_refused(given, given->operands[1], &w.from, status,
                              &error);
    }
    if (!status)
        status = make(&w);
    ctg_distances_free(w.distances);
    ctg_spread_free(w.spread);
    ctg_ranges_free(w.ranges);
    ctg_scenario_free(w.scenario);
    input_clear(&w.known);
    ctg_draws_free(w.draws);
    ctg_bounds_free(w.bounds);
    ctg_reconstruction_free(w.made);
    ctg_totals_free(w.totals);
    input_clear(&w.from);
    return status;
}

static void print_methods(FILE *file)
{
    const ctg_variant *method;

    fputs("Methods:\n", file);
    for (size_t i = 0; (method = ctg_reconstruct_method_at(i)); i++)
        wrap_term(file, method->name, method->summary);
    wrap_term(file, "bounds",
              "the least and the most that every pair can be, exactly");
}

static const option_row own[] = {
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "of the result (text); csv is one flat table, jsonl an "
                "ensemble, a draw a line",
     .values = option_formats_of_draws},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "the largest exposures to show in text and md (8; 0: none)"},
    {.name = "keep",
     .kind = OPTION_VALUE,
     .argument = "N%",
     .meaning = "ras: only the largest exposures, until they have so much of "
                "the total; the rest is counted"},
    {.name = "node",
     .kind = OPTION_VALUE,
     .argument = "ID",
     .meaning = "bounds: what this node can lose at once"},
    {.name = "failed",
     .kind = OPTION_VALUE,
     .argument = "ID,...",
     .meaning = "bounds: if these fail"},
    {.name = "against",
     .kind = OPTION_VALUE,
     .argument = "GRAPH2",
     .meaning =
         "how far the networks are from this one, which is known: links, "
         "amounts, and what a scenario does to both"},
};

const command_row command_reconstruct = {
    .name = "reconstruct",
    .operands = "METHOD GRAPH",
    .summary = "networks of exposures from totals, and what is certain",
    .about =
        "Makes networks that have every node's total claims and debts, where "
        "who lends to whom is not known. One such network is not data: each "
        "method says what it assumes, and many are the usual answer. Totals "
        "that no network has are refused with a proof. With -o and without "
        "--format the network is written as a graph, and the page to standard "
        "output. A scenario is what gibbs and fitness run on all of them, and "
        "--against on both; its recovery is that of bounds, too.",
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_RECONSTRUCT | OPTIONS_EDIT |
            OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE,
    .more = print_methods,
    .examples =
        {{"reconstruct ras graphs/argentina-2018 --forget --scale debts",
          "the maximum entropy network of the totals"},
         {"reconstruct bounds graphs/argentina-2018 --forget --scale debts",
          "what is certain of every pair"}},
    .run = run,
};

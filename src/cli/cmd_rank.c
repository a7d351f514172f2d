/* rank: how important every node is. */
#include <contagraph/rank.h>
#include <contagraph/run.h>
#include <contagraph/scenarios.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/ensemble_given.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/job.h"
#include "cli/page.h"
#include "cli/parted.h"
#include "cli/progress.h"
#include "cli/ranked_limit.h"
#include "cli/say.h"
#include "cli/wrap.h"

/* Measures by coalitions that take longer have to be forced. */
enum { SECONDS_MOST = 600 };

enum { TOP_MOST = 1000000000, TOP_USUAL = 20 };

static const char standard_measures[] = "impact,vulnerability";

/* The scenarios of --scenarios. */
typedef struct plans {
    ctg_plan **items;
    size_t count;
} plans;

static void plans_clear(plans *read)
{
    for (size_t i = 0; i < read->count; i++)
        ctg_plan_free(read->items[i]);
    free(read->items);
    *read = (plans){0};
}

/* A row becomes a plan at once, so that what is wrong has its line. */
static exit_status add_plan(plans *read, const job *made, const char *path,
                            const ctg_scenario_row *row)
{
    ctg_error error;
    ctg_plan *plan;

    if (*row->edits) {
        say("%s:%zu: a ranking is of one graph: edits are for sweep", path,
            row->line);
        return EXIT_FAILED;
    }
    if (ctg_plan_new(made->from.network, row->scenario, &plan, &error)) {
        say_quoting("%s:%zu: %s", path, row->line, error.message);
        return EXIT_FAILED;
    }
    /* Room doubles at powers of two. */
    if ((read->count & (read->count - 1)) == 0)
        read->items =
            heap_grow(read->items, (read->count ? 2 * read->count : 1) *
                                       sizeof *read->items);
    read->items[read->count++] = plan;
    return EXIT_DONE;
}

static exit_status plans_read(plans *read, const job *made, const char *path)
{
    progress shown = {.doing = "reading"};
    ctg_scenarios *from = NULL;
    ctg_error error;
    exit_status status;

    inputs_note(path);
    status = say_error(ctg_scenarios_open(path, made->scenario, progress_step,
                                          &shown, &from, &error),
                       &error);

    while (!status) {
        ctg_scenario_row row;

        status = say_error(ctg_scenarios_next(from, &row, &error), &error);
        if (status || !row.scenario)
            break;
        status = add_plan(read, made, path, &row);
        ctg_scenario_free(row.scenario);
    }
    if (!status && !read->count) {
        say("%s: has no scenarios", path);
        status = EXIT_FAILED;
    }
    ctg_scenarios_free(from);
    return status;
}

static exit_status check_inputs(const args *given)
{
    const char *const path = args_value(given, "scenarios");
    const char *const base = args_value(given, "scenario");

    if (!path || strcmp(path, "-") != 0)
        return EXIT_DONE;
    if (strcmp(given->operands[0], "-") == 0) {
        say("only one of GRAPH and --scenarios can be standard input");
        return EXIT_USAGE;
    }
    if (base && strcmp(base, "-") == 0) {
        say("only one of --scenario and --scenarios can be standard input");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static exit_status rank(const job *made, const char *measures, size_t top,
                        bool forced, const plans *read, const parted *part,
                        ctg_ranking **ranking, double *baseline)
{
    progress shown = {.doing = "ranking"};
    const ctg_ranking_options options = {
        .progress = progress_step,
        .progress_context = &shown,
        .top = top,
        .seconds_most = forced ? 0 : SECONDS_MOST,
        .scenarios = (const ctg_plan *const *)read->items,
        .scenario_count = read->count,
        .share = part->by};
    ctg_error error;
    ctg_status status =
        ctg_ranking_new(made->plan, measures, &options, ranking, &error);

    /* Measures of the graph alone print no loss. */
    if (!status && !part->is_part && ctg_ranking_saturation(*ranking)->cascades)
        status = ctg_plan_baseline(made->plan, progress_step, &shown, baseline,
                                   &error);
    progress_erase();
    return status == CTG_NO_SOLUTION ? say_error(status, &error)
                                     : say_wrong(status, &error);
}

/* A table has no place for the reason. */
static void say_undefined(const ctg_ranking *ranking)
{
    const ctg_scores *scores;

    for (size_t i = 0; (scores = ctg_ranking_scores(ranking, i)); i++)
        if (!scores->defined)
            say_warning("%s: %s", scores->label, scores->remark);
}

static exit_status write_page(const args *given, const job *made,
                              const ctg_ranking *ranking,
                              const ctg_rank_page *how, size_t shown)
{
    const ctg_page_options page = page_options(&made->on, shown);
    const ctg_stamp stamp = page_stamp(given, &made->from, made->scenario);
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = say_error(
        ctg_rank_report(ranking, &stamp, &page, how, &report, &error), &error);

    if (!status && (page_is(given, "csv") || page_is(given, "md")))
        say_undefined(ranking);
    if (!status)
        status = page_write(given, report);
    ctg_report_free(report);
    return status;
}

static exit_status judge(const ctg_ranking *ranking)
{
    const ctg_saturation *const found = ctg_ranking_saturation(ranking);

    if (!found->unconverged)
        return EXIT_DONE;
    say("%zu of %zu cascades did not converge within --rounds",
        found->unconverged, found->cascades);
    return EXIT_UNCONVERGED;
}

static exit_status run(const args *given)
{
    const char *const measures =
        args_given(given, "by") ? args_value(given, "by") : standard_measures;
    const char *const path = args_value(given, "scenarios");
    plans read = {0};
    parted part = {0};
    job made = {.from = {.unhashed = input_is_unhashed(given)}};
    ctg_rank_page how = ctg_rank_page_default();
    size_t shown;
    ctg_ranking *ranking = NULL;
    ranked_limits bounds = {0};
    exit_status passed;
    exit_status status = EXIT_DONE;
    bool many;

    if (!args_count(given, "top", 0, TOP_MOST, 0, &how.top))
        return EXIT_USAGE;
    shown = args_given(given, "top") ? how.top : TOP_USUAL;
    status = ensemble_asked(given, &many);
    if (status)
        return status;
    status = parted_open(given, &part);
    if (status)
        return status;
    if (many)
        return ensemble_rank(given, measures, how.top, TOP_USUAL);
    status = check_inputs(given);
    if (!status)
        status = ranked_limits_read(given, measures, &bounds);
    if (!status)
        status = job_open(given, given->operands[0], &made);
    if (!status)
        status = limits_find(&bounds.bounds, made.from.graph);
    if (!status && path)
        status = plans_read(&read, &made, path);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = parted_begin(&part, made.from.hash);
    if (!status)
        status = rank(&made, measures, how.top, args_given(given, "force"),
                      &read, &part, &ranking, &how.baseline);
    if (!status && !part.is_part)
        status = write_page(given, &made, ranking, &how, shown);
    if (!status && !part.is_part) {
        passed = ranked_limits_judge(&bounds, ranking);
        status = judge(ranking);
        if (passed)
            status = passed;
    }
    status = parted_close(&part, status);
    ranked_limits_clear(&bounds);
    ctg_ranking_free(ranking);
    plans_clear(&read);
    job_clear(&made);
    return status;
}

static void print_measures(FILE *file)
{
    const ctg_variant *measure;

    fputs("Measures:\n", file);
    for (size_t i = 0; (measure = ctg_measure_at(i)); i++)
        wrap_term(file, measure->name, measure->summary);
}

static const option_row own[] = {
    OPTION_FORMAT,
    OPTION_PART,
    OPTION_RESUME_PART,
    {.name = "by",
     .kind = OPTION_VALUE,
     .argument = "M,M:PARAM=X,...",
     .meaning = "measures, the first defined gives the order "
                "(impact,vulnerability); parameters: see `contagraph list "
                "measures NAME`"},
    {.name = "scenarios",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "what contagion-index averages over: rows as for sweep, or - "
                "(the scenario given alone)"},
    {.name = "force",
     .kind = OPTION_ALONE,
     .meaning = "shapley and key-set, however long they take (they are left "
                "out where that is more than 10 minutes)"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "K",
     .meaning =
         "only the K best by the first measure, best first (text and md: "
         "20, 0 for none; csv and json: all, in input order)"},
};

const command_row command_rank = {
    .name = "rank",
    .operands = "GRAPH",
    .summary = "systemic importance of every node, by several measures",
    .about =
        "Ranks the nodes. Measures by cascades let every node fail, one "
        "at a time, in the scenario given (none: no other shock); others "
        "look at the graph. A measure that is undefined says why. With more "
        "than one, Kendall's tau-b tells how far their orders agree.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_ENSEMBLE | OPTIONS_RECONSTRUCT |
            OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE |
            OPTIONS_LIMIT,
    .more = print_measures,
    .examples = {{"rank graphs/banks-145 --valuation threshold --by "
                  "defaults,impact",
                  "whose failure brings down most others"},
                 {"rank graphs/textbook-dr1 --by debtrank,katz:alpha=0.2 "
                  "--format csv",
                  "two measures of every node as a table"}},
    .is_parted = true,
    .run = run,
};

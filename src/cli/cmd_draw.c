/* draw: pictures of a graph and of what a scenario does to it. */
#include <contagraph/rank.h>
#include <contagraph/text.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/draw_given.h"
#include "cli/draw_ranges.h"
#include "cli/ensemble_given.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/job.h"
#include "cli/patience.h"
#include "cli/picture.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/wrap.h"

enum {
    VIEWS_MOST = 31,
    DPI_MOST = 1200,
    PATHS_MOST = 9,
    STEPS_MOST = 1000,
    TOP_MOST = 200
};

static const ctg_view *find_view(const char *name)
{
    const ctg_view *view;

    for (size_t i = 0; (view = ctg_view_at(i)); i++)
        if (strcmp(view->name, name) == 0)
            return view;
    return NULL;
}

static const char *view_name(size_t index)
{
    const ctg_view *const view = ctg_view_at(index);

    return view ? view->name : NULL;
}

static exit_status unknown_view(const char *name)
{
    const char *names[VIEWS_MOST + 1] = {NULL};
    char *const all = heap_names(view_name);
    const char *best;
    char hint[CTG_HINT_ROOM];
    char shown[80];

    for (size_t i = 0; i < VIEWS_MOST && view_name(i); i++)
        names[i] = view_name(i);
    best = ctg_text_nearest(name, names);
    heap_name(shown, sizeof shown, name, 40, false);
    if (best)
        say("no view '%s'%s", shown, ctg_text_hint(hint, best));
    else
        say("no view '%s', there is: %s", shown, all);
    free(all);
    return EXIT_USAGE;
}

static bool needs_run(const args *given, const ctg_view *view)
{
    const char *const of = args_value(given, "of");

    return view->needs_run || (of && draw_given_kind(of)->needs_run);
}

static job_ledger ledger_of(const args *given, const ctg_view *view)
{
    const char *const of = args_value(given, "of");

    const ctg_matrix_kind *const kind = of ? draw_given_kind(of) : NULL;
    const bool lists = args_given(given, "format");

    if (!view->folded && !(kind && kind->folded && (!lists || kind->listed)))
        return LEDGER_WHOLE;
    return view->chains ? LEDGER_CHAINS : LEDGER_FOLDED;
}

static exit_status take_options(const args *given, ctg_draw_options *options,
                                size_t *dpi)
{
    if (!args_number(given, "keep", 0, 1, 0, &options->keep) ||
        !args_count(given, "count", 1, PATHS_MOST, 0, &options->paths) ||
        !args_count(given, "min-steps", 1, STEPS_MOST, 0,
                    &options->min_steps) ||
        !args_count(given, "top", 1, TOP_MOST, 0, &options->top) ||
        !args_count(given, "dpi", 10, DPI_MOST, 0, dpi))
        return EXIT_USAGE;
    options->force = args_given(given, "force");
    options->cluster = args_given(given, "cluster");
    options->bullseye = args_given(given, "bullseye");
    options->no_dark = args_given(given, "no-dark");
    options->url_template = args_value(given, "url-template");
    options->page = args_value(given, "page");
    options->no_csv = !args_given(given, "format") ||
                      strcmp(args_value(given, "format"), "csv") != 0;
    options->of = args_value(given, "of");
    options->group =
        args_value(given, args_given(given, "by") ? "by" : "group");
    options->drill = args_value(given, "drill");
    return EXIT_DONE;
}

/* What a picture is made of, beside the job. */
typedef struct supplies {
    char *positions;
    double *impact; /* shares of the system's equity */
    ctg_ranking *ranking;
    bool many;          /* networks with the same totals, all of them */
    draw_ranges ranges; /* of these */
    job after;          /* of a diff: the other graph or scenario, run */
} supplies;

static void clear_supplies(supplies *all)
{
    free(all->positions);
    free(all->impact);
    ctg_ranking_free(all->ranking);
    draw_ranges_clear(&all->ranges);
    job_clear(&all->after);
}

/* The other side of a diff: the same but for the graph, or the scenario. */
static exit_status run_after(const args *given, supplies *all)
{
    const char *const graph = args_value(given, "against");
    const char *const scenario = args_value(given, "against-scenario");
    ctg_scenario *other = NULL;
    exit_status status;

    all->after.from.undrawn = graph != NULL;
    if (graph) {
        status = job_open(given, graph, &all->after);
    } else if (!scenario) {
        status = job_open(given, given->operands[1], &all->after);
    } else {
        status = scenario_read(scenario, &other);
        if (!status)
            status =
                job_open_with(given, given->operands[1], other, &all->after);
    }
    if (!status)
        status = job_hide(given, &all->after);
    if (!status)
        status = job_run(&all->after, LEDGER_FOLDED);
    return status;
}

/* A diff has exactly one other side, all else none. */
static exit_status check_sides(const args *given, const ctg_view *view)
{
    const bool graph = args_given(given, "against");
    const bool scenario = args_given(given, "against-scenario");
    const bool diff = strcmp(view->name, "diff") == 0;

    if (diff && (graph == scenario) && (graph || !args_given(given, "edit"))) {
        say("diff needs one of --against GRAPH, --against-scenario FILE and "
            "--edit");
        return EXIT_USAGE;
    }
    if (!diff && (graph || scenario)) {
        say("--against%s is for the view diff", graph ? "" : "-scenario");
        return EXIT_USAGE;
    }
    if (graph && args_given(given, "anonymise")) {
        say("--anonymise numbers the nodes of each graph by itself, so two "
            "graphs could not be compared");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static bool is_importance(const ctg_view *view)
{
    return strcmp(view->name, "importance") == 0;
}

/* Bars of importance can be of many networks, all else is of one. */
static exit_status check_networks(const args *given, const ctg_view *view,
                                  supplies *all)
{
    if (!is_importance(view) || args_given(given, "bullseye"))
        return ensemble_one(given);
    return ensemble_asked(given, &all->many);
}

static exit_status read_positions(const args *given, supplies *all)
{
    const char *const path = args_value(given, "positions");

    if (!path)
        return EXIT_DONE;
    inputs_note(path);
    all->positions = heap_read(path);
    if (all->positions)
        return EXIT_DONE;
    say("%s: %s", path, strerror(errno));
    return EXIT_FAILED;
}

/* The bullseye shows what the failure of each node costs the others. */
static exit_status rank_nodes(const args *given, const job *made, supplies *all)
{
    patience patient = {.shown.doing = "ranking",
                        .endless = args_given(given, "force")};
    const ctg_ranking_options options = {.progress = patience_step,
                                         .progress_context = &patient};
    const size_t count = ctg_network_node_count(made->from.network);
    const double *const equity = ctg_network_equity(made->from.network);
    double system = 0;
    ctg_error error;
    const ctg_status status =
        ctg_ranking_new(made->plan, "impact,vulnerability,defaults", &options,
                        &all->ranking, &error);

    progress_erase();
    if (status && patient.expected > 0)
        return draw_given_up(patient.expected, count);
    if (status)
        return say_error(status, &error);
    all->impact = heap_take(count * sizeof *all->impact);
    for (size_t i = 0; i < count; i++)
        system += fmax(equity[i], 0);
    for (size_t i = 0; i < count; i++)
        all->impact[i] =
            system > 0 ? ctg_ranking_scores(all->ranking, 0)->score[i] / system
                       : 0;
    return EXIT_DONE;
}

static exit_status draw(const args *given, const ctg_view *view, job *made,
                        supplies *all)
{
    ctg_draw_options options = picture_options(made);
    ctg_drawing *drawing = NULL;
    ctg_error error;
    size_t dpi = 0;
    exit_status status = take_options(given, &options, &dpi);

    options.positions = all->positions;
    options.against = all->after.run;
    if (made->from.unedited) {
        options.edits = (const char *const *)all->after.from.edits;
        options.edit_count = all->after.from.edit_count;
    }
    options.impact = all->impact;
    draw_ranges_put(&all->ranges, made, &options);
    if (all->ranking && ctg_ranking_scores(all->ranking, 1)->defined)
        options.vulnerability = ctg_ranking_scores(all->ranking, 1)->score;
    if (all->ranking && ctg_ranking_scores(all->ranking, 2)->defined)
        options.defaults = ctg_ranking_scores(all->ranking, 2)->score;
    if (!status)
        status =
            say_wrong(ctg_draw(view->name, &options, &drawing, &error), &error);
    if (!status && args_given(given, "format") &&
        strcmp(args_value(given, "format"), "csv") == 0)
        status = picture_save_csv(drawing, args_value(given, "output"));
    else if (!status)
        status =
            picture_save(drawing, args_value(given, "output"), (unsigned)dpi);
    ctg_drawing_free(drawing);
    return status;
}

static exit_status run(const args *given)
{
    const ctg_view *const view = find_view(given->operands[0]);
    ctg_draw_options checked = ctg_draw_options_default();
    job made = {0};
    supplies all = {0};
    size_t dpi;
    exit_status status;

    if (!view)
        return unknown_view(given->operands[0]);
    status = take_options(given, &checked, &dpi);
    if (!status)
        status = draw_given_page(given);
    if (!status)
        status = draw_given_matrix(given, view);
    if (!status)
        status = check_sides(given, view);
    if (!status)
        status = check_networks(given, view, &all);
    /* What --edit does is the difference, where nothing else is. */
    made.from.unedited = strcmp(view->name, "diff") == 0 &&
                         !args_given(given, "against") &&
                         !args_given(given, "against-scenario");
    if (!status)
        status = job_open(given, given->operands[1], &made);
    if (!status && all.many) /* files and shocks have the names as they are */
        status = draw_ranges_find(given, &made, &all.ranges);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = read_positions(given, &all);
    if (!status && needs_run(given, view))
        status = job_run(&made, ledger_of(given, view));
    if (!status && strcmp(view->name, "diff") == 0)
        status = run_after(given, &all);
    /* What fails by the shocks alone is not the nodes' own doing. */
    if (!status && is_importance(view) && !all.many &&
        ctg_scenario_shock_count(made.scenario))
        status = job_run(&made, LEDGER_NONE);
    if (!status && is_importance(view) && !all.many)
        status = rank_nodes(given, &made, &all);
    if (!status)
        status = draw(given, view, &made, &all);
    if (!status && made.run)
        status = job_judge(&made);
    if (!status && all.after.run)
        status = job_judge(&all.after);
    clear_supplies(&all);
    job_clear(&made);
    return status;
}

static void print_views(FILE *file)
{
    const ctg_view *view;

    fputs("Views:\n", file);
    for (size_t i = 0; (view = ctg_view_at(i)); i++)
        wrap_term(file, view->name, view->summary);
}

static const option_row own[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "where to: .svg, .png and .pdf are rendered by Graphviz's "
                "dot, all else, and standard output, is DOT"},
    {.name = "keep",
     .kind = OPTION_VALUE,
     .argument = "SHARE",
     .meaning = "share of what there is to draw line by line; the rest is "
                "in boxes that say how much"},
    {.name = "count",
     .letter = 'k',
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "paths: how many, 9 at most (5)"},
    {.name = "min-steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "paths: only those with so many steps after the shock (2)"},
    {.name = "group",
     .kind = OPTION_VALUE,
     .argument = "COLUMN",
     .meaning = "map, groups, diff: a box for each value of a column of "
                "nodes, each `scc`, or each `community`"},
    {.name = "drill",
     .kind = OPTION_VALUE,
     .argument = "G",
     .meaning = "groups: look inside this one"},
    {.name = "against",
     .kind = OPTION_VALUE,
     .argument = "GRAPH",
     .meaning = "diff: what another graph does to losses"},
    {.name = "against-scenario",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "diff: what another scenario does"},
    {.name = "bullseye",
     .kind = OPTION_ALONE,
     .meaning = "importance: a circle, the most important in its middle, "
                "instead of bars by name"},
    {.name = "cluster",
     .kind = OPTION_ALONE,
     .meaning = "map: frames around the nodes of a group"},
    {.name = "positions",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "map: keep the places of an earlier DOT file, laid out"},
    {.name = "of",
     .kind = OPTION_VALUE,
     .argument = "WHAT",
     .meaning = "matrix: `exposures` (the default), `holdings`, `overlap`, "
                "`losses`, `impact` or `adl`"},
    {.name = "by",
     .kind = OPTION_VALUE,
     .argument = "COLUMN",
     .meaning = "matrix: rows and columns are groups, as with --group"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "matrix: rows and columns, the largest; what can be read on "
                "the page if not given"},
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "matrix: `csv` for all cells"},
    {.name = "page",
     .kind = OPTION_VALUE,
     .argument = "PAGE",
     .meaning = "what it is made for: `screen` (the default), `a4`, "
                "`a4-landscape`, `slide` or `none`; every view shows as "
                "much as can be read there"},
    {.name = "no-dark",
     .kind = OPTION_ALONE,
     .meaning = "no colours for dark pages in a .svg"},
    {.name = "url-template",
     .kind = OPTION_VALUE,
     .argument = "URL",
     .meaning = "link of nodes, http or https; `%s` becomes the id"},
    {.name = "force",
     .kind = OPTION_ALONE,
     .meaning = "draw what is too big to be read, too, and importance however "
                "long its runs take (given up where that is more than 10 "
                "minutes)"},
    {.name = "dpi",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "dots per inch of a .png (96)"},
};

const command_row command_draw = {
    .name = "draw",
    .operands = "VIEW GRAPH",
    .summary = "a picture of a graph, or of what a scenario does to it",
    .about = "Draws a view of a graph, or of what a scenario does to it. With "
             "--ensemble or --reconstruct that is the network that --draw "
             "says; the graph of --against stays as it is. Bars of importance "
             "are of all networks without --draw: whiskers are the band.",
    .more = print_views,
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_ENSEMBLE | OPTIONS_RECONSTRUCT |
            OPTIONS_EDIT | OPTIONS_READING | OPTIONS_ANONYMISE,
    .examples = {{"draw cascade graphs/defi-25 --shock \"asset ETH=-35%\" -o "
                  "eth.svg",
                  "the cascade of a crash, rendered"},
                 {"draw map graphs/textbook-f1 | dot -Tpng >f1.png",
                  "DOT for a renderer of your own"}},
    .run = run,
};

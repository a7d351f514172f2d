/*
 * What it takes to say why: `run`, `paths` and `draw cascade` of one default,
 * whose ledger is one of falls, against one end state without rounds.
 *
 *     benchmarks/why [NODES]
 *
 * Ten exposures a node, from a snapshot. Every measurement is a process of its
 * own that opens it, as a command does; a picture is all but its layout. One
 * thread.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <contagraph/contagraph.h>
#include <contagraph/report.h>

#include "bars.h"
#include "swept.h"

enum { DEGREE = 10, REPEATS = 3, MOST = 30 /* times an end state */, TOP = 8 };
enum { SECONDS, BYTES, COSTS };

static ctg_error error;
static char snapshot[] = "/tmp/contagraph-why-XXXXXX.ctg";

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

typedef struct asked {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
} asked;

static asked open_network(void)
{
    asked made = {0};

    must(ctg_graph_read(snapshot, NULL, &made.graph, NULL, &error));
    must(ctg_network_new(made.graph, &made.network, NULL, &error));
    return made;
}

static asked open_plan(void)
{
    asked made = open_network();

    made.scenario = swept_scenario(made.network);
    must(ctg_plan_new(made.network, made.scenario, &made.plan, &error));
    return made;
}

static void tell(double *costs)
{
    costs[SECONDS] = bars_cpu();
    costs[BYTES] = bars_peak();
}

/* --- children ---------------------------------------------------------------
 */

static void end_state(void *context, double *costs)
{
    const asked made = open_network();

    (void)context;
    swept_row(made.network, true);
    tell(costs);
}

/* What the page of `run` is made of. */
static void run_page(void *context, double *costs)
{
    const asked made = open_plan();
    ctg_run *run;
    ctg_tally *tally;

    (void)context;
    must(ctg_tally_new(made.plan, NULL, TOP, &run, &tally, &error));
    tell(costs);
}

static void paths(void *context, double *costs)
{
    const char *const format = context;
    const asked made = open_plan();
    const ctg_run_options options = ctg_run_options_default();
    const ctg_stamp stamp = {.graph = made.graph, .scenario = made.scenario};
    ctg_outcome of = {.scenario = made.scenario,
                      .paths_alone = strcmp(format, "csv") == 0};
    ctg_run *run;
    ctg_report *report;
    FILE *const file = tmpfile();

    if (!file)
        bars_die("no file for a page");
    must(ctg_run_new(made.plan, &options, &run, &error));
    of.run = run;
    must(ctg_trace_new(ctg_run_ledger(run), &of.trace, &error));
    must(ctg_paths_report(&of, NULL, &stamp, NULL, &report, &error));
    must(ctg_report_write(report, format, file, &error));
    tell(costs);
}

static void cascade(void *context, double *costs)
{
    const asked made = open_plan();
    ctg_run_options options = ctg_run_options_default();
    ctg_draw_options drawn = ctg_draw_options_default();
    ctg_run *run;
    ctg_drawing *drawing;

    (void)context;
    options.ledger = false;
    options.folded = true;
    must(ctg_run_new(made.plan, &options, &run, &error));
    drawn.network = made.network;
    drawn.run = run;
    drawn.scenario = made.scenario;
    drawn.no_csv = true;
    must(ctg_draw("cascade", &drawn, &drawing, &error));
    tell(costs);
}

/* In a process of its own, too: its memory is nobody's. */
static void write_snapshot(void *context, double *costs)
{
    const ctg_generate_options generated = {
        .nodes = *(const size_t *)context, .degree = DEGREE, .seed = 1};
    ctg_write_options written = {.format = "snapshot"};
    ctg_graph *graph;
    ctg_network *network;

    must(ctg_graph_generate("er", &generated, &graph, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    written.network = network;
    must(ctg_graph_write(graph, snapshot, &written, NULL, &error));
    costs[SECONDS] = 0;
}

/* --- the bars ---------------------------------------------------------------
 */

typedef struct contender {
    const char *what;
    bars_measurement *run;
    const char *format;
    double least[COSTS];
} contender;

/* By turns; the least of each. */
static void measure(contender *all, size_t count)
{
    for (int r = 0; r < REPEATS; r++)
        for (size_t k = 0; k < count; k++) {
            char format[8] = "";
            double costs[COSTS] = {0};

            if (all[k].format)
                snprintf(format, sizeof format, "%s", all[k].format);
            bars_apart(all[k].run, format, costs, COSTS);
            for (size_t c = 0; c < COSTS; c++)
                if (!r || costs[c] < all[k].least[c])
                    all[k].least[c] = costs[c];
        }
}

static void judge(void)
{
    contender all[] = {
        {.what = "an end state", .run = end_state},
        {.what = "the page of `run`", .run = run_page},
        {.what = "`paths --format csv`", .run = paths, .format = "csv"},
        {.what = "the page of `paths`", .run = paths, .format = "text"},
        {.what = "`draw cascade`", .run = cascade}};
    const size_t count = sizeof all / sizeof *all;

    measure(all, count);
    bars_note(all[0].what, 1e3 * all[0].least[SECONDS], "ms");
    for (size_t k = 1; k < count; k++) {
        char what[80];

        snprintf(what, sizeof what, "%s, against an end state", all[k].what);
        bars_at_most("", what, MOST,
                     all[k].least[SECONDS] / all[0].least[SECONDS], "x");
        bars_at_most("", "  its memory", 24, all[k].least[BYTES] / 1e9, "GB");
    }
}

int main(int argc, char **argv)
{
    size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    double none[COSTS] = {0};
    char title[80];
    const int file = mkstemps(snapshot, 4);

    if (nodes < 1000)
        bars_die("NODES is at least 1000");
    if (file < 0)
        bars_die(snapshot);
    close(file);
    bars_threads(1);
    snprintf(title, sizeof title, "Why, of %zu nodes, degree %d", nodes,
             (int)DEGREE);
    bars_head(title);
    bars_apart(write_snapshot, &nodes, none, COSTS);
    judge();
    unlink(snapshot);
    return 0;
}

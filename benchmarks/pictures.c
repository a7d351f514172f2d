/*
 * What pictures of large ledgers cost: `defi`, ether falls by 35 %, and its
 * venues deleverage and socialise, many paying for many.
 *
 *     benchmarks/pictures [NODES]
 *
 * A view is its run, folded, and all that is drawn but for the layout of
 * Graphviz; the measure is what `run` does without a ledger. The change of a
 * difference is a larger fall. One thread.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { REPEATS = 5, TOP = 8 };

/* What is drawn. */
typedef struct drawn {
    const char *view;
    const char *of;
    const ctg_plan *plan;
    const ctg_plan *other;
    const ctg_scenario *scenario;
    const ctg_network *network;
} drawn;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static ctg_run *run_folded(const ctg_plan *plan, bool chains)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;

    options.ledger = false;
    options.folded = true;
    options.chains = chains;
    must(ctg_run_new(plan, &options, &run, &error));
    return run;
}

/* What the page of `run` is made of. */
static double run_alone(void *context)
{
    const drawn *const d = context;
    const double start = bars_cpu();
    ctg_run *run;
    ctg_tally *tally;
    double taken;

    must(ctg_tally_new(d->plan, NULL, TOP, &run, &tally, &error));
    taken = bars_cpu() - start;
    ctg_tally_free(tally);
    ctg_run_free(run);
    return taken;
}

static double rounds_alone(void *context)
{
    const drawn *const d = context;
    ctg_run_options options = ctg_run_options_default();
    const double start = bars_cpu();
    ctg_run *run;

    options.ledger = false;
    must(ctg_run_new(d->plan, &options, &run, &error));
    ctg_run_free(run);
    return bars_cpu() - start;
}

static void note_rounds(drawn *d)
{
    bars_contender turns[] = {{run_alone, d, 0}, {rounds_alone, d, 0}};

    bars_race(turns, 2, REPEATS);
    bars_note("`run`", 1e3 * turns[0].least, "ms");
    bars_note("its rounds alone, without a page",
              turns[1].least / turns[0].least, "x");
}

static const ctg_view *view_named(const char *name)
{
    for (size_t i = 0; ctg_view_at(i); i++)
        if (strcmp(ctg_view_at(i)->name, name) == 0)
            return ctg_view_at(i);
    bars_die("no such view");
}

static double draw(void *context)
{
    const drawn *const d = context;
    const bool chains = view_named(d->view)->chains;
    ctg_draw_options options = ctg_draw_options_default();
    const double start = bars_cpu();
    ctg_run *const run = run_folded(d->plan, chains);
    ctg_run *const other =
        strcmp(d->view, "diff") == 0 ? run_folded(d->other, chains) : NULL;
    ctg_drawing *made;
    double taken;

    options.network = d->network;
    options.run = run;
    options.against = other;
    options.scenario = d->scenario;
    options.of = d->of;
    options.no_csv = true;
    must(ctg_draw(d->view, &options, &made, &error));
    taken = bars_cpu() - start;
    ctg_drawing_free(made);
    ctg_run_free(run);
    ctg_run_free(other);
    return taken;
}

static void judge(const drawn *like, const char *view, const char *of)
{
    drawn it = *like;
    bars_contender turns[] = {{run_alone, &it, 0}, {draw, &it, 0}};
    char what[80];

    it.view = view;
    it.of = of;
    bars_race(turns, 2, REPEATS);
    snprintf(what, sizeof what, "%s%s%s, against `run`", view, of ? " " : "",
             of ? of : "");
    bars_at_most("V", what, 3, turns[1].least / turns[0].least, "x");
}

static ctg_plan *plan_of(const ctg_network *network, ctg_scenario *scenario,
                         const char *shock)
{
    ctg_plan *plan;

    if (!scenario)
        bars_die("out of memory");
    must(ctg_scenario_add_shock(scenario, shock, &error));
    must(ctg_plan_new(network, scenario, &plan, &error));
    return plan;
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 5000;
    const ctg_generate_options generated = {
        .nodes = nodes, .degree = 5, .seed = 237};
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_scenario *const larger = ctg_scenario_new();
    ctg_graph *graph;
    ctg_network *network;
    drawn it = {.scenario = scenario};

    if (nodes < 1000)
        bars_die("NODES is at least 1000");
    bars_threads(1);
    bars_head("Pictures of a large ledger, ETH -35 %");
    must(ctg_graph_generate("defi", &generated, &graph, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    it.network = network;
    it.plan = plan_of(network, scenario, "asset ETH=-35%");
    it.other = plan_of(network, larger, "asset ETH=-50%");
    note_rounds(&it);
    judge(&it, "cascade", NULL);
    judge(&it, "paths", NULL);
    judge(&it, "groups", NULL);
    judge(&it, "diff", NULL);
    judge(&it, "matrix", "losses");
    judge(&it, "matrix", "adl");
    return 0;
}

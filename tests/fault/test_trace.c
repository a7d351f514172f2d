/* Out of memory at every allocation of tracing and of the pages. */
#include <contagraph/report.h>

#include <stdio.h>

#include "support/cmocka.h"
#include "support/graph.h"
#include "support/random_spreads.h"
#include "support/starved.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
    FILE *file;
} case_of;

static void open_run(case_of *made, ctg_graph *graph, ctg_scenario *scenario)
{
    const ctg_run_options options = ctg_run_options_default();
    ctg_error error = {0};

    made->graph = graph;
    made->network = network_of(graph);
    made->scenario = scenario;
    if (ctg_plan_new(made->network, scenario, &made->plan, &error) ||
        ctg_run_new(made->plan, &options, &made->run, &error))
        fail_msg("%s", error.message);
    made->file = tmpfile();
    assert_non_null(made->file);
}

/* A spiral and two shocks: every channel of the pages has something to say. */
static void open_case(case_of *made)
{
    ctg_graph *const graph = graph_of(
        "nodes",
        "id,name,cash\nA,Bank,900\nB,Bank,30\nC,Fund,20\nV,Venue,500\n",
        "assets", "id,price,depth,issuer\nETH,2000,90000,\nT,3,,A\n",
        "holdings", "node,asset,quantity\nA,ETH,5\nB,ETH,4\nC,T,40\n",
        "exposures", "debtor,creditor,amount\nA,B,800\nB,C,900\nC,A,70\n",
        "venues", "node,type\nV,lending\n", "markets",
        "venue,asset,maintenance,bonus\nV,ETH,0.2,0.05\n", "positions",
        "account,owner,venue,asset,quantity\n"
        "1,C,V,ETH,3\n1,C,V,,-4300\n",
        NULL);

    open_run(made, graph, scenario_of("asset ETH=-15%;node A=-20%", NULL));
}

/* A takes B with it, and B takes C. */
static void open_chain(case_of *made)
{
    open_run(made,
             graph_of("nodes", "id,equity\nA,1\nB,1\nC,1\n", "exposures",
                      "debtor,creditor,amount\nA,B,2\nB,C,2\n", NULL),
             scenario_of("node A=default", "valuation", "threshold", NULL));
}

static void close_case(case_of *made)
{
    fclose(made->file);
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_status ask_trace(const case_of *made, ctg_error *error)
{
    ctg_path_options options = ctg_path_options_default();
    const ctg_origin *origins;
    const ctg_origin_total *totals;
    const ctg_path *paths;
    ctg_trace *trace;
    size_t count;
    ctg_status status = ctg_trace_new(ctg_run_ledger(made->run), &trace, error);

    if (status)
        return status;
    options.min_steps = 2;
    status = ctg_trace_origins(trace, &origins, &count, error);
    if (!status)
        status = ctg_trace_origin_totals(trace, &totals, &count, error);
    if (!status)
        status = ctg_trace_origin_totals(trace, &totals, &count, error);
    if (!status)
        status = ctg_trace_paths(trace, &options, &paths, &count, error);
    if (!status) {
        options.count = 1000;
        status = ctg_trace_paths(trace, &options, &paths, &count, error);
    }
    ctg_trace_free(trace);
    return status;
}

static ctg_status ask_pivotal(const case_of *made, ctg_error *error)
{
    const ctg_page_options options = ctg_page_options_default();
    const ctg_node targets[] = {0, 1, 2};
    ctg_pivotal *pivotal;
    ctg_trace *trace;
    ctg_status status = ctg_trace_new(ctg_run_ledger(made->run), &trace, error);

    if (status)
        return status;
    status = ctg_pivotal_new(made->plan, made->run, trace, targets, 3, NULL,
                             NULL, &pivotal, error);
    if (!status) {
        status =
            ctg_page_pivotal(made->run, pivotal, &options, made->file, error);
        ctg_pivotal_free(pivotal);
    }
    ctg_trace_free(trace);
    return status;
}

static ctg_status ask_look_through(const case_of *made, ctg_error *error)
{
    double shares[4];
    ctg_info *info = NULL;
    ctg_report *report = NULL;
    ctg_look_through *look;
    ctg_status status = ctg_look_through_new(made->network, &look, error);

    if (status)
        return status;
    status = ctg_info_new(made->plan, NULL, NULL, &info, error);
    if (!status)
        status = ctg_info_report(made->network, info, look, true, NULL, NULL,
                                 &report, error);
    for (size_t i = 0; !status && ctg_report_format_at(i); i++)
        if (ctg_report_format_can(ctg_report_format_at(i)->name) &
            CTG_FORMAT_COMMON)
            status = ctg_report_write(report, ctg_report_format_at(i)->name,
                                      made->file, error);
    ctg_report_free(report);
    ctg_info_free(info);
    if (!status)
        status = ctg_look_through_of(look, 2, shares, NULL, error);
    ctg_look_through_free(look);
    return status;
}

static ctg_status ask_pages(const case_of *made, ctg_error *error)
{
    const ctg_page_options options = ctg_page_options_default();
    const ctg_path_options asked = ctg_path_options_default();
    const ctg_path *paths;
    ctg_trace *trace;
    size_t count;
    ctg_status status =
        ctg_page_run(made->run, made->scenario, &options, made->file, error);

    if (status)
        return status;
    status = ctg_trace_new(ctg_run_ledger(made->run), &trace, error);
    if (status)
        return status;
    status = ctg_page_tree(made->run, made->scenario, trace, &options,
                           made->file, error);
    if (!status)
        status = ctg_page_origins(made->run, made->scenario, trace, &options,
                                  made->file, error);
    if (!status)
        status = ctg_page_folded(made->run, made->scenario, trace, 50,
                                 made->file, error);
    if (!status)
        status = ctg_trace_paths(trace, &asked, &paths, &count, error);
    if (!status)
        status = ctg_page_paths(made->run, made->scenario, paths, count,
                                &options, made->file, error);
    ctg_trace_free(trace);
    return status;
}

/* The page of a run that kept no ledger. */
static ctg_status ask_counted(const case_of *made, ctg_error *error)
{
    const ctg_page_options options = ctg_page_options_default();
    ctg_outcome of = {.scenario = made->scenario};
    ctg_report *report = NULL;
    ctg_tally *tally;
    ctg_run *run;
    ctg_status status = ctg_tally_new(made->plan, NULL, 3, &run, &tally, error);

    if (status)
        return status;
    of.run = run;
    of.tally = tally;
    status = ctg_run_report(&of, NULL, &options, &report, error);
    if (!status)
        status = ctg_report_write(report, "text", made->file, error);
    ctg_report_free(report);
    ctg_tally_free(tally);
    ctg_run_free(run);
    return status;
}

/* Spreads by relays, and paths over them. */
static ctg_status post_folded(ctg_ledger *ledger, ctg_error *error)
{
    static const double rounding[SPREAD_NODES] = {0.3, 1e-3};
    uint32_t seed = 5;
    ctg_trace *trace;
    const ctg_path *paths;
    size_t count;
    ctg_status status = ctg__ledger_set_rounding(ledger, rounding, SPREAD_NODES,
                                                 NULL, 0, error);

    ctg__ledger_fold(ledger, 1, true);
    for (uint32_t r = 0; !status && r < 3; r++) {
        spreads_post(ledger, &seed, r, true, false);
        status = ctg__ledger_close_round(ledger, r, error);
    }
    if (status)
        return status;
    status = ctg_trace_new(ledger, &trace, error);
    if (status)
        return status;
    status = ctg_trace_paths(trace, NULL, &paths, &count, error);
    ctg_trace_free(trace);
    return status;
}

static ctg_status ask_folded(const case_of *made, ctg_error *error)
{
    ctg_ledger *ledger;
    ctg_status status = ctg__ledger_new(&ledger, error);

    (void)made;
    if (status)
        return status;
    status = post_folded(ledger, error);
    ctg__ledger_free(ledger);
    return status;
}

typedef ctg_status asking(const case_of *made, ctg_error *error);

static void check_in(case_of *made, asking *ask)
{
    starved tried = {.step = 1};

    while (starve(&tried))
        fed(&tried, ask(made, &tried.error));
    assert_int_equal(tried.status, CTG_OK);
    assert_true(tried.grants > 3);
    close_case(made);
    assert_int_equal(memory_alive(), 0);
}

static void check(asking *ask)
{
    case_of made;

    open_case(&made);
    check_in(&made, ask);
}

static void a_trace_without_memory_fails_and_leaks_nothing(void **state)
{
    (void)state;
    check(ask_trace);
}

static void pivotal_senders_without_memory_likewise(void **state)
{
    case_of made;

    (void)state;
    open_chain(&made);
    assert_int_equal(ctg_run_summary(made.run)->failed, 3);
    /* Kept with the ledger once they are made. */
    assert_non_null(ctg_ledger_entries(ctg_run_ledger(made.run)));
    check_in(&made, ask_pivotal);
    check(ask_pivotal); /* of nobody who fails */
}

static void look_through_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_look_through);
}

static void pages_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_pages);
}

static void folding_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_folded);
}

static void counting_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_counted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trace_without_memory_fails_and_leaks_nothing),
        cmocka_unit_test(pivotal_senders_without_memory_likewise),
        cmocka_unit_test(look_through_without_memory_likewise),
        cmocka_unit_test(pages_without_memory_likewise),
        cmocka_unit_test(counting_without_memory_likewise),
        cmocka_unit_test(folding_without_memory_likewise),
    };

    return RUN_TESTS(tests);
}

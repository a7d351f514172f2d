/* A curve whose losses are known by hand, as a report. */
#include "support/graph.h"
#include "support/report.h"

static void points_figures_and_the_missing_cliff(void **state)
{
    static const char *const edits[] = {"nodes A equity=8"};
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\nA,8\nB,2\n", "exposures",
                 "debtor,creditor,amount\nA,B,1\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of("A=-X", NULL);
    ctg_curve_options options = ctg_curve_options_default();
    const ctg_stamp stamp = {
        .graph = graph, .scenario = scenario, .edits = edits, .edit_count = 1};
    const ctg_curve_page how = {.cliff = true, .jump = 0.5};
    ctg_page_options page = ctg_page_options_default();
    ctg_curve *curve = NULL;
    ctg_report *report = NULL;
    ctg_error error;

    (void)state;
    page.ascii = true;
    page.width = 70;
    options.from = 0.25;
    options.to = 0.5;
    options.steps = 1;
    options.cliff = true;
    options.jump = 0.5;
    if (ctg_curve_new(network, scenario, &options, &curve, &error) ||
        ctg_curve_report(network, curve, &stamp, &page, &how, &report, &error))
        fail_msg("%s", error.message);
    /* A loses 2 or 4 of 8, B a quarter or half of 1. */
    expect_part(report, "json",
                "\n \"shocks\": [\"A=-X\"],\n \"initial_equity\": 10,\n"
                " \"baseline\": 0,\n \"no_least\": null,\n \"points\": [\n"
                "  {\"size\": 0.25, \"equity_lost\": 2.25, "
                "\"equity_lost_least\": 2.25, \"failed\": 0, "
                "\"unhealthy\": 0, \"outside_loss\": 0, \"converged\": true},");
    expect_part(report, "json", "\n \"cliff\": null,\n \"cliffs\": []\n}\n");
    expect_part(report, "csv", "\n0.5,4.5,4.5,0,0,0,true\n");
    expect_written(
        report, "text",
        "Loss against the size X of A=-X\nedited: nodes A equity=8\n\n"
        "       X   equity lost of equity    least sol.  failed\n"
        "     25%          2.25       23%          2.25       0 #######\n"
        "     50%          4.50       45%          4.50       0 "
        "##############\n\n"
        "  no cliff up to 50%: losses never jump by 50% of the initial equity\n"
        "  or more\n\n");
    expect_part(report, "md", "| size | equity lost | least solution |");
    expect_part(report, "md", "\n\nno cliff up to 50%: losses never jump by");
    assert_near(ctg_report_figure(report, "equity_lost"), 4.5);
    assert_near(ctg_report_figure(report, "initial_equity"), 10);
    assert_true(ctg_report_figure(report, "cliff") > 1e300);
    ctg_report_free(report);
    ctg_curve_free(curve);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_figures_and_the_missing_cliff),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Checks of a graph that is accepted, and of one that is not, as reports. */
#include "data/problem.h"
#include "support/graph.h"
#include "support/report.h"

static ctg_graph *small(void)
{
    return graph_of("nodes", "id,equity,chain,gdp\nA,4.5,x,1\nB,-2,y,2\n",
                    "exposures", "debtor,creditor,amount\nA,B,3\n", "title",
                    "Two_banks", "unit", "$", NULL);
}

static ctg_report *report_of(const ctg_network *network, ctg_stamp stamp)
{
    ctg_page_options page = ctg_page_options_default();
    ctg_report *report = NULL;
    ctg_error error;

    page.ascii = true;
    assert_int_equal(
        ctg_check_report(network, "two.json", &stamp, &page, &report, &error),
        CTG_OK);
    return report;
}

static void an_accepted_graph_has_sizes_and_sums(void **state)
{
    ctg_graph *const graph = small();
    ctg_network *const network = network_of(graph);
    ctg_problems *const problems = ctg_problems_new();
    ctg_report *report;

    (void)state;
    ctg__problem_add(problems, CTG_WARNING, "nodes:3:equity", "odd");
    report =
        report_of(network, (ctg_stamp){.graph = graph, .problems = problems});
    expect_written(report, "text",
                   "Two_banks\n\n"
                   "  nodes                             2\n"
                   "  exposures                         1\n"
                   "  attributes: nodes: chain, gdp\n\n"
                   "  assets                        $10.5\n"
                   "  liabilities                      $8\n"
                   "  equity above 0                $4.50\n"
                   "  nodes at or below 0               1\n\n"
                   "accepted, 1 warning\n\n");
    expect_part(report, "json",
                " \"accepted\": true,\n \"rows\": {\"nodes\": 2, "
                "\"exposures\": 1, \"assets\": 0,");
    expect_part(report, "json",
                " \"attributes\": {\"nodes\": [\"chain\", \"gdp\"]},\n");
    expect_part(report, "json",
                " \"insolvent\": 1,\n \"rejected\": 0,\n"
                " \"warned\": 1,\n \"problems\": [\n"
                "  {\"severity\": \"warning\", \"place\": "
                "\"nodes:3:equity\", \"problem\": \"odd\"}\n");
    expect_written(report, "csv",
                   "severity,place,problem\nwarning,nodes:3:equity,odd\n");
    expect_part(report, "md",
                "## Check: Two\\_banks\n\n| | |\n|---|---:|\n"
                "| nodes | 2 |\n| exposures | 1 |\n");
    expect_part(report, "md",
                "\n\nAccepted: 0 problems, 1 warning.\n\n"
                "| severity | place | problem |\n");
    ctg_report_free(report);
    ctg_problems_free(problems);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_rejected_one_has_what_was_read(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_report *report;

    (void)state;
    ctg__problem_add(problems, CTG_REJECTED, "two.json:1:4", "'Bob' is bad");
    report = report_of(NULL, (ctg_stamp){.problems = problems, .hidden = true});
    expect_written(report, "text", "two.json\n\nrejected, 1 problem\n\n");
    expect_part(report, "json", " \"accepted\": false,\n");
    expect_part(report, "json", " \"attributes\": {},\n \"rejected\": 1,\n");
    expect_written(report, "csv",
                   "severity,place,problem\nrejected,"
                   "two.json:1:4,(hidden by --anonymise)\n");
    expect_no_part(report, "json", "Bob");
    expect_no_part(report, "md", "Bob");
    ctg_report_free(report);
    ctg_problems_free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_accepted_graph_has_sizes_and_sums),
        cmocka_unit_test(a_rejected_one_has_what_was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

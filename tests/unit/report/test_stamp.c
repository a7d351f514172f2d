/* What reports say of what they were made from, by a list without any. */
#include "report/report.h"

#include "data/problem.h"
#include "support/graph.h"
#include "support/report.h"

static const char hash[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static ctg_report *stamped(const ctg_stamp *stamp)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_check, stamp, NULL);
    ctg_report *report = NULL;
    ctg_error error;

    ctg__report_note(made, CTG__FOR_PEOPLE, "words");
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "n", .value = ctg__value_count(3)});
    assert_int_equal(ctg__report_finish(made, &report, &error), CTG_OK);
    return report;
}

static void a_document_begins_with_six_keys(void **state)
{
    ctg_report *const report = stamped(NULL);

    (void)state;
    expect_part(report, "json",
                "{\n \"schema\": \"contagraph-check-1\",\n \"version\": "
                "{\"contagraph\": \"");
    expect_part(report, "json",
                "\"},\n \"input\": null,\n \"scenario\": null,\n"
                " \"edits\": [],\n \"warnings\": [],\n \"n\": 3\n}\n");
    expect_written(report, "text", "words\n");
    expect_written(report, "md", "## Check\n\nwords\n");
    ctg_report_free(report);
}

static void they_hold_what_it_was_made_from(void **state)
{
    static const char *const edits[] = {"nodes A equity=`7`",
                                        "nodes B x=\"y\""};
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\nA,1\n", "title", "One # bank", NULL);
    ctg_problems *const problems = ctg_problems_new();
    ctg_scenario *const scenario = scenario_of("node A=-23.7%", NULL);
    ctg_stamp stamp = {.graph = graph,
                       .hash = hash,
                       .scenario = scenario,
                       .edits = edits,
                       .edit_count = 2,
                       .problems = problems};
    ctg_report *report = stamped(&stamp);
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_scenario_set(scenario, "recovery", "0.25", &error),
                     CTG_OK);
    ctg__problem_add(problems, CTG_NOTE, "a.csv:1", "noted");
    ctg__problem_add(problems, CTG_WARNING, "a.csv:2", "Bob is odd");
    ctg__problem_add(problems, CTG_WARNING, "", "nowhere");
    expect_part(report, "json",
                " \"input\": {\"title\": \"One # bank\", \"sha256\": "
                "\"0123456789abcdef0123456789abcdef0123456789abcdef"
                "0123456789abcdef\", \"format\": null},\n"
                " \"scenario\": {\n   \"shocks\": [\"node A=-23.7%\"],\n"
                "   \"valuation\": \"linear\",\n   \"recovery\": 0.25,\n");
    expect_part(report, "json",
                "\n },\n \"edits\": [\"nodes A equity=`7`\", "
                "\"nodes B x=\\\"y\\\"\"],\n"
                " \"warnings\": [\"a.csv:2: Bob is odd\", \"nowhere\"],\n");
    expect_written(report, "md",
                   "## Check: One \\# bank\n\nShocks: `node A=-23.7%`. "
                   "Edited: `nodes A equity='7'`, `nodes B x=\"y\"`. "
                   "Scenario: `recovery=0.25`. Graph: `sha256 0123456789ab`."
                   "\n\nwords\n");
    expect_written(report, "text",
                   "words\n\n  edited: nodes A equity=`7`\n"
                   "  edited: nodes B x=\"y\"\n"
                   "  graph: sha256 0123456789ab\n");
    ctg_report_free(report);
    stamp.hidden = true;
    report = stamped(&stamp);
    expect_part(report, "json",
                "[\"a.csv:2: (hidden by --anonymise)\", "
                "\"(hidden by --anonymise)\"]");
    for (int i = 0; i < 53; i++)
        ctg__problem_add(problems, CTG_WARNING, "", "more");
    expect_part(report, "json", ", \"and 5 more\"],\n");
    ctg_report_free(report);
    ctg_scenario_free(scenario);
    ctg_problems_free(problems);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_begins_with_six_keys),
        cmocka_unit_test(they_hold_what_it_was_made_from),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

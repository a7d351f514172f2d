/* A ranking by vulnerability and Katz centrality, as a report. */
#include "support/ranking.h"
#include "support/report.h"

static ctg_report *report_of(const ranked *r, size_t top, size_t shown)
{
    const ctg_stamp stamp = {.hash = NULL};
    const ctg_rank_page how = {.baseline = 0.75, .top = top};
    ctg_page_options page = ctg_page_options_default();
    ctg_report *report = NULL;
    ctg_error error;

    if (r->status)
        fail_msg("%s", r->error.message);
    page.top = shown;
    page.ascii = true;
    if (ctg_rank_report(r->ranking, &stamp, &page, &how, &report, &error))
        fail_msg("%s", error.message);
    return report;
}

static ranked rank_two(const char *measures)
{
    return rank_network(
        graph_of("nodes", "id,name,equity\nA,Anna,1\nB,Bob,2\nC,,4\n",
                 "exposures", "debtor,creditor,amount\nA,B,0.5\nB,C,1\n", NULL),
        scenario_of(NULL, NULL), measures);
}

/* Katz with 0.8: of C 1, of B 1 + .8 x .25 = 1.2, of A 1 + .8 x .25 x 1.2. */
static void nodes_are_as_in_the_file_or_best_first(void **state)
{
    ranked r = rank_two("katz:alpha=80%");
    ctg_report *report = report_of(&r, 0, 8);

    (void)state;
    expect_written(report, "csv",
                   "id,name,katz:alpha=80%,katz:alpha=80%_rank\n"
                   "A,Anna,1.24,1\nB,Bob,1.2,2\nC,C,1,3\n");
    expect_part(report, "json", "\n \"saturation\": {\"spectral_radius\": ");
    expect_part(report, "json",
                "\n \"baseline\": 0.75,\n"
                " \"certificate\": null,\n"
                " \"agreement\": [],\n \"nodes\": [\n");
    expect_part(report, "text", "   #  node  katz:alpha=80%\n   1  Anna");
    expect_part(report, "text", "\n  without the shock: 0.75\n");
    expect_part(report, "md", "\n| Bob | 1.2 | 2 |\n");
    ctg_report_free(report);
    report = report_of(&r, 2, 1);
    expect_written(report, "csv",
                   "id,name,katz:alpha=80%,katz:alpha=80%_rank\n"
                   "A,Anna,1.24,1\nB,Bob,1.2,2\n");
    expect_part(report, "text", "\n  1 of 3 shown; --top 3 for all\n");
    expect_part(report, "md", "\n\n1 of 3 nodes.\n\n- katz:alpha=80%: ");
    expect_no_part(report, "md", "| Bob |");
    ctg_report_free(report);
    ranked_free(&r);
}

static void every_two_measures_agree_or_not(void **state)
{
    ranked r = rank_two("katz,katz:alpha=0.3,katz:alpha=0.6");
    ctg_report *const report = report_of(&r, 0, 8);

    (void)state;
    expect_part(report, "json",
                "\n \"agreement\": [\n"
                "  {\"a\": \"katz\", \"b\": \"katz:alpha=0.3\", \"tau\": 1, "
                "\"nodes\": 3},\n"
                "  {\"a\": \"katz\", \"b\": \"katz:alpha=0.6\", \"tau\": 1, "
                "\"nodes\": 3},\n"
                "  {\"a\": \"katz:alpha=0.3\", \"b\": \"katz:alpha=0.6\", "
                "\"tau\": 1, \"nodes\": 3}\n ],\n");
    expect_part(report, "text",
                "                            1      2\n"
                "     1  katz\n"
                "     2  katz:alpha=0.3      1\n"
                "     3  katz:alpha=0.6      1      1\n");
    expect_part(report, "md",
                "\n- katz and katz:alpha=0.3: Kendall's tau-b "
                "1.00 over 3 nodes\n");
    ctg_report_free(report);
    ranked_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_as_in_the_file_or_best_first),
        cmocka_unit_test(every_two_measures_agree_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

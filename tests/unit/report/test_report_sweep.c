/* A sweep's report, which grows by a row at a time. */
#include "support/graph.h"
#include "support/report.h"

static const ctg_summary summaries[] = {{.rounds = 3,
                                         .converged = true,
                                         .by_rounds = true,
                                         .initial_equity = 8,
                                         .equity_lost = 2,
                                         .failed = 1,
                                         .baseline = 0.5},
                                        {.converged = false,
                                         .equity_lost = 0.25,
                                         .spiral_defined = true,
                                         .spiral = 0.4}};

static char *swept(const char *format, bool continued)
{
    const ctg_stamp stamp = {.hash = NULL};
    ctg_page_options page = ctg_page_options_default();
    FILE *const file = tmpfile();
    ctg_report *report = NULL;
    ctg_error error;

    page.ascii = true;
    assert_non_null(file);
    if (ctg_sweep_report(&stamp, &page, &report, &error) ||
        (continued ? ctg_report_continue(report, format, file, &error)
                   : ctg_report_start(report, format, file, &error)) ||
        ctg_sweep_report_add(report, "one", &summaries[0], &error) ||
        ctg_sweep_report_add(report, "b|c", &summaries[1], &error) ||
        ctg_report_end(report, &error))
        fail_msg("%s", error.message);
    ctg_report_free(report);
    return text_in(file);
}

static void expect_swept(const char *format, bool continued,
                         const char *expected)
{
    char *const text = swept(format, continued);

    assert_string_equal(text, expected);
    free(text);
}

static void rows_are_written_as_they_come(void **state)
{
    static const char rows[] = "one,3,true,0,8,2,1,0,0,0.5,0,,0,0,0,0,\n"
                               "b|c,,false,,0,0.25,0,0,0,0,0,0.4,0,0,0,0,\n";
    char all[512];

    (void)state;
    snprintf(all, sizeof all,
             "id,rounds,converged,last_change,initial_equity,equity_lost,"
             "failed,outside_loss,bonus_outside,baseline,debtrank,spiral,"
             "unhealthy,liquidated,adl,venue_left,adl_share\n%s",
             rows);
    expect_swept("csv", false, all);
    expect_swept("csv", true, rows);
    expect_swept("text", false,
                 "  id                     equity lost          failed  rounds"
                 "\n"
                 "  one                              2    25%        1       3"
                 "  without the shock: 0.50\n"
                 "  b|c                           0.25     0%        0       -"
                 "  not converged\n\n");
    expect_swept("md", false,
                 "## Sweep\n\n"
                 "| id | equity lost | of the initial | failed | rounds |\n"
                 "|---|---:|---:|---:|---:|\n"
                 "| one | 2 | 25% | 1 | 3 |\n"
                 "| b\\|c | 0.25 | undefined | 0 | , not converged |\n");
}

static void lines_begin_with_the_stamp(void **state)
{
    char *const text = swept("json", false);
    char *const more = swept("json", true);
    const char *const rows = strchr(text, '\n') + 1;

    (void)state;
    assert_int_equal(strncmp(text, "{\"schema\": \"contagraph-sweep-1\", ", 33),
                     0);
    assert_string_equal(rows, more);
    assert_int_equal(strncmp(rows,
                             "{\"id\": \"one\", \"rounds\": 3, "
                             "\"converged\": true, \"last_change\": 0, ",
                             60),
                     0);
    assert_non_null(strstr(rows, "\n{\"id\": \"b|c\", \"rounds\": null, "));
    free(more);
    free(text);
}

static void one_that_is_given_up_is_freed(void **state)
{
    ctg_report *report = NULL;
    FILE *const file = tmpfile();
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_sweep_report(NULL, NULL, &report, &error), CTG_OK);
    assert_int_equal(ctg_report_start(report, "md", file, &error), CTG_OK);
    ctg_report_free(report);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_written_as_they_come),
        cmocka_unit_test(lines_begin_with_the_stamp),
        cmocka_unit_test(one_that_is_given_up_is_freed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

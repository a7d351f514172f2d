#include "support/reported.h"

static void check_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
}

static char *paths_in(const reported_run *made, const ctg_pivotal *pivotal,
                      const char *format)
{
    ctg_report *report = NULL;
    ctg_error error;

    if (ctg_paths_report(&made->outcome, pivotal, NULL, NULL, &report, &error))
        fail_msg("%s", error.message);
    return reported(report, format);
}

/* Of B and C, by C alone: A's failure is a shock's. */
static ctg_pivotal *pivotal_of(const reported_run *made)
{
    const ctg_node targets[] = {2};
    ctg_pivotal *found = NULL;
    ctg_error error;

    assert_int_equal(ctg_pivotal_new(made->plan, made->run, made->trace,
                                     targets, 1, NULL, NULL, &found, &error),
                     CTG_OK);
    return found;
}

static void paths_are_rows_and_words(void **state)
{
    const ctg_path_options asked = {.count = 2, .to = 2};
    reported_run made;
    char *text;

    (void)state;
    reported_open(&made);
    made.outcome.paths = &asked;
    text = paths_in(&made, NULL, "csv");
    check_has(text, "rank,loss,path\n1,4.5,shock:1 -[shock 0]-> A -[claim 1]-> "
                    "B -[claim 2]-> C\n2,1.5,");
    free(text);
    text = paths_in(&made, NULL, "md");
    check_has(text, "## Cascade paths\n\n| | |\n");
    check_has(text, "\n| # | loss | share | path |\n|---:|---:|---:|---|\n"
                    "| 1 | $4.50 | 26% | node A=default \xE2\x86\x92 Alpha "
                    "(shock 0) \xE2\x86\x92 Beta (claim 1) \xE2\x86\x92 "
                    "Gamma, C (claim 2) |\n");
    check_has(text, "\nThese paths carry $6, 35% of the gross losses.\n");
    check_has(text, "\n| origin | loss | share |\n|---|---:|---:|\n"
                    "| node A=default | $17 | 100% |\n");
    free(text);
    reported_close(&made);
}

static void pivotal_senders_have_tables_to_themselves(void **state)
{
    reported_run made;
    ctg_pivotal *pivotal;
    ctg_report *report = NULL;
    ctg_error error;
    char *text;

    (void)state;
    reported_open(&made);
    pivotal = pivotal_of(&made);
    text = paths_in(&made, pivotal, "csv");
    check_has(text, "target,verdict,without,pivotal,loss,failed_round\n"
                    "C,pivotal,A,true,0,\nC,pivotal,B,true,1.5,\n");
    assert_null(strstr(text, "rank"));
    free(text);
    text = paths_in(&made, pivotal, "md");
    check_has(text, "## Pivotal nodes\n\n");
    check_has(text, "| C | pivotal | B | yes | $1.50 |  |\n");
    free(text);
    text = paths_in(&made, pivotal, "json");
    check_has(text, "\n \"paths\": [\n");
    check_has(text, "\n \"origins\": [\n");
    check_has(text, "\n \"pivotal\": [\n  {\"target\": \"C\", ");
    free(text);
    text = paths_in(&made, pivotal, "text");
    check_has(text,
              "\n  failed                  would have survived if any one "
              "of these had paid all\n"
              "                          its debts and sold "
              "nothing\n\n"
              "  Gamma, C                Alpha, Beta\n");
    free(text);
    assert_int_equal(
        ctg_paths_report(&made.outcome, pivotal, NULL, NULL, &report, &error),
        CTG_OK);
    assert_int_equal(ctg_report_write(report, "folded", stdout, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "the report 'paths' has no format 'folded'");
    ctg_report_free(report);
    ctg_pivotal_free(pivotal);
    reported_close(&made);
}

static void folded_traces_are_a_format(void **state)
{
    reported_run made;
    char *text;

    (void)state;
    reported_open(&made);
    text = paths_in(&made, NULL, "folded");
    check_has(text, "Alpha [SH];Beta [CD] 6");
    assert_null(strstr(text, "sha256"));
    free(text);
    reported_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_rows_and_words),
        cmocka_unit_test(pivotal_senders_have_tables_to_themselves),
        cmocka_unit_test(folded_traces_are_a_format),
    };

    return RUN_TESTS(tests);
}

#include "support/asked.h"
#include "support/reported.h"

static char *run_in(const reported_run *made, const char *format,
                    const ctg_page_options *page)
{
    ctg_report *report = NULL;
    ctg_error error;

    if (ctg_run_report(&made->outcome, NULL, page, &report, &error))
        fail_msg("%s", error.message);
    return reported(report, format);
}

static void check_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void csv_is_the_table_of_nodes(void **state)
{
    reported_run made;
    char *text;

    (void)state;
    reported_open(&made);
    text = run_in(&made, "csv", NULL);
    check_has(text, "id,initial_equity,equity,loss,equity_lost,distress,"
                    "failed_round\nA,5,0,5,5,1,0\n");
    check_has(text, "\nC,4.5,-1.5,6,4.5,1,2\n");
    free(text);
    reported_close(&made);
}

static void json_has_every_table_below_the_totals(void **state)
{
    static const char *const parts[] = {
        "{\n \"schema\": \"contagraph-run-1\",\n",
        "\n \"summary\": {\n  \"rounds\": ",
        "\n  \"converged\": true,\n",
        "\n  \"equity_lost\": 13.5,\n",
        "\n  \"spiral\": ",
        "\n \"nodes\": [\n  {\"id\": \"A\", \"initial_equity\": 5, ",
        "\n \"prices\": [],\n \"claims\": [\n  {\"debtor\": \"A\", "
        "\"creditor\": \"B\", \"face\": 8, ",
        "\n \"ledger\": [\n  {\"round\": 0, \"channel\": \"shock\", "
        "\"source\": \"shock:1\", \"target\": \"A\", \"amount\": 5}",
        "\n \"origins\": [\n  {\"node\": \"A\", \"origin\": \"shock:1\", "
        "\"amount\": 5}",
        "\n \"paths\": [\n  {\"rank\": 1, \"loss\": "};
    reported_run made;
    const char *at;
    char *text;

    (void)state;
    reported_open(&made);
    text = run_in(&made, "json", NULL);
    at = text;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        check_has(at, parts[i]);
        at = strstr(at, parts[i]);
    }
    assert_null(strstr(text, "greatest"));
    free(text);
    made.outcome.trace = NULL;
    made.outcome.greatest = made.run;
    text = run_in(&made, "json", NULL);
    check_has(text, "\n \"greatest\": {\n  \"rounds\": ");
    assert_null(strstr(text, "origins"));
    free(text);
    reported_close(&made);
}

static void markdown_names_those_who_lost_most(void **state)
{
    const ctg_page_options two = {.width = 80, .top = 2};
    const ctg_page_options none = {.width = 80};
    reported_run made;
    char *text;

    (void)state;
    reported_open(&made);
    text = run_in(&made, "md", &two);
    check_has(text, "## Run\n\n| | |\n|---|---:|\n| initial equity | $20.5 |\n"
                    "| equity lost | $13.5 (66%) |\n"
                    "| failed nodes | 3 of 4 |\n");
    check_has(text, "\n\n| node | initial equity | lost | of its equity | "
                    "failed in round |\n|---|---:|---:|---:|---:|\n"
                    "| Beta | $4 | $6 | 150% | 1 |\n"
                    "| Gamma, C | $4.50 | $6 | 133% | 2 |\n"
                    "\n2 of 3 nodes, those that lost most.\n");
    free(text);
    text = run_in(&made, "md", &none);
    assert_null(strstr(text, "Alpha"));
    assert_null(strstr(text, "those that lost most"));
    free(text);
    reported_close(&made);
}

static void a_page_of_both_solutions_says_their_gap(void **state)
{
    reported_run made;
    char *text;

    (void)state;
    reported_open(&made);
    text = run_in(&made, "text", NULL);
    assert_null(strstr(text, "solution"));
    free(text);
    made.outcome.greatest = made.run;
    text = run_in(&made, "text", NULL);
    check_has(text, "solution");
    free(text);
    reported_close(&made);
}

static ctg_status write_asked(const reported_run *made, int *left)
{
    FILE *const file = tmpfile();
    ctg_report *report = NULL;
    ctg_error error;
    ctg_status status;

    assert_non_null(file);
    assert_int_equal(
        ctg_run_report(&made->outcome, NULL, NULL, &report, &error), CTG_OK);
    ctg_report_ask(report, goes_on_until, left);
    status = ctg_report_write(report, "text", file, &error);
    ctg_report_free(report);
    fclose(file);
    return status;
}

/* Before causes are found, before losses are netted, before they are summed. */
static void who_is_asked_may_stop_a_page(void **state)
{
    reported_run made;

    (void)state;
    reported_open(&made);
    for (int left, at = 1; at <= 3; at++) {
        left = at;
        assert_int_equal(write_asked(&made, &left), CTG_CANCELLED);
        assert_int_equal(left, 0);
    }
    assert_int_equal(write_asked(&made, &(int){99}), CTG_OK);
    reported_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_the_table_of_nodes),
        cmocka_unit_test(json_has_every_table_below_the_totals),
        cmocka_unit_test(markdown_names_those_who_lost_most),
        cmocka_unit_test(a_page_of_both_solutions_says_their_gap),
        cmocka_unit_test(who_is_asked_may_stop_a_page),
    };

    return RUN_TESTS(tests);
}

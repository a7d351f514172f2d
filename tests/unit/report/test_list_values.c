/* Lists on a page of text: no wider than it, or than their column. */
#include "report/report.h"

#include "support/report.h"

static const char *const banks[] = {"Bank of the North", "Bank of the South",
                                    "AVeryLongNameOfASingleWordThatIsWider",
                                    "\xE9\x8A\x80\xE8\xA1\x8C"};

static ctg__value list_at(void *context, size_t row, size_t column)
{
    (void)context;
    (void)column;
    return ctg__value_texts(banks, row);
}

static ctg_report *start(void)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_list, NULL, NULL);

    assert_non_null(made);
    made->page.width = 60;
    return made;
}

static void expect_page(ctg_report *made, const char *expected)
{
    ctg_report *report = NULL;

    assert_int_equal(ctg__report_finish(made, &report, NULL), CTG_OK);
    expect_written(report, "text", expected);
    ctg_report_free(report);
}

static void a_long_list_goes_on_below(void **state)
{
    ctg_report *const made = start();

    (void)state;
    for (size_t count = 0; count <= 4; count++)
        ctg__report_fact(made, CTG__FOR_TEXT,
                         (ctg__fact){.key = "banks",
                                     .value = ctg__value_texts(banks, count),
                                     .empty = "none"});
    expect_page(made,
                "  banks                          none\n"
                "  banks                  Bank of the North\n"
                "  banks                  Bank of the North, Bank of the\n"
                "                         South\n"
                "  banks                  Bank of the North, Bank of the\n"
                "                         South,\n"
                "                         AVeryLongNameOfASingleWordThatIsWid\n"
                "                         er\n"
                "  banks                  Bank of the North, Bank of the\n"
                "                         South,\n"
                "                         AVeryLongNameOfASingleWordThatIsWid\n"
                "                         er, \xE9\x8A\x80\xE8\xA1\x8C\n");
}

static void a_long_list_in_a_cell_is_shortened(void **state)
{
    static const ctg__head head[] = {
        {.key = "banks", .columns = 20, .left = true}};
    ctg_report *const made = start();

    (void)state;
    ctg__report_table(made, CTG__FOR_TEXT,
                      (ctg__table){.key = "rows",
                                   .heads = head,
                                   .head_count = 1,
                                   .row_count = 4,
                                   .at = list_at});
    expect_page(made, "  banks\n\n  Bank of the North\n"
                      "  Bank of the \xE2\x80\xA6South\n"
                      "  Bank of the \xE2\x80\xA6Wider\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_list_goes_on_below),
        cmocka_unit_test(a_long_list_in_a_cell_is_shortened),
    };

    return RUN_TESTS(tests);
}

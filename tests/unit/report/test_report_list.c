/* Lists, their rows, and names that they have not got. */
#include "support/report.h"

static ctg_report *list(const char *name, const char *item)
{
    ctg_report *report = NULL;
    ctg_error error;

    if (ctg_list_report(name, item, NULL, NULL, &report, &error))
        fail_msg("%s", error.message);
    return report;
}

static void lists_name_themselves_and_their_rows(void **state)
{
    ctg_report *report = list(NULL, NULL);

    (void)state;
    expect_part(report, "csv", "list,meaning\nmodels,");
    expect_part(report, "text",
                "  list            meaning\n  models          classic");
    expect_part(report, "json", "\n \"lists\": [\n  {\"list\": \"models\", ");
    ctg_report_free(report);
    for (size_t i = 0; ctg_list_at(i); i++) {
        report = list(ctg_list_at(i)->name, NULL);
        expect_part(report, "json", ctg_list_at(i)->name);
        ctg_report_free(report);
    }
}

static void a_row_has_its_parameters(void **state)
{
    ctg_report *report = list("measures", "katz");

    (void)state;
    expect_part(report, "csv", "parameter,standard,least,most,meaning\nalpha,");
    expect_part(report, "text", "katz: ");
    expect_part(report, "text", "\n  alpha");
    expect_part(report, "json", "\n \"name\": \"katz\",\n \"summary\": \"");
    ctg_report_free(report);
    report = list("models", "furfine");
    expect_part(report, "json", "\n \"keys\": {\"");
    expect_part(report, "text", "\n  {\"");
    ctg_report_free(report);
}

static void names_are_misspelt_with_help(void **state)
{
    ctg_report *report = NULL;
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg_list_report("modles", NULL, NULL, NULL, &report, &error),
        CTG_NOT_FOUND);
    assert_string_equal(error.message,
                        "there is no list of 'modles'; did you mean 'models'?");
    assert_int_equal(
        ctg_list_report("measures", "kats", NULL, NULL, &report, &error),
        CTG_NOT_FOUND);
    assert_string_equal(error.message,
                        "measures have no 'kats'; did you mean 'katz'?");
    assert_int_equal(
        ctg_list_report("presets", "zzzzzz", NULL, NULL, &report, &error),
        CTG_NOT_FOUND);
    assert_string_equal(
        error.message,
        "presets have no 'zzzzzz' (`contagraph list presets` shows them)");
    assert_null(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_name_themselves_and_their_rows),
        cmocka_unit_test(a_row_has_its_parameters),
        cmocka_unit_test(names_are_misspelt_with_help),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Every kind of part in every format, by a report made for the test. */
#include "report/report.h"

#include <math.h>
#include <string.h>

#include "support/report.h"

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    static const char *const names[] = {"a, \"b\"", "pipe|", ""};

    (void)context;
    if (column == 0)
        return ctg__value_text(names[row]);
    if (column == 1)
        return row == 1 ? ctg__value_empty()
                        : ctg__value_number(0.237e6 + (double)row);
    return column == 2 ? ctg__value_count(1204 * row)
                       : ctg__value_flag(row == 2);
}

static const ctg__head heads[] = {
    {.key = "name"},
    {.key = "lost", .heading = "money lost", .unit = CTG_FIGURE_MONEY},
    {.key = "rounds", .brief = "r"},
    {.key = "done"}};

static ctg__table table_of(const char *key)
{
    return (ctg__table){.key = key,
                        .heads = heads,
                        .head_count = 4,
                        .row_count = 3,
                        .at = cell_at};
}

static ctg_report *start(void)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_list, NULL, NULL);

    assert_non_null(made);
    return made;
}

static ctg_report *finish(ctg_report *made)
{
    ctg_report *report = NULL;
    ctg_error error;

    assert_int_equal(ctg__report_finish(made, &report, &error), CTG_OK);
    return report;
}

static void a_table_is_one_in_every_format(void **state)
{
    ctg_report *made = start();

    (void)state;
    ctg__report_table(made, CTG__FOR_PEOPLE | CTG__FOR_JSON | CTG__FOR_CSV,
                      table_of("rows"));
    made = finish(made);
    expect_written(made, "csv",
                   "name,lost,rounds,done\n"
                   "\"a, \"\"b\"\"\",237000,0,false\n"
                   "pipe|,,1204,false\n"
                   ",237002,2408,true\n");
    expect_json(made, "\n \"rows\": [\n"
                      "  {\"name\": \"a, \\\"b\\\"\", \"lost\": 237000, "
                      "\"rounds\": 0, \"done\": false},\n"
                      "  {\"name\": \"pipe|\", \"lost\": null, "
                      "\"rounds\": 1204, \"done\": false},\n"
                      "  {\"name\": \"\", \"lost\": 237002, "
                      "\"rounds\": 2408, \"done\": true}\n ]\n}\n");
    expect_written(made, "md",
                   "| name | money lost | rounds | done |\n"
                   "|---|---:|---:|---|\n"
                   "| a, \"b\" | 237K | 0 | no |\n"
                   "| pipe\\| |  | 1,204 | no |\n"
                   "|  | 237K | 2,408 | yes |\n");
    expect_written(made, "text",
                   "  name    money lost      r  done\n"
                   "  a, \"b\"        237K      0  no\n"
                   "  pipe|               1,204  no\n"
                   "                237K  2,408  yes\n");
    expect_written(made, NULL,
                   "  name    money lost      r  done\n"
                   "  a, \"b\"        237K      0  no\n"
                   "  pipe|               1,204  no\n"
                   "                237K  2,408  yes\n");
    ctg_report_free(made);
}

static void a_keyed_table_is_an_object(void **state)
{
    ctg_report *made = start();
    ctg__table table = table_of("by_name");

    (void)state;
    table.keyed = true;
    table.row_count = 2;
    table.head_count = 2;
    ctg__report_table(made, CTG__FOR_JSON, table);
    table.row_count = 0;
    table.key = "nobody";
    ctg__report_table(made, CTG__FOR_JSON, table);
    made = finish(made);
    expect_json(made, "\n \"by_name\": {\n"
                      "  \"a, \\\"b\\\"\": {\"lost\": 237000},\n"
                      "  \"pipe|\": {\"lost\": null}\n },\n"
                      " \"nobody\": {}\n}\n");
    ctg_report_free(made);
}

static void facts_are_members_and_rows(void **state)
{
    static const char *const texts[] = {"x;y", "z"};
    static const ctg__fact group[] = {
        {.key = "cascades", .value = {.kind = CTG__VALUE_COUNT, .count = 7}},
        {.key = "least", .value = {.kind = CTG__VALUE_NUMBER, .number = 0.25}}};
    ctg_report *made = start();
    const unsigned all = CTG__FOR_PEOPLE | CTG__FOR_JSON | CTG__FOR_CSV;

    (void)state;
    ctg__report_fact(made, all,
                     (ctg__fact){.key = "spectral_radius",
                                 .unit = CTG_FIGURE_SHORT,
                                 .value = ctg__value_number(1.23456)});
    ctg__report_fact(made, all,
                     (ctg__fact){.key = "density",
                                 .name = "of *all* pairs",
                                 .unit = CTG_FIGURE_SHARE,
                                 .value = ctg__value_number(0.42)});
    ctg__report_fact(made, all,
                     (ctg__fact){.key = "spiral",
                                 .value = ctg__value_number((double)NAN),
                                 .empty = "undefined"});
    ctg__report_fact(
        made, CTG__FOR_JSON | CTG__FOR_CSV,
        (ctg__fact){.key = "shocks", .value = ctg__value_texts(texts, 2)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "keys", .value = ctg__value_json("{\"a\": 0.8}")});
    ctg__report_fact(
        made, CTG__FOR_FIGURES,
        (ctg__fact){.key = "hidden", .value = ctg__value_flag(true)});
    ctg__report_group(made, CTG__FOR_JSON,
                      (ctg__group){.key = "one", .facts = group, .count = 2});
    ctg__report_group(
        made, CTG__FOR_JSON,
        (ctg__group){
            .key = "lines", .facts = group, .count = 2, .lines = true});
    ctg__report_group(made, CTG__FOR_JSON, (ctg__group){.key = "none"});
    ctg__report_texts(
        made, CTG__FOR_JSON,
        (ctg__texts_part){.key = "list", .texts = texts, .count = 2});
    made = finish(made);
    expect_written(made, "csv",
                   "key,value\nspectral_radius,1.23456\ndensity,0.42\n"
                   "spiral,\nshocks,\"x;y;z\"\n");
    expect_json(made, "\n \"spectral_radius\": 1.23456,\n \"density\": 0.42,\n"
                      " \"spiral\": null,\n \"shocks\": [\"x;y\", \"z\"],\n"
                      " \"keys\": {\"a\": 0.8},\n"
                      " \"one\": {\"cascades\": 7, \"least\": 0.25},\n"
                      " \"lines\": {\n  \"cascades\": 7,\n"
                      "  \"least\": 0.25\n },\n \"none\": null,\n"
                      " \"list\": [\n  \"x;y\",\n  \"z\"\n ]\n}\n");
    expect_written(made, "md",
                   "| | |\n|---|---:|\n| spectral radius | 1.235 |\n"
                   "| of *all* pairs | 42% |\n| spiral | undefined |\n");
    expect_written(made, "text",
                   "  spectral radius               1.235\n"
                   "  of *all* pairs                  42%\n"
                   "  spiral                    undefined\n");
    assert_near(ctg_report_figure(made, "density"), 0.42);
    assert_near(ctg_report_figure(made, "cascades"), 7);
    assert_near(ctg_report_figure(made, "hidden"), 1);
    assert_true(isnan(ctg_report_figure(made, "spiral")));
    assert_true(isnan(ctg_report_figure(made, "shocks")));
    assert_true(isnan(ctg_report_figure(made, "nothing")));
    ctg_report_free(made);
}

static void blocks_of_Markdown_are_one_blank_line_apart(void **state)
{
    ctg_report *made = start();
    ctg__table table = table_of(NULL);

    (void)state;
    table.row_count = 1;
    table.head_count = 1;
    made->title = "Nothing_much";
    ctg__report_note(made, CTG__FOR_MD, "A *star*.");
    ctg__report_note(made, CTG__FOR_MD, "Another.");
    ctg__report_table(made, CTG__FOR_MD, table);
    ctg__report_note_as(made, CTG__FOR_MD,
                        (ctg__note){.term = "katz", .text = "much"});
    ctg__report_note_as(made, CTG__FOR_MD,
                        (ctg__note){.term = "impact", .text = "more"});
    ctg__report_note_as(made, CTG__FOR_PEOPLE, (ctg__note){.lead = "  end"});
    made = finish(made);
    expect_written(made, "md",
                   "## Nothing_much\n\nA \\*star\\*.\n\nAnother.\n\n"
                   "| name |\n|---|\n| a, \"b\" |\n\n"
                   "- katz: much\n- impact: more\n\nend\n");
    expect_written(made, "text", "  end\n");
    ctg_report_free(made);
}

static void text_is_wrapped_under_its_indent(void **state)
{
    ctg_report *made = start();

    (void)state;
    made->page.width = 60;
    ctg__report_note_as(
        made, CTG__FOR_TEXT,
        (ctg__note){.lead = "  impact:",
                    .text = "the equity that the others lose when this one "
                            "fails, and nobody else",
                    .indent = 6});
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_TEXT, "end");
    made = finish(made);
    expect_written(made, "text",
                   "  impact: the equity that the others lose when this one\n"
                   "      fails, and nobody else\n\nend\n");
    ctg_report_free(made);
}

static ctg__value bar_at(void *context, size_t row, size_t column)
{
    (void)context;
    if (column == 0)
        return ctg__value_text(row ? "a name that is far too long to be whole"
                                   : "b");
    if (column == 1)
        return ctg__value_number(row ? 0.5 : 1);
    return ctg__value_text(row ? "" : "(late)");
}

static void bars_take_what_texts_leave_and_remarks_are_last(void **state)
{
    static const ctg__head own[] = {
        {.key = "name", .columns = 12, .left = true},
        {.key = "share", .unit = CTG_FIGURE_SHARE, .columns = 9},
        {.key = "", .remark = true}};
    ctg_report *made = start();

    (void)state;
    made->page.width = 60;
    made->page.ascii = true;
    ctg__report_table(made, CTG__FOR_TEXT,
                      (ctg__table){.heads = own,
                                   .head_count = 3,
                                   .row_count = 2,
                                   .at = bar_at,
                                   .bar_column = 2,
                                   .bar_most = 1});
    made = finish(made);
    /* 60 - 21 - 2 - 8 = 29 columns of bar; half of them are 14.5. */
    expect_written(made, "text",
                   "  name          share\n"
                   "  b              100% "
                   "############################# (late)\n"
                   "  a nam...le      50% ###############\n");
    ctg_report_free(made);
}

static void narrow_pages_leave_out_what_they_may(void **state)
{
    static const ctg__head own[] = {
        {.key = "name"},
        {.key = "share of everything there is", .spare = true}};
    ctg_report *made = start();

    (void)state;
    made->page.width = 60;
    made->page.ascii = true;
    ctg__report_table(
        made, CTG__FOR_TEXT,
        (ctg__table){
            .heads = own, .head_count = 2, .row_count = 2, .at = bar_at});
    made = finish(made);
    expect_written(made, "text",
                   "  name\n  b\n  a name that is far too long to be whole\n");
    ctg_report_free(made);
}

/* Of all formats these, others between them. */
static void expect_in_order(const char *const *names)
{
    for (size_t i = 0; ctg_report_format_at(i); i++)
        if (*names && strcmp(ctg_report_format_at(i)->name, *names) == 0)
            names++;
    assert_null(*names);
}

static void formats_are_misspelt_with_help(void **state)
{
    ctg_report *made = start();
    ctg_error error;

    (void)state;
    ctg__report_note(made, CTG__FOR_TEXT, "words");
    made = finish(made);
    assert_int_equal(ctg_report_write(made, "jsn", stderr, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "reports have no format 'jsn'; did you mean 'json'?");
    assert_int_equal(ctg_report_write(made, "csv", stderr, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message, "the report 'list' has no format 'csv'");
    assert_string_equal(ctg_report_format_at(0)->name, "text");
    expect_in_order((const char *const[]){"text", "json", "csv", "md", "folded",
                                          "html", "sqlite", NULL});
    assert_int_equal(ctg_report_format_can(NULL), CTG_FORMAT_COMMON);
    assert_int_equal(ctg_report_format_can("json"),
                     CTG_FORMAT_COMMON | CTG_FORMAT_WHOLE | CTG_FORMAT_RESUMED);
    assert_int_equal(ctg_report_format_can("md"),
                     CTG_FORMAT_COMMON | CTG_FORMAT_CHOICE);
    assert_int_equal(ctg_report_format_can("folded"), CTG_FORMAT_TRACES);
    assert_int_equal(ctg_report_format_can("sqlite"),
                     CTG_FORMAT_WHOLE | CTG_FORMAT_BYTES);
    assert_int_equal(ctg_report_format_can("xml"), 0);
    ctg_report_free(made);
    ctg_report_free(NULL);
}

static ctg__value counted_at(void *context, size_t row, size_t column)
{
    (void)column;
    *(size_t *)context = row;
    return ctg__value_count(row);
}

static int stop_at_second(void *context, double done, double total)
{
    (void)done;
    (void)total;
    return ++*(int *)context < 2;
}

static void who_is_asked_may_stop_it(void **state)
{
    static const char *const names[] = {"text", "json", "csv", "md", "sqlite"};
    static const ctg__head head = {.key = "row", .holds = CTG__VALUE_COUNT};
    size_t last = 0;
    ctg_report *made = start();

    (void)state;
    ctg__report_table(
        made, CTG__FOR_PEOPLE | CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_SQLITE,
        (ctg__table){.key = "rows",
                     .heads = &head,
                     .head_count = 1,
                     .row_count = 5000,
                     .at = counted_at,
                     .context = &last});
    made = finish(made);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        FILE *const file = tmpfile();
        ctg_error error;
        int asked = 0;

        assert_non_null(file);
        ctg_report_ask(made, stop_at_second, &asked);
        assert_int_equal(ctg_report_write(made, names[i], file, &error),
                         CTG_CANCELLED);
        assert_int_equal(asked, 2);
        ctg_report_ask(made, NULL, NULL);
        assert_int_equal(ctg_report_write(made, names[i], file, &error),
                         CTG_OK);
        assert_int_equal(asked, 2);
        fclose(file);
    }
    ctg_report_free(made);
}

/* What is begun is thrown away, too, when a sweep fails. */
static void a_database_is_written_at_the_end_alone(void **state)
{
    const ctg_summary summary = {.rounds = 3, .by_rounds = true};
    ctg_report *report = NULL;
    FILE *const file = tmpfile();
    ctg_error error;

    (void)state;
    assert_non_null(file);
    for (int ended = 0; ended < 2; ended++) {
        assert_int_equal(ctg_sweep_report(NULL, NULL, &report, &error), CTG_OK);
        assert_int_equal(ctg_report_start(report, "sqlite", file, &error),
                         CTG_OK);
        assert_int_equal(ctg_sweep_report_add(report, "one", &summary, &error),
                         CTG_OK);
        assert_int_equal(ftell(file), 0);
        if (ended)
            assert_int_equal(ctg_report_end(report, &error), CTG_OK);
        ctg_report_free(report);
    }
    assert_int_equal(ftell(file) % 4096, 0);
    assert_true(ftell(file) > 0);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_one_in_every_format),
        cmocka_unit_test(a_keyed_table_is_an_object),
        cmocka_unit_test(facts_are_members_and_rows),
        cmocka_unit_test(blocks_of_Markdown_are_one_blank_line_apart),
        cmocka_unit_test(text_is_wrapped_under_its_indent),
        cmocka_unit_test(bars_take_what_texts_leave_and_remarks_are_last),
        cmocka_unit_test(narrow_pages_leave_out_what_they_may),
        cmocka_unit_test(formats_are_misspelt_with_help),
        cmocka_unit_test(who_is_asked_may_stop_it),
        cmocka_unit_test(a_database_is_written_at_the_end_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <contagraph/results.h>

#include "support/files.h"

static ctg_finished *read_finished(const char *path)
{
    ctg_finished *read = NULL;
    ctg_error error;

    if (ctg_finished_read(path, &read, &error))
        fail_msg("%s", error.message);
    return read;
}

static void a_row_that_was_broken_off_is_run_again(void **state)
{
    ctg_finished *rows;

    (void)state;
    files_write("rows.csv", "id,rounds\na,3\n\"b,x\",4\nc,1");
    rows = read_finished("rows.csv");
    assert_int_equal(ctg_finished_count(rows), 2);
    assert_true(ctg_finished_has(rows, "a"));
    assert_true(ctg_finished_has(rows, "b,x"));
    assert_false(ctg_finished_has(rows, "c"));
    assert_false(ctg_finished_has(rows, "id"));
    assert_false(ctg_finished_is_new(rows));
    assert_string_equal(files_read("rows.csv"), "id,rounds\na,3\n\"b,x\",4\n");
    ctg_finished_free(rows);
}

static void the_line_that_says_what_rows_are_of_is_no_row(void **state)
{
    ctg_finished *rows;

    (void)state;
    files_write("rows.json", "{\"schema\": \"s\", \"edits\": []}\n"
                             "{\"id\": \"a\", \"rounds\": 3}\n{\"id\": \"b");
    rows = read_finished("rows.json");
    assert_int_equal(ctg_finished_count(rows), 1);
    assert_true(ctg_finished_has(rows, "a"));
    assert_false(ctg_finished_has(rows, ""));
    ctg_finished_free(rows);
    files_write("rows.json", "{\"schema\": \"s\", \"edits\": []}\n");
    rows = read_finished("rows.json");
    assert_int_equal(ctg_finished_count(rows), 0);
    assert_false(ctg_finished_is_new(rows));
    ctg_finished_free(rows);
}

static void a_file_that_was_hardly_begun_is_new(void **state)
{
    static const char *const begun[] = {"", "i", "id,rou", "{\"sch"};
    ctg_finished *rows = read_finished("not-there.csv");

    (void)state;
    assert_true(ctg_finished_is_new(rows));
    ctg_finished_free(rows);
    for (size_t i = 0; i < sizeof begun / sizeof *begun; i++) {
        files_write("rows.csv", begun[i]);
        rows = read_finished("rows.csv");
        assert_true(ctg_finished_is_new(rows));
        assert_int_equal(ctg_finished_count(rows), 0);
        assert_string_equal(files_read("rows.csv"), "");
        ctg_finished_free(rows);
    }
}

static void another_file_is_refused_and_left_as_it_is(void **state)
{
    static const char *const others[] = {
        "node,impact\nA,1\nB,", "notes without an end", "x", "x,id\n1,a\n",
        "{\"key\": 1, \"id\": \"a\"}\n{\"key\": 2, \"id\": \"b\"}\n"};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ctg_finished *rows = NULL;
        ctg_error error;

        files_write("rows.csv", others[i]);
        assert_int_equal(ctg_finished_read("rows.csv", &rows, &error),
                         CTG_BAD_INPUT);
        assert_null(rows);
        assert_non_null(
            strstr(error.message, "rows.csv: is no file of results"));
        assert_string_equal(files_read("rows.csv"), others[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_row_that_was_broken_off_is_run_again),
        files_test(the_line_that_says_what_rows_are_of_is_no_row),
        files_test(a_file_that_was_hardly_begun_is_new),
        files_test(another_file_is_refused_and_left_as_it_is),
    };

    return RUN_TESTS(tests);
}

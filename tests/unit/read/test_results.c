#include <contagraph/results.h>

#include <sys/stat.h>

#include "support/files.h"

static ctg_results *read_results(const char *path)
{
    ctg_results *read = NULL;
    ctg_error error;

    if (ctg_results_read(path, NULL, NULL, &read, &error))
        fail_msg("%s", error.message);
    return read;
}

static void check_refused(const char *path, ctg_status status, const char *why)
{
    ctg_results *read = NULL;
    ctg_error error;

    assert_int_equal(ctg_results_read(path, NULL, NULL, &read, &error), status);
    assert_null(read);
    assert_non_null(strstr(error.message, why));
}

static void write_run(void)
{
    assert_int_equal(mkdir("run", 0777), 0);
    files_write("run/nodes_out.csv",
                "id,name,initial_equity,equity,failed_round\n"
                "A,Alpha,5.25,-0.75,2\n"
                "B,Beta,4,3.5,\n");
}

static void a_run_has_columns_of_numbers_by_id(void **state)
{
    ctg_results *run;

    (void)state;
    write_run();
    run = read_results("run");
    assert_int_equal(ctg_results_kind_of(run), CTG_RESULTS_RUN);
    assert_int_equal(ctg_results_node_count(run), 2);
    assert_string_equal(ctg_results_node_id(run, 1), "B");
    assert_int_equal(ctg_results_find_node(run, "B"), 1);
    assert_true(ctg_results_find_node(run, "C") == SIZE_MAX);
    assert_int_equal(ctg_results_column_count(run), 3);
    assert_true(ctg_results_find_column(run, "name") == SIZE_MAX);
    assert_string_equal(ctg_results_column(run, 2), "failed_round");
    assert_same(ctg_results_value(run, 0, 1), -0.75);
    assert_same(ctg_results_value(run, 0, 2), 2);
    assert_true(isnan(ctg_results_value(run, 1, 2)));
    ctg_results_free(run);
}

static void totals_are_the_keys_of_a_summary(void **state)
{
    const char *key = NULL;
    double total = 0;
    ctg_results *run;

    (void)state;
    write_run();
    files_write("run/summary.json",
                "{\"schema\": \"x\", \"rounds\": 3, \"converged\": false,\n"
                " \"equity_lost\": 6.5, \"spiral\": null, \"other\": 7}\n");
    run = read_results("run");
    assert_true(ctg_results_total_at(run, 2, &key, &total));
    assert_string_equal(key, "equity_lost");
    assert_same(total, 6.5);
    assert_false(ctg_results_total_at(run, 3, &key, &total));
    assert_same(ctg_results_total(run, "rounds"), 3);
    assert_same(ctg_results_total(run, "converged"), 0);
    assert_true(isnan(ctg_results_total(run, "spiral")));
    assert_true(isnan(ctg_results_total(run, "other")));
    ctg_results_free(run);
}

static void a_file_without_failures_is_a_ranking(void **state)
{
    ctg_results *ranking;

    (void)state;
    files_write("ranks.csv", "id,name,impact\nA,Alpha,0.25\nB,,12%\n");
    ranking = read_results("ranks.csv");
    assert_int_equal(ctg_results_kind_of(ranking), CTG_RESULTS_RANKING);
    assert_same(ctg_results_value(ranking, 1, 0), 0.12);
    assert_true(isnan(ctg_results_total(ranking, "rounds")));
    ctg_results_free(ranking);
}

static void results_are_told_from_graphs(void **state)
{
    (void)state;
    write_run();
    files_write("ranks.csv", "\xEF\xBB\xBF\"id\";impact\nA;1\n");
    files_write("edges.csv", "debtor,creditor,amount\nA,B,1\n");
    files_write("ideas.csv", "ideas,creditor\nA,B\n");
    assert_int_equal(mkdir("graph", 0777), 0);
    files_write("graph/nodes.csv", "id,equity\nA,1\n");
    assert_true(ctg_results_are_at("run"));
    assert_true(ctg_results_are_at("ranks.csv"));
    assert_false(ctg_results_are_at("edges.csv"));
    assert_false(ctg_results_are_at("ideas.csv"));
    assert_false(ctg_results_are_at("graph"));
    assert_false(ctg_results_are_at("nothing"));
}

static void check_bytes_refused(const char *bytes, size_t length,
                                const char *what)
{
    files_write_bytes("bytes.csv", bytes, length);
    check_refused("bytes.csv", CTG_BAD_INPUT, what);
}

static void bytes_that_are_no_text_are_refused_in_heads_and_cells(void **state)
{
    static const char head[] = "id,\0a,\0b\nA,1,2\n";
    static const char cell[] = "id,impact\nA\0B,1\n";
    static const char no_text[] = "id,im\xFFpact\nA,1\n";

    (void)state;
    check_bytes_refused(head, sizeof head - 1,
                        "bytes.csv:1:4: a column's name has a NUL byte in it");
    check_bytes_refused(cell, sizeof cell - 1,
                        "bytes.csv:2:1: a cell has a NUL byte in it");
    check_bytes_refused(no_text, sizeof no_text - 1,
                        "bytes.csv:1:4: a column's name");
}

static void what_is_no_result_is_refused_with_its_place(void **state)
{
    (void)state;
    files_write("other.csv", "node,impact\nA,1\n");
    check_refused("other.csv", CTG_BAD_INPUT,
                  "other.csv: has no column 'id', as results of run and rank");
    files_write("short.csv", "id,impact\nA,1\nB\n");
    check_refused("short.csv", CTG_BAD_INPUT, "short.csv:3:1: 1 cell");
    files_write("twice.csv", "id,impact\nA,1\n,2\nB,3\nA,1\n");
    check_refused("twice.csv", CTG_BAD_INPUT,
                  "twice.csv:5: the id 'A' is there twice");
    files_write("blank.csv", "id,impact\nA,1\n,2\n,3\n");
    check_refused("blank.csv", CTG_BAD_INPUT,
                  "blank.csv:4: the id '' is there twice");
    check_refused("nothing.csv", CTG_IO_ERROR, "nothing.csv");
    write_run();
    files_write("run/summary.json", "{\"rounds\": }\n");
    check_refused("run", CTG_BAD_INPUT, "run/summary.json:1:");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_run_has_columns_of_numbers_by_id),
        files_test(totals_are_the_keys_of_a_summary),
        files_test(a_file_without_failures_is_a_ranking),
        files_test(results_are_told_from_graphs),
        files_test(bytes_that_are_no_text_are_refused_in_heads_and_cells),
        files_test(what_is_no_result_is_refused_with_its_place),
    };

    return RUN_TESTS(tests);
}

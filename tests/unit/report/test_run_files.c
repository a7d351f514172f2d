#include <sys/stat.h>

#include "support/files.h"
#include "support/reported.h"

static bool is_there(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0;
}

static void write_all(const reported_run *made, const char *folder)
{
    ctg_error error;

    if (ctg_run_files_write(folder, &made->outcome, NULL, &error))
        fail_msg("%s", error.message);
}

static void a_folder_has_every_file_and_is_read_back(void **state)
{
    const ctg_run_file *each;
    reported_run made;
    ctg_results *read = NULL;
    ctg_error error;

    (void)state;
    reported_open(&made);
    write_all(&made, "out");
    for (size_t i = 0; (each = ctg_run_file_at(i)); i++) {
        char path[64];

        snprintf(path, sizeof path, "out/%s", each->name);
        assert_true(is_there(path));
    }
    assert_string_equal(files_read("out/origins.csv"),
                        "node,origin,amount\nA,shock:1,5\nB,shock:1,6\n"
                        "C,shock:1,6\n");
    assert_int_equal(ctg_results_read("out", NULL, NULL, &read, &error),
                     CTG_OK);
    assert_same(ctg_results_total(read, "equity_lost"), 13.5);
    assert_same(ctg_results_total(read, "converged"), 1);
    assert_int_equal(ctg_results_find_node(read, "C"), 2);
    ctg_results_free(read);
    reported_close(&made);
}

static void files_of_an_earlier_run_do_not_stay(void **state)
{
    reported_run made;

    (void)state;
    reported_open(&made);
    write_all(&made, "out");
    files_write("out/notes.txt", "mine\n");
    files_write("out/ledger.csv", "old\n");
    made.outcome.trace = NULL;
    write_all(&made, "out");
    assert_false(is_there("out/origins.csv"));
    assert_false(is_there("out/paths.csv"));
    assert_string_equal(files_read("out/notes.txt"), "mine\n");
    assert_memory_equal(files_read("out/ledger.csv"), "round,channel", 13);
    reported_close(&made);
}

static void what_is_in_the_way_stays(void **state)
{
    reported_run made;
    ctg_error error;

    (void)state;
    reported_open(&made);
    files_write("out", "a file\n");
    assert_int_equal(ctg_run_files_write("out", &made.outcome, NULL, &error),
                     CTG_IO_ERROR);
    assert_string_equal(files_read("out"), "a file\n");
    assert_int_equal(ctg_run_files_write("no/out", &made.outcome, NULL, &error),
                     CTG_IO_ERROR);
    assert_false(is_there("no"));
    reported_close(&made);
}

static void one_file_goes_into_any_stream(void **state)
{
    reported_run made;
    char *text = NULL;
    size_t size;
    FILE *const file = open_memstream(&text, &size);
    ctg_error error;

    (void)state;
    reported_open(&made);
    assert_int_equal(
        ctg_run_file_write("claims_out.csv", &made.outcome, NULL, file, &error),
        CTG_OK);
    assert_int_equal(
        ctg_run_file_write("claims.csv", &made.outcome, NULL, file, &error),
        CTG_NOT_FOUND);
    made.outcome.trace = NULL;
    assert_int_equal(
        ctg_run_file_write("paths.csv", &made.outcome, NULL, file, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(fclose(file), 0);
    assert_string_equal(text, "debtor,creditor,face,value\nA,B,8,2\n"
                              "A,C,2,0.5\nB,C,6,1.5\n");
    free(text);
    reported_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_folder_has_every_file_and_is_read_back),
        files_test(files_of_an_earlier_run_do_not_stay),
        files_test(what_is_in_the_way_stays),
        files_test(one_file_goes_into_any_stream),
    };

    return RUN_TESTS(tests);
}

/*
 * One file, three readers: what is wrong with the rows of a table of a graph is
 * said of the same rows as scenarios and as results, at the same place and in
 * the same words.
 */
#include <config.h>

#include <dirent.h>

#include <contagraph/contagraph.h>
#include <contagraph/scenarios.h>
#include <contagraph/sheet.h>

#include "support/files.h"

static char bad_folder[500];

/* A second column that each of the three knows: equity, alpha, loss. */
typedef struct fault {
    const char *rows; /* `@` is the name of that column */
    const char *said; /* the place behind the file's name, and the text */
} fault;

static const fault faults[] = {
    {"id,@,@\nA,1,2\n", "1:%: column '@' is there twice"},
    {"id,@\nA,1\n\"B\"x,0\n", "3:4: text after the quote that closes a cell"},
    {"id,@\nA,1\nB\"x,0\n",
     "3:2: a quote inside a cell that does not start with one"},
    {"id;@\nA;1\n\"B;0\n", "3:1: a quote that is never closed"},
    {"id\t@\r\nA\t1\r\n\r\nB\rx\t0\r\n",
     "4:2: a carriage return that ends no line; end lines with LF or CRLF"},
};

/* `from` with the column's name put in. */
static void put_name(char to[200], const char *from, const char *name)
{
    *to = '\0';
    for (; *from; from++) {
        if (*from == '@')
            strcat(to, name);
        else if (*from == '%')
            sprintf(to + strlen(to), "%zu", strlen("id,,") + strlen(name) + 1);
        else
            strncat(to, from, 1);
    }
}

static void read_as_table(const char *path, ctg_error *error)
{
    ctg_graph *graph = NULL;

    files_write("e.csv", "debtor,creditor,amount\nA,B,1\n");
    ctg_read_options options = ctg_read_options_default();

    options.nodes_path = path;
    ctg_graph_read("e.csv", &options, &graph, NULL, error);
    ctg_graph_free(graph);
}

static void read_as_results(const char *path, ctg_error *error)
{
    ctg_sheet *sheet = NULL;

    ctg_sheet_read(path, NULL, NULL, &sheet, error);
    ctg_sheet_free(sheet);
}

static void read_as_scenarios(const char *path, ctg_error *error)
{
    ctg_scenario *const base = ctg_scenario_new();
    ctg_scenarios *all = NULL;
    ctg_scenario_row row = {0};
    ctg_status status;

    assert_non_null(base);
    status = ctg_scenarios_open(path, base, NULL, NULL, &all, error);
    while (!status) {
        status = ctg_scenarios_next(all, &row, error);
        if (!status && !row.scenario)
            break;
        if (!status)
            ctg_scenario_free(row.scenario);
    }
    ctg_scenarios_free(all);
    ctg_scenario_free(base);
}

/* Each with the name of a column that is its own. */
static const struct {
    void (*read)(const char *path, ctg_error *error);
    const char *column;
} readers[] = {{read_as_table, "equity"},
               {read_as_results, "loss"},
               {read_as_scenarios, "alpha"}};

static void a_bad_row_is_refused_alike_whoever_reads_it(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof faults / sizeof *faults; f++)
        for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
            ctg_error error = {0};
            char rows[200];
            char said[200];

            put_name(rows, faults[f].rows, readers[r].column);
            put_name(said, faults[f].said, readers[r].column);
            files_write("bad.csv", rows);
            readers[r].read("bad.csv", &error);
            assert_int_equal(error.status, CTG_BAD_INPUT);
            if (strncmp(error.message, "bad.csv:", 8) != 0 ||
                strcmp(error.message + 8, said) != 0)
                fail_msg("%zu, %zu: '%s', not '%s'", f, r, error.message, said);
        }
}

static void separators_and_line_ends_are_told_by_all(void **state)
{
    static const char *const rows[] = {
        "id,@\nA,0.5\n",
        "id;@\r\nA;0.5\r\n",
        "\xEF\xBB\xBFid\t@\n\nA\t0.5\n",
        "sep=;\nid;@\nA;0.5\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
            ctg_error error = {0};
            char text[200];

            put_name(text, rows[i], readers[r].column);
            files_write("good.csv", text);
            readers[r].read("good.csv", &error);
            if (error.status)
                fail_msg("%zu, %zu: %s", i, r, error.message);
        }
}

/* Files that are wrong as graphs may be right as results; none gets through as
 * scenarios, and whatever is said says where. */
static void every_bad_csv_has_one_clear_fault_elsewhere_too(void **state)
{
    DIR *const folder = opendir(bad_folder);
    struct dirent *entry;
    size_t count = 0;

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        const char *const ending = strrchr(entry->d_name, '.');
        char path[1024];
        ctg_error error = {0};

        if (!ending || strcmp(ending, ".csv") != 0)
            continue;
        count++;
        snprintf(path, sizeof path, "%s/%s", bad_folder, entry->d_name);
        read_as_results(path, &error);
        if (error.status) {
            assert_int_equal(error.status, CTG_BAD_INPUT);
            assert_non_null(strstr(error.message, entry->d_name));
        }
        error = (ctg_error){0};
        read_as_scenarios(path, &error);
        if (!error.status) /* a header that names a key */
            assert_string_equal(entry->d_name, "matrix-without-columns.csv");
        else if (error.status != CTG_BAD_INPUT ||
                 !strstr(error.message, entry->d_name))
            fail_msg("%s: '%s'", entry->d_name, error.message);
    }
    closedir(folder);
    assert_in_range(count, 30, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_bad_row_is_refused_alike_whoever_reads_it),
        files_test(separators_and_line_ends_are_told_by_all),
        files_test(every_bad_csv_has_one_clear_fault_elsewhere_too),
    };
    const char *const top = getenv("top_srcdir");

    snprintf(bad_folder, sizeof bad_folder, "%s/tests/bad", top ? top : ".");
    return RUN_TESTS(tests);
}

/* Tables from CSV: quirks, places, and the fast way against the exact one. */
#include <config.h>

#include <sys/stat.h>

#include <contagraph/contagraph.h>

#include "data/graph.h"
#include "support/files.h"
#include "text/csv.h"
#include "text/text.h"

static ctg_graph *read_path(const char *path, const char *nodes)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    options.nodes_path = nodes;
    if (ctg_graph_read(path, &options, &graph, NULL, &error))
        fail_msg("%s", error.message);
    return graph;
}

static void assert_cell(const ctg_graph *graph, ctg_table table, size_t row,
                        const char *column, const char *expected)
{
    char buffer[32];

    assert_string_equal(ctg_graph_cell(graph, table, row, column, buffer),
                        expected);
}

static void assert_place(const ctg_graph *graph, ctg_table table, size_t row,
                         const char *column, const char *expected)
{
    char place[200];

    ctg__graph_place(graph, table, row,
                     column ? ctg__graph_find_column(graph, table, column)
                            : SIZE_MAX,
                     place, sizeof place);
    assert_string_equal(place, expected);
}

static void cells_are_separated_quoted_and_kept_as_they_are(void **state)
{
    ctg_graph *graph;

    (void)state;
    files_write("e.csv", "debtor,creditor,amount,note\n"
                         "\" A \",\"B, Inc.\",12.75,\"say \"\"hi\"\"\"\n"
                         "=1+1,  C,1e3,\"two\nlines\r\nand more\"\n"
                         "\xF0\x9F\x8D\x92,\"\"\"\",-0.237,\"\"\n");
    graph = read_path("e.csv", NULL);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 3);
    assert_cell(graph, CTG_EXPOSURES, 0, "debtor", " A ");
    assert_cell(graph, CTG_EXPOSURES, 0, "creditor", "B, Inc.");
    assert_cell(graph, CTG_EXPOSURES, 0, "note", "say \"hi\"");
    assert_cell(graph, CTG_EXPOSURES, 1, "debtor", "=1+1");
    assert_cell(graph, CTG_EXPOSURES, 1, "creditor", "  C");
    assert_cell(graph, CTG_EXPOSURES, 1, "amount", "1000");
    assert_cell(graph, CTG_EXPOSURES, 1, "note", "two\nlines\r\nand more");
    assert_cell(graph, CTG_EXPOSURES, 2, "debtor", "\xF0\x9F\x8D\x92");
    assert_cell(graph, CTG_EXPOSURES, 2, "creditor", "\"");
    assert_cell(graph, CTG_EXPOSURES, 2, "note", "");
    /* Nodes in order of first appearance. */
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 6);
    assert_string_equal(ctg_graph_node_id(graph, 1), "B, Inc.");
    ctg_graph_free(graph);
}

static void line_ends_marks_and_separators_do_not_matter(void **state)
{
    static const char *const texts[] = {
        "debtor,creditor,amount\nA,B,12.75\nB,C,0.237\n",
        "debtor,creditor,amount\r\nA,B,12.75\r\nB,C,0.237\r\n",
        "debtor,creditor,amount\nA,B,12.75\nB,C,0.237",
        "debtor,creditor,amount\r\nA,B,12.75\r\nB,C,0.237\r",
        "\n\ndebtor,creditor,amount\n\nA,B,12.75\n\r\n\nB,C,0.237\n\n",
        "\357\273\277debtor,creditor,amount\nA,B,12.75\nB,C,0.237\n",
        "debtor;creditor;amount\nA;B;12.75\nB;C;0.237\n",
        "debtor\tcreditor\tamount\nA\tB\t12.75\nB\tC\t0.237\n",
        "amount,creditor,debtor\n12.75,B,A\n0.237,C,B\n",
        "\"debtor\",creditor,\"amount\"\n\"A\",B,\"12.75\"\nB,\"C\",0.237\n",
        "debtor,creditor,amount,\nA,B,12.75,\nB,C,0.237,,,\n",
    };
    char first[CTG_HASH_ROOM];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char hash[CTG_HASH_ROOM];
        ctg_graph *graph;

        files_write("e.csv", texts[i]);
        graph = read_path("e.csv", NULL);
        assert_int_equal(ctg_graph_hash(graph, i ? hash : first, NULL), 0);
        if (i)
            assert_string_equal(hash, first);
        ctg_graph_free(graph);
    }
}

/* Rows of all kinds, so that the fast way is left and entered again. */
static void add_row(ctg__text *text, size_t i, bool quoted)
{
    const char *const q = quoted ? "\"" : "";

    ctg__text_print(text, "%sN%zu%s,%sN%zu%s,%s", q, i % 97, q, q, i * 7 % 89,
                    q, q);
    switch (i % 7) {
    case 0:
        ctg__text_print(text, "%zu.%02zu", i, i % 100);
        break;
    case 1:
        ctg__text_print(text, "%zue-3", i);
        break;
    case 2:
        ctg__text_print(text, "%zu.12345678901234567", i);
        break;
    case 3:
        ctg__text_print(text, "+%zu", i);
        break;
    case 4:
        ctg__text_print(text, "000000000000000000%zu.5", i);
        break;
    case 5:
        ctg__text_print(text, "%zu.", i);
        break;
    default:
        ctg__text_print(text, ".%zu", i + 1);
        break;
    }
    ctg__text_print(text, "%s,%s%s%s", q, q, i % 5 ? "" : "0.25", q);
    ctg__text_print(text, ",%s%s%zu%s", q, i % 11 ? "" : "\xC3\xA4", i % 13, q);
    ctg__text_add(text, i % 17 == 3 ? "\n\n" : i % 19 == 4 ? "\r\n" : "\n");
}

static void the_fast_way_reads_what_the_exact_one_does(void **state)
{
    ctg__text plain = {0};
    ctg__text quoted = {0};
    ctg__text mixed = {0};
    char hashes[3][CTG_HASH_ROOM];

    (void)state;
    ctg__text_add(&plain, "debtor,creditor,amount,recovery,note\n");
    ctg__text_add(&quoted, plain.bytes);
    ctg__text_add(&mixed, plain.bytes);
    for (size_t i = 0; i < 3000; i++) {
        add_row(&plain, i, false);
        add_row(&quoted, i, true);
        add_row(&mixed, i, i % 70 > 67);
    }
    files_write("0.csv", plain.bytes);
    files_write("1.csv", quoted.bytes);
    files_write("2.csv", mixed.bytes);
    for (size_t i = 0; i < 3; i++) {
        char path[] = "0.csv";
        ctg_graph *graph;
        char buffer[32];

        path[0] = (char)('0' + i);
        graph = read_path(path, NULL);
        assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 3000);
        assert_string_equal(
            ctg_graph_cell(graph, CTG_EXPOSURES, 2991, "amount", buffer),
            "2991.1234567890124");
        assert_int_equal(ctg_graph_hash(graph, hashes[i], NULL), 0);
        ctg_graph_free(graph);
    }
    assert_string_equal(hashes[0], hashes[1]);
    assert_string_equal(hashes[0], hashes[2]);
    ctg__text_clear(&plain);
    ctg__text_clear(&quoted);
    ctg__text_clear(&mixed);
}

static void a_row_given_up_half_way_leaves_nothing_behind(void **state)
{
    ctg_graph *graph;

    (void)state;
    files_write("e.csv", "debtor,creditor,amount,recovery,seniority\n"
                         "A,B,12.75,0.25,3\n"
                         "B,C,7.5,0.5\n"
                         "C,A,1.5\n"
                         "C,A,1.5,0.75,\"4\"\n");
    graph = read_path("e.csv", NULL);
    assert_cell(graph, CTG_EXPOSURES, 1, "recovery", "0.5");
    assert_cell(graph, CTG_EXPOSURES, 1, "seniority", "");
    assert_cell(graph, CTG_EXPOSURES, 2, "recovery", "");
    assert_cell(graph, CTG_EXPOSURES, 3, "seniority", "4");
    ctg_graph_free(graph);
}

static void places_are_found_again_in_any_row(void **state)
{
    ctg__text text = {0};
    ctg_graph *graph;

    (void)state;
    ctg__text_add(&text, "\xEF\xBB\xBF"
                         "debtor,creditor,amount\n");
    for (size_t i = 0; i < 5000; i++)
        ctg__text_print(
            &text, i % 1000 == 7 ? "\n\"N\n%zu\",B,2.5\n" : "N%zu,B,2.5\n", i);
    files_write("e.csv", text.bytes);
    graph = read_path("e.csv", NULL);
    assert_place(graph, CTG_EXPOSURES, 0, "debtor", "e.csv:2:1");
    assert_place(graph, CTG_EXPOSURES, 6, "amount", "e.csv:8:6");
    assert_place(graph, CTG_EXPOSURES, 7, NULL, "e.csv:10:1");
    assert_place(graph, CTG_EXPOSURES, 7, "creditor", "e.csv:11:4");
    assert_place(graph, CTG_EXPOSURES, 8, "creditor", "e.csv:12:4");
    assert_place(graph, CTG_EXPOSURES, 1023, "creditor", "e.csv:1029:7");
    assert_place(graph, CTG_EXPOSURES, 1024, "creditor", "e.csv:1030:7");
    assert_place(graph, CTG_EXPOSURES, 4999, "amount", "e.csv:5011:9");
    assert_place(graph, CTG_EXPOSURES, 4999, "recovery", "e.csv:5011:1");
    /* Not from a file that has changed since. */
    ctg__text_add(&text, "X,B,2.5\n");
    files_write("e.csv", text.bytes);
    assert_place(graph, CTG_EXPOSURES, 8, "creditor", "e.csv (row 9)");
    ctg_graph_free(graph);
    ctg__text_clear(&text);
}

static void places_use_the_names_of_the_graph(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    options.map = "creditor=lender,debtor=borrower";
    files_write("e.csv", "lender,borrower,amount\nA,B,2.5\n");
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_OK);
    assert_cell(graph, CTG_EXPOSURES, 0, "creditor", "A");
    assert_place(graph, CTG_EXPOSURES, 0, "debtor", "e.csv:2:3");
    ctg_graph_free(graph);
}

static void nodes_come_from_their_own_file(void **state)
{
    ctg_graph *graph;

    (void)state;
    files_write("e.csv", "debtor,creditor,amount\nA,B,2.5\n");
    files_write("n.csv", "equity,id\n12.75,B\n3.5,A\n7,C\n");
    graph = read_path("e.csv", "n.csv");
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 3);
    assert_string_equal(ctg_graph_node_id(graph, 0), "B");
    assert_place(graph, CTG_NODES, 2, "id", "n.csv:4:3");
    ctg_graph_free(graph);
}

static void a_pipe_is_read_and_its_places_are_known(void **state)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    FILE *writer;
    pid_t child;

    (void)state;
    assert_int_equal(mkfifo("pipe.csv", 0600), 0);
    child = fork();
    if (child == 0) {
        writer = fopen("pipe.csv", "w");
        fputs("debtor,creditor,amount\nA,B,2.5\nB,C,7\n", writer);
        fclose(writer);
        _exit(0);
    }
    assert_int_equal(ctg_graph_read("pipe.csv", NULL, &graph, NULL, &error),
                     CTG_OK);
    assert_place(graph, CTG_EXPOSURES, 1, "amount", "pipe.csv:3:5");
    ctg_graph_free(graph);
}

static int stop_at_once(void *context, double done, double total)
{
    (void)context;
    assert_true(done <= total);
    return 0;
}

static void progress_can_cancel(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    options.progress = stop_at_once;
    files_write("e.csv", "debtor,creditor,amount\nA,B,2.5\n");
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_CANCELLED);
    assert_null(graph);
}

static void an_empty_name_is_no_graph(void **state)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_graph_read("", NULL, &graph, NULL, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message, "the name of the graph is empty");
    assert_null(graph);
}

static void options_that_would_be_ignored_are_refused(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    files_write("e.csv", "debtor,creditor,amount\nA,B,2.5\n");
    options.edges = "creditor-debtor";
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_BAD_ARGUMENT);
    options.edges = NULL;
    options.map = "debtor=borrower,debtor=x";
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_BAD_ARGUMENT);
    options.map = "debtor";
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_BAD_ARGUMENT);
    options.map = NULL;
    options.format = "xls";
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_BAD_ARGUMENT);
    options.format = "folder";
    assert_int_equal(ctg_graph_read("e.csv", &options, &graph, NULL, &error),
                     CTG_BAD_INPUT);
    options.format = NULL;
    assert_int_equal(ctg_graph_read("none.csv", &options, &graph, NULL, &error),
                     CTG_IO_ERROR);
    assert_string_equal(error.message, "none.csv: No such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(cells_are_separated_quoted_and_kept_as_they_are),
        files_test(line_ends_marks_and_separators_do_not_matter),
        files_test(the_fast_way_reads_what_the_exact_one_does),
        files_test(a_row_given_up_half_way_leaves_nothing_behind),
        files_test(places_are_found_again_in_any_row),
        files_test(places_use_the_names_of_the_graph),
        files_test(nodes_come_from_their_own_file),
        files_test(a_pipe_is_read_and_its_places_are_known),
        files_test(progress_can_cancel),
        files_test(an_empty_name_is_no_graph),
        files_test(options_that_would_be_ignored_are_refused),
    };

    return RUN_TESTS(tests);
}

/* Dense matrices: names or none, and who the rows are. */
#include <config.h>

#include <contagraph/contagraph.h>

#include "data/graph.h"
#include "support/files.h"
#include "text/text.h"

static ctg_graph *read_matrix(const char *text, const char *rows)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    options.rows = rows;
    files_write("m.csv", text);
    if (ctg_graph_read("m.csv", &options, &graph, NULL, &error))
        fail_msg("%s", error.message);
    return graph;
}

/* The exposures as "debtor>creditor=amount ...", in their order. */
static void assert_exposures(const ctg_graph *graph, const char *expected)
{
    ctg__text text = {0};

    for (size_t i = 0; i < ctg_graph_row_count(graph, CTG_EXPOSURES); i++) {
        char buffer[32];

        ctg__text_print(
            &text, "%s%s>", i ? " " : "",
            ctg_graph_cell(graph, CTG_EXPOSURES, i, "debtor", buffer));
        ctg__text_print(
            &text,
            "%s=", ctg_graph_cell(graph, CTG_EXPOSURES, i, "creditor", buffer));
        ctg__text_print(
            &text, "%s",
            ctg_graph_cell(graph, CTG_EXPOSURES, i, "amount", buffer));
    }
    assert_string_equal(ctg__text_string(&text), expected);
    ctg__text_clear(&text);
}

static void rows_are_creditors_or_debtors_as_told(void **state)
{
    static const char text[] = ",A,B,C\nA,0,1.5,0\nB,0.25,0,3\nC,0,0,0\n";
    ctg_graph *graph = read_matrix(text, "creditor");

    (void)state;
    assert_exposures(graph, "B>A=1.5 A>B=0.25 C>B=3");
    ctg_graph_free(graph);
    graph = read_matrix(text, "debtor");
    assert_exposures(graph, "A>B=1.5 B>A=0.25 B>C=3");
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 3);
    ctg_graph_free(graph);
}

static void names_are_found_wherever_they_are(void **state)
{
    static const struct {
        const char *text;
        const char *exposures;
    } cases[] = {
        {"0,1.5\n2.5,0\n", "0>1=1.5 1>0=2.5"},
        {"A,B\n0,1.5\n2.5,0\n", "A>B=1.5 B>A=2.5"},
        {",A,B\nA,0,1.5\nB,2.5,0\n", "A>B=1.5 B>A=2.5"},
        {"bank,A,B\nA,0,1.5\nB,2.5,0\n", "A>B=1.5 B>A=2.5"},
        {"A,B\nA,0,1.5\nB,2.5,0\n", "A>B=1.5 B>A=2.5"}, /* no corner */
        {"7,9\n7,0,1.5\n9,2.5,0\n", "7>9=1.5 9>7=2.5"}, /* nor letters */
        {"A,0,1.5\nB,2.5,0\n", "A>B=1.5 B>A=2.5"},      /* rows alone */
        {",7,9\n7,0,1.5\n9,2.5,0\n", "7>9=1.5 9>7=2.5"},
        {"bank,7,9\n7,0,1.5\n9,2.5,0\n", "7>9=1.5 9>7=2.5"},
        {";A;B\nA;;1.5\nB;2.5;\n", "A>B=1.5 B>A=2.5"},
        {"\xEF\xBB\xBF,A,B\r\nA,0,1.5\r\n\r\nB,2.5,0\r\n", "A>B=1.5 B>A=2.5"},
        {",\"A,1\",\"B\"\"\"\n\"A,1\",0,1.5\n\"B\"\"\",2.5,0\n",
         "A,1>B\"=1.5 B\">A,1=2.5"},
        {"4.5\n", "0>0=4.5"},
        {",X\nX,0\n", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg_graph *const graph = read_matrix(cases[i].text, "debtor");

        assert_exposures(graph, cases[i].exposures);
        ctg_graph_free(graph);
    }
}

/* A corner is no number, not even where blanks are: names may be numbers. */
static void a_blank_corner_is_one_where_blanks_are_zero(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    options.rows = "debtor";
    options.blank = "0";
    files_write("m.csv", ",7,9\n8,,1.5\n6,2.5,\n");
    if (!ctg_graph_read("m.csv", &options, &graph, NULL, &error))
        fail_msg("names of rows and columns differ, and it is taken");
    files_write("m.csv", ",7,9\n7,,1.5\n9,2.5,\n");
    if (ctg_graph_read("m.csv", &options, &graph, NULL, &error))
        fail_msg("%s", error.message);
    assert_exposures(graph, "7>9=1.5 9>7=2.5");
    ctg_graph_free(graph);
}

static void nodes_may_come_from_their_own_file(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    files_write("m.csv", "0,1.5\n2.5,0\n");
    files_write("n.csv", "id,equity\n1,3.5\n0,12.75\n");
    options.rows = "debtor";
    options.nodes_path = "n.csv";
    assert_int_equal(ctg_graph_read("m.csv", &options, &graph, NULL, &error),
                     CTG_OK);
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 2);
    assert_string_equal(ctg_graph_node_id(graph, 0), "1");
    assert_exposures(graph, "0>1=1.5 1>0=2.5");
    ctg_graph_free(graph);
}

static void an_exposure_is_placed_at_its_cell(void **state)
{
    ctg_graph *const graph = read_matrix(
        ",A,\"B\n2\",C\nA,0,0,3\n\n\"B\n2\",0,0,0\nC,10,200,0\n", "creditor");
    char place[100];

    (void)state;
    ctg__graph_place(graph, CTG_EXPOSURES, 0, CTG__EXPOSURE_AMOUNT, place,
                     sizeof place);
    assert_string_equal(place, "m.csv:3:7");
    ctg__graph_place(graph, CTG_EXPOSURES, 1, SIZE_MAX, place, sizeof place);
    assert_string_equal(place, "m.csv:7:3");
    ctg__graph_place(graph, CTG_EXPOSURES, 2, CTG__EXPOSURE_DEBTOR, place,
                     sizeof place);
    assert_string_equal(place, "m.csv:7:6");
    ctg_graph_free(graph);
}

static void a_matrix_is_written_so_that_it_reads_back(void **state)
{
    static const char *const orientations[] = {"creditor", "debtor"};
    ctg_graph *const graph = read_matrix(
        ",1,2,\"x, \"\"y\"\"\"\n1,0,0.1,0\n2,1e-7,0,0\n\"x, \"\"y\"\"\",3,0,"
        "123456.789\n",
        "debtor");
    ctg_write_options options = ctg_write_options_default();
    ctg_error error = {0};

    (void)state;
    options.format = "matrix";
    assert_int_equal(ctg_graph_write(graph, "w.csv", &options, NULL, &error),
                     CTG_BAD_ARGUMENT);
    for (size_t i = 0; i < 2; i++) {
        ctg_graph *back;
        char *text;

        options.rows = orientations[i];
        assert_int_equal(
            ctg_graph_write(graph, "w.csv", &options, NULL, &error), CTG_OK);
        text = strdup(files_read("w.csv"));
        back = read_matrix(text, orientations[i]);
        free(text);
        assert_int_equal(ctg_graph_row_count(back, CTG_EXPOSURES), 4);
        if (i)
            assert_exposures(back, "1>2=0.1 2>1=1e-07 x, \"y\">1=3 "
                                   "x, \"y\">x, \"y\"=123456.789");
        ctg_graph_free(back);
    }
    ctg_graph_free(graph);
}

static void what_a_matrix_cannot_hold_is_named(void **state)
{
    ctg_read_options read = ctg_read_options_default();
    ctg_write_options options = ctg_write_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    files_write("e.csv", "debtor,creditor,amount,kind\n"
                         "A,B,1.5,loan\nA,B,2,\nB,A,0,\n");
    assert_int_equal(ctg_graph_read("e.csv", &read, &graph, NULL, &error),
                     CTG_OK);
    options.format = "matrix";
    options.rows = "debtor";
    assert_int_equal(
        ctg_graph_write(graph, "m.csv", &options, problems, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(ctg_problems_count(problems, CTG_REJECTED), 3);
    assert_string_equal(ctg_problems_at(problems, 0)->text,
                        "matrix cannot hold column kind of exposures (1)");
    assert_string_equal(ctg_problems_at(problems, 1)->text,
                        "matrix cannot hold parallel exposures (1)");
    assert_string_equal(ctg_problems_at(problems, 2)->text,
                        "matrix cannot hold exposures of 0 (1)");
    options.lossy = true;
    assert_int_equal(
        ctg_graph_write(graph, "m.csv", &options, problems, &error), CTG_OK);
    assert_string_equal(files_read("m.csv"), ",A,B\nA,0,3.5\nB,0,0\n");
    ctg_problems_free(problems);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(rows_are_creditors_or_debtors_as_told),
        files_test(names_are_found_wherever_they_are),
        files_test(a_blank_corner_is_one_where_blanks_are_zero),
        files_test(nodes_may_come_from_their_own_file),
        files_test(an_exposure_is_placed_at_its_cell),
        files_test(a_matrix_is_written_so_that_it_reads_back),
        files_test(what_a_matrix_cannot_hold_is_named),
    };

    return RUN_TESTS(tests);
}

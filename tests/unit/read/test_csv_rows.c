/* Rows and headers of CSV: what counts them, what is short, what is a table. */
#include "support/formats.h"

/* How many problems of a kind a file has; the first is at this place (its end)
 * and says this. */
static void said(const char *text, ctg_severity severity, size_t count,
                 const char *place, const char *part)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    const ctg_problem *problem;
    size_t i = 0;

    assert_non_null(problems);
    (void)graph_try("csv", text, strlen(text), ctg_read_options_default(),
                    &graph, problems, &error);
    assert_int_equal(ctg_problems_count(problems, severity), count);
    while ((problem = ctg_problems_at(problems, i++)) != NULL)
        if (problem->severity == severity) {
            if (!strstr(problem->place, place) || !strstr(problem->text, part))
                fail_msg("%s: %s", problem->place, problem->text);
            break;
        }
    assert_int_equal(problem != NULL, count > 0);
    ctg_problems_free(problems);
    ctg_graph_free(graph);
}

static void a_column_without_a_name_counts_all_rows_or_none(void **state)
{
    (void)state;
    said(",debtor,creditor,amount\n1,A,B,2.5\n2,B,C,3\n", CTG_NOTE, 1, "",
         "counts the rows");
    said(",debtor,creditor,amount\n0,A,B,2.5\n1,B,C,3\n", CTG_NOTE, 1, "",
         "counts the rows");
    said(",debtor,creditor,amount\n,A,B,2.5\n,B,C,3\n", CTG_NOTE, 0, "", "");
    refused("csv", ",debtor,creditor,amount\n2,A,B,2.5\n3,B,C,3\n",
            ":2:1: column 1 has no name, and '2' does not count the rows");
    refused("csv", ",debtor,creditor,amount\n1,A,B,2.5\n3,B,C,3\n",
            ":3:1: column 1 has no name, and '3' does not count");
    refused("csv", ",debtor,creditor,amount\n1,A,B,2.5\n,B,C,3\n2,C,A,1\n",
            ":3:1: column 1 has no name, and '' does not count");
    refused("csv", ",debtor,creditor,amount\n,A,B,2.5\n1,B,C,3\n",
            ":3:1: column 1 has no name, and '1' does not count");
    refused("csv", ",debtor,creditor,amount\nx,A,B,2.5\n",
            ":2:1: column 1 has no name, and 'x' does not count");
}

static void short_rows_are_counted_from_the_first(void **state)
{
    (void)state;
    said("debtor,creditor,amount,note\nA,B,2,x\nB,C,3\nC,A,1,y\nB,A,2\n",
         CTG_WARNING, 1, ":3:1", "2 rows have fewer cells than the header");
    said("debtor,creditor,amount,note\nA,B,2,x\nB,C,3\n", CTG_WARNING, 1,
         ":3:1", "1 row has fewer cells than the header");
    refused("csv", "debtor,creditor,note,amount\nA,B,x\n",
            ":2:1: 3 cells, the header has 4: amount is missing");
}

static void more_cells_than_columns_are_refused_once(void **state)
{
    (void)state;
    said("debtor,creditor,amount\nA,B,2,,\n", CTG_REJECTED, 0, "", "");
    said("debtor,creditor,amount\nA,B,2,x,y,z\nB,C,1\n", CTG_REJECTED, 1,
         ":2:7", "'x' has no column");
    refused("csv", "debtor,creditor,amount\nA,B,2,x,y\n",
            ":2:7: 'x' has no column: the header has 3");
}

/* Two columns say too little: a file of venues has to be called so. */
static void few_columns_do_not_make_a_table(void **state)
{
    (void)state;
    refused(NULL, "node,type\nA,lending\n", "nor ending tells its format");
    refused(NULL, "id,price\nX,2.5\n", "say --rows creditor or");
}

static void a_header_of_words_is_no_matrix(void **state)
{
    (void)state;
    refused(NULL, "a,b,c\nx,1\n", "nor ending tells its format");
    refused(NULL, "a,b\nx,1,2\n", "nor ending tells its format");
    refused(NULL, "a,b,c\nx,1,2\n", "say --rows creditor or --rows debtor");
}

/* Three lines of three numbers might be a matrix, unless told otherwise. */
static void a_square_of_numbers_is_a_list_when_told_so(void **state)
{
    static const char square[] = "1 2 30\n2 3 10\n3 1 20\n";
    const ctg_read_options edges = {.edges = "debtor-creditor"};
    ctg_graph *graph;
    char buffer[32];

    (void)state;
    refused(NULL, square, "say --rows creditor or --rows debtor");
    graph = graph_read(NULL, square, &edges);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 3);
    assert_string_equal(format_cell(graph, CTG_EXPOSURES, 1, "amount", buffer),
                        "10");
    ctg_graph_free(graph);
    graph = graph_read(NULL, "1 2 30\n2 3 10\n3 1 20\n1 3 5\n", NULL);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 4);
    ctg_graph_free(graph);
}

/* Also in rows of nothing else but numbers. */
static void a_flag_is_no_number(void **state)
{
    static const char *const flags[] = {"2", "0.5", "-1", "yes?"};
    static const char edges[] = "debtor,creditor,amount\nA,B,2.5\n";

    (void)state;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        char nodes[FORMAT_PATH_SIZE];
        char text[64];
        ctg_graph *graph = NULL;
        ctg_error error = {0};
        const int length = snprintf(
            text, sizeof text, "id,pass_through\nA,true\nB,%s\n", flags[i]);

        format_file(nodes, text, (size_t)length);
        assert_int_equal(graph_try("csv", edges, strlen(edges),
                                   (ctg_read_options){.nodes_path = nodes},
                                   &graph, NULL, &error),
                         CTG_BAD_INPUT);
        unlink(nodes);
        if (!strstr(error.message, ":3:3: ") ||
            !strstr(error.message, flags[i]))
            fail_msg("%s", error.message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_without_a_name_counts_all_rows_or_none),
        cmocka_unit_test(short_rows_are_counted_from_the_first),
        cmocka_unit_test(more_cells_than_columns_are_refused_once),
        cmocka_unit_test(few_columns_do_not_make_a_table),
        cmocka_unit_test(a_header_of_words_is_no_matrix),
        cmocka_unit_test(a_flag_is_no_number),
        cmocka_unit_test(a_square_of_numbers_is_a_list_when_told_so),
    };

    return RUN_TESTS(tests);
}

#include <contagraph/report.h>

#include <stdio.h>
#include <stdlib.h>

#include "data/results.h"
#include "support/cmocka.h"
#include "support/graph.h"

/* Results of two nodes and one column, for what changes between such. */
static ctg_results *results_of(ctg_results_kind kind, const char *column,
                               const char *first, double one,
                               const char *second, double other)
{
    ctg_results *const made = ctg__results_new(kind, 2, 1);

    assert_non_null(made);
    assert_true(ctg__results_set_column(made, 0, column));
    assert_true(ctg__results_set_id(made, 0, first));
    assert_true(ctg__results_set_id(made, 1, second));
    made->values[0] = one;
    made->values[1] = other;
    return made;
}

typedef struct pair {
    ctg_results *before;
    ctg_results *after;
    ctg_comparison *found;
} pair;

static void compare(pair *of)
{
    ctg_error error;

    assert_int_equal(
        ctg_comparison_new(of->before, of->after, &of->found, &error), CTG_OK);
}

static void clear(pair *of)
{
    ctg_comparison_free(of->found);
    ctg_results_free(of->before);
    ctg_results_free(of->after);
}

static ctg_results *results_of_graph(ctg_graph *graph, bool hidden)
{
    ctg_network *const network = network_of(graph);
    ctg_graph *shown = NULL;
    ctg_results *made = NULL;
    ctg_error error;

    if (hidden) {
        assert_int_equal(ctg_graph_copy(graph, &shown, &error), CTG_OK);
        assert_int_equal(ctg_graph_anonymise(shown, &error), CTG_OK);
    }
    assert_int_equal(ctg_results_of_network(network, shown, &made, &error),
                     CTG_OK);
    ctg_graph_free(shown);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return made;
}

/* A's equity rises, its exposure to B splits in two, C comes for B. */
static pair graphs(bool hidden)
{
    return (pair){
        .before = results_of_graph(
            graph_of("nodes", "id,equity,note\nA,5,x\nB,4,\n", "exposures",
                     "debtor,creditor,amount\nA,B,8\nB,A,3\n", NULL),
            hidden),
        .after = results_of_graph(
            graph_of("nodes", "id,equity,note\nA,5.5,x\nC,4,y\n", "exposures",
                     "debtor,creditor,amount\nC,A,3\n", NULL),
            hidden)};
}

static void nodes_are_matched_by_id_not_by_row(void **state)
{
    pair of = {results_of(CTG_RESULTS_RUN, "loss", "A", 0.25, "B", 7),
               results_of(CTG_RESULTS_RUN, "loss", "B", 7, "A", 0.75), NULL};
    ctg_change change;

    (void)state;
    compare(&of);
    assert_int_equal(ctg_comparison_change_count(of.found), 1);
    assert_int_equal(ctg_comparison_changed_nodes(of.found), 1);
    assert_int_equal(ctg_comparison_all_nodes(of.found), 2);
    change = ctg_comparison_change(of.found, 0);
    assert_string_equal(change.id, "A");
    assert_string_equal(change.column, "loss");
    assert_same(change.before, 0.25);
    assert_same(change.after, 0.75);
    assert_null(change.before_text);
    clear(&of);
}

static void rounding_is_no_change_and_a_blank_is_one(void **state)
{
    pair of = {results_of(CTG_RESULTS_RUN, "loss", "A", 3e9, "B", (double)NAN),
               results_of(CTG_RESULTS_RUN, "loss", "A", 3e9 + 1e-3, "B", 0),
               NULL};

    (void)state;
    compare(&of);
    assert_int_equal(ctg_comparison_change_count(of.found), 1);
    assert_string_equal(ctg_comparison_change(of.found, 0).id, "B");
    clear(&of);
}

static void a_column_of_one_side_is_not_compared(void **state)
{
    pair of = {results_of(CTG_RESULTS_RUN, "loss", "A", 1, "B", 7),
               results_of(CTG_RESULTS_RUN, "other", "A", 2, "B", 3), NULL};

    (void)state;
    compare(&of);
    assert_int_equal(ctg_comparison_change_count(of.found), 0);
    clear(&of);
}

static void a_node_of_one_side_is_a_change_of_its_own(void **state)
{
    pair of = {results_of(CTG_RESULTS_RUN, "loss", "A", 1, "B", 7),
               results_of(CTG_RESULTS_RUN, "loss", "C", 1, "A", 1), NULL};
    ctg_change change;

    (void)state;
    compare(&of);
    assert_int_equal(ctg_comparison_change_count(of.found), 2);
    assert_int_equal(ctg_comparison_all_nodes(of.found), 3);
    change = ctg_comparison_change(of.found, 0);
    assert_string_equal(change.id, "B");
    assert_null(change.column);
    assert_same(change.before, 1);
    assert_same(change.after, 0);
    change = ctg_comparison_change(of.found, 1);
    assert_string_equal(change.id, "C");
    assert_same(change.after, 1);
    clear(&of);
}

static void two_kinds_cannot_be_compared(void **state)
{
    pair of = {results_of(CTG_RESULTS_RUN, "loss", "A", 1, "B", 7),
               results_of(CTG_RESULTS_RANKING, "loss", "A", 1, "B", 7), NULL};
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_comparison_new(of.before, of.after, &of.found, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(
        error.message,
        "one of the runs and one of the rankings cannot be compared");
    clear(&of);
}

/* Of cells: row, column, before, after. */
static void check_cell(const ctg_comparison *found, size_t index,
                       const char *const words[4])
{
    const ctg_change at = ctg_comparison_change(found, index);

    assert_string_equal(at.id, words[0]);
    assert_string_equal(at.column, words[1]);
    assert_string_equal(at.before_text, words[2]);
    assert_string_equal(at.after_text, words[3]);
    assert_true(isnan(at.before) && isnan(at.after));
}

static void every_cell_of_two_graphs_is_compared(void **state)
{
    static const char *const cells[][4] = {
        {"nodes A", "equity", "5", "5.5"}, {"nodes B", "row", "1", ""},
        {"exposures A/B", "row", "1", ""}, {"exposures B/A", "row", "1", ""},
        {"nodes C", "row", "", "1"},       {"exposures C/A", "row", "", "1"}};
    pair of = graphs(false);
    const size_t count = sizeof cells / sizeof *cells;
    size_t first;

    (void)state;
    compare(&of);
    first = ctg_comparison_change_count(of.found) - count;
    for (size_t i = 0; i < count; i++)
        check_cell(of.found, first + i, cells[i]);
    assert_same(ctg_results_total(of.before, "exposures"), 2);
    assert_same(ctg_results_total(of.after, "total_equity"), 9.5);
    clear(&of);
}

static void rows_of_one_key_are_told_apart(void **state)
{
    static const char *const cell[] = {"exposures A/B (2)", "amount", "3", "4"};
    pair of = {.before = results_of_graph(
                   graph_of("nodes", "id,equity\nA,5\nB,4\n", "exposures",
                            "debtor,creditor,amount\nA,B,8\nA,B,3\n", NULL),
                   false),
               .after = results_of_graph(
                   graph_of("nodes", "id,equity\nA,5\nB,4\n", "exposures",
                            "debtor,creditor,amount\nA,B,8\nA,B,4\n", NULL),
                   false)};

    (void)state;
    compare(&of);
    check_cell(of.found, ctg_comparison_change_count(of.found) - 1, cell);
    clear(&of);
}

static char *written(const pair *of, const char *format,
                     const ctg_page_options *page)
{
    ctg_report *report = NULL;
    char *text = NULL;
    size_t size;
    FILE *const file = open_memstream(&text, &size);
    ctg_error error;

    assert_int_equal(
        ctg_comparison_report(of->found, NULL, page, &report, &error), CTG_OK);
    assert_int_equal(ctg_report_write(report, format, file, &error), CTG_OK);
    ctg_report_free(report);
    assert_int_equal(fclose(file), 0);
    return text;
}

/* Ids of both sides become numbers, the same for the same, and no cell tells
 * what a name was. */
static void nobody_is_named_once_names_are_hidden(void **state)
{
    pair of = graphs(true);
    ctg_error error;
    char *text;

    (void)state;
    assert_int_equal(ctg_results_anonymise(of.before, of.after, &error),
                     CTG_OK);
    assert_string_equal(ctg_results_node_id(of.before, 1), "N2");
    assert_string_equal(ctg_results_node_id(of.after, 0), "N1");
    assert_string_equal(ctg_results_node_id(of.after, 1), "N3");
    compare(&of);
    text = written(&of, "csv", NULL);
    assert_non_null(strstr(text, "\nN1,equity,5,5.5,0.5\n"));
    assert_non_null(strstr(text, "\nnodes (anonymised),equity,5,5.5,0.5\n"));
    assert_null(strstr(text, "A/B"));
    assert_null(strstr(text, "nodes C"));
    free(text);
    clear(&of);
}

static void a_page_ranks_nodes_by_what_changed_most(void **state)
{
    const ctg_page_options page = {.width = 80, .ascii = true, .top = 1};
    pair of = {results_of(CTG_RESULTS_RUN, "equity_lost", "A", 1, "B", 7),
               results_of(CTG_RESULTS_RUN, "equity_lost", "A", 1.5, "B", 3),
               NULL};
    char *text;

    (void)state;
    compare(&of);
    text = written(&of, NULL, &page);
    assert_string_equal(
        text, "2 of 2 nodes differ\n"
              "\n"
              "  equity_lost                 before       after      change\n"
              "  B                                7           3          -4  "
              "################\n"
              "  1 of 2 shown; --top 2 for all\n");
    free(text);
    text = written(&of, "md", &page);
    assert_string_equal(text, "## Comparison of two runs\n"
                              "\n"
                              "2 of 2 nodes differ.\n"
                              "\n"
                              "| equity_lost of | before | after | change |\n"
                              "|---|---:|---:|---:|\n"
                              "| B | 7 | 3 | -4 |\n"
                              "\n"
                              "1 of 2 nodes.\n");
    free(text);
    clear(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_are_matched_by_id_not_by_row),
        cmocka_unit_test(rounding_is_no_change_and_a_blank_is_one),
        cmocka_unit_test(a_column_of_one_side_is_not_compared),
        cmocka_unit_test(a_node_of_one_side_is_a_change_of_its_own),
        cmocka_unit_test(two_kinds_cannot_be_compared),
        cmocka_unit_test(every_cell_of_two_graphs_is_compared),
        cmocka_unit_test(rows_of_one_key_are_told_apart),
        cmocka_unit_test(nobody_is_named_once_names_are_hidden),
        cmocka_unit_test(a_page_ranks_nodes_by_what_changed_most),
    };

    return RUN_TESTS(tests);
}

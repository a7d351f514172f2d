/* What people write for nodes and assets, and graphs to be changed apart. */
#include "support/graph.h"

static ctg_graph *sample(void)
{
    return graph_of("nodes",
                    "id,name,equity\n"
                    "B-1,Banque du Sud,7.5\n"
                    "0xaBcdefabcdefabcdefabcdefabcdefabcdefab01,Vault,2.5\n"
                    "C3,Twin,1.5\n"
                    "D4,Twin,3.5\n"
                    "Vault,Other,4.5\n",
                    "exposures",
                    "debtor,creditor,amount\n"
                    "B-1,C3,0.75\n",
                    NULL);
}

static void assert_found(const ctg_graph *graph, const char *words,
                         uint32_t row)
{
    uint32_t found = CTG_NONE;
    ctg_error error;

    if (ctg_graph_look_up(graph, CTG_NODES, words, &found, &error))
        fail_msg("%s", error.message);
    assert_int_equal(found, row);
}

static void ids_come_before_names_that_only_one_has(void **state)
{
    ctg_graph *const graph = sample();
    uint32_t found;
    ctg_error error;

    (void)state;
    assert_found(graph, "B-1", 0);
    assert_found(graph, "Banque du Sud", 0);
    assert_found(graph, "0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB01", 1);
    assert_found(graph, "Vault", 4);
    assert_int_equal(
        ctg_graph_look_up(graph, CTG_NODES, "Twin", &found, &error),
        CTG_NOT_FOUND);
    assert_int_equal(
        ctg_graph_look_up(graph, CTG_NODES, "Banque de Sud", &found, &error),
        CTG_NOT_FOUND);
    assert_non_null(strstr(error.message, "did you mean"));
    ctg_graph_free(graph);
}

static void a_copy_is_changed_apart_and_keeps_its_places(void **state)
{
    ctg_graph *const graph = sample();
    ctg_graph *copy = NULL;
    ctg_error error;
    char place[100];
    char buffer[32];

    (void)state;
    assert_int_equal(ctg_graph_copy(graph, &copy, &error), CTG_OK);
    assert_int_equal(ctg_graph_edit(copy, "nodes B-1 equity=9.25", &error),
                     CTG_OK);
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "equity", buffer),
                        "7.5");
    assert_string_equal(ctg_graph_cell(copy, CTG_NODES, 0, "equity", buffer),
                        "9.25");
    ctg__graph_place(copy, CTG_EXPOSURES, 0, CTG__EXPOSURE_AMOUNT, place,
                     sizeof place);
    assert_string_equal(place, "exposures:2:amount");
    ctg_graph_free(copy);
    ctg__graph_place(graph, CTG_EXPOSURES, 0, CTG__EXPOSURE_AMOUNT, place,
                     sizeof place);
    assert_string_equal(place, "exposures:2:amount");
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_come_before_names_that_only_one_has),
        cmocka_unit_test(a_copy_is_changed_apart_and_keeps_its_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

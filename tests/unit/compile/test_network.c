/* Balance sheets, defaults and relations of a network. */
#include "data/network.h"

#include "engine/impact.h"
#include "engine/valuation.h"
#include "support/graph.h"

static void exposures_are_sorted_by_creditor_then_debtor_then_row(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id\nA\nB\nC\n", /* */
                                      "exposures",
                                      "debtor,creditor,amount\n"
                                      "C,B,1.5\n"
                                      "A,B,2.5\n"
                                      "B,A,3.5\n"
                                      "A,A,7\n"
                                      "C,B,4.5\n"
                                      "A,C,0\n"
                                      "B,C,5.5\n",
                                      NULL);
    ctg_network *const network = network_of(graph);
    const ctg__exposures *const e = &network->exposures;
    static const double amounts[] = {3.5, 2.5, 1.5, 4.5, 5.5};
    static const ctg_node debtors[] = {1, 0, 2, 2, 1};
    static const uint32_t rows[] = {2, 1, 0, 4, 6};
    static const size_t start[] = {0, 1, 4, 5};
    static const size_t debtor_start[] = {0, 1, 3, 5};
    static const uint32_t by_debtor[] = {1, 0, 4, 2, 3};
    static const ctg_node debtor_creditor[] = {1, 0, 2, 1, 1};
    static const uint32_t file_order[] = {2, 1, 0, 3, 4};

    (void)state;
    assert_int_equal(e->count, 5);
    assert_memory_equal(e->amount, amounts, sizeof amounts);
    assert_memory_equal(e->debtor, debtors, sizeof debtors);
    assert_memory_equal(e->row, rows, sizeof rows);
    assert_memory_equal(e->start, start, sizeof start);
    assert_memory_equal(e->debtor_start, debtor_start, sizeof debtor_start);
    assert_memory_equal(e->by_debtor, by_debtor, sizeof by_debtor);
    assert_memory_equal(e->debtor_creditor, debtor_creditor,
                        sizeof debtor_creditor);
    assert_memory_equal(e->file_order, file_order, sizeof file_order);
    assert_null(e->asset);
    assert_null(e->recovery);
    assert_null(e->seniority);
    assert_null(e->maturity);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            exposures_are_sorted_by_creditor_then_debtor_then_row),
    };

    return RUN_TESTS(tests);
}

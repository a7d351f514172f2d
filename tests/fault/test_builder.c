/* Every allocation of a graph from memory fails once; nothing is left. */
#include <config.h>

#include <contagraph/contagraph.h>

#include "support/cmocka.h"
#include "support/failing_memory.h"

static const char *const ids[] = {"A", "B", "C"};
static const double equity[] = {12.75, 3.5, -1};
static const int32_t debtor[] = {0, 1};
static const int32_t creditor[] = {1, 2};
static const double amount[] = {2.5, 0.1};
static const int64_t ends[] = {0, 3, 3, 4};

/* A row beyond what holds: the second amount is negative where it is bad. */
static ctg_status fill(ctg_builder *builder, double factor, ctg_error *error)
{
    const double amounts[] = {amount[0], amount[1] * factor};
    ctg_status status = ctg_builder_codes(
        builder, CTG_NODES, "id", 3, (const int32_t[]){0, 1, 2}, 3, ids, error);

    if (!status)
        status = ctg_builder_numbers(builder, CTG_NODES, "equity", 3, equity,
                                     sizeof *equity, error);
    if (!status)
        status = ctg_builder_texts(builder, CTG_NODES, "note", 3, "xyzw", ends,
                                   error);
    if (!status)
        status = ctg_builder_about(builder, &(ctg_about){.unit = "EUR"}, error);
    if (!status)
        status = ctg_builder_codes(builder, CTG_EXPOSURES, "debtor", 2, debtor,
                                   3, ids, error);
    if (!status)
        status = ctg_builder_codes(builder, CTG_EXPOSURES, "creditor", 2,
                                   creditor, 3, ids, error);
    if (!status)
        status = ctg_builder_numbers(builder, CTG_EXPOSURES, "amount", 2,
                                     amounts, sizeof *amounts, error);
    return status;
}

static ctg_status build(double factor, ctg_error *error)
{
    ctg_builder *builder;
    ctg_network *network;
    ctg_graph *graph;
    ctg_status status = ctg_builder_new("frames", 1, NULL, &builder, error);

    if (status)
        return status;
    status = fill(builder, factor, error);
    if (status) {
        ctg_builder_free(builder);
        return status;
    }
    status = ctg_builder_finish(builder, &graph, error);
    if (status)
        return status;
    status = ctg_network_take(graph, NULL, NULL, &network, NULL, error);
    if (status)
        ctg_graph_free(graph);
    else
        ctg_network_free(network);
    return status;
}

static void fail_each(double factor, ctg_status outcome)
{
    ctg_status status = CTG_NO_MEMORY;
    ctg_error error = {0};
    long grants;

    for (grants = 0; status == CTG_NO_MEMORY; grants++) {
        assert_true(grants < 3000);
        memory_fail_after(grants);
        status = build(factor, &error);
        memory_fail_after(-1);
        assert_int_equal(memory_alive(), 0);
    }
    if (status != outcome)
        fail_msg("%s", error.message);
    assert_true(grants > 15);
}

static void columns_survive_want_of_memory(void **state)
{
    (void)state;
    fail_each(1, CTG_OK);
    fail_each(-1, CTG_BAD_INPUT);
}

static void bytes_survive_want_of_memory(void **state)
{
    static const char text[] =
        "{\"nodes\": [{\"id\": \"A\", \"equity\": 2.5}]}";
    ctg_status status = CTG_NO_MEMORY;
    long grants;

    (void)state;
    for (grants = 0; status == CTG_NO_MEMORY; grants++) {
        ctg_graph *graph = NULL;

        assert_true(grants < 3000);
        memory_fail_after(grants);
        status = ctg_graph_read_memory(text, sizeof text - 1, NULL, &graph,
                                       NULL, NULL);
        memory_fail_after(-1);
        ctg_graph_free(graph);
        assert_int_equal(memory_alive(), 0);
    }
    assert_int_equal(status, CTG_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_survive_want_of_memory),
        cmocka_unit_test(bytes_survive_want_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Every allocation of a graph from memory fails once; nothing is left. */
#include <config.h>

#include <contagraph/contagraph.h>

#include "support/cmocka.h"
#include "support/starved.h"

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
    starved tried = {.step = 1};

    while (starve(&tried))
        fed(&tried, build(factor, &tried.error));
    if (tried.status != outcome)
        fail_msg("%s", tried.error.message);
    assert_true(tried.grants > 15);
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
    starved tried = {.step = 1};

    (void)state;
    while (starve(&tried)) {
        ctg_graph *graph = NULL;
        const ctg_status status = ctg_graph_read_memory(
            text, sizeof text - 1, NULL, &graph, NULL, &tried.error);

        ctg_graph_free(graph);
        fed(&tried, status);
    }
    assert_int_equal(tried.status, CTG_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_survive_want_of_memory),
        cmocka_unit_test(bytes_survive_want_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Synthetic graphs: accepted, reproducible, shaped as they say. */
#include <contagraph/contagraph.h>

#include "support/asked.h"
#include "support/cmocka.h"

static ctg_error error;

static ctg_graph *make(const char *kind, size_t nodes, double degree,
                       uint64_t seed)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = degree, .seed = seed};
    ctg_graph *graph = NULL;

    assert_int_equal(ctg_graph_generate(kind, &options, &graph, &error),
                     CTG_OK);
    return graph;
}

static void every_kind_is_accepted_and_solvent(void **state)
{
    const ctg_variant *kind;

    (void)state;
    for (size_t i = 0; (kind = ctg_generator_at(i)); i++)
        for (uint64_t seed = 0; seed < 25; seed++) {
            ctg_graph *const graph =
                make(kind->name, 10 + 13 * (size_t)seed, 2.5, seed);
            ctg_network *network;

            assert_int_equal(ctg_network_new(graph, &network, NULL, &error),
                             CTG_OK);
            assert_int_equal(ctg_network_node_count(network),
                             10 + 13 * (size_t)seed);
            for (size_t n = 0; n < ctg_network_node_count(network); n++)
                assert_true(ctg_network_equity(network)[n] > 0);
            ctg_network_free(network);
            ctg_graph_free(graph);
        }
}

static void the_seed_decides(void **state)
{
    const ctg_variant *kind;

    (void)state;
    for (size_t i = 0; (kind = ctg_generator_at(i)); i++) {
        ctg_graph *graph[3];
        char hash[3][CTG_HASH_ROOM];

        for (size_t k = 0; k < 3; k++) {
            graph[k] = make(kind->name, 77, 3.2, k < 2 ? 5 : 6);
            assert_int_equal(ctg_graph_hash(graph[k], hash[k], &error), CTG_OK);
            ctg_graph_free(graph[k]);
        }
        assert_string_equal(hash[0], hash[1]);
        assert_string_not_equal(hash[0], hash[2]);
    }
}

/* Sum of squared shares of exposures by debtor: 1/n where all are alike. */
static double concentration(const char *kind)
{
    ctg_graph *const graph = make(kind, 500, 6, 3);
    const size_t count = ctg_graph_row_count(graph, CTG_EXPOSURES);
    double degree[500] = {0};
    double sum = 0;
    char buffer[32];

    for (size_t e = 0; e < count; e++)
        degree[ctg_graph_find_node(
            graph,
            ctg_graph_cell(graph, CTG_EXPOSURES, e, "debtor", buffer))]++;
    for (size_t i = 0; i < 500; i++)
        sum += degree[i] * degree[i] / (double)(count * count);
    ctg_graph_free(graph);
    return sum;
}

static void scale_free_debts_sit_with_few(void **state)
{
    (void)state;
    /* 1 / n + 1 / (n degree) expected. */
    assert_within(500 * concentration("er"), 7.0 / 6, 0.05);
    /* ln(n) / 4n + 1 / (n degree) expected: 1.72. */
    assert_within(500 * concentration("scale-free"), 1.72, 0.2);
}

static void the_periphery_deals_with_the_core_alone(void **state)
{
    ctg_graph *const graph = make("core-periphery", 60, 4, 9);
    size_t inside = 0;
    char buffer[32];

    (void)state;
    for (size_t e = 0; e < ctg_graph_row_count(graph, CTG_EXPOSURES); e++) {
        const ctg_node debtor = ctg_graph_find_node(
            graph, ctg_graph_cell(graph, CTG_EXPOSURES, e, "debtor", buffer));
        const ctg_node creditor = ctg_graph_find_node(
            graph, ctg_graph_cell(graph, CTG_EXPOSURES, e, "creditor", buffer));

        assert_true(debtor < 6 || creditor < 6);
        inside += debtor < 6 && creditor < 6;
    }
    assert_int_equal(inside, 6 * 5);
    ctg_graph_free(graph);
}

static void what_cannot_be_made_is_refused(void **state)
{
    ctg_graph *graph;

    (void)state;
    assert_int_equal(
        ctg_graph_generate(
            "ring",
            &(ctg_generate_options){.nodes = 20, .degree = 3, .seed = 1},
            &graph, &error),
        CTG_NOT_FOUND);
    assert_int_equal(
        ctg_graph_generate(
            "er",
            &(ctg_generate_options){.nodes = 20, .degree = 19.5, .seed = 1},
            &graph, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg_graph_generate(
            "defi", &(ctg_generate_options){.nodes = 9, .degree = 3, .seed = 1},
            &graph, &error),
        CTG_BAD_ARGUMENT);
}

static ctg_status make_asked(const char *kind, int *left)
{
    const ctg_generate_options options = {.nodes = 2000,
                                          .degree = 5,
                                          .seed = 3,
                                          .progress = goes_on_until,
                                          .progress_context = left};
    ctg_graph *graph = NULL;
    const ctg_status status =
        ctg_graph_generate(kind, &options, &graph, &error);

    assert_true(!graph == (status != CTG_OK));
    ctg_graph_free(graph);
    return status;
}

/* A question a thousand rows, or nodes whose balance sheets are made. */
static void who_is_asked_may_stop_any_kind(void **state)
{
    const ctg_variant *kind;

    (void)state;
    for (size_t i = 0; (kind = ctg_generator_at(i)); i++) {
        int left = INT16_MAX;
        int count;

        assert_int_equal(make_asked(kind->name, &left), CTG_OK);
        count = INT16_MAX - left;
        assert_true(count >= 8);
        for (int n = 1; n <= count; n += 3) {
            left = n;
            assert_int_equal(make_asked(kind->name, &left), CTG_CANCELLED);
        }
    }
}

static void no_options_are_the_standard_ones(void **state)
{
    ctg_graph *const told = make("scale-free", 100, 5, 1);
    ctg_graph *untold = NULL;
    char hashes[2][CTG_HASH_ROOM];

    (void)state;
    assert_int_equal(ctg_graph_generate("scale-free", NULL, &untold, &error),
                     CTG_OK);
    assert_int_equal(ctg_graph_hash(told, hashes[0], &error), CTG_OK);
    assert_int_equal(ctg_graph_hash(untold, hashes[1], &error), CTG_OK);
    assert_string_equal(hashes[0], hashes[1]);
    ctg_graph_free(untold);
    ctg_graph_free(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_accepted_and_solvent),
        cmocka_unit_test(the_seed_decides),
        cmocka_unit_test(who_is_asked_may_stop_any_kind),
        cmocka_unit_test(no_options_are_the_standard_ones),
        cmocka_unit_test(scale_free_debts_sit_with_few),
        cmocka_unit_test(the_periphery_deals_with_the_core_alone),
        cmocka_unit_test(what_cannot_be_made_is_refused),
    };

    return RUN_TESTS(tests);
}

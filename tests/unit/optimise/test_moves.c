/* What sizes are in words: who reads them gets the same number. */
#include "optimise/moves.h"

#include <math.h>

#include "support/graph.h"

typedef struct sized {
    const char *part;
    double full;
    char sign;
    bool percent;
    bool factor; /* its shock is what is left: 1 - size */
} sized;

static ctg_network *network_here(ctg_graph **graph)
{
    *graph = graph_of("nodes", "id,equity\nA,10\n", "assets",
                      "id,price\nETH,2\n", NULL);
    return network_of(*graph);
}

/* The value that the shock of a move of this size is read back as. */
static double read_back(const ctg_network *network, const sized *kind,
                        double size)
{
    const char *parts[] = {kind->part};
    ctg__move move = {.parts = parts,
                      .part_count = 1,
                      .full = kind->full,
                      .unit = 1,
                      .sign = kind->sign,
                      .percent = kind->percent};
    const ctg__moves moves = {.moves = &move, .count = 1};
    ctg_scenario *const scenario = scenario_of(NULL, NULL);
    ctg_error error = {0};
    ctg_plan *plan;
    double value;

    assert_int_equal(ctg__moves_add(&moves, &size, scenario, &error), CTG_OK);
    plan = plan_of(network, scenario);
    assert_int_equal(plan->shock_count, 1);
    value = plan->shocks[0].value;
    ctg_plan_free(plan);
    return value;
}

static void check_size(const ctg_network *network, const sized *kind,
                       double size)
{
    const double wanted = !kind->factor       ? size
                          : kind->sign == '-' ? 1 - size
                                              : 1 + size;
    const double value = read_back(network, kind, size);

    if (value != wanted)
        fail_msg("%s: %.17g is %.17g in words, not %.17g", kind->part, size,
                 value, wanted);
}

/* Of every number of digits, below and above 1, with and without a point. */
static void words_are_read_as_the_size_they_say(void **state)
{
    static const sized kinds[] = {{"node A", 1000, '-', true, false},
                                  {"node A", 1e9, '-', false, false},
                                  {"asset ETH", 1, '-', true, true},
                                  {"asset ETH", 1000, '+', true, true}};
    static const double sizes[] = {
        1,     0.1,      0.12,     0.4,     0.05,
        0.125, 0.1234,   0.007,    0.0625,  0.9999,
        1e-5,  0.000023, 1.25e-12, 1.5e-27, 0.4000000000000001819};
    static const double large[] = {2, 10, 120, 1.5, 12.25, 12.345, 999.5};
    ctg_graph *graph;
    ctg_network *const network = network_here(&graph);
    uint64_t seed = 5;

    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            check_size(network, &kinds[k], sizes[i]);
        for (size_t i = 0; i < sizeof large / sizeof *large; i++)
            if (large[i] <= kinds[k].full)
                check_size(network, &kinds[k], large[i]);
        for (int i = 0; i < 200; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            check_size(network, &kinds[k],
                       ldexp((double)(seed >> 11), -53 - i % 20));
        }
    }
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* As people write them: no noughts in front, none behind. */
static void words_have_no_digit_too_many(void **state)
{
    static const struct {
        double size;
        const char *words;
    } some[] = {{1, "node A=-100%"},         {0.4, "node A=-40%"},
                {0.05, "node A=-5%"},        {0.125, "node A=-12.5%"},
                {0.0625, "node A=-6.25%"},   {0.007, "node A=-0.7%"},
                {0.0005, "node A=-0.05%"},   {12.345, "node A=-1234.5%"},
                {0.10125, "node A=-10.125%"}};
    const char *parts[] = {"node A"};
    ctg__move move = {.parts = parts,
                      .part_count = 1,
                      .full = 1000,
                      .unit = 1,
                      .sign = '-',
                      .percent = true};
    const ctg__moves moves = {.moves = &move, .count = 1};
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error = {0};

    (void)state;
    assert_non_null(scenario);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        assert_int_equal(
            ctg__moves_add(&moves, &some[i].size, scenario, &error), CTG_OK);
        assert_string_equal(ctg_scenario_shock(scenario, i), some[i].words);
    }
    ctg_scenario_free(scenario);
}

/* A size beyond what was allowed is what was allowed; none is no shock. */
static void sizes_end_where_the_move_does(void **state)
{
    const sized kind = {"node A", 0.3, '-', true, false};
    const char *parts[] = {"node A"};
    ctg__move move = {.parts = parts,
                      .part_count = 1,
                      .full = 0.3,
                      .unit = 0.6,
                      .sign = '-',
                      .percent = true};
    const ctg__moves moves = {.moves = &move, .count = 1};
    ctg_scenario *const scenario = scenario_of(NULL, NULL);
    const double none = 0;
    ctg_error error = {0};
    ctg_graph *graph;
    ctg_network *const network = network_here(&graph);
    ctg_plan *plan;

    (void)state;
    assert_true(read_back(network, &kind, 0.4) == 0.3);
    assert_int_equal(ctg__moves_add(&moves, &none, scenario, &error), CTG_OK);
    plan = plan_of(network, scenario);
    assert_int_equal(plan->shock_count, 0);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* `asset *` of --move is one move for each; of a single one it is an id. */
static void a_single_move_is_of_what_is_called_a_star(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\nA,10\nB,4\n", "assets",
                 "id,price\nETH,2\n*,3\nBTC,5\n", NULL);
    ctg_network *const network = network_of(graph);
    const ctg_optimise_options options = ctg_optimise_options_default();
    ctg__task task = {.network = network,
                      .options = &options,
                      .plan = plan_of(network, scenario_of(NULL, NULL))};
    ctg__moves moves;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg__moves_of(&task, "asset *=-100%", &moves, &error),
                     CTG_OK);
    assert_int_equal(moves.count, 1);
    assert_int_equal(moves.moves[0].shock_count, 1);
    assert_int_equal(moves.moves[0].shocks[0].target, 1);
    assert_int_equal(ctg__moves_of(&task, "node *=-50%", &moves, &error),
                     CTG_BAD_ARGUMENT);
    ctg_plan_free(task.plan);
    ctg__arena_clear(&task.arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_as_the_size_they_say),
        cmocka_unit_test(words_have_no_digit_too_many),
        cmocka_unit_test(sizes_end_where_the_move_does),
        cmocka_unit_test(a_single_move_is_of_what_is_called_a_star),
    };

    return RUN_TESTS(tests);
}

/*
 * Limits that a solver broke by a hair, mended by runs. A limit of more than a
 * million makes a hair that is wide enough to see what happens within it.
 */
#include <math.h>

#include "optimise/bailout_program.h"
#include "support/graph.h"

enum { P, Q, R, S, T, U, G, H, NODES };

static const double giant = 1e6;  /* that G leaves unpaid, whatever is done */
static const double slack = 2e-3; /* limits are kept to 1e-9 of themselves */

/* P owes T and U alike, Q owes R; R owes S `due`, T owes it 9. After the shocks
 * P and Q have 3 each of 10. */
typedef struct mending {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_optimise_options options;
    ctg_optimisation answer;
    ctg__task task;
    ctg__bailout of;
    ctg__program w;
    double aid[NODES], most[NODES], price[NODES];
    size_t column[NODES];
} mending;

static void mending_new(mending *made, double due, double limit)
{
    char exposures[160];

    snprintf(exposures, sizeof exposures,
             "debtor,creditor,amount\nP,T,5\nP,U,5\nQ,R,10\nR,S,%.17g\nT,S,9\n"
             "G,H,1000000\n",
             due);
    *made =
        (mending){.graph = graph_of("nodes",
                                    "id,cash\nP,13\nQ,13\nR,0\nS,9\nT,4\nU,9\n"
                                    "G,1000001\nH,9\n",
                                    "exposures", exposures, NULL),
                  .options = ctg_optimise_options_default()};
    made->network = network_of(made->graph);
    made->plan =
        plan_of(made->network, scenario_of("node P=-10;node Q=-10;"
                                           "node G=-1000001;node T=-4",
                                           "valuation", "clearing", NULL));
    made->task = (ctg__task){.network = made->network,
                             .options = &made->options,
                             .plan = made->plan,
                             .begun = ctg__task_now(),
                             .answer = &made->answer};
    made->of =
        (ctg__bailout){.task = &made->task,
                       .price = made->price,
                       .most = made->most,
                       .limited = true,
                       .limit = {HUGE_VAL, HUGE_VAL, HUGE_VAL, giant + limit},
                       .rescue = {.count = NODES}};
    made->w = (ctg__program){.of = &made->of,
                             .model = {.c = made->column},
                             .end = {.aid = made->aid}};
    for (size_t i = 0; i < NODES; i++) {
        made->most[i] = HUGE_VAL;
        made->price[i] = 1;
        made->column[i] = i == P || i == Q ? 0 : SIZE_MAX;
    }
}

static void mending_free(mending *made)
{
    ctg_run_free(made->task.run);
    ctg__arena_clear(&made->task.arena);
    ctg_plan_free(made->plan);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* Mends; what P and Q have then, and a shortfall that is within the limit. */
static void check_aid(mending *of, double p, double q)
{
    ctg__measures found;
    bool mended = false;
    ctg_error error;

    assert_int_equal(ctg__bailout_judge(&of->of, of->aid, &found, &error),
                     CTG_OK);
    assert_int_equal(ctg__program_mend(&of->w, &found, &mended, &error),
                     CTG_OK);
    assert_true(mended);
    assert_within(of->aid[P], p, slack);
    assert_within(of->aid[Q], q, slack);
    assert_within(found.value[CTG__MEASURE_SHORTFALL],
                  of->of.limit[CTG__GOAL_SHORTFALL], 2 * slack);
    mending_free(of);
}

/* Of a unit more of Q's, R pays all on until it has paid its 4.2: P leaves 7 of
 * 10 unpaid, T 9 less half of what P pays, Q 6 and R 0.2 with an aid of 1. */
static void the_least_is_given_where_a_fate_changes(void **state)
{
    mending made;

    (void)state;
    for (int aided = 0; aided < 2; aided++) {
        mending_new(&made, aided ? 4.2 : 3.2, 7 + 7.5 + (aided ? 5.7 : 6.7));
        made.aid[Q] = aided;
        made.column[P] = SIZE_MAX;
        check_aid(&made, 0, aided + 0.3);
    }
}

/* A unit more of P's are 1.5 less, of Q's 2: it is Q's, as long as it is no
 * dearer, up to a limit of its own that is near as well. */
static void the_best_for_its_price_is_given_more(void **state)
{
    mending made;

    (void)state;
    mending_new(&made, 9, 6 + 7 + 6 + 5 - 0.5);
    made.aid[P] = made.aid[Q] = 1;
    made.most[Q] = 1.3;
    check_aid(&made, 1, 1.25);
    mending_new(&made, 9, 6 + 7 + 6 + 5 - 0.5);
    made.aid[P] = made.aid[Q] = 1;
    made.price[Q] = 1.5;
    check_aid(&made, 1 + 1.0 / 3, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_is_given_where_a_fate_changes),
        cmocka_unit_test(the_best_for_its_price_is_given_more),
    };

    return RUN_TESTS(tests);
}

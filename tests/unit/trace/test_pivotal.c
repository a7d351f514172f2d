#include <contagraph/pivotal.h>

#include "support/cmocka.h"
#include "support/graph.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_run *run;
    ctg_trace *trace;
} case_of;

static void open_case(case_of *made, ctg_graph *graph, ctg_scenario *scenario)
{
    const ctg_run_options options = ctg_run_options_default();
    ctg_error error;

    made->graph = graph;
    made->network = network_of(graph);
    made->plan = plan_of(made->network, scenario);
    assert_int_equal(ctg_run_new(made->plan, &options, &made->run, &error),
                     CTG_OK);
    assert_int_equal(
        ctg_trace_new(ctg_run_ledger(made->run), &made->trace, &error), CTG_OK);
}

static void close_case(case_of *made)
{
    ctg_trace_free(made->trace);
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_pivotal *ask(const case_of *made, const char *target)
{
    const ctg_node node = ctg_graph_find_node(made->graph, target);
    ctg_pivotal *pivotal = NULL;
    ctg_error error;

    assert_int_equal(ctg_pivotal_new(made->plan, made->run, made->trace, &node,
                                     1, NULL, NULL, &pivotal, &error),
                     CTG_OK);
    assert_int_equal(ctg_pivotal_target_count(pivotal), 1);
    assert_int_equal(ctg_pivotal_target(pivotal, 0), node);
    return pivotal;
}

/* [F1]: C falls only through both paths, by A and by B. */
static void each_of_two_needed_senders_is_pivotal(void **state)
{
    case_of made;
    ctg_pivotal *pivotal;
    const ctg_counterfactual *tried;
    size_t count;

    (void)state;
    open_case(&made,
              graph_of("nodes", "id,equity\nA,5\nB,4\nC,4.5\nD,9\n",
                       "exposures",
                       "debtor,creditor,amount\n"
                       "A,B,8\nA,C,2\nB,C,6\nC,D,3\n",
                       NULL),
              scenario_of("node A=default", "valuation", "threshold",
                          "recovery", "0.4", NULL));
    pivotal = ask(&made, "C");
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_PIVOTAL);
    tried = ctg_pivotal_tried(pivotal, 0, &count);
    assert_int_equal(count, 2);
    assert_int_equal(tried[0].sender, 0); /* without A nothing is lost */
    assert_near(tried[0].loss, 0);
    assert_int_equal(tried[0].failed_round, CTG_NEVER);
    assert_int_equal(tried[1].sender, 1);
    assert_near(tried[1].loss, 1.2);
    assert_int_equal(tried[1].failed_round, CTG_NEVER);
    ctg_pivotal_free(pivotal);

    pivotal = ask(&made, "D");
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_SURVIVED);
    ctg_pivotal_free(pivotal);
    pivotal = ask(&made, "A");
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_DIRECT);
    ctg_pivotal_free(pivotal);
    close_case(&made);
}

/* A chain: whoever stands between the shock and the last is needed. */
static void senders_are_found_however_far_away(void **state)
{
    case_of made;
    ctg_pivotal *pivotal;
    const ctg_counterfactual *tried;
    size_t count;

    (void)state;
    open_case(&made,
              graph_of("nodes",
                       "id,equity\nE,3\nD,3\nC,3\nB,3\nA,3\nX,3\nY,3\n",
                       "exposures",
                       "debtor,creditor,amount\n"
                       "A,B,4\nB,C,4\nC,D,4\nD,E,4\nA,X,1\nX,Y,1\n",
                       NULL),
              scenario_of("node A=default", "valuation", "threshold", NULL));
    pivotal = ask(&made, "E");
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_PIVOTAL);
    tried = ctg_pivotal_tried(pivotal, 0, &count);
    assert_int_equal(count, 4); /* not X, whose loss goes nowhere */
    for (size_t k = 0; k < count; k++) {
        assert_int_equal(tried[k].sender, k + 1);
        assert_near(tried[k].loss, 0);
        assert_int_equal(tried[k].failed_round, CTG_NEVER);
    }
    ctg_pivotal_free(pivotal);
    close_case(&made);
}

/* Either debtor's failure is enough, so neither is needed. */
static void a_failure_with_two_sufficient_senders_is_overdetermined(
    void **state)
{
    case_of made;
    ctg_pivotal *pivotal;
    const ctg_counterfactual *tried;
    size_t count;

    (void)state;
    open_case(&made,
              graph_of("nodes", "id,equity\nX,1.5\nA,5\nB,4\nC,4.5\n",
                       "exposures",
                       "debtor,creditor,amount\nA,C,9\nB,C,8\nX,A,2\n", NULL),
              scenario_of("node A=default;node B=default", "valuation",
                          "threshold", "recovery", "0.4", NULL));
    pivotal = ask(&made, "C");
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_OVERDETERMINED);
    tried = ctg_pivotal_tried(pivotal, 0, &count);
    assert_int_equal(count, 2);
    assert_int_equal(tried[0].sender, 1); /* less is lost without A */
    assert_near(tried[0].loss, 4.8);
    assert_near(tried[1].loss, 5.4);
    assert_int_not_equal(tried[0].failed_round, CTG_NEVER);
    ctg_pivotal_free(pivotal);
    close_case(&made);
}

/* The shock's own share of the price fall would have been enough. */
static void a_failure_by_the_shock_alone_is_direct(void **state)
{
    case_of made;
    ctg_pivotal *pivotal;

    (void)state;
    open_case(&made,
              graph_of("nodes", "id,equity\nA,5\nC,4.5\n", "assets",
                       "id,price\nETH,2000\n", "holdings",
                       "node,asset,quantity\nC,ETH,0.01\n", "exposures",
                       "debtor,creditor,amount\nA,C,1.5\n", NULL),
              scenario_of("asset ETH=-35%;node A=default", "valuation",
                          "threshold", NULL));
    pivotal = ask(&made, "C");
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_DIRECT);
    ctg_pivotal_free(pivotal);
    close_case(&made);
}

/* A owes B and C, B owes C: what A's default does to C. */
static void open_two_ways(case_of *made)
{
    open_case(made,
              graph_of("nodes", "id,equity\nA,5\nB,4\nC,4.5\n", "exposures",
                       "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n", NULL),
              scenario_of("node A=default", "valuation", "threshold",
                          "recovery", "0.4", NULL));
}

/* One run per sender, whatever the number of targets; asked once a round. */
static int count_calls(void *context, double done, double total)
{
    int *const runs = context;

    assert_near(total, 2);
    assert_true((int)done == *runs || (int)done == *runs - 1);
    *runs = (int)done + 1;
    return 1;
}

static void all_targets_are_asked_at_once(void **state)
{
    const ctg_node targets[] = {2, 0, 1};
    ctg_pivotal *pivotal = NULL;
    const ctg_counterfactual *tried;
    size_t count;
    case_of made;
    ctg_error error;
    int calls = 0;

    (void)state;
    open_two_ways(&made);
    assert_int_equal(ctg_pivotal_new(made.plan, made.run, made.trace, targets,
                                     3, count_calls, &calls, &pivotal, &error),
                     CTG_OK);
    assert_int_equal(calls, 2);
    assert_int_equal(ctg_pivotal_verdict(pivotal, 0), CTG_PIVOTAL);
    assert_int_equal(ctg_pivotal_verdict(pivotal, 1), CTG_DIRECT);
    assert_int_equal(ctg_pivotal_verdict(pivotal, 2), CTG_PIVOTAL);
    tried = ctg_pivotal_tried(pivotal, 2, &count);
    assert_int_equal(count, 1);
    assert_int_equal(tried[0].sender, 0);
    ctg_pivotal_tried(pivotal, 0, &count);
    assert_int_equal(count, 2);
    assert_string_equal(ctg_verdict_name(CTG_OVERDETERMINED), "overdetermined");
    ctg_pivotal_free(pivotal);
    close_case(&made);
}

static int stop(void *context, double done, double total)
{
    (void)done;
    assert_near(total, 2);
    ++*(int *)context;
    return 0;
}

static void the_reruns_can_be_cancelled(void **state)
{
    case_of made;
    const ctg_node targets[] = {2, 1};
    ctg_pivotal *pivotal = NULL;
    ctg_error error;
    int calls = 0;

    (void)state;
    open_two_ways(&made);
    assert_int_equal(ctg_pivotal_new(made.plan, made.run, made.trace, targets,
                                     2, stop, &calls, &pivotal, &error),
                     CTG_CANCELLED);
    assert_null(pivotal);
    assert_int_equal(calls, 1);
    close_case(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_of_two_needed_senders_is_pivotal),
        cmocka_unit_test(senders_are_found_however_far_away),
        cmocka_unit_test(
            a_failure_with_two_sufficient_senders_is_overdetermined),
        cmocka_unit_test(a_failure_by_the_shock_alone_is_direct),
        cmocka_unit_test(all_targets_are_asked_at_once),
        cmocka_unit_test(the_reruns_can_be_cancelled),
    };

    return RUN_TESTS(tests);
}

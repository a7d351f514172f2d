/* Origins by a ledger of falls where some nodes lose no more than rounding:
 * what these send has no cause, and the bits are those of entries. */
#include <stdlib.h>

#include "support/outcome.h"
#include "trace/trace.h"

typedef struct answer {
    const ctg_origin *origins;
    size_t count;
    ctg_trace *trace;
} answer;

static ctg_run *run_of(const ctg_plan *plan)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;
    ctg_error error;

    options.baseline = false;
    if (ctg_run_new(plan, &options, &run, &error))
        fail_msg("%s", error.message);
    assert_non_null(ctg__ledger_falls(ctg_run_ledger(run)));
    return run;
}

/* Entries of a ledger of falls have origins of their own once they are listed
 * to find parents. */
static answer answer_of(const ctg_run *run, bool by_entries)
{
    answer made = {0};
    ctg_error error;

    if (ctg_trace_new(ctg_run_ledger(run), &made.trace, &error) ||
        (by_entries && ctg_trace_find_parents(made.trace, &error)) ||
        ctg_trace_origins(made.trace, &made.origins, &made.count, &error))
        fail_msg("%s", error.message);
    return made;
}

static void same_origins(const ctg_run *run)
{
    const answer falls = answer_of(run, false);
    const answer entries = answer_of(run, true);

    assert_int_equal(falls.count, entries.count);
    for (size_t i = 0; i < falls.count; i++) {
        assert_int_equal(falls.origins[i].node, entries.origins[i].node);
        assert_int_equal(falls.origins[i].origin, entries.origins[i].origin);
        assert_memory_equal(&falls.origins[i].amount,
                            &entries.origins[i].amount, sizeof(double));
    }
    ctg_trace_free(falls.trace);
    ctg_trace_free(entries.trace);
}

/* Whether one shock is all that causes anything. */
static ctg__single_end single_of(const ctg_run *run)
{
    ctg__asking asking = {.progress = NULL};
    ctg_origin *found = NULL;
    size_t count = 0;
    const ctg__single_end end = ctg__origins_of_single(
        ctg_run_ledger(run), CTG_ACTOR(CTG_ACTOR_SHOCK, 0), &asking, &found,
        &count);

    free(found);
    return end;
}

static void check(const char *nodes, const char *debts, ctg__single_end end)
{
    ctg_graph *const graph = graph_of("nodes", nodes, "exposures", debts, NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan =
        plan_of(network, scenario_of("node A=default", NULL));
    ctg_run *const run = run_of(plan);

    same_origins(run);
    assert_int_equal(single_of(run), end);
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* B falls by no more than rounding, and so does C by B; C fell by A, too. */
static void who_lost_by_rounding_causes_no_rounding(void **state)
{
    static const char nodes[] = "id,equity\nA,1\nB,1e15\nC,2\n";

    (void)state;
    check(nodes, "debtor,creditor,amount\nA,B,1\nA,C,0.0001\nB,C,10\n",
          CTG__SINGLE_FOUND);
    check(nodes, "debtor,creditor,amount\nA,B,1\nA,C,0.0001\nB,C,10\nC,B,1\n",
          CTG__SINGLE_FOUND);
}

/* B owes so much that what is rounding to it is much of its equity. */
static void who_lost_by_rounding_may_have_been_weak(void **state)
{
    (void)state;
    check("id,equity\nA,1\nB,1\nC,1e7\n",
          "debtor,creditor,amount\nA,B,1e-7\nA,C,1\nB,C,1e6\n",
          CTG__SINGLE_NOT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_lost_by_rounding_causes_no_rounding),
        cmocka_unit_test(who_lost_by_rounding_may_have_been_weak),
    };

    return RUN_TESTS(tests);
}

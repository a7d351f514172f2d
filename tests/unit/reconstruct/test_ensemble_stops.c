/* Ensembles stopped while a network of a draw, or an end, is made. */
#include <contagraph/ensemble.h>

#include "support/asked.h"
#include "support/graph.h"

static void each_question_of_a_spread_can_stop_it(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,equity,reported_claims,reported_debts\n"
                 "A,5,4,4\nB,5,3,2\nC,5,3,4\n",
                 NULL);
    ctg_totals_options known = ctg_totals_options_default();
    const ctg_reconstruct_options making = ctg_reconstruct_options_default();
    ctg_scenario *const scenario = scenario_of("node A=-5", NULL);
    ctg_totals *totals = NULL;
    ctg_status status = CTG_CANCELLED;
    ctg_error error = {0};
    int most = 0;

    (void)state;
    known.forget = false;
    if (ctg_totals_new(graph, &known, &totals, &error))
        fail_msg("%s", error.message);
    for (; status; most++) {
        ctg_ranges_options options = ctg_ranges_options_default();
        int left = most + 1;
        ctg_reconstruction *made = NULL;
        ctg_ensemble *ensemble = NULL;
        ctg_spread *spread = NULL;

        options.progress = goes_on_until;
        options.progress_context = &left;
        assert_int_equal(
            ctg_reconstruction_new(totals, "ras", &making, &made, &error),
            CTG_OK);
        assert_int_equal(ctg_ensemble_draw(made, graph, &ensemble, &error),
                         CTG_OK);
        status = ctg_spread_new(ensemble, scenario, &options, &spread, &error);
        assert_true(status == CTG_OK || status == CTG_CANCELLED);
        assert_int_equal(most + 1 - left, most + (status != CTG_OK));
        assert_true((status == CTG_OK) == (spread != NULL));
        ctg_spread_free(spread);
        ctg_ensemble_free(ensemble);
        ctg_reconstruction_free(made);
    }
    /* A draw and two ends, whose networks take eight steps or more. */
    assert_true(most > 3 * 8);
    ctg_scenario_free(scenario);
    ctg_totals_free(totals);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_question_of_a_spread_can_stop_it),
    };

    return RUN_TESTS(tests);
}

/* Out of memory at every allocation of every view. */
#include <contagraph/draw.h>

#include "support/cmocka.h"
#include "support/failing_memory.h"
#include "support/graph.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
} case_of;

/* Claims, sales and a token: every kind of line. */
static void open_case(case_of *made)
{
    const ctg_run_options options = ctg_run_options_default();
    ctg_error error = {0};

    made->graph = graph_of(
        "nodes",
        "id,name,kind,group,cash\nA,Bank,bank,x,900\nB,Bank,bank,x,30\n"
        "C,Fund,fund,y,20\nV,Venue,,y,500\n",
        "assets", "id,price,depth,issuer\nETH,2000,90000,\nT,3,,A\n",
        "holdings", "node,asset,quantity\nA,ETH,5\nB,ETH,4\nC,T,40\n",
        "exposures", "debtor,creditor,amount\nA,B,800\nB,C,900\nC,A,70\n",
        "venues", "node,type\nV,lending\n", "positions",
        "account,owner,venue,asset,quantity\n1,C,V,ETH,3\n1,C,V,,-4300\n",
        NULL);
    made->network = network_of(made->graph);
    made->scenario = scenario_of("asset ETH=-15%;node A=-20%", NULL);
    if (ctg_plan_new(made->network, made->scenario, &made->plan, &error) ||
        ctg_run_new(made->plan, &options, &made->run, &error))
        fail_msg("%s", error.message);
}

static void close_case(case_of *made)
{
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* Nothing is lost on the way to success. */
static void assert_same_drawing(const ctg_drawing *drawing,
                                const ctg_drawing *whole)
{
    assert_string_equal(ctg_drawing_dot(drawing), ctg_drawing_dot(whole));
    for (size_t i = 0; ctg_drawing_note(whole, i); i++) {
        assert_non_null(ctg_drawing_note(drawing, i));
        assert_string_equal(ctg_drawing_note(drawing, i),
                            ctg_drawing_note(whole, i));
    }
}

/* Draws with what memory is granted: all of it, or an error. */
static ctg_status draw_once(const char *view, const ctg_draw_options *options,
                            const ctg_drawing *whole, long grants)
{
    const long before = memory_alive();
    ctg_drawing *drawing = NULL;
    ctg_error error = {0};
    const ctg_status status = ctg_draw(view, options, &drawing, &error);

    memory_fail_after(-1);
    if (!status)
        assert_same_drawing(drawing, whole);
    else if (status != CTG_NO_MEMORY)
        fail_msg("%s, %ld: %s", view, grants, error.message);
    assert_int_equal(error.status, status);
    ctg_drawing_free(drawing);
    if (memory_alive() != before)
        fail_msg("%s leaks after %ld", view, grants);
    return status;
}

static void check(const char *view, const ctg_draw_options *options)
{
    ctg_status status = CTG_NO_MEMORY;
    ctg_drawing *whole;
    ctg_error error;
    long grants = 0;

    assert_int_equal(ctg_draw(view, options, &whole, &error), CTG_OK);
    for (; status; grants++) {
        memory_fail_once(grants);
        draw_once(view, options, whole, grants);
        memory_fail_after(grants);
        status = draw_once(view, options, whole, grants);
    }
    assert_true(grants > 10);
    ctg_drawing_free(whole);
}

static void views_without_memory_fail_and_leak_nothing(void **state)
{
    static const double impact[] = {0.4, 0.2, 0.1, 0.05};
    ctg_draw_options options = ctg_draw_options_default();
    const ctg_view *view;
    case_of made;

    (void)state;
    open_case(&made);
    options.network = made.network;
    options.run = made.run;
    options.against = made.run;
    options.scenario = made.scenario;
    options.impact = impact;
    options.vulnerability = impact;
    for (size_t i = 0; (view = ctg_view_at(i)); i++)
        check(view->name, &options);
    options.drill = "x";
    check("groups", &options);
    options.group = "community";
    check("map", &options);
    check("cascade", &options);
    options.group = NULL;
    options.cluster = true;
    options.positions = "digraph { n_A [pos=\"1,2\"] }";
    check("map", &options);
    close_case(&made);
    assert_int_equal(memory_alive(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_without_memory_fail_and_leak_nothing),
    };

    return RUN_TESTS(tests);
}

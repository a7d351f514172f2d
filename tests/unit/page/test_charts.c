/* What charts of a page show: sums by hand of four banks of which one fails. */
#include "page/charts.h"

#include "support/cmocka.h"
#include "support/graph.h"

typedef struct page {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_findings *found;
    ctg__chart chart;
} page;

/* a falls by its 2.5, b by the 3 it lent a, of which 1.25 are its own, c by the
 * 2.75 it lent b, of 4; d has no part in it. */
static void make(page *p)
{
    ctg_findings_options options = ctg_findings_options_default();
    ctg_error error = {0};

    p->graph =
        graph_of("nodes",
                 "id,name,equity\n"
                 "a,Alpha,2.5\nb,Beta,1.25\nc,Gamma,4\nd,Delta,1\n",
                 "exposures", "debtor,creditor,amount\na,b,3\nb,c,2.75\n",
                 "unit", "$", NULL);
    p->network = network_of(p->graph);
    p->scenario = scenario_of("node a=default", NULL);
    options.program = "/nonexistent/dot";
    options.rank_draws = 0;
    if (ctg_findings_new(p->network, p->scenario, &options, &p->found, &error))
        fail_msg("%s", error.message);
    p->chart = (ctg__chart){p->found, "$", "$"};
}

static void drop(page *p)
{
    ctg_findings_free(p->found);
    ctg_scenario_free(p->scenario);
    ctg_network_free(p->network);
    ctg_graph_free(p->graph);
}

static void the_waterfall_ends_with_the_equity_lost(void **state)
{
    ctg__fall falls[CTG__FALLS_MOST];
    size_t count;
    page p;

    (void)state;
    make(&p);
    count = ctg__waterfall(p.found, falls);
    assert_int_equal(count, 5);
    assert_near(falls[0].low, 0);
    assert_near(falls[0].high, 2.5);
    assert_int_equal(falls[0].code, CTG__SH);
    assert_near(falls[1].low, 2.5);
    assert_near(falls[1].high, 8.25);
    assert_int_equal(falls[1].code, CTG__CD);
    assert_near(falls[2].low, 0);
    assert_near(falls[2].high, 8.25);
    assert_false(falls[2].down);
    /* What b lost beyond its equity is c's. */
    assert_near(falls[3].low, 6.5);
    assert_near(falls[3].high, 8.25);
    assert_true(falls[3].down);
    assert_near(falls[4].low, 0);
    assert_near(falls[4].high, 6.5);
    drop(&p);
}

static void the_histogram_has_every_node_once(void **state)
{
    size_t bins[CTG__HISTOGRAM_BINS];
    page p;

    (void)state;
    make(&p);
    ctg__histogram(p.found, bins);
    for (size_t b = 0; b < CTG__HISTOGRAM_BINS; b++)
        /* d none, c 69 %, a and b in default */
        assert_int_equal(bins[b], b == 0 ? 1 : b == 7 ? 1 : b == 11 ? 2 : 0);
    assert_string_equal(ctg__histogram_label(0), "none");
    drop(&p);
}

static void the_timeline_has_the_largest_losers_first(void **state)
{
    ctg_node nodes[CTG__TIMELINE_ROWS];
    double amounts[CTG__CODE_COUNT];
    page p;

    (void)state;
    make(&p);
    assert_int_equal(ctg__timeline_nodes(p.found, nodes), 3);
    assert_int_equal(nodes[0], 1);
    assert_int_equal(nodes[1], 2);
    assert_int_equal(nodes[2], 0);
    assert_near(ctg__timeline_loss(p.found, 1, NULL, amounts), 3);
    assert_near(amounts[CTG__CD], 3);
    assert_near(amounts[CTG__SH], 0);
    assert_near(ctg__timeline_loss(p.found, 0, NULL, amounts), 2.5);
    assert_near(amounts[CTG__SH], 2.5);
    drop(&p);
}

/* b, c: 3 and 2.75 by default; 2.5 the shock itself. What no bar shows is not
 * one of them. */
static void the_timeline_names_the_channels_of_its_bars(void **state)
{
    static const struct {
        double part; /* of c's loss, by deleveraging */
        bool seen;
    } cases[] = {{0, false}, {1e-6, false}, {0.01, true}};

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const unsigned both = 1U << CTG__SH | 1U << CTG__CD;
        page p;

        make(&p);
        for (size_t i = 0; i < p.found->booked.count; i++) {
            ctg__booking *const at = &p.found->booked.list[i];

            if (at->node != 2)
                continue;
            at->amounts[CTG__SL] = cases[k].part * at->total;
            at->amounts[CTG__CD] -= cases[k].part * at->total;
        }
        assert_int_equal(ctg__timeline_codes(&p.chart),
                         both | (cases[k].seen ? 1U << CTG__SL : 0));
        drop(&p);
    }
}

/* Banks 0, 1, ... lose 30, 29, ...; after twenty of them, defaults that lose
 * less than any other. */
static void make_many(page *p, size_t defaults)
{
    ctg_findings_options options = ctg_findings_options_default();
    ctg_error error = {0};
    char rows[1000] = "id,equity\n";
    char shocks[1000] = "";

    for (size_t i = 0; i < 20 + defaults; i++) {
        char *const row = rows + strlen(rows);
        char *const shock = shocks + strlen(shocks);

        snprintf(row, sizeof rows - (size_t)(row - rows), "n%zu,%zu\n", i,
                 i < 20 ? 60 - 2 * i : 10);
        snprintf(shock, sizeof shocks - (size_t)(shock - shocks),
                 "%snode n%zu=%s", i ? ";" : "", i,
                 i < 20 ? "-50%" : "default");
    }
    p->graph = graph_of("nodes", rows, NULL);
    p->network = network_of(p->graph);
    p->scenario = scenario_of(shocks, NULL);
    options.program = "/nonexistent/dot";
    options.rank_draws = 0;
    if (ctg_findings_new(p->network, p->scenario, &options, &p->found, &error))
        fail_msg("%s", error.message);
}

/* The smallest losers give way to all that default, not to a part of them. */
static void the_timeline_has_every_default(void **state)
{
    static const struct {
        size_t defaults, losers;
        bool displaces;
    } cases[] = {{0, 14, false}, {1, 13, true}, {7, 7, true}, {8, 14, false}};

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        ctg_node nodes[CTG__TIMELINE_ROWS];
        page p;

        make_many(&p, cases[k].defaults);
        assert_int_equal(p.found->summary->failed, cases[k].defaults);
        assert_int_equal(ctg__timeline_nodes(p.found, nodes), 14);
        for (size_t i = 0; i < 14; i++)
            assert_int_equal(
                nodes[i], i < cases[k].losers ? i : 20 + i - cases[k].losers);
        assert_int_equal(ctg__timeline_displaces(p.found, nodes, 14),
                         cases[k].displaces);
        drop(&p);
    }
}

static void assert_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("no '%s' in\n%s", words, text);
}

static void assert_page_has(const page *p, const char *words)
{
    static char text[1 << 20];
    const ctg_stamp stamp = {.hash = "237abcdef"};
    const ctg_page_options options = ctg_page_options_default();
    ctg_report *report = NULL;
    ctg_error error = {0};
    FILE *const file = tmpfile();

    assert_non_null(file);
    if (ctg_findings_report(p->found, &stamp, &options, &report, &error) ||
        ctg_report_write(report, "html", file, &error))
        fail_msg("%s", error.message);
    ctg_report_free(report);
    rewind(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_has(text, words);
}

/* Whose rows they are is said as it is. */
static void the_timeline_says_whom_it_shows(void **state)
{
    static const struct {
        size_t defaults;
        const char *words;
    } cases[] = {
        {0, "14 nodes that lose most; a bar"},
        {1, "14 nodes: every default, and of the others those that lose most;"},
        {8, "14 nodes that lose most, none of the 8 in default among them;"}};
    page p;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        make_many(&p, cases[k].defaults);
        assert_page_has(&p, cases[k].words);
        drop(&p);
    }
    make(&p);
    assert_page_has(&p, "3 nodes that lose most, every default among them;");
    assert_page_has(&p, "3 nodes that lose most or default, one row each");
    drop(&p);
}

static void one_node_that_loses_is_one(void **state)
{
    ctg_findings_options options = ctg_findings_options_default();
    ctg_error error = {0};
    page p;

    (void)state;
    p.graph = graph_of("nodes", "id,equity\na,4\nb,4\n", NULL);
    p.network = network_of(p.graph);
    p.scenario = scenario_of("node a=-50%", NULL);
    options.program = "/nonexistent/dot";
    options.rank_draws = 0;
    if (ctg_findings_new(p.network, p.scenario, &options, &p.found, &error))
        fail_msg("%s", error.message);
    assert_page_has(&p, "1 node that loses most; a bar");
    assert_page_has(&p, "1 node that loses most or defaults, one row each");
    drop(&p);
}

/* A title, and all of it in words, for those who do not see it. */
static void charts_say_their_data_in_words(void **state)
{
    static const struct {
        ctg__chart_draw *draw;
        const char *words[4];
    } charts[] = {
        {ctg__chart_timeline, {"Beta", "Gamma", "Alpha", ">$3<"}},
        {ctg__chart_waterfall, {"$2.5", "$8.25", "$1.75", "$6.5"}},
        {ctg__chart_rounds, {"$2.5", "$3", "$2.75", "ound"}},
        {ctg__chart_histogram, {"none: 1", "60–70%: 1", ": 2", "<desc"}},
        {ctg__chart_cumulated, {"<title", "<desc", "%", "</svg>"}},
    };
    page p;

    (void)state;
    make(&p);
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        ctg__text text = {0};
        const char *made;

        charts[i].draw(&p.chart, i + 1, &text);
        made = ctg__text_string(&text);
        assert_false(text.failed);
        assert_has(made, "<svg");
        assert_has(made, "<title");
        for (int k = 0; k < 4; k++)
            assert_has(made, charts[i].words[k]);
        assert_null(strstr(strstr(made, "<svg") + 1, "<svg"));
        assert_null(strstr(made, "nan"));
        ctg__text_clear(&text);
    }
    drop(&p);
}

static void marks_of_tables_stand_where_their_values_are(void **state)
{
    static const double values[] = {1, 3, 2};
    ctg__text text = {0};

    (void)state;
    ctg__svg_spark(&text, values, 3);
    assert_has(ctg__text_string(&text), "0 17");
    assert_has(ctg__text_string(&text), "50 3");
    assert_has(ctg__text_string(&text), "100 10");
    ctg__text_clear(&text);
    /* Ranks 2 to 5 of 10, at 3. */
    ctg__svg_whisker(&text, 2, 5, 3, 10);
    assert_has(ctg__text_string(&text), "x1=\"12\"");
    assert_has(ctg__text_string(&text), "x2=\"50\"");
    assert_has(ctg__text_string(&text), "x=\"23\"");
    ctg__text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_waterfall_ends_with_the_equity_lost),
        cmocka_unit_test(the_histogram_has_every_node_once),
        cmocka_unit_test(the_timeline_has_the_largest_losers_first),
        cmocka_unit_test(the_timeline_names_the_channels_of_its_bars),
        cmocka_unit_test(the_timeline_has_every_default),
        cmocka_unit_test(the_timeline_says_whom_it_shows),
        cmocka_unit_test(one_node_that_loses_is_one),
        cmocka_unit_test(charts_say_their_data_in_words),
        cmocka_unit_test(marks_of_tables_stand_where_their_values_are),
    };

    return RUN_TESTS(tests);
}

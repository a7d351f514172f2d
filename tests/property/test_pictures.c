/* Pictures of random graphs: nothing hangs on the order of rows, and nothing
 * that counts on the page. */
#include <contagraph/draw.h>
#include <contagraph/generate.h>

#include <stdlib.h>
#include <string.h>

#include "engine/run.h"

#include "support/outcome.h"
#include "support/random_graph.h"
#include "trace/net.h"

enum { SEEDS = 12 };

/* Everything but what the model breaks by row (adl, equal depths). */
enum { ORDERLESS = WITH_EVERYTHING & ~WITH_LAYERS };

#define SHOCKS "asset a0=-33%;node n1=-41%"

static outcome run_it(uint64_t seed, uint64_t shuffle, unsigned features)
{
    const random_graph about = {.seed = seed,
                                .nodes = 14,
                                .features = features,
                                .unit = 1,
                                .shuffle = shuffle,
                                .prefix = ""};

    return outcome_of(random_graph_new(&about, 1),
                      scenario_of(SHOCKS, "rounds", "30", NULL));
}

static char *picture(const outcome *of, const char *view, const char *what,
                     const char *page)
{
    ctg_draw_options options = ctg_draw_options_default();
    ctg_drawing *drawing;
    ctg_error error;
    char *dot;

    options.run = of->run;
    options.of = what;
    options.page = page;
    options.no_csv = true;
    if (ctg_draw(view, &options, &drawing, &error))
        fail_msg("%s: %s", view, error.message);
    dot = strdup(ctg_drawing_dot(drawing));
    ctg_drawing_free(drawing);
    return dot;
}

static void the_order_of_rows_changes_no_byte(void **state)
{
    static const struct {
        const char *view;
        const char *of;
    } views[] = {{"cascade", NULL},       {"map", NULL},
                 {"paths", NULL},         {"groups", NULL},
                 {"matrix", "exposures"}, {"matrix", "holdings"},
                 {"matrix", "overlap"},   {"matrix", "losses"}};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        outcome one = run_it(seed, 0, ORDERLESS);
        outcome other = run_it(seed, seed * 1009, ORDERLESS);

        for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
            char *const a = picture(&one, views[i].view, views[i].of, NULL);
            char *const b = picture(&other, views[i].view, views[i].of, NULL);

            if (strcmp(a, b) != 0)
                fail_msg("seed %u: %s %s differs", (unsigned)seed,
                         views[i].view, views[i].of ? views[i].of : "");
            free(a);
            free(b);
        }
        outcome_free(&one);
        outcome_free(&other);
    }
}

/* What a head says of sums, wherever its lines break: equity lost, losses,
 * gains; direct, contagion, defaults. False without any loss. */
static bool sums_of(const char *dot, char *said, size_t room)
{
    const char *from = strstr(dot, "Equity lost");
    size_t at = 0;

    while (from && at + 1 < room && strncmp(from, "nodes default", 13) != 0)
        if (*from == '<') {
            if (strncmp(from, "<BR", 3) == 0)
                said[at++] = ' ';
            from += strcspn(from, ">") + 1;
        } else {
            said[at++] = *from++;
        }
    said[at] = '\0';
    return from != NULL;
}

static void the_page_changes_no_sum(void **state)
{
    static const char *const pages[] = {"a4", "a4-landscape", "slide", "none"};
    size_t seen = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        outcome one = run_it(seed, 0, WITH_EVERYTHING);
        char *const screen = picture(&one, "cascade", NULL, "screen");
        char said[600];
        char other[600];

        for (size_t i = 0; i < sizeof pages / sizeof *pages &&
                           sums_of(screen, said, sizeof said);
             i++) {
            char *const page = picture(&one, "cascade", NULL, pages[i]);

            assert_non_null(strstr(said, "Direct"));
            assert_true(sums_of(page, other, sizeof other));
            if (strcmp(said, other) != 0)
                fail_msg("seed %u, %s: '%s', not '%s'", (unsigned)seed,
                         pages[i], other, said);
            free(page);
            seen++;
        }
        free(screen);
        outcome_free(&one);
    }
    assert_true(seen > SEEDS);
}

/* T - G of a picture is what all nodes lost: their equity, and beyond it. */
static void losses_less_gains_are_equity_lost_and_beyond_it(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4 * SEEDS; seed++) {
        outcome one = run_it(seed, 0, WITH_EVERYTHING);
        const size_t nodes = ctg_network_node_count(one.network);
        const double *const equity = ctg_run_equity(one.run);
        const double *const before = ctg_run_initial_equity(one.run);
        double beyond = 0;
        double lost = 0;
        ctg__causes causes;
        ctg__net net;
        ctg_error error;

        assert_int_equal(
            ctg__causes_init(&causes, ctg_run_ledger(one.run), NULL, &error),
            CTG_OK);
        assert_int_equal(ctg__net_init(&net, &causes, &error), CTG_OK);
        for (size_t i = 0; i < nodes; i++) {
            beyond += fmax(0, -equity[i]) - fmax(0, -before[i]);
            lost += before[i] - equity[i];
        }
        assert_within(net.total - net.gains, lost, 1e-9 * (1 + net.total));
        assert_within(one.summary->equity_lost + beyond, lost,
                      1e-9 * (1 + net.total));
        ctg__net_clear(&net);
        ctg__causes_clear(&causes);
        outcome_free(&one);
    }
}

/* Where many pay for many, what pictures keep is shorter than the ledger. */
static void a_folded_ledger_changes_no_byte(void **state)
{
    static const ctg_generate_options generated = {
        .nodes = 1300, .degree = 4, .seed = 7};
    static const struct {
        const char *view;
        const char *of;
    } views[] = {{"cascade", NULL},
                 {"groups", NULL},
                 {"matrix", "losses"},
                 {"matrix", "adl"},
                 {"paths", NULL}};
    ctg_run_options options = ctg_run_options_default();
    ctg_graph *graph;
    ctg_error error;
    outcome whole;
    outcome folded;

    (void)state;
    options.ledger = false;
    options.folded = true;
    options.chains = true;
    assert_int_equal(ctg_graph_generate("defi", &generated, &graph, &error),
                     CTG_OK);
    whole = outcome_of(graph, scenario_of("asset ETH=-35%", NULL));
    folded = whole;
    assert_int_equal(ctg_run_new(whole.plan, &options, &folded.run, &error),
                     CTG_OK);
    assert_null(ctg_run_ledger(folded.run));
    assert_true(ctg_ledger_count(ctg__run_any_ledger(folded.run)) <
                ctg_ledger_count(ctg_run_ledger(whole.run)) / 2);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        char *const a = picture(&whole, views[i].view, views[i].of, NULL);
        char *const b = picture(&folded, views[i].view, views[i].of, NULL);

        if (strcmp(a, b) != 0)
            fail_msg("%s differs", views[i].view);
        free(a);
        free(b);
    }
    ctg_run_free(folded.run);
    outcome_free(&whole);
}

/* Chains of causes are not those of the ledger, nor all cells to the last
 * digit: better no picture. */
static void what_needs_more_than_sums_is_refused(void **state)
{
    static const ctg_generate_options generated = {
        .nodes = 200, .degree = 4, .seed = 7};
    static const struct {
        const char *view;
        const char *of;
        bool no_csv;
        ctg_status expected;
    } views[] = {{"cascade", NULL, false, CTG_OK},
                 {"paths", NULL, false, CTG_BAD_ARGUMENT},
                 {"matrix", "losses", false, CTG_OK},
                 {"matrix", "adl", true, CTG_OK},
                 {"matrix", "adl", false, CTG_BAD_ARGUMENT}};
    ctg_run_options options = ctg_run_options_default();
    ctg_graph *graph;
    ctg_error error;
    outcome of;

    (void)state;
    options.ledger = false;
    options.folded = true;
    assert_int_equal(ctg_graph_generate("defi", &generated, &graph, &error),
                     CTG_OK);
    of = outcome_of(graph, scenario_of("asset ETH=-35%", NULL));
    ctg_run_free(of.run);
    assert_int_equal(ctg_run_new(of.plan, &options, &of.run, &error), CTG_OK);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        ctg_draw_options asked = ctg_draw_options_default();
        ctg_drawing *drawing = NULL;

        asked.run = of.run;
        asked.of = views[i].of;
        asked.no_csv = views[i].no_csv;
        assert_int_equal(ctg_draw(views[i].view, &asked, &drawing, &error),
                         views[i].expected);
        ctg_drawing_free(drawing);
    }
    outcome_free(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_rows_changes_no_byte),
        cmocka_unit_test(the_page_changes_no_sum),
        cmocka_unit_test(losses_less_gains_are_equity_lost_and_beyond_it),
        cmocka_unit_test(a_folded_ledger_changes_no_byte),
        cmocka_unit_test(what_needs_more_than_sums_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a page says of scenarios of every kind, and what it leaves out. */
#include <contagraph/findings.h>

#include <stdio.h>
#include <stdlib.h>

#include "page/lead.h"
#include "page/phrasing.h"
#include "support/cmocka.h"
#include "support/graph.h"

typedef struct page {
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_findings *found;
} page;

/* Three banks in a row and one beside them. */
static ctg_graph *banks(void)
{
    return graph_of("nodes",
                    "id,name,equity\n"
                    "a,Alpha,2.5\nb,Beta,1.25\nc,Gamma,4\n"
                    "d,0x1234567890abcdef1234567890abcdef12347487,1\n",
                    "exposures", "debtor,creditor,amount\na,b,3\nb,c,2.75\n",
                    "title", "Four <banks>", "unit", "$", NULL);
}

static void make(page *p, ctg_graph *graph, const char *shocks,
                 const char *rounds)
{
    ctg_findings_options options = ctg_findings_options_default();
    ctg_error error = {0};

    p->network = network_of(graph);
    p->scenario = rounds ? scenario_of(shocks, "rounds", rounds, NULL)
                         : scenario_of(shocks, NULL);
    options.program = "/nonexistent/dot";
    options.rank_draws = 0;
    if (ctg_findings_new(p->network, p->scenario, &options, &p->found, &error))
        fail_msg("%s", error.message);
}

static void end(page *p, ctg_graph *graph)
{
    ctg_findings_free(p->found);
    ctg_scenario_free(p->scenario);
    ctg_network_free(p->network);
    ctg_graph_free(graph);
}

static char *write(const page *p, const char *format)
{
    const ctg_stamp stamp = {.hash = "237abcdef"};
    const ctg_page_options options = ctg_page_options_default();
    ctg_report *report = NULL;
    ctg_error error = {0};
    FILE *const file = tmpfile();
    char *text;
    long length;

    assert_non_null(file);
    if (ctg_findings_report(p->found, &stamp, &options, &report, &error) ||
        ctg_report_write(report, format, file, &error))
        fail_msg("%s", error.message);
    ctg_report_free(report);
    length = ftell(file);
    text = calloc((size_t)length + 1, 1);
    assert_non_null(text);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)length, file), length);
    fclose(file);
    return text;
}

static void assert_says(const page *p, const char *const *words, size_t count)
{
    char *const text = write(p, "md");

    for (size_t i = 0; i < count; i++)
        if (!strstr(text, words[i]))
            fail_msg("no '%s' in\n%s", words[i], text);
    free(text);
}

/* a defaults: b loses 3 of 1.25, c then 2.75 of 4. */
static void a_default_is_told_with_who_failed(void **state)
{
    static const char *const words[] = {"**The default of Alpha** takes **$",
                                        "**2 nodes** default", "Alpha first",
                                        "Beta last", "counterparty default"};
    ctg_graph *const graph = banks();
    page p;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    assert_says(&p, words, sizeof words / sizeof *words);
    assert_int_equal(ctg__main_channel(p.found), CTG__CD);
    end(&p, graph);
}

/* Of the sender without whom most would have survived: a. */
static void who_could_have_stopped_it_is_told(void **state)
{
    ctg_graph *const graph = banks();
    ctg__stopper stopper;
    page p;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    stopper = ctg__find_stopper(p.found);
    assert_int_equal(stopper.sender, 0);
    assert_int_equal(stopper.saved, 1);
    assert_int_equal(stopper.one, 1);
    end(&p, graph);
}

/* d owes nobody. */
static void a_loss_that_stays_where_it_is_is_told(void **state)
{
    static const char *const words[] = {
        "takes **$0.25**", "All of it is the shock itself; nothing is passed",
        "Nobody defaults"};
    ctg_graph *const graph = banks();
    page p;
    char *html;

    (void)state;
    make(&p, graph, "node d=-25%", NULL);
    assert_says(&p, words, sizeof words / sizeof *words);
    html = write(&p, "html");
    assert_null(strstr(html, "id=\"channels\""));
    assert_null(strstr(html, "id=\"chains\""));
    assert_non_null(strstr(html, "id=\"losers\""));
    /* Nothing is said of what the first chart has not: defaults, gains. */
    assert_non_null(strstr(html, "by its main channel; at the right, the "
                                 "losses of the row together</span>"));
    free(html);
    end(&p, graph);
}

static void no_shock_and_no_loss_are_told(void **state)
{
    ctg_graph *const graph = banks();
    const ctg_variant *section;
    page p;
    char *html;

    (void)state;
    make(&p, graph, NULL, NULL);
    html = write(&p, "html");
    assert_non_null(strstr(html, ": before any shock</h1>"));
    assert_non_null(strstr(html, "Nobody loses anything."));
    for (size_t i = 0; (section = ctg_section_at(i)); i++) {
        char id[64];
        const bool calm = strcmp(section->name, "before") == 0 ||
                          strcmp(section->name, "trust") == 0 ||
                          strcmp(section->name, "again") == 0;

        snprintf(id, sizeof id, "<section id=\"%s\"", section->name);
        assert_int_equal(strstr(html, id) != NULL, calm);
    }
    assert_non_null(strstr(html, "Four &lt;banks&gt;"));
    assert_null(strstr(html, "<banks>"));
    free(html);
    end(&p, graph);
}

static void a_run_that_stopped_says_so_first(void **state)
{
    ctg_graph *const graph = banks();
    page p;
    char *md;

    (void)state;
    make(&p, graph, "node a=default", "1");
    md = write(&p, "md");
    assert_non_null(strstr(md, "stopped at round 1 without a fixed point"));
    assert_true(strstr(md, "stopped at round 1") < strstr(md, "takes"));
    free(md);
    end(&p, graph);
}

static void names_are_shortened_by_their_ends(void **state)
{
    char room[CTG__NAME_ROOM];
    bool failed = false;

    (void)state;
    assert_string_equal(
        ctg__short_name(room, "0x1234567890abcdef1234567890abcdef12347487", 24,
                        &failed),
        "0x1234…7487");
    /* Short enough, or no address: 0x and something else. */
    assert_string_equal(
        ctg__short_name(room, "0x1234567890abcdef", 24, &failed),
        "0x1234567890abcdef");
    assert_string_equal(ctg__short_name(room, "plain", 24, &failed), "plain");
    assert_false(failed);
}

static void what_there_is_not_is_refused(void **state)
{
    ctg_graph *const graph = banks();
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of("node a=default", NULL);
    ctg_findings_options options = ctg_findings_options_default();
    ctg_findings *found = NULL;
    ctg_error error = {0};

    (void)state;
    options.program = "/nonexistent/dot";
    options.page = "a3";
    assert_int_equal(
        ctg_findings_new(network, scenario, &options, &found, &error),
        CTG_BAD_ARGUMENT);
    assert_string_equal(error.message, "no page 'a3'");
    options.page = "slide";
    options.without = "losers,chain";
    assert_int_equal(
        ctg_findings_new(network, scenario, &options, &found, &error),
        CTG_BAD_ARGUMENT);
    assert_null(found);
    options.without = "losers,chains";
    assert_int_equal(
        ctg_findings_new(network, scenario, &options, &found, &error), CTG_OK);
    /* Diagrams could not be made, and that is said. */
    assert_non_null(ctg_findings_note(found, 0));
    ctg_findings_free(found);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* T = D + C, T - G = equity lost + beyond. */
static void sums_close(void **state)
{
    ctg_graph *const graph = banks();
    page p;
    double of_rounds = 0;
    double of_codes = 0;

    (void)state;
    make(&p, graph, "node a=default;node d=-50%", NULL);
    assert_near(p.found->booked.direct, 2.5 + 0.5);
    assert_near(p.found->booked.total, 2.5 + 0.5 + 3 + 2.75);
    assert_near(p.found->booked.gains, 0);
    assert_near(p.found->beyond, 3 - 1.25);
    assert_near(p.found->summary->equity_lost, 2.5 + 0.5 + 1.25 + 2.75);
    for (size_t i = 0; i < p.found->booked.span_count; i++)
        of_rounds += p.found->booked.spans[i].total;
    for (int code = 0; code < CTG__CODE_COUNT; code++)
        of_codes += p.found->booked.later[code];
    assert_near(of_rounds, p.found->booked.total);
    assert_near(of_codes, ctg__contagion(&p.found->booked));
    assert_int_equal(p.found->by_loss[0], 1);
    end(&p, graph);
}

/* 5.75 of contagion by default, and a little more. */
static void what_is_not_quite_all_is_not_all(void **state)
{
    static const struct {
        double more;
        const char *words;
    } cases[] = {{0, ", all of it by counterparty default."},
                 {0.01, ", all but entirely by counterparty default."},
                 {0.25, ", chiefly by counterparty default (96% of it)."}};
    ctg_graph *const graph = banks();
    page p;
    double total;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    total = p.found->booked.total;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        p.found->booked.total = total + cases[k].more;
        assert_says(&p, &cases[k].words, 1);
    }
    end(&p, graph);
}

/* Alpha loses 2.5 and d 1, both at once; then Beta, which c survives. */
static void several_that_default_at_once_are_counted(void **state)
{
    static const char *const words[] = {
        "**3 nodes** default, Alpha and 1 more first (round 0) and Beta last "
        "(round 1)."};
    ctg_graph *const graph = banks();
    page p;

    (void)state;
    make(&p, graph, "node a=default;node d=default", NULL);
    assert_says(&p, words, 1);
    end(&p, graph);
}

/* Without Alpha's debts unpaid Beta stands. */
static void what_it_takes_to_stop_it_is_told(void **state)
{
    static const char *const words[] = {
        "Alone, **Alpha** could have stopped the default of Beta by meeting "
        "all its debts without selling anything.",
        "| in default | saved, had any one of these met all its debts and sold "
        "nothing |",
        "contagion adds **$5.75** (all losses are ×3.30 the shock itself), all "
        "of it by counterparty default.",
        "\n$2.50 direct loss + $5.75 contagion = $8.25 losses booked; less "
        "$1.75 beyond equity = $6.50 equity lost.\n"};
    ctg_graph *const graph = banks();
    page p;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    assert_says(&p, words, sizeof words / sizeof *words);
    end(&p, graph);
}

/* Up to 1 % of the shock is just past. */
static void a_shock_just_past_a_jump_is_told(void **state)
{
    static const struct {
        double jump;
        bool past;
    } cases[] = {{0.35, true},    {0.3486, true},  {0.3466, true},
                 {0.3464, false}, {0.3501, false}, {0.2, false}};
    ctg_graph *const graph = banks();
    page p;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const ctg_cliff cliff = {
            .found = true, .size = cases[k].jump, .before = 1, .after = 2};
        char *text;

        p.found->size = 0.35;
        p.found->cliff = &cliff;
        text = write(&p, "md");
        p.found->cliff = NULL;
        assert_non_null(strstr(text, "they jump by $1 when the shock passes"));
        assert_int_equal(
            strstr(text, "%; this run's 35% lies just past that.") != NULL,
            cases[k].past);
        free(text);
    }
    end(&p, graph);
}

typedef struct sums {
    double direct, total, gains, beyond, lost;
    const char *words;
} sums;

static void check_sums(page *p, const sums *given)
{
    const ctg_stamp stamp = {.hash = "237abcdef"};
    const ctg_page_options options = ctg_page_options_default();
    const ctg_summary *const kept = p->found->summary;
    ctg_summary summary = *kept;
    ctg_report *report = NULL;
    ctg_error error = {0};

    if (ctg_findings_report(p->found, &stamp, &options, &report, &error))
        fail_msg("%s", error.message);
    summary.equity_lost = given->lost;
    p->found->summary = &summary;
    p->found->booked.direct = given->direct;
    p->found->booked.total = given->total;
    p->found->booked.gains = given->gains;
    p->found->beyond = given->beyond;
    assert_string_equal(ctg__say_sums(p->found, report), given->words);
    p->found->summary = kept;
    ctg_report_free(report);
}

/* As many digits as it takes, by hand. */
static void rounded_sums_add_up(void **state)
{
    static const sums given[] = {
        /* 1.19 + 0.61 = 1.80, but 1.80 - 0.06 - 0.08 is not 1.65. */
        {1190.99e6, 1797.117e6, 58.991e6, 83.443e6, 1654.683e6,
         "$1,191M direct loss + $606M contagion = $1,797M losses booked; less "
         "$59M gains and $83M beyond equity = $1,655M equity lost."},
        /* 1.005 + 1.005 is 2.01, not 1.01 + 1.01 */
        {1005, 2010, 0, 10, 2000,
         "$1,005 direct loss + $1,005 contagion = $2,010 losses booked; less "
         "$10 beyond equity = $2,000 equity lost."},
        /* A part is never shown as none. */
        {1000, 1000.004, 0, 0, 1000.004,
         "$1,000.000 direct loss + $0.004 contagion = $1,000.004 losses "
         "booked; all of it is equity lost."},
        {0, 5e12, 5e11, 0, 4.5e12,
         "$0 direct loss + $5.0T contagion = $5.0T losses booked; less $0.5T "
         "gains = $4.5T equity lost."},
        /* More gained than lost, and no contagion. */
        {5, 5, 12, 0, -7,
         "$5 losses booked; less $12 gains = −$7 equity lost."},
        {5, 5, 0, 0, 5, ""},
        /* They do not close. */
        {1000, 2000, 0, 0, 1990, ""},
        /* Too large and too small to be written so. */
        {1e15, 2e15, 0, 0, 2e15, ""},
        {0.001, 0.002, 0, 0, 0.002, ""},
    };
    ctg_graph *const graph = banks();
    page p;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        check_sums(&p, &given[i]);
    end(&p, graph);
}

/* A long unit stands once, at the end. */
static void rounded_sums_say_their_unit(void **state)
{
    static const sums given = {
        12e3,
        20e3,
        1e3,
        4e3,
        15e3,
        "12K direct loss + 8K contagion = 20K losses booked; less 1K gains and "
        "4K beyond equity = 15K equity lost, in ETH."};
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\na,2.5\nb,1.25\n", "exposures",
                 "debtor,creditor,amount\na,b,3\n", "unit", "ETH", NULL);
    page p;

    (void)state;
    make(&p, graph, "node a=default", NULL);
    check_sums(&p, &given);
    end(&p, graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_default_is_told_with_who_failed),
        cmocka_unit_test(who_could_have_stopped_it_is_told),
        cmocka_unit_test(a_loss_that_stays_where_it_is_is_told),
        cmocka_unit_test(no_shock_and_no_loss_are_told),
        cmocka_unit_test(a_run_that_stopped_says_so_first),
        cmocka_unit_test(names_are_shortened_by_their_ends),
        cmocka_unit_test(what_there_is_not_is_refused),
        cmocka_unit_test(sums_close),
        cmocka_unit_test(what_is_not_quite_all_is_not_all),
        cmocka_unit_test(several_that_default_at_once_are_counted),
        cmocka_unit_test(what_it_takes_to_stop_it_is_told),
        cmocka_unit_test(a_shock_just_past_a_jump_is_told),
        cmocka_unit_test(rounded_sums_add_up),
        cmocka_unit_test(rounded_sums_say_their_unit),
    };

    return RUN_TESTS(tests);
}

/* Out of memory at every allocation of a page, of its findings and writers. */
#include <contagraph/findings.h>

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka.h"
#include "support/failing_memory.h"
#include "support/graph.h"

enum { MOST_TRIES = 240 };

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_scenario *milder;
} case_of;

/* Every section has something to say. */
static void open_case(case_of *made)
{
    made->graph = graph_of(
        "nodes",
        "id,name,kind,group,cash\nA,Bank,bank,x,900\nB,Bank,bank,x,30\n"
        "C,Fund,fund,y,20\nV,Venue,,y,500\n",
        "assets", "id,price,depth,issuer\nETH,2000,90000,\nT,3,,A\n",
        "holdings", "node,asset,quantity\nA,ETH,5\nB,ETH,4\nC,T,40\n",
        "exposures", "debtor,creditor,amount\nA,B,800\nB,C,900\nC,A,70\n",
        "venues", "node,type\nV,lending\n", "positions",
        "account,owner,venue,asset,quantity\n1,C,V,ETH,3\n1,C,V,,-4300\n",
        "source", "a case of four nodes", NULL);
    made->network = network_of(made->graph);
    made->scenario = scenario_of("asset ETH=-35%;node A=-20%", NULL);
    made->milder = scenario_of("asset ETH=-5%", NULL);
}

static void close_case(case_of *made)
{
    ctg_scenario_free(made->milder);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* The page as text, from the heap; NULL for what `status` says. */
static char *page_of(const case_of *from, const char *format,
                     ctg_status *status, ctg_error *error)
{
    ctg_findings_options options = ctg_findings_options_default();
    const ctg_stamp stamp = {.hash = "237abc"};
    const ctg_page_options page = ctg_page_options_default();
    ctg_findings *found = NULL;
    ctg_report *report = NULL;
    FILE *const file = tmpfile();
    char *text = NULL;

    assert_non_null(file);
    options.rank_draws = 2;
    options.against_scenario = from->milder;
    options.command = "contagraph report <case>";
    options.program = "/nonexistent/dot"; /* a process is no allocation */
    *status = ctg_findings_new(from->network, from->scenario, &options, &found,
                               error);
    if (!*status)
        *status = ctg_findings_report(found, &stamp, &page, &report, error);
    if (!*status)
        *status = ctg_report_write(report, format, file, error);
    if (!*status) {
        const long length = ftell(file);

        text = calloc((size_t)length + 1, 1);
        assert_non_null(text);
        rewind(file);
        assert_int_equal(fread(text, 1, (size_t)length, file), length);
    }
    fclose(file);
    ctg_report_free(report);
    ctg_findings_free(found);
    return text;
}

/* Where they begin to differ. */
static size_t common(const char *one, const char *other)
{
    size_t length = 0;

    while (one[length] && one[length] == other[length])
        length++;
    return length;
}

static void try_all(const char *format)
{
    case_of from = {.graph = NULL};
    ctg_error error = {0};
    ctg_status status;
    char *whole;
    long asked;
    long alive;
    long step;

    open_case(&from);
    whole = page_of(&from, format, &status, &error);
    if (status)
        fail_msg("%s", error.message);
    asked = memory_asked();
    free(page_of(&from, format, &status, &error));
    asked = memory_asked() - asked;
    assert_true(asked > 100);
    alive = memory_alive();
    step = asked / MOST_TRIES + 1;
    for (long i = 0; i < asked; i += step) {
        char *text;

        memory_fail_once(i);
        text = page_of(&from, format, &status, &error);
        memory_fail_after(-1);
        if (text) {
            assert_int_equal(status, CTG_OK);
            if (strcmp(text, whole) != 0)
                fail_msg("another page when allocation %ld fails: '%.60s'", i,
                         text + common(text, whole));
        } else {
            assert_int_equal(status, CTG_NO_MEMORY);
            assert_true(*error.message);
        }
        free(text);
        assert_int_equal(memory_alive(), alive);
    }
    free(whole);
    close_case(&from);
    assert_int_equal(memory_alive(), 0);
}

static void html_is_whole_or_fails(void **state)
{
    (void)state;
    try_all("html");
}

static void markdown_is_whole_or_fails(void **state)
{
    (void)state;
    try_all("md");
}

static void json_is_whole_or_fails(void **state)
{
    (void)state;
    try_all("json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_is_whole_or_fails),
        cmocka_unit_test(markdown_is_whole_or_fails),
        cmocka_unit_test(json_is_whole_or_fails),
    };

    omp_set_num_threads(1); /* the counter of grants is nobody's but ours */
    return RUN_TESTS(tests);
}

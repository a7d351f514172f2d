#include <contagraph/report.h>

#include <stdio.h>
#include <stdlib.h>

#include <contagraph/read.h>

#include "support/cmocka.h"
#include "support/graph.h"
#include "support/worked.h"
#include "text/clean.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
    ctg_trace *trace;
} case_of;

static void run_case(case_of *made)
{
    const ctg_run_options options = ctg_run_options_default();
    ctg_error error;

    made->network = network_of(made->graph);
    if (ctg_plan_new(made->network, made->scenario, &made->plan, &error) ||
        ctg_run_new(made->plan, &options, &made->run, &error) ||
        ctg_trace_new(ctg_run_ledger(made->run), &made->trace, &error))
        fail_msg("%s", error.message);
}

static const char *source_folder(void)
{
    const char *const source = getenv("top_srcdir");

    return source ? source : ".";
}

static void open_worked(case_of *made, const char *name)
{
    const ctg_read_options options = ctg_read_options_default();
    char path[1024];
    ctg_error error;

    snprintf(path, sizeof path, "%s/tests/worked/%s", source_folder(), name);
    if (ctg_graph_read(path, &options, &made->graph, NULL, &error))
        fail_msg("%s: %s", name, error.message);
    made->scenario = ctg_scenario_new();
    assert_non_null(made->scenario);
    snprintf(path, sizeof path, "%s/tests/worked/%s/scenario.json",
             source_folder(), name);
    if (ctg_scenario_read(made->scenario, path, &error))
        fail_msg("%s: %s", name, error.message);
    run_case(made);
}

static void close_case(case_of *made)
{
    ctg_trace_free(made->trace);
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* All that a file has; from the heap. Closes it. */
static char *text_of(FILE *file)
{
    const long length = ftell(file);
    char *const text = calloc((size_t)length + 1, 1);

    assert_non_null(text);
    rewind(file);
    assert_int_equal(fread(text, 1, (size_t)length, file), length);
    fclose(file);
    return text;
}

/* Of all nodes that failed. */
static void add_pivotal(const case_of *made, const ctg_page_options *options,
                        FILE *file)
{
    ctg_node failed[64];
    size_t count = 0;
    ctg_pivotal *pivotal;
    ctg_error error;

    for (ctg_node i = 0; i < ctg_network_node_count(made->network); i++)
        if (ctg_run_failed_round(made->run)[i] != CTG_NEVER && count < 64)
            failed[count++] = i;
    assert_int_equal(ctg_pivotal_new(made->plan, made->run, made->trace, failed,
                                     count, NULL, NULL, &pivotal, &error),
                     CTG_OK);
    assert_int_equal(
        ctg_page_pivotal(made->run, pivotal, options, file, &error), CTG_OK);
    ctg_pivotal_free(pivotal);
}

static void add_info(const case_of *made, const ctg_page_options *options,
                     FILE *file)
{
    ctg_look_through *look;
    ctg_info *info;
    ctg_report *report = NULL;
    ctg_error error;
    ctg_status status;

    assert_int_equal(ctg_info_new(made->plan, NULL, NULL, &info, &error),
                     CTG_OK);
    assert_int_equal(ctg_look_through_new(made->network, &look, &error),
                     CTG_OK);
    status = ctg_info_report(made->network, info, look, false, NULL, options,
                             &report, &error);
    assert_true(status == CTG_OK || status == CTG_NO_SOLUTION);
    if (!status)
        assert_int_equal(ctg_report_write(report, NULL, file, &error), CTG_OK);
    ctg_report_free(report);
    ctg_look_through_free(look);
    ctg_info_free(info);
}

/* All pages one after the other. */
static char *pages_of(const case_of *made, const ctg_page_options *options)
{
    const ctg_path_options asked = ctg_path_options_default();
    FILE *const file = tmpfile();
    const ctg_path *paths;
    size_t count;
    ctg_error error;

    assert_non_null(file);
    assert_int_equal(
        ctg_page_run(made->run, made->scenario, options, file, &error), CTG_OK);
    fputs("== tree\n", file);
    assert_int_equal(ctg_page_tree(made->run, made->scenario, made->trace,
                                   options, file, &error),
                     CTG_OK);
    fputs("== paths\n", file);
    assert_int_equal(
        ctg_trace_paths(made->trace, &asked, &paths, &count, &error), CTG_OK);
    assert_int_equal(ctg_page_paths(made->run, made->scenario, paths, count,
                                    options, file, &error),
                     CTG_OK);
    fputs("== origins\n", file);
    assert_int_equal(ctg_page_origins(made->run, made->scenario, made->trace,
                                      options, file, &error),
                     CTG_OK);
    fputs("== pivotal\n", file);
    add_pivotal(made, options, file);
    fputs("== info\n", file);
    add_info(made, options, file);
    return text_of(file);
}

static void check_golden(const char *name, const char *golden,
                         const ctg_page_options *options)
{
    char path[1024];
    char expected[16384];
    case_of made;
    char *actual;
    FILE *file;

    snprintf(path, sizeof path, "%s/tests/unit/report/%s", source_folder(),
             golden);
    file = fopen(path, "r");
    assert_non_null(file);
    expected[fread(expected, 1, sizeof expected - 1, file)] = '\0';
    fclose(file);
    open_worked(&made, name);
    actual = pages_of(&made, options);
    assert_string_equal(actual, expected);
    free(actual);
    close_case(&made);
}

static void the_worked_spiral_reads_well(void **state)
{
    ctg_page_options options = ctg_page_options_default();

    (void)state;
    check_golden("LC1", "lc1.txt", &options);
    options.ascii = true;
    options.width = 60;
    options.top = 2;
    options.depth = 2;
    check_golden("LC1", "lc1-ascii.txt", &options);
}

/* No line too long, no blank at an end, no byte that a terminal obeys. */
static void check_lines(const char *text, size_t width, bool ascii)
{
    while (*text) {
        const size_t length = strcspn(text, "\n");
        char line[2048];

        assert_true(length < sizeof line);
        memcpy(line, text, length);
        line[length] = '\0';
        if (ctg__columns(line) > width)
            fail_msg("%zu columns: %s", ctg__columns(line), line);
        assert_true(!length || line[length - 1] != ' ');
        for (size_t i = 0; i < length; i++) {
            assert_true((unsigned char)line[i] >= 0x20 && line[i] != 0x7f);
            assert_true(!ascii || (unsigned char)line[i] < 0x7f);
        }
        text += length + (text[length] == '\n');
    }
}

static void check_widths(const char *name)
{
    static const size_t widths[] = {60, 71, 80, 133, 200};
    case_of made;

    open_worked(&made, name);
    for (size_t i = 0; i < 10; i++) {
        ctg_page_options options = ctg_page_options_default();
        char *text;

        options.width = widths[i / 2];
        options.ascii = i % 2;
        text = pages_of(&made, &options);
        check_lines(text, options.width, options.ascii);
        free(text);
    }
    close_case(&made);
}

static void every_worked_example_fits_every_width(void **state)
{
    (void)state;
    worked_each(check_widths);
}

/* Names that try to write escape sequences, reverse text or be endless. */
static void open_hostile(case_of *made)
{
    made->graph = graph_of(
        "nodes",
        "id,name,equity\n"
        "A,\x1b[2J\x1b]0;owned\x07,5\n"
        "B,\xE2\x80\xAE"
        "esrever \xE6\x97\xA5\xE6\x9C\xAC\xE9\x8A\x80\xE8\xA1\x8C "
        "\xE6\x97\xA5\xE6\x9C\xAC\xE9\x8A\x80\xE8\xA1\x8C "
        "\xE6\x97\xA5\xE6\x9C\xAC\xE9\x8A\x80\xE8\xA1\x8C,4\n"
        "C,a;b \x01 with a name that is much longer than any column has "
        "room for it in any of the tables,4.5\n",
        "exposures", "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n", "unit",
        "\x1b[31mEUR", NULL);
    made->scenario = scenario_of("node A=default", "valuation", "threshold",
                                 "recovery", "0.4", NULL);
    run_case(made);
}

static void hostile_names_do_no_harm(void **state)
{
    case_of made;

    (void)state;
    open_hostile(&made);
    for (int ascii = 0; ascii < 2; ascii++) {
        ctg_page_options options = ctg_page_options_default();
        char *text;

        options.width = 60;
        options.ascii = ascii;
        text = pages_of(&made, &options);
        check_lines(text, 60, ascii);
        free(text);
    }
    close_case(&made);
}

static char *folded_of(const case_of *made, size_t lines)
{
    FILE *const file = tmpfile();
    ctg_error error;

    assert_non_null(file);
    assert_int_equal(ctg_page_folded(made->run, made->scenario, made->trace,
                                     lines, file, &error),
                     CTG_OK);
    return text_of(file);
}

static void folded_traces_have_clean_frames(void **state)
{
    case_of made;
    char *text;

    (void)state;
    open_hostile(&made);
    text = folded_of(&made, 100);
    check_lines(text, 2000, false);
    assert_non_null(strstr(text, ";a,b with a name that is much longer"));
    assert_non_null(strstr(text, " [CD] 4.80000\n"));
    free(text);
    close_case(&made);
}

/* Whatever is cut off is in `(other)`. */
static void check_folded(const char *name)
{
    static const size_t limits[] = {1, 7, 40, 100000};
    case_of made;

    open_worked(&made, name);
    for (size_t i = 0; i < 4; i++) {
        char *const text = folded_of(&made, limits[i]);
        double sum = 0;
        size_t count = 0;

        for (const char *at = text; *at; count++) {
            const size_t length = strcspn(at, "\n");
            const char *value = at + length;

            while (value[-1] != ' ')
                value--;
            sum += strtod(value, NULL);
            at += length + 1;
        }
        assert_within(sum, ctg_run_summary(made.run)->losses_booked,
                      1e-5 * sum);
        assert_true(i == 0 || count <= limits[i] + 4);
        free(text);
    }
    close_case(&made);
}

static void folded_traces_sum_to_the_losses_booked(void **state)
{
    (void)state;
    worked_each(check_folded);
}

static void colours_are_the_base_ones(void **state)
{
    static const char *const known[] = {"[0m", "[1m", "[31m", "[33m", "[34m"};
    ctg_page_options options = ctg_page_options_default();
    case_of made;
    size_t count = 0;
    char *text;

    (void)state;
    options.colour = true;
    open_worked(&made, "LC1");
    text = pages_of(&made, &options);
    for (const char *at = text; (at = strchr(at, '\x1b')) != NULL; at++) {
        bool found = false;

        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found |= strncmp(at + 1, known[i], strlen(known[i])) == 0;
        assert_true(found);
        count++;
    }
    assert_true(count > 20);
    free(text);
    close_case(&made);
}

static void the_gap_between_solutions_is_said(void **state)
{
    const ctg_page_options options = ctg_page_options_default();
    const ctg_run_options running = ctg_run_options_default();
    FILE *const file = tmpfile();
    ctg_plan *plan;
    ctg_run *least;
    case_of made;
    ctg_error error;
    char *text;

    (void)state;
    assert_non_null(file);
    open_worked(&made, "RV1-greatest");
    assert_int_equal(
        ctg_scenario_set(made.scenario, "from_below", "true", &error), CTG_OK);
    assert_int_equal(ctg_plan_new(made.network, made.scenario, &plan, &error),
                     CTG_OK);
    assert_int_equal(ctg_run_new(plan, &running, &least, &error), CTG_OK);
    assert_int_equal(ctg_page_gap(made.run, least, &options, file, &error),
                     CTG_OK);
    assert_int_equal(ctg_page_gap(made.run, made.run, &options, file, &error),
                     CTG_OK);
    text = text_of(file);
    assert_string_equal(
        text,
        "The least solution loses 0.80 more equity than the greatest, and has "
        "2 defaults\nwhere that has 0.\n"
        "The greatest and the least solution are the same.\n");
    free(text);
    ctg_run_free(least);
    ctg_plan_free(plan);
    close_case(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_spiral_reads_well),
        cmocka_unit_test(every_worked_example_fits_every_width),
        cmocka_unit_test(hostile_names_do_no_harm),
        cmocka_unit_test(folded_traces_have_clean_frames),
        cmocka_unit_test(folded_traces_sum_to_the_losses_booked),
        cmocka_unit_test(colours_are_the_base_ones),
        cmocka_unit_test(the_gap_between_solutions_is_said),
    };

    return RUN_TESTS(tests);
}

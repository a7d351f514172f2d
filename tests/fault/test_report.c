/* Out of memory at every allocation of reports, results and their files. */
#include <contagraph/info.h>

#include <sys/stat.h>

#include "support/files.h"
#include "support/reported.h"
#include "support/starved.h"

typedef struct case_of {
    reported_run run;
    FILE *file;
} case_of;

/* A trace keeps what it found, so each time there is another one. */
static ctg_status open_outcome(const case_of *made, ctg_outcome *of,
                               ctg_error *error)
{
    *of = made->run.outcome;
    of->trace = NULL;
    return ctg_trace_new(ctg_run_ledger(of->run), &of->trace, error);
}

/* The report in every format that it has. */
static ctg_status write_all(ctg_report *report, FILE *file, ctg_error *error)
{
    const ctg_variant *format;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && (format = ctg_report_format_at(i)); i++) {
        status = ctg_report_write(report, format->name, file, error);
        if (status == CTG_BAD_ARGUMENT) {
            status = CTG_OK;
            *error = (ctg_error){0};
        }
    }
    return status;
}

static ctg_status ask_run(const case_of *made, ctg_error *error)
{
    ctg_outcome of;
    ctg_report *report = NULL;
    ctg_status status = open_outcome(made, &of, error);

    of.greatest = of.run;
    if (!status)
        status = ctg_run_report(&of, NULL, NULL, &report, error);
    if (!status)
        status = write_all(report, made->file, error);
    ctg_report_free(report);
    ctg_trace_free(of.trace);
    return status;
}

static ctg_status ask_paths(const case_of *made, ctg_error *error)
{
    const reported_run *const run = &made->run;
    const ctg_node targets[] = {1, 2};
    ctg_report *reports[2] = {NULL, NULL};
    ctg_pivotal *pivotal = NULL;
    ctg_outcome of;
    ctg_status status = open_outcome(made, &of, error);

    if (!status)
        status = ctg_pivotal_new(run->plan, run->run, of.trace, targets, 2,
                                 NULL, NULL, &pivotal, error);
    for (size_t i = 0; !status && i < 2; i++) {
        status = ctg_paths_report(&of, i ? pivotal : NULL, NULL, NULL,
                                  &reports[i], error);
        if (!status)
            status = write_all(reports[i], made->file, error);
    }
    ctg_report_free(reports[0]);
    ctg_report_free(reports[1]);
    ctg_pivotal_free(pivotal);
    ctg_trace_free(of.trace);
    return status;
}

static ctg_status ask_look_through(const case_of *made, ctg_error *error)
{
    const reported_run *const run = &made->run;
    ctg_report *report = NULL;
    ctg_look_through *look = NULL;
    ctg_info *info = NULL;
    ctg_status status = ctg_info_new(run->plan, NULL, NULL, &info, error);

    if (!status)
        status = ctg_look_through_new(run->network, &look, error);
    if (!status)
        status = ctg_look_through_report(run->network, info, look, 2, NULL,
                                         NULL, &report, error);
    if (!status)
        status = write_all(report, made->file, error);
    ctg_report_free(report);
    ctg_look_through_free(look);
    ctg_info_free(info);
    return status;
}

/* What runs wrote, and graphs whose names nobody may see. */
static ctg_status ask_comparison(const case_of *made, ctg_error *error)
{
    ctg_results *sides[4] = {NULL};
    ctg_comparison *found[2] = {NULL};
    ctg_report *report = NULL;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < 2; i++)
        status = ctg_results_read(i ? "after" : "before", NULL, NULL, &sides[i],
                                  error);
    if (!status)
        status = ctg_results_anonymise(sides[0], sides[1], error);
    for (size_t i = 2; !status && i < 4; i++)
        status = ctg_results_of_network(made->run.network,
                                        i == 3 ? made->run.graph : NULL,
                                        &sides[i], error);
    for (size_t i = 0; !status && i < 2; i++) {
        status = ctg_comparison_new(sides[2 * i], sides[2 * i + 1], &found[i],
                                    error);
        if (!status)
            status =
                ctg_comparison_report(found[i], NULL, NULL, &report, error);
        if (!status)
            status = write_all(report, made->file, error);
        ctg_report_free(report);
        report = NULL;
    }
    for (size_t i = 0; i < 2; i++)
        ctg_comparison_free(found[i]);
    for (size_t i = 0; i < 4; i++)
        ctg_results_free(sides[i]);
    return status;
}

static ctg_status ask_finished(const case_of *made, ctg_error *error)
{
    ctg_finished *finished = NULL;
    const ctg_status status = ctg_finished_read("rows.csv", &finished, error);

    (void)made;
    ctg_finished_free(finished);
    return status;
}

static ctg_status ask_files(const case_of *made, ctg_error *error)
{
    ctg_outcome of;
    ctg_status status = open_outcome(made, &of, error);

    if (!status)
        status = ctg_run_files_write("out", &of, NULL, error);
    ctg_trace_free(of.trace);
    return status;
}

static void check(ctg_status (*ask)(const case_of *made, ctg_error *error))
{
    case_of made;
    starved tried = {.step = 1};
    ctg_status status;

    made.file = tmpfile();
    assert_non_null(made.file);
    files_write("rows.csv", "id,rounds\na,3\nb,4\n");
    /* A trace keeps what it was asked for once: a new one each time. */
    for (;;) {
        const long before = memory_alive();

        reported_open(&made.run);
        if (!starve(&tried))
            break;
        tried.before = before;
        status = ask(&made, &tried.error);
        memory_fail_after(-1);
        reported_close(&made.run);
        fed(&tried, status);
    }
    reported_close(&made.run);
    assert_int_equal(tried.status, CTG_OK);
    assert_true(tried.grants > 3);
    fclose(made.file);
    assert_int_equal(memory_alive(), 0);
}

static void reports_of_runs_without_memory_fail_and_leak_nothing(void **state)
{
    (void)state;
    check(ask_run);
}

static void reports_of_paths_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_paths);
}

static void reports_of_one_node_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_look_through);
}

static void comparisons_without_memory_likewise(void **state)
{
    (void)state;
    assert_int_equal(mkdir("before", 0777), 0);
    assert_int_equal(mkdir("after", 0777), 0);
    files_write("before/nodes_out.csv", "id,equity,failed_round\nA,1,\nB,2,\n");
    files_write("before/summary.json", "{\"rounds\": 1, \"failed\": 2}\n");
    files_write("after/nodes_out.csv", "id,equity,failed_round\nC,1,\nB,3,1\n");
    files_write("after/summary.json", "{\"rounds\": 2, \"failed\": 2}\n");
    check(ask_comparison);
}

static void finished_rows_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_finished);
}

/* A folder is there when all its files are. */
static void files_of_runs_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_files);
    assert_memory_equal(files_read("out/run.json"), "{", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(reports_of_runs_without_memory_fail_and_leak_nothing),
        files_test(reports_of_paths_without_memory_likewise),
        files_test(reports_of_one_node_without_memory_likewise),
        files_test(comparisons_without_memory_likewise),
        files_test(finished_rows_without_memory_likewise),
        files_test(files_of_runs_without_memory_likewise),
    };

    return RUN_TESTS(tests);
}

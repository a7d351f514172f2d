/* Out of memory at every allocation of simulations and calibrations, of their
 * reports, and of a book with interest. */
#include <contagraph/book.h>
#include <contagraph/calibrate.h>
#include <contagraph/parameters.h>
#include <contagraph/report.h>

#include "support/risk_case.h"
#include "support/starved.h"

static ctg_status write(ctg_report *report, const char *format,
                        ctg_error *error)
{
    FILE *const file = tmpfile();
    const ctg_status status = ctg_report_write(report, format, file, error);

    fclose(file);
    ctg_report_free(report);
    return status;
}

static ctg_status simulate(const case_of *made, const char *format,
                           ctg_error *error)
{
    const ctg_stamp stamp = {.graph = made->graph};
    ctg_problems *const problems = ctg_problems_new();
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *simulation = NULL;
    ctg_report *report = NULL;
    ctg_status status = CTG_NO_MEMORY;

    options.threads = 1;
    if (!problems)
        error->status = CTG_NO_MEMORY;
    else
        status = ctg_simulation_new(made->network, made->scenario, made->risk,
                                    &options, problems, &simulation, error);
    if (!status)
        status = ctg_simulation_run(simulation, error);
    if (!status)
        status =
            ctg_simulation_report(simulation, &stamp, NULL, &report, error);
    if (!status)
        status = write(report, format, error);
    ctg_simulation_free(simulation);
    ctg_problems_free(problems);
    return status;
}

static ctg_status calibrate_some(const case_of *made, size_t count,
                                 const char *format, ctg_error *error)
{
    static const double weights[] = {1, 2};
    static const char *const sets[] = {"supply pool/ETH=0.5..1.1",
                                       "markets pool/ETH bonus=0.04..0.05",
                                       "layers pool/1 amount=5..4"};
    static const char *const limits[] = {"bad_debt es80 <= 20%",
                                         "failed>=3 probability <= 95%"};
    const ctg_stamp stamp = {.graph = made->graph};
    ctg_calibrate_options options = ctg_calibrate_options_default();
    ctg_calibration *calibration = NULL;
    ctg_report *report = NULL;
    ctg_status status;

    options.sets = sets;
    options.set_count = count;
    options.maximise = count == 2 ? weights : NULL;
    options.limits = limits;
    options.limit_count = 2;
    options.steps = 1;
    options.halvings = count == 1;
    options.threads = 1;
    status = ctg_calibrate(made->network, made->scenario, made->risk, &options,
                           NULL, &calibration, error);
    if (!status)
        status =
            ctg_calibration_report(calibration, &stamp, NULL, &report, error);
    if (!status)
        status = write(report, format, error);
    ctg_calibration_free(calibration);
    return status;
}

static ctg_status calibrate(const case_of *made, const char *format,
                            ctg_error *error)
{
    return calibrate_some(made, 1, format, error);
}

static ctg_status tabulate(const case_of *made, const char *format,
                           ctg_error *error)
{
    const ctg_stamp stamp = {.graph = made->graph};
    ctg_parameters *parameters = NULL;
    ctg_report *report = NULL;
    ctg_status status =
        ctg_parameters_new(made->network, made->scenario, made->risk, NULL,
                           NULL, &parameters, error);

    if (!status)
        status =
            ctg_parameters_report(parameters, &stamp, NULL, &report, error);
    if (!status)
        status = write(report, format, error);
    ctg_parameters_free(parameters);
    return status;
}

static ctg_status calibrate_two(const case_of *made, const char *format,
                                ctg_error *error)
{
    return calibrate_some(made, 2, format, error);
}

static ctg_status calibrate_three(const case_of *made, const char *format,
                                  ctg_error *error)
{
    return calibrate_some(made, 3, format, error);
}

static ctg_status book(const case_of *made, const char *format,
                       ctg_error *error)
{
    const ctg_stamp stamp = {.graph = made->graph};
    ctg_book *found = NULL;
    ctg_report *report = NULL;
    ctg_status status =
        ctg_book_new(made->network, "ETH", NULL, 0.9, 3, &found, error);

    if (!status)
        status = ctg_book_report(made->network, found, &stamp, NULL, NULL,
                                 &report, error);
    if (!status)
        status = write(report, format, error);
    ctg_book_free(found);
    return status;
}

typedef ctg_status work(const case_of *made, const char *format,
                        ctg_error *error);

static void check(const case_of *made, work *run, const char *format, long step)
{
    starved tried = {.step = step};

    while (starve(&tried))
        fed(&tried, run(made, format, &tried.error));
    if (tried.status)
        fail_msg("%s: %s", format, tried.error.message);
    assert_true(tried.grants > 10);
}

static void simulations_without_memory_fail_and_leak_nothing(void **state)
{
    case_of made;

    (void)state;
    open_case(&made, false);
    check(&made, simulate, "text", 1);
    check(&made, simulate, "json", 7);
    close_case(&made);
}

static void calibrations_without_memory_likewise(void **state)
{
    case_of made;

    (void)state;
    open_case(&made, false);
    check(&made, calibrate, "text", 1);
    check(&made, calibrate, "json", 7);
    check(&made, calibrate, "md", 11);
    check(&made, calibrate, "csv", 11);
    check(&made, tabulate, "text", 1);
    check(&made, tabulate, "json", 1);
    check(&made, calibrate_two, "text", 13);
    check(&made, calibrate_two, "json", 37);
    check(&made, calibrate_two, "md", 37);
    check(&made, calibrate_three, "text", 37);
    close_case(&made);
}

static void tilted_ones_too(void **state)
{
    case_of made;

    (void)state;
    open_case(&made, true);
    check(&made, simulate, "csv", 13);
    check(&made, calibrate, "text", 17);
    close_case(&made);
}

static void books_with_interest_too(void **state)
{
    case_of made;

    (void)state;
    open_case(&made, false);
    check(&made, book, "text", 1);
    close_case(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulations_without_memory_fail_and_leak_nothing),
        cmocka_unit_test(calibrations_without_memory_likewise),
        cmocka_unit_test(tilted_ones_too),
        cmocka_unit_test(books_with_interest_too),
    };

    return RUN_TESTS(tests);
}

/* Out of memory at every allocation of simulations and calibrations, of their
 * reports, and of a book with interest. */
#include <contagraph/book.h>
#include <contagraph/calibrate.h>
#include <contagraph/parameters.h>
#include <contagraph/report.h>

#include "support/cmocka.h"
#include "support/graph.h"
#include "support/starved.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
} case_of;

static void set(case_of *made, const char *key, const char *value)
{
    ctg_error error = {0};

    if (ctg_risk_set(made->risk, key, value, &error))
        fail_msg("%s", error.message);
}

static void open_case(case_of *made, bool tilt)
{
    made->graph = graph_of(
        "nodes",
        "id,equity,cash,pass_through,pd\n"
        "pool,,900,true,\nlenders,,,,\nsafety,,500,,\nu,,,,0.1\nv,,,,\n",
        "exposures", "debtor,creditor,amount,asset\npool,lenders,3200,USDX\n",
        "assets",
        "id,price,depth,impact,volatility,follows\n"
        "ETH,2000,9000,linear,1.8,\nstETH,1990,8000,exponential,0.1,ETH\n"
        "USDX,1,,,,\n",
        "venues", "node,type,close_factor\npool,lending,0.5\n", "markets",
        "venue,asset,maintenance,bonus,rate_slope\npool,ETH,0.2,0.05,\n"
        "pool,stETH,0.25,0.06,\npool,USDX,0,0,0.2\n",
        "layers", "venue,order,kind,provider,amount\npool,1,fund,safety,100\n",
        "positions",
        "account,owner,venue,asset,quantity\n"
        "a,u,pool,ETH,1.1\na,u,pool,USDX,-1600\n"
        "b,v,pool,stETH,1.2\nb,v,pool,USDX,-1500\n",
        NULL);
    made->network = network_of(made->graph);
    made->scenario = scenario_of("node v=-1", NULL);
    made->risk = ctg_risk_new();
    assert_non_null(made->risk);
    set(made, "draws", tilt ? "300" : "20");
    set(made, "days", "20");
    set(made, "levels", "80");
    set(made, "correlation", "0.5");
    set(made, "df", "4");
    set(made, "measure", "bad_debt");
    set(made, "hike", "0.01");
    set(made, "event", "crash 20%: asset ETH=-10%; node u=-1");
    set(made, "tilt", tilt ? "true" : "false");
}

static void close_case(case_of *made)
{
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

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

/* --- run twice ------------------------------------------------------------ */

static void open_claims(case_of *made)
{
    made->graph = graph_of(
        "nodes", "id,equity,pd\na,4,0.1\nb,3,0.2\nc,5,0.05\nd,2,0.1\n",
        "exposures",
        "debtor,creditor,amount\na,b,2\nb,c,3\nc,d,1\nd,a,2\nb,a,1\n", NULL);
    made->network = network_of(made->graph);
    made->scenario = scenario_of(NULL, NULL);
    made->risk = ctg_risk_new();
    assert_non_null(made->risk);
    set(made, "draws", "300");
    set(made, "days", "200");
    set(made, "levels", "80");
    set(made, "correlation", "0.3");
}

static ctg_simulation *simulation_of(const case_of *made, bool tail_only)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *simulation;
    ctg_error error;

    options.threads = 1;
    options.tail_only = tail_only;
    if (ctg_simulation_new(made->network, made->scenario, made->risk, &options,
                           NULL, &simulation, &error))
        fail_msg("%s", error.message);
    return simulation;
}

enum { WRITTEN = 1 << 17 };

/* All files and figures, as text. */
static void write_all(const case_of *made, ctg_simulation *simulation,
                      char *text)
{
    const ctg_stamp stamp = {.graph = made->graph};
    FILE *const file = tmpfile();
    ctg_report *report;
    ctg_error error;
    size_t length;

    assert_non_null(file);
    for (size_t f = 0; ctg_simulation_file_at(f); f++)
        assert_int_equal(ctg_simulation_file_write(simulation, f, file, &error),
                         CTG_OK);
    assert_int_equal(
        ctg_simulation_report(simulation, &stamp, NULL, &report, &error),
        CTG_OK);
    assert_int_equal(ctg_report_write(report, "json", file, &error), CTG_OK);
    ctg_report_free(report);
    rewind(file);
    length = fread(text, 1, WRITTEN - 1, file);
    assert_in_range(length, 1000, WRITTEN - 2);
    text[length] = '\0';
    fclose(file);
}

/* Wherever memory ran out, the next run is as one that had enough. */
static void check_again(const case_of *made, bool tail_only, long step)
{
    static char wanted[WRITTEN];
    static char got[WRITTEN];
    ctg_status status = CTG_NO_MEMORY;
    long failures = 0;

    for (long grants = 0; status == CTG_NO_MEMORY; grants += step) {
        const long before = memory_alive();
        ctg_simulation *simulation = simulation_of(made, tail_only);
        ctg_error error;

        if (grants == 0) {
            assert_int_equal(ctg_simulation_run(simulation, &error), CTG_OK);
            write_all(made, simulation, wanted);
            ctg_simulation_free(simulation);
            simulation = simulation_of(made, tail_only);
        }
        memory_fail_after(grants);
        status = ctg_simulation_run(simulation, &error);
        memory_fail_after(-1);
        failures += status == CTG_NO_MEMORY;
        assert_int_equal(ctg_simulation_run(simulation, &error), CTG_OK);
        write_all(made, simulation, got);
        if (strcmp(got, wanted) != 0)
            fail_msg("another after %ld", grants);
        ctg_simulation_free(simulation);
        assert_int_equal(memory_alive(), before);
    }
    assert_int_equal(status, CTG_OK);
    assert_true(failures > 10);
}

static void simulations_without_memory_may_be_run_again(void **state)
{
    case_of made;

    (void)state;
    open_case(&made, false);
    check_again(&made, false, 3);
    close_case(&made);
    open_claims(&made);
    set(&made, "tilt", "true");
    check_again(&made, false, 1);
    close_case(&made);
    open_claims(&made);
    check_again(&made, true, 3);
    close_case(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simulations_without_memory_fail_and_leak_nothing),
        cmocka_unit_test(calibrations_without_memory_likewise),
        cmocka_unit_test(tilted_ones_too),
        cmocka_unit_test(books_with_interest_too),
        cmocka_unit_test(simulations_without_memory_may_be_run_again),
    };

    return RUN_TESTS(tests);
}

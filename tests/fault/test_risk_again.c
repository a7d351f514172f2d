/* Simulations whose memory ran out, anywhere, are run again. */
#include <contagraph/report.h>

#include "support/failing_memory.h"
#include "support/risk_case.h"

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
        cmocka_unit_test(simulations_without_memory_may_be_run_again),
    };

    return RUN_TESTS(tests);
}

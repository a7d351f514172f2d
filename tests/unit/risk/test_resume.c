/* Draws of a folder are gone on with, whatever stops it on the way. */
#include <contagraph/simulate.h>

#include <string.h>

#include "support/asked.h"
#include "support/files.h"
#include "support/graph.h"

enum { DRAWS = 2600, KEPT = 1003, ROWS = 1 << 18 };

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
} case_of;

static void set(case_of *made, const char *key, const char *value)
{
    ctg_error error;

    if (ctg_risk_set(made->risk, key, value, &error))
        fail_msg("%s", error.message);
}

/* A node fails in few of the draws: that column is sparse. */
static case_of case_new(void)
{
    case_of made = {.graph = graph_of(
                        "nodes", "id,equity,pd\na,4,0.01\nb,3,0.02\nc,5,0.01\n",
                        "exposures",
                        "debtor,creditor,amount\na,b,2\nb,c,3\nc,a,1\n", NULL),
                    .scenario = scenario_of(NULL, NULL),
                    .risk = ctg_risk_new()};

    made.network = network_of(made.graph);
    assert_non_null(made.risk);
    set(&made, "draws", "2600");
    set(&made, "correlation", "0.3");
    set(&made, "track", "fails a");
    return made;
}

static void case_free(case_of *made)
{
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_simulation *simulation_of(const case_of *made, int *left)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *simulation;
    ctg_error error;

    options.threads = 1;
    options.progress = left ? goes_on_until : NULL;
    options.progress_context = left;
    if (ctg_simulation_new(made->network, made->scenario, made->risk, &options,
                           NULL, &simulation, &error))
        fail_msg("%s", error.message);
    return simulation;
}

/* A file of a simulation, in memory that is the caller's. */
static char *file_of(const ctg_simulation *simulation, const char *name)
{
    char *const text = malloc(ROWS);
    FILE *const file = tmpfile();
    ctg_error error;

    assert_non_null(text);
    assert_non_null(file);
    for (size_t f = 0; ctg_simulation_file_at(f); f++)
        if (strcmp(ctg_simulation_file_at(f), name) == 0)
            assert_int_equal(
                ctg_simulation_file_write(simulation, f, file, &error), CTG_OK);
    rewind(file);
    text[fread(text, 1, ROWS - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* Where the head and so many rows end. */
static size_t length_of(const char *text, size_t rows)
{
    const char *at = text;

    for (size_t r = 0; r <= rows; r++)
        at = strchr(at, '\n') + 1;
    return (size_t)(at - text);
}

/* draws.csv was cut by hand, and resume.csv says that more are summed up. */
static void what_is_kept_has_been_drawn(void **state)
{
    case_of made = case_new();
    ctg_simulation *simulation = simulation_of(&made, NULL);
    ctg_error error;
    uint64_t taken;
    char *whole;
    char *rest;
    size_t with_gap = 0;

    (void)state;
    assert_int_equal(ctg_simulation_run(simulation, &error), CTG_OK);
    whole = file_of(simulation, "draws.csv");
    rest = file_of(simulation, "resume.csv");
    ctg_simulation_free(simulation);
    files_write_bytes("draws.csv", whole, length_of(whole, KEPT));
    files_write("resume.csv", rest);
    for (int stop = 1; stop < 3 * DRAWS; stop += 97) {
        int left = stop;
        ctg_status status;
        uint64_t draws;
        char *kept;

        simulation = simulation_of(&made, &left);
        assert_int_equal(ctg_simulation_resume(simulation, ".", &taken, &error),
                         CTG_OK);
        assert_int_equal(taken, KEPT);
        status = ctg_simulation_run(simulation, &error);
        assert_true(status == CTG_OK || status == CTG_CANCELLED);
        draws = ctg_simulation_summarise(simulation)->draws;
        assert_true(status ? draws % 1000 == 0 : draws == DRAWS);
        with_gap += draws == 1000;
        kept = file_of(simulation, "draws.csv");
        assert_int_equal(strlen(kept), length_of(whole, (size_t)draws));
        assert_memory_equal(kept, whole, strlen(kept));
        free(kept);
        ctg_simulation_free(simulation);
        if (!status)
            break;
    }
    assert_true(with_gap > 3);
    free(whole);
    free(rest);
    case_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(what_is_kept_has_been_drawn),
    };

    return RUN_TESTS(tests);
}

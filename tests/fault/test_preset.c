/* Out of memory at every allocation of reading and applying presets. */
#include <contagraph/preset.h>

#include "support/cmocka.h"
#include "support/failing_memory.h"
#include "support/files.h"
#include "support/graph.h"

static ctg_graph *make_graph(void)
{
    return graph_of("nodes", "id\nA\nV\nM\n", "assets", "id\nX\nY\n", "venues",
                    "node,preset\nV,lend\nM,perp\n", "positions",
                    "account,owner,venue,asset,quantity\n"
                    "a,A,V,X,5\na,A,V,Y,3\na,A,M,Y,2\n",
                    NULL);
}

static ctg_status run_once(ctg_graph *graph, ctg_error *error)
{
    ctg_presets *presets = NULL;
    ctg_problems *const problems = ctg_problems_new();
    ctg_status status;

    if (!problems)
        return CTG_NO_MEMORY;
    status = ctg_presets_read(".", &presets, problems, error);
    if (!status)
        status = ctg_graph_apply_presets(graph, presets, problems, error);
    ctg_presets_free(presets);
    ctg_problems_free(problems);
    return status;
}

static void presets_survive_every_failing_allocation(void **state)
{
    ctg_status status = CTG_NO_MEMORY;
    long grants = 0;

    (void)state;
    files_write("lend.json",
                "{\"name\": \"lend\", \"date\": \"2024\", \"summary\": \"s\","
                " \"values\": [{\"table\": \"venues\", \"column\": \"type\","
                " \"value\": \"lending\", \"source\": \"a\"},"
                " {\"table\": \"markets\", \"asset\": \"*\","
                " \"column\": \"bonus\", \"value\": {\"cursor\": 0.3,"
                " \"most\": 1.15}, \"source\": \"b\"}],"
                " \"left_out\": [\"dust\"]}");
    files_write("perp.json",
                "{\"name\": \"perp\", \"date\": \"2024\", \"summary\": \"s\","
                " \"values\": [{\"table\": \"venues\", \"column\": \"type\","
                " \"value\": \"margin\", \"source\": \"a\"},"
                " {\"table\": \"layers\", \"column\": \"rule\","
                " \"value\": \"pro-rata\", \"source\": \"b\"}],"
                " \"left_out\": [\"funding\"]}");
    for (; status && grants < 1000; grants++) {
        ctg_graph *const graph = make_graph();
        ctg_error error = {0};

        memory_fail_after(grants);
        status = run_once(graph, &error);
        memory_fail_after(-1);
        if (status && status != CTG_NO_MEMORY)
            fail_msg("%ld: %s", grants, error.message);
        ctg_graph_free(graph);
        assert_int_equal(memory_alive(), 0);
    }
    assert_int_equal(status, CTG_OK);
    assert_true(grants > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(presets_survive_every_failing_allocation),
    };

    return RUN_TESTS(tests);
}

#include "base/threads.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/ranking.h"

static ctg_graph *chain(void)
{
    return graph_of(
        "nodes", "id,equity\nA,2.37\nB,1.2\nC,0.81\nD,3.4\n", "exposures",
        "debtor,creditor,amount\nA,B,1.1\nB,C,0.9\nC,D,2.3\n", NULL);
}

/* 0 when a child can rank by `measures`, within some seconds. */
static int rank_in_child(const char *measures)
{
    const pid_t child = fork();
    int status = -1;

    assert_true(child >= 0);
    if (child == 0) {
        bool failed;
        ranked r;

        alarm(20); /* it would wait for ever */
        r = rank_network(chain(), ctg_scenario_new(), measures);
        failed = r.status || ctg__thread_count() != 1;
        ranked_free(&r);
        _exit(failed);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_forked_child_ranks_by_itself(void **state)
{
    static const char *const measures[] = {"impact", "shapley", "pagerank",
                                           "vulnerability,key-set"};

    (void)state;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        ranked here = rank_network(chain(), ctg_scenario_new(), measures[i]);

        assert_int_equal(here.status, CTG_OK);
        ranked_free(&here);
        assert_int_equal(rank_in_child(measures[i]), 0);
    }
}

static void what_is_wanted_counts_but_in_a_child(void **state)
{
    pid_t child;
    int status = -1;

    (void)state;
    assert_true(ctg__thread_count() >= 1);
    assert_int_equal(ctg__thread_count_of(0), ctg__thread_count());
    child = fork();
    if (child == 0)
        _exit(ctg__thread_count_of(3) == 1 ? 0 : 1);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_forked_child_ranks_by_itself),
        cmocka_unit_test(what_is_wanted_counts_but_in_a_child),
    };

    return RUN_TESTS(tests);
}

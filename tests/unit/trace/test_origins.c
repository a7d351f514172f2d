#include <stdlib.h>

#include "data/ledger.h"
#include "support/asked.h"
#include "support/cmocka.h"
#include "support/random_ledger.h"
#include "support/worked.h"

static void origins_of(ctg_trace **trace, const ctg_ledger *ledger,
                       const ctg_origin **origins, size_t *count)
{
    ctg_error error;

    assert_int_equal(ctg_trace_new(ledger, trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_origins(*trace, origins, count, &error), CTG_OK);
}

/* expected/origins.csv of a worked example, row by row. */
static void check_worked(const char *name)
{
    FILE *const file = worked_file(name, "expected/origins.csv");
    const ctg_origin *origins;
    size_t count;
    size_t row = 0;
    ctg_trace *trace;
    worked made;
    char line[256];

    if (!file)
        return;
    worked_read(&made, name);
    origins_of(&trace, made.ledger, &origins, &count);
    assert_non_null(fgets(line, sizeof line, file));
    for (; fgets(line, sizeof line, file); row++) {
        char text[256];
        size_t length;

        if (row >= count)
            fail_msg("%s: only %zu rows of origins", name, count);
        length =
            (size_t)snprintf(text, sizeof text, "%s,",
                             ctg_graph_node_id(made.graph, origins[row].node));
        length += ctg_actor_text(made.graph, origins[row].origin, text + length,
                                 sizeof text - length);
        if (strncmp(line, text, length) != 0 || line[length] != ',')
            fail_msg("%s: %s is not %s", name, text, line);
        assert_near(origins[row].amount, strtod(line + length + 1, NULL));
    }
    assert_int_equal(row, count);
    ctg_trace_free(trace);
    worked_close(&made);
    fclose(file);
}

static void worked_examples_have_their_origins(void **state)
{
    (void)state;
    worked_each(check_worked);
}

static void weakness_before_any_shock_is_an_origin_too(void **state)
{
    const ctg_origin *origins;
    size_t count;
    ctg_trace *trace;
    worked made;

    (void)state;
    worked_open(&made, "A B C", "");
    worked_add(&made, "0,shock,shock:2,A,0.3\n"
                      "1,claim,A,B,0.2\n"
                      "1,claim,C,B,0.6\n"
                      "2,claim,B,C,0.4\n");
    origins_of(&trace, made.ledger, &origins, &count);
    assert_int_equal(count, 5);
    assert_int_equal(origins[0].node, 0);
    assert_int_equal(origins[0].origin, CTG_ACTOR(CTG_ACTOR_SHOCK, 1));
    assert_near(origins[1].amount, 0.2);
    assert_int_equal(origins[2].origin, CTG_ACTOR(CTG_ACTOR_INITIAL, 0));
    assert_near(origins[2].amount, 0.6);
    assert_near(origins[3].amount, 0.1);
    assert_near(origins[4].amount, 0.3);
    ctg_trace_free(trace);
    worked_close(&made);
}

typedef struct sums {
    const ctg_entry *entries;
    double amounts[RANDOM_NODES][RANDOM_SHOCKS + 1];
    size_t entry;
} sums;

static void add_path(void *context, const size_t *back, size_t count,
                     double share)
{
    sums *const into = context;
    const ctg_entry *const first = &into->entries[back[count - 1]];
    const ctg_entry *const last = &into->entries[back[0]];
    const size_t origin = ctg_actor_kind_of(first->source) == CTG_ACTOR_SHOCK
                              ? ctg_actor_index(first->source)
                              : RANDOM_SHOCKS;

    into->amounts[ctg_actor_index(last->target)][origin] +=
        last->amount * share;
}

/* All paths one by one, summed by node and origin. */
static void origin_shares_are_sums_over_all_paths(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 200; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, 2 + seed % 4, 2 + (int)(seed % 5), seed % 2);
        sums all = {.entries = ctg_ledger_entries(ledger)};
        double losses[RANDOM_NODES] = {0};
        const ctg_origin *origins;
        size_t count;
        ctg_trace *trace;

        for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
            if (ctg_actor_kind_of(all.entries[e].target) == CTG_ACTOR_NODE) {
                slow_paths(ledger, e, add_path, &all);
                losses[ctg_actor_index(all.entries[e].target)] +=
                    all.entries[e].amount;
            }
        origins_of(&trace, ledger, &origins, &count);
        for (size_t i = 0; i < count; i++) {
            const size_t origin =
                ctg_actor_kind_of(origins[i].origin) == CTG_ACTOR_SHOCK
                    ? ctg_actor_index(origins[i].origin)
                    : RANDOM_SHOCKS;
            double *const expected = &all.amounts[origins[i].node][origin];

            assert_near(origins[i].amount, *expected);
            losses[origins[i].node] -= origins[i].amount;
            *expected = 0;
        }
        for (int node = 0; node < RANDOM_NODES; node++) {
            assert_near(losses[node], 0);
            for (int origin = 0; origin <= RANDOM_SHOCKS; origin++)
                assert_near(all.amounts[node][origin], 0);
        }
        ctg_trace_free(trace);
        ctg__ledger_free(ledger);
    }
}

/* More origins than are done at a time. */
static void many_origins_come_out_in_order(void **state)
{
    enum { SHOCKS = 37 };
    const ctg_origin *origins;
    size_t count;
    ctg_trace *trace;
    ctg_ledger *ledger;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    for (uint32_t k = 0; k < SHOCKS; k++)
        ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, k),
                         CTG_ACTOR(CTG_ACTOR_NODE, 0), 0.25 * (k + 1));
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_post(ledger, CTG_CLAIM, CTG_ACTOR(CTG_ACTOR_NODE, 0),
                     CTG_ACTOR(CTG_ACTOR_NODE, 1), 703);
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    origins_of(&trace, ledger, &origins, &count);
    assert_int_equal(count, 2 * SHOCKS);
    for (uint32_t k = 0; k < SHOCKS; k++) {
        assert_int_equal(origins[SHOCKS + k].node, 1);
        assert_int_equal(origins[SHOCKS + k].origin,
                         CTG_ACTOR(CTG_ACTOR_SHOCK, k));
        assert_near(origins[k].amount, 0.25 * (k + 1));
        assert_near(origins[SHOCKS + k].amount, k + 1); /* 703 = 37 x 19 */
    }
    ctg_trace_free(trace);
    ctg__ledger_free(ledger);
}

/* Forward by node, and backward over all of them. */
static void totals_are_sums_over_nodes(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 200; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, 20 + seed % 40, 2 + (int)(seed % 9), seed % 2);
        const ctg_origin_total *totals;
        const ctg_origin *origins;
        size_t total_count;
        size_t count;
        ctg_trace *trace;
        ctg_error error;
        size_t met = 0;

        origins_of(&trace, ledger, &origins, &count);
        assert_int_equal(
            ctg_trace_origin_totals(trace, &totals, &total_count, &error),
            CTG_OK);
        for (size_t k = 0; k < total_count; k++) {
            double sum = 0;
            size_t nodes = 0;

            assert_true(k == 0 || totals[k - 1].origin < totals[k].origin);
            for (size_t i = 0; i < count; i++)
                if (origins[i].origin == totals[k].origin) {
                    sum += origins[i].amount;
                    nodes++;
                }
            assert_near(totals[k].amount, sum);
            assert_true(nodes > 0);
            met += nodes;
        }
        assert_int_equal(met, count);
        ctg_trace_free(trace);
        ctg__ledger_free(ledger);
    }
}

static void same_totals(const ctg_origin_total *some,
                        const ctg_origin_total *others, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        assert_int_equal(some[k].origin, others[k].origin);
        assert_true(some[k].amount == others[k].amount);
    }
}

/* Wherever the next one is stopped, whoever has an answer keeps it. */
static void who_is_asked_may_stop_totals(void **state)
{
    ctg_ledger *const ledger = random_ledger(3, 8000, 300, 1);
    const ctg_origin_total *totals;
    const ctg_origin_total *kept;
    ctg_origin_total copy[301];
    size_t count;
    size_t again;
    ctg_trace *trace;
    ctg_error error;
    int stopped = 0;

    (void)state;
    assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_origin_totals(trace, &totals, &count, &error),
                     CTG_OK);
    assert_in_range(count, 2, 301);
    memcpy(copy, totals, count * sizeof *totals);
    kept = totals;
    for (ctg_status status = CTG_CANCELLED; status; stopped += status != 0) {
        int left = stopped + 1;

        ctg_trace_ask(trace, goes_on_until, &left);
        again = 0;
        status = ctg_trace_origin_totals(trace, &totals, &again, &error);
        assert_true(status == CTG_OK || status == CTG_CANCELLED);
        if (status) {
            assert_ptr_equal(totals, kept);
            assert_int_equal(again, 0);
        }
        same_totals(totals, copy, count);
    }
    assert_true(stopped > 2);
    assert_int_equal(again, count);
    ctg_trace_free(trace);
    ctg__ledger_free(ledger);
}

static void who_is_asked_may_stop_them(void **state)
{
    ctg_ledger *const ledger = random_ledger(3, 8000, 300, 1);
    const ctg_origin *origins = NULL;
    const ctg_origin *whole;
    size_t count = 0;
    size_t whole_count;
    ctg_trace *trace;
    ctg_trace *other;
    ctg_error error;
    int stopped = 0;

    (void)state;
    origins_of(&other, ledger, &whole, &whole_count);
    assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
    for (int left; origins == NULL; stopped++) {
        left = stopped + 1;
        ctg_trace_ask(trace, goes_on_until, &left);
        if (ctg_trace_origins(trace, &origins, &count, &error))
            assert_int_equal(left, 0);
        else
            assert_true(left > 0);
    }
    assert_true(stopped > 2);
    /* As if nobody had ever stopped anything. */
    assert_int_equal(count, whole_count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(origins[i].node, whole[i].node);
        assert_int_equal(origins[i].origin, whole[i].origin);
        assert_true(origins[i].amount == whole[i].amount);
    }
    ctg_trace_free(trace);
    ctg_trace_free(other);
    ctg__ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_examples_have_their_origins),
        cmocka_unit_test(weakness_before_any_shock_is_an_origin_too),
        cmocka_unit_test(origin_shares_are_sums_over_all_paths),
        cmocka_unit_test(many_origins_come_out_in_order),
        cmocka_unit_test(totals_are_sums_over_nodes),
        cmocka_unit_test(who_is_asked_may_stop_totals),
        cmocka_unit_test(who_is_asked_may_stop_them),
    };

    return RUN_TESTS(tests);
}

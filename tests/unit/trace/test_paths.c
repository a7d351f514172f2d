#include <stdlib.h>

#include "data/ledger.h"
#include "support/asked.h"
#include "support/cmocka.h"
#include "support/random_ledger.h"
#include "support/worked.h"

static void check_worked(const char *name)
{
    FILE *const file = worked_file(name, "expected/paths.csv");
    const ctg_path_options options = ctg_path_options_default();
    const ctg_path *paths;
    size_t count;
    size_t row = 0;
    ctg_trace *trace;
    ctg_error error;
    worked made;
    char line[2048];

    if (!file)
        return;
    worked_read(&made, name);
    assert_int_equal(ctg_trace_new(made.ledger, &trace, &error), CTG_OK);
    /* With none given the standard ones are meant. */
    assert_int_equal(ctg_trace_paths(trace, NULL, &paths, &row, &error),
                     CTG_OK);
    assert_int_equal(ctg_trace_paths(trace, &options, &paths, &count, &error),
                     CTG_OK);
    assert_int_equal(row, count);
    row = 0;
    assert_non_null(fgets(line, sizeof line, file));
    for (; fgets(line, sizeof line, file); row++) {
        char text[2048];
        char *end;
        double loss;

        if (row >= count)
            fail_msg("%s: only %zu paths", name, count);
        assert_int_equal(strtoul(line, &end, 10), row + 1);
        loss = strtod(end + 1, &end);
        assert_near(paths[row].loss, loss);
        end[strcspn(end, "\r\n")] = '\0';
        assert_true(ctg_path_text(made.graph, made.ledger, &paths[row], text,
                                  sizeof text) < sizeof text);
        if (strcmp(end + 1, text) != 0)
            fail_msg("%s %zu: %s is not %s", name, row + 1, text, end + 1);
    }
    assert_int_equal(row, count);
    ctg_trace_free(trace);
    worked_close(&made);
    fclose(file);
}

static void worked_examples_have_their_paths(void **state)
{
    (void)state;
    worked_each(check_worked);
}

typedef struct slow_path {
    double loss;
    size_t back[64]; /* entries from the last */
    size_t count;
    size_t steps;
} slow_path;

typedef struct list {
    const ctg_entry *entries;
    slow_path *paths;
    size_t count;
    size_t room;
} list;

static void add_path(void *context, const size_t *back, size_t count,
                     double share)
{
    list *const into = context;
    slow_path made = {.loss = into->entries[back[0]].amount * share,
                      .count = count};

    assert_true(count <= 64);
    if (!(made.loss > 0))
        return;
    memcpy(made.back, back, count * sizeof *back);
    made.steps =
        count - (ctg_actor_kind_of(into->entries[back[count - 1]].source) ==
                 CTG_ACTOR_SHOCK);
    if (into->count == into->room) {
        into->room = into->room ? 2 * into->room : 64;
        into->paths = realloc(into->paths, into->room * sizeof made);
        assert_non_null(into->paths);
    }
    into->paths[into->count++] = made;
}

static int compare_paths(const void *one, const void *other)
{
    const slow_path *const a = one;
    const slow_path *const b = other;

    if (fabs(a->loss - b->loss) > 1e-12 * fmax(a->loss, b->loss))
        return a->loss > b->loss ? -1 : 1;
    if (a->steps != b->steps)
        return a->steps < b->steps ? -1 : 1;
    for (size_t i = 0; i < a->count; i++)
        if (a->back[i] != b->back[i])
            return a->back[i] < b->back[i] ? -1 : 1;
    return 0;
}

/* The first k of all paths, sorted, that the options let through. */
static void check_against(const list *all, ctg_trace *trace,
                          const ctg_path_options *options)
{
    const ctg_path *paths;
    size_t count;
    size_t at = 0;
    ctg_error error;

    assert_int_equal(ctg_trace_paths(trace, options, &paths, &count, &error),
                     CTG_OK);
    for (size_t i = 0; i < all->count; i++) {
        const slow_path *const expected = &all->paths[i];
        const ctg_path *path;

        if (expected->steps < options->min_steps || at == options->count ||
            (options->to != CTG_NONE &&
             ctg_actor_index(all->entries[expected->back[0]].target) !=
                 options->to))
            continue;
        assert_true(at < count);
        path = &paths[at++];
        assert_near(path->loss, expected->loss);
        assert_int_equal(path->entry_count, expected->count);
        for (size_t j = 0; j < expected->count; j++)
            assert_int_equal(path->entries[j],
                             expected->back[expected->count - 1 - j]);
    }
    assert_int_equal(at, count);
}

static void the_k_largest_are_those_of_all_paths_sorted(void **state)
{
    size_t most = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, 2 + seed % 7, 2 + (int)(seed % 11), seed % 2);
        list all = {.entries = ctg_ledger_entries(ledger)};
        ctg_path_options options = ctg_path_options_default();
        ctg_trace *trace;
        ctg_error error;
        double losses = 0;

        for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
            if (ctg_actor_kind_of(all.entries[e].target) == CTG_ACTOR_NODE) {
                slow_paths(ledger, e, add_path, &all);
                losses += fmax(0, all.entries[e].amount);
            }
        for (size_t i = 0; i < all.count; i++)
            losses -= all.paths[i].loss;
        assert_near(losses, 0);
        if (all.count)
            qsort(all.paths, all.count, sizeof *all.paths, compare_paths);
        most = all.count > most ? all.count : most;
        assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
        check_against(&all, trace, &options);
        options.count = SIZE_MAX; /* every path there is */
        check_against(&all, trace, &options);
        for (size_t steps = 1; steps <= 4; steps++) {
            options.min_steps = steps;
            options.count = 1 + seed % 13;
            check_against(&all, trace, &options);
        }
        options.min_steps = seed % 3;
        options.to = seed % RANDOM_NODES;
        check_against(&all, trace, &options);
        options.count = 0;
        check_against(&all, trace, &options);
        ctg_trace_free(trace);
        ctg__ledger_free(ledger);
        free(all.paths);
    }
    assert_true(most > 500);
}

/* A chain as long as many runs: neither stack nor time explodes. */
static void long_chains_are_followed(void **state)
{
    enum { ROUNDS = 20000 };
    ctg_path_options options = ctg_path_options_default();
    const ctg_path *paths;
    size_t count;
    ctg_ledger *ledger;
    ctg_trace *trace;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    for (uint32_t k = 0; k < 2; k++)
        ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, k),
                         CTG_ACTOR(CTG_ACTOR_NODE, 0), 1 + k);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    for (uint32_t round = 1; round <= ROUNDS; round++) {
        ctg__ledger_post(
            ledger, CTG_CLAIM, CTG_ACTOR(CTG_ACTOR_NODE, (round - 1) % 3),
            CTG_ACTOR(CTG_ACTOR_NODE, round % 3), round == ROUNDS ? 7.5 : 1e-6);
        assert_int_equal(ctg__ledger_close_round(ledger, round, &error),
                         CTG_OK);
    }
    assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
    options.to = ROUNDS % 3;
    options.count = 2;
    assert_int_equal(ctg_trace_paths(trace, &options, &paths, &count, &error),
                     CTG_OK);
    assert_int_equal(count, 2);
    assert_int_equal(paths[0].entry_count, ROUNDS + 1);
    assert_near(paths[0].loss, 5);
    assert_near(paths[1].loss, 2.5);
    assert_int_equal(paths[1].origin, CTG_ACTOR(CTG_ACTOR_SHOCK, 0));
    ctg_trace_free(trace);
    ctg__ledger_free(ledger);
}

static void too_many_steps_are_refused(void **state)
{
    ctg_path_options options = ctg_path_options_default();
    const ctg_path *paths = NULL;
    size_t count = 77;
    ctg_trace *trace;
    ctg_error error;
    worked made;

    (void)state;
    worked_open(&made, "A B", "");
    worked_add(&made, "0,shock,shock:1,A,0.3\n1,claim,A,B,0.2\n");
    assert_int_equal(ctg_trace_new(made.ledger, &trace, &error), CTG_OK);
    options.min_steps = SIZE_MAX;
    assert_int_equal(ctg_trace_paths(trace, &options, &paths, &count, &error),
                     CTG_BAD_ARGUMENT);
    assert_int_equal(count, 77);
    options.min_steps = 2;
    assert_int_equal(ctg_trace_paths(trace, &options, &paths, &count, &error),
                     CTG_OK);
    assert_int_equal(count, 0);
    ctg_trace_free(trace);
    worked_close(&made);
}

static void a_short_buffer_gets_the_start_of_a_path(void **state)
{
    const ctg_path_options options = ctg_path_options_default();
    const ctg_path *paths;
    size_t count;
    ctg_trace *trace;
    ctg_error error;
    worked made;
    char text[64];

    (void)state;
    worked_open(&made, "A B", "X");
    worked_add(&made, "0,shock,shock:1,asset:X,0.3\n"
                      "1,price,asset:X,B,0.2\n"
                      "1,claim,A,B,0.1\n");
    assert_int_equal(ctg_trace_new(made.ledger, &trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_paths(trace, &options, &paths, &count, &error),
                     CTG_OK);
    assert_int_equal(count, 2);
    for (size_t size = 1; size <= sizeof text; size++) {
        const char *const whole = "shock:1 -[shock 0]-> asset:X -[price 1]-> B";

        assert_int_equal(
            ctg_path_text(made.graph, made.ledger, &paths[0], text, size),
            strlen(whole));
        assert_int_equal(strlen(text),
                         size <= strlen(whole) ? size - 1 : strlen(whole));
        assert_memory_equal(text, whole, strlen(text));
    }
    ctg_path_text(made.graph, made.ledger, &paths[1], text, sizeof text);
    assert_string_equal(text, "initial -[claim 1]-> B");
    ctg_trace_free(trace);
    worked_close(&made);
}

static void who_is_asked_may_stop_them(void **state)
{
    const ctg_path_options options = {
        .count = 20000, .min_steps = 3, .to = CTG_NONE};
    ctg_ledger *const ledger = random_ledger(3, 200, 300, 1);
    const ctg_path *paths = NULL;
    size_t count = 0;
    ctg_trace *trace;
    ctg_error error;
    int stopped = 0;

    (void)state;
    assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
    for (int left; paths == NULL; stopped++) {
        left = stopped + 1;
        ctg_trace_ask(trace, goes_on_until, &left);
        if (ctg_trace_paths(trace, &options, &paths, &count, &error)) {
            assert_int_equal(left, 0);
            assert_null(paths);
        } else {
            assert_true(left > 0);
        }
    }
    assert_true(stopped > 2);
    assert_int_equal(count, 20000);
    ctg_trace_free(trace);
    ctg__ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_examples_have_their_paths),
        cmocka_unit_test(the_k_largest_are_those_of_all_paths_sorted),
        cmocka_unit_test(long_chains_are_followed),
        cmocka_unit_test(too_many_steps_are_refused),
        cmocka_unit_test(a_short_buffer_gets_the_start_of_a_path),
        cmocka_unit_test(who_is_asked_may_stop_them),
    };

    return RUN_TESTS(tests);
}

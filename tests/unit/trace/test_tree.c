#include "trace/tree.h"

#include <stdio.h>
#include <stdlib.h>

#include "data/ledger.h"
#include "support/cmocka.h"
#include "support/random_ledger.h"
#include "support/worked.h"

/* Losses by what a trace goes through, as words. */
typedef struct tally {
    const ctg_entry *entries;
    struct {
        char words[256];
        double loss;
    } rows[4096];
    size_t count;
} tally;

static void add_loss(tally *into, const char *words, double loss)
{
    size_t i = 0;

    while (i < into->count && strcmp(into->rows[i].words, words) != 0)
        i++;
    if (i == into->count) {
        assert_true(i < 4096);
        snprintf(into->rows[i].words, sizeof into->rows[i].words, "%s", words);
        into->rows[i].loss = 0;
        into->count++;
    }
    into->rows[i].loss += loss;
}

/* A path's nodes with their codes, from the origin on. */
static void add_path(void *context, const size_t *back, size_t count,
                     double share)
{
    tally *const into = context;
    const ctg_entry *const first = &into->entries[back[count - 1]];
    char words[256];
    int length = snprintf(words, sizeof words, "%lx",
                          (unsigned long)ctg__origin_of(first));

    for (size_t i = count; i-- > 0;) {
        const ctg_entry *const entry = &into->entries[back[i]];
        ctg__code code = ctg__code_of(entry);

        if (code == CTG__CONNECTION)
            continue;
        if (entry->channel == CTG_PRICE && i + 1 < count)
            code = into->entries[back[i + 1]].channel == CTG_IMPACT  ? CTG__FS
                   : into->entries[back[i + 1]].channel == CTG_TOKEN ? CTG__XH
                                                                     : CTG__SH;
        length += snprintf(words + length, sizeof words - (size_t)length,
                           ";%s%u", ctg__code_about(code)->code,
                           (unsigned)ctg_actor_index(entry->target));
        assert_true((size_t)length < sizeof words);
    }
    add_loss(into, words, share * into->entries[back[0]].amount);
}

/* Takes a grown branch off the tally; checks that it sums up. */
static void check_branch(ctg__tree *tree, const ctg__branch *branch,
                         const char *words, tally *expected)
{
    ctg__branch *children;
    size_t count;
    double sum = branch->own;
    ctg_error error;

    assert_int_equal(ctg__tree_grow(tree, branch, &children, &count, &error),
                     CTG_OK);
    for (size_t i = 0; i < count; i++) {
        char more[256];

        if (i)
            assert_true(children[i - 1].total >= children[i].total);
        snprintf(more, sizeof more, "%s;%s%u", words,
                 ctg__code_about(children[i].code)->code,
                 (unsigned)children[i].node);
        sum += children[i].total;
        check_branch(tree, &children[i], more, expected);
    }
    assert_near(sum, branch->total);
    add_loss(expected, words, -branch->own);
}

static void branches_gather_all_paths_through_the_same_nodes(void **state)
{
    tally *const expected = malloc(sizeof *expected);

    (void)state;
    assert_non_null(expected);
    for (uint32_t seed = 1; seed <= 150; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, 2 + seed % 5, 2 + (int)(seed % 7), seed % 2);
        ctg_trace *trace;
        ctg__branch *roots;
        ctg__tree tree;
        ctg_error error;
        size_t count;
        double sum = 0;

        expected->entries = ctg_ledger_entries(ledger);
        expected->count = 0;
        for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
            if (expected->entries[e].amount > 0 &&
                ctg__code_of(&expected->entries[e]) != CTG__CONNECTION)
                slow_paths(ledger, e, add_path, expected);
        assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
        assert_int_equal(ctg_trace_find_parents(trace, &error), CTG_OK);
        assert_int_equal(
            ctg__tree_init(&tree, ctg__trace_causes(trace), &error), CTG_OK);
        assert_int_equal(ctg__tree_roots(&tree, &roots, &count, &error),
                         CTG_OK);
        for (size_t i = 0; i < count; i++) {
            char words[32];

            snprintf(words, sizeof words, "%lx",
                     (unsigned long)roots[i].origin);
            sum += roots[i].total;
            check_branch(&tree, &roots[i], words, expected);
        }
        assert_near(sum, tree.total);
        for (size_t i = 0; i < expected->count; i++)
            assert_near(expected->rows[i].loss, 0);
        ctg__tree_clear(&tree);
        ctg_trace_free(trace);
        ctg__ledger_free(ledger);
    }
    free(expected);
}

static void a_worked_spiral_as_a_tree(void **state)
{
    worked made;
    ctg_trace *trace;
    ctg__branch *roots;
    ctg__branch *children;
    ctg__tree tree;
    ctg_error error;
    size_t count;

    (void)state;
    worked_open(&made, "A B V", "X");
    worked_add(&made, "0,shock,shock:1,asset:X,60\n"
                      "1,price,asset:X,A,40\n"
                      "1,price,asset:X,B,20\n"
                      "1,liquidation,A,A,4\n"
                      "1,sale,asset:X,A,1.5\n"
                      "1,impact,A,asset:X,10\n"
                      "2,price,asset:X,B,6\n"
                      "2,shortfall,B,V,13\n");
    assert_int_equal(ctg_trace_new(made.ledger, &trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(trace, &error), CTG_OK);
    assert_int_equal(ctg__tree_init(&tree, ctg__trace_causes(trace), &error),
                     CTG_OK);
    assert_near(tree.total, 84.5);
    assert_int_equal(ctg__tree_roots(&tree, &roots, &count, &error), CTG_OK);
    assert_int_equal(count, 1);
    assert_near(roots[0].total, 84.5);
    assert_near(roots[0].own, 0);
    assert_int_equal(
        ctg__tree_grow(&tree, &roots[0], &children, &count, &error), CTG_OK);
    assert_int_equal(count, 2);
    assert_int_equal(children[0].code, CTG__SH);
    assert_int_equal(children[0].node, 0);
    assert_near(children[0].own, 40);
    /* 4 + 1.5 + 6, and of the shortfall 6 / 26 */
    assert_near(children[0].total, 51.5 + 3);
    assert_near(children[1].total, 20 + 10);
    assert_int_equal(
        ctg__tree_grow(&tree, &children[0], &children, &count, &error), CTG_OK);
    assert_int_equal(count, 3);
    assert_int_equal(children[0].code, CTG__FS);
    assert_int_equal(children[0].node, 1);
    assert_near(children[0].own, 6);
    assert_near(children[0].total, 9);
    assert_int_equal(children[1].code, CTG__LQ);
    assert_near(children[2].own, 1.5);
    ctg__tree_clear(&tree);
    ctg_trace_free(trace);
    worked_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(branches_gather_all_paths_through_the_same_nodes),
        cmocka_unit_test(a_worked_spiral_as_a_tree),
    };

    return RUN_TESTS(tests);
}

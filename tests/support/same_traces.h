/* What is found of a ledger of falls as such is what is found of its entries:
 * paths to the bit, trees of losses but for rounding. */
#ifndef SUPPORT_SAME_TRACES_H
#define SUPPORT_SAME_TRACES_H

#include <contagraph/trace.h>

#include "data/ledger.h"
#include "support/cmocka.h"
#include "trace/tree.h"

static inline ctg_trace *trace_of(const ctg_ledger *ledger)
{
    ctg_trace *trace;
    ctg_error error;

    if (ctg_trace_new(ledger, &trace, &error))
        fail_msg("%s", error.message);
    return trace;
}

/* How many there are. */
static inline size_t same_paths_by(const ctg_ledger *kept,
                                   const ctg_ledger *posted,
                                   const ctg_path_options *options)
{
    ctg_trace *const traces[] = {trace_of(kept), trace_of(posted)};
    const ctg_path *of[2];
    size_t count[2];
    ctg_error error;

    for (int k = 0; k < 2; k++)
        if (ctg_trace_paths(traces[k], options, &of[k], &count[k], &error))
            fail_msg("%s", error.message);
    assert_int_equal(count[0], count[1]);
    for (size_t i = 0; i < count[0]; i++) {
        assert_memory_equal(&of[0][i].loss, &of[1][i].loss, sizeof(double));
        assert_int_equal(of[0][i].origin, of[1][i].origin);
        assert_int_equal(of[0][i].entry_count, of[1][i].entry_count);
        assert_memory_equal(of[0][i].entries, of[1][i].entries,
                            of[0][i].entry_count * sizeof *of[0][i].entries);
    }
    ctg_trace_free(traces[0]);
    ctg_trace_free(traces[1]);
    return count[0];
}

/* Few or many by `seed`, short and long, to all and to one; how many there
 * are. */
static inline size_t same_paths(const ctg_ledger *kept,
                                const ctg_ledger *posted, ctg_node to,
                                size_t seed)
{
    static const size_t counts[] = {1, 7, 60, 2000};
    static const size_t steps[] = {0, 1, 2, 5};
    size_t found = 0;

    for (size_t s = 0; s < 4; s++)
        for (size_t one = 0; one < 2; one++) {
            const ctg_path_options options = {.count =
                                                  counts[(seed + s + one) % 4],
                                              .min_steps = steps[s],
                                              .to = one ? to : CTG_NONE};

            found += same_paths_by(kept, posted, &options);
        }
    return found;
}

static inline void same_amount(double one, double other, double whole)
{
    if (!(fabs(one - other) <= 1e-12 * whole))
        fail_msg("%.17g is not %.17g of %g", one, other, whole);
}

/* Branches of the same total may have changed places. */
static inline void same_branches(ctg__tree *trees, ctg__branch *const *of,
                                 const size_t *count, int levels)
{
    ctg_error error;

    assert_int_equal(count[0], count[1]);
    for (size_t i = 0; i < count[0]; i++) {
        const ctg__branch *const a = &of[0][i];
        const ctg__branch *const b = &of[1][i];
        ctg__branch *children[2];
        size_t child_count[2];

        same_amount(a->total, b->total, trees[1].total);
        if (a->node != b->node || a->code != b->code)
            continue;
        assert_int_equal(a->origin, b->origin);
        same_amount(a->own, b->own, trees[1].total);
        assert_int_equal(a->twig_count, b->twig_count);
        for (int k = 0; levels && k < 2; k++)
            if (ctg__tree_grow(&trees[k], k ? b : a, &children[k],
                               &child_count[k], &error))
                fail_msg("%s", error.message);
        if (levels)
            same_branches(trees, children, child_count, levels - 1);
    }
}

static inline void same_trees(const ctg_ledger *kept, const ctg_ledger *posted)
{
    ctg_trace *const traces[] = {trace_of(kept), trace_of(posted)};
    ctg__tree trees[2];
    ctg__branch *roots[2];
    size_t count[2];
    ctg_error error;

    for (int k = 0; k < 2; k++)
        if (ctg__tree_of(&trees[k], traces[k], NULL, &error) ||
            ctg__tree_roots(&trees[k], &roots[k], &count[k], &error))
            fail_msg("%s", error.message);
    same_amount(trees[0].total, trees[1].total, trees[1].total);
    same_branches(trees, roots, count, 3);
    for (int k = 0; k < 2; k++) {
        ctg__tree_end(&trees[k]);
        ctg_trace_free(traces[k]);
    }
}

#endif

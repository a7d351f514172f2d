/*
 * How far a rule kept the order of winners: pairs that changed it, and
 * Kendall's tau-b, both by one merge sort.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "engine/adl_event.h"

static int by_left(const void *one, const void *other)
{
    const ctg__standing *const a = one;
    const ctg__standing *const b = other;

    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    return a->profit < b->profit ? -1 : a->profit > b->profit;
}

static int by_profit(const void *one, const void *other)
{
    const ctg__standing *const a = one;
    const ctg__standing *const b = other;

    if (a->profit != b->profit)
        return a->profit < b->profit ? -1 : 1;
    return a->left < b->left ? -1 : a->left > b->left;
}

/* Neighbours within 1e-12 of the larger profit tie: `left` becomes the number
 * of their class. */
static void number_classes(ctg__standing *s, size_t count)
{
    double class = 0;

    qsort(s, count, sizeof *s, by_left);
    for (size_t k = 0; k < count; k++) {
        const double left = s[k].left;

        if (k + 1 < count) {
            const double most = fmax(s[k].profit, s[k + 1].profit);
            const bool tie = s[k + 1].left - left <= CTG__EQUAL * most;

            s[k].left = class;
            class += !tie;
        } else {
            s[k].left = class;
        }
    }
}

static double pairs_of(double n)
{
    return n * (n - 1) / 2;
}

/* Pairs that tie in one of both, or in both, of standings in order of it. */
static double ties(const ctg__standing *s, size_t count, bool in_profit,
                   bool in_left)
{
    double sum = 0;

    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count &&
                            (!in_profit || s[to].profit == s[from].profit) &&
                            (!in_left || s[to].left == s[from].left);)
            to++;
        sum += pairs_of((double)(to - from));
    }
    return sum;
}

/* Sorts s[from .. to - 1] by class and counts the pairs that were not. */
static double count_inversions(ctg__standing *s, ctg__standing *scratch,
                               size_t count)
{
    double found = 0;

    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            const size_t middle = from + width < count ? from + width : count;
            const size_t to =
                from + 2 * width < count ? from + 2 * width : count;
            size_t a = from;
            size_t b = middle;

            for (size_t k = from; k < to; k++) {
                if (b < to && (a == middle || s[b].left < s[a].left)) {
                    found += (double)(middle - a);
                    scratch[k] = s[b++];
                } else {
                    scratch[k] = s[a++];
                }
            }
        }
        memcpy(s, scratch, count * sizeof *s);
    }
    return found;
}

ctg_status ctg__compare_order(ctg__standing *s, size_t count,
                              ctg__order_kept *kept, ctg_error *error)
{
    const double all = pairs_of((double)count);
    ctg__standing *const scratch = ctg__allocate_array(count + 1, sizeof *s);
    double in_left;
    double in_profit;
    double in_both;
    double agreeing;

    *kept = (ctg__order_kept){.tau = NAN};
    if (!scratch)
        return ctg__fail_memory(error);
    number_classes(s, count); /* in order of their classes */
    in_left = ties(s, count, false, true);
    if (count)
        qsort(s, count, sizeof *s, by_profit);
    in_profit = ties(s, count, true, false);
    in_both = ties(s, count, true, true);
    kept->pairs = all - in_profit;
    kept->inversions = count_inversions(s, scratch, count);
    ctg__release(scratch);
    agreeing = all - in_left - in_profit + in_both - kept->inversions;
    if (kept->pairs > 0 && all - in_left > 0)
        kept->tau =
            (agreeing - kept->inversions) / sqrt(kept->pairs * (all - in_left));
    return CTG_OK;
}

/* From scores to ranks: ties are ties. */
#include <math.h>
#include <stdlib.h>

#include "base/assert.h"
#include "rank/ranking.h"

/* Scores this close, relative, are equal; and so are those that differ by
 * nothing but rounding of sums as large as the largest score. */
static const double tie_relative = 1e-12;
static const double tie_rounding = 1e-15;

typedef struct scored {
    double score;
    ctg_node node;
} scored;

static int by_score(const void *a, const void *b)
{
    const scored *const one = a;
    const scored *const other = b;

    if (one->score != other->score)
        return one->score > other->score ? -1 : 1;
    return one->node < other->node ? -1 : 1;
}

static int by_node(const void *a, const void *b)
{
    return *(const ctg_node *)a < *(const ctg_node *)b ? -1 : 1;
}

static bool is_tied(double best, double score, double largest)
{
    const double difference = best - score;

    return difference <= tie_relative * fmax(fabs(best), fabs(score)) ||
           difference <= tie_rounding * largest;
}

ctg_status ctg__rank_scores(size_t count, const double *score,
                            ctg__arena *arena, ctg_node *order, uint32_t *rank,
                            size_t *tied, size_t *undefined, ctg_error *error)
{
    scored *sorted;
    size_t defined = 0;
    double largest = 0;

    if (!TAKE(arena, sorted, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        if (!isnan(score[i])) {
            sorted[defined++] = (scored){score[i], (ctg_node)i};
            largest = fmax(largest, fabs(score[i]));
        }
    qsort(sorted, defined, sizeof *sorted, by_score);
    *tied = 0;
    *undefined = count - defined;
    for (size_t first = 0; first < defined;) {
        size_t end = first;

        for (; end < defined &&
               is_tied(sorted[first].score, sorted[end].score, largest);
             end++) {
            order[end] = sorted[end].node;
            rank[sorted[end].node] = (uint32_t)first + 1;
        }
        CTG__ASSERT(end > first);
        qsort(order + first, end - first, sizeof *order, by_node);
        if (end - first > 1)
            *tied += end - first;
        first = end;
    }
    CTG__ASSERT(*tied <= defined);
    for (size_t i = 0, end = defined; i < count; i++)
        if (isnan(score[i])) {
            order[end++] = (ctg_node)i;
            rank[i] = 0;
        }
    return CTG_OK;
}

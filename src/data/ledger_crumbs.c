#include "data/ledger_crumbs.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

double ctg__spread_step(const ctg__spread *spread, size_t source)
{
    const ctg__spread_source *const at = &spread->sources[source];
    const double before = spread->rises && source ? at[-1].level : 0;

    return fmax(0, at->level - before);
}

/* Up to which step a source may give a target rounding. Amounts are differences
 * of rounded products, so keep well away. */
static double reach_of(const ctg__spread_into *into, const ctg__spread *spread,
                       size_t target)
{
    const ctg__spread_target *const to = &spread->targets[target];
    const double rounding =
        into->rounding(into->ledger, CTG_ACTOR(CTG_ACTOR_NODE, to->node));

    return rounding > 0 && to->weight > 0 ? 2 * rounding / to->weight : 0;
}

static int compare_numbers(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a < b ? -1 : a > b;
}

/* Numbers of one side, ascending. */
typedef struct ascent {
    double *numbers;
    size_t count;
} ascent;

/* Up to which step sources are crumbs. */
static double best_cut(const ascent *steps, const ascent *reaches,
                       size_t sources)
{
    double best = 0;
    double least = HUGE_VAL;
    size_t crumbs = 0;

    for (size_t t = 0; t <= reaches->count; t++) {
        const double cut = t ? reaches->numbers[t - 1] : 0;
        double entries;

        while (crumbs < steps->count && steps->numbers[crumbs] <= cut)
            crumbs++;
        entries = (double)crumbs * (double)t +
                  (double)sources * (double)(reaches->count - t);
        if (entries <= least) {
            least = entries;
            best = cut;
        }
    }
    return best;
}

static double find_cut(const ctg__spread *spread, const double *step,
                       double *numbers, const ascent *reaches)
{
    ascent steps = {numbers, 0};

    for (size_t s = 0; s < spread->source_count; s++)
        if (step[s] > 0)
            steps.numbers[steps.count++] = step[s];
    qsort(steps.numbers, steps.count, sizeof *steps.numbers, compare_numbers);
    qsort(reaches->numbers, reaches->count, sizeof *reaches->numbers,
          compare_numbers);
    return best_cut(&steps, reaches, spread->source_count);
}

/* The least step above 0, and the furthest reach of a target. */
static bool is_plain(const double *step, size_t sources, const double *reach,
                     size_t targets)
{
    double least = HUGE_VAL;
    double furthest = 0;

    for (size_t s = 0; s < sources; s++)
        if (step[s] > 0)
            least = fmin(least, step[s]);
    for (size_t t = 0; t < targets; t++)
        furthest = fmax(furthest, reach[t]);
    return least > furthest;
}

bool ctg__find_crumbs(const ctg__spread_into *into, const ctg__spread *spread,
                      bool *crumb, bool *apart)
{
    const size_t sources = spread->source_count;
    const size_t targets = spread->target_count;
    double *const step =
        ctg__allocate_array(2 * (sources + targets) + 1, sizeof *step);
    double *const reach = step ? step + sources : NULL;
    double cut;

    if (!step)
        return false;
    for (size_t s = 0; s < sources; s++)
        step[s] = ctg__spread_step(spread, s);
    for (size_t t = 0; t < targets; t++)
        reach[t] = reach_of(into, spread, t);
    if (!is_plain(step, sources, reach, targets)) {
        ascent reaches = {reach + targets, 0};

        for (size_t t = 0; t < targets; t++)
            if (!apart[t])
                reaches.numbers[reaches.count++] = reach[t];
        cut = find_cut(spread, step, reach + 2 * targets, &reaches);
        for (size_t s = 0; s < sources; s++)
            crumb[s] |= step[s] > 0 && step[s] <= cut;
        for (size_t t = 0; t < targets; t++)
            apart[t] |= reach[t] > cut;
    }
    ctg__release(step);
    return true;
}

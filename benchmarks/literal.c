#include "literal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"

void literal_init(literal *l, const ctg__fast *fast)
{
    const size_t entries = fast->start[fast->count];

    *l = (literal){.fast = fast};
    l->weight = bars_room(entries, sizeof *l->weight);
    l->before = bars_room(fast->count, sizeof *l->before);
    l->next = bars_room(fast->count, sizeof *l->next);
    for (size_t i = 0; i < fast->count; i++)
        for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++)
            l->weight[k] = fast->value[k] * fast->inverse[i];
}

void literal_clear(literal *l)
{
    free(l->weight);
    free(l->before);
    free(l->next);
}

/* One round; the largest change. */
static double play_round(literal *l, double *h)
{
    const ctg__fast *const f = l->fast;
    double change = 0;

    for (size_t i = 0; i < f->count; i++) {
        double sum = 0;

        for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
            sum += l->weight[k] * (h[f->column[k]] - l->before[f->column[k]]);
        l->next[i] = fmin(1, h[i] + sum);
        change = fmax(change, l->next[i] - h[i]);
    }
    memcpy(l->before, h, f->count * sizeof *h);
    memcpy(h, l->next, f->count * sizeof *h);
    return change;
}

/* From what is in `h`. */
static double play_all(literal *l, double tolerance, double *h)
{
    const double start = bars_cpu();

    memset(l->before, 0, l->fast->count * sizeof *l->before);
    l->rounds = 1;
    while (play_round(l, h) > tolerance)
        l->rounds++;
    return bars_cpu() - start;
}

double literal_run(literal *l, size_t source, double tolerance, double *h)
{
    memset(h, 0, l->fast->count * sizeof *h);
    h[source] = 1;
    return play_all(l, tolerance, h);
}

double literal_run_from(literal *l, const double *shocked, double tolerance,
                        double *h)
{
    memcpy(h, shocked, l->fast->count * sizeof *h);
    return play_all(l, tolerance, h);
}

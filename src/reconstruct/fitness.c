#include "reconstruct/fitness.h"

#include <math.h>

#include "risk/elementary.h"

/* From so many nodes on, sums are tabulated: panels as wide as a factor e of
 * claims, each a polynomial of this degree. */
enum {
    TABULATE_FROM = 3000,
    DEGREE = 20,
    POINTS = DEGREE + 1,
    STEPS_MOST = 200
};

double ctg__fitness_cells(const ctg_totals *totals)
{
    const ctg__lines *const barred = &totals->support.rows;
    double rows = 0;
    double columns = 0;
    double taken = 0;

    for (size_t i = 0; i < totals->count; i++) {
        rows += totals->claims[i] > 0;
        columns += totals->debts[i] > 0;
        if (!(totals->claims[i] > 0))
            continue;
        taken += totals->debts[i] > 0;
        for (size_t k = barred->start[i]; k < barred->start[i + 1]; k++)
            taken += totals->debts[barred->other[k]] > 0;
    }
    return rows * columns - taken;
}

static double sum_row(const ctg_totals *totals, double z, double claims)
{
    double sum = 0;

    for (size_t j = 0; j < totals->count; j++)
        sum += ctg__fitness(z, claims, totals->debts[j]);
    return sum;
}

/* Values at Chebyshev points of a panel that starts at exp(start). */
typedef struct panel {
    bool made;
    double values[POINTS];
} panel;

typedef struct table {
    double points[POINTS]; /* in [0, 1], of every panel */
    double weights[POINTS];
    double start; /* of the first panel, log money */
    panel *panels;
    size_t count;
} table;

/* cos(k pi / DEGREE) without a library whose bits differ: (z + 1/z) / 2 by
 * Chebyshev's recurrence from that of 1. */
static void make_points(table *to)
{
    static const double first = 0.98768834059513772619; /* cos(pi / 20) */
    double cosines[POINTS];

    cosines[0] = 1;
    cosines[1] = first;
    for (size_t k = 2; k < POINTS; k++)
        cosines[k] = 2 * first * cosines[k - 1] - cosines[k - 2];
    for (size_t k = 0; k < POINTS; k++) {
        to->points[k] = (1 - cosines[k]) / 2;
        to->weights[k] =
            (k % 2 ? -1.0 : 1.0) * (k == 0 || k == DEGREE ? 0.5 : 1);
    }
}

static void make_panel(const ctg_totals *totals, double z, double start,
                       const table *of, panel *made)
{
    for (size_t k = 0; k < POINTS; k++)
        made->values[k] = sum_row(totals, z, ctg__exp(start + of->points[k]));
    made->made = true;
}

/* The barycentric formula. */
static double look_up(const table *of, const panel *from, double at)
{
    double above = 0;
    double below = 0;

    for (size_t k = 0; k < POINTS; k++) {
        const double distance = at - of->points[k];

        if (distance == 0)
            return from->values[k];
        above += of->weights[k] / distance * from->values[k];
        below += of->weights[k] / distance;
    }
    return above / below;
}

/* Adds with the rounding errors kept apart (Neumaier). */
static void add(double sum[2], double term)
{
    const double next = sum[0] + term;

    sum[1] += fabs(sum[0]) >= fabs(term) ? sum[0] - next + term
                                         : term - next + sum[0];
    sum[0] = next;
}

/* Cells that are not free, which whole rows have. */
static double sum_barred(const ctg_totals *totals, double z, size_t row)
{
    const ctg__lines *const barred = &totals->support.rows;
    double sum = ctg__fitness(z, totals->claims[row], totals->debts[row]);

    for (size_t k = barred->start[row]; k < barred->start[row + 1]; k++)
        sum += ctg__fitness(z, totals->claims[row],
                            totals->debts[barred->other[k]]);
    return sum;
}

static bool make_table(ctg__arena *arena, const ctg_totals *totals, table *made)
{
    double least = HUGE_VAL;
    double most = 0;

    for (size_t i = 0; i < totals->count; i++)
        if (totals->claims[i] > 0) {
            least = fmin(least, totals->claims[i]);
            most = fmax(most, totals->claims[i]);
        }
    if (!(most > 0))
        least = most = 1;
    make_points(made);
    made->start = ctg__log(least) - 1e-9;
    made->count = (size_t)(ctg__log(most) - made->start) + 1;
    return TAKE(arena, made->panels, made->count);
}

static double sum_tabulated(table *of, const ctg_totals *totals, double z,
                            double claims)
{
    const double at = ctg__log(claims) - of->start;
    const size_t which = (size_t)at < of->count ? (size_t)at : of->count - 1;

    if (!of->panels[which].made)
        make_panel(totals, z, of->start + (double)which, of,
                   &of->panels[which]);
    return look_up(of, &of->panels[which], at - (double)which);
}

ctg_status ctg__fitness_links(const ctg_totals *totals, double z, bool tabulate,
                              double *links, ctg_error *error)
{
    ctg__arena scratch = {0};
    double sum[2] = {0, 0};
    table tabulated;

    if (tabulate && !make_table(&scratch, totals, &tabulated))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < totals->count; i++) {
        if (!(totals->claims[i] > 0))
            continue;
        add(sum, tabulate
                     ? sum_tabulated(&tabulated, totals, z, totals->claims[i])
                     : sum_row(totals, z, totals->claims[i]));
        add(sum, -sum_barred(totals, z, i));
    }
    ctg__arena_clear(&scratch);
    *links = sum[0] + sum[1];
    return CTG_OK;
}

/* The bracket that holds log z, and what is expected at its ends. */
typedef struct bracket {
    double low;
    double high;
    double at_low;
    double at_high;
} bracket;

static ctg_status links_at(const ctg_reconstruction *made, double log_z,
                           double wanted, double *beyond, ctg_error *error)
{
    const bool tabulate = made->totals->count >= TABULATE_FROM;
    ctg_status status = ctg__reconstruction_ask(made, 0, 0, error);

    if (!status)
        status = ctg__fitness_links(made->totals, ctg__exp(log_z), tabulate,
                                    beyond, error);
    *beyond -= wanted;
    return status;
}

/* From where all odds together would be about right, outward. */
static ctg_status find_bracket(const ctg_reconstruction *made, double wanted,
                               bracket *found, ctg_error *error)
{
    const double total = made->totals->total;
    double width = 1;
    ctg_status status;

    found->low = found->high = ctg__log(wanted) - 2 * ctg__log(total);
    status = links_at(made, found->low, wanted, &found->at_low, error);
    found->at_high = found->at_low;
    while (!status && found->at_high < 0 && found->high < 690) {
        found->low = found->high;
        found->at_low = found->at_high;
        found->high += width;
        width *= 2;
        status = links_at(made, found->high, wanted, &found->at_high, error);
    }
    while (!status && found->at_low > 0 && found->low > -740) {
        found->high = found->low;
        found->at_high = found->at_low;
        found->low -= width;
        width *= 2;
        status = links_at(made, found->low, wanted, &found->at_low, error);
    }
    return status;
}

/* The secant through the bracket's ends (Illinois: an end that stays counts
 * half), in its middle where that is slow. */
static double propose(const bracket *of, size_t step)
{
    const double secant = of->low - of->at_low * (of->high - of->low) /
                                        (of->at_high - of->at_low);

    return step % 6 == 5 || !(secant > of->low && secant < of->high)
               ? of->low + (of->high - of->low) / 2
               : secant;
}

ctg_status ctg__fitness_find(const ctg_reconstruction *made, double links,
                             double *z, ctg_error *error)
{
    bracket within;
    int stayed = 0;
    double beyond = HUGE_VAL;
    double log_z = 0;
    ctg_status status = find_bracket(made, links, &within, error);

    for (size_t step = 0; !status && step < STEPS_MOST; step++) {
        log_z = propose(&within, step);
        if (!(log_z > within.low && log_z < within.high))
            break;
        status = links_at(made, log_z, links, &beyond, error);
        if (status || fabs(beyond) <= 1e-13 * links)
            break;
        if (beyond < 0) {
            within.low = log_z;
            within.at_low = beyond;
            within.at_high /= stayed < 0 ? 2 : 1;
            stayed = -1;
        } else {
            within.high = log_z;
            within.at_high = beyond;
            within.at_low /= stayed > 0 ? 2 : 1;
            stayed = 1;
        }
    }
    if (status)
        return status;
    *z = ctg__exp(log_z);
    return CTG_OK;
}

/* Whether the last row or column of a matrix sums up the others. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "read/matrix_read.h"

/* A sum may differ from what it sums by this share. */
static const double agreement = 1e-6;

bool ctg__matrix_sums_init(ctg__matrix_sums *sums, size_t count)
{
    *sums = (ctg__matrix_sums){
        .count = count,
        .above = ctg__allocate_array(count, sizeof *sums->above),
        .last = ctg__allocate_array(count, sizeof *sums->last),
    };
    if (!sums->above || !sums->last)
        return false;
    memset(sums->above, 0, count * sizeof *sums->above);
    memset(sums->last, 0, count * sizeof *sums->last);
    return true;
}

void ctg__matrix_sums_clear(ctg__matrix_sums *sums)
{
    ctg__release(sums->above);
    ctg__release(sums->last);
}

static bool agrees(double one, double other)
{
    return fabs(one - other) <= agreement * fmax(fabs(one), fabs(other));
}

void ctg__matrix_sums_row(ctg__matrix_sums *sums)
{
    for (size_t j = 0; j < sums->count; j++) {
        sums->above[j] += sums->last[j];
        sums->last[j] = 0;
    }
}

void ctg__matrix_sums_row_over(ctg__matrix_sums *sums)
{
    double sum = 0;

    for (size_t j = 0; j + 1 < sums->count; j++)
        sum += sums->last[j];
    sums->rows++;
    sums->wrong += !agrees(sum, sums->last[sums->count - 1]);
}

bool ctg__matrix_sums_end_rows(const ctg__matrix_sums *sums)
{
    bool any = false;

    for (size_t j = 0; j < sums->count; j++) {
        if (!agrees(sums->above[j], sums->last[j]))
            return false;
        any = any || sums->last[j] != 0;
    }
    return any && sums->rows > 2;
}

bool ctg__matrix_sums_end_columns(const ctg__matrix_sums *sums)
{
    bool any = false;

    for (size_t j = 0; j < sums->count; j++)
        any = any || sums->above[j] != 0 || sums->last[j] != 0;
    return any && !sums->wrong && sums->count > 2;
}

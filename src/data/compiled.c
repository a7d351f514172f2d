/* What the orders of a snapshot say, before they are used as indices. */
#include "data/compiled.h"

#include <math.h>

#include "base/assert.h"
#include "base/pages.h"

static bool rows_follow(const size_t *start, size_t count, size_t entries)
{
    bool fine = start[0] == 0 && start[count] == entries;

    for (size_t i = 0; i < count; i++)
        fine &= start[i] <= start[i + 1];
    return fine;
}

static bool all_below(const uint32_t *numbers, size_t count, size_t limit)
{
    uint32_t highest = 0;

    for (size_t k = 0; k < count; k++)
        highest = numbers[k] > highest ? numbers[k] : highest;
    return !count || highest < limit;
}

static bool amounts_fine(const double *amounts, size_t count)
{
    size_t bad = 0;

    for (size_t k = 0; k < count; k++)
        bad += !(amounts[k] > 0 && amounts[k] < HUGE_VAL);
    return !bad;
}

#if CTG__CHECKED
/* What sums rely on as well, and only a forged file has otherwise. */
static bool is_consistent(const ctg__compiled *of, size_t node_count)
{
    bool fine = true;

    for (size_t i = 0; i < node_count; i++)
        for (size_t k = of->start[i] + 1; k < of->start[i + 1]; k++)
            fine &= of->debtor[k - 1] < of->debtor[k] ||
                    (of->debtor[k - 1] == of->debtor[k] &&
                     of->row[k - 1] < of->row[k]);
    for (size_t j = 0; j < node_count; j++)
        for (size_t k = of->debtor_start[j]; k < of->debtor_start[j + 1]; k++) {
            const size_t entry = of->by_debtor[k];
            const uint32_t creditor = of->debtor_creditor[k];

            fine &= of->debtor[entry] == j && of->start[creditor] <= entry &&
                    entry < of->start[creditor + 1];
        }
    return fine;
}
#endif

/* Looked at, and let go of. */
static bool look_at(const ctg__compiled *of, const uint32_t *array,
                    size_t limit)
{
    const bool fine = all_below(array, of->count, limit);

    if (of->mapped)
        ctg__pages_give_back(array, of->count * sizeof *array);
    return fine;
}

bool ctg__compiled_fine(const ctg__compiled *of, size_t node_count,
                        size_t row_count)
{
    const bool fine = look_at(of, of->debtor_creditor, node_count) &&
                      look_at(of, of->by_debtor, of->count) &&
                      look_at(of, of->file_order, of->count) &&
                      look_at(of, of->row, row_count) &&
                      rows_follow(of->debtor_start, node_count, of->count) &&
                      rows_follow(of->start, node_count, of->count) &&
                      all_below(of->debtor, of->count, node_count) &&
                      amounts_fine(of->amount, of->count);

#if CTG__CHECKED
    return fine && is_consistent(of, node_count);
#else
    return fine;
#endif
}

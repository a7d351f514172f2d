#include "data/matrix.h"

#include <math.h>

#include "base/assert.h"
#include "base/error.h"

/* A matrix being filled. */
typedef struct rows {
    size_t count;
    size_t *start;
    uint32_t *column;
    double *value;
} rows;

static ctg_status take(ctg__arena *arena, size_t count, size_t entries,
                       rows *matrix, ctg_error *error)
{
    matrix->count = count;
    if (!TAKE(arena, matrix->start, count + 1) ||
        !TAKE(arena, matrix->column, entries + 1) ||
        !TAKE(arena, matrix->value, entries + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* Rows one behind the other, within each ascending columns that are there and
 * no values below 0: shares may underflow. */
static bool is_ordered(const rows *matrix)
{
    bool ordered = matrix->start[0] == 0;

    for (size_t i = 0; ordered && i < matrix->count; i++) {
        const size_t end = matrix->start[i + 1];

        ordered = matrix->start[i] <= end;
        for (size_t k = matrix->start[i]; ordered && k < end; k++)
            ordered = matrix->column[k] < matrix->count &&
                      matrix->value[k] >= 0 && matrix->value[k] < HUGE_VAL &&
                      (k == matrix->start[i] ||
                       matrix->column[k - 1] < matrix->column[k]);
    }
    return ordered;
}

static ctg__matrix filled(const rows *matrix)
{
    CTG__ASSERT(is_ordered(matrix));
    return (ctg__matrix){matrix->count, matrix->start, matrix->column,
                         matrix->value};
}

static ctg_status overflow(ctg_error *error)
{
    return ctg__fail(error, CTG_NO_SOLUTION, "amounts are too large to add up");
}

ctg_status ctg__matrix_of_claims(const ctg_network *network, ctg__arena *arena,
                                 ctg__matrix *claims, ctg_error *error)
{
    const ctg__exposures *const exposures = &network->exposures;
    rows found;
    ctg_status status =
        take(arena, network->nodes.count, exposures->count, &found, error);
    size_t entries = 0;

    if (status)
        return status;
    for (size_t i = 0; i < found.count; i++) {
        const size_t end = exposures->start[i + 1];

        found.start[i] = entries;
        for (size_t k = exposures->start[i]; k < end;) {
            const ctg_node debtor = exposures->debtor[k];
            double sum = 0;

            for (; k < end && exposures->debtor[k] == debtor; k++)
                sum += ctg__first_face(network, k);
            if (!(sum < HUGE_VAL))
                return overflow(error);
            if (sum > 0) {
                found.column[entries] = debtor;
                found.value[entries++] = sum;
            }
        }
    }
    found.start[found.count] = entries;
    *claims = filled(&found);
    return CTG_OK;
}

ctg_status ctg__matrix_transpose(const ctg__matrix *matrix, ctg__arena *arena,
                                 ctg__matrix *transpose, ctg_error *error)
{
    const size_t entries = matrix->start[matrix->count];
    rows found;
    ctg_status status = take(arena, matrix->count, entries, &found, error);

    if (status)
        return status;
    /* Each start is moved on as its row fills, so it begins one row early. */
    for (size_t k = 0; k < entries; k++)
        if (matrix->column[k] + 2 <= matrix->count)
            found.start[matrix->column[k] + 2]++;
    for (size_t i = 2; i <= matrix->count; i++)
        found.start[i] += found.start[i - 1];
    for (size_t i = 0; i < matrix->count; i++)
        for (size_t k = matrix->start[i]; k < matrix->start[i + 1]; k++) {
            const size_t to = found.start[matrix->column[k] + 1]++;

            found.column[to] = (uint32_t)i;
            found.value[to] = matrix->value[k];
        }
    *transpose = filled(&found);
    return CTG_OK;
}

ctg_status ctg__matrix_of_leverage(const ctg_network *network,
                                   ctg__arena *arena, ctg__matrix *leverage,
                                   ctg_error *error)
{
    ctg__matrix claims;
    rows found;
    ctg_status status = ctg__matrix_of_claims(network, arena, &claims, error);
    size_t entries = 0;

    if (!status)
        status = take(arena, claims.count, claims.start[claims.count], &found,
                      error);
    if (status)
        return status;
    for (size_t i = 0; i < claims.count; i++) {
        const double measure = ctg__loss_measure(network, i);

        found.start[i] = entries;
        for (size_t k = claims.start[i]; measure > 0 && k < claims.start[i + 1];
             k++) {
            const double share = claims.value[k] / measure;

            if (!(share < HUGE_VAL))
                return overflow(error);
            if (share > 0) {
                found.column[entries] = claims.column[k];
                found.value[entries++] = share;
            }
        }
    }
    found.start[found.count] = entries;
    *leverage = filled(&found);
    return CTG_OK;
}

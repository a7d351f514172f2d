#include "reconstruct/transport.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"

enum { NOBODY = -1 };

/* What a column gets, by row. */
typedef struct carried {
    uint32_t *rows;
    double *amounts;
    size_t count;
    size_t room;
} carried;

struct ctg__transport {
    ctg__arena arena;
    const ctg__support *support;
    double *supply; /* of rows: not placed yet */
    double *demand; /* of columns: not met yet */
    double grain;
    carried *columns;
    /* A search: columns not seen in a list with count as its ends, the way back
     * from each column to a row and from each row to a column. */
    uint32_t *next;
    uint32_t *previous;
    uint32_t *from_row;
    int64_t *from_column;
    bool *seen_row;
    uint32_t *queue; /* of rows */
    size_t queued;
    uint32_t *barred_by; /* 1 + the row for which a column is barred */
    bool *goal;
    ctg_progress *progress;
    void *context;
};

static size_t find(const carried *of, size_t row)
{
    size_t k = 0;

    while (k < of->count && of->rows[k] != row)
        k++;
    return k;
}

double ctg__transport_at(const ctg__transport *t, size_t row, size_t column)
{
    const carried *const of = &t->columns[column];
    const size_t k = find(of, row);

    return k < of->count ? of->amounts[k] : 0;
}

static bool make_room(carried *of)
{
    size_t room = of->room;
    uint32_t *const rows =
        ctg__grow_array(of->rows, of->count, &room, 4, sizeof *rows);
    double *amounts;

    if (!rows)
        return false;
    of->rows = rows;
    amounts = room == of->room && of->amounts
                  ? of->amounts
                  : ctg__reallocate_array(of->amounts, room, sizeof *amounts);
    if (!amounts)
        return false;
    of->amounts = amounts;
    of->room = room;
    return true;
}

static ctg_status add(ctg__transport *t, size_t row, size_t column,
                      double amount, ctg_error *error)
{
    carried *const of = &t->columns[column];
    const size_t k = find(of, row);

    if (k < of->count) {
        of->amounts[k] += amount;
        return CTG_OK;
    }
    if (!make_room(of))
        return ctg__fail_memory(error);
    of->rows[of->count] = (uint32_t)row;
    of->amounts[of->count++] = amount;
    return CTG_OK;
}

static void subtract(ctg__transport *t, size_t row, size_t column,
                     double amount)
{
    carried *const of = &t->columns[column];
    const size_t k = find(of, row);

    CTG__ASSERT(k < of->count);
    of->amounts[k] -= fmin(amount, of->amounts[k]); /* but for rounding */
    if (of->amounts[k] > 0)
        return;
    of->count--;
    of->rows[k] = of->rows[of->count];
    of->amounts[k] = of->amounts[of->count];
}

static ctg_status place(ctg__transport *t, size_t row, size_t column,
                        ctg_error *error)
{
    const double amount = fmin(t->supply[row], t->demand[column]);

    if (!(amount > 0))
        return CTG_OK;
    t->supply[row] -= amount;
    t->demand[column] -= amount;
    return add(t, row, column, amount, error);
}

static void start_list(ctg__transport *t)
{
    const uint32_t count = (uint32_t)t->support->count;

    for (uint32_t j = 0; j <= count; j++) {
        t->next[j] = j == count ? 0 : j + 1;
        t->previous[j] = j ? j - 1 : count;
    }
    t->previous[0] = count;
}

static void unlink_column(ctg__transport *t, uint32_t column)
{
    CTG__ASSERT(t->next[column] != column); /* not seen yet */
    t->next[t->previous[column]] = t->next[column];
    t->previous[t->next[column]] = t->previous[column];
}

/* Each row in turn onto columns that want more. */
static ctg_status place_greedily(ctg__transport *t, ctg_error *error)
{
    const ctg__support *const s = t->support;
    const uint32_t end = (uint32_t)s->count;
    ctg_status status = CTG_OK;

    start_list(t);
    for (size_t i = 0; !status && i < s->count; i++) {
        if (s->listed) {
            for (size_t k = s->rows.start[i];
                 !status && k < s->rows.start[i + 1]; k++)
                if (s->rows.weight[k] > 0)
                    status = place(t, i, s->rows.other[k], error);
            continue;
        }
        for (uint32_t j = t->next[end];
             !status && j != end && t->supply[i] > 0;) {
            const uint32_t following = t->next[j];

            if (ctg__support_has(s, i, j))
                status = place(t, i, j, error);
            if (!(t->demand[j] > 0))
                unlink_column(t, j);
            j = following;
        }
    }
    return status;
}

static void start_search(ctg__transport *t)
{
    start_list(t);
    t->queued = 0;
    memset(t->seen_row, 0, t->support->count * sizeof *t->seen_row);
}

static void reach_row(ctg__transport *t, size_t row, int64_t column)
{
    if (t->seen_row[row])
        return;
    CTG__ASSERT(t->queued < t->support->count);
    t->seen_row[row] = true;
    t->from_column[row] = column;
    t->queue[t->queued++] = (uint32_t)row;
}

/* Takes a column that a row may use, and the rows it could let go of. Whether
 * it is where the search wants to get. */
static bool reach_column(ctg__transport *t, size_t row, uint32_t column)
{
    const carried *const of = &t->columns[column];

    unlink_column(t, column);
    t->previous[column] = column; /* seen: linked with itself */
    t->next[column] = column;
    t->from_row[column] = (uint32_t)row;
    if (t->goal[column])
        return true;
    for (size_t k = 0; k < of->count; k++)
        if (of->amounts[k] > t->grain)
            reach_row(t, of->rows[k], column);
    return false;
}

static bool is_unseen(const ctg__transport *t, uint32_t column)
{
    return t->next[column] != column || t->support->count == 0;
}

/* Reaches all columns that a row may use, only those marked where that says so.
 * The column that was looked for, or NOBODY. */
static int64_t expand(ctg__transport *t, size_t row, const bool *only)
{
    const ctg__support *const s = t->support;
    const uint32_t end = (uint32_t)s->count;

    if (s->listed) {
        for (size_t k = s->rows.start[row]; k < s->rows.start[row + 1]; k++) {
            const uint32_t j = s->rows.other[k];

            if (s->rows.weight[k] > 0 && is_unseen(t, j) && (!only || only[j]))
                if (reach_column(t, row, j))
                    return j;
        }
        return NOBODY;
    }
    for (size_t k = s->rows.start[row]; k < s->rows.start[row + 1]; k++)
        t->barred_by[s->rows.other[k]] = (uint32_t)row + 1;
    for (uint32_t j = t->next[end]; j != end;) {
        const uint32_t following = t->next[j];

        if (j != row && t->barred_by[j] != row + 1 && (!only || only[j]))
            if (reach_column(t, row, j))
                return j;
        j = following;
    }
    return NOBODY;
}

/* From the rows in the queue on, the shortest way to a goal. */
static int64_t search(ctg__transport *t, const bool *only_first)
{
    for (size_t at = 0; at < t->queued; at++) {
        const int64_t found =
            expand(t, t->queue[at], at == 0 ? only_first : NULL);

        if (found != NOBODY)
            return found;
    }
    return NOBODY;
}

/* How much the way that ends in a column lets through. */
static double least_on_way(const ctg__transport *t, size_t column, double least,
                           size_t *root)
{
    for (;;) {
        const size_t row = t->from_row[column];
        const int64_t back = t->from_column[row];

        if (back == NOBODY) {
            *root = row;
            return least;
        }
        column = (size_t)back;
        least = fmin(least, ctg__transport_at(t, row, column));
    }
}

static ctg_status go_way(ctg__transport *t, size_t column, double amount,
                         ctg_error *error)
{
    for (;;) {
        const size_t row = t->from_row[column];
        const int64_t back = t->from_column[row];
        const ctg_status status = add(t, row, column, amount, error);

        if (status || back == NOBODY)
            return status;
        column = (size_t)back;
        subtract(t, row, column, amount);
    }
}

static void start_at_all(ctg__transport *t)
{
    start_search(t);
    for (size_t i = 0; i < t->support->count; i++) {
        t->goal[i] = t->demand[i] > t->grain;
        if (t->supply[i] > t->grain)
            reach_row(t, i, NOBODY);
    }
}

static ctg_status improve(ctg__transport *t, ctg_error *error)
{
    ctg_status status = CTG_OK;

    while (!status) {
        int64_t found;
        size_t root;
        double amount;

        if (t->progress && !t->progress(t->context, 0, 0))
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        start_at_all(t);
        found = search(t, NULL);
        if (found == NOBODY)
            break;
        amount = least_on_way(t, (size_t)found, t->demand[found], &root);
        amount = fmin(amount, t->supply[root]);
        t->demand[found] -= amount;
        t->supply[root] -= amount;
        status = go_way(t, (size_t)found, amount, error);
    }
    return status;
}

static bool take_all(ctg__transport *t, size_t count)
{
    return TAKE(&t->arena, t->supply, count + 1) &&
           TAKE(&t->arena, t->demand, count + 1) &&
           TAKE(&t->arena, t->columns, count + 1) &&
           TAKE(&t->arena, t->next, count + 1) &&
           TAKE(&t->arena, t->previous, count + 1) &&
           TAKE(&t->arena, t->from_row, count + 1) &&
           TAKE(&t->arena, t->from_column, count + 1) &&
           TAKE(&t->arena, t->seen_row, count + 1) &&
           TAKE(&t->arena, t->queue, count + 1) &&
           TAKE(&t->arena, t->barred_by, count + 1) &&
           TAKE(&t->arena, t->goal, count + 1);
}

ctg_status ctg__transport_new(const ctg__support *support, const double *claims,
                              const double *debts, double grain,
                              ctg_progress *progress, void *progress_context,
                              ctg__transport **transport, ctg_error *error)
{
    const size_t count = support->count;
    ctg__transport *const made = ctg__allocate_zeroed(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    made->support = support;
    made->grain = grain;
    made->progress = progress;
    made->context = progress_context;
    if (!take_all(made, count)) {
        ctg__transport_free(made);
        return ctg__fail_memory(error);
    }
    memcpy(made->supply, claims, count * sizeof *claims);
    memcpy(made->demand, debts, count * sizeof *debts);
    status = place_greedily(made, error);
    if (!status)
        status = improve(made, error);
    if (status) {
        ctg__transport_free(made);
        return status;
    }
    *transport = made;
    return CTG_OK;
}

void ctg__transport_free(ctg__transport *transport)
{
    if (!transport)
        return;
    for (size_t j = 0; transport->columns && j < transport->support->count;
         j++) {
        ctg__release(transport->columns[j].rows);
        ctg__release(transport->columns[j].amounts);
    }
    ctg__arena_clear(&transport->arena);
    ctg__release(transport);
}

double ctg__transport_missing(const ctg__transport *transport)
{
    double missing = 0;

    for (size_t i = 0; i < transport->support->count; i++)
        missing += transport->supply[i];
    return missing;
}

void ctg__transport_cut(ctg__transport *t, bool *reached)
{
    const size_t count = t->support->count;

    start_at_all(t);
    search(t, NULL);
    for (size_t i = 0; i < count; i++) {
        reached[i] = t->seen_row[i];
        reached[count + i] = !is_unseen(t, (uint32_t)i);
    }
}

ctg_status ctg__transport_push(ctg__transport *t, size_t row,
                               const bool *marked, double *most,
                               ctg_error *error)
{
    const size_t count = t->support->count;
    ctg_status status = CTG_OK;
    double sum = 0;

    while (!status) {
        int64_t found;
        size_t root;
        double amount;

        start_search(t);
        for (size_t j = 0; j < count; j++)
            t->goal[j] = !marked[j] && ctg__transport_at(t, row, j) > t->grain;
        reach_row(t, row, NOBODY);
        found = search(t, marked);
        if (found == NOBODY)
            break;
        amount = ctg__transport_at(t, row, (size_t)found);
        amount = least_on_way(t, (size_t)found, amount, &root);
        status = go_way(t, (size_t)found, amount, error);
        subtract(t, row, (size_t)found, amount);
    }
    for (size_t j = 0; j < count; j++)
        if (marked[j])
            sum += ctg__transport_at(t, row, j);
    *most = sum;
    return status;
}

void ctg__transport_remove(ctg__transport *transport, size_t row, size_t column,
                           double amount)
{
    subtract(transport, row, column, amount);
}

void ctg__transport_each(const ctg__transport *transport,
                         void (*each)(void *context, size_t row, size_t column,
                                      double amount),
                         void *context)
{
    for (size_t j = 0; j < transport->support->count; j++)
        for (size_t k = 0; k < transport->columns[j].count; k++)
            each(context, transport->columns[j].rows[k], j,
                 transport->columns[j].amounts[k]);
}

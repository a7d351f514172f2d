#include "reconstruct/placing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reconstruct/transport.h"

enum { TRIES = 64, LARGEST = 3 };

typedef struct placing {
    const ctg_reconstruction *made;
    size_t count;
    double *claims; /* not placed yet */
    double *debts;
    double total;
    double grain;   /* below it a total is exhausted */
    uint32_t *rows; /* with claims, the largest first, then by row */
    size_t row_count;
    uint32_t *columns;
    size_t column_count;
    size_t largest[LARGEST]; /* nodes by claims + debts */
    ctg__transport *flow; /* of the rest; NULL: only the diagonal is barred */
    /* No two lines but these can exhaust each other: what may lie between two
     * never grows. */
    bool looked;
    uint32_t changed_row;
    uint32_t changed_column;
    bool *marked;
    ctg__random *random;
    ctg_error *error;
    ctg_status status;
    ctg__arena arena;
} placing;

typedef struct pair {
    size_t row;
    size_t column;
    double amount;
} pair;

static bool comes_before(const double *values, uint32_t one, uint32_t other)
{
    return values[one] > values[other] ||
           (values[one] == values[other] && one < other);
}

/* Puts a line whose value fell where it belongs, or out. */
static void reorder(uint32_t *lines, size_t *count, const double *values,
                    uint32_t line, double grain)
{
    size_t at = 0;

    while (lines[at] != line)
        at++;
    if (values[line] <= grain) {
        memmove(lines + at, lines + at + 1, (--*count - at) * sizeof *lines);
        return;
    }
    for (; at + 1 < *count && comes_before(values, lines[at + 1], line); at++)
        lines[at] = lines[at + 1];
    lines[at] = line;
}

static void find_largest(placing *p)
{
    for (size_t k = 0; k < LARGEST; k++)
        p->largest[k] = SIZE_MAX;
    for (size_t i = 0; i < p->count; i++) {
        size_t node = i;

        for (size_t k = 0; k < LARGEST && node != SIZE_MAX; k++) {
            const size_t there = p->largest[k];

            if (there == SIZE_MAX || p->claims[node] + p->debts[node] >
                                         p->claims[there] + p->debts[there]) {
                p->largest[k] = node;
                node = there;
            }
        }
    }
}

static bool is_largest(const placing *p, size_t node)
{
    for (size_t k = 0; k < LARGEST; k++)
        if (p->largest[k] == node)
            return true;
    return false;
}

/* What can be between two and leave the rest a network. */
static double most_of(placing *p, size_t row, size_t column)
{
    double most = fmin(p->claims[row], p->debts[column]);
    double pushed;

    if (!ctg__totals_may(p->made->totals, row, column))
        return 0;
    if (p->flow) {
        p->marked[column] = true;
        p->status =
            ctg__transport_push(p->flow, row, p->marked, &pushed, p->error);
        p->marked[column] = false;
        return p->status ? 0 : fmin(most, pushed);
    }
    for (size_t k = 0; k < LARGEST && p->largest[k] != SIZE_MAX; k++) {
        const size_t node = p->largest[k];

        if (node == row || node == column)
            continue;
        most = fmin(most, p->total - p->claims[node] - p->debts[node]);
        break;
    }
    return fmax(0, most);
}

static bool improves(const pair *best, size_t row, size_t column, double amount)
{
    if (amount != best->amount)
        return amount > best->amount;
    return amount > 0 &&
           (row < best->row || (row == best->row && column < best->column));
}

/* The first column from one of them on that a row exhausts, or nearly. */
static pair find_match(placing *p, size_t i, size_t from)
{
    for (size_t c = from; !p->status && c < p->column_count; c++) {
        const size_t j = p->columns[c];
        const double least = fmin(p->claims[i], p->debts[j]);
        double amount;

        if (p->debts[j] < p->claims[i] - p->grain)
            break;
        amount = most_of(p, i, j);
        if (amount > 0 && amount >= least - p->grain)
            return (pair){i, j, amount};
    }
    return (pair){.amount = 0};
}

/* Whether a line is as large as one of the others, largest first. */
static bool has_equal(const double *others, const uint32_t *lines, size_t count,
                      double value, double grain)
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (others[lines[middle]] > value + grain)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && others[lines[low]] >= value - grain;
}

/* Whether a look at all of them may find something. */
static bool may_match(const placing *p)
{
    const double claim = p->claims[p->changed_row];
    const double debt = p->debts[p->changed_column];

    return !p->looked || p->flow ||
           (claim > p->grain && has_equal(p->debts, p->columns, p->column_count,
                                          claim, p->grain)) ||
           (debt > p->grain &&
            has_equal(p->claims, p->rows, p->row_count, debt, p->grain));
}

/* Rows from one of them on, around, so that chance can say where to begin. Both
 * lists fall: what is too large for a row is so for those behind it. */
static pair find_both(placing *p)
{
    const uint32_t *const rows = p->rows;
    const uint32_t *const columns = p->columns;
    const double *const claims = p->claims;
    const double *const debts = p->debts;
    const size_t count = p->column_count;
    const double grain = p->grain;
    size_t at =
        p->random ? ctg__random_scaled(p->random, (uint32_t)p->row_count) : 0;
    size_t low = 0;

    if (!may_match(p))
        return (pair){.amount = 0};
    for (size_t r = 0; r < p->row_count; r++, at++) {
        double claim;

        if (at == p->row_count)
            at = low = 0;
        claim = claims[rows[at]];
        while (low < count && debts[columns[low]] > claim + grain)
            low++;
        if (low < count && debts[columns[low]] >= claim - grain) {
            const pair found = find_match(p, rows[at], low);

            if (found.amount > 0 || p->status) {
                p->looked = false; /* not behind it */
                return found;
            }
        }
    }
    p->looked = true;
    return (pair){.amount = 0};
}

static pair find_one_by_chance(placing *p)
{
    for (size_t k = 0; !p->status && k < TRIES; k++) {
        const size_t i =
            p->rows[ctg__random_scaled(p->random, (uint32_t)p->row_count)];
        const size_t j = p->columns[ctg__random_scaled(
            p->random, (uint32_t)p->column_count)];
        const double amount = most_of(p, i, j);

        if (amount > 0 && amount >= fmin(p->claims[i], p->debts[j]) - p->grain)
            return (pair){i, j, amount};
    }
    return (pair){.amount = 0};
}

static void try_pair(placing *p, size_t row, size_t column, pair *best)
{
    const double amount = most_of(p, row, column);

    if (improves(best, row, column, amount))
        *best = (pair){row, column, amount};
}

/*
 * Pairs by what they could carry at most, the smaller of their rests, until
 * none that follows can carry more than the best.
 */
static pair find_largest_pair(placing *p)
{
    pair best = {.amount = 0};
    size_t rows = 0;
    size_t columns = 0;

    while (!p->status && (rows < p->row_count || columns < p->column_count)) {
        const double claim =
            rows < p->row_count ? p->claims[p->rows[rows]] : -1;
        const double debt =
            columns < p->column_count ? p->debts[p->columns[columns]] : -1;

        if (fmax(claim, debt) < best.amount)
            break;
        if (claim >= debt) {
            for (size_t k = 0; !p->status && k < columns; k++)
                try_pair(p, p->rows[rows], p->columns[k], &best);
            rows++;
        } else {
            for (size_t k = 0; !p->status && k < rows; k++)
                try_pair(p, p->rows[k], p->columns[columns], &best);
            columns++;
        }
    }
    return best;
}

static pair choose(placing *p)
{
    pair chosen = find_both(p);

    if (!(chosen.amount > 0) && p->random && !p->status)
        chosen = find_one_by_chance(p);
    if (!(chosen.amount > 0) && !p->status)
        chosen = find_largest_pair(p);
    return chosen;
}

/* Sums only fall: those of others stay the largest while none of them did. */
static void take(placing *p, const pair *chosen, ctg__claims *list)
{
    const size_t i = chosen->row;
    const size_t j = chosen->column;

    /* The flow has the claim in it as it was asked last. */
    if (p->flow && most_of(p, i, j) > 0)
        ctg__transport_remove(p->flow, i, j, chosen->amount);
    p->changed_row = (uint32_t)i;
    p->changed_column = (uint32_t)j;
    p->claims[i] -= chosen->amount;
    p->debts[j] -= chosen->amount;
    p->total -= chosen->amount;
    reorder(p->rows, &p->row_count, p->claims, (uint32_t)i, p->grain);
    reorder(p->columns, &p->column_count, p->debts, (uint32_t)j, p->grain);
    if (is_largest(p, i) || is_largest(p, j))
        find_largest(p);
    if (!p->status)
        p->status = ctg__claims_add(list, j, i, chosen->amount, p->error);
}

/* A row or a column, to be put in order. */
typedef struct line {
    double value;
    uint32_t index;
} line;

static int largest_first(const void *one, const void *other)
{
    const line *const a = one;
    const line *const b = other;

    if (a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

/* Those above the grain, the largest first; false: out of memory. */
static bool sort_lines(placing *p, uint32_t *lines, const double *values,
                       size_t *kept)
{
    line *sorted;

    *kept = 0;
    if (!TAKE(&p->arena, sorted, p->count + 1))
        return false;
    for (size_t i = 0; i < p->count; i++)
        if (values[i] > p->grain)
            sorted[(*kept)++] = (line){values[i], (uint32_t)i};
    qsort(sorted, *kept, sizeof *sorted, largest_first);
    for (size_t i = 0; i < *kept; i++)
        lines[i] = sorted[i].index;
    return true;
}

static bool make_room(placing *p, const double *claims, const double *debts)
{
    if (!TAKE(&p->arena, p->claims, p->count + 1) ||
        !TAKE(&p->arena, p->debts, p->count + 1) ||
        !TAKE(&p->arena, p->rows, p->count + 1) ||
        !TAKE(&p->arena, p->columns, p->count + 1) ||
        !TAKE(&p->arena, p->marked, p->count + 1))
        return false;
    memcpy(p->claims, claims, p->count * sizeof *claims);
    memcpy(p->debts, debts, p->count * sizeof *debts);
    return true;
}

ctg_status ctg__place_claims(const ctg_reconstruction *made,
                             const double *claims, const double *debts,
                             ctg__random *random, ctg__claims *list,
                             ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    placing p = {.made = made,
                 .count = totals->count,
                 .grain = CTG__TIGHT_SHARE * totals->total,
                 .random = random,
                 .error = error};

    if (!make_room(&p, claims, debts))
        p.status = ctg__fail_memory(error);
    for (size_t i = 0; i < p.count; i++)
        p.total += claims[i];
    if (!p.status && !totals->only_diagonal)
        p.status = ctg__transport_new(&totals->support, claims, debts,
                                      CTG__GRAIN_SHARE * totals->total, NULL,
                                      NULL, &p.flow, error);
    if (!p.status && (!sort_lines(&p, p.rows, p.claims, &p.row_count) ||
                      !sort_lines(&p, p.columns, p.debts, &p.column_count)))
        p.status = ctg__fail_memory(error);
    if (!p.status)
        find_largest(&p);
    while (!p.status && p.row_count && p.column_count) {
        const pair chosen = choose(&p);

        /* What is left then is rounding. */
        if (!(chosen.amount > 0))
            break;
        take(&p, &chosen, list);
        if (!p.status)
            p.status = ctg__reconstruction_ask(made, 0, 0, error);
    }
    ctg__transport_free(p.flow);
    ctg__arena_clear(&p.arena);
    return p.status;
}

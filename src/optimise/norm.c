#include "optimise/norm.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <contagraph/sheet.h>

#include "base/assert.h"
#include "base/message.h"
#include "data/eigen.h"
#include "text/number.h"

enum { DESCENTS = 2000, HALVINGS = 60 };

/* --- reading ---------------------------------------------------------------
 */

/* Gauss and Jordan; the matrix is positive definite. */
static void invert(double *c, double *made, size_t n)
{
    for (size_t i = 0; i < n; i++)
        made[i * n + i] = 1;
    for (size_t p = 0; p < n; p++) {
        const double pivot = c[p * n + p];

        CTG__ASSERT(pivot > 0);
        for (size_t k = 0; k < n; k++) {
            c[p * n + k] /= pivot;
            made[p * n + k] /= pivot;
        }
        for (size_t i = 0; i < n; i++) {
            const double factor = i == p ? 0 : c[i * n + p];

            for (size_t k = 0; factor != 0 && k < n; k++) {
                c[i * n + k] -= factor * c[p * n + k];
                made[i * n + k] -= factor * made[p * n + k];
            }
        }
    }
}

static bool whole(const char *text, size_t most, size_t *number)
{
    double value;

    if (ctg__number_parse(text, strlen(text), &value) || !(value >= 1) ||
        !(value <= (double)most) || value != floor(value))
        return false;
    *number = (size_t)value - 1;
    return true;
}

/* The file, and what of it is being read. */
typedef struct source {
    const ctg_sheet *sheet;
    const char *path;
    size_t row;
    size_t n;
} source;

static ctg_status refuse(const source *of, const char *name, const char *what,
                         ctg_error *error)
{
    const char *const text =
        ctg_sheet_cell(of->sheet, of->row, ctg_sheet_find(of->sheet, name));

    return ctg__fail(error, CTG_BAD_ARGUMENT, "%.250s:%zu: %s is '%.*s', %s",
                     of->path, ctg_sheet_line(of->sheet, of->row), name,
                     ctg__message_bytes(strlen(text)), text, what);
}

static ctg_status read_move(const source *of, const char *name, size_t *move,
                            ctg_error *error)
{
    char what[64];

    if (whole(
            ctg_sheet_cell(of->sheet, of->row, ctg_sheet_find(of->sheet, name)),
            of->n, move))
        return CTG_OK;
    snprintf(what, sizeof what, "no move: they are numbered from 1 to %zu",
             of->n);
    return refuse(of, name, what, error);
}

/* NaN in `c` is a pair that was not there yet. */
static ctg_status read_row(const source *of, double *c, ctg_error *error)
{
    const char *const text = ctg_sheet_cell(
        of->sheet, of->row, ctg_sheet_find(of->sheet, "correlation"));
    size_t one;
    size_t other;
    double rho = 0;
    ctg_status status = read_move(of, "a", &one, error);

    if (!status)
        status = read_move(of, "b", &other, error);
    if (status)
        return status;
    if (*text && (ctg__number_parse(text, strlen(text), &rho) || fabs(rho) > 1))
        return refuse(of, "correlation", "not within -1 and 1", error);
    if (one == other && rho != 1)
        return refuse(of, "correlation", "a move's with itself is 1", error);
    if (!isnan(c[one * of->n + other]) && c[one * of->n + other] != rho)
        return refuse(of, "correlation", "another one than before", error);
    c[one * of->n + other] = c[other * of->n + one] = rho;
    return CTG_OK;
}

static ctg_status read_rows(const ctg_sheet *sheet, const char *path, size_t n,
                            double *c, ctg_error *error)
{
    source of = {.sheet = sheet, .path = path, .n = n};
    ctg_status status = CTG_OK;

    if (ctg_sheet_find(sheet, "a") == SIZE_MAX ||
        ctg_sheet_find(sheet, "b") == SIZE_MAX ||
        ctg_sheet_find(sheet, "correlation") == SIZE_MAX)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s: needs the columns a,b,correlation", path);
    for (size_t k = 0; k < n * n; k++)
        c[k] = k % (n + 1) ? (double)NAN : 1;
    for (; !status && of.row < ctg_sheet_row_count(sheet); of.row++)
        status = read_row(&of, c, error);
    for (size_t k = 0; k < n * n; k++)
        if (isnan(c[k]))
            c[k] = 0;
    return status;
}

static ctg_status read_correlation(const ctg__moves *moves, const char *path,
                                   ctg__norm *made, ctg_error *error)
{
    ctg__arena *const arena = &moves->task->arena;
    const size_t n = moves->count;
    ctg_sheet *sheet = NULL;
    double *c = NULL;
    double *values = NULL;
    double *vectors = NULL;
    ctg_status status = ctg_sheet_read(path, NULL, NULL, &sheet, error);

    if (status)
        return status == CTG_BAD_INPUT ? CTG_BAD_ARGUMENT : status;
    if (!TAKE(arena, c, n * n) || !TAKE(arena, values, n) ||
        !TAKE(arena, vectors, n * n) || !TAKE(arena, made->inverse, n * n))
        status = ctg__fail_memory(error);
    if (!status)
        status = read_rows(sheet, path, n, c, error);
    ctg_sheet_free(sheet);
    if (status)
        return status;
    status = ctg__symmetric_eigen(c, (uint32_t)n, values, vectors, error);
    if (status)
        return status;
    if (!(values[0] > 1e-12))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s: not positive definite: its least eigenvalue is "
                         "%.6g",
                         path, values[0]);
    invert(c, made->inverse, n);
    return CTG_OK;
}

ctg_status ctg__norm_read(const ctg__moves *moves, ctg__norm *made,
                          ctg_error *error)
{
    static const char *const names[] = {"budget", "box", "ellipsoid"};
    const char *const word = ctg__setting(moves->task, "norm");
    const char *const path = ctg__setting(moves->task, "correlation");
    bool known = !word;

    *made = (ctg__norm){.count = moves->count};
    for (int k = 0; word && k < 3; k++)
        if (strcmp(word, names[k]) == 0) {
            made->kind = (ctg__norm_kind)k;
            known = true;
        }
    if (!known)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--norm: '%.*s' is none of budget, box, ellipsoid",
                         ctg__message_bytes(strlen(word)), word);
    if (path && made->kind != CTG__NORM_ELLIPSOID)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--correlation is for --norm ellipsoid");
    if (!TAKE(&moves->task->arena, made->room, moves->count + 1))
        return ctg__fail_memory(error);
    return path ? read_correlation(moves, path, made, error) : CTG_OK;
}

/* --- norms ------------------------------------------------------------------
 */

static double square(const ctg__norm *norm, const double *y)
{
    const size_t n = norm->count;
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        if (!norm->inverse) {
            sum += y[i] * y[i];
            continue;
        }
        for (size_t j = 0; j < n; j++)
            sum += y[i] * norm->inverse[i * n + j] * y[j];
    }
    return sum;
}

double ctg__norm_of(const ctg__norm *norm, const double *y)
{
    double sum = 0;

    switch (norm->kind) {
    case CTG__NORM_BUDGET:
        for (size_t i = 0; i < norm->count; i++)
            sum += y[i];
        return sum;
    case CTG__NORM_BOX:
        for (size_t i = 0; i < norm->count; i++)
            sum = fmax(sum, y[i]);
        return sum;
    case CTG__NORM_ELLIPSOID:
        break;
    }
    return sqrt(fmax(0, square(norm, y)));
}

/* Coordinate by coordinate, each exactly: the square is convex. `fixed` stays;
 * SIZE_MAX: none. */
static void descend(const ctg__norm *norm, const double *low,
                    const double *high, size_t fixed, double *point)
{
    const size_t n = norm->count;

    for (int step = 0; step < DESCENTS; step++) {
        double moved = 0;

        for (size_t i = 0; i < n; i++) {
            double rest = 0;
            double best;

            if (i == fixed)
                continue;
            for (size_t j = 0; j < n; j++)
                if (j != i)
                    rest += norm->inverse[i * n + j] * point[j];
            best =
                fmin(high[i], fmax(low[i], -rest / norm->inverse[i * n + i]));
            moved = fmax(moved, fabs(best - point[i]));
            point[i] = best;
        }
        if (moved <= 1e-15)
            return;
    }
}

double ctg__norm_least(const ctg__norm *norm, const double *low,
                       const double *high, double *point)
{
    memcpy(point, low, norm->count * sizeof *point);
    if (norm->inverse)
        descend(norm, low, high, SIZE_MAX, point);
    return ctg__norm_of(norm, point);
}

/* Whether some point with y_k = value is within the radius. */
static bool reaches(const ctg__norm *norm, double radius, const double *low,
                    const double *high, size_t k, double value)
{
    memcpy(norm->room, low, norm->count * sizeof *norm->room);
    norm->room[k] = value;
    descend(norm, low, high, k, norm->room);
    return ctg__norm_of(norm, norm->room) <= radius * (1 + 1e-12);
}

/* With correlations each y_k goes as far as any point of the box does. */
static void trim_far(const ctg__norm *norm, double radius, const double *low,
                     double *high)
{
    for (size_t k = 0; k < norm->count; k++) {
        double in = low[k];
        double out = high[k];

        if (reaches(norm, radius, low, high, k, out))
            continue;
        /* The least point of the box is within, and y_k of it. */
        ctg__norm_least(norm, low, high, norm->room);
        in = norm->room[k];
        for (int step = 0; step < HALVINGS; step++) {
            const double middle = in + (out - in) / 2;

            if (reaches(norm, radius, low, high, k, middle))
                in = middle;
            else
                out = middle;
        }
        high[k] = out;
    }
}

bool ctg__norm_trim(const ctg__norm *norm, double radius, const double *low,
                    double *high)
{
    const double least = ctg__norm_least(norm, low, high, norm->room);

    if (least > radius * (1 + 1e-12))
        return false;
    if (norm->inverse) {
        trim_far(norm, radius, low, high);
        return true;
    }
    for (size_t k = 0; k < norm->count; k++) {
        double most = radius;

        if (norm->kind == CTG__NORM_BUDGET)
            most = low[k] + (radius - least);
        else if (norm->kind == CTG__NORM_ELLIPSOID)
            most = sqrt(
                fmax(0, radius * radius - least * least + low[k] * low[k]));
        high[k] = fmin(high[k], fmax(low[k], most));
    }
    return true;
}

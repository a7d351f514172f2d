#include "reconstruct/scaling.h"

#include <contagraph/graph.h>

#include <math.h>
#include <string.h>

#include "base/assert.h"

/* One side of the matrix, seen from which the other is across. */
typedef struct side {
    const ctg__scaling *of;
    const ctg__lines *lines;
    const uint32_t *part;        /* of these lines */
    const uint32_t *across_part; /* of the others */
    const double *across;        /* factors of the others */
    bool rows;
    size_t groups;
    double *sums;    /* of `across`, [part x groups + group] */
    double *partial; /* of a line, by group */
} side;

static size_t group_of(const ctg__scaling *of, size_t line)
{
    return of->problem->group ? of->problem->group[line] : 0;
}

static double block_at(const side *s, size_t line_group, size_t across_group)
{
    if (!s->of->blocks)
        return 1;
    return s->of->blocks[s->rows ? line_group * s->groups + across_group
                                 : across_group * s->groups + line_group];
}

static void add_up(const side *s)
{
    const ctg__scaling_problem *const problem = s->of->problem;

    memset(s->sums, 0, problem->part_count * s->groups * sizeof *s->sums);
    for (size_t j = 0; j < problem->support->count; j++)
        if (s->across_part[j] != CTG_NONE)
            s->sums[s->across_part[j] * s->groups + group_of(s->of, j)] +=
                s->across[j];
}

/* Few lines leave out most of a sum; of these no difference is taken. */
static double sum_again(const side *s, size_t line, size_t group)
{
    const ctg__support *const support = s->of->problem->support;
    size_t k = s->lines->start[line];
    double sum = 0;

    for (size_t j = 0; j < support->count; j++) {
        const bool barred =
            k < s->lines->start[line + 1] && s->lines->other[k] == j;

        k += barred;
        if (!barred && j != line && s->across_part[j] == s->part[line] &&
            group_of(s->of, j) == group)
            sum += s->across[j];
    }
    return sum;
}

static void sum_free(const side *s, size_t line)
{
    const uint32_t part = s->part[line];
    const double *const sums = s->sums + part * s->groups;

    memset(s->partial, 0, s->groups * sizeof *s->partial);
    if (s->across_part[line] == part)
        s->partial[group_of(s->of, line)] += s->across[line];
    for (size_t k = s->lines->start[line]; k < s->lines->start[line + 1]; k++)
        if (s->across_part[s->lines->other[k]] == part)
            s->partial[group_of(s->of, s->lines->other[k])] +=
                s->across[s->lines->other[k]];
    for (size_t g = 0; g < s->groups; g++)
        s->partial[g] = s->partial[g] > sums[g] / 2 ? sum_again(s, line, g)
                                                    : sums[g] - s->partial[g];
}

static void sum_listed(const side *s, size_t line)
{
    memset(s->partial, 0, s->groups * sizeof *s->partial);
    for (size_t k = s->lines->start[line]; k < s->lines->start[line + 1]; k++) {
        const uint32_t j = s->lines->other[k];

        if (s->across_part[j] == s->part[line])
            s->partial[group_of(s->of, j)] +=
                s->lines->weight[k] * s->across[j];
    }
}

/* What a line sums to but for its own factor; 0 of one that carries nothing. */
static double sum_line(const side *s, size_t line)
{
    double sum = 0;

    if (s->part[line] == CTG_NONE)
        return 0;
    if (s->of->problem->support->listed)
        sum_listed(s, line);
    else
        sum_free(s, line);
    for (size_t g = 0; g < s->groups; g++)
        sum += block_at(s, group_of(s->of, line), g) * s->partial[g];
    return sum;
}

static void scale_lines(const side *s, const double *totals, double *factors)
{
    add_up(s);
    for (size_t i = 0; i < s->of->problem->support->count; i++) {
        const double sum = sum_line(s, i);

        CTG__ASSERT(!(sum < 0));
        factors[i] = sum > 0 && totals[i] > 0 ? totals[i] / sum : 0;
    }
}

/* The largest difference of the lines from their totals. */
static double worst_line(const side *s, const double *totals,
                         const double *factors)
{
    double worst = 0;

    add_up(s);
    for (size_t i = 0; i < s->of->problem->support->count; i++)
        worst = fmax(worst, fabs(factors[i] * sum_line(s, i) - totals[i]));
    return worst;
}

/* What each block has, by the row sums that it is made of. */
static void sum_blocks(const side *rows, double *found)
{
    const ctg__scaling *const of = rows->of;

    memset(found, 0, rows->groups * rows->groups * sizeof *found);
    add_up(rows);
    for (size_t i = 0; i < of->problem->support->count; i++) {
        const size_t group = group_of(of, i);

        if (rows->part[i] == CTG_NONE)
            continue;
        sum_line(rows, i);
        for (size_t g = 0; g < rows->groups; g++)
            found[group * rows->groups + g] +=
                of->rows[i] * block_at(rows, group, g) * rows->partial[g];
    }
}

static void scale_blocks(const side *rows, double *found)
{
    const double *const wanted = rows->of->problem->block_sum;

    sum_blocks(rows, found);
    for (size_t b = 0; b < rows->groups * rows->groups; b++)
        if (!isnan(wanted[b]) && found[b] > 0)
            rows->of->blocks[b] *= wanted[b] / found[b];
}

static double worst_block(const side *rows, double *found)
{
    const double *const wanted = rows->of->problem->block_sum;
    double worst = 0;

    sum_blocks(rows, found);
    for (size_t b = 0; b < rows->groups * rows->groups; b++)
        if (!isnan(wanted[b]))
            worst = fmax(worst, fabs(found[b] - wanted[b]));
    return worst;
}

typedef struct sides {
    side rows;
    side columns;
    double *found; /* of blocks */
} sides;

static bool prepare(ctg__arena *arena, ctg__scaling *of, sides *made)
{
    const ctg__scaling_problem *const problem = of->problem;
    const size_t count = problem->support->count;
    const size_t groups = problem->group ? problem->group_count : 1;
    double *sums;
    double *partial;

    if (!TAKE(arena, of->rows, count + 1) ||
        !TAKE(arena, of->columns, count + 1) ||
        !TAKE(arena, sums, problem->part_count * groups + 1) ||
        !TAKE(arena, partial, groups + 1))
        return false;
    if (problem->group && (!TAKE(arena, of->blocks, groups * groups) ||
                           !TAKE(arena, made->found, groups * groups)))
        return false;
    for (size_t b = 0; of->blocks && b < groups * groups; b++)
        of->blocks[b] = 1;
    for (size_t j = 0; j < count; j++)
        of->columns[j] = problem->column_part[j] != CTG_NONE;
    made->rows = (side){.of = of,
                        .lines = &problem->support->rows,
                        .part = problem->row_part,
                        .across_part = problem->column_part,
                        .across = of->columns,
                        .rows = true,
                        .groups = groups,
                        .sums = sums,
                        .partial = partial};
    made->columns = made->rows;
    made->columns.lines = &problem->support->columns;
    made->columns.part = problem->column_part;
    made->columns.across_part = problem->row_part;
    made->columns.across = of->rows;
    made->columns.rows = false;
    return true;
}

ctg_status ctg__scaling_find(ctg__arena *arena,
                             const ctg__scaling_problem *problem,
                             ctg__scaling *scaling, ctg_error *error)
{
    const double most = problem->error * problem->total;
    sides s = {0};
    double worst = HUGE_VAL;

    *scaling = (ctg__scaling){.problem = problem};
    if (!prepare(arena, scaling, &s))
        return ctg__fail_memory(error);
    while (worst > most && scaling->iterations < problem->iterations) {
        if (problem->progress &&
            !problem->progress(problem->progress_context,
                               (double)scaling->iterations, 0))
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        scale_lines(&s.rows, problem->claims, scaling->rows);
        scale_lines(&s.columns, problem->debts, scaling->columns);
        if (scaling->blocks)
            scale_blocks(&s.rows, s.found);
        scaling->iterations++;
        worst = worst_line(&s.rows, problem->claims, scaling->rows);
        if (scaling->blocks)
            worst =
                fmax(fmax(worst, worst_block(&s.rows, s.found)),
                     worst_line(&s.columns, problem->debts, scaling->columns));
    }
    if (problem->total > 0) {
        scaling->error = worst / problem->total;
        scaling->residual = fmax(worst, worst_line(&s.columns, problem->debts,
                                                   scaling->columns)) /
                            problem->total;
    }
    scaling->converged = worst <= most;
    return CTG_OK;
}

double ctg__scaling_at(const ctg__scaling *scaling, size_t row, size_t column)
{
    const ctg__scaling_problem *const problem = scaling->problem;
    const double factors = scaling->rows[row] * scaling->columns[column];
    double weight;

    if (problem->row_part[row] == CTG_NONE ||
        problem->row_part[row] != problem->column_part[column])
        return 0;
    weight = ctg__support_weight(problem->support, row, column);
    if (scaling->blocks)
        weight *= scaling->blocks[problem->group[row] * problem->group_count +
                                  problem->group[column]];
    return factors * weight;
}

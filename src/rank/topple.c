#include "rank/topple.h"

#include <math.h>
#include <string.h>

enum { NODES_MOST = 5000, TERMS_LEAST = 30 };

/* What is left of a sum that may be left out, and what no sum may reach. */
static const double rounding = 1e-17;
static const double too_large = 1e300;

/* As where the engine tests an equity against zero: decimal ties are ties. */
static const double eps = 1e-9;

const ctg_param ctg__topple_params[1] = {
    {"weighted", 0, 0, 1,
     "0: whoever loses all its equity is toppled; 1: shares of equity count"},
};

/* The share of its equity that a creditor loses; 1: it is toppled. */
static double share_of(const ctg__job *job, double debt, ctg_node creditor)
{
    const double measure = ctg__loss_measure(job->network, creditor);
    const double least =
        job->plan->default_at_zero ? (1 - eps) * measure : (1 + eps) * measure;

    if (!(measure > 0))
        return 0; /* it has failed before */
    if (job->plan->default_at_zero ? debt >= least : debt > least)
        return 1;
    return fmin(debt / measure, 1 - eps);
}

/*
 * No step of any way counts for more than this: the lesser of the largest sum
 * of a row of V and of a column. From a power beyond it on, each power of V
 * adds less to C than the one before.
 */
static double reach_of(const ctg__matrix *v, double *columns)
{
    double by_row = 0;
    double by_column = 0;

    memset(columns, 0, v->count * sizeof *columns);
    for (size_t i = 0; i < v->count; i++) {
        double sum = 0;

        for (size_t k = v->start[i]; k < v->start[i + 1]; k++) {
            sum += v->value[k];
            columns[v->column[k]] += v->value[k];
        }
        by_row = fmax(by_row, sum);
    }
    for (size_t j = 0; j < v->count; j++)
        by_column = fmax(by_column, columns[j]);
    return fmin(by_row, by_column);
}

ctg_status ctg__topple_make(ctg__job *job, bool weighted, ctg__topple *topple,
                            ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__matrix debts;
    size_t entries = 0;
    size_t *start;
    uint32_t *column;
    double *value;
    ctg_status status = ctg__job_claims(job, error);

    if (!status)
        status =
            ctg__matrix_transpose(&job->claims, &job->arena, &debts, error);
    if (status)
        return status;
    if (nodes > NODES_MOST)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%zu nodes; ways are summed for at most %d", nodes,
                         NODES_MOST);
    if (!TAKE(&job->arena, start, nodes + 1) ||
        !TAKE(&job->arena, column, debts.start[nodes] + 1) ||
        !TAKE(&job->arena, value, debts.start[nodes] + 1) ||
        !TAKE(&job->arena, topple->term, nodes + 1) ||
        !TAKE(&job->arena, topple->next, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++) {
        start[i] = entries;
        for (size_t k = debts.start[i]; k < debts.start[i + 1]; k++) {
            const double share = share_of(job, debts.value[k], debts.column[k]);

            if (!(weighted ? share > 0 : share >= 1))
                continue;
            column[entries] = debts.column[k];
            value[entries++] = share;
        }
    }
    start[nodes] = entries;
    topple->direct = (ctg__matrix){nodes, start, column, value};
    topple->reach = reach_of(&topple->direct, topple->term);
    return CTG_OK;
}

double ctg__topple_terms(const ctg__topple *topple)
{
    return fmax(TERMS_LEAST, topple->reach);
}

/* term <- term V / power, without the row of the silent; its sum. */
static double multiply(const ctg__topple *topple, double power, ctg_node silent)
{
    const ctg__matrix *const v = &topple->direct;
    double *const term = topple->term;
    double *const next = topple->next;
    double sum = 0;

    memset(next, 0, v->count * sizeof *next);
    for (size_t j = 0; j < v->count; j++)
        for (size_t k = v->start[j];
             term[j] > 0 && j != silent && k < v->start[j + 1]; k++)
            next[v->column[k]] += term[j] * v->value[k] / power;
    for (size_t j = 0; j < v->count; j++) {
        term[j] = next[j];
        sum += next[j];
    }
    return sum;
}

/* The series of exp, of numbers that are never negative. */
ctg_status ctg__topple_row(const ctg__topple *topple, size_t i, ctg_node silent,
                           double *row, ctg_error *error)
{
    const ctg__matrix *const v = &topple->direct;
    double all = 0;

    memset(row, 0, v->count * sizeof *row);
    if (i == silent || v->start[i] == v->start[i + 1])
        return CTG_OK;
    memset(topple->term, 0, v->count * sizeof *topple->term);
    topple->term[i] = 1;
    for (double power = 1;; power++) {
        const double added = multiply(topple, power, silent);
        const double shrinks = topple->reach / (power + 1);

        for (size_t j = 0; j < v->count; j++)
            row[j] += topple->term[j];
        all += added;
        if (!(all < too_large))
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "so many nodes topple each other that their ways "
                             "are more than any number");
        /* All that follows: a geometric series at most. */
        if (added == 0 ||
            (shrinks < 1 && added * shrinks / (1 - shrinks) <= rounding * all))
            break;
    }
    row[i] = 0;
    return CTG_OK;
}

ctg_status ctg__topple_susceptibility(ctg__job *job, const double *params,
                                      double *susceptibility, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__topple topple;
    double *row;
    double *in;
    ctg_status status = ctg__topple_make(job, params[0] > 0.5, &topple, error);

    if (status)
        return status;
    if (!TAKE(&job->arena, row, nodes + 1) || !TAKE(&job->arena, in, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++) {
        status = ctg__job_ask(job, i, nodes, error);
        if (!status)
            status = ctg__topple_row(&topple, i, CTG_NONE, row, error);
        if (status)
            return status;
        for (size_t j = 0; j < nodes; j++)
            susceptibility[j] += row[j];
        for (size_t k = topple.direct.start[i]; k < topple.direct.start[i + 1];
             k++)
            in[topple.direct.column[k]] += topple.direct.value[k];
    }
    for (size_t j = 0; j < nodes; j++)
        susceptibility[j] = in[j] > 0 ? susceptibility[j] / in[j]
                            : ctg__loss_measure(job->network, (ctg_node)j) > 0
                                ? 0
                                : (double)NAN;
    return CTG_OK;
}

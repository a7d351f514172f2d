#include "rank/topple.h"

#include <math.h>
#include <string.h>

enum { NODES_MOST = 5000, TERMS_MOST = 2000 };

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
    return CTG_OK;
}

/* The series of exp, of numbers that are never negative. */
void ctg__topple_row(const ctg__topple *topple, size_t i, ctg_node silent,
                     double *row)
{
    const ctg__matrix *const v = &topple->direct;
    double *const term = topple->term;
    double *const next = topple->next;

    memset(row, 0, v->count * sizeof *row);
    if (i == silent || v->start[i] == v->start[i + 1])
        return;
    memset(term, 0, v->count * sizeof *term);
    term[i] = 1;
    for (int power = 1; power < TERMS_MOST; power++) {
        double all = 0;
        double added = 0;

        memset(next, 0, v->count * sizeof *next);
        for (size_t j = 0; j < v->count; j++)
            for (size_t k = v->start[j];
                 term[j] > 0 && j != silent && k < v->start[j + 1]; k++)
                next[v->column[k]] += term[j] * v->value[k] / power;
        for (size_t j = 0; j < v->count; j++) {
            /* Beyond any cap, and never infinity times nothing. */
            term[j] = fmin(next[j], 1e300);
            row[j] = fmin(row[j] + term[j], 1e300);
            added += fmin(term[j], 1);
            all += fmin(row[j], 1);
        }
        if (added <= 1e-17 * all)
            break;
    }
    for (size_t j = 0; j < v->count; j++)
        row[j] = fmin(1, row[j]);
    row[i] = 0;
}

ctg_status ctg__topple_step(const ctg__job *job, size_t i, ctg_error *error)
{
    const ctg_ranking_options *const options = job->options;

    if (options->progress &&
        !options->progress(options->progress_context, (double)i,
                           (double)job->network->nodes.count))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
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
        status = ctg__topple_step(job, i, error);
        if (status)
            return status;
        ctg__topple_row(&topple, i, CTG_NONE, row);
        for (size_t j = 0; j < nodes; j++)
            susceptibility[j] += row[j];
        for (size_t k = topple.direct.start[i]; k < topple.direct.start[i + 1];
             k++)
            in[topple.direct.column[k]] += topple.direct.value[k];
    }
    for (size_t j = 0; j < nodes; j++)
        susceptibility[j] = in[j] > 0 ? susceptibility[j] / in[j]
                            : ctg__loss_measure(job->network, j) > 0
                                ? 0
                                : (double)NAN;
    return CTG_OK;
}

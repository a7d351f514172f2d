/* Whether any network has the totals, with a proof where none has. */
#include <math.h>

#include "reconstruct/marginals.h"
#include "reconstruct/parts.h"

/* Two creditors or more cannot stand in the way together where only the
 * diagonal is barred: all debtors are theirs. */
static size_t find_largest(const double *claims, const double *debts,
                           size_t count)
{
    size_t found = 0;

    for (size_t k = 1; k < count; k++)
        if (claims[k] + debts[k] > claims[found] + debts[found])
            found = k;
    return found;
}

static ctg_status take_lists(ctg__arena *arena, size_t count,
                             ctg_node **creditors, ctg_node **debtors,
                             ctg_error *error)
{
    return TAKE(arena, *creditors, count + 1) &&
                   TAKE(arena, *debtors, count + 1)
               ? CTG_OK
               : ctg__fail_memory(error);
}

static ctg_status blame_one(ctg__arena *arena, size_t count,
                            const double *claims, double debts, size_t node,
                            ctg_infeasible *infeasible, ctg_error *error)
{
    ctg_node *creditors;
    ctg_node *debtors;
    const ctg_status status =
        take_lists(arena, count, &creditors, &debtors, error);

    if (status)
        return status;
    creditors[0] = (ctg_node)node;
    *infeasible = (ctg_infeasible){.creditors = creditors,
                                   .creditor_count = 1,
                                   .debtors = debtors,
                                   .claims = claims[node],
                                   .debts = debts};
    for (size_t j = 0; j < count; j++)
        if (j != node)
            debtors[infeasible->debtor_count++] = (ctg_node)j;
    infeasible->excess = infeasible->claims - infeasible->debts;
    return CTG_OK;
}

static ctg_status blame_cut(ctg__arena *arena, ctg__transport *flow,
                            size_t count, const double *claims,
                            const double *debts, ctg_infeasible *infeasible,
                            ctg_error *error)
{
    ctg_node *creditors;
    ctg_node *debtors;
    bool *reached;
    const ctg_status status =
        take_lists(arena, count, &creditors, &debtors, error);

    if (status)
        return status;
    if (!TAKE(arena, reached, 2 * count + 1))
        return ctg__fail_memory(error);
    ctg__transport_cut(flow, reached);
    *infeasible = (ctg_infeasible){.creditors = creditors, .debtors = debtors};
    for (size_t i = 0; i < count; i++)
        if (reached[i]) {
            creditors[infeasible->creditor_count++] = (ctg_node)i;
            infeasible->claims += claims[i];
        }
    for (size_t j = 0; j < count; j++)
        if (reached[count + j]) {
            debtors[infeasible->debtor_count++] = (ctg_node)j;
            infeasible->debts += debts[j];
        }
    infeasible->excess = infeasible->claims - infeasible->debts;
    return CTG_OK;
}

/* All who have something to carry. */
static void one_part(ctg_totals *totals)
{
    totals->part_count = 1;
    for (size_t i = 0; i < totals->count; i++) {
        totals->row_part[i] = totals->claims[i] > 0 ? 0 : CTG_NONE;
        totals->column_part[i] = totals->debts[i] > 0 ? 0 : CTG_NONE;
    }
}

static ctg_status judge_diagonal(ctg_totals *totals, ctg_error *error)
{
    const size_t k = find_largest(totals->claims, totals->debts, totals->count);
    const double sum = totals->count ? totals->claims[k] + totals->debts[k] : 0;
    const double total = totals->total;

    if (sum - total > CTG__EXCESS_SHARE * total)
        return blame_one(&totals->arena, totals->count, totals->claims,
                         total - totals->debts[k], k, &totals->infeasible,
                         error);
    one_part(totals);
    if (total > 0 && sum >= total * (1 - CTG__TIGHT_SHARE))
        totals->tight = k;
    return CTG_OK;
}

ctg_status ctg__totals_judge(ctg_totals *totals, ctg_progress *progress,
                             void *progress_context, ctg_error *error)
{
    ctg__transport *flow = NULL;
    ctg_status status;

    if (totals->only_diagonal)
        return judge_diagonal(totals, error);
    status = ctg__transport_new(&totals->support, totals->claims, totals->debts,
                                CTG__GRAIN_SHARE * totals->total, progress,
                                progress_context, &flow, error);
    if (status)
        return status;
    if (ctg__transport_missing(flow) > CTG__EXCESS_SHARE * totals->total)
        status = blame_cut(&totals->arena, flow, totals->count, totals->claims,
                           totals->debts, &totals->infeasible, error);
    if (!status &&
        totals->infeasible.excess <= CTG__EXCESS_SHARE * totals->total) {
        totals->infeasible.creditor_count = 0;
        status = ctg__parts_find(
            &totals->support, flow, totals->claims, totals->debts,
            CTG__TIGHT_SHARE * totals->total, totals->row_part,
            totals->column_part, &totals->part_count, error);
    }
    ctg__transport_free(flow);
    return status;
}

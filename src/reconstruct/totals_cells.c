/* Which entries are known, which are 0, which the prior allows. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/graph.h"
#include "reconstruct/marginals.h"

static ctg_status add_place(ctg__totals_reading *r, size_t row, size_t column,
                            double weight)
{
    ctg__place *const grown = ctg__grow_array(
        r->places, r->place_count, &r->place_room, 64, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(r->error);
    r->places = grown;
    r->places[r->place_count++] =
        (ctg__place){(uint32_t)row, (uint32_t)column, weight};
    return CTG_OK;
}

/* "exposures.csv:4: ..." */
static ctg_status fail_row(const ctg__totals_reading *r, size_t row,
                           size_t column, const char *what)
{
    char place[480];

    ctg__graph_place(r->made->graph, CTG_EXPOSURES, row, column, place,
                     sizeof place);
    return ctg__fail(r->error, CTG_BAD_INPUT, "%.400s%s%s", place,
                     *place ? ": " : "", what);
}

static ctg_status take_exposure(ctg__totals_reading *r, size_t row)
{
    const ctg_graph *const graph = r->made->graph;
    const ctg_word debtor =
        ctg__graph_cell_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, row);
    const ctg_word creditor =
        ctg__graph_cell_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, row);
    const double amount =
        ctg__graph_number(graph, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT, row);

    if (ctg__graph_cell_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_ASSET, row))
        return fail_row(r, row, CTG__EXPOSURE_ASSET,
                        "a known exposure in an asset: totals are money "
                        "(--forget takes no exposure for known)");
    if (!debtor || r->node_of_word[debtor] == CTG_NONE)
        return fail_row(r, row, CTG__EXPOSURE_DEBTOR,
                        "the debtor of a known exposure is no node");
    if (!creditor || r->node_of_word[creditor] == CTG_NONE)
        return fail_row(r, row, CTG__EXPOSURE_CREDITOR,
                        "the creditor of a known exposure is no node");
    if (debtor == creditor)
        return fail_row(r, row, CTG__EXPOSURE_CREDITOR,
                        "a node owes itself nothing");
    if (!(amount >= 0) || isinf(amount))
        return fail_row(r, row, CTG__EXPOSURE_AMOUNT,
                        "the amount of a known exposure is no money");
    return add_place(r, r->node_of_word[creditor], r->node_of_word[debtor],
                     amount);
}

static ctg_status take_known(ctg__totals_reading *r)
{
    const size_t rows = ctg_graph_row_count(r->made->graph, CTG_EXPOSURES);
    ctg_totals *const made = r->made;
    ctg__support known;
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows && !r->options->forget; row++)
        status = take_exposure(r, row);
    if (!status)
        status = ctg__support_make(&made->arena, made->count, true, r->places,
                                   r->place_count, &known, r->error);
    if (status)
        return status;
    made->known_count = ctg__support_listed(&known);
    if (!TAKE(&made->arena, made->known, made->known_count + 1))
        return ctg__fail_memory(r->error);
    for (size_t j = 0; j < made->count; j++)
        for (size_t k = known.columns.start[j]; k < known.columns.start[j + 1];
             k++)
            made->known[k] = (ctg_link){(ctg_node)j, known.columns.other[k],
                                        known.columns.weight[k]};
    r->place_count = 0;
    return CTG_OK;
}

/* Cells of a file: debtor, creditor and, of a prior, an amount. */
static ctg_status read_cells(ctg__totals_reading *r, const char *path,
                             size_t names_count)
{
    static const char *const names[] = {"debtor", "creditor", "amount"};
    ctg__side_table table;
    ctg_status status =
        ctg__side_table_open(path, names, names_count, &table, r->error);
    bool found = true;

    if (status)
        return status;
    table.node_of_word = r->node_of_word;
    while (!status) {
        ctg_node debtor;
        ctg_node creditor;
        double weight = 1;

        status = ctg__side_table_next(&table, &found, r->error);
        if (status || !found)
            break;
        status =
            ctg__side_table_node(&table, 0, r->made->graph, &debtor, r->error);
        if (!status)
            status = ctg__side_table_node(&table, 1, r->made->graph, &creditor,
                                          r->error);
        if (!status && names_count == 3)
            status = ctg__side_table_money(&table, 2, false, &weight, r->error);
        if (!status && debtor == creditor && names_count == 3 && weight > 0)
            status = ctg__side_table_fail(&table, 1, r->error,
                                          "a node owes itself nothing");
        if (!status && debtor != creditor && weight > 0)
            status = add_place(r, creditor, debtor, weight);
    }
    ctg__side_table_close(&table);
    return status;
}

/* What is known less what is reported may be this share of all below 0. */
static ctg_status take_rest(const ctg__totals_reading *r, double *rest,
                            const double *whole, const char *side, double all)
{
    for (size_t i = 0; i < r->made->count; i++) {
        if (rest[i] < -1e-12 * all)
            return ctg__fail(
                r->error, CTG_BAD_INPUT,
                "known %s of '%.100s' exceed its reported %.15g by %.15g", side,
                ctg_totals_node_id(r->made, (ctg_node)i), whole[i], -rest[i]);
        /* What is left of a total that is all known is rounding. */
        if (r->made->known_count && rest[i] <= 1e-12 * all)
            rest[i] = 0;
    }
    return CTG_OK;
}

static ctg_status subtract_known(ctg__totals_reading *r)
{
    ctg_totals *const made = r->made;
    double all = 0;
    ctg_status status;

    for (size_t i = 0; i < made->count; i++) {
        made->whole_claims[i] = made->claims[i];
        made->whole_debts[i] = made->debts[i];
        all += made->claims[i];
    }
    for (size_t k = 0; k < made->known_count; k++) {
        made->claims[made->known[k].creditor] -= made->known[k].amount;
        made->debts[made->known[k].debtor] -= made->known[k].amount;
    }
    status = take_rest(r, made->claims, made->whole_claims, "claims", all);
    return status ? status
                  : take_rest(r, made->debts, made->whole_debts, "debts", all);
}

/* Cells of the prior that are neither known nor 0. */
static ctg_status limit_to_prior(ctg__totals_reading *r,
                                 const ctg__support *barred)
{
    size_t kept = 0;
    ctg_status status;

    r->place_count = 0;
    status = read_cells(r, r->options->prior, 3);
    for (size_t k = 0; !status && k < r->place_count; k++)
        if (ctg__support_has(barred, r->places[k].row, r->places[k].column))
            r->places[kept++] = r->places[k];
    if (!status)
        status =
            ctg__support_make(&r->made->arena, r->made->count, true, r->places,
                              kept, &r->made->support, r->error);
    r->made->has_prior = true;
    return status;
}

static ctg_status add_barred(ctg__totals_reading *r)
{
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < r->options->barred_count; k++) {
        const ctg_link *const pair = &r->options->barred[k];

        if (pair->debtor >= r->made->count || pair->creditor >= r->made->count)
            return ctg__fail(r->error, CTG_NOT_FOUND,
                             "a pair without exposure is of no node");
        if (pair->debtor != pair->creditor)
            status = add_place(r, pair->creditor, pair->debtor, 1);
    }
    return status;
}

ctg_status ctg__totals_read_cells(ctg__totals_reading *r)
{
    ctg_totals *const made = r->made;
    ctg__support barred;
    ctg_status status = take_known(r);

    if (!status)
        status = subtract_known(r);
    for (size_t k = 0; !status && k < made->known_count; k++)
        status =
            add_place(r, made->known[k].creditor, made->known[k].debtor, 1);
    if (!status)
        status = add_barred(r);
    if (!status && r->options->zeros)
        status = read_cells(r, r->options->zeros, 2);
    if (!status)
        status = ctg__support_make(&made->arena, made->count, false, r->places,
                                   r->place_count, &barred, r->error);
    if (status)
        return status;
    made->support = barred;
    if (r->options->prior)
        return limit_to_prior(r, &barred);
    made->only_diagonal = ctg__support_listed(&barred) == 0;
    return CTG_OK;
}

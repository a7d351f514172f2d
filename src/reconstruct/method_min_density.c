/* min-density: as few links as the totals allow (Anand, Craig, von Peter 2015).
 */
#include <math.h>
#include <string.h>

#include "reconstruct/fewest.h"
#include "reconstruct/placing.h"

/* The best network so far. */
typedef struct fewest {
    ctg__claims best;
} fewest;

static size_t count_active(const ctg_reconstruction *made, size_t *most)
{
    const ctg_totals *const totals = made->totals;
    const double grain = CTG__TIGHT_SHARE * totals->total;
    size_t rows = 0;
    size_t columns = 0;

    for (size_t i = 0; i < totals->count; i++) {
        rows += totals->claims[i] > grain;
        columns += totals->debts[i] > grain;
    }
    *most = rows > columns ? rows : columns;
    return rows + columns;
}

/* Another network, the better one kept. */
static ctg_status try_placing(ctg_reconstruction *made, ctg__random *random,
                              ctg_error *error)
{
    fewest *const state = made->state;
    ctg__claims found = {0};
    ctg_status status = ctg__place_claims(
        made, made->totals->claims, made->totals->debts, random, &found, error);

    if (!status && (!state->best.items || found.count < state->best.count)) {
        ctg__claims_clear(&state->best);
        state->best = found;
        return CTG_OK;
    }
    ctg__claims_clear(&found);
    return status;
}

/* Each block by itself. */
static ctg_status place_blocks(ctg_reconstruction *made,
                               const ctg__parting *parting, ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    fewest *const state = made->state;
    ctg__claims found = {0};
    double *claims;
    double *debts;
    ctg_status status = TAKE(&made->arena, claims, totals->count + 1) &&
                                TAKE(&made->arena, debts, totals->count + 1)
                            ? CTG_OK
                            : ctg__fail_memory(error);

    for (uint32_t b = 0; !status && b < parting->blocks; b++) {
        for (size_t i = 0; i < totals->count; i++) {
            claims[i] = parting->row_block[i] == b ? totals->claims[i] : 0;
            debts[i] = parting->column_block[i] == b ? totals->debts[i] : 0;
        }
        status = ctg__place_claims(made, claims, debts, NULL, &found, error);
    }
    if (status || found.count > state->best.count) {
        ctg__claims_clear(&found);
        return status;
    }
    ctg__claims_clear(&state->best);
    state->best = found;
    return CTG_OK;
}

static ctg_status prove(ctg_reconstruction *made, size_t active,
                        ctg_error *error)
{
    ctg__parting parting;
    ctg_status status = ctg__fewest_find(&made->arena, made, &parting, error);

    if (status || !parting.blocks)
        return status;
    made->facts.unparted = 0;
    made->facts.bound = (double)(active - parting.blocks);
    return place_blocks(made, &parting, error);
}

static ctg_status search(ctg_reconstruction *made, ctg_error *error)
{
    fewest *const state = made->state;
    ctg_status status = CTG_OK;

    for (size_t t = 0; !status && t < made->options.restarts &&
                       (double)state->best.count > made->facts.bound;
         t++) {
        ctg__random random;

        ctg__random_start(&random, made->options.seed, t);
        status = try_placing(made, &random, error);
    }
    return status;
}

static ctg_status prepare(ctg_reconstruction *made, ctg_error *error)
{
    fewest *state;
    size_t most;
    const size_t active = count_active(made, &most);
    ctg_status status;
    size_t known = 0;

    if (!TAKE(&made->arena, state, 1))
        return ctg__fail_memory(error);
    made->state = state;
    made->facts.bound = (double)most;
    made->facts.unparted = active;
    status = try_placing(made, NULL, error);
    if (!status && state->best.count > most && active <= CTG__FEWEST_MOST)
        status = prove(made, active, error);
    if (!status)
        status = search(made, error);
    made->facts.proven = (double)state->best.count <= made->facts.bound;
    if (made->facts.proven)
        made->facts.unparted = 0;
    for (size_t k = 0; k < made->totals->known_count; k++)
        known += made->totals->known[k].amount > 0;
    made->facts.bound += (double)known;
    return status;
}

static ctg_status next(ctg_reconstruction *made, ctg_error *error)
{
    const fewest *const state = made->state;
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < state->best.count; k++)
        status = ctg__claims_add(&made->list, state->best.items[k].debtor,
                                 state->best.items[k].creditor,
                                 state->best.items[k].amount, error);
    return status;
}

static void release(ctg_reconstruction *made)
{
    fewest *const state = made->state;

    if (state)
        ctg__claims_clear(&state->best);
}

const ctg__method ctg__method_min_density = {
    .about = {.name = "min-density",
              .summary = "the fewest links that carry the totals, proven where "
                         "that can be",
              .source = "Anand, Craig, von Peter 2015"},
    .says = "sparse: overstates contagion by single exposures",
    .one = true,
    .prepare = prepare,
    .next = next,
    .release = release,
};

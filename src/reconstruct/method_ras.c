/* ras: maximum entropy, or nearest to a prior. */
#include <math.h>

#include "reconstruct/entropy.h"
#include "reconstruct/kept.h"
#include "reconstruct/reconstruction.h"

/* More entries in one network are refused. */
static const double listed_most = 20e6;

static ctg_status prepare(ctg_reconstruction *made, ctg_error *error)
{
    const double nodes = (double)made->totals->count;
    ctg__entropy *entropy;
    double count;
    ctg_status status;

    if (!TAKE(&made->arena, entropy, 1))
        return ctg__fail_memory(error);
    made->state = entropy;
    status = ctg__entropy_find(&made->arena, made->totals, &made->options,
                               entropy, error);
    if (status)
        return status;
    count = ctg__entropy_count(entropy);
    made->facts.iterations = entropy->scaling.iterations;
    made->facts.error = entropy->scaling.error;
    made->facts.residual = entropy->scaling.residual;
    made->facts.converged = entropy->scaling.converged;
    made->facts.links = count;
    for (size_t k = 0; k < made->totals->known_count; k++)
        made->facts.links += made->totals->known[k].amount > 0;
    made->facts.density =
        nodes > 1 ? made->facts.links / (nodes * (nodes - 1)) : 0;
    if (!made->options.unlisted && isnan(made->options.keep) &&
        count > listed_most)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "ras has %.0f exposures, more than 20 million: --keep "
                         "99%% writes the largest",
                         count);
    return CTG_OK;
}

static ctg_status list_all(ctg_reconstruction *made, ctg_error *error)
{
    const ctg__entropy *const entropy = made->state;
    const ctg_totals *const totals = made->totals;
    ctg_status status = CTG_OK;

    for (size_t j = 0; !status && j < totals->count; j++) {
        status = ctg__reconstruction_ask(made, (double)j, (double)totals->count,
                                         error);
        for (size_t i = 0; !status && i < totals->count; i++)
            status = ctg__claims_add(&made->list, j, i,
                                     ctg__entropy_at(entropy, i, j), error);
    }
    return status;
}

static ctg_status next(ctg_reconstruction *made, ctg_error *error)
{
    if (isnan(made->options.keep))
        return list_all(made, error);
    return ctg__list_largest(made, made->state, error);
}

const ctg__method ctg__method_ras = {
    .about = {.name = "ras",
              .summary = "maximum entropy: all claims as even as the totals "
                         "allow, or nearest to a prior",
              .source = "Upper 2011"},
    .says = "dense: understates contagion by single large exposures",
    .one = true,
    .prepare = prepare,
    .next = next,
};

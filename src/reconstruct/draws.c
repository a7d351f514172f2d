/* Networks kept, one behind the other. */
#include <string.h>

#include "base/memory.h"
#include "reconstruct/reconstruction.h"

struct ctg_draws {
    ctg_drawn *all;
    size_t count;
    size_t room;
};

static ctg_status keep(ctg_draws *draws, const ctg_drawn *drawn,
                       ctg_error *error)
{
    ctg_drawn *const grown = ctg__grow_array(draws->all, draws->count,
                                             &draws->room, 1, sizeof *grown);
    ctg_link *claims;

    if (!grown)
        return ctg__fail_memory(error);
    draws->all = grown;
    claims = ctg__allocate_array(drawn->count + 1, sizeof *claims);
    if (!claims)
        return ctg__fail_memory(error);
    if (drawn->count)
        memcpy(claims, drawn->claims, drawn->count * sizeof *claims);
    draws->all[draws->count++] =
        (ctg_drawn){claims, drawn->count, drawn->number};
    return CTG_OK;
}

ctg_status ctg_draws_new(ctg_reconstruction *made, ctg_draws **draws,
                         ctg_error *error)
{
    ctg_draws *const kept = ctg__allocate_zeroed(sizeof *kept);
    ctg_status status = kept ? CTG_OK : ctg__fail_memory(error);

    while (!status) {
        ctg_drawn drawn;

        status = ctg_reconstruction_next(made, &drawn, error);
        if (status || !drawn.claims)
            break;
        status = keep(kept, &drawn, error);
    }
    if (status) {
        ctg_draws_free(kept);
        return status;
    }
    *draws = kept;
    return CTG_OK;
}

void ctg_draws_free(ctg_draws *draws)
{
    if (!draws)
        return;
    for (size_t k = 0; k < draws->count; k++) {
        const void *const claims = draws->all[k].claims;
        void *released;

        memcpy(&released, &claims, sizeof released);
        ctg__release(released);
    }
    ctg__release(draws->all);
    ctg__release(draws);
}

const ctg_drawn *ctg_draws_all(const ctg_draws *draws, size_t *count)
{
    *count = draws->count;
    return draws->all;
}

#include "reconstruct/reconstruction.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

static const ctg__method *const methods[] = {
#define CTG__METHOD(ID, name) &ctg__method_##ID,
#include "reconstruct/methods.def"
#undef CTG__METHOD
};

enum { METHODS = sizeof methods / sizeof *methods };

ctg_reconstruct_options ctg_reconstruct_options_default(void)
{
    return (ctg_reconstruct_options){.error = 1e-12,
                                     .iterations = 100000,
                                     .restarts = 200,
                                     .links = (double)NAN,
                                     .density = (double)NAN,
                                     .theta = (double)NAN,
                                     .link_probability = (double)NAN,
                                     .chains = 4,
                                     .draws = 1000,
                                     .seed = 1,
                                     .keep = (double)NAN};
}

const ctg_variant *ctg_reconstruct_method_at(size_t index)
{
    return index < METHODS ? &methods[index]->about : NULL;
}

/* The row of a name; NULL where there is none. */
static const ctg__method *method_find(const char *name)
{
    for (size_t i = 0; i < METHODS; i++)
        if (strcmp(methods[i]->about.name, name) == 0)
            return methods[i];
    return NULL;
}

static ctg_status check(const ctg_totals *totals, const ctg__method *method,
                        const ctg_reconstruct_options *options,
                        ctg_error *error)
{
    if (totals->infeasible.creditor_count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no network has these totals");
    if (totals->blocks.count && method != &ctg__method_ras)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "sums of blocks are for ras and bounds, not for %s",
                         method->about.name);
    if (totals->has_prior && method != &ctg__method_ras)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a prior is for ras, not for %s", method->about.name);
    if (!method->one && !options->draws)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "0 draws are no ensemble");
    return CTG_OK;
}

static void start_facts(ctg_reconstruction *made)
{
    const ctg_totals *const totals = made->totals;

    made->facts = (ctg_reconstruct_facts){
        .links = (double)NAN,
        .density = (double)NAN,
        .residual = 0,
        .error = (double)NAN,
        .converged = true,
        .bound = (double)NAN,
        .z = (double)NAN,
        .expected_links = (double)NAN,
        .theta = (double)NAN,
        .free_cells = ctg__support_size(&totals->support),
        .effective = (double)NAN,
        .rhat = (double)NAN,
        .draws = made->method->one ? 0 : made->options.draws};
}

ctg_status ctg_reconstruction_new(const ctg_totals *totals, const char *method,
                                  const ctg_reconstruct_options *options,
                                  ctg_reconstruction **made, ctg_error *error)
{
    const ctg__method *const found = method_find(method);
    const ctg_reconstruct_options standard = ctg_reconstruct_options_default();
    ctg_reconstruction *started;
    ctg_status status;

    if (!found)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no method '%.60s' of reconstruction", method);
    status = check(totals, found, options ? options : &standard, error);
    if (status)
        return status;
    started = ctg__allocate_zeroed(sizeof *started);
    if (!started)
        return ctg__fail_memory(error);
    started->totals = totals;
    started->method = found;
    started->options = options ? *options : standard;
    start_facts(started);
    status = found->prepare(started, error);
    if (status) {
        ctg_reconstruction_free(started);
        return status;
    }
    *made = started;
    return CTG_OK;
}

void ctg_reconstruction_free(ctg_reconstruction *made)
{
    if (!made)
        return;
    if (made->method->release)
        made->method->release(made);
    ctg__claims_clear(&made->list);
    ctg__arena_clear(&made->arena);
    ctg__release(made);
}

static ctg_status add_known(ctg_reconstruction *made, ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < totals->known_count; k++)
        status = ctg__claims_add(&made->list, totals->known[k].debtor,
                                 totals->known[k].creditor,
                                 totals->known[k].amount, error);
    if (!status)
        ctg__claims_order(&made->list);
    return status;
}

static ctg_status measure(ctg_reconstruction *made, ctg_error *error)
{
    const double nodes = (double)made->totals->count;
    double *const scratch =
        ctg__allocate_array(2 * made->totals->count + 1, sizeof *scratch);

    if (!scratch)
        return ctg__fail_memory(error);
    made->facts.residual =
        fmax(made->facts.residual,
             ctg__claims_residual(&made->list, made->totals, scratch));
    ctg__release(scratch);
    made->links_sum += (double)made->list.count;
    made->facts.links = made->links_sum / (double)made->given;
    made->facts.density =
        nodes > 1 ? made->facts.links / (nodes * (nodes - 1)) : 0;
    return CTG_OK;
}

ctg_status ctg_reconstruction_next(ctg_reconstruction *made, ctg_drawn *drawn,
                                   ctg_error *error)
{
    const size_t most = made->method->one ? 1 : made->options.draws;
    ctg_status status;

    *drawn = (ctg_drawn){0};
    if (made->given >= most || (made->method->one && made->options.unlisted))
        return CTG_OK;
    status =
        ctg__reconstruction_ask(made, (double)made->given, (double)most, error);
    made->list.count = 0;
    if (!status)
        status = made->method->next(made, error);
    if (!status)
        status = add_known(made, error);
    if (status)
        return status;
    made->given++;
    status = measure(made, error);
    if (status)
        return status;
    /* A network without claims is one, too. */
    if (!made->list.items) {
        made->list.items = ctg__allocate_array(1, sizeof *made->list.items);
        if (!made->list.items)
            return ctg__fail_memory(error);
        made->list.room = 1;
    }
    *drawn = (ctg_drawn){.claims = made->list.items,
                         .count = made->list.count,
                         .number = made->given};
    return CTG_OK;
}

ctg_status ctg_reconstruction_rewind(ctg_reconstruction *made, ctg_error *error)
{
    (void)error;
    made->given = 0;
    made->links_sum = 0;
    if (made->method->rewind)
        made->method->rewind(made);
    return CTG_OK;
}

ctg_reconstruct_facts ctg_reconstruction_facts(const ctg_reconstruction *made)
{
    ctg_reconstruct_facts facts = made->facts;

    if (made->method->finish_facts)
        made->method->finish_facts(made, &facts);
    return facts;
}

const ctg_variant *ctg_reconstruction_method(const ctg_reconstruction *made)
{
    return &made->method->about;
}

const ctg_totals *ctg_reconstruction_totals(const ctg_reconstruction *made)
{
    return made->totals;
}

const char *ctg_reconstruction_says(const ctg_reconstruction *made)
{
    return made->method->says;
}

size_t ctg_reconstruction_chains(const ctg_reconstruction *made)
{
    const ctg_reconstruct_options *const options = &made->options;

    return made->method == &ctg__method_gibbs &&
                   options->draws % options->chains == 0
               ? options->chains
               : 1;
}

const ctg_reconstruct_options *ctg_reconstruction_options(
    const ctg_reconstruction *made)
{
    return &made->options;
}

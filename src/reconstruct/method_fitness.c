/* fitness: random links, density given (Cimini et al. 2015). */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "reconstruct/entropy.h"
#include "reconstruct/fitness.h"
#include "risk/elementary.h"

enum { ATTEMPTS = 100, ATTEMPT_BITS = 40, MOST_LOGS = 1 << 18 };

typedef struct fitness {
    double z;
    uint32_t *order; /* debtors, the largest debts first, then by row */
    /* log1p(-q) of cells met so far, 0 of others, row by row in that order; NULL
     * where there are too many cells. */
    double *logs;
    ctg__entropy entropy;
    ctg__place *links; /* of an exact draw */
    size_t link_count;
    size_t link_room;
} fitness;

typedef struct debtor {
    double debts;
    uint32_t node;
} debtor;

static int by_debts(const void *one, const void *other)
{
    const debtor *const a = one;
    const debtor *const b = other;

    if (a->debts != b->debts)
        return a->debts > b->debts ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static ctg_status order_debtors(ctg_reconstruction *made, fitness *state,
                                ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    debtor *debtors;

    if (!TAKE(&made->arena, state->order, totals->count + 1) ||
        !TAKE(&made->arena, debtors, totals->count + 1))
        return ctg__fail_memory(error);
    for (size_t j = 0; j < totals->count; j++)
        debtors[j] = (debtor){totals->debts[j], (uint32_t)j};
    qsort(debtors, totals->count, sizeof *debtors, by_debts);
    for (size_t k = 0; k < totals->count; k++)
        state->order[k] = debtors[k].node;
    if (totals->count <= MOST_LOGS / (totals->count + 1) &&
        !TAKE(&made->arena, state->logs, totals->count * totals->count + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
}

static ctg_status take_links(const ctg_reconstruction *made, double *links,
                             ctg_error *error)
{
    const ctg_reconstruct_options *const options = &made->options;
    const double cells = ctg__fitness_cells(made->totals);

    if (isnan(options->links) == isnan(options->density))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "fitness needs the number of links, or the density");
    *links = isnan(options->links) ? options->density * cells : options->links;
    if (!(*links > 0 && *links < cells))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%.15g links expected: more than 0 and fewer than the "
                         "%.15g cells that could be linked are possible",
                         *links, cells);
    return CTG_OK;
}

static ctg_status prepare(ctg_reconstruction *made, ctg_error *error)
{
    fitness *state;
    double links = 0;
    ctg_status status = take_links(made, &links, error);

    if (status)
        return status;
    if (!TAKE(&made->arena, state, 1))
        return ctg__fail_memory(error);
    made->state = state;
    status = order_debtors(made, state, error);
    if (!status)
        status = ctg__fitness_find(made, links, &state->z, error);
    if (!status && made->options.weights == CTG_WEIGHTS_ENTROPY)
        status = ctg__entropy_need(&made->arena, made->totals, &made->options,
                                   &state->entropy, error);
    made->facts.z = state->z;
    made->facts.expected_links = links;
    return status;
}

static ctg_status add_link(ctg_reconstruction *made, size_t i, size_t j,
                           double p, ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    fitness *const state = made->state;
    ctg__place *grown;

    switch (made->options.weights) {
    case CTG_WEIGHTS_ENTROPY:
        return ctg__claims_add(&made->list, j, i,
                               ctg__entropy_at(&state->entropy, i, j) / p,
                               error);
    case CTG_WEIGHTS_GRAVITY:
        return ctg__claims_add(
            &made->list, j, i,
            totals->claims[i] * totals->debts[j] / (totals->total * p), error);
    case CTG_WEIGHTS_EXACT:
        break;
    }
    grown = ctg__grow_array(state->links, state->link_count, &state->link_room,
                            256, sizeof *grown);
    if (!grown)
        return ctg__fail_memory(error);
    state->links = grown;
    state->links[state->link_count++] =
        (ctg__place){(uint32_t)i, (uint32_t)j, 1};
    return CTG_OK;
}

/* Of the probability at the k-th debtor of row i, which draws meet again and
 * again. */
static double log_of(const fitness *state, size_t count, size_t i, size_t k,
                     double q)
{
    double *const kept = state->logs ? &state->logs[i * count + k] : NULL;
    double found;

    if (kept && *kept != 0)
        return *kept;
    found = ctg__log1p(-q);
    if (kept)
        *kept = found;
    return found;
}

/* Debtors in order of their probability, those that are not drawn skipped. */
static ctg_status draw_row(ctg_reconstruction *made, size_t i, uint64_t stream,
                           ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    const fitness *const state = made->state;
    const double claims = totals->claims[i];
    const double last = (double)totals->count;
    ctg_status status = CTG_OK;
    ctg__random random;
    double k = 0;
    size_t of = 0; /* whose probability q is */
    double q = ctg__fitness(state->z, claims, totals->debts[state->order[0]]);

    ctg__random_start(&random, made->options.seed, stream);
    while (!status && q > 0) {
        size_t j;
        double p;

        if (q < 1)
            k += floor(ctg__log1p(-ctg__random_open_unit(&random)) /
                       log_of(state, totals->count, i, of, q));
        if (!(k < last))
            break;
        of = (size_t)k;
        j = state->order[of];
        p = ctg__fitness(state->z, claims, totals->debts[j]);
        if (ctg__random_open_unit(&random) * q < p &&
            ctg__support_has(&totals->support, i, j))
            status = add_link(made, i, j, p, error);
        q = p;
        k++;
        if (!(k < last))
            break;
    }
    return status;
}

static ctg_status draw_links(ctg_reconstruction *made, uint64_t attempt,
                             ctg_error *error)
{
    const size_t count = made->totals->count;
    const uint64_t first = (attempt << ATTEMPT_BITS) + made->given * count;
    ctg_status status = CTG_OK;

    made->list.count = 0;
    ((fitness *)made->state)->link_count = 0;
    for (size_t i = 0; !status && i < count; i++) {
        if (i % 1024 == 1023)
            status =
                ctg__reconstruction_ask(made, (double)i, (double)count, error);
        if (!status)
            status = draw_row(made, i, first + i, error);
    }
    return status;
}

/* All totals on these links alone. */
static ctg_status fit_links(ctg_reconstruction *made, ctg_totals *on,
                            ctg_error *error)
{
    ctg_reconstruct_options options = made->options;
    ctg__entropy entropy;
    ctg_status status;

    options.progress = NULL;
    status = ctg__entropy_need(&on->arena, on, &options, &entropy, error);
    for (size_t i = 0; !status && i < on->count; i++)
        for (size_t k = on->support.rows.start[i];
             !status && k < on->support.rows.start[i + 1]; k++) {
            const size_t j = on->support.rows.other[k];

            status = ctg__claims_add(&made->list, j, i,
                                     ctg__entropy_at(&entropy, i, j), error);
        }
    return status;
}

static ctg_status judge_links(ctg_reconstruction *made, ctg_totals *on,
                              ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    const fitness *const state = made->state;
    ctg_status status;

    *on = *totals;
    on->arena = (ctg__arena){0};
    on->only_diagonal = false;
    on->tight = SIZE_MAX;
    on->infeasible = (ctg_infeasible){0};
    status = ctg__support_make(&on->arena, totals->count, true, state->links,
                               state->link_count, &on->support, error);
    if (!status && (!TAKE(&on->arena, on->row_part, totals->count + 1) ||
                    !TAKE(&on->arena, on->column_part, totals->count + 1)))
        status = ctg__fail_memory(error);
    return status ? status : ctg__totals_judge(on, NULL, NULL, error);
}

static ctg_status fail_links(const ctg_reconstruction *made,
                             const ctg_totals *on, ctg_error *error)
{
    const ctg_infeasible *const why = &on->infeasible;

    return ctg__fail(
        error, CTG_NO_SOLUTION,
        "draw %zu: no links in %d attempts carry the totals; in the last, "
        "'%.60s'%s of %zu creditors claim %.15g, but all they are linked to "
        "owe %.15g: %.15g too much",
        made->given + 1, ATTEMPTS,
        ctg_totals_node_id(made->totals, why->creditors[0]),
        why->creditor_count > 1 ? " and others" : "", why->creditor_count,
        why->claims, why->debts, why->excess);
}

static ctg_status next_exact(ctg_reconstruction *made, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (uint64_t attempt = 0; !status && attempt < ATTEMPTS; attempt++) {
        ctg_totals on;

        status = draw_links(made, attempt, error);
        if (status)
            break;
        status = judge_links(made, &on, error);
        if (!status && !on.infeasible.creditor_count) {
            status = fit_links(made, &on, error);
            ctg__arena_clear(&on.arena);
            return status;
        }
        if (!status && attempt + 1 == ATTEMPTS)
            status = fail_links(made, &on, error);
        ctg__arena_clear(&on.arena);
    }
    return status;
}

static ctg_status next(ctg_reconstruction *made, ctg_error *error)
{
    return made->options.weights == CTG_WEIGHTS_EXACT
               ? next_exact(made, error)
               : draw_links(made, 0, error);
}

static void release(ctg_reconstruction *made)
{
    if (made->state)
        ctg__release(((fitness *)made->state)->links);
}

const ctg__method ctg__method_fitness = {
    .about = {.name = "fitness",
              .summary =
                  "random links whose density is given, the likelier the "
                  "larger both totals",
              .source = "Cimini, Squartini, Garlaschelli, Gabrielli 2015"},
    .says = "links are drawn; totals hold on average, or exactly with "
            "--weights exact",
    .prepare = prepare,
    .next = next,
    .release = release,
};

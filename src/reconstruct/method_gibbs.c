/* gibbs: the distribution given the totals (Gandy, Veraart 2017). */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "reconstruct/chain.h"
#include "reconstruct/effective.h"
#include "reconstruct/entropy.h"
#include "reconstruct/reconstruction.h"
#include "risk/elementary.h"

enum { ASK_EVERY = 1 << 16 };

typedef struct gibbs {
    ctg__chain chain;
    double *start; /* ras */
    double *out;   /* a draw, its totals set right */
    double *sums;  /* two a node */
    size_t burn;
    size_t thin;
    size_t each;       /* draws of a chain */
    double *entropies; /* the total of X log X of each draw */
} gibbs;

static ctg_status take_theta(ctg_reconstruction *made, ctg_error *error)
{
    const ctg_reconstruct_options *const options = &made->options;
    const double p = options->link_probability;

    made->facts.theta = isnan(options->theta) ? 0 : options->theta;
    if (!isnan(options->theta) && !isnan(p))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "theta or the probability of a link, not both");
    if (!(made->facts.theta >= 0) || isinf(made->facts.theta))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "theta %.15g < 0",
                         made->facts.theta);
    if (isnan(p))
        return CTG_OK;
    if (!(p > 0 && p <= 1))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a link's probability is in (0, 1], not %.15g", p);
    made->facts.theta =
        (1 - p) * made->totals->total / (p * p * made->facts.free_cells);
    return CTG_OK;
}

static bool make_room(ctg_reconstruction *made, gibbs *state, bool **barred)
{
    const size_t count = made->totals->count;

    if (count > 0 && count > SIZE_MAX / sizeof(double) / count)
        return false;
    return TAKE(&made->arena, state->start, count * count + 1) &&
           TAKE(&made->arena, state->out, count * count + 1) &&
           TAKE(&made->arena, state->chain.cells, count * count + 1) &&
           TAKE(&made->arena, *barred, count * count + 1) &&
           TAKE(&made->arena, state->chain.rows, count + 1) &&
           TAKE(&made->arena, state->chain.columns, count + 1) &&
           TAKE(&made->arena, state->chain.rows_with, count + 1) &&
           TAKE(&made->arena, state->chain.columns_with, count + 1) &&
           TAKE(&made->arena, state->sums, 2 * count + 1) &&
           TAKE(&made->arena, state->entropies, made->options.draws + 1);
}

static void take_steps(ctg_reconstruction *made, gibbs *state)
{
    const ctg_reconstruct_options *const options = &made->options;
    const size_t cells = (size_t)made->facts.free_cells;

    state->burn = options->burn_given ? options->burn : 100 * cells;
    state->thin = options->thin_given ? options->thin : cells;
    state->each = (options->draws + options->chains - 1) / options->chains;
}

static ctg_status prepare(ctg_reconstruction *made, ctg_error *error)
{
    const ctg_totals *const totals = made->totals;
    const size_t count = totals->count;
    ctg__entropy entropy;
    gibbs *state;
    bool *barred;
    ctg_status status = take_theta(made, error);

    if (!status && !made->options.chains)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "0 chains give no draws");
    if (status)
        return status;
    if (!TAKE(&made->arena, state, 1))
        return ctg__fail_memory(error);
    if (!make_room(made, state, &barred))
        return ctg__fail_memory(error);
    made->state = state;
    status = ctg__entropy_need(&made->arena, totals, &made->options, &entropy,
                               error);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        state->chain.rows[i] = state->chain.columns[i] = (uint32_t)i;
        for (size_t j = 0; j < count; j++) {
            barred[i * count + j] = !ctg__support_has(&totals->support, i, j);
            state->start[i * count + j] = ctg__entropy_at(&entropy, i, j);
        }
    }
    state->chain.count = count;
    state->chain.barred = barred;
    state->chain.grain = CTG__TIGHT_SHARE * totals->total;
    state->chain.theta = made->facts.theta;
    take_steps(made, state);
    return CTG_OK;
}

static ctg_status go(ctg_reconstruction *made, size_t steps, ctg_error *error)
{
    gibbs *const state = made->state;

    /* One node has no cycles, and no cells either. */
    if (state->chain.count < 2)
        return CTG_OK;
    for (size_t k = 0; k < steps; k++) {
        if (k % ASK_EVERY == ASK_EVERY - 1) {
            const ctg_status status = ctg__reconstruction_ask(
                made, (double)made->given, (double)made->options.draws, error);

            if (status)
                return status;
        }
        ctg__chain_step(&state->chain);
    }
    return CTG_OK;
}

static void start_chain(ctg_reconstruction *made, uint64_t number)
{
    gibbs *const state = made->state;
    const size_t count = state->chain.count;

    memcpy(state->chain.cells, state->start,
           count * count * sizeof *state->start);
    ctg__random_start(&state->chain.random, made->options.seed, number);
}

/* A line whose sum is off is set right on its largest cell. */
static void set_right(double *first, size_t stride, size_t count, double total,
                      double grain)
{
    size_t largest = 0;
    double sum = 0;

    for (size_t k = 0; k < count; k++) {
        sum += first[k * stride];
        if (first[k * stride] > first[largest * stride])
            largest = k;
    }
    if (count && fabs(sum - total) > grain)
        first[largest * stride] += total - sum;
}

static void set_all_right(const ctg_reconstruction *made)
{
    gibbs *const state = made->state;
    const ctg_totals *const totals = made->totals;
    const size_t count = totals->count;

    memcpy(state->out, state->chain.cells, count * count * sizeof *state->out);
    for (size_t i = 0; i < count; i++)
        set_right(state->out + i * count, 1, count, totals->claims[i],
                  state->chain.grain);
    for (size_t j = 0; j < count; j++)
        set_right(state->out + j, count, count, totals->debts[j],
                  state->chain.grain);
}

static ctg_status next(ctg_reconstruction *made, ctg_error *error)
{
    gibbs *const state = made->state;
    const size_t count = state->chain.count;
    ctg_status status = CTG_OK;
    double sum = 0;

    if (made->given % state->each == 0) {
        start_chain(made, made->given / state->each);
        status = go(made, state->burn, error);
    }
    if (!status)
        status = go(made, state->thin, error);
    if (status)
        return status;
    set_all_right(made);
    for (size_t j = 0; !status && j < count; j++)
        for (size_t i = 0; !status && i < count; i++) {
            const double amount = state->out[i * count + j];

            if (amount > 0)
                sum += amount * ctg__log(amount);
            status = ctg__claims_add(&made->list, j, i, amount, error);
        }
    state->entropies[made->given] = sum;
    return status;
}

static void rewind_chains(ctg_reconstruction *made)
{
    gibbs *const state = made->state;

    state->chain.moved = state->chain.barred_steps = state->chain.stuck = 0;
}

/* Chains that are whole. */
static void finish_facts(const ctg_reconstruction *made,
                         ctg_reconstruct_facts *facts)
{
    const gibbs *const state = made->state;
    const size_t chains = made->given / state->each;

    facts->moved = state->chain.moved;
    facts->void_steps = state->chain.barred_steps;
    facts->stuck = state->chain.stuck;
    facts->rhat = ctg__split_rhat(state->entropies, chains, state->each);
    facts->effective =
        ctg__effective_size(state->entropies, chains, state->each);
}

const ctg__method ctg__method_gibbs = {
    .about = {.name = "gibbs",
              .summary = "the distribution of networks given the totals: with "
                         "theta 0 all equally likely",
              .source = "Gandy, Veraart 2017"},
    .says = "totals only: who lends to whom is not known; a range is the "
            "answer",
    .prepare = prepare,
    .next = next,
    .rewind = rewind_chains,
    .finish_facts = finish_facts,
};

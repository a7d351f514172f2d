#include "engine/abreast.h"

#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"
#include "engine/quiet.h"
#include "engine/run.h"
#include "engine/state.h"

enum { WORD = CTG__QUIET_WORD };

static const ctg__abreast_kernels *best_kernels(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (ctg__abreast_avx512 && __builtin_cpu_supports("avx512f"))
        return ctg__abreast_avx512;
    if (ctg__abreast_avx2 && __builtin_cpu_supports("avx2"))
        return ctg__abreast_avx2;
#endif
    return ctg__abreast_plain;
}

void ctg__abreast_begin(ctg__abreast *abreast)
{
    abreast->count = 0;
    abreast->rows = 0;
    abreast->books = NULL;
}

void ctg__abreast_clear(ctg__abreast *abreast)
{
    for (size_t k = 0; k < CTG__ABREAST; k++) {
        ctg__release(abreast->lanes[k].nodes);
        ctg__release(abreast->lanes[k].lost);
        ctg__release(abreast->lanes[k].distress);
    }
    ctg__release(abreast->falls);
    ctg__release(abreast->apart);
    *abreast = (ctg__abreast){0};
}

/* --- a lane more --------------------------------------------------------- */

static bool make_room(ctg__abreast *abreast, ctg__abreast_lane *lane,
                      const ctg__state *state)
{
    const size_t nodes = state->net->nodes.count;
    const size_t words = nodes / WORD + 1;
    const size_t falls =
        CTG__QUIET_ROWS * (state->net->markets.count + 1) * CTG__ABREAST;

    if (lane->room < nodes) {
        ctg__release(lane->nodes);
        ctg__release(lane->lost);
        ctg__release(lane->distress);
        lane->nodes = ctg__allocate_array(nodes, sizeof *lane->nodes);
        lane->lost = ctg__allocate_array(nodes, sizeof *lane->lost);
        lane->distress = ctg__allocate_array(nodes, sizeof *lane->distress);
        lane->room =
            lane->nodes && lane->lost && lane->distress ? nodes : 0;
    }
    if (abreast->apart_room < words) {
        ctg__release(abreast->apart);
        abreast->apart = ctg__allocate_array(words, sizeof *abreast->apart);
        abreast->apart_room = abreast->apart ? words : 0;
    }
    if (abreast->fall_room < falls) {
        CTG__ASSERT(!abreast->count); /* all are of the same books */
        ctg__release(abreast->falls);
        abreast->falls = ctg__allocate_array(falls, sizeof *abreast->falls);
        abreast->fall_room = abreast->falls ? falls : 0;
    }
    return lane->room && abreast->apart && abreast->falls;
}

/* Each lane's beside those of the others, 0 where it has no such row. */
static void take_falls(ctg__abreast *abreast, const ctg__state *state)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const size_t width = state->net->markets.count + 1;

    for (; abreast->rows < quiet->row_count; abreast->rows++)
        memset(abreast->falls + abreast->rows * width * CTG__ABREAST, 0,
               width * CTG__ABREAST * sizeof *abreast->falls);
    for (size_t k = 0; k < quiet->row_count * width; k++)
        abreast->falls[k * CTG__ABREAST + abreast->count] = quiet->falls[k];
}

/* By bits, in words for all nodes: those whose account is watched. */
static void mark_apart(const ctg__state *state, uint64_t *apart)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const ctg_node *const owner = state->net->accounts.owner;
    const size_t accounts = state->net->accounts.count;

    memcpy(apart, quiet->others,
           (state->net->nodes.count / WORD + 1) * sizeof *apart);
    for (size_t a = ctg__quiet_next(state, 0); a < accounts;
         a = ctg__quiet_next(state, a + 1))
        apart[owner[a] / WORD] |= (uint64_t)1 << owner[a] % WORD;
}

static void list_apart(const ctg__state *state, const uint64_t *apart,
                       ctg__abreast_lane *lane)
{
    const size_t words = state->net->nodes.count / WORD + 1;

    lane->count = 0;
    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = apart[w]; bits; bits &= bits - 1)
            lane->nodes[lane->count++] =
                (ctg_node)(w * WORD + (size_t)__builtin_ctzll(bits));
}

/* What is known of the run: all but what its quiet owners lost. */
static bool take_lane(ctg_run *run, ctg__abreast *abreast)
{
    const ctg__state *const state = run->books;
    ctg__abreast_lane *const lane = &abreast->lanes[abreast->count];

    if (!make_room(abreast, lane, state))
        return false;
    mark_apart(state, abreast->apart);
    list_apart(state, abreast->apart, lane);
    ctg__run_sum_apart(run, lane->nodes, lane->count, lane->lost,
                       lane->distress);
    take_falls(abreast, state);
    abreast->books = state;
    if (!abreast->kernels)
        abreast->kernels = best_kernels();
    abreast->weight = state->accounts.quiet->weight;
    abreast->count++;
    return true;
}

bool ctg__abreast_is_full(const ctg__abreast *abreast, const ctg_run *run,
                          const ctg_plan *plan, const ctg_run_options *options)
{
    return abreast->count == CTG__ABREAST ||
           (abreast->count > 0 && !ctg__opened_fits(run, plan, options));
}

ctg_status ctg__run_abreast(ctg_run **run, const ctg_plan *plan,
                            const ctg_run_options *options,
                            ctg__abreast *abreast, bool *open,
                            ctg_error *error)
{
    ctg_status status;

    CTG__ASSERT(abreast->count < CTG__ABREAST);
    status = ctg__run_left_open(run, plan, options, open, error);
    if (!status && *open && !take_lane(*run, abreast))
        status = ctg__fail_memory(error);
    return status;
}

/* --- ends ---------------------------------------------------------------- */

static ctg__abreast_books books_of(const ctg__abreast *abreast)
{
    const ctg_network *const net = abreast->books->net;
    const ctg__quiet *const quiet = abreast->books->accounts.quiet;

    return (ctg__abreast_books){.equity = net->nodes.equity,
                                .weight = net->nodes.weight,
                                .leg_start = quiet->leg_start,
                                .leg_market = quiet->leg_market,
                                .leg_quantity = quiet->leg_quantity,
                                .falls = abreast->falls,
                                .rows = abreast->rows,
                                .width = net->markets.count + 1};
}

/* Nodes that are apart in any lane. */
static void mark_all_apart(ctg__abreast *abreast)
{
    memset(abreast->apart, 0, abreast->apart_room * sizeof *abreast->apart);
    for (size_t k = 0; k < abreast->count; k++) {
        const ctg__abreast_lane *const lane = &abreast->lanes[k];

        for (size_t n = 0; n < lane->count; n++)
            abreast->apart[lane->nodes[n] / WORD] |= (uint64_t)1
                                                     << lane->nodes[n] % WORD;
    }
}

/* Of a node that is apart in some lanes. */
static void add_apart(ctg__abreast *abreast, const ctg__abreast_books *books,
                      ctg_node node, double *losses, const double *weights)
{
    ctg__abreast_sums adds = {{0}, {0}};

    if (books->leg_start[node + 1] > books->leg_start[node])
        abreast->kernels->node(books, node, &adds);
    for (size_t k = 0; k < abreast->count; k++) {
        ctg__abreast_lane *const lane = &abreast->lanes[k];

        if (lane->next < lane->count && lane->nodes[lane->next] == node) {
            adds.lost[k] = lane->lost[lane->next];
            adds.distress[k] = lane->distress[lane->next++];
        }
        abreast->ends.lost[k] += adds.lost[k];
        abreast->ends.distress[k] += adds.distress[k];
        if (losses)
            losses[node] += weights[k] * adds.lost[k];
    }
}

void ctg__abreast_end(ctg__abreast *abreast, double *losses,
                      const double *weights)
{
    double padded[CTG__ABREAST] = {0};
    ctg__abreast_books books;
    size_t nodes;
    size_t from = 0;

    if (!abreast->count)
        return;
    books = books_of(abreast);
    nodes = abreast->books->net->nodes.count;
    abreast->ends = (ctg__abreast_sums){{0}, {0}};
    for (size_t k = 0; k < abreast->count; k++) {
        abreast->lanes[k].next = 0;
        padded[k] = losses ? weights[k] : 0;
    }
    mark_all_apart(abreast);
    for (size_t w = 0; w < nodes / WORD + 1; w++)
        for (uint64_t bits = abreast->apart[w]; bits; bits &= bits - 1) {
            const size_t node = w * WORD + (size_t)__builtin_ctzll(bits);

            abreast->kernels->nodes(&books, from, node, &abreast->ends, losses,
                                    padded);
            add_apart(abreast, &books, (ctg_node)node, losses, padded);
            from = node + 1;
        }
    abreast->kernels->nodes(&books, from, nodes, &abreast->ends, losses,
                            padded);
}

ctg_status ctg__abreast_sum_up(const ctg__abreast *abreast, size_t lane,
                               ctg_summary *summary, ctg_error *error)
{
    summary->equity_lost = abreast->ends.lost[lane];
    summary->debtrank = abreast->weight > 0
                            ? abreast->ends.distress[lane] / abreast->weight
                            : 0;
    return ctg__run_check_sums(summary, error);
}

/*
 * Slots: exposures of one debtor with the same class and recovery share one
 * value V. Where no exposure says otherwise there is one slot per debtor;
 * else each exposure that does has its own, after its debtor's first.
 */
#include <math.h>

#include "base/assert.h"
#include "engine/phase.h"
#include "engine/slots.h"
#include "engine/valuation.h"

static uint32_t seniority_of(const ctg__exposures *exposures, size_t entry)
{
    return exposures->seniority ? exposures->seniority[entry] : 0;
}

static bool has_own(const ctg__exposures *exposures, size_t entry)
{
    return (exposures->recovery && !isnan(exposures->recovery[entry])) ||
           seniority_of(exposures, entry) > 0;
}

/* Class 0 and those of the exposures, ascending; returns how many. */
static uint32_t list_classes(const ctg__exposures *exposures, ctg_node debtor,
                             uint32_t *classes)
{
    uint32_t count = 1;

    classes[0] = 0;
    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const uint32_t seniority =
            seniority_of(exposures, exposures->by_debtor[k]);
        uint32_t at = count;

        while (at > 0 && classes[at - 1] > seniority)
            at--;
        if (at > 0 && classes[at - 1] == seniority)
            continue;
        for (uint32_t c = count; c > at; c--)
            classes[c] = classes[c - 1];
        classes[at] = seniority;
        count++;
    }
    return count;
}

static ctg_status make_classes(ctg__state *state, ctg_error *error)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const size_t n = state->net->nodes.count;
    const size_t most = n + (exposures->seniority ? exposures->count : 0);

    if (!TAKE(state->arena, state->books.class_start, n + 1) ||
        !TAKE(state->arena, state->books.class_seniority, most) ||
        !TAKE(state->arena, state->books.class_face, most))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < n; i++)
        state->books.class_start[i + 1] =
            state->books.class_start[i] +
            (exposures->seniority
                 ? list_classes(exposures, i,
                                state->books.class_seniority +
                                    state->books.class_start[i])
                 : 1);
    return CTG_OK;
}

static uint32_t class_of(const ctg__state *state, ctg_node debtor,
                         uint32_t seniority)
{
    uint32_t at = state->books.class_start[debtor];

    while (state->books.class_seniority[at] != seniority)
        at++;
    return at;
}

static double recovery_of(const ctg__state *state, ctg_node debtor)
{
    const double own = state->net->nodes.recovery[debtor];

    return isnan(own) ? state->plan->recovery : own;
}

static void fill_slots(ctg__state *state)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    uint32_t next = 0;

    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        const double recovery = recovery_of(state, i);

        state->books.slot_start[i] = next;
        state->books.slots[next++] =
            (ctg__slot){.recovery = recovery,
                        .value = 1,
                        .base = 1,
                        .class_index = state->books.class_start[i]};
        if (!state->books.exposure_slot)
            continue;
        for (size_t k = exposures->debtor_start[i];
             k < exposures->debtor_start[i + 1]; k++) {
            const size_t e = exposures->by_debtor[k];
            const double own =
                exposures->recovery ? exposures->recovery[e] : (double)NAN;

            if (!has_own(exposures, e)) {
                state->books.exposure_slot[e] = state->books.slot_start[i];
                continue;
            }
            state->books.exposure_slot[e] = next;
            state->books.slots[next++] = (ctg__slot){
                .recovery = isnan(own) ? recovery : own,
                .value = 1,
                .base = 1,
                .class_index = class_of(state, i, seniority_of(exposures, e))};
        }
    }
    state->books.slot_start[state->net->nodes.count] = next;
    CTG__ASSERT(next == state->books.slot_count);
}

void ctg__face_classes(ctg__state *state, ctg_node debtor)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const uint32_t from = state->books.class_start[debtor];
    const uint32_t to = state->books.class_start[debtor + 1];

    for (uint32_t c = from + 1; c < to; c++)
        state->books.class_face[c] = 0;
    state->books.class_face[from] = state->opening.liabilities[debtor];
    if (to == from + 1)
        return;
    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const uint32_t c = ctg__slot_of(state, e)->class_index;
        const ctg_asset asset =
            exposures->asset ? exposures->asset[e] : CTG_NONE;
        const double face =
            state->books.amount[e] * ctg__book_price(state, asset);

        if (c == from)
            continue;
        state->books.class_face[c] += face;
        state->books.class_face[from] -= face;
    }
    /* What rounding leaves of an empty class is nothing. */
    CTG__ASSERT(from < to);
    state->books.class_face[from] = ctg__remainder(
        state->books.class_face[from], state->opening.liabilities[debtor]);
}

ctg__debtor ctg__slot_books(const ctg__state *state, ctg_node debtor,
                            uint32_t class_index)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    ctg__debtor books = {
        .equity = state->opening.equity[debtor],
        .assets = ctg__open_assets(state, debtor),
        .liabilities = state->opening.liabilities[debtor],
        .claims = state->opening.claims[debtor],
        .failed = state->books.failed[debtor],
        .eps = ctg__zero(nodes, debtor),
        .volatility = nodes->volatility[debtor],
        .face = state->books.class_face[class_index],
    };

    books.distress =
        ctg__distress(nodes, debtor, books.equity, books.liabilities);
    books.frozen = state->books.frozen[debtor] >= 0
                       ? state->books.frozen[debtor]
                       : books.distress;
    CTG__ASSERT(books.frozen >= 0 && books.frozen <= 1);
    if (ctg__valuation_at(state->books.rule[debtor])->by_class)
        for (uint32_t c = state->books.class_start[debtor]; c < class_index;
             c++)
            books.senior += state->books.class_face[c];
    return books;
}

/* Within [0, 1]; fmin() and fmax() would be calls for every debtor. */
static inline double within_par(double value)
{
    const double least = value > 0 ? value : 0;

    return least < 1 ? least : 1;
}

double ctg__slot_value(const ctg__state *state, ctg_node debtor,
                       const ctg__slot *slot)
{
    const uint8_t index = state->books.rule[debtor];
    const ctg__valuation *const rule = ctg__valuation_at(index);
    ctg__debtor books = {0};

    if (!(slot->base > 0))
        return 1; /* worthless from the start: nothing left to lose */
    if (rule->solver == CTG__SOLVER_LINEAR)
        books.distress = ctg__distress(&state->net->nodes, debtor,
                                       state->opening.equity[debtor],
                                       state->opening.liabilities[debtor]);
    else
        books = ctg__slot_books(state, debtor, slot->class_index);
    return within_par(
        rule->value(&books, state->plan->params[index], slot->recovery) /
        slot->base);
}

/* No shock shall be no loss: what the rule says of the first books is par. */
static void set_bases(ctg__state *state)
{
    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        if (state->plan->absolute ||
            !ctg__valuation_at(state->books.rule[i])->relative ||
            state->net->nodes.equity[i] <= 0)
            continue;
        ctg__face_classes(state, i);
        for (uint32_t s = state->books.slot_start[i];
             s < state->books.slot_start[i + 1]; s++)
            state->books.slots[s].base =
                ctg__slot_value(state, i, &state->books.slots[s]);
    }
}

ctg_status ctg__make_slots(ctg__state *state, ctg_error *error)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const ctg__assets *const assets = &state->net->assets;
    size_t slots = state->net->nodes.count;
    ctg_status status = make_classes(state, error);

    if (status)
        return status;
    for (size_t e = 0; e < exposures->count; e++)
        slots += has_own(exposures, e);
    if (slots > state->net->nodes.count &&
        !TAKE(state->arena, state->books.exposure_slot, exposures->count))
        return ctg__fail_memory(error);
    if (!TAKE(state->arena, state->books.slots, slots) ||
        !TAKE(state->arena, state->books.slot_start,
              state->net->nodes.count + 1))
        return ctg__fail_memory(error);
    state->books.slot_count = slots;
    fill_slots(state);
    for (ctg_asset a = 0; a < assets->count; a++)
        state->books.token_slot[a] =
            assets->issuer[a] == CTG_NONE
                ? CTG_NONE
                : state->books.slot_start[assets->issuer[a]];
    set_bases(state);
    return CTG_OK;
}

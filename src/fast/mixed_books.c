/*
 * Debtors and their debts for the solver of mixed rules. Round 0 is the
 * engine's own, so that shocks mean the same; what follows it is not run.
 *
 * Losses of one debtor's creditors are proportional to each other. A rule with
 * a recovery R values a claim at 1 - (1 - R) (1 - v), v its value at R = 0;
 * divided by its value at the first books, where v was par, the claim loses
 * (1 - R) / (1 - (1 - R) (1 - par)) of each unit that v falls below par.
 * Without a recovery that share is 1 / par.
 */
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "data/matrix.h"
#include "engine/direct.h"
#include "engine/phase.h"
#include "engine/slots.h"
#include "fast/mixed.h"

/* What an entry loses per unit of fall, times the amount. */
static double loss_per_fall(const ctg__state *state, size_t entry)
{
    const ctg__slot *const slot = ctg__slot_of(state, entry);
    const ctg_node debtor = state->net->exposures.debtor[entry];
    const double given = ctg__valuation_at(state->books.rule[debtor])->recovers
                             ? 1 - slot->recovery
                             : 1;

    return ctg__first_face(state->net, entry) *
           ctg__worth_lost(state, entry, given) / slot->base;
}

/* false where par is lost from the start: shares would be 0 / 0. */
static bool fill_debtor(const ctg__state *state, ctg_node node,
                        ctg__mixed_debtor *debtor)
{
    const double first = state->net->nodes.equity[node];
    const ctg__valuation *const rule =
        ctg__valuation_at(state->books.rule[node]);
    double equity;

    debtor->rule = rule;
    memcpy(debtor->params, state->plan->params[state->books.rule[node]],
           sizeof debtor->params);
    debtor->books =
        ctg__slot_books(state, node, state->books.class_start[node]);
    debtor->par =
        rule->relative && !state->plan->absolute && first > 0
            ? fmin(1, fmax(0, rule->value(&debtor->books, debtor->params, 0)))
            : 1;
    equity = ctg__equity_now(state, node);
    debtor->books.equity = equity;
    debtor->books.assets = equity + debtor->books.liabilities;
    debtor->books.claims = state->books.claims[node];
    debtor->at_stake =
        fmax(0, ctg__shock_base(state->net, node) - (first - equity));
    return debtor->par > 0;
}

/* The entries of a debtor in one class (CTG_NONE: in all), by creditor. */
static void fill_slot(const ctg__state *state, ctg_node debtor, uint32_t class,
                      struct ctg__mixed *mixed, size_t *used)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const size_t first = *used;

    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const ctg_node creditor = exposures->debtor_creditor[k];
        double loss;

        if (class != CTG_NONE && ctg__slot_of(state, e)->class_index != class)
            continue;
        loss = loss_per_fall(state, e);
        if (!(loss > 0))
            continue;
        if (*used > first && mixed->push_row[*used - 1] == creditor) {
            mixed->push_value[*used - 1] += loss;
            continue;
        }
        CTG__ASSERT(*used == first || mixed->push_row[*used - 1] < creditor);
        mixed->push_row[*used] = creditor;
        mixed->push_value[(*used)++] = loss;
    }
}

static void fill_slots(ctg__state *state, struct ctg__mixed *mixed)
{
    uint32_t slot = 0;
    size_t used = 0;

    for (ctg_node j = 0; j < state->net->nodes.count; j++) {
        const bool by_class = mixed->debtors[j].rule->by_class;
        const uint32_t from = state->books.class_start[j];
        const uint32_t to =
            by_class ? state->books.class_start[j + 1] : from + 1;
        const size_t before = used;

        ctg__face_classes(state, j);
        mixed->slot_start[j] = slot;
        for (uint32_t class = from; class < to; class ++) {
            const ctg__debtor books = ctg__slot_books(state, j, class);

            mixed->face[slot] = books.face;
            mixed->senior[slot] = books.senior;
            mixed->push_start[slot++] = used;
            fill_slot(state, j, by_class ? class : CTG_NONE, mixed, &used);
        }
        if (used == before)
            continue;
        mixed->debtors[j].owes = true;
        mixed->owing[mixed->owing_count++] = j;
        mixed->straight = mixed->straight && mixed->debtors[j].rule->straight;
    }
    mixed->slot_start[state->net->nodes.count] = slot;
    mixed->push_start[slot] = used;
}

/* The transpose, each node's entries in order of slots. */
static void fill_pull(struct ctg__mixed *mixed, size_t nodes)
{
    const size_t slots = mixed->slot_start[nodes];
    const size_t entries = mixed->push_start[slots];
    size_t *const next = mixed->start + 1;

    /* Counted one row up, so that filling moves the offsets into place. */
    for (size_t k = 0; k < entries; k++)
        next[mixed->push_row[k] + 1]++;
    for (size_t i = 0; i < nodes; i++)
        next[i + 1] += next[i];
    for (uint32_t s = 0; s < slots; s++)
        for (size_t k = mixed->push_start[s]; k < mixed->push_start[s + 1];
             k++) {
            const size_t to = next[mixed->push_row[k]]++;

            mixed->slot[to] = s;
            mixed->value[to] = mixed->push_value[k];
        }
}

static ctg_status fill(ctg__state *state, ctg__arena *arena, ctg__fast *fast,
                       bool *possible, ctg_error *error)
{
    const size_t nodes = state->net->nodes.count;
    const size_t slots = state->books.class_start[nodes];
    const size_t entries = state->net->exposures.count;
    struct ctg__mixed *mixed;

    if (!TAKE(arena, mixed, 1) || !TAKE(arena, mixed->debtors, nodes + 1) ||
        !TAKE(arena, mixed->slot_start, nodes + 1) ||
        !TAKE(arena, mixed->face, slots + 1) ||
        !TAKE(arena, mixed->senior, slots + 1) ||
        !TAKE(arena, mixed->push_start, slots + 1) ||
        !TAKE(arena, mixed->push_row, entries + 1) ||
        !TAKE(arena, mixed->push_value, entries + 1) ||
        !TAKE(arena, mixed->owing, nodes + 1) ||
        !TAKE(arena, mixed->start, nodes + 2) ||
        !TAKE(arena, mixed->slot, entries + 1) ||
        !TAKE(arena, mixed->value, entries + 1) ||
        !TAKE(arena, fast->equity, nodes + 1) ||
        !TAKE(arena, fast->shocked, nodes + 1))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < nodes; i++) {
        fast->equity[i] = fmax(0, state->net->nodes.equity[i]);
        fast->shocked[i] = state->books.shocked_distress[i];
        *possible = *possible && fill_debtor(state, i, &mixed->debtors[i]);
    }
    mixed->straight = true;
    if (*possible) {
        fill_slots(state, mixed);
        fill_pull(mixed, nodes);
    }
    fast->mixed = mixed;
    return CTG_OK;
}

ctg_status ctg__mixed_of(const ctg_plan *plan, ctg__arena *arena,
                         ctg__fast *fast, bool *possible, ctg_error *error)
{
    ctg__arena scratch = {0};
    ctg__state state = {.arena = &scratch,
                        .net = plan->network,
                        .plan = plan,
                        .mute = CTG_NONE};
    ctg_status status = ctg__state_start(&state, error);

    if (!status)
        status = ctg__phase_claims.start(&state, error);
    if (!status) {
        ctg__apply_shocks(&state);
        status = fill(&state, arena, fast, possible, error);
    }
    ctg__arena_clear(&scratch);
    return status;
}

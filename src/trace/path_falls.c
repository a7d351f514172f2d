#include "trace/path_falls.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

/* --- ends --- */

static void offer(ctg__path_falls *made, const ctg_entry *entry, ctg__merit way)
{
    ctg__ending end = {.merit = {way.weight * entry->amount, way.length + 1},
                       .way = CTG__NO_WAY,
                       .sender = entry->source};
    uint32_t lost;

    if (!(end.merit.weight > 0) ||
        end.merit.weight < ctg__ends_least(&made->ends))
        return;
    if (made->spare == CTG__NO_WAY)
        made->spare = ctg__path_falls_add(made, entry, CTG__NO_SET);
    if (made->spare == CTG__NO_WAY)
        return;
    made->entries[made->spare] = *entry;
    end.entry = made->spare;
    if (ctg__ends_offer(&made->ends, &end, &lost))
        made->spare = lost;
    made->failed |= made->ends.failed;
}

static bool is_wanted(const ctg__path_falls *made, ctg_node target)
{
    return made->options->to == CTG_NONE || made->options->to == target;
}

static void offer_start(ctg__path_falls *made)
{
    for (size_t e = 0; e < made->starts.count; e++) {
        const ctg_entry *const entry = &made->starts.entries[e];
        const size_t steps = ctg__own_steps(entry);

        if (ctg__hits_node(entry) && entry->amount > 0 &&
            steps >= made->options->min_steps &&
            is_wanted(made, ctg_actor_index(entry->target)))
            offer(made, entry, (ctg__merit){1, (uint32_t)steps});
    }
}

/* Of what a debtor sends: the best way with as many steps as it must have. */
static ctg__merit way_to_end(const ctg__path_falls *made, ctg_node debtor)
{
    if (made->sent[debtor])
        return made->best[(size_t)(debtor + 1) * made->layers - 1];
    return (ctg__merit){made->options->min_steps <= 1, 1};
}

static void offer_debtor(ctg__path_falls *made, ctg_node debtor, double fall,
                         uint32_t number, ctg__merit way)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    ctg_entry entry = {.source = CTG_ACTOR(CTG_ACTOR_NODE, debtor),
                       .round = number,
                       .channel = CTG_CLAIM};

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];

        entry.amount = ctg__kept_pair(made->kept, fall, &k, end);
        entry.target = CTG_ACTOR(CTG_ACTOR_NODE, creditor);
        if (entry.amount > made->rounding[creditor] &&
            is_wanted(made, creditor))
            offer(made, &entry, way);
    }
}

static void offer_round(ctg__path_falls *made, const ctg__kept_round *round,
                        uint32_t number)
{
    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_node debtor = round->debtor[i];
        const ctg__merit way = way_to_end(made, debtor);
        const double most = round->fall[i] * made->owed[debtor] * way.weight;

        if (most > 0 && most >= ctg__ends_least(&made->ends))
            offer_debtor(made, debtor, round->fall[i], number, way);
    }
}

/* --- all of it --- */

static bool go_through(ctg__path_falls *made, uint32_t last)
{
    for (size_t i = 0; i < made->node_count; i++)
        ctg__path_falls_start(made, i);
    if (!made->keeps)
        offer_start(made);
    for (uint32_t r = 1; r <= last && !made->failed; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(made->ledger, r);

        if (!made->keeps && made->later[r] < ctg__ends_least(&made->ends))
            return true;
        if (!round)
            continue;
        ctg__path_falls_send(made, round, r);
        if (!made->keeps)
            offer_round(made, round, r);
        if (r < last)
            ctg__path_falls_receive(made, round);
        if (!ctg__ask_after(made->asking,
                            made->layers * ctg__kept_round_count(round) + 1))
            return false;
    }
    return !made->failed;
}

static void forget(ctg__path_falls *made)
{
    const size_t nodes = made->node_count;

    memset(made->total, 0, nodes * sizeof *made->total);
    memset(made->received, 0, nodes * sizeof *made->received);
    memset(made->sent, 0, nodes * sizeof *made->sent);
    memset(made->leading, 0, nodes * made->layers * sizeof *made->leading);
    memset(made->best, 0, nodes * made->layers * sizeof *made->best);
}

static void measure_owed(const ctg__path_falls *made, ctg_node debtor)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double amount = ctg__kept_pair(made->kept, 1, &k, end);

        if (is_wanted(made, creditor))
            made->owed[debtor] = fmax(made->owed[debtor], amount);
    }
}

static void measure_later(const ctg__path_falls *made)
{
    double most = 0;

    for (uint32_t r = ctg__ledger_round_count(made->ledger); r-- > 1;) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(made->ledger, r);

        for (size_t i = 0; round && i < round->debtor_count; i++)
            most = fmax(most, round->fall[i] * made->owed[round->debtor[i]]);
        made->later[r] = most;
    }
}

static bool take_room(ctg__path_falls *made)
{
    const size_t nodes = made->node_count;
    const size_t rounds = ctg__ledger_round_count(made->ledger);
    ctg__arena *const arena = &made->arena;

    if (!TAKE(arena, made->rounding, nodes + 1) ||
        !TAKE(arena, made->fall, nodes + 1) ||
        !TAKE(arena, made->total, nodes + 1) ||
        !TAKE(arena, made->received, nodes + 1) ||
        !TAKE(arena, made->sent, nodes + 1) ||
        !TAKE(arena, made->leading, nodes * made->layers + 1) ||
        !TAKE(arena, made->best, nodes * made->layers + 1) ||
        !TAKE(arena, made->owed, nodes + 1) ||
        !TAKE(arena, made->later, rounds + 1) ||
        !TAKE(arena, made->sent_sets, rounds + 1) ||
        !TAKE(arena, made->latest, nodes + 1) ||
        !ctg__fall_starts_init(&made->starts, made->ledger, nodes, arena))
        return false;
    for (size_t i = 0; i < nodes; i++) {
        made->rounding[i] =
            ctg__ledger_rounding(made->ledger, CTG_ACTOR(CTG_ACTOR_NODE, i));
        made->latest[i] = CTG__NO_SET;
        measure_owed(made, (ctg_node)i);
    }
    measure_later(made);
    return true;
}

/* The sets of each round that will be gone through are numbered. */
static bool keep_rounds(ctg__path_falls *made)
{
    for (uint32_t r = 1; r <= made->last; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(made->ledger, r);

        if (round && !TAKE_ROOM(&made->arena, made->sent_sets[r],
                                round->debtor_count + 1))
            return false;
    }
    made->keeps = true;
    return true;
}

/* Once more, up to the last of the ends, which get the sets they were sent
 * with. */
static bool find_sets(ctg__path_falls *made)
{
    for (size_t i = 0; i < made->ends.count; i++) {
        const uint32_t round = made->entries[made->ends.list[i].entry].round;

        made->last = round > made->last ? round : made->last;
    }
    forget(made);
    if (!keep_rounds(made) || !go_through(made, made->last))
        return false;
    for (size_t i = 0; i < made->ends.count; i++) {
        const uint32_t at = made->ends.list[i].entry;
        const ctg_entry *const entry = &made->entries[at];

        if (entry->round)
            made->set_of[at] = ctg__path_falls_set(
                made, entry->round, ctg_actor_index(entry->source));
    }
    made->causes.first =
        ctg__allocate_zeroed((made->causes.set_count + 1) * sizeof(size_t));
    made->causes.end = made->set_end =
        ctg__allocate_zeroed((made->causes.set_count + 1) * sizeof(size_t));
    return made->causes.first && made->set_end;
}

static ctg_status fail(const ctg__path_falls *made, ctg_error *error)
{
    return atomic_load(&made->asking->stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : ctg__fail_memory(error);
}

ctg_status ctg__path_falls_init(ctg__path_falls *made, const ctg_ledger *ledger,
                                const ctg_path_options *options,
                                ctg__asking *asking, ctg__finder *finder,
                                ctg_error *error)
{
    const size_t nodes = ctg__ledger_node_count(ledger);
    const uint32_t rounds = ctg__ledger_round_count(ledger);
    const size_t steps = ctg__steps_before(options);

    *made = (ctg__path_falls){.ledger = ledger,
                              .kept = ctg__ledger_falls(ledger),
                              .options = options,
                              .asking = asking,
                              .node_count = nodes,
                              .layers = steps < rounds ? steps + 1 : 1,
                              .spare = CTG__NO_WAY,
                              .ends = {.most = options->count}};
    made->ends.causes = &made->causes;
    if (ctg__finder_is_too_long(nodes, steps))
        return ctg__finder_fail_long(steps, error);
    /* A path has no more steps than there are rounds. */
    if (steps < rounds && options->count &&
        (!take_room(made) || !go_through(made, rounds - 1) || !find_sets(made)))
        return fail(made, error);
    return ctg__finder_init_open(finder, &made->causes, asking,
                                 made->layers - 1, made->merits,
                                 ctg__path_falls_open, made, error);
}

void ctg__path_falls_clear(ctg__path_falls *made)
{
    ctg__arena_clear(&made->arena);
    ctg__release(made->sets);
    ctg__release(made->totals);
    ctg__release(made->merits);
    ctg__release(made->causes.first);
    ctg__release(made->causes.members);
    ctg__release(made->entries);
    ctg__release(made->set_of);
    ctg__release(made->set_end);
    ctg__release(made->ends.list);
}

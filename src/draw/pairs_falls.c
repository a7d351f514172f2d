/*
 * All exposures of one actor to another share a place, where their losses are
 * added up. What a debtor sends in a round is added by actor before it is added
 * to places, as if it were entries.
 */
#include "draw/pairs_falls.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/asking.h"
#include "data/ledger_falls.h"

/* What an actor loses, or one by another. */
typedef struct place {
    double sum;
    double run;  /* of one debtor and round; 0 between */
    uint32_t to; /* actor */
} place;

typedef struct falling {
    const ctg__facts *facts;
    const ctg__actors *actors;
    const ctg__kept_falls *kept;
    ctg__arena arena;
    uint32_t *place_of; /* per exposure in order of debtors */
    place *places;
    size_t place_count;
    uint32_t *hit; /* places of a run */
    size_t hit_count;
    double *cost; /* per actor; NULL: places are by `from`, too */
} falling;

/* --- places ----------------------------------------------------------------
 */

/* Nodes by actor; `first` has one more than there are actors. */
static void order_nodes(const falling *f, size_t *first, ctg_node *order)
{
    const size_t nodes = f->facts->node_count;
    const size_t count = f->actors->count;

    for (size_t i = 0; i < nodes; i++)
        first[f->actors->of_node[i] + 1]++;
    for (size_t a = 0; a < count; a++)
        first[a + 1] += first[a];
    for (size_t i = nodes; i-- > 0;)
        order[--first[f->actors->of_node[i] + 1]] = (ctg_node)i;
    /* Ends have moved to starts, one place too far. */
    for (size_t a = 0; a < count; a++)
        first[a] = first[a + 1];
    first[count] = nodes;
}

/* The place of each exposure of an actor; `at` has places per actor, of this
 * one from `begin` on. */
static void place_debtor(falling *f, ctg_node debtor, size_t begin,
                         uint32_t *at)
{
    const ctg__exposures *const of = f->kept->exposures;

    for (size_t k = of->debtor_start[debtor]; k < of->debtor_start[debtor + 1];
         k++) {
        const uint32_t to = f->actors->of_node[of->debtor_creditor[k]];

        if (at[to] < begin || at[to] >= f->place_count ||
            f->places[at[to]].to != to) {
            at[to] = (uint32_t)f->place_count;
            f->places[f->place_count++].to = to;
        }
        f->place_of[k] = at[to];
    }
}

static bool place_pairs(falling *f, size_t *first)
{
    ctg_node *order;
    uint32_t *at;

    if (!TAKE_ROOM(&f->arena, order, f->facts->node_count + 1) ||
        !TAKE(&f->arena, at, f->actors->count + 1) ||
        !TAKE(&f->arena, f->places, f->kept->exposures->count + 1))
        return false;
    order_nodes(f, first, order);
    for (size_t a = 0; a < f->actors->count; a++) {
        const size_t begin = f->place_count;

        for (size_t i = first[a]; i < first[a + 1]; i++)
            place_debtor(f, order[i], begin, at);
        first[a] = begin;
    }
    first[f->actors->count] = f->place_count;
    return true;
}

/* A place for each who loses. */
static bool place_losers(falling *f)
{
    const ctg__exposures *const of = f->kept->exposures;

    f->place_count = f->actors->count;
    if (!TAKE(&f->arena, f->places, f->place_count + 1))
        return false;
    for (size_t k = 0; k < of->count; k++)
        f->place_of[k] = f->actors->of_node[of->debtor_creditor[k]];
    return true;
}

/* --- rounds ----------------------------------------------------------------
 */

static void add_run(falling *f, ctg_node debtor)
{
    double whole = 0;

    for (size_t i = 0; i < f->hit_count; i++) {
        place *const at = &f->places[f->hit[i]];

        whole += at->run;
        at->sum += at->run;
        at->run = 0;
    }
    f->hit_count = 0;
    if (f->cost)
        f->cost[f->actors->of_node[debtor]] += whole;
}

static void add_debtor(falling *f, ctg_node debtor, double fall)
{
    const ctg__exposures *const of = f->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const uint32_t to = f->place_of[k];
        const double amount = ctg__kept_pair(f->kept, fall, &k, end);

        if (!(amount > 0))
            continue;
        if (!(f->places[to].run > 0))
            f->hit[f->hit_count++] = to;
        f->places[to].run += amount;
    }
    add_run(f, debtor);
}

static bool add_rounds(falling *f)
{
    const uint32_t rounds = ctg__ledger_round_count(f->facts->fallen);

    for (uint32_t r = 1; r < rounds; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(f->facts->fallen, r);

        for (size_t i = 0; round && i < round->debtor_count; i++)
            add_debtor(f, round->debtor[i], round->fall[i]);
        if (!ctg__causes_ask_after(
                f->facts->causes, round ? ctg__kept_round_count(round) + 1 : 1))
            return false;
    }
    return true;
}

/* --- all of it -------------------------------------------------------------
 */

static bool begin(falling *f)
{
    f->kept = ctg__ledger_falls(f->facts->fallen);
    return TAKE_ROOM(&f->arena, f->place_of, f->kept->exposures->count + 1) &&
           TAKE_ROOM(&f->arena, f->hit, f->actors->count + 1);
}

bool ctg__pairs_of_falls(const ctg__facts *facts, const ctg__actors *actors,
                         ctg__tell_pair *tell, void *context)
{
    falling f = {.facts = facts, .actors = actors};
    size_t *first;
    bool fine = begin(&f) && TAKE(&f.arena, first, actors->count + 2) &&
                place_pairs(&f, first) && add_rounds(&f);

    for (size_t a = 0; fine && a < actors->count; a++)
        for (size_t i = first[a]; fine && i < first[a + 1]; i++)
            fine = !(f.places[i].sum > 0) ||
                   tell(context, (uint32_t)a, f.places[i].to, f.places[i].sum);
    ctg__arena_clear(&f.arena);
    return fine;
}

bool ctg__sums_of_falls(const ctg__facts *facts, const ctg__actors *actors,
                        double *from, double *to)
{
    falling f = {.facts = facts, .actors = actors, .cost = from};
    bool fine = begin(&f) && place_losers(&f);

    for (size_t a = 0; fine && a < actors->count; a++)
        f.places[a].sum = to[a];
    fine = fine && add_rounds(&f);
    for (size_t a = 0; fine && a < actors->count; a++)
        to[a] = f.places[a].sum;
    ctg__arena_clear(&f.arena);
    return fine;
}

#include "data/ledger_falls.h"

#include "base/memory.h"

/* What is owed, debtor by debtor: where it lies in order it is read fast. */
static bool keep_amounts(ctg__kept_falls *kept, const ctg__falls *falls)
{
    const ctg__exposures *const of = falls->exposures;

    if (kept->exposures)
        return true;
    kept->amount = ctg__allocate_array(of->count + 1, sizeof *kept->amount);
    if (!kept->amount)
        return false;
    for (size_t k = 0; k < of->count; k++)
        kept->amount[k] = falls->amount[of->by_debtor[k]];
    kept->exposures = of;
    kept->given = falls->amount;
    return true;
}

/* Room for falls, debtors and beginnings, in one piece. */
static ctg__kept_round *add_round(ctg__kept_falls *kept, size_t debtors)
{
    const size_t each =
        sizeof(double) + sizeof(ctg_node) + sizeof *kept->rounds->begin;
    ctg__kept_round *const grown = ctg__grow_array(
        kept->rounds, kept->count, &kept->room, 64, sizeof *grown);
    ctg__kept_round *made;

    if (!grown)
        return NULL;
    kept->rounds = grown;
    made = &grown[kept->count];
    made->fall = ctg__allocate_array(debtors + 1, each);
    if (!made->fall)
        return NULL;
    made->debtor = (ctg_node *)(void *)(made->fall + debtors + 1);
    made->begin = (uint32_t *)(void *)(made->debtor + debtors + 1);
    made->begin[0] = 0;
    made->debtor_count = 0;
    made->first_place = kept->place_count;
    made->place_count = 0;
    kept->count++;
    return made;
}

static bool add_place(ctg__kept_falls *kept, size_t exposure, size_t entry)
{
    ctg__kept_place *const grown = ctg__grow_array(
        kept->places, kept->place_count, &kept->place_room, 64, sizeof *grown);

    if (!grown)
        return false;
    kept->places = grown;
    grown[kept->place_count++] = (ctg__kept_place){exposure, entry};
    return true;
}

/*
 * The entries of a debtor, from the first-th of the round on: how many, and
 * their sum onto `losses`. Places are kept but where each exposure is one.
 */
static bool measure(ctg__kept_falls *kept, ctg_node debtor, double fall,
                    size_t first, uint32_t *entries, double *losses)
{
    const size_t *const start = kept->exposures->debtor_start + debtor;
    const size_t places = kept->place_count;
    const size_t end = start[1];
    double sum = *losses;
    uint32_t count = 0;
    uint32_t next = CTG__KEPT_PLACES;

    for (size_t k = start[0]; k < end;) {
        double amount;

        if (count == next) {
            if (!add_place(kept, k, first + count))
                return false;
            next += CTG__KEPT_PLACES;
        }
        amount = ctg__kept_pair(kept, fall, &k, end);
        sum += amount;
        count += amount != 0;
    }
    if (count == end - start[0])
        kept->place_count = places;
    *entries = count;
    *losses = sum;
    return true;
}

bool ctg__kept_falls_add(ctg__kept_falls *kept, const ctg__falls *falls,
                         double *losses)
{
    ctg__kept_round *made;

    if (!keep_amounts(kept, falls) ||
        !(made = add_round(kept, falls->debtor_count)))
        return false;
    for (size_t i = 0; i < falls->debtor_count; i++) {
        const ctg_node debtor = falls->debtors[i];
        const double fall = falls->fall[debtor];
        const size_t at = made->debtor_count;
        uint32_t count;

        if (!measure(kept, debtor, fall, made->begin[at], &count, losses)) {
            ctg__kept_falls_drop(kept);
            return false;
        }
        if (!count)
            continue;
        made->fall[at] = fall;
        made->debtor[at] = debtor;
        made->begin[at + 1] = made->begin[at] + count;
        made->debtor_count++;
    }
    made->place_count = kept->place_count - made->first_place;
    return true;
}

void ctg__kept_falls_drop(ctg__kept_falls *kept)
{
    const ctg__kept_round *const last = &kept->rounds[--kept->count];

    kept->place_count = last->first_place;
    ctg__release(last->fall);
}

bool ctg__kept_sends(const ctg__kept_falls *kept, ctg_node debtor, double fall,
                     const double *rounding)
{
    const ctg__exposures *const of = kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];

        if (ctg__kept_pair(kept, fall, &k, end) > rounding[creditor])
            return true;
    }
    return false;
}

/* The debtor whose entries the index-th of a round is among. */
static size_t debtor_of(const ctg__kept_round *round, size_t index)
{
    size_t low = 0;
    size_t high = round->debtor_count;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (round->begin[middle] <= index)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* How many places of a round are not behind an entry. */
static size_t places_to(const ctg__kept_place *places, size_t count,
                        size_t entry)
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (places[middle].entry <= entry)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where an entry of a round begins, which is one of the at-th debtor, among
 * what that owes. */
static size_t place_of(const ctg__kept_falls *kept,
                       const ctg__kept_round *round, size_t at, size_t entry)
{
    const size_t *const start =
        kept->exposures->debtor_start + round->debtor[at];
    const size_t begin = round->begin[at];
    const ctg__kept_place *places;
    size_t before;
    size_t k = start[0];
    size_t left = entry - begin;

    if (start[1] - start[0] == round->begin[at + 1] - begin)
        return k + left; /* each exposure is one */
    if (round->place_count) {
        places = kept->places + round->first_place;
        before = places_to(places, round->place_count, entry);
        if (before && places[before - 1].entry > begin) {
            k = places[before - 1].exposure;
            left = entry - places[before - 1].entry;
        }
    }
    while (left)
        left -= ctg__kept_pair(kept, round->fall[at], &k, start[1]) != 0;
    return k;
}

/* Those of a debtor from place `k` on, not more than `most`; how many. */
static size_t read_debtor(const ctg__kept_falls *kept,
                          const ctg__kept_round *round, size_t at, size_t k,
                          uint32_t number, ctg_entry *into, size_t most)
{
    const ctg_node *const creditor = kept->exposures->debtor_creditor;
    const ctg_node debtor = round->debtor[at];
    const double fall = round->fall[at];
    const size_t end = kept->exposures->debtor_start[debtor + 1];
    size_t made = 0;

    while (k < end && made < most) {
        const ctg_node who = creditor[k];
        const double amount = ctg__kept_pair(kept, fall, &k, end);

        if (amount != 0)
            into[made++] =
                (ctg_entry){.amount = amount,
                            .source = CTG_ACTOR(CTG_ACTOR_NODE, debtor),
                            .target = CTG_ACTOR(CTG_ACTOR_NODE, who),
                            .round = number,
                            .channel = CTG_CLAIM};
    }
    return made;
}

void ctg__kept_falls_read(const ctg__kept_falls *kept, size_t index,
                          uint32_t number, size_t first, ctg_entry *into,
                          size_t count)
{
    const ctg__kept_round *const round = &kept->rounds[index];
    size_t at;
    size_t k;

    if (!count)
        return;
    at = debtor_of(round, first);
    k = place_of(kept, round, at, first);
    for (;;) {
        const size_t made =
            read_debtor(kept, round, at, k, number, into, count);

        into += made;
        count -= made;
        if (!count)
            return;
        at++;
        k = kept->exposures->debtor_start[round->debtor[at]];
    }
}

void ctg__kept_falls_clear(ctg__kept_falls *kept)
{
    while (kept->count)
        ctg__kept_falls_drop(kept);
    ctg__release(kept->rounds);
    ctg__release(kept->places);
    ctg__release(kept->amount);
    *kept = (ctg__kept_falls){0};
}

#include "draw/pairs.h"

#include <stdlib.h>

#include "base/memory.h"
#include "data/ledger.h"
#include "draw/pairs_falls.h"

typedef struct adding {
    ctg__pairs *pairs;
    const ctg__facts *facts;
    const ctg__actors *actors;
    double *run; /* per actor: of entries that were sent together */
    uint32_t *hit;
    size_t hit_count;
    ctg__split split;
    double *sum; /* per actor and code, of one sender; 0 between */
    uint32_t *touched;
    double *cost; /* per actor, and CTG_NONE; NULL: pairs are wanted */
    double *lost;
    double whole;    /* of the run */
    double *through; /* per actor: its part of what a relay sends; 0 between */
    uint32_t *from;
    size_t from_count;
} adding;

/* Pairs that may wait until equal ones are added up. */
enum { WAITING = 1 << 18 };

static size_t place_of(const adding *a, uint32_t from)
{
    return from == CTG_NONE ? a->actors->count : from;
}

int ctg__pair_order(const void *one, const void *other)
{
    const ctg__pair *const a = one;
    const ctg__pair *const b = other;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static int compare_numbers(const void *one, const void *other)
{
    const uint32_t a = *(const uint32_t *)one;
    const uint32_t b = *(const uint32_t *)other;

    return a < b ? -1 : a > b;
}

/* Pairs of one sender, added up by receiver and code, in their order. */
static size_t sum_up(adding *a, const ctg__pair *pairs, size_t count,
                     ctg__pair *into)
{
    size_t touched = 0;

    for (size_t i = 0; i < count; i++) {
        const uint32_t at =
            pairs[i].to * (uint32_t)CTG__CODE_COUNT + (uint32_t)pairs[i].code;

        if (a->sum[at] == 0)
            a->touched[touched++] = at;
        a->sum[at] += pairs[i].amount;
    }
    if (touched)
        qsort(a->touched, touched, sizeof *a->touched, compare_numbers);
    for (size_t i = 0; i < touched; i++) {
        const uint32_t at = a->touched[i];

        into[i] = (ctg__pair){pairs[0].from, at / CTG__CODE_COUNT,
                              (ctg__code)(at % CTG__CODE_COUNT), a->sum[at]};
        a->sum[at] = 0;
    }
    return touched;
}

/* Orders them by sender, which there are few of, and adds equal ones up. */
static bool merge(adding *a)
{
    ctg__pairs *const pairs = a->pairs;
    const size_t senders = a->actors->count + 1;
    ctg__pair *const sorted =
        ctg__allocate_array(pairs->count + 1, sizeof *sorted);
    size_t *const begin = ctg__allocate_zeroed((senders + 1) * sizeof *begin);
    size_t kept = 0;

    if (!sorted || !begin) {
        ctg__release(sorted);
        ctg__release(begin);
        return false;
    }
    for (size_t i = 0; i < pairs->count; i++)
        begin[place_of(a, pairs->pairs[i].from) + 1]++;
    for (size_t i = 0; i < senders; i++)
        begin[i + 1] += begin[i];
    for (size_t i = 0; i < pairs->count; i++)
        sorted[begin[place_of(a, pairs->pairs[i].from)]++] = pairs->pairs[i];
    for (size_t i = 0, first = 0; i < senders; first = begin[i++])
        if (begin[i] > first)
            kept += sum_up(a, &sorted[first], begin[i] - first,
                           &pairs->pairs[kept]);
    pairs->count = kept;
    pairs->merged = kept;
    ctg__release(sorted);
    ctg__release(begin);
    return true;
}

static bool add(adding *a, uint32_t from, uint32_t to, ctg__code code,
                double amount)
{
    ctg__pairs *const pairs = a->pairs;
    ctg__pair *grown;

    if (!(amount > 0))
        return true;
    if (pairs->count - pairs->merged > WAITING + pairs->merged && !merge(a))
        return false;
    grown = ctg__grow_array(pairs->pairs, pairs->count, &pairs->room, 256,
                            sizeof *grown);
    if (!grown)
        return false;
    pairs->pairs = grown;
    pairs->pairs[pairs->count++] = (ctg__pair){from, to, code, amount};
    return true;
}

/* All that was hit, from one. */
static bool add_all(adding *a, uint32_t from, ctg__code code, double share)
{
    if (a->cost) {
        a->cost[place_of(a, from)] += share * a->whole;
        return true;
    }
    for (size_t i = 0; share > 0 && i < a->hit_count; i++)
        if (!add(a, from, a->hit[i], code, share * a->run[a->hit[i]]))
            return false;
    return true;
}

/* What moved a price: the orders, or the issuers, by their parts of it. */
static bool add_through_price(adding *a, uint32_t set, ctg__code code)
{
    const ctg__causes *const causes = a->facts->causes;
    double whole = 0;

    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++)
        if (ctg__code_of_cause(&causes->entries[causes->members[m]]) == code)
            whole += ctg__share(causes, set,
                                causes->entries[causes->members[m]].amount);
    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const ctg_entry *const cause = &causes->entries[causes->members[m]];

        if (ctg__code_of_cause(cause) == code && whole > 0 &&
            !add_all(a, a->actors->of_node[ctg_actor_index(cause->source)],
                     code, ctg__share(causes, set, cause->amount) / whole))
            return false;
    }
    return true;
}

static void add_through(adding *a, ctg_actor source, double share)
{
    const uint32_t actor = a->actors->of_node[ctg_actor_index(source)];

    if (!(share > 0))
        return;
    if (a->through[actor] == 0)
        a->from[a->from_count++] = actor;
    a->through[actor] += share;
}

/* What came through a relay, from all that sent to it, and to those before. */
static bool add_through_relay(adding *a, uint32_t set, ctg__code code)
{
    const ctg__causes *const causes = a->facts->causes;
    double left = 1;
    bool added = true;

    while (set != CTG__NO_SET) {
        uint32_t before = CTG__NO_SET;
        double share = 0;

        for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
            const ctg_entry *const cause = &causes->entries[causes->members[m]];
            const double part = ctg__share(causes, set, cause->amount);

            if (!ctg__is_relay(cause->source)) {
                add_through(a, cause->source, left * part);
                continue;
            }
            before = causes->set_of[causes->members[m]];
            share = part;
        }
        left *= share;
        set = before;
    }
    for (size_t i = 0; i < a->from_count; i++) {
        added = added && add_all(a, a->from[i], code, a->through[a->from[i]]);
        a->through[a->from[i]] = 0;
    }
    a->from_count = 0;
    return added;
}

/* Entries that one sender sent together, in their losses of one code. */
static bool add_run(adding *a, size_t e, ctg__code code)
{
    const ctg__causes *const causes = a->facts->causes;
    const ctg_entry *const entry = &causes->entries[e];
    bool added;

    a->whole = 0;
    for (size_t i = 0; a->cost && i < a->hit_count; i++) {
        a->whole += a->run[a->hit[i]];
        a->lost[a->hit[i]] += a->run[a->hit[i]];
    }
    if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE)
        added = add_all(a, a->actors->of_node[ctg_actor_index(entry->source)],
                        code, 1);
    else if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_ASSET &&
             causes->set_of[e] != CTG__NO_SET && code != CTG__SH)
        added = add_through_price(a, causes->set_of[e], code);
    else if (ctg__is_relay(entry->source))
        added = add_through_relay(a, causes->set_of[e], code);
    else
        added = add_all(a, CTG_NONE, code, 1);
    for (size_t i = 0; i < a->hit_count; i++)
        a->run[a->hit[i]] = 0;
    a->hit_count = 0;
    return added;
}

static void hit(adding *a, size_t e, ctg__code code)
{
    const ctg_entry *const entry = &a->facts->causes->entries[e];
    uint32_t actor;
    double x;

    if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE)
        return;
    ctg__net_split(a->facts->causes, e, &a->split);
    if (!(a->split.share[code] > 0))
        return;
    x = ctg__net_part(a->facts->net, entry, e, code, a->split.share[code]);
    actor = a->actors->of_node[ctg_actor_index(entry->target)];
    if (!(x > 0))
        return;
    if (a->run[actor] == 0)
        a->hit[a->hit_count++] = actor;
    a->run[actor] += x;
}

static bool add_entries(adding *a)
{
    const ctg__causes *const causes = a->facts->causes;
    const ctg_entry *const entries = causes->entries;

    for (size_t first = 0, end; first < causes->entry_count; first = end) {
        end = first + 1;
        while (end < causes->entry_count &&
               entries[end].round == entries[first].round &&
               entries[end].channel == entries[first].channel &&
               entries[end].source == entries[first].source)
            end++;
        if (!ctg__causes_ask_after(causes, end - first))
            return false;
        for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
            for (size_t e = first; e < end; e++)
                hit(a, e, code);
            if (a->hit_count && !add_run(a, first, code))
                return false;
        }
    }
    return true;
}

static bool add_fallen(void *context, uint32_t from, uint32_t to, double amount)
{
    return add(context, from, to, CTG__CD, amount);
}

/* What fell is no entry, and comes behind those of round 0. */
static bool add_all_losses(adding *a)
{
    if (!add_entries(a))
        return false;
    if (!a->facts->fallen)
        return true;
    return a->cost ? ctg__sums_of_falls(a->facts, a->actors, a->cost, a->lost)
                   : ctg__pairs_of_falls(a->facts, a->actors, add_fallen, a);
}

static bool begin(adding *a)
{
    const size_t keys = (a->actors->count + 1) * CTG__CODE_COUNT;

    a->run = ctg__allocate_zeroed((a->actors->count + 1) * sizeof *a->run);
    a->hit = ctg__allocate_array(a->actors->count + 1, sizeof *a->hit);
    a->sum = ctg__allocate_zeroed(keys * sizeof *a->sum);
    a->touched = ctg__allocate_array(keys, sizeof *a->touched);
    a->through =
        ctg__allocate_zeroed((a->actors->count + 1) * sizeof *a->through);
    a->from = ctg__allocate_array(a->actors->count + 1, sizeof *a->from);
    return a->run && a->hit && a->sum && a->touched && a->through && a->from;
}

static void end(const adding *a)
{
    ctg__release(a->run);
    ctg__release(a->hit);
    ctg__release(a->sum);
    ctg__release(a->touched);
    ctg__release(a->through);
    ctg__release(a->from);
}

ctg_status ctg__pairs_init(ctg__pairs *pairs, const ctg__facts *facts,
                           const ctg__actors *actors, ctg_error *error)
{
    adding a = {.pairs = pairs, .facts = facts, .actors = actors};
    bool made;

    *pairs = (ctg__pairs){0};
    made = begin(&a) && add_all_losses(&a) && merge(&a);
    end(&a);
    if (!made) {
        ctg__pairs_clear(pairs);
        return ctg__causes_fail(facts->causes, error);
    }
    return CTG_OK;
}

ctg_status ctg__pairs_sums(const ctg__facts *facts, const ctg__actors *actors,
                           double *from, double *to, ctg_error *error)
{
    adding a = {.facts = facts, .actors = actors, .cost = from, .lost = to};
    const bool made = begin(&a) && add_all_losses(&a);

    end(&a);
    return made ? CTG_OK : ctg__causes_fail(facts->causes, error);
}

void ctg__pairs_clear(ctg__pairs *pairs)
{
    ctg__release(pairs->pairs);
    *pairs = (ctg__pairs){0};
}

ctg_status ctg__pairs_link(const ctg__pairs *pairs, ctg__arena *arena,
                           ctg__link **links, size_t *count, ctg_error *error)
{
    ctg__link *made;
    size_t found = 0;

    if (!TAKE(arena, made, pairs->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < pairs->count; i++) {
        const ctg__pair *const pair = &pairs->pairs[i];
        ctg__link *link = found ? &made[found - 1] : NULL;

        if (!link || link->from != pair->from || link->to != pair->to) {
            link = &made[found++];
            link->from = pair->from;
            link->to = pair->to;
            link->code = pair->code;
        }
        link->amount += pair->amount;
        link->of_code[pair->code] += pair->amount;
        if (link->of_code[pair->code] > link->of_code[link->code])
            link->code = pair->code;
    }
    *links = made;
    *count = found;
    return CTG_OK;
}

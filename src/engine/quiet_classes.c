/* Quiet accounts by what they hold and owe, and by how near they are. */
#include "engine/quiet.h"

#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/radix.h"

/* Markets, the numeraire among them, that a set can tell apart; with more, all
 * accounts are of one class that holds and owes everything. */
enum { IN_A_SET = 64 };

typedef struct sets {
    uint64_t held;
    uint64_t owed;
} sets;

/* What dividing needs for a while. */
typedef struct dividing {
    const ctg__quiet *quiet;
    size_t markets; /* with the numeraire */
    sets *sets;     /* per class */
    uint32_t *class_of; /* per owner, by needs */
    uint32_t *slots;    /* of a table of classes, one more; 0: empty */
    size_t slot_count;  /* a power of two */
    ctg__keyed *order;
    ctg__keyed *scratch;
} dividing;

static sets sets_of(const dividing *d, ctg_node node)
{
    const ctg__quiet *const quiet = d->quiet;
    sets made = {0, 0};

    if (d->markets > IN_A_SET)
        return made;
    for (uint32_t l = quiet->leg_start[node]; l < quiet->leg_start[node + 1];
         l++)
        *(quiet->leg_quantity[l] < 0 ? &made.owed : &made.held) |=
            (uint64_t)1 << quiet->leg_market[l];
    return made;
}

static size_t hash_of(const sets *key)
{
    uint64_t mixed = key->held * 0x9e3779b97f4a7c15u;

    mixed = (mixed ^ mixed >> 29 ^ key->owed) * 0xbf58476d1ce4e5b9u;
    return (size_t)(mixed ^ mixed >> 32);
}

/* The class of such sets, a new one behind the others if there is none. */
static uint32_t class_of(dividing *d, const sets *key, size_t *count)
{
    size_t slot = hash_of(key) & (d->slot_count - 1);

    for (; d->slots[slot]; slot = (slot + 1) & (d->slot_count - 1)) {
        const sets *const other = &d->sets[d->slots[slot] - 1];

        if (other->held == key->held && other->owed == key->owed)
            return d->slots[slot] - 1;
    }
    d->sets[*count] = *key;
    d->slots[slot] = (uint32_t)++*count;
    return (uint32_t)(*count - 1);
}

static bool take(dividing *d, size_t count)
{
    for (d->slot_count = 2; d->slot_count < 2 * count;)
        d->slot_count *= 2;
    d->sets = ctg__allocate_array(count, sizeof *d->sets);
    d->class_of = ctg__allocate_array(count, sizeof *d->class_of);
    d->slots = ctg__allocate_array(d->slot_count, sizeof *d->slots);
    d->order = ctg__allocate_array(count, sizeof *d->order);
    d->scratch = ctg__allocate_array(count, sizeof *d->scratch);
    if (!d->sets || !d->class_of || !d->slots || !d->order || !d->scratch)
        return false;
    memset(d->slots, 0, d->slot_count * sizeof *d->slots);
    return true;
}

static void drop(dividing *d)
{
    ctg__release(d->sets);
    ctg__release(d->class_of);
    ctg__release(d->slots);
    ctg__release(d->order);
    ctg__release(d->scratch);
}

/* From the largest needs down: so classes are by their largest. */
static void find_classes(dividing *d, const ctg__quiet_owner *owners,
                         const double *needs, size_t *count)
{
    for (size_t k = 0; k < d->quiet->count; k++)
        d->order[k] = (ctg__keyed){.key = ~ctg__key_of(needs[k]), .index = k};
    ctg__sort_keyed(d->order, d->scratch, d->quiet->count);
    for (size_t k = 0; k < d->quiet->count; k++) {
        const sets key = sets_of(d, owners[d->order[k].index].node);

        d->class_of[k] = class_of(d, &key, count);
    }
}

static size_t list_set(const dividing *d, uint64_t set, uint32_t *list)
{
    size_t count = 0;

    for (uint32_t m = 0; m < d->markets; m++)
        if (d->markets > IN_A_SET || set >> m & 1)
            list[count++] = m;
    return count;
}

static void list_markets(const dividing *d, ctg__quiet *quiet)
{
    size_t at = 0;

    for (size_t c = 0; c < quiet->class_count; c++) {
        quiet->classes[c].markets = (uint32_t)at;
        at += list_set(d, d->sets[c].held, quiet->markets + at);
        quiet->classes[c].owed = (uint32_t)at;
        at += list_set(d, d->sets[c].owed, quiet->markets + at);
    }
    quiet->classes[quiet->class_count].markets = (uint32_t)at;
}

/* How many markets all classes list. */
static size_t count_markets(const dividing *d, size_t classes)
{
    size_t count = 0;

    if (d->markets > IN_A_SET)
        return 2 * d->markets * classes;
    for (size_t c = 0; c < classes; c++)
        count += (size_t)__builtin_popcountll(d->sets[c].held) +
                 (size_t)__builtin_popcountll(d->sets[c].owed);
    return count;
}

/* Within a class they stay in order. */
static void fill(const dividing *d, ctg__quiet *quiet,
                 const ctg__quiet_owner *owners, const double *needs)
{
    ctg__quiet_class *const next = quiet->classes + 1;

    for (size_t k = 0; k < quiet->count; k++)
        next[d->class_of[k]].from++;
    for (size_t c = 0; c < quiet->class_count; c++)
        next[c].from += quiet->classes[c].from;
    for (size_t k = quiet->count; k-- > 0;) {
        const size_t from = d->order[k].index;
        const uint32_t at = --next[d->class_of[k]].from;

        quiet->owners[at] = owners[from];
        quiet->needs[at] = needs[from];
        quiet->place[owners[from].account] = at;
    }
    /* Each class ended where it now begins. */
    for (size_t c = 0; c < quiet->class_count; c++)
        quiet->classes[c].from = next[c].from;
    quiet->classes[quiet->class_count].from = (uint32_t)quiet->count;
}

ctg_status ctg__quiet_classes(ctg__state *state, ctg__quiet *quiet,
                              const ctg__quiet_owner *owners,
                              const double *needs, ctg_error *error)
{
    dividing d = {.quiet = quiet, .markets = state->net->markets.count + 1};
    ctg_status status = CTG_OK;

    if (!take(&d, quiet->count))
        status = ctg__fail_memory(error);
    if (!status)
        find_classes(&d, owners, needs, &quiet->class_count);
    if (!status &&
        (!TAKE(state->arena, quiet->classes, quiet->class_count + 1) ||
         !TAKE(state->arena, quiet->markets,
               count_markets(&d, quiet->class_count) + 1)))
        status = ctg__fail_memory(error);
    if (!status) {
        fill(&d, quiet, owners, needs);
        list_markets(&d, quiet);
    }
    drop(&d);
    return status;
}

/* Reading a ledger: entries that were posted, and those that falls stand for.
 */
#include <string.h>

#include "base/memory.h"
#include "data/ledger_inside.h"

size_t ctg__ledger_round_end(const ctg_ledger *ledger, uint32_t round)
{
    return round < ledger->round_count ? ledger->rounds[round].end
                                       : ctg_ledger_count(ledger);
}

size_t ctg_ledger_count(const ctg_ledger *ledger)
{
    return ledger->closed + ledger->fallen;
}

/* The first round that ends behind an entry. */
static uint32_t round_of(const ctg_ledger *ledger, size_t index)
{
    size_t low = 0;
    size_t high = ledger->round_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (ledger->rounds[middle].end <= index)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

size_t ctg_ledger_read(const ctg_ledger *ledger, size_t first,
                       ctg_entry *entries, size_t count)
{
    const size_t all = ctg_ledger_count(ledger);
    const size_t wanted = first >= all          ? 0
                          : count < all - first ? count
                                                : all - first;
    size_t made = 0;

    for (uint32_t r = round_of(ledger, first); made < wanted; r++) {
        const ctg__closed_round *const round = &ledger->rounds[r];
        const size_t here = first + made;
        const size_t left = round->end - here;
        const size_t taken = left < wanted - made ? left : wanted - made;
        const size_t begin = r ? round[-1].end : 0;

        if (round->falls != CTG__NO_FALLS)
            ctg__kept_falls_read(&ledger->falls, round->falls, r, here - begin,
                                 entries + made, taken);
        else if (taken)
            memcpy(entries + made,
                   ledger->entries + round->posted - (round->end - here),
                   taken * sizeof *entries);
        made += taken;
    }
    return made;
}

/* All entries from the first on; false: somebody said stop. */
static bool list_all(const ctg_ledger *ledger, ctg__asking *asking,
                     ctg_entry *entries)
{
    const size_t all = ctg_ledger_count(ledger);

    for (size_t made = 0; made < all; made += CTG__ASK_ITEMS) {
        if (!ctg__ask_at(asking, made))
            return false;
        ctg_ledger_read(ledger, made, entries + made, CTG__ASK_ITEMS);
    }
    return true;
}

ctg_status ctg__ledger_list(const ctg_ledger *ledger, ctg__asking *asking,
                            const ctg_entry **entries, ctg_error *error)
{
    ctg_entry *made = atomic_load(&ledger->all->entries);
    ctg_entry *other = NULL;

    *entries = made ? made : ledger->entries;
    if (!ledger->fallen || made)
        return CTG_OK;
    made = ctg__allocate_array(ctg_ledger_count(ledger), sizeof *made);
    if (!made)
        return ctg__fail_memory(error);
    if (!list_all(ledger, asking, made)) {
        ctg__release(made);
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    }
    *entries = made;
    if (atomic_compare_exchange_strong(&ledger->all->entries, &other, made))
        return CTG_OK;
    ctg__release(made);
    *entries = other;
    return CTG_OK;
}

bool ctg__ledger_is_listed(const ctg_ledger *ledger)
{
    return atomic_load(&ledger->all->entries) != NULL;
}

const ctg_entry *ctg_ledger_entries(const ctg_ledger *ledger)
{
    const ctg_entry *entries;

    return ctg__ledger_list(ledger, NULL, &entries, NULL) ? NULL : entries;
}

#include "data/network_arrays.h"

#include <stddef.h>
#include <string.h>

#include "base/pages.h"

/* Where its pointer is in a network, and the size of an item. */
static const struct place {
    size_t offset;
    size_t size;
} places[CTG__NETWORK_ARRAYS] = {
#define ARRAY(part, field, items)                                              \
    {offsetof(ctg_network, part.field),                                        \
     sizeof *((const ctg_network *)NULL)->part.field},
#include "data/network_arrays.def"
#undef ARRAY
};

static void *pointer_at(const ctg_network *network, size_t index)
{
    void *pointer;

    memcpy(&pointer, (const char *)network + places[index].offset,
           sizeof pointer);
    return pointer;
}

static size_t last_of(const size_t *start, size_t count)
{
    return start ? start[count] : 0;
}

void ctg__network_arrays(const ctg_network *network,
                         ctg__network_array arrays[CTG__NETWORK_ARRAYS])
{
    const size_t legs =
        last_of(network->accounts.leg_start, network->accounts.count);
    const size_t tiers =
        last_of(network->markets.tier_start, network->markets.count);
    const size_t items[CTG__NETWORK_ARRAYS] = {
#define NET network
#define LEGS legs
#define TIERS tiers
#define ARRAY(part, field, items) items,
#include "data/network_arrays.def"
#undef ARRAY
#undef TIERS
#undef LEGS
#undef NET
    };

    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++) {
        arrays[i].items = pointer_at(network, i);
        arrays[i].size = arrays[i].items ? items[i] * places[i].size : 0;
    }
}

/* Several fields may have the same array, which is let go of when all of them
 * have found theirs. */
static void take(ctg_network *network, size_t index, const void *kept)
{
    memcpy((char *)network + places[index].offset, &kept, sizeof kept);
}

static bool is_used(const ctg_network *network, const void *items)
{
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++)
        if (pointer_at(network, i) == items)
            return true;
    return false;
}

/* In the file itself, as orders are: nothing is saved, and giving back bytes
 * that are no mapping's would empty them. */
static bool lies_in(const ctg__kept *kept, const void *items)
{
    const uintptr_t at = (uintptr_t)items;
    const uintptr_t begin = (uintptr_t)kept->bytes;

    return at >= begin && at < begin + kept->length;
}

void ctg__network_share(ctg_network *network, const ctg__kept *kept)
{
    ctg__network_array arrays[CTG__NETWORK_ARRAYS];

    if (!kept->arrays)
        return;
    ctg__network_arrays(network, arrays);
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++) {
        const char *const there = kept->bytes + kept->arrays[i].offset;

        if (!arrays[i].size || arrays[i].size != kept->arrays[i].size ||
            there == arrays[i].items ||
            memcmp(there, arrays[i].items, arrays[i].size) != 0)
            continue;
        take(network, i, there);
        if (!lies_in(kept, arrays[i].items) &&
            !is_used(network, arrays[i].items))
            ctg__pages_give_back(arrays[i].items, arrays[i].size);
    }
}

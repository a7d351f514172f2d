/* Where a snapshot keeps the arrays of a network. */
#include <string.h>

#include "read/snapshot.h"

/* The exposures have their orders already, where there are any. */
static bool is_order(const ctg__network_array *array,
                     const ctg__snapshot_array *order)
{
    return order->items && array->size == order->count * order->size &&
           memcmp(array->items, order->items, array->size) == 0;
}

/* One that stands for several columns that the file has not. */
static size_t same_before(const ctg__network_array *arrays, size_t index)
{
    size_t at = 0;

    while (at < index && (arrays[at].items != arrays[index].items ||
                          arrays[at].size != arrays[index].size))
        at++;
    return at;
}

uint64_t ctg__snapshot_place_kept(
    const ctg_network *network,
    const ctg__snapshot_array orders[CTG__SNAPSHOT_ORDERS],
    const uint64_t order_offsets[CTG__SNAPSHOT_ORDERS], uint64_t at,
    ctg__kept_array kept[CTG__NETWORK_ARRAYS])
{
    ctg__network_array arrays[CTG__NETWORK_ARRAYS];

    ctg__network_arrays(network, arrays);
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++) {
        const size_t before = same_before(arrays, i);

        kept[i] = (ctg__kept_array){0};
        if (!arrays[i].size)
            continue;
        kept[i].size = arrays[i].size;
        if (i < CTG__SNAPSHOT_ORDERS && is_order(&arrays[i], &orders[i])) {
            kept[i].offset = order_offsets[i];
        } else if (before < i) {
            kept[i].offset = kept[before].offset;
        } else {
            kept[i].offset = at;
            at = ctg__snapshot_aligned(at + kept[i].size);
        }
    }
    return at;
}

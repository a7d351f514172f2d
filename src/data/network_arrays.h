/*
 * The arrays of a network as bytes: a snapshot keeps them, and a network that
 * was made of it lies in the file, where every process that opens it has the
 * same pages.
 */
#ifndef DATA_NETWORK_ARRAYS_H
#define DATA_NETWORK_ARRAYS_H

#include "data/compiled.h"
#include "data/network.h"

enum {
#define ARRAY(part, field, items) CTG__ARRAY_##part##_##field,
#include "data/network_arrays.def"
#undef ARRAY
    CTG__NETWORK_ARRAYS
};

typedef struct ctg__network_array {
    const void *items; /* NULL: the network has none */
    size_t size;       /* bytes; 0: nothing worth keeping */
} ctg__network_array;

void ctg__network_arrays(const ctg_network *network,
                         ctg__network_array arrays[CTG__NETWORK_ARRAYS]);

/*
 * Each array that is kept byte by byte as it was made is let go of, and the
 * kept one taken in its place: what a file says otherwise is of no account, so
 * that a damaged or forged one changes nothing.
 */
void ctg__network_share(ctg_network *network, const ctg__kept *kept);

#endif

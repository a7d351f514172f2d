/*
 * The snapshot: a graph as it lies in memory, so that opening it is mapping
 * it. Sections are aligned to 64 bytes, numbers are the machine's own; a file
 * of another machine, version or length, or one that was damaged, is refused.
 *
 *     header
 *     directory   one entry for each column that holds anything
 *     offsets     of the texts by word, one more than there are words
 *     texts       each with a NUL behind it
 *     index       of the words by their texts: see text/texts.h
 *     arrays      of the columns: doubles, or words
 *     network     how many exposures are kept, and where their orders are
 *     orders      arrays of data/compiled.h
 *     kept        where the arrays of data/network_arrays.def are
 *     arrays      those that are not among the orders
 *
 * Network and orders are there where every exposure is sound and has a debtor,
 * a creditor and an amount alone; the last two where who wrote the file had a
 * network of the graph.
 */
#ifndef READ_SNAPSHOT_H
#define READ_SNAPSHOT_H

#include <stdio.h>

#include "base/arena.h"
#include "data/compiled.h"
#include "data/network_arrays.h"
#include "read/hash.h"
#include "read/graph_format.h"

enum { CTG__SNAPSHOT_VERSION = 4, CTG__SNAPSHOT_ALIGN = 64 };

#define CTG__SNAPSHOT_MAGIC "CTGSNAP\n"
#define CTG__SNAPSHOT_ENDIAN UINT32_C(0x01020304)

typedef struct ctg__snapshot_header {
    char magic[8];
    uint32_t endian;
    uint32_t version;
    uint64_t size;     /* of the file */
    uint64_t checksum; /* of the whole file, this being 0 */
    uint64_t column_count;
    uint64_t directory; /* offsets in the file */
    uint64_t word_count;
    uint64_t offsets;
    uint64_t texts;
    uint64_t text_size;
    uint64_t index;
    uint64_t index_size; /* a power of two */
    uint64_t row_counts[CTG_TABLE_COUNT];
    uint32_t about[4];  /* words */
    char hash[64];      /* of the graph: ctg_graph_hash */
    double radius;      /* ctg__known: NaN where it was not */
    uint64_t ids_apart; /* the same: 1, or 0 */
    uint64_t network;   /* its offset; 0: none */
    uint64_t kept;      /* the same */
} ctg__snapshot_header;

/* Offsets of the arrays of ctg__compiled, in its order, which is that of the
 * first arrays of a network. */
enum { CTG__SNAPSHOT_ORDERS = 8 };

typedef struct ctg__snapshot_network {
    uint64_t count;
    uint64_t orders[CTG__SNAPSHOT_ORDERS];
    ctg__dropped dropped;
} ctg__snapshot_network;

typedef struct ctg__snapshot_column {
    uint32_t table;
    uint32_t name;    /* a word */
    uint32_t numbers; /* 1: doubles, 0: words */
    uint32_t spare;   /* 0 */
    uint64_t array;   /* its offset */
} ctg__snapshot_column;

/* Adds `length` bytes, a multiple of 8, to a checksum that starts as {0}. */
typedef struct ctg__checksum {
    uint64_t lanes[4];
    uint64_t words;
} ctg__checksum;

void ctg__checksum_add(ctg__checksum *sum, const void *bytes, size_t length);
uint64_t ctg__checksum_value(const ctg__checksum *sum);

ctg_status ctg__snapshot_write(const ctg_graph *graph, FILE *file,
                               const ctg_write_options *options,
                               ctg_error *error);

/* Tells where the rows of a table are. CTG_NO_MEMORY. */
ctg_status ctg__snapshot_source(const char *shown, ctg_table table,
                                ctg_graph *graph, ctg_error *error);

/*
 * The orders of a graph's exposures, nodes numbered by `order` (NULL: as they
 * are); `made->start` stays NULL where there are none. They live in `arena`.
 * CTG_NO_MEMORY.
 */
ctg_status ctg__snapshot_orders(const ctg_graph *graph, const uint32_t *order,
                                ctg__arena *arena, ctg__compiled *made,
                                ctg_error *error);

/* One of the arrays of ctg__compiled. */
typedef struct ctg__snapshot_array {
    const void *items;
    size_t count;
    size_t size; /* of an item */
} ctg__snapshot_array;

void ctg__snapshot_arrays(const ctg__compiled *of, size_t node_count,
                          ctg__snapshot_array arrays[CTG__SNAPSHOT_ORDERS]);

static inline uint64_t ctg__snapshot_aligned(uint64_t offset)
{
    return (offset + CTG__SNAPSHOT_ALIGN - 1) / CTG__SNAPSHOT_ALIGN *
           CTG__SNAPSHOT_ALIGN;
}

/*
 * Places the arrays of a network from `at`, but those that are among the orders
 * (items NULL: there are none) at `order_offsets`; returns the end of them.
 */
uint64_t ctg__snapshot_place_kept(
    const ctg_network *network,
    const ctg__snapshot_array orders[CTG__SNAPSHOT_ORDERS],
    const uint64_t order_offsets[CTG__SNAPSHOT_ORDERS], uint64_t at,
    ctg__kept_array kept[CTG__NETWORK_ARRAYS]);

/*
 * An order of nodes in which those that deal with each other are near each
 * other: breadth first from the best connected. order[new row] = row.
 */
ctg_status ctg__snapshot_order(const ctg_graph *graph, uint32_t **order,
                               ctg_error *error);

#endif

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
 */
#ifndef READ_SNAPSHOT_H
#define READ_SNAPSHOT_H

#include <stdio.h>

#include "read/graph_format.h"

enum { CTG__SNAPSHOT_VERSION = 2, CTG__SNAPSHOT_ALIGN = 64 };

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
    uint32_t about[4]; /* words */
    uint64_t spare[2]; /* 0 */
} ctg__snapshot_header;

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

/*
 * An order of nodes in which those that deal with each other are near each
 * other: breadth first from the best connected. order[new row] = row.
 */
ctg_status ctg__snapshot_order(const ctg_graph *graph, uint32_t **order,
                               ctg_error *error);

#endif

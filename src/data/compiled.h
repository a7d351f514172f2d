/*
 * Exposures in the orders of a network, as a snapshot keeps them beside the
 * tables: what would be found by ordering the rows once more.
 */
#ifndef DATA_COMPILED_H
#define DATA_COMPILED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows that no network keeps, though nothing is wrong with them. */
typedef struct ctg__dropped {
    uint64_t first; /* row */
    uint64_t selves;
    uint64_t zeros;
    double self_money; /* in the order of the file */
} ctg__dropped;

/*
 * The arrays of ctg__exposures without optional columns, every row of the table
 * being sound and all of it numeraire. They lie in the graph's mapping, and
 * nobody has looked at what they say. `start` NULL: there are none.
 */
typedef struct ctg__compiled {
    size_t count;  /* of entries */
    size_t *start; /* node_count + 1 */
    uint32_t *debtor;
    double *amount;
    uint32_t *row;
    size_t *debtor_start; /* node_count + 1 */
    uint32_t *by_debtor;
    uint32_t *debtor_creditor;
    uint32_t *file_order;
    ctg__dropped dropped;
    bool mapped; /* of a file, whose pages can be had again */
} ctg__compiled;

/*
 * What a snapshot has of the arrays of a network, by data/network_arrays.def:
 * they lie inside, and nobody has looked at what they say.
 */
typedef struct ctg__kept_array {
    uint64_t offset; /* from `bytes` */
    uint64_t size;   /* bytes; 0: it has none */
} ctg__kept_array;

typedef struct ctg__kept {
    const char *bytes;
    size_t length;
    const ctg__kept_array *arrays; /* all of them; NULL: none */
} ctg__kept;

/* Whether its numbers are rows, nodes and entries, and its amounts are some.
 * What a sweep over creditors does not need is then let go of until it is
 * needed. */
bool ctg__compiled_fine(const ctg__compiled *of, size_t node_count,
                        size_t row_count);

#endif

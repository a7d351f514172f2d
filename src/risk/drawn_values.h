/*
 * What draws come to by one measure. A sparse column keeps only what is not 0:
 * 12 bytes for each of them instead of 8 for every draw.
 *
 * Read by any number of threads, filled by one.
 */
#ifndef RISK_DRAWN_VALUES_H
#define RISK_DRAWN_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <contagraph/status.h>

struct ctg__drawn_piece;

/* Starts as 0. */
typedef struct ctg__drawn_values {
    double *dense;   /* by draw, from 0; NULL: sparse */
    uint64_t filled; /* sparse: draws before this one are there */
    struct ctg__drawn_piece **pieces; /* in order of draws */
    size_t piece_count;
    size_t piece_room;
    size_t last_count; /* in the last piece */
} ctg__drawn_values;

/* Room for so many draws, or as they come. CTG_NO_MEMORY. */
ctg_status ctg__drawn_values_open(ctg__drawn_values *column, uint64_t draws,
                                  bool is_sparse, ctg_error *error);
void ctg__drawn_values_close(ctg__drawn_values *column);

/*
 * The value of a draw. A sparse column takes them in order; one that it has is
 * passed over: draws that are run again come to the same. False when out of
 * memory.
 */
bool ctg__drawn_values_put(ctg__drawn_values *column, uint64_t draw,
                           double value);

/* The values of `count` draws from `first` on, bit for bit. */
void ctg__drawn_values_copy(const ctg__drawn_values *column, uint64_t first,
                            uint64_t count, double *values);

#endif

/* Scenarios of a sweep that are run together. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include <contagraph/scenarios.h>

#include <stdbool.h>

/* Results appear so many at a time; more where processes share them. */
enum { BATCH_USUAL = 256, BATCH_ROWS = 4096 };

typedef struct batch {
    ctg_scenario *scenarios[BATCH_ROWS];
    char *ids[BATCH_ROWS];
    char *edits[BATCH_ROWS]; /* NULL: none */
    size_t lines[BATCH_ROWS];
    size_t count;
    size_t most; /* set before the first is added */
} batch;

bool batch_is_full(const batch *rows);

/* Takes the scenario of a row, and copies its texts. */
void batch_add(batch *rows, const ctg_scenario_row *row);

/* Frees all rows and leaves it empty. */
void batch_clear(batch *rows);

/* Whether two of its rows run on the same graph. */
bool batch_same_edits(const batch *rows, size_t one, size_t other);

#endif

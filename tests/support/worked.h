/* Ledgers without an engine: from rows, and from the worked examples. */
#ifndef SUPPORT_WORKED_H
#define SUPPORT_WORKED_H

#include <stdio.h>

#include <contagraph/trace.h>

typedef struct worked {
    ctg_graph *graph; /* nodes and assets, ids only */
    ctg_ledger *ledger;
} worked;

/* Nodes and assets named in words parted by blanks: "A B", "ETH". */
void worked_open(worked *made, const char *nodes, const char *assets);

/*
 * Adds rows "round,channel,source,target,amount", one a line, rounds
 * ascending, as in ledger.csv. Fails the test on what it cannot read.
 */
void worked_add(worked *made, const char *rows);

/* tests/worked/NAME with its expected/ledger.csv. */
void worked_read(worked *made, const char *name);

void worked_close(worked *made);

/* tests/worked/NAME/FILE for reading; NULL when it is not there. */
FILE *worked_file(const char *name, const char *file);

/* Calls `check` with every folder of tests/worked, by name. */
void worked_each(void (*check)(const char *name));

#endif

/* Feeds bytes to a reader, as if they were a file. */
#ifndef FUZZ_READER_H
#define FUZZ_READER_H

#include "fuzz.h"
#include "read/graph_format.h"

/* The graph of fuzz_graph_path, to be freed. */
ctg_graph *fuzz_sample(void);

/* Hashes it, writes it to nowhere, makes the network, which may be refused. */
void fuzz_use_graph(const ctg_graph *graph, ctg_problems *problems);

/*
 * Reads, asks for places, makes the network and writes to nowhere; aborts where
 * a promise is broken. The size says with which options, and whether it is
 * cancelled.
 */
void fuzz_read(const ctg__format *format, const char *rows, const uint8_t *data,
               size_t size);

/* The same without a look at the checksum: then using it may fail later. */
void fuzz_read_unchecked(const ctg__format *format, const uint8_t *data,
                         size_t size);

/* The same for one table as CSV. */
void fuzz_read_table(ctg_table table, const uint8_t *data, size_t size);

/* Which table of a graph's folder the header of a CSV says that it is. */
void fuzz_look_at_header(const uint8_t *data, size_t size);

/* Aborts if the table is another when it is read in pieces. */
void fuzz_read_pieces(ctg_table table, const uint8_t *data, size_t size);

#endif

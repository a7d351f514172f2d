/* The same random exposures as files of several formats. */
#ifndef BENCHMARKS_READ_FILES_H
#define BENCHMARKS_READ_FILES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct read_files {
    size_t edge_count;
    size_t node_count;
    char folder[64]; /* nodes.csv and exposures.csv, and what follows */
    char edges[96];
    char ncol[96];
    char graphml[96];
    char snapshot[96]; /* not written: a place for it */
} read_files;

/*
 * Writes CSV, and with `others` the same edges as NCOL and GraphML. Ids are
 * like B0286924, amounts have two decimals. Ends the program if it cannot.
 */
void read_files_make(read_files *files, size_t edge_count, size_t node_count,
                     bool others);
/* Half of the nodes insolvent, the others nearly so: a spectral radius far
 * above 1. */
void read_files_weaken(const read_files *files);
void read_files_remove(const read_files *files);

/* Bytes; 0 if there is no such file. */
double read_files_size(const char *path);

#endif

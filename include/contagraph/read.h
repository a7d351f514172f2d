/* Files to graphs and graphs to files. */
#ifndef CONTAGRAPH_READ_H
#define CONTAGRAPH_READ_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/graph.h>
#include <contagraph/network.h>
#include <contagraph/problem.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_read_options {
    const char *format;     /* NULL: told by content, then by ending */
    const char *nodes_path; /* --nodes: equities of a graph without; NULL */
    const char *rows;       /* dense matrix: "creditor" or "debtor"; NULL */
    bool rows_optional;     /* no error if the input is no matrix */
    const char *edges;      /* "debtor-creditor" (NULL) or "creditor-debtor" */
    const char *map; /* "new=old,...": columns renamed on reading; NULL */
    /* How tables and matrices write numbers. */
    const char *decimal; /* "." (NULL) or ",", with points between thousands */
    const char *thousands; /* a character between thousands; NULL: none */
    const char *blank;  /* "0": a number that is due but blank or `-`; NULL */
    const char *totals; /* "drop": a last row or column of totals; NULL */
    /*
     * Snapshots only: their checksum is not compared and their cells are not
     * looked at, so that opening one takes no time however large it is. What
     * could lead outside the file is refused when the graph is first used;
     * other damage shows as other numbers.
     */
    bool unchecked;
    const char *shown;      /* what messages call the input; NULL: its path, or
                               "<memory>" */
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
} ctg_read_options;

ctg_read_options ctg_read_options_default(void);

/*
 * Reads a folder of CSV tables, a document, a matrix, ...; `-` is standard
 * input, where the format must be given. Everything wrong is added to
 * `problems` and the call then fails with CTG_BAD_INPUT, its message being
 * the first of them with its place. CTG_CANCELLED when the progress callback
 * says so. The caller frees the graph.
 *
 * Files are mapped while they are read, snapshots for as long as the graph
 * lives: whoever cuts one short meanwhile makes the process that reads it get
 * SIGBUS, which a program may want to catch. To replace a file is safe.
 * CTG_IO_ERROR for a file that cannot be read, CTG_BAD_ARGUMENT for options
 * that make no sense, or a format that must be told.
 */
ctg_status ctg_graph_read(const char *path, const ctg_read_options *options,
                          ctg_graph **graph, ctg_problems *problems,
                          ctg_error *error);

/*
 * The same from bytes, of any format that is one file; the format is told as by
 * ctg_graph_read, in the end by the ending of `shown`. The bytes are copied,
 * and may be NULL where there are none. Fails as ctg_graph_read does, but for
 * CTG_IO_ERROR where `nodes_path` is NULL.
 */
ctg_status ctg_graph_read_memory(const void *bytes, size_t size,
                                 const ctg_read_options *options,
                                 ctg_graph **graph, ctg_problems *problems,
                                 ctg_error *error);

typedef struct ctg_write_options {
    const char *format; /* NULL: by the ending; a folder for CSV */
    bool lossy;         /* drop what the format cannot hold, counted */
    bool reorder;       /* snapshot only: store a cache-friendly order */
    const char *rows;   /* dense matrix only: "creditor" or "debtor"; NULL */
    /* Snapshot only: the network of the graph as it is, which is kept beside
     * it, so that all who make one of the file share its pages. NULL, a
     * network of another graph, `reorder`: none is kept. */
    const ctg_network *network;
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
    /* Asked once all of it is written and safe and only has to be put in place,
     * so that other outputs can be made safe with it; what it returns beside
     * CTG_OK takes the graph away and is returned. May be NULL. */
    ctg_status (*ready)(void *context, ctg_error *error);
    void *ready_context;
} ctg_write_options;

ctg_write_options ctg_write_options_default(void);

/*
 * Writes whole or not at all. Refuses with CTG_BAD_ARGUMENT, naming it, what
 * the format cannot hold; with `lossy` each such thing is a warning instead,
 * with its count. `-` writes to standard output where the format is one file.
 * CTG_CANCELLED when the progress callback says so. CTG_IO_ERROR where it
 * cannot be written, CTG_BAD_INPUT for a damaged snapshot.
 */
ctg_status ctg_graph_write(const ctg_graph *graph, const char *path,
                           const ctg_write_options *options,
                           ctg_problems *problems, ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif

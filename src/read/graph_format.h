/*
 * What a format is to reading and writing. To add one, write NAME.c that
 * defines ctg__format_NAME and give it a row in formats.def.
 */
#ifndef READ_GRAPH_FORMAT_H
#define READ_GRAPH_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <contagraph/read.h>
#include <contagraph/variant.h>

#include "base/error.h"
#include "data/graph.h"
#include "data/problem.h"
#include "read/content.h"
#include "read/map.h"
#include "text/number.h"

/* What is read, and how the caller wants it read. */
typedef struct ctg__input {
    const char *path;     /* to open; "-" for standard input */
    const char *shown;    /* in messages: the path, or "<stdin>" */
    ctg__content content; /* all of it; empty for a folder */
    bool folder;
    bool nodes_given; /* --nodes: CTG_NODES is filled, do not fill it */
    bool edges_given; /* --edges */
    bool edges_used;  /* a table had ends that say no direction */
    bool reversed;    /* --edges creditor-debtor */
    bool drop_totals; /* --totals drop */
    ctg__number_style numbers; /* --decimal, --thousands, --blank */
    bool unchecked;            /* --no-checksum */
    const char *rows;          /* --rows: "creditor", "debtor" or NULL */
    ctg__map map;              /* --map: rename columns with ctg__map_name */
    ctg_progress *progress;    /* may be NULL */
    void *progress_context;
    size_t piece_size; /* of CSV, for one thread; 0: the standard */
} ctg__input;

/*
 * What a target cannot hold. Formats report each thing once, with how often it
 * occurs: ctg__refuse(refusals, 3, "parallel exposures").
 */
typedef struct ctg__refusals {
    const char *format;
    bool lossy;
    size_t count;
    ctg_problems *problems;
    const ctg_write_options *options; /* who is asked while all is looked at */
} ctg__refusals;

void ctg__refuse(ctg__refusals *refusals, size_t times, const char *format, ...)
    CTG__PRINTF(3, 4);

/* What else a format needs to be told; asking it of another is an error. */
enum {
    CTG__TAKES_NODES = 1,      /* --nodes */
    CTG__TAKES_ROWS = 2,       /* --rows */
    CTG__TAKES_EDGES = 4,      /* --edges */
    CTG__TAKES_FOLDER = 8,     /* is a folder; all others are files */
    CTG__TAKES_UNCHECKED = 16, /* --no-checksum: it has one */
    CTG__TAKES_NUMBERS = 32,   /* --decimal, --thousands, --blank, --totals */
    /* Tables of columns; --edges is for source and target. */
    CTG__TAKES_TABLES = CTG__TAKES_EDGES | CTG__TAKES_NUMBERS | 64
};

typedef struct ctg__format {
    ctg_variant about;
    const char *endings; /* ".csv .tsv"; "" for none */
    unsigned takes;
    /* True if the content can be nothing else. NULL: never. Never called for
     * folders. */
    bool (*sniff)(const ctg__input *input);
    /*
     * Fills the graph. What is wrong with the input goes to `problems`, all in
     * one pass, and the call returns CTG_OK all the same; other failures (no
     * memory, I/O) are returned.
     */
    ctg_status (*read)(ctg__input *input, ctg_graph *graph,
                       ctg_problems *problems, ctg_error *error);
    /* Writes into a file that is there whole or not at all: what was written
     * before a failure goes. NULL: cannot be written, or is a folder. */
    ctg_status (*write)(const ctg_graph *graph, FILE *file,
                        const ctg_write_options *options, ctg_error *error);
    /* Writes a folder, whole or not at all; NULL for files. */
    ctg_status (*write_folder)(const ctg_graph *graph, const char *path,
                               const ctg_write_options *options,
                               ctg_error *error);
    /* Whether a column that holds something can be written. NULL: all can. */
    bool (*can_hold)(const ctg_graph *graph, ctg_table table,
                     const ctg__column *column);
    /* Refuses what is not a matter of columns. NULL: nothing. */
    ctg_status (*check)(const ctg_graph *graph, ctg__refusals *refusals,
                        ctg_error *error);
    bool drops_about; /* cannot hold what about.json says */
} ctg__format;

#define FORMAT(id) extern const ctg__format ctg__format_##id;
#include "read/graph_formats.def"
#undef FORMAT

/* Spellings of one address that differ in case become one id, with a note. */
ctg_status ctg__addresses_unite(const char *shown, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error);

/*
 * Whether writing shall stop: asked for every row, the callback now and then.
 * Writers then return ctg__write_cancelled.
 */
bool ctg__write_stops(const ctg_write_options *options, size_t row);
ctg_status ctg__write_cancelled(ctg_error *error);

/* True if the column has a cell that is not blank. */
bool ctg__column_holds_any(const ctg__rows *rows, const ctg__column *column);

/*
 * A source whose places are the input's path alone, for rows that a file
 * implies: nodes that only exposures name.
 */
ctg_status ctg__implied_source(const char *shown, ctg__rows *rows,
                               ctg_error *error);

#endif

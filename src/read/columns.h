/*
 * What files mean by the names of their columns, and how they write numbers:
 * the same for CSV, JSON and SQLite.
 *
 * Case, blanks around a name and `_`, `-` and blanks inside it do not matter. A
 * name that is nearly a column of its table, or one of another table, is
 * refused: as an attribute it would be lost without a word. All other unknown
 * names are attributes.
 */
#ifndef READ_COLUMNS_H
#define READ_COLUMNS_H

#include "read/graph_format.h"
#include "text/text.h"

typedef struct ctg__named ctg__named;

/* The names of one table of one file. */
typedef struct ctg__columns {
    ctg__input *input;
    ctg_graph *graph;
    ctg_problems *problems;
    ctg_table table;
    /* By end, debtor and creditor: the file has it under its own name. */
    bool has_end[2];
    bool took_end[2]; /* it has another word for it, which was taken */
    bool edges;       /* there are `source` and `target`, which say no end */
    bool undirected;  /* and nobody said how they run */
    bool took_weight;
    ctg__text header; /* the names, for messages */
    ctg__named *named;
    size_t named_count;
    size_t named_room;
} ctg__columns;

/* `input` and `graph` outlive it; ends with ctg__columns_clear. */
ctg__columns ctg__columns_begin(ctg__input *input, ctg_graph *graph,
                                ctg_table table, ctg_problems *problems);

/* Every name of the header, before the first is taken. */
ctg_status ctg__columns_see(ctg__columns *columns, const char *name,
                            size_t length, ctg_error *error);

/*
 * The column of a name, with its array. CTG_BAD_INPUT says in `fault` why there
 * is none; the caller knows the place. A name that was refused before, or that
 * waits for --edges, is CTG_OK and SIZE_MAX.
 */
ctg_status ctg__columns_take(ctg__columns *columns, const char *name,
                             size_t length, size_t *index, ctg_error *fault);

/*
 * All names are taken: reports at `place` needed columns that are missing, with
 * the header and what to type, and what was taken for what.
 */
void ctg__columns_finish(ctg__columns *columns, const char *place);
void ctg__columns_clear(ctg__columns *columns);

/*
 * As ctg__graph_set_text, but a number is written as the caller said that the
 * file writes them, and a blank may be one.
 */
ctg_status ctg__cell_set(const ctg__input *input, ctg_graph *graph,
                         ctg_table table, size_t row, size_t column,
                         const char *text, size_t length, ctg_error *error);

/* What to type where numbers are written otherwise than we expect; or "". */
const char *ctg__number_hint(ctg__number_fault fault);

/* For graphs whose edges run from debtor to creditor unless --edges says
 * otherwise: says so where nobody did. */
void ctg__edges_assume(ctg__input *input, ctg_problems *problems);

#endif

/*
 * Inside a graph: typed columns.
 *
 * Text is interned (text/words.h), so a reference is an integer and resolving
 * it is an array look-up. A column that a file does not have has no array.
 * Readers fill columns; compile/ gives them their meaning.
 */
#ifndef DATA_GRAPH_H
#define DATA_GRAPH_H

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>

#include <contagraph/graph.h>

#include "base/error.h"
#include "data/compiled.h"
#include "data/problem.h"
#include "text/words.h"

typedef enum ctg__column_type {
    CTG__TEXT,
    CTG__NUMBER,
    CTG__FLAG,
    CTG__NODE,
    CTG__ASSET,
    CTG__ENUM,
    CTG__LEVERAGE
} ctg__column_type;

/* A known column: its index in its table, as CTG__EXPOSURE_AMOUNT. */
enum {
#define COLUMN(table, NAME, name, type, needed, meaning) CTG__ALL_##NAME,
#include "data/columns.def"
#undef COLUMN
    CTG__ALL_COLUMNS
};

/*
 * Known columns are addressed by (table, index within the table): the enum
 * constants count over all tables, FIRST_of_table is subtracted.
 */
#define CTG__FIRST_NODES CTG__ALL_NODE_ID
#define CTG__FIRST_EXPOSURES CTG__ALL_EXPOSURE_DEBTOR
#define CTG__FIRST_ASSETS CTG__ALL_ASSET_ID
#define CTG__FIRST_HOLDINGS CTG__ALL_HOLDING_NODE
#define CTG__FIRST_VENUES CTG__ALL_VENUE_NODE
#define CTG__FIRST_MARKETS CTG__ALL_MARKET_VENUE
#define CTG__FIRST_POSITIONS CTG__ALL_POSITION_ACCOUNT
#define CTG__FIRST_LAYERS CTG__ALL_LAYER_VENUE

enum {
#define COLUMN(table, NAME, name, type, needed, meaning)                       \
    CTG__##NAME = CTG__ALL_##NAME - CTG__FIRST_##table,
#include "data/columns.def"
#undef COLUMN
};

typedef struct ctg__column_spec {
    ctg_table table;
    const char *name;
    ctg__column_type type;
    bool needed;
    const char *meaning;
} ctg__column_spec;

/* The known columns of a table, `*count` of them, by index. */
const ctg__column_spec *ctg__column_specs(ctg_table table, size_t *count);

/* The value of a LEVERAGE cell that says `initial`. */
#define CTG__INITIAL (-HUGE_VAL)

/*
 * Numbers (NUMBER, FLAG as 0 or 1, LEVERAGE) are in `number`, NaN when blank;
 * everything else in `word`, 0 when blank. Both NULL: the column is absent.
 */
typedef struct ctg__column {
    const ctg__column_spec *spec; /* NULL: an attribute, kept as text */
    const char *name;             /* a spec's, or of the graph's words */
    double *number;
    ctg_word *word;
    bool
        mapped; /* the array is part of the graph's mapping: not ours to free */
} ctg__column;

/* Where rows came from, for messages. Made by a reader, owned by the table. */
typedef struct ctg__source {
    /* Writes "nodes.csv:3:7" or the like; `column` NULL: the row as a whole. */
    void (*place)(const struct ctg__source *source, size_t row,
                  const char *column, char *text, size_t size);
    void (*release)(struct ctg__source *source);
} ctg__source;

typedef struct ctg__rows {
    size_t row_count;
    size_t row_room;
    ctg__column *columns; /* the known ones first, by index, then attributes */
    size_t column_count;
    ctg__source *source; /* NULL: unknown */
    size_t made_count;   /* so many of the last rows are presets', no file's */
} ctg__rows;

/*
 * What is known of a graph as it is, beside its tables: it came with the file,
 * or somebody found it out. Any thread may add to it.
 */
typedef struct ctg__known {
    atomic_bool any;       /* a change would make something of it wrong */
    _Atomic double radius; /* of its leverage; 0: at most 1, NaN: not known */
    atomic_bool ids_apart; /* no two ids of nodes look alike */
} ctg__known;

struct ctg_graph {
    ctg__words *words;
    ctg__rows tables[CTG_TABLE_COUNT];
    ctg_about about; /* strings owned by the graph */
    char *about_texts[4];
    const char *format; /* that it was read in, static; NULL: none */
    char *shown; /* what messages call the file it is from; NULL: none, owned */
    bool presets_applied;      /* to the presets that venues name now */
    bool unverified;           /* ctg__graph_verify has something to do */
    ctg__known *known;
    /* Of a snapshot that was not changed: */
    ctg__compiled compiled;
    char hash[CTG_HASH_ROOM]; /* "": not known */
    /* What a snapshot has of a network of it as it was, changed or not. */
    ctg__kept kept;
    /* A mapped file that columns point into, and how to let go of it. */
    void *mapping;
    void (*unmap)(void *mapping);
};

ctg_status ctg__graph_new(ctg_graph **graph, ctg_error *error);

/* Whatever is known beside the tables is forgotten. */
void ctg__graph_forget(ctg_graph *graph);

/* Before every change. */
static inline void ctg__graph_changes(ctg_graph *graph)
{
    if (atomic_load_explicit(&graph->known->any, memory_order_relaxed))
        ctg__graph_forget(graph);
}

/* A word of the graph, added if new; CTG__NO_WORD when out of memory. */
ctg_word ctg__graph_word(ctg_graph *graph, const char *text, size_t length);
const char *ctg__graph_text(const ctg_graph *graph, ctg_word word);

/* Index of a column by name, known or attribute; SIZE_MAX when there is none.
 * Known columns are found whether or not they hold anything. */
size_t ctg__graph_find_column(const ctg_graph *graph, ctg_table table,
                              const char *name);

/*
 * The index of the column of this name, with its array: of the known column,
 * or of an attribute that is added if it is new. All cells so far are blank.
 */
ctg_status ctg__graph_need_column(ctg_graph *graph, ctg_table table,
                                  const char *name, size_t length,
                                  size_t *index, ctg_error *error);

/*
 * Makes room for `row_count` rows in all arrays of a table. What lies behind
 * the rows so far is not set: whoever raises the table's row_count fills all
 * arrays. Arrays may move.
 */
ctg_status ctg__graph_reserve(ctg_graph *graph, ctg_table table,
                              size_t row_count, ctg_error *error);

/* One blank row more; `row` is its index. */
ctg_status ctg__graph_add_row(ctg_graph *graph, ctg_table table, size_t *row,
                              ctg_error *error);

/*
 * Sets one cell of an existing array from text, by the column's type. An
 * empty text is blank. CTG_BAD_INPUT with the reason, for the caller to
 * prefix with the place ("amount is 'x', not a number"). NULs and bad UTF-8
 * are refused.
 */
ctg_status ctg__graph_set_text(ctg_graph *graph, ctg_table table, size_t row,
                               size_t column, const char *text, size_t length,
                               ctg_error *error);
/* The same from a number; text columns get its shortest decimal. */
ctg_status ctg__graph_set_number(ctg_graph *graph, ctg_table table, size_t row,
                                 size_t column, double value, ctg_error *error);

/* CTG_BAD_INPUT for NULs and bad UTF-8; `name` is whose text it is. */
ctg_status ctg__graph_check_text(const char *name, const char *text,
                                 size_t length, ctg_error *error);

/*
 * Whether every word of a graph that was mapped unseen is one, and every number
 * finite: before words are used as indices. CTG_BAD_INPUT with the place. Looks
 * at nothing in graphs that were read.
 */
ctg_status ctg__graph_verify(const ctg_graph *graph, ctg_error *error);
/* The same without a look at exposures. */
ctg_status ctg__graph_verify_others(const ctg_graph *graph, ctg_error *error);

/*
 * What the cell of an edit, TABLE KEY COLUMN=anything, is now; NaN where it is
 * blank, or several rows with that key differ. Fails as ctg_graph_edit does,
 * CTG_BAD_ARGUMENT for a column of texts as well.
 */
ctg_status ctg__graph_edited_number(const ctg_graph *graph, const char *edit,
                                    double *value, ctg_error *error);

/* field: 0 title, 1 unit, 2 date, 3 source */
ctg_status ctg__graph_set_about(ctg_graph *graph, size_t field,
                                const char *text, ctg_error *error);

/* Number columns; NaN where the column is absent or blank. */
static inline double ctg__graph_number(const ctg_graph *graph, ctg_table table,
                                       size_t column, size_t row);
/* Word columns; 0 where the column is absent or blank. */
static inline ctg_word ctg__graph_cell_word(const ctg_graph *graph,
                                            ctg_table table, size_t column,
                                            size_t row);

/* 0x and 40 hexadecimal digits, which are one id in any case. */
bool ctg__is_address(const char *text, size_t length);

/* The first row whose cell of a column of words is this text; CTG_NONE. */
uint32_t ctg__graph_find_cell(const ctg_graph *graph, ctg_table table,
                              size_t column, const char *text, size_t length);

/* The node or asset (CTG_NODES, CTG_ASSETS) of an id, or of a name that only
 * one has; CTG_NONE. */
uint32_t ctg__graph_find_id(const ctg_graph *graph, ctg_table table,
                            const char *text, size_t length);
uint32_t ctg__graph_find_name(const ctg_graph *graph, ctg_table table,
                              const char *text, size_t length);

/* The node or asset that a cell of words names; an asset's may be blank:
 * CTG_NONE. */
ctg_node ctg__row_node(const ctg_graph *graph, ctg_table table, size_t column,
                       size_t row);
ctg_asset ctg__row_asset(const ctg_graph *graph, ctg_table table, size_t column,
                         size_t row);

/* CTG_NOT_FOUND: "no asset 'ETHH'; did you mean 'ETH'?" */
ctg_status ctg__graph_unknown(const ctg_graph *graph, ctg_table table,
                              const char *text, size_t length,
                              ctg_error *error);
/* The same where an asset or a node would do. */
ctg_status ctg__graph_unknown_either(const ctg_graph *graph, const char *text,
                                     size_t length, ctg_error *error);

/* A cell as text, "" when blank: ctg_graph_cell without the search. */
const char *ctg__graph_column_text(const ctg_graph *graph,
                                   const ctg__column *column, size_t row,
                                   char buffer[32]);

/* "exposures.csv:4:12" of a cell; `column` SIZE_MAX: of the row. "" unknown. */
void ctg__graph_place(const ctg_graph *graph, ctg_table table, size_t row,
                      size_t column, char *text, size_t size);

/* Adds a problem with the place of a cell. */
void ctg__graph_blame(const ctg_graph *graph, ctg_table table, size_t row,
                      size_t column, ctg_problems *problems,
                      ctg_severity severity, const char *format, ...)
    CTG__PRINTF(7, 8);

static inline double ctg__graph_number(const ctg_graph *graph, ctg_table table,
                                       size_t column, size_t row)
{
    const double *const number = graph->tables[table].columns[column].number;

    return number ? number[row] : (double)NAN;
}

static inline ctg_word ctg__graph_cell_word(const ctg_graph *graph,
                                            ctg_table table, size_t column,
                                            size_t row)
{
    const ctg_word *const word = graph->tables[table].columns[column].word;

    return word ? word[row] : 0;
}

#endif

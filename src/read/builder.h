/* Graphs from memory, inside: columns of any layout as cells. */
#ifndef READ_BUILDER_H
#define READ_BUILDER_H

#include <contagraph/builder.h>

#include "base/error.h"
#include "data/graph.h"

struct ctg_builder {
    ctg_graph *graph;
    ctg_problems *problems;
    ctg_problems *own; /* where the caller has none */
    size_t before;     /* problems of others */
    size_t first_row;
    bool begun[CTG_TABLE_COUNT]; /* a column of it was given */
    /* The words of the last column of codes, as ctg__codes finds them; 0 and
     * CTG_NONE are none. The next has the same list, more often than not. */
    uint32_t *coded;
    size_t coded_count;
};

/* A problem of a column, or with NULL of a table. */
void ctg__built_blame(const ctg_builder *builder, ctg_table table,
                      const char *column, const char *text);

/* A problem of a cell. */
void ctg__built_blame_cell(const ctg_builder *builder, ctg_table table,
                           size_t column, size_t row, const ctg_error *fault);

/* Texts as indices into a list of them. */
typedef struct ctg__codes {
    const int32_t *of_row; /* -1: blank */
    size_t category_count;
    const char *const *categories;
    /* By code, one further so that blank is 0: its first row, CTG_NONE where it
     * has none; its word, once they are looked for. */
    uint32_t *found;
} ctg__codes;

/* Makes `found` of so many rows, or says which code has no category; `found` is
 * the caller's to release either way. */
ctg_status ctg__codes_check(ctg__codes *codes, size_t count, const char *column,
                            ctg_error *error);

/* A column, or a stretch of one, that somebody lends. */
typedef struct ctg__lent ctg__lent;

struct ctg__lent {
    /* A row's text, not NUL-terminated; NULL: blank. NULL: numbers. */
    const char *(*text)(const ctg__lent *lent, size_t row, size_t *length);
    double (*number)(const ctg__lent *lent, size_t row); /* NaN: blank */
    const void *values;
    const void *offsets;     /* of texts */
    const uint8_t *validity; /* a bit for each row; NULL: all are there */
    ptrdiff_t stride;
    bool doubles;  /* `values` are doubles, a stride apart, none is missing */
    size_t offset; /* added to each row */
    const void *more;  /* what else the functions know of */
    ctg__codes *codes; /* NULL: they are none */
};

const char *ctg__text_of_code(const ctg__lent *lent, size_t row,
                              size_t *length);

/* Rows of a table to come, before its columns; the same for each of them. */
ctg_status ctg__built_rows(ctg_builder *builder, ctg_table table,
                           const char *column, size_t count, ctg_error *error);

/*
 * The index of the column of a name, with its array; SIZE_MAX: it is a problem,
 * and its cells are not looked at.
 */
ctg_status ctg__built_column(ctg_builder *builder, ctg_table table,
                             const char *column, size_t *index,
                             ctg_error *error);

/* Fills rows first .. first + count - 1 of a column. */
ctg_status ctg__built_fill(ctg_builder *builder, ctg_table table, size_t column,
                           size_t first, size_t count, const ctg__lent *lent,
                           ctg_error *error);

/* The same for a column of words; `found` of the codes may be taken. */
ctg_status ctg__built_words(ctg_builder *builder, ctg_table table,
                            size_t column, size_t first, size_t count,
                            const ctg__lent *lent, ctg_error *error);
ctg_status ctg__built_coded(ctg_builder *builder, ctg_table table,
                            size_t column, size_t first, size_t count,
                            ctg__codes *codes, ctg_error *error);

#endif

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
    /* The words of the last column of codes, by code; 0 and CTG_NONE are none.
     * The next has the same list, more often than not. */
    uint32_t *coded;
    size_t coded_count;
};

/* A problem of a column, or with NULL of a table. */
void ctg__built_blame(const ctg_builder *builder, ctg_table table,
                      const char *column, const char *text);

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
    const void *more; /* what else the functions know of */
    /* Texts as indices into `more`, a list of so many; NULL: they are not. */
    const int32_t *codes;
    size_t category_count;
};

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

#endif

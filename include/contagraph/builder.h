/*
 * A graph from memory: whole columns in any order, as data frames have them.
 * What they mean, and what is refused, is as in a file of the same table.
 */
#ifndef CONTAGRAPH_BUILDER_H
#define CONTAGRAPH_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <contagraph/graph.h>
#include <contagraph/problem.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A column that the model knows (docs/model.md section 1). */
typedef struct ctg_column {
    const char *name;    /* "amount" */
    bool is_number;      /* numbers, or true and false; else texts */
    bool needed;         /* must be there, and filled */
    const char *meaning; /* "who owes" */
} ctg_column;

/* The columns of a table, in order; false past the last. */
bool ctg_column_at(ctg_table table, size_t index, ctg_column *column);

/*
 * A graph being put together; one thread's. Every column of a table has as many
 * rows as the first that was given. Whatever is given is copied: it may go when
 * the call returns. A cell that is no value of its column, a name that is
 * nearly one of the model's, a column twice: each is a problem with its place,
 * "SHOWN:exposures:3:amount", and ctg_builder_finish fails then; until there
 * all such calls succeed, so that all that is wrong is told at once. A name
 * that is none of the model's becomes an attribute.
 *
 * After another failure the builder can only be freed.
 */
typedef struct ctg_builder ctg_builder;

/*
 * `shown` is what messages call the graph; NULL or "" for nothing. Rows are
 * counted from `first_row` there: 0 or 1, as the caller's users do. `problems`
 * may be NULL and outlives the builder. CTG_NO_MEMORY alone.
 */
ctg_status ctg_builder_new(const char *shown, size_t first_row,
                           ctg_problems *problems, ctg_builder **builder,
                           ctg_error *error);
void ctg_builder_free(ctg_builder *builder); /* NULL does nothing */

/*
 * Texts one behind the other, in the layout of Arrow: the text of row i is
 * bytes[offsets[i]] up to bytes[offsets[i + 1]], UTF-8 without NUL; an empty
 * one is blank. There are count + 1 offsets, not falling; `bytes` may be NULL
 * where all texts are empty. Texts of a column of numbers are read as a file's
 * cells would be. CTG_BAD_ARGUMENT for another number of rows, falling offsets
 * and no such table.
 */
ctg_status ctg_builder_texts(ctg_builder *builder, ctg_table table,
                             const char *column, size_t count,
                             const char *bytes, const int64_t *offsets,
                             ctg_error *error);

/*
 * The same as indices into a list of distinct texts, -1 for blank: what a
 * categorical, a factor, a dictionary or a list of edges by index is.
 * `categories` may be NULL where there are none. CTG_BAD_ARGUMENT, too, for a
 * code beyond the list.
 */
ctg_status ctg_builder_codes(ctg_builder *builder, ctg_table table,
                             const char *column, size_t count,
                             const int32_t *codes, size_t category_count,
                             const char *const *categories, ctg_error *error);

/*
 * Numbers, `stride` bytes from one to the next (sizeof(double) for an array;
 * negative to go backwards), NaN for blank; an infinity is a problem. A column
 * of texts gets the shortest decimals that read back; of true and false, 1 and
 * 0. `values` may be NULL where count is 0. CTG_BAD_ARGUMENT as above.
 */
ctg_status ctg_builder_numbers(ctg_builder *builder, ctg_table table,
                               const char *column, size_t count,
                               const double *values, ptrdiff_t stride,
                               ctg_error *error);

/* Of the Arrow C stream interface; as Arrow's abi.h declares it. */
struct ArrowArrayStream;

/*
 * All columns of a stream of record batches, which is read to its end and
 * released whatever happens: texts of every kind, dictionaries of them, whole
 * and floating numbers, booleans, and nulls, which are blank. CTG_BAD_ARGUMENT
 * names a column of another type, or is what the stream said when it failed, or
 * is for one that was released before; and as above.
 */
ctg_status ctg_builder_arrow(ctg_builder *builder, ctg_table table,
                             struct ArrowArrayStream *stream, ctg_error *error);

/* Title, unit, date and source; NULL leaves one as it is. CTG_BAD_ARGUMENT for
 * what is not UTF-8. */
ctg_status ctg_builder_about(ctg_builder *builder, const ctg_about *about,
                             ctg_error *error);

/*
 * The graph, the caller's to free; the builder is freed whatever happens.
 * CTG_BAD_INPUT, with the first problem, where there was any; among them a
 * table without a column that it needs, and a graph without nodes.
 */
ctg_status ctg_builder_finish(ctg_builder *builder, ctg_graph **graph,
                              ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif

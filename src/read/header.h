/* What the first lines of a text say about its format. */
#ifndef READ_HEADER_H
#define READ_HEADER_H

#include "read/graph_format.h"
#include "text/csv.h"

/* True if the text's first line names both a debtor and a creditor. */
bool ctg__header_names_edges(const ctg__input *input);

/* True if it is a table of a graph's folder, by its file's name and its first
 * line. */
bool ctg__header_names_table(const ctg__input *input, ctg_table *table);

/* True if its first line is that of such a table, whatever the file's name. */
bool ctg__header_shows_table(const ctg__input *input, ctg_table *table);

/* True if its cells are numbers, but for names around them. */
bool ctg__header_looks_dense(const ctg__input *input);

/* True if its lines are two ends and a number, separated by blanks or tabs,
 * without a header: a list of edges as tools for graphs write them. */
bool ctg__header_is_list(const ctg__input *input);

/* Why a dense matrix cannot be read without --rows. */
extern const char ctg__rows_reason[];

#endif

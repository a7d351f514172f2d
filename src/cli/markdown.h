/* What reports in Markdown share. */
#ifndef CLI_MARKDOWN_H
#define CLI_MARKDOWN_H

#include <stdio.h>

#include <contagraph/graph.h>

/* "## WHAT: TITLE", the graph's title where it has one. */
void markdown_write_title(FILE *file, const char *what, const ctg_graph *graph);

/* A text as code: nothing in it is markup. */
void markdown_write_code(FILE *file, const char *text);

/* A row of a table with two columns. */
void markdown_write_fact(FILE *file, const char *name, const char *value);

#endif

/* A programme's rows and columns that are still being added. */
#ifndef OPTIMISE_RESCUE_BUILDER_H
#define OPTIMISE_RESCUE_BUILDER_H

#include "optimise/rescue_model.h"

typedef struct ctg__rescue_builder {
    const ctg__rescue_task *task;
    ctg__rescue_model *to;
    double *cost;
    double *row_least;
    double *row_most;
    size_t *row;
    size_t *column;
    double *coefficient;
    size_t columns;
    size_t rows;
    size_t entries;
    size_t row_room;
    size_t entry_room;
    size_t *at;       /* where a column's entry of this row is ... */
    size_t *stamp_of; /* ... if this is the row's stamp */
    size_t stamp;
    bool wants_loss;
    bool failed;
} ctg__rescue_builder;

size_t ctg__builder_column(ctg__rescue_builder *b, double least, double most,
                           bool whole);
/* Adds to the row that comes next; twice the same column adds up. */
void ctg__builder_entry(ctg__rescue_builder *b, size_t column,
                        double coefficient);
/* Ends a row whose entries were added; returns its index. */
size_t ctg__builder_row(ctg__rescue_builder *b, double least, double most);

/* Whether a node fails without aid. */
bool ctg__builder_fails(const ctg__rescue_builder *b, size_t i);
/* Adds a multiple of a node's aid to the row. */
void ctg__builder_aid(ctg__rescue_builder *b, size_t i, double factor);
/* Adds a multiple of what reaches a node (clearing), or of what it keeps as
 * others pay (threshold); returns the constant part. */
double ctg__builder_income(ctg__rescue_builder *b, size_t i, double factor);

/* Every limit as a row, and the objective. */
void ctg__builder_limits(ctg__rescue_builder *b);
void ctg__builder_goal(ctg__rescue_builder *b);

#endif

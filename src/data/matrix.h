/*
 * Matrices over the nodes, in compressed sparse rows: who is owed how much,
 * and what that is of a creditor's equity. Entries are positive (shares
 * of them may underflow to 0) and finite and, within a row, in ascending order
 * of columns.
 */
#ifndef DATA_MATRIX_H
#define DATA_MATRIX_H

#include "base/arena.h"
#include "data/spectral.h"

/*
 * Claims: row i, column j is what node i is owed by node j, in money at the
 * file's prices, parallel exposures added, those worth nothing left out.
 * CTG_NO_SOLUTION when a sum overflows.
 */
ctg_status ctg__matrix_of_claims(const ctg_network *network, ctg__arena *arena,
                                 ctg__matrix *claims, ctg_error *error);

/* Rows become columns. */
ctg_status ctg__matrix_transpose(const ctg__matrix *matrix, ctg__arena *arena,
                                 ctg__matrix *transpose, ctg_error *error);

/*
 * Leverage: claims over the creditor's equity, the share of its equity that i
 * loses when all that j owes is lost. A pass-through counts with its
 * liabilities, as its distress is 1 - A/L. Who has no equity has nothing more
 * to lose: its row is empty.
 */
ctg_status ctg__matrix_of_leverage(const ctg_network *network,
                                   ctg__arena *arena, ctg__matrix *leverage,
                                   ctg_error *error);

/* What an exposure entry is worth at the file's prices. */
double ctg__first_face(const ctg_network *network, size_t entry);

/* What a node's losses are measured by: equity, of a pass-through its
 * liabilities; 0 when it has nothing to lose. */
double ctg__loss_measure(const ctg_network *network, size_t node);

#endif

/*
 * One way to place all claims on the cells that are free: a flow from creditors
 * to debtors, and what it proves. Whether there is a network with these totals
 * at all, who stands in its way, and how much of one creditor's claims can be
 * on some debtors. Lists only cells that carry something.
 */
#ifndef RECONSTRUCT_TRANSPORT_H
#define RECONSTRUCT_TRANSPORT_H

#include "reconstruct/support.h"

typedef struct ctg__transport ctg__transport;

/*
 * As much as can be placed. `grain` is what no longer counts, money; the arrays
 * and the support outlive it. CTG_CANCELLED.
 */
ctg_status ctg__transport_new(const ctg__support *support, const double *claims,
                              const double *debts, double grain,
                              ctg_progress *progress, void *progress_context,
                              ctg__transport **transport, ctg_error *error);
void ctg__transport_free(ctg__transport *transport); /* NULL does nothing */

/* What could not be placed, money. */
double ctg__transport_missing(const ctg__transport *transport);

/*
 * After that: creditors from whom there is a way left, and all debtors in it,
 * `reached` as long as both together, creditors first. The least cut nearest
 * the source, whose figures prove it.
 */
void ctg__transport_cut(ctg__transport *transport, bool *reached);

double ctg__transport_at(const ctg__transport *transport, size_t row,
                         size_t column);

/*
 * Moves claims of a row onto the columns that are marked until no more can
 * be; all totals stay. Returns what is on them then.
 */
ctg_status ctg__transport_push(ctg__transport *transport, size_t row,
                               const bool *marked, double *most,
                               ctg_error *error);

/* Takes the claim of a cell out, and its totals with it. */
void ctg__transport_remove(ctg__transport *transport, size_t row, size_t column,
                           double amount);

/* Calls for every cell that carries something, by column. */
void ctg__transport_each(const ctg__transport *transport,
                         void (*each)(void *context, size_t row, size_t column,
                                      double amount),
                         void *context);

#endif

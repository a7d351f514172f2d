/* The books, added up anew from the tables: what incremental postings must
 * agree with. For tests and audits; slow and obvious. */
#ifndef ENGINE_BOOKS_H
#define ENGINE_BOOKS_H

#include "engine/state.h"

/* Fills equity and gross assets + liabilities, per node, at book prices. */
void ctg__add_up_books(const ctg__state *state, double *equity, double *gross);

#endif

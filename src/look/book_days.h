/* Days until interest alone makes an account liquidatable. */
#ifndef LOOK_BOOK_DAYS_H
#define LOOK_BOOK_DAYS_H

#include <contagraph/book.h>

#include "data/borrowing.h"

/*
 * ln(H) over the rate of its one debt leg, in days; 0 where its health H is 1
 * or less. NaN: none or several debts, or one that bears no interest.
 */
double ctg__book_days(const ctg_network *network, size_t account,
                      const ctg__borrowing *markets, double year_days);

#endif

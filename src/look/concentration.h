/* How a sum is spread. */
#ifndef LOOK_CONCENTRATION_H
#define LOOK_CONCENTRATION_H

#include <contagraph/info.h>

#include "base/error.h"

/* Of `count` amounts; those that are not above 0 do not take part. */
ctg_status ctg__concentration_of(size_t count, const double *amount,
                                 ctg_concentration *concentration,
                                 ctg_error *error);

#endif

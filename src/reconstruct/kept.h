/* The largest entries of a dense network, where it is too large to be listed.
 */
#ifndef RECONSTRUCT_KEPT_H
#define RECONSTRUCT_KEPT_H

#include "reconstruct/entropy.h"
#include "reconstruct/reconstruction.h"

/* Lists the largest entries until they have options.keep of the total; says in
 * the facts what is left out. */
ctg_status ctg__list_largest(ctg_reconstruction *made,
                             const ctg__entropy *entropy, ctg_error *error);

#endif

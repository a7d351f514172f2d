/* Whether the caller wants a method to go on. */
#include "reconstruct/reconstruction.h"

ctg_status ctg__reconstruction_ask(const ctg_reconstruction *made, double done,
                                   double total, ctg_error *error)
{
    const ctg_reconstruct_options *const options = &made->options;

    if (options->progress &&
        !options->progress(options->progress_context, done, total))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    return CTG_OK;
}

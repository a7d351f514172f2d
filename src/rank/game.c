#include "rank/game.h"
#include "base/threads.h"

#include <math.h>

ctg_status ctg__game_step(const ctg__game *game, double done, double total,
                          ctg_error *error)
{
    if (game->progress && !game->progress(game->progress_context, done, total))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    return CTG_OK;
}

ctg_status ctg__game_values(const ctg__game *game, const ctg_node *sets,
                            size_t set_count, size_t size, double *values,
                            ctg_error *error)
{
#pragma omp parallel for schedule(dynamic) num_threads(ctg__thread_count())
    for (size_t s = 0; s < set_count; s++)
        values[s] = game->value(game->context, sets + s * size, size);
    for (size_t s = 0; s < set_count; s++)
        if (isnan(values[s]))
            return ctg__fail(error, CTG_INTERNAL, "a set has no value");
    return CTG_OK;
}

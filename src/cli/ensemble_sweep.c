#include "cli/ensemble_sweep.h"

#include <stdlib.h>

#include "cli/heap.h"

enum { RESULTS_TOGETHER = 1 << 18 };

size_t ensemble_sweep_together(const ctg_ensemble *ensemble)
{
    const size_t fit = RESULTS_TOGETHER / ctg_ensemble_count(ensemble);

    return fit ? fit : 1;
}

ctg_status ensemble_sweep(ctg_ensemble *ensemble,
                          const ctg_scenario *const *scenarios, size_t count,
                          const ctg_sweep_options *options,
                          ensemble_swept *swept, ctg_error *error)
{
    const size_t draws = ctg_ensemble_count(ensemble);
    ctg_status status = ctg_ensemble_rewind(ensemble, error);

    swept->summaries = heap_take((draws * count + 1) * sizeof(ctg_summary));
    swept->draws = 0;
    swept->failed = 0;
    while (!status && swept->draws < draws) {
        ctg_sweep_options of_draw = *options;
        const ctg_network *network;

        status = ctg_ensemble_next(ensemble, &network, error);
        if (status || !network)
            break;
        of_draw.first += swept->draws * count;
        status = ctg_sweep_run(network, scenarios, count, &of_draw,
                               swept->summaries + swept->draws * count,
                               &swept->failed, error);
        swept->draws += !status;
    }
    return status;
}

void ensemble_swept_clear(ensemble_swept *swept)
{
    free(swept->summaries);
    *swept = (ensemble_swept){0};
}

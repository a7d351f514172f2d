#include "cli/draw_ranges.h"

#include <math.h>
#include <stdlib.h>

#include "cli/ensemble_job.h"
#include "cli/heap.h"
#include "cli/say.h"

enum { MID, LOW, HIGH, RANK_LOW, RANK_HIGH, FIGURES };

static void fill(const job *of, draw_ranges *made)
{
    const ctg_node_range *const nodes =
        ctg_ranges_measure(made->ranges, 0)->nodes;
    const double *const equity = ctg_network_equity(of->from.network);
    const size_t count = ctg_network_node_count(of->from.network);
    double system = 0;

    made->impact = heap_take((FIGURES * count + 1) * sizeof *made->impact);
    for (size_t i = 0; i < count; i++)
        system += fmax(equity[i], 0);
    for (size_t i = 0; i < count; i++) {
        const bool known = system > 0 && !isnan(nodes[i].rank_mid);

        made->impact[MID * count + i] = known ? nodes[i].score_mid / system : 0;
        made->impact[LOW * count + i] = known ? nodes[i].score_low / system : 0;
        made->impact[HIGH * count + i] =
            known ? nodes[i].score_high / system : 0;
        made->impact[RANK_LOW * count + i] = known ? nodes[i].rank_low : 0;
        made->impact[RANK_HIGH * count + i] = known ? nodes[i].rank_high : 0;
    }
}

exit_status draw_ranges_find(const args *given, const job *of,
                             draw_ranges *made)
{
    progress shown = {.doing = "drawing"};
    ctg_ranges_options how = ctg_ranges_options_default();
    ctg_error error;
    exit_status status;

    how.progress = progress_step;
    how.progress_context = &shown;
    if (!ensemble_band(given, &how.band))
        return EXIT_USAGE;
    status = ensemble_source_open(given, of->from.graph, &shown, &made->source);
    if (!status)
        status =
            say_error(ctg_ranges_new(made->source.ensemble, of->scenario,
                                     "impact", &how, &made->ranges, &error),
                      &error);
    progress_erase();
    if (!status)
        fill(of, made);
    return status;
}

void draw_ranges_put(const draw_ranges *made, const job *of,
                     ctg_draw_options *options)
{
    const size_t count = ctg_network_node_count(of->from.network);

    if (!made->ranges)
        return;
    options->impact = made->impact + MID * count;
    options->impact_low = made->impact + LOW * count;
    options->impact_high = made->impact + HIGH * count;
    options->rank_low = made->impact + RANK_LOW * count;
    options->rank_high = made->impact + RANK_HIGH * count;
    options->draws = ctg_ranges_draws(made->ranges);
}

void draw_ranges_clear(draw_ranges *made)
{
    free(made->impact);
    ctg_ranges_free(made->ranges);
    ensemble_source_clear(&made->source);
    *made = (draw_ranges){0};
}

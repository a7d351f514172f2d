/* Losses of a world by the size of its shocks, and a sweep of two scenarios. */
#include <contagraph/curve.h>
#include <contagraph/sweep.h>

#include <math.h>

#include "world.h"

static void draw_curve(const fuzz_world *world, bool cliff)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_curve *curve = NULL;
    const ctg_curve_point *points;
    size_t count;
    ctg_error error = {0};
    ctg_status status;

    options.steps = 2;
    options.cliff = cliff;
    status = ctg_curve_new(world->network, world->scenario, &options, &curve,
                           &error);
    fuzz_require_clean(status, &error);
    if (!status) {
        points = ctg_curve_points(curve, &count);
        for (size_t i = 0; i < count; i++)
            REQUIRE(isfinite(points[i].loss) && isfinite(points[i].outside));
    }
    ctg_curve_free(curve);
}

static void sweep(const fuzz_world *world, bool end_state)
{
    const ctg_scenario *const scenarios[] = {world->scenario, world->scenario};
    ctg_sweep_options options = ctg_sweep_options_default();
    ctg_summary summaries[2];
    ctg_error error = {0};
    size_t failed;
    ctg_status status;

    options.threads = 1;
    options.end_state = end_state;
    status = ctg_sweep_run(world->network, scenarios, 2, &options, summaries,
                           &failed, &error);
    fuzz_require_clean(status, &error);
    if (status)
        return;
    REQUIRE(isfinite(summaries[0].equity_lost));
    REQUIRE(summaries[0].equity_lost == summaries[1].equity_lost);
}

void fuzz_curve(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {.at = data, .left = size};
    const size_t way = fuzz_pick(&from, 16);
    fuzz_world world;

    if (!fuzz_world_make(&from, &world))
        return;
    draw_curve(&world, way == 0);
    sweep(&world, way % 2 != 0);
    fuzz_world_clear(&world);
}

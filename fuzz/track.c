/*
 * Any bytes as words of --track, as the figure that a limit of simulate names,
 * and as words of calibrate's --limit, one a line.
 */
#include "risk/calibration.h"
#include "world.h"

/* With what the line tracks, where it does. */
static void measure(ctg_risk *risk, const char *line)
{
    const fuzz_world *const world = fuzz_fixed_world();
    ctg__arena arena = {0};
    ctg__measures measures;
    ctg__statistic statistic;
    ctg__limit limit;
    ctg_error error = {0};
    ctg_status status =
        ctg__measures_make(world->network, risk->risk.track,
                           risk->risk.track_count, &arena, &measures, &error);

    fuzz_require_clean(status, &error);
    if (!status) {
        fuzz_require_clean(
            ctg__statistic_read(&measures, line, &statistic, &error), &error);
        fuzz_require_clean(
            ctg__limit_read(&measures, line, &arena, &limit, &error), &error);
    }
    ctg__arena_clear(&arena);
}

/* Of draws that are made already. */
static void find(const char *line)
{
    const ctg_simulation *const simulation = fuzz_fixed_simulation();
    ctg__statistic_estimate estimate;
    ctg__statistic statistic;
    ctg_figure_unit unit;
    ctg_error error = {0};
    double value;

    fuzz_require_clean(
        ctg_simulation_figure(simulation, line, &value, &unit, &error), &error);
    if (!ctg__statistic_read(&simulation->measures, line, &statistic, &error))
        fuzz_require_clean(ctg__statistic_find(simulation, &statistic, 0.95,
                                               &estimate, &error),
                           &error);
}

static void take(void *context, const char *line)
{
    ctg_risk *const risk = fuzz_risk_new();
    ctg_error error = {0};

    (void)context;
    find(line);
    measure(risk, line);
    if (!ctg_risk_set(risk, "track", line, &error))
        measure(risk, line);
    ctg_risk_free(risk);
}

void fuzz_track(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}

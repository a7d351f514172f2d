/* Any bytes as the correlations of three moves. */
#include "optimise/norm.h"
#include "world.h"

static void measure(const ctg__norm *norm)
{
    const double low[3] = {0, 0.1, 0};
    double high[3] = {1, 0.5, 0.3};
    double point[3];

    (void)ctg__norm_least(norm, low, high, point);
    (void)ctg__norm_of(norm, point);
    (void)ctg__norm_trim(norm, 1, low, high);
}

void fuzz_correlation(const uint8_t *data, size_t size)
{
    const fuzz_world *const world = fuzz_fixed_world();
    const ctg_setting settings[] = {{"norm", "ellipsoid"},
                                    {"correlation", fuzz_file(0, data, size)}};
    const ctg_optimise_options options = {.settings = settings,
                                          .setting_count = 2};
    ctg__task task = {.network = world->network,
                      .scenario = world->scenario,
                      .options = &options,
                      .plan = world->plan};
    const ctg__moves moves = {.task = &task, .count = 3};
    ctg__norm norm;
    ctg_error error = {0};
    const ctg_status status = ctg__norm_read(&moves, &norm, &error);

    fuzz_require_clean(status, &error);
    for (int k = CTG__NORM_BUDGET; !status && k <= CTG__NORM_ELLIPSOID; k++) {
        norm.kind = (ctg__norm_kind)k;
        measure(&norm);
    }
    ctg__arena_clear(&task.arena);
}

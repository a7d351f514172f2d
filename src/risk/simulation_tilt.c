/* Where even draws are pushed, and how far (docs/risk.md). */
#include <math.h>

#include "base/error.h"
#include "engine/direct.h"
#include "engine/run.h"
#include "engine/state.h"
#include "risk/distributions.h"
#include "risk/elementary.h"
#include "risk/simulation.h"
#include "risk/special.h"

typedef struct tilting {
    ctg_simulation *made;
    size_t rise_count; /* measures tried, the best first */
    size_t measures[3];
    double *plain; /* by measure tried, without a driver */
    double *a;     /* by measure tried x joint driver: rises by size */
} tilting;

/* The measures tried, of the run just done. */
static void read_measures(tilting *t, double *values)
{
    ctg__drawer *const drawer = &t->made->drawers[0];

    ctg__drawer_take(t->made, drawer, drawer->values);
    for (size_t k = 0; k < t->rise_count; k++)
        values[k] = drawer->values[t->measures[k]];
}

/* How far a measure tried rises; by less than the losses of draws are told
 * apart by, it is rounding, which has no direction. */
static double rise_of(const tilting *t, size_t k, double value)
{
    const ctg_simulation *const made = t->made;
    const double grain = made->measures.list[t->measures[k]].is_money
                             ? 1e-12 * ctg__system_equity(&made->network->nodes)
                             : 0;
    const double rise = value - t->plain[k];

    return rise > grain ? rise : 0;
}

/* How much a rise counts: by how likely a move of that kind is. */
static double size_of(const ctg__risk_model *model, const ctg__driver *driver)
{
    double z = driver->threshold;

    if (driver->kind != CTG__DRIVES_DEFAULT)
        return 0.5;
    if (model->draw.degrees != INFINITY) {
        const double low = ctg__student_cdf(-fabs(z), model->draw.degrees);

        z = low > 0 ? ctg__normal_quantile(low) : -40;
    }
    return ctg__exp(-0.5 * z * z) / sqrt(CTG__TWO_PI);
}

static ctg_status run_alone(tilting *t, uint32_t d, ctg_error *error)
{
    ctg_simulation *const made = t->made;

    ctg__draw_list_alone(&made->model, made->plan, d, &made->drawers[0].list);
    return ctg__drawer_run_list(made, &made->drawers[0], false, error);
}

static ctg_status find_rises(tilting *t, ctg_error *error)
{
    const ctg__risk_model *const model = &t->made->model;
    const size_t joint = model->draw.joint_count;
    double values[3];
    ctg_status status = run_alone(t, CTG__NO_DRIVER, error);

    if (status)
        return status;
    read_measures(t, t->plain);
    for (uint32_t d = 0; !status && d < model->draw.driver_count; d++) {
        const ctg__driver *const driver = &model->drivers[d];

        if (driver->joint == CTG__NO_DRIVER)
            continue;
        status = run_alone(t, d, error);
        if (status)
            return status;
        read_measures(t, values);
        for (size_t k = 0; k < t->rise_count; k++)
            t->a[k * joint + driver->joint] =
                rise_of(t, k, values[k]) * size_of(model, driver);
    }
    return status;
}

/* b over all independent normals; its length. */
static double direct(const ctg__draw_model *draw, const double *a, double *n,
                     double *e)
{
    double squares = 0;

    for (uint32_t k = 0; k < draw->factor_count; k++) {
        n[k] = 0;
        for (uint32_t j = 0; j < draw->joint_count; j++)
            n[k] += draw->loadings[(size_t)j * draw->factor_count + k] * a[j];
        squares += n[k] * n[k];
    }
    for (uint32_t j = 0; j < draw->joint_count; j++) {
        if (draw->loadings) {
            e[j] = draw->own[j] * a[j];
        } else if (draw->factor) {
            e[j] = 0;
            for (uint32_t i = j; i < draw->joint_count; i++)
                e[j] += draw->factor[(size_t)i * draw->joint_count + j] * a[i];
        } else {
            e[j] = a[j];
        }
        squares += e[j] * e[j];
    }
    return sqrt(squares);
}

/* How far, for the highest level. */
static double distance_of(const ctg__draw_model *draw, double level)
{
    if (draw->degrees == INFINITY)
        return ctg__normal_quantile(level);
    return ctg__student_quantile(level, draw->degrees) *
           sqrt(ctg__chi_square_over_df(1 - level, draw->degrees));
}

static ctg_status set_tilt(tilting *t, ctg_error *error)
{
    ctg_simulation *const made = t->made;
    ctg__draw_model *const draw = &made->model.draw;
    double *n;
    double *e;
    double length = 0;
    double level = 0;

    if (!TAKE(&made->arena, n, (size_t)draw->factor_count + 1) ||
        !TAKE(&made->arena, e, (size_t)draw->joint_count + 1))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < made->risk->level_count; l++)
        level = fmax(level, made->risk->levels[l]);
    for (size_t k = 0; k < t->rise_count && !(length > 0); k++)
        length = direct(draw, t->a + k * draw->joint_count, n, e);
    if (!(length > 0))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "tilt finds no direction: no driver alone makes %s, "
                         "liquidated_value or equity_lost rise",
                         made->risk->measure);
    length = -distance_of(draw, level) / length;
    for (uint32_t k = 0; k < draw->factor_count; k++)
        n[k] *= length;
    for (uint32_t j = 0; j < draw->joint_count; j++)
        e[j] *= length;
    draw->tilt_n = n;
    draw->tilt_e = e;
    draw->tilt_power = fmin(18, fmax(1, -ctg__log(1 - level) / ctg__log(2)));
    return CTG_OK;
}

ctg_status ctg__simulation_tilt(ctg_simulation *simulation, ctg_error *error)
{
    static const char *const names[] = {"liquidated_value", "equity_lost"};
    tilting t = {.made = simulation, .rise_count = 3};
    ctg__arena scratch = {0};
    ctg_status status = CTG_OK;

    t.measures[0] = simulation->headline;
    for (size_t k = 0; !status && k < 2; k++)
        status = ctg__measures_find(&simulation->measures, names[k],
                                    &t.measures[k + 1], error);
    if (!status && (!TAKE(&scratch, t.plain, t.rise_count) ||
                    !TAKE(&scratch, t.a,
                          t.rise_count * simulation->model.draw.joint_count)))
        status = ctg__fail_memory(error);
    if (!status)
        status = find_rises(&t, error);
    if (!status)
        status = set_tilt(&t, error);
    ctg__arena_clear(&scratch);
    return status;
}

/* The joint driver of the same kind and row; CTG__NO_DRIVER: none. */
static uint32_t same_joint(const ctg__draw_model *draw,
                           const ctg__driver *driver)
{
    for (uint32_t d = 0; d < draw->driver_count; d++)
        if (draw->drivers[d].kind == driver->kind &&
            draw->drivers[d].row == driver->row)
            return draw->drivers[d].joint;
    return CTG__NO_DRIVER;
}

ctg_status ctg__simulation_tilt_as(ctg_simulation *simulation,
                                   const ctg_simulation *other,
                                   ctg_error *error)
{
    const ctg__draw_model *const from = &other->model.draw;
    ctg__draw_model *const draw = &simulation->model.draw;
    double *n;
    double *e;

    if (!TAKE(&simulation->arena, n, (size_t)draw->factor_count + 1) ||
        !TAKE(&simulation->arena, e, (size_t)draw->joint_count + 1))
        return ctg__fail_memory(error);
    for (uint32_t k = 0; k < draw->factor_count && k < from->factor_count; k++)
        n[k] = from->tilt_n[k];
    for (uint32_t d = 0; d < draw->driver_count; d++) {
        const uint32_t joint = draw->drivers[d].joint;
        const uint32_t there = same_joint(from, &draw->drivers[d]);

        if (joint != CTG__NO_DRIVER && there != CTG__NO_DRIVER)
            e[joint] = from->tilt_e[there];
    }
    draw->tilt_n = n;
    draw->tilt_e = e;
    draw->tilt_power = from->tilt_power;
    return CTG_OK;
}

/* Normals, factors or a matrix, the mixing variable, margins, followers. */
#include "risk/draw.h"

#include "base/assert.h"
#include "risk/distributions.h"
#include "risk/elementary.h"
#include "risk/normal_many.h"
#include "risk/random_slots.h"

#include <math.h>
#include <stddef.h>

static const double return_most = 20;

/* Which numbers of the seed belong to a draw: mirrored ones come in pairs. */
static uint64_t stream_of(const ctg__draw_model *model, uint64_t draw)
{
    return model->is_mirrored ? (draw + 1) / 2 : draw;
}

/* Any slot but the first is mirrored in even draws. */
static bool is_turned(const ctg__draw_model *model, uint64_t draw,
                      uint32_t slot)
{
    return model->is_mirrored && draw % 2 == 0 && slot != 0;
}

double ctg__draw_unit(const ctg__draw_model *model, uint64_t draw,
                      uint32_t slot)
{
    const double u = ctg__slot_unit(model->seed, stream_of(model, draw), slot);

    return is_turned(model, draw, slot) ? 1 - u : u;
}

/* The numbers of slots that follow each other. */
static void draw_units(const ctg__draw_model *model, uint64_t draw,
                       uint32_t first, uint32_t count, double *units)
{
    ctg__slot_units(model->seed, stream_of(model, draw), first, count, units);
    for (uint32_t k = 0; k < count; k++)
        if (is_turned(model, draw, first + k))
            units[k] = 1 - units[k];
}

static uint32_t slot_of(const ctg__draw_model *model, const ctg__driver *driver)
{
    return CTG__SLOT_ROWS + driver->row +
           (driver->kind == CTG__DRIVES_PRICE ? 0 : model->asset_count);
}

/* z of a joint driver: its dependence on the others. */
static double joint_normal(const ctg__draw_model *model, const ctg__draw *draw,
                           uint32_t joint)
{
    double z = 0;

    if (model->loadings) {
        const double *const loads =
            model->loadings + (size_t)joint * model->factor_count;

        for (uint32_t k = 0; k < model->factor_count; k++)
            z += loads[k] * draw->n[k];
        return z + model->own[joint] * draw->e[joint];
    }
    if (!model->factor)
        return draw->e[joint];
    for (uint32_t j = 0; j <= joint; j++)
        z += model->factor[(size_t)joint * model->joint_count + j] * draw->e[j];
    return z;
}

double ctg__margin(double y, double copula, double degrees)
{
    const double spread =
        degrees == INFINITY ? 1 : sqrt((degrees - 2) / degrees);
    double low;
    double size;

    if (degrees == copula)
        return spread * y;
    low = copula == INFINITY ? ctg__normal_cdf(-fabs(y))
                             : ctg__student_cdf(-fabs(y), copula);
    if (low <= 0)
        low = 0x1p-1022;
    size = low >= 0.5            ? 0
           : degrees == INFINITY ? -ctg__normal_quantile(low)
                                 : -ctg__student_quantile(low, degrees);
    return copysign(spread * size, y);
}

static bool is_tilted(const ctg__draw_model *model)
{
    return model->tilt_e != NULL;
}

/* u to a power. */
static double power_of(double u, double power)
{
    return ctg__exp(power * ctg__log(u));
}

/* The mixing variable's number; 1 where there is none. */
static double mixing_unit(const ctg__draw_model *model, uint64_t number)
{
    const uint32_t slot =
        model->windows ? CTG__SLOT_REPLAY_MIXING : CTG__SLOT_MIXING;
    double u;

    if (model->degrees == INFINITY)
        return 1;
    CTG__ASSERT(number > 0); /* draws are counted from 1 */
    u = ctg__draw_unit(model, number, slot);
    return is_tilted(model) && number % 2 == 0 && model->tilt_power != 1
               ? power_of(u, model->tilt_power)
               : u;
}

/* Its root, by which every normal is divided. */
static double mixing_root(const ctg__draw_model *model, double unit)
{
    return model->degrees == INFINITY
               ? 1
               : sqrt(ctg__chi_square_over_df(unit, model->degrees));
}

/* Even draws are pushed along. */
static void push(const ctg__draw_model *model, ctg__draw *draw)
{
    for (uint32_t k = 0; k < model->factor_count; k++)
        draw->n[k] += model->tilt_n[k];
    for (uint32_t j = 0; j < model->joint_count; j++)
        draw->e[j] += model->tilt_e[j];
}

/*
 * The density as it is over the mean of both that draws are from: f is over
 * that of even draws alone. Never above 2.
 */
static double weight_of(const ctg__draw_model *model, const ctg__draw *draw,
                        double unit)
{
    double exponent = 0;
    double factor = 1;

    for (uint32_t k = 0; k < model->factor_count; k++)
        exponent += model->tilt_n[k] * (0.5 * model->tilt_n[k] - draw->n[k]);
    for (uint32_t j = 0; j < model->joint_count; j++)
        exponent += model->tilt_e[j] * (0.5 * model->tilt_e[j] - draw->e[j]);
    if (model->degrees != INFINITY && model->tilt_power != 1)
        factor = model->tilt_power * power_of(unit, 1 - 1 / model->tilt_power);
    return 2 / (1 + 1 / (factor * ctg__exp(exponent)));
}

/* All independent normals: those of factors, of drivers into y and e. */
static void draw_normals(const ctg__draw_model *model, uint64_t number,
                         ctg__draw *draw)
{
    const ctg__normal_kernels *const kernels = ctg__normal_kernels_best();

    draw_units(model, number, CTG__SLOT_FACTORS, model->factor_count, draw->n);
    ctg__normal_quantiles(kernels, draw->n, model->factor_count, draw->n);
    for (uint32_t d = 0, end; d < model->driver_count; d = end) {
        const uint32_t first = slot_of(model, &model->drivers[d]);

        for (end = d + 1;
             end < model->driver_count &&
             slot_of(model, &model->drivers[end]) == first + (end - d);)
            end++;
        draw_units(model, number, first, end - d, draw->y + d);
    }
    ctg__normal_quantiles(kernels, draw->y, model->driver_count, draw->y);
    for (uint32_t d = 0; d < model->driver_count; d++)
        if (model->drivers[d].joint != CTG__NO_DRIVER)
            draw->e[model->drivers[d].joint] = draw->y[d];
}

static void draw_drivers(const ctg__draw_model *model, uint64_t number,
                         ctg__draw *draw)
{
    const double unit = mixing_unit(model, number);
    const double root = mixing_root(model, unit);

    draw_normals(model, number, draw);
    if (is_tilted(model) && number % 2 == 0)
        push(model, draw);
    draw->weight = is_tilted(model) ? weight_of(model, draw, unit) : 1;
    for (uint32_t d = 0; d < model->driver_count; d++) {
        const ctg__driver *const driver = &model->drivers[d];

        if (driver->joint != CTG__NO_DRIVER)
            draw->y[d] = joint_normal(model, draw, driver->joint);
        draw->y[d] /= root;
        draw->x[d] =
            driver->kind == CTG__DRIVES_DEFAULT
                ? 0
                : ctg__margin(draw->y[d], model->degrees, driver->degrees);
    }
}

/* The window whose returns a replayed history gives to the draw. */
static const double *window_of(const ctg__draw_model *model, uint64_t number)
{
    uint64_t window;

    if (!model->windows)
        return NULL;
    window = model->each_window_once
                 ? number - 1
                 : (uint64_t)(model->window_count *
                              ctg__draw_unit(model, number, CTG__SLOT_MIXING));
    return model->windows + window * model->column_count;
}

/* The log return that an asset has by itself, followers' basis included. */
static double own_return(const ctg__draw_model *model, const ctg__draw *draw,
                         const double *window, const ctg__mover *mover)
{
    if (mover->column != CTG__NO_DRIVER)
        return window[mover->column];
    if (mover->driver == CTG__NO_DRIVER)
        return mover->drift;
    return mover->drift +
           model->drivers[mover->driver].scale * draw->x[mover->driver];
}

static bool moves_by_itself(const ctg__mover *mover)
{
    return mover->driver != CTG__NO_DRIVER || mover->column != CTG__NO_DRIVER;
}

void ctg__draw_make(const ctg__draw_model *model, uint64_t number,
                    ctg__draw *draw)
{
    const double *const window = window_of(model, number);

    draw_drivers(model, number, draw);
    for (uint32_t a = 0; a < model->asset_count; a++) {
        const ctg__mover *const mover = &model->movers[a];
        const ctg__mover *const ahead = mover->follows == CTG__NO_DRIVER
                                            ? NULL
                                            : &model->movers[mover->follows];
        const bool is_led = ahead && moves_by_itself(ahead);
        double r = own_return(model, draw, window, mover);

        draw->moves[a] = moves_by_itself(mover) || is_led;
        if (is_led)
            r += mover->beta * own_return(model, draw, window, ahead);
        draw->returns[a] =
            draw->moves[a] ? fmax(-return_most, fmin(r, return_most)) : 0;
    }
}

bool ctg__draw_fails(const ctg__draw *draw, const ctg__driver *drivers,
                     uint32_t driver)
{
    return draw->y[driver] < drivers[driver].threshold;
}

double ctg__draw_loss_share(const ctg__draw *draw, const ctg__driver *drivers,
                            uint32_t driver)
{
    const double r = drivers[driver].scale * draw->x[driver];

    return -ctg__expm1(fmax(-return_most, fmin(r, return_most)));
}

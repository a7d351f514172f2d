#include "risk/draw_shocks.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "compile/shock_given.h"
#include "engine/impact.h"
#include "risk/elementary.h"
#include "risk/random_slots.h"
#include "text/number.h"

/* A depth never falls by all of it. */
static const double depth_most = 99.9999999;

ctg_status ctg__draw_list_make(const ctg__risk_model *model,
                               const ctg_plan *plan, ctg__arena *arena,
                               ctg__draw_list *list, ctg_error *error)
{
    const ctg__draw_model *const draw = &model->draw;
    size_t most = 2 * (size_t)draw->asset_count + draw->driver_count +
                  plan->shock_count + 1;

    for (size_t e = 0; e < model->event_count; e++)
        most += model->events[e].shock_count;
    *list = (ctg__draw_list){.room = most};
    if (!TAKE(arena, list->draw.e, (size_t)draw->joint_count + 1) ||
        !TAKE(arena, list->draw.n, (size_t)draw->factor_count + 1) ||
        !TAKE(arena, list->draw.y, (size_t)draw->driver_count + 1) ||
        !TAKE(arena, list->draw.x, (size_t)draw->driver_count + 1) ||
        !TAKE(arena, list->draw.returns, (size_t)draw->asset_count + 1) ||
        !TAKE(arena, list->draw.moves, (size_t)draw->asset_count + 1) ||
        !TAKE(arena, list->prices, (size_t)draw->asset_count + 1) ||
        !TAKE(arena, list->shocks, most) || !TAKE(arena, list->causes, most))
        return ctg__fail_memory(error);
    return CTG_OK;
}

static void put(ctg__draw_list *list, ctg__shock shock, ctg__caused cause)
{
    CTG__ASSERT(list->count < list->room);
    shock.number = (uint32_t)list->count;
    shock.group = 0;
    list->shocks[list->count] = shock;
    list->causes[list->count++] = cause;
}

static void put_prices(const ctg__risk_model *model, ctg__draw_list *list)
{
    const double *const file = model->network->assets.price;

    for (uint32_t a = 0; a < model->draw.asset_count; a++) {
        list->prices[a] = file[a];
        if (!list->draw.moves[a])
            continue;
        list->prices[a] = file[a] * ctg__exp(list->draw.returns[a]);
        put(list,
            (ctg__shock){.kind = CTG__SHOCK_asset,
                         .unit = CTG__BY_LEVEL,
                         .target = a,
                         .other = CTG_NONE,
                         .value = list->prices[a]},
            (ctg__caused){.cause = CTG__BY_PRICE, .index = a});
    }
}

/* Per cent by which the depth of an asset falls with its price; 0: not. */
static double depth_fall(const ctg__risk_model *model,
                         const ctg__draw_list *list, uint32_t asset)
{
    const double x = model->risk->values[CTG__RISK_depth_elasticity];
    const ctg__assets *const assets = &model->network->assets;
    double fall;

    if (x == 0 || !list->draw.moves[asset] ||
        !(list->draw.returns[asset] < 0) || assets->depth[asset] == HUGE_VAL ||
        ctg__impact_at(assets->impact[asset])->depth_moved)
        return 0;
    fall = -100 * ctg__expm1(x * list->draw.returns[asset]);
    return fmin(fall, depth_most);
}

/* What the words of a fall in per cent read back to. */
static double factor_of(double fall)
{
    char text[40] = "-";
    int length = 1 + ctg__number_format(text + 1, fall);
    double share = 0;

    text[length++] = '%';
    ctg__number_parse_rate(text, (size_t)length, &share);
    return 1 + share;
}

static void put_depths(const ctg__risk_model *model, ctg__draw_list *list)
{
    for (uint32_t a = 0; a < model->draw.asset_count; a++) {
        const double fall = depth_fall(model, list, a);

        if (fall > 0)
            put(list,
                (ctg__shock){.kind = CTG__SHOCK_depth,
                             .unit = CTG__BY_FACTOR,
                             .target = a,
                             .other = CTG_NONE,
                             .value = factor_of(fall)},
                (ctg__caused){.cause = CTG__BY_DEPTH, .index = a});
    }
}

static void put_default(const ctg__driver *driver, ctg__draw_list *list)
{
    put(list,
        (ctg__shock){.kind = CTG__SHOCK_node,
                     .unit = CTG__BY_REST,
                     .target = driver->row,
                     .other = CTG_NONE},
        (ctg__caused){.cause = CTG__BY_NODE, .index = driver->row});
}

static void put_loss(const ctg__driver *driver, double money,
                     ctg__draw_list *list)
{
    if (money > 0)
        put(list,
            (ctg__shock){.kind = CTG__SHOCK_node,
                         .unit = CTG__BY_MONEY,
                         .target = driver->row,
                         .other = CTG_NONE,
                         .value = money},
            (ctg__caused){.cause = CTG__BY_NODE, .index = driver->row});
}

static void put_nodes(const ctg__risk_model *model, ctg__draw_list *list)
{
    for (uint32_t d = 0; d < model->draw.driver_count; d++) {
        const ctg__driver *const driver = &model->drivers[d];

        if (driver->kind == CTG__DRIVES_LOSS)
            put_loss(driver,
                     model->money[d] *
                         ctg__draw_loss_share(&list->draw, model->drivers, d),
                     list);
        else if (driver->kind == CTG__DRIVES_DEFAULT &&
                 ctg__draw_fails(&list->draw, model->drivers, d))
            put_default(driver, list);
    }
}

/* A shock of an event, with the price that it leaves. */
static void put_event_shock(const ctg__event_shock *from, uint32_t event,
                            ctg__draw_list *list)
{
    ctg__caused cause = {
        .cause = CTG__BY_EVENT, .index = event, .given = from->given};
    ctg__shock shock = from->shock;

    if (shock.kind == CTG__SHOCK_asset) {
        double *const price = &list->prices[shock.target];

        if (from->is_fundamental) {
            shock.value = fmin(*price, shock.value);
            cause.given = NULL;
        }
        *price =
            shock.unit == CTG__BY_LEVEL ? shock.value : *price * shock.value;
    }
    put(list, shock, cause);
}

static void put_events(const ctg__risk_model *model, uint64_t number,
                       ctg__draw_list *list)
{
    for (uint32_t e = 0; e < model->event_count; e++) {
        const ctg__risk_happening *const event = &model->events[e];

        if (!(ctg__draw_unit(&model->draw, number, CTG__SLOT_EVENTS + e) <
              event->probability))
            continue;
        for (size_t s = 0; s < event->shock_count; s++)
            put_event_shock(&event->shocks[s], e, list);
    }
}

/* The scenario's own come last; depths of a group only where there are some. */
static void put_own(const ctg__risk_model *model, const ctg_plan *plan,
                    ctg__draw_list *list)
{
    for (size_t s = 0; s < plan->shock_count; s++) {
        const ctg__shock *const own = &plan->shocks[s];

        if (own->kind == CTG__SHOCK_depth && own->group &&
            plan->network->assets.depth[own->target] == HUGE_VAL)
            continue;
        put(list, *own,
            (ctg__caused){.cause = CTG__BY_SCENARIO,
                          .index = own->number,
                          .given = model->own_words[own->number]});
    }
}

void ctg__draw_list_fill(const ctg__risk_model *model, const ctg_plan *plan,
                         uint64_t number, ctg__draw_list *list)
{
    list->count = 0;
    ctg__draw_make(&model->draw, number, &list->draw);
    put_prices(model, list);
    put_depths(model, list);
    put_nodes(model, list);
    put_events(model, number, list);
    put_own(model, plan, list);
}

void ctg__draw_list_alone(const ctg__risk_model *model, const ctg_plan *plan,
                          uint32_t d, ctg__draw_list *list)
{
    const ctg__driver *const driver =
        d == CTG__NO_DRIVER ? NULL : &model->drivers[d];

    list->count = 0;
    for (uint32_t a = 0; a < model->draw.asset_count; a++) {
        list->draw.moves[a] = false;
        list->draw.returns[a] = 0;
    }
    if (driver && driver->kind == CTG__DRIVES_PRICE)
        for (uint32_t a = 0; a < model->draw.asset_count; a++) {
            const ctg__mover *const mover = &model->movers[a];
            const double times = a == driver->row                ? 1
                                 : mover->follows == driver->row ? mover->beta
                                                                 : 0;

            if (a != driver->row && mover->follows != driver->row)
                continue;
            list->draw.moves[a] = true;
            list->draw.returns[a] =
                fmax(-20, fmin(-2 * driver->scale * times, 20));
        }
    put_prices(model, list);
    put_depths(model, list);
    if (driver && driver->kind == CTG__DRIVES_DEFAULT)
        put_default(driver, list);
    if (driver && driver->kind == CTG__DRIVES_LOSS)
        put_loss(driver,
                 model->money[d] * -ctg__expm1(fmax(-20, -2 * driver->scale)),
                 list);
    put_own(model, plan, list);
}

void ctg__draw_list_all(const ctg__risk_model *model, const ctg_plan *plan,
                        ctg__draw_list *list)
{
    list->count = 0;
    for (uint32_t a = 0; a < model->draw.asset_count; a++) {
        const ctg__mover *const mover = &model->movers[a];

        list->draw.returns[a] = 0;
        list->draw.moves[a] =
            mover->driver != CTG__NO_DRIVER || mover->column != CTG__NO_DRIVER;
    }
    put_prices(model, list);
    for (uint32_t d = 0; d < model->draw.driver_count; d++)
        if (model->drivers[d].kind == CTG__DRIVES_DEFAULT)
            put_default(&model->drivers[d], list);
        else if (model->drivers[d].kind == CTG__DRIVES_LOSS)
            put_loss(&model->drivers[d], model->money[d], list);
    for (uint32_t e = 0; e < model->event_count; e++)
        for (size_t s = 0; s < model->events[e].shock_count; s++)
            put_event_shock(&model->events[e].shocks[s], e, list);
    put_own(model, plan, list);
}

/* The change behind the `=` of words that were given. */
static void add_given(const char *given, ctg__text *text)
{
    ctg__slice id;
    ctg__slice change;

    if (ctg__shock_split((ctg__slice){given, strlen(given)}, &id, &change,
                         NULL))
        return;
    ctg__text_add(text, "=");
    ctg__text_add_bytes(text, change.text, change.length);
}

static void add_number(const ctg__risk_model *model, const ctg__draw_list *list,
                       const ctg__shock *shock, ctg__text *text)
{
    switch (shock->unit) {
    case CTG__BY_REST:
        ctg__text_add(text, "=default");
        break;
    case CTG__BY_LEVEL:
        ctg__text_add(text, "=");
        ctg__text_add_number(text, shock->value);
        break;
    case CTG__BY_MONEY:
        ctg__text_add(text, "=-");
        ctg__text_add_number(text, shock->value);
        break;
    default: /* a depth that left with its price */
        ctg__text_add(text, "=-");
        ctg__text_add_number(text, depth_fall(model, list, shock->target));
        ctg__text_add(text, "%");
    }
}

void ctg__draw_list_words(const ctg__risk_model *model,
                          const ctg__draw_list *list, size_t index,
                          ctg__text *text)
{
    const ctg__shock *const shock = &list->shocks[index];
    const char *const given = list->causes[index].given;

    ctg__shock_name_target(model->network, shock, text);
    if (given)
        add_given(given, text);
    else
        add_number(model, list, shock, text);
}

/* What senders keep of what they received, as sums. */
#include <math.h>

#include "base/error.h"
#include "trace/tally.h"

/* Eight lanes are one line of the cache then, not parts of two. */
static double *take_lines(ctg__arena *arena, size_t count)
{
    enum { LINE = 64 };
    double *start =
        ctg__arena_take(arena, count + LINE / sizeof *start, sizeof *start);

    while (start && (uintptr_t)start % LINE)
        start++;
    return start;
}

ctg_status ctg__keepers_start(ctg__keepers *keepers, ctg__arena *arena,
                              size_t node_count, size_t asset_count,
                              size_t lanes, ctg_error *error)
{
    const size_t room =
        node_count * lanes + asset_count * (lanes + CTG__CAUSES);

    *keepers = (ctg__keepers){
        .node_count = node_count, .asset_count = asset_count, .lanes = lanes};
    if (!TAKE(arena, keepers->all, node_count + asset_count + 1) ||
        !(keepers->kept = take_lines(arena, room)) ||
        !(keepers->sent = take_lines(arena, room)) ||
        !TAKE(arena, keepers->impacts, asset_count + 1) ||
        !TAKE(arena, keepers->sold, asset_count * lanes + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* NULL for shocks, which receive nothing. */
static ctg__keeper *keeper_of(const ctg__keepers *keepers, ctg_actor actor)
{
    const uint32_t index = ctg_actor_index(actor);

    switch (ctg_actor_kind_of(actor)) {
    case CTG_ACTOR_NODE:
        return &keepers->all[index];
    case CTG_ACTOR_ASSET:
        return &keepers->all[keepers->node_count + index];
    case CTG_ACTOR_SHOCK:
    case CTG_ACTOR_INITIAL:
        break;
    }
    return NULL;
}

static size_t width_of(const ctg__keepers *keepers, ctg_actor actor)
{
    return ctg_actor_kind_of(actor) == CTG_ACTOR_ASSET
               ? keepers->lanes + CTG__CAUSES
               : keepers->lanes;
}

static size_t place_of(const ctg__keepers *keepers, ctg_actor actor)
{
    const size_t index = ctg_actor_index(actor);

    return ctg_actor_kind_of(actor) == CTG_ACTOR_ASSET
               ? keepers->node_count * keepers->lanes +
                     index * (keepers->lanes + CTG__CAUSES)
               : index * keepers->lanes;
}

/* What was kept, as shares; nothing is kept afterwards. */
static void close(ctg__keeper *keeper, double *kept, double *sent, size_t width)
{
    if (keeper->level == CTG__KEPT_NONE)
        return;
    for (size_t i = 0; i < width; i++) {
        sent[i] = kept[i] / keeper->total;
        kept[i] = 0;
    }
    keeper->total = 0;
    keeper->level = CTG__KEPT_NONE;
    keeper->has_sent = true;
}

void ctg__keeper_send(ctg__keepers *keepers, ctg_actor actor)
{
    ctg__keeper *const keeper = keeper_of(keepers, actor);
    const size_t at = place_of(keepers, actor);

    if (!keeper || keeper->moment == keepers->moment)
        return;
    keeper->moment = keepers->moment;
    close(keeper, keepers->kept + at, keepers->sent + at,
          width_of(keepers, actor));
}

const double *ctg__keeper_sent(const ctg__keepers *keepers, ctg_actor actor)
{
    const ctg__keeper *const keeper = keeper_of(keepers, actor);

    return keeper && keeper->has_sent ? keepers->sent + place_of(keepers, actor)
                                      : NULL;
}

/*
 * What an amount weighs among those kept. Positive ones are causes; where there
 * are none, all by their size; where all are 0, each the same.
 */
static double weigh(ctg__keeper *keeper, double *kept, size_t width,
                    double amount)
{
    const uint8_t level = amount > 0   ? CTG__KEPT_POSITIVE
                          : amount < 0 ? CTG__KEPT_NEGATIVE
                                       : CTG__KEPT_ZERO;
    double weight;

    if (level < keeper->level)
        return 0;
    if (level > keeper->level) {
        for (size_t i = 0; i < width; i++)
            kept[i] = 0;
        keeper->total = 0;
        keeper->level = level;
    }
    weight = level == CTG__KEPT_ZERO ? 1 : fabs(amount);
    keeper->total += weight;
    return weight;
}

void ctg__keeper_receive(ctg__keepers *keepers, ctg_actor actor, double amount,
                         const double *shares, int cause)
{
    ctg__keeper *const keeper = keeper_of(keepers, actor);
    double *const kept = keepers->kept + place_of(keepers, actor);
    const double weight = weigh(keeper, kept, width_of(keepers, actor), amount);

    for (size_t i = 0; i < keepers->lanes; i++)
        kept[i] += weight * shares[i];
    if (ctg_actor_kind_of(actor) == CTG_ACTOR_ASSET)
        kept[keepers->lanes + (size_t)cause] += weight;
}

void ctg__keeper_receive_sum(ctg__keepers *keepers, ctg_actor actor,
                             double amount, const double *parts)
{
    ctg__keeper *const keeper = keeper_of(keepers, actor);
    double *const kept = keepers->kept + place_of(keepers, actor);

    weigh(keeper, kept, keepers->lanes, amount);
    for (size_t i = 0; i < keepers->lanes; i++)
        kept[i] += parts[i];
}

void ctg__keepers_begin_sales(ctg__keepers *keepers)
{
    for (size_t a = 0; a < keepers->asset_count; a++)
        keepers->impacts[a] = (ctg__keeper){0};
    for (size_t i = 0; i < keepers->asset_count * keepers->lanes; i++)
        keepers->sold[i] = 0;
}

void ctg__keeper_impact(ctg__keepers *keepers, ctg_asset asset, double amount,
                        const double *shares)
{
    double *const sold = keepers->sold + asset * keepers->lanes;
    const double weight =
        weigh(&keepers->impacts[asset], sold, keepers->lanes, amount);

    for (size_t i = 0; i < keepers->lanes; i++)
        sold[i] += weight * shares[i];
}

static bool keeper_has_impact(const ctg__keepers *keepers, ctg_asset asset)
{
    return keepers->impacts[asset].level != CTG__KEPT_NONE;
}

void ctg__keepers_end_sales(ctg__keepers *keepers)
{
    for (size_t a = 0; a < keepers->asset_count; a++)
        for (size_t i = 0; i < keepers->lanes; i++)
            keepers->sold[a * keepers->lanes + i] /= keepers->impacts[a].total;
}

const double *ctg__keeper_sold(const ctg__keepers *keepers, ctg_asset asset)
{
    return keeper_has_impact(keepers, asset)
               ? keepers->sold + asset * keepers->lanes
               : NULL;
}

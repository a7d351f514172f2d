/* The words of events, resolved against the network before the first draw. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "compile/shock_given.h"
#include "risk/elementary.h"
#include "risk/risk_model.h"

static const char fundamental[] = "fundamental";

static double fundamental_of(const ctg__risk_source *source, uint32_t asset)
{
    return ctg__graph_number(source->network->graph, CTG_ASSETS,
                             CTG__ASSET_FUNDAMENTAL, asset);
}

/* `asset X=fundamental` as `asset X=1`, which any price may stand for. */
static bool is_fundamental(const char *words, ctg__text *text)
{
    const ctg__slice all = {words, strlen(words)};
    ctg__slice id;
    ctg__slice change;

    if (ctg__shock_split(all, &id, &change, NULL) ||
        change.length != sizeof fundamental - 1 ||
        memcmp(change.text, fundamental, change.length) != 0)
        return false;
    ctg__text_add_bytes(text, words, (size_t)(change.text - words));
    ctg__text_add(text, "1");
    return true;
}

/* Whether an entry of a group is left out: it has nothing to change. */
static bool is_idle(const ctg__risk_source *source, const ctg__event_shock *of)
{
    if (!of->shock.group)
        return false;
    if (of->is_fundamental)
        return isnan(fundamental_of(source, of->shock.target));
    return of->shock.kind == CTG__SHOCK_depth &&
           source->network->assets.depth[of->shock.target] == HUGE_VAL;
}

static ctg_status take_words(const ctg__risk_source *source,
                             ctg__shock_list *list, const char *words,
                             bool *at_fundamental, ctg_error *error)
{
    ctg__text text = {0};
    ctg_status status;

    *at_fundamental = is_fundamental(words, &text);
    status = text.failed
                 ? ctg__fail_memory(error)
                 : ctg__shock_take(
                       list, *at_fundamental ? ctg__text_string(&text) : words,
                       error);
    ctg__text_clear(&text);
    if (!status && *at_fundamental && list->shocks[0].kind != CTG__SHOCK_asset)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "only an asset has a fundamental price");
    if (!status && *at_fundamental && !list->shocks[0].group &&
        isnan(fundamental_of(source, list->shocks[0].target)))
        return ctg__fail(
            error, CTG_BAD_ARGUMENT, "'%.100s' has no fundamental price",
            ctg_graph_asset_id(source->network->graph, list->shocks[0].target));
    return status;
}

static ctg_status add_words(const ctg__risk_source *source,
                            ctg__risk_happening *event, const char *words,
                            ctg_error *error)
{
    ctg__shock_list list = {.network = source->network, .arena = source->arena};
    ctg__event_shock *grown;
    bool at_fundamental;
    const ctg_status status =
        take_words(source, &list, words, &at_fundamental, error);

    if (status)
        return status;
    if (!TAKE(source->arena, grown, event->shock_count + list.count))
        return ctg__fail_memory(error);
    if (event->shock_count)
        memcpy(grown, event->shocks, event->shock_count * sizeof *grown);
    event->shocks = grown;
    for (size_t k = 0; k < list.count; k++) {
        ctg__event_shock *const at = &event->shocks[event->shock_count];

        *at = (ctg__event_shock){.shock = list.shocks[k],
                                 .is_fundamental = at_fundamental,
                                 .given = words};
        if (at_fundamental)
            at->shock.value = fundamental_of(source, at->shock.target);
        event->shock_count += !is_idle(source, at);
    }
    return CTG_OK;
}

static double probability_of(const ctg__risk_event *event, double years)
{
    return isnan(event->probability) ? -ctg__expm1(-(event->per_year * years))
                                     : event->probability;
}

ctg_status ctg__risk_model_events(const ctg__risk_source *source,
                                  ctg__risk_model *model, ctg_error *error)
{
    const ctg__risk *const risk = source->risk;

    if (!TAKE(source->arena, model->events, risk->event_count + 1))
        return ctg__fail_memory(error);
    model->event_count = risk->event_count;
    for (size_t e = 0; e < risk->event_count; e++) {
        const ctg__risk_event *const from = &risk->events[e];
        ctg__risk_happening *const event = &model->events[e];

        event->name = from->name;
        event->probability = probability_of(from, model->years);
        for (size_t s = 0; s < from->shock_count; s++) {
            ctg_error inner = {0};
            const ctg_status status =
                add_words(source, event, from->shocks[s], &inner);

            if (status == CTG_NO_MEMORY)
                return ctg__fail_memory(error);
            if (status)
                ctg__problem_add(source->problems, CTG_REJECTED, "",
                                 "event '%.100s': shock '%.200s': %s",
                                 from->name, from->shocks[s], inner.message);
        }
    }
    return CTG_OK;
}

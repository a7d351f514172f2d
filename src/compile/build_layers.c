/* The layers table: who pays a venue's shortfalls, by venue and order. */
#include <math.h>
#include <stdlib.h>

#include "compile/build.h"
#include "compile/vocabulary.h"
#include "data/venue.h"

struct key {
    double order;
    uint32_t venue;
    uint32_t row;
};

static int by_venue_and_order(const void *left, const void *right)
{
    const struct key *const a = left;
    const struct key *const b = right;

    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return a->row < b->row ? -1 : 1;
}

static const char *text(const ctg__build *build, size_t column, size_t row)
{
    return ctg__graph_text(
        build->graph,
        ctg__graph_cell_word(build->graph, CTG_LAYERS, column, row));
}

static void fill_fund(ctg__build *build, ctg__layers *layers, size_t l,
                      size_t row)
{
    const ctg_node provider =
        ctg__build_node(build, CTG_LAYERS, CTG__LAYER_PROVIDER, row);
    const double amount =
        ctg__graph_number(build->graph, CTG_LAYERS, CTG__LAYER_AMOUNT, row);

    layers->provider[l] = provider != CTG_NONE
                              ? provider
                              : build->network->venues.node[layers->venue[l]];
    layers->amount[l] = amount;
    if (isnan(amount)) {
        ctg__build_reject(build, CTG_LAYERS, row, CTG__LAYER_AMOUNT,
                          "amount is blank: a fund needs one");
        build->doubtful_node[layers->provider[l]] = true;
        layers->amount[l] = 0;
    }
    layers->asset[l] =
        ctg__build_asset(build, CTG_LAYERS, CTG__LAYER_ASSET, row);
    if (layers->asset[l] != CTG_NONE && build->doubtful_asset[layers->asset[l]])
        build->doubtful_node[layers->provider[l]] = true;
}

static void fill_adl(ctg__build *build, ctg__layers *layers, size_t l,
                     size_t row)
{
    const char *const rule = text(build, CTG__LAYER_RULE, row);
    char list[400];

    if (!ctg__venue_row_of(&build->network->venues, layers->venue[l])
             ->has_winners)
        ctg__build_reject(
            build, CTG_LAYERS, row, CTG__LAYER_KIND,
            "kind is 'adl', but '%s' is a %s venue",
            ctg_graph_node_id(build->graph,
                              build->network->venues.node[layers->venue[l]]),
            ctg__venue_row_of(&build->network->venues, layers->venue[l])->word);
    else if (!*rule)
        ctg__build_reject(build, CTG_LAYERS, row, CTG__LAYER_RULE,
                          "rule is blank: adl needs %s",
                          ctg__vocabulary_list(&ctg__adl_rule_words, "", list));
    else
        ctg__adl_rule_parse(rule, &layers->rule[l], &layers->seed[l]);
    layers->written[l] = rule;
    layers->severity[l] =
        ctg__build_number(build, CTG_LAYERS, CTG__LAYER_SEVERITY, row, 1);
    layers->cap[l] =
        ctg__build_number(build, CTG_LAYERS, CTG__LAYER_CAP, row, HUGE_VAL);
    layers->keep[l] =
        ctg__build_number(build, CTG_LAYERS, CTG__LAYER_KEEP, row, 0);
}

/* Columns that say how positions are closed, of a layer that closes none. */
static void refuse_policy(ctg__build *build, size_t row)
{
    static const size_t columns[] = {CTG__LAYER_SEVERITY, CTG__LAYER_CAP,
                                     CTG__LAYER_KEEP};
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(CTG_LAYERS, &count);

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (!isnan(
                ctg__graph_number(build->graph, CTG_LAYERS, columns[i], row)))
            ctg__build_reject(build, CTG_LAYERS, row, columns[i],
                              "%s is given, but kind is '%s': only adl has it",
                              specs[columns[i]].name,
                              text(build, CTG__LAYER_KIND, row));
}

static void fill_row(ctg__build *build, size_t l, const struct key *key)
{
    ctg__layers *const layers = &build->network->layers;

    layers->venue[l] = key->venue;
    layers->order[l] = key->order;
    layers->row[l] = key->row;
    layers->kind[l] = ctg__vocabulary_find(
        &ctg__layer_kind_words, text(build, CTG__LAYER_KIND, key->row));
    layers->provider[l] = CTG_NONE;
    layers->asset[l] = CTG_NONE;
    if (layers->kind[l] == CTG__FUND)
        fill_fund(build, layers, l, key->row);
    if (layers->kind[l] == CTG__ADL)
        fill_adl(build, layers, l, key->row);
    else
        refuse_policy(build, key->row);
}

static bool take_columns(ctg__arena *arena, ctg__layers *layers, size_t count)
{
    return TAKE(arena, layers->venue, count) &&
           TAKE(arena, layers->kind, count) &&
           TAKE(arena, layers->provider, count) &&
           TAKE(arena, layers->amount, count) &&
           TAKE(arena, layers->asset, count) &&
           TAKE(arena, layers->rule, count) &&
           TAKE(arena, layers->order, count) &&
           TAKE(arena, layers->written, count) &&
           TAKE(arena, layers->seed, count) &&
           TAKE(arena, layers->severity, count) &&
           TAKE(arena, layers->cap, count) &&
           TAKE(arena, layers->keep, count) && TAKE(arena, layers->row, count);
}

ctg_status ctg__build_layers(ctg__build *build, ctg_error *error)
{
    ctg__layers *const layers = &build->network->layers;
    ctg__venues *const venues = &build->network->venues;
    const size_t row_count = build->graph->tables[CTG_LAYERS].row_count;
    struct key *keys;

    if (!take_columns(&build->network->arena, layers, row_count) ||
        !TAKE(&build->network->arena, venues->layer_start, venues->count + 1) ||
        !TAKE(&build->scratch, keys, row_count))
        return ctg__fail_memory(error);
    for (size_t row = 0; row < row_count; row++)
        if (!ctg__build_skips(build, CTG_LAYERS, row))
            keys[layers->count++] =
                (struct key){ctg__graph_number(build->graph, CTG_LAYERS,
                                               CTG__LAYER_ORDER, row),
                             venues->of_node[ctg__build_node(
                                 build, CTG_LAYERS, CTG__LAYER_VENUE, row)],
                             (uint32_t)row};
    if (layers->count)
        qsort(keys, layers->count, sizeof *keys, by_venue_and_order);
    for (size_t l = 0; l < layers->count; l++) {
        fill_row(build, l, &keys[l]);
        venues->layer_start[keys[l].venue + 1]++;
    }
    for (size_t v = 0; v < venues->count; v++)
        venues->layer_start[v + 1] += venues->layer_start[v];
    return CTG_OK;
}

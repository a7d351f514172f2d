/* Presets applied: what venues, markets and layers leave blank. */
#include "data/preset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "compile/build.h"
#include "compile/preset_cells.h"
#include "compile/vocabulary.h"
#include "data/venue.h"
#include "text/words.h"

/* A row of venues that names a preset. */
struct venue {
    const ctg__preset *preset;
    size_t row;
    ctg_word node;
    bool margin;
    bool has_layers;
};

/* A row of markets, or a leg, of such a venue. */
struct pair {
    uint32_t venue; /* index in `venues` */
    ctg_word asset;
    size_t row;  /* of markets; SIZE_MAX: a leg */
    bool counts; /* a leg whose maintenance rate matters */
};

struct filling {
    ctg_graph *graph;
    const ctg_presets *presets;
    ctg_problems *problems;
    ctg__arena scratch;
    struct venue *venues;
    size_t venue_count;
    size_t word_count;
    uint32_t *venue_of_word; /* index + 1; 0: none with a preset */
    uint32_t *asset_of_word; /* row + 1; 0: no asset */
    struct pair *pairs;
    size_t pair_count;
};

static ctg_word word_at(const struct filling *f, ctg_table table, size_t column,
                        size_t row)
{
    return ctg__graph_cell_word(f->graph, table, column, row);
}

static const char *text_at(const struct filling *f, ctg_table table,
                           size_t column, size_t row)
{
    return ctg__graph_text(f->graph, word_at(f, table, column, row));
}

static void reject(struct filling *f, size_t row, const char *name,
                   const char *why, const char *more)
{
    ctg__graph_blame(f->graph, CTG_VENUES, row, CTG__VENUE_PRESET, f->problems,
                     CTG_REJECTED, "preset is '%s', %s%s", name, why, more);
}

/* Whether debts at a type of venue have margins, too. */
static bool has_margins(const char *type)
{
    const uint8_t row = ctg__vocabulary_find(&ctg__venue_type_words, type);

    return row < CTG__VENUE_TYPES && ctg__venue_rows[row].debts_have_margin;
}

/* Fills the row, and notes the venue for its markets and layers. */
static ctg_status take_venue(struct filling *f, size_t row, ctg_error *error)
{
    const char *const name = text_at(f, CTG_VENUES, CTG__VENUE_PRESET, row);
    const ctg_word node = word_at(f, CTG_VENUES, CTG__VENUE_NODE, row);
    const ctg__preset *const preset = ctg__preset_find(f->presets, name);
    const char *type;
    char names[400];
    ctg_status status = CTG_OK;

    if (!preset) {
        reject(f, row, name, "but ",
               ctg__preset_names(f->presets, name, names));
        return CTG_OK;
    }
    if (!ctg__preset_fits(preset, f->problems))
        return CTG_OK;
    type = text_at(f, CTG_VENUES, CTG__VENUE_TYPE, row);
    for (size_t i = 0; !status && i < preset->shown.value_count; i++) {
        const ctg_preset_value *const value = &preset->shown.values[i];

        if (preset->values[i].table != CTG_VENUES)
            continue;
        if (preset->values[i].column == CTG__VENUE_TYPE && *type &&
            strcmp(type, value->value) != 0)
            reject(f, row, name, "for venues of type ", value->value);
        status = ctg__preset_fill(f->graph, preset, i, row, error);
    }
    if (!node || f->venue_of_word[node])
        return status;
    type = text_at(f, CTG_VENUES, CTG__VENUE_TYPE, row);
    f->venues[f->venue_count] =
        (struct venue){.preset = preset,
                       .row = row,
                       .node = node,
                       .margin = has_margins(type)};
    f->venue_of_word[node] = (uint32_t)++f->venue_count;
    return status;
}

static ctg_status take_venues(struct filling *f, ctg_error *error)
{
    const size_t row_count = f->graph->tables[CTG_VENUES].row_count;
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < row_count; row++)
        if (word_at(f, CTG_VENUES, CTG__VENUE_PRESET, row))
            status = take_venue(f, row, error);
    return status;
}

/* Words that filling adds are newer than any id. */
static uint32_t venue_of(const struct filling *f, ctg_word word)
{
    return word < f->word_count ? f->venue_of_word[word] : 0;
}

static void take_pairs(struct filling *f)
{
    const size_t market_count = f->graph->tables[CTG_MARKETS].row_count;
    const size_t leg_count = f->graph->tables[CTG_POSITIONS].row_count;

    for (size_t row = 0; row < market_count; row++) {
        const uint32_t venue =
            venue_of(f, word_at(f, CTG_MARKETS, CTG__MARKET_VENUE, row));

        if (venue)
            f->pairs[f->pair_count++] = (struct pair){
                venue - 1, word_at(f, CTG_MARKETS, CTG__MARKET_ASSET, row), row,
                false};
    }
    for (size_t row = 0; row < leg_count; row++) {
        const uint32_t venue =
            venue_of(f, word_at(f, CTG_POSITIONS, CTG__POSITION_VENUE, row));
        const ctg_word asset =
            word_at(f, CTG_POSITIONS, CTG__POSITION_ASSET, row);

        if (venue && asset && f->asset_of_word[asset])
            f->pairs[f->pair_count++] = (struct pair){
                venue - 1, asset, SIZE_MAX,
                f->venues[venue - 1].margin ||
                    ctg__graph_number(f->graph, CTG_POSITIONS,
                                      CTG__POSITION_QUANTITY, row) > 0};
    }
}

/* A row of markets comes before the legs of its asset. */
static int by_market(const void *left, const void *right)
{
    const struct pair *const a = left;
    const struct pair *const b = right;

    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    return a->row == b->row ? 0 : a->row < b->row ? -1 : 1;
}

/* `*`, `@GROUP` or an id */
static bool fits(const struct filling *f, const char *wanted, ctg_word asset)
{
    const uint32_t row = f->asset_of_word[asset];

    if (strcmp(wanted, "*") == 0)
        return true;
    if (*wanted != '@')
        return strcmp(wanted, ctg__graph_text(f->graph, asset)) == 0;
    return row &&
           strcmp(wanted + 1, ctg_graph_asset_group(f->graph, row - 1)) == 0;
}

/* The maintenance rates first: bonuses may follow from them. */
static ctg_status fill_market(struct filling *f, const struct venue *venue,
                              ctg_word asset, size_t row, ctg_error *error)
{
    const ctg__preset *const preset = venue->preset;
    ctg_status status = CTG_OK;

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; !status && i < preset->shown.value_count; i++)
            if (preset->values[i].table == CTG_MARKETS &&
                preset->values[i].above == 0 &&
                pass == (preset->values[i].column != CTG__MARKET_MAINTENANCE) &&
                fits(f, preset->shown.values[i].asset, asset))
                status = ctg__preset_fill(f->graph, preset, i, row, error);
    return status;
}

static ctg_status add_row(struct filling *f, ctg_table table, size_t *row,
                          ctg_error *error)
{
    const ctg_status status = ctg__graph_add_row(f->graph, table, row, error);

    if (!status)
        f->graph->tables[table].made_count++;
    return status;
}

static ctg_status add_market(struct filling *f, const struct venue *venue,
                             ctg_word asset, size_t *row, ctg_error *error)
{
    ctg_status status = add_row(f, CTG_MARKETS, row, error);

    if (!status)
        status =
            ctg__cell_set_text(f->graph, CTG_MARKETS, CTG__MARKET_VENUE, *row,
                               ctg__graph_text(f->graph, venue->node), error);
    if (!status)
        status =
            ctg__cell_set_text(f->graph, CTG_MARKETS, CTG__MARKET_ASSET, *row,
                               ctg__graph_text(f->graph, asset), error);
    return status;
}

/* Rows for the tiers of an asset that the file gives no rate for. */
static ctg_status add_tiers(struct filling *f, const struct venue *venue,
                            ctg_word asset, ctg_error *error)
{
    const ctg__preset *const preset = venue->preset;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < preset->shown.value_count; i++) {
        const ctg__preset_value *const value = &preset->values[i];
        size_t row;

        if (value->table != CTG_MARKETS || !(value->above > 0) ||
            !fits(f, preset->shown.values[i].asset, asset))
            continue;
        status = add_market(f, venue, asset, &row, error);
        if (!status)
            status =
                ctg__cell_set_number(f->graph, CTG_MARKETS, CTG__MARKET_ABOVE,
                                     row, value->above, error);
        if (!status)
            status = ctg__cell_set_number(f->graph, CTG_MARKETS,
                                          CTG__MARKET_MAINTENANCE, row,
                                          value->number, error);
    }
    return status;
}

static void warn_of_rate(struct filling *f, const struct venue *venue,
                         ctg_word asset)
{
    ctg__graph_blame(
        f->graph, CTG_VENUES, venue->row, CTG__VENUE_PRESET, f->problems,
        CTG_WARNING,
        "preset '%s' leaves the maintenance rate of '%s' to markets, which has "
        "none: taken as 0",
        venue->preset->shown.name, ctg__graph_text(f->graph, asset));
}

/* All pairs of one venue and asset. */
static ctg_status fill_pairs(struct filling *f, const struct pair *pairs,
                             size_t count, ctg_error *error)
{
    const struct venue *const venue = &f->venues[pairs->venue];
    bool counts = false;
    bool has_rate = false;
    size_t row = pairs->row;
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < count; i++)
        has_rate |= pairs[i].row != SIZE_MAX &&
                    !ctg__cell_is_blank(f->graph, CTG_MARKETS,
                                        CTG__MARKET_MAINTENANCE, pairs[i].row);
    if (row == SIZE_MAX) {
        status = add_market(f, venue, pairs->asset, &row, error);
        if (!status)
            status = fill_market(f, venue, pairs->asset, row, error);
    }
    for (size_t i = 0; !status && i < count; i++) {
        counts |= pairs[i].counts;
        if (pairs[i].row != SIZE_MAX)
            status = fill_market(f, venue, pairs->asset, pairs[i].row, error);
    }
    if (!status && !has_rate)
        status = add_tiers(f, venue, pairs->asset, error);
    if (!status && counts &&
        ctg__cell_is_blank(f->graph, CTG_MARKETS, CTG__MARKET_MAINTENANCE, row))
        warn_of_rate(f, venue, pairs->asset);
    return status;
}

static ctg_status fill_markets(struct filling *f, ctg_error *error)
{
    ctg_status status = CTG_OK;

    take_pairs(f);
    if (f->pair_count)
        qsort(f->pairs, f->pair_count, sizeof *f->pairs, by_market);
    for (size_t i = 0, next; !status && i < f->pair_count; i = next) {
        for (next = i + 1; next < f->pair_count &&
                           f->pairs[next].venue == f->pairs[i].venue &&
                           f->pairs[next].asset == f->pairs[i].asset;)
            next++;
        status = fill_pairs(f, &f->pairs[i], next - i, error);
    }
    return status;
}

/* The row that a preset with a rule for ADL adds; its values fill it. */
static ctg_status add_layer(struct filling *f, const struct venue *venue,
                            size_t *row, ctg_error *error)
{
    ctg_status status = add_row(f, CTG_LAYERS, row, error);

    if (!status)
        status =
            ctg__cell_set_text(f->graph, CTG_LAYERS, CTG__LAYER_VENUE, *row,
                               ctg__graph_text(f->graph, venue->node), error);
    if (!status)
        status = ctg__cell_set_number(f->graph, CTG_LAYERS, CTG__LAYER_ORDER,
                                      *row, 1, error);
    if (!status)
        status = ctg__cell_set_text(f->graph, CTG_LAYERS, CTG__LAYER_KIND, *row,
                                    "adl", error);
    return status;
}

static bool has_rule(const ctg__preset *preset)
{
    for (size_t i = 0; i < preset->shown.value_count; i++)
        if (preset->values[i].table == CTG_LAYERS &&
            preset->values[i].column == CTG__LAYER_RULE)
            return true;
    return false;
}

static ctg_status fill_layer(struct filling *f, const ctg__preset *preset,
                             size_t row, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < preset->shown.value_count; i++)
        if (preset->values[i].table == CTG_LAYERS)
            status = ctg__preset_fill(f->graph, preset, i, row, error);
    return status;
}

static ctg_status fill_layers(struct filling *f, ctg_error *error)
{
    const size_t row_count = f->graph->tables[CTG_LAYERS].row_count;
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < row_count; row++) {
        const uint32_t index =
            venue_of(f, word_at(f, CTG_LAYERS, CTG__LAYER_VENUE, row));
        struct venue *const venue = index ? &f->venues[index - 1] : NULL;

        if (!venue)
            continue;
        venue->has_layers = true;
        if (strcmp(text_at(f, CTG_LAYERS, CTG__LAYER_KIND, row), "adl") == 0)
            status = fill_layer(f, venue->preset, row, error);
    }
    for (size_t v = 0; !status && v < f->venue_count; v++) {
        const struct venue *const venue = &f->venues[v];
        size_t row = 0;

        if (venue->has_layers || !has_rule(venue->preset))
            continue;
        status = add_layer(f, venue, &row, error);
        if (!status)
            status = fill_layer(f, venue->preset, row, error);
    }
    return status;
}

static ctg_status start(struct filling *f, ctg_error *error)
{
    const ctg__rows *const tables = f->graph->tables;
    const ctg_status status = ctg__graph_verify(f->graph, error);

    if (status)
        return status;
    f->word_count = ctg__words_count(f->graph->words);
    if (!TAKE(&f->scratch, f->venues, tables[CTG_VENUES].row_count) ||
        !TAKE(&f->scratch, f->venue_of_word, f->word_count) ||
        !TAKE(&f->scratch, f->asset_of_word, f->word_count) ||
        !TAKE(&f->scratch, f->pairs,
              tables[CTG_MARKETS].row_count + tables[CTG_POSITIONS].row_count))
        return ctg__fail_memory(error);
    for (size_t row = 0; row < tables[CTG_ASSETS].row_count; row++) {
        const ctg_word id = word_at(f, CTG_ASSETS, CTG__ASSET_ID, row);

        if (id && !f->asset_of_word[id])
            f->asset_of_word[id] = (uint32_t)row + 1;
    }
    return CTG_OK;
}

static ctg_status apply(struct filling *f, ctg_error *error)
{
    const size_t before = ctg_problems_count(f->problems, CTG_REJECTED);
    ctg_status status = start(f, error);

    if (!status)
        status = take_venues(f, error);
    if (!status)
        status = ctg__problems_verdict(f->problems, before, error);
    if (!status)
        status = fill_markets(f, error);
    if (!status)
        status = fill_layers(f, error);
    return status;
}

ctg_status ctg_graph_apply_presets(ctg_graph *graph, const ctg_presets *presets,
                                   ctg_problems *problems, ctg_error *error)
{
    ctg_problems *const own = problems ? NULL : ctg_problems_new();
    struct filling f = {
        .graph = graph, .presets = presets, .problems = own ? own : problems};
    ctg_status status = CTG_OK;

    if (!f.problems)
        return ctg__fail_memory(error);
    if (ctg_graph_names_preset(graph))
        status = apply(&f, error);
    ctg__arena_clear(&f.scratch);
    ctg_problems_free(own);
    if (!status)
        graph->presets_applied = true;
    return status;
}

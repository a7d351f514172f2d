/* The assets table. */
#include "compile/build.h"
#include "compile/vocabulary.h"
#include "engine/impact.h"

static bool take_columns(ctg__arena *arena, ctg__assets *assets, size_t count)
{
    return TAKE(arena, assets->price, count) &&
           TAKE(arena, assets->depth, count) &&
           TAKE(arena, assets->impact, count) &&
           TAKE(arena, assets->kappa, count) &&
           TAKE(arena, assets->floor, count) &&
           TAKE(arena, assets->fee, count) &&
           TAKE(arena, assets->issuer, count) &&
           TAKE(arena, assets->oracle, count) &&
           TAKE(arena, assets->oracle_parameter, count) &&
           TAKE(arena, assets->volatility, count);
}

static double number(const ctg__build *build, size_t column, size_t row,
                     double standard)
{
    return ctg__build_number(build, CTG_ASSETS, column, row, standard);
}

static const char *text(const ctg__build *build, size_t column, size_t row)
{
    return ctg__graph_text(
        build->graph,
        ctg__graph_cell_word(build->graph, CTG_ASSETS, column, row));
}

/* An infinitely deep market does not move, whatever its law. */
static uint8_t law_of(const ctg__build *build, size_t row, double depth)
{
    const char *const name = text(build, CTG__ASSET_IMPACT, row);

    if (depth == HUGE_VAL) {
        if (*name &&
            ctg__vocabulary_find(&ctg__impact_words, name) != CTG__IMPACT_none)
            ctg__graph_blame(build->graph, CTG_ASSETS, row, CTG__ASSET_IMPACT,
                             build->problems, CTG_WARNING,
                             "impact is '%s' but depth is blank: the price "
                             "does not move",
                             name);
        return CTG__IMPACT_none;
    }
    return *name ? ctg__vocabulary_find(&ctg__impact_words, name)
                 : CTG__IMPACT_linear;
}

static void fill_row(ctg__build *build, ctg__assets *assets, size_t row)
{
    assets->price[row] = number(build, CTG__ASSET_PRICE, row, 1);
    assets->depth[row] = number(build, CTG__ASSET_DEPTH, row, HUGE_VAL);
    assets->impact[row] = law_of(build, row, assets->depth[row]);
    assets->kappa[row] = number(build, CTG__ASSET_KAPPA, row, 1);
    assets->floor[row] = number(build, CTG__ASSET_FLOOR, row, 0);
    assets->fee[row] = number(build, CTG__ASSET_FEE, row, 0);
    assets->issuer[row] =
        ctg__build_node(build, CTG_ASSETS, CTG__ASSET_ISSUER, row);
    ctg__oracle_parse(text(build, CTG__ASSET_ORACLE, row), &assets->oracle[row],
                      &assets->oracle_parameter[row]);
    assets->volatility[row] = number(build, CTG__ASSET_VOLATILITY, row, NAN);
}

/* One level deep: nobody follows a follower, or itself. */
static void check_follows(ctg__build *build, size_t row)
{
    const ctg_asset ahead =
        ctg__build_asset(build, CTG_ASSETS, CTG__ASSET_FOLLOWS, row);

    if (ahead == CTG_NONE)
        return;
    if (ahead == row)
        ctg__build_reject(build, CTG_ASSETS, row, CTG__ASSET_FOLLOWS,
                          "'%s' follows itself",
                          ctg_graph_asset_id(build->graph, ahead));
    else if (ctg__build_asset(build, CTG_ASSETS, CTG__ASSET_FOLLOWS, ahead) !=
             CTG_NONE)
        ctg__build_reject(build, CTG_ASSETS, row, CTG__ASSET_FOLLOWS,
                          "follows is '%s', which follows another asset "
                          "itself",
                          ctg_graph_asset_id(build->graph, ahead));
}

/* Powers of ten up to 10^22 are exact, and then this rounds once. */
double ctg__build_quantity(const ctg__build *build, ctg_asset asset,
                           double quantity)
{
    const double decimals =
        asset == CTG_NONE ? (double)NAN
                          : ctg__graph_number(build->graph, CTG_ASSETS,
                                              CTG__ASSET_RAW_DECIMALS, asset);

    return decimals > 0 ? quantity / pow(10, decimals) : quantity;
}

ctg_status ctg__build_assets(ctg__build *build, ctg_error *error)
{
    ctg__assets *const assets = &build->network->assets;
    const size_t count = build->graph->tables[CTG_ASSETS].row_count;

    assets->count = count;
    if (!take_columns(&build->network->arena, assets, count))
        return ctg__fail_memory(error);
    for (size_t row = 0; row < count; row++)
        if (!ctg__build_skips(build, CTG_ASSETS, row)) {
            fill_row(build, assets, row);
            check_follows(build, row);
        }
    return CTG_OK;
}

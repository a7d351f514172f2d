/* What a matrix is filled with: claims, holdings, overlaps, losses. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "data/network.h"
#include "draw/groups.h"
#include "draw/matrix_cells.h"
#include "draw/phrases.h"
#include "text/format.h"

enum { MOST_OVERLAPPING = 1000 };

ctg_status ctg__crosstab_cast(ctg__sketch *sketch, const ctg__facts *facts,
                              ctg__cast *cast, ctg_error *error)
{
    const char **group_of = NULL;
    ctg_status status = CTG_OK;

    if (sketch->options->group)
        status = ctg__sketch_groups(sketch, facts, &group_of, error);
    if (status)
        return status;
    return group_of
               ? ctg__cast_groups(cast, facts, group_of, &sketch->arena, error)
               : ctg__cast_nodes(cast, facts, &sketch->arena, error);
}

ctg_status ctg__crosstab_side_of(ctg__crosstab_side *side, const char *what,
                                 const ctg__cast *cast, const char *more,
                                 ctg__arena *arena, ctg_error *error)
{
    const char **ids;
    const char **names;
    const char **groups;

    if (!TAKE(arena, ids, cast->actors.count + 2) ||
        !TAKE(arena, names, cast->actors.count + 2) ||
        !TAKE(arena, groups, cast->actors.count + 2))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < cast->actors.count; i++) {
        ids[i] = cast->ids[i];
        names[i] = cast->names[i];
        groups[i] = cast->groups ? cast->groups[i] : "";
    }
    ids[cast->actors.count] = names[cast->actors.count] = more;
    groups[cast->actors.count] = more ? more : "";
    *side = (ctg__crosstab_side){.what = what,
                                 .ids = ids,
                                 .names = names,
                                 .groups = cast->groups ? groups : NULL,
                                 .count = cast->actors.count + (more != NULL)};
    return CTG_OK;
}

static const ctg_network *network_of(const ctg__sketch *sketch)
{
    return sketch->options->network ? sketch->options->network
                                    : ctg_run_network(sketch->options->run);
}

static double price_of(const ctg_network *network, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : network->assets.price[asset];
}

ctg_status ctg__crosstab_exposures(ctg__sketch *sketch, ctg__facts *facts,
                                   ctg__crosstab *m, ctg_error *error)
{
    const ctg_network *const network = network_of(sketch);
    const ctg__exposures *const claims = &network->exposures;
    char count[CTG__FORMAT_ROOM];
    ctg__cast cast;
    double sum = 0;
    ctg_status status = ctg__crosstab_cast(sketch, facts, &cast, error);

    if (!status)
        status = ctg__crosstab_side_of(&m->rows, "debtor", &cast, NULL,
                                       &sketch->arena, error);
    if (!status)
        status = ctg__crosstab_side_of(&m->columns, "creditor", &cast, NULL,
                                       &sketch->arena, error);
    m->title = "Exposures: who owes whom";
    m->nothing = "No node owes another anything.";
    m->square = true;
    m->diagonal = cast.grouped;
    for (ctg_node i = 0; !status && i < network->nodes.count; i++)
        for (size_t e = claims->start[i]; e < claims->start[i + 1]; e++) {
            const double value =
                claims->amount[e] *
                (claims->asset ? price_of(network, claims->asset[e]) : 1);

            sum += value;
            if (!ctg__crosstab_add(m, cast.actors.of_node[claims->debtor[e]],
                                   cast.actors.of_node[i], value))
                return ctg__fail_memory(error);
        }
    ctg__text_print(&m->caption,
                    "Row owes column: losses run from the row to the column. "
                    "%s claim%s, ",
                    ctg__format_count(count, claims->count),
                    ctg__plural(claims->count));
    ctg__add_money(&m->caption, facts, sum);
    ctg__text_add(&m->caption, " in all, at face. The largest sums (owed and "
                               "lent) come first; the rest is in “others”, so "
                               "rows and columns add up.");
    return status;
}

ctg_status ctg__crosstab_holdings(ctg__sketch *sketch, ctg__facts *facts,
                                  ctg__crosstab *m, ctg_error *error)
{
    const ctg_network *const network = network_of(sketch);
    const ctg__holdings *const held = &network->holdings;
    const ctg_graph *const graph = ctg_network_graph(network);
    const char **ids;
    const char **names;
    ctg__cast cast;
    double sum = 0;
    bool shorts = false;
    ctg_status status = ctg__crosstab_cast(sketch, facts, &cast, error);

    for (size_t i = 0; i < held->count; i++)
        shorts |= held->quantity[i] < 0;
    if (!status)
        status = ctg__crosstab_side_of(
            &m->rows, cast.grouped ? "group" : "holder", &cast,
            shorts ? "short" : NULL, &sketch->arena, error);
    if (status)
        return status;
    if (!TAKE(&sketch->arena, ids, network->assets.count + 1) ||
        !TAKE(&sketch->arena, names, network->assets.count + 1))
        return ctg__fail_memory(error);
    for (ctg_asset a = 0; a < network->assets.count; a++) {
        ids[a] = ctg_graph_asset_id(graph, a);
        names[a] = ids[a];
    }
    m->columns = (ctg__crosstab_side){.what = "asset",
                                      .ids = ids,
                                      .names = names,
                                      .count = network->assets.count};
    m->title = "Holdings: who holds what";
    m->nothing = "No node holds an asset.";
    m->diagonal = true;
    for (ctg_node i = 0; i < network->nodes.count; i++)
        for (size_t h = held->start[i]; h < held->start[i + 1]; h++) {
            const double value =
                held->quantity[h] * network->assets.price[held->asset[h]];

            sum += value;
            if (!ctg__crosstab_add(m,
                                   value < 0 ? (uint32_t)cast.actors.count
                                             : cast.actors.of_node[i],
                                   held->asset[h], value))
                return ctg__fail_memory(error);
        }
    ctg__text_add(&m->caption, "Row holds column, at file prices: common "
                               "assets are the columns that are dark in many "
                               "rows. ");
    ctg__add_money(&m->caption, facts, sum);
    ctg__text_add(&m->caption, shorts ? " in all, less what is short, which "
                                        "has a row of its own."
                                      : " in all.");
    return status;
}

/* Per asset: what a holding of a unit of money moves of another's. */
static ctg_status overlap_cells(const ctg_network *network,
                                const ctg__cast *cast, ctg__crosstab *m,
                                ctg_error *error)
{
    const ctg__holdings *const held = &network->holdings;
    const size_t actors = cast->actors.count;
    double *const value = ctg__allocate_array(actors + 1, sizeof *value);
    bool made = value != NULL;

    for (ctg_asset a = 0; made && a < network->assets.count; a++) {
        double all = 0;

        memset(value, 0, actors * sizeof *value);
        for (ctg_node i = 0; i < network->nodes.count; i++)
            for (size_t h = held->start[i]; h < held->start[i + 1]; h++)
                if (held->asset[h] == a) {
                    value[cast->actors.of_node[i]] +=
                        held->quantity[h] * network->assets.price[a];
                    all += fabs(held->quantity[h] * network->assets.price[a]);
                }
        if (isfinite(network->assets.depth[a]) && network->assets.depth[a] > 0)
            all = network->assets.depth[a];
        for (uint32_t i = 0; made && all > 0 && i < actors; i++)
            for (uint32_t k = 0; made && value[i] != 0 && k < actors; k++)
                if (k != i)
                    made =
                        ctg__crosstab_add(m, i, k, value[i] * value[k] / all);
    }
    ctg__release(value);
    return made ? CTG_OK : ctg__fail_memory(error);
}

ctg_status ctg__crosstab_overlap(ctg__sketch *sketch, ctg__facts *facts,
                                 ctg__crosstab *m, ctg_error *error)
{
    ctg__cast cast;
    ctg_status status = ctg__crosstab_cast(sketch, facts, &cast, error);

    if (!status && cast.actors.count > MOST_OVERLAPPING)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "overlaps of %zu nodes are more than %d can be "
                         "compared pair by pair; compare groups",
                         cast.actors.count, MOST_OVERLAPPING);
    if (!status)
        status = ctg__crosstab_side_of(&m->rows, "one", &cast, NULL,
                                       &sketch->arena, error);
    if (!status)
        status = ctg__crosstab_side_of(&m->columns, "other", &cast, NULL,
                                       &sketch->arena, error);
    m->title = "Overlap: whose sales hurt whom";
    m->nothing = "No two nodes hold the same asset.";
    m->square = true;
    if (!status)
        status = overlap_cells(network_of(sketch), &cast, m, error);
    ctg__text_add(&m->caption,
                  "Sum over assets of both holdings over the depth of the "
                  "asset (where it has none, over all that is held of it): "
                  "what one loses when the other sells all.");
    return status;
}

/*
 * The first books: balance sheets at the file's prices, and what equity says
 * about the rest of them (docs/model.md section 1).
 */
#include "compile/build.h"
#include "data/venue.h"

/* Given figures may differ by this share of gross assets and liabilities. */
static const double agreement = 1e-6;
/* A residual below this share of gross is a decimal tie: none. */
static const double tie = 1e-12;

static void add_holdings(const ctg__build *build, double *assets)
{
    const ctg__holdings *const holdings = &build->network->holdings;

    for (size_t i = 0; i < build->network->nodes.count; i++)
        for (size_t k = holdings->start[i]; k < holdings->start[i + 1]; k++)
            assets[i] += holdings->quantity[k] *
                         ctg__build_price(build, holdings->asset[k]);
}

static void add_exposures(ctg__build *build, double *assets,
                          double *liabilities)
{
    const ctg__exposures *const exposures = &build->network->exposures;

    for (size_t i = 0; i < build->network->nodes.count; i++) {
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++) {
            const double face =
                exposures->amount[e] *
                (exposures->asset ? ctg__build_price(build, exposures->asset[e])
                                  : 1);

            build->claims[i] += face;
            build->debts[exposures->debtor[e]] += face;
        }
        assets[i] += build->claims[i];
    }
    for (size_t i = 0; i < build->network->nodes.count; i++)
        liabilities[i] += build->debts[i];
}

/* What an account has is its owner's, what it owes and lacks its venue's. */
static void add_account(const ctg__build *build, size_t a, double *assets,
                        double *liabilities)
{
    const ctg__accounts *const accounts = &build->network->accounts;
    const ctg__venues *const venues = &build->network->venues;
    const ctg_node venue = venues->node[accounts->venue[a]];
    double equity = 0;
    double debt = 0;

    for (size_t leg = accounts->leg_start[a]; leg < accounts->leg_start[a + 1];
         leg++) {
        const double value = accounts->quantity[leg] *
                             ctg__build_price(build, accounts->asset[leg]);

        equity += value;
        debt += value < 0 ? -value : 0;
    }
    assets[accounts->owner[a]] += fmax(0, equity);
    if (ctg__venue_row_of(venues, accounts->venue[a])->lends)
        assets[venue] += debt - fmax(0, -equity);
    else
        liabilities[venue] += fmax(0, -equity);
}

static void add_funds(const ctg__build *build, double *assets)
{
    const ctg__layers *const layers = &build->network->layers;

    for (size_t l = 0; l < layers->count; l++)
        if (layers->kind[l] == CTG__FUND)
            assets[layers->provider[l]] +=
                layers->amount[l] * ctg__build_price(build, layers->asset[l]);
}

static const char *id(const ctg__build *build, size_t node)
{
    return ctg_graph_node_id(build->graph, (ctg_node)node);
}

/* Blank cells take what is left between the tables and the equity given. */
static void fill_residual(ctg__build *build, size_t i, double equity,
                          double other_assets, double other_liabilities)
{
    ctg__nodes *const nodes = &build->network->nodes;
    const double assets =
        nodes->assets[i] + (isnan(other_assets) ? 0 : other_assets);
    const double liabilities =
        nodes->liabilities[i] +
        (isnan(other_liabilities) ? 0 : other_liabilities);
    const double gross = fabs(assets) + fabs(liabilities);
    double rest = equity - (assets - liabilities);

    if (fabs(rest) <= tie * (gross + fabs(equity)))
        rest = 0;
    if (isnan(other_assets) && isnan(other_liabilities)) {
        nodes->other_assets[i] = fmax(0, rest);
        nodes->other_liabilities[i] = fmax(0, -rest);
    } else if (isnan(other_assets)) {
        nodes->other_assets[i] = rest;
        nodes->other_liabilities[i] = other_liabilities;
        if (rest < 0 && !build->doubtful_node[i])
            ctg__build_reject(build, CTG_NODES, i, CTG__NODE_OTHER_ASSETS,
                              "other_assets of '%s' would have to be %.15g "
                              "for its equity to be %.15g",
                              id(build, i), rest, equity);
    } else if (isnan(other_liabilities)) {
        nodes->other_assets[i] = other_assets;
        nodes->other_liabilities[i] = 0 - rest;
        if (rest > 0 && !build->doubtful_node[i])
            ctg__build_reject(build, CTG_NODES, i, CTG__NODE_OTHER_LIABILITIES,
                              "other_liabilities of '%s' would have to be "
                              "%.15g for its equity to be %.15g",
                              id(build, i), -rest, equity);
    } else {
        nodes->other_assets[i] = other_assets;
        nodes->other_liabilities[i] = other_liabilities;
        if (!(fabs(rest) <= agreement * gross) && !build->doubtful_node[i])
            ctg__build_reject(build, CTG_NODES, i, CTG__NODE_EQUITY,
                              "equity of '%s' is given as %.15g, but its "
                              "assets of %.15g less its liabilities of "
                              "%.15g are %.15g",
                              id(build, i), equity, assets, liabilities,
                              assets - liabilities);
    }
}

static void close_books(ctg__build *build, size_t i)
{
    ctg__nodes *const nodes = &build->network->nodes;
    const double equity =
        ctg__graph_number(build->graph, CTG_NODES, CTG__NODE_EQUITY, i);
    const double other_assets =
        ctg__graph_number(build->graph, CTG_NODES, CTG__NODE_OTHER_ASSETS, i);
    const double other_liabilities = ctg__graph_number(
        build->graph, CTG_NODES, CTG__NODE_OTHER_LIABILITIES, i);
    const bool all_given = !isnan(other_assets) && !isnan(other_liabilities);

    if (isnan(equity)) {
        nodes->other_assets[i] = isnan(other_assets) ? 0 : other_assets;
        nodes->other_liabilities[i] =
            isnan(other_liabilities) ? 0 : other_liabilities;
    } else {
        fill_residual(build, i, equity, other_assets, other_liabilities);
    }
    nodes->assets[i] += nodes->other_assets[i];
    nodes->liabilities[i] += nodes->other_liabilities[i];
    /* Given with everything else it is only rounded: the tables count. */
    nodes->equity[i] = isnan(equity) || all_given
                           ? nodes->assets[i] - nodes->liabilities[i]
                           : equity;
    nodes->weight[i] = ctg__build_number(build, CTG_NODES, CTG__NODE_WEIGHT, i,
                                         fmax(0, nodes->assets[i]));
    if (!build->doubtful_node[i] &&
        !(isfinite(nodes->assets[i]) && isfinite(nodes->liabilities[i]) &&
          isfinite(nodes->equity[i])))
        ctg__build_reject(build, CTG_NODES, i, SIZE_MAX,
                          "the balance sheet of '%s' is beyond the largest "
                          "number",
                          id(build, i));
}

/* Sums over the nodes must be numbers too; not over what was rejected. */
static void check_totals(ctg__build *build)
{
    const ctg__nodes *const nodes = &build->network->nodes;
    double gross = 0;

    for (size_t i = 0; i < nodes->count; i++) {
        gross += fabs(nodes->assets[i]) + fabs(nodes->liabilities[i]) +
                 fabs(nodes->equity[i]);
        if (isfinite(gross))
            continue;
        ctg__build_reject(build, CTG_NODES, i, SIZE_MAX,
                          "the balance sheets up to '%s' sum to more than the "
                          "largest number",
                          id(build, i));
        return;
    }
}

static bool has_any(const ctg__build *build, size_t column)
{
    const size_t count = build->graph->tables[CTG_NODES].row_count;

    for (size_t row = 0; row < count; row++)
        if (!isnan(ctg__graph_number(build->graph, CTG_NODES, column, row)))
            return true;
    return false;
}

/* Of a list of exposures alone nobody can say who can bear what. */
static bool has_equities(const ctg__build *build)
{
    return has_any(build, CTG__NODE_EQUITY) || has_any(build, CTG__NODE_CASH) ||
           has_any(build, CTG__NODE_OTHER_ASSETS) ||
           has_any(build, CTG__NODE_OTHER_LIABILITIES) ||
           build->graph->tables[CTG_HOLDINGS].row_count ||
           build->graph->tables[CTG_POSITIONS].row_count;
}

ctg_status ctg__build_books(ctg__build *build, ctg_error *error)
{
    ctg__nodes *const nodes = &build->network->nodes;

    if (!TAKE(&build->scratch, build->claims, nodes->count) ||
        !TAKE(&build->scratch, build->debts, nodes->count))
        return ctg__fail_memory(error);
    build->network->has_equities = has_equities(build);
    for (size_t i = 0; i < nodes->count; i++)
        nodes->assets[i] = nodes->cash[i];
    add_holdings(build, nodes->assets);
    add_exposures(build, nodes->assets, nodes->liabilities);
    for (size_t a = 0; a < build->network->accounts.count; a++)
        add_account(build, a, nodes->assets, nodes->liabilities);
    add_funds(build, nodes->assets);
    for (size_t i = 0; i < nodes->count; i++)
        close_books(build, i);
    if (!build->rejected)
        check_totals(build);
    return CTG_OK;
}

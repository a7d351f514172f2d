/* What a shock acts on, from its words. */
#include <string.h>

#include "compile/shock_given.h"
#include "engine/shock_kind.h"

static ctg_status push(ctg__shock_list *list, ctg__shock shock,
                       ctg_error *error)
{
    if (list->count == list->room) {
        const size_t room = list->room ? 2 * list->room : 8;
        ctg__shock *grown;

        if (!TAKE(list->arena, grown, room))
            return ctg__fail_memory(error);
        if (list->count)
            memcpy(grown, list->shocks, list->count * sizeof *grown);
        list->shocks = grown;
        list->room = room;
    }
    shock.number = list->number;
    list->shocks[list->count++] = shock;
    return CTG_OK;
}

/* Nodes are many, and are not looked at. */
static ctg__shock_name find_asset(const ctg_network *network, ctg__slice id,
                                  bool by_name)
{
    const ctg_graph *const graph = network->graph;
    const ctg__slice trimmed = ctg__slice_trim(id);
    ctg__shock_name name = {CTG_NONE, ctg__slice_asset(graph, id, by_name), 0};

    if (trimmed.length && *trimmed.text == '@')
        name.group = ctg__slice_group(
            graph, (ctg__slice){trimmed.text + 1, trimmed.length - 1});
    return name;
}

ctg__shock_name ctg__shock_find(const ctg_network *network, ctg__slice id,
                                bool by_name)
{
    ctg__shock_name name = find_asset(network, id, by_name);

    name.node = ctg__slice_node(network->graph, id, by_name);
    return name;
}

static ctg_status push_group(ctg__shock_list *list, ctg_word group,
                             ctg__shock shock, ctg_error *error)
{
    const ctg_graph *const graph = list->network->graph;
    ctg_status status = CTG_OK;

    shock.group = group;
    for (size_t row = 0; row < list->network->assets.count && !status; row++)
        if (ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_GROUP, row) ==
            group) {
            shock.target = (uint32_t)row;
            status = push(list, shock, error);
        }
    return status;
}

static ctg_status push_asset(ctg__shock_list *list, ctg__slice id,
                             ctg__shock shock, ctg_error *error)
{
    const ctg__shock_name name = find_asset(list->network, id, true);
    const ctg__slice trimmed = ctg__slice_trim(id);

    if (name.asset != CTG_NONE && name.group)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.*s' is an asset and, behind the @, a group",
                         (int)id.length, id.text);
    if (name.group)
        return push_group(list, name.group, shock, error);
    if (name.asset == CTG_NONE && trimmed.length && *trimmed.text == '@')
        return ctg__fail(error, CTG_NOT_FOUND, "no asset has the group '%.*s'",
                         (int)trimmed.length - 1, trimmed.text + 1);
    if (name.asset == CTG_NONE)
        return ctg__slice_unknown(list->network->graph, CTG_ASSETS, id, error);
    shock.target = name.asset;
    return push(list, shock, error);
}

static ctg_status push_node(ctg__shock_list *list, ctg__slice id,
                            ctg__shock shock, ctg_error *error)
{
    const ctg_graph *const graph = list->network->graph;

    shock.target = ctg__slice_node(graph, id, true);
    if (shock.target == CTG_NONE)
        return ctg__slice_unknown(graph, CTG_NODES, id, error);
    return push(list, shock, error);
}

static bool has_exposure(const ctg_network *network, ctg_node debtor,
                         ctg_node creditor)
{
    const ctg__exposures *const exposures = &network->exposures;

    for (size_t e = exposures->start[creditor];
         e < exposures->start[creditor + 1]; e++)
        if (exposures->debtor[e] == debtor)
            return true;
    return false;
}

static uint32_t find_market(const ctg_network *network, ctg_node venue,
                            ctg_asset asset)
{
    const uint32_t v =
        venue == CTG_NONE ? CTG_NONE : network->venues.of_node[venue];

    for (uint32_t m = 0; v != CTG_NONE && m < network->markets.count; m++)
        if (network->markets.venue[m] == v &&
            network->markets.asset[m] == asset)
            return m;
    return CTG_NONE;
}

/* Two ids with a mark between them, looked up. */
struct pair {
    uint32_t left;
    uint32_t right;
    uint32_t found; /* market, or 0 for an exposure; CTG_NONE: there is none */
};

static struct pair pair_at(const ctg_network *network, char mark,
                           ctg__slice left, ctg__slice right)
{
    struct pair pair = {ctg__slice_node(network->graph, left, true),
                        mark == '>'
                            ? ctg__slice_node(network->graph, right, true)
                            : ctg__slice_asset(network->graph, right, true),
                        CTG_NONE};

    if (pair.left == CTG_NONE || pair.right == CTG_NONE)
        return pair;
    if (mark == '/')
        pair.found = find_market(network, pair.left, pair.right);
    else if (has_exposure(network, pair.left, pair.right))
        pair.found = 0;
    return pair;
}

static ctg_status explain_pair(const ctg_network *network, char mark,
                               const struct pair *pair, ctg__slice left,
                               ctg__slice right, ctg_error *error)
{
    const ctg_graph *const graph = network->graph;

    if (pair->left == CTG_NONE)
        return ctg__slice_unknown(graph, CTG_NODES, left, error);
    if (pair->right == CTG_NONE)
        return ctg__slice_unknown(graph, mark == '>' ? CTG_NODES : CTG_ASSETS,
                                  right, error);
    if (mark == '>')
        return ctg__fail(error, CTG_NOT_FOUND, "'%s' has no exposure to '%s'",
                         ctg_graph_node_id(graph, pair->right),
                         ctg_graph_node_id(graph, pair->left));
    if (network->venues.of_node[pair->left] == CTG_NONE)
        return ctg__fail(error, CTG_NOT_FOUND, "'%s' is no venue",
                         ctg_graph_node_id(graph, pair->left));
    return ctg__fail(error, CTG_NOT_FOUND, "'%s' has no market for '%s'",
                     ctg_graph_node_id(graph, pair->left),
                     ctg_graph_asset_id(graph, pair->right));
}

/* Tries the mark at every place; exactly one may make sense. */
static ctg_status find_pair(const ctg_network *network, char mark,
                            ctg__slice text, struct pair *pair,
                            ctg_error *error)
{
    struct pair best = {CTG_NONE, CTG_NONE, CTG_NONE};
    ctg__slice left = {0};
    ctg__slice right = {0};
    size_t fits = 0;
    size_t marks = 0;

    for (size_t k = 0; k < text.length; k++) {
        const ctg__slice before = {text.text, k};
        const ctg__slice behind = {text.text + k + 1, text.length - k - 1};
        struct pair now;

        if (text.text[k] != mark)
            continue;
        now = pair_at(network, mark, before, behind);
        fits += now.found != CTG_NONE;
        /* The most telling one, should none fit. */
        if (!marks++ || now.found != CTG_NONE ||
            (best.found == CTG_NONE && now.left != CTG_NONE &&
             (best.left == CTG_NONE || now.right != CTG_NONE))) {
            best = now;
            left = before;
            right = behind;
        }
    }
    if (!marks)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "no '%c' in '%.*s'", mark,
                         (int)text.length, text.text);
    if (fits > 1)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.*s' can be split at '%c' in %zu ways",
                         (int)text.length, text.text, mark, fits);
    if (!fits)
        return explain_pair(network, mark, &best, left, right, error);
    *pair = best;
    return CTG_OK;
}

static ctg_status push_pair(ctg__shock_list *list, ctg__slice id,
                            ctg__shock shock, ctg_error *error)
{
    struct pair pair;
    const ctg_status status = find_pair(list->network, '>', id, &pair, error);

    if (status)
        return status;
    shock.target = pair.left;
    shock.other = pair.right;
    return push(list, shock, error);
}

static ctg_status push_market(ctg__shock_list *list, ctg__slice id,
                              ctg__shock shock, ctg_error *error)
{
    ctg_status (*const fit)(const ctg_network *network, const ctg__shock *given,
                            ctg_error *why) = ctg__shock_kind_of(&shock)->fit;
    struct pair pair;
    ctg_status status = find_pair(list->network, '/', id, &pair, error);

    if (status)
        return status;
    shock.target = pair.found;
    if (fit)
        status = fit(list->network, &shock, error);
    return status ? status : push(list, shock, error);
}

ctg_status ctg__shock_aim(ctg__shock_list *list, ctg__slice id,
                          ctg__shock shock, ctg_error *error)
{
    switch (ctg__shock_kind_of(&shock)->target) {
    case CTG__ON_NODE:
        return push_node(list, id, shock, error);
    case CTG__ON_ASSET:
        return push_asset(list, id, shock, error);
    case CTG__ON_PAIR:
        return push_pair(list, id, shock, error);
    case CTG__ON_MARKET:
        break;
    }
    return push_market(list, id, shock, error);
}

#include "compile/resolve.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "data/graph.h"

struct resolver {
    const ctg_network *network;
    ctg__arena *arena;
    ctg__shock *shocks;
    size_t count;
    size_t room;
    uint32_t number;
};

static ctg_status push(struct resolver *resolver, ctg__shock shock,
                       ctg_error *error)
{
    if (resolver->count == resolver->room) {
        const size_t room = resolver->room ? 2 * resolver->room : 8;
        ctg__shock *grown;

        if (!TAKE(resolver->arena, grown, room))
            return ctg__fail_memory(error);
        if (resolver->count)
            memcpy(grown, resolver->shocks, resolver->count * sizeof *grown);
        resolver->shocks = grown;
        resolver->room = room;
    }
    shock.number = resolver->number;
    resolver->shocks[resolver->count++] = shock;
    return CTG_OK;
}

/* "ID=CHANGE" at the last `=`: no change has one. */
static ctg_status split_change(ctg__slice text, ctg__slice *id,
                               ctg__change *change, ctg_error *error)
{
    size_t at = text.length;

    while (at && text.text[at - 1] != '=')
        at--;
    if (!at)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no '=': a shock reads 'asset ETH=-35%%', 'node "
                         "A=default', ...");
    *id = (ctg__slice){text.text, at - 1};
    return ctg__change_parse((ctg__slice){text.text + at, text.length - at},
                             change, error);
}

static ctg_status push_group(struct resolver *resolver, ctg_word group,
                             ctg__shock shock, ctg_error *error)
{
    const ctg_graph *const graph = resolver->network->graph;
    ctg_status status = CTG_OK;

    for (size_t row = 0; row < resolver->network->assets.count && !status;
         row++)
        if (ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_GROUP, row) ==
            group) {
            shock.target = (uint32_t)row;
            status = push(resolver, shock, error);
        }
    return status;
}

/* What an id of the asset form names: an asset, or the assets of a group. */
struct asset_name {
    ctg_asset asset;
    ctg_word group;
};

static struct asset_name find_asset(const struct resolver *resolver,
                                    ctg__slice id, bool by_name)
{
    const ctg_graph *const graph = resolver->network->graph;
    const ctg__slice trimmed = ctg__slice_trim(id);
    struct asset_name name = {ctg__slice_asset(graph, id, by_name), 0};

    if (trimmed.length && *trimmed.text == '@')
        name.group = ctg__slice_group(
            graph, (ctg__slice){trimmed.text + 1, trimmed.length - 1});
    return name;
}

static bool names_nothing(struct asset_name name)
{
    return name.asset == CTG_NONE && !name.group;
}

static ctg_status push_asset(struct resolver *resolver, ctg__slice id,
                             struct asset_name name, ctg__shock shock,
                             ctg_error *error)
{
    shock.target = name.asset;
    shock.other = CTG_NONE;
    if (name.asset != CTG_NONE && name.group)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.*s' is an asset and, behind the @, a group",
                         (int)id.length, id.text);
    if (name.group)
        return push_group(resolver, name.group, shock, error);
    return push(resolver, shock, error);
}

/* What changes an asset: its price or its depth. */
typedef ctg_status (*change_of_asset)(const ctg__change *, ctg__shock *,
                                      ctg_error *);

static ctg_status take_change(struct resolver *resolver, ctg__slice text,
                              change_of_asset change_asset, ctg_error *error)
{
    ctg__shock shock = {0};
    ctg__slice id;
    ctg__change change;
    struct asset_name name;
    ctg_status status = split_change(text, &id, &change, error);

    if (!status)
        status = change_asset(&change, &shock, error);
    if (status)
        return status;
    name = find_asset(resolver, id, true);
    if (names_nothing(name) && id.length && *ctg__slice_trim(id).text == '@')
        return ctg__fail(error, CTG_NOT_FOUND, "no asset has the group '%.*s'",
                         (int)ctg__slice_trim(id).length - 1,
                         ctg__slice_trim(id).text + 1);
    if (names_nothing(name))
        return ctg__slice_unknown(resolver->network->graph, CTG_ASSETS, id,
                                  error);
    return push_asset(resolver, id, name, shock, error);
}

static ctg_status take_asset(struct resolver *resolver, ctg__slice text,
                             ctg_error *error)
{
    return take_change(resolver, text, ctg__change_asset, error);
}

static ctg_status take_depth(struct resolver *resolver, ctg__slice text,
                             ctg_error *error)
{
    return take_change(resolver, text, ctg__change_depth, error);
}

static ctg_status push_node(struct resolver *resolver, ctg_node node,
                            const ctg__change *change, ctg_error *error)
{
    ctg__shock shock = {.target = node, .other = CTG_NONE};
    const ctg_status status = ctg__change_node(change, &shock, error);

    return status ? status : push(resolver, shock, error);
}

static ctg_status take_node(struct resolver *resolver, ctg__slice text,
                            ctg_error *error)
{
    ctg__slice id;
    ctg__change change;
    ctg_node node;
    const ctg_status status = split_change(text, &id, &change, error);

    if (status)
        return status;
    node = ctg__slice_node(resolver->network->graph, id, true);
    if (node == CTG_NONE)
        return ctg__slice_unknown(resolver->network->graph, CTG_NODES, id,
                                  error);
    return push_node(resolver, node, &change, error);
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

static struct pair pair_at(const struct resolver *resolver, char mark,
                           ctg__slice left, ctg__slice right)
{
    const ctg_network *const network = resolver->network;
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

static ctg_status explain_pair(const struct resolver *resolver, char mark,
                               const struct pair *pair, ctg__slice left,
                               ctg__slice right, ctg_error *error)
{
    const ctg_graph *const graph = resolver->network->graph;

    if (pair->left == CTG_NONE)
        return ctg__slice_unknown(graph, CTG_NODES, left, error);
    if (pair->right == CTG_NONE)
        return ctg__slice_unknown(graph, mark == '>' ? CTG_NODES : CTG_ASSETS,
                                  right, error);
    if (mark == '>')
        return ctg__fail(error, CTG_NOT_FOUND, "'%s' has no exposure to '%s'",
                         ctg_graph_node_id(graph, pair->right),
                         ctg_graph_node_id(graph, pair->left));
    if (resolver->network->venues.of_node[pair->left] == CTG_NONE)
        return ctg__fail(error, CTG_NOT_FOUND, "'%s' is no venue",
                         ctg_graph_node_id(graph, pair->left));
    return ctg__fail(error, CTG_NOT_FOUND, "'%s' has no market for '%s'",
                     ctg_graph_node_id(graph, pair->left),
                     ctg_graph_asset_id(graph, pair->right));
}

/* Tries the mark at every place; exactly one may make sense. */
static ctg_status find_pair(const struct resolver *resolver, char mark,
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
        now = pair_at(resolver, mark, before, behind);
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
        return explain_pair(resolver, mark, &best, left, right, error);
    *pair = best;
    return CTG_OK;
}

static ctg_status take_exposure(struct resolver *resolver, ctg__slice text,
                                ctg_error *error)
{
    ctg__shock shock = {0};
    ctg__slice id;
    ctg__change change;
    struct pair pair;
    ctg_status status = split_change(text, &id, &change, error);

    if (!status)
        status = find_pair(resolver, '>', id, &pair, error);
    if (!status)
        status = ctg__change_exposure(&change, &shock, error);
    if (status)
        return status;
    shock.target = pair.left;
    shock.other = pair.right;
    return push(resolver, shock, error);
}

static ctg_status take_haircut(struct resolver *resolver, ctg__slice text,
                               ctg_error *error)
{
    ctg__shock shock = {.other = CTG_NONE};
    ctg__slice id;
    ctg__change change;
    struct pair pair;
    ctg_status status = split_change(text, &id, &change, error);

    if (!status)
        status = find_pair(resolver, '/', id, &pair, error);
    if (!status)
        status = ctg__change_haircut(&change, &shock, error);
    if (status)
        return status;
    shock.target = pair.found;
    return push(resolver, shock, error);
}

static ctg_status take_run(struct resolver *resolver, ctg__slice text,
                           ctg_error *error)
{
    const ctg_graph *const graph = resolver->network->graph;
    const ctg_node node = ctg__slice_node(graph, text, true);

    if (node == CTG_NONE)
        return ctg__slice_unknown(graph, CTG_NODES, text, error);
    return push(
        resolver,
        (ctg__shock){.kind = CTG__SHOCK_RUN, .target = node, .other = CTG_NONE},
        error);
}

static const struct kind {
    const char *word;
    ctg_status (*take)(struct resolver *resolver, ctg__slice text,
                       ctg_error *error);
} kinds[] = {
    {"asset", take_asset},       {"node", take_node},
    {"exposure", take_exposure}, {"depth", take_depth},
    {"haircut", take_haircut},   {"run", take_run},
};

static const struct kind *kind_of(ctg__slice text)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const size_t length = strlen(kinds[i].word);

        if (text.length > length &&
            memcmp(text.text, kinds[i].word, length) == 0 &&
            (text.text[length] == ' ' || text.text[length] == '\t'))
            return &kinds[i];
    }
    return NULL;
}

static ctg_status unknown(const ctg_graph *graph, ctg__slice id,
                          ctg_error *error)
{
    char word[101];
    char hint[96];
    ctg__nearest nearest;

    snprintf(word, sizeof word, "%.*s",
             (int)(id.length > 100 ? 100 : id.length), id.text);
    nearest = ctg__nearest_start(word);
    ctg__graph_try_nearest(graph, CTG_ASSETS, &nearest);
    ctg__graph_try_nearest(graph, CTG_NODES, &nearest);
    return ctg__fail(error, CTG_NOT_FOUND, "no asset and no node '%.*s'%s",
                     ctg__message_bytes(id.length), id.text,
                     ctg__nearest_hint(&nearest, hint));
}

/* Without a kind: an asset's or a node's id, if it is only one of them. */
static ctg_status take_bare(struct resolver *resolver, ctg__slice text,
                            ctg_error *error)
{
    const ctg_graph *const graph = resolver->network->graph;
    ctg__slice id;
    ctg__change change;
    struct asset_name name;
    ctg_node node;
    ctg_status status = split_change(text, &id, &change, error);

    if (status)
        return status;
    for (int by_name = 0; by_name < 2; by_name++) {
        name = find_asset(resolver, id, by_name);
        node = ctg__slice_node(graph, id, by_name);
        if (node != CTG_NONE || !names_nothing(name))
            break;
    }
    if (node != CTG_NONE && !names_nothing(name))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.*s' is an asset and a node: write 'asset %.*s' "
                         "or 'node %.*s'",
                         (int)id.length, id.text, (int)id.length, id.text,
                         (int)id.length, id.text);
    if (node != CTG_NONE)
        return push_node(resolver, node, &change, error);
    if (!names_nothing(name)) {
        ctg__shock shock = {0};

        status = ctg__change_asset(&change, &shock, error);
        return status ? status : push_asset(resolver, id, name, shock, error);
    }
    return unknown(graph, ctg__slice_trim(id), error);
}

static ctg_status take(struct resolver *resolver, const char *shock,
                       ctg_error *error)
{
    const ctg__slice text = {shock, strlen(shock)};
    const struct kind *const kind = kind_of(text);
    ctg__slice rest;
    ctg_status status;

    if (!kind)
        return take_bare(resolver, text, error);
    rest = (ctg__slice){text.text + strlen(kind->word) + 1,
                        text.length - strlen(kind->word) - 1};
    status = kind->take(resolver, rest, error);
    /* An id that begins like a kind: "run rate=-35%". */
    if (status && status != CTG_NO_MEMORY && !take_bare(resolver, text, NULL))
        return CTG_OK;
    return status;
}

static ctg_status take_all(struct resolver *resolver,
                           const ctg_scenario *scenario, ctg_error *error)
{
    for (size_t i = 0; i < ctg_scenario_shock_count(scenario); i++) {
        const char *const shock = ctg_scenario_shock(scenario, i);
        ctg_error inner = {0};
        ctg_status status;

        resolver->number = (uint32_t)i;
        status = take(resolver, shock, &inner);
        if (status == CTG_NO_MEMORY)
            return ctg__fail_memory(error);
        if (status)
            return ctg__fail(error, status, "shock '%s': %.700s", shock,
                             inner.message);
    }
    return CTG_OK;
}

ctg_status ctg__resolve_shocks(ctg_plan *plan, const ctg_scenario *scenario,
                               ctg__arena *arena, ctg_error *error)
{
    struct resolver resolver = {.network = plan->network, .arena = arena};
    const ctg_status status = take_all(&resolver, scenario, error);

    if (status)
        return status;
    plan->shocks = resolver.shocks;
    plan->shock_count = resolver.count;
    plan->listed_count = (uint32_t)ctg_scenario_shock_count(scenario);
    return CTG_OK;
}

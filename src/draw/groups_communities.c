/* Groups that nobody gave: components and communities of what nodes owe. */
#include "data/network.h"
#include "draw/groups.h"

/* Tarjan 1972, without recursion: chains of claims can be long. */
typedef struct search {
    const ctg__exposures *exposures;
    uint32_t *index; /* order of discovery, from 1; 0: not yet */
    uint32_t *low;
    bool *open; /* on the stack of the component being found */
    uint32_t *stack;
    size_t stack_size;
    uint32_t *path; /* nodes being visited */
    size_t *next;   /* per node on the path: its next claim */
    uint32_t found;
} search;

static void discover(search *s, uint32_t node, size_t *depth)
{
    s->index[node] = s->low[node] = ++s->found;
    s->open[node] = true;
    s->stack[s->stack_size++] = node;
    s->next[node] = s->exposures->start[node];
    s->path[(*depth)++] = node;
}

static void visit(search *s, uint32_t root, uint32_t *of_node)
{
    size_t depth = 0;

    discover(s, root, &depth);
    while (depth) {
        const uint32_t node = s->path[depth - 1];

        if (s->next[node] < s->exposures->start[node + 1]) {
            const uint32_t debtor = s->exposures->debtor[s->next[node]++];

            if (!s->index[debtor])
                discover(s, debtor, &depth);
            else if (s->open[debtor] && s->index[debtor] < s->low[node])
                s->low[node] = s->index[debtor];
            continue;
        }
        depth--;
        if (depth && s->low[node] < s->low[s->path[depth - 1]])
            s->low[s->path[depth - 1]] = s->low[node];
        if (s->low[node] != s->index[node])
            continue;
        for (uint32_t member = CTG_NONE; member != node;) {
            member = s->stack[--s->stack_size];
            s->open[member] = false;
            of_node[member] = node;
        }
    }
}

ctg_status ctg__find_components(const ctg_network *network, uint32_t *of_node,
                                ctg_error *error)
{
    const size_t count = network->nodes.count;
    search s = {.exposures = &network->exposures};
    ctg__arena arena = {0};

    if (!TAKE(&arena, s.index, count + 1) || !TAKE(&arena, s.low, count + 1) ||
        !TAKE(&arena, s.open, count + 1) || !TAKE(&arena, s.stack, count + 1) ||
        !TAKE(&arena, s.path, count + 1) || !TAKE(&arena, s.next, count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++)
        if (!s.index[i])
            visit(&s, (uint32_t)i, of_node);
    ctg__arena_clear(&arena);
    return CTG_OK;
}

/* --- communities -----------------------------------------------------------
 */

ctg_status ctg__find_communities(const ctg_network *network,
                                 const ctg__facts *facts, ctg__asking *asking,
                                 uint32_t *of_node, ctg__communities *found,
                                 ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__claim_graph graph;
    ctg__cast cast;
    ctg__ties ties;
    uint32_t *of_actor;
    ctg_status status = ctg__cast_nodes(&cast, facts, &arena, error);

    if (!status)
        status = ctg__ties_init(&ties, network, &cast.actors, &arena, error);
    if (!status)
        status = ctg__claim_graph_init(&graph, &ties, cast.actors.count, &arena,
                                       error);
    if (!status && !TAKE(&arena, of_actor, cast.actors.count + 1))
        status = ctg__fail_memory(error);
    if (!status)
        status =
            ctg__communities_find(&graph, true, asking, of_actor, found, error);
    for (size_t i = 0; !status && i < facts->node_count; i++)
        of_node[i] = of_actor[cast.actors.of_node[i]];
    ctg__arena_clear(&arena);
    return status;
}

/* Actors and paths in the words of the output files. */
#include <stdio.h>

#include <contagraph/trace.h>

size_t ctg_actor_text(const ctg_graph *graph, ctg_actor actor, char *text,
                      size_t size)
{
    const uint32_t index = ctg_actor_index(actor);
    int length = 0;

    switch (ctg_actor_kind_of(actor)) {
    case CTG_ACTOR_SHOCK:
        length = snprintf(text, size, "shock:%u", (unsigned)index + 1);
        break;
    case CTG_ACTOR_NODE:
        length = snprintf(text, size, "%s", ctg_graph_node_id(graph, index));
        break;
    case CTG_ACTOR_ASSET:
        length =
            snprintf(text, size, "asset:%s", ctg_graph_asset_id(graph, index));
        break;
    case CTG_ACTOR_INITIAL:
        length = snprintf(text, size, "initial");
        break;
    }
    return length > 0 ? (size_t)length : 0;
}

size_t ctg_path_text(const ctg_graph *graph, const ctg_ledger *ledger,
                     const ctg_path *path, char *text, size_t size)
{
    size_t length = ctg_actor_text(graph, path->origin, text, size);

    for (size_t i = 0; i < path->entry_count; i++) {
        /* Past the room, only lengths are counted. */
        size_t left = length < size ? size - length : 0;
        ctg_entry entry = {0};
        int link;

        ctg_ledger_read(ledger, path->entries[i], &entry, 1);
        link = snprintf(left ? text + length : NULL, left, " -[%s %lu]-> ",
                        ctg_channel_name((ctg_channel)entry.channel),
                        (unsigned long)entry.round);
        length += link > 0 ? (size_t)link : 0;
        left = length < size ? size - length : 0;
        length += ctg_actor_text(graph, entry.target,
                                 left ? text + length : NULL, left);
    }
    return length;
}

/* A graph of all eight tables, and the bytes of its snapshot. */
#ifndef SUPPORT_SNAPSHOT_H
#define SUPPORT_SNAPSHOT_H

#include <unistd.h>

#include <contagraph/contagraph.h>

#include "read/snapshot.h"
#include "support/formats.h"
#include "support/graph.h"

static const ctg_read_options unchecked = {.unchecked = true};

static inline ctg_graph *full_graph(void)
{
    return graph_of(
        "nodes",
        "id,name,kind,equity,pass_through,leverage_max,colour\n"
        "a,\"x, \"\"y\"\"\",kind,0.1,true,initial,red\n"
        "b,,,-1e-300,,4.5,\n"
        "c,a,bank,5e-324,false,,a\n",
        "exposures",
        "debtor,creditor,amount,kind,asset\n"
        "a,b,0.30000000000000004,loan,\n"
        "c,a,2.5,,ETH\n",
        "assets", "id,price,oracle\nETH,2000.25,lag 2\nBTC,,\n", "holdings",
        "node,asset,quantity\nc,ETH,-3.75\n", "venues",
        "node,type,close_factor\nb,lending,0.4\n", "markets",
        "venue,asset,maintenance\nb,ETH,0.175\n", "positions",
        "account,owner,venue,asset,quantity\n1,a,b,ETH,2\n1,a,b,,-30\n",
        "layers", "venue,order,kind,amount\nb,1,fund,7.5\n", "title", "A title",
        "unit", "$", NULL);
}

static inline size_t snapshot_with(const ctg_graph *graph,
                                   const ctg_network *network, char *bytes,
                                   size_t room, bool reorder)
{
    const ctg_write_options options = {
        .format = "snapshot", .reorder = reorder, .network = network};
    char path[FORMAT_PATH_SIZE];
    ctg_error error = {0};
    size_t length;
    FILE *file;

    format_file(path, "", 0);
    if (ctg_graph_write(graph, path, &options, NULL, &error))
        fail_msg("%s", error.message);
    file = fopen(path, "rb");
    assert_non_null(file);
    length = fread(bytes, 1, room, file);
    fclose(file);
    unlink(path);
    return length;
}

static inline size_t snapshot_of(const ctg_graph *graph, char *bytes,
                                 size_t room, bool reorder)
{
    return snapshot_with(graph, NULL, bytes, room, reorder);
}

#endif

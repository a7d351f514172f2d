/* Graphs made, written, read, looked at. */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "bars.h"
#include "heard.h"

static ctg_status generate(heard_world *w, heard *h, const char *word,
                           ctg_error *error)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_status status;

    (void)word;
    options.nodes = w->nodes;
    options.degree = w->degree;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_graph_generate(w->kind, &options, &w->graph, error);
    heard_end(h);
    return status;
}

static ctg_status build(heard_world *w, heard *h, const char *word,
                        ctg_error *error)
{
    ctg_graph *copy;
    ctg_network *network;
    ctg_status status;

    (void)word;
    heard_must(ctg_graph_copy(heard_graph(w), &copy, error), error);
    heard_begin(h);
    status = ctg_network_take(copy, heard_ask, h, &network, NULL, error);
    if (!status)
        ctg_network_free(network);
    heard_end(h);
    if (status)
        ctg_graph_free(copy);
    return status;
}

static void path_of(const heard_world *w, const char *word, char path[120])
{
    snprintf(path, 120, "%s/%s", w->folder, word);
}

static ctg_write_options lossy(heard_world *w, const char *word)
{
    ctg_write_options options = ctg_write_options_default();

    options.lossy = true;
    if (strstr(word, "matrix"))
        options.format = "matrix";
    if (strstr(word, "matrix"))
        options.rows = "creditor";
    if (strcmp(word, "network.ctg") == 0)
        options.network = heard_network(w);
    options.reorder = strcmp(word, "order.ctg") == 0;
    return options;
}

static ctg_status put(heard_world *w, heard *h, const char *word,
                      ctg_error *error)
{
    const ctg_graph *const graph = heard_graph(w);
    ctg_write_options options = lossy(w, word);
    ctg_status status;
    char path[120];

    path_of(w, word, path);
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_graph_write(graph, path, &options, NULL, error);
    heard_end(h);
    return status;
}

static ctg_status take(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    const ctg_write_options writing = lossy(w, word);
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph;
    ctg_status status;
    char path[120];

    path_of(w, word, path);
    heard_must(ctg_graph_write(heard_graph(w), path, &writing, NULL, error),
               error);
    options.format = writing.format;
    options.rows = writing.rows;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_graph_read(path, &options, &graph, NULL, error);
    if (!status)
        ctg_graph_free(graph);
    heard_end(h);
    return status;
}

/* --- those who never ask ------------------------------------------------- */

static ctg_status copy(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    const ctg_graph *const graph = heard_graph(w);
    ctg_graph *copy;
    ctg_status status;

    (void)word;
    heard_begin(h);
    status = ctg_graph_copy(graph, &copy, error);
    if (!status)
        ctg_graph_free(copy);
    heard_end(h);
    return status;
}

static ctg_status hash(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    const ctg_graph *const graph = heard_graph(w);
    char text[CTG_HASH_ROOM];
    ctg_status status;

    (void)word;
    heard_begin(h);
    status = ctg_graph_hash(graph, text, error);
    heard_end(h);
    return status;
}

static ctg_status anonymise(heard_world *w, heard *h, const char *word,
                            ctg_error *error)
{
    ctg_graph *copy;
    ctg_status status;

    (void)word;
    heard_must(ctg_graph_copy(heard_graph(w), &copy, error), error);
    heard_begin(h);
    status = ctg_graph_anonymise(copy, error);
    heard_end(h);
    return status;
}

static ctg_status book(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    const ctg_network *const network = heard_network(w);
    ctg_book *made;
    ctg_status status;

    (void)word;
    heard_begin(h);
    status = ctg_book_new_with(network, NULL, NULL, 0.9, 100, NULL, heard_ask,
                               h, &made, error);
    heard_end(h);
    return status;
}

static ctg_status look_through(heard_world *w, heard *h, const char *word,
                               ctg_error *error)
{
    const ctg_network *const network = heard_network(w);
    double *const shares =
        bars_room(ctg_network_node_count(network), sizeof *shares);
    ctg_look_through *look;
    ctg_status status;

    heard_begin(h);
    status = ctg_look_through_new(network, &look, error);
    if (!status && word)
        status = strcmp(word, "node") == 0
                     ? ctg_look_through_to_node(look, 1, shares, error)
                     : ctg_look_through_to_asset(look, 0, NULL, shares, error);
    heard_end(h);
    return status;
}

static ctg_status describe(heard_world *w, heard *h, const char *word,
                           ctg_error *error)
{
    ctg_plan *const plan = heard_plan(w, NULL, "");
    ctg_info *info;
    ctg_status status;

    (void)word;
    heard_begin(h);
    status = ctg_info_new(plan, heard_ask, h, &info, error);
    heard_end(h);
    return status;
}

#define NODES 200000
#define DEGREE 10
#define PUT(word, kind, nodes, degree)                                         \
    {                                                                          \
        "write " word, kind, nodes, degree, put, word                          \
    }
#define TAKE(word, kind, nodes, degree)                                        \
    {                                                                          \
        "read " word, kind, nodes, degree, take, word                          \
    }
#define BOTH(word, kind, nodes, degree)                                        \
    PUT(word, kind, nodes, degree), TAKE(word, kind, nodes, degree)

const heard_case heard_files[] = {
    {"generate er", "er", NODES, DEGREE, generate, NULL},
    {"generate scale-free", "scale-free", NODES, DEGREE, generate, NULL},
    {"generate core-periphery", "core-periphery", NODES / 50, DEGREE, generate,
     NULL},
    {"generate defi", "defi", 10 * NODES, DEGREE, generate, NULL},
    {"network", "er", NODES, DEGREE, build, NULL},
    {"network defi", "defi", NODES, DEGREE, build, NULL},
    BOTH("csv", "er", NODES, DEGREE),
    BOTH("a.ctg", "er", NODES, DEGREE),
    BOTH("network.ctg", "er", NODES, DEGREE),
    BOTH("order.ctg", "er", NODES, DEGREE),
    BOTH("a.sqlite", "er", NODES, DEGREE),
    BOTH("a.json", "er", NODES, DEGREE),
    BOTH("a.graphml", "er", NODES, DEGREE),
    BOTH("a.dot", "er", NODES, DEGREE),
    BOTH("a.gml", "er", NODES, DEGREE),
    BOTH("a.net", "er", NODES, DEGREE),
    BOTH("a.csv", "er", NODES, DEGREE),
    BOTH("matrix.csv", "er", NODES / 50, DEGREE),
    BOTH("a.json.gz", "er", NODES, DEGREE),
    BOTH("a.json.xz", "er", NODES / 4, DEGREE),
    BOTH("a.json.zst", "er", NODES, DEGREE),
    BOTH("a.json.lz4", "er", NODES, DEGREE),
    BOTH("defi", "defi", 2 * NODES, DEGREE),
    BOTH("defi.json", "defi", 2 * NODES, DEGREE),
    BOTH("defi.graphml", "defi", 2 * NODES, DEGREE),
    {"copy", "er", NODES, DEGREE, copy, NULL},
    {"hash", "er", NODES, DEGREE, hash, NULL},
    {"anonymise", "er", NODES, DEGREE, anonymise, NULL},
    {"book", "defi", NODES, DEGREE, book, NULL},
    {"look-through", "er", NODES, DEGREE, look_through, NULL},
    {"look-through to a node", "er", NODES, DEGREE, look_through, "node"},
    {"look-through to an asset", "defi", NODES, DEGREE, look_through, "asset"},
    {"info", "er", NODES, DEGREE, describe, NULL},
    {"info defi", "defi", NODES, DEGREE, describe, NULL},
    {NULL, NULL, 0, 0, NULL, NULL}};

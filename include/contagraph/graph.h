/*
 * The graph: what a file says. Eight tables of named columns, as MODEL
 * (docs/model.md) section 1 defines them, nothing computed, nothing repaired.
 */
#ifndef CONTAGRAPH_GRAPH_H
#define CONTAGRAPH_GRAPH_H

#include <stddef.h>
#include <stdint.h>

#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ctg_table {
    CTG_NODES,
    CTG_EXPOSURES,
    CTG_ASSETS,
    CTG_HOLDINGS,
    CTG_VENUES,
    CTG_MARKETS,
    CTG_POSITIONS,
    CTG_LAYERS,
    CTG_TABLE_COUNT
} ctg_table;

/* A node is its row in the nodes table, an asset its row in assets. */
typedef uint32_t ctg_node;
typedef uint32_t ctg_asset;

/* No node, no asset: the numeraire, the outside, not given. */
#define CTG_NONE UINT32_MAX

typedef struct ctg_graph ctg_graph;

void ctg_graph_free(ctg_graph *graph); /* NULL does nothing */

/*
 * All that a graph says, to be changed apart from it: the caller's to free.
 * Problems of the copy name the places of `graph`, which must outlive it.
 * CTG_BAD_INPUT for a damaged snapshot.
 */
ctg_status ctg_graph_copy(const ctg_graph *graph, ctg_graph **copy,
                          ctg_error *error);

/* "nodes", "exposures", ... Never NULL for a table that exists. */
const char *ctg_table_name(ctg_table table);

size_t ctg_graph_row_count(const ctg_graph *graph, ctg_table table);

/*
 * Strings are owned by the graph; what is not given is "". The name of a node
 * or asset without one is its id.
 */
const char *ctg_graph_node_id(const ctg_graph *graph, ctg_node node);
const char *ctg_graph_node_name(const ctg_graph *graph, ctg_node node);
const char *ctg_graph_node_kind(const ctg_graph *graph, ctg_node node);
const char *ctg_graph_node_group(const ctg_graph *graph, ctg_node node);
const char *ctg_graph_asset_id(const ctg_graph *graph, ctg_asset asset);
const char *ctg_graph_asset_group(const ctg_graph *graph, ctg_asset asset);

/* CTG_NONE when no row carries this id. */
ctg_node ctg_graph_find_node(const ctg_graph *graph, const char *id);
ctg_asset ctg_graph_find_asset(const ctg_graph *graph, const char *id);

/*
 * What people write for a node (CTG_NODES) or an asset (CTG_ASSETS): an id, an
 * address in any case, or a name that only one has. CTG_NOT_FOUND says what may
 * have been meant.
 */
ctg_status ctg_graph_look_up(const ctg_graph *graph, ctg_table table,
                             const char *words, uint32_t *row,
                             ctg_error *error);

/*
 * A cell of any column, known or kept as an attribute, as text; NULL when the
 * table has no such column or row, "" when the cell is blank. Numbers are
 * formatted into `buffer` (at least 32 bytes), the shortest that read back.
 */
const char *ctg_graph_cell(const ctg_graph *graph, ctg_table table, size_t row,
                           const char *column, char buffer[32]);

/* The names of a table's columns that hold anything; NULL past the last. */
const char *ctg_graph_column(const ctg_graph *graph, ctg_table table,
                             size_t index);

/* The same of columns that are none of MODEL's: attributes. */
const char *ctg_graph_attribute(const ctg_graph *graph, ctg_table table,
                                size_t index);

/* What about.json says; "" where it does not. */
typedef struct ctg_about {
    const char *title;
    const char *unit; /* "$", "EUR", ...: the numeraire */
    const char *date;
    const char *source;
} ctg_about;

const ctg_about *ctg_graph_about(const ctg_graph *graph);

/* The format it was read in, as ctg_format_at names it; NULL where it was made
 * otherwise. */
const char *ctg_graph_format(const ctg_graph *graph);

/*
 * One cell changed, as in `markets V/ETH maintenance=0.2`: TABLE KEY
 * COLUMN=VALUE, KEY being the id, or the columns that identify a row joined by
 * `/` (nodes, assets: id; venues: node; exposures: debtor/creditor; holdings:
 * node/asset; markets: venue/asset; positions: venue/account/asset; layers:
 * venue/order). All rows with that key change. CTG_NOT_FOUND names what is
 * missing; CTG_BAD_ARGUMENT for a value of the wrong type. A value that is
 * refused changes no cell. CTG_BAD_INPUT for a damaged snapshot.
 */
ctg_status ctg_graph_edit(ctg_graph *graph, const char *edit, ctg_error *error);

/*
 * Replaces ids by their row: N1, N2, ... of nodes, A1, ... of assets, P1, ...
 * of accounts; blanks names and whatever is no column of MODEL's. Numbers,
 * kinds and groups stay. A network made before stays valid and shows the new
 * ids; on failure the graph is as it was. CTG_BAD_INPUT for a damaged snapshot.
 */
ctg_status ctg_graph_anonymise(ctg_graph *graph, ctg_error *error);

/* Bytes of a hash as text, its NUL included. */
enum { CTG_HASH_ROOM = 65 };

/*
 * The SHA-256 of all tables, in hexadecimal: the same for the same tables in
 * any format, another as soon as one cell differs. A snapshot keeps it.
 * CTG_NO_MEMORY alone.
 */
ctg_status ctg_graph_hash(const ctg_graph *graph, char hash[CTG_HASH_ROOM],
                          ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif

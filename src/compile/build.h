/*
 * A network under construction. Every table has one file here; each takes a
 * table of the graph, whose cells check.c has looked at, and fills its part of
 * the network. Rows that were rejected are left out, so that later checks
 * still say all that can be said in one pass.
 */
#ifndef COMPILE_BUILD_H
#define COMPILE_BUILD_H

#include "base/arena.h"
#include "base/asking.h"
#include "data/graph.h"
#include "data/network.h"

typedef struct ctg__build {
    const ctg_graph *graph;
    ctg_network *network;
    ctg_problems *problems;
    bool heard; /* somebody hears of warnings, too */
    ctg__arena scratch;         /* until the network is done */
    ctg_node *node_of_word;     /* CTG_NONE: no node has this id */
    ctg_asset *asset_of_word;   /* CTG_NONE: no asset has this id */
    bool *bad[CTG_TABLE_COUNT]; /* by row: rejected; NULL: none is */
    /* What rejected rows touch: sums over it prove nothing. */
    bool *doubtful_node;
    bool *doubtful_asset;
    bool rejected; /* anything at all */
    /* By node, money, at the file's prices: what the exposures say. */
    double *claims;
    double *debts;
    ctg__asking asking; /* between passes over a table */
} ctg__build;

/* Whether to go on: CTG_CANCELLED. */
ctg_status ctg__build_ask(ctg__build *build, ctg_error *error);

/* Rejects a row, with the place of a cell; SIZE_MAX: of the whole row. */
void ctg__build_reject(ctg__build *build, ctg_table table, size_t row,
                       size_t column, const char *format, ...)
    CTG__PRINTF(5, 6);

static inline bool ctg__build_skips(const ctg__build *build, ctg_table table,
                                    size_t row)
{
    return build->bad[table] && build->bad[table][row];
}

/* The node or asset a cell names; CTG_NONE when blank or unknown. */
static inline ctg_node ctg__build_node(const ctg__build *build, ctg_table table,
                                       size_t column, size_t row)
{
    return build
        ->node_of_word[ctg__graph_cell_word(build->graph, table, column, row)];
}

static inline ctg_asset ctg__build_asset(const ctg__build *build,
                                         ctg_table table, size_t column,
                                         size_t row)
{
    return build
        ->asset_of_word[ctg__graph_cell_word(build->graph, table, column, row)];
}

/* The number of a cell, or `standard` when it is blank. */
static inline double ctg__build_number(const ctg__build *build, ctg_table table,
                                       size_t column, size_t row,
                                       double standard)
{
    const double value = ctg__graph_number(build->graph, table, column, row);

    return isnan(value) ? standard : value;
}

/* What a quantity in the tables is in units of its asset: quantities of some
 * are raw integers of a chain. */
double ctg__build_quantity(const ctg__build *build, ctg_asset asset,
                           double quantity);

/* Money per unit; 1 for the numeraire. */
static inline double ctg__build_price(const ctg__build *build, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : build->network->assets.price[asset];
}

/*
 * Every cell of a table against its column's type and range, and that needed
 * columns are there and filled.
 */
ctg_status ctg__check_table(ctg__build *build, ctg_table table,
                            ctg_error *error);

/*
 * NULL if a column takes this number, or this word unless it is NULL; else
 * what it wants: "outside 0 to 1", "one of lending, margin".
 */
const char *ctg__check_value(ctg_table table, size_t column, double number,
                             const char *word, char list[400]);

/* Numbers the rows of nodes and assets by their ids. */
ctg_status ctg__build_ids(ctg__build *build, ctg_error *error);

/* In this order. */
ctg_status ctg__build_nodes(ctg__build *build, ctg_error *error);
ctg_status ctg__build_assets(ctg__build *build, ctg_error *error);
ctg_status ctg__build_exposures(ctg__build *build, ctg_error *error);
ctg_status ctg__build_holdings(ctg__build *build, ctg_error *error);
ctg_status ctg__build_venues(ctg__build *build, ctg_error *error);
ctg_status ctg__build_markets(ctg__build *build, ctg_error *error);
/* Empty arrays for as many markets and tiers; those before are forgotten. */
bool ctg__build_markets_room(ctg__build *build, size_t count, size_t tiers);
ctg_status ctg__build_accounts(ctg__build *build, ctg_error *error);
ctg_status ctg__build_layers(ctg__build *build, ctg_error *error);
ctg_status ctg__build_books(ctg__build *build, ctg_error *error);
/* Warnings only; the books must be done. */
ctg_status ctg__build_suspect(ctg__build *build, ctg_error *error);
ctg_status ctg__build_spoilt(ctg__build *build, ctg_error *error);

#endif

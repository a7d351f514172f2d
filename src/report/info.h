/* A graph before anything happens, as its report has it. */
#ifndef REPORT_INFO_H
#define REPORT_INFO_H

#include <contagraph/info.h>

#include "report/report.h"

/* Whom the fall of an asset would hit most. */
typedef struct ctg__most_exposed {
    ctg_asset asset;
    ctg_node node;
    double direct; /* money */
    double total;  /* through all layers, above 0 */
} ctg__most_exposed;

/* Money of a node in an asset, where there is any. */
typedef struct ctg__money_in {
    ctg_asset asset;
    ctg_node node;
    double direct;
    double total;
} ctg__money_in;

typedef struct ctg__described {
    const ctg_network *network;
    const ctg_graph *graph;
    const ctg_info *info;
    const ctg_look_through *look;
    ctg_report *report;
    size_t asset_count;
    ctg__most_exposed *most; /* of the first assets; those with anybody */
    size_t most_count;
    ctg__money_in *money; /* asset by asset */
    size_t money_count;
    ctg_asset *valued; /* of which people read what they are worth */
    size_t valued_count;
    char text[CTG__FORMAT_ROOM]; /* of the cell last asked for */
} ctg__described;

/* How many assets people see. */
enum { CTG__ASSETS_SHOWN = 12 };

/* Of the first assets who is most exposed; with `whole` all money in all of
 * them. CTG_NO_MEMORY, CTG_NO_SOLUTION. */
ctg_status ctg__described_find_money(ctg__described *of, bool whole,
                                     ctg_error *error);

/* Tables of JSON: spirals by asset, money by node and asset. */
void ctg__described_add_spirals(ctg__described *of);
void ctg__described_add_money(ctg__described *of);

/* What assets are above their fundamental prices, and what all of one brings if
 * it is sold at once. For people: of those that either says something of. */
void ctg__described_add_values(ctg__described *of);

/* The table of Markdown: whom the fall of an asset would hit most. */
void ctg__described_add_most(ctg__described *of);

/* The title of a graph above a page, where it has one. */
void ctg__sheet_add_title(const void *graph, ctg__sheet *sheet);

/* The unit below it, where it is too long to stand beside amounts. */
void ctg__sheet_add_unit(const void *nothing, ctg__sheet *sheet);

/* The page of text. */
void ctg__sheet_add_info(const void *described, ctg__sheet *sheet);

/* What one node is exposed to through all layers: other nodes, then assets. */
ctg_status ctg__report_add_exposures(ctg_report *report,
                                     const ctg_network *network,
                                     const ctg_look_through *look,
                                     ctg_node node, ctg_error *error);

#endif

/* A history of prices from its file. */
#ifndef RISK_HISTORY_FILE_H
#define RISK_HISTORY_FILE_H

#include "data/graph.h"
#include "risk/history.h"
#include "risk/risk_table.h"

typedef struct ctg__priced {
    const char *shown; /* the file in messages */
    ctg__history history;
    ctg_asset *assets; /* by column */
} ctg__priced;

/*
 * `date` and a column of prices for each asset, or `date,asset,price`, by date;
 * prices of followers and of no assets (one warning) are left out. Wrong cells
 * go to `problems`. CTG_IO_ERROR, CTG_NO_MEMORY; all of it lives in `arena`.
 */
ctg_status ctg__history_read(const char *path, const ctg_graph *graph,
                             ctg__priced *priced, ctg__arena *arena,
                             ctg_problems *problems, ctg_error *error);

#endif

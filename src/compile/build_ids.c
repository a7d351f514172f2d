/* Numbers nodes and assets by their rows; references become look-ups. */
#include <string.h>

#include "compile/build.h"

/* Actors of the ledger have 30 bits for an index. */
static const size_t rows_most = (size_t)1 << 30;

static ctg_status number_ids(ctg__build *build, ctg_table table,
                             size_t id_column, uint32_t *row_of_word,
                             bool *doubtful, ctg_error *error)
{
    const ctg__rows *const rows = &build->graph->tables[table];
    const ctg_word *const ids = rows->columns[id_column].word;
    char first[512];

    for (size_t row = 0; ids && row < rows->row_count; row++) {
        uint32_t *const known = &row_of_word[ids[row]];

        if (!ids[row])
            continue; /* check.c says so */
        if (*known == CTG_NONE) {
            *known = (uint32_t)row;
            continue;
        }
        if (!build->bad[table] &&
            !TAKE(&build->scratch, build->bad[table], rows->row_count))
            return ctg__fail_memory(error);
        ctg__graph_place(build->graph, table, *known, id_column, first,
                         sizeof first);
        ctg__build_reject(build, table, row, id_column,
                          "id is '%s', which is also at %s",
                          ctg__graph_text(build->graph, ids[row]), first);
        build->bad[table][row] = true;
        doubtful[*known] = true;
        doubtful[row] = true;
    }
    return CTG_OK;
}

ctg_status ctg__build_ids(ctg__build *build, ctg_error *error)
{
    const size_t node_count = build->graph->tables[CTG_NODES].row_count;
    const size_t asset_count = build->graph->tables[CTG_ASSETS].row_count;
    const size_t word_count = ctg__words_count(build->graph->words);
    ctg_status status;

    if (!TAKE(&build->scratch, build->node_of_word, word_count) ||
        !TAKE(&build->scratch, build->asset_of_word, word_count) ||
        !TAKE(&build->scratch, build->doubtful_node, node_count) ||
        !TAKE(&build->scratch, build->doubtful_asset, asset_count))
        return ctg__fail_memory(error);
    memset(build->node_of_word, 0xff, word_count * sizeof(ctg_node));
    memset(build->asset_of_word, 0xff, word_count * sizeof(ctg_asset));
    for (int table = 0; table < CTG_TABLE_COUNT; table++)
        if (build->graph->tables[table].row_count >= rows_most)
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%s has %zu rows, more than 2^30 - 1",
                             ctg_table_name((ctg_table)table),
                             build->graph->tables[table].row_count);
    status = number_ids(build, CTG_NODES, CTG__NODE_ID, build->node_of_word,
                        build->doubtful_node, error);
    if (status)
        return status;
    return number_ids(build, CTG_ASSETS, CTG__ASSET_ID, build->asset_of_word,
                      build->doubtful_asset, error);
}

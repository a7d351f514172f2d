/* A graph without the names in it. */
#include <stdio.h>

#include "base/arena.h"
#include "data/graph.h"

/* New words by old one; 0: keeps its word. */
typedef struct renaming {
    ctg_word *of_node;
    ctg_word *of_asset;
    ctg_word *of_account;
    size_t word_count; /* words before */
} renaming;

/* Ids of a table become `letter` and their row, as wide as the last one. */
static ctg_status number_ids(ctg_graph *graph, ctg_table table, size_t column,
                             char letter, ctg_word *renamed, ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];
    const int digits = snprintf(NULL, 0, "%zu", rows->row_count);
    const ctg_word *const ids = rows->columns[column].word;

    for (size_t r = 0; ids && r < rows->row_count; r++) {
        char text[32];
        const int length =
            snprintf(text, sizeof text, "%c%0*zu", letter, digits, r + 1);
        const ctg_word word = ctg__graph_word(graph, text, (size_t)length);

        if (word == CTG__NO_WORD)
            return ctg__fail_memory(error);
        renamed[ids[r]] = word;
    }
    return CTG_OK;
}

/* Accounts are numbered as they first appear. */
static ctg_status number_accounts(ctg_graph *graph, ctg_word *renamed,
                                  ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[CTG_POSITIONS];
    const ctg_word *const names = rows->columns[CTG__POSITION_ACCOUNT].word;
    size_t count = 0;

    for (size_t r = 0; names && r < rows->row_count; r++) {
        char text[32];
        int length;

        if (renamed[names[r]])
            continue;
        length = snprintf(text, sizeof text, "P%zu", ++count);
        renamed[names[r]] = ctg__graph_word(graph, text, (size_t)length);
        if (renamed[names[r]] == CTG__NO_WORD)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/* New names stay: columns of a snapshot that is damaged may lie on each other. */
static void replace(ctg__column *column, size_t row_count, const renaming *of,
                    const ctg_word *renamed)
{
    for (size_t r = 0; column->word && r < row_count; r++)
        if (column->word[r] && column->word[r] < of->word_count &&
            renamed[column->word[r]])
            column->word[r] = renamed[column->word[r]];
}

static void blank(ctg__column *column, size_t row_count)
{
    for (size_t r = 0; column->word && r < row_count; r++)
        column->word[r] = 0;
    for (size_t r = 0; column->number && r < row_count; r++)
        column->number[r] = (double)NAN;
}

/* References follow the ids they name; what is no column of ours may name
 * somebody, and goes. */
static void rename_references(ctg_graph *graph, const renaming *of)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        ctg__rows *const rows = &graph->tables[t];

        for (size_t c = 0; c < rows->column_count; c++) {
            ctg__column *const column = &rows->columns[c];

            if (!column->spec)
                blank(column, rows->row_count);
            else if (column->spec->type == CTG__NODE)
                replace(column, rows->row_count, of, of->of_node);
            else if (column->spec->type == CTG__ASSET)
                replace(column, rows->row_count, of, of->of_asset);
        }
    }
}

ctg_status ctg_graph_anonymise(ctg_graph *graph, ctg_error *error)
{
    ctg__rows *const nodes = &graph->tables[CTG_NODES];
    ctg__rows *const assets = &graph->tables[CTG_ASSETS];
    ctg__rows *const positions = &graph->tables[CTG_POSITIONS];
    ctg__arena arena = {0};
    renaming of = {.word_count = ctg__words_count(graph->words)};
    ctg_status status = ctg__graph_verify(graph, error);

    if (status)
        return status;
    ctg__graph_changes(graph);
    if (!TAKE(&arena, of.of_node, of.word_count) ||
        !TAKE(&arena, of.of_asset, of.word_count) ||
        !TAKE(&arena, of.of_account, of.word_count))
        status = ctg__fail_memory(error);
    if (!status)
        status =
            number_ids(graph, CTG_NODES, CTG__NODE_ID, 'N', of.of_node, error);
    if (!status)
        status = number_ids(graph, CTG_ASSETS, CTG__ASSET_ID, 'A', of.of_asset,
                            error);
    if (!status)
        status = number_accounts(graph, of.of_account, error);
    if (!status) {
        rename_references(graph, &of);
        replace(&nodes->columns[CTG__NODE_ID], nodes->row_count, &of,
                of.of_node);
        replace(&assets->columns[CTG__ASSET_ID], assets->row_count, &of,
                of.of_asset);
        replace(&positions->columns[CTG__POSITION_ACCOUNT],
                positions->row_count, &of, of.of_account);
        blank(&nodes->columns[CTG__NODE_NAME], nodes->row_count);
        blank(&assets->columns[CTG__ASSET_NAME], assets->row_count);
    }
    ctg__arena_clear(&arena);
    return status;
}

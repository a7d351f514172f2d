/* The hash of a graph's content, whatever container it came in. */
#include <string.h>

#include "bridge/sha256.h"
#include "data/graph.h"

/* Lengths and numbers as eight bytes, lowest first, on every machine. */
static void add_integer(ctg__sha256 *hash, uint64_t value)
{
    unsigned char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
    ctg__sha256_add(hash, bytes, sizeof bytes);
}

static void add_number(ctg__sha256 *hash, double value)
{
    uint64_t bits;

    /* All blanks are one, and so are both zeros. */
    if (isnan(value)) {
        add_integer(hash, UINT64_MAX);
        return;
    }
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    add_integer(hash, bits);
}

static void add_text(ctg__sha256 *hash, const char *text)
{
    const size_t length = strlen(text);

    add_integer(hash, length);
    ctg__sha256_add(hash, text, length);
}

static bool holds_anything(const ctg__column *column, size_t row_count)
{
    for (size_t r = 0; r < row_count; r++)
        if ((column->word && column->word[r]) ||
            (column->number && !isnan(column->number[r])))
            return true;
    return false;
}

static void add_column(ctg__sha256 *hash, const ctg_graph *graph,
                       const ctg__column *column, size_t row_count)
{
    add_text(hash, column->name);
    for (size_t r = 0; r < row_count; r++) {
        if (column->word)
            add_text(hash, ctg__graph_text(graph, column->word[r]));
        else
            add_number(hash, column->number[r]);
    }
}

ctg_status ctg_graph_hash(const ctg_graph *graph, char hash[CTG_HASH_ROOM],
                          ctg_error *error)
{
    ctg__sha256 *sum;
    const ctg_status status = ctg__sha256_new(&sum, error);

    if (status)
        return status;
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const ctg__rows *const rows = &graph->tables[t];

        if (rows->row_count == 0)
            continue;
        add_text(sum, ctg_table_name((ctg_table)t));
        add_integer(sum, rows->row_count);
        for (size_t c = 0; c < rows->column_count; c++)
            if (holds_anything(&rows->columns[c], rows->row_count))
                add_column(sum, graph, &rows->columns[c], rows->row_count);
    }
    ctg__sha256_end(sum, hash);
    return CTG_OK;
}

/*
 * A graph's hash: what its tables say, whatever container they came in.
 *
 * For each table with rows: its name, the number of rows, then each column
 * that holds anything, known ones by index, attributes by name: its name and
 * all cells. Texts go in as their length and bytes, numbers as their bits;
 * lengths and bits as eight bytes, least first.
 */
#include <contagraph/graph.h>
#include <math.h>
#include <string.h>

#include "bridge/sha256.h"
#include "data/graph.h"
#include "read/graph_format.h"

/* Small pieces are gathered: the sum likes long ones. */
typedef struct hasher {
    ctg__sha256 *sum;
    size_t used;
    unsigned char bytes[4096];
} hasher;

static void flush(hasher *h)
{
    ctg__sha256_add(h->sum, h->bytes, h->used);
    h->used = 0;
}

static void add_bytes(hasher *h, const void *bytes, size_t length)
{
    if (length > sizeof h->bytes - h->used)
        flush(h);
    if (length > sizeof h->bytes) {
        ctg__sha256_add(h->sum, bytes, length);
        return;
    }
    memcpy(h->bytes + h->used, bytes, length);
    h->used += length;
}

static void add_integer(hasher *h, uint64_t value)
{
    unsigned char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
    add_bytes(h, bytes, sizeof bytes);
}

static void add_text(hasher *h, const char *text)
{
    const size_t length = strlen(text);

    add_integer(h, length);
    add_bytes(h, text, length);
}

/* One zero and one blank, whatever their bits. */
static void add_number(hasher *h, double value)
{
    uint64_t bits;

    if (value == 0)
        value = 0;
    memcpy(&bits, &value, sizeof bits);
    add_integer(h, isnan(value) ? UINT64_MAX : bits);
}

static void add_column(hasher *h, const ctg_graph *graph, const ctg__rows *rows,
                       const ctg__column *column)
{
    if (!ctg__column_holds_any(rows, column))
        return;
    add_text(h, column->name);
    for (size_t row = 0; row < rows->row_count; row++)
        if (column->number)
            add_number(h, column->number[row]);
        else
            add_text(h, ctg__graph_text(graph, column->word[row]));
}

/* The attribute whose name comes next after `last`; NULL: there is none. */
static const ctg__column *next_attribute(const ctg__rows *rows,
                                         const char *last)
{
    const ctg__column *next = NULL;

    for (size_t c = 0; c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if (!column->spec && (!last || strcmp(column->name, last) > 0) &&
            (!next || strcmp(column->name, next->name) < 0))
            next = column;
    }
    return next;
}

static void add_table(hasher *h, const ctg_graph *graph, ctg_table table)
{
    const ctg__rows *const rows = &graph->tables[table];
    const ctg__column *column = NULL;

    if (!rows->row_count)
        return;
    add_text(h, ctg_table_name(table));
    add_integer(h, rows->row_count);
    for (size_t c = 0; c < rows->column_count; c++)
        if (rows->columns[c].spec)
            add_column(h, graph, rows, &rows->columns[c]);
    while ((column = next_attribute(rows, column ? column->name : NULL)) !=
           NULL)
        add_column(h, graph, rows, column);
    add_text(h, ""); /* no column has this name: the table ends */
}

ctg_status ctg_graph_hash(const ctg_graph *graph, char hash[CTG_HASH_ROOM],
                          ctg_error *error)
{
    hasher h = {.used = 0};
    const ctg_status status = ctg__sha256_new(&h.sum, error);

    if (status)
        return status;
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        add_table(&h, graph, (ctg_table)t);
    flush(&h);
    ctg__sha256_end(h.sum, hash);
    return CTG_OK;
}

/*
 * A graph's hash: what its tables say, whatever container they came in.
 *
 * For each table with rows: its name, the number of rows, then each column
 * that holds anything, known ones by index, attributes by name: its name and
 * all cells. Texts go in as their length and bytes, numbers as their bits;
 * lengths and bits as eight bytes, least first.
 */
#include "read/hash.h"

#include <math.h>
#include <string.h>

#include "bridge/sha256.h"
#include "data/graph.h"
#include "read/graph_format.h"

/* Small pieces are gathered: the sum likes long ones. */
typedef struct hasher {
    ctg__sha256 *sum;
    size_t used;
    ctg__asking *asking; /* NULL: nobody is asked */
    bool stopped;        /* the sum is of no use */
    unsigned char bytes[16384];
} hasher;

static void flush(hasher *h)
{
    h->stopped |= h->asking && !ctg__ask_after(h->asking, sizeof h->bytes);
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

/* One by one, which compilers know to be one store. */
static void put_integer(unsigned char to[8], uint64_t value)
{
    to[0] = (unsigned char)value;
    to[1] = (unsigned char)(value >> 8);
    to[2] = (unsigned char)(value >> 16);
    to[3] = (unsigned char)(value >> 24);
    to[4] = (unsigned char)(value >> 32);
    to[5] = (unsigned char)(value >> 40);
    to[6] = (unsigned char)(value >> 48);
    to[7] = (unsigned char)(value >> 56);
}

static void add_integer(hasher *h, uint64_t value)
{
    if (sizeof h->bytes - h->used < 8)
        flush(h);
    put_integer(h->bytes + h->used, value);
    h->used += 8;
}

static void add_text_of(hasher *h, const char *text, size_t length)
{
    add_integer(h, length);
    add_bytes(h, text, length);
}

static void add_text(hasher *h, const char *text)
{
    add_text_of(h, text, strlen(text));
}

/* Texts lie all over memory, and are asked for some rows before. */
static void add_words(hasher *h, const ctg__words *words, const ctg_word *word,
                      size_t count)
{
    enum { AHEAD = 16 };

    for (size_t row = 0; row < count && !h->stopped; row++) {
        size_t length;
        const char *text;

        if (row + AHEAD < count)
            ctg__words_prefetch_text(words, word[row + AHEAD]);
        text = ctg__words_text_length(words, word[row], &length);
        add_text_of(h, text, length);
    }
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
    if (column->word)
        add_words(h, graph->words, column->word, rows->row_count);
    else
        for (size_t row = 0; row < rows->row_count && !h->stopped; row++)
            add_number(h, column->number[row]);
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

ctg_status ctg__graph_hash(const ctg_graph *graph, ctg__asking *asking,
                           char hash[CTG_HASH_ROOM], ctg_error *error)
{
    char made[CTG_HASH_ROOM];
    hasher h = {.asking = asking};
    ctg_status status;

    if (*graph->hash) {
        memcpy(hash, graph->hash, CTG_HASH_ROOM);
        return CTG_OK;
    }
    status = ctg__sha256_new(&h.sum, error);
    if (status)
        return status;
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        add_table(&h, graph, (ctg_table)t);
    flush(&h);
    ctg__sha256_end(h.sum, made);
    if (h.stopped)
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    memcpy(hash, made, CTG_HASH_ROOM);
    return CTG_OK;
}

ctg_status ctg_graph_hash(const ctg_graph *graph, char hash[CTG_HASH_ROOM],
                          ctg_error *error)
{
    return ctg__graph_hash(graph, NULL, hash, error);
}

/* Snapshots, written. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "read/snapshot.h"

typedef struct writing {
    const ctg_graph *graph;
    ctg__words *more; /* words that the graph has not: names of columns, ... */
    const uint32_t *order; /* of nodes; NULL: as they are */
    FILE *file;            /* NULL: only the checksum */
    ctg__checksum sum;
    ctg__snapshot_header header;
    ctg__snapshot_column *columns;
    uint32_t *index; /* of all words */
    ctg__compiled compiled;
    ctg__snapshot_network network; /* its offsets; none where it has no start */
    const ctg_network *keeps;      /* whose arrays are kept; NULL: none are */
    ctg__kept_array kept[CTG__NETWORK_ARRAYS];
    ctg__arena arena;
    uint64_t at;
    const ctg_write_options *options;
    size_t puts;
    bool stopped; /* by the caller */
} writing;

/* A text as a word of the file: the graph's own come first. */
static ctg_status number_text(writing *w, const char *text, uint32_t *word,
                              ctg_error *error)
{
    const size_t length = strlen(text);

    *word = ctg__words_find(w->graph->words, text, length);
    if (!length)
        *word = 0;
    if (*word != CTG__NO_WORD)
        return CTG_OK;
    *word = ctg__words_add(w->more, text, length);
    if (*word == CTG__NO_WORD)
        return ctg__fail_memory(error);
    *word += (uint32_t)ctg__words_count(w->graph->words) - 1;
    return CTG_OK;
}

static const char *text_of(const writing *w, size_t word)
{
    const size_t own = ctg__words_count(w->graph->words);

    return word < own ? ctg__graph_text(w->graph, (ctg_word)word)
                      : ctg__words_text(w->more, (ctg_word)(word - own + 1));
}

/* Bytes of the file, which the checksum takes 8 at a time: callers write
 * multiples of that, or pad. */
static void put(writing *w, const void *bytes, size_t length)
{
    if (w->stopped || ctg__write_stops(w->options, 1024 * w->puts++)) {
        w->stopped = true;
        return;
    }
    if (w->file)
        fwrite(bytes, 1, length, w->file);
    else
        ctg__checksum_add(&w->sum, bytes, length);
    w->at += length;
}

static void pad(writing *w)
{
    static const char zeros[CTG__SNAPSHOT_ALIGN];

    put(w, zeros, (size_t)(ctg__snapshot_aligned(w->at) - w->at));
}

/* Arrays go through a buffer, in the order of the nodes. */
enum { BUFFER = 8192 };

static size_t source_row(const writing *w, uint32_t table, size_t row)
{
    return table == CTG_NODES && w->order ? w->order[row] : row;
}

static void put_numbers(writing *w, const ctg__snapshot_column *entry,
                        const double *numbers, size_t count)
{
    double buffer[BUFFER];
    size_t filled = 0;

    for (size_t row = 0; row < count; row++) {
        buffer[filled++] = numbers[source_row(w, entry->table, row)];
        if (filled == BUFFER) {
            put(w, buffer, sizeof buffer);
            filled = 0;
        }
    }
    put(w, buffer, filled * sizeof *buffer);
    pad(w);
}

static void put_words(writing *w, const ctg__snapshot_column *entry,
                      const ctg_word *words, size_t count)
{
    ctg_word buffer[BUFFER + 1];
    size_t filled = 0;

    for (size_t row = 0; row < count; row++) {
        buffer[filled++] = words[source_row(w, entry->table, row)];
        if (filled == BUFFER) {
            put(w, buffer, BUFFER * sizeof *buffer);
            filled = 0;
        }
    }
    if (filled % 2)
        buffer[filled++] = 0;
    put(w, buffer, filled * sizeof *buffer);
    pad(w);
}

static void put_offsets(writing *w)
{
    uint64_t buffer[BUFFER];
    uint64_t offset = 0;
    size_t filled = 0;

    for (size_t word = 0; word <= w->header.word_count; word++) {
        buffer[filled++] = offset;
        if (word < w->header.word_count)
            offset += strlen(text_of(w, word)) + 1;
        if (filled == BUFFER) {
            put(w, buffer, sizeof buffer);
            filled = 0;
        }
    }
    put(w, buffer, filled * sizeof *buffer);
    pad(w);
}

static void put_texts(writing *w)
{
    char buffer[8 * BUFFER];
    size_t filled = 0;

    for (size_t word = 0; word < w->header.word_count; word++) {
        const char *text = text_of(w, word);
        size_t left = strlen(text) + 1;

        while (left) {
            const size_t room = sizeof buffer - filled;
            const size_t part = left < room ? left : room;

            memcpy(buffer + filled, text, part);
            filled += part;
            text += part;
            left -= part;
            if (filled == sizeof buffer) {
                put(w, buffer, filled);
                filled = 0;
            }
        }
    }
    while (filled % 8)
        buffer[filled++] = '\0';
    put(w, buffer, filled);
    pad(w);
}

static ctg_status make_index(writing *w, ctg_error *error)
{
    const size_t size = (size_t)w->header.index_size;

    w->index = ctg__allocate_zeroed(size * sizeof *w->index);
    if (!w->index)
        return ctg__fail_memory(error);
    for (size_t word = 1; word < w->header.word_count; word++) {
        const char *const text = text_of(w, word);

        ctg__texts_index(w->index, size, ctg__hash(text, strlen(text)),
                         (uint32_t)word);
    }
    return CTG_OK;
}

/* --- the network ------------------------------------------------------------
 */

static void put_array(writing *w, const ctg__snapshot_array *array)
{
    enum { PIECE = 1 << 16 };
    const size_t length = array->count * array->size;
    const char *const bytes = array->items;
    uint64_t last = 0;

    for (size_t at = 0; at < length / 8 * 8;) {
        const size_t left = length / 8 * 8 - at;
        const size_t piece = left < PIECE ? left : PIECE;

        put(w, bytes + at, piece);
        at += piece;
    }
    if (length % 8) {
        memcpy(&last, bytes + length / 8 * 8, length % 8);
        put(w, &last, sizeof last);
    }
    pad(w);
}

static void put_network(writing *w)
{
    ctg__snapshot_array arrays[CTG__SNAPSHOT_ORDERS];

    if (!w->header.network)
        return;
    put(w, &w->network, sizeof w->network);
    pad(w);
    ctg__snapshot_arrays(&w->compiled, (size_t)w->header.row_counts[CTG_NODES],
                         arrays);
    for (size_t i = 0; i < CTG__SNAPSHOT_ORDERS; i++)
        put_array(w, &arrays[i]);
}

/* Those that are nowhere yet, in the order of their places. */
static void put_kept(writing *w)
{
    ctg__network_array arrays[CTG__NETWORK_ARRAYS];

    if (!w->keeps)
        return;
    put(w, w->kept, sizeof w->kept);
    pad(w);
    ctg__network_arrays(w->keeps, arrays);
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++)
        if (w->kept[i].size && w->kept[i].offset == w->at)
            put_array(
                w, &(ctg__snapshot_array){arrays[i].items, arrays[i].size, 1});
}

static void put_body(writing *w)
{
    w->at = sizeof w->header;
    pad(w);
    put(w, w->columns, w->header.column_count * sizeof *w->columns);
    pad(w);
    put_offsets(w);
    put_texts(w);
    put(w, w->index, (size_t)w->header.index_size * sizeof *w->index);
    pad(w);
    for (size_t i = 0; i < w->header.column_count; i++) {
        const ctg__snapshot_column *const entry = &w->columns[i];
        const ctg__rows *const rows = &w->graph->tables[entry->table];
        const ctg__column *const column = &rows->columns[ctg__graph_find_column(
            w->graph, (ctg_table)entry->table, text_of(w, entry->name))];

        if (entry->numbers)
            put_numbers(w, entry, column->number, rows->row_count);
        else
            put_words(w, entry, column->word, rows->row_count);
    }
    put_network(w);
    put_kept(w);
}

/* Behind everything else; returns the end. */
static uint64_t place_network(writing *w, uint64_t at)
{
    ctg__snapshot_array arrays[CTG__SNAPSHOT_ORDERS];

    if (!w->compiled.start)
        return at;
    w->header.network = at;
    w->network.count = w->compiled.count;
    w->network.dropped = w->compiled.dropped;
    at = ctg__snapshot_aligned(at + sizeof w->network);
    ctg__snapshot_arrays(&w->compiled, (size_t)w->header.row_counts[CTG_NODES],
                         arrays);
    for (size_t i = 0; i < CTG__SNAPSHOT_ORDERS; i++) {
        w->network.orders[i] = at;
        at = ctg__snapshot_aligned(at + arrays[i].count * arrays[i].size);
    }
    return at;
}

/* The same, behind that. */
static uint64_t place_kept(writing *w, uint64_t at)
{
    ctg__snapshot_array orders[CTG__SNAPSHOT_ORDERS];

    if (!w->keeps)
        return at;
    w->header.kept = at;
    ctg__snapshot_arrays(&w->compiled, (size_t)w->header.row_counts[CTG_NODES],
                         orders);
    return ctg__snapshot_place_kept(w->keeps, orders, w->network.orders,
                                    ctg__snapshot_aligned(at + sizeof w->kept),
                                    w->kept);
}

/* What is known beside the tables; other orders of nodes round otherwise. */
static ctg_status tell_known(writing *w, ctg_error *error)
{
    const ctg__known *const known = w->graph->known;
    ctg__asking asking = {.progress = w->options->progress,
                          .context = w->options->progress_context};
    char hash[CTG_HASH_ROOM];
    ctg_status status;

    w->header.radius = w->order ? (double)NAN : atomic_load(&known->radius);
    w->header.ids_apart = atomic_load(&known->ids_apart);
    if (w->order) /* another order is another hash */
        return CTG_OK;
    status = ctg__graph_hash(w->graph, &asking, hash, error);
    if (!status)
        memcpy(w->header.hash, hash, sizeof w->header.hash);
    return status;
}

/* --- where everything goes --------------------------------------------------
 */

static ctg_status list_columns(writing *w, ctg_error *error)
{
    size_t most = 0;

    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        most += w->graph->tables[t].column_count;
    w->columns = ctg__allocate_array(most, sizeof *w->columns);
    if (!w->columns)
        return ctg__fail_memory(error);
    for (uint32_t t = 0; t < CTG_TABLE_COUNT; t++) {
        const ctg__rows *const rows = &w->graph->tables[t];

        w->header.row_counts[t] = rows->row_count;
        for (size_t c = 0; c < rows->column_count; c++) {
            const ctg__column *const column = &rows->columns[c];

            ctg__snapshot_column *const entry =
                &w->columns[w->header.column_count];
            ctg_status status;

            if (!ctg__column_holds_any(rows, column))
                continue;
            *entry = (ctg__snapshot_column){.table = t,
                                            .numbers = column->number != NULL};
            status = number_text(w, column->name, &entry->name, error);
            if (status)
                return status;
            w->header.column_count++;
        }
    }
    return CTG_OK;
}

static void place_all(writing *w)
{
    const size_t words =
        ctg__words_count(w->graph->words) + ctg__words_count(w->more) - 1;
    uint64_t at;

    w->header.word_count = words;
    for (size_t word = 0; word < words; word++)
        w->header.text_size += strlen(text_of(w, word)) + 1;
    w->header.directory = ctg__snapshot_aligned(sizeof w->header);
    w->header.offsets = ctg__snapshot_aligned(
        w->header.directory + w->header.column_count * sizeof *w->columns);
    w->header.texts =
        ctg__snapshot_aligned(w->header.offsets + (words + 1) * 8);
    w->header.index =
        ctg__snapshot_aligned(w->header.texts + w->header.text_size);
    w->header.index_size = ctg__texts_index_size(words);
    at = ctg__snapshot_aligned(w->header.index +
                               w->header.index_size * sizeof *w->index);
    for (size_t i = 0; i < w->header.column_count; i++) {
        ctg__snapshot_column *const entry = &w->columns[i];

        entry->array = at;
        at = ctg__snapshot_aligned(at + w->header.row_counts[entry->table] *
                                            (entry->numbers ? 8 : 4));
    }
    w->header.size = place_kept(w, place_network(w, at));
}

static ctg_status number_about(writing *w, ctg_error *error)
{
    const ctg_about *const about = &w->graph->about;
    const char *const texts[4] = {about->title, about->unit, about->date,
                                  about->source};
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < 4; i++)
        status = number_text(w, texts[i], &w->header.about[i], error);
    return status;
}

static ctg_status write_body(writing *w, FILE *file, ctg_error *error)
{
    /* Once for the checksum, which stands before what it sums up. */
    ctg__checksum_add(&w->sum, &w->header, sizeof w->header);
    put_body(w);
    w->header.checksum = ctg__checksum_value(&w->sum);
    w->file = file;
    if (!w->stopped) {
        fwrite(&w->header, sizeof w->header, 1, file);
        put_body(w);
    }
    return w->stopped ? ctg__write_cancelled(error) : CTG_OK;
}

ctg_status ctg__snapshot_write(const ctg_graph *graph, FILE *file,
                               const ctg_write_options *options,
                               ctg_error *error)
{
    writing w = {.graph = graph,
                 .options = options,
                 .header = {.magic = CTG__SNAPSHOT_MAGIC,
                            .endian = CTG__SNAPSHOT_ENDIAN,
                            .version = CTG__SNAPSHOT_VERSION}};
    uint32_t *order = NULL;
    ctg_status status = CTG_OK;

    /* Rows of another order, or of another graph, are other arrays. */
    if (options->network && options->network->graph == graph &&
        !options->reorder)
        w.keeps = options->network;
    w.more = ctg__words_new();
    if (!w.more)
        return ctg__fail_memory(error);
    status = list_columns(&w, error);
    if (!status)
        status = number_about(&w, error);
    if (!status && options->reorder)
        status = ctg__snapshot_order(graph, &order, error);
    w.order = order;
    if (!status)
        status =
            ctg__snapshot_orders(graph, order, &w.arena, &w.compiled, error);
    if (!status)
        status = tell_known(&w, error);
    if (!status) {
        place_all(&w);
        status = make_index(&w, error);
    }
    if (!status)
        status = write_body(&w, file, error);
    ctg__release(order);
    ctg__arena_clear(&w.arena);
    ctg__release(w.index);
    ctg__release(w.columns);
    ctg__words_free(w.more);
    return status;
}

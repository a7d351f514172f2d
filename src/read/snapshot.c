/* Snapshots, mapped. */
#include <config.h>

#include "read/snapshot.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/memory.h"
#include "base/pages.h"

/* --- what a file claims, checked -------------------------------------------
 */

typedef struct reading {
    ctg__input *input;
    const char *bytes;
    uint64_t size;
    bool mapped; /* the bytes are a file's */
    ctg__snapshot_header header;
    const ctg__snapshot_column *columns;
    const uint64_t *offsets;
    const char *texts;
    const uint32_t *index;
    ctg__snapshot_network network; /* where the header has one */
    const ctg__kept_array *kept;   /* the same */
} reading;

/* `count` items of `size` bytes at `offset` lie in the file, aligned. */
static bool lies_inside(const reading *r, uint64_t offset, uint64_t count,
                        uint64_t size)
{
    return offset % CTG__SNAPSHOT_ALIGN == 0 && offset <= r->size &&
           count <= (r->size - offset) / size;
}

/* What the header says of the words; the last text ends with the blob. */
static bool words_lie_inside(const reading *r)
{
    const ctg__snapshot_header *const header = &r->header;

    return header->word_count && header->word_count < UINT32_MAX &&
           lies_inside(r, header->offsets, header->word_count + 1, 8) &&
           header->text_size &&
           lies_inside(r, header->texts, header->text_size, 1) &&
           !r->bytes[header->texts + header->text_size - 1] &&
           header->index_size &&
           !(header->index_size & (header->index_size - 1)) &&
           lies_inside(r, header->index, header->index_size, 4);
}

/* The orders of the exposures, where there are any. */
static bool network_lies_inside(reading *r)
{
    const ctg__snapshot_header *const header = &r->header;
    const uint64_t nodes = header->row_counts[CTG_NODES];
    ctg__snapshot_array arrays[CTG__SNAPSHOT_ORDERS];

    if (!header->network)
        return true;
    if (!lies_inside(r, header->network, 1, sizeof r->network))
        return false;
    memcpy(&r->network, r->bytes + header->network, sizeof r->network);
    if (r->network.count > header->row_counts[CTG_EXPOSURES] ||
        r->network.dropped.first > header->row_counts[CTG_EXPOSURES])
        return false;
    ctg__snapshot_arrays(&(ctg__compiled){.count = (size_t)r->network.count},
                         (size_t)nodes, arrays);
    for (size_t i = 0; i < CTG__SNAPSHOT_ORDERS; i++)
        if (!lies_inside(r, r->network.orders[i], arrays[i].count,
                         arrays[i].size))
            return false;
    return true;
}

/* The arrays of the network, where there are any. */
static bool kept_lies_inside(reading *r)
{
    const uint64_t at = r->header.kept;

    if (!at)
        return true;
    if (!lies_inside(r, at, CTG__NETWORK_ARRAYS, sizeof *r->kept))
        return false;
    r->kept = (const void *)(r->bytes + at);
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++)
        if (!lies_inside(r, r->kept[i].offset, r->kept[i].size, 1))
            return false;
    return true;
}

/* Hexadecimal digits, or nothing at all. */
static bool is_hash(const char hash[64])
{
    size_t digits = 0;
    size_t ends = 0;

    for (size_t i = 0; i < 64; i++) {
        digits += (hash[i] >= '0' && hash[i] <= '9') ||
                  (hash[i] >= 'a' && hash[i] <= 'f');
        ends += !hash[i];
    }
    return digits == 64 || ends == 64;
}

static bool header_fine(reading *r)
{
    const ctg__snapshot_header *const header = &r->header;

    if (!lies_inside(r, header->directory, header->column_count,
                     sizeof *r->columns) ||
        !words_lie_inside(r))
        return false;
    for (size_t t = 0; t < CTG_TABLE_COUNT; t++)
        if (header->row_counts[t] >= UINT32_MAX)
            return false;
    for (size_t i = 0; i < 4; i++)
        if (header->about[i] >= header->word_count)
            return false;
    return is_hash(header->hash) && network_lies_inside(r) &&
           kept_lies_inside(r);
}

/* NULL, or what is wrong, perhaps put together in `text`. */
static const char *check_header(reading *r, char text[200])
{
    const ctg__snapshot_header *const header = &r->header;

    if (r->size < offsetof(ctg__snapshot_header, size))
        return "no snapshot: too short";
    memcpy(&r->header, r->bytes,
           r->size < sizeof *header ? (size_t)r->size : sizeof *header);
    if (memcmp(header->magic, CTG__SNAPSHOT_MAGIC, sizeof header->magic) != 0)
        return "no snapshot";
    if (header->endian != CTG__SNAPSHOT_ENDIAN)
        return "a snapshot of a machine with another byte order";
    if (header->version != CTG__SNAPSHOT_VERSION) {
        snprintf(text, 200,
                 "a snapshot of version %u, and this program reads version %d: "
                 "convert the graph that it was made from again",
                 (unsigned)header->version, CTG__SNAPSHOT_VERSION);
        return text;
    }
    if (header->size != r->size || r->size % 8 || r->size < sizeof *header)
        return "a snapshot cut short, or with something behind it";
    if (!header_fine(r))
        return "a damaged snapshot";
    r->columns = (const void *)(r->bytes + header->directory);
    r->offsets = (const void *)(r->bytes + header->offsets);
    r->texts = r->bytes + header->texts;
    r->index = (const void *)(r->bytes + header->index);
    return NULL;
}

enum { PIECE = 4 << 20 }; /* of a file, a multiple of all pages */

/* Whole pages of a file come back when they are used: who opens a large one
 * has no memory for what it does not use. */
static void let_go(const reading *r, size_t from, size_t to)
{
    if (r->mapped)
        ctg__pages_give_back(r->bytes + from, to - from);
}

static bool checksum_holds(const reading *r)
{
    ctg__snapshot_header header = r->header;
    ctg__checksum sum = {{0}, 0};

    header.checksum = 0;
    ctg__checksum_add(&sum, &header, sizeof header);
    for (size_t at = sizeof header; at < r->size;) {
        const size_t left = (size_t)r->size - at;
        const size_t piece = left < PIECE ? left : PIECE;

        ctg__checksum_add(&sum, r->bytes + at, piece);
        let_go(r, at, at + piece);
        at += piece;
    }
    return ctg__checksum_value(&sum) == r->header.checksum;
}

/* The texts become the graph's words, with the same numbers. */
static ctg_status take_words(const reading *r, ctg_graph *graph,
                             ctg_error *error)
{
    const ctg__texts texts = {
        .count = (size_t)r->header.word_count,
        .offsets = r->offsets,
        .bytes = r->texts,
        .size = (size_t)r->header.text_size,
        .index = r->index,
        .index_size = (size_t)r->header.index_size,
    };
    ctg__words *const words = ctg__words_over(&texts);

    if (!words)
        return ctg__fail_memory(error);
    ctg__words_free(graph->words);
    graph->words = words;
    graph->unverified = true;
    return CTG_OK;
}

static bool holds_numbers(const ctg__column *column)
{
    return column->spec && (column->spec->type == CTG__NUMBER ||
                            column->spec->type == CTG__FLAG ||
                            column->spec->type == CTG__LEVERAGE);
}

static ctg_status take_column(const reading *r,
                              const ctg__snapshot_column *entry,
                              ctg_graph *graph, bool *fine, ctg_error *error)
{
    const uint64_t size = entry->numbers ? 8 : 4;
    ctg__column *column;
    const char *name;
    size_t length;
    void *array;
    size_t index;
    ctg_status status;

    *fine = false;
    if (entry->table >= CTG_TABLE_COUNT || !entry->name ||
        entry->name >= r->header.word_count || entry->numbers > 1 ||
        !lies_inside(r, entry->array, r->header.row_counts[entry->table], size))
        return CTG_OK;
    name = ctg__graph_text(graph, entry->name);
    name = ctg__map_name(&r->input->map, name, strlen(name), &length);
    if (!length)
        return CTG_OK;
    status = ctg__graph_need_column(graph, (ctg_table)entry->table, name,
                                    length, &index, error);
    if (status)
        return status;
    column = &graph->tables[entry->table].columns[index];
    array = (void *)(uintptr_t)(r->bytes + entry->array);
    if (column->mapped || holds_numbers(column) != (entry->numbers == 1))
        return CTG_OK;
    ctg__release(column->number);
    ctg__release(column->word);
    column->number = entry->numbers ? array : NULL;
    column->word = entry->numbers ? NULL : array;
    column->mapped = true;
    *fine = true;
    return CTG_OK;
}

/* The first needed column that a table with rows has not; NULL: none. */
static const char *missing_column(const ctg_graph *graph, ctg_table *table)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const ctg__rows *const rows = &graph->tables[t];

        *table = (ctg_table)t;
        for (size_t c = 0; rows->row_count && c < rows->column_count; c++) {
            const ctg__column *const column = &rows->columns[c];

            if (column->spec && column->spec->needed && !column->mapped)
                return column->name;
        }
    }
    return NULL;
}

static ctg_status take_about(const reading *r, ctg_graph *graph,
                             ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < 4; i++)
        if (r->header.about[i])
            status = ctg__graph_set_about(
                graph, i, ctg__graph_text(graph, r->header.about[i]), error);
    return status;
}

static void *order_at(const reading *r, size_t index)
{
    return (void *)(uintptr_t)(r->bytes + r->network.orders[index]);
}

/* A file whose columns are renamed is another graph. */
static void take_known(const reading *r, ctg_graph *graph)
{
    const ctg__snapshot_header *const header = &r->header;

    graph->kept = (ctg__kept){
        .bytes = r->bytes, .length = (size_t)r->size, .arrays = r->kept};
    if (r->input->map.text)
        return;
    memcpy(graph->hash, header->hash, sizeof header->hash);
    graph->hash[sizeof header->hash] = '\0';
    atomic_store(&graph->known->radius, header->radius);
    atomic_store(&graph->known->ids_apart, header->ids_apart == 1);
    atomic_store(&graph->known->any, true);
    if (!header->network || sizeof(size_t) != 8)
        return;
    graph->compiled = (ctg__compiled){.count = (size_t)r->network.count,
                                      .start = order_at(r, 0),
                                      .debtor = order_at(r, 1),
                                      .amount = order_at(r, 2),
                                      .row = order_at(r, 3),
                                      .debtor_start = order_at(r, 4),
                                      .by_debtor = order_at(r, 5),
                                      .debtor_creditor = order_at(r, 6),
                                      .file_order = order_at(r, 7),
                                      .dropped = r->network.dropped,
                                      .mapped = r->mapped};
}

static ctg_status take_all(const reading *r, const char *shown,
                           ctg_graph *graph, bool *fine, ctg_error *error)
{
    ctg_status status = take_words(r, graph, error);

    for (size_t i = 0; !status && *fine && i < r->header.column_count; i++)
        status = take_column(r, &r->columns[i], graph, fine, error);
    for (int t = 0; !status && *fine && t < CTG_TABLE_COUNT; t++) {
        ctg__rows *const rows = &graph->tables[t];

        status = ctg__snapshot_source(shown, (ctg_table)t, graph, error);
        rows->row_count = (size_t)r->header.row_counts[t];
        /* Arrays that the file has not, none of a table with rows, are made
         * longer when somebody needs them. */
        rows->row_room = rows->row_count;
    }
    if (!status && *fine)
        status = take_about(r, graph, error);
    if (!status && *fine)
        take_known(r, graph);
    return status;
}

/* --- the mapping -----------------------------------------------------------
 */

static void unmap(void *mapping)
{
    ctg__content *const content = mapping;

    ctg__content_close(content);
    ctg__release(content);
}

/* The graph's from here on: its cells may be changed, the file never is. */
static ctg_status hand_over(ctg__input *input, ctg_graph *graph,
                            ctg_error *error)
{
    ctg__content *const content = ctg__allocate(sizeof *content);

    if (!content)
        return ctg__fail_memory(error);
    if (input->content.mapped &&
        mprotect((void *)(uintptr_t)input->content.bytes, input->content.mapped,
                 PROT_READ | PROT_WRITE)) {
        ctg__release(content);
        return ctg__fail(error, CTG_IO_ERROR, "%s: cannot be mapped",
                         input->shown);
    }
    *content = input->content;
    input->content = (ctg__content){.bytes = ""};
    graph->mapping = content;
    graph->unmap = unmap;
    return CTG_OK;
}

/* Exposures whose orders the file has are not asked for as rows. */
static void let_go_of_columns(const reading *r)
{
    for (size_t i = 0; r->header.network && i < r->header.column_count; i++)
        if (r->columns[i].table == CTG_EXPOSURES)
            let_go(r, (size_t)r->columns[i].array,
                   (size_t)(r->columns[i].array +
                            r->header.row_counts[CTG_EXPOSURES] *
                                (r->columns[i].numbers ? 8 : 4)));
}

static ctg_status read_snapshot(ctg__input *input, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error)
{
    reading r = {.input = input,
                 .bytes = input->content.bytes,
                 .size = input->content.length,
                 .mapped = input->content.mapped > 0};
    char text[200];
    const char *fault = check_header(&r, text);
    const char *missing;
    ctg_table table;
    bool fine = true;
    ctg_status status;

    if (!fault && !input->unchecked && !checksum_holds(&r))
        fault = "a damaged snapshot: its checksum is another";
    if (fault) {
        ctg__problem_add(problems, CTG_REJECTED, input->shown, "%s", fault);
        return CTG_OK;
    }
    status = hand_over(input, graph, error);
    if (!status)
        status = take_all(&r, input->shown, graph, &fine, error);
    missing = !status && fine ? missing_column(graph, &table) : NULL;
    if (missing) {
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "a damaged snapshot: %zu rows of %s and no column %s",
                         graph->tables[table].row_count, ctg_table_name(table),
                         missing);
        return CTG_OK;
    }
    if (!status && fine && !input->unchecked) {
        fine = !ctg__graph_verify(graph, NULL);
        graph->unverified = false;
        let_go_of_columns(&r);
    }
    if (!status && !fine)
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "a damaged snapshot");
    return status;
}

static bool sniff(const ctg__input *input)
{
    return input->content.length >= 8 &&
           memcmp(input->content.bytes, CTG__SNAPSHOT_MAGIC, 8) == 0;
}

const ctg__format ctg__format_snapshot = {
    .about = {.name = "snapshot",
              .summary = "binary, mapped as it is: everything, on machines "
                         "alike",
              .source = ""},
    .endings = ".ctg",
    .takes = CTG__TAKES_UNCHECKED,
    .sniff = sniff,
    .read = read_snapshot,
    .write = ctg__snapshot_write,
};

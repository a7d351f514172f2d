/*
 * A large table in pieces, so that threads can share it.
 *
 * A piece starts behind a newline, which may yet lie inside quotes: nobody can
 * tell without reading all that comes before. So threads take the plain
 * records that a piece seems to start with, and put their rows where they
 * belong if every line before is a row. Then the pieces are settled in order.
 * If the reader arrives exactly where a piece starts, what a thread took of it
 * is what the reader would have taken, for a plain record depends on nothing
 * before it; else it is forgotten. The rest of the piece, from the first
 * record that is not plain, is read one record after the other. So rows,
 * words, places and problems come out as without pieces, however many threads
 * there are.
 *
 * Threads only look at the words of the graph. Those that it has not are kept
 * with the piece and get their numbers when it is settled.
 */
#include <config.h>

#include "read/csv_rows.h"

#include <stdint.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "base/threads.h"
#include "read/csv_plain.h"

/* A piece is worth a thread's while; few are settled at once, for the words
 * that they keep take memory. */
enum { PIECE_SIZE = 256 * 1024, WINDOW = 16, AT_ONCE = 64 };

struct ctg__csv_piece {
    const char *start;
    const char *end;  /* behind a newline */
    size_t lines;     /* no more records than that */
    size_t row;       /* of its first record, if every line is a row */
    size_t taken;     /* records, from the first on */
    ctg__csv_run run; /* behind those, with the words that were new */
};

/* --- dividing ---------------------------------------------------------------
 */

static const char *last_newline(const char *start, const char *end)
{
    while (end > start && end[-1] != '\n')
        end--;
    return end;
}

static size_t count_lines(const char *bytes, const char *end)
{
    size_t count = 0;

    while (bytes < end) {
        const char *const newline = memchr(bytes, '\n', (size_t)(end - bytes));

        if (!newline)
            break;
        count++;
        bytes = newline + 1;
    }
    return count;
}

/* Pieces of about this size; 0: the file is read in one. */
static size_t piece_size(const ctg__csv_reading *reading)
{
    const size_t length = (size_t)(reading->layout.limit - reading->csv.at);
    const size_t given = reading->job->input->piece_size;
    const size_t size = given ? given : PIECE_SIZE;

    if (length < 2 * size || (!given && ctg__thread_count() == 1))
        return 0;
    return size;
}

/* The start of the line at or behind `at`, which is not the first. */
static const char *line_start(const char *at, const char *limit)
{
    const char *const newline =
        memchr(at - 1, '\n', (size_t)(limit - (at - 1)));

    return newline ? newline + 1 : limit;
}

static void divide(ctg__csv_reading *reading, size_t size)
{
    const char *const start = reading->csv.at;
    const char *const limit = reading->layout.limit;
    const ptrdiff_t count = (ptrdiff_t)reading->piece_count;
    ctg__csv_piece *const pieces = reading->pieces;

#pragma omp parallel for schedule(static) num_threads(ctg__thread_count())
    for (ptrdiff_t i = 0; i < count; i++) {
        const char *const from = start + (size_t)i * size;

        pieces[i] = (ctg__csv_piece){
            .start = i ? line_start(from, limit) : start,
            .end = i + 1 < count ? line_start(from + size, limit) : limit,
        };
        pieces[i].lines = count_lines(pieces[i].start, pieces[i].end);
    }
}

ctg_status ctg__csv_make_room(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;
    size_t size;
    size_t lines = 1; /* the last may have no newline */

    reading->layout.limit = last_newline(csv->at, csv->end);
    size = piece_size(reading);
    if (size) {
        reading->piece_count = (size_t)(reading->layout.limit - csv->at) / size;
        reading->pieces =
            ctg__allocate_array(reading->piece_count, sizeof *reading->pieces);
        if (!reading->pieces)
            return ctg__fail_memory(error);
        divide(reading, size);
        for (size_t i = 0; i < reading->piece_count; i++)
            lines += reading->pieces[i].lines;
    } else {
        lines += count_lines(csv->at, csv->end);
    }
    /* A table of more rows than nodes can be counted is no table. */
    if (lines >= UINT32_MAX)
        return ctg__fail(error, CTG_BAD_INPUT, "%s: %zu lines are too many",
                         csv->shown, lines);
    return ctg__graph_reserve(reading->graph, reading->layout.table, lines,
                              error);
}

/* --- settling ---------------------------------------------------------------
 */

static ctg__column *column_at(const ctg__csv_reading *reading, size_t i)
{
    const size_t index = reading->layout.columns[i];

    return index >= CTG__CSV_NO_COLUMN
               ? NULL
               : &reading->graph->tables[reading->layout.table].columns[index];
}

/* Cells with a word of the piece's own, numbered from `known`, get the
 * graph's. */
static void number_cells(const ctg__csv_reading *reading,
                         const ctg__csv_piece *piece, ctg_word known,
                         const ctg_word *number)
{
    for (size_t i = 0; i < reading->layout.column_count; i++) {
        const ctg__column *const column = column_at(reading, i);

        if (!column || !column->word)
            continue;
        for (size_t row = piece->row; row < piece->row + piece->taken; row++)
            if (column->word[row] >= known)
                column->word[row] = number[column->word[row] - known + 1];
    }
}

/*
 * Numbers words first to last of a piece, few enough that looks into memory can
 * be asked for ahead; false when out of memory.
 */
static bool number_some(ctg__words *words, const ctg__words *fresh,
                        size_t first, size_t last, ctg_word *number)
{
    const char *texts[AT_ONCE];
    size_t lengths[AT_ONCE];
    uint64_t hashes[AT_ONCE];
    const size_t count = last - first;

    for (size_t i = 0; i < count; i++) {
        texts[i] = ctg__words_text(fresh, (ctg_word)(first + i));
        lengths[i] = strlen(texts[i]);
        hashes[i] = ctg__hash(texts[i], lengths[i]);
        ctg__words_prefetch(words, hashes[i]);
    }
    for (size_t i = 0; i < count; i++) {
        number[first + i] =
            ctg__words_add_hashed(words, texts[i], lengths[i], hashes[i]);
        if (number[first + i] == CTG__NO_WORD)
            return false;
    }
    return true;
}

/* Words that are new to the graph, in the order in which the piece met them. */
static ctg_status settle_words(const ctg__csv_reading *reading,
                               const ctg__csv_piece *piece, size_t known,
                               ctg_error *error)
{
    const ctg__words *const fresh = piece->run.fresh;
    const size_t count = fresh ? ctg__words_count(fresh) : 0;
    ctg_word *number;
    bool fine = true;

    if (!fresh)
        return CTG_OK;
    number = ctg__allocate_array(count, sizeof *number);
    if (!number)
        return ctg__fail_memory(error);
    for (size_t word = 1; fine && word < count; word += AT_ONCE) {
        const size_t left = count - word;

        fine = number_some(reading->graph->words, fresh, word,
                           word + (left < AT_ONCE ? left : AT_ONCE), number);
    }
    if (fine)
        number_cells(reading, piece, (ctg_word)known, number);
    ctg__release(number);
    return fine ? CTG_OK : ctg__fail_memory(error);
}

/* To where they belong: never further down, as a row takes a line or more. */
static void move_rows(const ctg__csv_reading *reading,
                      const ctg__csv_piece *piece, size_t row)
{
    CTG__ASSERT(row <= piece->row);
    for (size_t i = 0; row != piece->row && i < reading->layout.column_count;
         i++) {
        const ctg__column *const column = column_at(reading, i);

        if (column && column->number)
            memmove(column->number + row, column->number + piece->row,
                    piece->taken * sizeof *column->number);
        else if (column)
            memmove(column->word + row, column->word + piece->row,
                    piece->taken * sizeof *column->word);
    }
}

/* What a thread took of a piece, as the rows that come next. */
static ctg_status adopt(ctg__csv_reading *reading, const ctg__csv_piece *piece,
                        size_t known, ctg_error *error)
{
    ctg__csv *const csv = &reading->csv;
    ctg__rows *const rows = &reading->graph->tables[reading->layout.table];
    const ctg__csv_mark mark = {
        .row = rows->row_count,
        .offset = (size_t)(csv->at - csv->bytes),
        .line = csv->line,
    };
    ctg_status status = ctg__csv_source_mark(reading->source, mark, error);

    if (!status)
        status = settle_words(reading, piece, known, error);
    if (status)
        return status;
    move_rows(reading, piece, rows->row_count);
    rows->row_count += piece->taken;
    csv->at = piece->run.at;
    csv->line += piece->taken;
    csv->line_start = csv->at;
    return ctg__csv_report_progress(reading, error);
}

static ctg_status settle(ctg__csv_reading *reading, const ctg__csv_piece *piece,
                         size_t known, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (piece->taken && reading->csv.at == piece->start)
        status = adopt(reading, piece, known, error);
    return status ? status : ctg__csv_take_rows(reading, piece->end, error);
}

/* --- all of it --------------------------------------------------------------
 */

static void take(const ctg__csv_reading *reading, ctg__csv_piece *piece)
{
    piece->run =
        (ctg__csv_run){.at = piece->start, .limit = piece->end, .apart = true};
    piece->taken =
        ctg__csv_take_plain(&piece->run, &reading->layout, reading->graph,
                            piece->row, piece->lines);
}

/* Pieces that the reader has not reached yet. */
static ctg_status take_window(ctg__csv_reading *reading, ctg__csv_piece *pieces,
                              size_t count, ctg_error *error)
{
    const size_t known = ctg__words_count(reading->graph->words);
    size_t row = reading->graph->tables[reading->layout.table].row_count;
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < count; i++) {
        pieces[i].row = row;
        row += pieces[i].lines;
    }
    CTG__ASSERT(row <= reading->graph->tables[reading->layout.table].row_room);
#pragma omp parallel for schedule(dynamic, 1) num_threads(ctg__thread_count())
    for (ptrdiff_t i = 0; i < (ptrdiff_t)count; i++)
        take(reading, &pieces[i]);
    for (size_t i = 0; i < count; i++) {
        if (!status)
            status = settle(reading, &pieces[i], known, error);
        ctg__words_free(pieces[i].run.fresh);
        pieces[i].run.fresh = NULL;
    }
    return status;
}

ctg_status ctg__csv_take_pieces(ctg__csv_reading *reading, ctg_error *error)
{
    const size_t window =
        WINDOW +
        4 * (size_t)ctg__thread_count(); /* enough for each to have some */
    size_t next = 0;
    ctg_status status = CTG_OK;

    while (!status && next < reading->piece_count) {
        ctg__csv_piece *const pieces = &reading->pieces[next];
        const size_t left = reading->piece_count - next;
        const size_t count = left < window ? left : window;

        if (pieces->start < reading->csv.at) {
            next++; /* a record reached into it */
            status = ctg__csv_take_rows(reading, pieces->end, error);
            continue;
        }
        status = take_window(reading, pieces, count, error);
        next += count;
    }
    return status;
}

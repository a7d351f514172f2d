/*
 * The fast way through plain records: nothing quoted, numbers as they mostly
 * are. Whatever is else is left to the exact reader, so this one reports
 * nothing and only has to know what it is sure of.
 *
 * Looking a word up costs a look into memory far away. So records go in
 * batches: first all cells are found and those looks asked for, then all words
 * are taken.
 */
#include <config.h>

#include "read/csv_plain.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "text/number.h"

enum { MOST_KEYS = 512, MOST_BATCH = 64 };

typedef struct key {
    const char *text;
    size_t length;
    uint64_t hash;
} key;

typedef struct plain {
    const ctg__csv_layout *layout;
    ctg_graph *graph;
    ctg__csv_run *run;
    ctg__column *columns; /* of the table */
    char separator;
    bool stop[256];      /* bytes that end a plain cell */
    key keys[MOST_KEYS]; /* of a batch, record by record */
    size_t word_columns; /* keys of one record */
} plain;

/* Rows are filled whole: every array of the table must be one of the file's. */
static bool prepare(plain *p)
{
    const ctg__rows *const rows = &p->graph->tables[p->layout->table];
    size_t arrays = 0;

    for (size_t c = 0; c < rows->column_count; c++)
        arrays += rows->columns[c].number || rows->columns[c].word;
    for (size_t i = 0; i < p->layout->column_count; i++) {
        const size_t column = p->layout->columns[i];

        if (column >= CTG__CSV_NO_COLUMN)
            continue;
        arrays--;
        p->word_columns += p->columns[column].word != NULL;
    }
    if (p->word_columns > MOST_KEYS || arrays ||
        p->separator == CTG__CSV_BLANKS || p->layout->exact)
        return false;
    memset(p->stop, 0, sizeof p->stop);
    p->stop['\0'] = p->stop['\n'] = p->stop['\r'] = p->stop['"'] = true;
    p->stop[(unsigned char)p->separator] = true;
    return true;
}

/* A cell's end; there is one, as the last line has a newline. */
static const char *cell_end(const plain *p, const char *c)
{
    while (!p->stop[(unsigned char)*c])
        c++;
    return c;
}

static bool take_number(const plain *p, const ctg__column *column,
                        const char **at, size_t row)
{
    const char *const start = *at;
    const char *const end = cell_end(p, start);

    if (end == start) {
        column->number[row] = NAN;
        return true;
    }
    if (column->spec->type == CTG__FLAG)
        return false;
    if (ctg__number_plain(at, &column->number[row]) && *at == end)
        return true;
    if (ctg__number_parse(start, (size_t)(end - start), &column->number[row]))
        return false;
    *at = end;
    return true;
}

/* One record: numbers into their columns, words into `keys`. */
static bool take_record(plain *p, const char **at, size_t row, key *keys)
{
    const ctg__csv_layout *const layout = p->layout;
    const char *c = *at;

    if (p->stop[(unsigned char)*c] && *c != p->separator)
        return false; /* a blank line, a quote */
    for (size_t i = 0; i < layout->column_count; i++) {
        const size_t index = layout->columns[i];
        const ctg__column *const column =
            index >= CTG__CSV_NO_COLUMN ? NULL : &p->columns[index];

        if (i && *c++ != p->separator)
            return false;
        if (!column)
            continue; /* to be blank */
        if (column->number) {
            if (!take_number(p, column, &c, row))
                return false;
        } else {
            const char *const end = cell_end(p, c);

            keys->text = c;
            keys->length = (size_t)(end - c);
            keys->hash = ctg__hash(c, keys->length);
            ctg__words_prefetch(p->graph->words, keys->hash);
            keys++;
            c = end;
        }
    }
    c += *c == '\r';
    if (*c != '\n')
        return false;
    *at = c + 1;
    return true;
}

/*
 * A word that is new must be fit to be one. Where the graph's words are only
 * to be looked at, it gets a number behind theirs.
 */
static bool add_word(const plain *p, const key *k, ctg_word *word)
{
    ctg__words *const words = p->graph->words;
    ctg__csv_run *const run = p->run;
    ctg_error fault;

    if (ctg__graph_check_text("", k->text, k->length, &fault))
        return false;
    if (!run->apart) {
        *word = ctg__words_add_hashed(words, k->text, k->length, k->hash);
        return *word != CTG__NO_WORD;
    }
    if (!run->fresh)
        run->fresh = ctg__words_new();
    if (!run->fresh)
        return false;
    *word = ctg__words_add_hashed(run->fresh, k->text, k->length, k->hash);
    if (*word >= CTG__NO_WORD - ctg__words_count(words))
        return false;
    *word += (ctg_word)ctg__words_count(words) - 1;
    return true;
}

static bool take_words(const plain *p, size_t row, const key *keys)
{
    for (size_t i = 0; i < p->layout->column_count; i++) {
        const size_t index = p->layout->columns[i];
        ctg_word *const words =
            index >= CTG__CSV_NO_COLUMN ? NULL : p->columns[index].word;
        ctg_word word;

        if (!words)
            continue;
        word = ctg__words_find_hashed(p->graph->words, keys->text, keys->length,
                                      keys->hash);
        if (word == CTG__NO_WORD && !add_word(p, keys, &word))
            return false;
        words[row] = word;
        keys++;
    }
    return true;
}

/* Up to `most` records; how many it took. */
static size_t take_batch(plain *p, size_t row, size_t most)
{
    const char *starts[MOST_BATCH + 1];
    size_t found = 0;
    size_t taken = 0;

    starts[0] = p->run->at;
    while (found < most && starts[found] < p->run->limit) {
        starts[found + 1] = starts[found];
        if (!take_record(p, &starts[found + 1], row + found,
                         p->keys + found * p->word_columns))
            break;
        found++;
    }
    while (taken < found &&
           take_words(p, row + taken, p->keys + taken * p->word_columns))
        taken++;
    p->run->at = starts[taken];
    return taken;
}

size_t ctg__csv_take_plain(ctg__csv_run *run, const ctg__csv_layout *layout,
                           ctg_graph *graph, size_t row, size_t most)
{
    plain p = {
        .layout = layout,
        .graph = graph,
        .run = run,
        .columns = graph->tables[layout->table].columns,
        .separator = layout->separator,
    };
    size_t taken = 0;
    size_t size = MOST_BATCH;
    size_t got = 1;

    if (run->at >= run->limit || !prepare(&p))
        return 0;
    if (p.word_columns && size > MOST_KEYS / p.word_columns)
        size = MOST_KEYS / p.word_columns;
    while (got && taken < most) {
        const size_t left = most - taken;

        got = take_batch(&p, row + taken, left < size ? left : size);
        taken += got;
    }
    return taken;
}

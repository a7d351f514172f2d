/* Columns of a graph from memory: their names, rows and cells. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "read/builder.h"
#include "read/column_name.h"

/* --- places ----------------------------------------------------------------
 */

typedef struct row_source {
    ctg__source source;
    ctg_table table;
    size_t first_row;
    char shown[]; /* with a colon behind it; or "" */
} row_source;

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const row_source *const self = (const void *)source;

    snprintf(text, size, "%s%s:%zu%s%s", self->shown,
             ctg_table_name(self->table), row + self->first_row,
             column ? ":" : "", column ? column : "");
}

static void release_source(ctg__source *source)
{
    ctg__release(source);
}

static ctg_status add_source(const ctg_builder *builder, ctg_table table,
                             ctg_error *error)
{
    const char *const shown = builder->graph->shown;
    const size_t room = strlen(shown) + 2;
    row_source *const made = ctg__allocate(sizeof *made + room);

    if (!made)
        return ctg__fail_memory(error);
    *made = (row_source){.source = {place, release_source},
                         .table = table,
                         .first_row = builder->first_row};
    snprintf(made->shown, room, "%s%s", shown, *shown ? ":" : "");
    builder->graph->tables[table].source = &made->source;
    return CTG_OK;
}

void ctg__built_blame(const ctg_builder *builder, ctg_table table,
                      const char *column, const char *text)
{
    const char *const shown = builder->graph->shown;
    char where[512];

    snprintf(where, sizeof where, "%s%s%s%s%s", shown, *shown ? ":" : "",
             ctg_table_name(table), column ? ":" : "", column ? column : "");
    ctg__problem_add(builder->problems, CTG_REJECTED, where, "%s", text);
}

/* --- columns ---------------------------------------------------------------
 */

ctg_status ctg__built_rows(ctg_builder *builder, ctg_table table,
                           const char *column, size_t count, ctg_error *error)
{
    ctg__rows *rows;
    ctg_status status;

    if ((unsigned)table >= CTG_TABLE_COUNT)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "no table %u",
                         (unsigned)table);
    if (count >= UINT32_MAX - 1)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "too many %s: %zu",
                         ctg_table_name(table), count);
    rows = &builder->graph->tables[table];
    if (builder->begun[table])
        return rows->row_count == count
                   ? CTG_OK
                   : ctg__fail(error, CTG_BAD_ARGUMENT,
                               "%s: '%s' has %zu rows, the columns before it "
                               "have %zu",
                               ctg_table_name(table), column, count,
                               rows->row_count);
    status = add_source(builder, table, error);
    if (!status)
        status = ctg__graph_reserve(builder->graph, table, count, error);
    if (status)
        return status;
    rows->row_count = count;
    builder->begun[table] = true;
    return CTG_OK;
}

/* The name that the graph has the column under; CTG_BAD_INPUT says why none. */
static ctg_status judge_name(ctg_table table, const char **name,
                             ctg_error *fault)
{
    const size_t length = strlen(*name);
    const size_t known = ctg__column_find(table, *name, length);
    char hint[CTG__DOUBT_ROOM];
    size_t count;

    if (!length)
        return ctg__fail(fault, CTG_BAD_INPUT, "a column without a name");
    if (known != SIZE_MAX) {
        *name = ctg__column_specs(table, &count)[known].name;
        return CTG_OK;
    }
    if (ctg__graph_check_text("a column's name", *name, length, fault))
        return CTG_BAD_INPUT;
    if (ctg__column_doubt(table, *name, length, false, hint))
        return ctg__fail(fault, CTG_BAD_INPUT,
                         "'%s' is no column of %s%s (an attribute needs "
                         "another name)",
                         *name, ctg_table_name(table), hint);
    return CTG_OK;
}

ctg_status ctg__built_column(ctg_builder *builder, ctg_table table,
                             const char *column, size_t *index,
                             ctg_error *error)
{
    const ctg__rows *const rows = &builder->graph->tables[table];
    const char *name = column;
    ctg_error fault;
    size_t there;

    *index = SIZE_MAX;
    if (judge_name(table, &name, &fault)) {
        ctg__built_blame(builder, table, column, fault.message);
        return CTG_OK;
    }
    there = ctg__graph_find_column(builder->graph, table, name);
    if (there != SIZE_MAX &&
        (rows->columns[there].number || rows->columns[there].word)) {
        ctg__built_blame(builder, table, column, "the column is there twice");
        return CTG_OK;
    }
    return ctg__graph_need_column(builder->graph, table, name, strlen(name),
                                  index, error);
}

/* --- cells -----------------------------------------------------------------
 */

static void blame_cell(const ctg_builder *builder, ctg_table table,
                       size_t column, size_t row, const ctg_error *fault)
{
    ctg__graph_blame(builder->graph, table, row, column, builder->problems,
                     CTG_REJECTED, "%s", fault->message);
}

/* A word that is new has not been looked at. */
static ctg_status judge_word(const ctg_builder *builder, ctg_table table,
                             size_t column, size_t row, const char *text,
                             size_t length)
{
    const ctg__column *const target =
        &builder->graph->tables[table].columns[column];
    ctg_error fault;

    if (!ctg__graph_check_text(target->name, text, length, &fault))
        return CTG_OK;
    blame_cell(builder, table, column, row, &fault);
    return CTG_BAD_INPUT;
}

/* So many look-ups are on their way at once. */
enum { BLOCK = 32 };

typedef struct block {
    size_t count;
    size_t row[BLOCK]; /* where the text was met, for messages */
    const char *text[BLOCK];
    size_t length[BLOCK];
    uint64_t hash[BLOCK];
    ctg_word word[BLOCK];
} block;

/* A text to look for, and the row it is of. */
static void look_for(const ctg_builder *builder, const char *text,
                     size_t length, size_t row, block *b)
{
    const size_t i = b->count;

    b->row[i] = row;
    b->text[i] = text;
    b->length[i] = length;
    b->hash[i] = ctg__hash(text, length);
    ctg__words_prefetch(builder->graph->words, b->hash[i]);
    b->count++;
}

/* Their words; 0 for what is no text, which is a problem. */
static ctg_status find_words(const ctg_builder *builder, ctg_table table,
                             size_t column, block *b, ctg_error *error)
{
    ctg__words *const words = builder->graph->words;

    for (size_t i = 0; i < b->count; i++) {
        const size_t known = ctg__words_count(words);

        b->word[i] =
            ctg__words_add_hashed(words, b->text[i], b->length[i], b->hash[i]);
        if (b->word[i] == CTG__NO_WORD)
            return ctg__fail_memory(error);
        if (b->word[i] >= known && judge_word(builder, table, column, b->row[i],
                                              b->text[i], b->length[i]))
            b->word[i] = 0;
    }
    return CTG_OK;
}

static ctg_status fill_words(ctg_builder *builder, ctg_table table,
                             size_t column, size_t first, size_t count,
                             const ctg__lent *lent, ctg_error *error)
{
    ctg_word *const to = builder->graph->tables[table].columns[column].word;

    for (size_t from = 0; from < count; from += BLOCK) {
        const size_t end = count - from < BLOCK ? count : from + BLOCK;
        block b;
        ctg_status status;

        b.count = 0;
        for (size_t row = from; row < end; row++) {
            size_t length = 0;
            const char *const text = lent->text(lent, row, &length);

            if (text && length) /* else it is blank */
                look_for(builder, text, length, first + row, &b);
        }
        status = find_words(builder, table, column, &b, error);
        if (status)
            return status;
        for (size_t i = 0; i < b.count; i++)
            to[b.row[i]] = b.word[i];
    }
    return CTG_OK;
}

/* What a code stands for: no row has it, or the first row that has, then the
 * word. */
typedef struct coded {
    const ctg__lent *lent;
    uint32_t *of;
} coded;

/* The word that the code had in the column before, if it is the same; or 0. */
static ctg_word same_as_before(const ctg_builder *builder, size_t code,
                               const char *text, size_t length)
{
    const ctg_word word =
        code < builder->coded_count ? builder->coded[code] : 0;
    const char *known;

    if (!word || word == CTG_NONE)
        return 0;
    known = ctg__words_text(builder->graph->words, word);
    return strlen(known) == length && memcmp(known, text, length) == 0 ? word
                                                                       : 0;
}

/* The words of those codes that some row has. */
static ctg_status find_coded(ctg_builder *builder, ctg_table table,
                             size_t column, size_t first, const coded *c,
                             ctg_error *error)
{
    const ctg__lent *const lent = c->lent;
    size_t code[BLOCK];
    ctg_status status = CTG_OK;

    for (size_t next = 0; !status && next < lent->category_count;) {
        block b;

        b.count = 0;
        for (; next < lent->category_count && b.count < BLOCK; next++) {
            const uint32_t row = c->of[next];
            const char *text;
            size_t length = 0;

            if (row == CTG_NONE)
                continue;
            c->of[next] = 0;
            text = lent->text(lent, row, &length);
            if (!text || !length)
                continue;
            c->of[next] = same_as_before(builder, next, text, length);
            if (c->of[next])
                continue;
            code[b.count] = next;
            look_for(builder, text, length, first + row, &b);
        }
        status = find_words(builder, table, column, &b, error);
        for (size_t i = 0; !status && i < b.count; i++)
            c->of[code[i]] = b.word[i];
    }
    return status;
}

/* The first row of each code. */
static void find_rows(const int32_t *codes, size_t count, uint32_t *first_row)
{
    for (size_t row = 0; row < count; row++)
        if (codes[row] >= 0 && first_row[codes[row]] == CTG_NONE)
            first_row[codes[row]] = (uint32_t)row;
}

/* One of few words: each is looked for once. */
static ctg_status fill_coded(ctg_builder *builder, ctg_table table,
                             size_t column, size_t first, size_t count,
                             const ctg__lent *lent, ctg_error *error)
{
    ctg_word *const to =
        builder->graph->tables[table].columns[column].word + first;
    const int32_t *const codes = lent->codes;
    uint32_t *const of = ctg__allocate_array(lent->category_count, sizeof *of);
    ctg_status status;

    if (!of)
        return ctg__fail_memory(error);
    memset(of, 0xFF, lent->category_count * sizeof *of);
    find_rows(codes, count, of);
    status =
        find_coded(builder, table, column, first, &(coded){lent, of}, error);
    for (size_t row = 0; !status && row < count; row++)
        if (codes[row] >= 0)
            to[row] = of[codes[row]];
    ctg__release(builder->coded);
    builder->coded = of;
    builder->coded_count = status ? 0 : lent->category_count;
    return status;
}

static ctg_status fill_parsed(ctg_builder *builder, ctg_table table,
                              size_t column, size_t first, size_t count,
                              const ctg__lent *lent, ctg_error *error)
{
    for (size_t row = 0; row < count; row++) {
        size_t length = 0;
        const char *const text = lent->text(lent, row, &length);
        ctg_error fault;
        ctg_status status;

        if (!text || !length)
            continue;
        status = ctg__graph_set_text(builder->graph, table, first + row, column,
                                     text, length, &fault);
        if (status == CTG_BAD_INPUT)
            blame_cell(builder, table, column, first + row, &fault);
        else if (status)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/* From here on not every whole number is a double. */
#define DIGITS_END 0x1p53

/* Numbers as they are, up to one that is not finite; returns its row. */
static size_t copy_numbers(const ctg__lent *lent, size_t from, size_t count,
                           double *to)
{
    const char *const values = lent->values;

    for (size_t row = from; row < count; row++) {
        double value;

        memcpy(&value, values + (ptrdiff_t)row * lent->stride, sizeof value);
        if (!isfinite(value))
            return row;
        to[row] = value;
    }
    return count;
}

/* A number that is no plain one of a column of numbers. */
static ctg_status set_number(ctg_builder *builder, ctg_table table,
                             size_t column, size_t row, double value,
                             ctg_error *error)
{
    const ctg__column *const target =
        &builder->graph->tables[table].columns[column];
    ctg_error fault;
    ctg_status status;

    status = !target->number && fabs(value) >= DIGITS_END
                 ? ctg__fail(&fault, CTG_BAD_INPUT,
                             "%s is %.17g, whose last digits a number may "
                             "have lost: give it as text",
                             target->name, value)
                 : ctg__graph_set_number(builder->graph, table, row, column,
                                         value, &fault);
    if (status == CTG_BAD_INPUT)
        blame_cell(builder, table, column, row, &fault);
    else if (status)
        return ctg__fail_memory(error);
    return CTG_OK;
}

static ctg_status fill_numbers(ctg_builder *builder, ctg_table table,
                               size_t column, size_t first, size_t count,
                               const ctg__lent *lent, ctg_error *error)
{
    const ctg__column *const target =
        &builder->graph->tables[table].columns[column];
    const bool plain = target->number && target->spec->type != CTG__FLAG;
    ctg_status status = CTG_OK;

    for (size_t row = 0; row < count && !status; row++) {
        double value;

        if (plain && lent->doubles)
            row = copy_numbers(lent, row, count, target->number + first);
        if (row == count)
            break;
        value = lent->number(lent, row);
        if (isnan(value))
            continue;
        if (plain && !isinf(value))
            target->number[first + row] = value;
        else
            status =
                set_number(builder, table, column, first + row, value, error);
    }
    return status;
}

ctg_status ctg__built_fill(ctg_builder *builder, ctg_table table, size_t column,
                           size_t first, size_t count, const ctg__lent *lent,
                           ctg_error *error)
{
    const ctg__rows *const rows = &builder->graph->tables[table];

    CTG__ASSERT(first + count <= rows->row_count);
    if (!lent->text)
        return fill_numbers(builder, table, column, first, count, lent, error);
    if (lent->codes && rows->columns[column].word)
        return fill_coded(builder, table, column, first, count, lent, error);
    return rows->columns[column].word
               ? fill_words(builder, table, column, first, count, lent, error)
               : fill_parsed(builder, table, column, first, count, lent, error);
}

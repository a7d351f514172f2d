/* Columns of texts from memory: the words of their cells, row by row or code by
 * code. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "read/builder.h"

/* --- texts -----------------------------------------------------------------
 */

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
    ctg__built_blame_cell(builder, table, column, row, &fault);
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

ctg_status ctg__built_words(ctg_builder *builder, ctg_table table,
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

/* --- codes -----------------------------------------------------------------
 */

const char *ctg__text_of_code(const ctg__lent *lent, size_t row, size_t *length)
{
    const int32_t code = lent->codes->of_row[row];
    const char *const text = code < 0 ? NULL : lent->codes->categories[code];

    *length = text ? strlen(text) : 0;
    return text;
}

/* From the end, so that the first row of each code is what stays. */
ctg_status ctg__codes_check(ctg__codes *codes, size_t count, const char *column,
                            ctg_error *error)
{
    const size_t room = codes->category_count + 1;
    uint32_t *const found = ctg__allocate_array(room, sizeof *found);

    codes->found = found;
    if (!found)
        return ctg__fail_memory(error);
    memset(found, 0xFF, room * sizeof *found);
    for (size_t row = count; row-- > 0;) {
        const uint32_t slot = (uint32_t)codes->of_row[row] + 1; /* 0: blank */

        if (slot >= room)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "'%s': code %d at row %zu, and %zu categories",
                             column, (int)codes->of_row[row], row,
                             codes->category_count);
        found[slot] = (uint32_t)row;
    }
    return CTG_OK;
}

/* The word that the code had in the column before, if it is the same; or 0. */
static ctg_word same_as_before(const ctg_builder *builder, size_t slot,
                               const char *text)
{
    const ctg_word word =
        slot < builder->coded_count ? builder->coded[slot] : 0;

    if (!word || word == CTG_NONE)
        return 0;
    return strcmp(ctg__words_text(builder->graph->words, word), text) == 0
               ? word
               : 0;
}

/* Room for the words of a first list, all of which may be new. */
static ctg_status reserve(ctg_builder *builder, const ctg__codes *codes,
                          ctg_error *error)
{
    size_t count = 0;

    if (builder->coded)
        return CTG_OK;
    for (size_t code = 0; code < codes->category_count; code++)
        count += codes->found[code + 1] != CTG_NONE;
    return ctg__words_reserve(builder->graph->words, count)
               ? ctg__fail_memory(error)
               : CTG_OK;
}

/* The words of those codes that some row has. */
static ctg_status find_coded(ctg_builder *builder, ctg_table table,
                             size_t column, size_t first, ctg__codes *codes,
                             ctg_error *error)
{
    const size_t end = codes->category_count + 1;
    uint32_t *const found = codes->found;
    size_t slot[BLOCK];
    ctg_status status = reserve(builder, codes, error);

    found[0] = 0;
    for (size_t next = 1; !status && next < end;) {
        block b;

        b.count = 0;
        for (; next < end && b.count < BLOCK; next++) {
            const uint32_t row = found[next];
            const char *text;

            if (row == CTG_NONE)
                continue;
            text = codes->categories[next - 1];
            found[next] = text ? same_as_before(builder, next, text) : 0;
            if (found[next] || !text || !*text)
                continue;
            slot[b.count] = next;
            look_for(builder, text, strlen(text), first + row, &b);
        }
        status = find_words(builder, table, column, &b, error);
        for (size_t i = 0; !status && i < b.count; i++)
            found[slot[i]] = b.word[i];
    }
    return status;
}

/* One of few words: each is looked for once. */
ctg_status ctg__built_coded(ctg_builder *builder, ctg_table table,
                            size_t column, size_t first, size_t count,
                            ctg__codes *codes, ctg_error *error)
{
    ctg_word *const to =
        builder->graph->tables[table].columns[column].word + first;
    const ctg_status status =
        find_coded(builder, table, column, first, codes, error);

    for (size_t row = 0; !status && row < count; row++)
        to[row] = codes->found[(uint32_t)codes->of_row[row] + 1];
    if (status)
        return status;
    ctg__release(builder->coded);
    builder->coded = codes->found;
    builder->coded_count = codes->category_count + 1;
    codes->found = NULL;
    return CTG_OK;
}

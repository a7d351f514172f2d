/* Addresses of a chain, 0x and 40 digits, are one id however they are written:
 * with the checksum that capitals make, or without. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "read/graph_format.h"

/* A word that is an address, in small letters. */
typedef struct address {
    char text[43];
    ctg_word word;
} address;

static int compare(const void *left, const void *right)
{
    const address *const a = left;
    const address *const b = right;
    const int order = strcmp(a->text, b->text);

    if (order)
        return order;
    return a->word < b->word ? -1 : a->word > b->word;
}

static void lower_into(char *to, const char *from)
{
    for (; *from; from++)
        *to++ =
            *from >= 'A' && *from <= 'Z' ? (char)(*from - 'A' + 'a') : *from;
    *to = '\0';
}

static size_t count_addresses(const ctg_graph *graph, address *found)
{
    const size_t count = ctg__words_count(graph->words);
    size_t kept = 0;

    for (size_t word = 1; word < count; word++) {
        const char *const text = ctg__words_text(graph->words, (ctg_word)word);

        if (*text != '0' || !ctg__is_address(text, strlen(text)))
            continue;
        if (found) {
            lower_into(found[kept].text, text);
            found[kept].word = (ctg_word)word;
        }
        kept++;
    }
    return kept;
}

/* Ids and what refers to them; not labels. */
static bool is_reference(ctg_table table, const ctg__column *column)
{
    return column->spec && column->word &&
           (column->spec->type == CTG__NODE ||
            column->spec->type == CTG__ASSET ||
            strcmp(column->name, "id") == 0 ||
            (table == CTG_POSITIONS && strcmp(column->name, "account") == 0));
}

/* How many cells changed. */
static size_t replace(ctg_graph *graph, const ctg_word *first)
{
    size_t changed = 0;

    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const ctg__rows *const rows = &graph->tables[t];

        for (size_t c = 0; c < rows->column_count; c++) {
            ctg_word *const words = rows->columns[c].word;

            if (!is_reference((ctg_table)t, &rows->columns[c]))
                continue;
            for (size_t row = 0; row < rows->row_count; row++)
                if (first[words[row]] != words[row]) {
                    words[row] = first[words[row]];
                    changed++;
                }
        }
    }
    return changed;
}

/* The word that each is written as: the first, as nodes are read first. */
static size_t unite(const address *found, size_t count, ctg_word *first)
{
    size_t twins = 0;

    for (size_t i = 1; i < count; i++)
        if (strcmp(found[i].text, found[i - 1].text) == 0) {
            first[found[i].word] = first[found[i - 1].word];
            twins++;
        }
    return twins;
}

ctg_status ctg__addresses_unite(const char *shown, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error)
{
    const size_t word_count = ctg__words_count(graph->words);
    const size_t count = graph->mapping ? 0 : count_addresses(graph, NULL);
    address *found;
    ctg_word *first;
    size_t changed = 0;

    if (count < 2)
        return CTG_OK;
    found = ctg__allocate_array(count, sizeof *found);
    first = ctg__allocate_array(word_count, sizeof *first);
    if (found && first) {
        count_addresses(graph, found);
        qsort(found, count, sizeof *found, compare);
        for (size_t word = 0; word < word_count; word++)
            first[word] = (ctg_word)word;
        if (unite(found, count, first))
            changed = replace(graph, first);
    }
    ctg__release(found);
    ctg__release(first);
    if (!found || !first)
        return ctg__fail_memory(error);
    if (changed)
        ctg__problem_add(problems, CTG_NOTE, shown,
                         "%zu address%s (0x...) written in other capitals %s "
                         "taken for the same id",
                         changed, changed == 1 ? "" : "es",
                         changed == 1 ? "is" : "are");
    return CTG_OK;
}

/* GML: how it is told and written; gml_read.c reads it. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/elements.h"
#include "read/gml_read.h"
#include "read/numbered.h"
#include "text/utf8.h"

/* --- telling ---------------------------------------------------------------
 */

/* Blanks and lines of comments. */
static const char *skip_blank(const char *at, const char *end)
{
    while (at < end && (isspace((unsigned char)*at) || *at == '#')) {
        if (*at == '#')
            while (at < end && *at != '\n')
                at++;
        else
            at++;
    }
    return at;
}

/* `graph [`, behind what a file may say of itself: keys with one value each. */
static bool sniff(const ctg__input *input)
{
    const char *at = input->content.bytes;
    const char *const end =
        at + (input->content.length < 4096 ? input->content.length : 4096);

    at += ctg__utf8_mark(at, (size_t)(end - at));
    for (;;) {
        const char *key;
        size_t length;

        key = at = skip_blank(at, end);
        while (at < end && (isalnum((unsigned char)*at) || *at == '_'))
            at++;
        length = (size_t)(at - key);
        at = skip_blank(at, end);
        if (!length || isdigit((unsigned char)*key) || at == end)
            return false;
        if (length == 5 && memcmp(key, "graph", 5) == 0)
            return *at == '[';
        if (*at == '"') {
            for (at++; at < end && *at != '"'; at++)
                ;
            at += at < end;
        } else if (isdigit((unsigned char)*at)) {
            while (at < end && (isdigit((unsigned char)*at) || *at == '.'))
                at++;
        } else {
            return false;
        }
    }
}

/* --- writing ---------------------------------------------------------------
 */

static void add_text(FILE *file, const char *text)
{
    putc('"', file);
    for (; *text; text++) {
        if (*text == '"')
            fputs("&quot;", file);
        else if (*text == '&')
            fputs("&amp;", file);
        else
            putc(*text, file);
    }
    putc('"', file);
}

static bool is_key(const char *name)
{
    if (!isalpha((unsigned char)*name))
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && *name != '_')
            return false;
    return true;
}

/* A name that GML gives a meaning of its own. */
static bool is_taken(ctg_table table, const char *name)
{
    return table == CTG_NODES
               ? strcmp(name, "label") == 0
               : strcmp(name, "source") == 0 || strcmp(name, "target") == 0;
}

static bool can_hold(const ctg_graph *graph, ctg_table table,
                     const ctg__column *column)
{
    return ctg__elements_can_hold(graph, table, column) &&
           is_key(column->name) && !is_taken(table, column->name);
}

static bool is_number(const ctg__column *column)
{
    return column->spec && column->spec->type == CTG__NUMBER;
}

static void add_attributes(const ctg_graph *graph, ctg_table table,
                           const ctg__element_columns *list, size_t row,
                           FILE *file)
{
    for (size_t c = 0; c < list->count; c++) {
        const ctg__column *const column = list->columns[c];
        char buffer[32];
        const char *const text =
            ctg__graph_column_text(graph, column, row, buffer);

        if (!*text || !can_hold(graph, table, column))
            continue;
        fprintf(file, " %s ", column->name);
        if (is_number(column))
            fputs(text, file);
        else
            add_text(file, text);
    }
    fputs(" ]\n", file);
}

static bool add_all(const ctg_graph *graph, const uint32_t *numbers,
                    const ctg__element_columns *nodes,
                    const ctg__element_columns *edges,
                    const ctg_write_options *options, FILE *file)
{
    fputs("graph [\ndirected 1\n", file);
    for (size_t row = 0; row < graph->tables[CTG_NODES].row_count; row++) {
        if (ctg__write_stops(options, row))
            return false;
        fprintf(file, "node [ id %zu label ", row + 1);
        add_text(file, ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row));
        add_attributes(graph, CTG_NODES, nodes, row, file);
    }
    for (size_t row = 0; row < graph->tables[CTG_EXPOSURES].row_count; row++) {
        const uint32_t debtor = numbers[ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, row)];
        const uint32_t creditor = numbers[ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, row)];

        if (ctg__write_stops(options, row))
            return false;
        if (!debtor || !creditor)
            continue;
        fprintf(file, "edge [ source %lu target %lu", (unsigned long)debtor,
                (unsigned long)creditor);
        add_attributes(graph, CTG_EXPOSURES, edges, row, file);
    }
    fputs("]\n", file);
    return true;
}

static ctg_status write_gml(const ctg_graph *graph, FILE *file,
                            const ctg_write_options *options, ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__element_columns nodes;
    ctg__element_columns edges;
    uint32_t *numbers = NULL;
    ctg_status status;

    status = ctg__elements_columns(graph, CTG_NODES, &arena, &nodes, error);
    if (!status)
        status =
            ctg__elements_columns(graph, CTG_EXPOSURES, &arena, &edges, error);
    if (!status)
        status = ctg__numbered_index(graph, &numbers, error);
    if (!status && !add_all(graph, numbers, &nodes, &edges, options, file))
        status = ctg__write_cancelled(error);
    ctg__release(numbers);
    ctg__arena_clear(&arena);
    return status;
}

const ctg__format ctg__format_gml = {
    .about = {.name = "gml",
              .summary = "GML: nodes and exposures with all their columns",
              .source = "https://en.wikipedia.org/wiki/"
                        "Graph_Modelling_Language"},
    .endings = ".gml",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = ctg__gml_read,
    .write = write_gml,
    .can_hold = can_hold,
    .check = ctg__numbered_check,
    .drops_about = true,
};

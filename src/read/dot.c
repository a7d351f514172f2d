/* DOT: how it is told and written; dot_read.c reads it. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/dot_read.h"
#include "read/dot_text.h"
#include "read/elements.h"
#include "text/utf8.h"

/* What Graphviz takes as one quoted string. */
enum { LONGEST = 16000 };

/* [strict] digraph|graph [name] {, behind comments. */
static bool sniff(const ctg__input *input)
{
    const size_t length =
        input->content.length < 4096 ? input->content.length : 4096;
    ctg__dot_text text = {.start = input->content.bytes};
    bool found;

    text.start += ctg__utf8_mark(text.start, length);
    text.at = text.start;
    text.end = input->content.bytes + length;
    ctg__dot_next(&text);
    if (ctg__dot_is_word(&text, "strict"))
        ctg__dot_next(&text);
    found =
        ctg__dot_is_word(&text, "digraph") || ctg__dot_is_word(&text, "graph");
    if (found && ctg__dot_next(&text) == CTG__DOT_ID)
        ctg__dot_next(&text);
    found = found && ctg__dot_is_mark(&text, '{');
    ctg__text_clear(&text.text);
    return found;
}

/* --- writing ---------------------------------------------------------------
 */

/*
 * In a quoted string a backslash belongs to the text, but before a quote, a
 * line break or the end an odd one would not be read back.
 */
static size_t count_unsayable(const char *text)
{
    size_t count = strlen(text) > LONGEST;
    size_t backslashes = 0;

    for (;; text++) {
        if ((!*text || strchr("\"\r\n", *text)) && backslashes % 2)
            count++;
        if (!*text)
            return count;
        backslashes = *text == '\\' ? backslashes + 1 : 0;
    }
}

static void add(FILE *file, const char *text)
{
    size_t backslashes = 0;

    putc('"', file);
    for (size_t i = 0; text[i] && i < LONGEST; i++) {
        /* Only with --lossy: doubled rather than broken. */
        if (strchr("\"\r\n", text[i]) && backslashes % 2)
            putc('\\', file);
        if (text[i] == '"')
            putc('\\', file);
        backslashes = text[i] == '\\' ? backslashes + 1 : 0;
        putc(text[i], file);
    }
    if (backslashes % 2)
        putc('\\', file);
    putc('"', file);
}

/* cgraph keeps `key` to itself. */
static bool is_key(const ctg__column *column)
{
    return !column->spec && strcmp(column->name, "key") == 0;
}

static void add_attributes(const ctg_graph *graph,
                           const ctg__element_columns *list, size_t row,
                           FILE *file)
{
    const char *before = " [";

    for (size_t c = 0; c < list->count; c++) {
        char buffer[32];
        const char *const text =
            ctg__graph_column_text(graph, list->columns[c], row, buffer);

        if (!*text || is_key(list->columns[c]))
            continue;
        fputs(before, file);
        add(file, list->columns[c]->name);
        putc('=', file);
        add(file, text);
        before = ", ";
    }
    fputs(*before == ',' ? "];\n" : ";\n", file);
}

static ctg_status write_dot(const ctg_graph *graph, FILE *file,
                            const ctg_write_options *options, ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__element_columns nodes;
    ctg__element_columns edges;
    ctg_status status;

    status = ctg__elements_columns(graph, CTG_NODES, &arena, &nodes, error);
    if (!status)
        status =
            ctg__elements_columns(graph, CTG_EXPOSURES, &arena, &edges, error);
    if (status) {
        ctg__arena_clear(&arena);
        return status;
    }
    fputs("digraph exposures {\n", file);
    for (size_t row = 0; !status && row < graph->tables[CTG_NODES].row_count;
         row++) {
        add(file, ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row));
        add_attributes(graph, &nodes, row, file);
        if (ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    for (size_t row = 0;
         !status && row < graph->tables[CTG_EXPOSURES].row_count; row++) {
        add(file, ctg__elements_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR,
                                     row));
        fputs(" -> ", file);
        add(file, ctg__elements_word(graph, CTG_EXPOSURES,
                                     CTG__EXPOSURE_CREDITOR, row));
        add_attributes(graph, &edges, row, file);
        if (ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    fputs("}\n", file);
    ctg__arena_clear(&arena);
    return status;
}

static bool can_hold(const ctg_graph *graph, ctg_table table,
                     const ctg__column *column)
{
    return ctg__elements_can_hold(graph, table, column) && !is_key(column);
}

static ctg_status check(const ctg_graph *graph, ctg__refusals *refusals,
                        ctg_error *error)
{
    size_t count;
    const ctg_status status = ctg__elements_count(
        graph, count_unsayable, refusals->options, &count, error);

    if (!status && count)
        ctg__refuse(refusals, count,
                    "very long texts and single backslashes before quotes, "
                    "line breaks and ends");
    return status;
}

const ctg__format ctg__format_dot = {
    .about = {.name = "dot",
              .summary = "Graphviz DOT: nodes and exposures with all their "
                         "columns",
              .source = "https://graphviz.org/doc/info/lang.html"},
    .endings = ".dot .gv",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = ctg__dot_format_read,
    .write = write_dot,
    .can_hold = can_hold,
    .check = check,
    .drops_about = true,
};

/* GraphML, written. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "read/about.h"
#include "read/elements.h"
#include "read/graphml.h"
#include "text/utf8.h"

/* XML has no way to say these, not even as &#1;. */
static bool cannot_be_said(uint32_t point)
{
    return (point < 0x20 && point != '\t' && point != '\n' && point != '\r') ||
           point == 0xFFFE || point == 0xFFFF;
}

static size_t count_unsayable(const char *text)
{
    const char *const end = text + strlen(text);
    size_t count = 0;

    while (text < end)
        count += cannot_be_said(ctg__utf8_next(&text, end));
    return count;
}

/* Escaped for text and for attributes, where blanks would be normalised. */
static void add(FILE *file, const char *text)
{
    const char *const end = text + strlen(text);

    while (text < end) {
        const char *const start = text;
        const uint32_t point = ctg__utf8_next(&text, end);

        switch (point) {
        case '&':
            fputs("&amp;", file);
            break;
        case '<':
            fputs("&lt;", file);
            break;
        case '>':
            fputs("&gt;", file);
            break;
        case '"':
            fputs("&quot;", file);
            break;
        case '\t':
        case '\n':
        case '\r':
            fprintf(file, "&#%d;", (int)point);
            break;
        default:
            if (!cannot_be_said(point))
                fwrite(start, 1, (size_t)(text - start), file);
        }
    }
}

static const char *type_of(const ctg__column *column)
{
    if (!column->spec)
        return "string";
    switch (column->spec->type) {
    case CTG__NUMBER:
        return "double";
    case CTG__FLAG:
        return "boolean";
    case CTG__TEXT:
    case CTG__NODE:
    case CTG__ASSET:
    case CTG__ENUM:
    case CTG__LEVERAGE:
        break;
    }
    return "string";
}

static void add_keys(const ctg__element_columns *list, const char *what,
                     FILE *file)
{
    for (size_t c = 0; c < list->count; c++) {
        fprintf(file, "<key id=\"%c%zu\" for=\"%s\" attr.name=\"", *what, c,
                what);
        add(file, list->columns[c]->name);
        fprintf(file, "\" attr.type=\"%s\"/>\n", type_of(list->columns[c]));
    }
}

static void add_about(const ctg_graph *graph, FILE *file, bool declare)
{
    for (size_t i = 0; ctg__about_name(i); i++) {
        const char *const value = ctg__about_text(&graph->about, i);

        if (!*value)
            continue;
        if (declare) {
            fprintf(file,
                    "<key id=\"g%zu\" for=\"graph\" attr.name=\"%s\" "
                    "attr.type=\"string\"/>\n",
                    i, ctg__about_name(i));
        } else {
            fprintf(file, "<data key=\"g%zu\">", i);
            add(file, value);
            fputs("</data>\n", file);
        }
    }
}

static void add_data(const ctg_graph *graph, const ctg__element_columns *list,
                     char letter, size_t row, FILE *file)
{
    for (size_t c = 0; c < list->count; c++) {
        char buffer[32];
        const char *const text =
            ctg__graph_column_text(graph, list->columns[c], row, buffer);

        if (!*text)
            continue;
        fprintf(file, "<data key=\"%c%zu\">", letter, c);
        add(file, text);
        fputs("</data>", file);
    }
}

static bool add_all(const ctg_graph *graph, const ctg__element_columns *nodes,
                    const ctg__element_columns *edges,
                    const ctg_write_options *options, FILE *file)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
          file);
    add_about(graph, file, true);
    add_keys(nodes, "node", file);
    add_keys(edges, "edge", file);
    fputs("<graph id=\"G\" edgedefault=\"directed\">\n", file);
    add_about(graph, file, false);
    for (size_t row = 0; row < graph->tables[CTG_NODES].row_count; row++) {
        if (ctg__write_stops(options, row))
            return false;
        fputs("<node id=\"", file);
        add(file, ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row));
        fputs("\">", file);
        add_data(graph, nodes, 'n', row, file);
        fputs("</node>\n", file);
    }
    for (size_t row = 0; row < graph->tables[CTG_EXPOSURES].row_count; row++) {
        if (ctg__write_stops(options, row))
            return false;
        fputs("<edge source=\"", file);
        add(file, ctg__elements_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR,
                                     row));
        fputs("\" target=\"", file);
        add(file, ctg__elements_word(graph, CTG_EXPOSURES,
                                     CTG__EXPOSURE_CREDITOR, row));
        fputs("\">", file);
        add_data(graph, edges, 'e', row, file);
        fputs("</edge>\n", file);
    }
    fputs("</graph>\n</graphml>\n", file);
    return true;
}

ctg_status ctg__graphml_write(const ctg_graph *graph, FILE *file,
                              const ctg_write_options *options,
                              ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__element_columns nodes;
    ctg__element_columns edges;
    ctg_status status;

    status = ctg__elements_columns(graph, CTG_NODES, &arena, &nodes, error);
    if (!status)
        status =
            ctg__elements_columns(graph, CTG_EXPOSURES, &arena, &edges, error);
    if (!status && !add_all(graph, &nodes, &edges, options, file))
        status = ctg__write_cancelled(error);
    ctg__arena_clear(&arena);
    return status;
}

ctg_status ctg__graphml_check(const ctg_graph *graph, ctg__refusals *refusals,
                              ctg_error *error)
{
    size_t count;
    const ctg_status status = ctg__elements_count(
        graph, count_unsayable, refusals->options, &count, error);

    if (!status && count)
        ctg__refuse(refusals, count, "control characters");
    return status;
}

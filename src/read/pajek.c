/* Pajek's .net, by igraph's reader behind a look at the text. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <contagraph/output.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "read/numbered.h"

/* --- a look at the text ---------------------------------------------------- */

typedef enum part { NOTHING, VERTICES, ARCS } part;

/*
 * igraph would take a missing weight for 0, give nodes that are not listed no
 * name, reserve whatever number of vertices the file claims, and read a file
 * that has both arcs and edges as undirected.
 */
typedef struct look {
    ctg__elements *elements;
    size_t line;
    part part;
    bool vertices_said;
    size_t vertex_count;
    size_t listed;
    size_t drawing; /* lines that say how to draw */
} look;

static void blame(const look *l, const char *format, ...) CTG__PRINTF(2, 3);

static void blame(const look *l, const char *format, ...)
{
    char where[512];
    char text[200];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    snprintf(where, sizeof where, "%s:%zu", l->elements->input->shown, l->line);
    ctg__problem_add(l->elements->problems, CTG_REJECTED, where, "%s", text);
}

typedef struct token {
    const char *text;
    size_t length;
    bool quoted;
} token;

/* The next word of a line, without its quotes. */
static bool next_token(const char **at, const char *end, token *found)
{
    while (*at < end && strchr(" \t\r", **at) && **at)
        ++*at;
    if (*at == end)
        return false;
    *found = (token){.text = *at, .quoted = **at == '"'};
    if (found->quoted) {
        const char *const close =
            memchr(*at + 1, '"', (size_t)(end - *at) - 1);

        found->text++;
        *at = close ? close : end;
        found->length = (size_t)(*at - found->text);
        *at += close != NULL;
        return true;
    }
    while (*at < end && (!strchr(" \t\r", **at) || !**at))
        ++*at;
    found->length = (size_t)(*at - found->text);
    return true;
}

static bool whole_number(const token *found, size_t *number)
{
    double value;

    if (found->quoted || ctg__number_parse(found->text, found->length, &value) ||
        !(value >= 1 && value < UINT32_MAX) ||
        value != (double)(size_t)value)
        return false;
    *number = (size_t)value;
    return true;
}

static bool is_part(const token *found, const char *name)
{
    const size_t length = strlen(name);

    return found->length >= length &&
           strncasecmp(found->text, name, length) == 0 &&
           (found->length == length || found->text[length] == ':');
}

static void start_part(look *l, const char *at, const char *end)
{
    token found;

    l->part = NOTHING;
    if (!next_token(&at, end, &found))
        return;
    if (is_part(&found, "*network"))
        return;
    if (is_part(&found, "*vertices")) {
        if (l->vertices_said)
            blame(l, "a second network");
        l->vertices_said = true;
        l->part = VERTICES;
        if (!next_token(&at, end, &found) ||
            !whole_number(&found, &l->vertex_count))
            blame(l, "*Vertices without their number");
        return;
    }
    if (is_part(&found, "*arcs")) {
        l->part = ARCS;
        if (found.length > strlen("*arcs") || next_token(&at, end, &found))
            blame(l, "*Arcs of several relations are not taken");
        return;
    }
    blame(l, "'%.*s' is not taken: only *Arcs say who owes whom, and how much",
          ctg__message_bytes(found.length), found.text);
}

static void take_vertex(look *l, const char *at, const char *end)
{
    token found;
    size_t number;

    if (!next_token(&at, end, &found))
        return;
    l->listed++;
    if (!whole_number(&found, &number))
        blame(l, "a vertex without its number");
    else if (number != l->listed)
        blame(l, "vertex %zu where %zu is due", number, l->listed);
    if (!next_token(&at, end, &found) || !found.length)
        blame(l, "a vertex without a label");
    l->drawing += next_token(&at, end, &found);
}

static void take_arc(look *l, const char *at, const char *end)
{
    token ends[2];
    token found;
    size_t number;
    double weight;

    for (size_t i = 0; i < 2; i++) {
        if (!next_token(&at, end, &ends[i])) {
            if (i)
                blame(l, "an arc with one end");
            return;
        }
        if (!whole_number(&ends[i], &number) || number > l->vertex_count) {
            blame(l, "vertex '%.*s' is not there",
                  ctg__message_bytes(ends[i].length),
                  ends[i].text);
            return;
        }
    }
    if (!next_token(&at, end, &found))
        blame(l, "arc %.*s -> %.*s has no weight", (int)ends[0].length,
              ends[0].text, (int)ends[1].length, ends[1].text);
    else if (ctg__number_parse(found.text, found.length, &weight))
        blame(l, "weight is '%.*s', not a number",
              ctg__message_bytes(found.length), found.text);
    l->drawing += next_token(&at, end, &found);
}

static bool look_over(ctg__elements *elements)
{
    const ctg__content *const content = &elements->input->content;
    const char *at = content->bytes;
    const char *const end = at + content->length;
    const size_t before = ctg_problems_count(elements->problems, CTG_REJECTED);
    look l = {.elements = elements};

    while (at < end) {
        const char *const newline = memchr(at, '\n', (size_t)(end - at));
        const char *const stop = newline ? newline : end;

        l.line++;
        if (*at == '*')
            start_part(&l, at, stop);
        else if (*at != '%' && l.part == VERTICES)
            take_vertex(&l, at, stop);
        else if (*at != '%' && l.part == ARCS)
            take_arc(&l, at, stop);
        at = newline ? newline + 1 : end;
    }
    if (!l.vertices_said)
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX, "no *Vertices");
    else if (l.listed != l.vertex_count)
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX,
                            "%zu vertices said, %zu listed", l.vertex_count,
                            l.listed);
    if (l.drawing)
        ctg__problem_add(elements->problems, CTG_WARNING,
                         elements->input->shown,
                         "what is said after labels and weights is not kept "
                         "(%zu lines)",
                         l.drawing);
    return ctg_problems_count(elements->problems, CTG_REJECTED) == before;
}

/* --- reading and writing --------------------------------------------------- */

static bool keep(const char *name, bool edge)
{
    return edge && strcmp(name, "weight") == 0;
}

static ctg_status read_pajek(ctg__input *input, ctg_graph *graph,
                             ctg_problems *problems, ctg_error *error)
{
    ctg__elements elements;
    ctg_status status =
        ctg__elements_begin(&elements, input, graph, problems, error);

    if (status || !look_over(&elements))
        return status;
    return ctg__numbered_read(&elements, CTG__IGRAPH_PAJEK, keep, error);
}

static bool sniff(const ctg__input *input)
{
    const char *const bytes = input->content.bytes;
    const size_t length = input->content.length;

    return length > 9 && (strncasecmp(bytes, "*vertices", 9) == 0 ||
                          strncasecmp(bytes, "*network", 8) == 0);
}

static ctg_status write_pajek(const ctg_graph *graph, const char *path,
                              const ctg_write_options *options,
                              ctg_error *error)
{
    const ctg__rows *const edges = &graph->tables[CTG_EXPOSURES];
    const size_t node_count = graph->tables[CTG_NODES].row_count;
    ctg_output *output;
    uint32_t *numbers;
    ctg_status status = ctg__numbered_index(graph, &numbers, error);
    FILE *file;

    (void)options;
    if (status)
        return status;
    status = ctg_output_open(path, &output, error);
    if (status) {
        ctg__release(numbers);
        return status;
    }
    file = ctg_output_file(output);
    fprintf(file, "*Vertices %zu\n", node_count);
    for (size_t row = 0; row < node_count; row++) {
        const char *id =
            ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row);

        fprintf(file, "%zu \"", row + 1);
        for (; *id; id++)
            putc(*id == '"' || *id == '\n' || *id == '\r' ? '_' : *id, file);
        fputs("\"\n", file);
    }
    fputs("*Arcs\n", file);
    for (size_t row = 0; row < edges->row_count; row++) {
        const ctg_word debtor = ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, row);
        const ctg_word creditor = ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, row);
        char buffer[32];

        if (numbers[debtor] && numbers[creditor])
            fprintf(file, "%lu %lu %s\n", (unsigned long)numbers[debtor],
                    (unsigned long)numbers[creditor],
                    ctg__numbered_text(
                        graph, &edges->columns[CTG__EXPOSURE_AMOUNT], row,
                        buffer));
    }
    ctg__release(numbers);
    return ctg_output_commit(output, error);
}

static bool can_hold(const ctg_graph *graph, ctg_table table,
                     const ctg__column *column)
{
    (void)graph;
    if (!column->spec)
        return false;
    if (table == CTG_NODES)
        return strcmp(column->name, "id") == 0;
    return table == CTG_EXPOSURES && (strcmp(column->name, "debtor") == 0 ||
                                      strcmp(column->name, "creditor") == 0 ||
                                      strcmp(column->name, "amount") == 0);
}

static ctg_status check(const ctg_graph *graph, ctg__refusals *refusals,
                        ctg_error *error)
{
    const size_t node_count = graph->tables[CTG_NODES].row_count;
    size_t count = 0;

    for (size_t row = 0; row < node_count; row++) {
        const char *const id =
            ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row);

        count += !*id || id[strcspn(id, "\"\r\n")] != '\0';
    }
    if (count)
        ctg__refuse(refusals, count,
                    "empty ids and ids with quotes or line breaks");
    return ctg__numbered_check(graph, refusals, error);
}

const ctg__format ctg__format_pajek = {
    .about = {.name = "pajek",
              .summary = "Pajek .net: ids and exposures, nothing else",
              .source = "http://mrvar.fdv.uni-lj.si/pajek"},
    .endings = ".net",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = read_pajek,
    .write = write_pajek,
    .can_hold = can_hold,
    .check = check,
    .drops_about = true,
};

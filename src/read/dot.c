/* DOT, by Graphviz's own reader behind a look at the text. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <contagraph/output.h>

#include "base/memory.h"
#include "bridge/cgraph.h"
#include "read/elements.h"

/* Above these other formats are the better choice, and faster. */
static const ctg__dot_limits limits = {
    .bytes = 64u << 20, .elements = 2000000};

/* What cgraph takes as one quoted string. */
enum { LONGEST = 16000 };

/* --- a look at the text ---------------------------------------------------- */

/*
 * What cgraph would do in silence: an edge between groups stands for all their
 * pairs (a line of it for millions), `strict` merges parallel edges, a second
 * graph is left unread.
 */
typedef struct look {
    const char *at;
    const char *end;
    size_t line;
    size_t depth;
    bool closed;     /* the graph is over */
    bool after_edge; /* the last token was -> or -- */
    bool after_group;
} look;

static void skip_to(look *l, const char *mark)
{
    const size_t length = strlen(mark);

    while (l->at < l->end && ((size_t)(l->end - l->at) < length ||
                              memcmp(l->at, mark, length) != 0))
        l->line += *l->at++ == '\n';
    l->at = (size_t)(l->end - l->at) < length ? l->end : l->at + length;
}

static void skip_quoted(look *l)
{
    for (l->at++; l->at < l->end && *l->at != '"'; l->at++) {
        if (*l->at == '\\' && l->at + 1 < l->end)
            l->at++;
        l->line += *l->at == '\n';
    }
    l->at += l->at < l->end;
}

static void skip_html(look *l)
{
    size_t depth = 0;

    for (; l->at < l->end; l->at++) {
        depth += *l->at == '<';
        l->line += *l->at == '\n';
        if (*l->at == '>' && !--depth)
            break;
    }
    l->at += l->at < l->end;
}

/* Blanks and comments; false at the end. */
static bool skip_blank(look *l)
{
    while (l->at < l->end) {
        const size_t left = (size_t)(l->end - l->at);
        const bool line_start = l->at[-1] == '\n';
        const char *const newline = memchr(l->at, '\n', left);

        if (left > 1 && memcmp(l->at, "/*", 2) == 0)
            skip_to(l, "*/");
        else if ((left > 1 && memcmp(l->at, "//", 2) == 0) ||
                 (*l->at == '#' && line_start))
            l->at = newline ? newline : l->end;
        else if (strchr(" \t\r\n\f\v", *l->at) && *l->at)
            l->line += *l->at++ == '\n';
        else
            return true;
    }
    return false;
}

static bool is_word(const look *l, const char *word)
{
    const size_t length = strlen(word);

    return (size_t)(l->end - l->at) > length &&
           memcmp(l->at, word, length) == 0 &&
           strchr(" \t\r\n{", l->at[length]) != NULL;
}

/* Steps over one token; what is wrong with it, or NULL. */
static const char *take_token(look *l)
{
    const bool edge = (size_t)(l->end - l->at) > 1 && *l->at == '-' &&
                      (l->at[1] == '>' || l->at[1] == '-');
    const bool group = *l->at == '{' || is_word(l, "subgraph");
    const char *fault = NULL;

    if (l->closed)
        return "there is more after the graph";
    if (!l->depth && is_word(l, "strict"))
        return "a strict graph merges parallel edges";
    if ((edge && l->after_group) || (group && l->after_edge))
        fault = "an edge between groups stands for many";
    l->after_group = *l->at == '}';
    l->after_edge = edge;
    if (*l->at == '"') {
        skip_quoted(l);
    } else if (*l->at == '<') {
        skip_html(l);
    } else if (*l->at == '{') {
        l->depth++;
        l->at++;
    } else if (*l->at == '}') {
        l->depth -= l->depth > 0;
        l->closed = !l->depth;
        l->at++;
    } else {
        l->at += edge ? 2 : 1;
    }
    return fault;
}

static bool look_over(ctg__elements *elements, const char *text, size_t length)
{
    look l = {.at = text, .end = text + length, .line = 1};
    const char *fault = NULL;

    while (!fault && skip_blank(&l))
        fault = take_token(&l);
    if (fault) {
        char where[512];

        snprintf(where, sizeof where, "%s:%zu", elements->input->shown, l.line);
        ctg__problem_add(elements->problems, CTG_REJECTED, where, "%s", fault);
    }
    return !fault;
}

/* --- reading --------------------------------------------------------------- */

static ctg_status visit(void *context, const ctg__dot_element *element,
                        ctg_error *error)
{
    ctg__elements *const elements = context;
    const ctg_table table = element->tail ? CTG_EXPOSURES : CTG_NODES;
    size_t row;
    ctg_status status =
        element->tail
            ? ctg__elements_edge(elements, element->tail, element->head,
                                 element->name, 0, &row, error)
            : ctg__elements_node(elements, element->name, 0, &row, error);

    for (size_t i = 0; !status && i < element->attribute_count; i++) {
        /* Graphviz's `id` names a shape of the picture, not the node. */
        if (!element->tail && strcmp(element->names[i], "id") == 0)
            continue;
        status = ctg__elements_set(elements, table, row, element->names[i],
                                   element->values[i], error);
    }
    return status;
}

static ctg_status read_text(ctg__elements *elements, const char *text,
                            size_t length, ctg_error *error)
{
    bool directed = true;
    ctg_error fault;
    ctg_status status;

    if (memchr(text, '\0', length)) {
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX, "a NUL byte in it");
        return CTG_OK;
    }
    if (length <= limits.bytes && !look_over(elements, text, length))
        return CTG_OK;
    status = ctg__dot_read(text, &limits, visit, elements, &directed, &fault);
    if (status == CTG_BAD_INPUT) {
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX, "%s", fault.message);
        return CTG_OK;
    }
    if (status) {
        if (error)
            *error = fault;
        return status;
    }
    if (!directed) {
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX,
                            "a graph, not a digraph: who owes whom is not "
                            "said");
        return CTG_OK;
    }
    return ctg__elements_end(elements, error);
}

static ctg_status read_dot(ctg__input *input, ctg_graph *graph,
                           ctg_problems *problems, ctg_error *error)
{
    const char *bytes = input->content.bytes;
    size_t length = input->content.length;
    ctg__elements elements;
    char *text;
    ctg_status status =
        ctg__elements_begin(&elements, input, graph, problems, error);

    if (status)
        return status;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    /* With its NUL, and a line break before it for comments at the start. */
    text = ctg__allocate(length + 2);
    if (!text)
        return ctg__fail_memory(error);
    text[0] = '\n';
    memcpy(text + 1, bytes, length);
    text[length + 1] = '\0';
    status = read_text(&elements, text + 1, length, error);
    ctg__release(text);
    return status;
}

static bool sniff(const ctg__input *input)
{
    const char *const bytes = input->content.bytes;
    const size_t length = input->content.length;

    return (length > 8 && memcmp(bytes, "digraph ", 8) == 0) ||
           (length > 8 && memcmp(bytes, "digraph{", 8) == 0) ||
           (length > 7 && memcmp(bytes, "strict ", 7) == 0);
}

/* --- writing --------------------------------------------------------------- */

/*
 * In a quoted string a backslash belongs to the text, but before a quote, a
 * line break or the end an odd one would not be read back.
 */
static size_t count_unsayable(const char *text)
{
    size_t count = strlen(text) > LONGEST;
    size_t backslashes = 0;

    for (;; text++) {
        if ((!*text || *text == '"' || *text == '\n') && backslashes % 2)
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
        if ((text[i] == '"' || text[i] == '\n') && backslashes % 2)
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

static ctg_status write_dot(const ctg_graph *graph, const char *path,
                            const ctg_write_options *options, ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__element_columns nodes;
    ctg__element_columns edges;
    ctg_output *output;
    ctg_status status;
    FILE *file;

    (void)options;
    status = ctg__elements_columns(graph, CTG_NODES, &arena, &nodes, error);
    if (!status)
        status = ctg__elements_columns(graph, CTG_EXPOSURES, &arena, &edges,
                                       error);
    if (!status)
        status = ctg_output_open(path, &output, error);
    if (status) {
        ctg__arena_clear(&arena);
        return status;
    }
    file = ctg_output_file(output);
    fputs("digraph exposures {\n", file);
    for (size_t row = 0; row < graph->tables[CTG_NODES].row_count; row++) {
        add(file, ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row));
        add_attributes(graph, &nodes, row, file);
    }
    for (size_t row = 0; row < graph->tables[CTG_EXPOSURES].row_count; row++) {
        add(file, ctg__elements_word(graph, CTG_EXPOSURES,
                                     CTG__EXPOSURE_DEBTOR, row));
        fputs(" -> ", file);
        add(file, ctg__elements_word(graph, CTG_EXPOSURES,
                                     CTG__EXPOSURE_CREDITOR, row));
        add_attributes(graph, &edges, row, file);
    }
    fputs("}\n", file);
    ctg__arena_clear(&arena);
    return ctg_output_commit(output, error);
}

static bool can_hold(const ctg_graph *graph, ctg_table table,
                     const ctg__column *column)
{
    return ctg__elements_can_hold(graph, table, column) &&
           !is_key(column);
}

static ctg_status check(const ctg_graph *graph, ctg__refusals *refusals,
                        ctg_error *error)
{
    const size_t count = ctg__elements_count(graph, count_unsayable);

    (void)error;
    if (count)
        ctg__refuse(refusals, count,
                    "very long texts and single backslashes before quotes, "
                    "line breaks and ends");
    return CTG_OK;
}

const ctg__format ctg__format_dot = {
    .about = {.name = "dot",
              .summary = "Graphviz DOT: nodes and exposures with all their "
                         "columns",
              .source = "https://graphviz.org/doc/info/lang.html"},
    .endings = ".dot .gv",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = read_dot,
    .write = write_dot,
    .can_hold = can_hold,
    .check = check,
    .drops_about = true,
};

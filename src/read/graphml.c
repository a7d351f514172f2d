/* GraphML, by libxml2's push parser: one pass, no tree. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/text.h"
#include "bridge/xml.h"
#include "read/elements.h"
#include "read/graphml.h"

typedef enum place {
    OUTSIDE,
    ROOT,
    KEY,
    DEFAULT,
    GRAPH,
    NODE,
    EDGE,
    DATA,
    OTHER /* and everything inside it: skipped */
} place;

typedef struct key {
    const char *id;
    const char *name;     /* NULL: a key without, of some program's own */
    const char *standard; /* its default; NULL: none */
    bool of_nodes;
    bool of_edges;
    bool text;
    size_t seen; /* the element that had it last */
} key;

enum { DEEPEST = 256 };

typedef struct parsing {
    ctg__elements elements;
    ctg__arena arena;
    place stack[DEEPEST + 1];
    size_t depth;
    key *keys;
    size_t key_count;
    size_t key_room;
    key *current_key;
    size_t graph_count;
    ctg_table table; /* of the row that is open */
    size_t row;
    size_t serial; /* numbers the elements, from 1 */
    ctg__text data;
    bool data_nested; /* it has elements of its own inside */
    /* The file's ids by row, where `id` is an attribute beside them. */
    ctg_word *ids;
    size_t id_room;
    bool renamed;
} parsing;

static const char *find(const ctg__xml_attribute *attributes, size_t count,
                        const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(attributes[i].name, name) == 0)
            return attributes[i].value;
    return NULL;
}

static void blame(parsing *p, size_t line, const char *format, ...)
    CTG__PRINTF(3, 4);

static void blame(parsing *p, size_t line, const char *format, ...)
{
    char where[512];
    char text[300];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    snprintf(where, sizeof where, "%s:%zu", p->elements.input->shown, line);
    ctg__problem_add(p->elements.problems, CTG_REJECTED, where, "%s", text);
}

static const char *keep(parsing *p, const char *text)
{
    char *const kept = ctg__arena_take(&p->arena, strlen(text) + 1, 1);

    if (kept)
        memcpy(kept, text, strlen(text) + 1);
    return kept;
}

static ctg_status open_key(parsing *p, const ctg__xml_attribute *attributes,
                           size_t count, size_t line, ctg_error *error)
{
    const char *const id = find(attributes, count, "id");
    const char *const domain = find(attributes, count, "for");
    const char *const name = find(attributes, count, "attr.name");
    const char *const type = find(attributes, count, "attr.type");
    const bool all = !domain || strcmp(domain, "all") == 0;

    p->current_key = NULL;
    if (!id) {
        blame(p, line, "a key without an id");
        return CTG_OK;
    }
    if (p->key_count == p->key_room) {
        const size_t room = p->key_room ? 2 * p->key_room : 16;
        key *const grown = ctg__reallocate_array(p->keys, room, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        p->keys = grown;
        p->key_room = room;
    }
    p->current_key = &p->keys[p->key_count++];
    *p->current_key = (key){
        .id = keep(p, id),
        .name = name ? keep(p, name) : NULL,
        .of_nodes = all || strcmp(domain, "node") == 0,
        .of_edges = all || strcmp(domain, "edge") == 0,
        .text = type && strcmp(type, "string") == 0,
    };
    if (!p->current_key->id || (name && !p->current_key->name))
        return ctg__fail_memory(error);
    return CTG_OK;
}

static void open_graph(parsing *p, const ctg__xml_attribute *attributes,
                       size_t count, size_t line)
{
    const char *const direction = find(attributes, count, "edgedefault");

    if (p->graph_count++)
        blame(p, line, "a second graph");
    if (!direction || strcmp(direction, "directed") != 0)
        blame(p, line,
              "edgedefault is '%s', not directed: who owes whom is not said",
              direction ? direction : "");
}

static ctg_status remember_id(parsing *p, const char *id, ctg_error *error)
{
    ctg_graph *const graph = p->elements.graph;

    if (p->row >= p->id_room) {
        const size_t room = p->id_room ? 2 * p->id_room : 64;
        ctg_word *const grown =
            ctg__reallocate_array(p->ids, room, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        p->ids = grown;
        p->id_room = room;
    }
    p->ids[p->row] = ctg__graph_word(graph, id, strlen(id));
    return p->ids[p->row] == CTG__NO_WORD ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status open_node(parsing *p, const ctg__xml_attribute *attributes,
                            size_t count, size_t line, ctg_error *error)
{
    const char *const id = find(attributes, count, "id");
    ctg_status status;

    p->table = CTG_NODES;
    p->row = SIZE_MAX;
    p->serial++;
    if (!id || !*id) {
        blame(p, line, "a node without an id");
        return CTG_OK;
    }
    status = ctg__elements_node(&p->elements, id, line, &p->row, error);
    if (!status && p->row != SIZE_MAX)
        status = remember_id(p, id, error);
    return status;
}

static ctg_status open_edge(parsing *p, const ctg__xml_attribute *attributes,
                            size_t count, size_t line, ctg_error *error)
{
    const char *const id = find(attributes, count, "id");
    const char *const from = find(attributes, count, "source");
    const char *const to = find(attributes, count, "target");
    const char *const directed = find(attributes, count, "directed");

    p->table = CTG_EXPOSURES;
    p->row = SIZE_MAX;
    p->serial++;
    if (directed && strcmp(directed, "true") != 0 &&
        strcmp(directed, "1") != 0)
        blame(p, line, "edge '%s' is not directed: who owes whom is not said",
              id ? id : "");
    if (!from || !to || !*from || !*to) {
        blame(p, line, "edge '%s' without a source or a target", id ? id : "");
        return CTG_OK;
    }
    return ctg__elements_edge(&p->elements, from, to, id ? id : "", line,
                              &p->row, error);
}

static void open_data(parsing *p, const ctg__xml_attribute *attributes,
                      size_t count, size_t line)
{
    const char *const id = find(attributes, count, "key");

    p->current_key = NULL;
    for (size_t i = 0; id && i < p->key_count; i++)
        if (strcmp(p->keys[i].id, id) == 0)
            p->current_key = &p->keys[i];
    if (!p->current_key)
        blame(p, line, "data of key '%s', which is not declared",
              id ? id : "");
}

static place which(const parsing *p, const char *name)
{
    static const struct {
        const char *name;
        place inside;
        place place;
    } known[] = {
        {"graphml", OUTSIDE, ROOT}, {"key", ROOT, KEY},
        {"default", KEY, DEFAULT},  {"graph", ROOT, GRAPH},
        {"node", GRAPH, NODE},      {"edge", GRAPH, EDGE},
        {"data", NODE, DATA},       {"data", EDGE, DATA},
        {"data", GRAPH, DATA},
    };
    const place inside = p->stack[p->depth];

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].inside == inside && strcmp(known[i].name, name) == 0)
            return known[i].place;
    return OTHER;
}

static ctg_status start(void *context, const char *name,
                        const ctg__xml_attribute *attributes, size_t count,
                        size_t line, ctg_error *error)
{
    parsing *const p = context;
    const place inside = p->stack[p->depth];
    const place now = which(p, name);
    ctg_status status = CTG_OK;

    if (p->depth == DEEPEST)
        return ctg__fail(error, CTG_BAD_INPUT, "%s:%zu: nested too deeply",
                         p->elements.input->shown, line);
    p->stack[++p->depth] = now;
    p->data.length = 0;
    switch (now) {
    case KEY:
        status = open_key(p, attributes, count, line, error);
        break;
    case GRAPH:
        open_graph(p, attributes, count, line);
        break;
    case NODE:
        status = open_node(p, attributes, count, line, error);
        break;
    case EDGE:
        status = open_edge(p, attributes, count, line, error);
        break;
    case DATA:
        p->data_nested = false;
        open_data(p, attributes, count, line);
        break;
    case OTHER:
        p->data_nested = p->data_nested || inside == DATA;
        if (inside == OUTSIDE)
            blame(p, line, "element '%s', not graphml", name);
        else if (strcmp(name, "hyperedge") == 0 ||
                 (strcmp(name, "graph") == 0 && inside != OTHER))
            blame(p, line, "a %s inside a graph is not taken", name);
        break;
    case OUTSIDE:
    case ROOT:
    case DEFAULT:
        break;
    }
    return status;
}

static ctg_status text(void *context, const char *bytes, size_t length,
                       ctg_error *error)
{
    parsing *const p = context;

    if (p->stack[p->depth] == DATA || p->stack[p->depth] == DEFAULT)
        ctg__text_add_bytes(&p->data, bytes, length);
    return p->data.failed ? ctg__fail_memory(error) : CTG_OK;
}

/*
 * The text of an element, NULL when empty; without the blanks around it unless
 * it is a string, where they may be meant.
 */
static const char *trimmed(parsing *p, bool as_is)
{
    static const char blanks[] = " \t\r\n";
    char *start = p->data.bytes;
    size_t length;

    if (!p->data.length)
        return NULL;
    if (as_is)
        return start;
    start += strspn(start, blanks);
    length = strlen(start);
    while (length && strchr(blanks, start[length - 1]))
        length--;
    start[length] = '\0';
    return start;
}

static ctg_status set_about(parsing *p, const char *name, const char *value,
                            ctg_error *error)
{
    for (size_t i = 0; i < CTG__GRAPHML_ABOUT_COUNT; i++)
        if (strcmp(name, ctg__graphml_about[i]) == 0)
            return ctg__graph_set_about(p->elements.graph, i, value, error);
    return CTG_OK;
}

static ctg_status set(parsing *p, key *k, const char *value, ctg_error *error)
{
    size_t length;
    const char *const mapped = ctg__map_name(&p->elements.input->map, k->name,
                                             strlen(k->name), &length);

    if (p->table == CTG_NODES && length == 2 && memcmp(mapped, "id", 2) == 0)
        p->renamed = true;
    return ctg__elements_set(&p->elements, p->table, p->row, k->name, value,
                             error);
}

static ctg_status close_data(parsing *p, size_t line, ctg_error *error)
{
    key *const k = p->current_key;
    const place owner = p->stack[p->depth - 1];
    const char *value;

    if (!k || !k->name)
        return CTG_OK;
    if (p->data_nested) {
        blame(p, line, "'%s' holds elements, not a value", k->name);
        return CTG_OK;
    }
    value = trimmed(p, k->text);
    if (!value)
        value = "";
    if (owner == GRAPH)
        return set_about(p, k->name, value, error);
    if (k->seen == p->serial)
        ctg__elements_blame(&p->elements, p->table, p->row,
                            "'%s' is there twice", k->name);
    k->seen = p->serial;
    return set(p, k, value, error);
}

/* What has no data of a key with a default has the default. */
static ctg_status close_row(parsing *p, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < p->key_count; i++) {
        key *const k = &p->keys[i];

        if (k->standard && k->name && k->seen != p->serial &&
            (p->table == CTG_NODES ? k->of_nodes : k->of_edges))
            status = set(p, k, k->standard, error);
    }
    return status;
}

static ctg_status end(void *context, const char *name, size_t line,
                      ctg_error *error)
{
    parsing *const p = context;
    const place now = p->stack[p->depth];
    ctg_status status = CTG_OK;

    (void)name;
    if (now == DATA) {
        status = close_data(p, line, error);
    } else if (now == DEFAULT && p->current_key) {
        const char *const value = trimmed(p, p->current_key->text);

        p->current_key->standard = keep(p, value ? value : "");
        if (!p->current_key->standard)
            status = ctg__fail_memory(error);
    } else if (now == NODE || now == EDGE) {
        status = close_row(p, error);
    }
    p->data.length = 0;
    p->depth--;
    return status;
}

/* Edges speak of the file's ids; they are to speak of ours. */
static ctg_status rename_ends(parsing *p, ctg_error *error)
{
    ctg_graph *const graph = p->elements.graph;
    const ctg__rows *const nodes = &graph->tables[CTG_NODES];
    ctg__rows *const edges = &graph->tables[CTG_EXPOSURES];
    const size_t word_count = ctg__words_count(graph->words);
    ctg_word *const ours = ctg__allocate_array(word_count, sizeof *ours);

    if (!ours)
        return ctg__fail_memory(error);
    for (size_t word = 0; word < word_count; word++)
        ours[word] = (ctg_word)word;
    for (size_t row = 0; row < nodes->row_count; row++)
        ours[p->ids[row]] = nodes->columns[CTG__NODE_ID].word[row];
    for (size_t row = 0; row < edges->row_count; row++) {
        ctg_word *const debtor =
            &edges->columns[CTG__EXPOSURE_DEBTOR].word[row];
        ctg_word *const creditor =
            &edges->columns[CTG__EXPOSURE_CREDITOR].word[row];

        *debtor = ours[*debtor];
        *creditor = ours[*creditor];
    }
    ctg__release(ours);
    return CTG_OK;
}

static ctg_status read_graphml(ctg__input *input, ctg_graph *graph,
                               ctg_problems *problems, ctg_error *error)
{
    const ctg__xml_events events = {
        .start = start,
        .text = text,
        .end = end,
        .progress = input->progress,
        .progress_context = input->progress_context,
    };
    parsing p = {.stack = {OUTSIDE}};
    ctg__xml_fault fault;
    ctg_status status =
        ctg__elements_begin(&p.elements, input, graph, problems, error);

    if (!status)
        status = ctg__xml_parse(input->content.bytes, input->content.length,
                                &events, &p, &fault, error);
    if (!status && fault.line)
        blame(&p, fault.line, "%s", fault.message);
    if (!status && !fault.line && !p.graph_count)
        ctg__problem_add(problems, CTG_REJECTED, input->shown, "no graph");
    if (!status && p.renamed)
        status = rename_ends(&p, error);
    if (!status && !fault.line)
        status = ctg__elements_end(&p.elements, error);
    ctg__text_clear(&p.data);
    ctg__release(p.keys);
    ctg__release(p.ids);
    ctg__arena_clear(&p.arena);
    return status;
}

/* A root called graphml within the first few kilobytes. */
static bool sniff(const ctg__input *input)
{
    const char *at = input->content.bytes;
    const size_t length =
        input->content.length < 4096 ? input->content.length : 4096;
    const char *const stop = at + length;

    if (length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    while (at < stop && strchr(" \t\r\n", *at) && *at)
        at++;
    if (at == stop || *at != '<')
        return false;
    for (; stop - at > 8; at++)
        if (*at == '<' && (memcmp(at + 1, "graphml", 7) == 0))
            return true;
    return false;
}

const ctg__format ctg__format_graphml = {
    .about = {.name = "graphml",
              .summary = "GraphML: nodes and exposures with all their columns",
              .source = "http://graphml.graphdrawing.org"},
    .endings = ".graphml .xml",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = read_graphml,
    .write = ctg__graphml_write,
    .can_hold = ctg__elements_can_hold,
    .check = ctg__graphml_check,
};

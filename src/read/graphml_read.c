/* GraphML, read by libxml2's push parser: one pass, no tree. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "bridge/xml.h"
#include "read/about.h"
#include "read/elements.h"
#include "read/graphml.h"
#include "read/graphml_keys.h"
#include "text/text.h"

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

enum { DEEPEST = 256 };

typedef struct parsing {
    ctg__elements elements;
    ctg__graphml_keys keys;
    place stack[DEEPEST + 1];
    size_t depth;
    ctg__graphml_key *current_key; /* of the open data; NULL: none */
    size_t graph_count;
    bool bad_row;  /* the open element has no id or ends: said */
    size_t serial; /* numbers the elements, from 1 */
    ctg__text id;  /* of the open element */
    ctg__text from;
    ctg__text to;
    ctg__text data;
    bool data_nested; /* it has elements of its own inside */
    ctg__text label;  /* what is drawn on the open node */
    size_t label_depth;
    size_t drawn_names; /* nodes whose name is what is drawn on them */
} parsing;

static void blame(parsing *p, size_t line, const char *format, ...)
    CTG__PRINTF(3, 4);

static void blame(parsing *p, size_t line, const char *format, ...)
{
    char text[300];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    ctg__elements_blame(&p->elements, line, "%s", text);
}

static void open_graph(parsing *p, const ctg__xml_attribute *attributes,
                       size_t count, size_t line)
{
    const char *const direction =
        ctg__graphml_find(attributes, count, "edgedefault");

    if (p->graph_count++)
        blame(p, line, "a second graph");
    if (!direction || strcmp(direction, "directed") != 0)
        blame(p, line,
              "edgedefault is '%s', not directed: who owes whom is not said",
              direction ? direction : "");
}

static void keep_text(ctg__text *to, const char *text)
{
    ctg__text_reset(to);
    ctg__text_add(to, text ? text : "");
}

static void open_node(parsing *p, const ctg__xml_attribute *attributes,
                      size_t count, size_t line)
{
    const char *const id = ctg__graphml_find(attributes, count, "id");

    ctg__elements_open(&p->elements, CTG_NODES, line);
    ctg__text_reset(&p->label);
    p->serial++;
    p->bad_row = !id || !*id;
    if (p->bad_row)
        blame(p, line, "a node without an id");
    keep_text(&p->id, id);
    ctg__graphml_check_tag(&p->elements, attributes, count, line, CTG_NODES);
}

static void open_edge(parsing *p, const ctg__xml_attribute *attributes,
                      size_t count, size_t line)
{
    const char *const id = ctg__graphml_find(attributes, count, "id");
    const char *const from = ctg__graphml_find(attributes, count, "source");
    const char *const to = ctg__graphml_find(attributes, count, "target");
    const char *const directed =
        ctg__graphml_find(attributes, count, "directed");

    ctg__elements_open(&p->elements, CTG_EXPOSURES, line);
    p->serial++;
    if (directed && strcmp(directed, "true") != 0 && strcmp(directed, "1") != 0)
        blame(p, line, "edge '%s' is not directed: who owes whom is not said",
              id ? id : "");
    p->bad_row = !from || !to || !*from || !*to;
    if (p->bad_row)
        blame(p, line, "edge '%s' without a source or a target", id ? id : "");
    keep_text(&p->id, id);
    keep_text(&p->from, from);
    keep_text(&p->to, to);
    ctg__graphml_check_tag(&p->elements, attributes, count, line,
                           CTG_EXPOSURES);
}

/* Data of a key that is declared for what it stands in. */
static void open_data(parsing *p, const ctg__xml_attribute *attributes,
                      size_t count, size_t line)
{
    const char *const id = ctg__graphml_find(attributes, count, "key");
    const place owner = p->stack[p->depth - 1];
    const ctg__graphml_of in = owner == NODE   ? CTG__OF_NODES
                               : owner == EDGE ? CTG__OF_EDGES
                                               : CTG__OF_GRAPH;

    p->current_key = NULL;
    if (owner == ROOT)
        return;
    if (!id || !ctg__graphml_key_declared(&p->keys, id)) {
        blame(p, line, "data of key '%s', which is not declared", id ? id : "");
        return;
    }
    p->current_key = ctg__graphml_key_find(&p->keys, id, in);
    if (!p->current_key)
        blame(p, line, "data of key '%s', which is not declared for %ss", id,
              ctg__graphml_domain(in));
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
        {"data", GRAPH, DATA},      {"data", ROOT, DATA},
    };
    const place inside = p->stack[p->depth];

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].inside == inside && strcmp(known[i].name, name) == 0)
            return known[i].place;
    return OTHER;
}

/*
 * What is drawn on a node: yEd has <NodeLabel>text</NodeLabel>, yFiles has
 * <Label Text="text"> or <Label><Label.Text>text</Label.Text></Label>. Of
 * several the first that says anything.
 */
static void open_drawn(parsing *p, const char *name,
                       const ctg__xml_attribute *attributes, size_t count)
{
    const char *const text = strcmp(name, "Label") == 0
                                 ? ctg__graphml_find(attributes, count, "Text")
                                 : NULL;

    if (p->label.length || p->elements.fields.table != CTG_NODES)
        return;
    if (text)
        ctg__text_add(&p->label, text);
    if (strcmp(name, "NodeLabel") == 0 || strcmp(name, "Label.Text") == 0)
        p->label_depth = p->depth;
}

static void open_other(parsing *p, place inside, const char *name,
                       const ctg__xml_attribute *attributes, size_t count,
                       size_t line)
{
    p->data_nested = p->data_nested || inside == DATA;
    if (inside == OUTSIDE)
        blame(p, line, "element '%s', not graphml", name);
    else if (strcmp(name, "hyperedge") == 0 ||
             (strcmp(name, "graph") == 0 && inside != OTHER && inside != DATA))
        blame(p, line, "a %s inside a graph is not taken", name);
    else if (inside == NODE || inside == EDGE || inside == GRAPH ||
             inside == ROOT)
        ctg__left_out_add(&p->elements.left_out, name, strlen(name),
                          "an element", 1);
    else if (p->data_nested)
        open_drawn(p, name, attributes, count);
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
    if (now != OTHER)
        ctg__text_reset(&p->data);
    switch (now) {
    case KEY:
        status = ctg__graphml_key_open(&p->keys, &p->elements, attributes,
                                       count, line, error);
        break;
    case GRAPH:
        open_graph(p, attributes, count, line);
        break;
    case NODE:
        open_node(p, attributes, count, line);
        break;
    case EDGE:
        open_edge(p, attributes, count, line);
        break;
    case DATA:
        p->data_nested = false;
        open_data(p, attributes, count, line);
        break;
    case OTHER:
        open_other(p, inside, name, attributes, count, line);
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
    else if (p->label_depth && p->depth == p->label_depth)
        ctg__text_add_bytes(&p->label, bytes, length);
    return p->data.failed || p->label.failed ? ctg__fail_memory(error) : CTG_OK;
}

/*
 * A text without the blanks around it, which for a string may be meant: then as
 * it is.
 */
static char *trimmed(ctg__text *of, bool as_is)
{
    static const char blanks[] = " \t\r\n";
    static char nothing[1];
    char *start = of->length ? of->bytes : nothing;
    size_t length;

    if (as_is || !of->length)
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
    const size_t field = ctg__about_find(name);

    if (field != SIZE_MAX)
        return ctg__graph_set_about(p->elements.graph, field, value, error);
    ctg__left_out_add(&p->elements.left_out, name, strlen(name), "of the graph",
                      *value != '\0');
    return CTG_OK;
}

static ctg_status close_data(parsing *p, ctg_error *error)
{
    ctg__graphml_key *const k = p->current_key;
    const place owner = p->stack[p->depth - 1];
    const char *value = trimmed(&p->data, k && k->text);
    ctg__left_out *const left = &p->elements.left_out;

    if (owner == ROOT)
        ctg__left_out_add(left, "data", 4, "of the file",
                          p->data_nested || *value);
    if (!k)
        return CTG_OK;
    k->seen = p->serial;
    if (k->drawing) {
        ctg__left_out_add(left, k->name, strlen(k->name), "drawing",
                          p->data_nested || *value);
        return CTG_OK;
    }
    if (owner == GRAPH && !p->data_nested)
        return set_about(p, k->name, value, error);
    if (owner == GRAPH) {
        ctg__left_out_add(left, k->name, strlen(k->name), "of the graph", 1);
        return CTG_OK;
    }
    if (p->data_nested)
        return ctg__elements_nested(&p->elements, k->name, strlen(k->name),
                                    error);
    return ctg__elements_field(&p->elements, k->name, strlen(k->name), value,
                               strlen(value), error);
}

/* What has no data of a key with a default has the default. */
static ctg_status add_defaults(parsing *p, ctg__graphml_of in, ctg_error *error)
{
    const ctg__graphml_key *k;
    ctg_status status = CTG_OK;

    /* Refused already: no time for keys, times elements. */
    for (size_t i = 0; !status && !p->elements.too_many &&
                       (k = ctg__graphml_key_default(&p->keys, in, i)) != NULL;
         i++)
        if (k->seen != p->serial && !k->drawing)
            status =
                ctg__elements_field(&p->elements, k->name, strlen(k->name),
                                    k->standard, strlen(k->standard), error);
    return status;
}

static ctg_status close_node(parsing *p, ctg_error *error)
{
    const char *const drawn = trimmed(&p->label, false);
    ctg_status status = add_defaults(p, CTG__OF_NODES, error);

    if (p->bad_row)
        return status;
    if (!status)
        status = ctg__elements_own_id(&p->elements, p->id.bytes, p->id.length,
                                      error);
    if (!status && *drawn && !ctg__elements_has_name(&p->elements)) {
        p->drawn_names++;
        status = ctg__elements_field(&p->elements, "name", 4, drawn,
                                     strlen(drawn), error);
    }
    return status ? status
                  : ctg__elements_node(&p->elements, p->id.bytes, p->id.length,
                                       p->id.bytes, p->id.length, error);
}

static ctg_status close_edge(parsing *p, ctg_error *error)
{
    const ctg_status status = add_defaults(p, CTG__OF_EDGES, error);

    return status || p->bad_row
               ? status
               : ctg__elements_edge(&p->elements, p->from.bytes, p->from.length,
                                    p->to.bytes, p->to.length,
                                    ctg__text_string(&p->id), error);
}

static ctg_status end(void *context, const char *name, size_t line,
                      ctg_error *error)
{
    parsing *const p = context;
    const place now = p->stack[p->depth];
    ctg_status status = CTG_OK;

    (void)name;
    (void)line;
    if (now == DATA)
        status = close_data(p, error);
    else if (now == DEFAULT && ctg__graphml_key_now(&p->keys))
        status = ctg__graphml_key_set_default(
            &p->keys, trimmed(&p->data, ctg__graphml_key_now(&p->keys)->text),
            error);
    else if (now == NODE)
        status = close_node(p, error);
    else if (now == EDGE)
        status = close_edge(p, error);
    if (p->label_depth == p->depth)
        p->label_depth = 0;
    p->depth--;
    if (p->id.failed || p->from.failed || p->to.failed)
        status = ctg__fail_memory(error);
    return status;
}

static ctg_status finish(parsing *p, ctg_error *error)
{
    ctg__input *const input = p->elements.input;

    if (!p->graph_count)
        blame(p, 0, "no graph");
    if (p->drawn_names)
        ctg__problem_add(p->elements.problems, CTG_NOTE, input->shown,
                         "names are what is drawn on nodes (%zu)",
                         p->drawn_names);
    return ctg__elements_end(&p->elements, error);
}

static void clear(parsing *p)
{
    ctg__text *const texts[] = {&p->id, &p->from, &p->to, &p->data, &p->label};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ctg__text_clear(texts[i]);
    ctg__graphml_keys_clear(&p->keys);
    ctg__elements_clear(&p->elements);
}

ctg_status ctg__graphml_read(ctg__input *input, ctg_graph *graph,
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
    ctg__xml_fault fault = {0};
    ctg_status status =
        ctg__elements_begin(&p.elements, input, graph, problems, error);

    if (!status)
        status = ctg__xml_parse(input->content.bytes, input->content.length,
                                &events, &p, &fault, error);
    if (!status && fault.line)
        blame(&p, fault.line, "%s", fault.message);
    else if (!status)
        status = finish(&p, error);
    clear(&p);
    return status;
}

/* GML, read: one pass over the text, keys in any order. */
#include "read/gml_read.h"

#include <stdint.h>
#include <string.h>

#include "base/message.h"
#include "read/elements.h"
#include "read/gml_text.h"
#include "read/references.h"

/* What a list is: decides what its keys mean. */
typedef enum role { FILE_, GRAPH, NODE, EDGE, OTHER } role;

/* The keys by which nodes are told apart and edges say whom they join. */
typedef enum own_key { ID, LABEL, SOURCE, TARGET, OWN_KEYS } own_key;

static const char *const own_keys[OWN_KEYS] = {"id", "label", "source",
                                               "target"};

typedef struct own {
    bool there;
    bool quoted;
    ctg__text text; /* decoded, as written */
} own;

typedef struct gml {
    ctg__elements elements;
    ctg__gml_text text;
    size_t graphs;
    size_t graph_line;
    bool directed;
    bool direction_said;
    bool broken; /* read no further */
    own own[OWN_KEYS];
    ctg__text value;
    ctg_error *error;
    ctg_status status;
} gml;

static bool broken(const gml *g)
{
    return g->broken || g->text.fault;
}

static void keep(gml *g, ctg_status status)
{
    if (!status)
        return;
    g->status = status;
    g->broken = true;
}

/* A string or a number, decoded into g->value; false where it is neither. */
static bool take_text(gml *g, ctg__gml_span key, bool *quoted)
{
    ctg__gml_span found;

    ctg__text_reset(&g->value);
    *quoted = *g->text.at == '"';
    if (*quoted) {
        found = ctg__gml_string(&g->text);
        ctg__text_add_decoded(&g->value, found.text, found.length);
    } else {
        found = ctg__gml_word(&g->text);
        if (!ctg__gml_is_number(found)) {
            ctg__elements_blame(&g->elements, g->text.line,
                                "%.*s is '%.*s', not a number",
                                ctg__message_bytes(key.length), key.text,
                                ctg__message_bytes(found.length), found.text);
            return false;
        }
        ctg__text_add_bytes(&g->value, found.text, found.length);
    }
    if (g->value.failed)
        keep(g, ctg__fail_memory(g->error));
    return !broken(g);
}

static const char *name_of(role what)
{
    return what == NODE ? "a node" : "an edge";
}

static void take_own(gml *g, role inside, own_key which, ctg__gml_span key)
{
    own *const at = &g->own[which];
    bool quoted;

    if (*g->text.at == '[') {
        ctg__elements_blame(&g->elements, g->text.line,
                            "%s is a list, not a value", own_keys[which]);
        g->text.at++;
        ctg__gml_skip_list(&g->text);
        at->there = true;
        return;
    }
    if (!take_text(g, key, &quoted))
        return;
    if (at->there)
        ctg__elements_blame(&g->elements, g->text.line, "%s with '%s' twice",
                            name_of(inside), own_keys[which]);
    at->there = true;
    at->quoted = quoted;
    ctg__text_reset(&at->text);
    ctg__text_add_bytes(&at->text, g->value.bytes ? g->value.bytes : "",
                        g->value.length);
    if (at->text.failed)
        keep(g, ctg__fail_memory(g->error));
}

/* A node's label is its name, unless --map makes it something else. */
static bool is_own(gml *g, own_key which, ctg__gml_span key)
{
    const char *mapped;
    size_t length;

    if (!ctg__gml_is(key, own_keys[which]))
        return false;
    if (which != LABEL)
        return true;
    mapped =
        ctg__map_name(&g->elements.input->map, key.text, key.length, &length);
    return ctg__gml_is((ctg__gml_span){mapped, length}, "label") ||
           ctg__gml_is((ctg__gml_span){mapped, length}, "id");
}

/* An attribute of a node or an edge. */
static void take_attribute(gml *g, role inside, ctg__gml_span key)
{
    bool quoted;

    if (*g->text.at == '[') {
        if (ctg__gml_is(key, "graph"))
            ctg__elements_blame(&g->elements, g->text.line,
                                "a graph inside %s is not taken",
                                name_of(inside));
        g->text.at++;
        ctg__gml_skip_list(&g->text);
        keep(g, ctg__elements_nested(&g->elements, key.text, key.length,
                                     g->error));
    } else if (take_text(g, key, &quoted)) {
        if (inside == EDGE && ctg__gml_is(key, "directed") &&
            strcmp(ctg__text_string(&g->value), "0") == 0)
            ctg__elements_blame(&g->elements, g->text.line,
                                "an edge that is not directed: who owes whom "
                                "is not said");
        keep(g, ctg__elements_field(&g->elements, key.text, key.length,
                                    ctg__text_string(&g->value),
                                    g->value.length, g->error));
    }
}

/* What is said of the graph or the file as a whole. */
static void take_about(gml *g, role inside, ctg__gml_span key)
{
    static const char *const vain[] = {"Creator",    "creator",    "Version",
                                       "version",    "comment",    "id",
                                       "multigraph", "hierarchic", NULL};
    const bool direction = inside == GRAPH && ctg__gml_is(key, "directed");
    bool quoted;

    if (*g->text.at == '[') {
        g->text.at++;
        ctg__gml_skip_list(&g->text);
        ctg__left_out_add(&g->elements.left_out, key.text, key.length,
                          inside == GRAPH ? "of the graph" : "of the file", 1);
        return;
    }
    if (!take_text(g, key, &quoted))
        return;
    if (direction) {
        const bool directed = strcmp(ctg__text_string(&g->value), "1") == 0;

        if (g->direction_said && directed != g->directed)
            ctg__elements_blame(&g->elements, g->text.line,
                                "the graph is directed and is not");
        g->direction_said = true;
        g->directed = directed;
        g->graph_line = g->text.line;
        return;
    }
    for (size_t i = 0; vain[i]; i++)
        if (ctg__gml_is(key, vain[i]))
            return;
    ctg__left_out_add(&g->elements.left_out, key.text, key.length,
                      inside == GRAPH ? "of the graph" : "of the file",
                      g->value.length > 0);
}

/*
 * How nodes are called: whole numbers by their value, so that 007 is 7, and
 * strings by what they say.
 */
static bool call_of(gml *g, own_key which, ctg__gml_span *called)
{
    const own *const at = &g->own[which];
    const char *text = ctg__text_string(&at->text);
    size_t digits;

    *called = (ctg__gml_span){text, at->text.length};
    if (at->quoted)
        return true;
    digits = strspn(text + (*text == '-' || *text == '+'), "0123456789");
    if (!digits || digits + (*text == '-' || *text == '+') != at->text.length) {
        ctg__elements_blame(&g->elements, g->elements.line,
                            "%s is '%s', not a whole number", own_keys[which],
                            text);
        return false;
    }
    text += *text == '+';
    if (*text == '-' && strspn(text + 1, "0") == strlen(text + 1))
        text++;
    if (*text != '-')
        while (*text == '0' && text[1])
            text++;
    *called = (ctg__gml_span){text, strlen(text)};
    return true;
}

static bool has(gml *g, role what, own_key which)
{
    if (g->own[which].there && g->own[which].text.length)
        return true;
    ctg__elements_blame(&g->elements, g->elements.line, "%s without %s",
                        name_of(what), own_keys[which]);
    return false;
}

static void close_node(gml *g)
{
    const own *const label = &g->own[LABEL];
    const bool labelled = label->there && label->text.length;
    const own *const named = labelled ? label : &g->own[ID];
    ctg__gml_span called;

    if (!has(g, NODE, ID) || !call_of(g, ID, &called))
        return;
    keep(g, ctg__elements_own_id(&g->elements, g->own[ID].text.bytes,
                                 g->own[ID].text.length, g->error));
    /* Not its id: then it is an attribute like others. */
    if (!g->status && labelled && ctg__elements_names_itself(&g->elements))
        keep(g, ctg__elements_field(&g->elements, "label", 5, label->text.bytes,
                                    label->text.length, g->error));
    if (!g->status)
        keep(g, ctg__elements_node(&g->elements, called.text, called.length,
                                   named->text.bytes, named->text.length,
                                   g->error));
}

static void close_edge(gml *g)
{
    const bool from_there = has(g, EDGE, SOURCE);
    const bool to_there = has(g, EDGE, TARGET);
    ctg__gml_span from;
    ctg__gml_span to;

    if (from_there && to_there && call_of(g, SOURCE, &from) &&
        call_of(g, TARGET, &to))
        keep(g, ctg__elements_edge(&g->elements, from.text, from.length,
                                   to.text, to.length, "", g->error));
}

static void take_list(gml *g, role what);

static role role_of(role inside, ctg__gml_span key)
{
    if (inside == FILE_ && ctg__gml_is(key, "graph"))
        return GRAPH;
    if (inside == GRAPH && ctg__gml_is(key, "node"))
        return NODE;
    if (inside == GRAPH && ctg__gml_is(key, "edge"))
        return EDGE;
    return OTHER;
}

/* A node or an edge, whose bracket was taken. */
static void take_element(gml *g, role what)
{
    for (size_t i = 0; i < OWN_KEYS; i++) {
        g->own[i].there = false;
        ctg__text_reset(&g->own[i].text);
    }
    ctg__elements_open(&g->elements, what == NODE ? CTG_NODES : CTG_EXPOSURES,
                       g->text.line);
    take_list(g, what);
    if (!broken(g) && what == NODE)
        close_node(g);
    else if (!broken(g))
        close_edge(g);
}

static void take_graph(gml *g)
{
    if (g->graphs++) {
        ctg__elements_blame(&g->elements, g->text.line, "a second graph");
        ctg__gml_skip_list(&g->text);
        return;
    }
    g->graph_line = g->text.line;
    take_list(g, GRAPH);
}

static void take_value(gml *g, role inside, ctg__gml_span key)
{
    const role what = role_of(inside, key);

    if (!ctg__gml_skip_blank(&g->text)) {
        ctg__gml_fail(&g->text, "a key without a value");
        return;
    }
    if (what != OTHER) {
        if (*g->text.at++ != '[') {
            ctg__elements_blame(&g->elements, g->text.line,
                                "%.*s is not a list", (int)key.length,
                                key.text);
            g->broken = true;
        } else if (what == GRAPH) {
            take_graph(g);
        } else {
            take_element(g, what);
        }
        return;
    }
    if (inside != NODE && inside != EDGE) {
        take_about(g, inside, key);
        return;
    }
    for (size_t i = inside == NODE ? ID : SOURCE;
         i <= (inside == NODE ? LABEL : TARGET); i++)
        if (is_own(g, (own_key)i, key)) {
            take_own(g, inside, (own_key)i, key);
            return;
        }
    take_attribute(g, inside, key);
}

/* Keys and values up to the bracket, or to the end of the file. */
static void take_list(gml *g, role what)
{
    while (!broken(g)) {
        ctg__gml_span key;

        if (!ctg__gml_skip_blank(&g->text)) {
            if (what != FILE_)
                ctg__gml_fail(&g->text, "a list without its end");
            return;
        }
        if (what != FILE_ && *g->text.at == ']') {
            g->text.at++;
            return;
        }
        if (ctg__gml_key(&g->text, &key))
            take_value(g, what, key);
        else
            ctg__gml_fail(&g->text, "not GML: a key is due");
    }
}

static void finish(gml *g)
{
    if (g->text.fault && !g->status)
        ctg__elements_blame(&g->elements, g->text.line, "%s", g->text.fault);
    else if (!broken(g) && !g->graphs)
        ctg__elements_blame(&g->elements, 0, "no graph");
    else if (!broken(g) && !g->directed)
        ctg__elements_blame(&g->elements, g->graph_line,
                            "not a directed graph: who owes whom is not said");
    else if (!broken(g))
        g->status = ctg__elements_end(&g->elements, g->error);
}

ctg_status ctg__gml_read(ctg__input *input, ctg_graph *graph,
                         ctg_problems *problems, ctg_error *error)
{
    gml g = {.text = {.line = 1}, .error = error};
    size_t length;

    g.status = ctg__elements_begin(&g.elements, input, graph, problems, error);
    g.elements.strict = true;
    if (!g.status && ctg__elements_text(&g.elements, &g.text.at, &length)) {
        g.text.end = g.text.at + length;
        take_list(&g, FILE_);
        finish(&g);
    }
    for (size_t i = 0; i < OWN_KEYS; i++)
        ctg__text_clear(&g.own[i].text);
    ctg__text_clear(&g.value);
    ctg__elements_clear(&g.elements);
    return g.status;
}

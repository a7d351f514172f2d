#include "draw/dot_write.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "text/words.h"

typedef struct writer {
    const ctg__diagram *diagram;
    ctg__text *text;
    const ctg__attribute **list; /* of one thing, by name */
    size_t room;
    size_t count;
    bool stopped; /* by the caller */
} writer;

/*
 * In a quoted string only \" is an escape of the file; all other backslashes
 * belong to the value, which expands them later. So a quote is escaped, and a
 * run of backslashes before one (or before the end) made even.
 */
static void add_quoted(ctg__text *text, const char *value)
{
    size_t backslashes = 0;

    ctg__text_add_char(text, '"');
    for (; *value; value++) {
        if (*value == '"') {
            if (backslashes % 2)
                ctg__text_add_char(text, '\\');
            ctg__text_add_char(text, '\\');
        }
        backslashes = *value == '\\' ? backslashes + 1 : 0;
        ctg__text_add_char(text, *value);
    }
    if (backslashes % 2)
        ctg__text_add_char(text, '\\');
    ctg__text_add_char(text, '"');
}

static void add_value(ctg__text *text, const ctg__attribute *attribute)
{
    ctg__text_add(text, attribute->name);
    ctg__text_add_char(text, '=');
    if (attribute->html) {
        ctg__text_add_char(text, '<');
        ctg__text_add(text, attribute->value);
        ctg__text_add_char(text, '>');
    } else {
        add_quoted(text, attribute->value);
    }
}

/* --- lists of attributes ---------------------------------------------------
 */

/* Puts one where it belongs in the list, unless its name is there. */
static void insert(writer *w, const ctg__attribute *attribute)
{
    size_t at = w->count;
    const ctg__attribute **grown;

    while (at > 0 && strcmp(w->list[at - 1]->name, attribute->name) > 0)
        at--;
    if (at > 0 && strcmp(w->list[at - 1]->name, attribute->name) == 0)
        return;
    grown = ctg__grow_array(w->list, w->count, &w->room, 32, sizeof *grown);
    if (!grown) {
        w->text->failed = true;
        return;
    }
    w->list = grown;
    memmove(&grown[at + 1], &grown[at], (w->count - at) * sizeof *grown);
    grown[at] = attribute;
    w->count++;
}

static void insert_all(writer *w, const ctg__attributes *attributes)
{
    for (const ctg__attribute *at = attributes->first; at; at = at->next)
        insert(w, at);
}

/* What of these differs from the defaults. */
static void list(writer *w, const ctg__attributes *attributes,
                 const ctg__attributes *defaults)
{
    size_t kept = 0;

    w->count = 0;
    insert_all(w, attributes);
    for (size_t i = 0; i < w->count; i++) {
        const char *const usual = ctg__diagram_get(defaults, w->list[i]->name);

        if (strcmp(w->list[i]->value, usual ? usual : "") != 0)
            w->list[kept++] = w->list[i];
    }
    w->count = kept;
}

/* The list between two texts; nothing if it is empty. */
static void add_list(writer *w, const char *before, const char *after)
{
    for (size_t i = 0; i < w->count; i++) {
        ctg__text_add(w->text, i ? " " : before);
        add_value(w->text, w->list[i]);
    }
    if (w->count)
        ctg__text_add(w->text, after);
}

/* --- statements ------------------------------------------------------------
 */

static void add_head(writer *w)
{
    static const ctg__attributes none;

    ctg__text_add(w->text, "digraph ");
    add_quoted(w->text, w->diagram->name);
    ctg__text_add(w->text, " {");
    list(w, &w->diagram->graph, &none);
    add_list(w, "\n  graph [", "];");
    ctg__text_add(w->text, "\n");
}

static void add_node_defaults(writer *w)
{
    w->count = 0;
    insert_all(w, &w->diagram->node_defaults);
    add_list(w, "  node [", "];\n");
}

/*
 * All attributes of edges are declared, also with nothing, by name: dot 2.43
 * copies edges within a rank by position and mixes up their attributes unless
 * they are declared in that order.
 */
static void add_edge_defaults(writer *w)
{
    const ctg__attributes *const defaults = &w->diagram->edge_defaults;

    w->count = 0;
    insert_all(w, defaults);
    for (size_t i = 0; i < w->diagram->edge_count; i++)
        insert_all(w, &w->diagram->edges[i].attributes);
    for (size_t i = 0; i < w->count; i++) {
        const char *const name = w->list[i]->name;
        const char *const value = ctg__diagram_get(defaults, name);
        const ctg__attribute declared = {.name = name,
                                         .value = value ? value : ""};

        ctg__text_add(w->text, i ? " " : "  edge [");
        add_value(w->text, &declared);
    }
    if (w->count)
        ctg__text_add(w->text, "];\n");
}

/* Whoever waits may have enough of it. */
static bool goes_on(writer *w, size_t done)
{
    const ctg__diagram *const diagram = w->diagram;

    if (done % 64 == 0 && diagram->progress &&
        !diagram->progress(diagram->progress_context, 0, 0))
        w->stopped = true;
    return !w->stopped;
}

/* The nodes of a set. */
static void add_nodes(writer *w, size_t set, const char *indent)
{
    for (size_t i = 0; i < w->diagram->node_count && goes_on(w, i); i++) {
        const ctg__diagram_node *const node = &w->diagram->nodes[i];

        if (node->set != set)
            continue;
        ctg__text_add(w->text, indent);
        ctg__text_add(w->text, node->name);
        list(w, &node->attributes, &w->diagram->node_defaults);
        add_list(w, " [", "]");
        ctg__text_add(w->text, ";\n");
    }
}

static void add_set(writer *w, size_t index)
{
    const ctg__diagram_set *const set = &w->diagram->sets[index];

    if (set->name)
        ctg__text_print(w->text, "  subgraph %s {\n", set->name);
    else
        ctg__text_add(w->text, "  {\n");
    for (const ctg__attribute *at = set->attributes.first; at; at = at->next) {
        ctg__text_add(w->text, "    ");
        add_value(w->text, at);
        ctg__text_add(w->text, ";\n");
    }
    add_nodes(w, index, "    ");
    ctg__text_add(w->text, "  }\n");
}

static void add_edges(writer *w)
{
    const ctg__diagram *const diagram = w->diagram;

    for (size_t i = 0; i < diagram->edge_count && goes_on(w, i); i++) {
        const ctg__diagram_edge *const edge = &diagram->edges[i];

        ctg__text_add(w->text, "  ");
        ctg__text_add(w->text, diagram->nodes[edge->tail].name);
        ctg__text_add(w->text, " -> ");
        ctg__text_add(w->text, diagram->nodes[edge->head].name);
        list(w, &edge->attributes, &diagram->edge_defaults);
        add_list(w, " [", "]");
        ctg__text_add(w->text, ";\n");
    }
}

static void add_all(writer *w)
{
    add_head(w);
    add_node_defaults(w);
    add_edge_defaults(w);
    for (size_t i = 0; i < w->diagram->set_count && !w->stopped; i++)
        add_set(w, i);
    add_nodes(w, SIZE_MAX, "  ");
    add_edges(w);
    ctg__text_add(w->text, "}\n");
}

/* Two nodes of one name would become one. */
static ctg_status check_names(const ctg__diagram *diagram, ctg_error *error)
{
    ctg__words *const names = ctg__words_new();
    ctg_status status = names ? CTG_OK : ctg__fail_memory(error);

    for (size_t i = 0; i < diagram->node_count && !status; i++) {
        const char *const name = diagram->nodes[i].name;
        const ctg_word word = ctg__words_add(names, name, strlen(name));

        if (word == CTG__NO_WORD)
            status = ctg__fail_memory(error);
        else if (word <= i)
            status = ctg__fail(error, CTG_INTERNAL,
                               "two nodes of the picture are called %s", name);
    }
    ctg__words_free(names);
    return status;
}

ctg_status ctg__dot_write(const ctg__diagram *diagram, ctg__text *text,
                          ctg_error *error)
{
    writer w = {.diagram = diagram, .text = text};
    ctg_status status;

    if (diagram->failed)
        return ctg__fail_memory(error);
    status = check_names(diagram, error);
    if (status)
        return status;
    add_all(&w);
    ctg__release(w.list);
    if (w.stopped)
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    return text->failed ? ctg__fail_memory(error) : CTG_OK;
}

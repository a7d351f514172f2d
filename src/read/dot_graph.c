#include "read/dot_graph.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "read/column_name.h"
#include "read/map.h"

enum {
    MOST_NAMES = 1024,     /* of attributes of nodes, and of edges */
    MOST_COPIES = 20000000 /* values that are not in the file themselves */
};

struct ctg__dot_value {
    ctg__dot_value *next;
    ctg_word name;
    bool given; /* to the element itself, not by a default */
    size_t line;
    size_t length;
    const char *text;
};

struct ctg__dot_node {
    size_t line;
    bool declared; /* the line is that of its attributes */
    ctg__dot_value *values;
};

struct ctg__dot_edge {
    uint32_t tail;
    uint32_t head;
    size_t line;
    ctg__dot_value *values;
};

typedef struct ctg__dot_name {
    bool needed;
    ctg__dot_value *standard; /* the default now; NULL: none */
} dot_name;

static void fail_memory(ctg__dot_graph *g)
{
    g->status = ctg__fail_memory(g->error);
}

static bool done(const ctg__dot_graph *g)
{
    return g->status || g->stopped;
}

/* False, and said, when the file asks for more than is made of it. */
static bool may_copy(ctg__dot_graph *g, size_t line)
{
    if (++g->copies <= MOST_COPIES)
        return true;
    if (!g->stopped)
        ctg__elements_blame(g->elements, line,
                            "defaults and chains of edges stand for more than "
                            "%d values",
                            MOST_COPIES);
    g->stopped = true;
    return false;
}

static ctg__dot_value *make_value(ctg__dot_graph *g, ctg_word name,
                                  const ctg__dot_given *given)
{
    ctg__dot_value *const made = ctg__arena_take(&g->arena, 1, sizeof *made);
    char *const text = ctg__arena_take(&g->arena, given->length + 1, 1);

    if (!made || !text) {
        fail_memory(g);
        return NULL;
    }
    if (given->length)
        memcpy(text, given->text, given->length);
    *made = (ctg__dot_value){.name = name,
                             .given = true,
                             .line = given->line,
                             .length = given->length,
                             .text = text};
    return made;
}

/* An element's own copy of each default. */
static ctg__dot_value *copy_defaults(ctg__dot_graph *g, ctg_table table,
                                     size_t line)
{
    const ctg__dot_names *const names = &g->names[table];
    ctg__dot_value *first = NULL;

    for (const ctg__dot_value *at = g->defaults[table]; at; at = at->next) {
        const ctg__dot_value *const now = names->items[at->name].standard;
        ctg__dot_value *made;

        if (!now || !may_copy(g, line))
            continue;
        if (!TAKE(&g->arena, made, 1)) {
            fail_memory(g);
            return NULL;
        }
        *made = *now;
        made->given = false;
        made->next = first;
        first = made;
    }
    return first;
}

size_t ctg__dot_graph_node(ctg__dot_graph *g, const char *id, size_t length,
                           size_t line)
{
    ctg__dot_node *grown;
    ctg_word word;

    if (done(g))
        return 0;
    if (!g->ids)
        g->ids = ctg__words_new();
    word = g->ids ? ctg__words_add(g->ids, id, length) : CTG__NO_WORD;
    grown = ctg__grow_array(g->nodes, g->node_count, &g->node_room, 64,
                            sizeof *grown);
    if (grown)
        g->nodes = grown;
    if (word == CTG__NO_WORD || !grown) {
        fail_memory(g);
        return 0;
    }
    if (!word) {
        ctg__elements_blame(g->elements, line, "a node without a name");
        g->stopped = true;
        return 0;
    }
    if (word > g->node_count) {
        g->nodes[g->node_count++] = (ctg__dot_node){
            .line = line, .values = copy_defaults(g, CTG_NODES, line)};
    }
    return word - 1;
}

size_t ctg__dot_graph_edge(ctg__dot_graph *g, size_t tail, size_t head,
                           size_t line)
{
    ctg__dot_edge *grown;

    if (done(g))
        return 0;
    grown = ctg__grow_array(g->edges, g->edge_count, &g->edge_room, 64,
                            sizeof *grown);
    if (!grown) {
        fail_memory(g);
        return 0;
    }
    g->edges = grown;
    grown[g->edge_count++] =
        (ctg__dot_edge){.tail = (uint32_t)tail,
                        .head = (uint32_t)head,
                        .line = line,
                        .values = copy_defaults(g, CTG_EXPOSURES, line)};
    return g->edge_count - 1;
}

/* The number of an attribute's name, 0 when it has none or there are too many
 * or on a failure. */
static ctg_word name_of(ctg__dot_graph *g, ctg_table table,
                        const ctg__dot_given *given)
{
    ctg__dot_names *const names = &g->names[table];
    size_t before;
    ctg_word word;
    const char *mapped;
    size_t length;
    ctg_error fault; /* said when it is handed over */

    if (!names->words)
        names->words = ctg__words_new();
    before = names->words ? ctg__words_count(names->words) : 0;
    word = names->words
               ? ctg__words_add(names->words, given->name, given->name_length)
               : CTG__NO_WORD;
    if (word == CTG__NO_WORD) {
        fail_memory(g);
        return 0;
    }
    if (word < before)
        return word;
    if (word > MOST_NAMES) {
        ctg__elements_blame(g->elements, given->line,
                            "more than %d attributes of %s by different names",
                            MOST_NAMES, ctg_table_name(table));
        g->stopped = true;
        return 0;
    }
    while (word >= names->room) {
        dot_name *const grown =
            ctg__double_array(names->items, &names->room, 16, sizeof *grown);

        if (!grown) {
            fail_memory(g);
            return 0;
        }
        names->items = grown;
    }
    (void)ctg__attribute_name(&g->elements->input->map, table, given->name,
                              given->name_length, &mapped, &length, &fault);
    names->items[word] =
        (dot_name){.needed = ctg__fields_is_needed(table, mapped, length)};
    return word;
}

static void blame_second(ctg__dot_graph *g, const ctg__dot_given *given,
                         const ctg__dot_value *before)
{
    ctg__elements_blame(g->elements, given->line,
                        "'%.*s' is '%.*s' and, at line %zu, '%s'",
                        ctg__message_bytes(given->name_length), given->name,
                        ctg__message_bytes(given->length), given->text,
                        before->line, before->text);
}

void ctg__dot_graph_set(ctg__dot_graph *g, ctg_table table, size_t index,
                        const ctg__dot_given *given)
{
    ctg__dot_value **at;
    ctg__dot_value *made;
    ctg_word name;

    if (done(g))
        return;
    if (!given->name_length) {
        ctg__left_out_add(&g->elements->left_out, "", 0, "without a name", 1);
        return;
    }
    name = name_of(g, table, given);
    made = name ? make_value(g, name, given) : NULL;
    if (!made)
        return;
    if (table == CTG_NODES && !g->nodes[index].declared) {
        g->nodes[index].declared = true;
        g->nodes[index].line = given->line;
    }
    at = table == CTG_NODES ? &g->nodes[index].values : &g->edges[index].values;
    while (*at && (*at)->name != name)
        at = &(*at)->next;
    if (*at) {
        if ((*at)->given && g->names[table].items[name].needed &&
            ((*at)->length != given->length ||
             memcmp((*at)->text, made->text, given->length) != 0))
            blame_second(g, given, *at);
        made->next = (*at)->next;
    }
    *at = made;
}

void ctg__dot_graph_set_edges(ctg__dot_graph *g, size_t first,
                              const ctg__dot_given *given)
{
    for (size_t i = first; i < g->edge_count && !done(g); i++)
        if (i == first || may_copy(g, given->line))
            ctg__dot_graph_set(g, CTG_EXPOSURES, i, given);
}

void ctg__dot_graph_default(ctg__dot_graph *g, ctg_table table,
                            const ctg__dot_given *given)
{
    const ctg_word name =
        done(g) || !given->name_length ? 0 : name_of(g, table, given);
    ctg__dot_change *grown;
    dot_name *item;
    ctg__dot_value *made = name ? make_value(g, name, given) : NULL;
    ctg__dot_value *listed = made ? make_value(g, name, given) : NULL;

    if (!listed)
        return;
    grown = ctg__grow_array(g->changes, g->change_count, &g->change_room, 16,
                            sizeof *grown);
    if (!grown) {
        fail_memory(g);
        return;
    }
    g->changes = grown;
    item = &g->names[table].items[name];
    grown[g->change_count++] = (ctg__dot_change){table, name, item->standard};
    for (ctg__dot_value *at = g->defaults[table]; at; at = at->next)
        if (at->name == name)
            listed = NULL;
    if (listed) {
        listed->next = g->defaults[table];
        g->defaults[table] = listed;
    }
    item->standard = made;
}

void ctg__dot_graph_undo(ctg__dot_graph *g, size_t changes)
{
    while (g->change_count > changes) {
        const ctg__dot_change *const change = &g->changes[--g->change_count];

        g->names[change->table].items[change->name].standard = change->before;
    }
}

/* --- the end ---------------------------------------------------------------
 */

typedef struct pair {
    uint32_t tail;
    uint32_t head;
    size_t edge;
    const char *key; /* "": none */
} pair;

static int compare_pairs(const void *one, const void *other)
{
    const pair *const a = one;
    const pair *const b = other;
    int keys;

    if (a->tail != b->tail)
        return a->tail < b->tail ? -1 : 1;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    keys = strcmp(a->key, b->key);
    if (keys)
        return keys;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static const char *text_of(const ctg__dot_value *values, ctg_word name)
{
    while (values && values->name != name)
        values = values->next;
    return values ? values->text : "";
}

static const char *id_of(const ctg__dot_graph *g, uint32_t node)
{
    return ctg__words_text(g->ids, node + 1);
}

static void check_pairs(ctg__dot_graph *g, bool strict)
{
    const ctg_word key =
        g->names[CTG_EXPOSURES].words
            ? ctg__words_find(g->names[CTG_EXPOSURES].words, "key", 3)
            : CTG__NO_WORD;
    pair *pairs;

    if ((!strict && key == CTG__NO_WORD) || !g->edge_count)
        return;
    pairs = ctg__allocate_array(g->edge_count, sizeof *pairs);
    if (!pairs) {
        fail_memory(g);
        return;
    }
    for (size_t i = 0; i < g->edge_count; i++)
        pairs[i] = (pair){g->edges[i].tail, g->edges[i].head, i,
                          text_of(g->edges[i].values, key)};
    qsort(pairs, g->edge_count, sizeof *pairs, compare_pairs);
    for (size_t i = 1; i < g->edge_count; i++) {
        const pair *const a = &pairs[i - 1];
        const pair *const b = &pairs[i];

        if (a->tail != b->tail || a->head != b->head ||
            (!strict && (!*b->key || strcmp(a->key, b->key) != 0)))
            continue;
        ctg__elements_blame(
            g->elements, g->edges[b->edge].line,
            "edge '%s' -> '%s' is also at line %zu, and %s", id_of(g, b->tail),
            id_of(g, b->head), g->edges[a->edge].line,
            strict ? "a strict graph merges them" : "edges of one key are one");
    }
    ctg__release(pairs);
}

/* The attributes of an element that is open. */
static void hand_over(ctg__dot_graph *g, ctg_table table,
                      const ctg__dot_value *values)
{
    for (; values && !g->status; values = values->next) {
        const char *const name =
            ctg__words_text(g->names[table].words, values->name);

        if (!values->length)
            continue;
        /* Graphviz's `id` names a shape of the picture, not the node. */
        if (table == CTG_NODES && strcmp(name, "id") == 0 &&
            !ctg__elements_renames(g->elements, "id"))
            ctg__left_out_add(&g->elements->left_out, name, strlen(name),
                              "of pictures", 1);
        else
            g->status =
                ctg__elements_field(g->elements, name, strlen(name),
                                    values->text, values->length, g->error);
    }
}

void ctg__dot_graph_finish(ctg__dot_graph *g, bool strict)
{
    if (!done(g))
        check_pairs(g, strict);
    for (size_t i = 0; i < g->node_count && !done(g); i++) {
        const char *const id = id_of(g, (uint32_t)i);

        ctg__elements_open(g->elements, CTG_NODES, g->nodes[i].line);
        hand_over(g, CTG_NODES, g->nodes[i].values);
        if (!g->status)
            g->status =
                ctg__elements_own_id(g->elements, id, strlen(id), g->error);
        if (!g->status)
            g->status = ctg__elements_node(g->elements, id, strlen(id), id,
                                           strlen(id), g->error);
    }
    for (size_t i = 0; i < g->edge_count && !done(g); i++) {
        const char *const tail = id_of(g, g->edges[i].tail);
        const char *const head = id_of(g, g->edges[i].head);

        ctg__elements_open(g->elements, CTG_EXPOSURES, g->edges[i].line);
        hand_over(g, CTG_EXPOSURES, g->edges[i].values);
        if (!g->status)
            g->status = ctg__elements_edge(g->elements, tail, strlen(tail),
                                           head, strlen(head), "", g->error);
    }
}

void ctg__dot_graph_clear(ctg__dot_graph *g)
{
    for (size_t t = 0; t < 2; t++) {
        ctg__words_free(g->names[t].words);
        ctg__release(g->names[t].items);
    }
    ctg__words_free(g->ids);
    ctg__release(g->nodes);
    ctg__release(g->edges);
    ctg__release(g->changes);
    ctg__arena_clear(&g->arena);
}

#include "read/gml_look.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"

enum {
    DEEPEST = 32,   /* what igraph takes */
    MOST_KEYS = 256 /* of one node or edge */
};

typedef struct name {
    const char *text;
    size_t length;
} name;

/* A number by which nodes are called, and where. */
typedef struct call {
    double id;
    size_t line;
} call;

typedef struct calls {
    call *items;
    size_t count;
    size_t room;
} calls;

typedef struct look {
    ctg__elements *elements;
    calls nodes;
    calls ends;
    bool out_of_memory;
    const char *at;
    const char *start;
    const char *end;
    size_t line;
    size_t graphs;
    bool broken;
} look;

static void blame(look *l, size_t line, const char *format, ...)
    CTG__PRINTF(3, 4);

static void blame(look *l, size_t line, const char *format, ...)
{
    char where[512];
    char text[200];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    snprintf(where, sizeof where, "%s:%zu", l->elements->input->shown, line);
    ctg__problem_add(l->elements->problems, CTG_REJECTED, where, "%s", text);
}

/* The text is no GML from here on. */
static void give_up(look *l, const char *why)
{
    blame(l, l->line, "%s", why);
    l->broken = true;
}

/* Blanks and comment lines; false at the end. */
static bool skip_blank(look *l)
{
    while (l->at < l->end) {
        if (*l->at == '#' && (l->at == l->start || l->at[-1] == '\n'))
            while (l->at < l->end && *l->at != '\n')
                l->at++;
        else if (isspace((unsigned char)*l->at))
            l->line += *l->at++ == '\n';
        else
            return true;
    }
    return false;
}

static void add_call(look *l, calls *list, double id)
{
    if (list->count == list->room) {
        const size_t room = list->room ? 2 * list->room : 64;
        call *const grown =
            ctg__reallocate_array(list->items, room, sizeof *grown);

        if (!grown) {
            l->out_of_memory = true;
            l->broken = true;
            return;
        }
        list->items = grown;
        list->room = room;
    }
    list->items[list->count++] = (call){id, l->line};
}

static bool take_name(look *l, name *found)
{
    found->text = l->at;
    while (l->at < l->end &&
           (isalnum((unsigned char)*l->at) || *l->at == '_'))
        l->at++;
    found->length = (size_t)(l->at - found->text);
    return found->length && !isdigit((unsigned char)*found->text);
}

static bool is(const name *found, const char *word)
{
    return found->length == strlen(word) &&
           memcmp(found->text, word, found->length) == 0;
}

static void take_string(look *l)
{
    for (l->at++; l->at < l->end && *l->at != '"'; l->at++)
        l->line += *l->at == '\n';
    if (l->at == l->end)
        give_up(l, "a string without its end");
    else
        l->at++;
}

/* What a list is: decides what its keys must be. */
typedef enum role { TOP, GRAPH, NODE, EDGE, ANY } role;

static void take_number(look *l, role inside, const name *key)
{
    const char *const start = l->at;
    double value;

    while (l->at < l->end && !isspace((unsigned char)*l->at) &&
           *l->at != ']' && *l->at != '[')
        l->at++;
    if (ctg__number_parse(start, (size_t)(l->at - start), &value))
        blame(l, l->line, "%.*s is '%.*s', not a number",
              ctg__message_bytes(key->length), key->text,
              ctg__message_bytes((size_t)(l->at - start)), start);
    else if (inside == NODE && is(key, "id"))
        add_call(l, &l->nodes, value);
    else if (inside == EDGE && (is(key, "source") || is(key, "target")))
        add_call(l, &l->ends, value);
}

static void take_list(look *l, role what, size_t depth);

static role role_of(role inside, const name *key)
{
    if (inside == TOP && is(key, "graph"))
        return GRAPH;
    if (inside == GRAPH && is(key, "node"))
        return NODE;
    if (inside == GRAPH && is(key, "edge"))
        return EDGE;
    return ANY;
}

static void take_value(look *l, role inside, const name *key, size_t depth)
{
    const role what = role_of(inside, key);

    if (!skip_blank(l)) {
        give_up(l, "a key without a value");
    } else if (*l->at == '[') {
        l->at++;
        if (what == GRAPH && l->graphs++)
            blame(l, l->line, "a second graph");
        if (depth == DEEPEST)
            give_up(l, "nested too deeply");
        else
            take_list(l, what, depth + 1);
    } else if (what != ANY) {
        blame(l, l->line, "%.*s is not a list", (int)key->length, key->text);
        l->broken = true;
    } else if (*l->at == '"') {
        take_string(l);
    } else {
        take_number(l, inside, key);
    }
}

static void check_keys(look *l, role what, const name *keys, size_t count,
                       size_t line)
{
    static const char *const needed[][2] = {
        [NODE] = {"id", NULL}, [EDGE] = {"source", "target"}};
    const char *const element = what == NODE ? "a node" : "an edge";

    for (size_t n = 0; n < 2 && needed[what][n]; n++) {
        bool there = false;

        for (size_t i = 0; i < count; i++)
            there = there || is(&keys[i], needed[what][n]);
        if (!there)
            blame(l, line, "%s without %s", element, needed[what][n]);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (keys[i].length == keys[j].length &&
                memcmp(keys[i].text, keys[j].text, keys[i].length) == 0) {
                blame(l, line, "%s with '%.*s' twice", element,
                      ctg__message_bytes(keys[i].length),
                      keys[i].text);
                return;
            }
}

/* Keys and values up to the bracket, or to the end at the top. */
static void take_list(look *l, role what, size_t depth)
{
    const size_t line = l->line;
    const bool element = what == NODE || what == EDGE;
    name keys[MOST_KEYS];
    size_t count = 0;

    while (!l->broken) {
        name key;

        if (!skip_blank(l)) {
            if (what != TOP)
                give_up(l, "a list without its end");
            break;
        }
        if (what != TOP && *l->at == ']') {
            l->at++;
            break;
        }
        if (!take_name(l, &key)) {
            give_up(l, "not GML: a key is due");
            break;
        }
        if (element && count == MOST_KEYS) {
            give_up(l, "too many keys");
            break;
        }
        if (element)
            keys[count++] = key;
        take_value(l, what, &key, depth);
    }
    if (element && !l->broken)
        check_keys(l, what, keys, count, line);
}

static int compare_calls(const void *one, const void *other)
{
    const call *const a = one;
    const call *const b = other;

    if (a->id < b->id || a->id > b->id)
        return a->id < b->id ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static bool is_node(const look *l, double id)
{
    size_t low = 0;
    size_t high = l->nodes.count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (l->nodes.items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->nodes.count && !(l->nodes.items[low].id > id);
}

static void check_calls(look *l)
{
    const call *const nodes = l->nodes.items;

    if (l->nodes.count)
        qsort(l->nodes.items, l->nodes.count, sizeof *nodes, compare_calls);
    for (size_t i = 1; i < l->nodes.count; i++)
        if (!(nodes[i].id > nodes[i - 1].id))
            blame(l, nodes[i].line, "id %.15g is also at line %zu",
                  nodes[i].id, nodes[i - 1].line);
    for (size_t i = 0; i < l->ends.count; i++)
        if (!is_node(l, l->ends.items[i].id))
            blame(l, l->ends.items[i].line, "%.15g is the id of no node",
                  l->ends.items[i].id);
}

ctg_status ctg__gml_look_over(ctg__elements *elements, bool *fine,
                              ctg_error *error)
{
    const ctg__content *const content = &elements->input->content;
    const size_t before = ctg_problems_count(elements->problems, CTG_REJECTED);
    look l = {.elements = elements,
              .at = content->bytes,
              .start = content->bytes,
              .end = content->bytes + content->length,
              .line = 1};

    take_list(&l, TOP, 0);
    if (!l.broken)
        check_calls(&l);
    ctg__release(l.nodes.items);
    ctg__release(l.ends.items);
    if (l.out_of_memory)
        return ctg__fail_memory(error);
    if (!l.broken && !l.graphs)
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX, "no graph");
    *fine = ctg_problems_count(elements->problems, CTG_REJECTED) == before;
    return CTG_OK;
}

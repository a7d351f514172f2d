/* One JSON document: an object with an array of rows for each table. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/about.h"
#include "read/columns.h"
#include "read/json_parse.h"
#include "read/json_table.h"
#include "read/json_write.h"
#include "text/json_tokens.h"

/* What a document says besides its tables. */
static void refuse_member(const ctg__input *input, const char *key,
                          ctg_problems *problems)
{
    char where[512];
    char step[200];

    ctg__json_pointer(step, sizeof step, key, strlen(key));
    snprintf(where, sizeof where, "%s:%s", input->shown, step);
    ctg__problem_add(problems, CTG_REJECTED, where,
                     "'%s' is neither a table nor about", key);
}

/* What the graph says of itself is short: a tree of it does no harm. */
static ctg_status take_about(const ctg__input *input, ctg_graph *graph,
                             const ctg__json_part *from, ctg_problems *problems,
                             ctg_error *error)
{
    const char *end = from->at;
    char where[512];
    json_t *value = NULL;
    ctg_status status;

    if (ctg__json_kind_at(from->at) != CTG__JSON_OBJECT) {
        snprintf(where, sizeof where, "%s:/about", input->shown);
        ctg__problem_add(problems, CTG_REJECTED, where,
                         "about is %s, not an object",
                         ctg__json_type_at(from->at));
        return CTG_OK;
    }
    ctg__json_skip(&end);
    status = ctg__json_read(from->at, (size_t)(end - from->at), input->shown,
                            NULL, &value, problems, error);
    if (!status && value)
        status = ctg__about_take(value, input->shown, "/about", graph, problems,
                                 error);
    json_decref(value);
    return status;
}

static ctg_status take_member(ctg__input *input, ctg_graph *graph,
                              const ctg__json_part *from,
                              ctg_problems *problems, ctg_error *error)
{
    if (strcmp(from->key, "about") == 0)
        return take_about(input, graph, from, problems, error);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (strcmp(from->key, ctg_table_name((ctg_table)t)) == 0)
            return ctg__json_table(input, graph, (ctg_table)t, from, problems,
                                   error);
    refuse_member(input, from->key, problems);
    return CTG_OK;
}

/* A member of a node-link document, as networkx and d3 write them. */
static ctg_status take_node_link(ctg__input *input, ctg_graph *graph,
                                 const char *links, const ctg__json_part *from,
                                 ctg_problems *problems, ctg_error *error)
{
    const ctg__json_kind kind = ctg__json_kind_at(from->at);
    char where[512];

    snprintf(where, sizeof where, "%s:/%.100s", input->shown, from->key);
    if (strcmp(from->key, links) == 0) {
        ctg__edges_assume(input, problems);
        return ctg__json_table(input, graph, CTG_EXPOSURES, from, problems,
                               error);
    }
    if (strcmp(from->key, "nodes") == 0 && input->nodes_given)
        return CTG_OK;
    if (strcmp(from->key, "directed") == 0) {
        if (kind == CTG__JSON_FALSE)
            ctg__problem_add(problems, CTG_REJECTED, where,
                             "not a directed graph: who owes whom is not said");
        return CTG_OK;
    }
    if (strcmp(from->key, "multigraph") == 0)
        return CTG_OK;
    if (strcmp(from->key, "graph") == 0) {
        if (from->items)
            ctg__problem_add(problems, CTG_NOTE, where,
                             "what it says of the graph as a whole is left "
                             "out");
        return CTG_OK;
    }
    return take_member(input, graph, from, problems, error);
}

/* The members of a document, their keys in `texts`. NULL when out of memory. */
static ctg__json_part *members_of(const ctg__json_document *document,
                                  ctg__arena *arena)
{
    ctg__json_part *made;

    if (!TAKE(arena, made, document->member_count + 1))
        return NULL;
    for (size_t i = 0; i < document->member_count; i++) {
        const char *at = document->members[i].key;
        ctg__text room = {0};
        size_t length;
        const char *const key = ctg__json_key(&at, &room, &length);
        char *copy;

        if (!key || !TAKE(arena, copy, length + 1)) {
            ctg__text_clear(&room);
            return NULL;
        }
        memcpy(copy, key, length); /* and a NUL */
        ctg__text_clear(&room);
        made[i] = (ctg__json_part){copy, document->members[i].value,
                                   document->members[i].items};
    }
    return made;
}

static bool has(const ctg__json_part *members, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(members[i].key, key) == 0)
            return true;
    return false;
}

/* The member that has the edges of a node-link document; NULL: it is none. */
static const char *links_of(const ctg__json_part *members, size_t count)
{
    if (has(members, count, "exposures"))
        return NULL;
    return has(members, count, "links")   ? "links"
           : has(members, count, "edges") ? "edges"
                                          : NULL;
}

static ctg_status take_document(ctg__input *input, ctg_graph *graph,
                                const ctg__json_document *document,
                                ctg_problems *problems, ctg_error *error)
{
    const size_t count = document->member_count;
    ctg__arena arena = {0};
    const ctg__json_part *const members = members_of(document, &arena);
    ctg_status status = members ? CTG_OK : ctg__fail_memory(error);
    const char *const links = members ? links_of(members, count) : NULL;

    if (!status && ctg__json_kind_at(document->at) != CTG__JSON_OBJECT)
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "the document is %s, not an object of tables",
                         ctg__json_type_at(document->at));
    else if (!status && !has(members, count, "nodes"))
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "no table 'nodes'");
    for (size_t i = 0; !status && i < count; i++)
        status = links
                     ? take_node_link(input, graph, links, &members[i],
                                      problems, error)
                     : take_member(input, graph, &members[i], problems, error);
    ctg__arena_clear(&arena);
    return status;
}

/* The parser that makes trees steps over a NUL behind a number. */
static void blame_nul(const ctg__input *input, const char *fault,
                      ctg_problems *problems)
{
    const char *line = input->content.bytes;
    size_t count = 1;
    char place[512];

    for (const char *c = line; c < fault; c++)
        if (*c == '\n') {
            line = c + 1;
            count++;
        }
    snprintf(place, sizeof place, "%s:%zu:%zu", input->shown, count,
             (size_t)(fault - line) + 1);
    ctg__problem_add(problems, CTG_REJECTED, place, "no JSON from here on");
}

/* Where and why bytes are no JSON: the parser that makes trees has the words.
 */
static ctg_status explain(const ctg__input *input, const char *fault,
                          ctg__asking *asking, ctg_problems *problems,
                          ctg_error *error)
{
    json_t *document = NULL;
    const ctg_status status =
        ctg__json_read(input->content.bytes, input->content.length,
                       input->shown, asking, &document, problems, error);

    if (document)
        blame_nul(input, fault, problems);
    json_decref(document);
    return status;
}

static ctg_status read_json(ctg__input *input, ctg_graph *graph,
                            ctg_problems *problems, ctg_error *error)
{
    ctg__json_document document = {0};
    ctg__asking asking = {.progress = input->progress,
                          .context = input->progress_context};
    ctg_status status = ctg__json_check(
        input->content.bytes, input->content.length, &asking, &document, error);

    if (!status)
        status = take_document(input, graph, &document, problems, error);
    else if (status == CTG_BAD_INPUT)
        status = explain(input, document.fault, &asking, problems, error);
    ctg__release(document.members);
    return status;
}

static bool sniff(const ctg__input *input)
{
    return ctg__json_looks(input->content.bytes, input->content.length);
}

const ctg__format ctg__format_json = {
    .about = {.name = "json",
              .summary = "one JSON document: an array of rows for each table",
              .source = "RFC 8259"},
    .endings = ".json",
    .takes = CTG__TAKES_TABLES,
    .sniff = sniff,
    .read = read_json,
    .write = ctg__json_write,
};

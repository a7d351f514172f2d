/* Pajek's .net, read: vertices by number with their labels, weighted arcs. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "read/elements.h"
#include "read/pajek.h"
#include "text/number.h"
#include "text/utf8.h"

typedef struct token {
    const char *text;
    size_t length;
    bool quoted;
} token;

typedef enum part { NOTHING, VERTICES, ARCS, REFUSED } part;

typedef struct pajek {
    ctg__elements elements;
    size_t line;
    part part;
    token header; /* of the part, and its line */
    size_t header_line;
    bool vertices_said;
    size_t vertex_count;
    size_t listed;
    bool arcs_said;      /* there is a count behind *Arcs */
    size_t arc_count;    /* that count */
    size_t arcs;         /* of this part */
    bool relation_said;  /* some *Arcs came before */
    token relation;      /* ":1" of *Arcs; no length: none */
    token relation_name; /* behind it */
} pajek;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next word of a line, without its quotes; false at its end. */
static bool next_token(pajek *p, const char **at, const char *end, token *found)
{
    while (*at < end && is_blank(**at))
        ++*at;
    if (*at == end)
        return false;
    *found = (token){.text = *at, .quoted = **at == '"'};
    if (found->quoted) {
        const char *const close = memchr(*at + 1, '"', (size_t)(end - *at) - 1);

        found->text++;
        *at = close ? close : end;
        found->length = (size_t)(*at - found->text);
        *at += close != NULL;
        if (!close)
            ctg__elements_blame(&p->elements, p->line,
                                "a quote without its end");
        else if (*at < end && !is_blank(**at))
            ctg__elements_blame(&p->elements, p->line,
                                "text right behind a closing quote");
        return true;
    }
    while (*at < end && !is_blank(**at))
        ++*at;
    found->length = (size_t)(*at - found->text);
    return true;
}

static bool whole_number(const token *found, size_t *number)
{
    double value;

    if (found->quoted ||
        ctg__number_parse(found->text, found->length, &value) ||
        !(value >= 0 && value < UINT32_MAX) || value != (double)(size_t)value)
        return false;
    *number = (size_t)value;
    return true;
}

/* A token may be empty, and where the file ends. */
static bool begins(const token *found, char c)
{
    return !found->quoted && found->length && *found->text == c;
}

static bool is_part(const token *found, const char *name)
{
    const size_t length = strlen(name);

    return found->length >= length &&
           strncasecmp(found->text, name, length) == 0 &&
           (found->length == length || found->text[length] == ':');
}

static void start_vertices(pajek *p, const char *at, const char *end)
{
    token found;

    if (p->vertices_said)
        ctg__elements_blame(&p->elements, p->line, "a second network");
    p->vertices_said = true;
    p->part = VERTICES;
    if (!next_token(p, &at, end, &found) ||
        !whole_number(&found, &p->vertex_count))
        ctg__elements_blame(&p->elements, p->line,
                            "*Vertices without their number");
    else if (next_token(p, &at, end, &found))
        ctg__left_out_add(&p->elements.left_out, "number of the first mode", 24,
                          "of the graph", 1);
}

static bool same(const token *a, const token *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* `*Arcs`, `*Arcs 12` and `*Arcs :1 "loans"`, but of one relation only. */
static void start_arcs(pajek *p, const char *at, const char *end)
{
    token relation = {.text = p->header.text + 5,
                      .length = p->header.length - 5};
    token name = {.text = ""};
    token found;

    p->part = ARCS;
    p->arcs = 0;
    p->arcs_said = false;
    while (next_token(p, &at, end, &found)) {
        if (begins(&found, ':') && !relation.length)
            relation = found;
        else if (!p->arcs_said && !relation.length &&
                 whole_number(&found, &p->arc_count))
            p->arcs_said = true;
        else if (relation.length && !name.length)
            name = found;
        else
            ctg__elements_blame(&p->elements, p->line,
                                "'%.*s' behind *Arcs is not understood",
                                ctg__message_bytes(found.length), found.text);
    }
    if (p->relation_said &&
        (!same(&relation, &p->relation) || !same(&name, &p->relation_name)))
        ctg__elements_blame(&p->elements, p->line,
                            "*Arcs of several relations are not taken");
    p->relation_said = true;
    p->relation = relation;
    p->relation_name = name;
}

static void end_part(pajek *p)
{
    if (p->part == ARCS && p->arcs_said && p->arcs != p->arc_count)
        ctg__elements_blame(&p->elements, p->header_line,
                            "%zu arcs said, %zu listed", p->arc_count, p->arcs);
}

static void start_part(pajek *p, const char *at, const char *end)
{
    end_part(p);
    p->part = NOTHING;
    p->header_line = p->line;
    if (!next_token(p, &at, end, &p->header) || is_part(&p->header, "*network"))
        return;
    if (is_part(&p->header, "*vertices"))
        start_vertices(p, at, end);
    else if (is_part(&p->header, "*arcs"))
        start_arcs(p, at, end);
    else
        p->part = REFUSED;
}

static ctg_status take_vertex(pajek *p, const char *at, const char *end,
                              ctg_error *error)
{
    token found = {0};
    token id;
    char called[32];
    size_t number;
    size_t length;
    ctg_status status = CTG_OK;

    if (!next_token(p, &at, end, &found))
        return CTG_OK;
    p->listed++;
    ctg__elements_open(&p->elements, CTG_NODES, p->line);
    if (!whole_number(&found, &number))
        ctg__elements_blame(&p->elements, p->line,
                            "a vertex without its number");
    else if (number != p->listed)
        ctg__elements_blame(&p->elements, p->line,
                            "vertex %zu where %zu is "
                            "due",
                            number, p->listed);
    if (!next_token(p, &at, end, &found) || !found.length) {
        ctg__elements_blame(&p->elements, p->line, "a vertex without a label");
        return CTG_OK;
    }
    if (next_token(p, &at, end, &(token){0}))
        ctg__left_out_add(&p->elements.left_out, "what follows a label", 20,
                          "lines", 1);
    length = (size_t)snprintf(called, sizeof called, "%zu", p->listed);
    id = found;
    /* Not the id: then an attribute like those of other formats. */
    if (ctg__elements_renames(&p->elements, "label")) {
        status = ctg__elements_field(&p->elements, "label", 5, found.text,
                                     found.length, error);
        id = (token){.text = called, .length = length};
    }
    if (!status)
        status = ctg__elements_own_id(&p->elements, called, length, error);
    return status ? status
                  : ctg__elements_node(&p->elements, called, length, id.text,
                                       id.length, error);
}

/* The number of a vertex as nodes are called; false where there is none. */
static bool take_end(pajek *p, const token *found, char called[32],
                     size_t *length)
{
    size_t number;

    if (!whole_number(found, &number) || !number || number > p->vertex_count) {
        ctg__elements_blame(&p->elements, p->line, "vertex '%.*s' is not there",
                            ctg__message_bytes(found->length), found->text);
        return false;
    }
    *length = (size_t)snprintf(called, 32, "%zu", number);
    return true;
}

static ctg_status take_arc(pajek *p, const char *at, const char *end,
                           ctg_error *error)
{
    token ends[2];
    token weight;
    char called[2][32];
    size_t length[2];
    double value;
    ctg_status status;

    if (!next_token(p, &at, end, &ends[0]))
        return CTG_OK;
    p->arcs++;
    if (!next_token(p, &at, end, &ends[1])) {
        ctg__elements_blame(&p->elements, p->line, "an arc with one end");
        return CTG_OK;
    }
    for (size_t i = 0; i < 2; i++)
        if (!take_end(p, &ends[i], called[i], &length[i]))
            return CTG_OK;
    if (!next_token(p, &at, end, &weight)) {
        ctg__elements_blame(&p->elements, p->line, "arc %s -> %s has no weight",
                            called[0], called[1]);
        return CTG_OK;
    }
    if (weight.quoted ||
        ctg__number_parse(weight.text, weight.length, &value)) {
        ctg__elements_blame(&p->elements, p->line,
                            "weight is '%.*s', not a number",
                            ctg__message_bytes(weight.length), weight.text);
        return CTG_OK;
    }
    if (next_token(p, &at, end, &(token){0}))
        ctg__left_out_add(&p->elements.left_out, "what follows a weight", 21,
                          "lines", 1);
    ctg__elements_open(&p->elements, CTG_EXPOSURES, p->line);
    status = ctg__elements_field(&p->elements, "weight", 6, weight.text,
                                 weight.length, error);
    if (!status && p->relation_name.length)
        status =
            ctg__elements_field(&p->elements, "kind", 4, p->relation_name.text,
                                p->relation_name.length, error);
    return status ? status
                  : ctg__elements_edge(&p->elements, called[0], length[0],
                                       called[1], length[1], "", error);
}

/* Nothing but an empty part of this kind can be taken. */
static void refuse(pajek *p)
{
    ctg__elements_blame(&p->elements, p->header_line,
                        "'%.*s' is not taken: only *Arcs say who owes whom, "
                        "and how much",
                        ctg__message_bytes(p->header.length), p->header.text);
    p->part = NOTHING;
}

static ctg_status take_line(pajek *p, const char *at, const char *end,
                            ctg_error *error)
{
    while (at < end && is_blank(*at))
        at++;
    if (at == end || *at == '%')
        return CTG_OK;
    if (*at == '*')
        start_part(p, at, end);
    else if (p->part == VERTICES)
        return take_vertex(p, at, end, error);
    else if (p->part == ARCS)
        return take_arc(p, at, end, error);
    else if (p->part == REFUSED)
        refuse(p);
    else if (!p->vertices_said)
        ctg__elements_blame(&p->elements, p->line,
                            "text before *Vertices is not taken");
    return CTG_OK;
}

static ctg_status take_lines(pajek *p, const char *at, size_t size,
                             ctg_error *error)
{
    const char *const end = at + size;
    ctg_status status = CTG_OK;

    while (!status && at < end) {
        const char *const newline = memchr(at, '\n', (size_t)(end - at));
        const char *const stop = newline ? newline : end;

        p->line++;
        status = take_line(p, at, stop, error);
        at = newline ? newline + 1 : end;
    }
    end_part(p);
    if (status)
        return status;
    if (!p->vertices_said)
        ctg__elements_blame(&p->elements, 0, "no *Vertices");
    else if (p->listed != p->vertex_count)
        ctg__elements_blame(&p->elements, 0, "%zu vertices said, %zu listed",
                            p->vertex_count, p->listed);
    else
        status = ctg__elements_end(&p->elements, error);
    return status;
}

static ctg_status read_pajek(ctg__input *input, ctg_graph *graph,
                             ctg_problems *problems, ctg_error *error)
{
    pajek p = {.relation = {.text = ""}, .relation_name = {.text = ""}};
    const char *bytes;
    size_t length;
    ctg_status status =
        ctg__elements_begin(&p.elements, input, graph, problems, error);

    p.elements.strict = true;
    if (!status && ctg__elements_text(&p.elements, &bytes, &length))
        status = take_lines(&p, bytes, length, error);
    ctg__elements_clear(&p.elements);
    return status;
}

/* A part of a network, behind comments. */
static bool sniff(const ctg__input *input)
{
    const char *at = input->content.bytes;
    const char *const end = at + input->content.length;

    at += ctg__utf8_mark(at, (size_t)(end - at));
    while (at < end && (is_blank(*at) || *at == '\n' || *at == '%')) {
        const char *const newline =
            *at == '%' ? memchr(at, '\n', (size_t)(end - at)) : at;

        at = newline ? newline + 1 : end;
    }
    return end - at > 9 && (strncasecmp(at, "*vertices", 9) == 0 ||
                            strncasecmp(at, "*network", 8) == 0);
}

const ctg__format ctg__format_pajek = {
    .about = {.name = "pajek",
              .summary = "Pajek .net: ids and exposures, nothing else",
              .source = "http://mrvar.fdv.uni-lj.si/pajek"},
    .endings = ".net .paj",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = read_pajek,
    .write = ctg__pajek_write,
    .can_hold = ctg__pajek_can_hold,
    .check = ctg__pajek_check,
    .drops_about = true,
};

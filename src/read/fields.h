/*
 * The attributes of one node or edge as its file has them: gathered while it
 * is read, judged when it is over, as what is there twice is known only then.
 */
#ifndef READ_FIELDS_H
#define READ_FIELDS_H

#include "data/graph.h"
#include "read/left_out.h"
#include "read/map.h"
#include "text/text.h"

/* A name that attributes of a table have, and what becomes of them. */
typedef struct ctg__field_name {
    const char *own;     /* as the file has it, of the names */
    const char *mapped;  /* what --map makes of it; of the graph's words */
    size_t column;       /* SIZE_MAX: not looked for yet */
    bool names;          /* a node's id */
    bool is_end;         /* debtor or creditor */
    bool needed;         /* counted with: never left out */
    bool bad;            /* no text that a graph can hold */
    const char *refusal; /* why it is not taken; NULL: it is */
    bool said;           /* and the file was blamed for it */
    size_t serial;       /* of the element that had it last, and how often */
    size_t times;
} ctg__field_name;

typedef struct ctg__field {
    size_t name;
    size_t at; /* of its text, in `texts` */
    size_t length;
    bool nested; /* a list or the like, no text */
} ctg__field;

/* Starts as {0}; ctg__fields_clear frees. */
typedef struct ctg__fields {
    ctg__words *words[2]; /* names by table: nodes, exposures */
    ctg__field_name *names[2];
    size_t room[2];
    ctg__field *items; /* of the open element */
    size_t count;
    size_t item_room;
    ctg__text texts;
    ctg_table table;
    size_t serial;
} ctg__fields;

/* A new element of `table`, without attributes. */
void ctg__fields_open(ctg__fields *fields, ctg_table table);

/* Names are not empty. CTG_BAD_INPUT for more of them than are kept apart. */
ctg_status ctg__fields_add(ctg__fields *fields, ctg_graph *graph, ctg__map *map,
                           const char *name, size_t name_length,
                           const char *value, size_t length, bool nested,
                           ctg_error *error);

ctg__field_name *ctg__fields_name(const ctg__fields *fields,
                                  const ctg__field *field);

/* NULL for attributes that are there twice and those that are no text. */
const char *ctg__fields_text(const ctg__fields *fields,
                             const ctg__field *field);

/* The first attribute that is called `mapped` after --map and holds text. */
const ctg__field *ctg__fields_find(const ctg__fields *fields,
                                   const char *mapped);

/* Whether left out it would change what is computed: all but labels. The name
 * is that of ctg__attribute_name. */
bool ctg__fields_is_needed(ctg_table table, const char *mapped, size_t length);

void ctg__fields_clear(ctg__fields *fields);

#endif

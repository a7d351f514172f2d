/* The keys of a GraphML file: what its data are called. */
#ifndef READ_GRAPHML_KEYS_H
#define READ_GRAPHML_KEYS_H

#include "base/arena.h"
#include "bridge/xml.h"
#include "read/elements.h"

/* Whose attributes a key is. */
typedef enum ctg__graphml_of {
    CTG__OF_NODES,
    CTG__OF_EDGES,
    CTG__OF_GRAPH,
    CTG__OF_COUNT
} ctg__graphml_of;

typedef struct ctg__graphml_key {
    const char *name;     /* attr.name, else its id */
    const char *standard; /* its default; NULL: none */
    bool drawing;         /* yEd's, of what nodes look like */
    bool text;
    size_t seen; /* for the caller: the element that had it last */
} ctg__graphml_key;

/* The keys of one id, by what they are of. */
typedef struct ctg__graphml_set {
    size_t of[CTG__OF_COUNT];
} ctg__graphml_set;

/* Starts as {0}; ctg__graphml_keys_clear frees. */
typedef struct ctg__graphml_keys {
    ctg__arena arena;
    ctg__graphml_key *keys;
    size_t key_count;
    size_t key_room;
    ctg__words *ids;
    ctg__graphml_set *sets; /* by word of `ids` */
    size_t set_room;
    size_t *standard[2]; /* keys with a default, of nodes and of edges */
    size_t standard_count[2];
    size_t standard_room[2];
    ctg__graphml_of key_domains[CTG__OF_COUNT]; /* of the last key */
    size_t key_domain_count;
    size_t current_key; /* the last one */
} ctg__graphml_keys;

/* An attribute of a tag, without a prefix; NULL when there is none. */
const char *ctg__graphml_find(const ctg__xml_attribute *attributes,
                              size_t count, const char *name);

/*
 * What the tag of a node or an edge says beside what GraphML knows is left out:
 * values are data of keys. One that is counted with is a problem instead.
 */
void ctg__graphml_check_tag(ctg__elements *elements,
                            const ctg__xml_attribute *attributes, size_t count,
                            size_t line, ctg_table table);

/*
 * Declares a key from its tag. A key without `for` is of all; an id that is
 * there twice for one of them is a problem.
 */
ctg_status ctg__graphml_key_open(ctg__graphml_keys *keys,
                                 const ctg__elements *elements,
                                 const ctg__xml_attribute *attributes,
                                 size_t count, size_t line, ctg_error *error);

/* The key that was declared last; NULL when that went wrong. */
ctg__graphml_key *ctg__graphml_key_now(const ctg__graphml_keys *keys);

/* Gives that key a default. */
ctg_status ctg__graphml_key_set_default(ctg__graphml_keys *keys,
                                        const char *value, ctg_error *error);

/* Whether any key has this id; the one that has it for these. */
bool ctg__graphml_key_declared(const ctg__graphml_keys *keys, const char *id);
ctg__graphml_key *ctg__graphml_key_find(const ctg__graphml_keys *keys,
                                        const char *id, ctg__graphml_of of);

/* The keys with a default, of nodes or of edges; NULL past the last. */
const ctg__graphml_key *ctg__graphml_key_default(const ctg__graphml_keys *keys,
                                                 ctg__graphml_of of,
                                                 size_t index);

/* "node", "edge", "graph" */
const char *ctg__graphml_domain(ctg__graphml_of of);

void ctg__graphml_keys_clear(ctg__graphml_keys *keys);

#endif

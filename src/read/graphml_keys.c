#include "read/graphml_keys.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "read/column_name.h"
#include "read/map.h"

/* An attribute of no prefix, else one that has one, but not xml:id. */
const char *ctg__graphml_find(const ctg__xml_attribute *attributes,
                              size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!attributes[i].prefixed && strcmp(attributes[i].name, name) == 0)
            return attributes[i].value;
    return NULL;
}

/*
 * What a tag says beside what GraphML knows is left out: values are data of
 * keys. What is counted with is not left out, as if it were not there.
 */
void ctg__graphml_check_tag(ctg__elements *elements,
                            const ctg__xml_attribute *attributes, size_t count,
                            size_t line, ctg_table table)
{
    static const char *const known[2][5] = {
        {"id"}, {"id", "source", "target", "directed"}};
    ctg__map none = {0};

    for (size_t i = 0; i < count; i++) {
        const char *const name = attributes[i].name;
        const char *mapped;
        size_t length;
        ctg_error fault;
        bool mine = attributes[i].prefixed || strncmp(name, "parse.", 6) == 0;

        for (size_t k = 0; k < 5 && known[table][k]; k++)
            mine = mine || strcmp(name, known[table][k]) == 0;
        if (mine)
            continue;
        if (ctg__attribute_name(&none, table, name, strlen(name), &mapped,
                                &length, &fault) ||
            ctg__fields_is_needed(table, mapped, length))
            ctg__elements_blame(
                elements, line,
                "%s='%s' in a tag is not taken: write data of a key", name,
                attributes[i].value);
        else
            ctg__left_out_add(&elements->left_out, name, strlen(name),
                              "in tags", 1);
    }
}

#define NO_KEY SIZE_MAX

static const char *keep(ctg__graphml_keys *p, const char *text)
{
    char *const kept = ctg__arena_take(&p->arena, strlen(text) + 1, 1);

    if (kept)
        memcpy(kept, text, strlen(text) + 1);
    return kept;
}

static const char *const domain_names[CTG__OF_COUNT] = {"node", "edge",
                                                        "graph"};

/* The keys of an id, made if new; NULL when out of memory. */
static ctg__graphml_set *set_of(ctg__graphml_keys *p, const char *id)
{
    size_t before;
    ctg_word word;

    if (!p->ids)
        p->ids = ctg__words_new();
    before = p->ids ? ctg__words_count(p->ids) : 0;
    word = p->ids ? ctg__words_add(p->ids, id, strlen(id)) : CTG__NO_WORD;
    if (word == CTG__NO_WORD)
        return NULL;
    while (word >= p->set_room) {
        ctg__graphml_set *const grown =
            ctg__double_array(p->sets, &p->set_room, 16, sizeof *grown);

        if (!grown)
            return NULL;
        if (!p->sets)
            grown[0] = (ctg__graphml_set){{NO_KEY, NO_KEY, NO_KEY}};
        p->sets = grown;
    }
    if (word >= before)
        p->sets[word] = (ctg__graphml_set){{NO_KEY, NO_KEY, NO_KEY}};
    return &p->sets[word];
}

/* Enters a key under its id in the domain; each id is there once. */
static void declare(ctg__graphml_keys *p, const ctg__elements *elements,
                    ctg__graphml_set *set, ctg__graphml_of in, const char *id,
                    size_t line)
{
    if (set->of[in] != NO_KEY)
        ctg__elements_blame(elements, line,
                            "key '%s' is declared twice for %ss", id,
                            domain_names[in]);
    set->of[in] = p->current_key;
    p->key_domains[p->key_domain_count++] = in;
}

ctg_status ctg__graphml_key_open(ctg__graphml_keys *p,
                                 const ctg__elements *elements,
                                 const ctg__xml_attribute *attributes,
                                 size_t count, size_t line, ctg_error *error)
{
    const char *const id = ctg__graphml_find(attributes, count, "id");
    const char *const domains = ctg__graphml_find(attributes, count, "for");
    const char *const given = ctg__graphml_find(attributes, count, "attr.name");
    const char *const type = ctg__graphml_find(attributes, count, "attr.type");
    const char *const drawing =
        ctg__graphml_find(attributes, count, "yfiles.type");
    const bool all = !domains || strcmp(domains, "all") == 0;
    ctg__graphml_set *set;
    ctg__graphml_key *grown;
    const char *name;

    p->current_key = NO_KEY;
    p->key_domain_count = 0;
    if (!id) {
        ctg__elements_blame(elements, line, "a key without an id");
        return CTG_OK;
    }
    set = set_of(p, id);
    grown =
        ctg__grow_array(p->keys, p->key_count, &p->key_room, 16, sizeof *grown);
    if (grown)
        p->keys = grown;
    name = keep(p, given && *given ? given : drawing ? drawing : id);
    if (!set || !grown || !name)
        return ctg__fail_memory(error);
    p->current_key = p->key_count++;
    grown[p->current_key] = (ctg__graphml_key){
        .name = name,
        .drawing = drawing && !given,
        .text = type && strcmp(type, "string") == 0,
    };
    for (int d = 0; d < CTG__OF_COUNT; d++)
        if (all || strcmp(domains, domain_names[d]) == 0)
            declare(p, elements, set, (ctg__graphml_of)d, id, line);
    return CTG_OK;
}

/* The default of the open key, for elements that have no data of it. */
ctg_status ctg__graphml_key_set_default(ctg__graphml_keys *p, const char *value,
                                        ctg_error *error)
{
    ctg__graphml_key *const k = &p->keys[p->current_key];
    const bool first = !k->standard;

    k->standard = keep(p, value);
    if (!k->standard)
        return ctg__fail_memory(error);
    for (size_t i = 0; first && i < p->key_domain_count; i++) {
        const ctg__graphml_of d = p->key_domains[i];
        size_t *grown;

        if (d == CTG__OF_GRAPH)
            continue;
        grown = ctg__grow_array(p->standard[d], p->standard_count[d],
                                &p->standard_room[d], 16, sizeof *grown);
        if (!grown)
            return ctg__fail_memory(error);
        p->standard[d] = grown;
        grown[p->standard_count[d]++] = p->current_key;
    }
    return CTG_OK;
}

bool ctg__graphml_key_declared(const ctg__graphml_keys *p, const char *id)
{
    return p->ids && ctg__words_find(p->ids, id, strlen(id)) != CTG__NO_WORD &&
           p->sets;
}

ctg__graphml_key *ctg__graphml_key_find(const ctg__graphml_keys *p,
                                        const char *id, ctg__graphml_of in)
{
    const ctg_word word =
        p->ids ? ctg__words_find(p->ids, id, strlen(id)) : CTG__NO_WORD;

    return word == CTG__NO_WORD || word >= p->set_room ||
                   p->sets[word].of[in] == NO_KEY
               ? NULL
               : &p->keys[p->sets[word].of[in]];
}

ctg__graphml_key *ctg__graphml_key_now(const ctg__graphml_keys *p)
{
    return p->key_count && p->current_key != NO_KEY ? &p->keys[p->current_key]
                                                    : NULL;
}

const ctg__graphml_key *ctg__graphml_key_default(const ctg__graphml_keys *p,
                                                 ctg__graphml_of in,
                                                 size_t index)
{
    return index < p->standard_count[in] ? &p->keys[p->standard[in][index]]
                                         : NULL;
}

const char *ctg__graphml_domain(ctg__graphml_of of)
{
    return domain_names[of];
}

void ctg__graphml_keys_clear(ctg__graphml_keys *p)
{
    ctg__words_free(p->ids);
    ctg__release(p->sets);
    ctg__release(p->keys);
    ctg__release(p->standard[CTG__OF_NODES]);
    ctg__release(p->standard[CTG__OF_EDGES]);
    ctg__arena_clear(&p->arena);
    *p = (ctg__graphml_keys){0};
}

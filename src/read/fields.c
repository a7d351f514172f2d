#include "read/fields.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "read/column_name.h"
#include "read/map.h"

enum { MOST_NAMES = 4096 }; /* of the attributes of nodes, and of edges */

void ctg__fields_open(ctg__fields *fields, ctg_table table)
{
    fields->table = table;
    fields->count = 0;
    fields->texts.length = 0;
    fields->serial++;
}

static bool is(const char *text, size_t length, const char *word)
{
    return length == strlen(word) && memcmp(text, word, length) == 0;
}

bool ctg__fields_is_needed(ctg_table table, const char *mapped, size_t length)
{
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(table, &count);

    if (is(mapped, length, "weight") ||
        (table == CTG_NODES && is(mapped, length, "id")))
        return true;
    for (size_t c = 0; c < count; c++)
        if (is(mapped, length, specs[c].name))
            return specs[c].type != CTG__TEXT;
    return false;
}

/* Another name of the table that means the same column; NULL. */
static const ctg__field_name *find_twin(const ctg__fields *fields, size_t t,
                                        ctg_word word)
{
    const ctg__field_name *const names = fields->names[t];

    for (ctg_word other = 1; other < word; other++)
        if (!names[other].refusal && names[other].mapped == names[word].mapped)
            return &names[other];
    return NULL;
}

/* Fills in what becomes of a name whose own one is there. */
static ctg_status judge(ctg__fields *fields, ctg_graph *graph, ctg__map *map,
                        ctg_word word, size_t own_length, ctg_error *error)
{
    const ctg_table table = fields->table;
    const size_t t = table == CTG_NODES ? 0 : 1;
    ctg__field_name *const name = &fields->names[t][word];
    const ctg__field_name *twin;
    const char *mapped;
    size_t length;
    ctg_word kept = 0;
    ctg_error fault;
    ctg_status status = ctg__attribute_name(map, table, name->own, own_length,
                                            &mapped, &length, &fault);

    name->bad = ctg__graph_check_text("a name", mapped, length, NULL) != CTG_OK;
    if (!name->bad)
        kept = ctg__graph_word(graph, mapped, length);
    if (kept == CTG__NO_WORD)
        return ctg__fail_memory(error);
    name->mapped = ctg__graph_text(graph, kept);
    twin = status || name->bad ? NULL : find_twin(fields, t, word);
    if (twin)
        status = ctg__fail(
            &fault, CTG_BAD_INPUT, "attributes '%.*s' and '%.*s' are both %s",
            ctg__message_bytes(strlen(twin->own)), twin->own,
            ctg__message_bytes(own_length), name->own, name->mapped);
    if (status) {
        kept = ctg__graph_word(graph, fault.message, strlen(fault.message));
        if (kept == CTG__NO_WORD)
            return ctg__fail_memory(error);
        name->refusal = ctg__graph_text(graph, kept);
        name->mapped = name->own;
        return CTG_OK;
    }
    name->names = table == CTG_NODES && is(mapped, length, "id");
    name->is_end = table == CTG_EXPOSURES && (is(mapped, length, "debtor") ||
                                              is(mapped, length, "creditor"));
    name->needed = ctg__fields_is_needed(table, mapped, length);
    return CTG_OK;
}

/* The index of a name among those of the open element's table. */
static ctg_status find_name(ctg__fields *fields, ctg_graph *graph,
                            ctg__map *map, const char *own, size_t own_length,
                            size_t *index, ctg_error *error)
{
    const size_t t = fields->table == CTG_NODES ? 0 : 1;
    ctg__words *words = fields->words[t];
    ctg__field_name *grown;
    size_t before;
    ctg_word word;

    if (!words)
        words = fields->words[t] = ctg__words_new();
    if (!words)
        return ctg__fail_memory(error);
    before = ctg__words_count(words);
    *index = ctg__words_add(words, own, own_length);
    if (*index == CTG__NO_WORD)
        return ctg__fail_memory(error);
    if (*index < before)
        return CTG_OK;
    if (before > MOST_NAMES)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "more than %d attributes of %s by different names",
                         MOST_NAMES, ctg_table_name(fields->table));
    while (*index >= fields->room[t]) {
        grown = ctg__double_array(fields->names[t], &fields->room[t], 16,
                                  sizeof *grown);
        if (!grown)
            return ctg__fail_memory(error);
        fields->names[t] = grown;
    }
    word = (ctg_word)*index;
    fields->names[t][word] = (ctg__field_name){
        .own = ctg__words_text(words, word), .column = SIZE_MAX};
    return judge(fields, graph, map, word, own_length, error);
}

ctg_status ctg__fields_add(ctg__fields *fields, ctg_graph *graph, ctg__map *map,
                           const char *name, size_t name_length,
                           const char *value, size_t length, bool nested,
                           ctg_error *error)
{
    ctg__field *const grown = ctg__grow_array(
        fields->items, fields->count, &fields->item_room, 16, sizeof *grown);
    ctg__field_name *found;
    ctg_status status;
    size_t index = 0;

    if (!grown)
        return ctg__fail_memory(error);
    fields->items = grown;
    status = find_name(fields, graph, map, name, name_length, &index, error);
    if (status)
        return status;
    fields->items[fields->count++] = (ctg__field){
        .name = index,
        .at = fields->texts.length,
        .length = length,
        .nested = nested,
    };
    ctg__text_add_bytes(&fields->texts, value, length);
    ctg__text_add_char(&fields->texts, '\0');
    if (fields->texts.failed)
        return ctg__fail_memory(error);
    found = ctg__fields_name(fields, &fields->items[fields->count - 1]);
    if (found->serial != fields->serial)
        found->times = 0;
    found->serial = fields->serial;
    found->times++;
    return CTG_OK;
}

ctg__field_name *ctg__fields_name(const ctg__fields *fields,
                                  const ctg__field *field)
{
    return &fields->names[fields->table == CTG_NODES ? 0 : 1][field->name];
}

const char *ctg__fields_text(const ctg__fields *fields, const ctg__field *field)
{
    return field->nested || ctg__fields_name(fields, field)->times > 1
               ? NULL
               : fields->texts.bytes + field->at;
}

const ctg__field *ctg__fields_find(const ctg__fields *fields,
                                   const char *mapped)
{
    for (size_t i = 0; i < fields->count; i++) {
        const ctg__field *const field = &fields->items[i];

        if (field->length && ctg__fields_text(fields, field) &&
            strcmp(ctg__fields_name(fields, field)->mapped, mapped) == 0)
            return field;
    }
    return NULL;
}

void ctg__fields_clear(ctg__fields *fields)
{
    for (size_t t = 0; t < 2; t++) {
        ctg__words_free(fields->words[t]);
        ctg__release(fields->names[t]);
    }
    ctg__release(fields->items);
    ctg__text_clear(&fields->texts);
    *fields = (ctg__fields){0};
}

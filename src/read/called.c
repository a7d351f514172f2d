#include "read/called.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

static bool make_room(ctg__called *called, ctg_word word)
{
    size_t room = called->room ? called->room : 64;
    ctg_word *ids;
    size_t *lines;

    if (word < called->room)
        return true;
    while (room <= word)
        room *= 2;
    ids = ctg__reallocate_array(called->ids, room, sizeof *ids);
    if (!ids)
        return false;
    called->ids = ids;
    lines = ctg__reallocate_array(called->lines, room, sizeof *lines);
    if (!lines)
        return false;
    called->lines = lines;
    called->room = room;
    return true;
}

ctg_status ctg__called_node(ctg__called *called, const ctg_graph *graph,
                            const char *name, size_t length, ctg_word id,
                            size_t line, bool strict, size_t *twice,
                            ctg_error *error)
{
    const char *const text = ctg__graph_text(graph, id);
    size_t before;
    ctg_word word;

    *twice = SIZE_MAX;
    if (!called->names)
        called->names = ctg__words_new();
    if (!called->names)
        return ctg__fail_memory(error);
    before = ctg__words_count(called->names);
    word = ctg__words_add(called->names, name, length);
    if (word == CTG__NO_WORD || !make_room(called, word))
        return ctg__fail_memory(error);
    if (word < before && word) {
        if (strict || called->ids[word] != id)
            *twice = called->lines[word];
        return CTG_OK;
    }
    called->ids[word] = id;
    called->lines[word] = line;
    called->renamed = called->renamed || strlen(text) != length ||
                      memcmp(text, name, length) != 0;
    return CTG_OK;
}

static ctg_word *cell(ctg_graph *graph, size_t row, size_t column)
{
    return &graph->tables[CTG_EXPOSURES].columns[column].word[row];
}

/* The id of the node so called; CTG__NO_WORD when there is none. */
static ctg_word find(const ctg__called *called, const char *name, size_t length)
{
    const ctg_word word = called->names
                              ? ctg__words_find(called->names, name, length)
                              : CTG__NO_WORD;

    return word == CTG__NO_WORD || !word ? CTG__NO_WORD : called->ids[word];
}

ctg_status ctg__called_set_end(ctg__called *called, ctg_graph *graph,
                               size_t row, size_t column, const char *name,
                               size_t length, size_t line, ctg_error *error)
{
    const ctg_word id = find(called, name, length);
    ctg__called_end *grown;
    ctg_word word;

    if (id != CTG__NO_WORD) {
        *cell(graph, row, column) = id;
        return CTG_OK;
    }
    grown = ctg__grow_array(called->open, called->open_count,
                            &called->open_room, 64, sizeof *grown);
    if (!grown)
        return ctg__fail_memory(error);
    called->open = grown;
    word = ctg__graph_word(graph, name, length);
    if (word == CTG__NO_WORD)
        return ctg__fail_memory(error);
    *cell(graph, row, column) = word;
    grown[called->open_count++] = (ctg__called_end){row, column, line};
    return CTG_OK;
}

void ctg__called_finish(ctg__called *called, ctg_graph *graph, bool strict,
                        void (*missing)(void *context, const char *name,
                                        size_t line),
                        void *context)
{
    for (size_t i = 0; i < called->open_count; i++) {
        const ctg__called_end *const end = &called->open[i];
        ctg_word *const word = cell(graph, end->row, end->column);
        const char *const name = ctg__graph_text(graph, *word);
        const ctg_word id = find(called, name, strlen(name));

        if (id != CTG__NO_WORD)
            *word = id;
        else if (strict || called->renamed)
            missing(context, name, end->line);
    }
}

void ctg__called_clear(ctg__called *called)
{
    ctg__words_free(called->names);
    ctg__release(called->ids);
    ctg__release(called->lines);
    ctg__release(called->open);
    *called = (ctg__called){0};
}

#include "cli/edited.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/presets.h"
#include "cli/say.h"

void edited_clear(edited *made)
{
    free(made->words);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
    *made = (edited){0};
}

/* Edits one by one; blanks around them do not count. */
static ctg_status apply(ctg_graph *graph, const char *words, bool presets,
                        ctg_error *error)
{
    char *const cut = heap_copy(words);
    ctg_status status = CTG_OK;

    for (char *at = cut; !status && at;) {
        char *const end = strchr(at, ';');
        size_t length;

        if (end)
            *end = '\0';
        at += strspn(at, " \t");
        for (length = strlen(at); length && strchr(" \t", at[length - 1]);)
            at[--length] = '\0';
        if (*at && input_names_preset(at) == presets)
            status = ctg_graph_edit(graph, at, error);
        at = end ? end + 1 : NULL;
    }
    free(cut);
    return status;
}

/* In the order of a graph that is read and edited. */
static ctg_status apply_all(ctg_graph *graph, const args *given, bool plain,
                            const char *words, ctg_error *error)
{
    ctg_status status = apply(graph, words, true, error);

    if (!status)
        status = presets_apply(graph, NULL, error);
    if (!status && plain)
        status = input_edit(given, graph, error);
    return status ? status : apply(graph, words, false, error);
}

/* Whether one of the edits names a preset. */
static bool names_preset(const char *words)
{
    for (const char *at = words; at; at = strchr(at, ';')) {
        at += strspn(at, "; \t");
        if (input_names_preset(at))
            return true;
    }
    return false;
}

exit_status edited_make(edited *made, const args *given, const input *from,
                        const char *words, const char *place,
                        const ctg_network **network)
{
    ctg_error error;
    ctg_status status;

    if (!made->words || strcmp(made->words, words) != 0) {
        const bool plain = from->plain && names_preset(words);

        edited_clear(made);
        status = ctg_graph_copy(plain ? from->plain : from->graph, &made->graph,
                                &error);
        if (!status && names_preset(words))
            status = apply_all(made->graph, given, plain, words, &error);
        else if (!status)
            status = apply(made->graph, words, false, &error);
        if (!status)
            status = ctg_network_new(made->graph, &made->network, NULL, &error);
        if (status) {
            say_quoting("%s: %s", place, error.message);
            edited_clear(made);
            return EXIT_FAILED;
        }
        made->words = heap_copy(words);
    }
    *network = made->network;
    return EXIT_DONE;
}

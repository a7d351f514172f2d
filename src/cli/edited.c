#include "cli/edited.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

void edited_clear(edited *made)
{
    free(made->words);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
    *made = (edited){0};
}

/* Edits one by one; blanks around them do not count. */
static ctg_status apply(ctg_graph *graph, char *words, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (char *at = words; !status && at;) {
        char *const end = strchr(at, ';');
        size_t length;

        if (end)
            *end = '\0';
        at += strspn(at, " \t");
        for (length = strlen(at); length && strchr(" \t", at[length - 1]);)
            at[--length] = '\0';
        if (*at)
            status = ctg_graph_edit(graph, at, error);
        at = end ? end + 1 : NULL;
    }
    return status;
}

exit_status edited_make(edited *made, const ctg_graph *graph, const char *words,
                        const char *place, const ctg_network **network)
{
    char *cut;
    ctg_error error;
    ctg_status status;

    if (!made->words || strcmp(made->words, words) != 0) {
        edited_clear(made);
        cut = heap_copy(words);
        status = ctg_graph_copy(graph, &made->graph, &error);
        if (!status)
            status = apply(made->graph, cut, &error);
        if (!status)
            status = ctg_network_new(made->graph, &made->network, NULL, &error);
        free(cut);
        if (status) {
            say("%s: %s", place, error.message);
            edited_clear(made);
            return EXIT_FAILED;
        }
        made->words = heap_copy(words);
    }
    *network = made->network;
    return EXIT_DONE;
}

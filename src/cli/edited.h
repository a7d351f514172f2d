/* The graph with some cells changed, for the rows of a sweep that say so. */
#ifndef CLI_EDITED_H
#define CLI_EDITED_H

#include <contagraph/network.h>

#include "cli/exit.h"
#include "cli/input.h"

/* Starts as {0}; keeps the graph of the last edits, as rows often share them.
 */
typedef struct edited {
    char *words;
    ctg_graph *graph;
    ctg_network *network;
} edited;

/*
 * The network of a copy of the graph with these edits, joined by `;`; a preset
 * that they name fills what is blank, as if --edit had named it. Lives
 * until the next call. Says what is wrong, with the place.
 */
exit_status edited_make(edited *made, const args *given, const input *from,
                        const char *words, const char *place,
                        const ctg_network **network);
void edited_clear(edited *made);

#endif

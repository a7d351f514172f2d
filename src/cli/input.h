/* The graph of a command line: read, edited, checked. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <contagraph/network.h>

#include "cli/args.h"
#include "cli/ensemble_source.h"

/* Starts as {0}; input_clear frees. */
typedef struct input {
    ctg_graph *graph;
    ctg_network *network; /* NULL until input_check */
    ctg_problems *problems;
    char **edits; /* the words of --edit, as outputs show them */
    size_t edit_count;
    char hash[CTG_HASH_ROOM]; /* edits included, ids as they were; "" */
    bool unedited;            /* set before reading: leave --edit out */
    bool unhashed; /* the same: nobody will be told the hash, which is "" */
    bool undrawn;  /* the same: the graph as it is, --draw is for another */
    /* Set before reading: keep the graph as it was before presets filled it,
     * for other presets. `plain` is NULL where they did not. */
    bool keeps_plain;
    ctg_graph *plain;
    /* Of a draw: what it was drawn from, which knows the places of cells. */
    ctg_graph *undrawn_graph;
    ensemble_source source;
    ctg_graph *undrawn_plain; /* the same of `plain` */
} input;

/*
 * Reads the graph by --from, --nodes, --rows, --edges and --map, fills what
 * venues with a preset leave blank, and makes the changes of --edit, where the
 * command has them. Says nothing about problems:
 * on EXIT_FAILED they may be in the list.
 */
exit_status input_read(const args *given, const char *path, input *made,
                       ctg_error *error);

/* Whether nothing that a command writes tells the hash: CSV alone, whole. */
bool input_is_unhashed(const args *given);

/* `venues V preset=NAME`: it comes before what presets fill, all else after. */
bool input_names_preset(const char *words);

/* What --edit says, but for presets, once more: of the plain graph. */
ctg_status input_edit(const args *given, ctg_graph *graph, ctg_error *error);

/* The network of a graph that was read; as above. */
exit_status input_check(input *made, ctg_error *error);

/* Both, with --draw of the network it says, and all problems and warnings said
 * on stderr. */
exit_status input_open(const args *given, const char *path, input *made);

/*
 * Says on stderr why a graph was refused: its problems, else the error. With
 * --anonymise the places of problems, and no words that may quote the file.
 */
void input_say_refused(const args *given, const char *path, const input *made,
                       exit_status status, const ctg_error *error);

/*
 * The node of an id that an option gives; EXIT_USAGE, said with a suggestion,
 * when there is none.
 */
exit_status input_find_node(const ctg_graph *graph, const char *option,
                            const char *id, ctg_node *node);

/* No names in the words of edits. */
void input_hide_edits(input *made);

/* New names for the graph, and none in the words of its edits. */
ctg_status input_hide(input *made, ctg_error *error);

void input_clear(input *made);

#endif

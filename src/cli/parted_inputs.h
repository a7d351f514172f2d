/* What parts of one command have in common: its words, and what it reads. */
#ifndef CLI_PARTED_INPUTS_H
#define CLI_PARTED_INPUTS_H

#include <contagraph/part.h>

#include "cli/args.h"

/* The words of the command line that results depend on, NULL at the end; for
 * parted_free_texts. */
char **parted_words(const args *given);

/* The hashes of the graph and of every other file that is read, likewise. */
exit_status parted_inputs(const args *given, const char *graph_hash,
                          char ***inputs);

void parted_free_texts(char **texts);

/* Whether texts are those of a part, one by one. */
bool parted_same(char **texts, const ctg_part *part,
                 const char *at(const ctg_part *part, size_t index));

/* Whether inputs are those of a part, which messages call so; says what is
 * not. */
exit_status parted_check_inputs(char **inputs, const ctg_part *part,
                                const char *called);

/* Whether anything of the command comes from standard input. */
bool parted_reads_stdin(const args *given);

#endif

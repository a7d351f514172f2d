/* Commands, to be told: words as a shell takes them. */
#ifndef CLI_COMMAND_WORDS_H
#define CLI_COMMAND_WORDS_H

#include "cli/args.h"

/* Each frees the line and returns a longer one, of heap_take's. */
char *command_add(char *line, const char *words);
/* Quoted where it must be. */
char *command_add_word(char *line, const char *word);
/* An option as it was given. */
char *command_add_use(char *line, const args_use *use);

#endif

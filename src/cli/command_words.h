/* Commands, to be told: words as a shell takes them. */
#ifndef CLI_COMMAND_WORDS_H
#define CLI_COMMAND_WORDS_H

/* Each frees the line and returns a longer one, of heap_take's. */
char *command_add(char *line, const char *words);
/* Quoted where it must be. */
char *command_add_word(char *line, const char *word);

#endif

/*
 * A command: a name, what --help says, its options, and a function. To add
 * one, write cmd_NAME.c that defines `const command_row command_NAME` and give
 * it a row in commands.def. Commands use the public headers only.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "cli/args.h"
#include "cli/exit.h"
#include "cli/option.h"

typedef struct command_example {
    const char *line; /* without the prompt; ` \` and a line end, 6 blanks */
    const char *what; /* what it does, a few words */
} command_example;

typedef struct command_row {
    const char *name;
    const char *operands; /* "GRAPH", for the usage line */
    const char *summary;  /* one line, lower case, no full stop */
    const char *about;    /* a paragraph for --help; sentences */
    size_t least;         /* operands that must be there ... */
    size_t most;          /* ... and may be */
    const option_row *own;
    size_t own_count;
    unsigned sets;            /* OPTIONS_... joined */
    bool is_shared;           /* other processes can do rows of it */
    bool is_parted;           /* has --part, and `merge` knows it */
    bool is_resumed;          /* --resume goes on with it as a whole, too */
    void (*more)(FILE *file); /* another section of --help; NULL */
    command_example examples[2];
    exit_status (*run)(const args *given);
} command_row;

#define COMMAND(name) extern const command_row command_##name;
#include "cli/commands.def"
#undef COMMAND

/* The index-th command; NULL past the last. */
const command_row *command_at(size_t index);
/* NULL when there is no such command. */
const command_row *command_find(const char *name);
/* The command somebody probably meant; NULL for none. */
const char *command_nearest(const char *name);

#endif

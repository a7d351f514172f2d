/* A command line, parsed by the tables of its command. */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/exit.h"
#include "cli/option.h"

struct command_row;
struct merging;
struct processes;

typedef struct args_use {
    const option_row *option;
    const char *value; /* NULL when none was given */
} args_use;

typedef struct args {
    const struct command_row *command;
    option_set sets[OPTION_SETS_MOST + 1]; /* the command's own first */
    size_t set_count;
    args_use *uses; /* in the order of the command line */
    size_t use_count;
    char **operands;
    size_t operand_count;
    /* The last option without its value that a word follows, and that word: meant
     * as its value where it is too many. NULL: none. */
    const option_row *alone;
    const char *behind;
    /* A command by its name; NULL: there is none. */
    const struct command_row *(*find)(const char *name);
    const struct merging *merged; /* parts that it puts together; or NULL */
    const struct processes *processes; /* that do the same; or NULL */
} args;

/*
 * Parses what follows the command's name. On EXIT_USAGE the reason was said
 * on stderr. --help stops the parsing: `args_given(given, "help")`.
 */
exit_status args_parse(const struct command_row *command, int argc, char **argv,
                       args *given);
void args_clear(args *given);

/*
 * Options of the command by name; asking for one that its tables lack is a
 * defect. The value of the last use, NULL when it was not given.
 */
const char *args_value(const args *given, const char *name);
bool args_given(const args *given, const char *name);
/* Whether the command has this option at all. */
bool args_known(const args *given, const char *name);

/*
 * The next use at or after *index, which moves past it; NULL at the end.
 *
 *     for (size_t i = 0; (value = args_next(given, "shock", &i));)
 */
const char *args_next(const args *given, const char *name, size_t *index);

/*
 * A whole number within [least, most], `standard` when the option was not
 * given. Says what is wrong on stderr and returns false otherwise.
 */
bool args_count(const args *given, const char *name, size_t least, size_t most,
                size_t standard, size_t *count);
/* The same for any number, also in per cent. */
bool args_number(const args *given, const char *name, double least, double most,
                 double standard, double *number);

#endif

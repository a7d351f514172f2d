/* What the terminal, or what stands in for it, can show. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/args.h"

typedef struct terminal {
    bool color;
    bool ascii;
    size_t width; /* columns, at least 60 */
} terminal;

enum { TERMINAL_LEAST = 60, TERMINAL_STANDARD = 80, TERMINAL_MOST = 10000 };

/*
 * Reads --color, --ascii, --width, --progress, -q and -v where the command has
 * them, then NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS and the locale.
 */
exit_status terminal_find(const args *given, terminal *found);

#endif

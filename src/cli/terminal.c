#include "cli/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/progress.h"
#include "cli/say.h"

static bool is_set(const char *variable)
{
    const char *const value = getenv(variable);

    return value && *value;
}

static bool wants_color(const char *when, bool to_file)
{
    const char *const kind = getenv("TERM");

    if (when && strcmp(when, "always") == 0)
        return true;
    if (when && strcmp(when, "never") == 0)
        return false;
    if (is_set("NO_COLOR"))
        return false;
    if (is_set("CLICOLOR_FORCE") && strcmp(getenv("CLICOLOR_FORCE"), "0"))
        return true;
    return !to_file && isatty(STDOUT_FILENO) &&
           (!kind || strcmp(kind, "dumb") != 0);
}

/* Of the terminal, else of COLUMNS, else the standard. */
static size_t find_width(void)
{
    struct winsize size;
    const char *const columns = getenv("COLUMNS");
    long width = TERMINAL_STANDARD;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    else if (columns && *columns)
        width = strtol(columns, NULL, 10);
    if (width < TERMINAL_LEAST)
        return TERMINAL_LEAST;
    return width > TERMINAL_MOST ? TERMINAL_MOST : (size_t)width;
}

exit_status terminal_find(const args *given, terminal *found)
{
    const char *const codeset = nl_langinfo(CODESET);
    const bool pages = args_known(given, "width");

    found->ascii =
        strcasecmp(codeset, "UTF-8") != 0 && strcasecmp(codeset, "utf8") != 0;
    found->color = false;
    found->width = TERMINAL_STANDARD;
    if (pages) {
        found->ascii = found->ascii || args_given(given, "ascii");
        found->color = wants_color(args_value(given, "color"),
                                   args_value(given, "output") != NULL);
        if (!args_count(given, "width", TERMINAL_LEAST, TERMINAL_MOST,
                        find_width(), &found->width))
            return EXIT_USAGE;
    }
    progress_set(args_value(given, "progress"), found->ascii);
    if (args_given(given, "quiet"))
        say_set_quiet();
    if (args_given(given, "verbose"))
        say_set_verbose();
    return EXIT_DONE;
}

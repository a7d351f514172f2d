/*
 * Options: rows of tables, shared by the commands that take them. Parsing,
 * --help, suggestions and shell completion all read the same rows.
 */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

typedef enum option_kind {
    OPTION_ALONE, /* takes nothing */
    OPTION_VALUE, /* must have a value: --top N */
    OPTION_MAYBE  /* may have one, behind `=`: --from-below=false */
} option_kind;

typedef struct option_row {
    const char *name; /* "top", without dashes */
    char letter;      /* 'k' for -k; 0 for none */
    option_kind kind;
    bool repeats;         /* every use counts, not only the last */
    bool writes;          /* its value is a file that is written */
    const char *argument; /* what --help calls the value: "N" */
    const char *meaning;  /* lower case, no full stop */
    const char *const
        *values; /* all that it can be, NULL at the end; or NULL */
} option_row;

/* A group of rows under one heading of --help. */
typedef struct option_set {
    const char *title;
    const option_row *rows;
    size_t count;
} option_set;

/* The sets a command can share; its `sets` joins them with |. */
enum {
    OPTIONS_SCENARIO = 1, /* --shock, --scenario, --model and every key */
    OPTIONS_READING = 2,  /* how GRAPH is read */
    OPTIONS_EDIT = 4,     /* --edit */
    OPTIONS_PAGE = 8,     /* -o, --color, --ascii, --width */
    OPTIONS_ANONYMISE = 16,
    OPTIONS_LIMIT = 32,        /* --fail-if */
    OPTIONS_READING_BARE = 64, /* as READING, but for --from */
    OPTIONS_RECONSTRUCT = 128, /* networks from totals: what is known, how */
    OPTIONS_RISK = 256,        /* --risk and every key of a risk file */
    OPTIONS_ENSEMBLE = 512     /* --ensemble, --reconstruct, --band */
};

/* At most this many sets belong to a command, its own included. */
enum { OPTION_SETS_MOST = 10 };

/*
 * Collects the sets that `sets` names, in the order --help shows them, the
 * common ones (-q, -v, --help) last. Returns how many.
 */
size_t option_sets(unsigned sets, option_set found[OPTION_SETS_MOST]);

/* Values of --format, from the library's table; there from option_sets on. At
 * most so many of it, and NULL at the end. */
enum { OPTION_FORMATS_MOST = 15 };
extern const char *option_formats[];          /* what every command prints */
extern const char *option_formats_of_rows[];  /* and a database */
extern const char *option_formats_of_paths[]; /* and traces */
extern const char *option_formats_of_draws[]; /* and jsonl, an ensemble */

#define OPTION_OUTPUT                                                          \
    {                                                                          \
        .name = "output", .letter = 'o', .kind = OPTION_VALUE,                 \
        .argument = "FILE", .writes = true,                                    \
        .meaning =                                                             \
            "write the result here instead of to standard output; the file "   \
            "appears whole or not at all"                                      \
    }

#define OPTION_GRAPH_OUTPUT                                                    \
    {                                                                          \
        .name = "output", .letter = 'o', .kind = OPTION_VALUE,                 \
        .argument = "FILE", .writes = true,                                    \
        .meaning = "where to write: a file, a folder for CSV tables, or - "    \
                   "for standard output; needed"                               \
    }

#define OPTION_THREADS                                                         \
    {                                                                          \
        .name = "threads", .kind = OPTION_VALUE, .argument = "N",              \
        .meaning = "how many at once (all processors); no result depends on "  \
                   "it"                                                        \
    }

#define OPTION_PART                                                            \
    {                                                                          \
        .name = "part", .kind = OPTION_VALUE, .argument = "I/N",               \
        .meaning =                                                             \
            "make rows I, I + N, I + 2 N, ... alone, as JSON lines for "       \
            "`merge`"                                                          \
    }

#define OPTION_RESUME_PART                                                     \
    {                                                                          \
        .name = "resume", .kind = OPTION_VALUE, .argument = "FILE",            \
        .meaning = "with --part: continue a part that was broken off, or "     \
                   "begin it"                                                  \
    }

#define OPTION_FORMAT                                                          \
    {                                                                          \
        .name = "format", .kind = OPTION_VALUE, .argument = "FORMAT",          \
        .meaning = "of the result (text); csv is one flat table",              \
        .values = option_formats                                               \
    }

#endif

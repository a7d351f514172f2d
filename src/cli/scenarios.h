/* A file of scenarios, read one by one: CSV, or a JSON object a line. */
#ifndef CLI_SCENARIOS_H
#define CLI_SCENARIOS_H

#include <stdio.h>

#include <contagraph/scenario.h>

#include "cli/exit.h"

typedef struct scenarios {
    const ctg_scenario *base; /* what a row does not say */
    const char *path;
    FILE *file;
    size_t line; /* of the record last read, from 1 */
    size_t row;  /* records read */
    char *text;  /* the record last read */
    size_t room;
    bool is_json;
    char *header; /* of CSV; `keys` point into it */
    char **keys;
    size_t key_count;
} scenarios;

/*
 * Opens a file, or `-`, and reads the header of a CSV; the base stays the
 * caller's. Says what is wrong.
 */
exit_status scenarios_open(const char *path, const ctg_scenario *base,
                           scenarios *made);

/*
 * The next scenario and its id, both to be freed; *made is NULL at the end.
 * A row without an id has its number. Says what is wrong, with the line.
 */
exit_status scenarios_next(scenarios *from, ctg_scenario **made, char **id);

void scenarios_close(scenarios *from);

#endif

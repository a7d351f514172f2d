/* What the readers of JSON share. */
#ifndef READ_JSON_PARSE_H
#define READ_JSON_PARSE_H

#include <stdbool.h>

#include "bridge/jansson.h"
#include "data/graph.h"
#include "data/problem.h"

/*
 * Parses; a syntax error becomes a problem at its line and column, and
 * `*value` stays NULL. `asking` may be NULL.
 */
ctg_status ctg__json_read(const char *bytes, size_t length, const char *shown,
                          ctg__asking *asking, json_t **value,
                          ctg_problems *problems, ctg_error *error);

/* "an object", "null": what a value is, for messages. */
const char *ctg__json_type(const json_t *value);

/* Whether an object begins, behind blanks. */
bool ctg__json_looks(const char *bytes, size_t length);

/* A JSON pointer's step: "/name" with ~ and / escaped. */
void ctg__json_pointer(char *text, size_t size, const char *name,
                       size_t length);

#endif

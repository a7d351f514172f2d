/* What the readers of JSON share. */
#ifndef READ_JSON_H
#define READ_JSON_H

#include "bridge/json.h"
#include "data/graph.h"
#include "data/problem.h"

/*
 * Parses; a syntax error becomes a problem at its line and column, and
 * `*value` stays NULL.
 */
ctg_status ctg__json_read(const char *bytes, size_t length, const char *shown,
                          json_t **value, ctg_problems *problems,
                          ctg_error *error);

/* Takes the members of an object as the graph's about; `pointer` is where the
 * object is, "" or "/about". */
ctg_status ctg__json_take_about(json_t *object, const char *shown,
                                const char *pointer, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error);

/* about.json, the whole file. What is wrong with it goes to `problems`. */
ctg_status ctg__json_read_about(const char *bytes, size_t length,
                                const char *shown, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error);

/* A JSON pointer's step: "/name" with ~ and / escaped. */
void ctg__json_pointer(char *text, size_t size, const char *name,
                       size_t length);

#endif

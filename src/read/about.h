/* What a graph says about itself: title, unit, date, source. */
#ifndef READ_ABOUT_H
#define READ_ABOUT_H

#include <stddef.h>

#include "bridge/jansson.h"
#include "data/graph.h"
#include "data/problem.h"
#include "text/text.h"

/* "title", ...; NULL past the last. The index is ctg__graph_set_about's. */
const char *ctg__about_name(size_t field);
const char *ctg__about_text(const ctg_about *about, size_t field);

/* SIZE_MAX: there is no such field. */
size_t ctg__about_find(const char *name);

/* As a JSON object; false when there is nothing in it. */
bool ctg__about_write(const ctg_about *about, ctg__text *text);

/* Takes the members of an object as the graph's about; `pointer` is where the
 * object is, "" or "/about". */
ctg_status ctg__about_take(json_t *object, const char *shown,
                           const char *pointer, ctg_graph *graph,
                           ctg_problems *problems, ctg_error *error);

/* about.json, the whole file. What is wrong with it goes to `problems`. */
ctg_status ctg__about_read(const char *bytes, size_t length, const char *shown,
                           ctg_graph *graph, ctg_problems *problems,
                           ctg_error *error);

#endif

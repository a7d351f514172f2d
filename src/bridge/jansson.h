/* jansson: JSON documents in memory. Writing is by text/text.h. */
#ifndef BRIDGE_JANSSON_H
#define BRIDGE_JANSSON_H

#include <stddef.h>

#include <jansson.h>

#include "base/asking.h"
#include "base/error.h"

/* Where a text stops being JSON, and why. */
typedef struct ctg__json_fault {
    size_t line;   /* from 1 */
    size_t column; /* in bytes, from 1 */
    char text[200];
} ctg__json_fault;

/*
 * Parses the whole of `bytes`; free the value with json_decref. CTG_BAD_INPUT
 * fills in `fault`, not `error`: only the caller knows the file. Duplicate
 * keys, NaN, overflow and bad UTF-8 are refused; integers come as reals, as
 * amounts may be above 2^63. A byte order mark is stepped over.
 */
ctg_status ctg__json_parse(const char *bytes, size_t length, json_t **value,
                           ctg__json_fault *fault, ctg_error *error);

/* The same of what may be long: also CTG_CANCELLED, with its words. */
ctg_status ctg__json_parse_asking(const char *bytes, size_t length,
                                  ctg__asking *asking, json_t **value,
                                  ctg__json_fault *fault, ctg_error *error);

#endif

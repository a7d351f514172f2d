/*
 * Which exposures are one line, and which lines one segment: in a few bytes an
 * exposure beside the lines, as there may be millions.
 */
#ifndef OPTIMISE_LINES_PUT_H
#define OPTIMISE_LINES_PUT_H

#include "base/asking.h"
#include "optimise/lines.h"
#include "text/words.h"

/* What tells lines apart, per entry of the exposures. */
typedef struct ctg__entries {
    const ctg_network *network;
    const ctg__exposures *of;
    ctg__words *words;
    ctg_word *by;    /* cells of --by; NULL: none */
    int16_t *weight; /* NULL: all 1 */
    ctg__asking *asking;
} ctg__entries;

/* Puts exposures together as lines, `after` being as before and nothing fixed;
 * false when out of memory or `asking` is stopped. */
bool ctg__lines_put(const ctg__entries *from, ctg__arena *scratch,
                    ctg__arena *arena, ctg__lines *lines);

#endif

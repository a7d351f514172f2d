/*
 * What a file says and a graph cannot hold, left out but not in silence: one
 * note for a file, with what and how often.
 */
#ifndef READ_LEFT_OUT_H
#define READ_LEFT_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "data/problem.h"
#include "text/words.h"

/* Starts as {0}; ctg__left_out_clear frees. */
typedef struct ctg__left_out {
    ctg__words *what; /* "name\nwhy" */
    size_t *counts;   /* by word */
    size_t room;
    bool failed; /* out of memory: said by ctg__left_out_say */
} ctg__left_out;

/* `why` is a word or two: "repeated", "of the graph". */
void ctg__left_out_add(ctg__left_out *left, const char *name, size_t length,
                       const char *why, size_t times);

/* Adds the note, if anything was left out. */
ctg_status ctg__left_out_say(const ctg__left_out *left, const char *shown,
                             ctg_problems *problems, ctg_error *error);

void ctg__left_out_clear(ctg__left_out *left);

#endif

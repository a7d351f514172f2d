/* Problems: what is wrong, or looks wrong, with an input, all in one pass. */
#ifndef CONTAGRAPH_PROBLEM_H
#define CONTAGRAPH_PROBLEM_H

#include <stddef.h>

#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ctg_severity {
    CTG_WARNING,  /* suspicious; the input is used as it stands */
    CTG_REJECTED, /* the input is refused */
    CTG_NOTE      /* read otherwise than written, and rightly */
} ctg_severity;

typedef struct ctg_problem {
    ctg_severity severity;
    const char *place; /* "nodes.csv:3:7", "net.json:/nodes/2/equity"; or "" */
    const char *text;  /* what, with the value; lower case, no full stop */
} ctg_problem;

typedef struct ctg_problems ctg_problems;

/* An empty list; NULL when out of memory. Free with ctg_problems_free. */
ctg_problems *ctg_problems_new(void);
void ctg_problems_free(ctg_problems *problems); /* NULL does nothing */

/* All that were reported, also those beyond the first 50 that are kept. */
size_t ctg_problems_count(const ctg_problems *problems, ctg_severity severity);

/*
 * The problems kept, in the order they were found: at most 50 of each
 * severity. NULL past the last one. Owned by the list.
 */
const ctg_problem *ctg_problems_at(const ctg_problems *problems, size_t index);

#ifdef __cplusplus
}
#endif
#endif

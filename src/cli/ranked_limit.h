/* Limits on rankings: the largest score of a measure, or a node's. */
#ifndef CLI_RANKED_LIMIT_H
#define CLI_RANKED_LIMIT_H

#include <contagraph/rank.h>

#include "cli/limit.h"

/* Starts as {0}; ranked_limits_clear frees. */
typedef struct ranked_limits {
    limits bounds;
    limit_key *keys; /* labels of the measures, then what is of the whole */
    char *labels;
} ranked_limits;

/* Every --fail-if, for a ranking by these measures; says what is wrong. */
exit_status ranked_limits_read(const args *given, const char *measures,
                               ranked_limits *made);
exit_status ranked_limits_judge(const ranked_limits *made,
                                const ctg_ranking *ranking);
void ranked_limits_clear(ranked_limits *made);

#endif

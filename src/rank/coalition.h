/* Coalitions of nodes: those in it default, the others do not. */
#ifndef RANK_COALITION_H
#define RANK_COALITION_H

#include "rank/game.h"
#include "rank/ranking.h"

/*
 * The loss game: the system's equity lost in the plan's scenario with the
 * default of every node of the coalition, less without any. Nodes outside the
 * coalition are not shocked; they fail if the cascade reaches them.
 */
typedef struct ctg__coalition {
    ctg__job *job;
    ctg_plan plan; /* the job's, with room for a shock of every node */
    double base;
} ctg__coalition;

ctg_status ctg__coalition_make(ctg__job *job, ctg__coalition *coalition,
                               ctg_error *error);

/* A ctg__game whose context is a ctg__coalition. */
ctg__game ctg__coalition_loss;

#endif

/* worst-shock: what moves within a norm do most harm. */
#include <math.h>

#include "optimise/seek.h"

static ctg_status run(ctg__task *task, ctg_error *error)
{
    ctg__seek of;
    ctg_status status = ctg__seek_read(task, false, &of, error);

    if (!status)
        status = of.monotone ? ctg__seek_branch(&of, error)
                             : ctg__seek_pattern(&of, error);
    if (!status && !of.point_count)
        status = ctg__fail(error, CTG_NO_SOLUTION,
                           "no moves within the radius were found");
    task->answer->question =
        ctg__answer_print(task->answer, "largest %s of moves within %.6g",
                          ctg__measure_name(of.measure), of.radius);
    return status ? status : ctg__seek_answer(&of, error);
}

static const char *const settings[] = {"move",    "norm",     "correlation",
                                       "radius",  "measure",  "restarts",
                                       "answers", "priority", NULL};

const ctg__optimiser ctg__optimise_worst_shock = {
    .about = {.name = "worst-shock",
              .summary = "the moves within a norm that do most harm",
              .source = "Breuer, Jandacka, Rheinberger, Summer 2009"},
    .settings = settings,
    .gap = 1e-3,
    .run = run,
};

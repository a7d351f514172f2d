/* reverse: the least moves that reach a target. */
#include <math.h>
#include <string.h>

#include "optimise/seek.h"

enum { PROBES = 32 };

/* Smaller ones that reach it, too: then it is not the least. */
static ctg_status probe(ctg__seek *of, ctg_error *error)
{
    const double least = of->points[0].y[0];
    ctg_status status = CTG_OK;
    size_t reaching = 0;

    for (int k = 1; !status && k <= PROBES; k++) {
        const double y = least * k / (PROBES + 1);
        ctg__measures found;

        status = ctg__moves_run(&of->moves, &y, &found, error);
        reaching += !status && ctg__target_met(&of->target, &found);
    }
    if (reaching)
        ctg__answer_note(of->task->answer,
                         ctg__answer_print(of->task->answer,
                                           "%zu of %d smaller sizes reach the "
                                           "target, too: it is not met from "
                                           "one size on",
                                           reaching, PROBES));
    return status == CTG_CANCELLED ? CTG_OK : status;
}

/* One move: the upper end of a bisection. */
static ctg_status bisect(ctg__seek *of, ctg_error *error)
{
    const double full = of->most[0];
    double measure;
    bool reached;
    ctg_status status = ctg__seek_try(of, &full, &measure, &reached, error);

    of->method = "bisection";
    if (!status && reached)
        status = ctg__seek_pull(of, &full, 1e-12, error);
    if (!status && of->point_count && of->monotone)
        of->bound = of->points[0].norm;
    if (!status && of->point_count)
        status = probe(of, error);
    return status == CTG_CANCELLED && of->point_count ? CTG_OK : status;
}

/* The full sizes miss it: what they come to. */
static ctg_status fail(ctg__seek *of, ctg_error *error)
{
    ctg__measures found = {0};
    const ctg_status status =
        ctg__moves_run(&of->moves, of->most, &found, error);
    const char *const name = ctg__measure_name(of->measure);

    if (status)
        return status;
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "the target %s: full sizes reach %s %.6g, not %.6g",
                     of->monotone ? "cannot be reached" : "was not found", name,
                     found.value[of->measure], of->target.bound);
}

static ctg_status seek(ctg__seek *of, ctg_error *error)
{
    double *none;

    if (!TAKE(&of->task->arena, none, of->moves.count + 1))
        return ctg__fail_memory(error);
    if (ctg__target_met(&of->target, &of->task->answer->before)) {
        double measure;
        bool reached;

        of->method = "closed form";
        of->bound = 0;
        return ctg__seek_try(of, none, &measure, &reached, error);
    }
    if (of->moves.count == 1)
        return bisect(of, error);
    return of->monotone ? ctg__seek_branch(of, error)
                        : ctg__seek_pattern(of, error);
}

static ctg_status run(ctg__task *task, ctg_error *error)
{
    ctg__seek of;
    ctg_status status = ctg__seek_read(task, true, &of, error);

    if (!status)
        status = seek(&of, error);
    if (!status && !of.point_count)
        status = fail(&of, error);
    if (status)
        return status;
    task->answer->question =
        ctg__answer_print(task->answer, "least moves to %s", of.target.words);
    return ctg__seek_answer(&of, error);
}

static const char *const settings[] = {"move",        "norm",     "target",
                                       "correlation", "restarts", "answers",
                                       "priority",    NULL};

const ctg__optimiser ctg__optimise_reverse = {
    .about = {.name = "reverse",
              .summary = "the least moves that reach a target",
              .source = "Breuer, Jandacka, Rheinberger, Summer 2009"},
    .settings = settings,
    .gap = 1e-3,
    .run = run,
};

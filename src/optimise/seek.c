#include "optimise/seek.h"

#include <math.h>
#include <string.h>

enum { POINTS = 256 };

ctg_status ctg__seek_read(ctg__task *task, bool reverse, ctg__seek *made,
                          ctg_error *error)
{
    const char *const word = ctg__setting(task, "measure");
    ctg_status status;

    *made = (ctg__seek){.task = task,
                        .reverse = reverse,
                        .measure = CTG__MEASURE_LOSS,
                        .bound = (double)NAN};
    status = ctg__moves_read(task, &made->moves, error);
    if (!status)
        status = ctg__norm_read(&made->moves, &made->norm, error);
    if (!status && reverse)
        status = ctg__target_read(task, &made->target, error);
    if (!status && reverse)
        made->measure = made->target.measure;
    if (!status && word)
        status = ctg__measure_find(word, &made->measure, error);
    if (status)
        return status;
    if (!reverse) {
        if (!ctg__setting_given(task, "radius"))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "no --radius: how large the moves may be");
        status =
            ctg__setting_number(task, "radius", 0, 1e300, &made->radius, error);
        if (!status && !(made->radius > 0))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "--radius must be above 0");
    }
    if (!status && (!TAKE(&task->arena, made->most, made->moves.count + 1) ||
                    !TAKE(&task->arena, made->points, POINTS + 1)))
        return ctg__fail_memory(error);
    for (size_t k = 0; !status && k < made->moves.count; k++)
        made->most[k] = made->moves.moves[k].full / made->moves.moves[k].unit;
    made->monotone = ctg__moves_are_monotone(&made->moves, made->measure) &&
                     !(reverse && made->target.below);
    return status;
}

double ctg__seek_best(const ctg__seek *of)
{
    if (!of->point_count)
        return of->reverse ? HUGE_VAL : -HUGE_VAL;
    return of->reverse ? of->points[0].norm : of->points[0].measure;
}

static bool better(const ctg__seek *of, const ctg__found_point *one,
                   const ctg__found_point *other)
{
    if (of->reverse)
        return one->norm < other->norm;
    return one->measure > other->measure ||
           (one->measure == other->measure && one->norm < other->norm);
}

/* Best first, ties as they came; the worst falls out. */
static ctg_status keep(ctg__seek *of, const double *y, double measure,
                       ctg_error *error)
{
    const size_t bytes = of->moves.count * sizeof *y;
    ctg__found_point made = {NULL, ctg__norm_of(&of->norm, y), measure};
    size_t at = of->point_count;

    while (at > 0 && better(of, &made, &of->points[at - 1]))
        at--;
    if (at == POINTS)
        return CTG_OK;
    if (of->point_count == POINTS)
        made.y = of->points[--of->point_count].y;
    else if (!TAKE(&of->task->arena, made.y, of->moves.count + 1))
        return ctg__fail_memory(error);
    memcpy(made.y, y, bytes);
    memmove(of->points + at + 1, of->points + at,
            (of->point_count - at) * sizeof *of->points);
    of->points[at] = made;
    of->point_count++;
    if (at == 0)
        ctg__task_tell(of->task, ctg__seek_best(of), of->bound);
    return CTG_OK;
}

ctg_status ctg__seek_try(ctg__seek *of, const double *y, double *measure,
                         bool *reached, ctg_error *error)
{
    ctg__measures found;
    ctg_status status = ctg__moves_run(&of->moves, y, &found, error);

    *reached = false;
    *measure = (double)NAN;
    if (status)
        return status;
    *measure = found.value[of->measure];
    *reached = of->reverse
                   ? ctg__target_met(&of->target, &found)
                   : ctg__norm_of(&of->norm, y) <= of->radius * (1 + 1e-12);
    if (isnan(*measure))
        *reached = false;
    return *reached ? keep(of, y, *measure, error) : CTG_OK;
}

ctg_status ctg__seek_pull(ctg__seek *of, const double *y, double narrow,
                          ctg_error *error)
{
    const size_t n = of->moves.count;
    double low = 0;
    double high = 1;
    double *point;
    ctg_status status = CTG_OK;
    ctg__arena arena = {0};

    if (!TAKE(&arena, point, n + 1))
        return ctg__fail_memory(error);
    while (!status && high - low > narrow) {
        const double middle = low + (high - low) / 2;
        double measure;
        bool reached;

        for (size_t k = 0; k < n; k++)
            point[k] = middle * y[k];
        status = ctg__seek_try(of, point, &measure, &reached, error);
        if (reached)
            high = middle;
        else
            low = middle;
    }
    ctg__arena_clear(&arena);
    return status;
}

/* Pattern search from many starts, for scenarios that are not monotone. */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "optimise/seek.h"

static const double first_step = 0.25;
static const double last_step = 1e-4;
static const double coarse = 1e-6;

typedef struct work {
    ctg__seek *of;
    double *now;
    double *next;
    double score; /* to be lowered: a norm, or minus a measure */
} work;

/* A point within full sizes and, for the worst, the radius. */
static void confine(const work *w, double *y)
{
    ctg__seek *const of = w->of;
    double norm;

    for (size_t k = 0; k < of->moves.count; k++)
        y[k] = fmin(of->most[k], fmax(0, y[k]));
    if (of->reverse)
        return;
    norm = ctg__norm_of(&of->norm, y);
    for (size_t k = 0; norm > of->radius && k < of->moves.count; k++)
        y[k] *= of->radius / norm;
}

/* Of a target: the least that reaches on the point's ray; none: HUGE_VAL. */
static ctg_status score_least(work *w, double *y, double *score,
                              ctg_error *error)
{
    ctg__seek *const of = w->of;
    double *const ray = w->next + of->moves.count;
    double low = 0;
    double high = 1;
    double measure;
    bool reached;
    ctg_status status = ctg__seek_try(of, y, &measure, &reached, error);

    *score = HUGE_VAL;
    if (status || !reached)
        return status;
    while (!status && high - low > coarse) {
        const double middle = low + (high - low) / 2;

        for (size_t k = 0; k < of->moves.count; k++)
            ray[k] = middle * y[k];
        status = ctg__seek_try(of, ray, &measure, &reached, error);
        if (reached)
            high = middle;
        else
            low = middle;
    }
    for (size_t k = 0; k < of->moves.count; k++)
        y[k] *= high;
    *score = ctg__norm_of(&of->norm, y);
    return status;
}

static ctg_status score_of(work *w, double *y, double *score, ctg_error *error)
{
    double measure = 0;
    bool reached = false;
    ctg_status status;

    if (w->of->reverse)
        return score_least(w, y, score, error);
    status = ctg__seek_try(w->of, y, &measure, &reached, error);
    *score = reached ? -measure : HUGE_VAL;
    return status;
}

static ctg_status try_next(work *w, bool *gained, ctg_error *error)
{
    const size_t bytes = w->of->moves.count * sizeof *w->now;
    double score;
    ctg_status status;

    confine(w, w->next);
    if (memcmp(w->next, w->now, bytes) == 0)
        return CTG_OK;
    status = score_of(w, w->next, &score, error);
    if (!status && score < w->score) {
        w->score = score;
        memcpy(w->now, w->next, bytes);
        *gained = true;
    }
    return status;
}

/* Each coordinate up and down, each pair one up and the other down. */
static ctg_status poll(work *w, double step, bool *gained, ctg_error *error)
{
    ctg__seek *const of = w->of;
    const size_t n = of->moves.count;
    ctg_status status = CTG_OK;

    *gained = false;
    for (size_t i = 0; !status && i < n; i++)
        for (size_t j = 0; !status && j <= n; j++) {
            if (j == i)
                continue;
            for (int down = 0; !status && down < (j == n ? 2 : 1); down++) {
                memcpy(w->next, w->now, n * sizeof *w->now);
                w->next[i] += (down ? -step : step) * of->most[i];
                if (j < n)
                    w->next[j] -= step * of->most[j];
                status = try_next(w, gained, error);
            }
        }
    return status;
}

static ctg_status from(work *w, ctg_error *error)
{
    bool gained;
    ctg_status status;

    confine(w, w->now);
    status = score_of(w, w->now, &w->score, error);
    for (double step = first_step; !status && step >= last_step;) {
        status = poll(w, step, &gained, error);
        if (!gained)
            step /= 2;
    }
    return status;
}

/* Start s: each move alone, each left out, all, then random ones. */
static void start_at(work *w, size_t s)
{
    ctg__seek *const of = w->of;
    const size_t n = of->moves.count;
    ctg__random random;

    for (size_t k = 0; k < n; k++)
        w->now[k] = s < n       ? (k == s ? of->most[k] : 0)
                    : s < 2 * n ? (k == s - n ? 0 : of->most[k])
                                : of->most[k];
    if (s <= 2 * n)
        return;
    ctg__random_start(&random, of->task->options->seed, s - 2 * n - 1);
    for (size_t k = 0; k < n; k++)
        w->now[k] = of->most[k] * ctg__random_unit(&random);
}

ctg_status ctg__seek_pattern(ctg__seek *of, ctg_error *error)
{
    const size_t n = of->moves.count;
    work w = {.of = of};
    size_t restarts = 10;
    ctg_status status =
        ctg__setting_count(of->task, "restarts", 0, 1000000, &restarts, error);

    of->method = "pattern search";
    if (!status && (!TAKE(&of->task->arena, w.now, n + 1) ||
                    !TAKE(&of->task->arena, w.next, 2 * n + 1)))
        status = ctg__fail_memory(error);
    for (size_t s = 0; !status && s < 2 * n + 1 + restarts; s++) {
        start_at(&w, s);
        status = from(&w, error);
    }
    if (!status && of->reverse && of->point_count) {
        memcpy(w.now, of->points[0].y, n * sizeof *w.now);
        status = ctg__seek_pull(of, w.now, 1e-12, error);
    }
    return status == CTG_CANCELLED && of->point_count ? CTG_OK : status;
}

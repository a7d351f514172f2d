/*
 * Branch and bound over boxes of sizes: in a monotone scenario the upper corner
 * of a box bounds what it holds.
 */
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "optimise/seek.h"

/* A box of coordinates; its bound is of the measure, or of the norm. */
typedef struct box {
    double *low;
    double *high;
    double bound;
    uint64_t age;
} box;

/* Boxes not looked into yet, the best bound on top, ties the oldest. */
typedef struct heap {
    box *boxes;
    size_t count;
    size_t room;
} heap;

typedef struct work {
    ctg__seek *of;
    heap open;
    uint64_t born;
    ctg__arena arena;
    double *point;
} work;

static bool before(const work *w, const box *one, const box *other)
{
    if (one->bound != other->bound)
        return w->of->reverse ? one->bound < other->bound
                              : one->bound > other->bound;
    return one->age < other->age;
}

static bool push(work *w, box made)
{
    heap *const h = &w->open;
    size_t at = h->count;

    if (h->count == h->room) {
        const size_t room = h->room ? 2 * h->room : 64;
        box *const grown = ctg__arena_take(&w->arena, room, sizeof *grown);

        if (!grown)
            return false;
        if (h->count)
            memcpy(grown, h->boxes, h->count * sizeof *grown);
        h->boxes = grown;
        h->room = room;
    }
    h->count++;
    while (at > 0 && before(w, &made, &h->boxes[(at - 1) / 2])) {
        h->boxes[at] = h->boxes[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->boxes[at] = made;
    return true;
}

static box pop(work *w)
{
    heap *const h = &w->open;
    const box top = h->boxes[0];
    const box last = h->boxes[h->count - 1];
    size_t at = 0;

    CTG__ASSERT(h->count);
    h->count--;
    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= h->count)
            break;
        if (child + 1 < h->count &&
            before(w, &h->boxes[child + 1], &h->boxes[child]))
            child++;
        if (!before(w, &h->boxes[child], &last))
            break;
        h->boxes[at] = h->boxes[child];
        at = child;
    }
    if (h->count)
        h->boxes[at] = last;
    return top;
}

/* A corner scaled to the radius, within the full sizes. */
static ctg_status try_scaled(work *w, const double *corner, ctg_error *error)
{
    ctg__seek *const of = w->of;
    const double norm = ctg__norm_of(&of->norm, corner);
    double scale = norm > 0 ? of->radius / norm : 0;
    double measure;
    bool reached;

    for (size_t k = 0; k < of->moves.count; k++)
        if (corner[k] * scale > of->most[k])
            scale = of->most[k] / corner[k];
    if (!(scale > 0))
        return CTG_OK;
    for (size_t k = 0; k < of->moves.count; k++)
        w->point[k] = scale * corner[k];
    return ctg__seek_try(of, w->point, &measure, &reached, error);
}

/* Whether a box with this bound may still hold something better. */
static bool is_open(const work *w, double bound)
{
    const double best = ctg__seek_best(w->of);

    if (isinf(best))
        return true;
    return w->of->reverse ? bound < best : bound > best;
}

/* Bounds a box and tries its corners; keeps it where it may hold more. */
static ctg_status look_worst(work *w, box made, double parent, ctg_error *error)
{
    ctg__seek *const of = w->of;
    double measure;
    bool reached;
    ctg_status status;

    if (!ctg__norm_trim(&of->norm, of->radius, made.low, made.high))
        return CTG_OK;
    status = ctg__seek_try(of, made.high, &measure, &reached, error);
    if (status)
        return status;
    made.bound = fmin(parent, measure);
    if (reached || !is_open(w, made.bound))
        return CTG_OK; /* nothing in the box is worse than its corner */
    status = try_scaled(w, made.high, error);
    if (!status)
        status = try_scaled(w, made.low, error);
    if (!status && is_open(w, made.bound) && !push(w, made))
        status = ctg__fail_memory(error);
    return status;
}

/* Pulls a corner along its ray, where that can be better than the best. */
static ctg_status pull(work *w, const double *corner, ctg_error *error)
{
    ctg__seek *const of = w->of;
    const double scale = ctg__seek_best(of) / ctg__norm_of(&of->norm, corner);
    double measure;
    bool reached = true;
    ctg_status status = CTG_OK;

    if (!(scale < 1))
        return ctg__seek_pull(of, corner, 1e-12, error);
    for (size_t k = 0; k < of->moves.count; k++)
        w->point[k] = scale * (1 - 1e-9) * corner[k];
    status = ctg__seek_try(of, w->point, &measure, &reached, error);
    return status || !reached ? status
                              : ctg__seek_pull(of, w->point, 1e-12, error);
}

static ctg_status look_least(work *w, box made, ctg_error *error)
{
    ctg__seek *const of = w->of;
    double measure;
    bool reached;
    ctg_status status;

    made.bound = ctg__norm_least(&of->norm, made.low, made.high, w->point);
    if (!is_open(w, made.bound))
        return CTG_OK;
    status = ctg__seek_try(of, made.high, &measure, &reached, error);
    if (status || !reached)
        return status;
    status = pull(w, made.high, error);
    if (!status && is_open(w, made.bound) && !push(w, made))
        status = ctg__fail_memory(error);
    return status;
}

static ctg_status look(work *w, box made, double parent, ctg_error *error)
{
    made.age = w->born++;
    w->of->task->answer->nodes_searched++;
    return w->of->reverse ? look_least(w, made, error)
                          : look_worst(w, made, parent, error);
}

static bool copy(work *w, const box *from, box *made)
{
    const size_t n = w->of->moves.count;

    if (!TAKE(&w->arena, made->low, n + 1) ||
        !TAKE(&w->arena, made->high, n + 1))
        return false;
    memcpy(made->low, from->low, n * sizeof *made->low);
    memcpy(made->high, from->high, n * sizeof *made->high);
    return true;
}

/* Halves the widest coordinate, the lower half first. */
static ctg_status split(work *w, const box *of, ctg_error *error)
{
    const size_t n = w->of->moves.count;
    size_t widest = 0;
    box half;
    ctg_status status = CTG_OK;

    for (size_t k = 1; k < n; k++)
        if (of->high[k] - of->low[k] > of->high[widest] - of->low[widest])
            widest = k;
    for (int upper = 0; !status && upper < 2; upper++) {
        const double middle =
            of->low[widest] + (of->high[widest] - of->low[widest]) / 2;

        if (!copy(w, of, &half))
            return ctg__fail_memory(error);
        if (upper)
            half.low[widest] = middle;
        else
            half.high[widest] = middle;
        status = look(w, half, of->bound, error);
    }
    return status;
}

/* Each move alone, and all together. */
static ctg_status start(work *w, ctg_error *error)
{
    ctg__seek *const of = w->of;
    const size_t n = of->moves.count;
    double *corner;
    double measure;
    bool reached;
    ctg_status status = CTG_OK;

    if (!TAKE(&w->arena, corner, n + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; !status && k < n; k++) {
        memset(corner, 0, n * sizeof *corner);
        corner[k] = of->most[k];
        if (!of->reverse) {
            status = try_scaled(w, corner, error);
            continue;
        }
        status = ctg__seek_try(of, corner, &measure, &reached, error);
        if (!status && reached)
            status = ctg__seek_pull(of, corner, 1e-12, error);
    }
    return status;
}

static void set_bound(work *w)
{
    const double best = ctg__seek_best(w->of);
    double bound = best;

    if (w->open.count)
        bound = w->open.boxes[0].bound;
    if (isinf(best))
        w->of->bound = w->open.count ? bound : (double)NAN;
    else
        w->of->bound = w->of->reverse ? fmin(bound, best) : fmax(bound, best);
}

static ctg_status search(work *w, ctg_error *error)
{
    ctg__seek *const of = w->of;
    ctg_status status = CTG_OK;

    for (;;) {
        box top;

        set_bound(w);
        if (!w->open.count ||
            (!isinf(ctg__seek_best(of)) &&
             ctg__gap_of(ctg__seek_best(of), of->bound) <= of->task->gap))
            return CTG_OK;
        ctg__task_tell(of->task, ctg__seek_best(of), of->bound);
        top = pop(w);
        status = split(w, &top, error);
        if (status) {
            /* What was not looked into is still open. */
            if (!push(w, top))
                return ctg__fail_memory(error);
            set_bound(w);
            return status;
        }
    }
}

ctg_status ctg__seek_branch(ctg__seek *of, ctg_error *error)
{
    const size_t n = of->moves.count;
    work w = {.of = of};
    box root = {0};
    ctg_status status = CTG_OK;

    of->method = "branch and bound";
    if (!TAKE(&w.arena, w.point, n + 1) || !TAKE(&w.arena, root.low, n + 1) ||
        !TAKE(&w.arena, root.high, n + 1))
        status = ctg__fail_memory(error);
    if (!status)
        memcpy(root.high, of->most, n * sizeof *root.high);
    if (!status)
        status = look(&w, root, HUGE_VAL, error);
    if (!status)
        status = start(&w, error);
    if (!status)
        status = search(&w, error);
    ctg__arena_clear(&w.arena);
    return status == CTG_CANCELLED && of->point_count ? CTG_OK : status;
}

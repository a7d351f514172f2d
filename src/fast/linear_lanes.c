/*
 * One cascade for every node: lanes that are refilled as they finish.
 *
 * A lane starts at the plan's own end with its source in full distress, is swept
 * in order, jumps along its last direction when its changes shrink by a steady
 * factor, and is read off when they are small, or it ends as a known cascade
 * does (fast/linear_class.h). What depends on a lane alone happens in the same
 * sweeps after its start: who else is in the lanes does not matter.
 */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "fast/lanes.h"
#include "fast/linear_class.h"

enum {
    PHASES = 4, /* lanes jump and finish in the last of so many sweeps */
    MOST_JUMPS = 100,
    MOST_SWEEPS = 100000
};

/* What is known of a lane's convergence. */
typedef struct progress {
    size_t source;  /* index into the job's sources */
    double changed; /* in the last sweep */
    double ratio;
    size_t sweeps;
    size_t since; /* sweeps since the last jump */
    size_t jumps;
    bool ready;
    bool active;
    bool joined; /* the class is below its state already */
} progress;

/* One thread's lanes. */
typedef struct worker {
    const ctg__fast_job *job;
    const ctg__linear_class *class;
    size_t *next_source; /* shared */
    bool *stop;          /* shared */
    ctg__lanes lanes;
    progress state[CTG__LANES_MOST];
    size_t width;
    size_t kind; /* into the tables of kernels; 0: the graph is large */
    bool ahead;
    const ctg__lane_kernels *kernels;
    uint8_t *marked;
    uint64_t *distress; /* NULL unless asked for */
    size_t active;
    uint64_t same; /* lanes that the class answered */
    bool first;    /* the thread that reports progress */
} worker;

/* The class's state is where a source's cascade ends: nothing is read off. */
static void answer(worker *w, size_t source)
{
    const ctg__fast_job *const job = w->job;
    const ctg_node node = job->sources[source];
    const double own = w->class->state[node];

    job->effects[source] = ctg__fast_less(job, &w->class->all, node, own);
    w->same++;
    if (w->distress)
        w->distress[node] -= ctg__fast_units(own);
}

/*
 * The next source whose default touches others and whose cascade is not known;
 * SIZE_MAX past the last.
 */
static size_t next_source(worker *w)
{
    const ctg__fast_job *const job = w->job;

    for (;;) {
        size_t source;
        ctg_node node;

#pragma omp atomic capture
        source = (*w->next_source)++;
        if (source >= job->source_count)
            return SIZE_MAX;
        node = job->sources[source];
        if (!job->fast->owes[node])
            continue;
        if (!ctg__linear_class_reached(w->class, node) ||
            w->class->state[node] < 1)
            return source;
        answer(w, source);
    }
}

/* fmax() would be a call for every node and lane. */
static inline double larger(double a, double b)
{
    return a > b ? a : b;
}

/*
 * Sets lanes to the plan's end state, or to what is known of their cascades,
 * all in one pass: the lanes of a node share cache lines.
 */
static void start(worker *w, const size_t *lanes, size_t count)
{
    const ctg__fast_job *const job = w->job;
    double share[CTG__LANES_MOST];
    bool any = false;

    for (size_t f = 0; f < count; f++) {
        const ctg_node source = w->lanes.source[lanes[f]];

        share[f] = 0;
        if (w->state[lanes[f]].joined)
            share[f] = 1;
        else if (source != CTG_NONE && w->class->node != CTG_NONE &&
                 w->class->is_calm)
            share[f] = w->class->share[source];
        any = any || share[f] > 0;
    }
    for (size_t i = 0; i < job->fast->count; i++) {
        double *const h = w->lanes.h + i * w->width;
        const double base = job->base[i];

        if (!any)
            for (size_t f = 0; f < count; f++)
                h[lanes[f]] = base;
        else
            for (size_t f = 0; f < count; f++)
                h[lanes[f]] = larger(base, share[f] * w->class->state[i]);
    }
}

/* Gives lanes their next sources, as long as there are any. */
static void load(worker *w, const size_t *lanes, size_t count)
{
    const ctg__fast_job *const job = w->job;

    for (size_t f = 0; f < count; f++) {
        const size_t source = next_source(w);

        w->state[lanes[f]] = (progress){.source = source};
        w->lanes.source[lanes[f]] = CTG_NONE;
        if (source == SIZE_MAX)
            continue;
        w->state[lanes[f]].active = true;
        w->state[lanes[f]].joined =
            ctg__linear_class_reached(w->class, job->sources[source]);
        w->lanes.source[lanes[f]] = job->sources[source];
        w->marked[job->sources[source]]++;
        w->active++;
    }
    start(w, lanes, count);
    for (size_t f = 0; f < count; f++)
        if (w->state[lanes[f]].active)
            w->lanes.h[w->lanes.source[lanes[f]] * w->width + lanes[f]] = 1;
}

/* Rows that only receive, evaluated at the end. */
static void read_sinks(worker *w, const size_t *lanes, size_t count)
{
    const ctg__fast *const fast = w->job->fast;

    for (size_t r = 0; r < fast->sink_count; r++) {
        const uint32_t i = fast->sinks[r];

        for (size_t f = 0; f < count; f++) {
            double sum = 0;

            for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++)
                sum += fast->value[k] *
                       w->lanes.h[fast->column[k] * w->width + lanes[f]];
            w->lanes.h[i * w->width + lanes[f]] =
                fmin(1, sum * fast->inverse[i] + fast->shocked[i]);
        }
    }
}

/* Reads finished lanes off, all in one pass over the nodes. */
static void read_off(worker *w, const size_t *lanes, size_t count)
{
    const ctg__fast_job *const job = w->job;

    read_sinks(w, lanes, count);
    for (size_t f = 0; f < count; f++) {
        const progress *const p = &w->state[lanes[f]];

        job->effects[p->source] =
            (ctg__fast_effect){.converged = p->sweeps < MOST_SWEEPS};
    }
    for (size_t i = 0; i < job->fast->count; i++)
        for (size_t f = 0; f < count; f++) {
            const double h = w->lanes.h[i * w->width + lanes[f]];

            if (i == w->lanes.source[lanes[f]])
                continue;
            ctg__fast_add(job, i, h, &job->effects[w->state[lanes[f]].source]);
            if (w->distress)
                w->distress[i] += ctg__fast_units(h);
        }
}

/* A lane after a sweep: whether it has finished. Sets its jump. */
static bool judge(worker *w, size_t lane, size_t phase)
{
    progress *const p = &w->state[lane];
    const double changed = w->lanes.changed[lane];
    const double ratio = p->changed > 0 ? changed / p->changed : 0;
    const bool small = changed <= w->job->tolerance * w->lanes.total[lane];

    p->sweeps++;
    p->since++;
    if (phase == PHASES - 1 && (small || p->sweeps >= MOST_SWEEPS))
        return true;
    if (p->ready && !small && ratio > 0 && ratio < 0.9999) {
        w->lanes.factor[lane] = ratio / (1 - ratio);
        *p = (progress){.source = p->source,
                        .sweeps = p->sweeps,
                        .jumps = p->jumps + 1,
                        .active = true,
                        .joined = p->joined};
        return false;
    }
    p->ready = phase == PHASES - 2 && !small && p->since >= 3 &&
               p->jumps < MOST_JUMPS &&
               fabs(ratio - p->ratio) < 0.05 * (1 - ratio);
    p->changed = changed;
    p->ratio = ratio;
    return false;
}

/*
 * A lane in which the class's node has come to 1 ends at the class's state or
 * above; true if it ends right there.
 */
static bool joins_class(worker *w, size_t lane)
{
    const ctg__linear_class *const class = w->class;
    progress *const p = &w->state[lane];

    if (class->node == CTG_NONE || p->joined ||
        w->lanes.h[class->node * w->width + lane] < 1)
        return false;
    if (class->state[w->lanes.source[lane]] >= 1)
        return true;
    for (size_t i = 0; i < w->job->fast->count; i++) {
        double *const h = &w->lanes.h[i * w->width + lane];

        *h = larger(*h, class->state[i]);
    }
    *p = (progress){.source = p->source,
                    .sweeps = p->sweeps,
                    .jumps = p->jumps,
                    .active = true,
                    .joined = true};
    return false;
}

static bool any_ready(const worker *w)
{
    for (size_t l = 0; l < w->width; l++)
        if (w->state[l].ready)
            return true;
    return false;
}

static void tell(const worker *w)
{
    const ctg__fast_job *const job = w->job;
    size_t next;

    if (!w->first || !job->progress)
        return;
#pragma omp atomic read
    next = *w->next_source;
    if (!job->progress(job->progress_context,
                       fmin((double)next, (double)job->source_count),
                       (double)job->source_count)) {
#pragma omp atomic write
        *w->stop = true;
    }
}

static bool must_stop(const worker *w)
{
    bool stop;

#pragma omp atomic read
    stop = *w->stop;
    return stop;
}

static void work(worker *w)
{
    size_t all[CTG__LANES_MOST];

    for (size_t l = 0; l < w->width; l++)
        all[l] = l;
    load(w, all, w->width);
    for (size_t s = 0; w->active && !must_stop(w); s++) {
        const size_t phase = s % PHASES;
        size_t finished[CTG__LANES_MOST];
        size_t again[CTG__LANES_MOST];
        size_t count = 0;
        size_t again_count = 0;
        bool jumps = false;

        if (phase == PHASES - 1 && any_ready(w))
            memcpy(w->lanes.before, w->lanes.h,
                   w->job->fast->count * w->width * sizeof *w->lanes.h);
        w->kernels->sweep[w->kind][w->ahead](&w->lanes);
        for (size_t l = 0; l < w->width; l++) {
            w->lanes.factor[l] = 0;
            if (!w->state[l].active)
                continue;
            if (phase == PHASES - 1 && joins_class(w, l)) {
                answer(w, w->state[l].source);
                again[again_count++] = l;
            } else if (judge(w, l, phase)) {
                finished[count++] = l;
                again[again_count++] = l;
            }
            jumps = jumps || w->lanes.factor[l] > 0;
        }
        if (jumps)
            w->kernels->jump[w->kind](&w->lanes);
        if (count)
            read_off(w, finished, count);
        for (size_t k = 0; k < again_count; k++)
            w->marked[w->lanes.source[again[k]]]--;
        w->active -= again_count;
        if (again_count)
            load(w, again, again_count);
        if (phase == PHASES - 1 || !w->kind)
            tell(w);
    }
}

static void worker_clear(worker *w)
{
    ctg__lanes_clear(&w->lanes);
    ctg__release(w->marked);
    ctg__release(w->distress);
}

static bool worker_init(worker *w)
{
    const size_t nodes = w->job->fast->count;
    const size_t kept = w->job->distress ? nodes : 0;

    w->marked = ctg__allocate_array(nodes, sizeof *w->marked);
    if (kept)
        w->distress = ctg__allocate_array(kept, sizeof *w->distress);
    if (!ctg__lanes_init(&w->lanes, w->job->fast, w->width) || !w->marked ||
        (kept && !w->distress))
        return false;
    memset(w->marked, 0, nodes * sizeof *w->marked);
    if (kept)
        memset(w->distress, 0, kept * sizeof *w->distress);
    w->lanes.marked = w->marked;
    return true;
}

/* Sources that owe nothing leave all others as they are without them. */
static void fill_trivial(const ctg__fast_job *job)
{
    const ctg__fast *const fast = job->fast;
    ctg__fast_effect all = {.converged = true};
    size_t count = 0;

    for (size_t i = 0; i < fast->count; i++)
        ctg__fast_add(job, i, job->base[i], &all);
    for (size_t s = 0; s < job->source_count; s++) {
        const ctg_node node = job->sources[s];

        if (fast->owes[node])
            continue;
        job->effects[s] = ctg__fast_less(job, &all, node, job->base[node]);
        count++;
        if (job->distress)
            job->distress[node] -= ctg__fast_units(job->base[node]);
    }
    for (size_t i = 0; job->distress && i < fast->count; i++)
        job->distress[i] += count * ctg__fast_units(job->base[i]);
}

static ctg_status run_threads(const ctg__fast_job *job,
                              const ctg__linear_class *class, ctg_error *error)
{
    const ctg__lane_kernels *const kernels =
        job->kernels ? job->kernels : ctg__lane_kernels_best();
    const size_t width =
        job->lanes ? (size_t)job->lanes : ctg__lanes_width(job->fast->count);
    size_t next = 0;
    bool stop = false;
    bool no_memory = false;

#pragma omp parallel num_threads(ctg__thread_count())
    {
        worker w = {.job = job,
                    .class = class,
                    .next_source = &next,
                    .stop = &stop,
                    .width = width,
                    .kind = width / 16,
                    .ahead = job->fast->count >= 50000,
                    .kernels = kernels};

#pragma omp master
        w.first = true;
        if (worker_init(&w)) {
            work(&w);
        } else {
#pragma omp atomic write
            no_memory = true;
#pragma omp atomic write
            stop = true;
        }
        for (size_t i = 0; w.distress && i < job->fast->count; i++) {
            if (w.same)
                w.distress[i] += w.same * ctg__fast_units(class->state[i]);
#pragma omp atomic
            job->distress[i] += w.distress[i];
        }
        worker_clear(&w);
    }
    if (no_memory)
        return ctg__fail_memory(error);
    if (stop)
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    return CTG_OK;
}

ctg_status ctg__linear_defaults(const ctg__fast_job *job, ctg_error *error)
{
    ctg__linear_class found;
    ctg__arena arena = {0};
    ctg_status status = CTG_OK;

    if (!job->class)
        status = ctg__linear_class_find(job, &arena, &found, error);
    if (!status) {
        fill_trivial(job);
        status = run_threads(job, job->class ? job->class : &found, error);
    }
    ctg__arena_clear(&arena);
    return status;
}

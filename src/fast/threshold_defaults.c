/*
 * One cascade of `threshold` for every node. A cascade that fails a node b
 * fails all that b's own default fails; if b's default fails the source as
 * well, both cascades are one. So one large cascade, that of a node which is
 * easily reached, answers for most others where cascades are large: it is
 * known to be part of a cascade as soon as one fails whose failure alone leads
 * to b's, and then what is new begins where that cascade ended.
 */
#include <math.h>

#include "fast/each.h"
#include "fast/threshold.h"

enum { CANDIDATES = 8 };

/* Cascades that fail more than this share of nodes are worth remembering. */
static const double large = 0.02;

/* The cascade of one node, in full. */
typedef struct known {
    ctg_node node;    /* CTG_NONE: nothing is known */
    double *loss;     /* per node, money */
    double *distress; /* per node */
    bool *failed;
    bool *leads;          /* whose failure alone brings it about */
    ctg__fast_effect all; /* over all nodes, the source among them */
} known;

/* What the touched nodes add to a state of all nodes. */
static void add_touched(const ctg__fast_job *job, ctg__failing *s,
                        const double *base_of, ctg_node source,
                        ctg__fast_effect *effect)
{
    for (size_t t = 0; t < s->touched_count; t++) {
        const ctg_node i = s->touched[t];
        const double h = ctg__failing_distress(job->fast, s->loss, i);
        const double base = base_of[i];

        if (i == source)
            continue;
        effect->impact += job->fast->equity[i] * (h - base);
        effect->weighted += job->fast->network->nodes.weight[i] * (h - base);
        effect->failed += h >= CTG__FAST_FAILED && base < CTG__FAST_FAILED;
        effect->at_one += h >= 1 && base < 1;
        if (s->distress)
            s->distress[i] += ctg__fast_units(h) - ctg__fast_units(base);
    }
}

/*
 * The cascade starts again from the end of the known one, which it contains:
 * of those that have failed, the ones that are new to it.
 */
static void join(ctg__failing *s, const ctg__fast_job *job, const known *k)
{
    const ctg__failing_from from = {k->distress, k->loss, k->failed};
    size_t unknown = 0;

    for (size_t q = 0; q < s->queue_count; q++) {
        s->failed[s->queue[q]] = false;
        if (!k->failed[s->queue[q]])
            s->queue[unknown++] = s->queue[q];
    }
    s->queue_count = 0;
    ctg__failing_begin(s);
    for (size_t q = 0; q < unknown; q++)
        ctg__failing_add(s, s->queue[q]);
    ctg__failing_spread(s, job->fast, &from, NULL);
}

/* A cascade that contains the known one. */
static void run_larger(const ctg__fast_job *job, ctg__failing *s,
                       const known *k, size_t index)
{
    const ctg_node source = job->sources[index];
    const double h = k->distress[source];

    job->effects[index] = ctg__fast_less(job, &k->all, source, h);
    if (s->distress)
        s->distress[source] -=
            ctg__fast_units(h) - ctg__fast_units(job->base[source]);
    s->same++;
    if (k->failed[source]) /* and is no larger */
        return;
    join(s, job, k);
    add_touched(job, s, k->distress, source, &job->effects[index]);
}

static void run_default(const ctg__fast_job *job, ctg__failing *s,
                        const known *k, const ctg__fast_effect *base,
                        size_t index)
{
    const ctg_node source = job->sources[index];
    const ctg__failing_from from = {.distress = job->base};
    ctg__fast_effect *const effect = &job->effects[index];

    *effect = ctg__fast_less(job, base, source, job->base[source]);
    if (s->distress)
        s->distress[source] -= ctg__fast_units(job->base[source]);
    if (job->base[source] >= CTG__FAST_FAILED)
        return;
    ctg__failing_begin(s);
    ctg__failing_add(s, source);
    if (k->leads[source] || ctg__failing_spread(s, job->fast, &from, k->leads))
        run_larger(job, s, k, index);
    else
        add_touched(job, s, job->base, source, effect);
}

/* The whole cascade of one node; how many it fails. */
static size_t try_node(const ctg__fast_job *job, ctg__failing *s, ctg_node node)
{
    const ctg__failing_from from = {.distress = job->base};

    ctg__failing_begin(s);
    ctg__failing_add(s, node);
    ctg__failing_spread(s, job->fast, &from, NULL);
    return s->queue_count;
}

/* Who alone fails the known node, or one that does. */
static void find_leads(const ctg__fast_job *job, ctg__failing *s, known *k)
{
    const ctg__fast *const fast = job->fast;
    size_t count = 1;

    ctg__failing_begin(s); /* the queue is free for other use */
    s->queue[0] = k->node;
    k->leads[k->node] = true;
    for (size_t next = 0; next < count; next++) {
        const uint32_t i = s->queue[next];
        const double loss = job->base[i] * fast->equity[i];

        for (size_t e = fast->start[i]; e < fast->start[i + 1]; e++) {
            const uint32_t j = fast->column[e];

            if (k->leads[j] || job->base[j] >= CTG__FAST_FAILED ||
                loss + fast->value[e] < CTG__FAST_FAILED * fast->equity[i])
                continue;
            k->leads[j] = true;
            s->queue[count++] = j;
        }
    }
}

static void keep(const ctg__fast_job *job, ctg__failing *s, ctg_node node,
                 const ctg__fast_effect *base, known *k)
{
    const ctg__failing_from from = {.distress = job->base};

    k->node = node;
    try_node(job, s, node);
    for (size_t i = 0; i < job->fast->count; i++) {
        ctg__failing_touch(s, job->fast, &from, (ctg_node)i);
        k->loss[i] = s->loss[i];
        k->distress[i] = ctg__failing_distress(job->fast, s->loss, i);
        k->failed[i] = s->failed[i];
    }
    k->all = *base;
    add_touched(job, s, job->base, CTG_NONE, &k->all);
    find_leads(job, s, k);
}

/*
 * Remembers the cascade of the node that a large one hits hardest, measured
 * by its equity: most large cascades reach it. Nothing, if none is large.
 */
static void find_known(const ctg__fast_job *job, ctg__failing *s,
                       const ctg__fast_effect *base, known *k)
{
    const ctg__fast *const fast = job->fast;
    ctg_node candidates[CANDIDATES];
    size_t count = 0;
    size_t best = 0;
    ctg_node hub = 0;
    double most = -1;

    for (size_t j = 0; j < fast->count; j++) {
        double owed = 0;

        for (size_t e = fast->push_start[j]; e < fast->push_start[j + 1]; e++)
            owed += fmin(fast->push_value[e], fast->equity[fast->push_row[e]]);
        if (owed > most && job->base[j] < CTG__FAST_FAILED) {
            most = owed;
            hub = (ctg_node)j;
        }
    }
    if (most < 0 || (double)try_node(job, s, hub) < large * (double)fast->count)
        return;
    while (count < CANDIDATES) {
        double worst = 0;

        candidates[count] = CTG_NONE;
        for (size_t q = 1; q < s->queue_count; q++) {
            const ctg_node i = s->queue[q];
            const double hit = s->loss[i] * fast->inverse[i];
            bool taken = false;

            for (size_t c = 0; c < count; c++)
                taken = taken || candidates[c] == i;
            if (!taken && hit > worst) {
                worst = hit;
                candidates[count] = i;
            }
        }
        if (candidates[count] == CTG_NONE)
            break;
        count++;
    }
    for (size_t c = 0; c < count; c++) {
        const size_t failed = try_node(job, s, candidates[c]);

        if (failed > best) {
            best = failed;
            k->node = candidates[c];
        }
    }
    if (k->node != CTG_NONE)
        keep(job, s, k->node, base, k);
}

/* What all threads share. */
typedef struct cascades {
    const ctg__fast_job *job;
    known known;
    ctg__fast_effect base; /* over all nodes, without a default */
    uint64_t same;         /* cascades that the known one answered */
} cascades;

typedef struct worker {
    cascades *all;
    ctg__failing failing;
} worker;

static bool start(void *state, void *shared)
{
    worker *const w = state;
    const ctg__fast_job *const job = ((cascades *)shared)->job;

    w->all = shared;
    return ctg__failing_init(&w->failing, job->fast->count,
                             job->distress != NULL);
}

static void run(void *state, size_t index)
{
    worker *const w = state;

    run_default(w->all->job, &w->failing, &w->all->known, &w->all->base, index);
}

static void finish(void *state)
{
    worker *const w = state;
    const ctg__fast_job *const job = w->all->job;

    for (size_t i = 0; w->failing.distress && i < job->fast->count; i++)
        job->distress[i] += w->failing.distress[i];
    w->all->same += w->failing.same;
    ctg__failing_clear(&w->failing);
}

/* What every cascade has of a node's distress, but for differences. */
static void add_distress(const cascades *all)
{
    const ctg__fast_job *const job = all->job;

    for (size_t i = 0; i < job->fast->count; i++) {
        const uint64_t own = ctg__fast_units(job->base[i]);

        job->distress[i] += job->source_count * own;
        if (all->known.node != CTG_NONE)
            job->distress[i] +=
                all->same * (ctg__fast_units(all->known.distress[i]) - own);
    }
}

static ctg_status prepare(cascades *all, ctg__arena *arena, ctg_error *error)
{
    const ctg__fast_job *const job = all->job;
    const size_t nodes = job->fast->count;
    ctg__failing s = {0};
    const bool enough = ctg__failing_init(&s, nodes, false) &&
                        TAKE(arena, all->known.loss, nodes + 1) &&
                        TAKE(arena, all->known.distress, nodes + 1) &&
                        TAKE(arena, all->known.failed, nodes + 1) &&
                        TAKE(arena, all->known.leads, nodes + 1);

    for (size_t i = 0; i < nodes; i++)
        ctg__fast_add(job, i, job->base[i], &all->base);
    if (enough && job->source_count > CANDIDATES)
        find_known(job, &s, &all->base, &all->known);
    ctg__failing_clear(&s);
    return enough ? CTG_OK : ctg__fail_memory(error);
}

ctg_status ctg__threshold_defaults(const ctg__fast_job *job, ctg_error *error)
{
    static const ctg__fast_work work = {
        .size = sizeof(worker), .start = start, .run = run, .finish = finish};
    cascades all = {
        .job = job, .known = {.node = CTG_NONE}, .base = {.converged = true}};
    ctg__arena arena = {0};
    ctg_status status = prepare(&all, &arena, error);

    if (!status)
        status = ctg__fast_each(job, &work, &all, error);
    if (!status && job->distress)
        add_distress(&all);
    ctg__arena_clear(&arena);
    return status;
}

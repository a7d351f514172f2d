/*
 * Claims valued by any rules that look at the debtor's books alone, mixed by
 * debtor: pass-throughs among banks, seniority, default costs.
 *
 * Losses only add up. A debtor whose books fell is revalued, and what its
 * debts fall by is passed on to its creditors, who wait in a queue to be
 * revalued in turn. From below that ends in the least losses that explain
 * themselves, whatever the order (docs/fast.md). The cascade of a default
 * starts at the plan's end state; only what it touches is looked at.
 */
#include "fast/mixed.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "fast/each.h"
#include "fast/mixed_cascade.h"

/* The end of the plan itself. */
typedef struct end {
    ctg__losses losses;
    double *equity;   /* per node */
    double *distress; /* per node */
    double equity_lost;
    ctg__fast_effect all;
    size_t sweeps;
} end;

static bool take_end(ctg__arena *arena, const ctg__fast *fast, end *e)
{
    const size_t slots = fast->mixed->slot_start[fast->count];

    return TAKE(arena, e->losses.lost, fast->count + 1) &&
           TAKE(arena, e->losses.fall, slots + 1) &&
           TAKE(arena, e->equity, fast->count + 1) &&
           TAKE(arena, e->distress, fast->count + 1);
}

/* One of the others at the end of a cascade. */
static void add(const ctg__fast *fast, ctg_node node, double distress,
                double since, ctg__fast_effect *effect, int sign)
{
    effect->weighted +=
        sign * fast->network->nodes.weight[node] * (distress - since);
    effect->failed +=
        (uint32_t)(sign * ctg__fast_has_failed(fast, node, distress));
    effect->at_one += (uint32_t)(sign * (distress >= 1));
}

static void close_books(const ctg__fast *fast, end *e)
{
    for (ctg_node i = 0; i < fast->count; i++) {
        const ctg__debtor books =
            ctg__books_after(fast, i, e->losses.lost[i], 0);

        e->equity[i] = books.equity;
        e->distress[i] = books.distress;
        e->equity_lost += fast->equity[i] - fmax(0, books.equity);
        add(fast, i, books.distress, fast->shocked[i], &e->all, 1);
    }
}

/* What came to an end because somebody stopped it is none. */
static ctg_status goes_on(const ctg__fast *fast, ctg_error *error)
{
    return fast->asking && atomic_load(&fast->asking->stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : CTG_OK;
}

/* Every debtor is revalued: some are insolvent from the start. */
static ctg_status find_end(const ctg__fast *fast, double tolerance,
                           ctg__arena *arena, end *e, ctg_error *error)
{
    const size_t slots = fast->mixed->slot_start[fast->count];
    ctg__cascade c = {0};

    *e = (end){0};
    if (!take_end(arena, fast, e) ||
        !ctg__cascade_init(&c, fast, &e->losses, tolerance)) {
        ctg__cascade_clear(&c);
        return ctg__fail_memory(error);
    }
    ctg__cascade_begin(&c, CTG_NONE);
    for (ctg_node i = 0; i < fast->count; i++) {
        ctg__cascade_touch(&c, i);
        ctg__cascade_enqueue(&c, i);
    }
    e->all.converged = ctg__cascade_settle(&c);
    e->sweeps = c.revalued / (fast->mixed->owing_count + 1) + 1;
    if (slots)
        memcpy(e->losses.fall, c.now.fall, slots * sizeof *c.now.fall);
    for (ctg_node i = 0; i < fast->count; i++)
        e->losses.lost[i] = ctg__lost_by(fast->mixed, e->losses.fall, i);
    ctg__cascade_clear(&c);
    close_books(fast, e);
    return goes_on(fast, error);
}

/* Other liabilities of nodes under `clearing` x (1 - V). */
static double outside_loss(const ctg__fast *fast, const end *e)
{
    const double *const other = fast->network->nodes.other_liabilities;
    double loss = 0;

    for (ctg_node i = 0; i < fast->count; i++) {
        ctg__debtor books;

        if (fast->mixed->debtors[i].rule != &ctg__valuation_clearing ||
            !(other[i] > 0))
            continue;
        books = ctg__books_after(fast, i, e->losses.lost[i], 0);
        loss += other[i] * ctg__fall_at(fast->mixed, i, &books,
                                        fast->mixed->slot_start[i]);
    }
    return loss;
}

ctg_status ctg__mixed_base(const ctg__fast *fast, double tolerance,
                           double *distress, ctg__fast_report *report,
                           ctg_error *error)
{
    ctg__arena arena = {0};
    end e;
    const ctg_status status = find_end(fast, tolerance, &arena, &e, error);

    if (!status) {
        for (size_t i = 0; i < fast->count; i++)
            distress[i] = e.distress[i];
        *report = (ctg__fast_report){.sweeps = e.sweeps,
                                     .equity_lost = e.equity_lost,
                                     .outside_loss = outside_loss(fast, &e),
                                     .converged = e.all.converged};
    }
    ctg__arena_clear(&arena);
    return status;
}

typedef struct shared {
    const ctg__fast_job *job;
    end end;
} shared;

typedef struct worker {
    const shared *all;
    ctg__cascade cascade;
    uint64_t *distress; /* differences to the end; NULL unless asked for */
} worker;

static bool start(void *state, void *context)
{
    worker *const w = state;
    const shared *const all = context;
    const ctg__fast_job *const job = all->job;
    const size_t nodes = job->fast->count;

    w->all = all;
    if (!ctg__cascade_init(&w->cascade, job->fast, &all->end.losses,
                           job->tolerance))
        return false;
    if (!job->distress)
        return true;
    w->distress = ctg__allocate_array(nodes, sizeof *w->distress);
    if (w->distress)
        memset(w->distress, 0, nodes * sizeof *w->distress);
    return w->distress != NULL;
}

static void finish(void *state)
{
    worker *const w = state;

    for (size_t i = 0; w->distress && i < w->all->job->fast->count; i++)
        w->all->job->distress[i] += w->distress[i];
    ctg__release(w->distress);
    ctg__cascade_clear(&w->cascade);
}

/* What the touched nodes, others than the source, add to the end. */
static void add_touched(worker *w, ctg__fast_effect *effect)
{
    const ctg__cascade *const c = &w->cascade;
    const end *const e = &w->all->end;

    for (size_t t = 0; t < c->touched_count; t++) {
        const ctg_node i = c->touched[t];
        ctg__debtor books;

        if (i == c->source)
            continue;
        books = ctg__books_after(c->fast, i, c->now.lost[i], 0);
        effect->impact += fmax(0, e->equity[i]) - fmax(0, books.equity);
        add(c->fast, i, books.distress, e->distress[i], effect, 1);
        effect->failed -= ctg__fast_has_failed(c->fast, i, e->distress[i]);
        effect->at_one -= e->distress[i] >= 1;
        if (w->distress)
            w->distress[i] += ctg__fast_units(books.distress) -
                              ctg__fast_units(e->distress[i]);
    }
}

static void run(void *state, size_t index)
{
    worker *const w = state;
    const ctg__fast_job *const job = w->all->job;
    const end *const e = &w->all->end;
    const ctg_node source = job->sources[index];
    ctg__fast_effect effect = e->all;

    add(job->fast, source, e->distress[source], job->fast->shocked[source],
        &effect, -1);
    if (w->distress)
        w->distress[source] -= ctg__fast_units(e->distress[source]);
    ctg__cascade_begin(&w->cascade, source);
    if (w->cascade.stake > 0) {
        ctg__cascade_touch(&w->cascade, source);
        ctg__cascade_enqueue(&w->cascade, source);
        effect.converged &= ctg__cascade_settle(&w->cascade);
        add_touched(w, &effect);
    }
    job->effects[index] = effect;
}

ctg_status ctg__mixed_defaults(const ctg__fast_job *job, ctg_error *error)
{
    static const ctg__fast_work work = {
        .size = sizeof(worker), .start = start, .run = run, .finish = finish};
    ctg__arena arena = {0};
    shared all = {.job = job};
    ctg_status status =
        find_end(job->fast, job->tolerance, &arena, &all.end, error);

    if (!status)
        status = ctg__fast_each(job, &work, &all, error);
    if (!status)
        status = goes_on(job->fast, error);
    for (size_t i = 0; !status && job->distress && i < job->fast->count; i++)
        job->distress[i] +=
            job->source_count * ctg__fast_units(all.end.distress[i]);
    ctg__arena_clear(&arena);
    return status;
}

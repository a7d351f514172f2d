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
#include "engine/fast_mixed.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "engine/fast_each.h"
#include "engine/state.h"

/* Revaluations, as a multiple of the debtors: ten times the rounds. */
enum { MOST_SWEEPS = 10000 };

/* Losses by claims: per node, money; per slot, how far it fell below par. */
typedef struct losses {
    double *lost;
    double *fall;
} losses;

/* A cascade on top of an end state. */
typedef struct cascade {
    const ctg__fast *fast;
    const losses *from;
    double tolerance;
    losses now;      /* valid where stamped */
    uint32_t *stamp; /* epoch of the last cascade that touched the node */
    uint32_t epoch;
    ctg_node *touched;
    size_t touched_count;
    ctg_node *queue; /* a ring of debtors, each in it once at most */
    bool *queued;
    size_t first;
    size_t waiting;
    size_t revalued; /* debtors, so far */
    ctg_node source; /* loses `stake` beside its claims; CTG_NONE: nobody */
    double stake;
} cascade;

static void cascade_clear(cascade *c)
{
    ctg__release(c->now.lost);
    ctg__release(c->now.fall);
    ctg__release(c->stamp);
    ctg__release(c->touched);
    ctg__release(c->queue);
    ctg__release(c->queued);
}

static bool cascade_init(cascade *c, const ctg__fast *fast, const losses *from,
                         double tolerance)
{
    const size_t nodes = fast->count;
    const size_t slots = fast->mixed->slot_start[nodes];

    *c = (cascade){.fast = fast, .from = from, .tolerance = tolerance};
    c->now.lost = ctg__allocate_array(nodes, sizeof *c->now.lost);
    c->now.fall = ctg__allocate_array(slots, sizeof *c->now.fall);
    c->stamp = ctg__allocate_array(nodes, sizeof *c->stamp);
    c->touched = ctg__allocate_array(nodes, sizeof *c->touched);
    c->queue = ctg__allocate_array(nodes, sizeof *c->queue);
    c->queued = ctg__allocate_array(nodes, sizeof *c->queued);
    if (!c->now.lost || !c->now.fall || !c->stamp || !c->touched || !c->queue ||
        !c->queued)
        return false;
    memset(c->stamp, 0, nodes * sizeof *c->stamp);
    memset(c->queued, 0, nodes * sizeof *c->queued);
    return true;
}

static void begin(cascade *c, ctg_node source)
{
    for (; c->waiting; c->waiting--) /* of a cascade that was given up */
        c->queued[c->queue[(c->first + c->waiting - 1) % c->fast->count]] =
            false;
    c->first = 0;
    c->touched_count = 0;
    c->revalued = 0;
    c->epoch++;
    c->source = source;
    c->stake =
        source == CTG_NONE ? 0 : c->fast->mixed->debtors[source].at_stake;
}

static void touch(cascade *c, ctg_node node)
{
    const uint32_t *const slots = c->fast->mixed->slot_start;

    if (c->stamp[node] == c->epoch)
        return;
    c->stamp[node] = c->epoch;
    c->touched[c->touched_count++] = node;
    c->now.lost[node] = c->from->lost[node];
    for (uint32_t s = slots[node]; s < slots[node + 1]; s++)
        c->now.fall[s] = c->from->fall[s];
}

static void enqueue(cascade *c, ctg_node node)
{
    size_t last = c->first + c->waiting;

    if (c->queued[node] || !c->fast->mixed->debtors[node].owes)
        return;
    if (last >= c->fast->count)
        last -= c->fast->count;
    c->queued[node] = true;
    c->queue[last] = node;
    c->waiting++;
}

static ctg_node dequeue(cascade *c)
{
    const ctg_node node = c->queue[c->first];

    c->first = c->first + 1 < c->fast->count ? c->first + 1 : 0;
    c->waiting--;
    c->queued[node] = false;
    return node;
}

/* The books of a debtor that lost `lost` by claims and `stake` beside. */
static ctg__debtor books_of(const ctg__fast *fast, ctg_node node, double lost,
                            double stake)
{
    const ctg__nodes *const nodes = &fast->network->nodes;
    ctg__debtor books = fast->mixed->debtors[node].books;

    books.equity -= lost + stake;
    books.assets = books.equity + books.liabilities;
    books.claims -= lost;
    books.distress =
        ctg__distress(nodes, node, books.equity, books.liabilities);
    books.failed = books.equity <= books.eps && !nodes->pass_through[node];
    return books;
}

/* How far a slot is below par at those books. */
static double fall_of(const struct ctg__fast_mixed *mixed, ctg_node node,
                      ctg__debtor *books, uint32_t slot)
{
    const ctg__fast_debtor *const debtor = &mixed->debtors[node];

    books->face = mixed->face[slot];
    books->senior = mixed->senior[slot];
    return fmax(0, debtor->par - fmax(0, debtor->rule->value(books, 0)));
}

/* What creditors lose by a further fall of a slot. */
static void push(cascade *c, uint32_t slot, double fall)
{
    const struct ctg__fast_mixed *const mixed = c->fast->mixed;

    for (size_t k = mixed->push_start[slot]; k < mixed->push_start[slot + 1];
         k++) {
        const ctg_node creditor = mixed->push_row[k];

        touch(c, creditor);
        c->now.lost[creditor] += mixed->push_value[k] * fall;
        enqueue(c, creditor);
    }
}

/*
 * Revalues a debtor. A first fall is always passed on, however small: it may
 * be all that a creditor without equity can bear.
 */
static void revalue(cascade *c, ctg_node node)
{
    const struct ctg__fast_mixed *const mixed = c->fast->mixed;
    ctg__debtor books = books_of(c->fast, node, c->now.lost[node],
                                 node == c->source ? c->stake : 0);

    for (uint32_t s = mixed->slot_start[node]; s < mixed->slot_start[node + 1];
         s++) {
        const double before = c->now.fall[s];
        const double fall = fall_of(mixed, node, &books, s);

        if (!(fall - before > c->tolerance * before + DBL_MIN))
            continue;
        c->now.fall[s] = fall;
        push(c, s, fall - before);
    }
}

/* Until nobody waits; false: given up. */
static bool settle(cascade *c)
{
    const size_t most = MOST_SWEEPS * (c->fast->mixed->owing + 1);

    while (c->waiting) {
        if (c->revalued++ == most)
            return false;
        revalue(c, dequeue(c));
    }
    return true;
}

/* The end of the plan itself. */
typedef struct end {
    losses losses;
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
        const ctg__debtor books = books_of(fast, i, e->losses.lost[i], 0);

        e->equity[i] = books.equity;
        e->distress[i] = books.distress;
        e->equity_lost += fast->equity[i] - fmax(0, books.equity);
        add(fast, i, books.distress, fast->shocked[i], &e->all, 1);
    }
}

/* Every debtor is revalued: some are insolvent from the start. */
static ctg_status find_end(const ctg__fast *fast, double tolerance,
                           ctg__arena *arena, end *e, ctg_error *error)
{
    const size_t slots = fast->mixed->slot_start[fast->count];
    cascade c = {0};

    *e = (end){0};
    if (!take_end(arena, fast, e) ||
        !cascade_init(&c, fast, &e->losses, tolerance)) {
        cascade_clear(&c);
        return ctg__fail_memory(error);
    }
    begin(&c, CTG_NONE);
    for (ctg_node i = 0; i < fast->count; i++) {
        touch(&c, i);
        enqueue(&c, i);
    }
    e->all.converged = settle(&c);
    e->sweeps = c.revalued / (fast->mixed->owing + 1) + 1;
    if (fast->count) {
        memcpy(e->losses.lost, c.now.lost, fast->count * sizeof *c.now.lost);
        memcpy(e->losses.fall, c.now.fall, slots * sizeof *c.now.fall);
    }
    cascade_clear(&c);
    close_books(fast, e);
    return CTG_OK;
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
        books = books_of(fast, i, e->losses.lost[i], 0);
        loss += other[i] *
                fall_of(fast->mixed, i, &books, fast->mixed->slot_start[i]);
    }
    return loss;
}

ctg_status ctg__fast_mixed_base(const ctg__fast *fast, double tolerance,
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
    cascade cascade;
    uint64_t *distress; /* differences to the end; NULL unless asked for */
} worker;

static bool start(void *state, void *context)
{
    worker *const w = state;
    const shared *const all = context;
    const ctg__fast_job *const job = all->job;
    const size_t nodes = job->fast->count;

    w->all = all;
    if (!cascade_init(&w->cascade, job->fast, &all->end.losses, job->tolerance))
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
    cascade_clear(&w->cascade);
}

/* What the touched nodes, others than the source, add to the end. */
static void add_touched(worker *w, ctg__fast_effect *effect)
{
    const cascade *const c = &w->cascade;
    const end *const e = &w->all->end;

    for (size_t t = 0; t < c->touched_count; t++) {
        const ctg_node i = c->touched[t];
        ctg__debtor books;

        if (i == c->source)
            continue;
        books = books_of(c->fast, i, c->now.lost[i], 0);
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
    begin(&w->cascade, source);
    if (w->cascade.stake > 0) {
        touch(&w->cascade, source);
        enqueue(&w->cascade, source);
        effect.converged &= settle(&w->cascade);
        add_touched(w, &effect);
    }
    job->effects[index] = effect;
}

ctg_status ctg__fast_mixed_defaults(const ctg__fast_job *job, ctg_error *error)
{
    static const ctg__fast_work work = {
        .size = sizeof(worker), .start = start, .run = run, .finish = finish};
    ctg__arena arena = {0};
    shared all = {.job = job};
    ctg_status status =
        find_end(job->fast, job->tolerance, &arena, &all.end, error);

    if (!status)
        status = ctg__fast_each(job, &work, &all, error);
    for (size_t i = 0; !status && job->distress && i < job->fast->count; i++)
        job->distress[i] +=
            job->source_count * ctg__fast_units(all.end.distress[i]);
    ctg__arena_clear(&arena);
    return status;
}

/*
 * Cascades of mixed rules that reach nearly everybody: all debtors are
 * revalued in order, again and again, with the newest falls (Gauss-Seidel).
 *
 * Where rules are straight, changes shrink by a steady factor as long as nobody
 * else fails. Then falls jump ahead (Aitken): with those who have not failed
 * held where they are, the rest has one solution only, no higher than the
 * one in search, whatever jumps overshoot (docs/fast.md). Once it is found,
 * those who fail by it join in.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "fast/mixed_cascade.h"

enum { MOST_JUMPS = 100 };

/* Changes are measured by what the cascade itself lowered, but not by less
 * than this share of all falls: that is where rounding begins to count. */
static const double least_share = 0.01;

/* Falls are differences of values about 1: smaller changes are rounding. */
static const double least_change = 2 * DBL_EPSILON;

/* Ratios of smaller changes, as a share, are not steady any more. */
static const double blur = 1e-10;

/* How falls change from sweep to sweep. */
typedef struct pace {
    double changed; /* in the last sweep: all falls added up */
    double last_changed;
    double last_ratio;
    double used;  /* the ratio of the last jump; 0: none yet */
    size_t since; /* sweeps since the last jump */
    size_t jumps;
    bool small;   /* the last changes were: they end here */
    bool blurred; /* so small that rounding shows in their ratios */
    bool ready;   /* to jump after the next sweep */
    bool jumping; /* falls may be too high: whoever is held must wait */
    bool more;    /* somebody held, or for the first time, falls */
} pace;

/* Of one sweep. */
typedef struct sums {
    double changed;
    double most;   /* the largest change */
    double fallen; /* in all */
    double added;  /* by the cascade */
} sums;

static void revalue(ctg__cascade *c, ctg_node node, pace *p, sums *of)
{
    const struct ctg__mixed *const mixed = c->fast->mixed;
    const bool waits = p->jumping && mixed->debtors[node].rule->waits;
    ctg__debtor books =
        ctg__books_after(c->fast, node, ctg__lost_by(mixed, c->now.fall, node),
                         node == c->source ? c->stake : 0);

    for (uint32_t s = mixed->slot_start[node]; s < mixed->slot_start[node + 1];
         s++) {
        const double before = c->now.fall[s];
        const double least = p->jumping ? c->floor[s] : before;
        double fall = ctg__fall_at(mixed, node, &books, s);
        double change;

        if (fall < least)
            fall = least;
        if (fall > before && (before == 0 || (waits && c->held[node])))
            p->more = true;
        if (waits && (before == 0 || c->held[node]))
            fall = before;
        change = fabs(fall - before);
        of->changed += change;
        if (change > of->most)
            of->most = change;
        of->fallen += fall;
        of->added += fall - c->from->fall[s];
        CTG__ASSERT(fall >= 0 && fall <= 1);
        c->now.fall[s] = fall;
    }
}

/* false: stopped. */
static bool sweep(ctg__cascade *c, pace *p)
{
    const struct ctg__mixed *const mixed = c->fast->mixed;
    sums of = {0};
    double total;

    p->more = false;
    for (size_t k = 0; k < mixed->owing_count; k++) {
        if (!ctg__cascade_ask(c))
            return false;
        revalue(c, mixed->owing[k], p, &of);
    }
    total = fmax(of.added, least_share * of.fallen);
    p->changed = of.changed;
    p->small = of.most <= least_change || of.changed <= c->tolerance * total;
    p->blurred = of.changed <= blur * total;
    p->since++;
    c->revalued += mixed->owing_count;
    return true;
}

/* Falls are below the solution: from here on none is lower, and whoever has
 * not failed beyond doubt is held. */
static void hold(ctg__cascade *c)
{
    const struct ctg__mixed *const mixed = c->fast->mixed;
    const size_t slots = mixed->slot_start[c->fast->count];

    memcpy(c->floor, c->now.fall, slots * sizeof *c->floor);
    for (size_t k = 0; k < mixed->owing_count; k++) {
        const ctg_node node = mixed->owing[k];
        const ctg__debtor books = ctg__books_after(
            c->fast, node, ctg__lost_by(mixed, c->now.fall, node),
            node == c->source ? c->stake : 0);

        c->held[node] = books.equity >= -books.eps;
    }
}

static void jump(ctg__cascade *c, double factor)
{
    const struct ctg__mixed *const mixed = c->fast->mixed;

    for (size_t k = 0; k < mixed->owing_count; k++) {
        const ctg_node node = mixed->owing[k];

        if (c->held[node] && mixed->debtors[node].rule->waits)
            continue;
        for (uint32_t s = mixed->slot_start[node];
             s < mixed->slot_start[node + 1]; s++) {
            const double now = c->now.fall[s];
            const double to = now + factor * (now - c->before[s]);

            c->now.fall[s] =
                fmin(mixed->debtors[node].par, fmax(c->floor[s], to));
        }
    }
}

/* Jumps if the last two sweeps say where to. */
static void speed_up(ctg__cascade *c, pace *p)
{
    const double found = p->last_changed > 0 ? p->changed / p->last_changed : 0;
    const bool as_before = p->blurred && fabs(found - p->used) < 0.01;
    const double ratio = as_before ? p->used : found;

    if (p->ready && ratio > 0 && ratio < 0.9999) {
        if (!p->jumping)
            hold(c);
        jump(c, ratio / (1 - ratio));
        p->used = ratio;
        p->jumping = true;
        p->jumps++;
        p->since = 0;
        p->ready = false;
        p->last_changed = p->last_ratio = 0;
        return;
    }
    p->ready = c->fast->mixed->straight && p->jumps < MOST_JUMPS &&
               p->since >= 3 &&
               fabs(ratio - p->last_ratio) < 0.05 * (1 - ratio);
    p->last_changed = p->changed;
    p->last_ratio = ratio;
}

static bool run_sweeps(ctg__cascade *c)
{
    const size_t slots = c->fast->mixed->slot_start[c->fast->count];
    pace p = {0};

    for (int s = 0; s < CTG__MOST_SWEEPS; s++) {
        if (p.ready)
            memcpy(c->before, c->now.fall, slots * sizeof *c->before);
        if (!sweep(c, &p))
            return false;
        if (!p.small) {
            speed_up(c, &p);
            continue;
        }
        if (!p.more)
            return true;
        /* What was held joins in; from below again. */
        p = (pace){.jumps = p.jumps, .used = p.used};
    }
    return false;
}

bool ctg__cascade_sweep(ctg__cascade *cascade)
{
    bool settled;

    for (ctg_node i = 0; i < cascade->fast->count; i++)
        ctg__cascade_touch(cascade, i);
    settled = run_sweeps(cascade);
    for (ctg_node i = 0; i < cascade->fast->count; i++)
        cascade->now.lost[i] =
            ctg__lost_by(cascade->fast->mixed, cascade->now.fall, i);
    return settled;
}

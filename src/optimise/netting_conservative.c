/* Conservative compression: the largest circulation is taken out of a segment
 * (D'Errico and Roukny 2021), in whole units, so that every net holds. */
#include <math.h>
#include <string.h>

#include "optimise/flow.h"
#include "optimise/netting.h"

/* Arcs are the lines, then, with a slack, two for each node and a hub. */
typedef struct problem {
    ctg__flow flow;
    uint32_t *tail;
    uint32_t *head;
    int64_t *room;
    int16_t *cost;
    int64_t *found;
} problem;

static int64_t units_of(double amount, double unit)
{
    return (int64_t)floor(amount / unit);
}

static bool take(problem *p, ctg__arena *arena, size_t arcs)
{
    return TAKE(arena, p->tail, arcs + 1) && TAKE(arena, p->head, arcs + 1) &&
           TAKE(arena, p->room, arcs + 1) && TAKE(arena, p->cost, arcs + 1) &&
           TAKE(arena, p->found, arcs + 1);
}

static void add_lines(problem *p, const ctg__line *lines,
                      const ctg__segment *segment, double floor_share)
{
    for (size_t k = 0; k < segment->count; k++) {
        const ctg__line *const line = &lines[k];

        p->tail[k] = line->debtor;
        p->head[k] = line->creditor;
        p->cost[k] = (int16_t)-line->weight;
        p->room[k] = line->fixed ? 0
                                 : units_of((1 - floor_share) * line->amount,
                                            segment->unit);
    }
    p->flow.arc_count = segment->count;
}

/* What leaves a node by its lines may differ from what enters it. */
static void add_slack(problem *p, const ctg__netting *how, const double *gross,
                      const ctg__segment *segment, size_t nodes)
{
    const uint32_t hub = (uint32_t)nodes;

    for (uint32_t i = 0; i < nodes; i++) {
        const double slack = how->slack_share ? how->slack * gross[i]
                                              : how->slack / segment->price;
        int64_t units;

        if (!(slack > 0) || gross[i] == 0)
            continue;
        units = units_of(fmin(slack, gross[i]), segment->unit);
        for (int back = 0; back < 2; back++) {
            const size_t a = p->flow.arc_count++;

            p->tail[a] = back ? hub : i;
            p->head[a] = back ? i : hub;
            p->room[a] = units;
        }
    }
    p->flow.node_count = nodes + 1;
}

/* Nothing goes around between strong components. */
static ctg_status close_between(problem *p, ctg__arena *arena, ctg_error *error)
{
    uint32_t *component;
    ctg_status status;

    if (!TAKE(arena, component, p->flow.node_count + 1))
        return ctg__fail_memory(error);
    status = ctg__flow_components(&p->flow, component, error);
    for (size_t a = 0; !status && a < p->flow.arc_count; a++)
        if (component[p->tail[a]] != component[p->head[a]])
            p->room[a] = 0;
    return status;
}

static ctg_status set_up(ctg__task *task, ctg__arena *arena,
                         const ctg__line *lines, const ctg__segment *segment,
                         const ctg__netting *how, problem *p, ctg_error *error)
{
    const size_t nodes = task->network->nodes.count;
    double *net;
    double *gross;

    if (!take(p, arena, segment->count + 2 * nodes) ||
        !TAKE(arena, net, nodes + 1) || !TAKE(arena, gross, nodes + 1))
        return ctg__fail_memory(error);
    add_lines(p, lines, segment, how->floor);
    p->flow.node_count = nodes;
    ctg__net_sums(lines, segment->count, false, net, gross);
    if (how->slack > 0)
        add_slack(p, how, gross, segment, nodes);
    p->flow.tail = p->tail;
    p->flow.head = p->head;
    p->flow.room = p->room;
    p->flow.cost = p->cost;
    p->flow.progress = ctg__task_ask;
    p->flow.progress_context = task;
    return close_between(p, arena, error);
}

ctg_status ctg__net_conservative(ctg__task *task, ctg__lines *all,
                                 const ctg__segment *segment, ctg__netting *how,
                                 double *moved, ctg_error *error)
{
    ctg__line *const lines = all->lines + segment->first;
    ctg__arena arena = {0};
    problem p = {0};
    bool proven = true;
    ctg_status status = set_up(task, &arena, lines, segment, how, &p, error);

    if (!status)
        status = ctg__flow_least(&p.flow, p.found, &proven, error);
    for (size_t k = 0; !status && k < segment->count; k++) {
        const double taken = (double)p.found[k] * segment->unit;

        lines[k].after = lines[k].amount - taken;
        if (moved) {
            moved[lines[k].debtor] -= taken * segment->price;
            moved[lines[k].creditor] += taken * segment->price;
        }
    }
    how->stopped |= !proven;
    ctg__arena_clear(&arena);
    return status;
}

/*
 * Failures by `threshold`: whoever loses its equity fails, and its creditors
 * lose. Only what a failure touches is looked at.
 */
#include "fast/threshold.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"

static bool stands(const ctg__failing_from *from, ctg_node node)
{
    return from->distress[node] < CTG__FAST_FAILED &&
           !(from->failed && from->failed[node]);
}

void ctg__failing_clear(ctg__failing *s)
{
    ctg__release(s->loss);
    ctg__release(s->stamp);
    ctg__release(s->touched);
    ctg__release(s->queue);
    ctg__release(s->failed);
    ctg__release(s->distress);
}

bool ctg__failing_init(ctg__failing *s, size_t nodes, bool distress)
{
    *s = (ctg__failing){
        .loss = ctg__allocate_array(nodes, sizeof *s->loss),
        .stamp = ctg__allocate_array(nodes, sizeof *s->stamp),
        .touched = ctg__allocate_array(nodes, sizeof *s->touched),
        .queue = ctg__allocate_array(nodes, sizeof *s->queue),
        .failed = ctg__allocate_array(nodes, sizeof *s->failed),
        .distress =
            distress ? ctg__allocate_array(nodes, sizeof *s->distress) : NULL,
    };
    if (!s->loss || !s->stamp || !s->touched || !s->queue || !s->failed ||
        (distress && !s->distress))
        return false;
    memset(s->stamp, 0, nodes * sizeof *s->stamp);
    memset(s->failed, 0, nodes * sizeof *s->failed);
    if (distress)
        memset(s->distress, 0, nodes * sizeof *s->distress);
    return true;
}

void ctg__failing_begin(ctg__failing *s)
{
    for (size_t q = 0; q < s->queue_count; q++)
        s->failed[s->queue[q]] = false;
    s->queue_count = 0;
    s->touched_count = 0;
    s->epoch++;
}

void ctg__failing_add(ctg__failing *s, ctg_node node)
{
    CTG__ASSERT(!s->failed[node]); /* once, so that the queue has room */
    s->failed[node] = true;
    s->queue[s->queue_count++] = node;
}

void ctg__failing_touch(ctg__failing *s, const ctg__fast *fast,
                        const ctg__failing_from *from, ctg_node node)
{
    if (s->stamp[node] == s->epoch)
        return;
    s->stamp[node] = s->epoch;
    s->loss[node] = from->loss ? from->loss[node]
                               : from->distress[node] * fast->equity[node];
    s->touched[s->touched_count++] = node;
}

/*
 * What creditors lose by the failure of a node; who fails by it joins in. True
 * when one of `stop` did, which ends it.
 */
static bool push(ctg__failing *s, const ctg__fast *fast,
                 const ctg__failing_from *from, ctg_node failed,
                 const bool *stop)
{
    for (size_t k = fast->push_start[failed]; k < fast->push_start[failed + 1];
         k++) {
        const ctg_node i = fast->push_row[k];

        ctg__failing_touch(s, fast, from, i);
        s->loss[i] += fast->push_value[k];
        if (s->failed[i] || !stands(from, i) ||
            s->loss[i] < CTG__FAST_FAILED * fast->equity[i])
            continue;
        ctg__failing_add(s, i);
        if (stop && stop[i])
            return true;
    }
    return false;
}

bool ctg__failing_spread(ctg__failing *s, const ctg__fast *fast,
                         const ctg__failing_from *from, const bool *stop)
{
    for (size_t next = 0; next < s->queue_count; next++)
        if (push(s, fast, from, s->queue[next], stop))
            return true;
    return false;
}

double ctg__failing_distress(const ctg__fast *fast, const double *loss,
                             size_t i)
{
    return fast->inverse[i] > 0 ? fmin(1, loss[i] * fast->inverse[i]) : 1;
}

ctg_status ctg__threshold_solve(const ctg__fast *fast, double *distress,
                                ctg_error *error)
{
    const ctg__failing_from from = {.distress = fast->shocked};
    ctg__failing s;

    if (!ctg__failing_init(&s, fast->count, false)) {
        ctg__failing_clear(&s);
        return ctg__fail_memory(error);
    }
    ctg__failing_begin(&s);
    for (size_t i = 0; i < fast->count; i++)
        if (fast->shocked[i] >= CTG__FAST_FAILED)
            ctg__failing_add(&s, (ctg_node)i);
    ctg__failing_spread(&s, fast, &from, NULL);
    for (size_t t = 0; t < s.touched_count; t++)
        distress[s.touched[t]] =
            fmax(fast->shocked[s.touched[t]],
                 ctg__failing_distress(fast, s.loss, s.touched[t]));
    ctg__failing_clear(&s);
    return CTG_OK;
}

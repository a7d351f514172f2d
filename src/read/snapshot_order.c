/* Rows of nodes near those they deal with. */
#include <string.h>

#include "base/memory.h"
#include "read/snapshot.h"

typedef struct ordering {
    size_t node_count;
    size_t edge_count;
    uint32_t *row_of;    /* by word; UINT32_MAX: no node */
    size_t *start;       /* node_count + 2 */
    uint32_t *neighbour; /* both directions */
    uint32_t *by_degree;
    unsigned char *met;
} ordering;

static void forget(ordering *o)
{
    ctg__release(o->row_of);
    ctg__release(o->start);
    ctg__release(o->neighbour);
    ctg__release(o->by_degree);
    ctg__release(o->met);
}

static bool find_ends(const ctg_graph *graph, const ordering *o, size_t row,
                      uint32_t ends[2])
{
    for (size_t i = 0; i < 2; i++) {
        ends[i] = o->row_of[ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR + i, row)];
        if (ends[i] == UINT32_MAX)
            return false;
    }
    return true;
}

/* Counting sort of both ends of every exposure. */
static void gather(const ctg_graph *graph, ordering *o)
{
    uint32_t ends[2];

    for (size_t row = 0; row < o->edge_count; row++)
        if (find_ends(graph, o, row, ends)) {
            o->start[ends[0] + 2]++;
            o->start[ends[1] + 2]++;
        }
    for (size_t node = 0; node < o->node_count; node++)
        o->start[node + 2] += o->start[node + 1];
    for (size_t row = 0; row < o->edge_count; row++)
        if (find_ends(graph, o, row, ends)) {
            o->neighbour[o->start[ends[0] + 1]++] = ends[1];
            o->neighbour[o->start[ends[1] + 1]++] = ends[0];
        }
}

static size_t degree(const ordering *o, uint32_t node)
{
    return o->start[node + 1] - o->start[node];
}

/* By falling degree, ties by row: two passes would do, a heap is plainer. */
static void sift(ordering *o, size_t at, size_t count)
{
    uint32_t *const heap = o->by_degree;

    for (;;) {
        size_t least = at;

        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count;
             child++) {
            const size_t a = degree(o, heap[child]);
            const size_t b = degree(o, heap[least]);

            if (a < b || (a == b && heap[child] > heap[least]))
                least = child;
        }
        if (least == at)
            return;
        {
            const uint32_t other = heap[at];

            heap[at] = heap[least];
            heap[least] = other;
        }
        at = least;
    }
}

static void sort_by_degree(ordering *o)
{
    uint32_t *const heap = o->by_degree;

    for (size_t node = 0; node < o->node_count; node++)
        heap[node] = (uint32_t)node;
    for (size_t at = o->node_count / 2; at-- > 0;)
        sift(o, at, o->node_count);
    for (size_t count = o->node_count; count-- > 1;) {
        const uint32_t last = heap[count];

        heap[count] = heap[0];
        heap[0] = last;
        sift(o, 0, count);
    }
}

static void walk(ordering *o, uint32_t *order)
{
    size_t filled = 0;
    size_t next = 0;

    for (size_t i = 0; i < o->node_count; i++) {
        const uint32_t first = o->by_degree[i];

        if (!o->met[first]) {
            o->met[first] = 1;
            order[filled++] = first;
        }
        for (; next < filled; next++) {
            const uint32_t node = order[next];

            for (size_t k = o->start[node]; k < o->start[node + 1]; k++) {
                const uint32_t other = o->neighbour[k];

                if (!o->met[other]) {
                    o->met[other] = 1;
                    order[filled++] = other;
                }
            }
        }
    }
}

static bool take_memory(const ctg_graph *graph, ordering *o)
{
    const size_t word_count = ctg__words_count(graph->words);

    o->node_count = graph->tables[CTG_NODES].row_count;
    o->edge_count = graph->tables[CTG_EXPOSURES].row_count;
    o->row_of = ctg__allocate_array(word_count, sizeof *o->row_of);
    o->start = ctg__allocate_array(o->node_count + 2, sizeof *o->start);
    o->neighbour =
        ctg__allocate_array(2 * o->edge_count + 1, sizeof *o->neighbour);
    o->by_degree = ctg__allocate_array(o->node_count + 1, sizeof *o->by_degree);
    o->met = ctg__allocate_array(o->node_count + 1, 1);
    if (!o->row_of || !o->start || !o->neighbour || !o->by_degree || !o->met)
        return false;
    memset(o->row_of, 0xff, word_count * sizeof *o->row_of);
    memset(o->start, 0, (o->node_count + 2) * sizeof *o->start);
    memset(o->met, 0, o->node_count + 1);
    return true;
}

ctg_status ctg__snapshot_order(const ctg_graph *graph, uint32_t **order,
                               ctg_error *error)
{
    const ctg_word *const ids =
        graph->tables[CTG_NODES].columns[CTG__NODE_ID].word;
    ordering o = {0};
    uint32_t *made = NULL;

    if (take_memory(graph, &o))
        made = ctg__allocate_array(o.node_count + 1, sizeof *made);
    if (!made) {
        forget(&o);
        return ctg__fail_memory(error);
    }
    for (size_t row = o.node_count; ids && row-- > 0;)
        o.row_of[ids[row]] = (uint32_t)row;
    gather(graph, &o);
    sort_by_degree(&o);
    walk(&o, made);
    forget(&o);
    *order = made;
    return CTG_OK;
}

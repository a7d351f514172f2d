#include "reconstruct/parts.h"

#include <contagraph/graph.h>

#include "base/memory.h"

/*
 * Two searches (Kosaraju): one along the edges that notes the order in which
 * vertices are left, one against them in the reverse of it. Rows are vertices 0
 * to n - 1, columns n to 2n - 1. Vertices not seen yet are in two lists, so
 * that cells which lead to seen ones are not looked at again and again.
 */
typedef struct searching {
    const ctg__support *support;
    const double *claims;
    const double *debts;
    double grain;
    size_t count;
    ctg__lines by_row; /* of the flow */
    ctg__lines by_column;
    size_t *row_at; /* how far each of the lists above was looked at */
    size_t *column_at;
    uint32_t *next; /* two lists; row list's head is 2n, columns' 2n + 1 */
    uint32_t *previous;
    bool *seen;
    uint32_t *stack;
    uint32_t *left; /* in order of leaving */
    size_t left_count;
    ctg__arena arena;
    ctg__place *carried;
    size_t carried_count;
} searching;

static bool is_active(const searching *s, size_t vertex)
{
    return vertex < s->count ? s->claims[vertex] > s->grain
                             : s->debts[vertex - s->count] > s->grain;
}

static void insert_last(searching *s, uint32_t head, uint32_t vertex)
{
    s->previous[vertex] = s->previous[head];
    s->next[vertex] = head;
    s->next[s->previous[head]] = vertex;
    s->previous[head] = vertex;
}

static void see(searching *s, uint32_t vertex)
{
    s->seen[vertex] = true;
    s->next[s->previous[vertex]] = s->next[vertex];
    s->previous[s->next[vertex]] = s->previous[vertex];
}

static void start(searching *s)
{
    const uint32_t heads = (uint32_t)(2 * s->count);

    for (uint32_t head = heads; head < heads + 2; head++) {
        s->next[head] = head;
        s->previous[head] = head;
    }
    for (uint32_t v = 0; v < heads; v++) {
        s->seen[v] = !is_active(s, v);
        if (!s->seen[v])
            insert_last(s, v < s->count ? heads : heads + 1, v);
    }
    for (size_t i = 0; i < s->count; i++) {
        s->row_at[i] = s->by_row.start[i];
        s->column_at[i] = s->by_column.start[i];
    }
}

/* A vertex not seen on the other side whose cell with this one is free. */
static uint32_t next_free(const searching *s, size_t line, bool is_row)
{
    const uint32_t head = (uint32_t)(2 * s->count) + (is_row ? 1 : 0);
    const ctg__lines *const lines =
        is_row ? &s->support->rows : &s->support->columns;
    const uint32_t offset = is_row ? (uint32_t)s->count : 0;

    if (s->support->listed) {
        for (size_t k = lines->start[line]; k < lines->start[line + 1]; k++)
            if (lines->weight[k] > 0 && !s->seen[offset + lines->other[k]])
                return offset + lines->other[k];
        return CTG_NONE;
    }
    for (uint32_t v = s->next[head]; v != head; v = s->next[v]) {
        const size_t other = v - offset;

        if (is_row ? ctg__support_has(s->support, line, other)
                   : ctg__support_has(s->support, other, line))
            return v;
    }
    return CTG_NONE;
}

/* The same among those with which this one carries something. */
static uint32_t next_carried(const searching *s, const ctg__lines *lines,
                             size_t *at, size_t line, uint32_t offset)
{
    for (; at[line] < lines->start[line + 1]; at[line]++) {
        const uint32_t v = offset + lines->other[at[line]];

        if (!s->seen[v])
            return v;
    }
    return CTG_NONE;
}

static uint32_t next_of(const searching *s, uint32_t vertex, bool against)
{
    const uint32_t n = (uint32_t)s->count;

    if (vertex < n)
        return against ? next_carried(s, &s->by_row, s->row_at, vertex, n)
                       : next_free(s, vertex, true);
    return against
               ? next_free(s, vertex - n, false)
               : next_carried(s, &s->by_column, s->column_at, vertex - n, 0);
}

/* All that can be reached from a vertex and was not before. */
static void visit(searching *s, uint32_t from, bool against, uint32_t part,
                  uint32_t *row_part, uint32_t *column_part)
{
    size_t depth = 0;

    see(s, from);
    s->stack[depth++] = from;
    while (depth) {
        const uint32_t vertex = s->stack[depth - 1];
        const uint32_t found = next_of(s, vertex, against);

        if (found != CTG_NONE) {
            see(s, found);
            s->stack[depth++] = found;
            continue;
        }
        depth--;
        if (!against)
            s->left[s->left_count++] = vertex;
        else if (vertex < s->count)
            row_part[vertex] = part;
        else
            column_part[vertex - s->count] = part;
    }
}

static void take_carried(void *context, size_t row, size_t column,
                         double amount)
{
    searching *const s = context;

    if (!(amount > s->grain))
        return;
    if (s->carried)
        s->carried[s->carried_count] =
            (ctg__place){(uint32_t)row, (uint32_t)column, amount};
    s->carried_count++;
}

static bool make_room(searching *s, const ctg__transport *flow)
{
    const size_t room = 2 * s->count + 2;

    ctg__transport_each(flow, take_carried, s);
    if (!TAKE(&s->arena, s->carried, s->carried_count + 1))
        return false;
    s->carried_count = 0;
    ctg__transport_each(flow, take_carried, s);
    return TAKE(&s->arena, s->row_at, s->count + 1) &&
           TAKE(&s->arena, s->column_at, s->count + 1) &&
           TAKE(&s->arena, s->next, room) &&
           TAKE(&s->arena, s->previous, room) &&
           TAKE(&s->arena, s->seen, room) && TAKE(&s->arena, s->stack, room) &&
           TAKE(&s->arena, s->left, room);
}

static size_t find(searching *s, uint32_t *row_part, uint32_t *column_part)
{
    const uint32_t vertices = (uint32_t)(2 * s->count);
    uint32_t parts = 0;

    for (size_t i = 0; i < s->count; i++)
        row_part[i] = column_part[i] = CTG_NONE;
    start(s);
    for (uint32_t v = 0; v < vertices; v++)
        if (!s->seen[v])
            visit(s, v, false, 0, NULL, NULL);
    start(s);
    for (size_t k = s->left_count; k > 0; k--)
        if (!s->seen[s->left[k - 1]])
            visit(s, s->left[k - 1], true, parts++, row_part, column_part);
    return parts;
}

ctg_status ctg__parts_find(const ctg__support *support,
                           const ctg__transport *flow, const double *claims,
                           const double *debts, double grain,
                           uint32_t *row_part, uint32_t *column_part,
                           size_t *part_count, ctg_error *error)
{
    searching s = {.support = support,
                   .claims = claims,
                   .debts = debts,
                   .grain = grain,
                   .count = support->count};
    ctg__support carried = {0};
    ctg_status status = make_room(&s, flow) ? CTG_OK : ctg__fail_memory(error);

    if (!status)
        status = ctg__support_make(&s.arena, s.count, true, s.carried,
                                   s.carried_count, &carried, error);
    if (!status) {
        s.by_row = carried.rows;
        s.by_column = carried.columns;
        *part_count = find(&s, row_part, column_part);
    }
    ctg__arena_clear(&s.arena);
    return status;
}

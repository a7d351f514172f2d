/* Strongly connected components. */
#include <string.h>

#include "base/assert.h"
#include "data/spectral.h"

/* Tarjan's algorithm without recursion. */
struct search {
    const ctg__matrix *matrix;
    uint32_t *index; /* 1, 2, ... in order of discovery; 0: not yet */
    uint32_t *low;
    uint32_t *stack; /* nodes of components not closed yet */
    size_t stack_count;
    uint32_t *path; /* nodes being searched */
    size_t *next;   /* the entry of each to look at next */
    uint32_t discovered;
};

/* Closes the component whose first node is `root`. */
static void close_component(struct search *search, ctg__components *components,
                            uint32_t root)
{
    uint32_t node;
    size_t end = components->start[components->count];

    do {
        node = search->stack[--search->stack_count];
        components->of_node[node] = (uint32_t)components->count;
        components->nodes[end++] = node;
    } while (node != root);
    components->start[++components->count] = end;
}

static void discover(struct search *search, uint32_t node, size_t depth)
{
    search->index[node] = search->low[node] = ++search->discovered;
    search->stack[search->stack_count++] = node;
    search->path[depth] = node;
    search->next[depth] = search->matrix->start[node];
}

static void search_from(struct search *search, ctg__components *components,
                        uint32_t root)
{
    const ctg__matrix *const matrix = search->matrix;
    size_t depth = 0;

    discover(search, root, 0);
    for (;;) {
        const uint32_t node = search->path[depth];
        size_t k = search->next[depth];
        uint32_t found = UINT32_MAX;

        for (; k < matrix->start[node + 1] && found == UINT32_MAX; k++) {
            const uint32_t other = matrix->column[k];

            if (!(matrix->value[k] > 0))
                continue;
            if (!search->index[other])
                found = other;
            else if (components->of_node[other] == UINT32_MAX &&
                     search->index[other] < search->low[node])
                search->low[node] = search->index[other];
        }
        search->next[depth] = k;
        if (found != UINT32_MAX) {
            discover(search, found, ++depth);
            continue;
        }
        if (search->low[node] == search->index[node])
            close_component(search, components, node);
        if (!depth)
            return;
        depth--;
        if (search->low[node] < search->low[search->path[depth]])
            search->low[search->path[depth]] = search->low[node];
    }
}

/* Nodes of each component in ascending order: their rows are neighbours. */
static void sort_nodes(ctg__components *components, size_t n, size_t *next)
{
    memcpy(next, components->start, components->count * sizeof *next);
    for (uint32_t i = 0; i < n; i++)
        components->nodes[next[components->of_node[i]]++] = i;
}

bool ctg__components_find(const ctg__matrix *matrix, ctg__arena *arena,
                          ctg__components *components)
{
    const size_t n = matrix->count;
    struct search search = {.matrix = matrix};
    ctg__arena scratch = {0};

    if (!TAKE(arena, components->of_node, n) ||
        !TAKE(arena, components->nodes, n) ||
        !TAKE(arena, components->start, n + 1) ||
        !TAKE(&scratch, search.index, n) || !TAKE(&scratch, search.low, n) ||
        !TAKE(&scratch, search.stack, n) || !TAKE(&scratch, search.path, n) ||
        !TAKE(&scratch, search.next, n)) {
        ctg__arena_clear(&scratch);
        return false;
    }
    memset(components->of_node, 0xff, n * sizeof *components->of_node);
    for (size_t i = 0; i < n; i++)
        if (!search.index[i])
            search_from(&search, components, (uint32_t)i);
    sort_nodes(components, n, search.next);
    CTG__ASSERT(components->start[components->count] == n);
    ctg__arena_clear(&scratch);
    return true;
}

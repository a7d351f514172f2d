/* Circulations of least cost: what says of any flow that none is cheaper. */
#include "optimise/flow.h"

#include <string.h>

#include "support/cmocka.h"

enum { NODES = 12, ARCS = 60 };

typedef struct net {
    ctg__flow of;
    uint32_t tail[ARCS];
    uint32_t head[ARCS];
    int64_t room[ARCS];
    int16_t cost[ARCS];
} net;

static uint64_t seed;

static uint32_t below(uint32_t most)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % most;
}

static void add(net *made, uint32_t tail, uint32_t head, int64_t room, int cost)
{
    const size_t a = made->of.arc_count++;

    made->tail[a] = tail;
    made->head[a] = head;
    made->room[a] = room;
    made->cost[a] = (int16_t)cost;
}

static void close_net(net *made, size_t nodes)
{
    made->of.node_count = nodes;
    made->of.tail = made->tail;
    made->of.head = made->head;
    made->of.room = made->room;
    made->of.cost = made->cost;
}

/* Arcs anywhere, some double, some without room, costs of either sign. */
static void random_net(net *made, uint32_t costs)
{
    const uint32_t nodes = 2 + below(NODES - 1);
    const uint32_t arcs = 1 + below(ARCS);

    memset(made, 0, sizeof *made);
    while (made->of.arc_count < arcs) {
        const uint32_t tail = below(nodes);
        const uint32_t head = below(nodes);
        const int64_t room = (int64_t)below(40) << below(30);

        if (tail != head)
            add(made, tail, head, room, (int)below(2 * costs + 1) - (int)costs);
    }
    close_net(made, nodes);
}

/* All nodes in a ring that gains 1 in all, in shuffled order of arcs. */
static void ring_net(net *made)
{
    const uint32_t nodes = 2 + below(NODES - 1);
    const uint32_t first = below(nodes);
    int sum = 0;

    memset(made, 0, sizeof *made);
    for (uint32_t i = 0; i < nodes; i++) {
        const uint32_t at = (first + 5 * i) % nodes;
        const int cost = i + 1 < nodes ? (int)below(201) - 100 : -1 - sum;

        sum += cost;
        add(made, i, (i + 1) % nodes, 1 + below(9), cost);
        if (at != i)
            add(made, at, i, below(3), 100 + (int)below(200));
    }
    close_net(made, nodes);
}

static void check_balanced(const net *of, const int64_t *flow)
{
    int64_t left[NODES] = {0};

    for (size_t a = 0; a < of->of.arc_count; a++) {
        assert_true(flow[a] >= 0 && flow[a] <= of->room[a]);
        left[of->tail[a]] -= flow[a];
        left[of->head[a]] += flow[a];
    }
    for (size_t i = 0; i < of->of.node_count; i++)
        assert_int_equal(left[i], 0);
}

/* A flow has least cost just where no cycle of what could still be moved,
 * either way, gains anything. */
static bool is_least(const net *of, const int64_t *flow)
{
    int64_t price[NODES] = {0};
    bool changed = true;

    for (size_t pass = 0; changed && pass <= of->of.node_count; pass++) {
        changed = false;
        for (size_t a = 0; a < of->of.arc_count; a++) {
            int64_t *const tail = &price[of->tail[a]];
            int64_t *const head = &price[of->head[a]];

            if (flow[a] < of->room[a] && *tail + of->cost[a] < *head) {
                *head = *tail + of->cost[a];
                changed = true;
            }
            if (flow[a] > 0 && *head - of->cost[a] < *tail) {
                *tail = *head - of->cost[a];
                changed = true;
            }
        }
    }
    return !changed;
}

static void check_least(const net *of)
{
    int64_t flow[ARCS];
    ctg_error error;
    bool proven = false;

    memset(flow, 0x55, sizeof flow);
    assert_int_equal(ctg__flow_least(&of->of, flow, &proven, &error), CTG_OK);
    assert_true(proven);
    check_balanced(of, flow);
    assert_true(is_least(of, flow));
}

static void nothing_that_could_still_move_gains(void **state)
{
    static const uint32_t costs[] = {1, 2, 7, 1000, 32000};
    net made;

    (void)state;
    seed = 1;
    for (int i = 0; i < 3000; i++) {
        random_net(&made, costs[i % 5]);
        check_least(&made);
    }
}

static void a_ring_that_gains_1_is_full(void **state)
{
    net made;

    (void)state;
    seed = 2;
    for (int i = 0; i < 3000; i++) {
        ring_net(&made);
        check_least(&made);
    }
}

typedef struct patience {
    int left;
} patience;

static int until(void *context, double done, double total)
{
    (void)done;
    (void)total;
    return ((patience *)context)->left-- > 0;
}

/* Stopped at any time, what is there is a circulation that costs no more than
 * none at all. */
static void what_is_stopped_is_balanced(void **state)
{
    net made;

    (void)state;
    seed = 3;
    for (int i = 0; i < 400; i++) {
        bool proven = false;

        random_net(&made, 1000);
        for (int left = 0; !proven; left++) {
            patience has = {left};
            int64_t flow[ARCS];
            int64_t cost = 0;
            ctg_error error;

            made.of.progress = until;
            made.of.progress_context = &has;
            assert_int_equal(ctg__flow_least(&made.of, flow, &proven, &error),
                             CTG_OK);
            check_balanced(&made, flow);
            for (size_t a = 0; a < made.of.arc_count; a++) {
                cost += flow[a] * made.cost[a];
                assert_true(left || !flow[a] || proven);
            }
            assert_true(!proven || is_least(&made, flow));
            assert_true(!proven || cost <= 0);
        }
    }
}

static void components_are_who_reaches_each_other(void **state)
{
    net made;

    (void)state;
    seed = 4;
    for (int i = 0; i < 2000; i++) {
        bool reaches[NODES][NODES] = {{false}};
        uint32_t component[NODES];
        ctg_error error;
        size_t n;

        random_net(&made, 1);
        n = made.of.node_count;
        if (made.of.arc_count > n + n / 2) /* else all of it is one */
            made.of.arc_count = n + n / 2;
        for (size_t a = 0; a < made.of.arc_count; a++)
            reaches[made.tail[a]][made.head[a]] = true;
        for (size_t k = 0; k < n; k++)
            for (size_t u = 0; u < n; u++)
                for (size_t v = 0; v < n; v++)
                    reaches[u][v] |= reaches[u][k] && reaches[k][v];
        assert_int_equal(ctg__flow_components(&made.of, component, &error),
                         CTG_OK);
        for (size_t u = 0; u < n; u++)
            for (size_t v = 0; v < n; v++)
                assert_int_equal(component[u] == component[v],
                                 u == v || (reaches[u][v] && reaches[v][u]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_could_still_move_gains),
        cmocka_unit_test(a_ring_that_gains_1_is_full),
        cmocka_unit_test(what_is_stopped_is_balanced),
        cmocka_unit_test(components_are_who_reaches_each_other),
    };

    return RUN_TESTS(tests);
}

/*
 * The order of exposures in a network, against sorting them the plain way:
 * many nodes and few, hubs, parallel exposures, rows that are dropped, and any
 * number of threads.
 */
#include <config.h>

#include <stdlib.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "data/network.h"
#include "support/graph.h"

static void set_threads(int count)
{
#ifdef _OPENMP
    omp_set_num_threads(count);
#else
    (void)count;
#endif
}

static size_t pick(uint64_t *state, size_t count)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (size_t)(*state >> 33) % count;
}

/* Node i is row node_count - 1 - i, so that words are in another order. */
static void add_nodes(ctg_graph *graph, size_t count)
{
    size_t id;
    size_t row;
    char text[32];
    ctg_error error;

    assert_int_equal(
        ctg__graph_need_column(graph, CTG_NODES, "id", 2, &id, &error), 0);
    for (size_t i = 0; i < count; i++) {
        const int length = snprintf(text, sizeof text, "N%zu", count - 1 - i);

        assert_int_equal(ctg__graph_add_row(graph, CTG_NODES, &row, &error), 0);
        graph->tables[CTG_NODES].columns[id].word[row] =
            ctg__graph_word(graph, text, (size_t)length);
    }
}

/* Every fifth end is one of a few hubs; some rows are to be dropped. */
static ctg_graph *make_graph(size_t node_count, size_t row_count)
{
    static const char *const names[] = {"debtor", "creditor", "amount"};
    ctg_graph *graph = NULL;
    size_t columns[3];
    uint64_t state = 237;
    ctg_error error;

    assert_int_equal(ctg__graph_new(&graph, &error), CTG_OK);
    add_nodes(graph, node_count);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(ctg__graph_need_column(graph, CTG_EXPOSURES, names[i],
                                                strlen(names[i]), &columns[i],
                                                &error),
                         CTG_OK);
    for (size_t i = 0; i < row_count; i++) {
        const ctg__column *all;
        const ctg_word *const ids = graph->tables[CTG_NODES].columns[0].word;
        const size_t ends = pick(&state, 5) ? node_count : 3;
        size_t row;

        assert_int_equal(ctg__graph_add_row(graph, CTG_EXPOSURES, &row, &error),
                         CTG_OK);
        all = graph->tables[CTG_EXPOSURES].columns;
        all[columns[0]].word[row] = ids[pick(&state, node_count)];
        all[columns[1]].word[row] = ids[pick(&state, ends)];
        all[columns[2]].number[row] =
            pick(&state, 50) ? (double)(1 + pick(&state, 1000)) / 8 : 0;
    }
    return graph;
}

typedef struct entry {
    uint32_t node;
    uint32_t other;
    uint32_t index;
} entry;

static int compare(const void *a, const void *b)
{
    const entry *const x = a;
    const entry *const y = b;

    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static size_t plain_entries(const ctg_graph *graph, entry *entries)
{
    const size_t rows = ctg_graph_row_count(graph, CTG_EXPOSURES);
    const ctg__column *const columns = graph->tables[CTG_EXPOSURES].columns;
    const size_t nodes = ctg_graph_row_count(graph, CTG_NODES);
    size_t count = 0;

    for (size_t row = 0; row < rows; row++) {
        /* The first word is that of node row 0. */
        const uint32_t debtor = columns[CTG__EXPOSURE_DEBTOR].word[row] - 1;
        const uint32_t creditor = columns[CTG__EXPOSURE_CREDITOR].word[row] - 1;

        assert_true(debtor < nodes && creditor < nodes);
        if (debtor != creditor && columns[CTG__EXPOSURE_AMOUNT].number[row] > 0)
            entries[count++] = (entry){creditor, debtor, (uint32_t)row};
    }
    qsort(entries, count, sizeof *entries, compare);
    return count;
}

static void same_starts(const size_t *start, size_t node_count,
                        const entry *entries, size_t count)
{
    size_t e = 0;

    for (size_t node = 0; node <= node_count; node++) {
        while (e < count && entries[e].node < node)
            e++;
        assert_int_equal(start[node], e);
    }
}

static void same_as_plain(const ctg_graph *graph, const ctg__exposures *made)
{
    const size_t rows = ctg_graph_row_count(graph, CTG_EXPOSURES);
    const size_t nodes = ctg_graph_row_count(graph, CTG_NODES);
    const double *const amounts =
        graph->tables[CTG_EXPOSURES].columns[CTG__EXPOSURE_AMOUNT].number;
    entry *const entries = calloc(rows + 1, sizeof *entries);
    const size_t count = plain_entries(graph, entries);
    uint32_t last = 0;

    assert_int_equal(made->count, count);
    same_starts(made->start, nodes, entries, count);
    for (size_t e = 0; e < count; e++) {
        assert_int_equal(made->debtor[e], entries[e].other);
        assert_int_equal(made->row[e], entries[e].index);
        assert_same(made->amount[e], amounts[entries[e].index]);
        entries[e] = (entry){entries[e].other, entries[e].node, (uint32_t)e};
    }
    qsort(entries, count, sizeof *entries, compare);
    same_starts(made->debtor_start, nodes, entries, count);
    for (size_t k = 0; k < count; k++) {
        assert_int_equal(made->by_debtor[k], entries[k].index);
        assert_int_equal(made->debtor_creditor[k], entries[k].other);
    }
    for (size_t k = 0; k < count; k++) {
        const uint32_t row = made->row[made->file_order[k]];

        assert_true(!k || row > last);
        last = row;
    }
    free(entries);
}

static void check(size_t node_count, size_t row_count)
{
    ctg_graph *const graph = make_graph(node_count, row_count);

    for (int threads = 1; threads <= 3; threads++) {
        ctg_network *network;

        set_threads(threads);
        network = network_of(graph);
        same_as_plain(graph, &network->exposures);
        ctg_network_free(network);
    }
    set_threads(2);
    ctg_graph_free(graph);
}

static void few_are_in_order(void **state)
{
    (void)state;
    check(1, 3);
    check(2, 7);
    check(5, 200);
    check(300, 40);
}

static void many_are_in_order(void **state)
{
    (void)state;
    check(3, 40000);
    check(700, 60000);
    check(70000, 50000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_are_in_order),
        cmocka_unit_test(many_are_in_order),
    };

    return RUN_TESTS(tests);
}

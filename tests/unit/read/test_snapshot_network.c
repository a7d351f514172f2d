/* What a snapshot keeps of its network: the same as is made anew, or nothing.
 */
#include <stdlib.h>

#include "data/network.h"
#include "support/snapshot.h"
#include "text/text.h"

enum { ROOM = 1 << 20 };

static size_t pick(uint64_t *state, size_t count)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (size_t)(*state >> 33) % count;
}

/* Parallel exposures, and some that networks drop. */
static ctg_graph *random_graph(size_t nodes, size_t exposures)
{
    ctg__text node_rows = {0};
    ctg__text rows = {0};
    uint64_t state = 5;
    ctg_graph *graph;

    ctg__text_add(&node_rows, "id,equity\n");
    for (size_t i = 0; i < nodes; i++)
        ctg__text_print(&node_rows, "n%zu,%zu\n", i * 7 % nodes, 1 + i % 9);
    ctg__text_add(&rows, "debtor,creditor,amount,kind\n");
    for (size_t k = 0; k < exposures; k++) {
        const size_t debtor = pick(&state, k % 4 ? nodes : 3);
        const size_t creditor = pick(&state, k % 3 ? nodes : 5);

        ctg__text_print(&rows, "n%zu,n%zu,%zu.5e-%zu,k%zu\n", debtor, creditor,
                        pick(&state, 4) ? pick(&state, 100) : 0,
                        pick(&state, 3), k % 5);
    }
    for (size_t k = 0; k < 3; k++)
        ctg__text_print(&rows, "n1,n2,0,k\n");
    graph = graph_of("nodes", ctg__text_string(&node_rows), "exposures",
                     ctg__text_string(&rows), NULL);
    ctg__text_clear(&node_rows);
    ctg__text_clear(&rows);
    return graph;
}

static ctg_graph *read_back(const char *bytes, size_t length,
                            ctg_read_options options)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (graph_try("snapshot", bytes, length, options, &graph, NULL, &error))
        fail_msg("%s", error.message);
    return graph;
}

static ctg_network *network_with(const ctg_graph *graph, ctg_problems *problems)
{
    ctg_network *network = NULL;
    ctg_error error = {0};

    if (ctg_network_new(graph, &network, problems, &error))
        fail_msg("%s", error.message);
    return network;
}

#define SAME(field, items)                                                     \
    assert_memory_equal(a->field, b->field, (items) * sizeof *a->field)

static void assert_same_order(const ctg_network *one, const ctg_network *other)
{
    const ctg__exposures *const a = &one->exposures;
    const ctg__exposures *const b = &other->exposures;

    assert_int_equal(a->count, b->count);
    SAME(start, one->nodes.count + 1);
    SAME(debtor, a->count);
    SAME(amount, a->count);
    SAME(row, a->count);
    SAME(debtor_start, one->nodes.count + 1);
    SAME(by_debtor, a->count);
    SAME(debtor_creditor, a->count);
    SAME(file_order, a->count);
    assert_memory_equal(one->nodes.equity, other->nodes.equity,
                        one->nodes.count * sizeof *one->nodes.equity);
}

/* The words of problems, not their places, which name the file. */
static void assert_same_problems(const ctg_problems *one,
                                 const ctg_problems *other)
{
    const ctg_problem *a;

    for (size_t i = 0; (a = ctg_problems_at(one, i)) != NULL; i++) {
        const ctg_problem *const b = ctg_problems_at(other, i);

        assert_non_null(b);
        assert_string_equal(a->text, b->text);
        assert_int_equal(a->severity, b->severity);
    }
    assert_null(ctg_problems_at(other, ctg_problems_count(one, CTG_WARNING) +
                                           ctg_problems_count(one, CTG_NOTE)));
}

static void check_kept(size_t nodes, size_t exposures, bool network_first)
{
    char *const bytes = test_malloc(ROOM);
    ctg_graph *const graph = random_graph(nodes, exposures);
    ctg_problems *const problems = ctg_problems_new();
    ctg_problems *const again = ctg_problems_new();
    ctg_network *anew;
    ctg_network *kept;
    ctg_graph *made;
    size_t length;
    char hash[2][CTG_HASH_ROOM];
    ctg_error error;

    if (network_first)
        ctg_network_free(network_with(graph, NULL));
    length = snapshot_of(graph, bytes, ROOM, false);
    assert_true(length < ROOM);
    made = read_back(bytes, length, ctg_read_options_default());
    assert_non_null(made->compiled.start);
    anew = network_with(graph, problems);
    kept = network_with(made, again);
    assert_ptr_equal(kept->exposures.amount, made->compiled.amount);
    assert_same_order(anew, kept);
    assert_same_problems(problems, again);
    assert_int_equal(ctg_graph_hash(graph, hash[0], &error), CTG_OK);
    assert_string_equal(made->hash, hash[0]);
    assert_int_equal(ctg_graph_hash(made, hash[1], &error), CTG_OK);
    assert_string_equal(hash[0], hash[1]);
    ctg_network_free(anew);
    ctg_network_free(kept);
    ctg_problems_free(problems);
    ctg_problems_free(again);
    ctg_graph_free(made);
    ctg_graph_free(graph);
    test_free(bytes);
}

static void a_network_that_is_kept_is_the_one_that_is_made(void **state)
{
    (void)state;
    for (int first = 0; first < 2; first++) {
        check_kept(6, 5, first);
        check_kept(50, 1000, first);
        check_kept(1000, 3000, first);
    }
}

/* Where a row is refused, or has more to say than money, nothing is kept. */
static void what_would_not_be_the_same_is_not_kept(void **state)
{
    static const char *const tables[][2] = {
        {"id\na\nb\n", "debtor,creditor,amount,recovery\na,b,1,0.5\n"},
        {"id\na\nb\n", "debtor,creditor,amount,seniority\na,b,1,1\n"},
        {"id\na\nb\n", "debtor,creditor,amount,maturity_days\na,b,1,1\n"},
        {"id\na\nb\n", "debtor,creditor,amount,asset\na,b,1,ETH\n"},
        {"id\na\nb\n", "debtor,creditor,amount\na,c,1\n"},
        {"id\na\nb\n", "debtor,creditor,amount\na,b,-1\n"},
        {"id\na\nb\n", "debtor,creditor,amount\na,b,\nb,a,1\n"},
        {"id\na\nb\na\n", "debtor,creditor,amount\na,b,1\n"},
        {"id\na\nb\n", "debtor,creditor,amount\n"},
    };
    char *const bytes = test_malloc(ROOM);

    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        ctg_graph *const graph =
            graph_of("nodes", tables[i][0], "exposures", tables[i][1], NULL);
        const size_t length = snapshot_of(graph, bytes, ROOM, false);
        ctg_graph *const made =
            read_back(bytes, length, ctg_read_options_default());

        assert_null(made->compiled.start);
        ctg_graph_free(made);
        ctg_graph_free(graph);
    }
    test_free(bytes);
}

typedef ctg_status change(ctg_graph *graph, ctg_error *error);

static ctg_status edit_amount(ctg_graph *graph, ctg_error *error)
{
    return ctg_graph_edit(graph, "nodes n1 equity=123", error);
}

static ctg_status hide(ctg_graph *graph, ctg_error *error)
{
    return ctg_graph_anonymise(graph, error);
}

static ctg_status add_node(ctg_graph *graph, ctg_error *error)
{
    size_t row;
    const ctg_status status = ctg__graph_add_row(graph, CTG_NODES, &row, error);

    return status ? status
                  : ctg__graph_set_text(graph, CTG_NODES, row, CTG__NODE_ID,
                                        "new", 3, error);
}

static ctg_status set_amount(ctg_graph *graph, ctg_error *error)
{
    return ctg__graph_set_number(graph, CTG_EXPOSURES, 2, CTG__EXPOSURE_AMOUNT,
                                 77, error);
}

/* A graph that was changed is made into a network as if it were new. */
static void a_change_forgets_what_was_kept(void **state)
{
    static change *const changes[] = {edit_amount, hide, add_node, set_amount};
    char *const bytes = test_malloc(ROOM);

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        ctg_graph *const graph = random_graph(20, 100);
        const size_t length = snapshot_of(graph, bytes, ROOM, false);
        ctg_graph *const made =
            read_back(bytes, length, ctg_read_options_default());
        ctg_network *kept = network_with(made, NULL);
        ctg_network *anew;
        char hash[2][CTG_HASH_ROOM];
        ctg_error error;

        ctg_network_free(kept);
        assert_int_equal(changes[i](graph, &error), CTG_OK);
        assert_int_equal(changes[i](made, &error), CTG_OK);
        assert_null(made->compiled.start);
        assert_int_equal(ctg_graph_hash(graph, hash[0], &error), CTG_OK);
        assert_int_equal(ctg_graph_hash(made, hash[1], &error), CTG_OK);
        assert_string_equal(hash[0], hash[1]);
        anew = network_with(graph, NULL);
        kept = network_with(made, NULL);
        assert_same_order(anew, kept);
        ctg_network_free(anew);
        ctg_network_free(kept);
        ctg_graph_free(made);
        ctg_graph_free(graph);
    }
    test_free(bytes);
}

/* Under other names the columns are another graph. */
static void renamed_columns_have_nothing_kept(void **state)
{
    static const ctg_read_options mapped = {.map = "equity=cash"};
    static const char exposures[] = "debtor,creditor,amount\na,b,3\n";
    char *const bytes = test_malloc(ROOM);
    ctg_graph *const graph = graph_of("nodes", "id,cash\na,1\nb,2\n",
                                      "exposures", exposures, NULL);
    ctg_graph *const other = graph_of("nodes", "id,equity\na,1\nb,2\n",
                                      "exposures", exposures, NULL);
    const size_t length = snapshot_of(graph, bytes, ROOM, false);
    ctg_graph *const made = read_back(bytes, length, mapped);
    char hash[2][CTG_HASH_ROOM];
    ctg_error error;

    (void)state;
    assert_null(made->compiled.start);
    assert_int_equal(ctg_graph_hash(made, hash[0], &error), CTG_OK);
    assert_int_equal(ctg_graph_hash(other, hash[1], &error), CTG_OK);
    assert_string_equal(hash[0], hash[1]);
    ctg_graph_free(made);
    ctg_graph_free(other);
    ctg_graph_free(graph);
    test_free(bytes);
}

static void another_order_of_nodes_is_kept_in_that_order(void **state)
{
    char *const bytes = test_malloc(ROOM);
    ctg_graph *const graph = random_graph(50, 300);
    const size_t length = snapshot_of(graph, bytes, ROOM, true);
    ctg_graph *const made =
        read_back(bytes, length, ctg_read_options_default());
    ctg_graph *copy = NULL;
    ctg_network *kept;
    ctg_network *anew;
    ctg_error error;

    (void)state;
    assert_non_null(made->compiled.start);
    assert_int_equal(ctg_graph_copy(made, &copy, &error), CTG_OK);
    assert_null(copy->compiled.start);
    kept = network_with(made, NULL);
    anew = network_with(copy, NULL);
    assert_same_order(anew, kept);
    ctg_network_free(anew);
    ctg_network_free(kept);
    ctg_graph_free(copy);
    ctg_graph_free(made);
    ctg_graph_free(graph);
    test_free(bytes);
}

/* Whatever the orders say: refused in words, or a network to look through. */
static void orders_that_cannot_be_are_refused(void **state)
{
    static const uint64_t lies[] = {UINT64_MAX, 0, UINT64_C(1) << 31,
                                    UINT64_C(0x7ff0000000000000)};
    static const ctg_read_options unchecked_options = {.unchecked = true};
    char *const bytes = test_malloc(ROOM);
    ctg_graph *const graph = random_graph(8, 20);
    const size_t length = snapshot_of(graph, bytes, ROOM, false);
    ctg__snapshot_header header;
    size_t refused_count = 0;

    (void)state;
    memcpy(&header, bytes, sizeof header);
    assert_true(header.network > 0);
    for (size_t at = header.network; at + 8 <= length; at += 4)
        for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
            ctg_graph *made = NULL;
            ctg_network *network = NULL;
            ctg_error error = {0};
            uint64_t kept;
            ctg_status status;

            memcpy(&kept, bytes + at, 8);
            memcpy(bytes + at, &lies[i], i % 2 ? 4 : 8);
            status = graph_try("snapshot", bytes, length, unchecked_options,
                               &made, NULL, &error);
            if (!status)
                status = ctg_network_new(made, &network, NULL, &error);
            if (status) {
                assert_int_equal(status, CTG_BAD_INPUT);
                if (!strstr(error.message, "damaged"))
                    fail_msg("%s", error.message);
                refused_count++;
            } else {
                for (size_t e = 0; e < network->exposures.count; e++) {
                    assert_true(network->exposures.debtor[e] < 8);
                    assert_true(network->exposures.row[e] < 23);
                }
            }
            ctg_network_free(network);
            ctg_graph_free(made);
            memcpy(bytes + at, &kept, 8);
        }
    assert_true(refused_count > 100);
    ctg_graph_free(graph);
    test_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_that_is_kept_is_the_one_that_is_made),
        cmocka_unit_test(what_would_not_be_the_same_is_not_kept),
        cmocka_unit_test(a_change_forgets_what_was_kept),
        cmocka_unit_test(renamed_columns_have_nothing_kept),
        cmocka_unit_test(another_order_of_nodes_is_kept_in_that_order),
        cmocka_unit_test(orders_that_cannot_be_are_refused),
    };

    return RUN_TESTS(tests);
}

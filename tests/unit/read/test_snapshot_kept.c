/* What a snapshot keeps of a network is taken where it is what would be made,
 * and nowhere else. */
#include <stdlib.h>

#include "data/network_arrays.h"
#include "support/snapshot.h"
#include "text/text.h"

enum { ROOM = 1 << 20, MANY = 4000 };

static ctg_network *network_with(const ctg_graph *graph)
{
    ctg_network *network = NULL;
    ctg_error error = {0};

    if (ctg_network_new(graph, &network, NULL, &error))
        fail_msg("%s", error.message);
    return network;
}

/* Every table has rows, and exposures have what no order of them has. */
static ctg_graph *many_tables(void)
{
    return graph_of(
        "nodes",
        "id,equity,cash,recovery,leverage_max,pass_through\n"
        "a,5,1,0.5,initial,\nb,700,,,4.5,\nc,20,,,,\nd,,0,,,true\n",
        "exposures",
        "debtor,creditor,amount,asset,recovery,seniority,maturity_days\n"
        "a,b,3,,,1,30\nc,a,2.5,ETH,0.4,,\nb,c,1,,,,7\na,b,4,,,,\n",
        "assets", "id,price,depth,impact\nETH,2,90,linear\nBTC,3,,\n",
        "holdings", "node,asset,quantity\nc,ETH,4\na,ETH,1\nc,BTC,2\n",
        "venues", "node,type\nb,lending\n", "markets",
        "venue,asset,maintenance\nb,ETH,0.2\n", "positions",
        "account,owner,venue,asset,quantity\n1,a,b,ETH,20\n1,a,b,,-30\n"
        "2,c,b,BTC,5\n",
        "layers", "venue,order,kind,amount\nb,1,fund,7.5\n", NULL);
}

static ctg_graph *claims_alone(void)
{
    return graph_of("nodes", "id,equity\na,5\nb,7\nc,1\n", "exposures",
                    "debtor,creditor,amount\na,b,3\nc,a,2\na,b,1\nb,b,9\n",
                    NULL);
}

/* Arrays of whole pages, one of them for several columns that are blank. */
static ctg_graph *many_nodes(void)
{
    ctg__text rows = {0};
    ctg_graph *graph;

    ctg__text_add(&rows, "id,equity\n");
    for (size_t i = 0; i < MANY; i++)
        ctg__text_print(&rows, "n%zu,%zu\n", i, 1 + i % 9);
    graph = graph_of("nodes", ctg__text_string(&rows), "exposures",
                     "debtor,creditor,amount\nn1,n2,3\nn2,n3999,2\n", NULL);
    ctg__text_clear(&rows);
    return graph;
}

/* Which arrays of a network lie where its file does. */
static size_t count_inside(const ctg_network *network, size_t *whole)
{
    ctg__network_array arrays[CTG__NETWORK_ARRAYS];
    const ctg__kept *const kept = &network->graph->kept;
    size_t inside = 0;

    ctg__network_arrays(network, arrays);
    *whole = 0;
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++) {
        if (!arrays[i].size)
            continue;
        (*whole)++;
        inside += kept->arrays && kept->arrays[i].size == arrays[i].size &&
                  arrays[i].items == kept->bytes + kept->arrays[i].offset;
    }
    return inside;
}

static void assert_same_arrays(const ctg_network *one, const ctg_network *other)
{
    ctg__network_array a[CTG__NETWORK_ARRAYS];
    ctg__network_array b[CTG__NETWORK_ARRAYS];

    ctg__network_arrays(one, a);
    ctg__network_arrays(other, b);
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++) {
        assert_int_equal(a[i].size, b[i].size);
        if (a[i].size)
            assert_memory_equal(a[i].items, b[i].items, a[i].size);
    }
}

typedef struct pair {
    ctg_graph *graph; /* as it was made */
    ctg_network *network;
    char *bytes;
    size_t length;
} pair;

static pair written(ctg_graph *graph, bool reorder)
{
    pair made = {.graph = graph,
                 .network = network_with(graph),
                 .bytes = test_malloc(ROOM)};

    made.length = snapshot_with(graph, made.network, made.bytes, ROOM, reorder);
    assert_true(made.length < ROOM);
    return made;
}

static void forget(pair *made)
{
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
    test_free(made->bytes);
}

static ctg_graph *read_back(const pair *from, ctg_read_options options)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (graph_try("snapshot", from->bytes, from->length, options, &graph, NULL,
                  &error))
        fail_msg("%s", error.message);
    return graph;
}

static void check_taken(ctg_graph *graph)
{
    pair from = written(graph, false);
    ctg_graph *const again = read_back(&from, ctg_read_options_default());
    ctg_network *const taken = network_with(again);
    size_t whole;

    assert_int_equal(count_inside(from.network, &whole), 0);
    assert_int_equal(count_inside(taken, &whole), whole);
    assert_true(whole > 20);
    assert_same_arrays(from.network, taken);
    ctg_network_free(taken);
    ctg_graph_free(again);
    forget(&from);
}

static void a_network_lies_in_the_file_that_kept_it(void **state)
{
    (void)state;
    check_taken(claims_alone());
    check_taken(many_tables());
    check_taken(many_nodes());
}

/* Exposures are in the file once, among its orders, and so are the blanks of
 * columns that it has not. */
static void nothing_is_kept_twice(void **state)
{
    pair from = written(claims_alone(), false);
    ctg_graph *const again = read_back(&from, ctg_read_options_default());

    (void)state;
    assert_non_null(again->compiled.start);
    assert_ptr_equal(again->kept.bytes +
                         again->kept.arrays[CTG__ARRAY_exposures_debtor].offset,
                     again->compiled.debtor);
    assert_ptr_equal(
        again->kept.bytes +
            again->kept.arrays[CTG__ARRAY_exposures_file_order].offset,
        again->compiled.file_order);
    assert_int_equal(again->kept.arrays[CTG__ARRAY_nodes_recovery].offset,
                     again->kept.arrays[CTG__ARRAY_nodes_volatility].offset);
    ctg_graph_free(again);
    forget(&from);
}

/* Whatever is changed in the file's arrays, and wherever it says they are: the
 * network is what the tables say, or the file is refused. */
static void arrays_that_lie_are_of_no_account(void **state)
{
    static const uint64_t lies[] = {0, 1, 64, UINT64_MAX,
                                    UINT64_C(0x7ff0000000000000)};
    pair from = written(many_tables(), false);
    ctg__snapshot_header header;
    size_t refused = 0;
    size_t made_anew = 0;

    (void)state;
    memcpy(&header, from.bytes, sizeof header);
    assert_true(header.kept > 0);
    for (size_t at = (size_t)header.kept; at + 8 <= from.length; at += 8)
        for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
            ctg_graph *graph = NULL;
            ctg_network *network;
            ctg_error error = {0};
            uint64_t was;
            size_t whole;

            memcpy(&was, from.bytes + at, 8);
            memcpy(from.bytes + at, &lies[i], 8);
            if (graph_try("snapshot", from.bytes, from.length, unchecked,
                          &graph, NULL, &error)) {
                refused++;
            } else {
                network = network_with(graph);
                assert_same_arrays(from.network, network);
                made_anew += count_inside(network, &whole) < whole;
                ctg_network_free(network);
            }
            ctg_graph_free(graph);
            memcpy(from.bytes + at, &was, 8);
        }
    assert_true(refused > CTG__NETWORK_ARRAYS);
    assert_true(made_anew > CTG__NETWORK_ARRAYS);
    forget(&from);
}

/* A file read from memory that says twice where an array is: what lies in its
 * bytes stays, as nobody could read it again. */
static void what_lies_in_the_bytes_themselves_is_not_given_back(void **state)
{
    ctg_graph *const graph = many_nodes();
    ctg_network *const network = network_with(graph);
    ctg__network_array arrays[CTG__NETWORK_ARRAYS];
    ctg__kept_array places[CTG__NETWORK_ARRAYS] = {{0}};
    double *const made = network->nodes.equity;
    const size_t size = MANY * sizeof *made;
    const size_t room = size / 4096 * 4096 + 4096;
    char *const bytes = aligned_alloc(4096, 2 * room);

    (void)state;
    assert_non_null(bytes);
    memcpy(bytes, made, size);
    memcpy(bytes + room, made, size);
    network->nodes.equity = (double *)(void *)bytes;
    ctg__network_arrays(network, arrays);
    for (size_t i = 0; i < CTG__NETWORK_ARRAYS; i++)
        if (arrays[i].items == bytes)
            places[i] = (ctg__kept_array){.offset = room, .size = size};
    ctg__network_share(network, &(ctg__kept){.bytes = bytes,
                                             .length = 2 * room,
                                             .arrays = places});
    assert_ptr_equal(network->nodes.equity, bytes + room);
    assert_memory_equal(bytes, made, size);
    network->nodes.equity = made;
    ctg_network_free(network);
    ctg_graph_free(graph);
    free(bytes);
}

/* What an edit leaves as it was is still the file's. */
static void a_change_makes_anew_what_it_changes(void **state)
{
    static const char words[] = "nodes a equity=6";
    pair from = written(many_tables(), false);
    ctg_graph *const again = read_back(&from, ctg_read_options_default());
    ctg_error error;
    ctg_network *anew;
    ctg_network *taken;
    size_t whole;
    size_t inside;

    (void)state;
    assert_int_equal(ctg_graph_edit(from.graph, words, &error), CTG_OK);
    assert_int_equal(ctg_graph_edit(again, words, &error), CTG_OK);
    anew = network_with(from.graph);
    taken = network_with(again);
    assert_same_arrays(anew, taken);
    assert_true(taken->nodes.equity[0] == 6);
    inside = count_inside(taken, &whole);
    assert_true(inside > 20 && inside < whole);
    ctg_network_free(anew);
    ctg_network_free(taken);
    ctg_graph_free(again);
    forget(&from);
}

static void nothing_is_kept_in_another_order_or_of_another_graph(void **state)
{
    pair from = written(claims_alone(), true);
    ctg_graph *const other = claims_alone();
    ctg__snapshot_header header;

    (void)state;
    memcpy(&header, from.bytes, sizeof header);
    assert_int_equal(header.kept, 0);
    snapshot_with(other, from.network, from.bytes, ROOM, false);
    memcpy(&header, from.bytes, sizeof header);
    assert_int_equal(header.kept, 0);
    ctg_graph_free(other);
    forget(&from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_lies_in_the_file_that_kept_it),
        cmocka_unit_test(nothing_is_kept_twice),
        cmocka_unit_test(what_lies_in_the_bytes_themselves_is_not_given_back),
        cmocka_unit_test(arrays_that_lie_are_of_no_account),
        cmocka_unit_test(a_change_makes_anew_what_it_changes),
        cmocka_unit_test(nothing_is_kept_in_another_order_or_of_another_graph),
    };

    return RUN_TESTS(tests);
}

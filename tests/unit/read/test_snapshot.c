/* Snapshots: everything comes back; what is foreign or damaged does not. */
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "read/snapshot.h"
#include "support/snapshot.h"

static void all_tables_come_back(void **state)
{
    ctg_graph *const graph = full_graph();

    (void)state;
    round_trip(graph, "snapshot");
    ctg_graph_free(graph);
}

static void an_empty_graph_comes_back(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id\n", NULL);

    (void)state;
    round_trip(graph, "snapshot");
    ctg_graph_free(graph);
}

static void columns_can_be_renamed(void **state)
{
    const ctg_read_options options = {.map = "cash=equity"};
    ctg_graph *const graph = full_graph();
    static char bytes[16384];
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);
    ctg_graph *made = NULL;
    char buffer[32];
    ctg_error error = {0};

    (void)state;
    assert_int_equal(
        graph_try("snapshot", bytes, length, options, &made, NULL, &error),
        CTG_OK);
    assert_string_equal(ctg_graph_cell(made, CTG_NODES, 0, "cash", buffer),
                        "0.1");
    ctg_graph_free(made);
    ctg_graph_free(graph);
}

static void a_mapped_graph_can_be_edited_and_grow(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_graph *const again = graph_again(graph, "snapshot", false);
    char buffer[32];
    ctg_error error = {0};
    size_t row;

    (void)state;
    assert_int_equal(
        ctg_graph_edit(again, "markets b/ETH maintenance=0.2", &error), CTG_OK);
    assert_int_equal(ctg_graph_edit(again, "nodes b cash=12.5", &error),
                     CTG_OK);
    assert_int_equal(ctg__graph_add_row(again, CTG_NODES, &row, &error),
                     CTG_OK);
    assert_int_equal(row, 3);
    assert_string_equal(
        ctg_graph_cell(again, CTG_MARKETS, 0, "maintenance", buffer), "0.2");
    assert_string_equal(ctg_graph_cell(again, CTG_NODES, 1, "cash", buffer),
                        "12.5");
    assert_string_equal(ctg_graph_cell(again, CTG_NODES, 2, "colour", buffer),
                        "a");
    assert_string_equal(ctg_graph_cell(again, CTG_NODES, 3, "equity", buffer),
                        "");
    ctg_graph_free(again);
    ctg_graph_free(graph);
}

static void every_damaged_byte_is_noticed(void **state)
{
    static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);

    (void)state;
    assert_true(length > sizeof(ctg__snapshot_header) && length < sizeof bytes);
    for (size_t i = 8; i < length; i++) {
        bytes[i] ^= 0x10;
        refused_bytes("snapshot", bytes, length, "a ");
        bytes[i] ^= 0x10;
    }
    ctg_graph_free(graph);
}

static void foreign_files_are_told_apart(void **state)
{
    static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);
    ctg__snapshot_header header;

    (void)state;
    memcpy(&header, bytes, sizeof header);
    refused_bytes("snapshot", bytes, length - 8, "cut short");
    refused_bytes("snapshot", bytes, 100, "cut short");
    refused_bytes("snapshot", bytes, 15, "too short");
    refused_bytes("snapshot", "not a snapshot", 14, "too short");
    header.endian = UINT32_C(0x04030201);
    memcpy(bytes, &header, sizeof header);
    refused_bytes("snapshot", bytes, length, "another byte order");
    header.endian = CTG__SNAPSHOT_ENDIAN;
    header.version = 2;
    memcpy(bytes, &header, sizeof header);
    refused_bytes("snapshot", bytes, length,
                  "a snapshot of version 2, and this program reads version 4: "
                  "convert the graph");
    /* However short: headers of other versions have other lengths. */
    refused_bytes("snapshot", bytes, 100, "a snapshot of version 2");
    header.version = 3;
    memcpy(bytes, &header, sizeof header);
    refused_bytes("snapshot", bytes, length, "a snapshot of version 3");
    ctg_graph_free(graph);
}

/* --- without a look at it ---------------------------------------------------
 */

/* Whatever a graph is used for; nothing may step outside the file. */
static void use(ctg_graph *graph)
{
    const ctg_write_options options = {.format = "json"};
    ctg_problems *const problems = ctg_problems_new();
    ctg_network *network = NULL;
    char hash[CTG_HASH_ROOM];
    ctg_error error = {0};

    (void)ctg_graph_find_node(graph, "b");
    (void)ctg_graph_find_node(graph, "nobody");
    same_graphs(graph, graph);
    assert_int_equal(ctg_graph_hash(graph, hash, &error), CTG_OK);
    (void)ctg_network_new(graph, &network, NULL, &error);
    ctg_network_free(network);
    (void)ctg_graph_write(graph, "/dev/null", &options, NULL, &error);
    (void)ctg_graph_edit(graph, "nodes b cash=12.5", &error);
    (void)ctg_graph_apply_presets(graph, NULL, problems, &error);
    (void)ctg_graph_anonymise(graph, &error);
    ctg_problems_free(problems);
}

static void an_unchecked_snapshot_is_the_same_graph(void **state)
{
    static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);
    ctg_graph *made = NULL;
    ctg_error error = {0};
    const size_t words = ctg__words_count(graph->words);

    (void)state;
    bytes[offsetof(ctg__snapshot_header, checksum)] ^= 1;
    refused_bytes("snapshot", bytes, length, "its checksum is another");
    assert_int_equal(
        graph_try("snapshot", bytes, length, unchecked, &made, NULL, &error),
        CTG_OK);
    same_graphs(graph, made);
    assert_int_equal(ctg_graph_find_node(made, "c"), 2);
    assert_int_equal(ctg_graph_find_node(made, "d"), CTG_NONE);
    /* Its words are found, others get new numbers. */
    for (ctg_word word = 0; word < words; word++) {
        const char *const text = ctg__graph_text(graph, word);

        assert_int_equal(ctg__graph_word(made, text, strlen(text)), word);
    }
    assert_true(ctg__graph_word(made, "new", 3) >= words);
    assert_int_equal(ctg__graph_word(made, "new", 3),
                     ctg__words_count(made->words) - 1);
    use(made);
    ctg_graph_free(made);
    ctg_graph_free(graph);
}

static void damage_that_goes_unchecked_does_no_harm(void **state)
{
    static const unsigned char masks[] = {0x01, 0x80, 0xff};
    static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);
    size_t taken = 0;

    (void)state;
    for (size_t i = 8; i < length; i++)
        for (size_t m = 0; m < sizeof masks; m++) {
            ctg_graph *made = NULL;
            ctg_error error;

            bytes[i] ^= (char)masks[m];
            if (!graph_try("snapshot", bytes, length, unchecked, &made, NULL,
                           &error)) {
                use(made);
                taken++;
            }
            ctg_graph_free(made);
            bytes[i] ^= (char)masks[m];
        }
    assert_true(taken > length);
    ctg_graph_free(graph);
}

static void bad_words_and_numbers_are_refused_where_they_would_count(
    void **state)
{
    static const struct {
        size_t size;
        uint64_t value;
        const char *fault;
    } bad[] = {
        {8, UINT64_C(0x7ff) << 52,
         ": exposures row 1, amount: no finite number"},
        {4, 999, ": exposures row 2, debtor: no text has this number"},
    };
    static char bytes[16384];
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity\na,1.5\nb,2.5\nc,3.5\n", "exposures",
        "debtor,creditor,amount,recovery\na,b,0.30625,0.4\nc,a,2,\n", NULL);
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const ctg_word ends[2] = {1, 3}; /* of debtors: a, c */
        const double amounts[2] = {0.30625, 2};
        const void *const cells = i ? (const void *)ends : amounts;
        char kept[16384];
        ctg_network *network = NULL;
        ctg_graph *made = NULL;
        ctg_error error = {0};
        char *at = bytes;

        memcpy(kept, bytes, length);
        while (memcmp(at, cells, 2 * bad[i].size) != 0)
            assert_true(++at < bytes + length - 16);
        memcpy(at + (i ? bad[i].size : 0), &bad[i].value, bad[i].size);
        assert_int_equal(graph_try("snapshot", bytes, length, unchecked, &made,
                                   NULL, &error),
                         CTG_OK);
        assert_int_equal(ctg_network_new(made, &network, NULL, &error),
                         CTG_BAD_INPUT);
        assert_non_null(strstr(error.message, bad[i].fault));
        ctg_graph_free(made);
        memcpy(bytes, kept, length);
    }
    ctg_graph_free(graph);
}

/* The last text would have no end. */
static void texts_that_do_not_end_are_refused_at_once(void **state)
{
    static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);
    ctg__snapshot_header header;
    ctg_graph *made = NULL;
    ctg_error error = {0};

    (void)state;
    memcpy(&header, bytes, sizeof header);
    bytes[header.texts + header.text_size - 1] = 'x';
    assert_int_equal(
        graph_try("snapshot", bytes, length, unchecked, &made, NULL, &error),
        CTG_BAD_INPUT);
    assert_non_null(strstr(error.message, "a damaged snapshot"));
    ctg_graph_free(graph);
}

static void only_snapshots_have_a_checksum_to_leave_out(void **state)
{
    ctg_graph *made = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(graph_try("json", "{}", 2, unchecked, &made, NULL, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message, "format json does not take a checksum "
                                       "that is left out");
}

static void a_reordered_snapshot_puts_partners_together(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity\na,1.5\nb,2.5\nc,3.5\nd,4.5\ne,5.5\n", "exposures",
        "debtor,creditor,amount\na,d,1\nd,c,2\nc,a,3\nb,e,4\nd,c,5\n", NULL);
    const ctg_write_options writing = {.format = "snapshot", .reorder = true};
    char path[FORMAT_PATH_SIZE];
    char one[32];
    char other[32];
    ctg_graph *again = NULL;
    ctg_error error = {0};

    (void)state;
    format_file(path, "", 0);
    assert_int_equal(ctg_graph_write(graph, path, &writing, NULL, &error),
                     CTG_OK);
    assert_int_equal(ctg_graph_read(path, NULL, &again, NULL, &error), CTG_OK);
    unlink(path);
    /* c has as many partners as d, and comes first; its own follow. */
    assert_int_equal(ctg_graph_row_count(again, CTG_NODES), 5);
    for (ctg_node node = 0; node < 5; node++) {
        const char *const id = ctg_graph_node_id(again, node);

        assert_string_equal(
            ctg_graph_cell(again, CTG_NODES, node, "equity", one),
            ctg_graph_cell(graph, CTG_NODES, ctg_graph_find_node(graph, id),
                           "equity", other));
    }
    assert_string_equal(ctg_graph_node_id(again, 0), "c");
    assert_string_equal(ctg_graph_node_id(again, 1), "d");
    assert_string_equal(ctg_graph_node_id(again, 2), "a");
    assert_string_equal(ctg_graph_node_id(again, 3), "b");
    same_columns(graph, again, CTG_EXPOSURES);
    ctg_graph_free(again);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_tables_come_back),
        cmocka_unit_test(an_empty_graph_comes_back),
        cmocka_unit_test(columns_can_be_renamed),
        cmocka_unit_test(a_mapped_graph_can_be_edited_and_grow),
        cmocka_unit_test(every_damaged_byte_is_noticed),
        cmocka_unit_test(foreign_files_are_told_apart),
        cmocka_unit_test(an_unchecked_snapshot_is_the_same_graph),
        cmocka_unit_test(damage_that_goes_unchecked_does_no_harm),
        cmocka_unit_test(
            bad_words_and_numbers_are_refused_where_they_would_count),
        cmocka_unit_test(texts_that_do_not_end_are_refused_at_once),
        cmocka_unit_test(only_snapshots_have_a_checksum_to_leave_out),
        cmocka_unit_test(a_reordered_snapshot_puts_partners_together),
    };

    return RUN_TESTS(tests);
}

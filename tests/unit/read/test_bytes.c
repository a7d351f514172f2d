/* Graphs from bytes in memory, and what messages call what was read. */
#include <config.h>

#include <contagraph/contagraph.h>

#include "support/files.h"
#include "support/graph.h"

static ctg_graph *sample(void)
{
    return graph_of(
        "title", "A \"title\"", "nodes",
        "id,name,equity\nA,Bank A,12.75\nB,,3.5\nC,,-1\n", "exposures",
        "debtor,creditor,amount,kind\nA,B,2.5,loan\nB,C,0.1,\n", NULL);
}

static void assert_same_hash(const ctg_graph *one, const ctg_graph *other)
{
    char hashes[2][CTG_HASH_ROOM];

    assert_int_equal(ctg_graph_hash(one, hashes[0], NULL), CTG_OK);
    assert_int_equal(ctg_graph_hash(other, hashes[1], NULL), CTG_OK);
    assert_string_equal(hashes[0], hashes[1]);
}

/* A file's bytes, in a block of just their size that is gone once read. */
static ctg_graph *read_bytes(const char *path, const ctg_read_options *options)
{
    FILE *const file = fopen(path, "rb");
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    ctg_status status;
    char *bytes;
    long size;

    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    rewind(file);
    bytes = malloc((size_t)size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    status = ctg_graph_read_memory(bytes, (size_t)size, options, &graph, NULL,
                                   &error);
    memset(bytes, 0xA5, (size_t)size);
    free(bytes);
    if (status)
        fail_msg("%s: %s", path, error.message);
    return graph;
}

static void every_format_of_one_file_is_read_from_bytes(void **state)
{
    static const char *const names[] = {"g.json", "g.sqlite", "g.ctg"};
    ctg_graph *const graph = sample();

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ctg_graph *back;
        ctg_graph *copy;

        assert_int_equal(ctg_graph_write(graph, names[i], NULL, NULL, NULL),
                         CTG_OK);
        back = read_bytes(names[i], NULL);
        assert_int_equal(remove(names[i]), 0);
        assert_same_hash(graph, back);
        assert_string_equal(ctg_graph_about(back)->title, "A \"title\"");
        /* What came from a snapshot can be changed. */
        assert_int_equal(ctg_graph_copy(back, &copy, NULL), CTG_OK);
        assert_int_equal(ctg_graph_edit(back, "nodes A equity=7", NULL),
                         CTG_OK);
        assert_same_hash(graph, copy);
        ctg_graph_free(copy);
        ctg_graph_free(back);
    }
    ctg_graph_free(graph);
}

/* As a file that is: what comes out of it is read. */
static void compressed_bytes_are_unpacked(void **state)
{
    (void)state;
#ifndef HAVE_ARCHIVE
    skip();
#else
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *const graph = sample();
    ctg_graph *back;
    ctg_graph *none = NULL;
    ctg_error error = {0};

    assert_int_equal(ctg_graph_write(graph, "g.json", NULL, NULL, NULL),
                     CTG_OK);
    assert_int_equal(system("gzip g.json"), 0);
    options.shown = "upload";
    back = read_bytes("g.json.gz", &options);
    assert_same_hash(graph, back);
    ctg_graph_free(back);
    ctg_graph_free(graph);
    assert_int_not_equal(ctg_graph_read_memory("\x1f\x8b\x08zzzzzzzz", 11,
                                               &options, &none, NULL, &error),
                         CTG_OK);
    assert_memory_equal(error.message, "upload", 6);
#endif
}

static ctg_status read_text(const char *text, const ctg_read_options *options,
                            ctg_graph **graph, ctg_error *error)
{
    return ctg_graph_read_memory(text, strlen(text), options, graph, NULL,
                                 error);
}

static void messages_say_what_the_caller_calls_it(void **state)
{
    static const char text[] = "debtor,creditor,amount\nA,B,2.5\nB,C,x\n";
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(read_text(text, NULL, &graph, &error), CTG_BAD_INPUT);
    assert_string_equal(error.message,
                        "<memory>:3:5: amount is 'x', not a number");
    options.shown = "upload.csv";
    assert_int_equal(read_text(text, &options, &graph, &error), CTG_BAD_INPUT);
    assert_string_equal(error.message,
                        "upload.csv:3:5: amount is 'x', not a number");
    assert_null(graph);
}

/* Found when the network is made, when the bytes are gone. */
static void places_are_known_when_the_bytes_are_gone(void **state)
{
    static const char text[] =
        "debtor,creditor,amount,seniority\nA,B,2.5,\nB,C,3,1.5\n";
    ctg_read_options options = ctg_read_options_default();
    char *const bytes = strdup(text);
    ctg_network *network = NULL;
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    options.shown = "x.csv";
    assert_int_equal(ctg_graph_read_memory(bytes, strlen(bytes), &options,
                                           &graph, NULL, NULL),
                     CTG_OK);
    memset(bytes, 'z', strlen(bytes));
    free(bytes);
    assert_int_equal(ctg_network_new(graph, &network, NULL, &error),
                     CTG_BAD_INPUT);
    assert_memory_equal(error.message, "x.csv:3:7: ", 11);
    ctg_graph_free(graph);
}

static void the_name_tells_the_format_in_the_end(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_graph_read_memory(NULL, 0, NULL, &graph, NULL, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(
        error.message, "<memory>: neither content nor ending tells its format");
    options.shown = "what.json";
    assert_int_equal(
        ctg_graph_read_memory(NULL, 0, &options, &graph, NULL, &error),
        CTG_BAD_INPUT);
    assert_memory_equal(error.message, "what.json", 9);
    assert_null(strstr(error.message, "neither"));
    options.format = "folder";
    assert_int_equal(
        ctg_graph_read_memory("", 0, &options, &graph, NULL, &error),
        CTG_BAD_INPUT);
    options.format = NULL;
    options.nodes_path = "-";
    assert_int_equal(
        ctg_graph_read_memory("", 0, &options, &graph, NULL, &error),
        CTG_BAD_ARGUMENT);
}

static void files_and_folders_have_another_name_if_told_so(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(system("mkdir deep"), 0);
    files_write("deep/nodes.csv", "id,equity\nA,1\nB,two\n");
    options.shown = "the network";
    assert_int_equal(ctg_graph_read("deep", &options, &graph, NULL, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(error.message, "the network/nodes.csv:3:3: equity is "
                                       "'two', not a number");
    assert_int_equal(
        ctg_graph_read("deep/nodes.csv", &options, &graph, NULL, &error),
        CTG_BAD_INPUT);
    assert_memory_equal(error.message, "the network: ", 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(every_format_of_one_file_is_read_from_bytes),
        files_test(compressed_bytes_are_unpacked),
        cmocka_unit_test(messages_say_what_the_caller_calls_it),
        cmocka_unit_test(places_are_known_when_the_bytes_are_gone),
        cmocka_unit_test(the_name_tells_the_format_in_the_end),
        files_test(files_and_folders_have_another_name_if_told_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

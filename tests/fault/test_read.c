/*
 * Every allocation on the way in and out of each container fails once; each
 * time the call must say so, and leak nothing.
 */
#include <config.h>

#include <omp.h>

#include <contagraph/contagraph.h>

#include "base/error.h"
#include "data/graph.h"
#include "read/graph_format.h"
#include "support/files.h"
#include "support/starved.h"

static const char nodes[] = "id,equity,pass_through,note\n"
                            "A,12.75,no,\"one \"\"two\"\"\"\n"
                            "B,3.5,,\n"
                            "\"C\n\",7,,x\n";
static const char exposures[] = "debtor,creditor,amount,kind\n"
                                "A,B,2.5,loan\nB,\"C\n\",1.5,\nA,B,0.1,\n";

/* Reads, looks up a place, writes; NULL writes nothing. */
static ctg_status run_once(const char *path, const ctg_read_options *read,
                           const char *target, const char *target_format,
                           ctg_error *error)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_write_options write = ctg_write_options_default();
    ctg_graph *graph = NULL;
    char place[200];
    char hash[CTG_HASH_ROOM];
    ctg_status status;

    if (!problems)
        return ctg__fail_memory(error);
    status = ctg_graph_read(path, read, &graph, problems, error);
    if (!status && ctg_graph_row_count(graph, CTG_EXPOSURES) > 1)
        ctg__graph_place(graph, CTG_EXPOSURES, 1, CTG__EXPOSURE_AMOUNT, place,
                         sizeof place);
    if (!status)
        status = ctg_graph_hash(graph, hash, error);
    write.lossy = true;
    write.rows = "debtor";
    write.format = target_format;
    if (!status && target)
        status = ctg_graph_write(graph, target, &write, problems, error);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
    return status;
}

static void fail_each(const char *path, const ctg_read_options *read,
                      const char *target, const char *target_format,
                      ctg_status outcome)
{
    starved tried = {.step = 1};

    while (starve(&tried))
        fed(&tried, run_once(path, read, target, target_format, &tried.error));
    if (tried.status != outcome)
        fail_msg("%s: %s", path, tried.error.message);
    assert_true(tried.grants > 10);
}

static void make_folder(void)
{
    ctg_error error = {0};

    assert_int_equal(system("mkdir g"), 0);
    files_write("g/nodes.csv", nodes);
    files_write("g/exposures.csv", exposures);
    files_write("g/about.json", "{\"title\": \"t\"}\n");
    assert_int_equal(run_once("g", NULL, "g.json", "json", &error), CTG_OK);
    assert_int_equal(run_once("g", NULL, "g.db", "sqlite", &error), CTG_OK);
    assert_int_equal(run_once("g", NULL, "g.csv", "csv", &error), CTG_OK);
    assert_int_equal(run_once("g", NULL, "m.csv", "matrix", &error), CTG_OK);
}

static void folders_survive_want_of_memory(void **state)
{
    (void)state;
    make_folder();
    fail_each("g", NULL, "out", "folder", CTG_OK);
    fail_each("g", NULL, "out", "folder", CTG_OK); /* over the old one */
}

static void documents_survive_want_of_memory(void **state)
{
    (void)state;
    make_folder();
    fail_each("g.json", NULL, "out.json", "json", CTG_OK);
    fail_each("g.db", NULL, "out.db", "sqlite", CTG_OK);
}

static void lists_and_matrices_survive_want_of_memory(void **state)
{
    ctg_read_options options = ctg_read_options_default();

    (void)state;
    make_folder();
    fail_each("g.csv", NULL, "out.csv", "csv", CTG_OK);
    options.nodes_path = "g/nodes.csv";
    options.map = "note=kind";
    fail_each("g.csv", &options, NULL, NULL, CTG_OK);
    options = ctg_read_options_default();
    options.rows = "debtor";
    fail_each("m.csv", &options, "out.csv", "matrix", CTG_OK);
}

static void nodes_and_edges_survive_want_of_memory(void **state)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_error error = {0};

    (void)state;
    make_folder();
    assert_int_equal(run_once("g", NULL, "g.graphml", "graphml", &error), 0);
    assert_int_equal(run_once("g", NULL, "g.dot", "dot", &error), 0);
    assert_int_equal(run_once("g", NULL, "g.gml", "gml", &error), 0);
    assert_int_equal(run_once("g", NULL, "g.net", "pajek", &error), 0);
    assert_int_equal(run_once("g", NULL, "g.ctg", "snapshot", &error), 0);
    fail_each("g.graphml", NULL, "out.graphml", "graphml", CTG_OK);
    options.nodes_path = "g/nodes.csv";
    options.map = "note=kind";
    fail_each("g.graphml", &options, NULL, NULL, CTG_OK);
    fail_each("g.dot", NULL, "out.dot", "dot", CTG_OK);
    fail_each("g.gml", NULL, "out.gml", "gml", CTG_OK);
    fail_each("g.net", NULL, "out.net", "pajek", CTG_OK);
    fail_each("g.ctg", NULL, "out.ctg", "snapshot", CTG_OK);
}

static void files_as_people_have_them_survive_want_of_memory(void **state)
{
    ctg_read_options options = ctg_read_options_default();

    (void)state;
    files_write("people.csv",
                "\xEF\xBB\xBFsep=;\nLender;Borrower; Amount ;maintenence\n"
                "0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB01;B;1.200,5;x\n"
                "B;0xabcdefabcdefabcdefabcdefabcdefabcdefab01;-;\n"
                "Total;;1.200,5;\n");
    options.decimal = ",";
    options.thousands = ".";
    options.blank = "0";
    options.totals = "drop";
    options.map = "kept=maintenence";
    fail_each("people.csv", &options, NULL, NULL, CTG_OK);
    options = ctg_read_options_default();
    options.map = "number=id,kept=eqity";
    files_write("people.gml",
                "graph [ directed 1 node [ id 1 label \"A&#252;\" Equity 2.5 ]"
                " node [ id 2 label \"B\" eqity 3 pos 1 pos 2 ]"
                " edge [ source 2 target 1 Weight 2.5 ] ]");
    fail_each("people.gml", &options, NULL, NULL, CTG_OK);
    files_write("people.dot", "digraph { A [Equity=1, equity=2, fee=3];"
                              " A -> B [amuont=2] }");
    options.map = NULL;
    fail_each("people.dot", &options, NULL, NULL, CTG_BAD_INPUT);
}

static void bad_files_survive_want_of_memory(void **state)
{
    (void)state;
    files_write("bad.csv", "debtor,creditor,amount,x,x\nA,\"B,1\nB,C,y\n");
    fail_each("bad.csv", NULL, NULL, NULL, CTG_BAD_INPUT);
    files_write("bad.json", "{\"nodes\": [{\"id\": 1, \"equity\": \"x\"}, 5], "
                            "\"about\": {\"y\": 1}, \"z\": 1}");
    fail_each("bad.json", NULL, NULL, NULL, CTG_BAD_INPUT);
}

/* As threads read it, but by one: the counter of grants is nobody else's. */
static ctg_status read_pieces(const char *text, ctg_error *error)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg__input input = {.path = "x.csv", .shown = "x.csv", .piece_size = 40};
    ctg_graph *graph = NULL;
    ctg_status status = problems ? CTG_OK : ctg__fail_memory(error);

    input.content.bytes = text;
    input.content.length = strlen(text);
    if (!status)
        status = ctg__graph_new(&graph, error);
    if (!status)
        status = ctg__format_csv.read(&input, graph, problems, error);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
    return status;
}

static void pieces_survive_want_of_memory(void **state)
{
    static const char text[] =
        "debtor,creditor,amount,note\nA,B,2.5,x\nB,C,1.5,\nA,C,0.1,y\n"
        "D,E,1,\nF,G,2,\nH,\"I\n\",3,\nJ,K,4,z\nL,M,5,\nN,O,6,\nP,Q,7,\n";
    starved tried = {.step = 1};

    (void)state;
    omp_set_num_threads(1);
    while (starve(&tried))
        fed(&tried, read_pieces(text, &tried.error));
    assert_int_equal(tried.status, CTG_OK);
    assert_true(tried.grants > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(folders_survive_want_of_memory),
        files_test(documents_survive_want_of_memory),
        files_test(lists_and_matrices_survive_want_of_memory),
        files_test(nodes_and_edges_survive_want_of_memory),
        cmocka_unit_test(pieces_survive_want_of_memory),
        files_test(files_as_people_have_them_survive_want_of_memory),
        files_test(bad_files_survive_want_of_memory),
    };

    return RUN_TESTS(tests);
}

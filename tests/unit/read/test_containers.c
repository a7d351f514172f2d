/* Every container holds every table, and says so when it cannot. */
#include <config.h>

#include <sys/stat.h>

#include <contagraph/contagraph.h>

#include "bridge/sqlite3.h"
#include "support/files.h"
#include "support/graph.h"

/* All tables, all columns, and names that break careless writers. */
static ctg_graph *full_graph(void)
{
    return graph_of(
        "title", "Two \"venues\", \\ and\na line", "unit", "\xE2\x82\xAC",
        "date", "2025-11-03", "source", "made up; see <no> one", "nodes",
        "id,name,kind,group,equity,cash,other_assets,other_liabilities,weight,"
        "recovery,valuation,pass_through,leverage_max,leverage_target,"
        "volatility,reported_claims,reported_debts,reported_assets,note,"
        "\"odd \"\"name\"\", ~/;\"\n"
        "A,Bank "
        "\"A\",bank,=1+1,12.75,0.1,7,,1e-7,0.237,threshold,false,initial,"
        "initial,0.2,1,2,3,first,\"x,y\"\n"
        "\" B \",\"B, Inc.\",venue,\"@SUM(1)\",-3.5,0.30000000000000004,1e22,"
        "5e-324,,,,true,33.3,20,,,,,\"two\nlines\",\n"
        "\xF0\x9F\x8D\x92,\"tab\there\",\"cr\r\nlf\",\"'\",,1."
        "7976931348623157e308"
        ",,,,,,no,,,,,,,,\"#\"\n"
        "\"-\",,,,,,,,,,,,,,,,,,,\n",
        "exposures",
        "debtor,creditor,amount,asset,recovery,seniority,maturity_days,kind\n"
        "A,\" B \",0.1,,0.4,1,30,loan\n"
        "A,\" B \",0.2,ETH,,,,\n"
        "\xF0\x9F\x8D\x92,A,123456789.125,,,0,,\"a \"\"b\"\"\"\n",
        "assets",
        "id,name,price,depth,impact,kappa,floor,fee,issuer,oracle,volatility,"
        "group\n"
        "ETH,Ether,2000.5,1e6,amm,0.7,0.2,0.003,,lag 3,0.8,majors\n"
        "TOK,,1,,,,,,\" B \",deviation 0.01,,\n",
        "holdings", "node,asset,quantity\nA,ETH,-2.5\nA,TOK,17\n", "venues",
        "node,type,close_factor,full_close_health,liquidators,grace_rounds,"
        "penalty_to,preset\n"
        "\" B \",margin,0.3,0.9,rational,2,A,\n",
        "markets", "venue,asset,maintenance,bonus\n\" B \",ETH,0.05,0.01\n",
        "positions",
        "account,owner,venue,asset,quantity,entry_price\n"
        "007,A,\" B \",ETH,3.25,1999.5\n007,A,\" B \",,-5000,\n",
        "layers",
        "venue,order,kind,provider,amount,asset,rule\n"
        "\" B \",1,fund,A,100,TOK,\n\" B \",2,adl,,,,bitmex\n",
        NULL);
}

static ctg_graph *read_back(const char *path, const char *format)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    options.format = format;
    if (ctg_graph_read(path, &options, &graph, problems, &error))
        fail_msg("%s", error.message);
    assert_int_equal(ctg_problems_count(problems, CTG_WARNING), 0);
    ctg_problems_free(problems);
    return graph;
}

static void assert_same_graph(const ctg_graph *a, const ctg_graph *b)
{
    char hash_a[CTG_HASH_ROOM];
    char hash_b[CTG_HASH_ROOM];
    const ctg_about *const about_a = ctg_graph_about(a);
    const ctg_about *const about_b = ctg_graph_about(b);

    assert_int_equal(ctg_graph_hash(a, hash_a, NULL), CTG_OK);
    assert_int_equal(ctg_graph_hash(b, hash_b, NULL), CTG_OK);
    assert_string_equal(hash_a, hash_b);
    assert_string_equal(about_a->title, about_b->title);
    assert_string_equal(about_a->unit, about_b->unit);
    assert_string_equal(about_a->date, about_b->date);
    assert_string_equal(about_a->source, about_b->source);
}

/* Cell by cell, as the hash could be wrong. */
static void assert_same_cells(const ctg_graph *a, const ctg_graph *b)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const ctg_table table = (ctg_table)t;
        const size_t count = ctg_graph_row_count(a, table);
        const char *column;

        assert_int_equal(count, ctg_graph_row_count(b, table));
        for (size_t c = 0; (column = ctg_graph_column(a, table, c)); c++)
            for (size_t row = 0; row < count; row++) {
                char one[32];
                char other[32];
                const char *const cell =
                    ctg_graph_cell(b, table, row, column, other);
                const char *const was =
                    ctg_graph_cell(a, table, row, column, one);

                if (*was || cell)
                    assert_string_equal(was, cell);
            }
    }
}

static void write_as(const ctg_graph *graph, const char *path,
                     const char *format)
{
    ctg_write_options options = ctg_write_options_default();
    ctg_error error = {0};

    options.format = format;
    if (ctg_graph_write(graph, path, &options, NULL, &error))
        fail_msg("%s", error.message);
}

static void every_container_gives_back_all_tables(void **state)
{
    static const char *const paths[] = {"folder", "deep/er/", "g.json",
                                        "g.sqlite", "g.db"};
    ctg_graph *const graph = full_graph();

    (void)state;
    assert_int_equal(mkdir("deep", 0777), 0);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        ctg_graph *back;

        write_as(graph, paths[i], NULL);
        back = read_back(paths[i], NULL);
        assert_same_graph(graph, back);
        assert_same_cells(graph, back);
        ctg_graph_free(back);
    }
    ctg_graph_free(graph);
}

static void content_tells_the_format_before_the_ending(void **state)
{
    ctg_graph *const graph = full_graph();

    (void)state;
    write_as(graph, "a.csv", "json");
    write_as(graph, "b.json", "sqlite");
    for (int i = 0; i < 2; i++) {
        ctg_graph *const back = read_back(i ? "b.json" : "a.csv", NULL);

        assert_same_graph(graph, back);
        ctg_graph_free(back);
    }
    ctg_graph_free(graph);
}

static void writing_twice_gives_the_same_bytes(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_graph *back;
    char *before;

    (void)state;
    write_as(graph, "a.json", NULL);
    before = strdup(files_read("a.json"));
    back = read_back("a.json", NULL);
    write_as(back, "a.json", NULL);
    assert_string_equal(files_read("a.json"), before);
    free(before);
    ctg_graph_free(back);
    ctg_graph_free(graph);
}

static void standard_input_is_read_whatever_it_holds(void **state)
{
    static const char *const paths[] = {"g.json", "g.db"};
    ctg_graph *const graph = full_graph();
    const int before = dup(STDIN_FILENO);

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        ctg_graph *back;

        write_as(graph, paths[i], NULL);
        assert_non_null(freopen(paths[i], "r", stdin));
        back = read_back("-", NULL);
        assert_same_graph(graph, back);
        ctg_graph_free(back);
    }
    dup2(before, STDIN_FILENO);
    close(before);
    ctg_graph_free(graph);
}

static void a_folder_with_other_files_is_not_touched(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_error error = {0};

    (void)state;
    write_as(graph, "f", NULL);
    files_write("f/notes.txt", "mine");
    files_write("f/nodes.csv", "id\nOLD\n");
    assert_int_equal(ctg_graph_write(graph, "f", NULL, NULL, &error),
                     CTG_IO_ERROR);
    assert_non_null(strstr(error.message, "notes.txt"));
    assert_string_equal(files_read("f/nodes.csv"), "id\nOLD\n");
    ctg_graph_free(graph);
}

static void an_old_graph_is_replaced_with_all_its_tables(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_graph *const small = graph_of("nodes", "id\nX\nY\n", NULL);
    ctg_graph *back;

    (void)state;
    write_as(graph, "f", NULL);
    write_as(small, "f/", NULL);
    assert_int_not_equal(access("f/positions.csv", F_OK), 0);
    assert_int_not_equal(access("f/about.json", F_OK), 0);
    back = read_back("f", NULL);
    assert_same_graph(small, back);
    ctg_graph_free(back);
    ctg_graph_free(small);
    ctg_graph_free(graph);
}

static void what_an_edge_list_cannot_hold_is_named(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\nA,12.75\nB,\nC,3\n", "exposures",
                 "debtor,creditor,amount,kind\nA,B,0.1,loan\n", "holdings",
                 "node,asset,quantity\nA,ETH,1\nB,ETH,2\n", "unit", "$", NULL);
    ctg_write_options options = ctg_write_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_problems *const warnings = ctg_problems_new();
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_graph_write(graph, "e.csv", NULL, problems, &error),
                     CTG_BAD_ARGUMENT);
    assert_int_not_equal(access("e.csv", F_OK), 0);
    assert_int_equal(ctg_problems_count(problems, CTG_REJECTED), 4);
    assert_string_equal(ctg_problems_at(problems, 0)->text,
                        "csv cannot hold column equity of nodes (2)");
    assert_string_equal(ctg_problems_at(problems, 1)->text,
                        "csv cannot hold table holdings (2)");
    assert_string_equal(ctg_problems_at(problems, 2)->text,
                        "csv cannot hold title, unit, date and source (1)");
    assert_string_equal(ctg_problems_at(problems, 3)->text,
                        "csv cannot hold nodes without exposures (1)");
    options.lossy = true;
    assert_int_equal(
        ctg_graph_write(graph, "e.csv", &options, warnings, &error), CTG_OK);
    assert_int_equal(ctg_problems_count(warnings, CTG_WARNING), 4);
    assert_string_equal(files_read("e.csv"),
                        "debtor,creditor,amount,kind\nA,B,0.1,loan\n");
    ctg_problems_free(problems);
    ctg_problems_free(warnings);
    ctg_graph_free(graph);
}

static void sqlite_tells_names_apart_by_more_than_capitals(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id,Note,note\nA,x,y\n", NULL);
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_graph_write(graph, "g.db", NULL, NULL, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "sqlite cannot hold column note of nodes (1)");
    ctg_graph_free(graph);
}

/* A database made by hand, and everything that is said of it. */
static void assert_said(const char *sql, const char *expected)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_error error = {0};
    sqlite3 *database = NULL;
    char said[2000] = "";

    unlink("bad.db");
    assert_int_equal(sqlite3_open("bad.db", &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    if (!ctg_graph_read("bad.db", NULL, &graph, problems, &error))
        ctg_network_new(graph, &network, problems, &error);
    for (size_t i = 0; ctg_problems_at(problems, i); i++) {
        const ctg_problem *const problem = ctg_problems_at(problems, i);

        if (problem->severity == CTG_REJECTED)
            snprintf(said + strlen(said), sizeof said - strlen(said),
                     "%s: %s\n", problem->place, problem->text);
    }
    assert_string_equal(said, expected);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

static void sqlite_is_read_strictly_and_placed_by_row_id(void **state)
{
    (void)state;
    assert_said("CREATE TABLE nodes (id, equity, pass_through, leverage_max);"
                "INSERT INTO nodes VALUES ('A', '1,5', 'maybe', 'initial');"
                "INSERT INTO nodes VALUES (x'41', 1e999, 1, 3);"
                "CREATE TABLE exposures (debtor, creditor);",
                "bad.db:nodes:1: equity is '1,5', text where a number is due\n"
                "bad.db:nodes:1: pass_through is 'maybe', not true or false\n"
                "bad.db:nodes:2: id is a blob\n"
                "bad.db:nodes:2: equity is not a finite number\n"
                "bad.db:exposures: no column 'amount' (face: money, or units "
                "of `asset`) in the header 'debtor,creditor': say --map "
                "amount=...\n");
    assert_said("CREATE TABLE nodes (id TEXT, equity REAL);"
                "INSERT INTO nodes (rowid, id, equity) VALUES (7, 'A', 1.5),"
                "(3, 'B', 2);"
                "CREATE TABLE exposures (debtor, creditor, amount);"
                "INSERT INTO exposures (rowid, debtor, creditor, amount) VALUES"
                "(1, 'A', 'B', 1), (2, 'A', 'B', NULL), (90, 'A', 'Z', -2);",
                "bad.db:exposures:2: amount is blank\n"
                "bad.db:exposures:90: creditor is 'Z', which is no node\n"
                "bad.db:exposures:90: amount is -2, below 0\n");
    assert_said("CREATE TABLE banks (id)", "bad.db: no table 'nodes'\n");
    assert_said("CREATE TABLE nodes (id); INSERT INTO nodes VALUES ('A');"
                "CREATE TABLE about (key, value);"
                "INSERT INTO about VALUES ('licence', 'x');",
                "bad.db:about: 'licence' is none of title, unit, date, "
                "source\n");
}

static void whole_numbers_in_sqlite_keep_all_digits_as_ids(void **state)
{
    sqlite3 *database = NULL;
    ctg_graph *graph;

    (void)state;
    assert_int_equal(sqlite3_open("g.db", &database), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(database,
                     "CREATE TABLE banks (id, name);"
                     "INSERT INTO banks VALUES (9007199254740993, 2.5);"
                     "CREATE VIEW nodes AS SELECT * FROM banks;",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(database);
    graph = read_back("g.db", NULL);
    assert_string_equal(ctg_graph_node_id(graph, 0), "9007199254740993");
    assert_string_equal(ctg_graph_node_name(graph, 0), "2.5");
    ctg_graph_free(graph);
}

static void a_damaged_database_is_refused(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_graph *back = NULL;
    ctg_error error = {0};
    FILE *file;

    (void)state;
    write_as(graph, "g.db", NULL);
    file = fopen("g.db", "r+");
    fseek(file, 4096, SEEK_SET);
    for (int i = 0; i < 6000; i++)
        putc(0x5a, file);
    fclose(file);
    assert_int_equal(ctg_graph_read("g.db", NULL, &back, NULL, &error),
                     CTG_BAD_INPUT);
    files_write("text.db", "id,equity\nA,1\n");
    assert_int_equal(ctg_graph_read("text.db", NULL, &back, NULL, &error),
                     CTG_BAD_INPUT);
    ctg_graph_free(graph);
}

static void the_hash_sees_one_cell_and_no_container(void **state)
{
    ctg_graph *const a = graph_of("nodes", "id,x,y\nA,1,2\n", NULL);
    ctg_graph *const b = graph_of("nodes", "id,y,x,z\nA,2,1,\n", NULL);
    ctg_graph *const c = graph_of("nodes", "id,x,y\nA,12,\n", NULL);
    char hashes[3][CTG_HASH_ROOM];

    (void)state;
    ctg_graph_hash(a, hashes[0], NULL);
    ctg_graph_hash(b, hashes[1], NULL);
    ctg_graph_hash(c, hashes[2], NULL);
    assert_string_equal(hashes[0], hashes[1]);
    assert_string_not_equal(hashes[0], hashes[2]);
    ctg_graph_free(a);
    ctg_graph_free(b);
    ctg_graph_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(every_container_gives_back_all_tables),
        files_test(content_tells_the_format_before_the_ending),
        files_test(writing_twice_gives_the_same_bytes),
        files_test(standard_input_is_read_whatever_it_holds),
        files_test(a_folder_with_other_files_is_not_touched),
        files_test(an_old_graph_is_replaced_with_all_its_tables),
        files_test(what_an_edge_list_cannot_hold_is_named),
        files_test(sqlite_tells_names_apart_by_more_than_capitals),
        files_test(sqlite_is_read_strictly_and_placed_by_row_id),
        files_test(whole_numbers_in_sqlite_keep_all_digits_as_ids),
        files_test(a_damaged_database_is_refused),
        files_test(the_hash_sees_one_cell_and_no_container),
    };

    return RUN_TESTS(tests);
}

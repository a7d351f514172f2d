/* The order of a matrix, its groups, and the words of its heads. */
#include "draw/matrix_cells.h"
#include "draw/matrix_heads.h"

#include <contagraph/draw.h>

#include "support/asked.h"
#include "support/graph.h"
#include "text/widths.h"

enum { LINES = 12 };

/* Lines as they are shown: "a c | b" has a rule before b; "+2" are others. */
static void shown(const ctg__crosstab_side *side, char words[64])
{
    size_t at = 0;

    for (size_t i = 0; i <= side->shown; i++) {
        if (ctg__crosstab_ends_group(side, i))
            at += (size_t)snprintf(words + at, 64 - at, "| ");
        if (i < side->shown)
            at += (size_t)snprintf(words + at, 64 - at, "%s ",
                                   side->names[side->order[i]]);
        else if (side->others)
            at += (size_t)snprintf(words + at, 64 - at, "+%zu ", side->others);
    }
    words[at ? at - 1 : 0] = '\0';
}

static void lines_stand_by_group_where_there_are_two_to_eight(void **state)
{
    static const struct {
        const char *names;  /* a letter for each line */
        const char *groups; /* likewise; "-" none */
        double weight[LINES];
        size_t most;
        size_t first; /* LINES: none */
        const char *expected;
    } cases[] = {
        /* One group, and none: the largest first. */
        {"abc", "xxx", {1, 3, 2}, 9, LINES, "b c a"},
        {"abc", "---", {1, 3, 2}, 9, LINES, "b c a"},
        /* The group with the largest sum, not with the largest line. */
        {"abcd", "xyxy", {4, 5, 3, 1}, 9, LINES, "a c | b d"},
        {"abcd", "x-x-", {4, 5, 3, 1}, 9, LINES, "a c | b d"},
        /* What is shown are the largest lines of all; sums are of all lines,
         * so y, of which the most is among the others, comes first. */
        {"abcde", "xyxyy", {5, 4, 3, 2.5, 2.5}, 3, LINES, "b | a c | +2"},
        /* Nothing to tell apart among those shown. */
        {"abcd", "xxyy", {5, 4, 1, 1}, 2, LINES, "a b +2"},
        /* Equal sums: by line. */
        {"abcd", "xyxy", {1, 1, 1, 1}, 9, LINES, "a c | b d"},
        /* Lines without anything are not there, but their groups count. */
        {"abcd", "xxyz", {1, 2, 0, 0}, 9, LINES, "b a"},
        /* One line stands before all groups. */
        {"abcd", "xyy-", {1, 2, 3, 9}, 9, 3, "d | c b | a"},
        {"abcd", "xyy-", {1, 2, 3, 0}, 9, 3, "d | c b | a"},
        /* Eight groups, and one too many. */
        {"abcdefghi",
         "12345678"
         "8",
         {1, 2, 3, 4, 5, 6, 7, 1, 9},
         99,
         LINES,
         "i h | g | f | e | d | c | b | a"},
        {"abcdefghi",
         "123456789",
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         99,
         LINES,
         "i h g f e d c b a"},
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        static const char letters[][2] = {"a", "b", "c", "d", "e",
                                          "f", "g", "h", "i"};
        static char marks[LINES][2];
        const char *groups[LINES];
        const char *names[LINES];
        ctg__crosstab_side side = {.names = names, .groups = groups};
        ctg__arena arena = {0};
        ctg_error error;
        char words[64];

        side.count = strlen(cases[k].names);
        for (size_t i = 0; i < side.count; i++) {
            names[i] = letters[i];
            marks[i][0] = cases[k].groups[i];
            groups[i] = marks[i][0] == '-' ? "" : marks[i];
        }
        assert_int_equal(
            ctg__crosstab_order_side(&side, cases[k].weight, cases[k].first,
                                     true, cases[k].most, &arena, &error),
            CTG_OK);
        shown(&side, words);
        assert_string_equal(words, cases[k].expected);
        ctg__arena_clear(&arena);
    }
}

/* Nodes of eight groups against each other, and a column of what is gained,
 * which is of no group. */
static void a_column_of_its_own_is_no_ninth_group(void **state)
{
    static const char *ids[] = {"a", "b", "c", "d", "e",
                                "f", "g", "h", "i", "j"};
    static const char *groups[] = {"0", "1", "2", "3", "4",
                                   "5", "6", "7", "0", "1"};
    const ctg__cast cast = {
        .actors.count = 10, .ids = ids, .names = ids, .groups = groups};
    ctg__crosstab m = {.first_row = SIZE_MAX, .last_column = 10, .most = 99};
    ctg__arena arena = {0};
    ctg__text words = {0};
    char lines[64];

    (void)state;
    assert_int_equal(
        ctg__crosstab_side_of(&m.rows, "row", &cast, NULL, &arena, NULL),
        CTG_OK);
    assert_int_equal(ctg__crosstab_side_of(&m.columns, "column", &cast, "gains",
                                           &arena, NULL),
                     CTG_OK);
    for (uint32_t i = 0; i < 10; i++) {
        assert_true(ctg__crosstab_add(&m, i, i, 20 - i));
        assert_true(ctg__crosstab_add(&m, i, 10, -1));
    }
    assert_int_equal(ctg__crosstab_order(&m, &arena, NULL), CTG_OK);
    shown(&m.rows, lines);
    assert_string_equal(lines, "a i | b j | c | d | e | f | g | h");
    shown(&m.columns, lines);
    assert_string_equal(lines, "a i | b j | c | d | e | f | g | h");
    ctg__crosstab_add_order(&m, &words);
    assert_string_equal(ctg__text_string(&words),
                        " Lines stand by group, with rules between: 0, 1, 2, "
                        "3, 4, 5, 6, 7.");
    ctg__text_clear(&words);
    ctg__crosstab_clear(&m);
    ctg__arena_clear(&arena);
}

static size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;

    for (; (text = strstr(text, piece)); text += strlen(piece))
        count++;
    return count;
}

/* DOT of the claims of a few nodes; free it. */
static ctg_drawing *claims_of(const char *nodes, const char *claims)
{
    ctg_graph *const graph =
        graph_of("nodes", nodes, "exposures", claims, NULL);
    ctg_network *const network = network_of(graph);
    ctg_draw_options options = ctg_draw_options_default();
    ctg_drawing *drawing;
    ctg_error error;

    options.network = network;
    if (ctg_draw("matrix", &options, &drawing, &error))
        fail_msg("%s", error.message);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return drawing;
}

static void rules_run_from_edge_to_edge_between_groups(void **state)
{
    ctg_drawing *const drawing =
        claims_of("id,group,equity\na,x,9\nb,y,9\nc,x,9\n",
                  "debtor,creditor,amount\na,b,5\nb,c,1\nc,a,3\n");
    const char *const dot = ctg_drawing_dot(drawing);

    (void)state;
    /* Three lines, sums and names, and a rule among the columns. */
    assert_int_equal(count_of(dot, "<TD COLSPAN=\"6\" HEIGHT=\"2\""), 1);
    /* It is in each row: the head, three lines, the sums. */
    assert_int_equal(count_of(dot, "<TD WIDTH=\"2\""), 5);
    assert_non_null(strstr(dot, "x, y."));
    ctg_drawing_free(drawing);
}

static void heads_break_in_two_or_say_the_id_or_what_fits(void **state)
{
    static const struct {
        const char *id;
        const char *name;
        const char *head;
    } cases[] = {
        {"one", "France", "<B>France</B>"},
        {"one", "United Kingdom", "<B>United<BR/>Kingdom</B>"},
        /* Where the longer line is shortest, not at the first blank. */
        {"one", "A is for all", "<B>A is<BR/>for all</B>"},
        {"HKG", "Hong Kong SAR, China", "<B>HKG</B>"},
        {"NLD", "Netherlands", "<B>NLD</B>"},
        {"a-bank-without-a-short-id", "Netherlands", "<B>Netherlands</B>"},
        {"a-bank-without-a-short-id", "Netherlands of old",
         "<B>Netherlands<BR/>of old</B>"},
        {"0x0123456789abcdef0123456789abcdef", "",
         "<B>0x01234<BR/>…abcdef</B>"},
        {"<&>", "Overwhelmingly", "<B>&lt;&amp;&gt;</B>"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char nodes[256];
        char claims[128];
        ctg_drawing *drawing;

        snprintf(nodes, sizeof nodes, "id,name,equity\n%s,\"%s\",9\nz,Z,9\n",
                 cases[i].id, cases[i].name);
        snprintf(claims, sizeof claims, "debtor,creditor,amount\n%s,z,5\n",
                 cases[i].id);
        drawing = claims_of(nodes, claims);
        if (!strstr(ctg_drawing_dot(drawing), cases[i].head))
            fail_msg("no '%s' in\n%s", cases[i].head, ctg_drawing_dot(drawing));
        ctg_drawing_free(drawing);
    }
}

/* Filled row by row from the last to the first, each twice. */
static void fill_backwards(ctg__crosstab *m, size_t lines)
{
    for (size_t k = lines * lines; k-- > 0;)
        for (int twice = 0; twice < 2; twice++)
            assert_true(ctg__crosstab_add(m, (uint32_t)(k / lines),
                                          (uint32_t)(k % lines),
                                          (double)(k + 1) / 4));
}

/* Names of columns, at 9 points in columns of 40, "|" between their lines. */
static void heads_are(const char *const names[], const char *const ids[],
                      double more, const char *expected)
{
    enum { MOST = 9 };
    uint32_t order[MOST];
    ctg__crosstab_side side = {.names = names, .ids = ids, .order = order};
    ctg__arena arena = {0};
    ctg__matrix_head *heads;
    char all[256] = "";
    double width = 0;

    for (; names[side.shown]; side.shown++)
        order[side.shown] = (uint32_t)side.shown;
    heads = ctg__matrix_heads(&side, 9, 40, more, &arena);
    assert_non_null(heads);
    for (size_t i = 0; i < side.shown; i++) {
        for (int line = 0; line < 2 && heads[i].lines[line]; line++) {
            assert_true(ctg__text_width(heads[i].lines[line], 9, true) <=
                        heads[i].width + 1e-9);
            snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s",
                     line ? "|" : "", heads[i].lines[line]);
        }
        snprintf(all + strlen(all), sizeof all - strlen(all), "\n");
        width += heads[i].width - 40;
    }
    assert_true(width <= more);
    assert_string_equal(all, expected);
    ctg__arena_clear(&arena);
}

static void no_two_heads_look_alike(void **state)
{
    static const char *const wide[] = {"suppliers", "Overwhelmingly", "x",
                                       NULL};
    static const char *const wide_ids[] = {"very-long-id", "another-long-id",
                                           "x", NULL};
    static const char *const hex[] = {"0xe84a06000000000000617487",
                                      "0xe84a06111111111111617487",
                                      "0xe84a06000000000000617488", NULL};
    static const char *const same[] = {"Bank", "Bank", "Fund", NULL};
    static const char *const same_ids[] = {"b1", "b2", "f", NULL};

    (void)state;
    heads_are(wide, wide_ids, 100, "suppliers\nOverwhelmingly\nx\n");
    /* What is left goes to who needs least. */
    heads_are(wide, wide_ids, 10, "suppliers\nOverwh-|elmingly\nx\n");
    heads_are(wide, wide_ids, 0, "supplier-|s\nOverwh-|elmingly\nx\n");
    heads_are(hex, hex, 9, "0xe8…87|#1\n0xe8…87|#2\n0xe84a0|…617488\n");
    heads_are(same, same_ids, 0, "b1\nb2\nFund\n");
}

static void no_two_rows_are_called_alike(void **state)
{
    static const char *const names[] = {"Wholesale Warehouse of Mecklenburg",
                                        "Wholesale Warehouse of Mecklenburg",
                                        "Wholesale Warenhaus of Mecklenburg",
                                        "Fund"};
    static const char *const ids[] = {"one", "two", "x", "f"};
    static const char *const no_ids[] = {"b", "b", "x", "f"};
    uint32_t order[] = {3, 0, 1, 2};
    ctg__crosstab_side side = {
        .names = names, .ids = ids, .order = order, .shown = 4};
    ctg__arena arena = {0};
    ctg__matrix_head *heads = ctg__matrix_row_heads(&side, 9, 80, &arena);

    (void)state;
    assert_non_null(heads);
    assert_string_equal(heads[0].lines[0], "Fund");
    assert_string_equal(heads[1].lines[0], "one");
    assert_string_equal(heads[2].lines[0], "two");
    assert_string_equal(heads[3].lines[0], "x");
    side.ids = no_ids;
    heads = ctg__matrix_row_heads(&side, 9, 80, &arena);
    assert_non_null(heads);
    assert_string_equal(heads[1].lines[0] + strlen(heads[1].lines[0]) - 3,
                        " #2");
    assert_string_equal(heads[2].lines[0] + strlen(heads[2].lines[0]) - 3,
                        " #3");
    for (size_t i = 0; i < 4; i++) {
        assert_null(heads[i].lines[1]);
        assert_true(ctg__text_width(heads[i].lines[0], 9, true) <= 80);
    }
    ctg__arena_clear(&arena);
}

static void cells_come_in_order_and_once(void **state)
{
    enum { SIDE = 9 };
    ctg__crosstab m = {.rows.count = SIDE,
                       .columns.count = SIDE,
                       .first_row = SIZE_MAX,
                       .last_column = SIZE_MAX,
                       .most = SIDE};
    ctg__arena arena = {0};
    ctg_error error;

    (void)state;
    fill_backwards(&m, SIDE);
    assert_int_equal(ctg__crosstab_order(&m, &arena, &error), CTG_OK);
    assert_int_equal(m.count, SIDE * SIDE);
    for (size_t k = 0; k < m.count; k++) {
        assert_int_equal(m.cells[k].row, k / SIDE);
        assert_int_equal(m.cells[k].column, k % SIDE);
        assert_same(m.cells[k].value, (double)(k + 1) / 2);
    }
    ctg__arena_clear(&arena);
    ctg__crosstab_clear(&m);
}

static void who_is_asked_may_stop_the_list(void **state)
{
    enum { SIDE = 100 };
    const char *ids[SIDE];
    ctg__crosstab m = {.rows = {.what = "row", .ids = ids},
                       .columns = {.what = "column", .ids = ids}};
    int left = 3;
    ctg__asking asking = {.progress = goes_on_until, .context = &left};
    ctg__text csv = {0};

    (void)state;
    for (size_t i = 0; i < SIDE; i++)
        ids[i] = "a";
    fill_backwards(&m, SIDE);
    assert_false(ctg__crosstab_list(&m, &asking, &csv));
    assert_int_equal(left, 0);
    ctg__text_reset(&csv);
    asking = (ctg__asking){0};
    assert_true(ctg__crosstab_list(&m, &asking, &csv));
    assert_true(csv.length > 2 * SIDE * SIDE * strlen("a,a,1\n"));
    ctg__text_clear(&csv);
    ctg__crosstab_clear(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_stand_by_group_where_there_are_two_to_eight),
        cmocka_unit_test(a_column_of_its_own_is_no_ninth_group),
        cmocka_unit_test(rules_run_from_edge_to_edge_between_groups),
        cmocka_unit_test(heads_break_in_two_or_say_the_id_or_what_fits),
        cmocka_unit_test(no_two_heads_look_alike),
        cmocka_unit_test(no_two_rows_are_called_alike),
        cmocka_unit_test(cells_come_in_order_and_once),
        cmocka_unit_test(who_is_asked_may_stop_the_list),
    };

    return RUN_TESTS(tests);
}

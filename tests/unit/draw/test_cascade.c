#include "draw/cascade.h"

#include "picture.h"

static char *file_here(const char *name)
{
    const char *const top = getenv("top_srcdir");
    char path[1024];

    snprintf(path, sizeof path, "%s/tests/unit/draw/%s", top ? top : "..",
             name);
    return ledger_file(path);
}

static void the_small_example_is_drawn_byte_for_byte(void **state)
{
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, NULL);
    const char *const update = getenv("UPDATE_GOLDEN");
    char *expected;

    (void)state;
    if (update) {
        FILE *const file = fopen(update, "wb");

        assert_non_null(file);
        fputs(dot, file);
        fclose(file);
    }
    expected = file_here("small.dot");
    assert_string_equal(dot, expected);
    ctg__release(expected);
    ctg__release(dot);
    ctg__release(lines);
}

/* The lines of a kind in reverse order; others where they were. */
static char *reversed(const char *lines, const char *kind)
{
    char *const copy = ctg__copy_text(lines, strlen(lines));
    ctg__text text = {0};
    char *rows[64];
    size_t count = 0;
    bool done = false;

    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
        rows[count++] = line;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(rows[i], kind, strlen(kind)) != 0) {
            ctg__text_print(&text, "%s\n", rows[i]);
            continue;
        }
        for (size_t k = count; !done && k-- > 0;)
            if (strncmp(rows[k], kind, strlen(kind)) == 0)
                ctg__text_print(&text, "%s\n", rows[k]);
        done = true;
    }
    ctg__release(copy);
    return text.bytes;
}

static void the_order_of_rows_does_not_matter(void **state)
{
    static const char *const kinds[] = {"node", "entry 1 price",
                                        "entry 1 claim", "entry 2 price"};
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char *const shuffled = reversed(lines, kinds[i]);
        char *const again = picture(shuffled, NULL);

        assert_string_equal(again, dot);
        ctg__release(again);
        ctg__release(shuffled);
    }
    ctg__release(dot);
    ctg__release(lines);
}

static size_t lines_that_differ(const char *a, const char *b)
{
    size_t count = 0;

    while (*a && *b) {
        const size_t m = strcspn(a, "\n");
        const size_t n = strcspn(b, "\n");

        count += m != n || memcmp(a, b, n) != 0;
        a += m + (a[m] != '\0');
        b += n + (b[n] != '\0');
    }
    return count + (*a || *b);
}

static char *replaced(const char *lines, const char *old, const char *by)
{
    const char *const at = strstr(lines, old);
    ctg__text text = {0};

    assert_non_null(at);
    ctg__text_add_bytes(&text, lines, (size_t)(at - lines));
    ctg__text_add(&text, by);
    ctg__text_add(&text, at + strlen(old));
    return text.bytes;
}

static void one_per_cent_of_one_amount_changes_few_lines(void **state)
{
    char *const lines = file_here("small.txt");
    char *const other = replaced(lines, "n:perp 2.8", "n:perp 2.828");
    char *const a = picture(lines, NULL);
    char *const b = picture(other, NULL);

    (void)state;
    assert_true(lines_that_differ(a, b) * 10 <= picture_count(a, "\n"));
    ctg__release(a);
    ctg__release(b);
    ctg__release(other);
    ctg__release(lines);
}

static void a_node_more_leaves_the_names_of_the_others(void **state)
{
    char *const lines = file_here("small.txt");
    char *const more =
        replaced(lines, "node fund", "node aaa 3 - - - Aaa\nnode fund");
    char *const other =
        replaced(more, "entry 2 claim",
                 "entry 2 claim n:bank-A n:aaa 0.9\nentry 2 claim");
    char *const a = picture(lines, NULL);
    char *const b = picture(other, NULL);

    (void)state;
    for (const char *at = strstr(a, " id=\"c"); at;
         at = strstr(at + 1, " id=\"c")) {
        char id[128];

        snprintf(id, sizeof id, "%.*s", (int)strcspn(at + 5, "\"") + 6, at);
        assert_non_null(strstr(b, id));
    }
    ctg__release(a);
    ctg__release(b);
    ctg__release(other);
    ctg__release(more);
    ctg__release(lines);
}

static void no_loss_is_one_sentence(void **state)
{
    char *const dot = picture("node a 10 - - - A\nshock node a=-0.0\n"
                              "entry 0 shock s:1 n:a 0\n",
                              NULL);

    (void)state;
    assert_non_null(strstr(dot, "No loss"));
    assert_int_equal(picture_count(dot, "->"), 0);
    ctg__release(dot);
}

static void who_was_weak_before_stands_at_the_start(void **state)
{
    char *const dot = picture("node a -1 0 - - A\nnode b 7 - - - B\n"
                              "entry 1 claim n:a n:b 2.37\n",
                              NULL);

    (void)state;
    assert_non_null(strstr(dot, "insolvent from the start"));
    assert_non_null(strstr(dot, "\n  c0_a -> c1_b "));
    assert_non_null(strstr(dot, "<B>From the start</B>"));
    ctg__release(dot);
}

static void each_shock_that_matters_has_its_box(void **state)
{
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, NULL);

    (void)state;
    assert_non_null(strstr(dot, "\n  S1 -> c0_bank_A_"));
    assert_non_null(strstr(dot, "\n  S2 -> c0_bank_A_"));
    ctg__release(dot);
    ctg__release(lines);
}

static void one_shock_has_no_box(void **state)
{
    char *const dot = picture("node a 10 - - - A\nnode b 7 - - - B\n"
                              "shock A −50%\nentry 0 shock s:1 n:a 5\n"
                              "entry 1 claim n:a n:b 2.37\n",
                              NULL);

    (void)state;
    assert_null(strstr(dot, "S1 ->"));
    assert_int_equal(picture_count(dot, " -> "), 1);
    ctg__release(dot);
}

/* A long and a short leg, a loss and the bonus for it: one position. */
static void no_box_says_that_a_hedge_lost_twice_its_equity(void **state)
{
    char *const dot = picture("node a 10 - - - A\nnode b 7 - - - B\n"
                              "asset X X\nasset Y Y\nshock X −50%\n"
                              "entry 0 shock s:1 a:X 100\n"
                              "entry 1 price a:X n:a 22.5\n"
                              "entry 1 price a:Y n:a -19\n"
                              "entry 2 claim n:a n:b 2\n",
                              NULL);

    (void)state;
    assert_non_null(strstr(dot, "$3.50"));
    assert_non_null(strstr(dot, "35% lost"));
    assert_null(strstr(dot, "225%"));
    ctg__release(dot);
}

static char *pages_of(size_t nodes, const char *page)
{
    const ctg_draw_options options = {.page = page};
    ctg__text text = {0};
    char *dot;

    for (size_t i = 0; i < nodes; i++)
        ctg__text_print(&text, "node n%zu 10 %s - group%zu node %zu\n", i,
                        i % 3 ? "-" : "1", i % 5, i);
    ctg__text_add(&text, "shock node n0=default\n");
    for (size_t i = 0; i < nodes; i++)
        ctg__text_print(&text, "entry 0 shock s:1 n:n%zu 2.37\n", i);
    for (unsigned r = 1; r < 9; r++)
        for (size_t i = 0; i < nodes; i++)
            ctg__text_print(&text, "entry %u claim n:n%zu n:n%zu %zu.5\n", r, i,
                            (i * 7 + r) % nodes, i * r % 11);
    dot = picture(ctg__text_string(&text), &options);
    ctg__text_clear(&text);
    return dot;
}

static void the_rest_is_told_by_group(void **state)
{
    char *const dot = pages_of(200, NULL);

    (void)state;
    assert_non_null(strstr(dot, "group0: "));
    assert_non_null(strstr(dot, "of column"));
    assert_non_null(strstr(dot, " default · "));
    ctg__release(dot);
}

/* "bank: 2 banks" would say it twice; a plural in "ies" is not guessed. */
static void the_rest_is_told_by_kind_where_there_are_no_groups(void **state)
{
    ctg__text text = {0};
    char *dot;

    (void)state;
    for (int i = 0; i < 40; i++)
        ctg__text_print(&text, "node n%d 10 - %s - n %d\n", i,
                        i % 2 ? "bank" : "treasury", i);
    ctg__text_add(&text, "shock all\n");
    for (int i = 0; i < 40; i++)
        ctg__text_print(&text, "entry 0 shock s:1 n:n%d 2\n", i);
    ctg__text_add(&text, "entry 1 claim n:n0 n:n1 9\n");
    dot = picture(ctg__text_string(&text), NULL);
    assert_non_null(strstr(dot, "<B>20 banks</B>"));
    assert_non_null(strstr(dot, "<B>treasury: 19 nodes</B>"));
    ctg__release(dot);
    ctg__text_clear(&text);
}

/* What the rest passes on, however little beside the others: nothing is zero or
 * what rounding leaves. */
static void the_rest_passes_on_what_it_passes_on(void **state)
{
    static const struct {
        const char *amount;
        bool said;
    } cases[] = {{"0.5", true}, {"0.001", true}, {"1e-12", false}};

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        ctg__text text = {0};
        char *dot;

        for (int i = 0; i < 40; i++)
            ctg__text_print(&text, "node n%d 1000 - bank - n %d\n", i, i);
        ctg__text_add(&text, "shock all\n");
        for (int i = 0; i < 40; i++)
            ctg__text_print(&text, "entry 0 shock s:1 n:n%d 2\n", i);
        for (int i = 0; i < 8; i++)
            ctg__text_print(&text, "entry 1 claim n:n%d n:n8 900\n", i);
        ctg__text_print(&text, "entry 1 claim n:n39 n:n8 %s\n",
                        cases[k].amount);
        dot = picture(ctg__text_string(&text), NULL);
        assert_int_equal(strstr(dot, ">pass on ") != NULL, cases[k].said);
        assert_int_equal(strstr(dot, "pass nothing on") != NULL,
                         !cases[k].said);
        ctg__release(dot);
        ctg__text_clear(&text);
    }
}

/* The largest and least of a coordinate of boxes. */
static void extent(const char *dot, int which, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (const char *at = strstr(dot, "\n  c"); at;
         at = strstr(at + 1, "\n  c")) {
        const char *const pos = strstr(at, "pos=\"");
        double xy[2];

        if (strncmp(at + strcspn(at + 3, " ") + 3, " ->", 3) == 0)
            continue;
        assert_int_equal(sscanf(pos, "pos=\"%lf,%lf", &xy[0], &xy[1]), 2);
        *least = fmin(*least, xy[which]);
        *most = fmax(*most, xy[which]);
    }
}

static void each_page_gets_what_can_be_read_there(void **state)
{
    static const struct {
        const char *page;
        double width;
        double height;
    } pages[] = {{"screen", 964.3, 964.3},
                 {"a4", 693, 990},
                 {"a4-landscape", 1002.9, 681.4},
                 {"slide", 1012.5, 540}};

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *const dot = pages_of(120, pages[i].page);
        double least;
        double most;

        extent(dot, 0, &least, &most);
        assert_true(most - least + 124 + 20 <= pages[i].width + 0.1);
        extent(dot, 1, &least, &most);
        assert_true(most - least + 52 + 100 <= pages[i].height + 0.1);
        ctg__release(dot);
    }
}

/* 5 + 3 of 10 + 6 + 4, direct; a claim of next to nothing changes nothing. */
static void what_does_not_spread_is_drawn_by_group(void **state)
{
    char *const dot = picture("node a 10 - - g1 A\nnode b 6 1 - g1 B\n"
                              "node c 4 - - g2 C\nshock all −50%\n"
                              "entry 0 shock s:1 n:a 5\n"
                              "entry 0 shock s:1 n:b 7\n"
                              "entry 0 shock s:1 n:c 1.5\n"
                              "entry 1 claim n:b n:c 0.01\n",
                              NULL);

    (void)state;
    assert_non_null(strstr(dot, "No contagion: all losses after all −50%"));
    assert_non_null(strstr(dot, "$12, 75% of equity · 1 of 2 defaults"));
    assert_non_null(strstr(dot, "B  $7 · 117% ✕"));
    assert_int_equal(picture_count(dot, " -> "), 2);
    ctg__release(dot);
}

/* Forty shocks, none of which has a box of its own. */
static void many_small_shocks_have_one_box(void **state)
{
    char lines[8192] = "node a 90 - - g1 A\nnode b 10 - - g2 B\n";
    size_t length = strlen(lines);
    char *dot;

    (void)state;
    for (int i = 1; i <= 40; i++)
        length += (size_t)snprintf(lines + length, sizeof lines - length,
                                   "shock all −%d%%\n", i);
    for (int i = 1; i <= 40; i++)
        length += (size_t)snprintf(lines + length, sizeof lines - length,
                                   "entry 0 shock s:%d n:a 1\n", i);
    dot = picture(lines, NULL);
    assert_non_null(strstr(dot, "40 shocks"));
    assert_null(strstr(dot, "from the start"));
    assert_int_equal(picture_count(dot, " -> "), 1);
    ctg__release(dot);
}

static void groups_take_the_place_of_nodes(void **state)
{
    const ctg_draw_options by_group = {.group = "group"};
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, &by_group);

    (void)state;
    assert_non_null(strstr(dot, "Cascade by group after"));
    assert_non_null(strstr(dot, "1 of 2 fail"));
    ctg__release(dot);
    ctg__release(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_example_is_drawn_byte_for_byte),
        cmocka_unit_test(the_order_of_rows_does_not_matter),
        cmocka_unit_test(one_per_cent_of_one_amount_changes_few_lines),
        cmocka_unit_test(a_node_more_leaves_the_names_of_the_others),
        cmocka_unit_test(no_loss_is_one_sentence),
        cmocka_unit_test(who_was_weak_before_stands_at_the_start),
        cmocka_unit_test(each_shock_that_matters_has_its_box),
        cmocka_unit_test(one_shock_has_no_box),
        cmocka_unit_test(no_box_says_that_a_hedge_lost_twice_its_equity),
        cmocka_unit_test(the_rest_is_told_by_group),
        cmocka_unit_test(the_rest_is_told_by_kind_where_there_are_no_groups),
        cmocka_unit_test(the_rest_passes_on_what_it_passes_on),
        cmocka_unit_test(each_page_gets_what_can_be_read_there),
        cmocka_unit_test(what_does_not_spread_is_drawn_by_group),
        cmocka_unit_test(many_small_shocks_have_one_box),
        cmocka_unit_test(groups_take_the_place_of_nodes),
    };

    return RUN_TESTS(tests);
}

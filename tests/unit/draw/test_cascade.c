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

static void a_loss_without_a_cause_has_a_source_of_its_own(void **state)
{
    char *const dot = picture("node a 10 0 - - A\nnode b 7 - - - B\n"
                              "entry 1 claim n:a n:b 2.37\n",
                              NULL);

    (void)state;
    assert_non_null(strstr(dot, "\n  Z -> c1_b "));
    ctg__release(dot);
}

static void each_shock_has_its_source(void **state)
{
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, NULL);

    (void)state;
    assert_non_null(strstr(dot, "\n  S1 -> c0_fund "));
    assert_non_null(strstr(dot, "\n  S2 -> c0_bank_A_"));
    ctg__release(dot);
    ctg__release(lines);
}

static void own_losses_of_a_column_are_told_in_the_tooltip(void **state)
{
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, NULL);

    (void)state;
    assert_non_null(strstr(dot, "of it fire-sale price impact: $1.5"));
    ctg__release(dot);
    ctg__release(lines);
}

static void too_much_for_a_page_is_drawn_by_group(void **state)
{
    ctg__text text = {0};
    char *dot;

    (void)state;
    for (int i = 0; i < 200; i++)
        ctg__text_print(&text, "node n%d 10 %s - group%d node %d\n", i,
                        i % 3 ? "-" : "1", i % 5, i);
    ctg__text_add(&text, "shock node n0=default\n");
    for (int i = 0; i < 200; i++)
        ctg__text_print(&text, "entry 0 shock s:1 n:n%d 2.37\n", i);
    for (int i = 0; i < 200; i++)
        ctg__text_print(&text, "entry 1 claim n:n%d n:n%d 3\n", i,
                        (i * 7 + 1) % 200);
    dot = picture(ctg__text_string(&text), NULL);
    assert_non_null(strstr(dot, "Cascade by group"));
    assert_non_null(strstr(dot, "of 40 members in default"));
    ctg__release(dot);
    ctg__text_clear(&text);
}

static void everything_can_be_drawn(void **state)
{
    const ctg_draw_options all = {.keep = 1};
    char *const lines = file_here("small.txt");
    char *const dot = picture(lines, &all);

    (void)state;
    assert_non_null(strstr(dot, "= 100% of losses"));
    assert_null(strstr(dot, ">other:"));
    assert_non_null(strstr(dot, "<B>Ether</B> price −3.1%"));
    ctg__release(dot);
    ctg__release(lines);
}

/* Insolvent from the start, it sells and thereby harms itself alone. */
static void who_only_harms_itself_is_not_drawn_line_by_line(void **state)
{
    char *const dot = picture("node A -3.7 0 - - Aardvark\n"
                              "asset T Token\n"
                              "price 0 T 2.3\n"
                              "price 1 T 1.9\n"
                              "entry 1 sale a:T n:A 0.37\n"
                              "entry 1 impact n:A a:T 0.61\n",
                              NULL);

    (void)state;
    assert_non_null(strstr(dot, "other: 1 row<"));
    assert_non_null(strstr(dot, "hS -> o1 ["));
    ctg__release(dot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_example_is_drawn_byte_for_byte),
        cmocka_unit_test(the_order_of_rows_does_not_matter),
        cmocka_unit_test(one_per_cent_of_one_amount_changes_few_lines),
        cmocka_unit_test(a_node_more_leaves_the_names_of_the_others),
        cmocka_unit_test(no_loss_is_one_sentence),
        cmocka_unit_test(a_loss_without_a_cause_has_a_source_of_its_own),
        cmocka_unit_test(each_shock_has_its_source),
        cmocka_unit_test(own_losses_of_a_column_are_told_in_the_tooltip),
        cmocka_unit_test(too_much_for_a_page_is_drawn_by_group),
        cmocka_unit_test(everything_can_be_drawn),
        cmocka_unit_test(who_only_harms_itself_is_not_drawn_line_by_line),
    };

    return RUN_TESTS(tests);
}

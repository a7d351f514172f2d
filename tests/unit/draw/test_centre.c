/* Words in the middle of boxes of an SVG: what is moved, and what is not. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/svg_centre.h"
#include "support/cmocka.h"

#define BOX                                                                    \
    "<polygon fill=\"none\" stroke=\"#1f2933\" "                               \
    "points=\"124,-50 0,-50 0,0 124,0 124,-50\"/>\n"
#define WORDS(x, y, more, words)                                               \
    "<text text-anchor=\"start\" x=\"" x "\" y=\"" y "\" font-family=\"F\" "   \
    "font-size=\"10.00\"" more ">" words "</text>\n"
#define NODE(class, inside)                                                    \
    "<g id=\"a\" class=\"" class "\">\n<title>t</title>\n" inside "</g>\n"

/* Where the words begin afterwards. */
static double begin_of(const char *svg, const char *words)
{
    ctg__text made = {0};
    const char *at;
    double x;

    ctg__svg_centre(svg, &made);
    assert_false(made.failed);
    at = strstr(ctg__text_string(&made), words);
    assert_non_null(at);
    while (strncmp(at, " x=\"", 4) != 0)
        at--;
    x = strtod(at + 4, NULL);
    ctg__text_clear(&made);
    return x;
}

#define assert_begins(svg, words, x)                                           \
    assert_within(begin_of(svg, words), x, 0.006)

/* Helvetica's 0 is 0.556 of its size wide, its bold a as well, its i 0.222. */
static void words_meant_for_the_middle_get_there(void **state)
{
    (void)state;
    assert_begins(NODE("node cp", BOX WORDS("36", "-30", "", "0000000000")),
                  "0000000000", 62 - 10 * 5.56 / 2);
}

static void pieces_of_a_row_stay_together(void **state)
{
    static const char svg[] =
        NODE("node cp", BOX WORDS("36", "-30", "", "00000")
                            WORDS("64", "-30", " font-weight=\"bold\"", "aaaaa")
                                WORDS("60", "-20", "", "i"));

    (void)state;
    assert_begins(svg, "00000", 62 - 27.8);
    assert_begins(svg, "aaaaa", 62);
    assert_begins(svg, ">i<", 62 - 1.11);
}

static void an_entity_is_one_character(void **state)
{
    (void)state;
    /* & is 6.67, < 5.84, the dash of &#45; 3.33 wide. */
    assert_begins(NODE("node cp", BOX WORDS("54", "-30", "", "&amp;&lt;&#45;")),
                  "&amp;&lt;", 62 - (6.67 + 5.84 + 3.33) / 2);
}

static void all_else_stays_as_it_was(void **state)
{
    static const char *const kept[] = {
        /* On the left on purpose. */
        NODE("node cp", BOX WORDS("8", "-30", "", "0000000000")),
        /* Cells, and words beside no box. */
        NODE("node table", BOX WORDS("36", "-30", "", "0000000000")),
        NODE("node lb", WORDS("36", "-30", "", "0000000000")),
        NODE("edge", BOX WORDS("36", "-30", "", "0000000000")),
        /* A border that is not seen. */
        NODE("node cp", "<polygon fill=\"red\" stroke=\"transparent\" "
                        "points=\"124,-50 0,-50 0,0 124,0 124,-50\"/>\n" WORDS(
                            "36", "-30", "", "0000000000")),
        /* That of the node before is not the next one's. */
        NODE("node cp", BOX)
            NODE("node cp", WORDS("36", "-30", "", "0000000000")),
        "no end of line", ""};

    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        ctg__text made = {0};

        ctg__svg_centre(kept[i], &made);
        assert_string_equal(ctg__text_string(&made), kept[i]);
        ctg__text_clear(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_meant_for_the_middle_get_there),
        cmocka_unit_test(pieces_of_a_row_stay_together),
        cmocka_unit_test(an_entity_is_one_character),
        cmocka_unit_test(all_else_stays_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

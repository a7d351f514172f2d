/* Of Graphviz' SVG a page keeps shapes and words, and nothing that acts. */
#include "page/embedded.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "draw/palette.h"
#include "report/html.h"
#include "support/cmocka.h"

static const char picture[] =
    "<?xml version=\"1.0\"?>\n"
    "<svg width=\"75pt\" height=\"30pt\" viewBox=\"0.00 0.00 100.00 40.00\" "
    "onload=\"alert(1)\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n"
    "<style>text{fill:red}</style><script>alert(2)</script>\n"
    "<g id=\"cascade\" class=\"graph cascade\" transform=\"translate(4 36)\">"
    "<title>T</title>\n"
    "<g id=\"hd_0\" class=\"node hdr\"><title>hd_0</title>"
    "<text x=\"1\" y=\"2\" font-family=\"Helvetica\">Direct</text>"
    "<text x=\"1\" y=\"9\">$1.19B</text></g>\n"
    "<g id=\"c0_A\" class=\"node cp\"><title>c0_A</title>"
    "<g id=\"a_c0_A\"><a xlink:href=\"javascript:alert(3)\" "
    "xlink:title=\"A &lt;b&gt; loses\"><polygon fill=\"#ffffff\" "
    "style=\"x\" onclick=\"alert(4)\" points=\"0,0 1,1\"/>"
    "<text x=\"3\" y=\"4\">A &lt;b&gt;</text></a></g></g>\n"
    "<g id=\"e_A__B\" class=\"edge fl\"><title>c0_A&#45;&gt;c1_B</title>"
    "<path d=\"M0,0C1,1 2,2 3,3\" stroke=\"#9b1c0a\"/></g>\n"
    "<image href=\"http://example.org/x.png\"/>"
    "<foreignObject><b>words</b></foreignObject>\n"
    "</g></svg>\n";

static void assert_has_rule(const char *place, const char *colour)
{
    char rule[40];
    bool found = false;
    int length = snprintf(rule, sizeof rule, "[%s=\"", place);

    for (const char *c = colour; *c; c++)
        rule[length++] = (char)tolower((unsigned char)*c);
    snprintf(rule + length, sizeof rule - (size_t)length, "\"]");
    for (size_t i = 0; ctg__html_style[i]; i++)
        found |= strstr(ctg__html_style[i], rule) != NULL;
    if (!found)
        fail_msg("no rule for %s", rule);
}

static void make(ctg__embedded *made, const char *svg)
{
    ctg_error error = {0};

    if (ctg__embedded_init(made, svg, strlen(svg), 'q', "A \"picture\"",
                           &error))
        fail_msg("%s", error.message);
}

static void nothing_that_acts_is_kept(void **state)
{
    static const char *const gone[] = {
        "script", "alert", "style",   "onload", "onclick", "href",
        "http",   "image", "foreign", "words",  "<a",      "font-family"};
    ctg__embedded made;

    (void)state;
    make(&made, picture);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        if (strstr(ctg__text_string(&made.svg), gone[i]))
            fail_msg("%s is kept", gone[i]);
    ctg__embedded_clear(&made);
}

static void shapes_words_and_ends_are_kept(void **state)
{
    static const char *const there[] = {
        "<svg class=\"gv natural\" id=\"qgv\" viewBox=\"0 0 100 40\"",
        "aria-label=\"A &quot;picture&quot;\"",
        "<g id=\"qc0_A\" class=\"node cp\"",
        "data-n=\"c0_A\"",
        "data-s=\"c0_A\"",
        "data-d=\"c1_B\"",
        "points=\"0,0 1,1\"",
        "fill=\"#ffffff\"",
        "stroke=\"#9b1c0a\"",
        "A &lt;b&gt;</text>"};
    ctg__embedded made;

    (void)state;
    make(&made, picture);
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (!strstr(ctg__text_string(&made.svg), there[i]))
            fail_msg("no %s in %s", there[i], ctg__text_string(&made.svg));
    assert_near(made.width, 100);
    assert_near(made.height, 40);
    ctg__embedded_clear(&made);
}

static void middling_pictures_are_as_wide_as_the_page(void **state)
{
    static const struct {
        const char *svg;
        bool natural;
    } cases[] = {{"<svg viewBox=\"0 0 599 400\"></svg>", true},
                 {"<svg viewBox=\"0 0 600 400\"></svg>", false},
                 {"<svg viewBox=\"0 0 900 400\"></svg>", false},
                 {"<svg viewBox=\"0 0 901 400\"></svg>", true}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg__embedded made;

        make(&made, cases[i].svg);
        assert_int_equal(
            strstr(ctg__text_string(&made.svg), "class=\"gv natural\"") != NULL,
            cases[i].natural);
        ctg__embedded_clear(&made);
    }
}

static void columns_are_told_by_their_heads(void **state)
{
    ctg__embedded made;

    (void)state;
    make(&made, picture);
    assert_int_equal(made.column_count, 1);
    assert_string_equal(ctg__text_string(&made.columns), "Direct: $1.19B\n");
    ctg__embedded_clear(&made);
}

static void what_is_no_picture_is_refused(void **state)
{
    static const char *const wrong[] = {"", "words", "<svg", "<svg><g></svg>",
                                        "<html></html>"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ctg__embedded made;
        ctg_error error = {0};
        const ctg_status status = ctg__embedded_init(
            &made, wrong[i], strlen(wrong[i]), 'q', "none", &error);

        ctg__embedded_clear(&made);
        if (status != CTG_INTERNAL)
            fail_msg("'%s' gives %d", wrong[i], (int)status);
    }
}

/* A dark page would swallow them, or the words on them. */
static void colours_of_pictures_have_another_in_the_dark(void **state)
{
    static const char *const fills[] = {
        CTG__INK,  CTG__SUBTEXT, CTG__MUTE, CTG__BAND,       CTG__WASH,
        CTG__PALE, CTG__PAPER,   CTG__LEFT, CTG__PRICE_FILL,
    };
    static const char *const strokes[] = {
        CTG__INK, CTG__LINE, CTG__THIN, CTG__FAINT, CTG__BAND, CTG__PALE,
    };

    (void)state;
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        assert_has_rule("fill", fills[i]);
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
        assert_has_rule("stroke", strokes[i]);
    for (ctg__code code = CTG__CD; code < CTG__OT; code++) {
        if (code == CTG__MC) /* nothing is drawn of it */
            continue;
        assert_has_rule("fill", ctg__inks[code].line);
        assert_has_rule("stroke", ctg__inks[code].line);
        assert_has_rule("fill", ctg__inks[code].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_acts_is_kept),
        cmocka_unit_test(shapes_words_and_ends_are_kept),
        cmocka_unit_test(middling_pictures_are_as_wide_as_the_page),
        cmocka_unit_test(columns_are_told_by_their_heads),
        cmocka_unit_test(what_is_no_picture_is_refused),
        cmocka_unit_test(colours_of_pictures_have_another_in_the_dark),
    };

    return RUN_TESTS(tests);
}

/* Charts' marks: numbers, axes, words. */
#include "page/svg.h"

#include "support/cmocka.h"

static void assert_number(double number, const char *expected)
{
    ctg__text text = {0};

    ctg__svg_number(&text, number);
    assert_string_equal(ctg__text_string(&text), expected);
    ctg__text_clear(&text);
}

static void numbers_have_one_decimal(void **state)
{
    (void)state;
    assert_number(23.7, "23.7");
    assert_number(23.04, "23");
    assert_number(-0.37, "-0.4");
    assert_number(-0.04, "0");
    assert_number(520, "520");
    assert_number(-3e300, "-1000000000000000");
}

static void assert_axis(double most, double top, double step, int steps)
{
    const ctg__axis axis = ctg__axis_to(most);

    assert_near(axis.top, top);
    assert_near(axis.step, step);
    assert_int_equal(axis.steps, steps);
}

/* Steps of 1, 2, 2.5 or 5 times a power of ten, at most five. */
static void axes_have_round_steps(void **state)
{
    (void)state;
    assert_axis(237, 250, 50, 5);
    assert_axis(1.01, 1.25, 0.25, 5);
    assert_axis(5, 5, 1, 5);
    assert_axis(11, 12.5, 2.5, 5);
    assert_axis(0.0031, 0.004, 0.001, 4);
    assert_axis(7.2e11, 8e11, 2e11, 4);
    assert_axis(0, 1, 0.2, 5);
    assert_axis(1e300, 1e300, 2e299, 5);
    assert_axis(3e-289, 3e-289, 1e-289, 3);
}

static void words_are_escaped(void **state)
{
    ctg__text text = {0};

    (void)state;
    ctg__svg_text(&text, 1, 2.5, "v", CTG__END, "<b> & \"c\"");
    assert_string_equal(ctg__text_string(&text),
                        "<text x=\"1\" y=\"2.5\" class=\"v\" "
                        "text-anchor=\"end\">&lt;b&gt; &amp; &quot;c&quot;"
                        "</text>");
    text.length = 0;
    ctg__svg_rect(&text, 0, 1, -3, 4, NULL, "</title>");
    assert_string_equal(ctg__text_string(&text),
                        "<rect x=\"0\" y=\"1\" width=\"0\" height=\"4\">"
                        "<title>&lt;/title&gt;</title></rect>");
    ctg__text_clear(&text);
}

static void bars_stay_in_their_cells(void **state)
{
    static const struct {
        double share;
        const char *width;
    } bars[] = {{0.237, "width=\"23.7\""},
                {1.98, "width=\"100\""},
                {-0.4, "width=\"0\""}};

    (void)state;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        ctg__text text = {0};

        ctg__svg_bar(&text, bars[i].share, "a");
        assert_non_null(strstr(ctg__text_string(&text), bars[i].width));
        ctg__text_clear(&text);
    }
}

static void paths_begin_once(void **state)
{
    ctg__text text = {0};

    (void)state;
    ctg__svg_path(&text, "ln");
    ctg__svg_point(&text, 0, 1.25, true);
    ctg__svg_point(&text, 10, 3, false);
    ctg__svg_path_end(&text, true);
    assert_string_equal(ctg__text_string(&text),
                        "<path class=\"ln\" d=\"M0 1.3L10 3z\"/>");
    ctg__text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_one_decimal),
        cmocka_unit_test(axes_have_round_steps),
        cmocka_unit_test(words_are_escaped),
        cmocka_unit_test(bars_stay_in_their_cells),
        cmocka_unit_test(paths_begin_once),
    };

    return RUN_TESTS(tests);
}

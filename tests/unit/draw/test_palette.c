/*
 * The palette's promises, computed anew: contrasts by WCAG 2.1, distances by
 * CIEDE2000 after the simulations of Machado, Oliveira and Fernandes 2009 at
 * full severity.
 */
#include "draw/palette.h"

#include <stdio.h>

#include "support/cmocka.h"

typedef struct rgb {
    double r, g, b; /* linear light, 0 to 1 */
} rgb;

static double to_linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static rgb parse(const char *hex)
{
    unsigned r, g, b;

    assert_int_equal(sscanf(hex, "#%2x%2x%2x", &r, &g, &b), 3);
    return (rgb){to_linear(r / 255.0), to_linear(g / 255.0),
                 to_linear(b / 255.0)};
}

static double luminance(rgb c)
{
    return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
}

static double contrast(const char *one, const char *other)
{
    const double a = luminance(parse(one)) + 0.05;
    const double b = luminance(parse(other)) + 0.05;

    return a > b ? a / b : b / a;
}

static const double machado[3][9] = {
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882,
     -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820,
     0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733,
     0.691367, 0.303900},
};

static double clip(double v)
{
    return fmin(1, fmax(0, v));
}

static rgb simulate(rgb c, const double *m)
{
    return (rgb){clip(m[0] * c.r + m[1] * c.g + m[2] * c.b),
                 clip(m[3] * c.r + m[4] * c.g + m[5] * c.b),
                 clip(m[6] * c.r + m[7] * c.g + m[8] * c.b)};
}

typedef struct lab {
    double l, a, b;
} lab;

static double cube(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static lab to_lab(rgb c)
{
    const double x = 0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b;
    const double y = 0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b;
    const double z = 0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b;
    const double fx = cube(x / 0.95047);
    const double fy = cube(y);
    const double fz = cube(z / 1.08883);

    return (lab){116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

static double degrees(double radians)
{
    const double d = radians * 180 / acos(-1);

    return d < 0 ? d + 360 : d;
}

static double sine(double d)
{
    return sin(d * acos(-1) / 180);
}

static double cosine(double d)
{
    return cos(d * acos(-1) / 180);
}

/* Sharma, Wu and Dalal 2005. */
static double ciede2000(lab p, lab q)
{
    const double c1 = hypot(p.a, p.b);
    const double c2 = hypot(q.a, q.b);
    const double c7 = pow((c1 + c2) / 2, 7);
    const double g = 0.5 * (1 - sqrt(c7 / (c7 + pow(25, 7))));
    const double a1 = (1 + g) * p.a;
    const double a2 = (1 + g) * q.a;
    const double d1 = hypot(a1, p.b);
    const double d2 = hypot(a2, q.b);
    const double h1 = d1 > 0 ? degrees(atan2(p.b, a1)) : 0;
    const double h2 = d2 > 0 ? degrees(atan2(q.b, a2)) : 0;
    double dh = d1 * d2 > 0 ? h2 - h1 : 0;
    double h = h1 + h2;
    const double l = (p.l + q.l) / 2 - 50;
    const double d = (d1 + d2) / 2;
    const double d7 = pow(d, 7);
    double t, sl, sc, sh, rt, dl, dc, dhh;

    dh = dh > 180 ? dh - 360 : dh < -180 ? dh + 360 : dh;
    if (d1 * d2 > 0)
        h = fabs(h1 - h2) <= 180 ? h / 2
            : h < 360            ? (h + 360) / 2
                                 : (h - 360) / 2;
    t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) +
        0.32 * cosine(3 * h + 6) - 0.20 * cosine(4 * h - 63);
    sl = 1 + 0.015 * l * l / sqrt(20 + l * l);
    sc = 1 + 0.045 * d;
    sh = 1 + 0.015 * d * t;
    rt = -2 * sqrt(d7 / (d7 + pow(25, 7))) *
         sine(60 * exp(-pow((h - 275) / 25, 2)));
    dl = (q.l - p.l) / sl;
    dc = (d2 - d1) / sc;
    dhh = 2 * sqrt(d1 * d2) * sine(dh / 2) / sh;
    return sqrt(dl * dl + dc * dc + dhh * dhh + rt * dc * dhh);
}

static double worst_pair(int dark, int vision)
{
    double worst = HUGE_VAL;

    for (int i = 0; i < CTG__CODE_COUNT; i++)
        for (int j = 0; j < i; j++) {
            rgb a = parse(dark ? ctg__inks[i].dark : ctg__inks[i].line);
            rgb b = parse(dark ? ctg__inks[j].dark : ctg__inks[j].line);

            if (vision >= 0) {
                a = simulate(a, machado[vision]);
                b = simulate(b, machado[vision]);
            }
            worst = fmin(worst, ciede2000(to_lab(a), to_lab(b)));
        }
    return worst;
}

static void distances_are_right(void **state)
{
    (void)state;
    /* From the test data of Sharma, Wu and Dalal. */
    assert_within(
        ciede2000((lab){50, 2.6772, -79.7751}, (lab){50, 0, -82.7485}), 2.0425,
        5e-5);
    assert_within(ciede2000((lab){50, 0, 0}, (lab){50, -1, 2}), 2.3669, 5e-5);
    assert_within(ciede2000((lab){50, 2.5, 0}, (lab){50, 3.2592, 0.3350}), 1,
                  5e-5);
}

static void lines_words_and_bars_can_be_read(void **state)
{
    (void)state;
    for (int i = 0; i < CTG__CODE_COUNT; i++) {
        const ctg__ink *const ink = &ctg__inks[i];

        assert_true(contrast(ink->line, CTG__PAPER) >= 3);
        assert_true(contrast(ink->text, CTG__PAPER) >= 4.5);
        assert_true(contrast(ink->dark, "#151B22") >= 4.5);
        assert_true(contrast(ink->on, ink->line) >= 4.5);
        assert_true(contrast("#0D1116", ink->dark) >= 4.5);
    }
    assert_true(contrast(CTG__MUTE, CTG__PAPER) >= 4.5);
    assert_true(contrast(CTG__SUBTEXT, CTG__PAPER) >= 4.5);
    assert_true(contrast(CTG__LINE, CTG__PAPER) >= 3);
    assert_true(contrast(CTG__BLACK_LOST_NOW, CTG__INK) >= 3);
}

static void channels_stay_apart_for_the_colour_blind(void **state)
{
    static const double light[] = {17.0, 17.0, 14.0, 15.4};
    static const double dark[] = {15.4, 12.0, 14.1, 14.3};

    (void)state;
    for (int vision = -1; vision < 3; vision++) {
        assert_within(worst_pair(0, vision), light[vision + 1], 0.3);
        assert_within(worst_pair(1, vision), dark[vision + 1], 0.3);
    }
}

/* As bright as it looks, 0 to 100; `vision` -1: to most people. In grey a
 * colour keeps just this. */
static double lightness(const char *colour, int vision)
{
    const rgb as_is = parse(colour);

    return to_lab(vision < 0 ? as_is : simulate(as_is, machado[vision])).l;
}

static void cells_grow_darker_for_everybody_and_in_grey(void **state)
{
    (void)state;
    for (int vision = -1; vision < 3; vision++)
        for (size_t i = 1; i < CTG__HEATS; i++)
            assert_true(lightness(ctg__heats[i - 1], vision) -
                            lightness(ctg__heats[i], vision) >=
                        6.0);
    for (size_t i = 0; i < CTG__HEATS; i++)
        assert_true(fmax(contrast(CTG__INK, ctg__heats[i]),
                         contrast(CTG__PAPER, ctg__heats[i])) >= 4.5);
}

static void ordered_scales_grow_darker_for_everybody(void **state)
{
    const ctg__scale *const scales[] = {&ctg__leverage_scale,
                                        &ctg__vulnerability_scale};

    (void)state;
    for (int vision = -1; vision < 3; vision++)
        for (size_t s = 0; s < 2; s++)
            for (size_t i = 1; i < scales[s]->count; i++)
                assert_true(lightness(scales[s]->colours[i - 1], vision) -
                                lightness(scales[s]->colours[i], vision) >=
                            5.0);
}

/* Where grey makes two channels look alike, their lines or heads differ; their
 * codes always do. */
static void channels_stay_apart_in_grey(void **state)
{
    (void)state;
    for (ctg__code i = CTG__SH; i < CTG__OT; i++)
        for (ctg__code j = CTG__SH; j < i; j++) {
            const ctg__ink *const a = &ctg__inks[i];
            const ctg__ink *const b = &ctg__inks[j];

            assert_true(fabs(lightness(a->line, -1) - lightness(b->line, -1)) >=
                            10 ||
                        strcmp(a->style, b->style) != 0 ||
                        strcmp(a->arrow, b->arrow) != 0);
            assert_string_not_equal(ctg__code_about(i)->code,
                                    ctg__code_about(j)->code);
        }
}

static void white_words_stand_on_dark_fills_only(void **state)
{
    static const ctg__scale *const scales[] = {&ctg__leverage_scale,
                                               &ctg__vulnerability_scale};

    (void)state;
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < scales[s]->count; i++)
            assert_true(contrast(scales[s]->colours[i],
                                 i < scales[s]->dark ? CTG__INK : CTG__PAPER) >=
                        3.8);
}

static void limits_of_scales_belong_to_the_class_above(void **state)
{
    (void)state;
    assert_int_equal(ctg__scale_class(&ctg__leverage_scale, 1.99), 0);
    assert_int_equal(ctg__scale_class(&ctg__leverage_scale, 2), 1);
    assert_int_equal(ctg__scale_class(&ctg__leverage_scale, 23.7), 4);
    assert_int_equal(ctg__scale_class(&ctg__change_scale, -0.3), 1);
    assert_int_equal(ctg__scale_class(&ctg__change_scale, 0), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_right),
        cmocka_unit_test(lines_words_and_bars_can_be_read),
        cmocka_unit_test(channels_stay_apart_for_the_colour_blind),
        cmocka_unit_test(cells_grow_darker_for_everybody_and_in_grey),
        cmocka_unit_test(ordered_scales_grow_darker_for_everybody),
        cmocka_unit_test(channels_stay_apart_in_grey),
        cmocka_unit_test(white_words_stand_on_dark_fills_only),
        cmocka_unit_test(limits_of_scales_belong_to_the_class_above),
    };

    return RUN_TESTS(tests);
}

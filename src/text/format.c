#include "text/format.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "text/clean.h"
#include "text/number.h"
#include "text/utf8.h"

/* Numbers are printed from integers, so that no locale gets a say. */

enum { UNIT_BYTES = 32 }; /* the most of a unit that is printed */

#define MINUS "\xE2\x88\x92"

/* `digits` decimals of 0 <= x < 1e6. */
static void print_decimals(char *text, size_t size, double x, int digits)
{
    static const double powers[] = {1, 10, 100};
    const long long scaled = llround(x * powers[digits]);
    const long long one = (long long)powers[digits];

    if (digits == 0)
        snprintf(text, size, "%lld", scaled);
    else
        snprintf(text, size, "%lld.%0*lld", scaled / one, digits, scaled % one);
}

static void print_three_digits(char *text, size_t size, double x)
{
    print_decimals(text, size, x, x < 9.995 ? 2 : x < 99.95 ? 1 : 0);
}

/* "1.2e18", "3.0e-7": x times 10^shift, which alone might be no number. */
static void print_power(char *text, size_t size, double x, int shift)
{
    int exponent;
    double first;

    x = fmin(x, DBL_MAX);
    exponent = (int)floor(log10(x));
    /* In two steps: 10^exponent alone may overflow or vanish. */
    first = x / pow(10, exponent / 2) / pow(10, exponent - exponent / 2);
    if (first >= 9.95) {
        first /= 10;
        exponent++;
    } else if (first < 0.95) {
        first *= 10;
        exponent--;
    }
    print_decimals(text, size, first, 1);
    snprintf(text + strlen(text), size - strlen(text), "e%d", exponent + shift);
}

static void print_size(char *text, size_t size, double x)
{
    static const struct {
        double one;
        char suffix;
    } scales[] = {{1e12, 'T'}, {1e9, 'B'}, {1e6, 'M'}, {1e3, 'K'}};

    if (x >= 999.5e12) {
        print_power(text, size, x, 0);
        return;
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (x >= 0.9995 * scales[i].one) {
            print_three_digits(text, size, x / scales[i].one);
            snprintf(text + strlen(text), size - strlen(text), "%c",
                     scales[i].suffix);
            return;
        }
    /* Below a thousand; whole numbers up to rounding errors stay whole. */
    if (fabs(x - round(x)) <= 1e-9 * x)
        print_decimals(text, size, x, 0);
    else if (x >= 0.00995)
        print_three_digits(text, size, x);
    else
        print_power(text, size, x, 0);
}

static bool is_one_character(const char *unit)
{
    const char *const end = unit + strlen(unit);

    ctg__utf8_next(&unit, end);
    return unit == end;
}

static const char *minus_sign(bool ascii)
{
    return ascii ? "-" : MINUS;
}

/* A unit is a word of somebody's file: it is cleaned, like every name. */
static const char *print_amount(char text[CTG__FORMAT_ROOM], const char *sign,
                                double size, const char *unit, bool ascii)
{
    char number[24];
    char clean[UNIT_BYTES + 1] = "";

    print_size(number, sizeof number, size);
    if (unit)
        ctg__clean_into(clean, sizeof clean, unit, ascii);
    if (!*clean)
        snprintf(text, CTG__FORMAT_ROOM, "%s%s", sign, number);
    else if (is_one_character(clean))
        snprintf(text, CTG__FORMAT_ROOM, "%s%s%s", sign, clean, number);
    else
        snprintf(text, CTG__FORMAT_ROOM, "%s%s %s", sign, number, clean);
    return text;
}

const char *ctg__format_amount(char text[CTG__FORMAT_ROOM], double value,
                               const char *unit, bool ascii)
{
    return print_amount(text, value < 0 ? minus_sign(ascii) : "", fabs(value),
                        unit, ascii);
}

const char *ctg__format_change(char text[CTG__FORMAT_ROOM], double value,
                               const char *unit, bool ascii)
{
    const char *const sign = value < 0   ? minus_sign(ascii)
                             : value > 0 ? "+"
                                         : "";

    return print_amount(text, sign, fabs(value), unit, ascii);
}

static void print_share(char *text, size_t size, double share, bool ascii)
{
    const double percent = 100 * share;

    if (percent >= 999.5e12) {
        print_power(text, size, share, 2);
    } else if (percent >= 9.95) {
        print_decimals(text, size, percent, 0);
    } else if (percent >= 0.05) {
        print_decimals(text, size, percent, 1);
    } else if (percent > 0) {
        snprintf(text, size, "%s0", ascii ? "~" : "\xE2\x89\x88");
    } else {
        snprintf(text, size, "0");
    }
    snprintf(text + strlen(text), size - strlen(text), "%%");
}

const char *ctg__format_share(char text[CTG__FORMAT_ROOM], double share,
                              bool ascii)
{
    char number[24];

    print_share(number, sizeof number, fabs(share), ascii);
    snprintf(text, CTG__FORMAT_ROOM, "%s%s", share < 0 ? minus_sign(ascii) : "",
             number);
    return text;
}

const char *ctg__format_relative(char text[CTG__FORMAT_ROOM], double change,
                                 bool ascii)
{
    char number[24];
    const char *sign = change < 0 ? minus_sign(ascii) : change > 0 ? "+" : "";

    print_share(number, sizeof number, fabs(change), ascii);
    /* Next to nothing has no direction worth a sign. */
    if (fabs(change) < 0.0005)
        sign = "";
    snprintf(text, CTG__FORMAT_ROOM, "%s%s", sign, number);
    return text;
}

const char *ctg__format_multiple(char text[CTG__FORMAT_ROOM], double multiple,
                                 bool ascii)
{
    char number[24];

    if (multiple >= 1e6)
        print_power(number, sizeof number, multiple, 0);
    else
        print_three_digits(number, sizeof number, fmax(0, multiple));
    snprintf(text, CTG__FORMAT_ROOM, "%s%s", ascii ? "x" : "\xC3\x97", number);
    return text;
}

const char *ctg__format_leverage(char text[CTG__FORMAT_ROOM], double leverage)
{
    char number[24];

    if (leverage >= 1e6)
        print_power(number, sizeof number, leverage, 0);
    else
        print_decimals(number, sizeof number, fmax(0, leverage), 1);
    snprintf(text, CTG__FORMAT_ROOM, "%s\xC3\x97", number);
    return text;
}

const char *ctg__format_tick(char text[CTG__FORMAT_ROOM], double at,
                             double step, double most)
{
    double one;
    int decimals;

    step = fmax(fabs(step), 1e-15 * most);
    if (fabs(at) < 1e-9 * step) /* what is left of a difference */
        at = 0;
    if (20 * step < most) { /* three digits would not do */
        decimals = (int)ceil(1 - log10(step));
    } else {
        decimals = at < 0 || at > 0 ? 2 - (int)floor(log10(fabs(at))) : 0;
        if (fabs(at) >= 999.5 || decimals > 22)
            return ctg__format_amount(text, at, "", false);
    }
    one = pow(10, decimals > 0 ? decimals : 0);
    if (fabs(at) * one < 1e15)
        at = round(at * one) / one + 0.0; /* and no -0 */
    ctg__number_format(text, at);
    return text;
}

const char *ctg__plural(size_t count)
{
    return count == 1 ? "" : "s";
}

const char *ctg__format_count(char text[CTG__FORMAT_ROOM],
                              unsigned long long count)
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%llu", count);
    char *out = text;

    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
    return text;
}

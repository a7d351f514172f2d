#include <config.h>

#include "text/number.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/decimal.h"

enum { EXACT_DIGITS = 15, EXACT_POWER = 22, MOST_DIGITS = 19 };

/* Powers of ten that are exact as doubles. */
static const double power_of_ten[EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What the grammar of a number finds: digits, and the decimal exponent. */
typedef struct scan {
    uint64_t digits; /* significant digits as an integer, if few enough */
    int digit_count; /* leading zeros not counted */
    int exponent;    /* of ten, for `digits` */
    bool negative;
} scan;

static bool scan_number(const char *text, size_t length, scan *found)
{
    const char *c = text;
    const char *const end = text + length;
    bool any = false;

    *found = (scan){0};
    if (c < end && (*c == '+' || *c == '-'))
        found->negative = *c++ == '-';
    for (; c < end && is_digit(*c); c++, any = true)
        if (*c != '0' || found->digit_count) {
            if (found->digit_count < MOST_DIGITS)
                found->digits = found->digits * 10 + (uint64_t)(*c - '0');
            found->digit_count++;
        }
    if (c < end && *c == '.')
        for (c++; c < end && is_digit(*c); c++, any = true) {
            if (found->digit_count < MOST_DIGITS)
                found->digits = found->digits * 10 + (uint64_t)(*c - '0');
            if (*c != '0' || found->digit_count)
                found->digit_count++;
            found->exponent--;
        }
    if (!any)
        return false;
    if (c < end && (*c == 'e' || *c == 'E')) {
        bool down = false;
        int power = 0;

        c++;
        if (c < end && (*c == '+' || *c == '-'))
            down = *c++ == '-';
        if (c == end || !is_digit(*c))
            return false;
        for (; c < end && is_digit(*c); c++)
            if (power < 100000)
                power = power * 10 + (*c - '0');
        found->exponent += down ? -power : power;
    }
    return c == end;
}

/* The slow, always right way: strtod in the C locale. */
static ctg__number_fault parse_slowly(const char *text, size_t length,
                                      double *value)
{
    char short_copy[64];
    char *copy = short_copy;
    locale_t c_locale;
    double result;

    if (length >= sizeof short_copy) {
        copy = ctg__allocate(length + 1);
        if (!copy)
            return CTG__NUMBER_RANGE;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    result = c_locale ? strtod_l(copy, NULL, c_locale) : strtod(copy, NULL);
    if (c_locale)
        freelocale(c_locale);
    if (copy != short_copy)
        ctg__release(copy);
    if (!isfinite(result))
        return CTG__NUMBER_RANGE;
    *value = result;
    return CTG__NUMBER_FINE;
}

/* A number with commas for points or between thousands, a usual mistake. */
static ctg__number_fault blame(const char *text, size_t length)
{
    static const char *const unbounded[] = {"nan",       "inf",  "infinity",
                                            "-nan",      "-inf", "-infinity",
                                            "+infinity", "+inf", "+nan"};
    bool comma = false;
    bool digit = false;

    for (size_t i = 0; i < sizeof unbounded / sizeof *unbounded; i++)
        if (strlen(unbounded[i]) == length) {
            size_t k = 0;

            while (k < length && (text[k] | 0x20) == (unbounded[i][k] | 0x20))
                k++;
            if (k == length)
                return CTG__NUMBER_RANGE;
        }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ',')
            comma = true;
        else if (is_digit(text[i]))
            digit = true;
        else if (!strchr("+-.eE' %", text[i]))
            return CTG__NUMBER_TEXT;
    }
    return comma && digit ? CTG__NUMBER_COMMA : CTG__NUMBER_TEXT;
}

static ctg__number_fault convert(const scan *found, const char *text,
                                 size_t length, double *value)
{
    double result;

    if (found->digit_count <= EXACT_DIGITS && found->exponent <= EXACT_POWER &&
        found->exponent >= -EXACT_POWER) {
        /* One rounding of two exact numbers: the nearest double. */
        result = (double)found->digits;
        if (found->exponent < 0)
            result /= power_of_ten[-found->exponent];
        else
            result *= power_of_ten[found->exponent];
    } else if (found->digit_count > MOST_DIGITS ||
               !ctg__decimal_read(found->digits, found->exponent, &result)) {
        return parse_slowly(text, length, value);
    }
    *value = found->negative ? -result : result;
    return CTG__NUMBER_FINE;
}

/* U+2212, the minus of typesetters. */
static const char minus[] = "\xE2\x88\x92";
enum { MINUS = sizeof minus - 1, LONGEST = 400 };

/* The text with minus signs of one byte; its length, 0: there were no others,
 * or it is too long for a number. */
static size_t plain_minus(const char *text, size_t length, char plain[LONGEST])
{
    size_t written = 0;
    bool any = false;

    if (length > LONGEST)
        return 0;
    for (size_t i = 0; i < length; i++) {
        const bool is =
            length - i >= MINUS && memcmp(text + i, minus, MINUS) == 0;

        plain[written++] = is ? '-' : text[i];
        any = any || is;
        i += is ? MINUS - 1 : 0;
    }
    return any ? written : 0;
}

ctg__number_fault ctg__number_parse(const char *text, size_t length,
                                    double *value)
{
    char plain[LONGEST];
    scan found;
    size_t written;

    if (scan_number(text, length, &found))
        return convert(&found, text, length, value);
    written = plain_minus(text, length, plain);
    if (written && scan_number(plain, written, &found))
        return convert(&found, plain, written, value);
    return blame(text, length);
}

bool ctg__number_style_matters(const ctg__number_style *style)
{
    return style->decimal_comma || *style->thousands || style->blank_is_zero;
}

/*
 * The whole part of a number without what stands between its thousands, into
 * `plain`; NULL where that is not three digits from the next, else behind it.
 */
static const char *take_whole(const char *c, const char *end, const char *mark,
                              char *plain, size_t *written)
{
    const size_t width = strlen(mark);
    size_t group = 0;
    bool marked = false;

    while (c < end) {
        if (is_digit(*c)) {
            plain[(*written)++] = *c++;
            group++;
        } else if (width && (size_t)(end - c) >= width &&
                   memcmp(c, mark, width) == 0) {
            if (!group || group > 3 || (marked && group != 3))
                return NULL;
            marked = true;
            group = 0;
            c += width;
        } else {
            break;
        }
    }
    return marked && group != 3 ? NULL : c;
}

/* The number of a style as ctg__number_parse reads it; 0: it is none. */
static size_t plain_number(const ctg__number_style *style, const char *text,
                           size_t length, char plain[LONGEST])
{
    const char *const mark = *style->thousands      ? style->thousands
                             : style->decimal_comma ? "."
                                                    : "";
    const char *const end = text + length;
    const char *c = text;
    size_t written = 0;

    if (c < end && (*c == '+' || *c == '-'))
        plain[written++] = *c++;
    c = take_whole(c, end, mark, plain, &written);
    if (!c)
        return 0;
    if (c < end && *c == (style->decimal_comma ? ',' : '.')) {
        plain[written++] = '.';
        c++;
    } else if (c < end && (*c == '.' || *c == ',')) {
        return 0;
    }
    while (c < end && *c != '.' && *c != ',')
        plain[written++] = *c++;
    return c == end ? written : 0;
}

ctg__number_fault ctg__number_parse_as(const ctg__number_style *style,
                                       const char *text, size_t length,
                                       double *value)
{
    char plain[LONGEST];
    char number[LONGEST];
    scan found;
    size_t written;

    if (style->blank_is_zero &&
        (!length || (length == 1 && *text == '-') ||
         (length == MINUS && !memcmp(text, minus, MINUS)))) {
        *value = 0;
        return CTG__NUMBER_FINE;
    }
    if (!style->decimal_comma && !*style->thousands)
        return ctg__number_parse(text, length, value);
    written = plain_minus(text, length, plain);
    if (written) {
        text = plain;
        length = written;
    }
    if (length > LONGEST)
        return CTG__NUMBER_TEXT;
    written = plain_number(style, text, length, number);
    if (written && scan_number(number, written, &found))
        return convert(&found, number, written, value);
    return blame(text, length) == CTG__NUMBER_RANGE ? CTG__NUMBER_RANGE
                                                    : CTG__NUMBER_STYLE;
}

bool ctg__number_plain(const char **at, double *value)
{
    const char *c = *at;
    const bool negative = *c == '-';
    uint64_t digits = 0;
    size_t decimals = 0;
    const char *start;
    double result;

    c += negative || *c == '+';
    start = c;
    for (; is_digit(*c) && c - start <= EXACT_DIGITS; c++)
        digits = digits * 10 + (uint64_t)(*c - '0');
    if (*c == '.') {
        const char *const point = c++;

        for (; is_digit(*c) && c - start <= EXACT_DIGITS + 1; c++)
            digits = digits * 10 + (uint64_t)(*c - '0');
        decimals = (size_t)(c - point - 1);
        start++; /* the point is no digit */
    }
    if (c == start || c - start > EXACT_DIGITS || is_digit(*c))
        return false;
    result = (double)digits;
    if (decimals)
        result /= power_of_ten[decimals];
    *value = negative ? -result : result;
    *at = c;
    return true;
}

ctg__number_fault ctg__number_parse_rate(const char *text, size_t length,
                                         double *value)
{
    char shifted[80];
    char plain[LONGEST];
    const size_t signed_length = plain_minus(text, length, plain);
    scan found;
    int written;

    if (signed_length) {
        text = plain;
        length = signed_length;
    }
    if (!length || text[length - 1] != '%')
        return ctg__number_parse(text, length, value);
    if (!scan_number(text, length - 1, &found))
        return blame(text, length);
    if (found.digit_count <= EXACT_DIGITS &&
        found.exponent - 2 <= EXACT_POWER &&
        found.exponent - 2 >= -EXACT_POWER) {
        found.exponent -= 2;
        return convert(&found, text, length - 1, value);
    }
    /* Let strtod do the shift, so that the result is the nearest double. */
    if (memchr(text, 'e', length) || memchr(text, 'E', length) ||
        length > sizeof shifted - 5) {
        double percent;
        const ctg__number_fault fault =
            ctg__number_parse(text, length - 1, &percent);

        if (!fault)
            *value = percent / 100;
        return fault;
    }
    written =
        snprintf(shifted, sizeof shifted, "%.*se-2", (int)(length - 1), text);
    return parse_slowly(shifted, (size_t)written, value);
}

bool ctg__number_read_rate(const char *text, size_t length, double *value)
{
    while (length && *text == ' ') {
        text++;
        length--;
    }
    while (length && text[length - 1] == ' ')
        length--;
    return ctg__number_parse_rate(text, length, value) == CTG__NUMBER_FINE;
}

const char *ctg__number_fault_text(ctg__number_fault fault)
{
    switch (fault) {
    case CTG__NUMBER_FINE:
        break;
    case CTG__NUMBER_TEXT:
        return "not a number";
    case CTG__NUMBER_COMMA:
        return "a number with a comma; write a point for decimals and nothing "
               "between thousands";
    case CTG__NUMBER_STYLE:
        return "not a number as --decimal and --thousands have it";
    case CTG__NUMBER_RANGE:
        return "not a finite number";
    }
    return "fine";
}

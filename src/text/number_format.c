/* Numbers as text: the shortest decimal that reads back. */
#include <config.h>

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/decimal.h"
#include "text/number.h"

/* As "%.Pg" writes the shortest decimal, P being its digits but at least 15. */
enum { LEAST_PRECISION = 15, MOST_DIGITS = 20 };

/* The digits of a number, the first one at the place returned. */
static const char *digits_of(uint64_t number, char room[MOST_DIGITS + 1])
{
    char *at = room + MOST_DIGITS;

    *at = '\0';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return at;
}

static char *put(char *to, const char *text, size_t length)
{
    memcpy(to, text, length);
    return to + length;
}

static char *put_zeros(char *to, int count)
{
    for (; count > 0; count--)
        *to++ = '0';
    return to;
}

/* d.ddde+XX */
static char *put_power(char *to, const char *digits, size_t count, int power)
{
    char room[MOST_DIGITS + 1];
    const char *const shown =
        digits_of((uint64_t)(power < 0 ? -power : power), room);

    *to++ = *digits;
    if (count > 1) {
        *to++ = '.';
        to = put(to, digits + 1, count - 1);
    }
    *to++ = 'e';
    *to++ = power < 0 ? '-' : '+';
    to = put_zeros(to, 2 - (int)strlen(shown));
    return put(to, shown, strlen(shown));
}

/* `power` is that of ten that the first digit stands for. */
static char *put_decimal(char *to, const char *digits, size_t count, int power)
{
    const int whole = power + 1; /* digits before the point */

    if (power < -4 ||
        power >= (count > LEAST_PRECISION ? (int)count : LEAST_PRECISION))
        return put_power(to, digits, count, power);
    if (whole <= 0) {
        to = put(to, "0.", 2);
        to = put_zeros(to, -whole);
        return put(to, digits, count);
    }
    if ((size_t)whole >= count)
        return put_zeros(put(to, digits, count), whole - (int)count);
    to = put(to, digits, (size_t)whole);
    *to++ = '.';
    return put(to, digits + whole, count - (size_t)whole);
}

/* Below the normal numbers, whose digits grow fewer; and what is none. */
static int format_slowly(char buffer[32], double value)
{
    const locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    const locale_t before = c_locale ? uselocale(c_locale) : (locale_t)0;
    int length = 0;

    for (int precision = LEAST_PRECISION; precision <= 17; precision++) {
        length = snprintf(buffer, 32, "%.*g", precision, value);
        if (strtod(buffer, NULL) == value)
            break;
    }
    if (c_locale) {
        uselocale(before);
        freelocale(c_locale);
    }
    return length;
}

int ctg__number_format(char buffer[32], double value)
{
    const double size = fabs(value);
    char room[MOST_DIGITS + 1];
    char *to = buffer;
    const char *digits;
    ctg__decimal shortest;
    int count;

    if (value == 0) { /* also the negative zero */
        memcpy(buffer, "0", 2);
        return 1;
    }
    if (!(size >= DBL_MIN && size <= DBL_MAX))
        return format_slowly(buffer, value);
    shortest = ctg__decimal_of(size);
    digits = digits_of(shortest.digits, room);
    count = (int)strlen(digits);
    if (value < 0)
        *to++ = '-';
    to = put_decimal(to, digits, (size_t)count, count - 1 + shortest.exponent);
    *to = '\0';
    return (int)(to - buffer);
}

int ctg__number_format_count(char buffer[32], uint64_t count)
{
    char room[MOST_DIGITS + 1];
    const char *const digits = digits_of(count, room);
    const size_t length = strlen(digits);

    memcpy(buffer, digits, length + 1);
    return (int)length;
}

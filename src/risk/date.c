/* Dates as ISO 8601 writes them. */
#include "risk/history.h"

/* `count` digits, no more and no less. */
static bool take_digits(const char **at, int count, int *number)
{
    *number = 0;
    for (int d = 0; d < count; d++) {
        const char digit = (*at)[d];

        if (digit < '0' || digit > '9')
            return false;
        *number = 10 * *number + (digit - '0');
    }
    *at += count;
    return true;
}

static bool take_sign(const char **at, char sign)
{
    if (**at != sign)
        return false;
    ++*at;
    return true;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (leap && month == 2);
}

/* Days from 1970-01-01 in the Gregorian calendar; years from March on, so that
 * leap days come last. */
static double day_number(int year, int month, int day)
{
    const int from_march = (month + 9) % 12;
    const int years = month > 2 ? year : year - 1;
    const int leaps = years / 4 - years / 100 + years / 400;

    return 365.0 * years + leaps + (153 * from_march + 2) / 5 + day - 1 -
           719468;
}

/* hh:mm, hh:mm:ss or hh:mm:ss.fff as a share of a day. */
static bool take_time(const char **at, double *share)
{
    int hours;
    int minutes;
    int seconds = 0;
    double part = 0;
    double scale = 0.1;

    if (!take_digits(at, 2, &hours) || !take_sign(at, ':') ||
        !take_digits(at, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    if (take_sign(at, ':')) {
        if (!take_digits(at, 2, &seconds) || seconds > 60)
            return false;
        if (take_sign(at, '.')) {
            if (**at < '0' || **at > '9')
                return false;
            for (; **at >= '0' && **at <= '9'; ++*at, scale /= 10)
                part += scale * (**at - '0');
        }
    }
    *share = (hours * 3600 + minutes * 60 + seconds + part) / 86400;
    return true;
}

/* Z, +hh:mm or -hh:mm, as a share of a day to take away. */
static bool take_zone(const char **at, double *share)
{
    const int sign = **at == '-' ? -1 : 1;
    int hours;
    int minutes;

    *share = 0;
    if (take_sign(at, 'Z') || **at == '\0')
        return true;
    if (!take_sign(at, '+') && !take_sign(at, '-'))
        return false;
    if (!take_digits(at, 2, &hours))
        return false;
    take_sign(at, ':');
    if (!take_digits(at, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *share = sign * (hours * 60 + minutes) / 1440.0;
    return true;
}

bool ctg__date_read(const char *text, double *days)
{
    int year;
    int month;
    int day;
    double time = 0;
    double zone = 0;

    if (!take_digits(&text, 4, &year) || !take_sign(&text, '-') ||
        !take_digits(&text, 2, &month) || !take_sign(&text, '-') ||
        !take_digits(&text, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
        return false;
    if (*text) {
        if (!take_sign(&text, 'T') && !take_sign(&text, ' '))
            return false;
        if (!take_time(&text, &time) || !take_zone(&text, &zone) || *text)
            return false;
    }
    *days = day_number(year, month, day) + time - zone;
    return true;
}

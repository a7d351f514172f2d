/* A calibration in words: its numbers for people. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "report/calibrate.h"
#include "text/number.h"
#include "text/utf8.h"

/* The decimal exponent of the first digit: 3 of 1768.7, -1 of 0.35. */
static int exponent_of(double number)
{
    return number == 0 ? 0 : (int)floor(log10(fabs(number)));
}

/* Digits and an exponent of the last of them as a decimal. */
static void put_decimal(char text[CTG__FORMAT_ROOM], double whole, int last)
{
    char digits[32];
    const bool below = whole < 0;
    const int length = ctg__number_format_count(digits, (uint64_t)fabs(whole));
    int used = 0;

    if (below)
        text[used++] = '-';
    if (last >= 0) {
        memcpy(text + used, digits, (size_t)length);
        used += length;
        for (int k = 0; k < last && whole != 0; k++)
            text[used++] = '0';
    } else {
        for (int place = length > -last ? length : 1 - last; place > 0;
             place--) {
            if (place == -last)
                text[used++] = '.';
            text[used++] = place > length ? '0' : digits[length - place];
        }
    }
    text[used] = '\0';
    /* Zeros behind the point say nothing. */
    if (strchr(text, '.')) {
        while (text[used - 1] == '0')
            text[--used] = '\0';
        if (text[used - 1] == '.')
            text[--used] = '\0';
    }
}

/* So many digits, the last rounded: towards a number, or to the nearest. */
static void round_number(char text[CTG__FORMAT_ROOM], double number,
                         double towards, int count)
{
    const int last = exponent_of(number) - count + 1;
    const double scaled =
        last < 0 ? number * pow(10, -last) : number / pow(10, last);
    double whole = nearbyint(scaled);

    if (last > 15 || last < -30) {
        ctg__number_format(text, number);
        return;
    }
    if (!isnan(towards) && fabs(whole - scaled) > 1e-9 * fabs(scaled))
        whole = towards > number ? ceil(scaled) : floor(scaled);
    put_decimal(text, whole, last);
}

const char *ctg__calibrated_number(char text[CTG__FORMAT_ROOM], double number)
{
    if (isfinite(number))
        round_number(text, number, (double)NAN, 6);
    else
        strcpy(text, "-");
    return text;
}

void ctg__calibrated_words(const ctg_calibrated *of,
                           char value[CTG__FORMAT_ROOM],
                           char fails[CTG__FORMAT_ROOM])
{
    strcpy(fails, "-");
    for (int count = 3; count < 17; count++) {
        round_number(value, of->value, of->safe, count);
        if (isnan(of->fails_at))
            return;
        round_number(fails, of->fails_at, of->safe, count);
        if (strcmp(value, fails) != 0)
            return;
    }
    ctg__number_format(value, of->value);
    ctg__number_format(fails, of->fails_at);
}

const char *ctg__calibrated_units(const ctg__calibrating *of,
                                  const ctg_calibrated *parameter, char *text,
                                  size_t room)
{
    char now[CTG__FORMAT_ROOM];
    char then[CTG__FORMAT_ROOM];
    const char *const of_what = parameter->asset  ? parameter->asset
                                : *of->made->unit ? of->made->unit
                                                  : "of the numeraire";

    *text = '\0';
    if (isnan(parameter->units))
        return text;
    snprintf(
        text, room, "%s %.*s now%s%s%s",
        ctg__format_amount(now, parameter->units, "", of->made->page.ascii),
        ctg__utf8_precision(of_what, 40), of_what,
        isnan(parameter->value) ? "" : ", ",
        isnan(parameter->value)
            ? ""
            : ctg__format_amount(then, parameter->units * parameter->value, "",
                                 of->made->page.ascii),
        isnan(parameter->value) ? "" : " proposed");
    return text;
}

const char *ctg__limit_figure(const ctg__calibrating *of,
                              const ctg_calibration_limit *limit,
                              char text[CTG__FORMAT_ROOM], double value)
{
    if (isnan(value))
        return "-";
    if (limit->unit == CTG_FIGURE_MONEY)
        return ctg__format_amount(text, value, of->made->unit,
                                  of->made->page.ascii);
    if (limit->unit == CTG_FIGURE_SHARE)
        return ctg__format_share(text, value, of->made->page.ascii);
    return ctg__calibrated_number(text, value);
}

static const char *limit_words(const ctg__calibrating *of,
                               const ctg_calibration_limit *limit)
{
    const size_t length = strlen(limit->words);
    char bound[CTG__FORMAT_ROOM];

    if (limit->unit != CTG_FIGURE_MONEY || limit->words[length - 1] != '%')
        return limit->words;
    return ctg__report_print(of->made, "%s (%s)", limit->words,
                             ctg__limit_figure(of, limit, bound, limit->bound));
}

ctg__calibrating *ctg__calibrating_new(ctg_report *made,
                                       const ctg_calibration *calibration)
{
    ctg__calibrating *const of = ctg__report_take(made, 1, sizeof *of);
    const ctg_calibration_limit *limit;

    if (!of)
        return NULL;
    *of = (ctg__calibrating){.from = calibration,
                             .summary = ctg_calibration_summarise(calibration),
                             .made = made};
    of->limits =
        ctg__report_take(made, of->summary->limits, sizeof *of->limits);
    if (!of->limits)
        return NULL;
    for (size_t l = 0; (limit = ctg_calibration_limit_at(calibration, l)); l++)
        of->limits[l] = limit_words(of, limit);
    return of;
}

void ctg__calibrating_head(const ctg__calibrating *of, ctg__text *text)
{
    const ctg_calibration_summary *const summary = of->summary;
    char count[CTG__FORMAT_ROOM];

    ctg__text_print(text, "%s draw%s over %.10g day%s",
                    ctg__format_count(count, summary->draws),
                    ctg__plural((size_t)summary->draws), summary->days,
                    summary->days == 1 ? "" : "s");
    if (summary->is_complete)
        ctg__text_add(text, ", every window of the history once");
    else
        ctg__text_print(text, ", seed %llu", (unsigned long long)summary->seed);
    if (summary->is_tilted)
        ctg__text_add(text, ", tilted");
    ctg__text_print(text, "; %zu points", summary->points);
    if (summary->by_estimates)
        ctg__text_add(text, "; estimates have to keep the limits");
    else
        ctg__text_print(text,
                        "; upper bounds at %.6g%% have to keep the limits",
                        100 * summary->confidence);
}

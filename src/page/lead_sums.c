/* How the sums of a page lead to one another, rounded and yet adding up. */
#include <math.h>
#include <string.h>

#include "page/lead.h"
#include "text/widths.h"

enum { DIRECT, CONTAGION, BOOKED, GAINS, BEYOND, LOST, SUMS };

/* Digits of the largest sum. Mostly three are enough, and twelve are still
 * those of the figures. */
enum { DIGITS_LEAST = 3, DIGITS_MOST = 12 };

/* Whole thousands have a letter up to T, and cents are enough of a unit. */
#define LEAST 0.01
#define MOST 1e15

/* Sums as counts of 10^power. */
typedef struct rounded {
    double counts[SUMS];
    int power;
} rounded;

/* False where they do not add up, or where a part would be none. */
static bool add_up(rounded *made, const double sums[SUMS])
{
    double *const counts = made->counts;

    for (int k = 0; k < SUMS; k++) {
        counts[k] = round(sums[k] / pow(10, made->power));
        if (sums[k] != 0 && counts[k] == 0)
            return false;
    }
    return counts[DIRECT] + counts[CONTAGION] == counts[BOOKED] &&
           counts[BOOKED] - counts[GAINS] - counts[BEYOND] == counts[LOST];
}

/* "1.50 + 2.50" is 1.5 + 2.5. */
static void drop_zeros(rounded *made)
{
    for (int k = 0; k < SUMS; k++)
        if (fmod(made->counts[k], 10) != 0)
            return;
    for (int k = 0; k < SUMS; k++)
        made->counts[k] /= 10;
    made->power++;
}

static bool round_sums(rounded *made, const double sums[SUMS])
{
    const double most = fmax(sums[BOOKED], fabs(sums[LOST]));

    if (!(most >= LEAST && most < MOST))
        return false;
    for (int digits = DIGITS_LEAST; digits <= DIGITS_MOST; digits++) {
        made->power = (int)floor(log10(most)) + 1 - digits;
        if (!add_up(made, sums))
            continue;
        while (made->power < 0 || made->power % 3 != 0) {
            const int power = made->power;

            drop_zeros(made);
            if (made->power == power)
                break;
        }
        return true;
    }
    return false;
}

/* "$1,797M", "$0" */
static const char *say(ctg_report *made, const rounded *all, int sum)
{
    static const char *const letters[] = {"", "K", "M", "B", "T"};
    const int third = all->power > -2 ? (all->power + 2) / 3 : 0;
    const int decimals = third * 3 - all->power;
    const double size = fabs(all->counts[sum]);
    const double one = pow(10, decimals);
    char whole[CTG__FORMAT_ROOM];
    char part[CTG__FORMAT_ROOM] = "";

    ctg__format_count(whole, (unsigned long long)(size / one));
    if (size > 0 && decimals > 0)
        snprintf(part, sizeof part, ".%0*.0f", decimals, fmod(size, one));
    return ctg__report_print(made, "%s%s%s%s%s",
                             all->counts[sum] < 0 ? "\xE2\x88\x92" : "",
                             ctg__columns(made->unit) == 1 ? made->unit : "",
                             whole, part, size > 0 ? letters[third] : "");
}

static const char *say_booked(const ctg_findings *found, ctg_report *made,
                              const rounded *all)
{
    const char *const booked = say(made, all, BOOKED);

    return ctg__is_contagious(&found->booked)
               ? ctg__report_print(
                     made, "%s direct loss + %s contagion = %s losses booked",
                     say(made, all, DIRECT), say(made, all, CONTAGION), booked)
               : ctg__report_print(made, "%s losses booked", booked);
}

/* "; less $59M gains and $83M beyond equity = " */
static const char *say_less(ctg_report *made, const rounded *all)
{
    const bool gains = all->counts[GAINS] != 0;
    const bool beyond = all->counts[BEYOND] != 0;

    if (!gains && !beyond)
        return "; all of it ";
    return ctg__report_print(
        made, "; less %s%s%s%s = ",
        gains ? ctg__report_print(made, "%s gains", say(made, all, GAINS)) : "",
        gains && beyond ? " and " : "", beyond ? say(made, all, BEYOND) : "",
        beyond ? " beyond equity" : "");
}

const char *ctg__say_sums(const ctg_findings *found, ctg_report *made)
{
    const ctg__booked *const booked = &found->booked;
    double sums[SUMS] = {booked->direct, ctg__contagion(booked),
                         booked->total,  booked->gains,
                         found->beyond,  found->summary->equity_lost};
    rounded all;
    bool both;

    for (int k = 0; k < SUMS; k++)
        if (fabs(sums[k]) <= 1e-12 * booked->total)
            sums[k] = 0;
    if (!found->trace || !round_sums(&all, sums))
        return "";
    both = all.counts[GAINS] != 0 || all.counts[BEYOND] != 0;
    if (!both && !ctg__is_contagious(booked))
        return "";
    return ctg__report_print(
        made, "%s%s%s%s equity lost%s%s.", say_booked(found, made, &all),
        say_less(made, &all), both ? say(made, &all, LOST) : "",
        both ? "" : "is", ctg__columns(made->unit) > 1 ? ", in " : "",
        ctg__columns(made->unit) > 1 ? made->unit : "");
}

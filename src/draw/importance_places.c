#include "draw/importance_places.h"

#include <math.h>
#include <stdlib.h>

#define FLOOR 0.0007 /* shares below this are all as small */
#define PI 3.14159265358979323846
#define GOLDEN 2.39996322972865332

enum { TRIES = 97 };

/* The share of a sector to each side of its middle that dots may take. */
#define SPREAD 0.42
#define GAP_ENOUGH 16.0
#define APART 1.5 /* points between two dots */
#define STEP 2.5
#define ON_REST 1e6     /* points: as far as no two dots can overlap */
#define RING_WORDS 13.0 /* half as wide */

double ctg__importance_distance(const ctg__importance_places *places,
                                double value)
{
    const double v = fmax(value, places->least);
    const double r =
        1 - log(v / places->least) / log(places->most / places->least);

    return (0.09 + 0.88 * r) * places->radius;
}

static int compare(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a < b ? -1 : a > b;
}

static ctg_status find_range(ctg__importance_places *b,
                             const ctg__importance_dot *dots, size_t count,
                             ctg__arena *arena, ctg_error *error)
{
    double *values;

    if (!TAKE(arena, values, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        values[i] = dots[i].value;
    qsort(values, count, sizeof *values, compare);
    b->most = values[count - 1];
    b->least = fmax(FLOOR, values[count / 20]);
    if (!(b->least < b->most))
        b->least = b->most / 10;
    return CTG_OK;
}

/* A dot needs more angle the nearer the centre it stands. */
static double need(const ctg__importance_places *b,
                   const ctg__importance_dot *dot)
{
    return (dot->radius + 3) /
           fmax(0.2, ctg__importance_distance(b, dot->value) / b->radius);
}

/* The angle of a dot at the rim, which has nowhere else to go. */
static double least_width(const ctg__importance_places *b,
                          const ctg__importance_dot *dot)
{
    if (dot->value > b->least)
        return 0;
    return 2 * asin(fmin(1, (dot->radius + APART) /
                                ctg__importance_distance(b, dot->value)));
}

/* By what their dots need, but each as wide as the widest at the rim, if all
 * can be. `to` is the need of each, `from` its least width. */
static void cut_circle(ctg__importance_places *b, double sum)
{
    double least = 0; /* of those that are narrow */
    double angle = 0;
    bool more = true;

    while (more) {
        more = false;
        for (size_t s = 0; s < b->sector_count; s++)
            if (b->to[s] > 0 &&
                b->to[s] * (2 * PI - least) < b->from[s] * sum) {
                sum -= b->to[s];
                least += b->from[s];
                b->to[s] = 0;
                more = true;
            }
    }
    for (size_t s = 0; s < b->sector_count; s++) {
        const double width =
            b->to[s] > 0 ? b->to[s] / sum * (2 * PI - least) : b->from[s];

        b->from[s] = angle;
        angle += width;
        b->to[s] = angle;
    }
}

static void cut_sectors(ctg__importance_places *b,
                        const ctg__importance_dot *dots, size_t count)
{
    double sum = 0;
    double least = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t s = dots[i].sector;

        b->to[s] += need(b, &dots[i]);
        sum += need(b, &dots[i]);
        least += fmax(0, least_width(b, &dots[i]) - b->from[s]);
        b->from[s] = fmax(b->from[s], least_width(b, &dots[i]));
    }
    for (size_t s = 0; least > 2 * PI && s < b->sector_count; s++)
        b->from[s] = 0; /* there is no room for that */
    cut_circle(b, sum);
}

/* How far from the nearest dot and the words of rings, straight above the
 * centre; less than `enough` is no place anyhow. On the dot of a rest is worse
 * than on any other. */
static double gap_to_placed(const ctg__importance_places *b,
                            const ctg__importance_dot *dots, double x, double y,
                            double radius, double enough)
{
    double gap =
        y > 0 ? fmin(GAP_ENOUGH, fabs(x) - radius - RING_WORDS) : GAP_ENOUGH;

    for (size_t i = b->count; i-- > 0 && gap > enough;) {
        double here;

        if (!dots[i].placed)
            continue;
        here = hypot(dots[i].x - x, dots[i].y - y) - dots[i].radius - radius;
        gap = fmin(gap, dots[i].rest && here < 0 ? here - ON_REST : here);
    }
    return gap;
}

/* The roomiest of some angles at a distance, from the middle of the sector
 * outwards; its gap. */
static double place_at(const ctg__importance_places *b,
                       ctg__importance_dot *dots, size_t index, double distance,
                       double enough)
{
    ctg__importance_dot *const dot = &dots[index];
    /* Without sectors, by the golden angle: it never comes full circle. */
    const bool free = b->sector_count == 1;
    const double middle = free
                              ? GOLDEN * (double)index
                              : (b->from[dot->sector] + b->to[dot->sector]) / 2;
    const double width =
        free ? PI / 2 : b->to[dot->sector] - b->from[dot->sector];
    /* At the rim a dot keeps out of its neighbours' sectors. */
    const double inside = 0.5 - 0.5 * least_width(b, dot) / width;
    const double aside = free ? SPREAD : fmax(0, fmin(SPREAD, inside));
    double best = -HUGE_VAL;
    double roomiest = -HUGE_VAL;

    for (int i = 0; i < TRIES; i++) {
        const double step = (double)((i + 1) / 2) / (double)(TRIES / 2);
        const double offset = (i % 2 ? aside : -aside) * step;
        const double angle = middle + offset * width;
        const double x = distance * sin(angle);
        const double y = distance * cos(angle);
        const double gap = gap_to_placed(b, dots, x, y, dot->radius, enough);

        if (gap - 4 * fabs(offset) > best) {
            best = gap - 4 * fabs(offset);
            roomiest = gap;
            dot->x = x;
            dot->y = y;
        }
    }
    return roomiest;
}

/* The first place with a gap of `enough` on the way to a limit; false: there is
 * none. */
static bool step_aside(const ctg__importance_places *b,
                       ctg__importance_dot *dots, size_t index, double limit,
                       double enough)
{
    const double distance = ctg__importance_distance(b, dots[index].value);
    const double step = limit < distance ? -STEP : STEP;
    const double steps = floor((limit - distance) / step);

    for (double k = 1; k <= steps; k++)
        if (place_at(b, dots, index, distance + k * step, enough) >= enough)
            return true;
    return false;
}

static bool step_out_or_in(const ctg__importance_places *b,
                           ctg__importance_dot *dots, size_t index,
                           double enough)
{
    return step_aside(b, dots, index, b->radius, enough) ||
           step_aside(b, dots, index, ctg__importance_distance(b, b->most),
                      enough);
}

/* At its distance, or as little further out, else further in, as there is room;
 * where there is none at all, where it overlaps least, but on no rest. */
static void place(const ctg__importance_places *b, ctg__importance_dot *dots,
                  size_t index)
{
    ctg__importance_dot *const dot = &dots[index];
    const double distance = ctg__importance_distance(b, dot->value);
    const double gap = place_at(b, dots, index, distance, -HUGE_VAL);
    const double x = dot->x;
    const double y = dot->y;

    if (gap < APART)
        dot->moved = step_out_or_in(b, dots, index, APART) ||
                     (gap < -ON_REST / 2 &&
                      step_out_or_in(b, dots, index, -ON_REST / 2));
    dot->placed = true;
    if (!dot->moved) {
        dot->x = x;
        dot->y = y;
    }
}

ctg_status ctg__importance_place(ctg__importance_places *places, double radius,
                                 ctg__importance_dot *dots, size_t count,
                                 size_t sector_count, ctg__arena *arena,
                                 ctg_error *error)
{
    ctg_status status;

    *places = (ctg__importance_places){
        .radius = radius, .count = count, .sector_count = sector_count};
    if (!TAKE(arena, places->from, sector_count + 1) ||
        !TAKE(arena, places->to, sector_count + 1))
        return ctg__fail_memory(error);
    status = find_range(places, dots, count, arena, error);
    if (status)
        return status;
    cut_sectors(places, dots, count);
    for (size_t i = 0; i < count; i++)
        dots[i].placed = dots[i].moved = false;
    /* The first is the centre. */
    dots[0].x = 0;
    dots[0].y = 0;
    dots[0].placed = true;
    for (size_t i = 1; i < count; i++)
        if (dots[i].rest)
            place(places, dots, i);
    for (size_t i = 1; i < count; i++)
        if (!dots[i].rest)
            place(places, dots, i);
    return CTG_OK;
}

int ctg__ranked_compare(const void *one, const void *other)
{
    const ctg__ranked *const a = one;
    const ctg__ranked *const b = other;

    if (a->value > b->value || a->value < b->value)
        return a->value > b->value ? -1 : 1;
    return a->actor < b->actor ? -1 : a->actor > b->actor;
}

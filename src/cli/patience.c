#include "cli/patience.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define TOLD_AFTER                                                             \
    10.0 /* seconds of work that tell how long all of it takes                 \
          */
#define MOST 600.0

static double now(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

double patience_expect(double worked, double passed, double done, double total)
{
    if (worked < TOLD_AFTER || !(done > 0))
        return 0;
    return worked / done * total / fmax(1, worked / passed);
}

const char *patience_words(double seconds, char *text)
{
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{86400, "days"}, {3600, "hours"}, {60, "minutes"}};
    size_t unit = 0;

    while (unit < 2 && seconds < 2 * units[unit].seconds)
        unit++;
    snprintf(text, PATIENCE_ROOM, "%.0f %s", seconds / units[unit].seconds,
             units[unit].name);
    return text;
}

int patience_step(void *context, double done, double total)
{
    patience *const p = context;
    const double work = now(CLOCK_PROCESS_CPUTIME_ID);
    const double time = now(CLOCK_MONOTONIC);
    double expected;

    if (p->endless || !(done > 0))
        return progress_step(&p->shown, done, total);
    if (!(p->time > 0)) {
        p->work = work;
        p->time = time;
        p->done = done;
    }
    expected =
        patience_expect(work - p->work, time - p->time, done - p->done, total);
    if (expected > MOST) {
        p->expected = expected;
        return 0;
    }
    return progress_step(&p->shown, done, total);
}

/* Where shapes would like to stand: as far apart as they are in the network. */
#include <math.h>

#include "base/memory.h"
#include "draw/scatter_inside.h"

enum { SWEEPS = 120 };

typedef struct stress {
    const ctg__scatter *s;
    double *apart; /* count x count: steps from one to another */
    double *x;
    double *y;
} stress;

/* Steps along lines, whichever way they run; who cannot be reached is half a
 * step beyond the farthest. */
static void measure(stress *f)
{
    const size_t n = f->s->count;
    double farthest = 1;

    for (size_t i = 0; i < n * n; i++)
        f->apart[i] = i % (n + 1) == 0 ? 0 : INFINITY;
    for (size_t i = 0; i < f->s->line_count; i++) {
        const size_t a = f->s->lines[i].tail;
        const size_t b = f->s->lines[i].head;

        f->apart[a * n + b] = f->apart[b * n + a] = 1;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                f->apart[i * n + j] =
                    fmin(f->apart[i * n + j],
                         f->apart[i * n + k] + f->apart[k * n + j]);
    for (size_t i = 0; i < n * n; i++)
        if (isfinite(f->apart[i]))
            farthest = fmax(farthest, f->apart[i]);
    for (size_t i = 0; i < n * n; i++)
        if (!isfinite(f->apart[i]))
            f->apart[i] = farthest + 0.5;
}

/* Items on a sunflower, the golden angle from one to the next: without sines,
 * which differ from machine to machine. */
static void begin(stress *f)
{
    const double cosine = -0.7373688780783197;
    const double sine = 0.6754902942615238;
    double x = 1;
    double y = 0;

    for (size_t i = 0; i < f->s->count; i++) {
        const double radius = 0.6 * sqrt((double)i);
        const double turned = x * cosine - y * sine;

        f->x[i] = radius * x;
        f->y[i] = radius * y;
        y = x * sine + y * cosine;
        x = turned;
    }
}

/* Gansner, Koren, North (2004), one item after the other: stress falls with
 * each step, weights are distances to the power of -2. */
static void settle(stress *f)
{
    const size_t n = f->s->count;

    for (int sweep = 0; sweep < SWEEPS; sweep++)
        for (size_t i = 0; i < n; i++) {
            double x = 0;
            double y = 0;
            double sum = 0;

            for (size_t j = 0; j < n; j++) {
                const double wanted = f->apart[i * n + j];
                const double dx = f->x[i] - f->x[j];
                const double dy = f->y[i] - f->y[j];
                const double now = sqrt(dx * dx + dy * dy);
                const double weight = i == j ? 0 : 1 / (wanted * wanted);
                const double scale = now > 0 ? wanted / now : 0;

                x += weight * (f->x[j] + dx * scale);
                y += weight * (f->y[j] + dy * scale);
                sum += weight;
            }
            if (sum > 0) {
                f->x[i] = x / sum;
                f->y[i] = y / sum;
            }
        }
}

/* Turned so that it is widest across. */
static void turn(stress *f)
{
    const size_t n = f->s->count;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double mx = 0;
    double my = 0;
    double half;
    double root;
    double cosine;
    double sine;

    for (size_t i = 0; i < n; i++) {
        mx += f->x[i] / (double)n;
        my += f->y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (f->x[i] - mx) * (f->x[i] - mx);
        xy += (f->x[i] - mx) * (f->y[i] - my);
        yy += (f->y[i] - my) * (f->y[i] - my);
    }
    half = (xx - yy) / 2;
    root = sqrt(half * half + xy * xy);
    if (!(root > 1e-9 * (xx + yy)))
        return;
    cosine = sqrt(fmax(0, (1 + half / root) / 2));
    sine = (xy < 0 ? -1 : 1) * sqrt(fmax(0, (1 - half / root) / 2));
    for (size_t i = 0; i < n; i++) {
        const double dx = f->x[i] - mx;
        const double dy = f->y[i] - my;

        f->x[i] = dx * cosine + dy * sine;
        f->y[i] = dy * cosine - dx * sine;
    }
}

bool ctg__scatter_settle(const ctg__scatter *scatter, double *x, double *y)
{
    const size_t n = scatter->count;
    stress f = {.s = scatter, .x = x, .y = y};

    f.apart = ctg__allocate_array(n * n + 1, sizeof *f.apart);
    if (!f.apart)
        return false;
    measure(&f);
    begin(&f);
    settle(&f);
    turn(&f);
    ctg__release(f.apart);
    return true;
}

/* The places of shapes: by how far apart they are in the network. */
#include "draw/scatter.h"

#include <math.h>

#include "base/memory.h"

enum { SWEEPS = 120, PUSHES = 400, FRAMES = 12 };

#define GAP 14.0    /* points between what belongs to two items */
#define ROOMY 2.6   /* area of the frame, in areas of items */
#define GROWTH 1.07 /* of the frame where items do not fit it */
#define ASPECT 1.3  /* of a frame without a page */
#define NO_LIMIT 1e8

typedef struct frame {
    ctg__scatter *s;
    double *apart; /* count x count: steps from one to another */
    double *x;
    double *y;
    double width;
    double height;
} frame;

static double room_width(const ctg__scatter_item *item)
{
    return fmax(item->width, item->label_width) + GAP;
}

static double room_height(const ctg__scatter_item *item)
{
    return item->height + item->label_height + GAP;
}

/* Steps along lines, whichever way they run; who cannot be reached is half a
 * step beyond the farthest. */
static void measure(frame *f)
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
static void begin(frame *f)
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
static void settle(frame *f)
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
static void turn(frame *f)
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

/* Into the frame, each coordinate by itself. */
static void spread(frame *f, double *at, bool across)
{
    const ctg__scatter *const s = f->s;
    double low = INFINITY;
    double high = -INFINITY;

    for (size_t i = 0; i < s->count; i++) {
        low = fmin(low, at[i]);
        high = fmax(high, at[i]);
    }
    for (size_t i = 0; i < s->count; i++) {
        const double room =
            across ? room_width(&s->items[i]) : room_height(&s->items[i]);
        const double whole = across ? f->width : f->height;
        const double share =
            high - low > 1e-9 ? (at[i] - low) / (high - low) : 0.5;

        at[i] = room / 2 + share * fmax(0, whole - room);
    }
}

static double inside(double at, double room, double whole)
{
    return fmax(room / 2, fmin(at, whole - room / 2));
}

/* Moves two away from each other along one coordinate; how much of the overlap
 * the frame leaves. */
static double part(double *one, double *other, double room_one,
                   double room_other, double overlap, double whole)
{
    const double needed = (room_one + room_other) / 2;
    const double by = (*other < *one ? -overlap : overlap) * 0.52;

    *one = inside(*one - by, room_one, whole);
    *other = inside(*other + by, room_other, whole);
    return needed - fabs(*other - *one);
}

/* Pushes two apart by the shorter way, by the other where the frame is in the
 * way; how much they overlapped. */
static double push(frame *f, size_t i, size_t j)
{
    const ctg__scatter_item *const a = &f->s->items[i];
    const ctg__scatter_item *const b = &f->s->items[j];
    const double across =
        (room_width(a) + room_width(b)) / 2 - fabs(f->x[j] - f->x[i]);
    const double up =
        (room_height(a) + room_height(b)) / 2 - fabs(f->y[j] - f->y[i]);
    const bool sideways = across < up;
    double left = 0;

    if (across <= 0.01 || up <= 0.01)
        return 0;
    for (int turn = 0; turn < 2; turn++) {
        if (turn == 1 && !(left > 0.05 * fmin(across, up)))
            break;
        left = sideways == (turn == 0)
                   ? part(&f->x[i], &f->x[j], room_width(a), room_width(b),
                          across, f->width)
                   : part(&f->y[i], &f->y[j], room_height(a), room_height(b),
                          up, f->height);
    }
    return fmin(across, up);
}

/* false: the frame is too small. */
static bool separate(frame *f)
{
    for (int round = 0; round < PUSHES; round++) {
        double overlap = 0;

        for (size_t i = 0; i < f->s->count; i++)
            for (size_t j = i + 1; j < f->s->count; j++)
                overlap += push(f, i, j);
        if (!(overlap > 0.1))
            return true;
    }
    return false;
}

static void choose_frame(frame *f, double page_width, double page_height)
{
    const ctg__scatter *const s = f->s;
    double area = 0;
    double widest = 0;
    double highest = 0;
    double aspect = ASPECT;

    for (size_t i = 0; i < s->count; i++) {
        area += room_width(&s->items[i]) * room_height(&s->items[i]);
        widest = fmax(widest, room_width(&s->items[i]));
        highest = fmax(highest, room_height(&s->items[i]));
    }
    if (page_width < NO_LIMIT && page_height > 0)
        aspect = fmax(0.5, fmin(page_width / page_height, 2));
    f->width = fmax(widest, sqrt(area * ROOMY * aspect));
    f->height = fmax(highest, area * ROOMY / f->width);
    if (page_width < NO_LIMIT && f->width > page_width && widest < page_width)
        f->width = page_width;
    if (page_height < NO_LIMIT && f->height > page_height &&
        highest < page_height)
        f->height = page_height;
}

static void keep(frame *f)
{
    ctg__scatter *const s = f->s;
    double *const x = f->x;
    double *const y = f->y;

    for (size_t i = 0; i < s->count; i++) {
        ctg__scatter_item *const item = &s->items[i];

        item->x = x[i];
        item->y = y[i] + item->label_height / 2;
        item->label_x = x[i];
        item->label_y = y[i] - item->height / 2;
    }
}

static void arrange(frame *f, double page_width, double page_height)
{
    measure(f);
    begin(f);
    settle(f);
    turn(f);
    choose_frame(f, page_width, page_height);
    spread(f, f->x, true);
    spread(f, f->y, false);
    for (int i = 0; i < FRAMES && !separate(f); i++) {
        f->width *= GROWTH;
        f->height *= GROWTH;
        spread(f, f->x, true);
        spread(f, f->y, false);
    }
    keep(f);
    f->s->width = f->width;
    f->s->height = f->height;
}

/* So that everything is above 0, words too. */
static void trim(ctg__scatter *s)
{
    double left = INFINITY;
    double low = INFINITY;
    double right = -INFINITY;
    double high = -INFINITY;

    for (size_t i = 0; i < s->count; i++) {
        const ctg__scatter_item *const item = &s->items[i];

        left = fmin(left, fmin(item->x - item->width / 2,
                               item->label_x - item->label_width / 2));
        right = fmax(right, fmax(item->x + item->width / 2,
                                 item->label_x + item->label_width / 2));
        low = fmin(low, fmin(item->y - item->height / 2,
                             item->label_y - item->label_height / 2));
        high = fmax(high, fmax(item->y + item->height / 2,
                               item->label_y + item->label_height / 2));
    }
    for (size_t i = 0; i < s->count; i++) {
        s->items[i].x -= left;
        s->items[i].label_x -= left;
        s->items[i].y -= low;
        s->items[i].label_y -= low;
    }
    s->width = s->count ? right - left : 0;
    s->height = s->count ? high - low : 0;
}

bool ctg__scatter_arrange(ctg__scatter *scatter, double page_width,
                          double page_height)
{
    const size_t n = scatter->count;
    frame f = {.s = scatter};
    bool made;

    f.apart = ctg__allocate_array(n * n + 1, sizeof *f.apart);
    f.x = ctg__allocate_array(n + 1, sizeof *f.x);
    f.y = ctg__allocate_array(n + 1, sizeof *f.y);
    made = f.apart && f.x && f.y;
    if (made && n) {
        arrange(&f, page_width, page_height);
        ctg__scatter_route(scatter);
        trim(scatter);
    }
    ctg__release(f.apart);
    ctg__release(f.x);
    ctg__release(f.y);
    return made;
}

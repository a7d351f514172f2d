/* The places of shapes: by how far apart they are in the network. */
#include "draw/scatter_inside.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/outline.h"

enum { PUSHES = 400, FRAMES = 12, ROOMS = 6, HOPELESS = 4 };

#define GAP 14.0    /* points between what belongs to two items */
#define ROOMY 2.6   /* area of the frame, in areas of items */
#define GROWTH 1.07 /* of the frame where items do not fit it */
#define ASPECT 1.3  /* of a frame without a page */
#define NO_LIMIT 1e8

typedef struct place {
    double at;
    size_t item;
} place;

typedef struct frame {
    ctg__scatter *s;
    ctg__point *beside;
    double *settled_x;
    double *settled_y;
    double *x;
    double *y;
    place *order;
    double ranked; /* how much of its place is its rank */
    double width;
    double height;

    /* The best so far. */
    ctg__scatter_item *items;
    ctg__scatter_line *lines;
    size_t least;
    size_t crossed;
    double best_width;
    double best_height;
} frame;

static double room_width(const ctg__scatter_item *item)
{
    if (item->within)
        return item->width + GAP;
    return fmax(item->width, item->label_width) + GAP;
}

static double room_height(const ctg__scatter_item *item)
{
    return item->height + (item->within ? 0 : item->label_height) + GAP;
}

static int compare(const void *one, const void *other)
{
    const place *const a = one;
    const place *const b = other;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

/* Into the frame, each coordinate by itself: a part of it is where it settled,
 * a part its rank, so that whoever is far off does not press the others
 * together. */
static void spread(frame *f, const double *settled, double *at, bool across)
{
    const ctg__scatter *const s = f->s;
    const double ranks = s->count > 1 ? (double)(s->count - 1) : 1;
    double low;
    double high;

    for (size_t i = 0; i < s->count; i++)
        f->order[i] = (place){settled[i], i};
    qsort(f->order, s->count, sizeof *f->order, compare);
    low = f->order[0].at;
    high = f->order[s->count - 1].at;
    for (size_t rank = 0; rank < s->count; rank++) {
        const size_t i = f->order[rank].item;
        const double room =
            across ? room_width(&s->items[i]) : room_height(&s->items[i]);
        const double whole = across ? f->width : f->height;
        double share = 0.5;

        if (high - low > 1e-9)
            share = (1 - f->ranked) * (settled[i] - low) / (high - low) +
                    f->ranked * (double)rank / ranks;
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

/* How much above the middle of a shape its words have room; infinite: they
 * have none. */
static double within_at(const ctg__scatter_item *item)
{
    double up = 0;

    return item->plain &&
                   ctg__shape_takes(item->shape, item->width, item->height,
                                    item->label_width, item->label_height, &up)
               ? up
               : INFINITY;
}

static void keep(frame *f)
{
    ctg__scatter *const s = f->s;
    double *const x = f->x;
    double *const y = f->y;

    for (size_t i = 0; i < s->count; i++) {
        ctg__scatter_item *const item = &s->items[i];

        item->x = item->label_x = x[i];
        item->y = item->label_y = y[i];
        if (item->within) {
            item->label_y += within_at(item);
        } else {
            item->y += item->label_height / 2;
            item->label_y -= item->height / 2;
        }
    }
}

/* Shapes into the frame, or one as much larger as they need. */
static void fill(frame *f)
{
    for (int i = 0; i < FRAMES; i++) {
        spread(f, f->settled_x, f->x, true);
        spread(f, f->settled_y, f->y, false);
        if (separate(f))
            break;
        f->width *= GROWTH;
        f->height *= GROWTH;
    }
    keep(f);
    f->s->width = f->width;
    f->s->height = f->height;
}

typedef struct extent {
    double left;
    double low;
    double right;
    double high;
} extent;

static void stretch(extent *e, double x, double y, double width, double height)
{
    e->left = fmin(e->left, x - width / 2);
    e->right = fmax(e->right, x + width / 2);
    e->low = fmin(e->low, y - height / 2);
    e->high = fmax(e->high, y + height / 2);
}

/* Of shapes, words and lines. */
static extent extent_of(const ctg__scatter *s)
{
    extent e = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < s->count; i++) {
        const ctg__scatter_item *const item = &s->items[i];

        stretch(&e, item->x, item->y, item->width, item->height);
        stretch(&e, item->label_x, item->label_y, item->label_width,
                item->label_height);
    }
    for (size_t i = 0; i < s->line_count; i++) {
        const ctg__curve c = ctg__scatter_curve(s, &s->lines[i]);
        const double pen = s->lines[i].pen;

        for (int k = 1; pen > 0 && k < CTG__SAMPLES; k++) {
            const ctg__point p = ctg__curve_at(&c, (double)k / CTG__SAMPLES);

            stretch(&e, p.x, p.y, pen, pen);
        }
    }
    return e;
}

/* A picture that the page has no room for is worse than any words with lines in
 * them. */
static size_t faults_of(const ctg__scatter *s, size_t crossed,
                        double page_width, double page_height)
{
    const extent e = extent_of(s);
    const bool fits =
        e.right - e.left <= page_width && e.high - e.low <= page_height;

    return crossed + (fits ? 0 : s->count + 1);
}

static void save(frame *f, size_t crossed, size_t faults)
{
    const ctg__scatter *const s = f->s;

    memcpy(f->items, s->items, s->count * sizeof *f->items);
    memcpy(f->lines, s->lines, s->line_count * sizeof *f->lines);
    f->crossed = crossed;
    f->least = faults;
    f->best_width = s->width;
    f->best_height = s->height;
}

static void restore(const frame *f)
{
    ctg__scatter *const s = f->s;

    memcpy(s->items, f->items, s->count * sizeof *f->items);
    memcpy(s->lines, f->lines, s->line_count * sizeof *f->lines);
    s->width = f->best_width;
    s->height = f->best_height;
    s->crossed = f->crossed;
}

/* Lines need room, too: as long as one runs through words, shapes are spread
 * otherwise, and get some more room where the page is larger. */
static bool arrange(frame *f, double page_width, double page_height)
{
    static const double ranked[] = {0.5, 0.75, 0.3, 1, 0};
    double width;
    double height;

    choose_frame(f, page_width, page_height);
    width = f->width;
    height = f->height;
    f->least = SIZE_MAX;
    for (int i = 0; i < ROOMS && f->least; i++) {
        for (size_t r = 0; r < sizeof ranked / sizeof *ranked; r++) {
            size_t crossed;
            size_t faults;

            f->width = width;
            f->height = height;
            f->ranked = ranked[r];
            fill(f);
            crossed = ctg__scatter_route(f->s, f->beside);
            if (!ctg__scatter_ask(f->s))
                return false;
            faults = faults_of(f->s, crossed, page_width, page_height);
            if (faults < f->least)
                save(f, crossed, faults);
            if (!faults || (crossed > HOPELESS && faults == crossed))
                break;
        }
        width *= GROWTH;
        height *= GROWTH;
        if (width > page_width || height > page_height)
            break;
    }
    restore(f);
    return true;
}

/* So that everything is above 0. */
static void trim(ctg__scatter *s)
{
    const extent e = extent_of(s);

    for (size_t i = 0; i < s->count; i++) {
        s->items[i].x -= e.left;
        s->items[i].label_x -= e.left;
        s->items[i].y -= e.low;
        s->items[i].label_y -= e.low;
    }
    s->width = s->count ? e.right - e.left : 0;
    s->height = s->count ? e.high - e.low : 0;
}

bool ctg__scatter_arrange(ctg__scatter *scatter, double page_width,
                          double page_height)
{
    const size_t n = scatter->count;
    frame f = {.s = scatter};
    bool made;

    f.x = ctg__allocate_array(n + 1, sizeof *f.x);
    f.y = ctg__allocate_array(n + 1, sizeof *f.y);
    f.settled_x = ctg__allocate_array(n + 1, sizeof *f.settled_x);
    f.settled_y = ctg__allocate_array(n + 1, sizeof *f.settled_y);
    f.order = ctg__allocate_array(n + 1, sizeof *f.order);
    f.items = ctg__allocate_array(n + 1, sizeof *f.items);
    f.lines = ctg__allocate_array(scatter->line_count + 1, sizeof *f.lines);
    f.beside = ctg__allocate_array(n * CTG__WORD_SIDES + 1, sizeof *f.beside);
    made = f.x && f.y && f.settled_x && f.settled_y && f.order && f.items &&
           f.lines && f.beside;
    if (made && n)
        made = ctg__scatter_settle(scatter, f.settled_x, f.settled_y);
    if (made && n) {
        for (size_t i = 0; i < n; i++)
            scatter->items[i].within = isfinite(within_at(&scatter->items[i]));
        ctg__scatter_find_sides(scatter, f.beside);
        made = arrange(&f, page_width, page_height);
        if (made)
            trim(scatter);
    }
    ctg__release(f.x);
    ctg__release(f.y);
    ctg__release(f.settled_x);
    ctg__release(f.settled_y);
    ctg__release(f.order);
    ctg__release(f.items);
    ctg__release(f.lines);
    ctg__release(f.beside);
    return made;
}

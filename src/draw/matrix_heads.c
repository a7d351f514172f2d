#include "draw/matrix_heads.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/clean.h"
#include "text/widths.h"

enum { MOST_WIDTH = 84, PLACE_ROOM = 24 };

/* A line of the table on its way to a head. */
typedef struct entry {
    const char *name; /* clean */
    const char *id;
    ctg__matrix_head *head;
    double need; /* width of the name in two lines at most */
    size_t place;
} entry;

typedef struct lettering {
    double points;
    bool two; /* lines */
    ctg__arena *arena;
} lettering;

static const char *keep(const ctg__text *text, ctg__arena *arena)
{
    return text->failed
               ? NULL
               : ctg__arena_keep(arena, ctg__text_string(text), text->length);
}

static const char *keep_clean(const char *name, ctg__arena *arena)
{
    ctg__text clean = {0};
    const char *kept;

    ctg__text_add_clean(&clean, name, 0, false);
    kept = keep(&clean, arena);
    ctg__text_clear(&clean);
    return kept;
}

/* The blank that leaves the longer of two lines as short as can be, NULL
 * without one; how long that is, or the whole where it has none. */
static const char *best_blank(const char *clean, double points, double *width)
{
    const double whole = ctg__text_width(clean, points, true);
    const char *best = NULL;

    *width = whole;
    for (const char *blank = strchr(clean, ' '); blank;
         blank = strchr(blank + 1, ' ')) {
        const double after = ctg__text_width(blank, points, true);
        const double longer =
            fmax(whole - after, after - ctg__text_width(" ", points, true));

        if (longer < *width) {
            *width = longer;
            best = blank;
        }
    }
    return best;
}

/* Both lines of a name that fits. */
static bool set_whole(entry *e, const lettering *as)
{
    double width;
    const char *const blank = best_blank(e->name, as->points, &width);

    e->head->lines[0] = e->name;
    e->head->lines[1] = NULL;
    if (!blank || ctg__text_width(e->name, as->points, true) <= e->head->width)
        return true;
    e->head->lines[0] =
        ctg__arena_keep(as->arena, e->name, (size_t)(blank - e->name));
    e->head->lines[1] = blank + 1;
    return e->head->lines[0];
}

/* What fits of it: its head above its tail, or both in one line. */
static bool set_cut(entry *e, const char *clean, const lettering *as)
{
    ctg__text first = {0};
    ctg__text second = {0};

    if (as->two)
        ctg__text_add_halves(&first, &second, clean, as->points, true,
                             e->head->width);
    else
        ctg__text_add_fitted(&first, clean, as->points, true, e->head->width);
    e->head->lines[0] = keep(&first, as->arena);
    e->head->lines[1] = second.length ? keep(&second, as->arena) : NULL;
    first.failed |= second.failed || (second.length && !e->head->lines[1]);
    ctg__text_clear(&first);
    ctg__text_clear(&second);
    return !first.failed && e->head->lines[0];
}

static int by_need(const void *a, const void *b)
{
    const entry *const x = a;
    const entry *const y = b;

    if (x->need != y->need)
        return x->need < y->need ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

static int by_lines(const void *a, const void *b)
{
    const entry *const x = a;
    const entry *const y = b;
    const char *const x2 = x->head->lines[1] ? x->head->lines[1] : "";
    const char *const y2 = y->head->lines[1] ? y->head->lines[1] : "";
    int order = strcmp(x->head->lines[0], y->head->lines[0]);

    if (!order)
        order = strcmp(x2, y2);
    return order ? order : x->place < y->place ? -1 : 1;
}

static bool alike(const entry *a, const entry *b)
{
    const char *const a2 = a->head->lines[1] ? a->head->lines[1] : "";
    const char *const b2 = b->head->lines[1] ? b->head->lines[1] : "";

    return strcmp(a->head->lines[0], b->head->lines[0]) == 0 &&
           strcmp(a2, b2) == 0;
}

/* What fits of the name, and its place in the table. */
static bool set_place(entry *e, const lettering *as)
{
    char place[PLACE_ROOM];
    ctg__text words = {0};
    double width = e->head->width;

    snprintf(place, sizeof place, " #%zu", e->place + 1);
    if (!as->two)
        width -= ctg__text_width(place, as->points, true);
    ctg__text_add_fitted(&words, e->name, as->points, true, width);
    if (!as->two)
        ctg__text_add(&words, place);
    e->head->lines[0] = keep(&words, as->arena);
    ctg__text_clear(&words);
    e->head->lines[1] = NULL;
    if (as->two)
        e->head->lines[1] =
            ctg__arena_keep(as->arena, place + 1, strlen(place + 1));
    return e->head->lines[0] && (!as->two || e->head->lines[1]);
}

/* Where two look alike: first by ids, and where these do, too, by places. */
static bool settle(entry *entries, size_t count, const lettering *as)
{
    for (int by_id = 1; by_id >= 0; by_id--) {
        qsort(entries, count, sizeof *entries, by_lines);
        for (size_t first = 0, end; first < count; first = end) {
            end = first + 1;
            while (end < count && alike(&entries[first], &entries[end]))
                end++;
            for (size_t i = first; end - first > 1 && i < end; i++)
                if (!(by_id ? set_cut(&entries[i], entries[i].id, as)
                            : set_place(&entries[i], as)))
                    return false;
        }
    }
    return true;
}

/* Lines of the side as they are shown; NULL when out of memory. */
static entry *entries_of(const ctg__crosstab_side *side, ctg__arena *arena)
{
    ctg__matrix_head *heads;
    entry *entries;

    if (!TAKE(arena, heads, side->shown + 1) ||
        !TAKE(arena, entries, side->shown + 1))
        return NULL;
    for (size_t i = 0; i < side->shown; i++) {
        const uint32_t line = side->order[i];

        entries[i] = (entry){.name = keep_clean(side->names[line], arena),
                             .id = keep_clean(side->ids[line], arena),
                             .head = &heads[i],
                             .place = i};
        if (!entries[i].name || !entries[i].id)
            return NULL;
    }
    return entries;
}

/* A name too wide for its column takes what it needs of what is left for that,
 * where its id is too wide, too. */
static bool set_head(entry *e, double *more, const lettering *as)
{
    const double wider = fmax(0, e->need - e->head->width);

    if (wider > 0 &&
        ctg__text_width(e->id, as->points, true) <= e->head->width) {
        e->head->lines[0] = e->id;
        return true;
    }
    if (e->need > MOST_WIDTH || wider > *more)
        return set_cut(e, e->name, as);
    e->head->width += wider;
    *more -= wider;
    return set_whole(e, as);
}

ctg__matrix_head *ctg__matrix_heads(const ctg__crosstab_side *side,
                                    double points, double least, double more,
                                    ctg__arena *arena)
{
    const lettering as = {.points = points, .two = true, .arena = arena};
    entry *const entries = entries_of(side, arena);
    ctg__matrix_head *const heads = entries ? entries[0].head : NULL;

    if (!entries)
        return NULL;
    for (size_t i = 0; i < side->shown; i++) {
        best_blank(entries[i].name, points, &entries[i].need);
        entries[i].head->width = least;
    }
    qsort(entries, side->shown, sizeof *entries, by_need);
    for (size_t i = 0; i < side->shown; i++)
        if (!set_head(&entries[i], &more, &as))
            return NULL;
    return settle(entries, side->shown, &as) ? heads : NULL;
}

ctg__matrix_head *ctg__matrix_row_heads(const ctg__crosstab_side *side,
                                        double points, double width,
                                        ctg__arena *arena)
{
    const lettering as = {.points = points, .arena = arena};
    entry *const entries = entries_of(side, arena);
    ctg__matrix_head *const heads = entries ? entries[0].head : NULL;

    for (size_t i = 0; entries && i < side->shown; i++) {
        entries[i].head->width = width;
        if (!set_cut(&entries[i], entries[i].name, &as))
            return NULL;
    }
    return entries && settle(entries, side->shown, &as) ? heads : NULL;
}

/* The marks of a chart, read back from its SVG, and what must be so of all. */
#ifndef PAGE_MARKS_H
#define PAGE_MARKS_H

#include <stdio.h>
#include <stdlib.h>

#include "page/svg.h"
#include "support/cmocka.h"
#include "text/widths.h"

enum { MARKS_MOST = 1500, POINTS_MOST = 400 };

/* Of a path: its points, and x, y are the first. */
typedef struct mark {
    char kind; /* t text, r rect, l line, c circle, p path */
    char class[24];
    double x, y;
    double x2, y2; /* of a rect: width, height; of a circle: x2 its radius */
    char anchor;   /* s, m, e */
    bool turned;
    char words[128];
    size_t first; /* of `points` */
    size_t count;
} mark;

typedef struct marks {
    double width, height;
    mark list[MARKS_MOST];
    size_t count;
    double points[POINTS_MOST][2];
    size_t point_count;
} marks;

static inline double mark_number(const char *tag, const char *end,
                                 const char *name)
{
    char key[16];
    const char *at;

    snprintf(key, sizeof key, " %s=\"", name);
    at = strstr(tag, key);
    return at && at < end ? strtod(at + strlen(key), NULL) : 0;
}

static inline void mark_points(marks *all, mark *to, const char *d)
{
    double x = 0;
    double y = 0;

    to->first = all->point_count;
    while (*d && *d != '"') {
        const char letter = *d++;
        char *end = NULL;

        if (letter == 'z')
            continue;
        if (letter == 'h')
            x += strtod(d, &end);
        else if (letter == 'v')
            y += strtod(d, &end);
        else {
            x = strtod(d, &end);
            y = strtod(end, &end);
        }
        assert_ptr_not_equal(end, d);
        d = end;
        assert_true(all->point_count < POINTS_MOST);
        all->points[all->point_count][0] = x;
        all->points[all->point_count++][1] = y;
        to->count++;
    }
}

static inline void mark_words(mark *to, const char *from)
{
    static const char *const names[] = {
        "&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"", "&#39;", "'"};
    size_t at = 0;

    while (*from && *from != '<' && at < sizeof to->words - 1) {
        size_t k = 0;

        while (k < 10 && strncmp(from, names[k], strlen(names[k])) != 0)
            k += 2;
        to->words[at++] = k < 10 ? *names[k + 1] : *from;
        from += k < 10 ? strlen(names[k]) : 1;
    }
    to->words[at] = '\0';
}

static inline void mark_add(marks *all, char kind, const char *tag)
{
    const char *const end = strchr(tag, '>');
    const char *const class = strstr(tag, " class=\"");
    const char *const turn = strstr(tag, "translate(");
    mark *const to = &all->list[all->count++];

    assert_true(all->count <= MARKS_MOST);
    *to = (mark){.kind = kind, .anchor = 's'};
    if (class && class < end)
        snprintf(to->class, sizeof to->class, "%.*s",
                 (int)strcspn(class + 8, "\""), class + 8);
    to->x = mark_number(tag, end,
                        kind == 'c'   ? "cx"
                        : kind == 'l' ? "x1"
                                      : "x");
    to->y = mark_number(tag, end,
                        kind == 'c'   ? "cy"
                        : kind == 'l' ? "y1"
                                      : "y");
    to->x2 = mark_number(tag, end,
                         kind == 'c'   ? "r"
                         : kind == 'l' ? "x2"
                                       : "width");
    to->y2 = mark_number(tag, end, kind == 'l' ? "y2" : "height");
    if (kind == 'p') {
        mark_points(all, to, strstr(tag, " d=\"") + 4);
        to->x = all->points[to->first][0];
        to->y = all->points[to->first][1];
    }
    if (kind != 't')
        return;
    if (turn && turn < end) {
        char *rest;

        to->turned = true;
        to->x = strtod(turn + 10, &rest);
        to->y = strtod(rest, NULL);
    }
    if (strstr(tag, "text-anchor=\"") && strstr(tag, "text-anchor=\"") < end)
        to->anchor = strstr(tag, "text-anchor=\"")[13];
    mark_words(to, end + 1);
}

/* Reads what a chart wrote, and clears it. */
static inline void marks_read(marks *all, ctg__text *svg)
{
    static const struct {
        const char *tag;
        char kind;
    } kinds[] = {{"<text", 't'},
                 {"<rect", 'r'},
                 {"<line", 'l'},
                 {"<circle", 'c'},
                 {"<path", 'p'}};
    const char *at = ctg__text_string(svg);
    const char *const view = strstr(at, "viewBox=\"0 0 ");

    all->count = all->point_count = 0;
    assert_false(svg->failed);
    assert_non_null(view);
    assert_null(strstr(at, "nan"));
    assert_null(strstr(at, "inf"));
    assert_null(strstr(at, "922337203685477580")); /* a NaN as an integer */
    assert_int_equal(sscanf(view + 13, "%lf %lf", &all->width, &all->height),
                     2);
    for (; (at = strchr(at, '<')); at++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (strncmp(at, kinds[k].tag, strlen(kinds[k].tag)) == 0 &&
                strchr(" >", at[strlen(kinds[k].tag)]))
                mark_add(all, kinds[k].kind, at);
    ctg__text_clear(svg);
}

/* The index-th of a kind and class; fails without it. */
static inline const mark *mark_at(const marks *all, char kind,
                                  const char *class, size_t index)
{
    size_t seen = 0;

    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].kind == kind &&
            strcmp(all->list[i].class, class) == 0 && seen++ == index)
            return &all->list[i];
    fail_msg("no %zu-th '%c' of class '%s'", index, kind, class);
    return NULL;
}

static inline size_t marks_count(const marks *all, char kind, const char *class)
{
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        count +=
            all->list[i].kind == kind && strcmp(all->list[i].class, class) == 0;
    return count;
}

/* The text with these words; fails without it. */
static inline const mark *mark_saying(const marks *all, const char *words)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].kind == 't' && strcmp(all->list[i].words, words) == 0)
            return &all->list[i];
    fail_msg("nothing says '%s'", words);
    return NULL;
}

/* Drawn to a tenth. */
static inline void assert_drawn(double actual, double expected)
{
    assert_within(actual, expected, 0.0501);
}

static inline void assert_at(const mark *m, double x, double y)
{
    assert_drawn(m->x, x);
    assert_drawn(m->y, y);
}

/* The sizes of the style sheet. */
static inline void text_box(const mark *m, double box[4])
{
    const bool bold = m->class[0] == 'v' || strstr(m->class, "code");
    const double size = strstr(m->class, "lab") ? 13 : *m->class ? 12 : 12.5;
    const double width = ctg__text_width(m->words, size, bold);

    box[0] = m->x - (m->anchor == 'e'   ? width
                     : m->anchor == 'm' ? width / 2
                                        : 0);
    box[1] = m->y - 0.7 * size;
    box[2] = box[0] + width;
    box[3] = m->y + 0.2 * size;
}

static inline bool inside(const marks *all, double x, double y)
{
    return x > -0.5 && y > -0.5 && x < all->width + 0.5 &&
           y < all->height + 0.5;
}

static inline void check_texts(const marks *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const mark *const m = &all->list[i];
        double box[4];

        if (m->kind != 't' || m->turned)
            continue;
        text_box(m, box);
        if (box[0] < -1 || box[2] > all->width + 1 || box[1] < -1 ||
            box[3] > all->height + 1)
            fail_msg("'%s' leaves the chart: %g to %g at %g", m->words, box[0],
                     box[2], m->y);
        for (size_t k = 0; k < i; k++) {
            double other[4];

            if (all->list[k].kind != 't' || all->list[k].turned)
                continue;
            text_box(&all->list[k], other);
            if (box[0] + 1 < other[2] && other[0] + 1 < box[2] &&
                box[1] + 1 < other[3] && other[1] + 1 < box[3])
                fail_msg("'%s' lies on '%s'", m->words, all->list[k].words);
        }
    }
}

/* Nothing leaves the chart, no words lie on others. */
static inline void check_marks(const marks *all)
{
    check_texts(all);
    for (size_t i = 0; i < all->count; i++) {
        const mark *const m = &all->list[i];
        bool fine = true;

        if (m->kind == 'r')
            fine = inside(all, m->x, m->y) &&
                   inside(all, m->x + m->x2, m->y + m->y2);
        if (m->kind == 'l')
            fine = inside(all, m->x, m->y) && inside(all, m->x2, m->y2);
        if (m->kind == 'c')
            fine = inside(all, m->x, m->y);
        for (size_t k = 0; m->kind == 'p' && k < m->count; k++)
            fine = fine && inside(all, all->points[m->first + k][0],
                                  all->points[m->first + k][1]);
        if (!fine)
            fail_msg("a mark '%c' of class '%s' leaves the chart: %g %g %g %g",
                     m->kind, m->class, m->x, m->y, m->x2, m->y2);
    }
}

#endif

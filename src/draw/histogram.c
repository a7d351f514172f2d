#include "draw/histogram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/format.h"

#define WIDE 30    /* times: then bins have equal ratios */
#define LEFT 0.02  /* of the nodes, that such bins need not tell apart */
#define FLOOR 1e-4 /* of the largest */
#define BARS "#4A86C5"
#define NOTHING CTG__THIN

static int compare(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a < b ? -1 : a > b;
}

/* Bins of whole numbers begin at whole numbers; none is empty for that. */
static void round_edges(ctg__histogram *h)
{
    size_t kept = 0;

    for (size_t i = 1; i <= h->count; i++) {
        const double edge =
            i < h->count ? ceil(h->edge[i]) : floor(h->edge[i]) + 1;

        if (edge > ceil(h->edge[kept]))
            h->edge[++kept] = edge;
    }
    h->count = kept;
}

static void set_edges(ctg__histogram *h, const double *sorted, size_t count,
                      size_t bins, bool whole)
{
    const double most = sorted[count - 1];
    const double low =
        fmax(sorted[(size_t)(LEFT * (double)count)], most * FLOOR);
    const bool ratios = most > WIDE * low;

    h->whole = whole && most - sorted[0] < CTG__HISTOGRAM_MOST;
    h->count = h->whole ? (size_t)(most - sorted[0]) + 1 : bins;
    h->open = ratios && !h->whole;
    for (size_t i = 0; i <= h->count; i++) {
        const double part = (double)i / (double)h->count;

        h->edge[i] = h->whole ? sorted[0] + (double)i
                     : ratios ? low * pow(most / low, part)
                              : most * part;
    }
    h->edge[h->count] = h->whole ? most + 1 : most;
    h->integer = whole;
    if (whole && !h->whole)
        round_edges(h);
}

ctg_status ctg__histogram_fill(ctg__histogram *h, const double *values,
                               size_t count, size_t bins, bool whole,
                               ctg_error *error)
{
    double *const sorted = ctg__allocate_array(count + 1, sizeof *sorted);
    size_t kept = 0;
    size_t bin = 0;

    *h = (ctg__histogram){0};
    if (!sorted)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        h->zeros += values[i] == 0;
        if (isfinite(values[i]) && values[i] > 0)
            sorted[kept++] = values[i];
    }
    if (kept) {
        qsort(sorted, kept, sizeof *sorted, compare);
        set_edges(h, sorted, kept, bins, whole);
    }
    for (size_t i = 0; i < kept; i++) {
        while (bin + 1 < h->count && sorted[i] >= h->edge[bin + 1])
            bin++;
        h->nodes[bin]++;
    }
    ctg__release(sorted);
    return CTG_OK;
}

static void add_words(ctg__text *text, int width, const char *align,
                      const char *colour, bool bold, const char *clean)
{
    ctg__text_print(text,
                    "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\" "
                    "ALIGN=\"%s\"><FONT POINT-SIZE=\"9\" COLOR=\"%s\">%s",
                    width, CTG__HISTOGRAM_ROW, align, colour,
                    bold ? "<B>" : "");
    ctg__add_html(text, clean);
    ctg__text_print(text, "%s </FONT></TD>", bold ? "</B>" : "");
}

static void add_bar(ctg__text *text, size_t nodes, size_t most,
                    const char *colour)
{
    const int full = CTG__HISTOGRAM_BAR;
    int width = most ? (int)lround((double)nodes * full / (double)most) : 0;

    if (nodes && width == 0)
        width = 1;
    ctg__text_print(text,
                    "<TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                    "CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" "
                    "WIDTH=\"%d\" HEIGHT=\"9\"><TR>",
                    full);
    if (width > 0)
        ctg__text_print(text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"9\" "
                        "BGCOLOR=\"%s\"></TD>",
                        width, colour);
    if (width < full)
        ctg__text_print(text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"9\" "
                        "BGCOLOR=\"" CTG__TRACK "\"></TD>",
                        full - width);
    ctg__text_add(text, "</TR></TABLE></TD>");
}

static void add_value(ctg__text *text, double value, ctg__histogram_unit unit,
                      const ctg__facts *facts)
{
    char digits[CTG__FORMAT_ROOM];

    if (unit == CTG__HISTOGRAM_MONEY)
        ctg__add_money_in_box(text, facts, value);
    else if (unit == CTG__HISTOGRAM_NUMBER)
        ctg__text_add(text, ctg__format_count(
                                digits, (unsigned long long)llround(value)));
    else
        ctg__text_add(text, ctg__format_amount(digits, value, "", false));
}

static void add_row(ctg__text *text, const ctg__histogram *h, size_t bin,
                    size_t most, ctg__histogram_unit unit,
                    const ctg__facts *facts)
{
    char digits[CTG__FORMAT_ROOM];
    ctg__text label = {0};

    if (bin == 0 && h->open && h->count > 1) {
        ctg__text_add(&label, "under ");
        add_value(&label, h->edge[1], unit, facts);
    } else {
        const double last = h->edge[bin + 1] - h->integer;

        add_value(&label, h->edge[bin], unit, facts);
        if (last > h->edge[bin]) {
            ctg__text_add(&label, " – ");
            add_value(&label, last, unit, facts);
        }
    }
    ctg__text_add(text, "<TR>");
    add_words(text, CTG__HISTOGRAM_LABEL, "RIGHT", CTG__SUBTEXT, false,
              ctg__text_string(&label));
    add_bar(text, h->nodes[bin], most, BARS);
    add_words(text, CTG__HISTOGRAM_COUNT, "RIGHT", CTG__INK, false,
              h->nodes[bin] ? ctg__format_count(digits, h->nodes[bin]) : "");
    ctg__text_add(text, "</TR>");
    text->failed |= label.failed;
    ctg__text_clear(&label);
}

void ctg__histogram_add(ctg__text *text, const ctg__histogram *h,
                        const char *what, ctg__histogram_unit unit,
                        const ctg__facts *facts)
{
    char digits[CTG__FORMAT_ROOM];
    size_t most = h->zeros;

    for (size_t i = 0; i < h->count; i++)
        if (h->nodes[i] > most)
            most = h->nodes[i];
    ctg__text_add(text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>");
    add_words(text, CTG__HISTOGRAM_LABEL, "RIGHT", CTG__INK, true, what);
    add_words(text, CTG__HISTOGRAM_BAR, "LEFT", CTG__MUTE, false, "nodes");
    ctg__text_add(text, "<TD></TD></TR>");
    for (size_t i = h->count; i > 0; i--)
        add_row(text, h, i - 1, most, unit, facts);
    if (h->zeros) {
        ctg__text_add(text, "<TR>");
        add_words(text, CTG__HISTOGRAM_LABEL, "RIGHT", CTG__SUBTEXT, false,
                  "nothing");
        add_bar(text, h->zeros, most, NOTHING);
        add_words(text, CTG__HISTOGRAM_COUNT, "RIGHT", CTG__INK, false,
                  ctg__format_count(digits, h->zeros));
        ctg__text_add(text, "</TR>");
    }
    ctg__text_add(text, "</TABLE>");
}

double ctg__histogram_height(const ctg__histogram *h)
{
    return (double)((h->count + 1 + (h->zeros > 0)) * CTG__HISTOGRAM_ROW);
}

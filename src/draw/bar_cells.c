#include "draw/bar_cells.h"

#include <math.h>
#include <string.h>

#include "draw/palette.h"

enum {
    SIDE = 4, /* above the line of a whisker, and below it */
    LINE = 1,
    HEIGHT = SIDE + LINE + SIDE,
    MARGIN = 6
};

/* A table without borders, `room` wide, within a cell. */
static void open_table(ctg__text *text, int width, int row, int room,
                       int height)
{
    ctg__text_print(text,
                    "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"><TABLE "
                    "BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                    "CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" "
                    "HEIGHT=\"%d\">",
                    width, row, room, height);
}

static void add_piece(ctg__text *text, int width, int height,
                      const char *colour)
{
    if (width > 0)
        ctg__text_print(text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\" "
                        "BGCOLOR=\"%s\"></TD>",
                        width, height, colour);
}

void ctg__bar_add(ctg__text *text, double share, int width, const char *colour)
{
    const int room = width - MARGIN;
    const int full = (int)lround(fmin(1, fmax(0, share)) * room);

    open_table(text, width, CTG__BAR_ROW, room, HEIGHT);
    ctg__text_add(text, "<TR>");
    add_piece(text, full, HEIGHT, colour);
    add_piece(text, room - full, HEIGHT, CTG__TRACK);
    ctg__text_add(text, "</TR></TABLE></TD>");
}

/* --- with whiskers ---------------------------------------------------------
 */

/* In dots. */
typedef struct placed {
    int low;
    int mid;
    int high;
    const char *colour;
} placed;

static const char *colour_at(const placed *of, int dot, bool middle)
{
    if (dot == of->low || dot == of->high ||
        (middle && dot > of->low && dot < of->high))
        return CTG__INK;
    return dot < of->mid ? of->colour : CTG__TRACK;
}

/* A row of the bar: pieces of one colour, side by side. */
static void add_strip(ctg__text *text, const placed *of, int room, int height,
                      bool middle)
{
    ctg__text_add(text, "<TR>");
    open_table(text, room, height, room, height);
    ctg__text_add(text, "<TR>");
    for (int from = 0, to; from < room; from = to) {
        const char *const colour = colour_at(of, from, middle);

        for (to = from + 1;
             to < room && strcmp(colour_at(of, to, middle), colour) == 0;)
            to++;
        add_piece(text, to - from, height, colour);
    }
    ctg__text_add(text, "</TR></TABLE></TD></TR>");
}

static int dots_of(double share, int room)
{
    return (int)lround(fmin(1, fmax(0, share)) * (room - 1));
}

void ctg__bar_add_whiskered(ctg__text *text, ctg__whisker at, int width,
                            const char *colour)
{
    const int room = width - MARGIN;
    const placed of = {.low = dots_of(at.low, room),
                       .mid = dots_of(at.mid, room),
                       .high = dots_of(at.high, room),
                       .colour = colour};

    open_table(text, width, CTG__BAR_ROW, room, HEIGHT);
    add_strip(text, &of, room, SIDE, false);
    add_strip(text, &of, room, LINE, true);
    add_strip(text, &of, room, SIDE, false);
    ctg__text_add(text, "</TABLE></TD>");
}

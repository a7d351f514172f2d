#include "draw/scatter_draw.h"

#include <math.h>
#include <stdint.h>

#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "text/widths.h"

enum { NAME = 10, BELOW = 9 };

#define LEADING 1.2
#define MARGIN 4.0

void ctg__scatter_begin(ctg__diagram *diagram, const char *class)
{
    ctg__placed_begin(diagram, class);
    ctg__diagram_node_defaults(diagram);
    ctg__diagram_put(diagram, "label", "");
}

void ctg__scatter_measure(ctg__scatter_item *item,
                          const ctg__shape_words *words)
{
    item->label_width =
        ceil(fmax(ctg__text_width(words->name, NAME, true),
                  ctg__text_width(words->below, BELOW, false))) +
        MARGIN;
    item->label_height = ceil(LEADING * (NAME + BELOW));
}

void ctg__scatter_put_shape(ctg__diagram *diagram,
                            const ctg__scatter_item *item)
{
    ctg__diagram_put(diagram, "shape", item->shape->shape);
    ctg__put_place(diagram, item->x, item->y,
                   item->width - (item->twice ? CTG__BORDERS : 0),
                   item->height - (item->twice ? CTG__BORDERS : 0));
}

static void add_cell(ctg__text *text, const ctg__scatter_item *item)
{
    if (item->crossed)
        ctg__text_print(text, "<TR><TD BGCOLOR=\"%s\">",
                        item->ground ? item->ground : CTG__HALO);
    else
        ctg__text_add(text, "<TR><TD>");
}

void ctg__scatter_put_words(ctg__diagram *diagram,
                            const ctg__scatter_item *item, const char *name,
                            const ctg__shape_words *words, ctg__text *text)
{
    static const char *const looks[] = {"shape", "plaintext", "style", "",
                                        "class", "lb",        NULL};
    const char *const on = item->within ? words->on : NULL;

    ctg__text_restart(text);
    ctg__text_print(text, "l_%s", name);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(text));
    ctg__diagram_put(diagram, "id", ctg__text_string(text));
    ctg__diagram_put_all(diagram, looks);
    ctg__put_place(diagram, item->label_x, item->label_y, item->label_width,
                   item->label_height);
    ctg__text_restart(text);
    ctg__text_add(text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"0\">");
    add_cell(text, item);
    ctg__text_add(text, "<B>");
    if (on)
        ctg__text_print(text, "<FONT COLOR=\"%s\">", on);
    ctg__add_html(text, words->name);
    ctg__text_add(text, on ? "</FONT></B></TD></TR>" : "</B></TD></TR>");
    add_cell(text, item);
    ctg__text_print(text, "<FONT POINT-SIZE=\"9\" COLOR=\"%s\">",
                    on                    ? on
                    : words->below_colour ? words->below_colour
                                          : CTG__MUTE);
    ctg__add_html(text, words->below);
    ctg__text_add(text, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__add_tooltip(text, words->name);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
}

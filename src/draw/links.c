/* Lines that stand for several channels. */
#include <string.h>

#include "draw/escape.h"
#include "draw/groups_drill.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/format.h"

void ctg__put_link(ctg__diagram *diagram, const char *unit,
                   const ctg__link *link, double widest, ctg__text *text)
{
    const ctg__ink *const ink = &ctg__inks[link->code];
    const double pen = ctg__pen_group_loss(link->amount, widest);
    char money[CTG__FORMAT_ROOM];

    ctg__text_add(text, "\\n");
    ctg__add_tooltip(text,
                     ctg__format_amount(money, link->amount, unit, false));
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (link->of_code[code]) {
            ctg__text_print(text, "\\n%s ", ctg__code_about(code)->code);
            ctg__add_tooltip(
                text,
                ctg__format_amount(money, link->of_code[code], unit, false));
        }
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_print(text, "fl ch_%s", ctg__code_about(link->code)->code);
    ctg__diagram_put(diagram, "class", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_print(text, "%sD8", ink->line);
    ctg__diagram_put(diagram, "color", ctg__text_string(text));
    if (strcmp(ink->style, "solid") != 0)
        ctg__diagram_put(diagram, "style", ink->style);
    ctg__diagram_put(diagram, "arrowhead", ink->arrow);
    ctg__diagram_put_number(diagram, "penwidth", pen);
    ctg__diagram_put_number(diagram, "arrowsize", ctg__arrow_size(pen));
}

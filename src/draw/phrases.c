#include "draw/phrases.h"

#include <string.h>

#include "draw/escape.h"
#include "draw/palette.h"
#include "text/clean.h"
#include "text/format.h"

/* --- shocks ----------------------------------------------------------------
 */

void ctg__add_shock(ctg__text *text, const ctg__facts *facts, size_t shock)
{
    if (facts->shocks)
        ctg__text_add(text, facts->shocks[shock]);
    else
        ctg__text_print(text, "shock %zu", shock + 1);
}

void ctg__add_shocks(ctg__text *text, const ctg__facts *facts)
{
    enum { NAMED = 3 };

    if (facts->shock_count == 0)
        ctg__text_add(text, "no shock");
    for (size_t i = 0; i < facts->shock_count && i < NAMED; i++) {
        if (i)
            ctg__text_add(text, ", ");
        ctg__add_shock(text, facts, i);
    }
    if (facts->shock_count > NAMED)
        ctg__text_print(text, " and %zu more", facts->shock_count - NAMED);
}

/* --- labels ----------------------------------------------------------------
 */

void ctg__text_restart(ctg__text *text)
{
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

void ctg__add_part(ctg__text *text)
{
    if (text->length)
        ctg__text_add(text, " · ");
}

void ctg__add_money(ctg__text *text, const ctg__facts *facts, double value)
{
    char money[CTG__FORMAT_ROOM];

    ctg__text_add(text, ctg__format_amount(money, value, facts->unit, false));
}

const char *ctg__unit_in_box(const ctg__facts *facts)
{
    return facts->unit && ctg__columns(facts->unit) <= 1 ? facts->unit : "";
}

void ctg__add_money_in_box(ctg__text *text, const ctg__facts *facts,
                           double value)
{
    char money[CTG__FORMAT_ROOM];

    ctg__text_add(
        text, ctg__format_amount(money, value, ctg__unit_in_box(facts), false));
}

void ctg__add_baseline(ctg__text *text, const ctg__facts *facts)
{
    if (!(facts->baseline > 0))
        return;
    ctg__text_add(text, " (without the shock: ");
    ctg__add_money(text, facts, facts->baseline);
    ctg__text_add(text, ")");
}

void ctg__add_share(ctg__text *text, double share)
{
    char digits[CTG__FORMAT_ROOM];

    ctg__text_add(text, ctg__format_share(digits, share, false));
}

#define ROW "<TR><TD ALIGN=\"LEFT\">"
#define ROW_END "</TD></TR>"

void ctg__label_begin(ctg__text *text, const char *clean_title)
{
    ctg__text_add(text, "<TABLE ALIGN=\"LEFT\" BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"2\">" ROW
                        "<FONT POINT-SIZE=\"16\"><B>");
    ctg__add_html(text, clean_title);
    ctg__text_add(text, "</B></FONT><BR ALIGN=\"LEFT\"/>" ROW_END);
}

static void end_row(ctg__text *text)
{
    static const char end[] = ROW_END;
    const size_t length = sizeof end - 1;

    if (text->length < length ||
        memcmp(text->bytes + text->length - length, end, length) != 0)
        ctg__text_add(text, "<BR ALIGN=\"LEFT\"/>" ROW_END);
}

void ctg__label_end(ctg__text *text)
{
    end_row(text);
    ctg__text_add(text, "</TABLE>");
}

void ctg__label_ink(ctg__text *text, const char *colour, const char *clean)
{
    ctg__text_print(text, "<FONT COLOR=\"%s\">", colour);
    ctg__add_html(text, clean);
    ctg__text_add(text, "</FONT>");
}

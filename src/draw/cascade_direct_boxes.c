/* What the boxes say where a shock did not spread. */
#include "draw/cascade_boxes.h"
#include "draw/cascade_direct.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

enum {
    INNER = CTG__DIRECT_WIDTH - 14,
    SHOCK_INNER = CTG__DIRECT_SHOCK_WIDTH - 14
};

static void add_line(ctg__direct *d, double points, const char *colour,
                     bool bold, double width)
{
    ctg__text_add(&d->text, ROW "<FONT POINT-SIZE=\"");
    ctg__text_add_number(&d->text, points);
    ctg__text_print(&d->text, "\" COLOR=\"%s\">%s", colour, bold ? "<B>" : "");
    ctg__cascade_add_fitted(&d->text, ctg__text_string(&d->line), points, bold,
                            width);
    ctg__text_print(&d->text, "%s</FONT>" ROW_END, bold ? "</B>" : "");
    ctg__text_restart(&d->line);
}

static void add_loser(ctg__direct *d, ctg_node node)
{
    const double equity = d->facts->initial_equity[node];
    char share[CTG__FORMAT_ROOM];

    ctg__text_add_clean(&d->line, d->facts->node_names[node], 0, false);
    ctg__text_add(&d->line, "  ");
    ctg__add_money_in_box(&d->line, d->facts, d->lost[node]);
    if (equity > 0)
        ctg__text_print(
            &d->line, " · %s",
            ctg__format_share(share, d->lost[node] / equity, false));
    if (d->facts->failed_round[node] != CTG_NEVER)
        ctg__text_add(&d->line, " ✕");
    add_line(d, 9, CTG__SUBTEXT, false, INNER);
}

static void add_gauge(ctg__direct *d, const ctg__direct_group *of)
{
    const int lost =
        of->equity > 0 ? ctg__gauge_cells(of->loss / of->equity) : CTG__GAUGE;

    ctg__text_print(&d->text,
                    ROW "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"0\" "
                        "FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\"><TR>",
                    2 * CTG__GAUGE);
    if (lost > 0)
        ctg__text_print(&d->text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"" CTG__LOST_NOW "\"></TD>",
                        2 * lost);
    if (lost < CTG__GAUGE)
        ctg__text_print(&d->text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"" CTG__LEFT "\"></TD>",
                        2 * (CTG__GAUGE - lost));
    ctg__text_add(&d->text, "</TR></TABLE>" ROW_END);
}

void ctg__direct_put_group(ctg__direct *d, const ctg__direct_group *of)
{
    char number[CTG__FORMAT_ROOM];
    char count[CTG__FORMAT_ROOM];

    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, TABLE);
    ctg__text_add_clean(&d->line, of->name, 0, false);
    add_line(d, 10, CTG__INK, true, INNER);
    ctg__add_money_in_box(&d->line, d->facts, of->loss);
    if (of->equity > 0) {
        ctg__text_add(&d->line, ", ");
        ctg__add_share(&d->line, of->loss / of->equity);
        ctg__text_add(&d->line, " of equity");
    }
    ctg__text_print(&d->line, " · %s of %s %s",
                    ctg__format_count(number, of->failed),
                    ctg__format_count(count, of->nodes),
                    of->failed == 1 ? "defaults" : "default");
    add_line(d, 9, CTG__SUBTEXT, false, INNER);
    add_gauge(d, of);
    for (size_t i = 0; i < of->worst_count; i++)
        add_loser(d, of->worst[i]);
    ctg__text_add(&d->text, "</TABLE>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
}

void ctg__direct_put_shock(ctg__direct *d, const ctg__direct_shock *shock)
{
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, TABLE);
    ctg__text_restart(&d->line);
    if (shock->shock != SIZE_MAX)
        ctg__add_shock(&d->line, d->facts, shock->shock);
    else if (!shock->count)
        ctg__text_add(&d->line, "from the start");
    else
        ctg__text_print(&d->line, "%zu%s shock%s", shock->count,
                        d->shock_count > 1 ? " more" : "",
                        ctg__plural(shock->count));
    add_line(d, 10, CTG__INK, true, SHOCK_INNER);
    ctg__add_money_in_box(&d->line, d->facts, shock->loss);
    if (d->direct > 0 && d->shock_count > 1) {
        ctg__text_add(&d->line, " · ");
        ctg__add_share(&d->line, shock->loss / d->direct);
        ctg__text_add(&d->line, " of direct losses");
    }
    add_line(d, 9, CTG__SUBTEXT, false, SHOCK_INNER);
    ctg__text_add(&d->text, "</TABLE>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
}

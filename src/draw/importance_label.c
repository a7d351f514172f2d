/* What a picture of importance says: its title and legend, and a table of the
 * first. */
#include "draw/escape.h"
#include "draw/grid.h"
#include "draw/head.h"
#include "draw/importance.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/format.h"

enum { LISTED = 12, CAPTION_COLUMNS = 150 };

static void add_cell(ctg__text *text, const char *align, const char *clean,
                     bool bold)
{
    ctg__text_print(text, "<TD ALIGN=\"%s\">%s", align, bold ? "<B>" : "");
    ctg__add_html(text, clean);
    ctg__text_add(text, bold ? "</B></TD>" : "</TD>");
}

void ctg__importance_table(ctg__importance *t, const ctg_network *network)
{
    static const char *const looks[] = {"shape",    "plain",     "style",
                                        "",         "fixedsize", "false",
                                        "fontsize", "9",         NULL};
    ctg__diagram *const diagram = &t->sketch->diagram;
    ctg__text words = {0};

    ctg__diagram_add_node(diagram, SIZE_MAX, "table");
    ctg__diagram_put(diagram, "id", "table");
    ctg__diagram_put(diagram, "class", "table");
    ctg__diagram_put_all(diagram, looks);
    ctg__put_position(diagram, 1.12 * CTG__IMPORTANCE_RADIUS + 140,
                      -0.80 * CTG__IMPORTANCE_RADIUS);
    ctg__diagram_put(diagram, "tooltip", "the most important");
    ctg__text_restart(&t->text);
    ctg__text_add(&t->text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                            "CELLSPACING=\"0\" CELLPADDING=\"2\"><TR>");
    add_cell(&t->text, "RIGHT", " ", false);
    add_cell(&t->text, "LEFT", "node", false);
    add_cell(&t->text, "RIGHT", "impact", false);
    add_cell(&t->text, "RIGHT", "assets", false);
    if (t->sketch->options->vulnerability)
        add_cell(&t->text, "RIGHT", "vuln.", false);
    ctg__text_add(&t->text, "</TR>");
    for (size_t i = 0; i < LISTED && i < t->count; i++) {
        const uint32_t actor = t->order[i];

        ctg__text_add(&t->text, "<TR>");
        ctg__text_restart(&words);
        ctg__text_print(&words, "%zu", i + 1);
        add_cell(&t->text, "RIGHT", ctg__text_string(&words), true);
        ctg__text_add(&t->text, "<TD ALIGN=\"LEFT\">");
        if (ctg__is_worst(t, actor)) {
            ctg__label_ink(&t->text, CTG__WORST, "◎");
            ctg__text_add(&t->text, " ");
        }
        ctg__add_html(&t->text, t->labels[actor]);
        ctg__text_add(&t->text, "</TD>");
        ctg__text_restart(&words);
        ctg__add_share(&words, ctg__impact_of(t, actor));
        add_cell(&t->text, "RIGHT", ctg__text_string(&words), true);
        ctg__text_restart(&words);
        ctg__add_money(&words, &t->facts, ctg__assets_of(t, network, actor));
        add_cell(&t->text, "RIGHT", ctg__text_string(&words), false);
        if (t->sketch->options->vulnerability) {
            ctg__text_restart(&words);
            ctg__text_print(&words, "Q%lu",
                            (unsigned long)t->quintile[actor] + 1);
            add_cell(&t->text, "RIGHT", ctg__text_string(&words), false);
        }
        ctg__text_add(&t->text, "</TR>");
    }
    ctg__text_add(&t->text, "</TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&t->text));
    t->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static size_t count_worst(const ctg__importance *t)
{
    size_t count = 0;

    for (size_t a = 0; a < t->count; a++)
        count += ctg__is_worst(t, a);
    return count;
}

static void add_legend(ctg__importance *t, ctg__text *text)
{
    static const char *const classes[] = {"Q1 lowest", "Q2", "Q3", "Q4",
                                          "Q5 highest"};
    const size_t worst = count_worst(t);
    ctg__text words = {0};

    ctg__label_row(text);
    if (t->sketch->options->vulnerability) {
        ctg__text_add(text,
                      "fill: vulnerability, quintile of the mean distress "
                      "when others fail: ");
        for (size_t i = 0; i < 5; i++)
            ctg__text_print(text,
                            " <FONT COLOR=\"%s\" POINT-SIZE=\"13\">%s</FONT> "
                            "%s  ",
                            i ? ctg__vulnerability_scale.colours[i]
                              : CTG__OUTLINE,
                            i ? "■" : "□", classes[i]);
    }
    ctg__text_add(&words, "    area ∝ assets (largest ");
    ctg__add_money(&words, &t->facts, t->most_assets);
    ctg__text_add(&words, ")");
    ctg__add_html(text, ctg__text_string(&words));
    ctg__label_row(text);
    if (worst) {
        ctg__label_ink(text, CTG__WORST, "◎");
        ctg__text_print(text,
                        " worst set of %zu found: joint failure costs most "
                        "(greedy, not proven)      ",
                        worst);
    }
    ctg__label_ink(text, "#B4532F", "━");
    ctg__text_print(text,
                    " exposure ≥ 25%% of the creditor’s equity, debtor in the "
                    "top %d (the %zu heaviest of %zu exposures)",
                    CTG__FEARED, t->lines, t->ties.count);
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__importance_label(ctg__importance *t, const ctg_network *network,
                           const char *title)
{
    ctg__text caption = {0};
    ctg__text text = {0};
    char digits[CTG__FORMAT_ROOM];
    double assets = 0;

    for (size_t a = 0; a < t->count; a++)
        assets += ctg__assets_of(t, network, a);
    ctg__text_print(&caption, "%s node%s, ",
                    ctg__format_count(digits, t->count), ctg__plural(t->count));
    ctg__text_print(&caption, "%s exposure%s, ",
                    ctg__format_count(digits, t->ties.count),
                    ctg__plural(t->ties.count));
    ctg__add_money(&caption, &t->facts, assets);
    ctg__text_add(&caption,
                  " total assets. Distance from the centre: the share of the "
                  "whole system's equity that others lose if this node fails "
                  "(log scale, rings labelled; what is under ");
    ctg__add_share(&caption, t->places.least);
    ctg__text_add(&caption, " stands on the outermost circle).");
    if (t->shown < t->count)
        ctg__text_print(&caption,
                        " Drawn: the %zu with the largest impact; the others "
                        "are one dot per group.",
                        t->shown);
    ctg__label_begin(&text, title);
    ctg__label_caption(&text, ctg__text_string(&caption), CAPTION_COLUMNS);
    add_legend(t, &text);
    ctg__label_data(&text, ctg__data_line(t->sketch, true), CAPTION_COLUMNS);
    ctg__label_end(&text);
    ctg__diagram_graph(&t->sketch->diagram);
    ctg__diagram_put_html(&t->sketch->diagram, "label",
                          ctg__text_string(&text));
    t->text.failed |= text.failed || caption.failed;
    ctg__text_clear(&caption);
    ctg__text_clear(&text);
}

/* What a picture of importance says: its title and legend, and a table of the
 * first. */
#include <math.h>

#include "draw/escape.h"
#include "draw/grid.h"
#include "draw/head.h"
#include "draw/importance.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

#define CELLS 170.0  /* of the table, without names */
#define ROW 15.0     /* of the table */
#define NAME 140.0   /* of it, at most */
#define SECTOR 120.0 /* words of one, at most */
#define HEAD_ROOM 160.0
#define LARGEST 470.0 /* radius */
#define SMALLEST 90.0
#define GAP 16.0
#define MARGINS 26.0 /* around the head */

static void add_cell(ctg__text *text, const char *align, const char *clean,
                     bool bold)
{
    ctg__text_print(text, "<TD ALIGN=\"%s\">%s", align, bold ? "<B>" : "");
    ctg__add_html(text, clean);
    ctg__text_add(text, bold ? "</B></TD>" : "</TD>");
}

double ctg__importance_sector(const ctg__importance *t, size_t group,
                              ctg__text *words)
{
    ctg__text clean = {0};

    ctg__text_add_name(&clean, t->groups.names[group], CTG__NAME_MAP, false);
    ctg__text_add_fitted_words(words, ctg__text_string(&clean), 10, false,
                               SECTOR);
    ctg__text_print(words, " (%zu)", t->groups.member_count[group]);
    words->failed |= clean.failed;
    ctg__text_clear(&clean);
    return ctg__text_width(ctg__text_string(words), 10, false);
}

static double widest_sector(ctg__importance *t)
{
    ctg__text words = {0};
    double widest = 0;

    for (size_t s = 0; t->groups.actors.count > 1 && s < t->groups.actors.count;
         s++) {
        ctg__text_restart(&words);
        widest = fmax(widest, ctg__importance_sector(t, s, &words));
    }
    t->text.failed |= words.failed;
    ctg__text_clear(&words);
    return widest;
}

static size_t listed(const ctg__importance *t)
{
    return t->count < CTG__IMPORTANCE_LISTED ? t->count
                                             : CTG__IMPORTANCE_LISTED;
}

static double table_width(const ctg__importance *t)
{
    double widest = 30;

    for (size_t i = 0; i < listed(t); i++)
        widest = fmax(widest,
                      ctg__text_width(t->labels[t->order[i]], 9, false) + 12);
    return fmin(widest, NAME + 12) + CELLS;
}

static double table_height(const ctg__importance *t)
{
    return ROW * (double)(listed(t) + 1);
}

void ctg__importance_measure(ctg__importance *t)
{
    const ctg__draw_page *const page = ctg__sketch_page(t->sketch);
    const double across = 2 * CTG__IMPORTANCE_WORDS;
    /* They step aside for each other. */
    const double words = 2 * widest_sector(t) + 3 * GAP;
    const double width = ctg__page_most_width(page) - words;
    const double height = ctg__page_most_height(page) - HEAD_ROOM - 2 * GAP;
    const double beside =
        fmin(width - GAP - table_width(t), height - GAP) / across;
    const double above = fmin(width, height - GAP - table_height(t)) / across;

    t->below = above > beside;
    t->radius = fmin(LARGEST, fmax(SMALLEST, fmax(above, beside)));
}

/* Its left upper corner is below the circle, or beside it at its height. */
static void place_table(ctg__importance *t)
{
    const double out = CTG__IMPORTANCE_WORDS * t->radius;
    const double width = table_width(t);
    const double height = table_height(t);

    if (t->below)
        ctg__put_position(&t->sketch->diagram, 0, -out - 2 * GAP - height / 2);
    else
        ctg__put_position(&t->sketch->diagram,
                          out + widest_sector(t) + GAP + width / 2, 0);
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
    place_table(t);
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
    for (size_t i = 0; i < listed(t); i++) {
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
        ctg__text_restart(&words);
        ctg__text_add_fitted(&words, t->labels[actor], 9, false, NAME);
        ctg__add_html(&t->text, ctg__text_string(&words));
        ctg__text_add(&t->text, "</TD>");
        ctg__text_restart(&words);
        ctg__add_share(&words, ctg__impact_of(t, actor));
        add_cell(&t->text, "RIGHT", ctg__text_string(&words), true);
        ctg__text_restart(&words);
        ctg__add_money_in_box(&words, &t->facts,
                              ctg__assets_of(t, network, actor));
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

static void put_classes(ctg__head *head)
{
    static const char *const classes[] = {"Q1 lowest", "Q2", "Q3", "Q4",
                                          "Q5 highest"};

    ctg__head_run(head, NULL, false,
                  "fill: vulnerability, quintile of the mean distress when "
                  "others fail:");
    for (size_t i = 0; i < 5; i++) {
        ctg__head_run(head, NULL, false, "  ");
        ctg__head_run(head,
                      i ? ctg__vulnerability_scale.colours[i] : CTG__OUTLINE,
                      false, i ? "■" : "□");
        ctg__head_run(head, NULL, false, " ");
        ctg__head_run(head, NULL, false, classes[i]);
    }
    ctg__head_item(head);
}

static void put_legend(ctg__importance *t, ctg__head *head)
{
    const size_t worst = count_worst(t);
    ctg__text words = {0};

    if (t->sketch->options->vulnerability)
        put_classes(head);
    ctg__text_add(&words, "area ∝ assets (largest ");
    ctg__add_money(&words, &t->facts, t->most_assets);
    ctg__text_add(&words, ")");
    if (t->smallest_count)
        ctg__text_print(&words, ", %zu dot%s at minimum size",
                        t->smallest_count, ctg__plural(t->smallest_count));
    ctg__head_run(head, NULL, false, ctg__text_string(&words));
    ctg__head_item(head);
    if (worst) {
        ctg__head_run(head, CTG__WORST, false, "◎");
        ctg__text_restart(&words);
        ctg__text_print(&words,
                        " worst set of %zu found: joint failure costs most "
                        "(greedy, not proven)",
                        worst);
        ctg__head_run(head, NULL, false, ctg__text_string(&words));
        ctg__head_item(head);
    }
    if (t->lines) {
        ctg__head_run(head, "#B4532F", false, "━");
        ctg__text_restart(&words);
        ctg__text_print(&words,
                        " exposure ≥ 25%% of the creditor’s equity, debtor in "
                        "the top %d (the %zu heaviest of %zu exposures)",
                        CTG__FEARED, t->lines, t->ties.count);
        ctg__head_run(head, NULL, false, ctg__text_string(&words));
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void put_caption(ctg__importance *t, const ctg_network *network,
                        ctg__head *head)
{
    ctg__text caption = {0};
    char digits[CTG__FORMAT_ROOM];
    double assets = 0;
    size_t moved = 0;

    for (size_t i = 0; i < t->dot_count; i++)
        moved += t->dots[i].moved;
    for (size_t a = 0; a < t->count; a++)
        assets += ctg__assets_of(t, network, a);
    ctg__text_print(&caption, "%s node%s, ",
                    ctg__format_count(digits, t->count), ctg__plural(t->count));
    ctg__text_print(&caption, "%s exposure%s, ",
                    ctg__format_count(digits, t->ties.count),
                    ctg__plural(t->ties.count));
    ctg__add_money(&caption, &t->facts, assets);
    ctg__text_add(&caption, " total assets.");
    if (t->shown < t->count)
        ctg__text_print(&caption,
                        " Drawn: the %zu with the largest impact; the others "
                        "are one dot per group.",
                        t->shown);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&caption));
    t->sketch->figures = ctg__text_keep(&caption, &t->sketch->arena);
    t->sketch->failed |= !t->sketch->figures;
    ctg__text_add(&caption,
                  "Distance from the centre: the share of the whole system's "
                  "equity that others lose if this node fails (log scale, "
                  "rings labelled; what is under ");
    ctg__add_share(&caption, t->places.least);
    ctg__text_add(&caption, " stands on the outermost circle).");
    if (moved)
        ctg__text_print(&caption,
                        " %s dot%s as important as %s no room at %s distance "
                        "and stand%s beside it.",
                        ctg__format_count(digits, moved), ctg__plural(moved),
                        moved == 1 ? "others has" : "others have",
                        moved == 1 ? "its" : "their", moved == 1 ? "s" : "");
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&caption));
    t->sketch->failed |= caption.failed;
    ctg__text_clear(&caption);
}

void ctg__importance_label(ctg__importance *t, const ctg_network *network,
                           const char *title)
{
    const double circle =
        2 * (CTG__IMPORTANCE_WORDS * t->radius + widest_sector(t));
    ctg__head head;

    ctg__head_begin(
        &head, title,
        fmin(t->below ? circle : circle + GAP + table_width(t),
             ctg__page_most_width(ctg__sketch_page(t->sketch)) - MARGINS));
    put_caption(t, network, &head);
    put_legend(t, &head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(t->sketch, true));
    ctg__diagram_graph(&t->sketch->diagram);
    ctg__head_put(&head, &t->sketch->diagram);
}

/* Importance as a ranking that names nodes: bars, and beside them how many
 * nodes cost others how much. */
#include <math.h>
#include <stdio.h>

#include "draw/bar_cells.h"
#include "draw/escape.h"
#include "draw/head.h"
#include "draw/importance_bars.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

enum { LISTED = 20, NAMED_FAILED = 6 };

/* Points of the columns. */
enum {
    RANK = 24,
    NAME = 128,
    BAR = 170,
    MONEY = 60,
    SHARE = 42,
    FAIL = 32,
    GAP = 14,
    SUFFERS = 52,
    PER_CENT = 34,
    WIDTH = RANK + NAME + BAR + MONEY + SHARE + FAIL,
    MORE = GAP + SUFFERS + PER_CENT,
    BETWEEN = 30,
    ROW = CTG__BAR_ROW
};

#define IMPACT "#4A86C5"
#define DAMAGE "#7A6BB8"
#define SUFFERING "#1B4F91"

/* --- the table -------------------------------------------------------------
 */

static void add_cell(ctg__text *text, int width, const char *align,
                     const char *colour, bool bold, const char *clean)
{
    ctg__text cut = {0};

    ctg__text_add_fitted(&cut, clean, 9, bold, width - 3);
    ctg__text_print(text,
                    "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\" "
                    "ALIGN=\"%s\"><FONT POINT-SIZE=\"9\" COLOR=\"%s\">%s",
                    width, ROW, align, colour, bold ? "<B>" : "");
    ctg__add_html(text, ctg__text_string(&cut));
    ctg__text_print(text, "%s </FONT></TD>", bold ? "</B>" : "");
    text->failed |= cut.failed;
    ctg__text_clear(&cut);
}

static void add_ranks(ctg__text *text, const ctg_draw_options *options,
                      uint32_t node)
{
    char words[48];

    snprintf(words, sizeof words,
             options->rank_low[node] < options->rank_high[node]
                 ? "%.0f\xE2\x80\x93%.0f"
                 : "%.0f",
             options->rank_low[node], options->rank_high[node]);
    add_cell(text, FAIL, "RIGHT", CTG__SUBTEXT, false, words);
}

/* --- rows ------------------------------------------------------------------
 */

static void add_heads(ctg__bars *b)
{
    const ctg_draw_options *const options = b->t->sketch->options;
    ctg__text *const text = &b->t->text;

    ctg__text_add(text, "<TR>");
    add_cell(text, RANK, "RIGHT", CTG__MUTE, false, "");
    add_cell(text, NAME, "LEFT", CTG__MUTE, false, "node");
    add_cell(text, BAR, "LEFT", CTG__MUTE, false,
             b->saturated ? "first-round damage" : "others lose");
    add_cell(text, MONEY, "RIGHT", CTG__MUTE, false, "");
    add_cell(text, SHARE, "RIGHT", CTG__MUTE, false, "of equity");
    add_cell(text, FAIL, "RIGHT", CTG__MUTE, false,
             ctg__is_banded(b->t) ? "rank"
             : options->defaults  ? "fail"
                                  : "");
    if (options->vulnerability) {
        add_cell(text, GAP, "LEFT", CTG__MUTE, false, "");
        add_cell(text, SUFFERS, "LEFT", CTG__MUTE, false, "suffers");
        add_cell(text, PER_CENT, "RIGHT", CTG__MUTE, false, "");
    }
    ctg__text_add(text, "</TR>");
}

/* The best rank among equals. */
static size_t rank_of(const ctg__bars *b, size_t place)
{
    const double value = b->list[place].value;

    while (place > 0 && b->list[place - 1].value - value <= 1e-12 * fabs(value))
        place--;
    return place + 1;
}

static void add_line(ctg__bars *b, size_t place)
{
    const ctg__importance *const t = b->t;
    const ctg_draw_options *const options = t->sketch->options;
    const uint32_t actor = b->list[place].actor;
    const uint32_t node = t->node[actor];
    const double value = b->list[place].value;
    const double most = b->list[0].value;
    ctg__text *const text = &b->t->text;
    char digits[CTG__FORMAT_ROOM];

    ctg__text_add(text, "<TR>");
    add_cell(text, RANK, "RIGHT", CTG__MUTE, false,
             ctg__format_count(digits, rank_of(b, place)));
    add_cell(text, NAME, "LEFT",
             ctg__is_worst(t, actor) ? CTG__WORST : CTG__INK, true,
             t->labels[actor]);
    if (ctg__is_banded(t))
        ctg__bar_add_whiskered(
            text,
            (ctg__whisker){options->impact_low[node] / b->widest,
                           options->impact[node] / b->widest,
                           options->impact_high[node] / b->widest},
            BAR, IMPACT);
    else
        ctg__bar_add(text, most > 0 ? value / most : 0, BAR,
                     b->saturated ? DAMAGE : IMPACT);
    ctg__text_restart(&b->words);
    ctg__add_money_in_box(&b->words, &t->facts, value);
    add_cell(text, MONEY, "RIGHT", CTG__INK, false,
             ctg__text_string(&b->words));
    add_cell(text, SHARE, "RIGHT", CTG__SUBTEXT, false,
             ctg__format_share(digits, b->system > 0 ? value / b->system : 0,
                               false));
    if (options->defaults)
        snprintf(digits, sizeof digits, "%.0f", options->defaults[node]);
    if (ctg__is_banded(t))
        add_ranks(text, options, node);
    else
        add_cell(text, FAIL, "RIGHT", CTG__SUBTEXT, false,
                 options->defaults ? digits : "");
    if (options->vulnerability) {
        const double suffers = options->vulnerability[node];

        add_cell(text, GAP, "LEFT", CTG__INK, false, "");
        ctg__bar_add(text, suffers, SUFFERS, SUFFERING);
        add_cell(text, PER_CENT, "RIGHT", CTG__SUBTEXT, false,
                 ctg__format_share(digits, suffers, false));
    }
    ctg__text_add(text, "</TR>");
}

static void put_table(ctg__bars *b, const char *name, double x, double y,
                      double width, double height)
{
    ctg__diagram *const diagram = &b->t->sketch->diagram;

    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", "table");
    ctg__diagram_put(diagram, "shape", "plaintext");
    ctg__diagram_put(diagram, "style", "");
    ctg__diagram_put(diagram, "tooltip", name);
    ctg__put_place(diagram, x + width / 2, y - height / 2, width, height);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&b->t->text));
}

/* Those that cost others nothing are equals, and many: they have no place in a
 * list that does not hold all. */
static size_t costly(const ctg__bars *b)
{
    size_t count = 0;

    while (count < b->count && b->list[count].value > 0)
        count++;
    return count;
}

static size_t listed(const ctg__bars *b)
{
    const size_t most = costly(b) > 0 ? costly(b) : 1;

    return b->count <= LISTED ? b->count : most < LISTED ? most : LISTED;
}

/* The ranking, and how all nodes are spread beside it, or below it where the
 * page is too narrow for both. Returns how wide they are. */
static double draw_tables(ctg__bars *b, double width)
{
    ctg__importance *const t = b->t;
    const size_t shown = listed(b);
    const double height = (double)((shown + 1) * ROW);
    const double low = ctg__histogram_height(&b->bins);
    const double both = width + BETWEEN + CTG__HISTOGRAM_WIDTH;
    const bool beside =
        both <= ctg__page_most_width(ctg__sketch_page(t->sketch)) - 20;

    ctg__text_restart(&t->text);
    ctg__text_add(&t->text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                            "CELLSPACING=\"0\" CELLPADDING=\"0\">");
    add_heads(b);
    for (size_t i = 0; i < shown; i++)
        add_line(b, i);
    ctg__text_add(&t->text, "</TABLE>");
    put_table(b, "ranking", 0, 0, width, height);
    ctg__text_restart(&t->text);
    ctg__histogram_add(&t->text, &b->bins, "others lose", CTG__HISTOGRAM_MONEY,
                       &t->facts);
    put_table(b, "spread", beside ? width + BETWEEN : 0,
              beside ? 0 : -height - BETWEEN, CTG__HISTOGRAM_WIDTH, low);
    return beside ? both : width;
}

/* --- head ------------------------------------------------------------------
 */

static void add_saturated(ctg__bars *b)
{
    char near[CTG__FORMAT_ROOM];
    char all[CTG__FORMAT_ROOM];

    ctg__text_print(&b->words,
                    "Saturated: %s of %s defaults, whichever comes first, "
                    "cost the others ",
                    ctg__format_count(near, b->near_most),
                    ctg__format_count(all, b->count));
    ctg__add_money(&b->words, &b->t->facts, b->least);
    ctg__text_add(&b->words, " to ");
    ctg__add_money(&b->words, &b->t->facts, b->most);
    if (b->system > 0)
        ctg__text_print(&b->words, " (%s of equity)",
                        ctg__format_share(near, b->most / b->system, false));
    ctg__text_add(&b->words,
                  ". Who starts hardly matters, so impact would rank nodes by "
                  "how little equity of their own they have. Ranked by "
                  "first-round damage (what creditors lose at once, at most "
                  "their equity) instead; a higher recovery, a smaller shock "
                  "(node X=−20%) or `--valuation threshold` tells them "
                  "apart.");
}

/* Of how many, and how unequal. */
static void add_plain(ctg__bars *b)
{
    const size_t some = costly(b);
    const size_t per_cent = b->count / 100 > 0 ? b->count / 100 : 1;
    const size_t first = per_cent < some ? per_cent : some > 0 ? some : 1;
    char digits[CTG__FORMAT_ROOM];
    double all = 0;
    double top = 0;

    for (size_t i = 0; i < b->count; i++) {
        all += b->list[i].value;
        top += i < first ? b->list[i].value : 0;
    }
    ctg__text_print(&b->words,
                    "%s node%s. What the others lose when this one "
                    "defaults",
                    ctg__format_count(digits, b->count), ctg__plural(b->count));
    ctg__text_add(&b->words, " (all have equity of ");
    ctg__add_money(&b->words, &b->t->facts, b->system);
    ctg__text_add(&b->words, "); bars share one scale. ");
    if (first == 1)
        ctg__text_add(&b->words, "The first node causes ");
    else
        ctg__text_print(&b->words, "The first %s nodes cause ",
                        ctg__format_count(digits, first));
    ctg__text_print(&b->words, "%s of all impacts added up; ",
                    ctg__format_share(digits, all > 0 ? top / all : 0, false));
    if (2 * some <= b->count) {
        ctg__text_print(&b->words, "%s cost others nothing.",
                        ctg__format_count(digits, b->count - some));
    } else {
        ctg__text_add(&b->words, "half of the nodes cost others at most ");
        ctg__add_money(&b->words, &b->t->facts, b->list[b->count / 2].value);
        ctg__text_add(&b->words, ".");
    }
}

static void add_banded(ctg__bars *b)
{
    char draws[CTG__FORMAT_ROOM];

    ctg__text_print(
        &b->words,
        " Who lends to whom is not known: of %s network%s with the same "
        "totals, bars are the middle, whiskers the band.",
        ctg__format_count(draws, b->t->sketch->options->draws),
        ctg__plural(b->t->sketch->options->draws));
}

static void add_failed(ctg__bars *b)
{
    const ctg__importance *const t = b->t;
    size_t named = 0;

    ctg__text_restart(&b->words);
    for (size_t a = 0; a < t->count && named < NAMED_FAILED; a++) {
        if (!b->failed[a])
            continue;
        ctg__text_add(&b->words, named++
                                     ? ", "
                                     : "Not ranked, as in the scenario they "
                                       "fail without it: ");
        ctg__text_add(&b->words, t->labels[a]);
    }
    if (t->count - b->count > named)
        ctg__text_print(&b->words, " and %zu more",
                        t->count - b->count - named);
    if (named)
        ctg__text_add(&b->words, ".");
}

static void put_head(ctg__bars *b, const char *title, double width)
{
    ctg__sketch *const sketch = b->t->sketch;
    char count[CTG__FORMAT_ROOM];
    ctg__head head;

    ctg__head_begin(&head, title, width);
    ctg__text_restart(&b->words);
    if (b->saturated)
        add_saturated(b);
    else
        add_plain(b);
    if (ctg__is_banded(b->t))
        add_banded(b);
    ctg__head_words(&head, b->saturated ? CTG__WORST : CTG__SUBTEXT,
                    ctg__text_string(&b->words));
    sketch->figures = ctg__text_keep(&b->words, &sketch->arena);
    sketch->failed |= !sketch->figures;
    add_failed(b);
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&b->words));
    if (sketch->options->defaults) {
        ctg__head_run(&head, NULL, false, "fail: others that fail");
        ctg__head_item(&head);
    }
    if (ctg__is_banded(b->t)) {
        ctg__head_run(&head, NULL, false, "rank: in the band of all networks");
        ctg__head_item(&head);
    }
    if (sketch->options->vulnerability) {
        ctg__head_run(&head, NULL, false,
                      "suffers: mean distress over the defaults of all others");
        ctg__head_item(&head);
    }
    if (sketch->options->worst) {
        ctg__head_run(&head, CTG__WORST, true, "name");
        ctg__head_run(&head, NULL, false,
                      " of the set whose joint failure costs most, as far as "
                      "one was looked for");
        ctg__head_item(&head);
    }
    ctg__text_restart(&b->words);
    ctg__text_print(&b->words, "histogram: all %s nodes by impact",
                    ctg__format_count(count, b->count));
    ctg__head_run(&head, NULL, false, ctg__text_string(&b->words));
    ctg__head_item(&head);
    ctg__head_end_legend(&head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(sketch, true));
    ctg__diagram_graph(&sketch->diagram);
    ctg__head_put(&head, &sketch->diagram);
}

ctg_status ctg__importance_bars(ctg__importance *t, const ctg_network *network,
                                const char *title, ctg_error *error)
{
    ctg__bars b = {.t = t, .network = network};
    ctg__diagram *const diagram = &t->sketch->diagram;
    const ctg_status status = ctg__bars_rank(&b, error);

    if (!status && !b.count) {
        ctg__draw_sentence(diagram, title,
                           "All nodes fail in the scenario by themselves.");
    } else if (!status) {
        ctg__placed_begin(diagram, "systemic");
        put_head(&b, title,
                 draw_tables(&b, t->sketch->options->vulnerability
                                     ? WIDTH + MORE
                                     : WIDTH));
        t->sketch->page = ctg__sketch_page(t->sketch);
    }
    diagram->failed |= t->text.failed || b.words.failed;
    ctg__text_clear(&b.words);
    return status;
}

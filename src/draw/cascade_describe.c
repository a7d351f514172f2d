/* How the boxes of a cascade look, what they are called, what they say more
 * when they are pointed at. */
#include <math.h>
#include <string.h>

#include "draw/cascade_boxes.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

#define DISTRESSED 0.25

/* --- names -----------------------------------------------------------------
 */

void ctg__cascade_add_name(const ctg__cascade *c, uint32_t place,
                           ctg__text *text)
{
    const ctg__place *const at = &c->places[place];
    const unsigned long column = at->column;

    switch (at->kind) {
    case CTG__SHOCK_PLACE:
        ctg__text_print(text, "S%lu", (unsigned long)at->index + 1);
        break;
    case CTG__BOX:
        ctg__text_print(text, "c%lu_", column);
        ctg__add_slug(text, c->cast->ids[c->copies[at->index].actor]);
        break;
    case CTG__REST:
        ctg__text_print(text, "o%lu_%lu", column, (unsigned long)at->index);
        break;
    case CTG__HUB:
        ctg__text_print(text, "p%lu_", column);
        if (at->several)
            ctg__text_add(text, "_other");
        else
            ctg__add_slug(text, c->cast->asset_ids[at->index]);
        break;
    }
}

void ctg__cascade_add_column(const ctg__cascade *c, size_t column,
                             ctg__text *text)
{
    const ctg__span *const span = &c->columns.spans[column];

    if (column == 0)
        ctg__text_add(text,
                      c->net->in_direct > 0 ? "Direct" : "From the start");
    else if (span->first == span->last)
        ctg__text_print(text, "Round %lu", (unsigned long)span->first);
    else
        ctg__text_print(text, "Rounds %lu–%lu", (unsigned long)span->first,
                        (unsigned long)span->last);
}

/* --- nodes -----------------------------------------------------------------
 */

static void add_money(const ctg__cascade *c, double value, ctg__text *text)
{
    char amount[CTG__FORMAT_ROOM];

    ctg__add_tooltip(text,
                     ctg__format_amount(amount, value, c->facts->unit, false));
}

static double drawn_into(const ctg__cascade *c, uint32_t place)
{
    double sum = 0;

    for (size_t i = 0; i < c->stream_count; i++)
        if (c->streams[i].head == place && c->streams[i].drawn)
            sum += c->streams[i].amount;
    return sum;
}

static void add_codes(const ctg__cascade *c, const ctg__place *place,
                      ctg__text *text)
{
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
        if (!(place->of_code[code] > 0))
            continue;
        ctg__text_print(text, "\\n%s: ", ctg__code_about(code)->name);
        add_money(c, place->of_code[code], text);
    }
}

static void add_box_tooltip(const ctg__cascade *c, uint32_t place,
                            const ctg__cascade_look *b, ctg__text *text)
{
    const ctg__place *const at = &c->places[place];
    char share[CTG__FORMAT_ROOM];

    ctg__add_name_tooltip(text, c->cast->names[b->copy->actor]);
    ctg__text_add(text, "\\n");
    ctg__cascade_add_column(c, at->column, text);
    ctg__text_add(text, ": loses ");
    add_money(c, b->copy->loss, text);
    add_codes(c, at, text);
    ctg__text_add(text, "\\nlost so far ");
    add_money(c, b->copy->before + b->copy->net, text);
    if (b->equity > 0)
        ctg__text_print(
            text, ", %s of %s", ctg__format_share(share, b->share, false),
            b->haircut ? "debts that a pool cannot pay" : "its equity");
    if (b->copy->carry > 0) {
        ctg__text_add(text, "\\npasses on ");
        add_money(c, b->copy->carry, text);
    }
    if (at->column > 0 && at->amount > 0 && !at->drawn_lines)
        ctg__text_add(text, "\\nfrom many: no line is drawn");
    else if (at->column > 0 && at->amount > 0)
        ctg__text_print(
            text, "\\nlines drawn: %s of it",
            ctg__format_share(share, drawn_into(c, place) / at->amount, false));
    else if (!at->drawn_lines && !at->lines_out && b->copy->carry > 0)
        ctg__text_add(text, "\\nto many: no line is drawn");
    if (b->falls)
        ctg__text_print(text, "\\ndefaults in round %lu",
                        (unsigned long)c->cast->failed[b->copy->actor]);
}

static void put_looks(ctg__diagram *diagram, const ctg__cascade_look *b)
{
    static const char *const touched[] = {"color", CTG__THIN, "penwidth", "0.9",
                                          NULL};
    static const char *const distressed[] = {"color", CTG__INK, "penwidth",
                                             "1.6", NULL};
    static const char *const black[] = {"fillcolor", CTG__INK,    "color",
                                        CTG__INK,    "fontcolor", CTG__PAPER,
                                        "penwidth",  "1.2",       NULL};

    if (b->black)
        ctg__diagram_put_all(diagram, black);
    else
        ctg__diagram_put_all(diagram,
                             b->share >= DISTRESSED ? distressed : touched);
    if (b->falls)
        ctg__diagram_put(diagram, "peripheries", "2");
}

static void describe_box(const ctg__cascade *c, uint32_t place,
                         ctg__diagram *diagram, const char *url_template,
                         ctg__text *text)
{
    const ctg__cascade_look b = ctg__cascade_look_at(c, place);
    const char *const id = c->cast->ids[b.copy->actor];

    ctg__text_restart(text);
    ctg__text_print(text, "cp r%lu st_%s i_",
                    (unsigned long)c->columns.spans[b.copy->column].first,
                    b.black                 ? "default"
                    : b.share >= DISTRESSED ? "distress"
                                            : "touched");
    ctg__add_slug(text, id);
    ctg__diagram_put(diagram, "class", ctg__text_string(text));
    ctg__text_restart(text);
    add_box_tooltip(c, place, &b, text);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__cascade_copy_label(c, place, &b, text);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    put_looks(diagram, &b);
    if (url_template && !c->cast->grouped) {
        ctg__text_restart(text);
        ctg__add_link(text, url_template, id);
        ctg__diagram_put(diagram, "URL", ctg__text_string(text));
    }
}

/* --- the rest, prices, shocks ----------------------------------------------
 */

static void describe_rest(const ctg__cascade *c, uint32_t place,
                          ctg__diagram *diagram, ctg__text *text)
{
    static const char *const looks[] = {
        "style",     "dashed,filled", "fillcolor", CTG__WASH,
        "fontcolor", CTG__MUTE,       "fontsize",  "9",
        "color",     CTG__LINE,       NULL};
    const ctg__place *const at = &c->places[place];

    ctg__diagram_put_all(diagram, looks);
    ctg__text_restart(text);
    ctg__text_print(text, "other r%lu",
                    (unsigned long)c->columns.spans[at->column].first);
    ctg__diagram_put(diagram, "class", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__cascade_add_column(c, at->column, text);
    ctg__text_print(text, ": %zu without a box of their own\\nlose ",
                    at->count);
    add_money(c, at->amount, text);
    add_codes(c, at, text);
    ctg__text_add(text, "\\npass on ");
    add_money(c, at->carry, text);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__cascade_rest_label(c, place, text);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
}

/*
 * By how much a market price moved over a column: what its holders lose there
 * comes from the sales of the round before its first to that before its last.
 */
static bool price_move(const ctg__cascade *c, const ctg__place *hub,
                       double *move)
{
    const ctg__facts *const facts = c->facts;
    const ctg__span *const span = &c->columns.spans[hub->column];
    const uint32_t first = span->first < 2 ? 0 : span->first - 2;
    uint32_t last = span->last - 1;
    size_t asset = 0;
    double before;

    if (!facts->prices || hub->several || span->first > facts->rounds)
        return false;
    last = last < facts->rounds ? last : facts->rounds;
    while (asset < facts->asset_count &&
           c->cast->actors.of_asset[asset] != hub->index)
        asset++;
    before = facts->prices[first * facts->asset_count + asset];
    if (asset == facts->asset_count || !(before > 0))
        return false;
    *move = facts->prices[last * facts->asset_count + asset] / before - 1;
    return fabs(*move) > 5e-4;
}

/* Its name where that is short, else its id. */
static const char *hub_name(const ctg__cascade *c, const ctg__place *hub)
{
    enum { SHORT = 12 };

    if (hub->several)
        return "other prices";
    return ctg__columns(c->cast->asset_names[hub->index]) <= SHORT
               ? c->cast->asset_names[hub->index]
               : c->cast->asset_ids[hub->index];
}

static void describe_hub(const ctg__cascade *c, uint32_t place,
                         ctg__diagram *diagram, ctg__text *text)
{
    static const char *const looks[] = {"style",     "rounded,filled",
                                        "fillcolor", CTG__PRICE_FILL,
                                        "penwidth",  "1",
                                        NULL};
    const ctg__place *const hub = &c->places[place];
    char relative[CTG__FORMAT_ROOM];
    ctg__text words = {0};
    double move;
    const bool moved = price_move(c, hub, &move);

    ctg__diagram_put_all(diagram, looks);
    ctg__diagram_put(diagram, "color", ctg__inks[CTG__FS].line);
    ctg__text_restart(text);
    ctg__text_print(text, "hub r%lu",
                    (unsigned long)c->columns.spans[hub->column].first);
    ctg__diagram_put(diagram, "class", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__add_name_tooltip(
        text, hub->several ? "other prices" : c->cast->asset_names[hub->index]);
    if (moved)
        ctg__text_print(text, " %s",
                        ctg__format_relative(relative, move, false));
    ctg__text_add(text, "\\norders cost holders and sellers ");
    add_money(c, hub->amount, text);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_add(text, TABLE ROW "<B>");
    ctg__text_add_clean(&words, hub_name(c, hub), 0, false);
    ctg__cascade_add_fitted(text, ctg__text_string(&words), 10, true, 60);
    ctg__text_print(text,
                    "</B>" ROW_END ROW "<FONT POINT-SIZE=\"9\" COLOR=\"%s\">",
                    ctg__inks[CTG__FS].text);
    ctg__text_restart(&words);
    if (moved)
        ctg__text_add(&words, ctg__format_relative(relative, move, false));
    else
        ctg__add_money_in_box(&words, c->facts, hub->amount);
    ctg__cascade_add_fitted(text, ctg__text_string(&words), 9, false, 60);
    ctg__text_add(text, "</FONT>" ROW_END "</TABLE>");
    text->failed |= words.failed;
    ctg__text_clear(&words);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
}

void ctg__shock_label(ctg__text *text, const char *clean, double width)
{
    const char *cut = NULL;
    ctg__text head = {0};

    /* Two lines of words, or one and what it is. */
    for (const char *at = clean; *at; at++) {
        if (*at != ' ')
            continue;
        ctg__text_restart(&head);
        ctg__text_add_bytes(&head, clean, (size_t)(at - clean));
        if (ctg__text_width(ctg__text_string(&head), 10, true) <= width)
            cut = at;
    }
    if (ctg__text_width(clean, 10, true) <= width)
        cut = NULL;
    ctg__text_restart(&head);
    if (cut)
        ctg__text_add_bytes(&head, clean, (size_t)(cut - clean));
    else
        ctg__text_add(&head, clean);
    ctg__text_add(text, TABLE ROW "<B>");
    ctg__cascade_add_fitted(text, ctg__text_string(&head), 10, true, width);
    ctg__text_add(text, "</B>" ROW_END ROW);
    if (cut) {
        ctg__text_add(text, "<B>");
        ctg__cascade_add_fitted(text, cut + 1, 10, true, width);
        ctg__text_add(text, "</B>");
    } else {
        ctg__text_add(text, "<FONT POINT-SIZE=\"9\" COLOR=\"" CTG__MUTE
                            "\">shock</FONT>");
    }
    ctg__text_add(text, ROW_END "</TABLE>");
    text->failed |= head.failed;
    ctg__text_clear(&head);
}

static void describe_shock(const ctg__cascade *c, uint32_t place,
                           ctg__diagram *diagram, ctg__text *text)
{
    static const char *const looks[] = {"style",  "filled,bold", "color",
                                        CTG__INK, "penwidth",    "2",
                                        "class",  "src",         NULL};
    const ctg__place *const at = &c->places[place];
    ctg__text words = {0};

    if (at->label)
        ctg__text_add_clean(&words, at->label, 0, false);
    else
        ctg__text_add(&words, at->index == c->facts->shock_count ? "weak before"
                                                                 : "shock");
    ctg__diagram_put_all(diagram, looks);
    ctg__text_restart(text);
    ctg__add_name_tooltip(text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__shock_label(text, ctg__text_string(&words), 76);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__cascade_describe(const ctg__cascade *c, uint32_t place,
                           ctg__diagram *diagram, const char *url_template,
                           ctg__text *text)
{
    switch (c->places[place].kind) {
    case CTG__SHOCK_PLACE:
        describe_shock(c, place, diagram, text);
        break;
    case CTG__BOX:
        describe_box(c, place, diagram, url_template, text);
        break;
    case CTG__REST:
        describe_rest(c, place, diagram, text);
        break;
    case CTG__HUB:
        describe_hub(c, place, diagram, text);
        break;
    }
}

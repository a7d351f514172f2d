/* What a cascade says above its boxes: what it adds up to, what is drawn. */
#include <math.h>
#include <string.h>

#include "draw/cascade_draw.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/format.h"

#define SMALL 0.002 /* of all losses: gains that were netted and not told */
#define HIDDEN 0.05 /* of contagion inside merged columns */

typedef struct drawn {
    double boxes;  /* contagion in boxes of their own */
    double lines;  /* of it with the line it came by */
    double direct; /* in boxes of their own */
} drawn;

double ctg__cascade_widest(const ctg__cascade *c)
{
    double widest = 0;

    for (size_t i = 0; i < c->stream_count; i++)
        if (c->streams[i].drawn && !c->streams[i].pale &&
            c->places[c->streams[i].tail].kind != CTG__SHOCK_PLACE)
            widest = fmax(widest, c->streams[i].amount);
    return widest;
}

static drawn sum_drawn(const ctg__cascade *c)
{
    drawn sum = {0};

    for (size_t i = 0; i < c->place_count; i++)
        if (c->places[i].kind == CTG__BOX && c->places[i].column > 0)
            sum.boxes += c->places[i].amount;
        else if (c->places[i].kind == CTG__BOX)
            sum.direct += c->places[i].amount;
    for (size_t i = 0; i < c->stream_count; i++) {
        const ctg__place *const head = &c->places[c->streams[i].head];

        if (c->streams[i].drawn && head->kind == CTG__BOX && head->column > 0)
            sum.lines += c->streams[i].amount;
    }
    return sum;
}

void ctg__add_identity(ctg__text *text, const ctg__facts *facts, double losses,
                       double gains)
{
    const double beyond = losses - gains - facts->equity_lost;

    ctg__text_add(text,
                  facts->equity_lost < 0 ? "Equity gained " : "Equity lost ");
    ctg__add_money(text, facts, fabs(facts->equity_lost));
    if (facts->system_equity > 0) {
        ctg__text_add(text, " (");
        ctg__add_share(text, fabs(facts->equity_lost) / facts->system_equity);
        ctg__text_add(text, " of ");
        ctg__add_money(text, facts, facts->system_equity);
        ctg__text_add(text, ")");
    }
    ctg__add_baseline(text, facts);
    if (fabs(beyond) > 1e-9 * losses) {
        ctg__text_add(text, " + beyond equity ");
        ctg__add_money(text, facts, beyond);
    }
    ctg__text_add(text, " = losses ");
    ctg__add_money(text, facts, losses);
    if (gains > 1e-9 * losses) {
        ctg__text_add(text, " − gains ");
        ctg__add_money(text, facts, gains);
    }
    ctg__text_add(text, ".");
}

void ctg__add_figures(ctg__text *text, const ctg__facts *facts, double direct,
                      double contagion)
{
    char multiple[CTG__FORMAT_ROOM];
    char count[CTG__FORMAT_ROOM];
    char number[CTG__FORMAT_ROOM];
    size_t failed = 0;

    for (size_t i = 0; i < facts->node_count; i++)
        failed += facts->failed_round[i] != CTG_NEVER;
    ctg__text_add(text, "Direct ");
    ctg__add_money(text, facts, direct);
    ctg__text_add(text, ", contagion ");
    ctg__add_money(text, facts, contagion);
    if (direct > 0)
        ctg__text_print(text, " (%s)",
                        ctg__format_multiple(
                            multiple, (direct + contagion) / direct, false));
    ctg__text_print(text, ". %s of %s nodes default.",
                    ctg__format_count(number, failed),
                    ctg__format_count(count, facts->node_count));
    if (!facts->converged)
        ctg__text_add(text, " Stopped at the round limit.");
}

/* Who failed before anything happened and takes no part. */
static size_t count_silent(const ctg__cascade *c)
{
    size_t silent = 0;

    for (size_t i = 0; i < c->cast->actors.count; i++)
        silent +=
            c->cast->failed[i] != CTG_NEVER && c->fallen[i] == CTG__NOWHERE;
    return silent;
}

static void add_notes(ctg__text *text, const ctg__cascade *c)
{
    const double hidden = ctg__spans_hidden(&c->columns);
    const double netted = c->net->booked - c->net->total;
    const size_t silent = count_silent(c);

    if (hidden > HIDDEN * c->contagion) {
        ctg__text_add(text, " ");
        ctg__add_share(text, hidden / c->contagion);
        ctg__text_add(text, " of contagion passes between nodes inside a "
                            "merged column.");
    }
    if (netted > SMALL * c->net->total) {
        ctg__text_add(text, " Gains of the same node and round are netted (");
        ctg__add_money(text, c->facts, netted);
        ctg__text_add(text, ").");
    }
    if (silent)
        ctg__text_print(text,
                        " %zu insolvent from the start neither lose%s nor "
                        "send%s.",
                        silent, silent == 1 ? "s" : "", silent == 1 ? "s" : "");
}

static void add_drawn(ctg__text *text, const ctg__cascade *c)
{
    const drawn sum = sum_drawn(c);

    ctg__text_add(text, "Drawn: contagion ");
    ctg__add_share(text, sum.boxes / c->contagion);
    ctg__text_add(text, " in boxes of their own, ");
    ctg__add_share(text, sum.lines / c->contagion);
    ctg__text_add(text, " with the line it came by");
    if (c->net->in_direct > 0) {
        ctg__text_add(text, "; direct ");
        ctg__add_share(text, sum.direct / c->net->in_direct);
    }
    ctg__text_add(text,
                  "; the rest is in dashed boxes, so every column adds up.");
    add_notes(text, c);
}

void ctg__head_channel(ctg__head *head, ctg__code code)
{
    const ctg__ink *const ink = &ctg__inks[code];
    ctg__text words = {0};

    ctg__head_run(head, ink->line, false, ink->glyph);
    ctg__head_run(head, NULL, false, " ");
    ctg__head_run(head, ink->text, true, ctg__code_about(code)->code);
    ctg__text_print(&words, " %s", ctg__code_about(code)->name);
    ctg__head_run(head, NULL, false, ctg__text_string(&words));
    ctg__head_item(head);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void add_item(ctg__head *head, const char *words)
{
    ctg__head_run(head, NULL, false, words);
    ctg__head_item(head);
}

static void add_legend(ctg__head *head, const ctg__cascade *c)
{
    bool used[CTG__CODE_COUNT] = {false};
    bool hubs = false;
    ctg__text words = {0};

    for (size_t i = 0; i < c->stream_count; i++) {
        const ctg__stream *const s = &c->streams[i];

        used[s->code] |=
            s->drawn && !s->pale && c->places[s->tail].kind != CTG__SHOCK_PLACE;
        hubs |= s->drawn && c->places[s->head].kind == CTG__HUB;
    }
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (used[code])
            ctg__head_channel(head, code);
    if (ctg__cascade_widest(c) > 0) {
        ctg__text_add(&words, "line width ∝ contagion (widest ");
        ctg__add_money(&words, c->facts, ctg__cascade_widest(c));
        ctg__text_add(&words,
                      c->several_shocks ? "); direct losses: thin" : ")");
        add_item(head, ctg__text_string(&words));
    }
    ctg__head_run(head, NULL, false, "bar: ");
    ctg__head_run(head, CTG__LOST_BEFORE, false, "■");
    ctg__head_run(head, NULL, false, " lost before ");
    ctg__head_run(head, CTG__LOST_NOW, false, "■");
    ctg__head_run(head, NULL, false, " lost here ");
    ctg__head_run(head, CTG__THIN, false, "■");
    ctg__head_run(head, NULL, false, " left");
    ctg__head_item(head);
    if (!c->cast->grouped)
        add_item(head, "■ black: failed");
    add_item(head, "□ thick: ≥ 25% lost");
    if (hubs) {
        ctg__head_run(head, ctg__inks[CTG__FS].text, false, "○");
        ctg__head_run(head, NULL, false,
                      " price moved by orders: sellers left, holders right");
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__cascade_head(const ctg__cascade *c, const char *title,
                       const char *lead, const char *data_line, double width,
                       ctg__head *head)
{
    ctg__text words = {0};

    ctg__head_begin(head, title, width);
    ctg__add_identity(&words, c->facts, c->net->total, c->net->gains);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__add_figures(&words, c->facts, c->net->in_direct, c->contagion);
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__head_words(head, CTG__SUBTEXT, lead);
    ctg__text_restart(&words);
    add_drawn(&words, c);
    ctg__head_words(head, CTG__MUTE, ctg__text_string(&words));
    add_legend(head, c);
    ctg__head_words(head, CTG__MUTE, data_line);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

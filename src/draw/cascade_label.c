/* Title, caption and legend of a cascade picture. */
#include <string.h>

#include "draw/cascade.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/format.h"

enum { CAPTION_COLUMNS = 190 };

static void add_count(ctg__text *text, size_t count)
{
    char digits[CTG__FORMAT_ROOM];

    ctg__text_add(text, ctg__format_count(digits, count));
}

static size_t count_failed(const ctg__facts *facts)
{
    size_t count = 0;

    for (size_t i = 0; i < facts->node_count; i++)
        count += facts->failed_round[i] != CTG_NEVER;
    return count;
}

/* Figures of the run first, then of the picture. */
static void add_headline(ctg__text *text, const ctg__scene *scene)
{
    const ctg__facts *const facts = scene->facts;

    ctg__text_add(text, "Equity lost ");
    ctg__add_money(text, scene->facts, facts->equity_lost);
    ctg__add_baseline(text, facts);
    if (facts->outside_loss > 0) {
        ctg__text_add(text, " · outside losses ");
        ctg__add_money(text, scene->facts, facts->outside_loss);
    }
    if (facts->outside_gain > 0) {
        ctg__text_add(text, " · outside gains ");
        ctg__add_money(text, scene->facts, facts->outside_gain);
    }
}

static void add_losses(ctg__text *text, const ctg__scene *scene)
{
    const ctg__flows *const flows = scene->flows;
    const double direct = ctg__flows_money(flows, flows->direct);
    char multiple[CTG__FORMAT_ROOM];

    ctg__text_add(text, " · losses booked ");
    ctg__add_money(text, scene->facts, flows->losses);
    ctg__text_print(text, " over %lu round%s: direct ",
                    (unsigned long)scene->facts->rounds,
                    ctg__plural(scene->facts->rounds));
    ctg__add_money(text, scene->facts, direct);
    ctg__text_add(text, ", contagion ");
    ctg__add_money(text, scene->facts, flows->losses - direct);
    if (direct > 0)
        ctg__text_print(
            text, " (%s)",
            ctg__format_multiple(multiple, flows->losses / direct, false));
    if (scene->facts->gain > 0) {
        ctg__text_add(text, " · gains ");
        ctg__add_money(text, scene->facts, scene->facts->gain);
    }
}

static void add_defaults(ctg__text *text, const ctg__scene *scene)
{
    const size_t hidden = scene->selection->hidden_defaults;

    ctg__text_add(text, " · ");
    add_count(text, count_failed(scene->facts));
    ctg__text_add(text, " of ");
    add_count(text, scene->facts->node_count);
    ctg__text_print(text, " node%s default",
                    ctg__plural(scene->facts->node_count));
    if (hidden) {
        ctg__text_add(text, ", ");
        add_count(text, hidden);
        ctg__text_print(text, " smaller default%s not drawn",
                        ctg__plural(hidden));
    }
    if (!scene->facts->converged)
        ctg__text_add(text, " · stopped at the round limit");
}

static void add_drawn(ctg__text *text, const ctg__scene *scene)
{
    const ctg__flows *const flows = scene->flows;
    char share[CTG__FORMAT_ROOM];
    size_t kept = 0;

    for (size_t i = 0; i < flows->flow_count; i++)
        kept += scene->selection->kept[i];
    ctg__text_add(text, " · drawn: ");
    add_count(text, kept);
    ctg__text_add(text, " of ");
    add_count(text, flows->flow_count);
    ctg__text_print(text, " %s = %s of losses",
                    scene->cast->grouped ? "group rows" : "rows",
                    ctg__format_share(share,
                                      (double)scene->selection->kept_amount /
                                          (double)flows->total,
                                      false));
    if (scene->selection->kept_amount < flows->total)
        ctg__text_add(text, "; the rest is in the “other” boxes");
}

static void add_groups(ctg__text *text, const ctg__scene *scene)
{
    if (!scene->cast->grouped)
        return;
    add_count(text, scene->facts->node_count);
    ctg__text_print(text, " node%s in ", ctg__plural(scene->facts->node_count));
    add_count(text, scene->cast->actors.count);
    ctg__text_print(text, " group%s · ",
                    ctg__plural(scene->cast->actors.count));
}

static void add_path_shares(ctg__text *text, const ctg__scene *scene)
{
    const ctg__flows *const flows = scene->flows;
    const double contagion =
        flows->losses - ctg__flows_money(flows, flows->direct);
    char share[CTG__FORMAT_ROOM];
    double sum = 0;

    if (scene->path_count == 0)
        return;
    for (size_t i = 0; i < scene->path_count; i++)
        sum += scene->paths[i].loss;
    ctg__text_print(text, "The %zu largest path%s carr%s ", scene->path_count,
                    ctg__plural(scene->path_count),
                    scene->path_count == 1 ? "ies" : "y");
    ctg__add_money(text, scene->facts, sum);
    if (contagion > 0)
        ctg__text_print(text, " = %s of contagion",
                        ctg__format_share(share, sum / contagion, false));
    ctg__text_add(text, " · ");
}

static void add_caption(ctg__text *text, const ctg__scene *scene)
{
    ctg__text caption = {0};

    add_groups(&caption, scene);
    add_path_shares(&caption, scene);
    add_headline(&caption, scene);
    add_losses(&caption, scene);
    add_defaults(&caption, scene);
    add_drawn(&caption, scene);
    ctg__label_caption(text, ctg__text_string(&caption), CAPTION_COLUMNS);
    text->failed |= caption.failed;
    ctg__text_clear(&caption);
}

/* --- the legend: only what occurs ------------------------------------------
 */

static void add_channels(ctg__text *text, const ctg__scene *scene)
{
    bool used[CTG__CODE_COUNT] = {false};
    const char *before = "";

    for (size_t i = 0; i < scene->flows->flow_count; i++)
        if (scene->selection->kept[i])
            used[scene->flows->flows[i].code] = true;
    ctg__label_row(text);
    for (ctg__code code = CTG__SH; code < CTG__OT; code++) {
        const ctg__code_words *const about = ctg__code_about(code);

        if (!used[code])
            continue;
        ctg__text_add(text, before);
        ctg__label_ink(text, ctg__inks[code].line, ctg__inks[code].glyph);
        ctg__text_print(text, " <FONT COLOR=\"%s\"><B>%s</B></FONT> ",
                        ctg__inks[code].text, about->code);
        ctg__text_add(text, about->name);
        before = "     ";
    }
}

typedef struct occurring {
    bool black;
    bool distressed;
    bool touched;
    bool haircut;
    bool before;
    bool carry;
    bool hub;
    bool other;
} occurring;

static occurring look_around(const ctg__scene *scene)
{
    const ctg__selection *const s = scene->selection;
    const ctg__cast *const cast = scene->cast;
    occurring o = {.other = s->kept_amount < scene->flows->total};

    for (size_t p = 0; p < s->place_count; p++) {
        const uint32_t actor = ctg__place_index(s->places[p]);
        const ctg__place fallen = ctg__place_kind_of(s->places[p]) == CTG__COPY
                                      ? scene->fallen[actor]
                                      : CTG__NOWHERE;

        if (!s->drawn[p])
            continue;
        if (ctg__place_kind_of(s->places[p]) == CTG__HUB)
            o.hub = true;
        if (ctg__place_kind_of(s->places[p]) != CTG__COPY)
            continue;
        o.before |= scene->before[p] > 0;
        o.haircut |= cast->liabilities[actor] > 0;
        if (cast->failed[actor] != CTG_NEVER &&
            (fallen == CTG__NOWHERE || fallen <= s->places[p]))
            o.black = true;
        else if (scene->before[p] +
                     ctg__flows_money(scene->flows,
                                      ctg__selection_amount(s, p)) >=
                 0.25 * cast->equity[actor])
            o.distressed = true;
        else
            o.touched = true;
        for (size_t q = p; q-- > 0 && !o.carry;)
            o.carry = s->drawn[q] &&
                      ctg__place_kind_of(s->places[q]) == CTG__COPY &&
                      ctg__place_index(s->places[q]) == actor;
    }
    return o;
}

static void add_boxes(ctg__text *text, const ctg__scene *scene,
                      const occurring *o)
{
    ctg__label_row(text);
    ctg__text_add(text,
                  scene->cast->grouped
                      ? "box: one group in one round; its loss in that round, "
                        "and the share of its equity lost so far"
                      : "box: one node in one round; its loss in that round, "
                        "and the share of its equity lost so far");
    ctg__text_add(text, "      bar: ");
    if (o->before) {
        ctg__label_ink(text, CTG__LOST_BEFORE, "▇▇");
        ctg__text_add(text, " lost before ");
    }
    ctg__label_ink(text, CTG__LOST_NOW, "▇▇");
    ctg__text_add(text, " lost this round ");
    ctg__label_ink(text, "#C9D0D8", "▇▇");
    ctg__text_add(text, " left");
    if (o->black) {
        ctg__text_add(text, "      ");
        ctg__label_ink(text, CTG__INK, "■");
        ctg__text_add(text, " black: default");
    }
    if (o->distressed)
        ctg__text_add(text, "      <B>□</B> thick border: distressed (≥ 25%)");
    if (o->touched) {
        ctg__text_add(text, "      ");
        ctg__label_ink(text, CTG__LINE, "□");
        ctg__text_add(text, " thin border: touched");
    }
    if (o->haircut)
        ctg__text_add(text,
                      "      haircut: what a pool cannot pay of its debts");
}

static void add_lines(ctg__text *text, const ctg__scene *scene,
                      const occurring *o)
{
    ctg__text widest = {0};

    ctg__label_row(text);
    ctg__text_add(text, "arrows run the way losses travel      "
                        "line width ∝ loss (widest ");
    ctg__add_money(&widest, scene->facts,
                   ctg__flows_money(scene->flows, scene->widest));
    ctg__label_ink(text, CTG__INK, ctg__text_string(&widest));
    ctg__text_add(text, ")");
    if (o->carry) {
        ctg__text_add(text, "      ");
        ctg__label_ink(text, CTG__LINE, "┈┈");
        ctg__text_add(text, scene->cast->grouped
                                ? " the same group in a later round"
                                : " the same node in a later round");
    }
    if (o->hub) {
        ctg__text_add(text, "      ");
        ctg__label_ink(text, ctg__inks[CTG__FS].line, "▢");
        ctg__text_add(text,
                      " a price that sales moved: sellers left, holders right");
    }
    if (o->other) {
        ctg__text_add(text, "      ");
        ctg__label_ink(text, CTG__LINE, "other");
        ctg__text_add(text, " = everything not drawn, so each column adds up "
                            "to its heading");
    }
    text->failed |= widest.failed;
    ctg__text_clear(&widest);
}

static void add_paths(ctg__text *text, const ctg__scene *scene)
{
    static const char *const badges[] = {"①", "②", "③", "④", "⑤",
                                         "⑥", "⑦", "⑧", "⑨"};
    const ctg__flows *const flows = scene->flows;
    const double contagion =
        flows->losses - ctg__flows_money(flows, flows->direct);
    char share[CTG__FORMAT_ROOM];
    ctg__text money = {0};

    for (size_t i = 0; i < scene->path_count; i++) {
        ctg__label_row(text);
        ctg__text_restart(&money);
        ctg__add_money(&money, scene->facts, scene->paths[i].loss);
        ctg__text_print(text, "<B>%s ", badges[i % 9]);
        ctg__label_ink(text, CTG__INK, ctg__text_string(&money));
        ctg__text_print(
            text, "</B> (%s of contagion)  ",
            ctg__format_share(
                share, contagion > 0 ? scene->paths[i].loss / contagion : 0,
                false));
        ctg__text_add(text, scene->paths[i].chain);
    }
    text->failed |= money.failed;
    ctg__text_clear(&money);
}

void ctg__cascade_label(const ctg__scene *scene, ctg__text *text)
{
    const occurring o = look_around(scene);

    ctg__text_restart(text);
    ctg__label_begin(text, scene->title);
    add_caption(text, scene);
    add_paths(text, scene);
    add_channels(text, scene);
    add_boxes(text, scene, &o);
    add_lines(text, scene, &o);
    ctg__label_end(text);
}

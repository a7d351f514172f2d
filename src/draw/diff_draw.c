/* Drawing what changed: nodes by how their loss did, lines by how flows did. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "draw/diff.h"
#include "draw/escape.h"
#include "draw/head.h"
#include "draw/map_ties.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/positions.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

enum { CAPTION_COLUMNS = 150 };

#define LARGEST 0.95
#define SMALLEST 0.055
#define UNCHANGED 0.02 /* relative */

/* "$1.13B U+2192 $783M", or one of them if they are the same. */
static void add_both(ctg__text *text, const ctg__diff *d, double before,
                     double after)
{
    char one[CTG__FORMAT_ROOM];
    char other[CTG__FORMAT_ROOM];

    ctg__format_amount(one, before, d->before.facts.unit, false);
    ctg__format_amount(other, after, d->before.facts.unit, false);
    ctg__text_add(text, one);
    if (strcmp(one, other) != 0)
        ctg__text_print(text, " → %s", other);
}

static void add_total(ctg__text *text, const ctg__diff *d, const char *what,
                      double before, double after)
{
    char relative[CTG__FORMAT_ROOM];

    ctg__text_add(text, what);
    add_both(text, d, before, after);
    if (before > 0)
        ctg__text_print(
            text, " (%s)",
            ctg__format_relative(relative, after / before - 1, false));
}

static void add_caption(ctg__diff *d, ctg__text *text)
{
    const ctg__diff_side *const b = &d->before;
    const ctg__diff_side *const a = &d->after;
    ctg__text caption = {0};
    size_t before = 0;
    size_t after = 0;

    for (size_t i = 0; i < d->count; i++) {
        before += b->failed[i];
        after += a->failed[i];
    }
    add_total(&caption, d, "Losses ", b->facts.net->total, a->facts.net->total);
    add_total(&caption, d, " · contagion ",
              b->facts.net->total - b->facts.net->in_direct,
              a->facts.net->total - a->facts.net->in_direct);
    add_total(&caption, d, " · equity lost ", b->facts.equity_lost,
              a->facts.equity_lost);
    if (b->facts.baseline > 0 || a->facts.baseline > 0)
        add_total(&caption, d, " · without the shock: ", b->facts.baseline,
                  a->facts.baseline);
    ctg__text_print(&caption, " · defaults %zu → %zu", before, after);
    ctg__text_add(&caption, ". Arrows run the way losses travel; lines under "
                            "0.4% of the losses before are left out.");
    ctg__label_caption(text, ctg__text_string(&caption), CAPTION_COLUMNS);
    text->failed |= caption.failed;
    ctg__text_clear(&caption);
}

static void add_legend(ctg__diff *d, ctg__text *text)
{
    static const char *const classes[] = {"−75% or better", "−25 to −75%",
                                          "0 to −25%", "unchanged", "worse"};
    static const char *const lines[][3] = {
        {CTG__SHRINKS, "━━━▶", " loss flow shrinks      "},
        {CTG__STOPPED, "━━━┫", " stopped      "},
        {CTG__GROWS, "━━━▶", " grows      "},
        {"#AEB7C1", "━━▶", " unchanged      "}};
    ctg__text words = {0};

    ctg__label_row(text);
    ctg__text_add(text, "change in loss: ");
    for (size_t i = 0; i < 5; i++)
        ctg__text_print(text,
                        " <FONT COLOR=\"%s\" POINT-SIZE=\"13\">%s</FONT> %s  ",
                        i == 3 ? CTG__OUTLINE : ctg__change_scale.colours[i],
                        i == 3 ? "□" : "■", classes[i]);
    ctg__text_add(text, "    area ∝ assets");
    ctg__label_row(text);
    for (size_t i = 0; i < 4; i++) {
        ctg__label_ink(text, lines[i][0], lines[i][1]);
        ctg__text_add(text, lines[i][2]);
    }
    ctg__text_add(&words, "line width ∝ change (largest ");
    ctg__add_money(&words, &d->before.facts, d->most_change);
    ctg__text_add(&words, ")");
    ctg__add_html(text, ctg__text_string(&words));
    if (!d->grouped) {
        ctg__label_row(text);
        ctg__label_ink(text, CTG__STOPPED, "▣");
        ctg__text_add(text, " double border: saved from default      "
                            "<B>■</B> thick black border: defaults (in both, "
                            "or only after: “new default”)");
    }
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

/* --- nodes -----------------------------------------------------------------
 */

static double relative_change(const ctg__diff *d, size_t actor)
{
    const double before = d->before.lost[actor];
    const double after = d->after.lost[actor];

    if (before > 0)
        return after / before - 1;
    return after > 0 ? 1 : 0;
}

static const char *outcome_of(const ctg__diff *d, size_t actor)
{
    const bool before = d->before.failed[actor] > 0;
    const bool after = d->after.failed[actor] > 0;

    if (d->grouped || (!before && !after))
        return "";
    return !after ? " · saved" : before ? " · defaults" : " · new default";
}

static void put_border(ctg__diff *d, size_t actor)
{
    static const char *const saved[] = {
        "color", CTG__STOPPED, "penwidth", "2.4", "peripheries", "2", NULL};
    static const char *const fallen[] = {"color", "#000000", "penwidth", "3",
                                         NULL};
    static const char *const other[] = {"color", CTG__OUTLINE, NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;

    if (d->grouped || (!d->before.failed[actor] && !d->after.failed[actor]))
        ctg__diagram_put_all(diagram, other);
    else
        ctg__diagram_put_all(diagram, d->after.failed[actor] ? fallen : saved);
}

static void add_outcome(ctg__text *words, const ctg__diff *d, size_t actor)
{
    const double more = d->after.equity[actor] - d->before.equity[actor];

    if (fabs(more) > 1e-9 * fabs(d->before.equity[actor]) && more != 0) {
        char money[CTG__FORMAT_ROOM];

        ctg__text_print(
            words, "%s equity · ",
            ctg__format_change(money, more, d->before.facts.unit, false));
    }
    if (d->before.lost[actor] > 0 || d->after.lost[actor] > 0)
        add_both(words, d, d->before.lost[actor], d->after.lost[actor]);
    else
        ctg__text_add(words, "no loss");
    ctg__text_add(words, outcome_of(d, actor));
}

static void draw_node(ctg__diff *d, size_t actor)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const ctg__shape *const shape = ctg__shape_of(d->kinds[actor]);
    const size_t class =
        ctg__scale_class(&ctg__change_scale, relative_change(d, actor));
    ctg__text words = {0};
    double width;
    double height;

    ctg__add_node_name(&words, d->ids[actor], d->grouped);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&words));
    ctg__diagram_put(diagram, "id", ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__text_print(&words, "%s d%zu", d->grouped ? "grp" : "nd", class);
    ctg__diagram_put(diagram, "class", ctg__text_string(&words));
    ctg__diagram_put(diagram, "fillcolor", ctg__change_scale.colours[class]);
    put_border(d, actor);
    ctg__text_restart(&words);
    add_outcome(&words, d, actor);
    ctg__text_restart(&d->text);
    ctg__add_name_tooltip(&d->text, d->names[actor]);
    ctg__text_add(&d->text, "\\nloss ");
    ctg__add_tooltip(&d->text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
    ctg__shape_size(shape, d->assets[actor], d->most_assets, LARGEST, SMALLEST,
                    &width, &height);
    ctg__put_shape(diagram, shape, width, height,
                   &(ctg__shape_words){.name = d->labels[actor],
                                       .below = ctg__text_string(&words)},
                   &d->text);
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

/* --- lines -----------------------------------------------------------------
 */

static void put_change(ctg__diff *d, const ctg__diff_change *c)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const double by = fabs(c->after - c->before);
    const bool same = by < UNCHANGED * fmax(c->before, c->after);
    const double pen = same ? 0.8 : ctg__pen_change(by, d->most_change);
    const bool less = c->after < c->before;
    const bool stopped = !(c->after > 0);

    ctg__diagram_put(diagram, "class",
                     same   ? "df same"
                     : less ? "df less"
                            : "df more");
    ctg__diagram_put(diagram, "color",
                     same      ? CTG__UNCHANGED
                     : stopped ? CTG__STOPPED
                     : less    ? CTG__SHRINKS
                               : CTG__GROWS);
    ctg__diagram_put(diagram, "arrowhead", stopped && !same ? "tee" : "normal");
    ctg__diagram_put_number(diagram, "penwidth", pen);
    ctg__diagram_put_number(diagram, "arrowsize", ctg__arrow_size(pen));
}

static void draw_change(ctg__diff *d, const ctg__diff_change *c)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const ctg__code_words *const about = ctg__code_about(c->code);
    ctg__text words = {0};

    ctg__diagram_add_edge(diagram, c->from, c->to);
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, "x_");
    ctg__add_slug(&d->text, d->ids[c->from]);
    ctg__text_add(&d->text, "__");
    ctg__add_slug(&d->text, d->ids[c->to]);
    ctg__text_print(&d->text, "__%s", about->code);
    ctg__diagram_put(diagram, "id", ctg__text_string(&d->text));
    put_change(d, c);
    add_both(&words, d, c->before, c->after);
    ctg__text_restart(&d->text);
    ctg__add_name_tooltip(&d->text, d->names[c->from]);
    ctg__text_add(&d->text, " → ");
    ctg__add_name_tooltip(&d->text, d->names[c->to]);
    ctg__text_print(&d->text, " (%s)\\n", about->name);
    ctg__add_tooltip(&d->text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

/* The map's lines, unseen: they give nodes the places they have there. */
static ctg_status draw_ground(ctg__diff *d, ctg_error *error)
{
    ctg__ties ties;
    ctg_status status =
        ctg__ties_init(&ties, ctg_run_network(d->before.run),
                       &d->before.cast.actors, &d->sketch->arena, error);

    if (status || d->grouped)
        return status;
    for (size_t i = 0; i < ties.count; i++) {
        ctg__diagram_add_edge(&d->sketch->diagram,
                              d->before.actor[ties.ties[i].from],
                              d->before.actor[ties.ties[i].to]);
        ctg__diagram_put(&d->sketch->diagram, "style", "invis");
    }
    return CTG_OK;
}

ctg_status ctg__diff_draw(ctg__diff *d, const char *title, ctg_error *error)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    ctg_status status =
        ctg__clean_labels(d->names, d->ids, d->count, CTG__NAME_MAP, false,
                          &d->sketch->arena, &d->labels, error);

    if (status)
        return status;
    for (size_t i = 0; i < d->count; i++)
        d->most_assets = fmax(d->most_assets, d->assets[i]);
    ctg__text_restart(&d->text);
    ctg__label_begin(&d->text, title);
    add_caption(d, &d->text);
    add_legend(d, &d->text);
    ctg__label_data(&d->text, ctg__data_line(d->sketch, true), CAPTION_COLUMNS);
    ctg__label_end(&d->text);
    ctg__map_defaults(diagram, "diff", "diff", ctg__text_string(&d->text));
    ctg__map_layout(diagram, d->count, false);
    for (size_t i = 0; i < d->count; i++)
        draw_node(d, i);
    if (!d->sketch->options->positions)
        status = draw_ground(d, error);
    for (size_t i = 0; i < d->change_count; i++)
        draw_change(d, &d->changes[i]);
    diagram->failed |= d->text.failed;
    return status ? status : ctg__keep_positions(d->sketch, NULL, error);
}

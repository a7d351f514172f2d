/*
 * The view `diff`: what a change of the network or the scenario does to
 * losses, on one map. Blue is better, orange worse, in every place.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clean.h"
#include "base/format.h"
#include "data/network.h"
#include "draw/escape.h"
#include "draw/groups.h"
#include "draw/pairs.h"
#include "draw/palette.h"
#include "draw/positions.h"
#include "draw/shapes.h"
#include "draw/ties.h"
#include "draw/words.h"

enum { MOST_NODES = 60, CAPTION_COLUMNS = 150, ALL_COLUMNS = 1 << 20 };

#define LARGEST 0.95
#define SMALLEST 0.055
#define SMALL 0.004 /* of the losses before: lines under it are left out */
#define UNCHANGED 0.02

/* One of the two runs. */
typedef struct side {
    const ctg_run *run;
    ctg_trace *trace;
    ctg__facts facts;
    ctg__cast cast;
    ctg__flows flows;
    ctg__pairs pairs;
    double *lost;    /* per actor of both, money */
    double *equity;  /* the same: initial */
    size_t *failed;  /* the same: nodes that failed */
    uint32_t *actor; /* of this side's actors: the actor of both */
} side;

typedef struct change {
    uint32_t from;
    uint32_t to;
    ctg__code code;
    double before; /* money */
    double after;
} change;

typedef struct diff {
    ctg__sketch *sketch;
    side before;
    side after;
    bool grouped;
    size_t count; /* actors of both */
    const char **ids;
    const char **names;
    const char **labels;
    const char **kinds;
    double *assets;
    double most_assets;
    change *changes;
    size_t change_count;
    double most_change;
    ctg__text text;
} diff;

static ctg_status gather(diff *d, side *s, const ctg_run *run,
                         const char *const *group_of, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;
    ctg_status status;

    if (group_of)
        status =
            ctg__cast_groups(&s->cast, &s->facts, group_of, arena, error);
    else
        status = ctg__cast_nodes(&s->cast, &s->facts, arena, error);
    if (!status)
        status = ctg__flows_init(&s->flows, &s->facts, &s->cast.actors,
                                 ALL_COLUMNS, error);
    if (!status)
        status = ctg__pairs_init(&s->pairs, &s->flows, error);
    s->run = run;
    return status;
}

static ctg_status open_side(diff *d, side *s, const ctg_run *run,
                            ctg_error *error)
{
    ctg_status status = ctg_trace_new(ctg_run_ledger(run), &s->trace, error);

    if (!status)
        status = ctg__facts_init(&s->facts, run, s->trace,
                                 d->sketch->options->scenario,
                                 &d->sketch->arena, error);
    return status;
}

/* Groups of a side's own network, whichever network the options name. */
static ctg_status groups_of(diff *d, const side *s, const ctg_run *run,
                            const char ***group_of, ctg_error *error)
{
    const ctg_draw_options *const options = d->sketch->options;
    ctg_draw_options own = *options;
    ctg_status status;

    own.network = ctg_run_network(run);
    d->sketch->options = &own;
    status = ctg__sketch_groups(d->sketch, &s->facts, group_of, error);
    d->sketch->options = options;
    return status;
}

/* --- one numbering for both, by id ------------------------------------------ */

static ctg_status number_actors(diff *d, ctg_error *error)
{
    const size_t n = d->before.cast.actors.count;
    const size_t m = d->after.cast.actors.count;
    ctg__arena *const arena = &d->sketch->arena;
    size_t i = 0;
    size_t k = 0;

    if (!TAKE(arena, d->ids, n + m + 1) || !TAKE(arena, d->names, n + m + 1) ||
        !TAKE(arena, d->before.actor, n + 1) ||
        !TAKE(arena, d->after.actor, m + 1))
        return ctg__fail_memory(error);
    while (i < n || k < m) {
        const int order = i == n   ? 1
                          : k == m ? -1
                                   : strcmp(d->before.cast.ids[i],
                                            d->after.cast.ids[k]);

        d->ids[d->count] =
            order <= 0 ? d->before.cast.ids[i] : d->after.cast.ids[k];
        d->names[d->count] =
            order <= 0 ? d->before.cast.names[i] : d->after.cast.names[k];
        if (order <= 0)
            d->before.actor[i++] = (uint32_t)d->count;
        if (order >= 0)
            d->after.actor[k++] = (uint32_t)d->count;
        d->count++;
    }
    return CTG_OK;
}

static ctg_status sum_side(diff *d, side *s, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;
    const double *const assets =
        ctg_network_assets(ctg_run_network(s->run));

    if (!TAKE(arena, s->lost, d->count + 1) ||
        !TAKE(arena, s->equity, d->count + 1) ||
        !TAKE(arena, s->failed, d->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < s->pairs.count; i++)
        s->lost[s->actor[s->pairs.pairs[i].to]] +=
            ctg__flows_money(&s->flows, s->pairs.pairs[i].amount);
    for (size_t i = 0; i < s->facts.node_count; i++) {
        const uint32_t actor = s->actor[s->cast.actors.of_node[i]];

        s->equity[actor] += s->facts.initial_equity[i];
        s->failed[actor] += s->facts.failed_round[i] != CTG_NEVER;
        d->kinds[actor] = d->grouped ? "group" : s->facts.node_kinds[i];
        /* The change itself is no reason to grow: sizes are those before. */
        if (s == &d->before)
            d->assets[actor] += assets[i];
    }
    return CTG_OK;
}

static int compare(const void *one, const void *other)
{
    const change *const a = one;
    const change *const b = other;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static void add_changes(diff *d, const side *s)
{
    for (size_t i = 0; i < s->pairs.count; i++) {
        const ctg__pair *const pair = &s->pairs.pairs[i];
        const double money = ctg__flows_money(&s->flows, pair->amount);

        if (pair->from == CTG_NONE || pair->from == pair->to)
            continue;
        d->changes[d->change_count++] =
            (change){s->actor[pair->from], s->actor[pair->to], pair->code,
                     s == &d->before ? money : 0, s == &d->after ? money : 0};
    }
}

static ctg_status list_changes(diff *d, ctg_error *error)
{
    const double least = SMALL * d->before.flows.losses;
    size_t merged = 0;
    size_t kept = 0;

    if (!TAKE(&d->sketch->arena, d->changes,
              d->before.pairs.count + d->after.pairs.count + 1))
        return ctg__fail_memory(error);
    add_changes(d, &d->before);
    add_changes(d, &d->after);
    qsort(d->changes, d->change_count, sizeof *d->changes, compare);
    for (size_t i = 0; i < d->change_count; i++) {
        if (merged && compare(&d->changes[merged - 1], &d->changes[i]) == 0) {
            d->changes[merged - 1].before += d->changes[i].before;
            d->changes[merged - 1].after += d->changes[i].after;
        } else {
            d->changes[merged++] = d->changes[i];
        }
    }
    for (size_t i = 0; i < merged; i++) {
        const change *const c = &d->changes[i];

        if (fmax(c->before, c->after) < least)
            continue;
        d->most_change = fmax(d->most_change, fabs(c->after - c->before));
        d->changes[kept++] = *c;
    }
    d->change_count = kept;
    return CTG_OK;
}

/* --- words ----------------------------------------------------------------- */

static void add_money(ctg__text *text, const diff *d, double value)
{
    char money[CTG__FORMAT_ROOM];

    ctg__text_add(text, ctg__format_amount(money, value, d->before.facts.unit,
                                           false));
}

/* "$1.13B U+2192 $783M", or one of them if they are the same. */
static void add_both(ctg__text *text, const diff *d, double before,
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

static void add_total(ctg__text *text, const diff *d, const char *what,
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

static void add_caption(diff *d, ctg__text *text)
{
    const side *const b = &d->before;
    const side *const a = &d->after;
    ctg__text caption = {0};
    size_t before = 0;
    size_t after = 0;

    for (size_t i = 0; i < d->count; i++) {
        before += b->failed[i];
        after += a->failed[i];
    }
    add_total(&caption, d, "Losses booked ", b->flows.losses,
              a->flows.losses);
    add_total(
        &caption, d, " · contagion ",
        b->flows.losses - ctg__flows_money(&b->flows, b->flows.direct),
        a->flows.losses - ctg__flows_money(&a->flows, a->flows.direct));
    add_total(&caption, d, " · equity lost ", b->facts.equity_lost,
              a->facts.equity_lost);
    ctg__text_print(&caption, " · defaults %zu → %zu", before, after);
    ctg__text_add(&caption, ". Arrows run the way losses travel; lines under "
                            "0.4% of the losses before are left out.");
    ctg__label_caption(text, ctg__text_string(&caption), CAPTION_COLUMNS);
    text->failed |= caption.failed;
    ctg__text_clear(&caption);
}

static void add_legend(diff *d, ctg__text *text)
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
    add_money(&words, d, d->most_change);
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

/* --- nodes ----------------------------------------------------------------- */

static double relative_change(const diff *d, size_t actor)
{
    const double before = d->before.lost[actor];
    const double after = d->after.lost[actor];

    if (before > 0)
        return after / before - 1;
    return after > 0 ? 1 : 0;
}

static const char *outcome_of(const diff *d, size_t actor)
{
    const bool before = d->before.failed[actor] > 0;
    const bool after = d->after.failed[actor] > 0;

    if (d->grouped || (!before && !after))
        return "";
    return !after ? " · saved" : before ? " · defaults" : " · new default";
}

static void put_border(diff *d, size_t actor)
{
    static const char *const saved[] = {"color", CTG__STOPPED, "penwidth",
                                        "2.4", "peripheries", "2", NULL};
    static const char *const fallen[] = {"color", "#000000", "penwidth", "3",
                                         NULL};
    static const char *const other[] = {"color", CTG__OUTLINE, NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;

    if (d->grouped || (!d->before.failed[actor] && !d->after.failed[actor]))
        ctg__diagram_put_all(diagram, other);
    else
        ctg__diagram_put_all(diagram,
                             d->after.failed[actor] ? fallen : saved);
}

static void add_outcome(ctg__text *words, const diff *d, size_t actor)
{
    const double more = d->after.equity[actor] - d->before.equity[actor];

    if (fabs(more) > 1e-9 * fabs(d->before.equity[actor]) && more != 0) {
        char money[CTG__FORMAT_ROOM];

        ctg__text_print(words, "%s equity · ",
                        ctg__format_change(money, more, d->before.facts.unit,
                                           false));
    }
    if (d->before.lost[actor] > 0 || d->after.lost[actor] > 0)
        add_both(words, d, d->before.lost[actor], d->after.lost[actor]);
    else
        ctg__text_add(words, "no loss");
    ctg__text_add(words, outcome_of(d, actor));
}

static void draw_node(diff *d, size_t actor)
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

/* --- lines ----------------------------------------------------------------- */

static void put_change(diff *d, const change *c)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const double by = fabs(c->after - c->before);
    const bool same = by < UNCHANGED * fmax(c->before, c->after);
    const double pen = same ? 0.8 : ctg__pen_change(by, d->most_change);
    const bool less = c->after < c->before;
    const bool stopped = !(c->after > 0);

    ctg__diagram_put(diagram, "class",
                     same ? "df same" : less ? "df less" : "df more");
    ctg__diagram_put(diagram, "color",
                     same      ? CTG__UNCHANGED
                     : stopped ? CTG__STOPPED
                     : less    ? CTG__SHRINKS
                               : CTG__GROWS);
    ctg__diagram_put(diagram, "arrowhead",
                     stopped && !same ? "tee" : "normal");
    ctg__diagram_put_number(diagram, "penwidth", pen);
    ctg__diagram_put_number(diagram, "arrowsize", ctg__arrow_size(pen));
}

static void draw_change(diff *d, const change *c)
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
static ctg_status draw_ground(diff *d, ctg_error *error)
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

static ctg_status draw(diff *d, const char *title, ctg_error *error)
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

static ctg_status compute(diff *d, ctg_error *error)
{
    const ctg_draw_options *const options = d->sketch->options;
    ctg__arena *const arena = &d->sketch->arena;
    const char **before = NULL;
    const char **after = NULL;
    ctg_status status = open_side(d, &d->before, options->run, error);

    if (!status)
        status = open_side(d, &d->after, options->against, error);
    if (status)
        return status;
    d->grouped = options->group ||
                 (!options->force && d->before.facts.node_count > MOST_NODES);
    if (d->grouped)
        status = groups_of(d, &d->before, options->run, &before, error);
    if (!status && d->grouped)
        status = groups_of(d, &d->after, options->against, &after, error);
    if (!status)
        status = gather(d, &d->before, options->run, before, error);
    if (!status)
        status = gather(d, &d->after, options->against, after, error);
    if (!status)
        status = number_actors(d, error);
    if (status)
        return status;
    if (!TAKE(arena, d->kinds, d->count + 1) ||
        !TAKE(arena, d->assets, d->count + 1))
        return ctg__fail_memory(error);
    status = sum_side(d, &d->before, error);
    if (!status)
        status = sum_side(d, &d->after, error);
    if (!status)
        status = list_changes(d, error);
    if (!status && d->grouped && !options->group)
        ctg__sketch_note(d->sketch,
                         "%zu nodes: drawing %zu groups; --force draws nodes",
                         d->before.facts.node_count, d->count);
    return status;
}

static void close_side(side *s)
{
    ctg__pairs_clear(&s->pairs);
    ctg__flows_clear(&s->flows);
    ctg_trace_free(s->trace);
}

ctg_status ctg__view_diff(ctg__sketch *sketch, ctg_error *error)
{
    diff d = {.sketch = sketch};
    ctg__text title = {0};
    ctg_status status;

    if (!sketch->options->against)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "diff needs a second run to compare with");
    if (sketch->options->title)
        ctg__text_add_clean(&title, sketch->options->title, 100, false);
    else
        ctg__text_add(&title, "What the change does to losses");
    status = compute(&d, error);
    if (!status) {
        ctg__diagram_init(&sketch->diagram, ctg__text_string(&title));
        status = draw(&d, ctg__text_string(&title), error);
    }
    sketch->diagram.failed |= title.failed;
    close_side(&d.before);
    close_side(&d.after);
    ctg__text_clear(&d.text);
    ctg__text_clear(&title);
    return status;
}

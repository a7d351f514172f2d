/*
 * The view `groups`: losses between groups, and how sick each of them is; with
 * a group to drill into, that group's members between those whom losses come
 * from and those whom they go to.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/groups_drill.h"
#include "draw/head.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/positions.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

enum { MOST_LINKS = 70, CAPTION_COLUMNS = 150 };

#define KEEP 0.80
#define LARGEST 0.95
#define SMALLEST 0.055
#define DISTRESSED 0.25

enum { DEFAULT, DISTRESS, TOUCHED, UNTOUCHED, STATES };

typedef struct page {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    ctg__cast cast;
    ctg__pairs pairs;
    ctg__link *links;
    size_t link_count;
    bool *kept;
    size_t kept_count;
    size_t between_count;
    double kept_amount;
    double between;
    double inside;
    double widest;
    double *assets;          /* per group */
    double (*state)[STATES]; /* per group: assets in each state */
    size_t *defaults;        /* per group */
    double most_assets;
    const char **labels;
    ctg__text text;
} page;

static bool is_between(const ctg__link *link)
{
    return link->from != CTG_NONE && link->from != link->to;
}

static ctg_status look_at_nodes(page *p, const double *assets, ctg_error *error)
{
    const ctg_entry *const entries = p->facts->causes->entries;
    ctg__arena *const arena = &p->sketch->arena;
    const size_t count = p->facts->node_count;
    double *lost;

    if (!TAKE(arena, lost, count + 1) ||
        !TAKE(arena, p->assets, p->cast.actors.count + 1) ||
        !TAKE(arena, p->state, p->cast.actors.count + 1) ||
        !TAKE(arena, p->defaults, p->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t e = 0; e < p->facts->causes->entry_count; e++)
        if (entries[e].amount > 0 &&
            ctg__code_of(&entries[e]) != CTG__CONNECTION)
            lost[ctg_actor_index(entries[e].target)] += entries[e].amount;
    for (size_t i = 0; i < count; i++) {
        const uint32_t group = p->cast.actors.of_node[i];
        const double size =
            assets ? assets[i] : fmax(0, p->facts->initial_equity[i]);
        const int state =
            p->facts->failed_round[i] != CTG_NEVER ? DEFAULT
            : lost[i] >= DISTRESSED * p->facts->initial_equity[i] && lost[i] > 0
                ? DISTRESS
            : lost[i] > 0 ? TOUCHED
                          : UNTOUCHED;

        p->assets[group] += size;
        p->state[group][state] += size;
        p->defaults[group] += state == DEFAULT;
    }
    for (size_t g = 0; g < p->cast.actors.count; g++)
        p->most_assets = fmax(p->most_assets, p->assets[g]);
    return CTG_OK;
}

typedef struct ranked {
    double amount;
    size_t link;
} ranked;

static int compare(const void *one, const void *other)
{
    const ranked *const a = one;
    const ranked *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->link < b->link ? -1 : a->link > b->link;
}

/* The largest, then for every group its largest. */
static ctg_status choose(page *p, ctg_error *error)
{
    const double keep =
        p->sketch->options->keep > 0 ? p->sketch->options->keep : KEEP;
    ctg__arena *const arena = &p->sketch->arena;
    ranked *order;
    bool *met;
    double sum = 0;

    if (!TAKE(arena, p->kept, p->link_count + 1) ||
        !TAKE(arena, order, p->link_count + 1) ||
        !TAKE(arena, met, p->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < p->link_count; i++) {
        if (!is_between(&p->links[i])) {
            p->inside += p->links[i].from == CTG_NONE ? 0 : p->links[i].amount;
            continue;
        }
        p->between += p->links[i].amount;
        order[p->between_count++] = (ranked){p->links[i].amount, i};
    }
    qsort(order, p->between_count, sizeof *order, compare);
    for (size_t i = 0; i < p->between_count; i++) {
        const ctg__link *const link = &p->links[order[i].link];
        const bool first = !met[link->from] || !met[link->to];
        const bool large =
            sum < keep * p->between && p->kept_count < MOST_LINKS;

        if (!large && !first)
            continue;
        met[link->from] = true;
        met[link->to] = true;
        p->kept[order[i].link] = true;
        p->kept_count++;
        p->kept_amount += link->amount;
        sum += link->amount;
        p->widest = link->amount > p->widest ? link->amount : p->widest;
    }
    return CTG_OK;
}

static void add_units(ctg__text *text, const page *p, double amount)
{
    ctg__add_money(text, p->facts, amount);
}

/* --- label -----------------------------------------------------------------
 */

static void add_caption(page *p, ctg__text *text)
{
    ctg__text caption = {0};
    char digits[CTG__FORMAT_ROOM];

    ctg__text_print(&caption, "%s node%s collapsed by group. Losses ",
                    ctg__format_count(digits, p->facts->node_count),
                    ctg__plural(p->facts->node_count));
    ctg__add_money(&caption, p->facts, p->facts->net->total);
    ctg__add_baseline(&caption, p->facts);
    ctg__text_add(&caption, ": direct ");
    add_units(&caption, p, p->facts->net->in_direct);
    ctg__text_add(&caption, ", between groups ");
    add_units(&caption, p, p->between);
    ctg__text_add(&caption, ", inside groups ");
    add_units(&caption, p, p->inside);
    ctg__text_add(&caption, ". ");
    if (p->between > 0)
        ctg__text_print(
            &caption,
            "Drawn: %zu of %zu group pairs = %s of the losses "
            "between groups. ",
            p->kept_count, p->between_count,
            ctg__format_share(digits, p->kept_amount / p->between, false));
    ctg__text_add(&caption, "Arrows run the way losses travel.");
    ctg__label_caption(text, ctg__text_string(&caption), CAPTION_COLUMNS);
    text->failed |= caption.failed;
    ctg__text_clear(&caption);
}

static void add_legend(page *p, ctg__text *text)
{
    static const char *const colours[STATES] = {
        CTG__PIE_DEFAULT, CTG__PIE_DISTRESSED, CTG__PIE_TOUCHED, CTG__OUTLINE};
    static const char *const names[STATES] = {
        "default", "distressed (≥ 25% of equity)", "touched", "untouched"};
    ctg__text words = {0};

    ctg__label_row(text);
    ctg__add_code_legend(text, p->links, p->link_count, p->kept);
    ctg__label_row(text);
    ctg__text_add(text, "pie: share of the group’s assets held by members "
                        "that are ");
    for (int i = 0; i < STATES; i++)
        ctg__text_print(text,
                        " <FONT COLOR=\"%s\" POINT-SIZE=\"13\">%s</FONT> %s  ",
                        colours[i], i == UNTOUCHED ? "□" : "■", names[i]);
    ctg__text_add(&words, "    area ∝ assets (largest ");
    ctg__add_money(&words, p->facts, p->most_assets);
    ctg__text_add(&words, ")      line width ∝ loss (widest ");
    add_units(&words, p, p->widest);
    ctg__text_add(&words, "), colour = largest channel");
    ctg__add_html(text, ctg__text_string(&words));
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

/* --- groups ----------------------------------------------------------------
 */

/* Wedges must not add up to more than one, so a little is taken off each but
 * the last, which gets no number. */
static void put_pie(page *p, size_t group)
{
    static const char *const colours[STATES] = {
        CTG__PIE_DEFAULT, CTG__PIE_DISTRESSED, CTG__PIE_TOUCHED,
        CTG__PIE_UNTOUCHED};
    ctg__diagram *const diagram = &p->sketch->diagram;
    int shown[STATES];
    int count = 0;

    for (int i = 0; i < STATES; i++)
        if (p->state[group][i] > 0.0006 * p->assets[group])
            shown[count++] = i;
    if (count < 2) {
        ctg__diagram_put(diagram, "fillcolor",
                         colours[count ? shown[0] : UNTOUCHED]);
        return;
    }
    ctg__text_restart(&p->text);
    for (int i = 0; i < count; i++) {
        const double share = p->state[group][shown[i]] / p->assets[group];
        const int thousandths = (int)floor((share - 0.0006) * 1000);

        ctg__text_print(&p->text, "%s%s", i ? ":" : "", colours[shown[i]]);
        if (i + 1 < count)
            ctg__text_print(&p->text, ";0.%03d",
                            thousandths < 1 ? 1 : thousandths);
    }
    ctg__diagram_put(diagram, "style", "wedged");
    ctg__diagram_put(diagram, "fillcolor", ctg__text_string(&p->text));
}

static void draw_group(page *p, size_t group)
{
    ctg__diagram *const diagram = &p->sketch->diagram;
    ctg__text words = {0};
    double width;
    double height;
    double taken = 0;
    double own = 0;

    for (size_t i = 0; i < p->link_count; i++)
        if (p->links[i].to == group) {
            taken += p->links[i].amount;
            own += p->links[i].from == group ? p->links[i].amount : 0;
        }
    ctg__add_node_name(&words, p->cast.ids[group], true);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&words));
    ctg__diagram_put(diagram, "id", ctg__text_string(&words));
    ctg__diagram_put(diagram, "class", "grp");
    ctg__diagram_put(diagram, "color", "#4A5563");
    put_pie(p, group);
    ctg__text_restart(&words);
    ctg__text_add(&words, "#group_");
    ctg__add_slug(&words, p->cast.ids[group]);
    ctg__diagram_put(diagram, "URL", ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__text_print(&words, ": %zu node%s, assets ",
                    p->cast.member_count[group],
                    ctg__plural(p->cast.member_count[group]));
    ctg__add_money(&words, p->facts, p->assets[group]);
    ctg__text_restart(&p->text);
    ctg__add_name_tooltip(&p->text, p->cast.names[group]);
    ctg__add_tooltip(&p->text, ctg__text_string(&words));
    ctg__text_restart(&words);
    add_units(&words, p, taken);
    ctg__text_add(&words, ", of which inside the group ");
    add_units(&words, p, own);
    ctg__text_add(&p->text, "\\nlosses ");
    ctg__add_tooltip(&p->text, ctg__text_string(&words));
    ctg__text_print(&p->text, "\\n%zu default", p->defaults[group]);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&p->text));
    ctg__text_restart(&words);
    ctg__text_print(&words, "%zu node%s · ", p->cast.member_count[group],
                    ctg__plural(p->cast.member_count[group]));
    ctg__add_money(&words, p->facts, p->assets[group]);
    ctg__shape_size(ctg__shape_of("group"), p->assets[group], p->most_assets,
                    LARGEST, SMALLEST, &width, &height);
    ctg__put_shape(diagram, ctg__shape_of("group"), width, height,
                   &(ctg__shape_words){.name = p->labels[group],
                                       .below = ctg__text_string(&words)},
                   &p->text);
    p->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_link(page *p, const ctg__link *link)
{
    ctg__diagram *const diagram = &p->sketch->diagram;

    ctg__diagram_add_edge(diagram, link->from, link->to);
    ctg__text_restart(&p->text);
    ctg__text_add(&p->text, "x_");
    ctg__add_slug(&p->text, p->cast.ids[link->from]);
    ctg__text_add(&p->text, "__");
    ctg__add_slug(&p->text, p->cast.ids[link->to]);
    ctg__diagram_put(diagram, "id", ctg__text_string(&p->text));
    ctg__text_restart(&p->text);
    ctg__add_name_tooltip(&p->text, p->cast.names[link->from]);
    ctg__text_add(&p->text, " → ");
    ctg__add_name_tooltip(&p->text, p->cast.names[link->to]);
    ctg__put_link(diagram, p->facts->unit, link, p->widest, &p->text);
}

static ctg_status draw(page *p, const char *title, ctg_error *error)
{
    ctg__diagram *const diagram = &p->sketch->diagram;
    double *weights;
    size_t drawn = 0;
    ctg_status status = ctg__clean_labels(
        p->cast.names, p->cast.ids, p->cast.actors.count, CTG__NAME_MAP, false,
        &p->sketch->arena, &p->labels, error);

    if (status)
        return status;
    if (!TAKE(&p->sketch->arena, weights, p->link_count + 1))
        return ctg__fail_memory(error);
    ctg__text_restart(&p->text);
    ctg__label_begin(&p->text, title);
    add_caption(p, &p->text);
    add_legend(p, &p->text);
    ctg__label_data(&p->text, ctg__data_line(p->sketch, true), CAPTION_COLUMNS);
    ctg__label_end(&p->text);
    ctg__map_defaults(diagram, "grps", "groups", ctg__text_string(&p->text));
    ctg__map_layout(diagram, p->cast.actors.count, false);
    for (size_t g = 0; g < p->cast.actors.count; g++)
        draw_group(p, g);
    for (size_t i = 0; i < p->link_count; i++)
        if (p->kept[i]) {
            draw_link(p, &p->links[i]);
            weights[drawn++] = p->links[i].amount;
        }
    diagram->failed |= p->text.failed;
    return ctg__keep_positions(p->sketch, weights, error);
}

/* `assets` per node; NULL: equity stands for size. */
static ctg_status sketch_all(ctg__sketch *sketch, const ctg__facts *facts,
                             const char *const *group_of, const double *assets,
                             ctg_error *error)
{
    page p = {.sketch = sketch, .facts = facts};
    const char *const title =
        ctg__sketch_title(sketch, facts, "Losses between groups ");
    ctg_status status =
        ctg__cast_groups(&p.cast, facts, group_of, &sketch->arena, error);

    ctg__diagram_init(&sketch->diagram, title);
    if (!status)
        status = ctg__pairs_init(&p.pairs, facts, &p.cast.actors, error);
    if (!status)
        status = ctg__pairs_link(&p.pairs, &sketch->arena, &p.links,
                                 &p.link_count, error);
    if (!status)
        status = look_at_nodes(&p, assets, error);
    if (!status)
        status = choose(&p, error);
    if (!status && !(facts->net->total > 0))
        ctg__draw_sentence(&sketch->diagram, title,
                           "No loss: nothing travels.");
    else if (!status)
        status = draw(&p, title, error);
    ctg__pairs_clear(&p.pairs);
    ctg__text_clear(&p.text);
    return status;
}

ctg_status ctg__view_groups(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const double *const assets =
        ctg_network_assets(ctg_run_network(options->run));
    const char **group_of;
    ctg__facts facts = {0};
    ctg_trace *trace = NULL;
    ctg_status status =
        ctg_trace_new(ctg_run_ledger(options->run), &trace, error);

    if (status)
        return status;
    status = ctg__facts_init(&facts, options->run, trace, options->scenario,
                             &sketch->arena, error);
    if (!status)
        status = ctg__sketch_groups(sketch, &facts, &group_of, error);
    if (!status && options->drill)
        status = ctg__sketch_drill(sketch, &facts, group_of, error);
    else if (!status)
        status = sketch_all(sketch, &facts, group_of, assets, error);
    ctg__facts_clear(&facts);
    ctg_trace_free(trace);
    return status;
}

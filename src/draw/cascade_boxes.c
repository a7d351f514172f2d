/* The boxes of a cascade picture: nodes in a round, prices, shocks. */
#include <math.h>
#include <string.h>

#include "draw/cascade.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

/* Share of its equity from which a node is distressed. */
#define DISTRESSED 0.25

typedef enum status { TOUCHED, DISTRESS, DEFAULTS, IN_DEFAULT } status;

static const char *const status_class[] = {
    [TOUCHED] = "touched",
    [DISTRESS] = "distress",
    [DEFAULTS] = "default",
    [IN_DEFAULT] = "default",
};

typedef struct box {
    size_t place;
    uint32_t actor;
    size_t column;
    double lost;    /* here, money */
    double before;  /* in earlier columns */
    double equity;  /* what shares are of; 0: undefined */
    double cushion; /* what a pass-through loses before its creditors do */
    bool haircut;   /* shares are of what a pass-through owes */
    status status;
    bool greyed; /* not on any path that the picture is about */
} box;

static bool on_path(const ctg__scene *scene, size_t place)
{
    const ctg__selection *const s = scene->selection;

    for (size_t p = 0; p < scene->path_count; p++) {
        const ctg__marked_path *const path = &scene->paths[p];

        for (size_t i = 0; i < path->flow_count; i++)
            if (s->head_of[path->flows[i]] == place ||
                s->tail_of[path->flows[i]] == place)
                return true;
        for (size_t i = 0; i < path->feeder_count; i++)
            if (s->feeder_tail[path->feeders[i]] == place)
                return true;
    }
    return scene->path_count == 0;
}

static double share_of(const box *b, double lost)
{
    return b->equity > 0 ? fmax(0, lost - b->cushion) / b->equity : 0;
}

static box look(const ctg__scene *scene, size_t place)
{
    const ctg__place at = scene->selection->places[place];
    const uint32_t actor = ctg__place_index(at);
    const ctg__cast *const cast = scene->cast;
    box b = {
        .place = place,
        .actor = actor,
        .column = ctg__place_column(at),
        .lost = ctg__flows_money(
            scene->flows, ctg__selection_amount(scene->selection, place)),
        .before = scene->before[place],
        .equity = fmax(0, cast->equity[actor]),
        .greyed = !on_path(scene, place),
    };

    if (cast->liabilities[actor] > 0) {
        b.haircut = true;
        b.cushion = b.equity;
        b.equity = cast->liabilities[actor];
    }
    if (scene->fallen[actor] == at)
        b.status = DEFAULTS;
    else if (cast->failed[actor] != CTG_NEVER &&
             (scene->fallen[actor] == CTG__NOWHERE ||
              b.column > ctg__place_column(scene->fallen[actor])))
        b.status = IN_DEFAULT;
    else if (share_of(&b, b.before + b.lost) >= DISTRESSED)
        b.status = DISTRESS;
    return b;
}

static void add_share(ctg__text *text, const box *b, double lost)
{
    char share[CTG__FORMAT_ROOM];

    if (b->equity > 0)
        ctg__text_print(text, "%s %s",
                        ctg__format_share(share, share_of(b, lost), false),
                        b->haircut ? "haircut" : "of equity");
    else
        ctg__text_add(text, "no equity");
}

/* --- the label -------------------------------------------------------------
 */

static void add_cell(ctg__text *text, int width, const char *colour)
{
    if (width > 0)
        ctg__text_print(text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"%s\"></TD>",
                        width, colour);
}

static void add_gauge(ctg__text *text, const box *b)
{
    const bool black = b->status >= DEFAULTS;
    const double whole = b->equity > 0 ? 1 : 0;
    const int before = whole > 0 ? ctg__gauge_cells(share_of(b, b->before)) : 0;
    const int both = whole > 0
                         ? ctg__gauge_cells(share_of(b, b->before + b->lost))
                         : CTG__GAUGE;

    ctg__text_add(text, "<TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>");
    if (b->greyed) {
        add_cell(text, both, CTG__THIN);
        add_cell(text, CTG__GAUGE - both, CTG__BAND);
    } else {
        add_cell(text, before,
                 black ? CTG__BLACK_LOST_BEFORE : CTG__LOST_BEFORE);
        add_cell(text, both - before,
                 black ? CTG__BLACK_LOST_NOW : CTG__LOST_NOW);
        add_cell(text, CTG__GAUGE - both, black ? CTG__BLACK_LEFT : CTG__LEFT);
    }
    ctg__text_add(text, "</TR></TABLE></TD></TR>");
}

static size_t members_in_default(const ctg__scene *scene, const box *b)
{
    const uint32_t last = scene->flows->columns[b->column].last;
    size_t count = 0;

    for (size_t i = 0; i < scene->facts->node_count; i++)
        if (scene->cast->actors.of_node[i] == b->actor &&
            scene->facts->failed_round[i] <= last)
            count++;
    return count;
}

static void add_copy_label(ctg__text *text, const ctg__scene *scene,
                           const box *b)
{
    const bool black = b->status >= DEFAULTS;

    ctg__text_add(text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"1\"><TR><TD><B>");
    ctg__add_html(text, scene->labels[b->actor]);
    ctg__text_add(text, "</B></TD></TR><TR><TD><FONT POINT-SIZE=\"9\"");
    if (!black && !b->greyed)
        ctg__text_add(text, " COLOR=\"" CTG__SUBTEXT "\"");
    ctg__text_add_char(text, '>');
    ctg__add_html_money(text, scene, b->lost);
    ctg__text_add(text, " · ");
    if (b->status == DEFAULTS)
        ctg__text_add(text, "✕ defaults");
    else if (b->status == IN_DEFAULT)
        ctg__text_add(text, "in default");
    else
        add_share(text, b, b->before + b->lost);
    if (scene->cast->grouped)
        ctg__text_print(text, "<BR/>%zu of %zu members in default",
                        members_in_default(scene, b),
                        scene->cast->member_count[b->actor]);
    ctg__text_add(text, "</FONT></TD></TR>");
    add_gauge(text, b);
    ctg__text_add(text, "</TABLE>");
}

/* --- the tooltip -----------------------------------------------------------
 */

/* Losses caused in this very column are lines here, not in the picture. */
static int64_t add_own(ctg__text *text, const ctg__scene *scene, size_t place)
{
    const ctg__selection *const s = scene->selection;
    int64_t drawn = 0;

    for (size_t i = s->first_flow[place]; i < s->first_flow[place + 1]; i++) {
        const ctg__flow *const flow = &scene->flows->flows[i];

        if (s->kept[i])
            drawn += flow->amount;
        if (!ctg__flow_is_own(flow))
            continue;
        ctg__text_print(text,
                        "\\nof it %s: ", ctg__code_about(flow->code)->name);
        ctg__add_tooltip_units(text, scene, flow->amount);
        ctg__text_add(text, " (caused here)");
    }
    return drawn;
}

static void add_copy_tooltip(ctg__text *text, const ctg__scene *scene,
                             const box *b)
{
    const int64_t all = ctg__selection_amount(scene->selection, b->place);
    int64_t drawn;

    ctg__add_name_tooltip(text, scene->cast->names[b->actor]);
    ctg__text_add(text, "\\n");
    ctg__add_column_name(text, scene->flows, b->column, "round");
    ctg__text_add(text, ": loses ");
    ctg__add_tooltip_money(text, scene, b->lost);
    if (b->equity > 0) {
        ctg__text_add(text, " (");
        add_share(text, b, b->lost);
        ctg__text_add(text, ")");
    }
    ctg__text_add(text, "\\ncumulative ");
    ctg__add_tooltip_money(text, scene, b->before + b->lost);
    ctg__text_add(text, b->haircut ? " of debts " : " of equity ");
    ctg__add_tooltip_money(
        text, scene, b->haircut ? b->equity : scene->cast->equity[b->actor]);
    drawn = add_own(text, scene, b->place);
    if (drawn < all) {
        ctg__text_add(text, "\\ndrawn here: ");
        ctg__add_tooltip_units(text, scene, drawn);
        ctg__text_add(text, " of it");
    }
    if (b->status == DEFAULTS)
        ctg__text_print(text, "\\ndefaults in round %lu",
                        (unsigned long)scene->cast->failed[b->actor]);
}

/* --- the boxes -------------------------------------------------------------
 */

static void put_looks(ctg__diagram *diagram, const box *b)
{
    static const char *const touched[] = {"color", CTG__THIN, "penwidth", "0.9",
                                          NULL};
    static const char *const distressed[] = {"color", CTG__INK, "penwidth",
                                             "1.6", NULL};
    static const char *const black[] = {"fillcolor", CTG__INK,    "color",
                                        CTG__INK,    "fontcolor", CTG__PAPER,
                                        "penwidth",  "1.2",       NULL};
    static const char *const greyed[] = {
        "color", CTG__GREYED, "fontcolor", CTG__LINE, "penwidth", "0.9", NULL};
    static const char *const greyed_black[] = {
        "fillcolor", CTG__LINE,  "color", CTG__LINE, "fontcolor",
        CTG__PAPER,  "penwidth", "1.2",   NULL};

    if (b->greyed)
        ctg__diagram_put_all(diagram,
                             b->status >= DEFAULTS ? greyed_black : greyed);
    else if (b->status >= DEFAULTS)
        ctg__diagram_put_all(diagram, black);
    else
        ctg__diagram_put_all(diagram,
                             b->status == DISTRESS ? distressed : touched);
    if (b->status == DEFAULTS)
        ctg__diagram_put(diagram, "peripheries", "2");
}

void ctg__draw_copy(ctg__diagram *diagram, const ctg__scene *scene,
                    size_t place, ctg__text *text)
{
    const box b = look(scene, place);
    const char *const id = scene->cast->ids[b.actor];

    ctg__text_restart(text);
    ctg__add_place_name(text, scene, scene->selection->places[place]);
    ctg__diagram_put(diagram, "id", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_print(text, "cp r%lu st_%s i_",
                    (unsigned long)scene->flows->columns[b.column].first,
                    status_class[b.status]);
    ctg__add_slug(text, id);
    ctg__diagram_put(diagram, "class", ctg__text_string(text));
    ctg__text_restart(text);
    add_copy_tooltip(text, scene, &b);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    add_copy_label(text, scene, &b);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    put_looks(diagram, &b);
    if (scene->url_template && !scene->cast->grouped) {
        ctg__text_restart(text);
        ctg__add_link(text, scene->url_template, id);
        ctg__diagram_put(diagram, "URL", ctg__text_string(text));
    }
}

/* By how much the market price fell in the rounds of the hub's column. */
static bool fall_of_price(const ctg__scene *scene, ctg__place hub,
                          double *change)
{
    const ctg__facts *const facts = scene->facts;
    const ctg__column_span *const span =
        &scene->flows->columns[ctg__place_column(hub)];
    const uint32_t last =
        span->last < facts->rounds ? span->last : facts->rounds;
    size_t asset = 0;
    double before;

    if (!facts->prices || span->first == 0 || span->first > last)
        return false;
    while (asset < facts->asset_count &&
           scene->cast->actors.of_asset[asset] != ctg__place_index(hub))
        asset++;
    before = facts->prices[(span->first - 1) * facts->asset_count + asset];
    if (!(before > 0))
        return false;
    *change = facts->prices[last * facts->asset_count + asset] / before - 1;
    return true;
}

void ctg__draw_hub(ctg__diagram *diagram, const ctg__scene *scene, size_t place,
                   ctg__text *text)
{
    static const char *const looks[] = {
        "style", "filled,rounded", "fillcolor", CTG__WASH,  "width",
        ".9",    "height",         ".34",       "penwidth", "0.9",
        NULL};
    const ctg__selection *const s = scene->selection;
    const ctg__place hub = s->places[place];
    const uint32_t asset = ctg__place_index(hub);
    char change[CTG__FORMAT_ROOM];
    double fall;
    int64_t all = 0;
    int64_t drawn = 0;

    for (size_t f = s->first_feeder[place]; f < s->first_feeder[place + 1];
         f++) {
        all += scene->flows->feeders[f].amount;
        drawn += s->feeder_kept[f] ? scene->flows->feeders[f].amount : 0;
    }
    ctg__text_restart(text);
    ctg__add_place_name(text, scene, hub);
    ctg__diagram_put(diagram, "id", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_print(
        text, "hub r%lu a_",
        (unsigned long)scene->flows->columns[ctg__place_column(hub)].first);
    ctg__add_slug(text, scene->cast->asset_ids[asset]);
    ctg__diagram_put(diagram, "class", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__add_place_title(text, scene, hub);
    if (fall_of_price(scene, hub, &fall))
        ctg__text_print(text, " %s", ctg__format_relative(change, fall, false));
    ctg__text_add(text, "\\n");
    ctg__add_column_name(text, scene->flows, ctg__place_column(hub), "round");
    ctg__text_add(text, ": sales cost holders and sellers ");
    ctg__add_tooltip_units(text, scene, all);
    if (drawn < all) {
        ctg__text_add(text, "\\nsellers drawn: ");
        ctg__add_tooltip_units(text, scene, drawn);
        ctg__text_add(text, " of it");
    }
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_add(text, "<FONT POINT-SIZE=\"9\"><B>");
    ctg__add_html(text, scene->asset_labels[asset]);
    ctg__text_add(text, "</B> price");
    if (fall_of_price(scene, hub, &fall)) {
        ctg__text_add_char(text, ' ');
        ctg__add_html(text, ctg__format_relative(change, fall, false));
    }
    ctg__text_add(text, "</FONT>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    ctg__diagram_put_all(diagram, looks);
    ctg__diagram_put(diagram, "color", ctg__inks[CTG__FS].line);
}

void ctg__draw_source(ctg__diagram *diagram, const ctg__scene *scene,
                      size_t place, ctg__text *text)
{
    static const char *const looks[] = {
        "style", "filled,bold", "fillcolor", CTG__PAPER, "color", CTG__INK,
        "width", "1.0",         "penwidth",  "2.2",      NULL};
    const ctg__place source = scene->selection->places[place];
    const size_t shock = ctg__place_index(source);
    const bool initial = shock == scene->facts->shock_count;
    ctg__text words = {0};

    ctg__text_restart(text);
    ctg__add_place_name(text, scene, source);
    ctg__diagram_put(diagram, "id", ctg__text_string(text));
    ctg__diagram_put(diagram, "class", "src");
    ctg__text_restart(text);
    ctg__add_place_title(text, scene, source);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_add(text, "<B>");
    if (initial)
        ctg__text_add(&words, "weak before");
    else
        ctg__add_shock(&words, scene->facts, shock);
    ctg__add_html(text, ctg__text_string(&words));
    ctg__text_print(text, "</B><BR/><FONT POINT-SIZE=\"8\">%s</FONT>",
                    initial ? "no earlier loss" : "exogenous");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    ctg__diagram_put_all(diagram, looks);
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

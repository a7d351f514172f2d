/* The page of a simulation: measures, layers, the tail, whose losses. */
#include <math.h>
#include <string.h>

#include "report/simulate.h"
#include "text/utf8.h"

/* Where columns end; what is beyond the page goes. */
enum { NAME_TO = 19, MEAN_TO = 25, BOUNDS_ROOM = 17, ES_ROOM = 17, WIDE = 76 };

/* An amount, or a count with its decimals. */
static const char *show(const ctg__sheet *sheet, ctg_figure_unit unit,
                        char text[CTG__FORMAT_ROOM], double value)
{
    if (isnan(value))
        return "-";
    if (unit == CTG_FIGURE_MONEY)
        return ctg__sheet_amount(sheet, text, value);
    snprintf(text, CTG__FORMAT_ROOM, value == floor(value) ? "%.0f" : "%.2f",
             value);
    return text;
}

static void add_interval(ctg__sheet *sheet, const ctg_risk_measure *measure,
                         const ctg_risk_level *at, size_t end)
{
    char low[CTG__FORMAT_ROOM];
    char high[CTG__FORMAT_ROOM];
    char both[2 * CTG__FORMAT_ROOM + 8];

    snprintf(both, sizeof both, "%s to %s",
             show(sheet, measure->unit, low, at->var_low),
             show(sheet, measure->unit, high, at->var_high));
    ctg__sheet_add_right(
        sheet, isnan(at->var_low) && isnan(at->var_high) ? "" : both, end);
}

static void add_es(ctg__sheet *sheet, const ctg_risk_measure *measure,
                   const ctg_risk_level *at)
{
    const double width = 0.5 * (at->es_high - at->es_low);
    char text[CTG__FORMAT_ROOM];

    ctg__sheet_add_right(sheet, show(sheet, measure->unit, text, at->es),
                         sheet->columns + 8);
    if (isnan(width))
        return;
    ctg__sheet_add(sheet, sheet->ascii ? " +-" : " \xC2\xB1");
    ctg__sheet_add(sheet, show(sheet, measure->unit, text, width));
}

/* Room for "VaR 99.9%" and a gap. */
static size_t var_room(const ctg__simulated *of)
{
    size_t room = 9;

    for (size_t l = 0; l < of->shown[0]->level_count; l++) {
        char text[32];
        const int length = snprintf(text, sizeof text, "  VaR %.6g%%",
                                    100 * of->shown[0]->levels[l].level);

        room = (size_t)length > room ? (size_t)length : room;
    }
    return room;
}

/* How many levels fit: the highest is last and always there. */
static size_t levels_that_fit(const ctg__simulated *of, const ctg__sheet *sheet)
{
    const bool wide = sheet->width >= WIDE;
    const size_t rest = MEAN_TO + ES_ROOM + (wide ? BOUNDS_ROOM : 0);
    const size_t room =
        sheet->width > rest ? (sheet->width - rest) / var_room(of) : 1;
    const size_t all = of->shown[0]->level_count;

    return room < 1 ? 1 : room < all ? room : all;
}

/* The k-th lowest level of those shown. */
static const ctg_risk_level *level_at(const ctg_risk_measure *measure,
                                      size_t from, size_t k)
{
    const ctg_risk_level *found = NULL;

    for (size_t l = 0; l < measure->level_count; l++) {
        size_t below = 0;

        for (size_t j = 0; j < measure->level_count; j++)
            below += measure->levels[j].level < measure->levels[l].level;
        if (below == from + k)
            found = &measure->levels[l];
    }
    return found;
}

static void add_heads(const ctg__simulated *of, ctg__sheet *sheet, size_t count)
{
    const ctg_risk_measure *const first = of->shown[0];
    const size_t from = first->level_count - count;
    size_t end = MEAN_TO;
    char text[64];

    ctg__sheet_add_right(sheet, "mean", end);
    for (size_t k = 0; k < count; k++) {
        end += var_room(of);
        snprintf(text, sizeof text, "VaR %.6g%%",
                 100 * level_at(first, from, k)->level);
        ctg__sheet_add_right(sheet, text, end);
    }
    if (sheet->width >= WIDE) {
        end += BOUNDS_ROOM;
        snprintf(text, sizeof text, "%.6g%% interval",
                 100 * of->summary->confidence);
        ctg__sheet_add_right(sheet, of->summary->is_complete ? "" : text, end);
    }
    snprintf(text, sizeof text, "  ES %.6g%%", 100 * of->summary->level);
    ctg__sheet_add(sheet, text);
    ctg__sheet_end(sheet);
}

/* A blank at least is between a name and its mean. */
static size_t name_room(const char *mean)
{
    const size_t used = ctg__columns(mean) + 3;

    return used > MEAN_TO - NAME_TO + 2 && used < MEAN_TO ? MEAN_TO - used
                                                          : NAME_TO - 2;
}

static void add_measure(const ctg__simulated *of, ctg__sheet *sheet,
                        const ctg_risk_measure *measure, size_t count)
{
    const size_t from = measure->level_count - count;
    size_t end = MEAN_TO;
    char words[64];
    char text[CTG__FORMAT_ROOM];
    const char *const mean = show(sheet, measure->unit, text, measure->mean);

    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_add_name(sheet, ctg__measure_words(measure->name, words),
                        name_room(mean));
    ctg__sheet_add_right(sheet, mean, end);
    for (size_t k = 0; k < count; k++) {
        end += var_room(of);
        ctg__sheet_add_right(
            sheet,
            show(sheet, measure->unit, text, level_at(measure, from, k)->var),
            end);
    }
    if (sheet->width >= WIDE)
        add_interval(sheet, measure,
                     ctg__highest_level(measure, of->summary->level),
                     end + BOUNDS_ROOM);
    add_es(sheet, measure, ctg__highest_level(measure, of->summary->level));
    ctg__sheet_end(sheet);
}

static void add_measures(const ctg__simulated *of, ctg__sheet *sheet)
{
    const size_t count = levels_that_fit(of, sheet);

    ctg__sheet_gap(sheet);
    add_heads(of, sheet, count);
    for (size_t m = 0; m < of->shown_count; m++)
        add_measure(of, sheet, of->shown[m], count);
    for (size_t m = 0; m < of->shown_count; m++)
        if (of->shown[m]->is_partial) {
            char text[160];

            snprintf(text, sizeof text,
                     "  %s: of %llu draws; %llu without an "
                     "event are left out",
                     of->shown[m]->name,
                     (unsigned long long)(of->summary->draws -
                                          of->shown[m]->left_out),
                     (unsigned long long)of->shown[m]->left_out);
            ctg__sheet_line(sheet, text);
        }
}

/* --- layers -------------------------------------------------------------- */

static void add_share_range(ctg__sheet *sheet, double low, double high,
                            const char *lead)
{
    char first[CTG__FORMAT_ROOM];
    char second[CTG__FORMAT_ROOM];

    if (isnan(low) || isnan(high))
        return;
    ctg__sheet_print(sheet, "%s(%s to %s)", lead,
                     ctg__format_share(first, low, sheet->ascii),
                     ctg__format_share(second, high, sheet->ascii));
}

static void add_layer(ctg__sheet *sheet, const ctg_risk_layer *layer)
{
    const bool wide = sheet->width >= WIDE;
    char name[128];
    char text[CTG__FORMAT_ROOM];

    snprintf(name, sizeof name, "%.*s %.20s%s%.*s",
             ctg__utf8_precision(layer->name, 40), layer->name, layer->kind,
             *layer->provider ? " " : "",
             ctg__utf8_precision(layer->provider, 40), layer->provider);
    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_add_name(sheet, name, wide ? 22 : 18);
    ctg__sheet_add_right(sheet,
                         ctg__format_share(text, layer->used, sheet->ascii),
                         wide ? 30 : 26);
    ctg__sheet_add_right(
        sheet, ctg__format_share(text, layer->exhausted, sheet->ascii),
        wide ? 41 : 37);
    if (wide) {
        add_share_range(sheet, layer->exhausted_low, layer->exhausted_high,
                        "  ");
        ctg__sheet_go_to(sheet, 58);
    }
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, layer->needed),
                         wide ? 67 : 48);
    ctg__sheet_add_right(
        sheet,
        isnan(layer->has) ? "-" : ctg__sheet_amount(sheet, text, layer->has),
        wide ? 75 : 57);
    ctg__sheet_end(sheet);
}

static void add_layers(const ctg__simulated *of, ctg__sheet *sheet)
{
    const bool wide = sheet->width >= WIDE;
    const ctg_risk_layer *layer;
    char text[64];

    if (!ctg_simulation_layer_at(of->from, 0))
        return;
    ctg__sheet_gap(sheet);
    ctg__sheet_add(sheet, "  layer");
    ctg__sheet_add_right(sheet, "used", wide ? 30 : 26);
    ctg__sheet_add_right(sheet, "exhausted", wide ? 41 : 37);
    snprintf(text, sizeof text, "needed %.6g%%", 100 * of->summary->level);
    ctg__sheet_add_right(sheet, text, wide ? 67 : 50);
    ctg__sheet_add_right(sheet, "has", wide ? 75 : 57);
    ctg__sheet_end(sheet);
    for (size_t l = 0; (layer = ctg_simulation_layer_at(of->from, l)); l++)
        add_layer(sheet, layer);
}

/* --- the tail ------------------------------------------------------------ */

static void add_origin(const ctg__simulated *of, ctg__sheet *sheet, size_t k)
{
    const ctg_risk_origin *const origin = ctg_simulation_origin_at(of->from, k);
    char text[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM] = "";

    if (!origin || k >= of->top || origin->tail_loss == 0)
        return;
    if (of->summary->tail_all > 0)
        ctg__format_share(share, origin->tail_loss / of->summary->tail_all,
                          sheet->ascii);
    ctg__sheet_go_to(sheet, 4);
    ctg__sheet_add_name(sheet, origin->name, 14);
    /* A gain's share, -3.5%, takes a column more. */
    ctg__sheet_add_right(sheet,
                         ctg__sheet_amount(sheet, text, origin->tail_loss),
                         ctg__columns(share) > 4 ? 26 : 27);
    ctg__sheet_add_right(sheet, share, 32);
}

static void add_node(const ctg__simulated *of, ctg__sheet *sheet, size_t k)
{
    const ctg_risk_node *node;
    char text[CTG__FORMAT_ROOM];

    if (k >= of->node_count)
        return;
    node = &ctg_simulation_nodes(of->from)[of->nodes[k]];
    ctg__sheet_go_to(sheet, 35);
    ctg__sheet_add_name(sheet, ctg_graph_node_name(of->graph, of->nodes[k]),
                        11);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, node->tail_loss),
                         53);
    ctg__sheet_add_right(sheet,
                         node->tail_default_probability > 0
                             ? ctg__format_share(text,
                                                 node->tail_default_probability,
                                                 sheet->ascii)
                             : "-",
                         60);
}

static void add_tail_head(const ctg__simulated *of, ctg__sheet *sheet)
{
    const ctg_risk_measure *const headline =
        ctg_simulation_measure_at(of->from, of->summary->measure);
    char words[64];
    char text[CTG__FORMAT_ROOM];

    ctg__sheet_gap(sheet);
    ctg__sheet_print(
        sheet, "The worst %.6g%% of %s: %s on average",
        100 * (1 - of->summary->level),
        ctg__measure_words(headline->name, words),
        show(sheet, headline->unit, text,
             ctg__highest_level(headline, of->summary->level)->es));
    ctg__sheet_end(sheet);
    if (of->summary->has_origins) {
        ctg__sheet_print(sheet, "  by origin, of losses %s",
                         ctg__sheet_amount(sheet, text, of->summary->tail_all));
        ctg__sheet_go_to(sheet, 33);
    }
    ctg__sheet_print(sheet,
                     sheet->width < 70 ? "  equity, of %s"
                                       : "  by whose equity, of %s",
                     ctg__sheet_amount(sheet, text, of->tail_loss));
    if (sheet->width < 70)
        ctg__sheet_add_right(sheet, "failed", 60);
    else
        ctg__sheet_add(sheet, "  failed");
    ctg__sheet_end(sheet);
}

static void add_tail(const ctg__simulated *of, ctg__sheet *sheet)
{
    if (isnan(of->tail_loss)) {
        ctg__sheet_gap(sheet);
        ctg__sheet_line(sheet, "no draw is in the tail: nothing was lost");
        return;
    }
    add_tail_head(of, sheet);
    for (size_t k = 0; k < of->top; k++) {
        const bool any =
            ctg_simulation_origin_at(of->from, k) != NULL || k < of->node_count;

        if (!any)
            break;
        add_origin(of, sheet, k);
        add_node(of, sheet, k);
        ctg__sheet_end(sheet);
    }
    if (of->summary->typical)
        ctg__sheet_print(sheet, "typical: draw %llu; ",
                         (unsigned long long)of->summary->typical);
    ctg__sheet_print(sheet, "worst: draw %llu",
                     (unsigned long long)of->summary->worst);
    if (sheet->width >= WIDE)
        ctg__sheet_add(sheet, " (--typical F, --worst F: scenarios for run)");
    ctg__sheet_end(sheet);
}

/* --- nodes --------------------------------------------------------------- */

static void add_nodes(const ctg__simulated *of, ctg__sheet *sheet)
{
    char text[CTG__FORMAT_ROOM];

    if (!of->node_count)
        return;
    ctg__sheet_gap(sheet);
    ctg__sheet_add(sheet, "  node");
    ctg__sheet_add_right(sheet, "fails", 24);
    ctg__sheet_add_right(sheet, "mean loss", 36);
    ctg__sheet_add_right(sheet, "tail loss", 47);
    ctg__sheet_add_right(sheet, "share", 55);
    ctg__sheet_end(sheet);
    for (size_t k = 0; k < of->node_count; k++) {
        const ctg_risk_node *const node =
            &ctg_simulation_nodes(of->from)[of->nodes[k]];

        ctg__sheet_go_to(sheet, 2);
        ctg__sheet_add_name(sheet, ctg_graph_node_name(of->graph, of->nodes[k]),
                            16);
        ctg__sheet_add_right(sheet,
                             isnan(node->default_probability)
                                 ? "-"
                                 : ctg__format_share(text,
                                                     node->default_probability,
                                                     sheet->ascii),
                             24);
        ctg__sheet_add_right(
            sheet,
            isnan(node->expected_loss)
                ? "-"
                : ctg__sheet_amount(sheet, text, node->expected_loss),
            36);
        ctg__sheet_add_right(
            sheet, ctg__sheet_amount(sheet, text, node->tail_loss), 47);
        if (of->tail_loss > 0)
            ctg__sheet_add_right(
                sheet,
                ctg__format_share(text, node->tail_loss / of->tail_loss,
                                  sheet->ascii),
                55);
        if (sheet->width >= WIDE)
            add_share_range(sheet, node->low, node->high, "  fails ");
        ctg__sheet_end(sheet);
    }
}

/* Columns have no room for a long unit: it is said once. */
static void say_unit(ctg__sheet *sheet)
{
    if (ctg__columns(sheet->unit) < 2)
        return;
    ctg__sheet_print(sheet, "amounts in %s", sheet->unit);
    ctg__sheet_end(sheet);
    *sheet->unit = '\0';
}

void ctg__simulated_page(const void *context, ctg__sheet *sheet)
{
    const ctg__simulated *const of = context;
    char unit[sizeof sheet->unit];
    ctg__text head = {0};
    char text[CTG__FORMAT_ROOM];

    ctg__simulated_head(of, &head);
    ctg__sheet_wrap(sheet, ctg__text_string(&head), 0);
    sheet->line.failed |= head.failed;
    ctg__text_clear(&head);
    ctg__sheet_print(sheet, "without any shock: %s lost, %zu node%s failed",
                     ctg__sheet_amount(sheet, text, of->summary->baseline),
                     of->summary->baseline_failed,
                     ctg__plural(of->summary->baseline_failed));
    ctg__sheet_end(sheet);
    memcpy(unit, sheet->unit, sizeof unit);
    say_unit(sheet);
    add_measures(of, sheet);
    add_layers(of, sheet);
    add_tail(of, sheet);
    add_nodes(of, sheet);
    memcpy(sheet->unit, unit, sizeof unit);
}

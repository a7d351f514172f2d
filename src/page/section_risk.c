/* What is lost at which probability: draws of a simulation and their tail. */
#include <math.h>
#include <string.h>

#include "page/risk_shown.h"
#include "page/section.h"
#include "page/stored.h"
#include "report/simulate.h"

static bool applies(const ctg_findings *found)
{
    return found->how.simulation != NULL;
}

/* Money, or a count as it is. */
static const char *say(ctg_report *made, const ctg_risk_measure *measure,
                       double value)
{
    if (isnan(value))
        return "\xE2\x80\x93";
    if (measure->unit == CTG_FIGURE_MONEY)
        return ctg__say_amount(made, value);
    return ctg__report_print(made, value == floor(value) ? "%.0f" : "%.2f",
                             value);
}

static const char *say_interval(ctg_report *made,
                                const ctg_risk_measure *measure, double low,
                                double high)
{
    if (isnan(low) && isnan(high))
        return "\xE2\x80\x93";
    return ctg__report_print(made, "%s to %s", say(made, measure, low),
                             say(made, measure, high));
}

static const char *words_of(ctg_report *made, const ctg_risk_measure *measure)
{
    char words[64];

    return ctg__report_clean(made, ctg__measure_words(measure->name, words), 60,
                             false);
}

static const char *introduce(const ctg_findings *found, ctg_report *made,
                             const ctg__simulated *of)
{
    const ctg_risk_measure *const headline = ctg__risk_headline(found);
    const ctg_risk_level *const at = ctg__risk_level(found, headline);
    const double q = of->summary->level;
    ctg__text head = {0};

    ctg__simulated_head(of, &head);
    return ctg__report_print(
        made,
        "%s. With a probability of at most %.6g%%, %s is more than " CTG__BOLD
        "%s" CTG__PLAIN " (value at risk; %.6g%% interval %s); in the worst "
        "%.6g%% it is " CTG__BOLD "%s" CTG__PLAIN
        " on average (expected shortfall%s).",
        ctg__simulated_keep(made, &head), 100 * (1 - q),
        words_of(made, headline), say(made, headline, at->var),
        100 * of->summary->confidence,
        say_interval(made, headline, at->var_low, at->var_high), 100 * (1 - q),
        say(made, headline, at->es),
        isnan(at->es_low)
            ? ""
            : ctg__report_print(
                  made, ", %s",
                  say_interval(made, headline, at->es_low, at->es_high)));
}

/* --- figures ------------------------------------------------------------- */

static ctg__tail_bars *bars_new(ctg_report *made, const ctg__chart *chart,
                                const char *title)
{
    ctg__tail_bars *const bars = ctg__report_take(made, 1, sizeof *bars);

    if (bars)
        *bars = (ctg__tail_bars){.chart = chart, .title = title};
    return bars;
}

static void add_bars(ctg_report *made, const ctg__tail_bars *bars,
                     const char *below)
{
    if (bars && bars->count)
        ctg__report_figure(made, (ctg__figure){.title = bars->title,
                                               .below = below,
                                               .draw = ctg__chart_tail,
                                               .context = bars,
                                               .half = true});
}

static void add_origins(ctg_report *made, const ctg__chart *chart,
                        const ctg__simulated *of)
{
    ctg__tail_bars *const bars =
        bars_new(made, chart, "The tail by the shock that caused it");
    const ctg_risk_origin *origin;

    if (!bars)
        return;
    while (bars->count < CTG__TAIL_ROWS &&
           (origin = ctg_simulation_origin_at(of->from, bars->count)) &&
           origin->tail_loss > 0) {
        bars->names[bars->count] = origin->name;
        bars->amounts[bars->count++] = origin->tail_loss;
    }
    bars->all = of->summary->tail_all;
    add_bars(made, bars, "shares of all falls of equity in the worst draws");
}

static void add_bearers(ctg_report *made, const ctg__chart *chart,
                        const ctg__simulated *of)
{
    ctg__tail_bars *const bars =
        bars_new(made, chart, "The tail by whose equity it is");

    if (!bars)
        return;
    for (; bars->count < of->node_count && bars->count < CTG__TAIL_ROWS;
         bars->count++) {
        const ctg_node node = of->nodes[bars->count];

        bars->names[bars->count] = ctg_graph_node_name(of->graph, node);
        bars->amounts[bars->count] =
            ctg_simulation_nodes(of->from)[node].tail_loss;
    }
    bars->all = of->tail_loss;
    add_bars(made, bars, "mean loss in the worst draws");
}

static void add_figures(const ctg_findings *found, ctg_report *made,
                        const ctg__simulated *of)
{
    const ctg__chart *const chart = ctg__chart_new(made, found);
    const char *const words = words_of(made, ctg__risk_headline(found));

    if (!chart)
        return;
    ctg__report_figure(
        made,
        (ctg__figure){.title = ctg__report_print(made, "Draws by %s", words),
                      .below = "how many draws come to how much; dark: "
                               "beyond value at risk",
                      .draw = ctg__chart_draws,
                      .context = chart,
                      .half = true});
    ctg__report_figure(
        made,
        (ctg__figure){.title = "The probability that it is exceeded",
                      .below = "each line of the scale a tenth of the one "
                               "above; rings: value at risk, lines: its "
                               "interval",
                      .draw = ctg__chart_exceedance,
                      .context = chart,
                      .half = true});
    add_origins(made, chart, of);
    add_bearers(made, chart, of);
}

/* --- tables -------------------------------------------------------------- */

static void add_measures(ctg_report *made, const ctg__simulated *of)
{
    static const ctg__head heads[] = {
        {.key = "measure"},
        {.key = "mean", .right = true},
        {.key = "var", .heading = "VaR", .right = true},
        {.key = "interval", .right = true},
        {.key = "es", .heading = "ES", .right = true},
        {.key = "most", .heading = "worst", .right = true}};
    static const ctg__table_look look = {.caption = "Value at risk and "
                                                    "expected shortfall",
                                         .headed = true};
    ctg__stored *const rows = ctg__stored_new(made, of->shown_count, 6);

    for (size_t k = 0; k < of->shown_count; k++) {
        const ctg_risk_measure *const m = of->shown[k];
        const ctg_risk_level *const at =
            ctg__highest_level(m, of->summary->level);

        ctg__stored_set(rows, k, 0, ctg__value_text(words_of(made, m)));
        ctg__stored_set(rows, k, 1,
                        ctg__value_shown(m->mean, say(made, m, m->mean)));
        ctg__stored_set(rows, k, 2,
                        ctg__value_shown(at->var, say(made, m, at->var)));
        if (isfinite(at->var_high))
            ctg__stored_set(rows, k, 3,
                            ctg__value_shown(at->var_high,
                                             say_interval(made, m, at->var_low,
                                                          at->var_high)));
        ctg__stored_set(rows, k, 4,
                        ctg__value_shown(at->es, say(made, m, at->es)));
        ctg__stored_set(rows, k, 5,
                        ctg__value_shown(m->most, say(made, m, m->most)));
    }
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, 6, &look));
}

/* The same as numbers. */
static void add_figures_of_measures(ctg_report *made, const ctg__simulated *of)
{
    static const ctg__head heads[] = {
        {.key = "measure"}, {.key = "mean"},    {.key = "most"},
        {.key = "var"},     {.key = "var_low"}, {.key = "var_high"},
        {.key = "es"},      {.key = "es_low"},  {.key = "es_high"}};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    ctg__stored *const rows = ctg__stored_new(made, of->shown_count, COLUMNS);

    for (size_t k = 0; k < of->shown_count; k++) {
        const ctg_risk_measure *const m = of->shown[k];
        const ctg_risk_level *const at =
            ctg__highest_level(m, of->summary->level);
        const double figures[] = {m->mean,     m->most,      at->var,
                                  at->var_low, at->var_high, at->es,
                                  at->es_low,  at->es_high};

        ctg__stored_set(rows, k, 0, ctg__value_text(m->name));
        for (size_t c = 1; c < COLUMNS; c++)
            ctg__stored_set(rows, k, c, ctg__value_number(figures[c - 1]));
    }
    ctg__report_table(
        made, CTG__FOR_JSON,
        ctg__stored_table(rows, "measures", heads, COLUMNS, NULL));
}

static void add_layers(ctg_report *made, const ctg__simulated *of)
{
    static const ctg__head heads[] = {
        {.key = "layer"},
        {.key = "has", .unit = CTG_FIGURE_MONEY},
        {.key = "used", .unit = CTG_FIGURE_SHARE},
        {.key = "exhausted", .unit = CTG_FIGURE_SHARE},
        {.key = "needed", .unit = CTG_FIGURE_MONEY}};
    static const ctg__table_look look = {
        .caption = "Layers: how often they are used and not enough, and what "
                   "reaches them",
        .headed = true};
    const ctg_risk_layer *layer;
    ctg__stored *rows;
    size_t count = 0;

    while (ctg_simulation_layer_at(of->from, count))
        count++;
    if (!count)
        return;
    rows = ctg__stored_new(made, count, 5);
    for (size_t k = 0; (layer = ctg_simulation_layer_at(of->from, k)); k++) {
        ctg__stored_set(rows, k, 0,
                        ctg__value_text(ctg__report_print(
                            made, "%s %s", layer->name, layer->kind)));
        ctg__stored_set(rows, k, 1, ctg__value_number(layer->has));
        ctg__stored_set(rows, k, 2, ctg__value_number(layer->used));
        ctg__stored_set(rows, k, 3, ctg__value_number(layer->exhausted));
        ctg__stored_set(rows, k, 4, ctg__value_number(layer->needed));
    }
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "layers", heads, 5, &look));
}

static void add_nodes(const ctg_findings *found, ctg_report *made,
                      const ctg__simulated *of)
{
    static const ctg__head heads[] = {
        {.key = "node"},
        {.key = "default_probability",
         .heading = "fails",
         .unit = CTG_FIGURE_SHARE},
        {.key = "expected_loss",
         .heading = "mean loss",
         .unit = CTG_FIGURE_MONEY},
        {.key = "tail_loss", .heading = "tail loss", .unit = CTG_FIGURE_MONEY},
        {.key = "id"}};
    static const ctg__table_look look = {.caption = "Nodes by tail loss",
                                         .sorted = true,
                                         .headed = true,
                                         .marked = ctg__stored_marked};
    ctg__stored *const rows = ctg__stored_new(made, of->node_count, 5);

    for (size_t k = 0; k < of->node_count; k++) {
        const ctg_node node = of->nodes[k];
        const ctg_risk_node *const at = &ctg_simulation_nodes(of->from)[node];

        ctg__stored_set(rows, k, 0,
                        ctg__value_text(ctg__say_node(made, found, node, 24)));
        ctg__stored_set(rows, k, 1, ctg__value_number(at->default_probability));
        ctg__stored_set(rows, k, 2, ctg__value_number(at->expected_loss));
        ctg__stored_set(rows, k, 3, ctg__value_number(at->tail_loss));
        ctg__stored_set(rows, k, 4,
                        ctg__value_text(ctg_graph_node_id(of->graph, node)));
        ctg__stored_mark(rows, k, ctg__say_slug(made, found, node));
    }
    ctg__report_table(made, of->node_count ? CTG__FOR_READERS : 0,
                      ctg__stored_table(rows, NULL, heads, 4, &look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "nodes", heads, 5, &look));
}

static void add_causes(ctg_report *made, const ctg__simulated *of)
{
    static const ctg__head heads[] = {
        {.key = "origin"},
        {.key = "tail_loss", .heading = "tail loss", .unit = CTG_FIGURE_MONEY}};
    static const ctg__table_look look = {
        .caption = "All origins of the tail", .folded = true, .headed = true};
    const ctg_risk_origin *origin;
    ctg__stored *rows;
    size_t count = 0;

    while (ctg_simulation_origin_at(of->from, count))
        count++;
    rows = ctg__stored_new(made, count, 2);
    for (size_t k = 0; (origin = ctg_simulation_origin_at(of->from, k)); k++) {
        ctg__stored_set(
            rows, k, 0,
            ctg__value_text(ctg__report_clean(made, origin->name, 40, false)));
        ctg__stored_set(rows, k, 1, ctg__value_number(origin->tail_loss));
    }
    ctg__report_table(made,
                      count ? CTG__FOR_READERS | CTG__FOR_JSON : CTG__FOR_JSON,
                      ctg__stored_table(rows, "origins", heads, 2, &look));
}

static void add_fact(ctg_report *made, const char *key, ctg__value value)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = key, .value = value});
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg__simulated *const of =
        ctg__simulated_new(made, found->how.simulation, CTG__TAIL_ROWS);

    if (!of || made->failed)
        return;
    add_fact(made, "draws", ctg__value_count(of->summary->draws));
    add_fact(made, "days", ctg__value_number(of->summary->days));
    add_fact(made, "level", ctg__value_number(of->summary->level));
    add_fact(made, "confidence", ctg__value_number(of->summary->confidence));
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made, of), .rich = true});
    add_figures(found, made, of);
    add_measures(made, of);
    add_figures_of_measures(made, of);
    add_layers(made, of);
    add_nodes(found, made, of);
    add_causes(made, of);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = "One step: no path within the horizon, and depth, "
                            "positions and behaviour as they are today. "
                            "Intervals are about the number of draws, not "
                            "about the model: volatilities and correlations "
                            "are as given, or of the sample.",
                    .look = CTG__LOOK_SMALL});
}

const ctg__section_row ctg__section_risk = {
    .heading = "How bad can it get, and how likely is that?",
    .contents = "How likely is it?",
    .calm = true,
    .applies = applies,
    .add = add};

/* A simulation as JSON. */
#include "report/simulate.h"
#include "text/json.h"

/* A text that lives as long as the report. */
const char *ctg__simulated_keep(ctg_report *made, ctg__text *text)
{
    const char *const kept =
        ctg__report_print(made, "%s", ctg__text_string(text));

    made->failed = made->failed || text->failed;
    ctg__text_clear(text);
    return kept;
}

static void add_number(ctg__json_nest *nest, const char *key, double number)
{
    ctg__json_next(nest, key);
    ctg__json_add_number(nest->text, number);
}

static void add_level(ctg__text *text, const ctg_risk_level *level)
{
    ctg__json_nest nest = ctg__json_open(text, '{', -1, -1);

    add_number(&nest, "level", level->level);
    add_number(&nest, "var", level->var);
    add_number(&nest, "var_low", level->var_low);
    add_number(&nest, "var_high", level->var_high);
    add_number(&nest, "es", level->es);
    add_number(&nest, "es_low", level->es_low);
    add_number(&nest, "es_high", level->es_high);
    add_number(&nest, "es_error", level->es_error);
    add_number(&nest, "tail_draws", level->tail_draws);
    ctg__json_close(&nest);
}

static void add_measure(ctg__text *text, const ctg_risk_measure *measure)
{
    ctg__json_nest nest = ctg__json_open(text, '{', -1, -1);

    ctg__json_next(&nest, "measure");
    ctg__json_add_text(text, measure->name);
    if (measure->is_share) {
        add_number(&nest, "probability", measure->share);
        add_number(&nest, "low", measure->low);
        add_number(&nest, "high", measure->high);
        add_number(&nest, "tail", measure->tail);
    } else {
        ctg__json_nest levels;

        add_number(&nest, "mean", measure->mean);
        add_number(&nest, "mean_error", measure->mean_error);
        add_number(&nest, "most", measure->most);
        add_number(&nest, "tail", measure->tail);
        if (measure->is_partial)
            add_number(&nest, "left_out", (double)measure->left_out);
        ctg__json_next(&nest, "levels");
        levels = ctg__json_open(text, '[', -1, -1);
        for (size_t l = 0; l < measure->level_count; l++) {
            ctg__json_next(&levels, NULL);
            add_level(text, &measure->levels[l]);
        }
        ctg__json_close(&levels);
    }
    ctg__json_close(&nest);
}

static const char *measures_json(ctg_report *made, const ctg__simulated *of)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', 2, 1);
    const ctg_risk_measure *measure;

    for (size_t m = 0; (measure = ctg_simulation_measure_at(of->from, m));
         m++) {
        ctg__json_next(&list, NULL);
        add_measure(&text, measure);
    }
    ctg__json_close(&list);
    return ctg__simulated_keep(made, &text);
}

static const char *layers_json(ctg_report *made, const ctg__simulated *of)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', 2, 1);
    const ctg_risk_layer *layer;

    for (size_t l = 0; (layer = ctg_simulation_layer_at(of->from, l)); l++) {
        ctg__json_nest nest;

        ctg__json_next(&list, NULL);
        nest = ctg__json_open(&text, '{', -1, -1);
        ctg__json_next(&nest, "layer");
        ctg__json_add_text(&text, layer->name);
        add_number(&nest, "has", layer->has);
        add_number(&nest, "used", layer->used);
        add_number(&nest, "needed", layer->needed);
        ctg__json_close(&nest);
    }
    ctg__json_close(&list);
    return ctg__simulated_keep(made, &text);
}

static const char *weight_json(ctg_report *made, const ctg__simulated *of)
{
    ctg__text text = {0};
    ctg__json_nest nest = ctg__json_open(&text, '{', -1, -1);

    add_number(&nest, "mean", of->summary->weight);
    if (of->summary->is_tilted)
        add_number(&nest, "error", of->summary->weight_error);
    ctg__json_close(&nest);
    return ctg__simulated_keep(made, &text);
}

static const char *repaired_json(ctg_report *made, const ctg__simulated *of)
{
    ctg__text text = {0};
    ctg__json_nest nest;

    if (!of->summary->is_repaired)
        return "null";
    nest = ctg__json_open(&text, '{', -1, -1);
    add_number(&nest, "smallest_eigenvalue", of->summary->smallest_eigenvalue);
    add_number(&nest, "largest_change", of->summary->largest_change);
    ctg__json_close(&nest);
    return ctg__simulated_keep(made, &text);
}

static void add_fact(ctg_report *made, const char *key, ctg__value value)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = key, .value = value});
}

static ctg__value draw_value(uint64_t draw)
{
    return draw ? ctg__value_count(draw) : ctg__value_empty();
}

/* Above 2^53 a number of JSON loses digits. */
static ctg__value seed_value(ctg_report *made, uint64_t seed)
{
    return seed > (UINT64_C(1) << 53)
               ? ctg__value_text(
                     ctg__report_print(made, "%llu", (unsigned long long)seed))
               : ctg__value_count(seed);
}

void ctg__simulated_json(ctg_report *made, const ctg__simulated *of)
{
    const ctg_simulation_summary *const summary = of->summary;

    add_fact(made, "draws", ctg__value_count(summary->draws));
    if (summary->is_tail_only)
        add_fact(made, "ran", ctg__value_count(summary->ran));
    add_fact(made, "seed", seed_value(made, summary->seed));
    add_fact(made, "measure",
             ctg__value_text(
                 ctg_simulation_measure_at(of->from, summary->measure)->name));
    add_fact(made, "by_rounds", ctg__value_flag(summary->by_rounds));
    add_fact(made, "weight", ctg__value_json(weight_json(made, of)));
    add_fact(made, "not_converged", ctg__value_count(summary->not_converged));
    add_fact(made, "baseline", ctg__value_number(summary->baseline));
    add_fact(made, "baseline_failed",
             ctg__value_count(summary->baseline_failed));
    add_fact(made, "measures", ctg__value_json(measures_json(made, of)));
    add_fact(made, "layers", ctg__value_json(layers_json(made, of)));
    add_fact(made, "typical", draw_value(summary->typical));
    add_fact(made, "worst", draw_value(summary->worst));
    add_fact(made, "repaired", ctg__value_json(repaired_json(made, of)));
    add_fact(made, "risk", ctg__value_json(ctg_simulation_risk(of->from)));
}

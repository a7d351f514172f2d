/* A calibration as JSON. */
#include <math.h>

#include "report/calibrate.h"
#include "text/json.h"

static const char *keep(ctg__calibrating *of, ctg__text *text)
{
    const char *const kept =
        ctg__report_print(of->made, "%s", ctg__text_string(text));

    of->made->failed = of->made->failed || text->failed;
    ctg__text_clear(text);
    return kept;
}

static void add_fact(ctg__calibrating *of, const char *key, ctg__value value)
{
    ctg__report_fact(of->made, CTG__FOR_JSON,
                     (ctg__fact){.key = key, .value = value});
}

/* One number of each parameter. */
static double now_of(const ctg_calibrated *p)
{
    return p->now;
}

static double value_of(const ctg_calibrated *p)
{
    return p->value;
}

static double fails_of(const ctg_calibrated *p)
{
    return p->fails_at;
}

static double units_of(const ctg_calibrated *p)
{
    return p->units;
}

static void add_numbers(ctg__calibrating *of, const char *key,
                        double (*number)(const ctg_calibrated *parameter))
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', -1, -1);
    const ctg_calibrated *parameter;

    for (size_t p = 0; (parameter = ctg_calibration_parameter_at(of->from, p));
         p++) {
        ctg__json_next(&list, NULL);
        ctg__json_add_number(&text, number(parameter));
    }
    ctg__json_close(&list);
    add_fact(of, key, ctg__value_json(keep(of, &text)));
}

static void add_names(ctg__calibrating *of)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', -1, -1);
    const ctg_calibrated *parameter;

    for (size_t p = 0; (parameter = ctg_calibration_parameter_at(of->from, p));
         p++) {
        ctg__json_next(&list, NULL);
        ctg__json_add_text(&text, parameter->name);
    }
    ctg__json_close(&list);
    add_fact(of, "parameters", ctg__value_json(keep(of, &text)));
}

static void add_again(ctg__calibrating *of)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', -1, -1);
    double from;
    double to;

    for (size_t k = 0; ctg_calibration_again_at(of->from, k, &from, &to); k++) {
        ctg__json_nest pair;

        ctg__json_next(&list, NULL);
        pair = ctg__json_open(&text, '[', -1, -1);
        ctg__json_next(&pair, NULL);
        ctg__json_add_number(&text, from);
        ctg__json_next(&pair, NULL);
        ctg__json_add_number(&text, to);
        ctg__json_close(&pair);
    }
    ctg__json_close(&list);
    add_fact(of, "again", ctg__value_json(keep(of, &text)));
}

static void add_binding(ctg__calibrating *of)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', -1, -1);
    const ctg_calibration_limit *limit;

    for (size_t l = 0; (limit = ctg_calibration_limit_at(of->from, l)); l++) {
        if (!limit->binds)
            continue;
        ctg__json_next(&list, NULL);
        ctg__json_add_text(&text, limit->words);
    }
    ctg__json_close(&list);
    add_fact(of, "binding", ctg__value_json(keep(of, &text)));
}

static void add_number(ctg__json_nest *nest, const char *key, double number)
{
    ctg__json_next(nest, key);
    ctg__json_add_number(nest->text, number);
}

static void add_limits(ctg__calibrating *of)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', 2, 1);
    const ctg_calibration_limit *limit;

    for (size_t l = 0; (limit = ctg_calibration_limit_at(of->from, l)); l++) {
        ctg__json_nest nest;

        ctg__json_next(&list, NULL);
        nest = ctg__json_open(&text, '{', -1, -1);
        ctg__json_next(&nest, "limit");
        ctg__json_add_text(&text, limit->words);
        add_number(&nest, "now", limit->now);
        add_number(&nest, "now_upper", limit->now_upper);
        add_number(&nest, "estimate", limit->estimate);
        add_number(&nest, "upper", limit->upper);
        ctg__json_close(&nest);
    }
    ctg__json_close(&list);
    add_fact(of, "limits", ctg__value_json(keep(of, &text)));
}

static void add_stairs(ctg__calibrating *of)
{
    ctg__text text = {0};

    ctg__stairs_json(of, &text);
    add_fact(of, "stairs", ctg__value_json(keep(of, &text)));
}

void ctg__calibrating_json(ctg__calibrating *of)
{
    const ctg_calibration_summary *const summary = of->summary;

    add_names(of);
    add_numbers(of, "now", now_of);
    if (summary->has_value) {
        add_numbers(of, "value", value_of);
        add_numbers(of, "fails_at", fails_of);
    }
    if (summary->stairs) {
        add_stairs(of);
    } else {
        add_again(of);
        add_binding(of);
    }
    if (summary->stairs && summary->has_value)
        add_fact(of, "gap", ctg__value_number(summary->gap));
    add_limits(of);
    add_numbers(of, "units", units_of);
    add_fact(of, "points", ctg__value_count(of->summary->points));
}

/* What there is to choose from: models, rules, ..., and what each one means. */
#include <contagraph/text.h>

#include <math.h>
#include <string.h>

#include "report/report.h"
#include "text/nearest.h"
#include "text/number.h"

typedef struct list {
    ctg_variant about;
    const ctg_variant *(*at)(size_t index); /* NULL: presets, which are files */
    bool has_keys; /* what it sets are keys of a scenario */
} list;

static const list lists[] = {
    {{.name = "models",
      .summary = "classic models: presets of a scenario's keys, for --model"},
     ctg_model_at,
     true},
    {{.name = "rules",
      .summary = "valuation rules: what a claim on a weakened debtor is worth"},
     ctg_rule_at,
     false},
    {{.name = "impacts",
      .summary = "price impact laws: how far sales push an asset's price"},
     ctg_impact_at,
     false},
    {{.name = "adl-rules",
      .summary = "of auto-deleveraging: which winners pay, for layers and adl"},
     ctg_adl_rule_at,
     false},
    {{.name = "measures", .summary = "of systemic importance, for rank --by"},
     ctg_measure_at,
     false},
    {{.name = "formats",
      .summary = "of graphs, for reading, and for converting"},
     ctg_format_at,
     false},
    {{.name = "report-formats",
      .summary = "of what is printed: --format; each command says which"},
     ctg_report_format_at,
     false},
    {{.name = "presets",
      .summary = "of venues: dated values for what a graph leaves blank"},
     NULL,
     false},
};

enum { LIST_COUNT = sizeof lists / sizeof *lists };

const ctg_variant *ctg_list_at(size_t index)
{
    return index < LIST_COUNT ? &lists[index].about : NULL;
}

/* A list that is shown. */
typedef struct listed {
    const list *of;
    const ctg_presets *presets;
    const ctg_variant *variant;
    const ctg_preset *preset;
} listed;

/* The word of whoever asked, fit for a message. */
static const char *clean_word(char shown[80], const char *word)
{
    return ctg_text_name(shown, 80, word, 40, false);
}

static ctg_status find_list(const char *name, listed *made, ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];
    char shown[80];

    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (strcmp(lists[i].about.name, name) == 0) {
            made->of = &lists[i];
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, lists[i].about.name);
    }
    clean_word(shown, name);
    return ctg__fail(error, CTG_NOT_FOUND, "there is no list of '%s'%s", shown,
                     nearest.best ? ctg__nearest_hint(&nearest, hint)
                                  : " (`contagraph list` shows which)");
}

/* The name of the index-th of a list; NULL past the last. */
static const char *name_at(const listed *of, size_t index)
{
    if (of->of->at) {
        const ctg_variant *const variant = of->of->at(index);

        return variant ? variant->name : NULL;
    }
    if (of->presets) {
        const ctg_preset *const preset = ctg_presets_at(of->presets, index);

        return preset ? preset->name : NULL;
    }
    return NULL;
}

static ctg_status find_one(const char *name, listed *made, ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name);
    const char *each;
    char hint[96];
    char shown[80];

    for (size_t i = 0; (each = name_at(made, i)); i++) {
        if (strcmp(each, name) == 0) {
            if (made->of->at)
                made->variant = made->of->at(i);
            else
                made->preset = ctg_presets_at(made->presets, i);
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, each);
    }
    clean_word(shown, name);
    if (nearest.best)
        return ctg__fail(error, CTG_NOT_FOUND, "%s have no '%s'%s",
                         made->of->about.name, shown,
                         ctg__nearest_hint(&nearest, hint));
    return ctg__fail(error, CTG_NOT_FOUND,
                     "%s have no '%s' (`contagraph list %s` shows them)",
                     made->of->about.name, shown, made->of->about.name);
}

static ctg__value text_or_empty(const char *text)
{
    return text && *text ? ctg__value_text(text) : ctg__value_empty();
}

static ctg__value list_at(void *context, size_t row, size_t column)
{
    (void)context;
    return ctg__value_text(column ? lists[row].about.summary
                                  : lists[row].about.name);
}

static void add_words(ctg_report *made, const char *lead, const char *text,
                      size_t indent)
{
    ctg__report_note_as(
        made, CTG__FOR_TEXT,
        (ctg__note){.lead = lead, .text = text, .indent = indent});
}

/* Text has names in a column, and what they mean wrapped beside them. */
static void add_term(ctg_report *made, const char *name, const char *meaning,
                     size_t widest)
{
    add_words(made, ctg__report_print(made, "  %-*s  ", (int)widest, name),
              meaning, widest + 4);
}

static void add_lists(ctg_report *made)
{
    enum { WIDEST = 14 }; /* "report-formats" */
    static const ctg__head heads[] = {{.key = "list"}, {.key = "meaning"}};

    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_MD,
                      (ctg__table){.key = "lists",
                                   .heads = heads,
                                   .head_count = 2,
                                   .row_count = LIST_COUNT,
                                   .at = list_at});
    add_term(made, "list", "meaning", WIDEST);
    for (size_t i = 0; i < LIST_COUNT; i++)
        add_term(made, lists[i].about.name, lists[i].about.summary, WIDEST);
}

static ctg__value variant_at(void *context, size_t row, size_t column)
{
    const listed *const of = context;
    const ctg_variant *const variant = of->of->at(row);

    if (column == 0)
        return ctg__value_text(variant->name);
    return column == 1 ? ctg__value_text(variant->summary)
                       : text_or_empty(variant->source);
}

static ctg__value preset_at(void *context, size_t row, size_t column)
{
    const listed *const of = context;
    const ctg_preset *const preset = ctg_presets_at(of->presets, row);

    if (column == 0)
        return ctg__value_text(preset->name);
    return ctg__value_text(column == 1 ? preset->summary : preset->date);
}

static const ctg__head variant_heads[] = {
    {.key = "name"}, {.key = "summary"}, {.key = "source"}};

static const ctg__head preset_heads[] = {
    {.key = "name"}, {.key = "summary"}, {.key = "date"}};

static void add_all(ctg_report *made, listed *of)
{
    ctg__table table = {.key = of->of->about.name,
                        .heads = of->of->at ? variant_heads : preset_heads,
                        .head_count = 3,
                        .at = of->of->at ? variant_at : preset_at,
                        .context = of};
    const char *name;
    size_t widest = 0;

    for (; (name = name_at(of, table.row_count)); table.row_count++)
        widest = strlen(name) > widest ? strlen(name) : widest;
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_MD, table);
    for (size_t i = 0; i < table.row_count; i++)
        add_term(made, name_at(of, i), table.at(of, i, 1).text, widest);
}

static void add_fact(ctg_report *made, const char *key, const char *text)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = key, .value = ctg__value_text(text)});
}

static ctg__value finite_or_empty(double number)
{
    return isfinite(number) ? ctg__value_number(number) : ctg__value_empty();
}

static ctg__value param_at(void *context, size_t row, size_t column)
{
    const listed *const of = context;
    const ctg_param *const param = &of->variant->params[row];

    switch (column) {
    case 0:
        return ctg__value_text(param->name);
    case 1:
        return finite_or_empty(param->standard);
    case 2:
        return finite_or_empty(param->least);
    case 3:
        return finite_or_empty(param->most);
    default:
        return ctg__value_text(param->meaning);
    }
}

static void add_params(ctg_report *made, const ctg_variant *variant)
{
    for (size_t i = 0; i < variant->param_count; i++) {
        const ctg_param *const param = &variant->params[i];
        const char *lead = ctg__report_print(made, "  %s", param->name);
        char text[32];

        if (isfinite(param->standard)) {
            ctg__number_format(text, param->standard);
            lead = ctg__report_print(made, "%s = %s", lead, text);
        }
        ctg__report_note_as(made, CTG__FOR_TEXT, (ctg__note){.lead = lead});
        add_words(made, "      ", param->meaning, 6);
    }
}

static void add_variant(ctg_report *made, listed *of)
{
    static const ctg__head heads[] = {{.key = "parameter"},
                                      {.key = "standard"},
                                      {.key = "least"},
                                      {.key = "most"},
                                      {.key = "meaning"}};
    const ctg_variant *const variant = of->variant;
    const char *const keys =
        of->of->has_keys ? ctg_model_keys(variant->name) : NULL;

    add_fact(made, "name", variant->name);
    add_fact(made, "summary", variant->summary);
    add_fact(made, "source", variant->source);
    if (keys)
        ctg__report_fact(
            made, CTG__FOR_JSON,
            (ctg__fact){.key = "keys", .value = ctg__value_json(keys)});
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_MD,
                      (ctg__table){.key = "parameters",
                                   .heads = heads,
                                   .head_count = 5,
                                   .row_count = variant->param_count,
                                   .at = param_at,
                                   .context = of});
    add_words(made, ctg__report_print(made, "%s:", variant->name),
              variant->summary, 2);
    if (*variant->source)
        add_words(made, "  source: ", variant->source, 10);
    if (keys)
        add_words(made, ctg__report_print(made, "  %c", *keys), keys + 1, 3);
    add_params(made, variant);
}

static ctg__value preset_value_at(void *context, size_t row, size_t column)
{
    const listed *const of = context;
    const ctg_preset_value *const value = &of->preset->values[row];
    const char *const texts[] = {value->table, value->asset, value->column,
                                 value->value, value->source};

    return text_or_empty(texts[column]);
}

static void add_preset_text(ctg_report *made, const ctg_preset *preset)
{
    add_words(made, ctg__report_print(made, "%s:", preset->name),
              preset->summary, 2);
    ctg__report_note_as(made, CTG__FOR_TEXT,
                        (ctg__note){.lead = ctg__report_print(
                                        made, "  as of %s", preset->date)});
    for (size_t i = 0; i < preset->value_count; i++) {
        const ctg_preset_value *const value = &preset->values[i];

        ctg__report_note_as(
            made, CTG__FOR_TEXT,
            (ctg__note){.lead = ctg__report_print(
                            made, "  %s %s%s%s = %s", value->table,
                            value->asset, *value->asset ? " " : "",
                            value->column, value->value)});
        add_words(made, "      ", value->source, 6);
    }
    ctg__report_note_as(made, CTG__FOR_TEXT,
                        (ctg__note){.lead = "  left out of the real venue:"});
    for (size_t i = 0; i < preset->left_out_count; i++)
        add_words(made, "    - ", preset->left_out[i], 6);
}

static void add_preset(ctg_report *made, listed *of)
{
    static const ctg__head heads[] = {{.key = "table"},
                                      {.key = "asset"},
                                      {.key = "column"},
                                      {.key = "value"},
                                      {.key = "source"}};
    const ctg_preset *const preset = of->preset;

    add_fact(made, "name", preset->name);
    add_fact(made, "date", preset->date);
    add_fact(made, "summary", preset->summary);
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_MD,
                      (ctg__table){.key = "values",
                                   .heads = heads,
                                   .head_count = 5,
                                   .row_count = preset->value_count,
                                   .at = preset_value_at,
                                   .context = of});
    ctg__report_texts(made, CTG__FOR_JSON,
                      (ctg__texts_part){.key = "left_out",
                                        .texts = preset->left_out,
                                        .count = preset->left_out_count});
    add_preset_text(made, preset);
}

ctg_status ctg_list_report(const char *name, const char *item,
                           const ctg_presets *presets,
                           const ctg_page_options *page, ctg_report **report,
                           ctg_error *error)
{
    listed found = {.presets = presets};
    ctg_report *made;
    listed *of;
    ctg_status status = name ? find_list(name, &found, error) : CTG_OK;

    if (!status && item)
        status = find_one(item, &found, error);
    if (status)
        return status;
    made = ctg__report_new(CTG__REPORT_list, NULL, page);
    of = ctg__report_take(made, 1, sizeof *of);
    if (of) {
        *of = found;
        if (!of->of)
            add_lists(made);
        else if (of->variant)
            add_variant(made, of);
        else if (of->preset)
            add_preset(made, of);
        else
            add_all(made, of);
    }
    return ctg__report_finish(made, report, error);
}

/* list: the rows of our tables, with their parameters. */
#include <contagraph/scenario.h>
#include <contagraph/text.h>
#include <contagraph/variant.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/list_presets.h"
#include "cli/say.h"
#include "cli/stream.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "text/json.h"

typedef struct kind {
    const char *name;
    const char *meaning;
    const ctg_variant *(*at)(size_t index); /* NULL: files, not rows of ours */
    bool has_keys; /* what it sets are keys of a scenario */
} kind;

static const kind kinds[] = {
    {"models", "classic models: presets of a scenario's keys, for --model",
     ctg_model_at, true},
    {"rules", "valuation rules: what a claim on a weakened debtor is worth",
     ctg_rule_at, false},
    {"impacts", "price impact laws: how far sales push an asset's price",
     ctg_impact_at, false},
    {"measures", "of systemic importance, for rank --by", ctg_measure_at,
     false},
    {"formats", "of graphs, for reading, and for converting", ctg_format_at,
     false},
    {"presets", "of venues: dated values for what a graph leaves blank", NULL,
     false},
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const kind *find_kind(const char *name)
{
    const char *names[KIND_COUNT + 1] = {NULL};
    const char *best;
    char shown[80];

    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
        names[i] = kinds[i].name;
    }
    best = ctg_text_nearest(name, names);
    heap_name(shown, sizeof shown, name, 40, false);
    if (best)
        say("there is no list of '%s'; did you mean '%s'?", shown, best);
    else
        say("there is no list of '%s' (`contagraph list` shows which)", shown);
    return NULL;
}

static const ctg_variant *find_variant(const kind *of, const char *name)
{
    enum { MOST = 127 };
    const char *names[MOST + 1];
    const ctg_variant *each;
    const char *best;
    char shown[80];
    size_t count = 0;

    for (size_t i = 0; (each = of->at(i)); i++) {
        if (strcmp(each->name, name) == 0)
            return each;
        if (count < MOST)
            names[count++] = each->name;
    }
    names[count] = NULL;
    best = ctg_text_nearest(name, names);
    heap_name(shown, sizeof shown, name, 40, false);
    if (best)
        say("%s have no '%s'; did you mean '%s'?", of->name, shown, best);
    else
        say("%s have no '%s' (`contagraph list %s` shows them)", of->name,
            shown, of->name);
    return NULL;
}

static cell kind_at(void *context, size_t row, size_t column)
{
    (void)context;
    return cell_text(column ? kinds[row].meaning : kinds[row].name);
}

static cell variant_at(void *context, size_t row, size_t column)
{
    const kind *const of = context;
    const ctg_variant *const variant = of->at(row);

    if (column == 0)
        return cell_text(variant->name);
    if (column == 1)
        return cell_text(variant->summary);
    return *variant->source ? cell_text(variant->source) : cell_empty();
}

static cell param_at(void *context, size_t row, size_t column)
{
    const ctg_variant *const variant = context;
    const ctg_param *const param = &variant->params[row];

    switch (column) {
    case 0:
        return cell_text(param->name);
    case 1:
        return isfinite(param->standard) ? cell_number(param->standard)
                                         : cell_empty();
    case 2:
        return isfinite(param->least) ? cell_number(param->least)
                                      : cell_empty();
    case 3:
        return isfinite(param->most) ? cell_number(param->most) : cell_empty();
    default:
        return cell_text(param->meaning);
    }
}

static const column_head kind_columns[] = {{.name = "list"},
                                           {.name = "meaning"}};

static const column_head variant_columns[] = {
    {.name = "name"}, {.name = "summary"}, {.name = "source"}};

static const column_head param_columns[] = {{.name = "parameter"},
                                            {.name = "standard"},
                                            {.name = "least"},
                                            {.name = "most"},
                                            {.name = "meaning"}};

static bool is_text(const char *format)
{
    return !format || strcmp(format, "text") == 0;
}

static void write_kinds(FILE *file, const char *format, const terminal *on)
{
    const table_view shown = {kind_columns, 2, KIND_COUNT, kind_at, NULL, NULL};
    enum { WIDEST = 8 }; /* "measures" */

    if (!is_text(format)) {
        table_write(&shown, format, file, on);
        return;
    }
    fprintf(file, "  %-*s  meaning\n", WIDEST, "list");
    for (size_t i = 0; i < KIND_COUNT; i++) {
        fprintf(file, "  %-*s  ", WIDEST, kinds[i].name);
        table_write_wrapped(file, kinds[i].meaning, WIDEST + 4, WIDEST + 4,
                            on->width);
    }
}

static void write_variants(const kind *of, FILE *file, const char *format,
                           const terminal *on)
{
    const ctg_variant *each;
    size_t count = 0;
    size_t widest = 0;

    for (; (each = of->at(count)); count++)
        if (strlen(each->name) > widest)
            widest = strlen(each->name);
    if (!is_text(format)) {
        kind copy = *of;
        const table_view shown = {variant_columns, 3,     count,
                                  variant_at,      &copy, NULL};

        table_write(&shown, format, file, on);
        return;
    }
    for (size_t i = 0; (each = of->at(i)); i++) {
        fprintf(file, "  %-*s  ", (int)widest, each->name);
        table_write_wrapped(file, each->summary, widest + 4, widest + 4,
                            on->width);
    }
}

static void write_variant_text(const kind *of, const ctg_variant *variant,
                               FILE *file, const terminal *on)
{
    fprintf(file, "%s:", variant->name);
    table_write_wrapped(file, variant->summary, 2, strlen(variant->name) + 1,
                        on->width);
    if (*variant->source) {
        fputs("  source: ", file);
        table_write_wrapped(file, variant->source, 10, 10, on->width);
    }
    if (of->has_keys && ctg_model_keys(variant->name)) {
        fputs("  ", file);
        table_write_wrapped(file, ctg_model_keys(variant->name), 3, 2,
                            on->width);
    }
    for (size_t i = 0; i < variant->param_count; i++) {
        const ctg_param *const param = &variant->params[i];
        char text[32];

        fprintf(file, "  %s", param->name);
        if (isfinite(param->standard)) {
            ctg_text_number(text, param->standard);
            fprintf(file, " = %s", text);
        }
        fprintf(file, "\n      ");
        table_write_wrapped(file, param->meaning, 6, 6, on->width);
    }
}

static void write_variant_json(const kind *of, const ctg_variant *variant,
                               FILE *file)
{
    const table_view shown = {param_columns,
                              5,
                              variant->param_count,
                              param_at,
                              (void *)(uintptr_t)variant,
                              NULL};

    fputs("{\n \"name\": ", file);
    ctg__json_write_text(file, variant->name);
    fputs(",\n \"summary\": ", file);
    ctg__json_write_text(file, variant->summary);
    fputs(",\n \"source\": ", file);
    ctg__json_write_text(file, variant->source);
    if (of->has_keys && ctg_model_keys(variant->name))
        fprintf(file, ",\n \"keys\": %s", ctg_model_keys(variant->name));
    fputs(",\n \"parameters\": ", file);
    table_write_json(&shown, file, 1);
    fputs("\n}\n", file);
}

static void write_variant(const kind *of, const ctg_variant *variant,
                          FILE *file, const char *format, const terminal *on)
{
    const table_view shown = {param_columns,
                              5,
                              variant->param_count,
                              param_at,
                              (void *)(uintptr_t)variant,
                              NULL};

    if (is_text(format))
        write_variant_text(of, variant, file, on);
    else if (strcmp(format, "json") == 0)
        write_variant_json(of, variant, file);
    else
        table_write(&shown, format, file, on);
}

static exit_status run(const args *given)
{
    const char *const format = args_value(given, "format");
    const kind *of = NULL;
    const ctg_variant *variant = NULL;
    streams out = {0};
    terminal on;
    FILE *file;

    if (terminal_find(given, &on))
        return EXIT_USAGE;
    if (given->operand_count > 0) {
        of = find_kind(given->operands[0]);
        if (!of)
            return EXIT_USAGE;
        if (!of->at)
            return list_presets(
                given, given->operand_count > 1 ? given->operands[1] : NULL,
                &on);
    }
    if (given->operand_count > 1) {
        variant = find_variant(of, given->operands[1]);
        if (!variant)
            return EXIT_USAGE;
    }
    file = streams_open(&out, args_value(given, "output"));
    if (!file)
        return EXIT_FAILED;
    if (!of)
        write_kinds(file, format, &on);
    else if (!variant)
        write_variants(of, file, format, &on);
    else
        write_variant(of, variant, file, format, &on);
    return streams_commit(&out);
}

static const option_row own[] = {OPTION_FORMAT};

const command_row command_list = {
    .name = "list",
    .operands = "[WHAT [NAME]]",
    .summary = "models, rules, impacts, measures, formats, presets",
    .about =
        "Lists what there is to choose from: models, rules, impacts, "
        "measures, formats, presets. With a NAME, what it means, its source "
        "and its parameters; of a preset, its values and what of the real "
        "venue is left out. Without WHAT, the lists themselves.",
    .least = 0,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_PAGE,
    .examples = {{"list models debtrank-2012",
                  "the keys that make the engine compute the DebtRank of 2012"},
                 {"list presets aave-v3.3",
                  "what a venue with this preset does, and what it does not"}},
    .run = run,
};

#include "cli/list_presets.h"

#include <contagraph/preset.h>
#include <contagraph/text.h>

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/presets.h"
#include "cli/say.h"
#include "cli/stream.h"
#include "cli/table.h"
#include "text/json.h"

static cell preset_at(void *context, size_t row, size_t column)
{
    const ctg_preset *const preset = ctg_presets_at(context, row);

    if (column == 0)
        return cell_text(preset->name);
    return cell_text(column == 1 ? preset->summary : preset->date);
}

static cell value_at(void *context, size_t row, size_t column)
{
    const ctg_preset *const preset = context;
    const ctg_preset_value *const value = &preset->values[row];
    const char *const texts[] = {value->table, value->asset, value->column,
                                 value->value, value->source};

    return *texts[column] ? cell_text(texts[column]) : cell_empty();
}

static const column_head preset_columns[] = {
    {.name = "name"}, {.name = "summary"}, {.name = "date"}};

static const column_head value_columns[] = {{.name = "table"},
                                            {.name = "asset"},
                                            {.name = "column"},
                                            {.name = "value"},
                                            {.name = "source"}};

static bool is_text(const char *format)
{
    return !format || strcmp(format, "text") == 0;
}

static void write_all(const ctg_presets *presets, const char *format,
                      FILE *file, const terminal *on)
{
    const ctg_preset *each;
    size_t count = 0;
    size_t widest = 0;

    for (; (each = ctg_presets_at(presets, count)); count++)
        if (strlen(each->name) > widest)
            widest = strlen(each->name);
    if (!is_text(format)) {
        const table_view shown = {preset_columns,
                                  3,
                                  count,
                                  preset_at,
                                  (void *)(uintptr_t)presets,
                                  NULL};

        table_write(&shown, format, file, on);
        return;
    }
    for (size_t i = 0; (each = ctg_presets_at(presets, i)); i++) {
        fprintf(file, "  %-*s  ", (int)widest, each->name);
        table_write_wrapped(file, each->summary, widest + 4, widest + 4,
                            on->width);
    }
}

static void write_text(const ctg_preset *preset, FILE *file, const terminal *on)
{
    fprintf(file, "%s:", preset->name);
    table_write_wrapped(file, preset->summary, 2, strlen(preset->name) + 1,
                        on->width);
    fprintf(file, "  as of %s\n", preset->date);
    for (size_t i = 0; i < preset->value_count; i++) {
        const ctg_preset_value *const value = &preset->values[i];

        fprintf(file, "  %s %s%s%s = %s\n      ", value->table, value->asset,
                *value->asset ? " " : "", value->column, value->value);
        table_write_wrapped(file, value->source, 6, 6, on->width);
    }
    fputs("  left out of the real venue:\n", file);
    for (size_t i = 0; i < preset->left_out_count; i++) {
        fputs("    - ", file);
        table_write_wrapped(file, preset->left_out[i], 6, 6, on->width);
    }
}

static void write_json(const ctg_preset *preset, const table_view *shown,
                       FILE *file)
{
    fputs("{\n \"name\": ", file);
    ctg__json_write_text(file, preset->name);
    fputs(",\n \"date\": ", file);
    ctg__json_write_text(file, preset->date);
    fputs(",\n \"summary\": ", file);
    ctg__json_write_text(file, preset->summary);
    fputs(",\n \"values\": ", file);
    table_write_json(shown, file, 1);
    fputs(",\n \"left_out\": [", file);
    for (size_t i = 0; i < preset->left_out_count; i++) {
        fputs(i ? ",\n  " : "\n  ", file);
        ctg__json_write_text(file, preset->left_out[i]);
    }
    fputs("\n ]\n}\n", file);
}

static void write_one(const ctg_preset *preset, const char *format, FILE *file,
                      const terminal *on)
{
    const table_view shown = {value_columns,
                              5,
                              preset->value_count,
                              value_at,
                              (void *)(uintptr_t)preset,
                              NULL};

    if (is_text(format))
        write_text(preset, file, on);
    else if (strcmp(format, "json") == 0)
        write_json(preset, &shown, file);
    else
        table_write(&shown, format, file, on);
}

static exit_status read_all(ctg_presets **presets)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    ctg_status status;

    if (!problems)
        heap_fail();
    status = presets_read(presets, problems, &error);
    if (status == CTG_BAD_INPUT)
        say_rejected(problems, false);
    else if (status)
        say_error(status, &error);
    ctg_problems_free(problems);
    return status ? EXIT_FAILED : EXIT_DONE;
}

exit_status list_presets(const args *given, const char *name,
                         const terminal *on)
{
    const char *const format = args_value(given, "format");
    const ctg_preset *preset = NULL;
    ctg_presets *presets = NULL;
    streams out = {0};
    FILE *file;
    exit_status status = read_all(&presets);

    if (!status && name) {
        preset = presets_find(presets, name);
        status = preset ? EXIT_DONE : EXIT_USAGE;
    }
    if (!status) {
        file = streams_open(&out, args_value(given, "output"));
        if (!file) {
            status = EXIT_FAILED;
        } else {
            if (preset)
                write_one(preset, format, file, on);
            else
                write_all(presets, format, file, on);
            status = streams_commit(&out);
        }
    }
    ctg_presets_free(presets);
    return status;
}

/* A report in a format: which it is, and the parts one after the other. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "report/writing.h"
#include "text/nearest.h"

static const ctg__report_format *const formats[] = {
#define CTG__FORMAT(name) &ctg__format_as_##name,
#include "report/formats.def"
#undef CTG__FORMAT
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const ctg_variant *ctg_report_format_at(size_t index)
{
    return index < FORMAT_COUNT ? &formats[index]->about : NULL;
}

static ctg_status find(const char *name, const ctg__report_format **format,
                       ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name ? name : "");

    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (!name || strcmp(formats[i]->about.name, name) == 0) {
            *format = formats[i];
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, formats[i]->about.name);
    }
    if (nearest.best)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "reports have no format '%s'; did you mean '%s'?",
                         name, nearest.best);
    return ctg__fail(error, CTG_BAD_ARGUMENT, "reports have no format '%s'",
                     name);
}

static bool has_part(const ctg_report *report, unsigned reader)
{
    for (size_t i = 0; i < report->part_count; i++)
        if (report->parts[i].readers & reader)
            return true;
    return false;
}

void ctg__writing_flush(ctg__writing *to)
{
    if (to->line.length)
        fwrite(to->line.bytes, 1, to->line.length, to->file);
    ctg__text_reset(&to->line);
}

static ctg_status begin(ctg_report *report, const char *name, FILE *file,
                        ctg__writing *to, ctg_error *error)
{
    const ctg__report_format *format = NULL;
    ctg_status status = find(name, &format, error);

    if (!status && !has_part(report, format->reader))
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "the report '%s' has no format '%s'",
                           ctg__report_name(report->kind), format->about.name);
    if (status)
        return status;
    *to = (ctg__writing){.report = report,
                         .format = format,
                         .file = file,
                         .growing = to->growing,
                         .continued = to->continued,
                         .last = CTG__PART_GAP};
    ctg__sheet_init(&to->sheet, file, &report->page, report->stamp.graph);
    /* Tables may be as wide as whoever asks for them likes. */
    if (report->page.width > to->sheet.width)
        to->sheet.width = report->page.width;
    if (format->begin && !to->continued)
        format->begin(to);
    for (size_t i = 0; i < report->part_count; i++) {
        const ctg__part *const part = &report->parts[i];

        if (!(part->readers & format->reader))
            continue;
        if (!to->continued)
            format->part(to, part);
        to->last = part->kind;
        if (part->kind == CTG__PART_TABLE)
            to->growth = &part->as.table;
    }
    return CTG_OK;
}

/* Frees; says if memory ran out on the way. */
static ctg_status end(ctg__writing *to, ctg_error *error)
{
    bool failed;

    if (to->format->end)
        to->format->end(to);
    ctg__writing_flush(to);
    failed = ctg__sheet_clear(&to->sheet, error) || to->line.failed ||
             to->shown.failed || to->report->failed;
    ctg__text_clear(&to->line);
    ctg__text_clear(&to->shown);
    return failed ? ctg__fail_memory(error) : CTG_OK;
}

ctg_status ctg_report_write(ctg_report *report, const char *format, FILE *file,
                            ctg_error *error)
{
    ctg__writing to = {.growing = false};
    const ctg_status status = begin(report, format, file, &to, error);

    return status ? status : end(&to, error);
}

static ctg_status start(ctg_report *report, const char *format, FILE *file,
                        bool continued, ctg_error *error)
{
    ctg__writing *const to = ctg__report_take(report, 1, sizeof *to);
    ctg_status status;

    if (!to)
        return ctg__fail_memory(error);
    to->growing = true;
    to->continued = continued;
    status = begin(report, format, file, to, error);
    if (!status)
        report->writing = to;
    return status;
}

ctg_status ctg_report_start(ctg_report *report, const char *format, FILE *file,
                            ctg_error *error)
{
    return start(report, format, file, false, error);
}

ctg_status ctg_report_continue(ctg_report *report, const char *format,
                               FILE *file, ctg_error *error)
{
    return start(report, format, file, true, error);
}

ctg_status ctg__report_row(ctg_report *report, ctg_error *error)
{
    ctg__writing *const to = report->writing;

    to->format->row(to, to->growth, 0);
    ctg__writing_flush(to);
    return to->line.failed || report->failed ? ctg__fail_memory(error) : CTG_OK;
}

ctg_status ctg_report_end(ctg_report *report, ctg_error *error)
{
    ctg__writing *const to = report->writing;

    report->writing = NULL;
    return end(to, error);
}

void ctg__writing_abort(ctg_report *report)
{
    ctg_error error;

    if (!report->writing)
        return;
    ctg__text_clear(&report->writing->line);
    ctg__text_clear(&report->writing->shown);
    ctg__sheet_clear(&report->writing->sheet, &error);
    report->writing = NULL;
}

bool ctg__table_is_right(const ctg__table *table, size_t column)
{
    for (size_t r = 0; r < table->row_count && r < 100; r++) {
        const ctg__value at = table->at(table->context, r, column);

        if (at.kind == CTG__VALUE_TEXT || at.kind == CTG__VALUE_FLAG)
            return false;
        if (at.kind != CTG__VALUE_EMPTY)
            return true;
    }
    return false;
}

static void show_number(ctg__writing *to, ctg_figure_unit unit, double number,
                        bool ascii)
{
    char text[CTG__FORMAT_ROOM];

    if (!isfinite(number))
        return;
    switch (unit) {
    case CTG_FIGURE_MONEY:
        ctg__text_add(&to->shown, ctg__format_amount(text, number,
                                                     to->report->unit, ascii));
        return;
    case CTG_FIGURE_SHARE:
        ctg__text_add(&to->shown, ctg__format_share(text, number, ascii));
        return;
    case CTG_FIGURE_SHORT:
        ctg__text_print(&to->shown, "%.4g", number);
        return;
    case CTG_FIGURE_PLAIN:
        break;
    }
    ctg__text_add_number(&to->shown, number);
}

const char *ctg__show_value(ctg__writing *to, ctg_figure_unit unit,
                            const ctg__value *value, size_t columns, bool ascii)
{
    char text[CTG__FORMAT_ROOM];

    ctg__text_reset(&to->shown);
    switch (value->kind) {
    case CTG__VALUE_EMPTY:
    case CTG__VALUE_JSON:
        break;
    case CTG__VALUE_TEXT:
        if (*value->text)
            ctg__text_add_clean(&to->shown, value->text, columns, ascii);
        break;
    case CTG__VALUE_TEXTS:
        for (size_t i = 0; i < value->count; i++) {
            ctg__text_add(&to->shown, i ? ", " : "");
            ctg__text_add_clean(&to->shown, value->texts[i], columns, ascii);
        }
        break;
    case CTG__VALUE_COUNT:
        ctg__text_add(&to->shown, ctg__format_count(text, value->count));
        break;
    case CTG__VALUE_FLAG:
        ctg__text_add(&to->shown, value->count ? "yes" : "no");
        break;
    case CTG__VALUE_NUMBER:
        show_number(to, unit, value->number, ascii);
        break;
    }
    return ctg__text_string(&to->shown);
}

const char *ctg__show_name(ctg__writing *to, const ctg__fact *fact)
{
    ctg__text_reset(&to->shown);
    if (fact->name)
        return fact->name;
    for (const char *c = fact->key; *c; c++)
        ctg__text_add_char(&to->shown, *c == '_' ? ' ' : *c);
    return ctg__text_string(&to->shown);
}

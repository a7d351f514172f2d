/* A report in a format: which it is, and the parts one after the other. */
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

unsigned ctg_report_format_can(const char *format)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (!format || strcmp(formats[i]->about.name, format) == 0)
            return formats[i]->can;
    return 0;
}

static ctg_status find(const char *name, const ctg__report_format **format,
                       ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name ? name : "");
    char hint[96];

    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (!name || strcmp(formats[i]->about.name, name) == 0) {
            *format = formats[i];
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, formats[i]->about.name);
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "reports have no format '%s'%s",
                     name, ctg__nearest_hint(&nearest, hint));
}

static bool has_part(const ctg_report *report, unsigned reader)
{
    for (size_t i = 0; i < report->part_count; i++)
        if (report->parts[i].readers & reader)
            return true;
    return false;
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
    if (to->format->clear)
        to->format->clear(to);
    ctg__writing_flush(to);
    failed = ctg__sheet_clear(&to->sheet, error) || to->line.failed ||
             to->shown.failed || to->report->failed;
    ctg__text_clear(&to->line);
    ctg__text_clear(&to->shown);
    if (failed)
        return ctg__fail_memory(error);
    if (to->fault.status)
        return ctg__fail_as(error, &to->fault);
    return to->stopped || to->sheet.stopped
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : CTG_OK;
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
    if (to->fault.status)
        return ctg__fail_as(error, &to->fault);
    return to->line.failed || report->failed ? ctg__fail_memory(error) : CTG_OK;
}

ctg_status ctg_report_end(ctg_report *report, ctg_error *error)
{
    ctg__writing *const to = report->writing;

    report->writing = NULL;
    return end(to, error);
}

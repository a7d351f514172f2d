#include "report/writing.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

typedef struct kind {
    const char *name;
    const char *schema;
    const char *title;
} kind;

static const kind kinds[CTG__REPORT_COUNT + 1] = {
#define CTG__REPORT(name, number, title)                                       \
    {#name, "contagraph-" #name "-" #number, title},
#include "report/reports.def"
#undef CTG__REPORT
    {NULL, NULL, NULL}};

const char ctg__hidden_words[] = "(hidden by --anonymise)";

const char *ctg__report_name(ctg__report_kind of)
{
    return kinds[of].name;
}

const char *ctg__report_schema(ctg__report_kind of)
{
    return kinds[of].schema;
}

ctg__value ctg__value_of_key(const ctg_key *key, double value)
{
    return strcmp(key->name, "converged") == 0 ? ctg__value_flag(value > 0)
                                               : ctg__value_number(value);
}

ctg__value_kind ctg__value_holds(const ctg_key *key)
{
    if (strcmp(key->name, "converged") == 0)
        return CTG__VALUE_FLAG;
    return key->unit == CTG_FIGURE_PLAIN ? CTG__VALUE_COUNT : CTG__VALUE_NUMBER;
}

static void take_unit(ctg_report *made)
{
    const ctg_graph *const graph = made->stamp.graph;
    const char *const unit = graph ? ctg_graph_about(graph)->unit : "";
    const bool is_short = ctg__unit_is_short(unit);

    made->unit = is_short ? unit : "";
    made->in_unit = is_short ? "" : unit;
}

ctg_report *ctg__report_new(ctg__report_kind of, const ctg_stamp *stamp,
                            const ctg_page_options *page)
{
    ctg_report *const made = ctg__allocate_zeroed(sizeof *made);

    if (!made)
        return NULL;
    made->kind = of;
    made->title = kinds[of].title;
    made->page = page ? *page : ctg_page_options_default();
    made->stamped = stamp;
    if (stamp)
        made->stamp = *stamp;
    take_unit(made);
    return made;
}

void ctg__report_about(ctg_report *report, const ctg_graph *graph)
{
    if (!report || report->stamp.graph)
        return;
    report->stamp.graph = graph;
    take_unit(report);
}

void ctg_report_ask(ctg_report *report, ctg_progress *progress, void *context)
{
    report->progress = progress;
    report->progress_context = context;
}

void ctg_report_free(ctg_report *report)
{
    if (!report)
        return;
    ctg__writing_abort(report);
    ctg__arena_clear(&report->arena);
    ctg__release(report->parts);
    ctg__release(report);
}

ctg_status ctg__report_finish(ctg_report *made, ctg_report **report,
                              ctg_error *error)
{
    if (!made || made->failed) {
        ctg_report_free(made);
        return ctg__fail_memory(error);
    }
    *report = made;
    return CTG_OK;
}

void *ctg__report_take(ctg_report *report, size_t count, size_t size)
{
    void *taken;

    if (!report)
        return NULL;
    taken = ctg__arena_take(&report->arena, count ? count : 1, size);
    report->failed |= !taken;
    return taken;
}

const char *ctg__report_print(ctg_report *report, const char *format, ...)
{
    va_list args;
    const char *text;

    if (!report)
        return "";
    va_start(args, format);
    text = ctg__arena_vprint(&report->arena, format, args);
    va_end(args);
    report->failed |= !text;
    return text ? text : "";
}

const char *ctg__report_clean(ctg_report *report, const char *name,
                              size_t columns, bool ascii)
{
    ctg__text text = {0};
    const char *kept = "";

    ctg__text_add_clean(&text, name, columns, ascii);
    if (!text.failed)
        kept = ctg__report_print(report, "%s", ctg__text_string(&text));
    else if (report)
        report->failed = true;
    ctg__text_clear(&text);
    return kept;
}

static void add(ctg_report *report, const ctg__part *part)
{
    ctg__part *parts;

    if (!report || report->failed)
        return;
    parts = ctg__grow_array(report->parts, report->part_count,
                            &report->part_room, 16, sizeof *parts);
    if (!parts) {
        report->failed = true;
        return;
    }
    report->parts = parts;
    report->parts[report->part_count++] = *part;
}

void ctg__report_fact(ctg_report *report, unsigned readers, ctg__fact fact)
{
    add(report, &(ctg__part){.kind = CTG__PART_FACT,
                             .readers = readers,
                             .as.fact = fact});
}

void ctg__report_group(ctg_report *report, unsigned readers, ctg__group group)
{
    add(report, &(ctg__part){.kind = CTG__PART_GROUP,
                             .readers = readers,
                             .as.group = group});
}

void ctg__report_table(ctg_report *report, unsigned readers, ctg__table table)
{
    add(report, &(ctg__part){.kind = CTG__PART_TABLE,
                             .readers = readers,
                             .as.table = table});
}

void ctg__report_texts(ctg_report *report, unsigned readers,
                       ctg__texts_part texts)
{
    add(report, &(ctg__part){.kind = CTG__PART_TEXTS,
                             .readers = readers,
                             .as.texts = texts});
}

void ctg__report_note(ctg_report *report, unsigned readers, const char *text)
{
    ctg__report_note_as(report, readers, (ctg__note){.text = text});
}

void ctg__report_note_as(ctg_report *report, unsigned readers, ctg__note note)
{
    add(report, &(ctg__part){.kind = CTG__PART_NOTE,
                             .readers = readers,
                             .as.note = note});
}

void ctg__report_baseline(ctg_report *report, double baseline)
{
    char text[CTG__FORMAT_ROOM];

    if (!(baseline > 0) || !report)
        return;
    ctg__report_gap(report);
    ctg__report_note_as(
        report, CTG__FOR_PEOPLE,
        (ctg__note){.lead = ctg__report_print(
                        report, "  without the shock: %s",
                        ctg__format_amount(text, baseline, report->unit,
                                           report->page.ascii))});
}

void ctg__report_gap(ctg_report *report)
{
    add(report, &(ctg__part){.kind = CTG__PART_GAP, .readers = CTG__FOR_TEXT});
}

void ctg__report_own(ctg_report *report, unsigned readers,
                     void (*write)(const void *context, ctg__sheet *sheet),
                     const void *context)
{
    if (report)
        report->unit_named = true;
    add(report, &(ctg__part){.kind = CTG__PART_OWN,
                             .readers = readers,
                             .as.own = {write, context}});
}

void ctg__report_section(ctg_report *report, unsigned readers,
                         ctg__section_part section)
{
    add(report, &(ctg__part){.kind = CTG__PART_SECTION,
                             .readers = readers,
                             .as.section = section});
}

void ctg__report_figure(ctg_report *report, ctg__figure figure)
{
    add(report, &(ctg__part){.kind = CTG__PART_FIGURE,
                             .readers = CTG__FOR_HTML,
                             .as.figure = figure});
}

static double number_of(const ctg__value *value)
{
    switch (value->kind) {
    case CTG__VALUE_NUMBER:
        return value->number;
    case CTG__VALUE_COUNT:
    case CTG__VALUE_FLAG:
        return (double)value->count;
    default:
        return (double)NAN;
    }
}

static const ctg__fact *find(const ctg__fact *facts, size_t count,
                             const char *key)
{
    for (size_t i = 0; facts && i < count; i++)
        if (facts[i].key && strcmp(facts[i].key, key) == 0)
            return &facts[i];
    return NULL;
}

double ctg_report_figure(const ctg_report *report, const char *key)
{
    for (size_t i = 0; i < report->part_count; i++) {
        const ctg__part *const part = &report->parts[i];
        const ctg__fact *found = NULL;

        if (part->kind == CTG__PART_FACT)
            found = find(&part->as.fact, 1, key);
        else if (part->kind == CTG__PART_GROUP)
            found = find(part->as.group.facts, part->as.group.count, key);
        if (found)
            return number_of(&found->value);
    }
    return (double)NAN;
}

#include "report/writing.h"

#include <math.h>
#include <string.h>

#include "report/rich.h"
#include "text/json.h"

void ctg__writing_flush(ctg__writing *to)
{
    if (to->line.length)
        fwrite(to->line.bytes, 1, to->line.length, to->file);
    ctg__text_reset(&to->line);
}

/* Rows between two questions; a hundredth of a second, at most. */
enum { ROWS_A_QUESTION = 1024 };

bool ctg__writing_goes_on(ctg__writing *to)
{
    const ctg_report *const report = to->report;

    if (report->progress && !to->stopped && ++to->rows >= ROWS_A_QUESTION) {
        to->rows = 0;
        to->stopped = !report->progress(report->progress_context, 0, 0);
    }
    return !to->stopped && !ferror(to->file);
}

void ctg__writing_abort(ctg_report *report)
{
    ctg_error error;

    if (!report->writing)
        return;
    if (report->writing->format->clear)
        report->writing->format->clear(report->writing);
    ctg__text_clear(&report->writing->line);
    ctg__text_clear(&report->writing->shown);
    ctg__sheet_clear(&report->writing->sheet, &error);
    report->writing = NULL;
}

bool ctg__table_is_right(const ctg__table *table, size_t column)
{
    for (size_t r = 0; r < table->row_count && r < 100; r++) {
        const ctg__value at = table->at(table->context, r, column);

        if (at.kind == CTG__VALUE_TEXT || at.kind == CTG__VALUE_FLAG ||
            at.kind == CTG__VALUE_RICH)
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

/* The list as a whole is no wider than the columns. */
static void show_texts(ctg__writing *to, const ctg__value *value,
                       size_t columns, bool ascii)
{
    ctg__text all = {0};

    for (size_t i = 0; i < value->count; i++) {
        ctg__text_add(&all, i ? ", " : "");
        ctg__text_add_clean(&all, value->texts[i], 0, ascii);
    }
    if (all.length)
        ctg__text_add_clean(&to->shown, ctg__text_string(&all), columns, ascii);
    to->shown.failed |= all.failed;
    ctg__text_clear(&all);
}

const char *ctg__show_value(ctg__writing *to, ctg_figure_unit unit,
                            const ctg__value *value, size_t columns, bool ascii)
{
    char text[CTG__FORMAT_ROOM];

    ctg__text_reset(&to->shown);
    switch (value->kind) {
    case CTG__VALUE_EMPTY:
    case CTG__VALUE_JSON:
    case CTG__VALUE_TABLE:
        break;
    case CTG__VALUE_TEXT:
        if (*value->text)
            ctg__text_add_clean(&to->shown, value->text, columns, ascii);
        break;
    case CTG__VALUE_TEXTS:
        show_texts(to, value, columns, ascii);
        break;
    case CTG__VALUE_COUNT:
        ctg__text_add(&to->shown, ctg__format_count(text, value->count));
        break;
    case CTG__VALUE_FLAG:
        ctg__text_add(&to->shown, value->count ? "yes" : "no");
        break;
    case CTG__VALUE_NUMBER:
        if (value->text)
            ctg__text_add(&to->shown, value->text);
        else
            show_number(to, unit, value->number, ascii);
        break;
    case CTG__VALUE_RICH:
        ctg__rich_plain(&to->shown, value->text);
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

/* As a list of objects, on one line. */
static void add_rows(ctg__text *text, const ctg__table *table)
{
    ctg__text_add_char(text, '[');
    for (size_t r = 0; r < table->row_count; r++) {
        ctg__text_add(text, r ? ", {" : "{");
        for (size_t c = 0; c < table->head_count; c++) {
            const ctg__value at = table->at(table->context, r, c);

            ctg__text_add(text, c ? ", " : "");
            ctg__json_add_text(text, table->heads[c].key);
            ctg__text_add(text, ": ");
            ctg__json_add(text, &at);
        }
        ctg__text_add_char(text, '}');
    }
    ctg__text_add_char(text, ']');
}

void ctg__json_add(ctg__text *text, const ctg__value *value)
{
    switch (value->kind) {
    case CTG__VALUE_EMPTY:
        ctg__text_add(text, "null");
        break;
    case CTG__VALUE_TEXT:
        ctg__json_add_text(text, value->text);
        break;
    case CTG__VALUE_NUMBER:
        ctg__json_add_number(text, value->number);
        break;
    case CTG__VALUE_COUNT:
        ctg__text_add_count(text, value->count);
        break;
    case CTG__VALUE_FLAG:
        ctg__text_add(text, value->count ? "true" : "false");
        break;
    case CTG__VALUE_TEXTS:
        ctg__json_add_texts(text, value->texts, value->count);
        break;
    case CTG__VALUE_JSON:
        ctg__text_add(text, value->text);
        break;
    case CTG__VALUE_TABLE:
        add_rows(text, value->table);
        break;
    case CTG__VALUE_RICH:
        ctg__rich_json(text, value->text);
        break;
    }
}

void ctg__md_add(ctg__text *text, const char *words)
{
    ctg__text clean = {0};

    /* A line end would end the table. */
    if (*words)
        ctg__text_add_clean(&clean, words, 0, false);
    for (const char *at = ctg__text_string(&clean); *at; at++) {
        if (strchr("|\\`*_<>[]#&", *at))
            ctg__text_add_char(text, '\\');
        ctg__text_add_char(text, *at);
    }
    text->failed |= clean.failed;
    ctg__text_clear(&clean);
}

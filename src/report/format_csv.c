/* A report's one flat table as CSV: RFC 4180, with line feeds. */
#include <math.h>
#include <string.h>

#include "report/rich.h"
#include "report/writing.h"
#include "text/csv.h"

static void add_texts(ctg__writing *to, const ctg__value *value)
{
    ctg__text_reset(&to->shown);
    for (size_t i = 0; i < value->count; i++) {
        ctg__text_add(&to->shown, i ? ";" : "");
        ctg__text_add(&to->shown, value->texts[i]);
    }
    ctg__csv_add_cell(&to->line, ctg__text_string(&to->shown));
}

static void add_value(ctg__writing *to, const ctg__value *value)
{
    switch (value->kind) {
    case CTG__VALUE_EMPTY:
    case CTG__VALUE_JSON:
    case CTG__VALUE_TABLE:
        break;
    case CTG__VALUE_TEXT:
        ctg__csv_add_cell(&to->line, value->text);
        break;
    case CTG__VALUE_RICH:
        ctg__text_reset(&to->shown);
        ctg__rich_plain(&to->shown, value->text);
        ctg__csv_add_cell(&to->line, ctg__text_string(&to->shown));
        break;
    case CTG__VALUE_TEXTS:
        add_texts(to, value);
        break;
    case CTG__VALUE_NUMBER:
        if (isfinite(value->number))
            ctg__text_add_number(&to->line, value->number);
        break;
    case CTG__VALUE_COUNT:
        ctg__text_add_count(&to->line, value->count);
        break;
    case CTG__VALUE_FLAG:
        ctg__text_add(&to->line, value->count ? "true" : "false");
        break;
    }
}

static void write_row(ctg__writing *to, const ctg__table *table, size_t row)
{
    for (size_t c = 0; c < table->head_count; c++) {
        const ctg__value at = table->at(table->context, row, c);

        if (c)
            ctg__text_add_char(&to->line, ',');
        add_value(to, &at);
    }
    ctg__text_add_char(&to->line, '\n');
    ctg__writing_flush(to);
}

static void write_table(ctg__writing *to, const ctg__table *table)
{
    for (size_t c = 0; c < table->head_count; c++) {
        if (c)
            ctg__text_add_char(&to->line, ',');
        ctg__csv_add_cell(&to->line, table->heads[c].key);
    }
    ctg__text_add_char(&to->line, '\n');
    ctg__writing_flush(to);
    for (size_t r = 0; r < table->row_count && ctg__writing_goes_on(to); r++)
        write_row(to, table, r);
}

static void write_part(ctg__writing *to, const ctg__part *part)
{
    switch (part->kind) {
    case CTG__PART_TABLE:
        write_table(to, &part->as.table);
        return;
    case CTG__PART_FACT:
        if (to->last != CTG__PART_FACT)
            ctg__text_add(&to->line, "key,value\n");
        ctg__csv_add_cell(&to->line, part->as.fact.key);
        ctg__text_add_char(&to->line, ',');
        add_value(to, &part->as.fact.value);
        ctg__text_add_char(&to->line, '\n');
        return;
    default:
        return;
    }
}

const ctg__report_format ctg__format_as_csv = {
    .about = {.name = "csv",
              .summary = "one flat table: a header line and rows",
              .source = ""},
    .reader = CTG__FOR_CSV,
    .can = CTG_FORMAT_COMMON | CTG_FORMAT_CHOICE | CTG_FORMAT_RESUMED,
    .part = write_part,
    .row = write_row,
};

/* A report as a section of Markdown: heading, stamp, tables, points. */
#include <string.h>

#include "report/rich.h"
#include "report/stamp.h"
#include "report/writing.h"

static void write_row(ctg__writing *to, const ctg__table *table, size_t row)
{
    for (size_t c = 0; c < table->head_count; c++) {
        const ctg__value at = table->at(table->context, row, c);

        ctg__text_add(&to->line, "| ");
        ctg__text_add(&to->line, at.strong ? "**" : "");
        if (at.kind == CTG__VALUE_RICH)
            ctg__rich_md(&to->line, at.text);
        else
            ctg__md_add(&to->line, ctg__show_value(to, table->heads[c].unit,
                                                   &at, 0, false));
        ctg__text_add(&to->line, at.strong ? "** " : " ");
    }
    ctg__text_add(&to->line, "|\n");
    ctg__writing_flush(to);
}

static const char *heading(const ctg__head *head)
{
    return head->heading ? head->heading : head->key;
}

static void write_table(ctg__writing *to, const ctg__table *table)
{
    if (table->look && table->look->caption)
        ctg__text_print(&to->line, "**%s**\n\n", table->look->caption);
    for (size_t c = 0; c < table->head_count; c++)
        ctg__text_print(&to->line, "| %s%s", heading(&table->heads[c]),
                        *heading(&table->heads[c]) ? " " : "");
    ctg__text_add(&to->line, "|\n");
    for (size_t c = 0; c < table->head_count; c++) {
        const bool right = table->heads[c].right ||
                           (to->growing ? !table->heads[c].left
                                        : ctg__table_is_right(table, c));

        ctg__text_add(&to->line, right ? "|---:" : "|---");
    }
    ctg__text_add(&to->line, "|\n");
    ctg__writing_flush(to);
    for (size_t r = 0; r < table->row_count && ctg__writing_goes_on(to); r++)
        write_row(to, table, r);
}

static void write_fact(ctg__writing *to, const ctg__fact *fact)
{
    const char *value;

    if (to->last != CTG__PART_FACT)
        ctg__text_add(&to->line, "| | |\n|---|---:|\n");
    ctg__text_print(&to->line, "| %s | ", ctg__show_name(to, fact));
    value = ctg__show_value(to, fact->unit, &fact->value, 0, false);
    ctg__md_add(&to->line, !*value && fact->empty ? fact->empty : value);
    ctg__text_add(&to->line, " |\n");
}

static void write_rich(ctg__writing *to, const ctg__note *note)
{
    ctg__text_add(&to->line, note->look == CTG__LOOK_PASSED  ? "- "
                             : note->look == CTG__LOOK_DOUBT ? "- **!** "
                                                             : "");
    ctg__rich_md(&to->line, note->text);
    ctg__text_add_char(&to->line, '\n');
}

/* No line of it ends the block: a command is one line, of clean words. */
static void write_command(ctg__writing *to, const ctg__note *note)
{
    ctg__text_print(&to->line, "````\n%s\n````\n", note->text);
}

static void write_note(ctg__writing *to, const ctg__note *note)
{
    if (note->look == CTG__LOOK_COMMAND) {
        write_command(to, note);
        return;
    }
    if (note->rich) {
        write_rich(to, note);
        return;
    }
    if (note->term) {
        ctg__text_add(&to->line, "- ");
        ctg__md_add(&to->line, note->term);
        ctg__text_add(&to->line, ": ");
    }
    if (note->lead && !note->term) /* without the indent of text */
        ctg__md_add(&to->line, note->lead + strspn(note->lead, " "));
    if (note->text)
        ctg__md_add(&to->line, note->text);
    ctg__text_add_char(&to->line, '\n');
}

/* A blank line between blocks: not between points, or rows of one table. */
static void write_gap(ctg__writing *to, const ctg__part *part)
{
    const bool point =
        part->kind == CTG__PART_NOTE &&
        (part->as.note.term || part->as.note.look == CTG__LOOK_PASSED ||
         part->as.note.look == CTG__LOOK_DOUBT);
    const bool goes_on =
        (point && to->points) ||
        (part->kind == CTG__PART_FACT && to->last == CTG__PART_FACT);

    if (to->last != CTG__PART_GAP && !goes_on)
        ctg__text_add_char(&to->line, '\n');
    to->points = point;
}

static void write_part(ctg__writing *to, const ctg__part *part)
{
    write_gap(to, part);
    if (part->kind == CTG__PART_FACT)
        write_fact(to, &part->as.fact);
    else if (part->kind == CTG__PART_TABLE)
        write_table(to, &part->as.table);
    else if (part->kind == CTG__PART_NOTE)
        write_note(to, &part->as.note);
    else if (part->kind == CTG__PART_SECTION)
        ctg__text_print(&to->line, "### %s\n", part->as.section.heading);
    ctg__writing_flush(to);
}

static void write_begin(ctg__writing *to)
{
    ctg__stamp_md(to->report, &to->line);
    ctg__writing_flush(to);
}

const ctg__report_format ctg__format_as_md = {
    .about = {.name = "md",
              .summary = "Markdown: a section of a document, figures rounded",
              .source = ""},
    .reader = CTG__FOR_MD,
    .can = CTG_FORMAT_COMMON | CTG_FORMAT_CHOICE,
    .begin = write_begin,
    .part = write_part,
    .row = write_row,
};

/* A report as one JSON document; one that grows as a line for each row. */
#include "report/stamp.h"
#include "report/writing.h"
#include "text/json.h"

static void add_key(ctg__text *text, const char *key)
{
    ctg__json_add_text(text, key);
    ctg__text_add(text, ": ");
}

/* Columns from `first` on, as an object. */
static void add_row(ctg__text *line, const ctg__table *table, size_t row,
                    size_t first)
{
    ctg__text_add_char(line, '{');
    for (size_t c = first; c < table->head_count; c++) {
        const ctg__value at = table->at(table->context, row, c);

        if (c > first)
            ctg__text_add(line, ", ");
        add_key(line, table->heads[c].key);
        ctg__json_add(line, &at);
    }
    ctg__text_add_char(line, '}');
}

static void write_table(ctg__writing *to, const ctg__table *table)
{
    ctg__text_add_char(&to->line, table->keyed ? '{' : '[');
    for (size_t r = 0; r < table->row_count && ctg__writing_goes_on(to); r++) {
        ctg__text_add(&to->line, r ? ",\n  " : "\n  ");
        if (table->keyed)
            add_key(&to->line, table->at(table->context, r, 0).text);
        add_row(&to->line, table, r, table->keyed);
        ctg__writing_flush(to);
    }
    if (table->row_count)
        ctg__text_add(&to->line, "\n ");
    ctg__text_add_char(&to->line, table->keyed ? '}' : ']');
}

static void write_group(ctg__writing *to, const ctg__group *group)
{
    const char *const between = group->lines ? ",\n  " : ", ";

    if (!group->facts) {
        ctg__text_add(&to->line, "null");
        return;
    }
    ctg__text_add(&to->line, group->lines ? "{\n  " : "{");
    for (size_t i = 0; i < group->count; i++) {
        ctg__text_add(&to->line, i ? between : "");
        add_key(&to->line, group->facts[i].key);
        ctg__json_add(&to->line, &group->facts[i].value);
    }
    ctg__text_add(&to->line, group->lines ? "\n }" : "}");
}

static void write_texts(ctg__writing *to, const ctg__texts_part *texts)
{
    ctg__text_add_char(&to->line, '[');
    for (size_t i = 0; i < texts->count; i++) {
        ctg__text_add(&to->line, i ? ",\n  " : "\n  ");
        ctg__json_add_text(&to->line, texts->texts[i]);
    }
    ctg__text_add(&to->line, texts->count ? "\n ]" : "]");
}

static const char *key_of(const ctg__part *part)
{
    switch (part->kind) {
    case CTG__PART_FACT:
        return part->as.fact.key;
    case CTG__PART_GROUP:
        return part->as.group.key;
    case CTG__PART_TABLE:
        return part->as.table.key;
    case CTG__PART_TEXTS:
        return part->as.texts.key;
    default:
        return NULL;
    }
}

static void end_section(ctg__writing *to)
{
    ctg__text_add(&to->line, to->in_section ? to->empty ? "}" : "\n }" : "");
    to->in_section = false;
    to->empty = false;
}

static void write_section(ctg__writing *to, const ctg__section_part *section)
{
    end_section(to);
    ctg__text_add(&to->line, ",\n ");
    add_key(&to->line, section->key);
    ctg__text_add_char(&to->line, '{');
    to->in_section = true;
    to->empty = true;
}

static void write_part(ctg__writing *to, const ctg__part *part)
{
    const char *const key = key_of(part);

    if (part->kind == CTG__PART_SECTION)
        write_section(to, &part->as.section);
    if (!key || to->growing)
        return;
    ctg__text_add(&to->line, to->empty ? "\n " : ",\n ");
    to->empty = false;
    add_key(&to->line, key);
    if (part->kind == CTG__PART_FACT)
        ctg__json_add(&to->line, &part->as.fact.value);
    else if (part->kind == CTG__PART_GROUP)
        write_group(to, &part->as.group);
    else if (part->kind == CTG__PART_TABLE)
        write_table(to, &part->as.table);
    else
        write_texts(to, &part->as.texts);
    ctg__writing_flush(to);
}

/* What a report that grows says of itself is in its first line. */
static void add_facts(ctg__writing *to)
{
    for (size_t i = 0; i < to->report->part_count; i++) {
        const ctg__part *const part = &to->report->parts[i];

        if (part->kind != CTG__PART_FACT || !(part->readers & CTG__FOR_JSON))
            continue;
        ctg__text_add(&to->line, ", ");
        add_key(&to->line, part->as.fact.key);
        ctg__json_add(&to->line, &part->as.fact.value);
    }
}

static void write_begin(ctg__writing *to)
{
    ctg__text_add(&to->line, to->growing ? "{" : "{\n ");
    ctg__stamp_json(to->report, to->growing, &to->line);
    if (to->growing) {
        add_facts(to);
        ctg__text_add(&to->line, "}\n");
    }
    ctg__writing_flush(to);
}

static void write_end(ctg__writing *to)
{
    end_section(to);
    if (!to->growing)
        ctg__text_add(&to->line, "\n}\n");
}

static void write_row(ctg__writing *to, const ctg__table *table, size_t row)
{
    add_row(&to->line, table, row, 0);
    ctg__text_add_char(&to->line, '\n');
}

const ctg__report_format ctg__format_as_json = {
    .about = {.name = "json",
              .summary = "one document with everything; many scenarios: a "
                         "line for each",
              .source = ""},
    .reader = CTG__FOR_JSON,
    .can = CTG_FORMAT_COMMON | CTG_FORMAT_WHOLE | CTG_FORMAT_RESUMED,
    .begin = write_begin,
    .end = write_end,
    .part = write_part,
    .row = write_row,
};

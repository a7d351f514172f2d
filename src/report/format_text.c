/* A report as text for a terminal: facts, tables that fit it, words wrapped. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "report/stamp.h"
#include "report/writing.h"

/* Columns: a name of a fact begins and its value ends; of a text in a table,
 * at most, and what it may shrink to; of a bar, and what is before it. */
enum {
    NAME_FROM = 2,
    NAME_TO = 24,
    VALUE_TO = 37,
    TEXT_MOST = 60,
    TEXT_LEAST = 12,
    BAR_MOST = 40,
    BAR_LEAST = 16, /* that spare columns make room for */
    GAP = 2
};

/* One column as it is laid out. */
typedef struct column {
    size_t index; /* in the table */
    size_t width; /* without the gap before it */
    bool right;
} column;

typedef struct layout {
    const ctg__table *table;
    column *columns;
    size_t count;
    size_t bar;     /* room of a bar */
    size_t remarks; /* of what is behind the row */
    bool remarked;  /* it is written */
} layout;

static const char *heading(const ctg__head *head)
{
    if (head->brief)
        return head->brief;
    return head->heading ? head->heading : head->key;
}

static const char *show(ctg__writing *to, const ctg__table *table, size_t row,
                        size_t index, size_t columns)
{
    const ctg__value at = table->at(table->context, row, index);

    return ctg__show_value(to, table->heads[index].unit, &at, columns,
                           to->sheet.ascii);
}

static void measure(ctg__writing *to, const ctg__table *table, column *made)
{
    const ctg__head *const head = &table->heads[made->index];

    if (head->columns) {
        made->right = !head->left;
        made->width = head->columns - (made->right ? 1 : GAP);
        return;
    }
    made->right = ctg__table_is_right(table, made->index);
    made->width = ctg__columns(heading(head));
    for (size_t r = 0; r < table->row_count; r++) {
        const size_t width =
            ctg__columns(show(to, table, r, made->index, TEXT_MOST));

        made->width = width > made->width ? width : made->width;
    }
}

static size_t gap_of(const layout *made, const column *of)
{
    return made->table->heads[of->index].columns && of->right ? 1 : GAP;
}

static size_t sum(const layout *made)
{
    size_t used = 0;

    for (size_t i = 0; i < made->count; i++)
        used += gap_of(made, &made->columns[i]) + made->columns[i].width;
    return used;
}

/* The widest of what is behind the row, with what is before it. */
static size_t room_of_remarks(ctg__writing *to, const ctg__table *table)
{
    size_t room = 0;

    for (size_t c = 0; c < table->head_count; c++) {
        size_t most = 0;

        if (!table->heads[c].remark)
            continue;
        for (size_t r = 0; r < table->row_count; r++) {
            const size_t width = ctg__columns(show(to, table, r, c, 0));

            most = width > most ? width : most;
        }
        room += most ? most + GAP : 0;
    }
    return room;
}

/* Leaves out what may be, then shortens texts; numbers never give way. `wanted`
 * columns beside are worth a spare column, remarks a part of a text. */
static void fit(layout *made, size_t page, size_t wanted)
{
    for (size_t i = 0; i < made->count && sum(made) + wanted > page;) {
        if (!made->table->heads[made->columns[i].index].spare) {
            i++;
            continue;
        }
        made->count--;
        memmove(&made->columns[i], &made->columns[i + 1],
                (made->count - i) * sizeof *made->columns);
    }
    while (sum(made) + made->remarks > page) {
        column *widest = NULL;

        for (size_t i = 0; i < made->count; i++) {
            column *const each = &made->columns[i];

            if (!each->right && each->width > TEXT_LEAST &&
                (!widest || each->width > widest->width))
                widest = each;
        }
        if (!widest)
            return;
        widest->width--;
    }
}

/* Of a bar: what columns and remarks leave. */
static void find_room(const ctg__writing *to, layout *made)
{
    const size_t taken = sum(made) + made->remarks;
    const size_t page = to->sheet.width;

    made->bar = page > taken + 4 ? page - taken - 2 : 0;
    if (made->bar > BAR_MOST)
        made->bar = BAR_MOST;
}

/* False when out of memory. */
static bool lay_out(ctg__writing *to, const ctg__table *table, layout *made)
{
    const bool within = table->bar_behind && table->bar_most > 0;

    *made = (layout){.table = table, .remarked = true};
    made->remarks = to->growing ? 0 : room_of_remarks(to, table);
    made->columns =
        ctg__allocate_array(table->head_count, sizeof *made->columns);
    if (!made->columns) {
        to->line.failed = true;
        return false;
    }
    for (size_t c = 0; c < table->head_count; c++) {
        if (table->heads[c].remark)
            continue;
        made->columns[made->count] = (column){.index = c};
        measure(to, table, &made->columns[made->count++]);
    }
    fit(made, to->sheet.width, within ? made->remarks + BAR_LEAST + 1 : 0);
    find_room(to, made);
    return true;
}

/* In its column; what is wider pushes on what follows. */
static void add_text(ctg__writing *to, const layout *made, const column *at,
                     const char *text, bool strong)
{
    ctg__sheet *const sheet = &to->sheet;
    const size_t from = sheet->columns + gap_of(made, at);
    const size_t used = ctg__columns(text);

    ctg__sheet_go_to(sheet, from);
    if (at->right && used < at->width)
        ctg__sheet_go_to(sheet, from + at->width - used);
    ctg__sheet_add_strong(sheet, text, strong);
    if (!at->right)
        ctg__sheet_go_to(sheet, from + at->width);
}

static void add_bar(ctg__writing *to, const layout *made, size_t row)
{
    const ctg__table *const table = made->table;
    ctg__value at;

    if (!table->bar_column || !(table->bar_most > 0))
        return;
    at = table->at(table->context, row, table->bar_column - 1);
    if (!(at.number > 0) || !made->bar)
        return;
    ctg__sheet_add(&to->sheet, " ");
    ctg__sheet_bar(&to->sheet, at.number / table->bar_most, made->bar);
}

/* Behind this column: the bar of a row, and what keeps room for it. */
static void add_bar_within(ctg__writing *to, const layout *made,
                           const column *behind, size_t row, bool drawn)
{
    const size_t to_column = to->sheet.columns + 1 + made->bar;

    if (made->table->bar_behind != behind->index + 1 || !made->bar ||
        !(made->table->bar_most > 0))
        return;
    if (drawn)
        add_bar(to, made, row);
    if (behind != &made->columns[made->count - 1])
        ctg__sheet_go_to(&to->sheet, to_column);
}

static void add_remarks(ctg__writing *to, const ctg__table *table, size_t row)
{
    for (size_t c = 0; c < table->head_count; c++) {
        const char *const text =
            table->heads[c].remark ? show(to, table, row, c, 0) : "";

        if (!*text)
            continue;
        ctg__sheet_add(&to->sheet,
                       table->bar_column && !table->bar_behind ? " " : "  ");
        ctg__sheet_add(&to->sheet, text);
    }
}

static void write_line(ctg__writing *to, const layout *made, size_t row)
{
    for (size_t i = 0; i < made->count; i++) {
        const column *const at = &made->columns[i];
        const ctg__table *const table = made->table;
        const ctg__head *const head = &table->heads[at->index];
        const ctg__value value = table->at(table->context, row, at->index);

        add_text(to, made, at,
                 ctg__show_value(to, head->unit, &value,
                                 head->columns || !at->right ? at->width : 0,
                                 to->sheet.ascii),
                 value.strong);
        add_bar_within(to, made, at, row, true);
    }
    if (!made->table->bar_behind)
        add_bar(to, made, row);
    if (made->remarked)
        add_remarks(to, made->table, row);
    ctg__sheet_end(&to->sheet);
}

static void write_heads(ctg__writing *to, const layout *made)
{
    for (size_t i = 0; i < made->count; i++) {
        add_text(to, made, &made->columns[i],
                 heading(&made->table->heads[made->columns[i].index]), false);
        add_bar_within(to, made, &made->columns[i], 0, false);
    }
    ctg__sheet_end(&to->sheet);
}

static void write_block(ctg__writing *to, const layout *made)
{
    const size_t rows = made->table->row_count;

    write_heads(to, made);
    for (size_t r = 0; r < rows && ctg__writing_goes_on(to); r++)
        write_line(to, made, r);
}

/* What names a row: up to the first text, if that is early. */
static size_t leading(const layout *made)
{
    return made->count > 1 && made->columns[0].right && !made->columns[1].right
               ? 2
               : 1;
}

/* The next columns that stand beside what names the row; false: there are
 * none, and remarks had room. */
static bool next_block(const ctg__writing *to, const layout *all, size_t *next,
                       layout *block)
{
    const size_t page = to->sheet.width;
    const size_t leads = leading(all);
    const bool had_room = *next == all->count && block->remarked;

    if (had_room)
        return false;
    block->count = leads;
    while (*next < all->count) {
        block->columns[block->count] = all->columns[*next];
        block->count++;
        if (sum(block) > page && block->count > leads + 1) {
            block->count--;
            break;
        }
        ++*next;
    }
    block->remarked = *next == all->count && sum(block) + all->remarks <= page;
    block->remarked |= block->count == leads; /* nothing else has to go there */
    block->bar = 0;
    return true;
}

/* What names a row needs not give way to numbers that stand below. */
static void widen(ctg__writing *to, column *at, const ctg__table *table)
{
    const size_t most = to->sheet.width / 3;

    if (at->right || at->width >= most)
        return;
    measure(to, table, at);
    at->width = at->width < most ? at->width : most;
}

/* Numbers alone are wider than the page: some of the columns, the others below
 * them. */
static void write_blocks(ctg__writing *to, const layout *all)
{
    layout block = *all;
    size_t next = leading(all);

    block.columns = ctg__allocate_array(all->count, sizeof *block.columns);
    if (!block.columns) {
        to->line.failed = true;
        return;
    }
    block.remarked = false;
    memcpy(block.columns, all->columns, next * sizeof *block.columns);
    widen(to, &block.columns[next - 1], all->table);
    for (bool first = true; next_block(to, all, &next, &block); first = false) {
        if (!first)
            ctg__sheet_end(&to->sheet);
        write_block(to, &block);
    }
    ctg__release(block.columns);
}

static void write_table(ctg__writing *to, const ctg__table *table)
{
    layout made;

    if (!lay_out(to, table, &made))
        return;
    if (sum(&made) + made.remarks <= to->sheet.width)
        write_block(to, &made);
    else
        write_blocks(to, &made);
    ctg__release(made.columns);
}

/* Columns of a report that grows have widths of their own. */
static void write_row(ctg__writing *to, const ctg__table *table, size_t row)
{
    layout made;

    if (!lay_out(to, table, &made))
        return;
    write_line(to, &made, row);
    ctg__release(made.columns);
}

static void write_fact(ctg__writing *to, const ctg__fact *fact)
{
    const bool list = fact->value.kind == CTG__VALUE_TEXTS;
    const char *value;
    size_t room;

    ctg__sheet_go_to(&to->sheet, NAME_FROM);
    ctg__sheet_add(&to->sheet, ctg__show_name(to, fact));
    ctg__sheet_go_to(&to->sheet, NAME_TO);
    ctg__sheet_add(&to->sheet, " ");
    room = to->sheet.width - to->sheet.columns;
    value = ctg__show_value(to, fact->unit, &fact->value, list ? 0 : room,
                            to->sheet.ascii);
    if (ctg__columns(value) > room) { /* of a list nothing is left out */
        ctg__sheet_wrap(&to->sheet, value, to->sheet.columns);
        return;
    }
    ctg__sheet_add_right(
        &to->sheet, !*value && fact->empty ? fact->empty : value, VALUE_TO);
    ctg__sheet_end(&to->sheet);
}

static void write_note(ctg__writing *to, const ctg__note *note)
{
    if (note->lead)
        ctg__sheet_add(&to->sheet, note->lead);
    if (note->text)
        ctg__sheet_wrap(&to->sheet, note->text, note->indent);
    else
        ctg__sheet_end(&to->sheet);
}

static void write_part(ctg__writing *to, const ctg__part *part)
{
    switch (part->kind) {
    case CTG__PART_FACT:
        write_fact(to, &part->as.fact);
        return;
    case CTG__PART_TABLE:
        write_table(to, &part->as.table);
        return;
    case CTG__PART_NOTE:
        write_note(to, &part->as.note);
        return;
    case CTG__PART_GAP:
        if (to->last != CTG__PART_GAP) /* nothing stood between the two */
            ctg__sheet_end(&to->sheet);
        return;
    case CTG__PART_OWN:
        part->as.own.write(part->as.own.context, &to->sheet);
        return;
    default:
        return;
    }
}

static void write_end(ctg__writing *to)
{
    ctg__stamp_text(to->report, &to->sheet);
}

const ctg__report_format ctg__format_as_text = {
    .about = {.name = "text",
              .summary = "a page for people, as wide as the terminal",
              .source = ""},
    .reader = CTG__FOR_TEXT,
    .can = CTG_FORMAT_COMMON,
    .end = write_end,
    .part = write_part,
    .row = write_row,
};

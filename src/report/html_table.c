/* A table of a page: numbers as people read them, exactly for the script. */
#include <inttypes.h>
#include <math.h>

#include "report/html.h"

static const ctg__table_look plain = {.caption = NULL};

static const char *heading_of(const ctg__head *head)
{
    return head->heading ? head->heading : head->key;
}

static void add_drawn_heads(ctg__text *line, const ctg__table_look *look,
                            size_t column)
{
    for (size_t i = 0; i < look->drawn_count; i++) {
        const ctg__drawn_cell *const cell = &look->drawn[i];

        if (cell->behind != column)
            continue;
        if (!cell->heading) {
            ctg__text_add(line, "<td class=\"bc\" aria-hidden=\"true\"></td>");
            continue;
        }
        ctg__text_add(line, "<th scope=\"col\">");
        ctg__html_add(line, cell->heading);
        ctg__text_add(line, "</th>");
    }
}

static void add_heads(ctg__text *line, const ctg__table *table,
                      const ctg__table_look *look)
{
    ctg__text_add(line, "<thead><tr>");
    for (size_t c = 0; c < table->head_count; c++) {
        const bool right =
            table->heads[c].right || ctg__table_is_right(table, c);

        ctg__text_print(line, "<th scope=\"col\"%s%s>",
                        right ? " class=\"n\"" : "",
                        !look->sorted ? ""
                        : right       ? " data-k=\"n\""
                                      : " data-k=\"t\"");
        ctg__html_add(line, heading_of(&table->heads[c]));
        ctg__text_add(line, "</th>");
        add_drawn_heads(line, look, c);
    }
    ctg__text_add(line, "</tr></thead>\n");
}

/* The shortest decimal that reads back, of what has one; what is not known is
 * no number, words beside numbers say themselves what they are. */
static void add_exact(ctg__text *line, const ctg__value *value, bool right)
{
    if (value->kind == CTG__VALUE_NUMBER && isfinite(value->number)) {
        ctg__text_add(line, " data-v=\"");
        ctg__text_add_number(line, value->number);
        ctg__text_add_char(line, '"');
    } else if (value->kind == CTG__VALUE_COUNT) {
        ctg__text_print(line, " data-v=\"%" PRIu64 "\"", value->count);
    } else if (right && (value->kind == CTG__VALUE_NUMBER ||
                         value->kind == CTG__VALUE_EMPTY)) {
        ctg__text_add(line, " data-v=\"nan\"");
    }
}

static void add_cell(ctg__writing *to, const ctg__table *table, size_t row,
                     size_t column, bool head)
{
    const ctg__head *const about = &table->heads[column];
    const ctg__value at = table->at(table->context, row, column);
    const bool right = about->right || ctg__table_is_right(table, column);
    const char *shown;

    ctg__text_add(&to->line, head ? "<th scope=\"row\"" : "<td");
    ctg__text_add(&to->line, right ? " class=\"n\"" : "");
    add_exact(&to->line, &at, right);
    ctg__text_add_char(&to->line, '>');
    if (at.kind == CTG__VALUE_RICH) {
        ctg__rich_html(&to->line, at.text);
    } else {
        shown = ctg__show_value(to, about->unit, &at, 0, false);
        ctg__text_add(&to->line, at.strong ? "<b>" : "");
        ctg__html_add(&to->line,
                      !*shown && right ? "\xE2\x80\x93" : shown); /* a dash */
        ctg__text_add(&to->line, at.strong ? "</b>" : "");
    }
    ctg__text_add(&to->line, head ? "</th>" : "</td>");
}

static void add_drawn(ctg__text *line, const ctg__table *table,
                      const ctg__table_look *look, size_t row, size_t column)
{
    for (size_t i = 0; i < look->drawn_count; i++) {
        if (look->drawn[i].behind != column)
            continue;
        ctg__text_add(line, look->drawn[i].heading
                                ? "<td>"
                                : "<td class=\"bc\" aria-hidden=\"true\">");
        look->drawn[i].draw(table->context, row, line);
        ctg__text_add(line, "</td>");
    }
}

/* The first column of words heads the rows of a table that has such. */
static size_t find_head(const ctg__table *table, const ctg__table_look *look)
{
    for (size_t c = 0; look->headed && c < table->head_count; c++)
        if (!table->heads[c].right && !ctg__table_is_right(table, c))
            return c;
    return table->head_count;
}

static void add_rows(ctg__writing *to, const ctg__table *table,
                     const ctg__table_look *look)
{
    const size_t head = find_head(table, look);

    for (size_t r = 0; r < table->row_count && ctg__writing_goes_on(to); r++) {
        ctg__text_add(&to->line, "<tr");
        if (look->marked && *look->marked(table->context, r))
            ctg__text_print(&to->line, " data-i=\"%s\"",
                            look->marked(table->context, r));
        ctg__text_add_char(&to->line, '>');
        for (size_t c = 0; c < table->head_count; c++) {
            add_cell(to, table, r, c, c == head);
            add_drawn(&to->line, table, look, r, c);
        }
        ctg__text_add(&to->line, "</tr>\n");
        ctg__writing_flush(to);
    }
}

enum { MANY = 7 /* columns that need narrower gaps */ };

/* Classes of a table: what the script sorts, what needs room. */
static void add_tag(ctg__text *line, const ctg__table *table,
                    const ctg__table_look *look)
{
    const bool many = table->head_count + look->drawn_count >= MANY;

    ctg__text_add(line, "<table");
    if (look->sorted || many)
        ctg__text_print(line, " class=\"%s%s%s\"", look->sorted ? "sort" : "",
                        look->sorted && many ? " " : "", many ? "many" : "");
    ctg__text_add_char(line, '>');
}

/* A box of its own for what may be wider than the page, within reach of the
 * keyboard. */
static void add_opening(ctg__text *line, const ctg__table *table,
                        const ctg__table_look *look)
{
    const char *const words = look->caption ? look->caption : "Table";

    if (look->folded) {
        ctg__text_add(line, "<details><summary>Data: ");
        ctg__html_add(line, words);
        ctg__text_add(line, "</summary>");
    }
    ctg__text_print(line, "<div%s role=\"region\" tabindex=\"0\" aria-label=\"",
                    look->folded ? "" : " class=\"scroll\"");
    ctg__html_add(line, words);
    ctg__text_add(line, "\">");
    add_tag(line, table, look);
    if (look->folded || !look->caption)
        return;
    ctg__text_add(line, "<caption>");
    ctg__html_add(line, look->caption);
    if (look->below) {
        ctg__text_add(line, "<span>");
        ctg__html_add(line, look->below);
        ctg__text_add(line, "</span>");
    }
    ctg__text_add(line, "</caption>");
}

void ctg__html_table(ctg__writing *to, const ctg__table *table)
{
    const ctg__table_look *const look = table->look ? table->look : &plain;

    add_opening(&to->line, table, look);
    add_heads(&to->line, table, look);
    ctg__text_add(&to->line, "<tbody>\n");
    add_rows(to, table, look);
    ctg__text_print(&to->line, "</tbody></table></div>%s\n",
                    look->folded ? "</details>" : "");
}

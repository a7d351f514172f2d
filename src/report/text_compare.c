/* What changed, as a page of text. */
#include <math.h>
#include <string.h>

#include "report/compare.h"

enum { NAME = 2, NAME_COLUMNS = 22, FIGURE = 12, BAR = 16, BAR_FROM = 80 };

static void add_heads(ctg__sheet *sheet, const char *name)
{
    ctg__sheet_go_to(sheet, NAME);
    if (*name)
        ctg__sheet_add_name(sheet, name, 0);
    ctg__sheet_go_to(sheet, NAME + NAME_COLUMNS);
    ctg__sheet_print(sheet, "%12s%12s%12s", "before", "after", "change");
    ctg__sheet_end(sheet);
}

/* A name, two figures and the change; the line goes on. */
static void add_figures(ctg__sheet *sheet, const char *name, double before,
                        double after)
{
    const size_t end = NAME + NAME_COLUMNS;
    char text[CTG__FORMAT_ROOM];

    ctg__sheet_go_to(sheet, NAME);
    ctg__sheet_add_name(sheet, name, NAME_COLUMNS);
    ctg__sheet_add_right(
        sheet, ctg__compared_figure(text, before, sheet->ascii), end + FIGURE);
    ctg__sheet_add_right(sheet, ctg__compared_figure(text, after, sheet->ascii),
                         end + 2 * FIGURE);
    ctg__sheet_add_right(
        sheet, ctg__compared_change(text, after - before, sheet->ascii),
        end + 3 * FIGURE);
}

static void add_totals(ctg__sheet *sheet, const ctg_comparison *of)
{
    const char *key;
    double total;

    for (size_t i = 0; ctg_results_total_at(of->before, i, &key, &total); i++) {
        if (i == 0) {
            ctg__sheet_gap(sheet);
            add_heads(sheet, "");
        }
        add_figures(sheet, key, total, ctg_results_total(of->after, key));
        ctg__sheet_end(sheet);
    }
}

static void add_rest(ctg__sheet *sheet, size_t shown, size_t count)
{
    if (shown == count)
        return;
    ctg__sheet_print(sheet, "  %zu of %zu shown; --top %zu for all", shown,
                     count, count);
    ctg__sheet_end(sheet);
}

static double size_of(const ctg_change *change)
{
    return fabs(change->after - change->before);
}

static void add_nodes(ctg__sheet *sheet, const ctg__compared *made)
{
    if (!made->ranked_shown)
        return;
    ctg__sheet_gap(sheet);
    add_heads(sheet, made->leading);
    for (size_t i = 0; i < made->ranked_shown; i++) {
        const ctg_change *const at = made->ranked[i];

        add_figures(sheet, at->id, at->before, at->after);
        if (sheet->width >= BAR_FROM) {
            ctg__sheet_go_to(sheet, NAME + NAME_COLUMNS + 3 * FIGURE + 2);
            ctg__sheet_bar(sheet, size_of(at) / size_of(made->ranked[0]), BAR);
        }
        ctg__sheet_end(sheet);
    }
    add_rest(sheet, made->ranked_shown, made->ranked_count);
}

/* "only before: A, B, C and 4 more" */
static void add_alone(ctg__sheet *sheet, const ctg_comparison *of, bool before)
{
    enum { NAMED = 3, COLUMNS = 14, OTHERS = 4 };
    ctg__text names = {0};
    size_t count = 0;

    for (size_t i = 0; i < of->count; i++) {
        const ctg_change *const at = &of->list[i];

        if (at->column || (at->before > 0) != before || count++ >= NAMED)
            continue;
        ctg__text_add(&names, count > 1 ? ", " : " ");
        ctg__text_add_clean(&names, at->id, COLUMNS, sheet->ascii);
    }
    if (count > NAMED)
        ctg__text_print(&names, " and %zu more", count - NAMED);
    if (count) {
        ctg__sheet_gap(sheet);
        ctg__sheet_print(sheet, "  only %s:", before ? "before" : "after");
        ctg__sheet_wrap(sheet, ctg__text_string(&names), OTHERS);
    }
    sheet->line.failed |= names.failed;
    ctg__text_clear(&names);
}

/* A cell's text, a dash for a blank. */
static void add_text(ctg__text *line, const char *text, bool ascii)
{
    enum { COLUMNS = 24 };

    if (*text)
        ctg__text_add_clean(line, text, COLUMNS, ascii);
    else
        ctg__text_add(line, ascii ? "-" : "\xE2\x80\x94");
}

/* As it stands there: "markets V/ETH bonus: .05 -> .1" */
static void add_cell(ctg__sheet *sheet, const ctg_change *at)
{
    enum { ROW = 40, FIRST = 4, OTHERS = 6 };
    ctg__text line = {0};
    ctg__text first = {0};
    const char *words;
    size_t length;

    ctg__text_add_clean(&line, at->id, ROW, sheet->ascii);
    if (strcmp(at->column, "row") == 0) {
        ctg__text_add(&line,
                      *at->before_text ? ": only before" : ": only after");
    } else {
        ctg__text_print(&line, " %s: ", at->column);
        add_text(&line, at->before_text, sheet->ascii);
        ctg__text_add(&line, sheet->ascii ? " -> " : " \xE2\x86\x92 ");
        add_text(&line, at->after_text, sheet->ascii);
    }
    sheet->line.failed |= line.failed;
    words = ctg__text_string(&line);
    length = strcspn(words, " ");
    ctg__sheet_go_to(sheet, FIRST);
    ctg__text_add_bytes(&first, words, length);
    ctg__sheet_add(sheet, ctg__text_string(&first));
    sheet->line.failed |= first.failed;
    ctg__text_clear(&first);
    ctg__sheet_wrap(sheet, words + length, OTHERS);
    ctg__text_clear(&line);
}

static void add_cells(ctg__sheet *sheet, const ctg__compared *made)
{
    if (!made->cells_shown)
        return;
    ctg__sheet_gap(sheet);
    ctg__sheet_line(sheet, "  tables");
    for (size_t i = 0; i < made->cells_shown; i++)
        add_cell(sheet, made->cells[i]);
    add_rest(sheet, made->cells_shown, made->of->cell_count);
}

void ctg__sheet_add_compared(const void *compared, ctg__sheet *sheet)
{
    const ctg__compared *const made = compared;
    const ctg_comparison *const of = made->of;

    if (of->node_count)
        ctg__sheet_print(sheet, "%zu of %zu nodes differ%s", of->node_count,
                         of->all_count, of->node_count == 1 ? "s" : "");
    else
        ctg__sheet_add(sheet, "no node differs");
    ctg__sheet_end(sheet);
    add_totals(sheet, of);
    add_nodes(sheet, made);
    add_alone(sheet, of, true);
    add_alone(sheet, of, false);
    add_cells(sheet, made);
}

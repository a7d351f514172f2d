#include "cli/changes.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bar.h"
#include "cli/heap.h"
#include "cli/json.h"
#include "cli/table.h"

/* Two figures that rounding alone tells apart are one. */
static bool differ(double before, double after)
{
    if (isnan(before) || isnan(after))
        return isnan(before) != isnan(after);
    return fabs(after - before) > 1e-12 * fmax(fabs(before), fabs(after));
}

typedef struct named {
    const char *id;
    size_t node;
} named;

static int compare_names(const void *a, const void *b)
{
    const named *const x = a;
    const named *const y = b;

    return strcmp(x->id, y->id);
}

static named *sort_names(const side *of)
{
    named *const sorted = heap_take((of->node_count + 1) * sizeof *sorted);

    for (size_t i = 0; i < of->node_count; i++)
        sorted[i] = (named){of->ids[i], i};
    qsort(sorted, of->node_count, sizeof *sorted, compare_names);
    return sorted;
}

static size_t find(const named *sorted, size_t count, const char *id)
{
    const named key = {id, 0};
    const named *const found =
        count ? bsearch(&key, sorted, count, sizeof key, compare_names) : NULL;

    return found ? found->node : SIZE_MAX;
}

static void add(changes *found, const char *id, const char *column,
                double before, double after)
{
    /* Room grows at the powers of two. */
    if ((found->count & (found->count - 1)) == 0)
        found->list =
            heap_grow(found->list, (found->count ? 2 * found->count : 1) *
                                       sizeof *found->list);
    found->list[found->count++] =
        (change){.id = id, .column = column, .before = before, .after = after};
}

static size_t find_column(const side *of, const char *name)
{
    for (size_t c = 0; c < of->column_count; c++)
        if (strcmp(of->columns[c], name) == 0)
            return c;
    return SIZE_MAX;
}

static void compare_node(changes *found, size_t before, size_t after)
{
    const side *const a = found->before;
    const side *const b = found->after;
    const size_t old = found->count;

    for (size_t c = 0; c < a->column_count; c++) {
        const size_t other = find_column(b, a->columns[c]);
        const double x = side_value(a, before, c);
        const double y = other == SIZE_MAX ? x : side_value(b, after, other);

        if (differ(x, y))
            add(found, a->ids[before], a->columns[c], x, y);
    }
    found->node_count += found->count > old;
}

static void add_cell(changes *found, const tables_cell *before,
                     const tables_cell *after)
{
    const tables_cell *const at = before ? before : after;

    add(found, at->row, at->column ? at->column : "row", (double)NAN,
        (double)NAN);
    found->list[found->count - 1].before_text = !before          ? ""
                                                : before->column ? before->text
                                                                 : "1";
    found->list[found->count - 1].after_text = !after          ? ""
                                               : after->column ? after->text
                                                               : "1";
    found->cell_count++;
}

static bool cells_differ(const tables_cell *one, const tables_cell *other)
{
    double a;
    double b;

    if (!one->column)
        return false;
    if (ctg_text_parse(one->text, &a) && ctg_text_parse(other->text, &b))
        return differ(a, b);
    return strcmp(one->text, other->text) != 0;
}

/* Of a row on one side alone its cells say nothing more. */
static void compare_tables(changes *found)
{
    const tables *const a = found->before->rows;
    const tables *const b = found->after->rows;
    const tables_cell *at;

    for (size_t i = 0; (at = tables_at(a, i)); i++) {
        const tables_cell *const other = tables_find(b, at->row, at->column);

        if (other ? cells_differ(at, other)
                  : !at->column || tables_find(b, at->row, NULL))
            add_cell(found, at, other);
    }
    for (size_t i = 0; (at = tables_at(b, i)); i++)
        if (!tables_find(a, at->row, at->column) &&
            (!at->column || tables_find(a, at->row, NULL)))
            add_cell(found, NULL, at);
}

void changes_find(changes *found)
{
    const side *const a = found->before;
    const side *const b = found->after;
    named *const in_a = sort_names(a);
    named *const in_b = sort_names(b);

    found->all_count = a->node_count;
    for (size_t i = 0; i < a->node_count; i++) {
        const size_t other = find(in_b, b->node_count, a->ids[i]);

        if (other != SIZE_MAX) {
            compare_node(found, i, other);
            continue;
        }
        add(found, a->ids[i], NULL, 1, 0);
        found->node_count++;
    }
    for (size_t i = 0; i < b->node_count; i++)
        if (find(in_a, a->node_count, b->ids[i]) == SIZE_MAX) {
            add(found, b->ids[i], NULL, 0, 1);
            found->all_count++;
            found->node_count++;
        }
    if (a->rows && b->rows)
        compare_tables(found);
    free(in_a);
    free(in_b);
}

void changes_clear(changes *found)
{
    free(found->list);
    found->list = NULL;
}

static cell change_at(void *context, size_t row, size_t head)
{
    const changes *const found = context;
    const change *const at = &found->list[row];
    const char *const text = head == 2   ? at->before_text
                             : head == 3 ? at->after_text
                                         : NULL;
    double difference = at->after - at->before;
    double before;
    double after;

    if (text)
        return *text ? cell_text(text) : cell_empty();
    if (at->before_text && ctg_text_parse(at->before_text, &before) &&
        ctg_text_parse(at->after_text, &after))
        difference = after - before;
    switch (head) {
    case 0:
        return cell_text(at->id);
    case 1:
        return cell_text(at->column ? at->column : "node");
    case 2:
        return isnan(at->before) ? cell_empty() : cell_number(at->before);
    case 3:
        return isnan(at->after) ? cell_empty() : cell_number(at->after);
    default:
        return isnan(difference) ? cell_empty() : cell_number(difference);
    }
}

static table_view table_of(const changes *found)
{
    static const column_head heads[] = {{.name = "id"},
                                        {.name = "column"},
                                        {.name = "before"},
                                        {.name = "after"},
                                        {.name = "change"}};

    return (table_view){
        heads, 5, found->count, change_at, (void *)(uintptr_t)found, NULL};
}

void changes_write_table(const changes *found, const char *format, FILE *file,
                         const terminal *on)
{
    const table_view shown = table_of(found);

    table_write(&shown, format, file, on);
}

void changes_write_json(const changes *found, FILE *file)
{
    const table_view shown = table_of(found);
    const side *const a = found->before;

    fprintf(file, "{\n \"compared\": \"%s\",\n \"totals\": {",
            side_kind_name(a->kind));
    for (size_t i = 0; i < a->key_count; i++) {
        fputs(i ? ",\n  " : "\n  ", file);
        json_write_text(file, a->keys[i]);
        fputs(": {\"before\": ", file);
        json_write_number(file, a->totals[i]);
        fputs(", \"after\": ", file);
        json_write_number(file, side_total(found->after, a->keys[i]));
        fputc('}', file);
    }
    fputs(a->key_count ? "\n },\n \"changes\": " : "},\n \"changes\": ", file);
    table_write_json(&shown, file, 1);
    fputs("\n}\n", file);
}

static const char *print_figure(char text[CTG_TEXT_ROOM], double figure,
                                const terminal *on)
{
    if (isnan(figure))
        return on->ascii ? "-" : "—";
    if (fabs(figure) >= 1000)
        return ctg_text_amount(text, figure, NULL, on->ascii);
    snprintf(text, CTG_TEXT_ROOM, "%.4g", figure);
    return text;
}

static const char *print_difference(char text[CTG_TEXT_ROOM], double figure,
                                    const terminal *on)
{
    if (isnan(figure) || figure == 0)
        return "";
    if (fabs(figure) >= 1000)
        return ctg_text_change(text, figure, NULL, on->ascii);
    snprintf(text, CTG_TEXT_ROOM, "%+.4g", figure);
    return text;
}

static void write_figures(FILE *file, const char *name, size_t columns,
                          double before, double after, const terminal *on)
{
    char text[CTG_TEXT_ROOM];
    char shown[256];
    const char *printed;

    heap_name(shown, sizeof shown, name, columns, on->ascii);
    fprintf(file, "  %s%*s", shown, (int)(columns - ctg_text_columns(shown)),
            "");
    for (int i = 0; i < 3; i++) {
        printed = i < 2 ? print_figure(text, i ? after : before, on)
                        : print_difference(text, after - before, on);
        fprintf(file, "%*s%s", (int)(12 - ctg_text_columns(printed)), "",
                printed);
    }
}

/* The figure a page ranks nodes by. */
static const char *leading_column(const side *of)
{
    if (of->kind == SIDE_RUN && find_column(of, "equity_lost") != SIZE_MAX)
        return "equity_lost";
    return of->column_count ? of->columns[0] : "";
}

static int compare_changes(const void *a, const void *b)
{
    const change *const x = *(const change *const *)a;
    const change *const y = *(const change *const *)b;
    const double dx = fabs(x->after - x->before);
    const double dy = fabs(y->after - y->before);

    if (dx != dy)
        return dx > dy ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void write_nodes(const changes *found, FILE *file, const terminal *on)
{
    const char *const leading = leading_column(found->before);
    const change **const shown = heap_take((found->count + 1) * sizeof *shown);
    size_t count = 0;
    char bar[BAR_ROOM];

    for (size_t i = 0; i < found->count; i++)
        if (found->list[i].column &&
            strcmp(found->list[i].column, leading) == 0 &&
            isfinite(found->list[i].after - found->list[i].before))
            shown[count++] = &found->list[i];
    qsort(shown, count, sizeof *shown, compare_changes);
    if (count)
        fprintf(file, "\n  %-22s%12s%12s%12s\n", leading, "before", "after",
                "change");
    for (size_t i = 0; i < count && i < found->top; i++) {
        const double most = fabs(shown[0]->after - shown[0]->before);

        write_figures(file, shown[i]->id, 22, shown[i]->before, shown[i]->after,
                      on);
        if (on->width >= 80)
            fprintf(file, "  %s",
                    bar_print(bar,
                              fabs(shown[i]->after - shown[i]->before) / most,
                              16, on->ascii));
        fputc('\n', file);
    }
    if (count > found->top)
        fprintf(file, "  %zu of %zu shown; --top %zu for all\n", found->top,
                count, count);
    free(shown);
}

static void write_alone(const changes *found, bool before, FILE *file,
                        const terminal *on)
{
    size_t count = 0;
    char text[256];

    for (size_t i = 0; i < found->count; i++) {
        const change *const at = &found->list[i];

        if (at->column || (at->before > 0) != before)
            continue;
        if (count++ == 0)
            fprintf(file, "\n  only %s:", before ? "before" : "after");
        if (count <= 3)
            fprintf(file, "%s %s", count > 1 ? "," : "",
                    heap_name(text, sizeof text, at->id, 14, on->ascii));
    }
    if (count > 3)
        fprintf(file, " and %zu more", count - 3);
    if (count)
        fputc('\n', file);
}

/* Cells of tables, as they stand there: "markets V/ETH  bonus  .05 -> .1" */
static void write_cells(const changes *found, FILE *file, const terminal *on)
{
    size_t shown = 0;

    if (!found->cell_count)
        return;
    fputs("\n  tables\n", file);
    for (size_t i = 0; i < found->count && shown < found->top; i++) {
        const change *const at = &found->list[i];
        char texts[3][256];
        char *line;

        if (!at->before_text)
            continue;
        heap_name(texts[0], sizeof texts[0], at->id, 40, on->ascii);
        for (size_t k = 0; k < 2; k++) {
            const char *const text = k ? at->after_text : at->before_text;

            if (*text)
                heap_name(texts[1 + k], sizeof texts[0], text, 24, on->ascii);
            else
                strcpy(texts[1 + k], on->ascii ? "-" : "—");
        }
        if (strcmp(at->column, "row") == 0)
            line = heap_print("%s: %s", texts[0],
                              *at->before_text ? "only before" : "only after");
        else
            line = heap_print("%s %s: %s %s %s", texts[0], at->column, texts[1],
                              on->ascii ? "->" : "→", texts[2]);
        fputs("    ", file);
        table_write_wrapped(file, line, 6, 4, on->width);
        free(line);
        shown++;
    }
    if (found->cell_count > shown)
        fprintf(file, "  %zu of %zu shown; --top %zu for all\n", shown,
                found->cell_count, found->cell_count);
}

void changes_write_text(const changes *found, FILE *file, const terminal *on)
{
    const side *const a = found->before;

    if (found->node_count)
        fprintf(file, "%zu of %zu nodes differ%s\n", found->node_count,
                found->all_count, found->node_count == 1 ? "s" : "");
    else
        fputs("no node differs\n", file);
    if (a->key_count)
        fprintf(file, "\n  %-22s%12s%12s%12s\n", "", "before", "after",
                "change");
    for (size_t i = 0; i < a->key_count; i++) {
        write_figures(file, a->keys[i], 22, a->totals[i],
                      side_total(found->after, a->keys[i]), on);
        fputc('\n', file);
    }
    write_nodes(found, file, on);
    write_alone(found, true, file, on);
    write_alone(found, false, file, on);
    write_cells(found, file, on);
}

#include "cli/changes.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/table.h"
#include "text/json.h"

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

void changes_hide(side *before, side *after)
{
    named *const in_a = sort_names(before);
    size_t *const numbers =
        heap_take((after->node_count + 1) * sizeof *numbers);
    size_t count = before->node_count;
    int digits;

    for (size_t i = 0; i < after->node_count; i++) {
        const size_t same = find(in_a, before->node_count, after->ids[i]);

        numbers[i] = same == SIZE_MAX ? ++count : same + 1;
    }
    free(in_a);
    digits = snprintf(NULL, 0, "%zu", count);
    for (size_t i = 0; i < before->node_count; i++) {
        free(before->ids[i]);
        before->ids[i] = heap_print("N%0*zu", digits, i + 1);
    }
    for (size_t i = 0; i < after->node_count; i++) {
        free(after->ids[i]);
        after->ids[i] = heap_print("N%0*zu", digits, numbers[i]);
    }
    free(numbers);
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

    add(found, at->shown_row, at->column ? at->column : "row", (double)NAN,
        (double)NAN);
    found->list[found->count - 1].before_text = !before          ? ""
                                                : before->column ? before->shown
                                                                 : "1";
    found->list[found->count - 1].after_text = !after          ? ""
                                               : after->column ? after->shown
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
        ctg__json_write_text(file, a->keys[i]);
        fputs(": {\"before\": ", file);
        ctg__json_write_number(file, a->totals[i]);
        fputs(", \"after\": ", file);
        ctg__json_write_number(file, side_total(found->after, a->keys[i]));
        fputc('}', file);
    }
    fputs(a->key_count ? "\n },\n \"changes\": " : "},\n \"changes\": ", file);
    table_write_json(&shown, file, 1);
    fputs("\n}\n", file);
}

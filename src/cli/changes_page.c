/* What changed, for people: a page of text, or a section of a report. */
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bar.h"
#include "cli/changes.h"
#include "cli/heap.h"
#include "cli/say.h"
#include "cli/table.h"

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
        if (!*printed) /* the last one: no blanks behind the others */
            break;
        fprintf(file, "%*s%s", (int)(12 - ctg_text_columns(printed)), "",
                printed);
    }
}

static bool has_column(const side *of, const char *name)
{
    for (size_t c = 0; c < of->column_count; c++)
        if (strcmp(of->columns[c], name) == 0)
            return true;
    return false;
}

static bool is_figure(const change *at)
{
    return at->column && !at->before_text && isfinite(at->after - at->before);
}

/* The figure a page ranks nodes by; where it is the same for all, the first
 * one that is not. */
static const char *leading_column(const changes *found)
{
    const side *const of = found->before;
    const char *leading = of->column_count ? of->columns[0] : "";
    const char *other = NULL;

    if (of->kind == SIDE_RUN && has_column(of, "equity_lost"))
        leading = "equity_lost";
    for (size_t i = 0; i < found->count; i++) {
        if (!is_figure(&found->list[i]))
            continue;
        if (strcmp(found->list[i].column, leading) == 0)
            return leading;
        if (!other)
            other = found->list[i].column;
    }
    return other ? other : leading;
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

/* Changes of the figure that nodes are ranked by, the largest first. */
static const change **rank_changes(const changes *found, size_t *ranked)
{
    const char *const leading = leading_column(found);
    const change **const shown = heap_take((found->count + 1) * sizeof *shown);
    size_t count = 0;

    for (size_t i = 0; i < found->count; i++)
        if (is_figure(&found->list[i]) &&
            strcmp(found->list[i].column, leading) == 0)
            shown[count++] = &found->list[i];
    qsort(shown, count, sizeof *shown, compare_changes);
    *ranked = count;
    return shown;
}

static void write_nodes(const changes *found, FILE *file, const terminal *on)
{
    const char *const leading = leading_column(found);
    size_t count;
    const change **const shown = rank_changes(found, &count);
    char bar[BAR_ROOM];

    if (count && found->top)
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
    if (found->top && count > found->top)
        fprintf(file, "  %zu of %zu shown; --top %zu for all\n", found->top,
                count, count);
    free(shown);
}

static void write_alone(const changes *found, bool before, FILE *file,
                        const terminal *on)
{
    char *line = heap_print("only %s:", before ? "before" : "after");
    size_t count = 0;
    char name[256];

    for (size_t i = 0; i < found->count; i++) {
        const change *const at = &found->list[i];
        char *longer;

        if (at->column || (at->before > 0) != before || count++ >= 3)
            continue;
        longer =
            heap_print("%s%s %s", line, count > 1 ? "," : "",
                       heap_name(name, sizeof name, at->id, 14, on->ascii));
        free(line);
        line = longer;
    }
    if (count > 3) {
        char *const longer = heap_print("%s and %zu more", line, count - 3);

        free(line);
        line = longer;
    }
    if (count) {
        fputs("\n  ", file);
        table_write_wrapped(file, line, 4, 2, on->width);
    }
    free(line);
}

/* Cells of tables, as they stand there: "markets V/ETH  bonus  .05 -> .1" */
static void write_cells(const changes *found, FILE *file, const terminal *on)
{
    size_t shown = 0;

    if (!found->cell_count || !found->top)
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

static void write_md_figures(FILE *file, const char *name, double before,
                             double after)
{
    static const terminal plain = {.width = TERMINAL_STANDARD};
    char text[CTG_TEXT_ROOM];

    fputs("| ", file);
    table_write_md_text(file, name);
    fprintf(file, " | %s", print_figure(text, before, &plain));
    fprintf(file, " | %s", print_figure(text, after, &plain));
    fprintf(file, " | %s |\n", print_difference(text, after - before, &plain));
}

static void write_md_nodes(const changes *found, FILE *file)
{
    size_t count;
    const change **const shown = rank_changes(found, &count);

    if (count && found->top)
        fprintf(file,
                "\n| %s of | before | after | change |\n"
                "|---|---:|---:|---:|\n",
                leading_column(found));
    for (size_t i = 0; i < count && i < found->top; i++)
        write_md_figures(file, shown[i]->id, shown[i]->before, shown[i]->after);
    if (found->top && count > found->top)
        fprintf(file, "\n%zu of %zu nodes.\n", found->top, count);
    free(shown);
}

static void write_md_cells(const changes *found, FILE *file)
{
    size_t shown = 0;

    if (!found->cell_count || !found->top)
        return;
    fputs("\n| row | column | before | after |\n|---|---|---|---|\n", file);
    for (size_t i = 0; i < found->count && shown < found->top; i++) {
        const change *const at = &found->list[i];
        const bool row = at->before_text && strcmp(at->column, "row") == 0;
        const char *const cells[] = {
            at->id, at->column,
            row && *at->before_text ? "there" : at->before_text,
            row && *at->after_text ? "there" : at->after_text};

        if (!at->before_text)
            continue;
        for (size_t c = 0; c < 4; c++) {
            fputs("| ", file);
            table_write_md_text(file, cells[c]);
            fputc(' ', file);
        }
        fputs("|\n", file);
        shown++;
    }
    if (found->cell_count > shown)
        fprintf(file, "\n%zu of %zu cells.\n", shown, found->cell_count);
}

static void write_md_alone(const changes *found, FILE *file)
{
    size_t count[2] = {0};

    for (size_t i = 0; i < found->count; i++)
        if (!found->list[i].column)
            count[found->list[i].before > 0]++;
    if (count[1])
        fprintf(file, "\n%zu node%s only before.\n", count[1],
                say_plural(count[1]));
    if (count[0])
        fprintf(file, "\n%zu node%s only after.\n", count[0],
                say_plural(count[0]));
}

void changes_write_md(const changes *found, FILE *file)
{
    const side *const a = found->before;

    fprintf(file, "## Comparison of two %s\n\n", side_kind_name(a->kind));
    if (found->node_count)
        fprintf(file, "%zu of %zu nodes differ%s.\n", found->node_count,
                found->all_count, found->node_count == 1 ? "s" : "");
    else
        fputs("No node differs.\n", file);
    if (a->key_count)
        fputs("\n| | before | after | change |\n|---|---:|---:|---:|\n", file);
    for (size_t i = 0; i < a->key_count; i++)
        write_md_figures(file, a->keys[i], a->totals[i],
                         side_total(found->after, a->keys[i]));
    write_md_nodes(found, file);
    write_md_alone(found, file);
    write_md_cells(found, file);
}

/* What changed between two runs, rankings or graphs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/compare.h"
#include "text/number.h"

static bool is_figure(const ctg_change *at)
{
    return at->column && !at->before_text && isfinite(at->after - at->before);
}

/* The figure a page ranks nodes by; where it is the same for all, the first
 * one that is not. */
static const char *leading_column(const ctg_comparison *of)
{
    static const char lost[] = "equity_lost";
    const ctg_results *const before = of->before;
    const char *leading =
        ctg_results_column_count(before) ? ctg_results_column(before, 0) : "";
    const char *other = NULL;

    if (ctg_results_kind_of(before) == CTG_RESULTS_RUN &&
        ctg_results_find_column(before, lost) != SIZE_MAX)
        leading = lost;
    for (size_t i = 0; i < of->count; i++) {
        if (!is_figure(&of->list[i]))
            continue;
        if (strcmp(of->list[i].column, leading) == 0)
            return leading;
        if (!other)
            other = of->list[i].column;
    }
    return other ? other : leading;
}

static int compare_changes(const void *a, const void *b)
{
    const ctg_change *const x = *(const ctg_change *const *)a;
    const ctg_change *const y = *(const ctg_change *const *)b;
    const double dx = fabs(x->after - x->before);
    const double dy = fabs(y->after - y->before);

    if (dx != dy)
        return dx > dy ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void rank(ctg__compared *made, size_t top)
{
    const ctg_comparison *const of = made->of;

    for (size_t i = 0; i < of->count; i++) {
        const ctg_change *const at = &of->list[i];

        if (is_figure(at) && strcmp(at->column, made->leading) == 0)
            made->ranked[made->ranked_count++] = at;
        if (at->before_text && made->cells_shown < top)
            made->cells[made->cells_shown++] = at;
    }
    if (made->ranked_count)
        qsort(made->ranked, made->ranked_count, sizeof *made->ranked,
              compare_changes);
    made->ranked_shown = made->ranked_count < top ? made->ranked_count : top;
}

static bool parse(const char *text, double *value)
{
    return ctg__number_parse_rate(text, strlen(text), value) ==
           CTG__NUMBER_FINE;
}

/* What a change comes to, of cells with numbers, too. */
static double difference(const ctg_change *at)
{
    double before;
    double after;

    if (at->before_text && parse(at->before_text, &before) &&
        parse(at->after_text, &after))
        return after - before;
    return at->after - at->before;
}

static ctg__value text_or_blank(const char *text)
{
    return *text ? ctg__value_text(text) : ctg__value_empty();
}

static ctg__value change_at(void *context, size_t row, size_t column)
{
    const ctg__compared *const made = context;
    const ctg_change *const at = &made->of->list[row];

    switch (column) {
    case 0:
        return ctg__value_text(at->id);
    case 1:
        return ctg__value_text(at->column ? at->column : "node");
    case 2:
        return at->before_text ? text_or_blank(at->before_text)
                               : ctg__value_number(at->before);
    case 3:
        return at->after_text ? text_or_blank(at->after_text)
                              : ctg__value_number(at->after);
    default:
        return ctg__value_number(difference(at));
    }
}

static ctg__value total_at(void *context, size_t row, size_t column)
{
    const ctg__compared *const made = context;
    const char *key = "";
    double total = (double)NAN;

    ctg_results_total_at(made->of->before, row, &key, &total);
    if (column == 0)
        return ctg__value_text(key);
    return ctg__value_number(
        column == 1 ? total : ctg_results_total(made->of->after, key));
}

/* A name, two figures and the change, as people read them. */
static ctg__value figure_at(ctg__compared *made, size_t column,
                            const char *name, double before, double after)
{
    if (column == 0)
        return ctg__value_text(name);
    return ctg__value_text(
        column == 3 ? ctg__compared_change(made->text, after - before, false)
                    : ctg__compared_figure(
                          made->text, column == 1 ? before : after, false));
}

static ctg__value shown_total_at(void *context, size_t row, size_t column)
{
    ctg__compared *const made = context;
    const char *key = "";
    double total = (double)NAN;

    ctg_results_total_at(made->of->before, row, &key, &total);
    return figure_at(made, column, key, total,
                     ctg_results_total(made->of->after, key));
}

static ctg__value ranked_at(void *context, size_t row, size_t column)
{
    ctg__compared *const made = context;
    const ctg_change *const at = made->ranked[row];

    return figure_at(made, column, at->id, at->before, at->after);
}

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const ctg__compared *const made = context;
    const ctg_change *const at = made->cells[row];
    const bool is_row = strcmp(at->column, "row") == 0;
    const char *const text = column == 2 ? at->before_text : at->after_text;

    if (column < 2)
        return ctg__value_text(column ? at->column : at->id);
    return ctg__value_text(is_row && *text ? "there" : text);
}

static size_t total_count(const ctg_results *of)
{
    const char *key;
    double total;
    size_t count = 0;

    while (ctg_results_total_at(of, count, &key, &total))
        count++;
    return count;
}

static void add_machines(ctg__compared *made)
{
    static const ctg__head totals[] = {
        {.key = "key"}, {.key = "before"}, {.key = "after"}};
    static const ctg__head changes[] = {
        {.key = "id", .meaning = "of a node, or a row of a table"},
        {.key = "column", .meaning = "node, row: it is on one side only"},
        {.key = "before"},
        {.key = "after"},
        {.key = "change"}};

    ctg__report_fact(made->report, CTG__FOR_JSON,
                     (ctg__fact){.key = "compared",
                                 .value = ctg__value_text(ctg_results_kind_name(
                                     ctg_results_kind_of(made->of->before)))});
    ctg__report_table(made->report, CTG__FOR_JSON,
                      (ctg__table){.key = "totals",
                                   .heads = totals,
                                   .head_count = 3,
                                   .row_count = total_count(made->of->before),
                                   .at = total_at,
                                   .context = made,
                                   .keyed = true});
    ctg__report_table(made->report, CTG__FOR_JSON | CTG__FOR_CSV,
                      (ctg__table){.key = "changes",
                                   .heads = changes,
                                   .head_count = 5,
                                   .row_count = made->of->count,
                                   .at = change_at,
                                   .context = made});
}

static void add_figures(ctg__compared *made, const char *heading, size_t rows,
                        ctg__value (*at)(void *context, size_t row,
                                         size_t column))
{
    ctg__head *const heads = ctg__report_take(made->report, 4, sizeof *heads);

    if (!heads || !rows)
        return;
    heads[0] = (ctg__head){.key = heading};
    heads[1] = (ctg__head){.key = "before", .right = true};
    heads[2] = (ctg__head){.key = "after", .right = true};
    heads[3] = (ctg__head){.key = "change", .right = true};
    ctg__report_table(made->report, CTG__FOR_MD,
                      (ctg__table){.heads = heads,
                                   .head_count = 4,
                                   .row_count = rows,
                                   .at = at,
                                   .context = made});
}

static void add_alone(ctg__compared *made, bool before)
{
    size_t count = 0;

    for (size_t i = 0; i < made->of->count; i++)
        count += !made->of->list[i].column &&
                 (made->of->list[i].before > 0) == before;
    if (count)
        ctg__report_note(made->report, CTG__FOR_MD,
                         ctg__report_print(made->report, "%zu node%s only %s.",
                                           count, ctg__plural(count),
                                           before ? "before" : "after"));
}

static void add_cells(ctg__compared *made)
{
    static const ctg__head heads[] = {
        {.key = "row"}, {.key = "column"}, {.key = "before"}, {.key = "after"}};

    if (!made->cells_shown)
        return;
    ctg__report_table(made->report, CTG__FOR_MD,
                      (ctg__table){.heads = heads,
                                   .head_count = 4,
                                   .row_count = made->cells_shown,
                                   .at = cell_at,
                                   .context = made});
    if (made->of->cell_count > made->cells_shown)
        ctg__report_note(made->report, CTG__FOR_MD,
                         ctg__report_print(made->report, "%zu of %zu cells.",
                                           made->cells_shown,
                                           made->of->cell_count));
}

static void add_md(ctg__compared *made)
{
    const ctg_comparison *const of = made->of;

    ctg__report_note(made->report, CTG__FOR_MD,
                     of->node_count
                         ? ctg__report_print(made->report,
                                             "%zu of %zu nodes differ%s.",
                                             of->node_count, of->all_count,
                                             of->node_count == 1 ? "s" : "")
                         : "No node differs.");
    add_figures(made, "", total_count(of->before), shown_total_at);
    add_figures(made, ctg__report_print(made->report, "%s of", made->leading),
                made->ranked_shown, ranked_at);
    if (made->ranked_shown && made->ranked_shown < made->ranked_count)
        ctg__report_note(made->report, CTG__FOR_MD,
                         ctg__report_print(made->report, "%zu of %zu nodes.",
                                           made->ranked_shown,
                                           made->ranked_count));
    add_alone(made, true);
    add_alone(made, false);
    add_cells(made);
}

ctg_status ctg_comparison_report(const ctg_comparison *comparison,
                                 const ctg_stamp *stamp,
                                 const ctg_page_options *page,
                                 ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_compare, stamp, page);
    ctg__compared *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->of = comparison;
        of->report = made;
        of->leading = leading_column(comparison);
        of->ranked =
            ctg__report_take(made, comparison->count, sizeof *of->ranked);
        of->cells =
            ctg__report_take(made, comparison->count, sizeof *of->cells);
    }
    if (of && of->ranked && of->cells) {
        rank(of, made->page.top);
        made->title = ctg__report_print(
            made, "Comparison of two %s",
            ctg_results_kind_name(ctg_results_kind_of(comparison->before)));
        add_machines(of);
        add_md(of);
        ctg__report_own(made, CTG__FOR_TEXT, ctg__sheet_add_compared, of);
    }
    return ctg__report_finish(made, report, error);
}

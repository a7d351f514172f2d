#include "report/compare.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/results.h"
#include "text/number.h"

/* The node of each word of a side, 1 added; 0: it is no id. The first node
 * where several have one id. NULL when out of memory. */
static size_t *index_nodes(const ctg_results *of)
{
    const size_t count = ctg__words_count(of->words);
    size_t *const nodes = ctg__allocate_array(count + 1, sizeof *nodes);

    if (!nodes)
        return NULL;
    memset(nodes, 0, (count + 1) * sizeof *nodes);
    for (size_t i = of->node_count; i-- > 0;)
        nodes[of->ids[i]] = i + 1;
    return nodes;
}

static size_t find_node(const ctg_results *of, const size_t *nodes,
                        const char *id)
{
    const ctg_word word = ctg__words_find(of->words, id, strlen(id));

    return word == CTG__NO_WORD || !nodes[word] ? SIZE_MAX : nodes[word] - 1;
}

static bool rename_node(ctg_results *of, size_t node, size_t number, int digits)
{
    char id[32];

    snprintf(id, sizeof id, "N%0*zu", digits, number);
    return ctg__results_set_id(of, node, id);
}

/* The numbers that nodes of `after` have; returns the largest of all. */
static size_t number_nodes(const ctg_results *before, const ctg_results *after,
                           const size_t *in_before, size_t *numbers)
{
    size_t count = before->node_count;

    for (size_t i = 0; i < after->node_count; i++) {
        const size_t same =
            find_node(before, in_before, ctg_results_node_id(after, i));

        numbers[i] = same == SIZE_MAX ? ++count : same + 1;
    }
    return count;
}

ctg_status ctg_results_anonymise(ctg_results *before, ctg_results *after,
                                 ctg_error *error)
{
    size_t *const in_before = index_nodes(before);
    size_t *const numbers =
        ctg__allocate_array(after->node_count + 1, sizeof *numbers);
    bool fine = in_before && numbers;

    if (fine) {
        const size_t most = number_nodes(before, after, in_before, numbers);
        const int digits = snprintf(NULL, 0, "%zu", most);

        for (size_t i = 0; fine && i < before->node_count; i++)
            fine = rename_node(before, i, i + 1, digits);
        for (size_t i = 0; fine && i < after->node_count; i++)
            fine = rename_node(after, i, numbers[i], digits);
    }
    ctg__release(in_before);
    ctg__release(numbers);
    return fine ? CTG_OK : ctg__fail_memory(error);
}

/* Two figures that rounding alone tells apart are one. */
static bool differ(double before, double after)
{
    if (isnan(before) || isnan(after))
        return isnan(before) != isnan(after);
    return fabs(after - before) > 1e-12 * fmax(fabs(before), fabs(after));
}

static bool add(ctg_comparison *found, ctg_change change)
{
    ctg_change *const grown = ctg__grow_array(found->list, found->count,
                                              &found->room, 64, sizeof *grown);

    if (!grown)
        return false;
    found->list = grown;
    grown[found->count++] = change;
    return true;
}

static bool compare_node(ctg_comparison *found, size_t before, size_t after)
{
    const ctg_results *const a = found->before;
    const ctg_results *const b = found->after;
    const size_t old = found->count;

    for (size_t c = 0; c < a->column_count; c++) {
        const char *const column = ctg_results_column(a, c);
        const size_t other = ctg_results_find_column(b, column);
        const double x = ctg_results_value(a, before, c);
        const double y =
            other == SIZE_MAX ? x : ctg_results_value(b, after, other);

        if (differ(x, y) &&
            !add(found, (ctg_change){.id = ctg_results_node_id(a, before),
                                     .column = column,
                                     .before = x,
                                     .after = y}))
            return false;
    }
    found->node_count += found->count > old;
    return true;
}

/* A node that one side has not got. */
static bool add_alone(ctg_comparison *found, const char *id, bool before)
{
    found->node_count++;
    return add(found,
               (ctg_change){.id = id, .before = before, .after = !before});
}

static bool compare_nodes(ctg_comparison *found, const size_t *in_before,
                          const size_t *in_after)
{
    const ctg_results *const a = found->before;
    const ctg_results *const b = found->after;

    found->all_count = a->node_count;
    for (size_t i = 0; i < a->node_count; i++) {
        const char *const id = ctg_results_node_id(a, i);
        const size_t other = find_node(b, in_after, id);

        if (other != SIZE_MAX ? !compare_node(found, i, other)
                              : !add_alone(found, id, true))
            return false;
    }
    for (size_t i = 0; i < b->node_count; i++) {
        const char *const id = ctg_results_node_id(b, i);

        if (find_node(a, in_before, id) != SIZE_MAX)
            continue;
        found->all_count++;
        if (!add_alone(found, id, false))
            return false;
    }
    return true;
}

/* What a cell shows; of a row that it is there. */
static const char *text_of(const ctg__table_cell *cell)
{
    if (!cell)
        return "";
    return cell->column ? cell->shown : "1";
}

static bool add_cell(ctg_comparison *found, const ctg__table_cell *before,
                     const ctg__table_cell *after)
{
    const ctg__table_cell *const at = before ? before : after;

    found->cell_count++;
    return add(found, (ctg_change){.id = at->shown_row,
                                   .column = at->column ? at->column : "row",
                                   .before = (double)NAN,
                                   .after = (double)NAN,
                                   .before_text = text_of(before),
                                   .after_text = text_of(after)});
}

static bool parse(const char *text, double *value)
{
    return ctg__number_parse_rate(text, strlen(text), value) ==
           CTG__NUMBER_FINE;
}

static bool cells_differ(const ctg__table_cell *one,
                         const ctg__table_cell *other)
{
    double a;
    double b;

    if (!one->column)
        return false;
    if (parse(one->text, &a) && parse(other->text, &b))
        return differ(a, b);
    return strcmp(one->text, other->text) != 0;
}

/* Of a row on one side alone its cells say nothing more. */
static bool compare_tables(ctg_comparison *found)
{
    const ctg__cells *const a = found->before->cells;
    const ctg__cells *const b = found->after->cells;
    const ctg__table_cell *at;

    for (size_t i = 0; (at = ctg__cells_at(a, i)); i++) {
        const ctg__table_cell *const other =
            ctg__cells_find(b, at->row, at->column);
        const bool changed =
            other ? cells_differ(at, other)
                  : !at->column || ctg__cells_find(b, at->row, NULL);

        if (changed && !add_cell(found, at, other))
            return false;
    }
    for (size_t i = 0; (at = ctg__cells_at(b, i)); i++)
        if (!ctg__cells_find(a, at->row, at->column) &&
            (!at->column || ctg__cells_find(a, at->row, NULL)) &&
            !add_cell(found, NULL, at))
            return false;
    return true;
}

static bool compare(ctg_comparison *found)
{
    size_t *const in_before = index_nodes(found->before);
    size_t *const in_after = index_nodes(found->after);
    bool fine =
        in_before && in_after && compare_nodes(found, in_before, in_after);

    if (fine && found->before->cells && found->after->cells)
        fine = compare_tables(found);
    ctg__release(in_before);
    ctg__release(in_after);
    return fine;
}

ctg_status ctg_comparison_new(const ctg_results *before,
                              const ctg_results *after,
                              ctg_comparison **comparison, ctg_error *error)
{
    ctg_comparison *made;

    if (before->kind != after->kind)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "one of the %s and one of the %s cannot be compared",
                         ctg_results_kind_name(before->kind),
                         ctg_results_kind_name(after->kind));
    made = ctg__allocate_zeroed(sizeof *made);
    if (made) {
        made->before = before;
        made->after = after;
        if (compare(made)) {
            *comparison = made;
            return CTG_OK;
        }
    }
    ctg_comparison_free(made);
    return ctg__fail_memory(error);
}

void ctg_comparison_free(ctg_comparison *comparison)
{
    if (!comparison)
        return;
    ctg__release(comparison->list);
    ctg__release(comparison);
}

size_t ctg_comparison_change_count(const ctg_comparison *comparison)
{
    return comparison->count;
}

ctg_change ctg_comparison_change(const ctg_comparison *comparison, size_t index)
{
    return comparison->list[index];
}

size_t ctg_comparison_changed_nodes(const ctg_comparison *comparison)
{
    return comparison->node_count;
}

size_t ctg_comparison_all_nodes(const ctg_comparison *comparison)
{
    return comparison->all_count;
}

const char *ctg__compared_figure(char text[CTG__FORMAT_ROOM], double figure,
                                 bool ascii)
{
    if (isnan(figure))
        return ascii ? "-" : "\xE2\x80\x94";
    if (fabs(figure) >= 1000)
        return ctg__format_amount(text, figure, NULL, ascii);
    snprintf(text, CTG__FORMAT_ROOM, "%.4g", figure);
    return text;
}

const char *ctg__compared_change(char text[CTG__FORMAT_ROOM], double change,
                                 bool ascii)
{
    if (isnan(change) || change == 0)
        return "";
    if (fabs(change) >= 1000)
        return ctg__format_change(text, change, NULL, ascii);
    snprintf(text, CTG__FORMAT_ROOM, "%+.4g", change);
    return text;
}

#include "optimise/lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/sheet.h>

#include "base/message.h"
#include "data/graph.h"
#include "text/number.h"
#include "text/text.h"

enum { MOST_COLUMNS = 8, MOST_WEIGHT = 1000 };

/* An exposure, and what its segment is told by. */
typedef struct exposure {
    ctg_asset asset;
    uint32_t seniority;
    double recovery; /* -1: none */
    double maturity; /* -1: none */
    const char *by;  /* cells of --by; NULL */
    ctg_node debtor;
    ctg_node creditor;
    int32_t weight;
    uint32_t row;
    double amount;
} exposure;

static int numbers(double one, double other)
{
    return (one > other) - (one < other);
}

static int compare_segments(const exposure *one, const exposure *other)
{
    int order = numbers(one->asset, other->asset);

    if (!order)
        order = numbers(one->seniority, other->seniority);
    if (!order)
        order = numbers(one->recovery, other->recovery);
    if (!order)
        order = numbers(one->maturity, other->maturity);
    return order || !one->by ? order : strcmp(one->by, other->by);
}

static int compare_lines(const exposure *one, const exposure *other)
{
    int order = compare_segments(one, other);

    if (!order)
        order = numbers(one->debtor, other->debtor);
    if (!order)
        order = numbers(one->creditor, other->creditor);
    return order ? order : numbers(one->weight, other->weight);
}

static int compare_exposures(const void *a, const void *b)
{
    const exposure *const one = a;
    const exposure *const other = b;
    const int order = compare_lines(one, other);

    return order ? order : numbers(one->row, other->row);
}

/* --- what the table says beside amounts ------------------------------------
 */

/* "kind,desk": the cells of a row of these columns as one text. */
static ctg_status cells_of(ctg__task *task, const char *columns, size_t row,
                           const char **cells, ctg_error *error)
{
    ctg__text text = {0};
    char name[128];
    char buffer[32];
    char *copy;

    for (const char *at = columns; *at;) {
        const size_t length = strcspn(at, ",");
        const char *cell;

        snprintf(name, sizeof name, "%.*s", (int)length, at);
        cell = ctg_graph_cell(task->network->graph, CTG_EXPOSURES, row, name,
                              buffer);
        if (!cell) {
            ctg__text_clear(&text);
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "--by: exposures have no column '%s'", name);
        }
        ctg__text_add(&text, cell);
        ctg__text_add_char(&text, '\x1f');
        at += length + (at[length] == ',');
    }
    if (text.failed ||
        !TAKE(&task->arena, copy, strlen(ctg__text_string(&text)) + 1)) {
        ctg__text_clear(&text);
        return ctg__fail_memory(error);
    }
    strcpy(copy, ctg__text_string(&text));
    ctg__text_clear(&text);
    *cells = copy;
    return CTG_OK;
}

static ctg_status weight_of(const ctg__task *task, const char *column,
                            size_t row, int32_t *weight, ctg_error *error)
{
    const ctg_graph *const graph = task->network->graph;
    char buffer[32];
    char place[256];
    const char *const cell =
        ctg_graph_cell(graph, CTG_EXPOSURES, row, column, buffer);
    double value;

    *weight = 1;
    if (!cell)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "--prefer: exposures have no column '%.*s'",
                         ctg__message_bytes(strlen(column)), column);
    if (!*cell)
        return CTG_OK;
    if (!ctg__number_parse(cell, strlen(cell), &value) && value >= 0 &&
        value <= MOST_WEIGHT && value == floor(value)) {
        *weight = (int32_t)value;
        return CTG_OK;
    }
    ctg__graph_place(graph, CTG_EXPOSURES, row,
                     ctg__graph_find_column(graph, CTG_EXPOSURES, column),
                     place, sizeof place);
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%s%s%s is '%.*s', not a whole number from 0 to %d", place,
                     *place ? ": " : "", column,
                     ctg__message_bytes(strlen(cell)), cell, MOST_WEIGHT);
}

static ctg_status read_row(ctg__task *task, size_t entry, ctg_node creditor,
                           exposure *made, ctg_error *error)
{
    const ctg__exposures *const from = &task->network->exposures;
    const char *const by = ctg__setting(task, "by");
    const char *const prefer = ctg__setting(task, "prefer");
    ctg_status status = CTG_OK;

    *made =
        (exposure){.asset = from->asset ? from->asset[entry] : CTG_NONE,
                   .seniority = from->seniority ? from->seniority[entry] : 0,
                   .recovery = from->recovery && !isnan(from->recovery[entry])
                                   ? from->recovery[entry]
                                   : -1,
                   .maturity = from->maturity && !isnan(from->maturity[entry])
                                   ? from->maturity[entry]
                                   : -1,
                   .debtor = from->debtor[entry],
                   .creditor = creditor,
                   .weight = 1,
                   .row = from->row[entry],
                   .amount = from->amount[entry]};
    if (by)
        status = cells_of(task, by, made->row, &made->by, error);
    if (!status && prefer)
        status = weight_of(task, prefer, made->row, &made->weight, error);
    return status;
}

static ctg_status read_rows(ctg__task *task, exposure *rows, ctg_error *error)
{
    const ctg__exposures *const from = &task->network->exposures;
    ctg_status status = CTG_OK;

    for (ctg_node i = 0; !status && i < task->network->nodes.count; i++)
        for (size_t e = from->start[i]; !status && e < from->start[i + 1]; e++)
            status = read_row(task, e, i, &rows[e], error);
    return status;
}

/* --- lines and segments ----------------------------------------------------
 */

static const char *kind_of(const ctg__task *task, uint32_t row, char buffer[32])
{
    const char *const kind = ctg_graph_cell(task->network->graph, CTG_EXPOSURES,
                                            row, "kind", buffer);

    return kind ? kind : "";
}

static ctg__line line_of(const ctg__task *task, const exposure *rows,
                         size_t count)
{
    ctg__line made = {.debtor = rows->debtor,
                      .creditor = rows->creditor,
                      .row = rows->row,
                      .weight = rows->weight,
                      .same_kind = true};
    char one[32];
    char other[32];

    for (size_t k = 0; k < count; k++) {
        made.amount += rows[k].amount;
        if (k && strcmp(kind_of(task, rows->row, one),
                        kind_of(task, rows[k].row, other)) != 0)
            made.same_kind = false;
    }
    made.after = made.amount;
    return made;
}

static int compare_places(const void *a, const void *b)
{
    const ctg__line *const one = a;
    const ctg__line *const other = b;

    return numbers(one->row, other->row);
}

static int compare_starts(const void *a, const void *b)
{
    const ctg__segment *const one = a;
    const ctg__segment *const other = b;

    return numbers(one->row, other->row);
}

/* Whole units: gross / unit is within [2^51, 2^52). */
static double unit_of(const ctg__line *lines, size_t count)
{
    double gross = 0;
    int exponent;

    for (size_t k = 0; k < count; k++)
        gross += lines[k].amount;
    frexp(gross, &exponent);
    return ldexp(1, exponent - 52);
}

static void end_segment(const ctg__task *task, ctg__lines *to,
                        const exposure *of, size_t first)
{
    ctg__segment *const made = &to->segments[to->segment_count++];

    made->first = first;
    made->count = to->count - first;
    made->price =
        of->asset == CTG_NONE ? 1 : task->network->assets.price[of->asset];
    made->unit = unit_of(to->lines + first, made->count);
    qsort(to->lines + first, made->count, sizeof *to->lines, compare_places);
    made->row = to->lines[first].row;
}

static void merge(const ctg__task *task, const exposure *rows, size_t count,
                  ctg__lines *to)
{
    size_t first = 0;

    for (size_t k = 0; k < count;) {
        size_t end = k + 1;

        while (end < count && compare_lines(&rows[k], &rows[end]) == 0)
            end++;
        to->lines[to->count++] = line_of(task, rows + k, end - k);
        if (end == count || compare_segments(&rows[k], &rows[end]) != 0) {
            end_segment(task, to, &rows[k], first);
            first = to->count;
        }
        k = end;
    }
    qsort(to->segments, to->segment_count, sizeof *to->segments,
          compare_starts);
}

/* --- what must stay --------------------------------------------------------
 */

static size_t fix_pair(ctg__lines *lines, ctg_node debtor, ctg_node creditor)
{
    size_t found = 0;

    for (size_t k = 0; k < lines->count; k++)
        if (lines->lines[k].debtor == debtor &&
            lines->lines[k].creditor == creditor) {
            lines->lines[k].fixed = true;
            found++;
        }
    return found;
}

static ctg_status keep_ids(const ctg__task *task, ctg__lines *lines,
                           const char *one, const char *other,
                           const char *where, ctg_error *error)
{
    ctg_error inner = {0};
    ctg_node debtor;
    ctg_node creditor;
    ctg_status status = ctg__task_node(task, one, &debtor, &inner);

    if (!status)
        status = ctg__task_node(task, other, &creditor, &inner);
    if (status)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s: %.700s", where,
                         inner.message);
    if (!fix_pair(lines, debtor, creditor))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s: '%s' owes '%s' nothing",
                         where, one, other);
    return CTG_OK;
}

static ctg_status keep_file(const ctg__task *task, ctg__lines *lines,
                            const char *path, ctg_error *error)
{
    ctg_sheet *sheet = NULL;
    char where[300];
    size_t debtor;
    size_t creditor;
    ctg_status status = ctg_sheet_read(path, NULL, NULL, &sheet, error);

    if (status)
        return status == CTG_BAD_INPUT ? CTG_BAD_ARGUMENT : status;
    debtor = ctg_sheet_find(sheet, "debtor");
    creditor = ctg_sheet_find(sheet, "creditor");
    if (debtor == SIZE_MAX || creditor == SIZE_MAX)
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "%s: needs the columns debtor,creditor", path);
    for (size_t r = 0; !status && r < ctg_sheet_row_count(sheet); r++) {
        snprintf(where, sizeof where, "%.250s:%zu", path,
                 ctg_sheet_line(sheet, r));
        status = keep_ids(task, lines, ctg_sheet_cell(sheet, r, debtor),
                          ctg_sheet_cell(sheet, r, creditor), where, error);
    }
    ctg_sheet_free(sheet);
    return status;
}

/* "D,C" where both are nodes, else a file. */
static ctg_status keep(const ctg__task *task, ctg__lines *lines,
                       const char *value, ctg_error *error)
{
    const char *const comma = strchr(value, ',');
    char debtor[256];

    if (!comma || comma - value >= (ptrdiff_t)sizeof debtor)
        return keep_file(task, lines, value, error);
    snprintf(debtor, sizeof debtor, "%.*s", (int)(comma - value), value);
    return keep_ids(task, lines, debtor, comma + 1, "--keep", error);
}

static ctg_status fix(ctg__task *task, ctg__lines *lines, ctg_error *error)
{
    ctg_status status = CTG_OK;
    const char *value;
    bool *excluded;

    if (!TAKE(&task->arena, excluded, task->network->nodes.count + 1))
        return ctg__fail_memory(error);
    status = ctg__task_mark(task, "exclude", excluded, error);
    for (size_t i = 0;
         !status && (value = ctg__setting_next(task, "keep", &i));)
        status = keep(task, lines, value, error);
    for (size_t k = 0; !status && k < lines->count; k++)
        if (excluded[lines->lines[k].debtor] ||
            excluded[lines->lines[k].creditor])
            lines->lines[k].fixed = true;
    return status;
}

ctg_status ctg__lines_of(ctg__task *task, ctg__lines *lines, ctg_error *error)
{
    const size_t count = task->network->exposures.count;
    ctg__arena scratch = {0};
    exposure *rows;
    ctg_status status;

    *lines = (ctg__lines){0};
    if (!TAKE(&scratch, rows, count + 1))
        return ctg__fail_memory(error);
    if (!TAKE(&task->arena, lines->lines, count + 1) ||
        !TAKE(&task->arena, lines->segments, count + 1))
        status = ctg__fail_memory(error);
    else
        status = read_rows(task, rows, error);
    if (!status) {
        qsort(rows, count, sizeof *rows, compare_exposures);
        merge(task, rows, count, lines);
    }
    ctg__arena_clear(&scratch);
    return status ? status : fix(task, lines, error);
}

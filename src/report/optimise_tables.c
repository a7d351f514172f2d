/* Tables of an answer as people read them: numbered, with bars and remarks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/optimise.h"

typedef enum look_kind {
    LOOK_NONE,
    LOOK_BAR,   /* a bar behind it */
    LOOK_SHARE, /* largest first, numbered; a bar, and the share of all */
    LOOK_SPARE, /* where there is room */
    LOOK_REMARK /* its heading where it is so */
} look_kind;

static const struct {
    const char *table;
    const char *column;
    look_kind kind;
    const char *heading; /* NULL: as it is */
} looks[] = {
    {"injections", "amount", LOOK_SHARE, NULL},
    {"injections", "need_alone", LOOK_SPARE, NULL},
    {"injections", "gain", LOOK_SPARE, NULL},
    {"injections", "gain_others", LOOK_NONE, "others gain"},
    {"injections", "worth_it", LOOK_REMARK, "worth it"},
    {"frontier", "loss", LOOK_BAR, NULL},
    {"frontier", "method", LOOK_SPARE, NULL},
    {"moves", "y", LOOK_BAR, NULL},
    {"points", "second", LOOK_BAR, NULL},
    {"added", "added", LOOK_BAR, NULL},
    {"rows", "sold", LOOK_SPARE, NULL},
    {"rows", "liquidated", LOOK_SPARE, NULL},
    {"harmed", "more", LOOK_SHARE, NULL},
};

enum { LOOKS = sizeof looks / sizeof *looks, NONE = LOOKS, BEFORE_LAST = 2 };

/* A column of the page: one of the answer, its share, or a number. */
typedef struct part {
    enum { PART_CELL, PART_SHARE, PART_RANK } kind;
    size_t column;
    const char *remark; /* of a flag */
} part;

typedef struct shown {
    const ctg_graph *graph;
    const ctg_answer_table *of;
    part *parts;
    size_t count;
    size_t *order; /* rows; NULL: as they are */
    double sum;    /* of the column with shares */
} shown;

static size_t look_of(const char *table, const char *column)
{
    for (size_t k = 0; k < LOOKS; k++)
        if (strcmp(looks[k].table, table) == 0 &&
            strcmp(looks[k].column, column) == 0)
            return k;
    return NONE;
}

static ctg_cell cell_of(const shown *of, size_t row, size_t column)
{
    return ctg_answer_cell(of->of, of->order ? of->order[row] : row, column);
}

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const shown *const of = context;
    const part *const at = &of->parts[column];
    const ctg_cell cell = cell_of(of, row, at->column);

    if (at->kind == PART_RANK)
        return ctg__value_count(row + 1);
    if (at->kind == PART_SHARE)
        return ctg__value_number(of->sum > 0 ? cell.number / of->sum
                                             : (double)NAN);
    if (at->remark)
        return ctg__value_text(cell.count ? at->remark : "");
    return ctg__answer_value(of->graph, &cell, true);
}

/* --- rows ------------------------------------------------------------------
 */

/* Largest first, then as they are. */
typedef struct ranked {
    double amount;
    size_t row;
} ranked;

static int by_amount(const void *one, const void *other)
{
    const ranked *const a = one;
    const ranked *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static void rank(ctg_report *made, shown *of, size_t column)
{
    const size_t count = of->of->row_count;
    ranked *const rows = ctg__report_take(made, count + 1, sizeof *rows);

    of->order = ctg__report_take(made, count + 1, sizeof *of->order);
    if (!rows || !of->order) {
        of->order = NULL;
        return;
    }
    for (size_t r = 0; r < count; r++) {
        const double amount = ctg_answer_cell(of->of, r, column).number;

        rows[r] = (ranked){amount, r};
        of->sum += amount;
    }
    qsort(rows, count, sizeof *rows, by_amount);
    for (size_t r = 0; r < count; r++)
        of->order[r] = rows[r].row;
}

/* --- columns ---------------------------------------------------------------
 */

static void add_part(shown *of, ctg__head *heads, part one, ctg__head head)
{
    of->parts[of->count] = one;
    heads[of->count++] = head;
}

static double most_of(const shown *of, size_t column)
{
    double most = 0;

    for (size_t r = 0; r < of->of->row_count; r++)
        most = fmax(most, cell_of(of, r, column).number);
    return most;
}

static void add_column(ctg_report *made, shown *of, ctg__head *heads,
                       size_t column, ctg__table *table)
{
    const ctg_key *const key = &of->of->heads[column];
    const size_t look = look_of(of->of->key, key->name);
    const look_kind kind = look < NONE ? looks[look].kind : LOOK_NONE;
    const char *const heading = look < NONE ? looks[look].heading : NULL;
    part one = {PART_CELL, column, NULL};
    ctg__head head = {.key = key->name,
                      .unit = key->unit,
                      .meaning = key->meaning,
                      .heading = heading ? heading
                                         : ctg__answer_words(made, key->name),
                      .spare = kind == LOOK_SPARE,
                      .remark = kind == LOOK_REMARK};

    if (kind == LOOK_REMARK)
        one.remark = heading;
    add_part(of, heads, one, head);
    if (kind != LOOK_BAR && kind != LOOK_SHARE)
        return;
    table->bar_column = of->count;
    table->bar_behind = of->count;
    table->bar_most = most_of(of, column);
    if (kind == LOOK_SHARE)
        add_part(of, heads, (part){PART_SHARE, column, NULL},
                 (ctg__head){.key = "share", .unit = CTG_FIGURE_SHARE});
}

static void add_columns(ctg_report *made, shown *of, ctg__head *heads,
                        ctg__table *table)
{
    for (size_t c = 0; c < of->of->head_count; c++) {
        const size_t look = look_of(of->of->key, of->of->heads[c].name);

        if (look < NONE && looks[look].kind == LOOK_SHARE) {
            rank(made, of, c);
            add_part(of, heads, (part){PART_RANK, c, NULL},
                     (ctg__head){.key = "#", .columns = 4});
        }
    }
    for (size_t c = 0; c < of->of->head_count; c++)
        add_column(made, of, heads, c, table);
}

static void add_rest(ctg_report *made, size_t rows)
{
    ctg__report_note_as(made, CTG__FOR_PEOPLE,
                        (ctg__note){.lead = "  ",
                                    .text = ctg__report_print(
                                        made, "and %zu more (--top)", rows),
                                    .indent = 2});
}

void ctg__answer_table_shown(ctg_report *made, const ctg_graph *graph,
                             const ctg_answer_table *of)
{
    shown *const table = ctg__report_take(made, 1, sizeof *table);
    ctg__head *const heads =
        ctg__report_take(made, of->head_count + BEFORE_LAST, sizeof *heads);
    const size_t top = made ? made->page.top : 0;
    ctg__table page = {.at = cell_at, .context = table, .heads = heads};

    if (!table || !heads)
        return;
    *table = (shown){.graph = graph, .of = of};
    table->parts = ctg__report_take(made, of->head_count + BEFORE_LAST,
                                    sizeof *table->parts);
    if (!table->parts)
        return;
    add_columns(made, table, heads, &page);
    page.head_count = table->count;
    page.row_count = top && of->row_count > top ? top : of->row_count;
    if (of->caption)
        ctg__report_note_as(
            made, CTG__FOR_PEOPLE,
            (ctg__note){.lead = "  ", .text = of->caption, .indent = 2});
    ctg__report_table(made, CTG__FOR_PEOPLE, page);
    if (page.row_count < of->row_count)
        add_rest(made, of->row_count - page.row_count);
}

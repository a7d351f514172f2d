/* A matrix as one table, which Graphviz only renders. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/head.h"
#include "draw/matrix_cells.h"
#include "draw/matrix_heads.h"
#include "draw/palette.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

enum { COLOURS = CTG__HEATS, NAME_WIDTH = 130, WHITE_FROM = 5 };

/* Of the colours, as shares of the largest cell. */
static const double limits[COLOURS - 2] = {0.01, 0.03, 0.1, 0.3, 0.6};

#define SELF "#EEF1F4"

typedef struct table {
    const ctg__crosstab *m;
    size_t rows; /* lines with that of the others */
    size_t columns;
    double *cells; /* rows x columns */
    double most;   /* largest cell but for the others and the first row */
    double unit;
    const char *unit_word;
    int points;              /* Graphviz knows whole ones only */
    int width;               /* of a cell */
    ctg__matrix_head *heads; /* of columns */
    ctg__matrix_head *names; /* of rows */
    ctg__text text;
} table;

/* At most four characters. */
static void add_number(ctg__text *text, double value)
{
    const double size = fabs(value);

    if (value == 0)
        return;
    if (size < 0.05)
        ctg__text_add(text, "·");
    else if (value < 0)
        ctg__text_add(text, "−");
    if (size >= 0.05) {
        ctg__text_add_number(text,
                             size < 9.95 ? round(size * 10) / 10 : round(size));
        if (size < 9.95 && fabs(round(size * 10) / 10 - round(size)) < 0.01)
            ctg__text_add(text, ".0");
    }
}

static int colour_of(const table *t, double value)
{
    int class = 1;

    if (!(value > 0) || !(t->most > 0))
        return 0;
    for (int i = 0; i < COLOURS - 2; i++)
        class += value > limits[i] * t->most;
    return class;
}

static void add_cell(table *t, double value, bool self, bool bold)
{
    const int colour = bold ? 0 : colour_of(t, value);

    ctg__text_print(&t->text, "<TD ALIGN=\"RIGHT\" WIDTH=\"%d\"", t->width);
    if (colour > 0)
        ctg__text_print(&t->text, " BGCOLOR=\"%s\"", ctg__heats[colour]);
    else if (self)
        ctg__text_add(&t->text, " BGCOLOR=\"" SELF "\"");
    ctg__text_add(&t->text, ">");
    if (value != 0 || bold) {
        ctg__text_add(&t->text, "<FONT POINT-SIZE=\"");
        ctg__text_add_number(&t->text, t->points);
        ctg__text_print(&t->text, "\" COLOR=\"%s\">",
                        colour >= WHITE_FROM ? CTG__ON_DARK
                        : colour > 0         ? CTG__ON_PALE
                                             : CTG__INK);
        ctg__text_add(&t->text, bold ? "<B>" : "");
        if (value == 0)
            ctg__text_add_char(&t->text, '0');
        add_number(&t->text, value / t->unit);
        ctg__text_add(&t->text, bold ? "</B>" : "");
        ctg__text_add(&t->text, "</FONT>");
    }
    ctg__text_add(&t->text, "</TD>");
}

static void begin_words(table *t, const char *align, bool bold)
{
    ctg__text_print(&t->text, "<TD ALIGN=\"%s\"><FONT POINT-SIZE=\"", align);
    ctg__text_add_number(&t->text, t->points);
    ctg__text_print(&t->text, "\" COLOR=\"%s\">%s", bold ? CTG__INK : CTG__MUTE,
                    bold ? "<B>" : "");
}

static void end_words(table *t, bool bold)
{
    ctg__text_print(&t->text, "%s</FONT></TD>", bold ? "</B>" : "");
}

static void add_fitted(table *t, const char *clean, double width, bool bold)
{
    ctg__text cut = {0};

    ctg__text_add_fitted(&cut, clean, t->points, bold, width);
    ctg__add_html(&t->text, ctg__text_string(&cut));
    t->text.failed |= cut.failed;
    ctg__text_clear(&cut);
}

static void add_words(table *t, const char *align, const char *words,
                      double width, bool bold)
{
    ctg__text clean = {0};

    ctg__text_add_clean(&clean, words, 0, false);
    begin_words(t, align, bold);
    add_fitted(t, ctg__text_string(&clean), width, bold);
    end_words(t, bold);
    t->text.failed |= clean.failed;
    ctg__text_clear(&clean);
}

static void add_head_name(table *t, const ctg__matrix_head *head)
{
    begin_words(t, "CENTER", true);
    ctg__add_html(&t->text, head->lines[0]);
    if (head->lines[1]) {
        ctg__text_add(&t->text, "<BR/>");
        ctg__add_html(&t->text, head->lines[1]);
    }
    end_words(t, true);
}

static void add_others_head(table *t)
{
    char number[CTG__FORMAT_ROOM];

    begin_words(t, "CENTER", false);
    ctg__text_print(&t->text, "%s<BR/>other%s",
                    ctg__format_count(number, t->m->columns.others),
                    ctg__plural(t->m->columns.others));
    end_words(t, false);
}

static void write_others(char words[CTG__FORMAT_ROOM + 16], size_t count)
{
    char number[CTG__FORMAT_ROOM];

    snprintf(words, CTG__FORMAT_ROOM + 16, "%s other%s",
             ctg__format_count(number, count), ctg__plural(count));
}

/* --- between groups --------------------------------------------------------
 */

#define RULED " BORDER=\"0\" CELLPADDING=\"0\" BGCOLOR=\"" CTG__LINE "\"></TD>"

static void rule_column(table *t, size_t column)
{
    if (ctg__crosstab_ends_group(&t->m->columns, column))
        ctg__text_add(&t->text, "<TD WIDTH=\"2\"" RULED);
}

static void rule_row(table *t, size_t row)
{
    size_t width = t->columns + 2; /* names, sums */

    if (!ctg__crosstab_ends_group(&t->m->rows, row))
        return;
    for (size_t c = 0; c < t->columns; c++)
        width += ctg__crosstab_ends_group(&t->m->columns, c);
    ctg__text_print(&t->text,
                    "<TR><TD COLSPAN=\"%zu\" HEIGHT=\"2\"" RULED "</TR>\n",
                    width);
}

/* --- the table -------------------------------------------------------------
 */

static double sum_of(const table *t, size_t row, size_t column)
{
    double sum = 0;

    for (size_t r = 0; r < t->rows; r++)
        for (size_t c = 0; c < t->columns; c++)
            if ((row == SIZE_MAX || row == r) &&
                (column == SIZE_MAX || column == c))
                sum += t->cells[r * t->columns + c];
    return sum;
}

static bool has_last(const ctg__crosstab *m)
{
    return m->last_column != SIZE_MAX && m->columns.sum[m->last_column] != 0;
}

static void add_head(table *t)
{
    const ctg__crosstab *const m = t->m;
    char words[64];

    snprintf(words, sizeof words, "%s ↓  %s →", m->rows.what, m->columns.what);
    ctg__text_add(&t->text, "<TR>");
    add_words(t, "LEFT", words, NAME_WIDTH, false);
    for (size_t c = 0; c < m->columns.shown; c++) {
        rule_column(t, c);
        add_head_name(t, &t->heads[c]);
    }
    rule_column(t, m->columns.shown);
    if (m->columns.others)
        add_others_head(t);
    if (has_last(m))
        add_words(t, "CENTER", m->columns.names[m->last_column], t->width,
                  false);
    add_words(t, "RIGHT", "sum", t->width, true);
    ctg__text_add(&t->text, "</TR>");
}

static void add_row(table *t, size_t row)
{
    const ctg__crosstab *const m = t->m;
    const bool named = row < m->rows.shown;
    const uint32_t line = named ? m->rows.order[row] : 0;
    char others[CTG__FORMAT_ROOM + 16];

    rule_row(t, row);
    write_others(others, m->rows.others);
    ctg__text_add(&t->text, "<TR>");
    if (named && line == m->first_row)
        add_words(t, "LEFT", "direct, from the shock", NAME_WIDTH, true);
    else if (named)
        add_words(t, "LEFT", t->names[row].lines[0], NAME_WIDTH, true);
    else
        add_words(t, "LEFT", others, NAME_WIDTH, false);
    for (size_t c = 0; c < t->columns; c++) {
        rule_column(t, c);
        add_cell(t, t->cells[row * t->columns + c],
                 named && c < m->columns.shown && line != m->first_row &&
                     strcmp(m->rows.what, "holder") != 0 &&
                     strcmp(m->columns.what, "asset") != 0 &&
                     line == m->columns.order[c],
                 false);
    }
    add_cell(t, sum_of(t, row, SIZE_MAX), false, true);
    ctg__text_add(&t->text, "</TR>\n");
}

static void add_sums(table *t)
{
    ctg__text_add(&t->text, "<TR>");
    add_words(t, "LEFT", "sum", NAME_WIDTH, true);
    for (size_t c = 0; c < t->columns; c++) {
        rule_column(t, c);
        add_cell(t, sum_of(t, SIZE_MAX, c), false, true);
    }
    add_cell(t, t->m->total, false, true);
    ctg__text_add(&t->text, "</TR>");
}

static bool fold(table *t, ctg__arena *arena)
{
    const ctg__crosstab *const m = t->m;
    size_t *row_of;
    size_t *column_of;

    t->rows = m->rows.shown + (m->rows.others > 0);
    t->columns = m->columns.shown + (m->columns.others > 0) + has_last(m);
    if (!TAKE(arena, row_of, m->rows.count + 1) ||
        !TAKE(arena, column_of, m->columns.count + 1) ||
        !TAKE(arena, t->cells, t->rows * t->columns + 1))
        return false;
    for (size_t i = 0; i < m->rows.count; i++)
        row_of[m->rows.order[i]] = i < m->rows.shown ? i : m->rows.shown;
    for (size_t i = 0; i < m->columns.count; i++)
        column_of[m->columns.order[i]] =
            i < m->columns.shown ? i : m->columns.shown;
    if (has_last(m))
        column_of[m->last_column] = t->columns - 1;
    for (size_t i = 0; i < m->count; i++)
        t->cells[row_of[m->cells[i].row] * t->columns +
                 column_of[m->cells[i].column]] += m->cells[i].value;
    for (size_t r = 0; r < m->rows.shown; r++)
        for (size_t c = 0; c < m->columns.shown; c++)
            if (m->rows.order[r] != m->first_row)
                t->most = fmax(t->most, t->cells[r * t->columns + c]);
    if (!(t->most > 0))
        t->most = fmax(0, sum_of(t, SIZE_MAX, SIZE_MAX));
    return true;
}

static void choose_unit(table *t)
{
    static const struct {
        double size;
        const char *word;
    } units[] = {{1e12, "trillion"},
                 {1e9, "billion"},
                 {1e6, "million"},
                 {1e3, "thousand"}};

    t->unit = 1;
    t->unit_word = "";
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (t->most >= 9.5 * units[i].size) {
            t->unit = units[i].size;
            t->unit_word = units[i].word;
            return;
        }
}

/* Of a colour: it may be below what cells write. */
static void add_limit(ctg__text *text, double value)
{
    if (value > 0 && value < 1e-300) { /* no power of ten makes 1 of it */
        ctg__text_print(text, "%.0e", value);
    } else if (value > 0 && value < 0.05) {
        const double scale = pow(10, -floor(log10(value)));

        ctg__text_add_number(text, round(value * scale) / scale);
    } else {
        add_number(text, value);
    }
}

static void add_legend(table *t, const ctg__facts *facts, ctg__head *head)
{
    const bool unit = facts->unit && *facts->unit;
    ctg__text words = {0};

    ctg__text_add(&words, *t->unit_word || unit ? "numbers in" : "numbers");
    if (unit) {
        ctg__text_add(&words, " ");
        ctg__text_add_name(&words, facts->unit, CTG__NAME_BOX, false);
    }
    if (*t->unit_word)
        ctg__text_print(&words, " %s", t->unit_word);
    ctg__head_run(head, NULL, false, ctg__text_string(&words));
    ctg__head_item(head);
    for (int i = 1; i < COLOURS; i++) {
        ctg__text_reset(&words);
        ctg__text_add(&words, i + 1 < COLOURS ? " ≤ " : " more");
        if (i + 1 < COLOURS)
            add_limit(&words, limits[i - 1] * t->most / t->unit);
        ctg__head_run(head, i == 1 ? "#C9A08C" : ctg__heats[i], false,
                      i == 1 ? "□" : "■");
        ctg__head_run(head, NULL, false, ctg__text_string(&words));
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static double table_width(const table *t)
{
    double width = NAME_WIDTH + (double)(t->columns + 1) * (t->width + 6);

    for (size_t c = 0; c < t->m->columns.shown; c++)
        width += t->heads[c].width - t->width;
    return width;
}

static void put_graph(ctg__sketch *sketch, const ctg__facts *facts, table *t,
                      bool with_rule)
{
    static const char *const graph[] = {
        "id",          "matrix",    "class",     "matrix",   "bgcolor",
        "transparent", "pad",       ".12",       "fontname", CTG__FONT,
        "fontsize",    "10",        "fontcolor", CTG__INK,   "labelloc",
        "t",           "labeljust", "l",         NULL};
    ctg__head head;
    ctg__text caption = {0};

    ctg__text_add(&caption, ctg__text_string(&t->m->caption));
    ctg__crosstab_add_order(t->m, &caption);
    ctg__diagram_graph(&sketch->diagram);
    ctg__diagram_put_all(&sketch->diagram, graph);
    ctg__head_begin(&head, t->m->title, table_width(t));
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&caption));
    add_legend(t, facts, &head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(sketch, with_rule));
    head.text.failed |= caption.failed;
    ctg__text_clear(&caption);
    ctg__head_put(&head, &sketch->diagram);
}

static bool name_lines(table *t, ctg__arena *arena)
{
    const ctg__crosstab *const m = t->m;
    const double used =
        CTG__MATRIX_NAMES + (double)(m->columns.shown + CTG__MATRIX_BESIDE) *
                                (t->width + CTG__MATRIX_GAP);
    const double more = m->width > 0 ? fmax(0, m->width - used) : HUGE_VAL;

    t->heads = ctg__matrix_heads(&m->columns, t->points, t->width, more, arena);
    t->names = ctg__matrix_row_heads(&m->rows, t->points, NAME_WIDTH, arena);
    return t->heads && t->names;
}

void ctg__crosstab_draw(ctg__sketch *sketch, const ctg__facts *facts,
                        const ctg__crosstab *m, bool with_rule)
{
    static const char *const node[] = {
        "id", "table", "shape", "plaintext", "fontname", CTG__FONT, NULL};
    ctg__diagram *const diagram = &sketch->diagram;
    const bool small = m->columns.shown > 22;
    table t = {.m = m, .points = small ? 7 : 9, .width = small ? 26 : 40};

    ctg__diagram_init(diagram, m->title);
    if (!fold(&t, &sketch->arena) || !name_lines(&t, &sketch->arena)) {
        diagram->failed = true;
        return;
    }
    choose_unit(&t);
    put_graph(sketch, facts, &t, with_rule);
    ctg__text_add(&t.text,
                  "<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\" "
                  "CELLPADDING=\"2\" COLOR=\"" CTG__BAND "\">");
    add_head(&t);
    for (size_t r = 0; r < t.rows; r++)
        add_row(&t, r);
    add_sums(&t);
    ctg__text_add(&t.text, "</TABLE>");
    ctg__diagram_add_node(diagram, SIZE_MAX, "table");
    ctg__diagram_put_all(diagram, node);
    ctg__diagram_put(diagram, "tooltip", "a table");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&t.text));
    diagram->failed |= t.text.failed || m->caption.failed;
    ctg__text_clear(&t.text);
    sketch->page = ctg__sketch_page(sketch);
}

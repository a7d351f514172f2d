/* A dense matrix of exposures as CSV, with or without names around it. */
#include "read/matrix_read.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "base/message.h"
#include "read/columns.h"
#include "read/header.h"
#include "read/totals.h"
#include "text/format.h"
#include "text/number.h"

typedef struct matrix {
    ctg__input *input;
    ctg_graph *graph;
    ctg__csv csv;
    ctg__matrix_layout layout;
    ctg_word *names;
    ctg__matrix_source *source;
    /* Of the exposures: indices until all names are known, then words. */
    ctg_word *debtor;
    ctg_word *creditor;
    double *amount;
    ctg__matrix_sums sums; /* what tells totals */
    bool row_named_totals; /* the row taken last */
    bool refused;
    ctg_problems *problems;
} matrix;

static bool same_as(const matrix *m, size_t i, const ctg__cell *cell)
{
    const char *const name = ctg__graph_text(m->graph, m->names[i]);

    return strlen(name) == cell->length &&
           memcmp(name, cell->text, cell->length) == 0;
}

static ctg_status take_name(matrix *m, size_t i, const ctg__cell *cell,
                            ctg_error *error)
{
    ctg_error fault;

    if (!cell->length || ctg__graph_check_text("a node's name", cell->text,
                                               cell->length, &fault))
        ctg__csv_blame(&m->csv, cell->line, cell->column, "%s",
                       cell->length ? fault.message : "a node without a name");
    else
        m->names[i] = ctg__graph_word(m->graph, cell->text, cell->length);
    return m->names[i] == CTG__NO_WORD ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status number_names(matrix *m, ctg_error *error)
{
    for (size_t i = 0; i < m->layout.count; i++) {
        char name[32];
        const int length = snprintf(name, sizeof name, "%zu", i);

        m->names[i] = ctg__graph_word(m->graph, name, (size_t)length);
        if (m->names[i] == CTG__NO_WORD)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/* The exposures' arrays, found again after every growth. */
static ctg_status make_room(matrix *m, ctg_error *error)
{
    ctg__rows *const rows = &m->graph->tables[CTG_EXPOSURES];
    const size_t room = rows->row_room ? 2 * rows->row_room : 1024;
    const ctg_status status =
        ctg__graph_reserve(m->graph, CTG_EXPOSURES, room, error);

    if (status)
        return status;
    m->debtor = rows->columns[CTG__EXPOSURE_DEBTOR].word;
    m->creditor = rows->columns[CTG__EXPOSURE_CREDITOR].word;
    m->amount = rows->columns[CTG__EXPOSURE_AMOUNT].number;
    return CTG_OK;
}

static ctg_status add_exposure(matrix *m, size_t i, size_t j, double amount,
                               ctg_error *error)
{
    ctg__rows *const rows = &m->graph->tables[CTG_EXPOSURES];
    const bool row_is_creditor = strcmp(m->input->rows, "creditor") == 0;
    size_t row;

    if (rows->row_count == rows->row_room) {
        const ctg_status status = make_room(m, error);

        if (status)
            return status;
    }
    row = rows->row_count++;
    m->debtor[row] = (ctg_word)(row_is_creditor ? j : i);
    m->creditor[row] = (ctg_word)(row_is_creditor ? i : j);
    m->amount[row] = amount;
    return CTG_OK;
}

static ctg_status take_cell(matrix *m, size_t i, size_t j,
                            const ctg__cell *cell, ctg_error *error)
{
    ctg__number_fault fault;
    double amount = 0;

    if (!cell->length && !m->input->numbers.blank_is_zero) {
        /* Nobody owes himself, so there a blank says nothing new. */
        if (i != j)
            ctg__csv_blame(&m->csv, cell->line, cell->column,
                           "a blank cell: write 0 for no exposure, or say "
                           "--blank 0");
        return CTG_OK;
    }
    fault = ctg__number_parse_as(&m->input->numbers, cell->text, cell->length,
                                 &amount);
    if (fault) {
        ctg__csv_blame(&m->csv, cell->line, cell->column, "'%.*s' is %s%s",
                       ctg__message_bytes(cell->length), cell->text,
                       ctg__number_fault_text(fault), ctg__number_hint(fault));
        return CTG_OK;
    }
    m->sums.last[j] = amount;
    return amount != 0 ? add_exposure(m, i, j, amount, error) : CTG_OK;
}

static ctg_status take_row(matrix *m, size_t i, ctg_error *error)
{
    const ctg__csv *const csv = &m->csv;
    const size_t before = m->layout.names_before;
    ctg_status status = CTG_OK;

    if (csv->cell_count != m->layout.count + before) {
        ctg__csv_blame(csv, csv->start_line, 1,
                       "%zu cell%s where %zu are needed", csv->cell_count,
                       ctg__plural(csv->cell_count), m->layout.count + before);
        return CTG_OK;
    }
    m->row_named_totals =
        before && ctg__totals_name(csv->cells[0].text, csv->cells[0].length);
    if (before && !m->layout.names_above)
        status = take_name(m, i, &csv->cells[0], error);
    else if (before && i < m->layout.count && !same_as(m, i, &csv->cells[0]))
        ctg__csv_blame(csv, csv->cells[0].line, csv->cells[0].column,
                       "row '%.*s', but column %zu is '%s'",
                       ctg__message_bytes(csv->cells[0].length),
                       csv->cells[0].text, i + 1,
                       ctg__graph_text(m->graph, m->names[i]));
    ctg__matrix_sums_row(&m->sums);
    for (size_t j = 0; !status && j < m->layout.count; j++)
        status = take_cell(m, i, j, &csv->cells[j + before], error);
    ctg__matrix_sums_row_over(&m->sums);
    return status;
}

static ctg_status take_rows(matrix *m, size_t *row_count, ctg_error *error)
{
    ctg__csv *const csv = &m->csv;
    const ctg__rows *const rows = &m->graph->tables[CTG_EXPOSURES];
    bool found = true;
    size_t i = 0;
    ctg_status status = CTG_OK;

    while (!status && ctg__csv_skip_blank(csv)) {
        const size_t offset = (size_t)(csv->at - csv->bytes);

        if (i > m->layout.count)
            break; /* one too many may be totals, two are enough to know */
        m->source->first[i] = rows->row_count;
        m->source->row_count = i + 1;
        status = ctg__csv_source_mark(
            m->source->rows,
            (ctg__csv_mark){.row = i, .offset = offset, .line = csv->line},
            error);
        if (!status)
            status = ctg__csv_next(csv, &found, error);
        if (!status && !csv->broken)
            status = take_row(m, i, error);
        i++;
        if (!status && m->input->progress &&
            !m->input->progress(m->input->progress_context, (double)offset,
                                (double)m->input->content.length))
            status = ctg__fail(error, CTG_CANCELLED,
                               "cancelled while reading %s", csv->shown);
    }
    *row_count = i;
    return status;
}

/* Whether the last row is one of totals, by its name or by its numbers. */
static bool is_totals_row(const matrix *m)
{
    return m->row_named_totals || ctg__matrix_sums_end_rows(&m->sums);
}

static bool is_totals_column(const matrix *m)
{
    if (m->layout.names_above) {
        const char *const name =
            ctg__graph_text(m->graph, m->names[m->layout.count - 1]);

        if (ctg__totals_name(name, strlen(name)))
            return true;
    }
    return ctg__matrix_sums_end_columns(&m->sums);
}

/* Exposures of rows and columns from `count` on go. */
static void drop(matrix *m, size_t count)
{
    ctg__rows *const rows = &m->graph->tables[CTG_EXPOSURES];
    size_t kept = 0;
    size_t e = 0;

    for (size_t i = 0; i < m->source->row_count; i++) {
        const size_t end = i + 1 < m->source->row_count
                               ? m->source->first[i + 1]
                               : rows->row_count;

        m->source->first[i] = kept;
        for (; e < end; e++) {
            if (m->debtor[e] >= count || m->creditor[e] >= count)
                continue;
            m->debtor[kept] = m->debtor[e];
            m->creditor[kept] = m->creditor[e];
            m->amount[kept++] = m->amount[e];
        }
    }
    rows->row_count = kept;
    m->layout.count = count;
}

/* In a square both are totals or none is: else a bank might just look so. */
static void judge_totals(matrix *m, size_t *row_count)
{
    const size_t columns = m->layout.count;
    const size_t rows = *row_count;
    const bool row = columns && rows && is_totals_row(m);
    const bool column = columns && is_totals_column(m);
    size_t count;

    if (row && column && rows == columns)
        count = columns - 1;
    else if (column && rows + 1 == columns)
        count = columns - 1;
    else if (row && rows == columns + 1)
        count = columns;
    else
        return;
    if (m->input->drop_totals) {
        drop(m, count);
        *row_count = count;
        ctg__problem_add(m->problems, CTG_NOTE, m->csv.shown,
                         "the last %s is totals: left out",
                         row && column ? "row and column"
                         : row         ? "row"
                                       : "column");
    } else {
        ctg__csv_blame(&m->csv, m->csv.line > 1 ? m->csv.line - 1 : 1, 1,
                       "the last %s is totals, no node; --totals drop leaves "
                       "them out",
                       row && column ? "row and column"
                       : row         ? "row"
                                     : "column");
        *row_count = columns; /* nothing more to say of the shape */
        m->refused = true;
    }
}

/* Names for indices, in exposures and as nodes. */
static ctg_status name_all(matrix *m, ctg_error *error)
{
    const size_t exposure_count = m->graph->tables[CTG_EXPOSURES].row_count;
    size_t id;
    ctg_status status;

    if (m->refused)
        return CTG_OK;
    for (size_t row = 0; row < exposure_count; row++) {
        CTG__ASSERT(m->debtor[row] <= m->layout.count); /* a row too many */
        CTG__ASSERT(m->creditor[row] <= m->layout.count);
        m->debtor[row] = m->names[m->debtor[row]];
        m->creditor[row] = m->names[m->creditor[row]];
    }
    if (m->input->nodes_given)
        return CTG_OK;
    status = ctg__graph_need_column(m->graph, CTG_NODES, "id", 2, &id, error);
    for (size_t i = 0; !status && i < m->layout.count; i++) {
        size_t node;

        status = ctg__graph_add_row(m->graph, CTG_NODES, &node, error);
        if (!status)
            m->graph->tables[CTG_NODES].columns[id].word[node] = m->names[i];
    }
    if (!status)
        status = ctg__implied_source(m->input->shown,
                                     &m->graph->tables[CTG_NODES], error);
    return status;
}

static ctg_status make_columns(matrix *m, ctg_error *error)
{
    static const char *const names[] = {"debtor", "creditor", "amount"};
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < 3; i++) {
        size_t index;

        status = ctg__graph_need_column(m->graph, CTG_EXPOSURES, names[i],
                                        strlen(names[i]), &index, error);
    }
    if (status)
        return status;
    /* One more: a row too many may be totals. */
    m->names = ctg__allocate_array(m->layout.count + 2, sizeof *m->names);
    if (!m->names || !ctg__matrix_sums_init(&m->sums, m->layout.count))
        return ctg__fail_memory(error);
    memset(m->names, 0, (m->layout.count + 2) * sizeof *m->names);
    status = ctg__matrix_source_new(m->input, m->layout.count + 2, &m->source,
                                    error);
    if (status)
        return status;
    m->graph->tables[CTG_EXPOSURES].source = &m->source->source;
    m->source->names_before = m->layout.names_before;
    m->source->rows->separator = m->csv.separator;
    /* Places may be asked for when the content is gone. */
    m->source->rows->seen = m->input->content;
    m->source->rows->seen.bytes = NULL;
    m->source->rows->seen.mapped = 0;
    m->input->content.held = NULL;
    return make_room(m, error);
}

/* Looks at two records, then stands where the numbers start. */
static ctg_status take_head(matrix *m, bool *usable, ctg_error *error)
{
    ctg__csv *const csv = &m->csv;
    ctg__csv ahead = {0};
    bool found;
    ctg_status status = ctg__csv_next(csv, &found, error);

    *usable = false;
    if (status || csv->broken)
        return status;
    if (!found) {
        ctg__csv_blame(csv, 1, 1, "an empty file");
        return CTG_OK;
    }
    ctg__csv_begin(&ahead, csv->bytes, (size_t)(csv->end - csv->bytes),
                   csv->shown, NULL);
    for (size_t i = 0; !status && i < 2; i++)
        status = ctg__csv_next(&ahead, &found, error);
    if (!status) {
        m->layout = ctg__matrix_look(&m->input->numbers, csv, &ahead);
        if (m->layout.count)
            status = make_columns(m, error);
    }
    ctg__csv_clear(&ahead);
    if (!status && !m->layout.count) {
        ctg__csv_blame(csv, csv->start_line, 1,
                       "a name and no numbers: a dense matrix has a column "
                       "for each node");
        return CTG_OK;
    }
    for (size_t i = 0; !status && m->layout.names_above && i < m->layout.count;
         i++)
        status = take_name(m, i, &csv->cells[i + m->layout.corner], error);
    if (!status && !m->layout.names_above) {
        csv->at = csv->start; /* that was a row already */
        csv->line = csv->start_line;
        csv->line_start = csv->at;
        if (!m->layout.names_before)
            status = number_names(m, error);
    }
    *usable = !status;
    return status;
}

static ctg_status read_matrix(ctg__input *input, ctg_graph *graph,
                              ctg_problems *problems, ctg_error *error)
{
    matrix m = {.input = input, .graph = graph, .problems = problems};
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    size_t row_count = 0;
    bool usable = false;
    ctg_status status;

    if (!input->rows) {
        ctg__problem_add(problems, CTG_REJECTED, input->shown, "%s",
                         ctg__rows_reason);
        return CTG_OK;
    }
    ctg__csv_begin(&m.csv, input->content.bytes, input->content.length,
                   input->shown, problems);
    status = take_head(&m, &usable, error);
    if (!status && usable)
        status = take_rows(&m, &row_count, error);
    if (!status && usable)
        judge_totals(&m, &row_count);
    if (!status && usable && row_count != m.layout.count &&
        ctg_problems_count(problems, CTG_REJECTED) == before)
        ctg__csv_blame(&m.csv, m.csv.line, 1,
                       "%s %zu rows for %zu columns: not a square matrix",
                       row_count > m.layout.count ? "more than" : "only",
                       row_count > m.layout.count ? m.layout.count : row_count,
                       m.layout.count);
    if (!status && usable)
        status = name_all(&m, error);
    ctg__release(m.names);
    ctg__matrix_sums_clear(&m.sums);
    ctg__csv_clear(&m.csv);
    return status;
}

static bool sniff(const ctg__input *input)
{
    return input->rows || ctg__header_looks_dense(input);
}

const ctg__format ctg__format_matrix = {
    .about = {.name = "matrix",
              .summary = "a dense matrix of exposures as CSV, with or without "
                         "names; --rows says who the rows are",
              .source = ""},
    .endings = "",
    .takes = CTG__TAKES_NODES | CTG__TAKES_ROWS | CTG__TAKES_NUMBERS,
    .sniff = sniff,
    .read = read_matrix,
    .write = ctg__matrix_write,
    .can_hold = ctg__matrix_can_hold,
    .check = ctg__matrix_check,
    .drops_about = true,
};

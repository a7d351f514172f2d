/* A workbook whose sheets are named as tables (.xlsx, Office Open XML). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "bridge/archive.h"
#include "read/graph_format.h"
#include "read/table_file.h"
#include "read/xlsx_sheet.h"

/* What all sheets need, in the order in which it is read. */
static const struct {
    const char *name;
    ctg__book_reader *read;
    bool needed;
} book_files[] = {
    {"xl/workbook.xml", ctg__book_workbook, true},
    {"xl/_rels/workbook.xml.rels", ctg__book_relations, true},
    {"xl/styles.xml", ctg__book_styles, false},
    {"xl/sharedStrings.xml", ctg__book_strings, false},
};

enum { BOOK_FILES = sizeof book_files / sizeof *book_files };

typedef struct workbook {
    ctg__input *input;
    ctg_graph *graph;
    ctg_problems *problems;
    ctg__book book;
    ctg__part files[BOOK_FILES];
    const ctg__book_sheet *sheets[CTG_TABLE_COUNT]; /* NULL: none of the name */
    ctg__part tables[CTG_TABLE_COUNT];              /* the sheets' XML */
} workbook;

static size_t book_file(const char *name)
{
    size_t i = 0;

    while (i < BOOK_FILES && strcmp(book_files[i].name, name) != 0)
        i++;
    return i;
}

static bool want_book(void *context, const char *name)
{
    workbook *const w = context;
    const size_t file = book_file(name);

    return file < BOOK_FILES && !w->files[file].shown;
}

static ctg_status take_book(void *context, const char *name, char *bytes,
                            size_t length, ctg_error *error)
{
    workbook *const w = context;

    return ctg__part_set(&w->files[book_file(name)], w->input, name, bytes,
                         length, error);
}

static size_t table_of(const workbook *w, const char *name)
{
    size_t t = 0;

    while (t < CTG_TABLE_COUNT && !(w->sheets[t] && w->sheets[t]->path &&
                                    strcmp(w->sheets[t]->path, name) == 0))
        t++;
    return t;
}

static bool want_sheet(void *context, const char *name)
{
    workbook *const w = context;
    const size_t table = table_of(w, name);

    return table < CTG_TABLE_COUNT && !w->tables[table].shown;
}

static ctg_status take_sheet(void *context, const char *name, char *bytes,
                             size_t length, ctg_error *error)
{
    workbook *const w = context;
    const size_t table = table_of(w, name);

    return ctg__part_set(&w->tables[table], w->input,
                         ctg_table_name((ctg_table)table), bytes, length,
                         error);
}

static ctg_status each_file(workbook *w, const ctg__packed_files *files,
                            ctg_error *error)
{
    const ctg__packed packed = {
        .bytes = w->input->content.bytes,
        .length = w->input->content.length,
        .shown = w->input->shown,
        .progress = w->input->progress,
        .context = w->input->progress_context,
    };

    return ctg__packed_each(&packed, files, error);
}

static ctg_status read_book(workbook *w, ctg_error *error)
{
    const ctg__packed_files files = {want_book, take_book, w};
    ctg_status status = each_file(w, &files, error);

    for (size_t i = 0; !status && i < BOOK_FILES; i++) {
        if (w->files[i].shown)
            status = book_files[i].read(&w->book, w->files[i].bytes,
                                        w->files[i].length, w->files[i].shown,
                                        w->problems, error);
        else if (book_files[i].needed)
            ctg__problem_add(w->problems, CTG_REJECTED, w->input->shown,
                             "no workbook: %s is not in it",
                             book_files[i].name);
    }
    return status;
}

/* Sheets by the tables they are; what is none is not lost in silence. */
static void choose_sheets(workbook *w)
{
    for (size_t i = 0; i < w->book.sheet_count; i++) {
        const ctg__book_sheet *const sheet = &w->book.sheets[i];
        ctg_table table;

        if (ctg__table_called(sheet->name, strlen(sheet->name), &table))
            w->sheets[table] = sheet;
        else
            ctg__problem_add(w->problems, CTG_WARNING, w->input->shown,
                             "sheet '%s' is not the name of a table and is not "
                             "read",
                             sheet->name);
    }
    if (!w->sheets[CTG_NODES])
        ctg__problem_add(w->problems, CTG_REJECTED, w->input->shown,
                         "a workbook without a sheet 'nodes'");
}

/* Places of a table's rows are those of cells. */
typedef struct cells {
    ctg__source source;
    ctg__source *text; /* whose places are lines and columns */
    ctg__xlsx_sheet sheet;
    char *shown;
} cells;

/* "SHOWN:LINE:COLUMN" as the cell that is there; other texts as they are. */
static void translate(const ctg__xlsx_sheet *sheet, const char *place,
                      char *text, size_t size)
{
    const size_t length = strlen(sheet->shown);
    unsigned long line;
    unsigned long column;

    if (strncmp(place, sheet->shown, length) == 0 &&
        sscanf(place + length, ":%lu:%lu", &line, &column) == 2)
        ctg__xlsx_sheet_place(sheet, line, column, text, size);
    else
        snprintf(text, size, "%s", place);
}

static void place_cell(const ctg__source *source, size_t row,
                       const char *column, char *text, size_t size)
{
    const cells *const self = (const void *)source;
    char place[600];

    self->text->place(self->text, row, column, place, sizeof place);
    translate(&self->sheet, place, text, size);
}

static void release_cells(ctg__source *source)
{
    cells *const self = (void *)source;

    if (self->text)
        self->text->release(self->text);
    ctg__xlsx_sheet_clear(&self->sheet);
    ctg__release(self->shown);
    ctg__release(self);
}

static ctg_status new_cells(const char *shown, cells **made, ctg_error *error)
{
    cells *const self = ctg__allocate(sizeof *self);

    if (!self)
        return ctg__fail_memory(error);
    *self = (cells){.source = {place_cell, release_cells}};
    self->shown = ctg__copy_text(shown, strlen(shown));
    if (!self->shown) {
        release_cells(&self->source);
        return ctg__fail_memory(error);
    }
    self->sheet.shown = self->shown;
    *made = self;
    return CTG_OK;
}

/* What was found in the text, with the cells that it was found in. */
static void pass_on(const ctg__xlsx_sheet *sheet, const ctg_problems *found,
                    ctg_problems *problems)
{
    const ctg_problem *problem;
    char place[600];

    for (size_t i = 0; (problem = ctg_problems_at(found, i)) != NULL; i++) {
        translate(sheet, problem->place, place, sizeof place);
        ctg__problem_add(problems, problem->severity, place, "%s",
                         problem->text);
    }
    /* Those beyond the first are counted as everywhere. */
    for (int s = 0; s <= CTG_NOTE; s++) {
        const size_t all = ctg_problems_count(found, (ctg_severity)s);

        for (size_t i = CTG__PROBLEMS_KEPT; i < all; i++)
            ctg__problem_add(problems, (ctg_severity)s, sheet->shown, "more");
    }
}

/* The sheet's text goes to the CSV reader, its rows stay for places. */
static ctg_status read_text(workbook *w, ctg_table table, cells *self,
                            ctg_error *error)
{
    ctg__rows *const rows = &w->graph->tables[table];
    ctg_problems *const found = ctg_problems_new();
    ctg__part text = {
        .bytes = self->sheet.csv.bytes,
        .length = self->sheet.csv.length,
        .shown = self->shown,
    };
    ctg_status status;

    if (!found)
        return ctg__fail_memory(error);
    self->sheet.text = text.bytes;
    self->sheet.csv = (ctg__text){0};
    status =
        ctg__part_read_table(&text, table, w->input, w->graph, found, error);
    pass_on(&self->sheet, found, w->problems);
    ctg_problems_free(found);
    self->text = rows->source;
    return status;
}

static ctg_status read_sheet(workbook *w, ctg_table table, ctg_error *error)
{
    const ctg__part *const part = &w->tables[table];
    const size_t before = ctg_problems_count(w->problems, CTG_REJECTED);
    cells *self = NULL;
    ctg_status status;

    if (!part->shown) {
        ctg__problem_add(w->problems, CTG_REJECTED, w->input->shown,
                         "the workbook names the sheet '%s' and has none",
                         ctg_table_name(table));
        return CTG_OK;
    }
    status = new_cells(part->shown, &self, error);
    if (status)
        return status;
    status = ctg__xlsx_sheet_read(&self->sheet, &w->book, part->bytes,
                                  part->length, w->input->numbers.decimal_comma,
                                  w->problems, error);
    if (!status && ctg_problems_count(w->problems, CTG_REJECTED) == before)
        status = read_text(w, table, self, error);
    if (self->text)
        w->graph->tables[table].source = &self->source;
    else
        release_cells(&self->source);
    return status;
}

static ctg_status read_sheets(workbook *w, ctg_error *error)
{
    const ctg__packed_files files = {want_sheet, take_sheet, w};
    ctg_status status;

    choose_sheets(w);
    status = each_file(w, &files, error);
    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        if (w->sheets[t])
            status = read_sheet(w, (ctg_table)t, error);
    return status;
}

static ctg_status read_xlsx(ctg__input *input, ctg_graph *graph,
                            ctg_problems *problems, ctg_error *error)
{
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    workbook w = {
        .input = input,
        .graph = graph,
        .problems = problems,
        .book = {.progress = input->progress,
                 .progress_context = input->progress_context},
    };
    ctg_status status = read_book(&w, error);

    if (!status && ctg_problems_count(problems, CTG_REJECTED) == before)
        status = read_sheets(&w, error);
    for (size_t i = 0; i < BOOK_FILES; i++)
        ctg__part_clear(&w.files[i]);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        ctg__part_clear(&w.tables[t]);
    ctg__book_clear(&w.book);
    return status;
}

/* The names of files stand in an archive as they are. */
static bool sniff(const ctg__input *input)
{
    static const char name[] = "xl/workbook.xml";
    const char *at = input->content.bytes;
    const char *const end = at + input->content.length;

    if (!ctg__packed_is_zip(at, input->content.length))
        return false;
    while ((at = memchr(at, 'x', (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) >= sizeof name - 1 &&
            memcmp(at, name, sizeof name - 1) == 0)
            return true;
        at++;
    }
    return false;
}

const ctg__format ctg__format_xlsx = {
    .about = {.name = "xlsx",
              .summary = "a workbook with a sheet for each table, named as it "
                         "is",
              .source = "ECMA-376"},
    .endings = ".xlsx",
    .takes = CTG__TAKES_TABLES,
    .sniff = sniff,
    .read = read_xlsx,
};

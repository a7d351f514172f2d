/* A sheet of a workbook as CSV, whose places are those of its cells. */
#ifndef READ_XLSX_SHEET_H
#define READ_XLSX_SHEET_H

#include "read/xlsx_book.h"

/* Which text a row of the sheet became. */
typedef struct ctg__xlsx_row {
    size_t number; /* in the sheet, from 1 */
    size_t line;   /* in the text, from 1 */
    size_t offset; /* in the text */
} ctg__xlsx_row;

typedef struct ctg__xlsx_sheet {
    const char *shown; /* "book.xlsx:exposures" */
    ctg__text csv;
    const char *text;    /* the same, wherever it lies now, for places */
    ctg__xlsx_row *rows; /* those that hold anything, in order */
    size_t row_count;
    size_t row_room;
} ctg__xlsx_sheet;

/*
 * Writes the sheet as CSV: numbers as they are stored, what formulas last gave,
 * dates as 2024-03-01. Refused with the cell: an error as #REF!, a formula
 * without a stored value, merged cells, cells out of order. `decimal_comma`:
 * how numbers are written. CTG_NO_MEMORY, CTG_CANCELLED.
 */
ctg_status ctg__xlsx_sheet_read(ctg__xlsx_sheet *sheet, const ctg__book *book,
                                const char *bytes, size_t length,
                                bool decimal_comma, ctg_problems *problems,
                                ctg_error *error);

/* "book.xlsx:exposures!C17", of a place in the text, in bytes from 1. */
void ctg__xlsx_sheet_place(const ctg__xlsx_sheet *sheet, size_t line,
                           size_t column, char *place, size_t size);

void ctg__xlsx_sheet_clear(ctg__xlsx_sheet *sheet); /* {0} does nothing */

#endif

/* Where the exposures of a matrix stand in its file. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/starts.h"
#include "read/matrix_read.h"
#include "text/number.h"

static void place(const ctg__source *source, size_t exposure,
                  const char *column, char *text, size_t size)
{
    const ctg__matrix_source *const self = (const void *)source;
    const size_t row = ctg__row_with(self->first, self->row_count, exposure);
    size_t skip = self->row_count ? exposure - self->first[row] : 0;
    char *held;
    ctg__csv csv;

    (void)column; /* one cell says all three */
    if (!ctg__csv_source_find(self->rows, row, &csv, &held)) {
        snprintf(text, size, "%s (exposure %zu)", self->rows->shown,
                 exposure + 1);
        return;
    }
    snprintf(text, size, "%s:%zu", self->rows->shown, csv.start_line);
    for (size_t i = self->names_before; i < csv.cell_count; i++) {
        const ctg__cell *const cell = &csv.cells[i];
        double value = 0;

        if (ctg__number_parse_as(&self->numbers, cell->text, cell->length,
                                 &value) ||
            value == 0 || skip--)
            continue;
        snprintf(text, size, "%s:%zu:%zu", self->rows->shown, cell->line,
                 cell->column);
        break;
    }
    ctg__csv_clear(&csv);
    ctg__release(held);
}

static void release(ctg__source *source)
{
    ctg__matrix_source *const self = (void *)source;

    if (self->rows)
        self->rows->source.release(&self->rows->source);
    ctg__release(self->first);
    ctg__release(self);
}

ctg_status ctg__matrix_source_new(const ctg__input *input, size_t room,
                                  ctg__matrix_source **source, ctg_error *error)
{
    ctg__matrix_source *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg__matrix_source){.source = {place, release},
                                 .numbers = input->numbers};
    status = ctg__csv_source_new(input->path, input->shown, &made->rows, error);
    if (!status) {
        made->first = ctg__allocate_array(room, sizeof *made->first);
        if (!made->first)
            status = ctg__fail_memory(error);
    }
    if (status) {
        release(&made->source);
        return status;
    }
    *source = made;
    return CTG_OK;
}

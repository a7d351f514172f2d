#include "risk/drawn_values.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"

enum { PIECE = 128, FIRST_PIECES = 4 };

typedef struct ctg__drawn_piece {
    double values[PIECE];
    uint32_t draws[PIECE];
} piece;

ctg_status ctg__drawn_values_open(ctg__drawn_values *column, uint64_t draws,
                                  bool is_sparse, ctg_error *error)
{
    *column = (ctg__drawn_values){0};
    if (is_sparse)
        return CTG_OK;
    column->dense = ctg__allocate_array((size_t)draws, sizeof(double));
    return column->dense ? CTG_OK : ctg__fail_memory(error);
}

void ctg__drawn_values_close(ctg__drawn_values *column)
{
    for (size_t p = 0; p < column->piece_count; p++)
        ctg__release(column->pieces[p]);
    ctg__release(column->pieces);
    ctg__release(column->dense);
    *column = (ctg__drawn_values){0};
}

/* An empty one at the end; NULL when out of memory. */
static piece *add_piece(ctg__drawn_values *column)
{
    piece **const grown =
        ctg__grow_array(column->pieces, column->piece_count,
                        &column->piece_room, FIRST_PIECES, sizeof *grown);
    piece *added;

    if (!grown)
        return NULL;
    column->pieces = grown;
    added = ctg__allocate(sizeof *added);
    if (!added)
        return NULL;
    column->pieces[column->piece_count++] = added;
    column->last_count = 0;
    return added;
}

bool ctg__drawn_values_put(ctg__drawn_values *column, uint64_t draw,
                           double value)
{
    piece *last;

    if (column->dense) {
        column->dense[draw] = value;
        return true;
    }
    if (draw < column->filled)
        return true;
    CTG__ASSERT(draw == column->filled);
    if (value != 0 || signbit(value)) {
        last = column->piece_count && column->last_count < PIECE
                   ? column->pieces[column->piece_count - 1]
                   : add_piece(column);
        if (!last)
            return false;
        last->draws[column->last_count] = (uint32_t)draw;
        last->values[column->last_count++] = value;
    }
    column->filled++;
    return true;
}

/* The last piece that begins at or before the draw; 0 where none does. */
static size_t piece_of(const ctg__drawn_values *column, uint64_t draw)
{
    size_t low = 0;
    size_t high = column->piece_count;

    while (high > low + 1) {
        const size_t middle = low + (high - low) / 2;

        if (column->pieces[middle]->draws[0] <= draw)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void ctg__drawn_values_copy(const ctg__drawn_values *column, uint64_t first,
                            uint64_t count, double *values)
{
    if (column->dense) {
        memcpy(values, column->dense + first, (size_t)count * sizeof *values);
        return;
    }
    CTG__ASSERT(first + count <= column->filled);
    memset(values, 0, (size_t)count * sizeof *values);
    for (size_t p = piece_of(column, first); p < column->piece_count; p++) {
        const piece *const from = column->pieces[p];
        const size_t held =
            p + 1 < column->piece_count ? PIECE : column->last_count;

        for (size_t k = 0; k < held; k++) {
            if (from->draws[k] >= first + count)
                return;
            if (from->draws[k] >= first)
                values[from->draws[k] - first] = from->values[k];
        }
    }
}

/*
 * Any bytes as CSV: as an edge list or as a table; and, a target of its own,
 * that a table is the same when it is read in pieces.
 */
#include "reader.h"

void fuzz_csv(const uint8_t *data, size_t size)
{
    fuzz_look_at_header(data, size);
    if (size % 3)
        fuzz_read(&ctg__format_csv, NULL, data, size);
    else
        fuzz_read_table((ctg_table)(size / 3 % CTG_TABLE_COUNT), data, size);
}

void fuzz_pieces(const uint8_t *data, size_t size)
{
    fuzz_read_pieces(CTG_EXPOSURES, data, size);
}

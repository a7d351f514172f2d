/* Any bytes as CSV: as an edge list, then as each table. */
#include "reader.h"

void fuzz_csv(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_csv, NULL, data, size);
    fuzz_read_table((ctg_table)(size % CTG_TABLE_COUNT), data, size);
    fuzz_read_pieces(CTG_EXPOSURES, data, size);
}

/* Any bytes as csv. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_csv, NULL, data, size);
    fuzz_read_table(CTG_NODES, data, size);
    fuzz_read_pieces(CTG_EXPOSURES, data, size);
    return 0;
}

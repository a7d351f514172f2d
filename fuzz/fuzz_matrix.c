/* Any bytes as matrix. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_matrix, size % 2 ? "creditor" : "debtor", data,
              size);
    return 0;
}

/* Any bytes as a dense matrix. */
#include "reader.h"

void fuzz_matrix(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_matrix, size % 2 ? "creditor" : "debtor", data,
              size);
}

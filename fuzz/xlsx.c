/* Any bytes as a workbook. */
#include "reader.h"

void fuzz_xlsx(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_xlsx, NULL, data, size);
}

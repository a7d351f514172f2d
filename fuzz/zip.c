/* Any bytes as a ZIP archive of tables. */
#include "reader.h"

void fuzz_zip(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_zip, NULL, data, size);
}

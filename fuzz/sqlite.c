/* Any bytes as an image of a SQLite database. */
#include "reader.h"

void fuzz_sqlite(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_sqlite, NULL, data, size);
}

/* Any bytes as GML. */
#include "reader.h"

void fuzz_gml(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_gml, NULL, data, size);
}

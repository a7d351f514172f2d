/* Any bytes as GraphML. */
#include "reader.h"

void fuzz_graphml(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_graphml, NULL, data, size);
}

/* Any bytes as GML, Pajek and DOT: the looks before other readers are ours. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_gml, NULL, data, size);
    fuzz_read(&ctg__format_pajek, NULL, data, size);
    fuzz_read(&ctg__format_dot, NULL, data, size);
    return 0;
}

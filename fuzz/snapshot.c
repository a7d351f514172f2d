/*
 * Any bytes as a snapshot whose magic, size and checksum are right, or nothing
 * would ever get past them.
 */
#include <stdlib.h>
#include <string.h>

#include "read/snapshot.h"
#include "reader.h"

void fuzz_snapshot(const uint8_t *data, size_t size)
{
    ctg__snapshot_header header;
    ctg__checksum sum = {{0}, 0};
    uint8_t *copy;

    fuzz_read(&ctg__format_snapshot, NULL, data, size);
    size = size / 8 * 8;
    if (size < sizeof header)
        return;
    copy = malloc(size);
    REQUIRE(copy != NULL);
    memcpy(copy, data, size);
    memcpy(&header, copy, sizeof header);
    memcpy(header.magic, CTG__SNAPSHOT_MAGIC, sizeof header.magic);
    header.endian = CTG__SNAPSHOT_ENDIAN;
    header.version = CTG__SNAPSHOT_VERSION;
    header.size = size;
    header.checksum = 0;
    ctg__checksum_add(&sum, &header, sizeof header);
    ctg__checksum_add(&sum, copy + sizeof header, size - sizeof header);
    header.checksum = ctg__checksum_value(&sum);
    memcpy(copy, &header, sizeof header);
    fuzz_read(&ctg__format_snapshot, NULL, copy, size);
    fuzz_read_unchecked(&ctg__format_snapshot, copy, size);
    free(copy);
}

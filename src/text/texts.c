#include "text/texts.h"

#include <string.h>

#include "base/assert.h"
#include "text/utf8.h"

const char *ctg__texts_get(const ctg__texts *texts, size_t number)
{
    const uint64_t offset = texts->offsets[number];

    return offset < texts->size ? texts->bytes + offset : "";
}

size_t ctg__texts_length(const ctg__texts *texts, size_t number)
{
    const uint64_t offset = texts->offsets[number];
    const uint64_t next = texts->offsets[number + 1];

    return offset < next && next <= texts->size ? (size_t)(next - offset - 1)
                                                : 0;
}

static bool is_text(const ctg__texts *texts, uint32_t number, const char *text,
                    size_t length)
{
    const uint64_t offset = texts->offsets[number];

    return offset < texts->size && length < texts->size - offset &&
           memcmp(texts->bytes + offset, text, length) == 0 &&
           !texts->bytes[offset + length];
}

uint32_t ctg__texts_find(const ctg__texts *texts, const char *text,
                         size_t length, uint64_t hash)
{
    const size_t mask = texts->index_size - 1;

    CTG__ASSERT(texts->index_size && !(texts->index_size & mask));
    /* A file may claim that no slot is free. */
    for (size_t tried = 0; tried <= mask; tried++) {
        const uint32_t number = texts->index[((size_t)hash + tried) & mask];

        if (!number)
            return 0;
        if (number < texts->count && is_text(texts, number, text, length))
            return number;
    }
    return 0;
}

size_t ctg__texts_index_size(size_t count)
{
    size_t size = 16;

    while (size < 2 * count)
        size *= 2;
    return size;
}

void ctg__texts_index(uint32_t *index, size_t index_size, uint64_t hash,
                      uint32_t number)
{
    size_t at = (size_t)hash & (index_size - 1);

    CTG__ASSERT(index_size && !(index_size & (index_size - 1)));
    while (index[at])
        at = (at + 1) & (index_size - 1);
    index[at] = number;
}

/* Bytes are gone through once, without a look at each: what is not ASCII is
 * looked at again. */
static bool bytes_fine(const ctg__texts *texts)
{
    const char *c = texts->bytes;
    const char *const end = c + texts->size;
    unsigned char all = 0;
    size_t nuls = 0;

    for (size_t i = 0; i < texts->size; i++) {
        all |= (unsigned char)texts->bytes[i];
        nuls += !texts->bytes[i];
    }
    if (nuls != texts->count)
        return false;
    while (all >= 0x80 && c < end)
        if (ctg__utf8_next(&c, end) == CTG__UTF8_BAD)
            return false;
    return true;
}

bool ctg__texts_fine(const ctg__texts *texts)
{
    const uint64_t *const offsets = texts->offsets;
    bool fine = true;

    for (size_t i = 0; i < texts->count; i++)
        fine &= offsets[i] < offsets[i + 1];
    if (!fine || offsets[0] || offsets[texts->count] != texts->size)
        return false;
    for (size_t i = 1; i <= texts->count; i++)
        fine &= !texts->bytes[offsets[i] - 1];
    return fine && !texts->bytes[0] && bytes_fine(texts);
}

#include "bridge/unpacked.h"

#include <stdint.h>

#include "base/memory.h"
#include "bridge/archive.h"

ctg_status ctg__unpack_text(ctg__text *text, const char *path, size_t most,
                            const char *beyond, ctg_error *error)
{
    const ctg__packed packed = {.bytes = text->bytes,
                                .length = text->length,
                                .shown = path,
                                .most = most,
                                .beyond = beyond};
    ctg__text unpacked = {0};
    ctg_status status;

    if (!text->length || !ctg__packed_kind(text->bytes, text->length))
        return CTG_OK;
    status =
        ctg__packed_unpack(&packed, &unpacked.bytes, &unpacked.length, error);
    if (status)
        return status;
    unpacked.room = unpacked.length + 1;
    ctg__text_clear(text);
    *text = unpacked;
    return CTG_OK;
}

ctg_status ctg__unpacked_text(ctg__text *text, const char *path, size_t most,
                              const char *beyond, ctg_error *error)
{
    const ctg_status status =
        ctg__text_read_file(text, path, most, beyond, error);

    return status ? status : ctg__unpack_text(text, path, most, beyond, error);
}

static ctg_status unpack_records(ctg__records *records, ctg_error *error)
{
    const ctg__packed packed = {.bytes = records->bytes + records->start,
                                .length = records->end - records->start,
                                .shown = records->shown,
                                .progress = records->progress,
                                .context = records->context};
    char *bytes = NULL;
    size_t length = 0;
    const ctg_status status =
        ctg__packed_unpack(&packed, &bytes, &length, error);

    if (status)
        return status;
    ctg__release(records->bytes);
    records->bytes = bytes;
    records->start = 0;
    records->end = length;
    records->room = length + 1;
    return CTG_OK;
}

/* The rest of a line that is being typed is not waited for: what is compressed
 * begins with bytes that begin no text. */
static ctg_status look(ctg__records *records, bool *packed, ctg_error *error)
{
    ctg_status status = ctg__records_hold(records, 1, error);

    *packed = false;
    if (status || records->start == records->end ||
        !ctg__packed_begins(records->bytes[records->start]))
        return status;
    status = ctg__records_hold(records, CTG__PACKED_MAGIC, error);
    *packed = !status && ctg__packed_kind(records->bytes + records->start,
                                          records->end - records->start);
    return status;
}

ctg_status ctg__unpacked_records(ctg__records *records, const char *path,
                                 const char *shown, ctg_progress *progress,
                                 void *context, ctg_error *error)
{
    ctg_status status =
        ctg__records_open(records, path, shown, progress, context, error);
    bool packed = false;

    if (!status)
        status = look(records, &packed, error);
    if (!status && packed)
        status = ctg__records_hold(records, SIZE_MAX, error);
    if (!status && packed)
        status = unpack_records(records, error);
    if (status)
        ctg__records_close(records);
    return status;
}

/* A whole file as text. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "text/text.h"

ctg_status ctg__text_read(ctg__text *text, FILE *file, const char *path,
                          size_t most, const char *beyond, ctg_error *error)
{
    char buffer[8192];
    size_t got = sizeof buffer;

    /* Less than asked for is the end, or a signal, which must not be lost. */
    while (got == sizeof buffer) {
        got = fread(buffer, 1, sizeof buffer, file);
        if (ferror(file))
            return ctg__fail(error, CTG_IO_ERROR, "%.400s: cannot be read: %s",
                             path, strerror(errno));
        ctg__text_add_bytes(text, buffer, got);
        if (text->length > most)
            return ctg__fail(error, CTG_IO_ERROR, "%.400s: longer than %s",
                             path, beyond);
    }
    return text->failed ? ctg__fail_memory(error) : CTG_OK;
}

ctg_status ctg__text_read_file(ctg__text *text, const char *path, size_t most,
                               const char *beyond, ctg_error *error)
{
    FILE *const file = fopen(path, "rb");
    ctg_status status;

    if (!file)
        return ctg__fail(error, CTG_IO_ERROR, "%.400s: cannot be opened: %s",
                         path, strerror(errno));
    status = ctg__text_read(text, file, path, most, beyond, error);
    fclose(file);
    return status;
}

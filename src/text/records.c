#include <config.h>

#include "text/records.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/assert.h"
#include "base/memory.h"

enum { ROOM_FIRST = 64 * 1024 };

static ctg_status fail_errno(const ctg__records *records, int code,
                             ctg_error *error)
{
    return ctg__fail(error, CTG_IO_ERROR, "%.400s: %s", records->shown,
                     strerror(code));
}

ctg_status ctg__records_open(ctg__records *records, const char *path,
                             const char *shown, ctg_progress *progress,
                             void *context, ctg_error *error)
{
    const bool standard = strcmp(path, "-") == 0;

    *records = (ctg__records){
        .fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC),
        .shown = shown,
        .progress = progress,
        .context = context,
        .line = 1,
    };
    if (records->fd < 0)
        return fail_errno(records, errno, error);
    records->bytes = ctg__allocate(ROOM_FIRST);
    records->room = ROOM_FIRST;
    return records->bytes ? CTG_OK : ctg__fail_memory(error);
}

void ctg__records_close(ctg__records *records)
{
    if (records->fd > STDIN_FILENO)
        close(records->fd);
    ctg__release(records->bytes);
    *records = (ctg__records){.fd = -1};
}

/* Room behind what is held: what was given goes, or the room doubles. */
static ctg_status make_room(ctg__records *records, ctg_error *error)
{
    char *grown;

    CTG__ASSERT(records->start <= records->end &&
                records->end <= records->room);
    if (records->end < records->room)
        return CTG_OK;
    if (records->start > records->room / 2) {
        memmove(records->bytes, records->bytes + records->start,
                records->end - records->start);
        records->end -= records->start;
        records->start = 0;
        return CTG_OK;
    }
    grown = ctg__reallocate(records->bytes, 2 * records->room);
    if (!grown)
        return ctg__fail_memory(error);
    records->bytes = grown;
    records->room *= 2;
    return CTG_OK;
}

/* Some more bytes; a signal that ends the wait is the caller's business. */
static ctg_status fill(ctg__records *records, ctg_error *error)
{
    ctg_status status = make_room(records, error);

    while (!status) {
        const ssize_t got = read(records->fd, records->bytes + records->end,
                                 records->room - records->end);

        if (got >= 0) {
            records->end += (size_t)got;
            records->at_end = got == 0;
            return CTG_OK;
        }
        if (errno != EINTR)
            return fail_errno(records, errno, error);
        if (records->progress && !records->progress(records->context, 0, 0))
            status =
                ctg__fail(error, CTG_CANCELLED,
                          "cancelled while reading %.400s", records->shown);
    }
    return status;
}

ctg_status ctg__records_hold(ctg__records *records, size_t least,
                             ctg_error *error)
{
    ctg_status status = CTG_OK;

    while (!status && records->end - records->start < least && !records->at_end)
        status = fill(records, error);
    return status;
}

/* How far a record was looked at. */
typedef struct look {
    size_t at; /* from the record's start */
    size_t lines;
    bool quoted;
} look;

/* Looks on, to behind the record's end; false where there is none yet. */
static bool find_end(const ctg__records *records, look *to)
{
    const char *const start = records->bytes + records->start;
    const size_t length = records->end - records->start;

    while (to->at < length) {
        const char c = start[to->at++];

        if (c == '"' && records->quotes)
            to->quoted = !to->quoted;
        if (c != '\n')
            continue;
        to->lines++;
        if (!to->quoted)
            return true;
    }
    return false;
}

ctg_status ctg__records_next(ctg__records *records, const char **record,
                             size_t *length, size_t *line, ctg_error *error)
{
    look to = {0};
    ctg_status status = CTG_OK;

    while (!status && !find_end(records, &to) && !records->at_end) {
        if (to.at > CTG__RECORD_MOST)
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%.400s:%zu: more than 64 MB without an end%s",
                             records->shown, records->line,
                             to.quoted ? ": a quote is never closed" : "");
        status = fill(records, error);
    }
    if (status)
        return status;
    *record = records->bytes + records->start;
    *length = to.at;
    *line = records->line;
    records->start += to.at;
    CTG__ASSERT(records->start <= records->end);
    records->line += to.lines;
    return CTG_OK;
}

ctg_status ctg__records_peek(ctg__records *records, char *first,
                             ctg_error *error)
{
    size_t at = 0;
    ctg_status status = CTG_OK;

    *first = '\0';
    while (!status) {
        for (; records->start + at < records->end; at++) {
            const char c = records->bytes[records->start + at];

            if (!c || strchr(" \t\r\n\xEF\xBB\xBF", c))
                continue;
            *first = c;
            return CTG_OK;
        }
        if (records->at_end || at > CTG__RECORD_MOST)
            break;
        status = fill(records, error);
    }
    return status;
}

#include <config.h>

#include "read/content.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "bridge/archive.h"

static ctg_status fail_errno(ctg_error *error, const char *shown, int code)
{
    return ctg__fail(error, CTG_IO_ERROR, "%s: %s", shown, strerror(code));
}

/* What is read, and who is asked whether to go on. */
typedef struct reading {
    int fd;
    const char *shown;
    bool endless; /* no end, unless it comes at once, as that of /dev/null */
    ctg_progress *progress;
    void *context;
} reading;

/*
 * A signal that ends a wait is none of ours: the caller's `progress` knows
 * whether it means that the work shall stop.
 */
static ctg_status go_on(const reading *of, size_t length, ctg_error *error)
{
    if (of->progress && !of->progress(of->context, (double)length, 0))
        return ctg__fail(error, CTG_CANCELLED, "cancelled while reading %s",
                         of->shown);
    return CTG_OK;
}

/* Room for more. */
static ctg_status grow(const reading *of, ctg__content *content, size_t *room,
                       ctg_error *error)
{
    char *grown;

    if (of->endless)
        return ctg__fail(error, CTG_IO_ERROR, "%s: a device, not a file",
                         of->shown);
    grown = ctg__reallocate(content->held, 2 * *room);
    if (!grown)
        return ctg__fail_memory(error);
    content->held = grown;
    *room *= 2;
    return CTG_OK;
}

/* What comes next, some of it. */
static ctg_status read_some(const reading *of, ctg__content *content,
                            size_t room, bool *at_end, ctg_error *error)
{
    const ssize_t got =
        read(of->fd, content->held + content->length, room - content->length);

    if (got < 0 && errno != EINTR)
        return fail_errno(error, of->shown, errno);
    if (got > 0)
        content->length += (size_t)got;
    *at_end = got == 0;
    return CTG_OK;
}

/* Reads to the end, however long that turns out to be. */
static ctg_status read_all(const reading *of, ctg__content *content,
                           ctg_error *error)
{
    size_t room = 64 * 1024;
    ctg_status status = CTG_OK;
    bool at_end = false;

    content->length = 0;
    content->held = ctg__allocate(room);
    if (!content->held)
        return ctg__fail_memory(error);
    while (!status && !at_end) {
        if (content->length == room)
            status = grow(of, content, &room, error);
        if (!status)
            status = go_on(of, content->length, error);
        if (!status)
            status = read_some(of, content, room, &at_end, error);
    }
    if (status)
        ctg__release(content->held);
    content->bytes = content->held;
    return status;
}

static ctg_status open_descriptor(reading *of, ctg__content *content,
                                  ctg_error *error)
{
    struct stat status;
    void *mapping;

    if (fstat(of->fd, &status))
        return fail_errno(error, of->shown, errno);
    content->size = status.st_size;
    content->modified = status.st_mtim;
    of->endless =
        S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && !isatty(of->fd));
    if (!S_ISREG(status.st_mode) || status.st_size <= 0)
        return read_all(of, content, error);
    /* From the start whatever was read of it: only ever whole files. */
    mapping =
        mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, of->fd, 0);
    if (mapping == MAP_FAILED)
        return read_all(of, content, error);
    content->bytes = mapping;
    content->length = (size_t)status.st_size;
    content->mapped = content->length;
    return CTG_OK;
}

/* A named pipe that nobody writes to lets wait already here. */
static ctg_status open_file(reading *of, const char *path, ctg_error *error)
{
    for (;;) {
        ctg_status status;

        of->fd = open(path, O_RDONLY | O_CLOEXEC);
        if (of->fd >= 0)
            return CTG_OK;
        if (errno != EINTR)
            return fail_errno(error, of->shown, errno);
        status = go_on(of, 0, error);
        if (status)
            return status;
    }
}

/* What is compressed is what comes out of it; it is never mapped. */
static ctg_status unpack(const reading *of, ctg__content *content,
                         ctg_error *error)
{
    const ctg__packed packed = {
        .bytes = content->bytes,
        .length = content->length,
        .shown = of->shown,
        .progress = of->progress,
        .context = of->context,
    };
    char *bytes = NULL;
    size_t length = 0;
    ctg_status status;

    if (!ctg__packed_kind(content->bytes, content->length))
        return CTG_OK;
    status = ctg__packed_unpack(&packed, &bytes, &length, error);
    ctg__content_close(content);
    if (status)
        return status;
    content->held = bytes;
    content->bytes = bytes;
    content->length = length;
    content->packed = true;
    return CTG_OK;
}

ctg_status ctg__content_open(const char *path, const char *shown,
                             ctg_progress *progress, void *context,
                             ctg__content *content, ctg_error *error)
{
    const bool standard = strcmp(path, "-") == 0;
    reading of = {
        .fd = STDIN_FILENO,
        .shown = shown,
        .progress = progress,
        .context = context,
    };
    ctg__content made = {.bytes = ""};
    ctg_status status = standard ? CTG_OK : open_file(&of, path, error);

    if (status)
        return status;
    status = open_descriptor(&of, &made, error);
    if (!standard)
        close(of.fd);
    if (!status)
        status = unpack(&of, &made, error);
    if (!status)
        *content = made;
    return status;
}

ctg_status ctg__content_copy(const void *bytes, size_t size, const char *shown,
                             ctg_progress *progress, void *context,
                             ctg__content *content, ctg_error *error)
{
    const reading of = {
        .shown = shown, .progress = progress, .context = context};
    ctg__content made = {.length = size};
    ctg_status status;

    made.held = ctg__allocate(size);
    if (!made.held)
        return ctg__fail_memory(error);
    if (size)
        memcpy(made.held, bytes, size);
    made.bytes = made.held;
    status = unpack(&of, &made, error);
    if (!status)
        *content = made;
    else
        ctg__content_close(&made);
    return status;
}

void ctg__content_close(ctg__content *content)
{
    if (content->mapped)
        munmap((void *)(uintptr_t)content->bytes, content->mapped);
    ctg__release(content->held);
    *content = (ctg__content){.bytes = ""};
}

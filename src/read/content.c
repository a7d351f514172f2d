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

static ctg_status fail_errno(ctg_error *error, const char *shown, int code)
{
    return ctg__fail(error, CTG_IO_ERROR, "%s: %s", shown, strerror(code));
}

/* Reads to the end, however long that turns out to be. `endless`: there is
 * none, unless it comes at once, as that of /dev/null does. */
static ctg_status read_all(int fd, const char *shown, bool endless,
                           ctg__content *content, ctg_error *error)
{
    size_t room = 64 * 1024;
    size_t length = 0;
    char *bytes = ctg__allocate(room);
    ssize_t got = 1;

    if (!bytes)
        return ctg__fail_memory(error);
    while (got) {
        if (length == room) {
            char *const grown =
                endless ? NULL : ctg__reallocate(bytes, 2 * room);

            if (!grown) {
                ctg__release(bytes);
                return endless ? ctg__fail(error, CTG_IO_ERROR,
                                           "%s: a device, not a file", shown)
                               : ctg__fail_memory(error);
            }
            bytes = grown;
            room *= 2;
        }
        got = read(fd, bytes + length, room - length);
        if (got < 0 && errno != EINTR) {
            const int code = errno;

            ctg__release(bytes);
            return fail_errno(error, shown, code);
        }
        if (got > 0)
            length += (size_t)got;
    }
    content->held = bytes;
    content->bytes = bytes;
    content->length = length;
    return CTG_OK;
}

static ctg_status open_descriptor(int fd, const char *shown,
                                  ctg__content *content, ctg_error *error)
{
    struct stat status;
    void *mapping;
    bool endless;

    if (fstat(fd, &status))
        return fail_errno(error, shown, errno);
    content->size = status.st_size;
    content->modified = status.st_mtim;
    endless =
        S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && !isatty(fd));
    if (!S_ISREG(status.st_mode) || status.st_size <= 0)
        return read_all(fd, shown, endless, content, error);
    /* From the start whatever was read of it: only ever whole files. */
    mapping = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapping == MAP_FAILED)
        return read_all(fd, shown, false, content, error);
    content->bytes = mapping;
    content->length = (size_t)status.st_size;
    content->mapped = content->length;
    return CTG_OK;
}

ctg_status ctg__content_open(const char *path, const char *shown,
                             ctg__content *content, ctg_error *error)
{
    const bool standard = strcmp(path, "-") == 0;
    const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    ctg__content made = {.bytes = ""};
    ctg_status status;

    if (fd < 0)
        return fail_errno(error, shown, errno);
    status = open_descriptor(fd, shown, &made, error);
    if (!standard)
        close(fd);
    if (!status)
        *content = made;
    return status;
}

void ctg__content_close(ctg__content *content)
{
    if (content->mapped)
        munmap((void *)(uintptr_t)content->bytes, content->mapped);
    ctg__release(content->held);
    *content = (ctg__content){.bytes = ""};
}

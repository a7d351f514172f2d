#include <config.h>

#include "base/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

enum {
    NAME_ROOM = 32, /* of a name of ours, whatever the length of theirs */
    TRIES = 1000,
    MOST_LINKS = 40 /* as the kernel has it */
};

/* The length of what comes before the last name, its slash included. */
static size_t folder_length(const char *path)
{
    size_t length = strlen(path);

    while (length > 1 && path[length - 1] == '/')
        length--;
    while (length && path[length - 1] != '/')
        length--;
    return length;
}

static char *follow_one(const char *path, const char *target)
{
    const size_t kept = *target == '/' ? 0 : folder_length(path);
    const size_t length = strlen(target);
    char *const next = ctg__allocate(kept + length + 1);

    if (!next)
        return NULL;
    memcpy(next, path, kept);
    memcpy(next + kept, target, length + 1);
    return next;
}

char *ctg__follow_links(const char *path)
{
    char *at = ctg__copy_text(path, strlen(path));
    char target[PATH_MAX];

    for (int links = 0; at; links++) {
        const ssize_t length = readlink(at, target, sizeof target - 1);
        char *next;

        if (length < 0)
            return at;
        if (links == MOST_LINKS) {
            ctg__release(at);
            errno = ELOOP;
            return NULL;
        }
        target[length] = '\0';
        next = follow_one(at, target);
        ctg__release(at);
        at = next;
    }
    errno = ENOMEM;
    return NULL;
}

/*
 * A name that is not likely to be there: who asks for it, when, and how often.
 * Nobody needs to be kept from guessing it, as what is there is not opened.
 */
static void put_name(char *text, int number)
{
    struct timespec time;
    uint64_t mixed;

    clock_gettime(CLOCK_REALTIME, &time);
    mixed = (uint64_t)time.tv_nsec * UINT64_C(0x9E3779B97F4A7C15) ^
            (uint64_t)time.tv_sec << 20 ^ (uint64_t)getpid() << 40 ^
            (uint64_t)(uintptr_t)text ^ (uint64_t)number;
    mixed *= UINT64_C(0xBF58476D1CE4E5B9);
    snprintf(text, NAME_ROOM, ".contagraph-%012llx",
             (unsigned long long)(mixed >> 16));
}

/* Room for a name of ours in the folder of `path`, which is in it already. */
static char *begin_name(const char *path, char **end)
{
    const size_t kept = folder_length(path);
    char *const name = ctg__allocate(kept + NAME_ROOM);

    if (!name) {
        errno = ENOMEM;
        return NULL;
    }
    memcpy(name, path, kept);
    *end = name + kept;
    return name;
}

/* What takes a name, and fails with EEXIST where somebody has it. */
typedef int taking(const char *name, const void *context);

/* What a name was taken for, ours at `end` of `name`; -1 with errno set. */
static int take_name_at(char *name, char *end, taking *take,
                        const void *context)
{
    int result = -1;

    for (int i = 0; i < TRIES && result < 0; i++) {
        put_name(end, i);
        result = take(name, context);
        if (result < 0 && errno != EEXIST)
            break;
    }
    return result;
}

/* The name taken; NULL with errno set. */
static char *take_name(const char *path, taking *take, const void *context,
                       int *result)
{
    char *end;
    char *const name = begin_name(path, &end);
    int code;

    if (!name)
        return NULL;
    *result = take_name_at(name, end, take, context);
    if (*result >= 0)
        return name;
    code = errno;
    ctg__release(name);
    errno = code;
    return NULL;
}

static int take_file(const char *name, const void *mode)
{
    return open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                *(const mode_t *)mode);
}

static int take_folder(const char *name, const void *nothing)
{
    (void)nothing;
    return mkdir(name, 0777);
}

static int named_file(const char *path, mode_t mode, char **name)
{
    int file = -1;

    *name = take_name(path, take_file, &mode, &file);
    return *name ? file : -1;
}

#ifdef O_TMPFILE

enum { LINK_ROOM = 40 };

static void put_link(char link[LINK_ROOM], int file)
{
    snprintf(link, LINK_ROOM, "/proc/self/fd/%d", file);
}

static int nameless_file(const char *path, mode_t mode)
{
    char *end;
    char link[LINK_ROOM];
    char *const folder = begin_name(path, &end);
    int file;

    if (!folder)
        return -1;
    strcpy(end, ".");
    file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
    ctg__release(folder);
    if (file < 0)
        return -1;
    put_link(link, file);
    if (access(link, F_OK) == 0)
        return file;
    close(file);
    return -1;
}

static int take_link(const char *name, const void *link)
{
    return linkat(AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

/* Gives a name to a file that has none, and asks for no memory: others that
 * belong to it may be in their places. */
static bool name_file(int file, const char *path, char name[PATH_MAX])
{
    const size_t kept = folder_length(path);
    char link[LINK_ROOM];

    if (kept + NAME_ROOM > PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(name, path, kept);
    put_link(link, file);
    return take_name_at(name, name + kept, take_link, link) >= 0;
}

#else

static int nameless_file(const char *path, mode_t mode)
{
    (void)path;
    (void)mode;
    return -1;
}

static bool name_file(int file, const char *path, char name[PATH_MAX])
{
    (void)file;
    (void)path;
    (void)name;
    errno = ENOTSUP;
    return false;
}

#endif

int ctg__file_beside(const char *path, mode_t mode, char **name)
{
    const int file = nameless_file(path, mode);

    *name = NULL;
    return file < 0 ? named_file(path, mode, name) : file;
}

int ctg__file_settle(int file, const char *name, const char *path)
{
    char given[PATH_MAX];
    int code = 0;

    if (!name) {
        if (!name_file(file, path, given))
            return -1;
        name = given;
    }
    if (rename(name, path)) {
        code = errno;
        unlink(name);
    }
    errno = code;
    return code ? -1 : 0;
}

char *ctg__folder_beside(const char *path)
{
    int result = -1;

    return take_name(path, take_folder, NULL, &result);
}

/*
 * Preloaded into the whole program: the allocation FAIL_AT, counted from 1
 * over everything linked, fails once, or with FAIL_ON=1 all from then on;
 * without it all are granted. Writes to
 * the file FAIL_TOLD, if that is set, how many were asked for, or nothing
 * when the program ended in a way that tells nobody.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);
int posix_memalign(void **memory, size_t alignment, size_t size);
void *aligned_alloc(size_t alignment, size_t size);

static atomic_long asked;
static long failing = -1; /* -1: none */
static int failing_on;
static int counting;

__attribute__((constructor)) static void begin(void)
{
    const char *const at = getenv("FAIL_AT");

    failing = at ? atol(at) : -1;
    failing_on = getenv("FAIL_ON") && *getenv("FAIL_ON") == '1';
    /* Programs that this one starts are none of ours. */
    unsetenv("LD_PRELOAD");
    unsetenv("FAIL_AT");
    unsetenv("FAIL_ON");
    counting = 1;
}

__attribute__((destructor)) static void tell(void)
{
    const char *const path = getenv("FAIL_TOLD");
    char text[24];
    int file;
    ssize_t written = 0;

    if (!path)
        return;
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0)
        return;
    written = write(
        file, text,
        (size_t)snprintf(text, sizeof text, "%ld\n", atomic_load(&asked)));
    (void)written;
    close(file);
}

static int granted(void)
{
    long number;

    if (!counting)
        return 1;
    number = atomic_fetch_add(&asked, 1) + 1;
    if (number != failing && !(failing_on && failing > 0 && number > failing))
        return 1;
    errno = ENOMEM;
    return 0;
}

void *malloc(size_t size)
{
    return granted() ? __libc_malloc(size) : NULL;
}

void *calloc(size_t count, size_t size)
{
    return granted() ? __libc_calloc(count, size) : NULL;
}

void *realloc(void *memory, size_t size)
{
    return granted() ? __libc_realloc(memory, size) : NULL;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return granted() ? __libc_memalign(alignment, size) : NULL;
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    void *const made = granted() ? __libc_memalign(alignment, size) : NULL;

    if (!made)
        return ENOMEM;
    *memory = made;
    return 0;
}

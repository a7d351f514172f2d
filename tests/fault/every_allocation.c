/*
 * Runs a program again and again, each time with another of its allocations
 * failing, in the folder it is started in:
 *
 *     every_allocation PRELOAD STEP PROGRAM ARGUMENT...
 *
 * Says what was not right: neither the output and the files that it gives with
 * all of its memory, nor exit status 1 with a message and no file more than
 * before. Exit status 0 if nothing was. The folder is left as it was.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHOWN = 20, LISTED = 64, FOUND = 256 };

typedef struct entry {
    char *path;
    char *bytes; /* NULL: a folder */
    size_t length;
} entry;

typedef struct listing {
    entry entries[FOUND];
    size_t count;
} listing;

static listing *filling;

static char *read_whole(const char *path, size_t *length)
{
    const int file = open(path, O_RDONLY);
    struct stat status;
    char *bytes;

    if (file < 0 || fstat(file, &status))
        abort();
    bytes = calloc(1, (size_t)status.st_size + 1);
    if (!bytes || read(file, bytes, (size_t)status.st_size) != status.st_size)
        abort();
    close(file);
    *length = (size_t)status.st_size;
    return bytes;
}

static int take(const char *path, const struct stat *status, int type,
                struct FTW *at)
{
    entry *const e = &filling->entries[filling->count];

    (void)status;
    (void)at;
    if (strcmp(path, ".") == 0)
        return 0;
    if (filling->count == FOUND)
        abort();
    *e = (entry){.path = strdup(path)};
    if (type == FTW_F)
        e->bytes = read_whole(path, &e->length);
    filling->count++;
    return 0;
}

static int compare_entries(const void *one, const void *other)
{
    return strcmp(((const entry *)one)->path, ((const entry *)other)->path);
}

static void look(listing *list)
{
    *list = (listing){0};
    filling = list;
    if (nftw(".", take, 16, FTW_PHYS))
        abort();
    qsort(list->entries, list->count, sizeof *list->entries, compare_entries);
}

static void forget(listing *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->entries[i].path);
        free(list->entries[i].bytes);
    }
    list->count = 0;
}

static int same(const listing *a, const listing *b)
{
    if (a->count != b->count)
        return 0;
    for (size_t i = 0; i < a->count; i++) {
        const entry *const x = &a->entries[i];
        const entry *const y = &b->entries[i];

        if (strcmp(x->path, y->path) != 0 || !x->bytes != !y->bytes ||
            x->length != y->length ||
            (x->bytes && memcmp(x->bytes, y->bytes, x->length) != 0))
            return 0;
    }
    return 1;
}

/* Removes what came; from the end, so that folders are empty. */
static void tidy(const listing *now, const listing *before)
{
    for (size_t i = now->count; i-- > 0;)
        if (!bsearch(&now->entries[i], before->entries, before->count,
                     sizeof *before->entries, compare_entries))
            remove(now->entries[i].path);
}

static int open_or_die(const char *path, int flags)
{
    const int file = open(path, flags, 0666);

    if (file < 0)
        abort();
    return file;
}

/* Its output goes to the files ../out and ../err. */
static int run(const char *preload, long at, char **arguments)
{
    const pid_t child = fork();
    int status;

    if (child == 0) {
        char number[24];

        snprintf(number, sizeof number, "%ld", at);
        setenv("FAIL_AT", number, 1);
        setenv("FAIL_TOLD", "../told", 1);
        setenv("LD_PRELOAD", preload, 1);
        dup2(open_or_die("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(open_or_die("../out", O_WRONLY | O_CREAT | O_TRUNC),
             STDOUT_FILENO);
        dup2(open_or_die("../err", O_WRONLY | O_CREAT | O_TRUNC),
             STDERR_FILENO);
        execv(arguments[0], arguments);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static const char *judge(int status, int right_status, const listing *before,
                         const listing *after, const listing *now,
                         const entry *right_output)
{
    size_t length;
    char *text;
    int fine;

    if (status == 1) {
        text = read_whole("../err", &length);
        free(text);
        if (!length)
            return "exit status 1 without a message";
        return same(now, before) ? NULL : "exit status 1, and a file is left";
    }
    if (status != right_status)
        return status >= 128 ? "a signal" : "another exit status";
    text = read_whole("../out", &length);
    fine = length == right_output->length &&
           memcmp(text, right_output->bytes, length) == 0;
    free(text);
    if (!fine)
        return "success with other output";
    return same(now, after) ? NULL : "success with other files";
}

int main(int argc, char **argv)
{
    static listing before;
    static listing after;
    static listing now;
    entry right = {0};
    size_t length;
    char *told;
    long count;
    long bad = 0;
    int right_status;

    if (argc < 4)
        return 2;
    look(&before);
    right_status = run(argv[1], 0, argv + 3);
    look(&after);
    tidy(&after, &before);
    right.bytes = read_whole("../out", &right.length);
    told = read_whole("../told", &length);
    count = atol(told);
    free(told);
    if (right_status == 1 || right_status > 3 || count < 20) {
        printf("# all granted: exit status %d, %ld allocations\n", right_status,
               count);
        return 1;
    }
    for (long at = 1; at <= count; at += atol(argv[2])) {
        const int status = run(argv[1], at, argv + 3);
        const char *why;

        look(&now);
        why = judge(status, right_status, &before, &after, &now, &right);
        if (why && bad++ < SHOWN)
            printf("# allocation %ld of %ld: %s (%d)\n", at, count, why,
                   status);
        tidy(&now, &before);
        forget(&now);
    }
    printf("# %ld of %ld allocations\n", bad, count);
    forget(&before);
    forget(&after);
    free(right.bytes);
    return bad != 0;
}

/* What a fault in a whole command may and may not do. */
#define _GNU_SOURCE
#include "fault/outcome.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static listing *filling;

char *fault_read(const char *path, size_t *length)
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
    if (filling->count == FAULT_FOUND)
        abort();
    *e = (entry){.path = strdup(path)};
    if (type == FTW_F)
        e->bytes = fault_read(path, &e->length);
    filling->count++;
    return 0;
}

static int compare_entries(const void *one, const void *other)
{
    return strcmp(((const entry *)one)->path, ((const entry *)other)->path);
}

void fault_look(listing *list)
{
    *list = (listing){0};
    filling = list;
    if (nftw(".", take, 16, FTW_PHYS))
        abort();
    qsort(list->entries, list->count, sizeof *list->entries, compare_entries);
}

void fault_forget(listing *list)
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

static int is_in(const entry *one, const listing *list)
{
    const entry *const found = bsearch(one, list->entries, list->count,
                                       sizeof *list->entries, compare_entries);

    return found && one->length == found->length && one->bytes &&
           found->bytes && memcmp(one->bytes, found->bytes, one->length) == 0;
}

bool fault_whole(const listing *now, const expected *right)
{
    for (size_t i = 0; i < now->count; i++)
        if (now->entries[i].bytes && !is_in(&now->entries[i], &right->before) &&
            !is_in(&now->entries[i], &right->after))
            return false;
    return true;
}

static bool has_name(const entry *one, const listing *list)
{
    return bsearch(one, list->entries, list->count, sizeof *list->entries,
                   compare_entries);
}

bool fault_known(const listing *now, const expected *right)
{
    for (size_t i = 0; i < now->count; i++)
        if (!has_name(&now->entries[i], &right->before) &&
            !has_name(&now->entries[i], &right->after))
            return false;
    return true;
}

static int may_be_left(const listing *now, const expected *right,
                       leftover may_stay)
{
    return may_stay == ALL_STAYS || same(now, &right->before) ||
           (may_stay == WHOLE_STAYS && fault_whole(now, right));
}

/* Removes what came; from the end, so that folders are empty. */
void fault_tidy(const listing *now, const listing *before)
{
    for (size_t i = now->count; i-- > 0;)
        if (!has_name(&now->entries[i], before))
            remove(now->entries[i].path);
}

static int open_or_die(const char *path, int flags)
{
    const int file = open(path, flags, 0666);

    if (file < 0)
        abort();
    return file;
}

void fault_redirect(void)
{
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;

    dup2(open_or_die("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(open_or_die("../out", flags), STDOUT_FILENO);
    dup2(open_or_die("../err", flags), STDERR_FILENO);
}

const char *fault_judge(int status, const expected *right, const listing *now,
                        leftover may_stay)
{
    size_t length;
    char *text;
    int fine;

    if (status == 1) {
        text = fault_read("../err", &length);
        free(text);
        if (!length)
            return "exit status 1 without a message";
        return may_be_left(now, right, may_stay)
                   ? NULL
                   : "exit status 1, and a file is left";
    }
    if (status != right->status)
        return status >= 128 ? "a signal" : "another exit status";
    text = fault_read("../out", &length);
    fine = length == right->output.length &&
           memcmp(text, right->output.bytes, length) == 0;
    free(text);
    if (!fine)
        return "success with other output";
    return may_stay == ALL_STAYS || same(now, &right->after)
               ? NULL
               : "success with other files";
}

bool fault_expect(expected *right, int (*run)(void *context), void *context)
{
    fault_look(&right->before);
    right->status = run(context);
    fault_look(&right->after);
    fault_tidy(&right->after, &right->before);
    right->output.bytes = fault_read("../out", &right->output.length);
    return right->status == 0 || right->status == 3;
}

const char *fault_check(int status, const expected *right, leftover may_stay)
{
    static listing now;
    const char *why;

    fault_look(&now);
    why = fault_judge(status, right, &now, may_stay);
    fault_tidy(&now, &right->before);
    fault_forget(&now);
    return why;
}

long fault_tried(const char *most, long count)
{
    return atol(most) > 0 && atol(most) < count ? atol(most) : count;
}

void fault_end(expected *right)
{
    fault_forget(&right->before);
    fault_forget(&right->after);
    free(right->output.bytes);
}

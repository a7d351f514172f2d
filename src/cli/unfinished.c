#include "cli/unfinished.h"

#include <unistd.h>

static streams *volatile unfinished;

void unfinished_add(streams *all)
{
    if (all->listed)
        return;
    all->listed = true;
    all->next = unfinished;
    unfinished = all;
}

void unfinished_drop(const streams *all)
{
    streams *one = unfinished;

    if (one == all) {
        unfinished = all->next;
        return;
    }
    while (one && one->next != all)
        one = one->next;
    if (one)
        one->next = all->next;
}

/* Calls nothing that a signal handler must not. */
void unfinished_remove(const streams *all)
{
    for (const stream *each = all->first; each; each = each->next)
        if (each->path)
            unlink(each->path);
    rmdir(all->temporary);
}

void unfinished_remove_all(void)
{
    for (const streams *each = unfinished; each; each = each->next) {
        for (const stream *one = each->first; one; one = one->next) {
            const char *const name =
                one->output ? ctg_output_temporary(one->output) : NULL;

            if (name)
                unlink(name);
        }
        if (each->temporary)
            unfinished_remove(each);
    }
}

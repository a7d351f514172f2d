#include "cli/stream.h"

#include <contagraph/output.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/reader.h"
#include "cli/say.h"
#include "cli/unfinished.h"

static void add(streams *all, stream *one)
{
    stream **last = &all->first;

    while (*last)
        last = &(*last)->next;
    *last = one;
}

static bool discards;

void streams_discard(void)
{
    discards = true;
}

FILE *streams_open(streams *all, const char *path)
{
    ctg_error error;
    ctg_output *output;
    ctg_status status;
    stream *made;

    if (discards || !path || strcmp(path, "-") == 0) {
        add(all, heap_take(sizeof *made));
        return stdout;
    }
    if (!inputs_spare(path))
        return NULL;
    made = heap_take(sizeof *made); /* before there is anything to take away */
    interrupt_guard();
    status = ctg_output_open(path, &output, &error);
    if (!status) {
        made->output = output;
        add(all, made);
        if (ctg_output_temporary(output))
            unfinished_add(all);
    }
    interrupt_unguard();
    if (status) {
        free(made);
        say_error(status, &error);
        return NULL;
    }
    return ctg_output_file(output);
}

bool streams_open_folder(streams *all, const char *path)
{
    struct stat found;
    size_t length = strlen(path);
    char *made;
    ctg_error error;
    ctg_status status;

    while (length > 1 && path[length - 1] == '/')
        length--;
    all->folder = heap_print("%.*s", (int)length, path);
    if (discards)
        return true;
    if (stat(all->folder, &found) == 0) {
        if (S_ISDIR(found.st_mode))
            return true;
        say("%s: is a file, not a folder", all->folder);
        return false;
    }
    made = heap_take(PATH_MAX); /* before there is anything to take away */
    interrupt_guard();
    status = ctg_output_folder(all->folder, made, PATH_MAX, &error);
    if (!status) {
        all->temporary = made;
        unfinished_add(all);
    }
    interrupt_unguard();
    if (!status)
        return true;
    say_error(status, &error);
    free(made);
    return false;
}

FILE *streams_open_in_folder(streams *all, const char *name)
{
    char *const path = heap_print(
        "%s/%s", all->temporary ? all->temporary : all->folder, name);
    FILE *const file = streams_open(all, path);
    stream *last = all->first;

    if (!file) {
        free(path);
        return NULL;
    }
    while (last->next)
        last = last->next;
    last->path = path;
    return file;
}

void streams_forget_in_folder(streams *all, const char *name)
{
    size_t count = 0;

    if (all->temporary || discards)
        return;
    while (all->stale && all->stale[count])
        count++;
    all->stale = heap_grow(all->stale, (count + 2) * sizeof *all->stale);
    all->stale[count] = heap_print("%s/%s", all->folder, name);
    all->stale[count + 1] = NULL;
}

static void clear(streams *all)
{
    unfinished_drop(all);
    for (stream *next; all->first; all->first = next) {
        next = all->first->next;
        free(all->first->path);
        free(all->first);
    }
    for (size_t i = 0; all->stale && all->stale[i]; i++)
        free(all->stale[i]);
    free(all->stale);
    free(all->folder);
    free(all->temporary);
    *all = (streams){0};
}

void streams_abort(streams *all)
{
    interrupt_guard();
    for (stream *each = all->first; each; each = each->next) {
        ctg_output *const output = each->output;

        each->output = NULL;
        ctg_output_abort(output);
    }
    if (all->temporary)
        unfinished_remove(all);
    clear(all);
    interrupt_unguard();
}

static exit_status flush_standard_output(void)
{
    int code;

    errno = 0;
    if (!ferror(stdout) && fflush(stdout) == 0)
        return EXIT_DONE;
    code = errno;
    clearerr(stdout);
    if (code == EPIPE || reader_left())
        return EXIT_DONE; /* `| head` has seen enough */
    say("standard output: %s", code ? strerror(code) : "cannot be written");
    return EXIT_FAILED;
}

static bool show_folder(streams *all)
{
    if (rename(all->temporary, all->folder) == 0)
        return true;
    say("%s: %s", all->folder, strerror(errno));
    return false;
}

exit_status streams_commit(streams *all)
{
    if (interrupt_came()) {
        streams_abort(all);
        return EXIT_INTERRUPTED;
    }
    return streams_keep(all);
}

/* Nothing is put in place before all of it is written. */
exit_status streams_flush(streams *all)
{
    ctg_error error;
    ctg_status failed = CTG_OK;
    bool shown = false;

    for (stream *each = all->first; each && !failed; each = each->next) {
        if (each->output)
            failed = ctg_output_flush(each->output, &error);
        else
            shown = true;
    }
    if (failed) {
        say_error(failed, &error);
        return EXIT_FAILED;
    }
    return shown ? flush_standard_output() : EXIT_DONE;
}

exit_status streams_keep(streams *all)
{
    exit_status status;
    ctg_error error;

    interrupt_guard(); /* all of them or none */
    status = streams_flush(all);
    for (stream *each = all->first; each; each = each->next) {
        ctg_output *const output = each->output;

        each->output = NULL;
        if (status) {
            ctg_output_abort(output);
        } else if (output) {
            const ctg_status failed = ctg_output_commit(output, &error);

            if (failed) {
                say_error(failed, &error);
                status = EXIT_FAILED;
            }
        }
    }
    if (!status && all->temporary && !show_folder(all))
        status = EXIT_FAILED;
    if (status && all->temporary)
        unfinished_remove(all);
    for (size_t i = 0; !status && all->stale && all->stale[i]; i++)
        unlink(all->stale[i]);
    clear(all);
    interrupt_unguard();
    return status;
}

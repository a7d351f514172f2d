#include <config.h>

#include <contagraph/output.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/memory.h"

struct ctg_output {
    FILE *file;
    char *path;      /* where it shall go; NULL when written directly */
    char *temporary; /* where it is until then; NULL when written directly */
    char *shown;     /* the path as the caller said it */
};

static void dispose(ctg_output *output)
{
    ctg__release(output->path);
    ctg__release(output->temporary);
    ctg__release(output->shown);
    ctg__release(output);
}

static ctg_status fail_errno(ctg_error *error, const char *path, int code)
{
    return ctg__fail(error, CTG_IO_ERROR, "%s: %s", path, strerror(code));
}

/* Writes through a symbolic link, not over it. */
static char *real_path(const char *path)
{
    char resolved[PATH_MAX];

    if (!realpath(path, resolved))
        return ctg__copy_text(path, strlen(path));
    return ctg__copy_text(resolved, strlen(resolved));
}

static ctg_status open_temporary(ctg_output *output, ctg_error *error)
{
    const size_t length = strlen(output->path);
    struct stat status;
    mode_t mode;
    int fd;

    output->temporary = ctg__allocate(length + 8);
    if (!output->temporary)
        return ctg__fail_memory(error);
    memcpy(output->temporary, output->path, length);
    memcpy(output->temporary + length, ".XXXXXX", 8);
    fd = mkstemp(output->temporary); /* same folder: the rename is atomic */
    if (fd < 0) {
        const int code = errno;

        ctg__release(output->temporary);
        output->temporary = NULL;
        return fail_errno(error, output->shown, code);
    }
    if (stat(output->path, &status) == 0) {
        mode = status.st_mode & 07777;
    } else {
        const mode_t mask = umask(0);

        umask(mask);
        mode = 0666 & ~mask;
    }
    (void)fchmod(fd, mode); /* a stricter file is no reason to give up */
    output->file = fdopen(fd, "w");
    if (!output->file) {
        const int code = errno;

        close(fd);
        unlink(output->temporary);
        return fail_errno(error, output->shown, code);
    }
    return CTG_OK;
}

static ctg_status open_any(ctg_output *output, const char *path,
                           ctg_error *error)
{
    struct stat status;
    int fd;

    output->shown = ctg__copy_text(path, strlen(path));
    if (!output->shown)
        return ctg__fail_memory(error);
    if (strcmp(path, "-") == 0) {
        fd = dup(STDOUT_FILENO);
        output->file = fd < 0 ? NULL : fdopen(fd, "w");
        if (!output->file)
            return fail_errno(error, "standard output", errno);
        return CTG_OK;
    }
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        output->file = fopen(path, "w");
        if (!output->file)
            return fail_errno(error, path, errno);
        return CTG_OK;
    }
    output->path = real_path(path);
    if (!output->path)
        return ctg__fail_memory(error);
    return open_temporary(output, error);
}

ctg_status ctg_output_open(const char *path, ctg_output **output,
                           ctg_error *error)
{
    ctg_output *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_output){0};
    status = open_any(made, path, error);
    if (status) {
        dispose(made);
        return status;
    }
    *output = made;
    return CTG_OK;
}

FILE *ctg_output_file(ctg_output *output)
{
    return output->file;
}

/*
 * What ails a stream on which an earlier write failed: by now errno may be
 * another call's. One more byte fails likewise, and what is written is lost
 * anyway.
 */
static int failure_of(FILE *file)
{
    clearerr(file);
    errno = 0;
    if (fputc('\n', file) == EOF || fflush(file))
        return errno ? errno : EIO;
    return EIO;
}

ctg_status ctg_output_commit(ctg_output *output, ctg_error *error)
{
    int code = 0;
    ctg_status status = CTG_OK;

    errno = 0;
    if (ferror(output->file))
        code = failure_of(output->file);
    else if (fflush(output->file))
        code = errno ? errno : EIO;
    if (!code && output->temporary && fsync(fileno(output->file)))
        code = errno;
    if (fclose(output->file) && !code)
        code = errno;
    if (!code && output->temporary && rename(output->temporary, output->path))
        code = errno;
    if (code) {
        if (output->temporary)
            unlink(output->temporary);
        status = fail_errno(error,
                            strcmp(output->shown, "-") ? output->shown
                                                       : "standard output",
                            code);
    }
    dispose(output);
    return status;
}

void ctg_output_abort(ctg_output *output)
{
    if (!output)
        return;
    fclose(output->file);
    if (output->temporary)
        unlink(output->temporary);
    dispose(output);
}

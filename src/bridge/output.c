#include <config.h>

#include "bridge/output_ask.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beside.h"
#include "base/error.h"
#include "base/memory.h"
#include "bridge/archive.h"

struct ctg_output {
    FILE *file;
    char *path;             /* where it shall go; NULL when written directly */
    char *temporary;        /* where it is until then; NULL: nowhere by name */
    char *shown;            /* the path as the caller said it */
    const char *kind;       /* of compression; NULL: none */
    bool safe;              /* all of it is where it is, and on the disk */
    ctg_progress *progress; /* of compressing; may be NULL */
    void *context;
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

static ctg_status fail_at(ctg_error *error, const char *path, int code)
{
    return code == ENOMEM      ? ctg__fail_memory(error)
           : code == ECANCELED ? ctg__fail(error, CTG_CANCELLED,
                                           "cancelled while writing %s", path)
                               : fail_errno(error, path, code);
}

/* What is there already keeps its rights. */
static ctg_status open_beside(ctg_output *output, ctg_error *error)
{
    struct stat status;
    const bool there = stat(output->path, &status) == 0;
    const mode_t mode = there ? status.st_mode & 0777 : 0666;
    const int fd = ctg__file_beside(output->path, mode, &output->temporary);

    if (fd < 0)
        return fail_at(error, output->shown, errno);
    if (there) /* a stricter file is no reason to give up */
        (void)fchmod(fd, status.st_mode & 07777);
    output->file = fdopen(fd, "w");
    if (!output->file) {
        const int code = errno;

        close(fd);
        if (output->temporary)
            unlink(output->temporary);
        return fail_at(error, output->shown, code);
    }
    return CTG_OK;
}

ctg_status ctg_output_check(const char *path, ctg_error *error)
{
    const char *const kind = ctg__packed_kind_of_name(path);
    struct stat status;

    if (!kind || ctg__pack_works(kind) ||
        (stat(path, &status) == 0 && !S_ISREG(status.st_mode)))
        return CTG_OK;
    return ctg__fail(error, CTG_IO_ERROR,
                     "%s: cannot be packed by %s, as this was built without "
                     "libarchive; leave out its last ending",
                     path, kind);
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
        if (!output->file) {
            const int code = errno;

            if (fd >= 0)
                close(fd);
            return fail_at(error, "standard output", code);
        }
        return CTG_OK;
    }
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        output->file = fopen(path, "w");
        if (!output->file)
            return fail_at(error, path, errno);
        return CTG_OK;
    }
    if (ctg_output_check(path, error))
        return error->status;
    output->kind = ctg__packed_kind_of_name(path);
    output->path = ctg__follow_links(path);
    if (!output->path)
        return fail_at(error, path, errno);
    return open_beside(output, error);
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

const char *ctg_output_temporary(const ctg_output *output)
{
    return output->temporary;
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

ctg_status ctg_output_folder(const char *path, char *made, size_t size,
                             ctg_error *error)
{
    char *const name = ctg__folder_beside(path);
    const int code = errno;

    if (!name)
        return fail_at(error, path, code);
    if (strlen(name) >= size) {
        rmdir(name);
        ctg__release(name);
        return fail_errno(error, path, ENAMETOOLONG);
    }
    strcpy(made, name);
    ctg__release(name);
    return CTG_OK;
}

size_t ctg_output_name_length(const char *path)
{
    return ctg__packed_name_length(path);
}

/* Another file beside, compressed, takes the place of what was written. */
static int pack(ctg_output *output)
{
    const int written = fileno(output->file);
    char *const old = output->temporary;
    char *name = NULL;
    struct stat status;
    int packed;
    int code = 0;

    if (fstat(written, &status))
        return errno;
    packed = ctg__file_beside(output->path, status.st_mode & 0777, &name);
    if (packed < 0)
        return errno;
    (void)fchmod(packed, status.st_mode & 07777);
    code = ctg__pack_file(output->kind, written, packed, output->progress,
                          output->context);
    if (!code && dup2(packed, written) < 0)
        code = errno;
    close(packed);
    if (code) {
        if (name)
            unlink(name);
        ctg__release(name);
        return code;
    }
    (void)fcntl(written, F_SETFD, FD_CLOEXEC);
    output->temporary = name;
    if (old)
        unlink(old);
    ctg__release(old);
    return 0;
}

/* 0, or what ails it. */
static int make_safe(ctg_output *output)
{
    int code = 0;

    if (output->safe)
        return 0;
    errno = 0;
    if (ferror(output->file))
        code = failure_of(output->file);
    else if (fflush(output->file))
        code = errno ? errno : EIO;
    if (!code && output->kind) {
        code = pack(output);
        if (!code)
            output->kind = NULL; /* once */
    }
    if (!code && output->path && fsync(fileno(output->file)))
        code = errno;
    output->safe = !code;
    return code;
}

static ctg_status fail_shown(ctg_error *error, const ctg_output *output,
                             int code)
{
    return fail_at(
        error, strcmp(output->shown, "-") ? output->shown : "standard output",
        code);
}

ctg_status ctg_output_flush(ctg_output *output, ctg_error *error)
{
    const int code = make_safe(output);

    return code ? fail_shown(error, output, code) : CTG_OK;
}

ctg_status ctg_output_commit(ctg_output *output, ctg_error *error)
{
    int code = make_safe(output);
    ctg_status status = CTG_OK;

    if (code && output->temporary)
        unlink(output->temporary);
    else if (!code && output->path &&
             ctg__file_settle(fileno(output->file), output->temporary,
                              output->path))
        code = errno;
    /* All of it is written and safe by now. */
    if (fclose(output->file) && !code && !output->path)
        code = errno;
    if (code)
        status = fail_shown(error, output, code);
    dispose(output);
    return status;
}

void ctg__output_ask(ctg_output *output, ctg_progress *progress, void *context)
{
    output->progress = progress;
    output->context = context;
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

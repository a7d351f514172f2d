#include <config.h>

#include "read/folder_write.h"

#include <contagraph/output.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beside.h"
#include "base/memory.h"
#include "read/about.h"
#include "read/csv_table.h"
#include "text/text.h"

static ctg_status fail_errno(ctg_error *error, const char *path, int code)
{
    return ctg__fail(error, CTG_IO_ERROR, "%s: %s", path, strerror(code));
}

/* The files that make up a graph: "nodes.csv", ..., "about.json"; NULL. */
static const char *file_name(int i, char buffer[32])
{
    if (i < CTG_TABLE_COUNT)
        snprintf(buffer, 32, "%s.csv", ctg_table_name((ctg_table)i));
    else if (i == CTG_TABLE_COUNT)
        snprintf(buffer, 32, "about.json");
    else
        return NULL;
    return buffer;
}

static bool is_ours(const char *name)
{
    char buffer[32];

    for (int i = 0; file_name(i, buffer); i++)
        if (strcmp(name, buffer) == 0)
            return true;
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* What is at `path` already must be a folder with nothing else in it. */
static ctg_status check_target(const char *path, ctg_error *error)
{
    DIR *const folder = opendir(path);
    const struct dirent *entry;
    ctg_status status = CTG_OK;

    if (!folder)
        return errno == ENOENT ? CTG_OK : fail_errno(error, path, errno);
    while (!status && (errno = 0, entry = readdir(folder)) != NULL)
        if (!is_ours(entry->d_name))
            status = ctg__fail(error, CTG_IO_ERROR,
                               "%s: holds '%s', which is no table: choose "
                               "another folder",
                               path, entry->d_name);
    if (!status && errno)
        status = fail_errno(error, path, errno);
    closedir(folder);
    return status;
}

/* Removes a folder that holds only our files, as far as that goes; takes no
 * memory, as there may be none. */
static void remove_folder(const char *path)
{
    const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char name[32];

    for (int i = 0; folder >= 0 && file_name(i, name); i++)
        (void)unlinkat(folder, name, 0);
    if (folder >= 0)
        close(folder);
    rmdir(path);
}

static ctg_status write_about(const ctg_graph *graph, FILE *file,
                              ctg_error *error)
{
    ctg__text text = {0};
    bool failed;

    ctg__about_write(&graph->about, &text);
    failed = text.failed;
    if (!failed)
        fprintf(file, "%s\n", ctg__text_string(&text));
    ctg__text_clear(&text);
    return failed ? ctg__fail_memory(error) : CTG_OK;
}

static bool has_about(const ctg_graph *graph)
{
    for (size_t i = 0; ctg__about_name(i); i++)
        if (*ctg__about_text(&graph->about, i))
            return true;
    return false;
}

static ctg_status write_file(const ctg_graph *graph, const char *folder, int i,
                             const ctg_write_options *options, ctg_error *error)
{
    ctg__text path = {0};
    char name[32];
    ctg_output *output = NULL;
    ctg_status status;

    ctg__text_print(&path, "%s/%s", folder, file_name(i, name));
    status = path.failed ? ctg__fail_memory(error)
                         : ctg_output_open(path.bytes, &output, error);
    ctg__text_clear(&path);
    if (status)
        return status;
    status = i < CTG_TABLE_COUNT
                 ? ctg__csv_write_table(graph, (ctg_table)i,
                                        ctg_output_file(output), options, error)
                 : write_about(graph, ctg_output_file(output), error);
    if (!status)
        return ctg_output_commit(output, error);
    ctg_output_abort(output);
    return status;
}

static ctg_status write_files(const ctg_graph *graph, const char *folder,
                              const ctg_write_options *options,
                              ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        if (t == CTG_NODES || graph->tables[t].row_count)
            status = write_file(graph, folder, t, options, error);
    if (!status && has_about(graph))
        status = write_file(graph, folder, CTG_TABLE_COUNT, options, error);
    return status;
}

/* Takes the place of what is at `path`, which goes away only after. */
static ctg_status put_in_place(const char *made, const char *path,
                               ctg_error *error)
{
    ctg__text aside = {0};
    ctg_status status = CTG_OK;

    if (rename(made, path) == 0) /* nothing there, or an empty folder */
        return CTG_OK;
    if (errno != ENOTEMPTY && errno != EEXIST)
        return fail_errno(error, path, errno);
    ctg__text_print(&aside, "%s.old", made);
    if (aside.failed)
        status = ctg__fail_memory(error);
    else if (rename(path, aside.bytes))
        status = fail_errno(error, path, errno);
    if (!status && rename(made, path)) {
        status = fail_errno(error, path, errno);
        (void)rename(aside.bytes, path);
    } else if (!status) {
        remove_folder(aside.bytes);
    }
    ctg__text_clear(&aside);
    return status;
}

/* Without slashes at the end; through a symbolic link, not over it. */
static char *take_path(const char *path)
{
    char *const target = ctg__follow_links(path);
    size_t length = target ? strlen(target) : 0;

    while (length > 1 && target[length - 1] == '/')
        target[--length] = '\0';
    return target;
}

ctg_status ctg__folder_write(const ctg_graph *graph, const char *path,
                             const ctg_write_options *options, ctg_error *error)
{
    char made[PATH_MAX];
    ctg_status status = check_target(path, error);
    char *target;

    if (status)
        return status;
    target = take_path(path);
    if (!target)
        return errno == ENOMEM ? ctg__fail_memory(error)
                               : fail_errno(error, path, errno);
    status = ctg_output_folder(target, made, sizeof made, error);
    if (!status) {
        status = write_files(graph, made, options, error);
        if (!status && options->ready)
            status = options->ready(options->ready_context, error);
        if (!status)
            status = put_in_place(made, target, error);
        if (status)
            remove_folder(made);
    }
    ctg__release(target);
    return status;
}

/* A folder of CSV tables, with about.json beside them. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bridge/archive.h"
#include "read/about.h"
#include "read/csv_table.h"
#include "read/folder_write.h"
#include "read/graph_format.h"
#include "read/table_file.h"
#include "text/text.h"

/* "FOLDER/NAME", without a second slash. */
static void join(ctg__text *path, const char *folder, const char *name)
{
    const size_t length = strlen(folder);

    path->length = 0;
    ctg__text_add(path, folder);
    if (length && folder[length - 1] != '/')
        ctg__text_add_char(path, '/');
    ctg__text_add(path, name);
}

/* Where a file is, and what messages call it. */
typedef struct named {
    ctg__text path;
    ctg__text shown;
} named;

static ctg_status name_file(const ctg__input *input, const char *name,
                            named *file, ctg_error *error)
{
    join(&file->path, input->path, name);
    join(&file->shown, input->shown, name);
    return file->path.failed || file->shown.failed ? ctg__fail_memory(error)
                                                   : CTG_OK;
}

static ctg_status name_table(const ctg__input *input, ctg_table table,
                             const char *ending, named *file, ctg_error *error)
{
    char name[32];

    snprintf(name, sizeof name, "%s.csv%s", ctg_table_name(table), ending);
    return name_file(input, name, file, error);
}

/*
 * The table's file: NAME.csv, or that compressed; `*found` is NULL where there
 * is none. More than one would leave open which of them is meant.
 */
static ctg_status find_table(const ctg__input *input, ctg_table table,
                             named *file, const char **found,
                             ctg_problems *problems, ctg_error *error)
{
    const char *ending = "";

    *found = NULL;
    for (size_t i = 0; ending; ending = ctg__packed_ending(i++)) {
        const ctg_status status = name_table(input, table, ending, file, error);

        if (status)
            return status;
        if (access(file->path.bytes, F_OK))
            continue;
        if (*found)
            ctg__problem_add(problems, CTG_REJECTED, file->shown.bytes,
                             "there is %s.csv%s as well: which one is meant?",
                             ctg_table_name(table), *found);
        else
            *found = ending;
    }
    return CTG_OK;
}

static ctg_status read_table(ctg__input *input, ctg_table table, named *file,
                             ctg_graph *graph, ctg_problems *problems,
                             ctg_error *error)
{
    ctg__csv_job job = {
        .table = table,
        .input = input,
    };
    const char *ending;
    ctg_status status =
        find_table(input, table, file, &ending, problems, error);

    if (!status && !ending && table == CTG_NODES)
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "a folder without nodes.csv");
    if (status || !ending)
        return status;
    status = name_table(input, table, ending, file, error);
    if (status)
        return status;
    job.path = file->path.bytes;
    job.shown = file->shown.bytes;
    return ctg__csv_read_file(&job, graph, problems, error);
}

static ctg_status read_about(const ctg__input *input, named *file,
                             ctg_graph *graph, ctg_problems *problems,
                             ctg_error *error)
{
    ctg__content content = {0};
    ctg_status status = name_file(input, "about.json", file, error);

    if (status || access(file->path.bytes, F_OK))
        return status;
    status =
        ctg__content_open(file->path.bytes, file->shown.bytes, input->progress,
                          input->progress_context, &content, error);
    if (!status)
        status = ctg__about_read(content.bytes, content.length,
                                 file->shown.bytes, graph, problems, error);
    ctg__content_close(&content);
    return status;
}

/* The next such name after `last` in the order of names; "" for none. */
static ctg_status next_stray(const ctg__input *input, const char *last,
                             char next[256], ctg_error *error)
{
    DIR *const folder = opendir(input->path);
    const struct dirent *entry;
    bool failed;

    *next = '\0';
    if (!folder)
        return ctg__fail(error, CTG_IO_ERROR, "%s: cannot be read",
                         input->shown);
    while ((errno = 0, entry = readdir(folder)) != NULL)
        if (ctg__table_nearly_file(entry->d_name) &&
            strcmp(entry->d_name, last) > 0 &&
            (!*next || strcmp(entry->d_name, next) < 0))
            snprintf(next, 256, "%s", entry->d_name);
    failed = errno != 0;
    closedir(folder);
    return failed ? ctg__fail(error, CTG_IO_ERROR, "%s: cannot be read",
                              input->shown)
                  : CTG_OK;
}

static ctg_status warn_of_strays(const ctg__input *input,
                                 ctg_problems *problems, ctg_error *error)
{
    char name[256] = "";
    char next[256];
    ctg_status status = next_stray(input, name, next, error);

    while (!status && *next) {
        ctg__problem_add(problems, CTG_WARNING, input->shown,
                         "'%s' is not the name of a table and is not read",
                         next);
        memcpy(name, next, sizeof name);
        status = next_stray(input, name, next, error);
    }
    return status;
}

static ctg_status read_folder(ctg__input *input, ctg_graph *graph,
                              ctg_problems *problems, ctg_error *error)
{
    named file = {0};
    ctg_status status = warn_of_strays(input, problems, error);

    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        status = read_table(input, (ctg_table)t, &file, graph, problems, error);
    if (!status)
        status = read_about(input, &file, graph, problems, error);
    ctg__text_clear(&file.path);
    ctg__text_clear(&file.shown);
    return status;
}

const ctg__format ctg__format_folder = {
    .about = {.name = "folder",
              .summary = "a folder of CSV tables: nodes.csv, exposures.csv, "
                         "...",
              .source = ""},
    .endings = "",
    .takes = CTG__TAKES_FOLDER | CTG__TAKES_TABLES,
    .read = read_folder,
    .write_folder = ctg__folder_write,
};

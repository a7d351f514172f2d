/* The files of a run, each alone or all of them in a folder. */
#include <contagraph/output.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/run_facts.h"
#include "report/writing.h"
#include "text/json.h"
#include "text/text.h"

typedef struct row {
    ctg_run_file about;
    /* What its table is of; NULL: it is there. */
    ctg_status (*find)(ctg__ran *ran, ctg_error *error);
    ctg__table (*table)(ctg__ran *ran); /* as CSV; or ... */
    void (*add)(ctg__ran *ran);         /* ... members of a document; or ... */
    void (*print)(const ctg_summary *summary, ctg__text *text); /* ... this */
} row;

/* An object of the totals and nothing else, as the model has it. */
static void print_summary(const ctg_summary *summary, ctg__text *text)
{
    ctg__json_nest nest = ctg__json_open(text, '{', 1, 0);
    const ctg_key *key;

    for (size_t i = 0; (key = ctg_summary_key_at(i)); i++) {
        ctg__value value;

        ctg__json_next(&nest, key->name);
        value = ctg__value_of_key(key, ctg_summary_value(summary, i));
        ctg__json_add(text, &value);
    }
    ctg__json_close(&nest);
    ctg__text_add_char(text, '\n');
}

static const row rows[] = {
    {.about = {"ledger.csv", "every loss by round and channel", false},
     .table = ctg__ran_ledger},
    {.about = {"nodes_out.csv", "equity before and after, failures", false},
     .table = ctg__ran_nodes},
    {.about = {"prices_out.csv", "market prices after each round", false},
     .table = ctg__ran_prices},
    {.about = {"claims_out.csv", "face and value of every exposure", false},
     .table = ctg__ran_claims},
    {.about = {"origins.csv", "how much each shock caused", true},
     .find = ctg__ran_find_origins,
     .table = ctg__ran_origins},
    {.about = {"paths.csv", "the paths that carry most loss", true},
     .find = ctg__ran_find_paths,
     .table = ctg__ran_paths},
    {.about = {"adl_out.csv", "legs that auto-deleveraging closed", false},
     .table = ctg__ran_adl},
    {.about = {"summary.json", "the totals", false}, .print = print_summary},
    {.about = {"run.json", "scenario, versions, input hash, totals", false},
     .add = ctg__ran_add_summaries},
};

enum { FILE_COUNT = sizeof rows / sizeof *rows };

const ctg_run_file *ctg_run_file_at(size_t index)
{
    return index < FILE_COUNT ? &rows[index].about : NULL;
}

static ctg_status write_text(const row *of, const ctg_run *run, FILE *file,
                             ctg_error *error)
{
    ctg__text text = {0};
    ctg_status status = CTG_OK;

    of->print(ctg_run_summary(run), &text);
    if (text.failed)
        status = ctg__fail_memory(error);
    else
        fwrite(text.bytes, 1, text.length, file);
    ctg__text_clear(&text);
    return status;
}

static ctg_status write_report(const row *of, const ctg_outcome *from,
                               const ctg_stamp *stamp, FILE *file,
                               ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_run, stamp, NULL);
    ctg_status status = CTG_OK;
    ctg__ran *ran;

    ctg__ran_new(made, from, &ran);
    if (ran && of->find)
        status = of->find(ran, error);
    if (!status && ran && of->table)
        ctg__report_table(made, CTG__FOR_CSV, of->table(ran));
    else if (!status && ran)
        of->add(ran);
    if (!status && (!made || made->failed))
        status = ctg__fail_memory(error);
    if (made)
        ctg_report_ask(made, from->progress, from->progress_context);
    if (!status)
        status =
            ctg_report_write(made, of->table ? "csv" : "json", file, error);
    ctg_report_free(made);
    return status;
}

static ctg_status write_row(const row *of, const ctg_outcome *from,
                            const ctg_stamp *stamp, FILE *file,
                            ctg_error *error)
{
    return of->print ? write_text(of, from->run, file, error)
                     : write_report(of, from, stamp, file, error);
}

ctg_status ctg_run_file_write(const char *name, const ctg_outcome *from,
                              const ctg_stamp *stamp, FILE *file,
                              ctg_error *error)
{
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (strcmp(rows[i].about.name, name) != 0)
            continue;
        if (rows[i].about.traced && !from->trace)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "%s: the run has no causes", name);
        return write_row(&rows[i], from, stamp, file, error);
    }
    return ctg__fail(error, CTG_NOT_FOUND, "a run has no file '%.60s'", name);
}

/* A folder that is written into: a new one under another name at first. */
typedef struct folder {
    const char *path;
    bool is_new;
    char made[PATH_MAX]; /* where files go until then */
    ctg_output *outputs[FILE_COUNT];
} folder;

static ctg_status open_folder(folder *to, ctg_error *error)
{
    struct stat found;

    to->is_new = stat(to->path, &found) != 0;
    if (to->is_new)
        return ctg_output_folder(to->path, to->made, sizeof to->made, error);
    if (!S_ISDIR(found.st_mode))
        return ctg__fail(error, CTG_IO_ERROR, "%.400s: is a file, not a folder",
                         to->path);
    if (strlen(to->path) >= sizeof to->made)
        return ctg__fail(error, CTG_IO_ERROR, "%.400s: is too long a name",
                         to->path);
    strcpy(to->made, to->path);
    return CTG_OK;
}

static void print_path(const folder *to, size_t index, ctg__text *path)
{
    ctg__text_reset(path);
    ctg__text_print(path, "%s/%s", to->made, rows[index].about.name);
}

static ctg_status write_files(folder *to, const ctg_outcome *from,
                              const ctg_stamp *stamp, ctg__text *path,
                              ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < FILE_COUNT; i++) {
        if (rows[i].about.traced && !from->trace)
            continue;
        print_path(to, i, path);
        status = path->failed ? ctg__fail_memory(error)
                              : ctg_output_open(ctg__text_string(path),
                                                &to->outputs[i], error);
        if (!status)
            status = write_row(&rows[i], from, stamp,
                               ctg_output_file(to->outputs[i]), error);
    }
    for (size_t i = 0; i < FILE_COUNT; i++) {
        ctg_output *const output = to->outputs[i];

        if (!output)
            continue;
        if (status)
            ctg_output_abort(output);
        else
            status = ctg_output_commit(output, error);
    }
    return status;
}

/* Files that are not to be there: all that were written, or those of another
 * run that this one has not got. */
static void remove_files(const folder *to, bool written, ctg__text *path)
{
    for (size_t i = 0; i < FILE_COUNT; i++) {
        print_path(to, i, path);
        if (!path->failed && (to->outputs[i] != NULL) == written)
            unlink(ctg__text_string(path));
    }
}

static ctg_status show_folder(const folder *to, ctg_error *error)
{
    if (!to->is_new || rename(to->made, to->path) == 0)
        return CTG_OK;
    return ctg__fail(error, CTG_IO_ERROR, "%.400s: %s", to->path,
                     strerror(errno));
}

ctg_status ctg_run_files_write(const char *path, const ctg_outcome *from,
                               const ctg_stamp *stamp, ctg_error *error)
{
    folder to = {.path = path};
    ctg__text name = {0};
    ctg_status status = open_folder(&to, error);

    if (status)
        return status;
    status = write_files(&to, from, stamp, &name, error);
    if (!status)
        status = show_folder(&to, error);
    if (status && to.is_new) {
        remove_files(&to, true, &name);
        rmdir(to.made);
    } else if (!status && !to.is_new) {
        remove_files(&to, false, &name);
    }
    ctg__text_clear(&name);
    return status;
}

#include "cli/parted.h"

#include <contagraph/output.h>
#include <contagraph/text.h>
#include <contagraph/version.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/parted_inputs.h"
#include "cli/processes.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "text/json.h"

enum { PARTS_MOST = 1000000, ROWS_AT_ONCE = 64 };

/* --- rows of a part ------------------------------------------------------ */

static void note_total(parted *p, const ctg_share_job *job)
{
    parted_total *at = p->totals;

    while (at < p->totals + p->total_count && strcmp(at->job, job->name) != 0)
        at++;
    if (at == p->totals + p->total_count) {
        p->totals =
            heap_grow(p->totals, (p->total_count + 1) * sizeof *p->totals);
        at = &p->totals[p->total_count++];
        *at = (parted_total){.job = heap_copy(job->name)};
    }
    if (at->rows < job->first + job->count)
        at->rows = job->first + job->count;
}

static void write_value(double value, FILE *file)
{
    if (isfinite(value))
        ctg__json_write_number(file, value);
    else
        fputs(isnan(value) ? "null" : value > 0 ? "\"inf\"" : "\"-inf\"", file);
}

static void write_row(const parted *p, const ctg_share_job *job, size_t index)
{
    const size_t width = job->size / sizeof(double);
    const double *const values = job->results + index * width;

    fprintf(p->file, "{\"job\": \"%s\", \"row\": %zu, \"values\": [", job->name,
            job->first + index);
    for (size_t k = 0; k < width; k++) {
        if (k)
            fputs(", ", p->file);
        write_value(values[k], p->file);
    }
    fputs("]}\n", p->file);
}

/* Rows of this part that are not there yet. */
static size_t pick(const parted *p, const ctg_share_job *job, size_t *which)
{
    size_t count = 0;

    for (size_t i = 0; i < job->count; i++) {
        const size_t row = job->first + i;
        size_t width;

        if (row % p->of == p->number - 1 &&
            !(p->had && ctg_part_row(p->had, job->name, row, &width)))
            which[count++] = i;
    }
    return count;
}

/* Makes some rows and writes those before the first that failed. */
static ctg_status make_some(const parted *p, const ctg_share_job *job,
                            const size_t *which, size_t count,
                            ctg_error *errors, size_t *failed, ctg_error *error)
{
    size_t first;

    ctg_share_rows(job, which, count, errors);
    first = ctg_share_first_failed(errors, count);
    for (size_t k = 0; k < count && k < first; k++)
        write_row(p, job, which[k]);
    fflush(p->file); /* whoever closes it looks whether that went well */
    if (first >= count)
        return CTG_OK;
    *failed = which[first];
    *error = errors[first];
    return error->status;
}

/* Every job of the command comes here; those that need all rows are left to
 * whoever puts the parts together. */
static ctg_status make_own(void *context, const ctg_share_job *job,
                           size_t *failed, ctg_error *error)
{
    parted *const p = context;
    size_t *which;
    ctg_error *errors;
    size_t count;
    ctg_status status = CTG_OK;

    memset(job->results, 0, job->count * job->size);
    if (job->follows)
        return CTG_OK;
    note_total(p, job);
    which = heap_take((job->count + 1) * sizeof *which);
    errors = heap_take(ROWS_AT_ONCE * sizeof *errors);
    count = pick(p, job, which);
    for (size_t k = 0; !status && k < count; k += ROWS_AT_ONCE)
        status = make_some(p, job, which + k,
                           count - k < ROWS_AT_ONCE ? count - k : ROWS_AT_ONCE,
                           errors, failed, error);
    free(errors);
    free(which);
    return status;
}

/* --- parts put together -------------------------------------------------- */

static ctg_status lacks(const ctg_share_job *job, size_t row, ctg_error *error)
{
    *error = (ctg_error){.status = CTG_BAD_INPUT};
    snprintf(error->message, sizeof error->message,
             "the parts have no row %zu of the %s, or another one", row,
             job->name);
    return CTG_BAD_INPUT;
}

static ctg_status gather(void *context, const ctg_share_job *job,
                         size_t *failed, ctg_error *error)
{
    const parted *const p = context;
    const merging *const from = p->given->merged;
    const size_t width = job->size / sizeof(double);

    if (job->follows)
        return ctg_share_all(NULL, job, failed, error);
    for (size_t i = 0; i < job->count; i++) {
        const size_t row = job->first + i;
        size_t count = 0;
        const double *const values = ctg_part_row(
            from->parts[row % from->count], job->name, row, &count);

        if (!values || count != width) {
            *failed = i;
            return lacks(job, row, error);
        }
        memcpy(job->results + i * width, values, job->size);
    }
    return CTG_OK;
}

/* --- the command line ---------------------------------------------------- */

static bool take_part(const char *text, parted *p)
{
    char *end;
    const unsigned long number = strtoul(text, &end, 10);
    const char *const slash = end;
    unsigned long of;

    if (*text < '0' || *text > '9' || *slash != '/' || slash[1] < '0' ||
        slash[1] > '9')
        return false;
    of = strtoul(slash + 1, &end, 10);
    p->number = number;
    p->of = of;
    return !*end && number >= 1 && number <= of && of <= PARTS_MOST;
}

/* Whether the file of an option would be compressed. */
static bool is_packed(const args *given, const char *option)
{
    const char *const path =
        args_known(given, option) ? args_value(given, option) : NULL;

    return path && ctg_output_name_length(path) < strlen(path);
}

static exit_status check_files(const args *given)
{
    static const char *const elsewhere[] = {"write-draws", "write-graph"};

    if (is_packed(given, "output")) {
        say("--part: rows may be added to a part, which therefore is not "
            "compressed: leave out its last ending");
        return EXIT_USAGE;
    }
    if (parted_reads_stdin(given)) {
        say("--part: standard input is there but once; give a file");
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (args_known(given, elsewhere[i]) &&
            args_given(given, elsewhere[i])) {
            say("--%s needs no parts: leave out --part", elsewhere[i]);
            return EXIT_USAGE;
        }
    if (args_given(given, "resume") && args_given(given, "output")) {
        say("--resume FILE is where rows go; leave out -o");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* Rows can be added to a file only if it is as they are. */
static exit_status check_resumed(const args *given)
{
    const char *const path =
        args_known(given, "resume") ? args_value(given, "resume") : NULL;
    struct stat found;

    if (!is_packed(given, "resume") ||
        (stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
        return EXIT_DONE;
    say("--resume: rows cannot be added to what is compressed; unpack %s first",
        args_value(given, "resume"));
    return EXIT_USAGE;
}

/* A sweep and a simulation can be continued as a whole, too. */
static exit_status check_no_part(const args *given)
{
    if (!args_known(given, "resume") || !args_given(given, "resume") ||
        given->command->is_resumed)
        return EXIT_DONE;
    say("--resume goes with --part I/N");
    return EXIT_USAGE;
}

exit_status parted_open(const args *given, parted *p)
{
    const char *const text =
        args_known(given, "part") ? args_value(given, "part") : NULL;

    p->given = given;
    if (check_resumed(given))
        return EXIT_USAGE;
    if (given->merged) {
        p->share = (ctg_share){.all = gather, .context = p};
        p->by = &p->share;
        return EXIT_DONE;
    }
    if (given->processes)
        p->by = &given->processes->share;
    if (!text)
        return check_no_part(given);
    if (given->processes) {
        say("--part is for one process: leave it out");
        return EXIT_USAGE;
    }
    if (!take_part(text, p)) {
        say("--part: '%.60s' is no I/N: a number from 1 to N, and of how many",
            text);
        return EXIT_USAGE;
    }
    p->share = (ctg_share){.all = make_own, .context = p, .is_partial = true};
    p->by = &p->share;
    p->is_part = true;
    return check_files(given);
}

/* --- files --------------------------------------------------------------- */

static void write_texts(FILE *file, char **texts)
{
    putc('[', file);
    for (size_t i = 0; texts[i]; i++) {
        if (i)
            fputs(", ", file);
        ctg__json_write_text(file, texts[i]);
    }
    putc(']', file);
}

static void write_head(const parted *p, char **inputs)
{
    char **const words = parted_words(p->given);
    ctg_version version = {0};

    (void)ctg_version_at(0, &version);
    fputs("{\"schema\": \"contagraph-part-1\", \"version\": ", p->file);
    ctg__json_write_text(p->file, version.version);
    fprintf(p->file, ", \"part\": %zu, \"of\": %zu, \"command\": ", p->number,
            p->of);
    write_texts(p->file, words);
    fputs(", \"inputs\": ", p->file);
    write_texts(p->file, inputs);
    fputs("}\n", p->file);
    fflush(p->file);
    parted_free_texts(words);
}

/* Whether a part that is continued is this one. */
static exit_status fits(const parted *p, const char *path, char **inputs)
{
    char **const words = parted_words(p->given);
    exit_status status = EXIT_DONE;

    if (ctg_part_number(p->had) != p->number || ctg_part_of(p->had) != p->of) {
        say("%s: is part %zu/%zu", path, ctg_part_number(p->had),
            ctg_part_of(p->had));
        status = EXIT_FAILED;
    } else if (!parted_same(words, p->had, ctg_part_word)) {
        say("%s: is a part of another command, or of other options", path);
        status = EXIT_FAILED;
    } else {
        status = parted_check_inputs(inputs, p->had, path);
    }
    parted_free_texts(words);
    return status;
}

static exit_status resume(parted *p, const char *path, char **inputs)
{
    ctg_error error;
    exit_status status =
        inputs_spare(path)
            ? say_error(ctg_part_read(path, &p->had, &error), &error)
            : EXIT_FAILED;

    if (!status && p->had && ctg_part_is_packed(p->had)) {
        say("%s: rows cannot be added to what is compressed; unpack it first",
            path);
        status = EXIT_FAILED;
    }
    if (!status && p->had)
        status = fits(p, path, inputs);
    if (status)
        return status;
    p->file = fopen(path, "a");
    if (!p->file || ftruncate(fileno(p->file),
                              p->had ? (off_t)ctg_part_length(p->had) : 0)) {
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    if (!p->had)
        write_head(p, inputs);
    return EXIT_DONE;
}

static exit_status begin_part(parted *p, char **inputs)
{
    const char *const path = args_value(p->given, "resume");

    interrupt_hold(); /* finished rows */
    if (path)
        return resume(p, path, inputs);
    p->file = streams_open(&p->out, args_value(p->given, "output"));
    if (!p->file)
        return EXIT_FAILED;
    write_head(p, inputs);
    return EXIT_DONE;
}

exit_status parted_begin(parted *p, const char *graph_hash)
{
    char **inputs;
    exit_status status;

    if (!p->by)
        return EXIT_DONE;
    status = parted_inputs(p->given, graph_hash, &inputs);
    if (status)
        return status;
    if (p->given->processes)
        status =
            p->given->processes->same(p->given->processes->context, inputs);
    else if (p->is_part)
        status = begin_part(p, inputs);
    else
        status = parted_check_inputs(inputs, p->given->merged->parts[0],
                                     "the parts");
    parted_free_texts(inputs);
    return status;
}

static void write_totals(const parted *p)
{
    fputs("{\"rows\": {", p->file);
    for (size_t k = 0; k < p->total_count; k++)
        fprintf(p->file, "%s\"%s\": %zu", k ? ", " : "", p->totals[k].job,
                p->totals[k].rows);
    fputs("}}\n", p->file);
}

static exit_status end_file(parted *p, exit_status status)
{
    const char *const path = args_value(p->given, "resume");
    exit_status closed;

    if (!path) {
        if (status == EXIT_FAILED || status == EXIT_USAGE) {
            streams_abort(&p->out);
            return status;
        }
        closed = status ? streams_keep(&p->out) : streams_commit(&p->out);
        return closed ? closed : status;
    }
    if (ferror(p->file) | fclose(p->file)) {
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    return status;
}

exit_status parted_close(parted *p, exit_status status)
{
    progress_erase();
    if (p->file) {
        if (!status && !(p->had && ctg_part_is_whole(p->had)))
            write_totals(p);
        status = end_file(p, status);
    }
    for (size_t k = 0; k < p->total_count; k++)
        free(p->totals[k].job);
    free(p->totals);
    ctg_part_free(p->had);
    *p = (parted){.given = p->given};
    return status;
}

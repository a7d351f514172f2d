/* Files with some rows of a command that was shared out. */
#include <contagraph/part.h>

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/memory.h"
#include "bridge/jansson.h"
#include "bridge/sha256.h"
#include "read/content.h"

/* Rows of one kind: those of the part stand one behind the other. */
typedef struct rows {
    const char *name;
    double *values; /* from the heap */
    size_t width;   /* numbers of a row */
    size_t count;
    size_t room;
    size_t total; /* of all parts; 0: not known yet */
} rows;

struct ctg_part {
    ctg__arena arena;
    size_t number;
    size_t of;
    const char **words; /* NULL at the end */
    const char **inputs;
    rows *jobs;
    size_t job_count;
    size_t job_room;
    size_t length;
    bool packed;
    bool is_whole;
};

typedef struct reading {
    ctg_part *part;
    const char *path;
    size_t line;
    ctg_error *error;
} reading;

static ctg_status refuse(const reading *r, const char *what)
{
    return ctg__fail(r->error, CTG_BAD_INPUT, "%.400s:%zu: %s", r->path,
                     r->line, what);
}

/* --- the first line ------------------------------------------------------ */

static ctg_status take_texts(const reading *r, const json_t *list,
                             const char ***texts)
{
    const size_t count = json_array_size(list);

    if (!count)
        return refuse(r, "is not the first line of a part");
    if (!TAKE(&r->part->arena, *texts, count + 1))
        return ctg__fail_memory(r->error);
    for (size_t i = 0; i < count; i++) {
        const char *const text = json_string_value(json_array_get(list, i));

        if (!text)
            return refuse(r, "is not the first line of a part");
        (*texts)[i] = ctg__arena_keep(&r->part->arena, text, strlen(text));
        if (!(*texts)[i])
            return ctg__fail_memory(r->error);
    }
    return CTG_OK;
}

/* A whole number; 0 for anything else. */
static size_t count_of(const json_t *line, const char *key)
{
    const double number = json_number_value(json_object_get(line, key));

    return number >= 1 && number <= 0x1p53 && number == floor(number)
               ? (size_t)number
               : 0;
}

static ctg_status take_head(const reading *r, const json_t *line)
{
    ctg_part *const part = r->part;
    const char *const schema =
        json_string_value(json_object_get(line, "schema"));
    ctg_status status;

    part->number = count_of(line, "part");
    part->of = count_of(line, "of");
    if (!schema || strcmp(schema, "contagraph-part-1") != 0 || !part->number ||
        part->number > part->of)
        return refuse(r, "is not the first line of a part: --part I/N of "
                         "sweep, simulate, rank or run writes parts");
    status = take_texts(r, json_object_get(line, "command"), &part->words);
    return status
               ? status
               : take_texts(r, json_object_get(line, "inputs"), &part->inputs);
}

/* --- rows ---------------------------------------------------------------- */

static rows *find(const ctg_part *part, const char *name)
{
    for (size_t j = 0; j < part->job_count; j++)
        if (strcmp(part->jobs[j].name, name) == 0)
            return &part->jobs[j];
    return NULL;
}

static rows *find_or_add(ctg_part *part, const char *name)
{
    rows *const found = find(part, name);
    rows *grown;

    if (found)
        return found;
    grown = ctg__grow_array(part->jobs, part->job_count, &part->job_room, 4,
                            sizeof *grown);
    if (!grown)
        return NULL;
    part->jobs = grown;
    grown[part->job_count] =
        (rows){.name = ctg__arena_keep(&part->arena, name, strlen(name))};
    return grown[part->job_count].name ? &grown[part->job_count++] : NULL;
}

/* NaN is written as null, as JSON has no other numbers than finite ones. */
static bool take_number(const json_t *value, double *number)
{
    const char *const text = json_string_value(value);

    *number = json_is_number(value)               ? json_number_value(value)
              : text && strcmp(text, "inf") == 0  ? HUGE_VAL
              : text && strcmp(text, "-inf") == 0 ? -HUGE_VAL
                                                  : (double)NAN;
    return !isnan(*number) || json_is_null(value);
}

static ctg_status take_values(const reading *r, rows *job, const json_t *list)
{
    double *grown;

    if (!job->count)
        job->width = json_array_size(list);
    if (!job->width || json_array_size(list) != job->width)
        return refuse(r, "is no row of a part");
    if (job->count == job->room) {
        job->room = job->room ? 2 * job->room : 64;
        grown = ctg__reallocate_array(job->values, job->room * job->width,
                                      sizeof *grown);
        if (!grown)
            return ctg__fail_memory(r->error);
        job->values = grown;
    }
    for (size_t k = 0; k < job->width; k++)
        if (!take_number(json_array_get(list, k),
                         &job->values[job->count * job->width + k]))
            return refuse(r, "is no row of a part");
    job->count++;
    return CTG_OK;
}

static ctg_status take_row(const reading *r, const char *name,
                           const json_t *line)
{
    rows *const job = find_or_add(r->part, name);
    const json_t *const at = json_object_get(line, "row");
    size_t due;

    if (!job)
        return ctg__fail_memory(r->error);
    due = r->part->number - 1 + job->count * r->part->of;
    if (!json_is_number(at) || json_number_value(at) != (double)due)
        return ctg__fail(r->error, CTG_BAD_INPUT,
                         "%.400s:%zu: row %.0f of the %.60s, where row %zu is "
                         "due: a row is missing, or there twice",
                         r->path, r->line, json_number_value(at), name, due);
    return take_values(r, job, json_object_get(line, "values"));
}

/* How many rows of a part there are when there are `total` in all. */
static size_t share_of(const ctg_part *part, size_t total)
{
    return total < part->number ? 0 : (total - part->number) / part->of + 1;
}

static ctg_status take_totals(const reading *r, json_t *totals)
{
    const char *name;
    json_t *value;

    json_object_foreach(totals, name, value)
    {
        rows *const job = find_or_add(r->part, name);

        if (!job)
            return ctg__fail_memory(r->error);
        job->total = count_of(totals, name);
        if (job->count != share_of(r->part, job->total))
            return ctg__fail(r->error, CTG_BAD_INPUT,
                             "%.400s:%zu: %zu rows of the %.60s are here, %zu "
                             "are due",
                             r->path, r->line, job->count, name,
                             share_of(r->part, job->total));
    }
    for (size_t j = 0; j < r->part->job_count; j++)
        if (!r->part->jobs[j].total)
            return refuse(r, "is not the last line of this part");
    r->part->is_whole = true;
    return CTG_OK;
}

static ctg_status take_line(const reading *r, json_t *line)
{
    const char *const name = json_string_value(json_object_get(line, "job"));
    json_t *const totals = json_object_get(line, "rows");

    if (r->line == 1)
        return take_head(r, line);
    if (r->part->is_whole)
        return refuse(r, "something stands behind the last line of a part");
    if (name)
        return take_row(r, name, line);
    return totals ? take_totals(r, totals) : refuse(r, "is no row of a part");
}

/* --- files --------------------------------------------------------------- */

static ctg_status read_line(const reading *r, const char *bytes, size_t length)
{
    ctg__json_fault fault;
    json_t *line;
    ctg_status status = ctg__json_parse(bytes, length, &line, &fault, r->error);

    if (status == CTG_BAD_INPUT)
        return ctg__fail(r->error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", r->path,
                         r->line, fault.column, fault.text);
    if (status)
        return status;
    status = take_line(r, line);
    json_decref(line);
    return status;
}

static ctg_status read_lines(reading *r, const ctg__content *content)
{
    const char *at = content->bytes;
    const char *const end = content->bytes + content->length;
    const char *line_end;
    ctg_status status = CTG_OK;

    while (!status && at < end &&
           (line_end = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        r->line++;
        status = read_line(r, at, (size_t)(line_end - at));
        at = line_end + 1;
    }
    r->part->length = (size_t)(at - content->bytes);
    return status;
}

ctg_status ctg_part_read(const char *path, ctg_part **part, ctg_error *error)
{
    ctg__content content = {0};
    struct stat found;
    reading r = {.path = path, .error = error};
    ctg_status status;

    if (stat(path, &found) != 0 || found.st_size == 0) {
        *part = NULL;
        return CTG_OK;
    }
    status = ctg__content_open(path, path, NULL, NULL, &content, error);
    if (status)
        return status;
    r.part = ctg__allocate_zeroed(sizeof *r.part);
    status = r.part ? read_lines(&r, &content) : ctg__fail_memory(error);
    if (r.part)
        r.part->packed = content.packed;
    ctg__content_close(&content);
    if (status || !r.line) {
        ctg_part_free(r.part);
        r.part = NULL;
    }
    if (!status)
        *part = r.part;
    return status;
}

void ctg_part_free(ctg_part *part)
{
    if (!part)
        return;
    for (size_t j = 0; j < part->job_count; j++)
        ctg__release(part->jobs[j].values);
    ctg__release(part->jobs);
    ctg__arena_clear(&part->arena);
    ctg__release(part);
}

size_t ctg_part_number(const ctg_part *part)
{
    return part->number;
}

size_t ctg_part_of(const ctg_part *part)
{
    return part->of;
}

static const char *text_at(const char *const *texts, size_t index)
{
    for (size_t i = 0; texts[i]; i++)
        if (i == index)
            return texts[i];
    return NULL;
}

const char *ctg_part_word(const ctg_part *part, size_t index)
{
    return text_at(part->words, index);
}

const char *ctg_part_input(const ctg_part *part, size_t index)
{
    return text_at(part->inputs, index);
}

bool ctg_part_is_whole(const ctg_part *part)
{
    return part->is_whole;
}

size_t ctg_part_length(const ctg_part *part)
{
    return part->length;
}

bool ctg_part_is_packed(const ctg_part *part)
{
    return part->packed;
}

const char *ctg_part_job(const ctg_part *part, size_t index)
{
    return index < part->job_count ? part->jobs[index].name : NULL;
}

size_t ctg_part_total(const ctg_part *part, size_t index)
{
    return part->jobs[index].total;
}

const double *ctg_part_row(const ctg_part *part, const char *job, size_t row,
                           size_t *count)
{
    const rows *const of = find(part, job);
    const size_t at = row / part->of;

    if (!of || row % part->of != part->number - 1 || at >= of->count)
        return NULL;
    *count = of->width;
    return of->values + at * of->width;
}

ctg_status ctg_file_hash(const char *path, char hash[CTG_HASH_ROOM],
                         ctg_error *error)
{
    ctg__content content = {0};
    ctg__sha256 *sum;
    ctg_status status =
        ctg__content_open(path, path, NULL, NULL, &content, error);

    if (status)
        return status;
    status = ctg__sha256_new(&sum, error);
    if (!status) {
        ctg__sha256_add(sum, content.bytes, content.length);
        ctg__sha256_end(sum, hash);
    }
    ctg__content_close(&content);
    return status;
}

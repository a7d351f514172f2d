/* What runs and rankings wrote, read back as figures. */
#include <contagraph/sheet.h>

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/memory.h"
#include "bridge/unpacked.h"
#include "data/results.h"
#include "text/csv.h"
#include "text/number.h"
#include "text/records.h"
#include "text/text.h"
#include "text/words.h"

static const char nodes_file[] = "nodes_out.csv";
static const char summary_file[] = "summary.json";

/* "FOLDER/FILE", from the heap; NULL when out of memory. */
static char *join(const char *folder, const char *file)
{
    ctg__text path = {0};

    ctg__text_print(&path, "%s/%s", folder, file);
    if (!path.failed)
        return path.bytes;
    ctg__text_clear(&path);
    return NULL;
}

/* A CSV file whose first column is `id`, of several, is a result, no edge
 * list. */
static bool begins_with_id(const char *path)
{
    ctg__records records;
    ctg__csv csv = {0};
    const char *record;
    size_t length = 1;
    size_t line;
    bool found = false;
    bool started = false;
    ctg_error error;

    if (ctg__unpacked_records(&records, path, path, NULL, NULL, &error))
        return false;
    records.quotes = true;
    while (!found && length &&
           !ctg__records_next(&records, &record, &length, &line, &error)) {
        if (started)
            ctg__csv_continue(&csv, record, length, line);
        else
            ctg__csv_init(&csv, record, length, path, NULL, NULL);
        started = true;
        if (ctg__csv_next(&csv, &found, &error))
            break;
    }
    found = found && csv.cell_count > 1 && csv.cells[0].length == 2 &&
            memcmp(csv.cells[0].text, "id", 2) == 0;
    ctg__csv_clear(&csv);
    ctg__records_close(&records);
    return found;
}

static bool is_there(const char *path)
{
    struct stat found;

    /* What cannot be looked at is there: opening it says what is wrong. */
    return path &&
           (stat(path, &found) == 0 || (errno != ENOENT && errno != ENOTDIR));
}

bool ctg_results_are_at(const char *path)
{
    char *const nodes = join(path, nodes_file);
    const bool is_folder = is_there(nodes);
    struct stat found;

    ctg__release(nodes);
    return is_folder || (stat(path, &found) == 0 && S_ISREG(found.st_mode) &&
                         begins_with_id(path));
}

static bool parse(const char *text, double *value)
{
    return ctg__number_parse_rate(text, strlen(text), value) ==
           CTG__NUMBER_FINE;
}

/* Columns of figures: neither ids nor names. */
static bool is_figure(const ctg_sheet *from, size_t column, size_t id)
{
    return column != id && strcmp(ctg_sheet_head(from, column), "name") != 0;
}

static bool take_column(const ctg_sheet *from, size_t column, size_t to,
                        ctg_results *made)
{
    for (size_t r = 0; r < made->node_count; r++) {
        double *const value = &made->values[r * made->column_count + to];

        if (!parse(ctg_sheet_cell(from, r, column), value))
            *value = (double)NAN;
    }
    return ctg__results_set_column(made, to, ctg_sheet_head(from, column));
}

/* The first row whose id an earlier one has; the number of rows: none. */
static size_t take_ids(const ctg_sheet *from, size_t id, ctg_results *made,
                       bool *fine)
{
    bool blank = false;

    for (size_t r = 0; *fine && r < made->node_count; r++) {
        const char *const text = ctg_sheet_cell(from, r, id);

        if (*text ? ctg__words_find(made->words, text, strlen(text)) !=
                        CTG__NO_WORD
                  : blank)
            return r;
        blank = blank || !*text;
        *fine = ctg__results_set_id(made, r, text);
    }
    return made->node_count;
}

/* Columns of numbers, by the `id` of their row. */
static ctg_status take_sheet(const ctg_sheet *from, const char *path, size_t id,
                             ctg_results **results, ctg_error *error)
{
    const ctg_results_kind kind =
        ctg_sheet_find(from, "failed_round") == SIZE_MAX ? CTG_RESULTS_RANKING
                                                         : CTG_RESULTS_RUN;
    const size_t rows = ctg_sheet_row_count(from);
    const size_t columns = ctg_sheet_column_count(from);
    ctg_results *made;
    size_t count = 0;
    size_t twice = rows;
    bool fine;

    for (size_t c = 0; c < columns; c++)
        count += is_figure(from, c, id);
    made = ctg__results_new(kind, rows, count);
    fine = made != NULL;
    if (fine)
        twice = take_ids(from, id, made, &fine);
    count = 0;
    for (size_t c = 0; fine && twice == rows && c < columns; c++)
        if (is_figure(from, c, id))
            fine = take_column(from, c, count++, made);
    if (fine && twice == rows) {
        *results = made;
        return CTG_OK;
    }
    ctg_results_free(made);
    return fine ? ctg__fail(error, CTG_BAD_INPUT,
                            "%.400s:%zu: the id '%.100s' is there twice", path,
                            ctg_sheet_line(from, twice),
                            ctg_sheet_cell(from, twice, id))
                : ctg__fail_memory(error);
}

static ctg_status read_nodes(const char *path, ctg_progress *progress,
                             void *progress_context, ctg_results **results,
                             ctg_error *error)
{
    ctg_sheet *from = NULL;
    size_t id;
    ctg_status status =
        ctg_sheet_read(path, progress, progress_context, &from, error);

    if (status)
        return status;
    id = ctg_sheet_find(from, "id");
    if (id == SIZE_MAX) {
        status = ctg__fail(
            error, CTG_BAD_INPUT,
            "%.400s: has no column 'id', as results of run and rank do", path);
    } else {
        status = take_sheet(from, path, id, results, error);
    }
    ctg_sheet_free(from);
    return status;
}

/* The keys of a summary.json; without one there are none. */
static ctg_status read_summary(const char *path, ctg_results *made,
                               ctg_error *error)
{
    const ctg_key *key;
    ctg_sheet *from = NULL;
    ctg_status status;

    if (!is_there(path))
        return CTG_OK;
    status = ctg_sheet_read(path, NULL, NULL, &from, error);
    for (size_t i = 0; !status && (key = ctg_summary_key_at(i)); i++) {
        const size_t column = ctg_sheet_find(from, key->name);
        const char *const text =
            column == SIZE_MAX || !ctg_sheet_row_count(from)
                ? ""
                : ctg_sheet_cell(from, 0, column);
        double total = strcmp(text, "true") == 0;

        if (total == 0 && strcmp(text, "false") != 0 && !parse(text, &total))
            continue;
        if (!ctg__results_add_total(made, key->name, total))
            status = ctg__fail_memory(error);
    }
    ctg_sheet_free(from);
    return status;
}

static ctg_status read_folder(const char *nodes, const char *summary,
                              ctg_progress *progress, void *progress_context,
                              ctg_results **results, ctg_error *error)
{
    ctg_results *made = NULL;
    ctg_status status =
        read_nodes(nodes, progress, progress_context, &made, error);

    if (!status)
        status = read_summary(summary, made, error);
    if (status)
        ctg_results_free(made);
    else
        *results = made;
    return status;
}

ctg_status ctg_results_read(const char *path, ctg_progress *progress,
                            void *progress_context, ctg_results **results,
                            ctg_error *error)
{
    char *const nodes = join(path, nodes_file);
    char *const summary = join(path, summary_file);
    ctg_status status;

    if (!nodes || !summary)
        status = ctg__fail_memory(error);
    else if (is_there(nodes))
        status = read_folder(nodes, summary, progress, progress_context,
                             results, error);
    else
        status = read_nodes(path, progress, progress_context, results, error);
    ctg__release(nodes);
    ctg__release(summary);
    return status;
}

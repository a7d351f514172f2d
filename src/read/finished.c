/* The rows of a sweep that have a result already. */
#include <contagraph/results.h>

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "read/result_sheet.h"
#include "text/words.h"

struct ctg_finished {
    ctg__words *ids;
    size_t count;
    bool is_new;
};

void ctg_finished_free(ctg_finished *finished)
{
    if (!finished)
        return;
    ctg__words_free(finished->ids);
    ctg__release(finished);
}

bool ctg_finished_has(const ctg_finished *finished, const char *id)
{
    return *id &&
           ctg__words_find(finished->ids, id, strlen(id)) != CTG__NO_WORD;
}

size_t ctg_finished_count(const ctg_finished *finished)
{
    return finished->count;
}

bool ctg_finished_is_new(const ctg_finished *finished)
{
    return finished->is_new;
}

/* Where the last whole line ends. */
static size_t whole_lines(const ctg__content *content)
{
    size_t length = content->length;

    while (length && content->bytes[length - 1] != '\n')
        length--;
    return length;
}

/* Whether a file without a whole line may be one that was broken off there. */
static bool may_be_begun(const ctg__content *content)
{
    return content->length < 2
               ? !content->length || strchr("i{", content->bytes[0])
               : memcmp(content->bytes, "id", 2) == 0 ||
                     content->bytes[0] == '{';
}

static ctg_status refuse(const char *path, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%.400s: is no file of results: its first column is not "
                     "'id'",
                     path);
}

/* Rows of JSON may come after a line that says what they were made from. */
static bool has_ids(const ctg_sheet *sheet, size_t id)
{
    return id == 0 ||
           (id != SIZE_MAX && strcmp(ctg_sheet_head(sheet, 0), "schema") == 0);
}

static ctg_status take_ids(ctg_finished *made, const ctg_sheet *sheet,
                           const char *path, ctg_error *error)
{
    const size_t id = ctg_sheet_find(sheet, "id");
    const size_t count = ctg_sheet_row_count(sheet);

    /* Nothing but that line: no row was finished. */
    if (id == SIZE_MAX && count == 1 && ctg_sheet_column_count(sheet) &&
        strcmp(ctg_sheet_head(sheet, 0), "schema") == 0)
        return CTG_OK;
    if (!has_ids(sheet, id))
        return refuse(path, error);
    for (size_t i = 0; i < count; i++) {
        const char *const text = ctg_sheet_cell(sheet, i, id);

        if (!*text)
            continue;
        if (ctg__words_add(made->ids, text, strlen(text)) == CTG__NO_WORD)
            return ctg__fail_memory(error);
        made->count++;
    }
    return CTG_OK;
}

/* *whole: how much of the file is to stay. */
static ctg_status read_ids(ctg_finished *made, const char *path, size_t *whole,
                           size_t *length, ctg_error *error)
{
    ctg__content content = {0};
    ctg_sheet *sheet = NULL;
    ctg_status status =
        ctg__content_open(path, path, NULL, NULL, &content, error);

    if (status)
        return status;
    if (content.packed) {
        ctg__content_close(&content);
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%.400s: rows cannot be added to what is compressed; "
                         "unpack it first",
                         path);
    }
    *whole = whole_lines(&content);
    *length = content.length;
    made->is_new = !*whole;
    if (made->is_new) {
        status = may_be_begun(&content) ? CTG_OK : refuse(path, error);
    } else {
        ctg__content lines = content;

        lines.length = *whole;
        status = ctg__sheet_of(&lines, path, &sheet, error);
    }
    ctg__content_close(&content);
    if (!status && sheet)
        status = take_ids(made, sheet, path, error);
    ctg_sheet_free(sheet);
    return status;
}

static ctg_finished *make(void)
{
    ctg_finished *const made = ctg__allocate_zeroed(sizeof *made);

    if (!made)
        return NULL;
    made->ids = ctg__words_new();
    if (made->ids)
        return made;
    ctg_finished_free(made);
    return NULL;
}

ctg_status ctg_finished_read(const char *path, ctg_finished **finished,
                             ctg_error *error)
{
    ctg_finished *const made = make();
    struct stat found;
    size_t whole = 0;
    size_t length = 0;
    ctg_status status = CTG_OK;

    if (!made)
        return ctg__fail_memory(error);
    if (stat(path, &found) && errno == ENOENT)
        made->is_new = true;
    else
        status = read_ids(made, path, &whole, &length, error);
    /* Only now is it known to be what it should be. */
    if (!status && whole < length && truncate(path, (off_t)whole))
        status =
            ctg__fail(error, CTG_IO_ERROR, "%.400s: %s", path, strerror(errno));
    if (status)
        ctg_finished_free(made);
    else
        *finished = made;
    return status;
}

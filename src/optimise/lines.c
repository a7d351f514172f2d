#include "optimise/lines.h"

#include <math.h>
#include <string.h>

#include <contagraph/sheet.h>

#include "base/message.h"
#include "data/graph.h"
#include "optimise/lines_put.h"
#include "text/number.h"
#include "text/text.h"

enum { MOST_COLUMNS = 8, MOST_WEIGHT = 1000, STEPS_A_ROW = 64 };

/* --- what the table says beside amounts ------------------------------------
 */

/* "kind,desk": the cells of a row of these columns as one word. */
static ctg_status read_cells(const ctg__task *task, const char *columns,
                             size_t row, ctg__words *words, ctg_word *word,
                             ctg_error *error)
{
    ctg__text text = {0};
    char name[128];
    char buffer[32];

    for (const char *at = columns; *at;) {
        const size_t length = strcspn(at, ",");
        const char *cell;

        snprintf(name, sizeof name, "%.*s", (int)length, at);
        cell = ctg_graph_cell(task->network->graph, CTG_EXPOSURES, row, name,
                              buffer);
        if (!cell) {
            ctg__text_clear(&text);
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "--by: exposures have no column '%s'", name);
        }
        ctg__text_add(&text, cell);
        ctg__text_add_char(&text, '\x1f');
        at += length + (at[length] == ',');
    }
    *word = text.failed ? CTG__NO_WORD
                        : ctg__words_add(words, ctg__text_string(&text),
                                         strlen(ctg__text_string(&text)));
    ctg__text_clear(&text);
    return *word == CTG__NO_WORD ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status weight_of(const ctg__task *task, const char *column,
                            size_t row, int16_t *weight, ctg_error *error)
{
    const ctg_graph *const graph = task->network->graph;
    char buffer[32];
    char place[256];
    const char *const cell =
        ctg_graph_cell(graph, CTG_EXPOSURES, row, column, buffer);
    double value;

    *weight = 1;
    if (!cell)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "--prefer: exposures have no column '%.*s'",
                         ctg__message_bytes(strlen(column)), column);
    if (!*cell)
        return CTG_OK;
    if (!ctg__number_parse(cell, strlen(cell), &value) && value >= 0 &&
        value <= MOST_WEIGHT && value == floor(value)) {
        *weight = (int16_t)value;
        return CTG_OK;
    }
    ctg__graph_place(graph, CTG_EXPOSURES, row,
                     ctg__graph_find_column(graph, CTG_EXPOSURES, column),
                     place, sizeof place);
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%s%s%s is '%.*s', not a whole number from 0 to %d", place,
                     *place ? ": " : "", column,
                     ctg__message_bytes(strlen(cell)), cell, MOST_WEIGHT);
}

/* What --by and --prefer say of each exposure. */
static ctg_status read_rows(const ctg__task *task, ctg__arena *arena,
                            ctg__entries *made, ctg_error *error)
{
    const ctg__exposures *const from = made->of;
    const char *const by = ctg__setting(task, "by");
    const char *const prefer = ctg__setting(task, "prefer");
    ctg_status status = CTG_OK;

    if ((by && !TAKE_ROOM(arena, made->by, from->count + 1)) ||
        (prefer && !TAKE_ROOM(arena, made->weight, from->count + 1)))
        return ctg__fail_memory(error);
    for (size_t e = 0; (by || prefer) && !status && e < from->count; e++) {
        if (by)
            status = read_cells(task, by, from->row[e], made->words,
                                &made->by[e], error);
        if (!status && prefer)
            status =
                weight_of(task, prefer, from->row[e], &made->weight[e], error);
        if (!status && !ctg__ask_after(made->asking, STEPS_A_ROW))
            status = ctg__fail(error, CTG_CANCELLED, "cancelled");
    }
    return status;
}

/* --- what must stay --------------------------------------------------------
 */

static size_t fix_pair(ctg__lines *lines, ctg_node debtor, ctg_node creditor)
{
    size_t found = 0;

    for (size_t k = 0; k < lines->count; k++)
        if (lines->lines[k].debtor == debtor &&
            lines->lines[k].creditor == creditor) {
            lines->lines[k].fixed = true;
            found++;
        }
    return found;
}

static ctg_status keep_ids(const ctg__task *task, ctg__lines *lines,
                           const char *one, const char *other,
                           const char *where, ctg_error *error)
{
    ctg_error inner = {0};
    ctg_node debtor;
    ctg_node creditor;
    ctg_status status = ctg__task_node(task, one, &debtor, &inner);

    if (!status)
        status = ctg__task_node(task, other, &creditor, &inner);
    if (status)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s: %.700s", where,
                         inner.message);
    if (!fix_pair(lines, debtor, creditor))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s: '%s' owes '%s' nothing",
                         where, one, other);
    return CTG_OK;
}

static ctg_status keep_file(const ctg__task *task, ctg__lines *lines,
                            const char *path, ctg_error *error)
{
    ctg_sheet *sheet = NULL;
    char where[300];
    size_t debtor;
    size_t creditor;
    ctg_status status = ctg_sheet_read(path, NULL, NULL, &sheet, error);

    if (status)
        return status == CTG_BAD_INPUT ? CTG_BAD_ARGUMENT : status;
    debtor = ctg_sheet_find(sheet, "debtor");
    creditor = ctg_sheet_find(sheet, "creditor");
    if (debtor == SIZE_MAX || creditor == SIZE_MAX)
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "%s: needs the columns debtor,creditor", path);
    for (size_t r = 0; !status && r < ctg_sheet_row_count(sheet); r++) {
        snprintf(where, sizeof where, "%.250s:%zu", path,
                 ctg_sheet_line(sheet, r));
        status = keep_ids(task, lines, ctg_sheet_cell(sheet, r, debtor),
                          ctg_sheet_cell(sheet, r, creditor), where, error);
    }
    ctg_sheet_free(sheet);
    return status;
}

/* "D,C", two nodes, else a file. */
static ctg_status keep(ctg__task *task, ctg__lines *lines,
                       const char *value, ctg_error *error)
{
    const char *const comma = strchr(value, ',');
    const char *debtor;

    if (!comma)
        return keep_file(task, lines, value, error);
    debtor = ctg__arena_keep(&task->arena, value, (size_t)(comma - value));
    if (!debtor)
        return ctg__fail_memory(error);
    return keep_ids(task, lines, debtor, comma + 1, "--keep", error);
}

static ctg_status fix(ctg__task *task, ctg__lines *lines, ctg_error *error)
{
    ctg_status status = CTG_OK;
    const char *value;
    bool *excluded;

    if (!TAKE(&task->arena, excluded, task->network->nodes.count + 1))
        return ctg__fail_memory(error);
    status = ctg__task_mark(task, "exclude", excluded, error);
    for (size_t i = 0;
         !status && (value = ctg__setting_next(task, "keep", &i));)
        status = keep(task, lines, value, error);
    for (size_t k = 0; !status && k < lines->count; k++)
        if (excluded[lines->lines[k].debtor] ||
            excluded[lines->lines[k].creditor])
            lines->lines[k].fixed = true;
    return status;
}

ctg_status ctg__lines_of(ctg__task *task, ctg__arena *arena, ctg__lines *lines,
                         ctg_error *error)
{
    /* Not by the clock: without lines there would be no answer. */
    ctg__asking asking = {.progress = task->options->progress,
                          .context = task->options->progress_context};
    ctg__arena scratch = {0};
    ctg__entries entries = {.network = task->network,
                            .of = &task->network->exposures,
                            .words = ctg__words_new(),
                            .asking = &asking};
    ctg_status status = entries.words
                            ? read_rows(task, &scratch, &entries, error)
                            : ctg__fail_memory(error);

    *lines = (ctg__lines){0};
    if (!status && !ctg__lines_put(&entries, &scratch, arena, lines))
        status = atomic_load(&asking.stopped)
                     ? ctg__fail(error, CTG_CANCELLED, "cancelled")
                     : ctg__fail_memory(error);
    if (atomic_load(&asking.stopped))
        task->stopped = CTG__HALT_INTERRUPTED;
    ctg__words_free(entries.words);
    ctg__arena_clear(&scratch);
    return status ? status : fix(task, lines, error);
}

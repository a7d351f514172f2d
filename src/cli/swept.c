#include "cli/swept.h"

#include <contagraph/text.h>

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/heap.h"
#include "cli/json.h"
#include "cli/results.h"
#include "cli/say.h"
#include "cli/sheet.h"
#include "cli/table.h"

enum { ID_COLUMNS = 22, CELLS_MOST = 64 };

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool swept_has(const swept *of, const char *id)
{
    return of->count &&
           bsearch(&id, of->ids, of->count, sizeof *of->ids, compare_ids);
}

void swept_clear(swept *made)
{
    for (size_t i = 0; i < made->count; i++)
        free(made->ids[i]);
    free(made->ids);
    *made = (swept){0};
}

static void add(swept *made, size_t *room, const char *id)
{
    if (made->count == *room) {
        *room = *room ? 2 * *room : 256;
        made->ids = heap_grow(made->ids, *room * sizeof *made->ids);
    }
    made->ids[made->count++] = heap_copy(id);
}

/* A result that begins as ours do: the id first. */
static void take_json(swept *made, char *text)
{
    static const char begin[] = "{\"id\": \"";
    size_t room = 0;

    for (char *line = text; *line;) {
        char *const end = line + strcspn(line, "\n");
        char *id = line + sizeof begin - 1;

        if (strncmp(line, begin, sizeof begin - 1) == 0) {
            char *to = id;

            for (char *at = id; *at && *at != '"'; at++) {
                if (*at == '\\')
                    at++;
                *to++ = *at;
            }
            *to = '\0';
            add(made, &room, id);
        }
        line = end + (*end == '\n');
    }
}

static exit_status take_csv(swept *made, const char *path, char *text)
{
    char *cells[CELLS_MOST];
    size_t room = 0;
    size_t line = 1;
    size_t count = sheet_split(&text, cells, CELLS_MOST, &line);

    if (count == 0 || strcmp(cells[0], "id") != 0) {
        say("%s: is no file of results: its first column is not 'id'", path);
        return EXIT_FAILED;
    }
    while (sheet_split(&text, cells, CELLS_MOST, &line))
        add(made, &room, cells[0]);
    return EXIT_DONE;
}

exit_status swept_read(swept *made, const char *path, const char *format)
{
    char *const text = heap_read(path);
    char *end;
    exit_status status = EXIT_DONE;

    if (!text && errno != ENOENT) {
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    end = text ? strrchr(text, '\n') : NULL;
    made->is_new = !end;
    if (text && end ? end[1] : text && *text) {
        const size_t whole = end ? (size_t)(end + 1 - text) : 0;

        text[whole] = '\0';
        if (truncate(path, (off_t)whole)) {
            say("%s: %s", path, strerror(errno));
            status = EXIT_FAILED;
        }
    }
    if (!status && end && strcmp(format, "json") == 0)
        take_json(made, text);
    else if (!status && end)
        status = take_csv(made, path, text);
    if (made->count)
        qsort(made->ids, made->count, sizeof *made->ids, compare_ids);
    free(text);
    return status;
}

/* One row as a table of the common writers. */
typedef struct result {
    const char *id;
    const ctg_summary *summary;
} result;

static cell result_at(void *context, size_t row, size_t head)
{
    const result *const of = context;
    double number = 0;

    (void)row;
    if (head == 0)
        return cell_text(of->id);
    results_key(of->summary, results_keys[head - 1], &number);
    if (strcmp(results_keys[head - 1], "converged") == 0)
        return cell_flag(of->summary->converged);
    return isnan(number) ? cell_empty() : cell_number(number);
}

static table_view table_of(const result *of, column_head heads[CELLS_MOST])
{
    size_t count = 1;

    heads[0] = (column_head){.name = "id"};
    for (size_t i = 0; results_keys[i]; i++)
        heads[count++] = (column_head){.name = results_keys[i]};
    return (table_view){
        heads, count, of ? 1 : 0, result_at, (void *)(uintptr_t)of, NULL};
}

static bool is(const char *format, const char *word)
{
    return format && strcmp(format, word) == 0;
}

void swept_write_head(const char *format, const job *of, FILE *file)
{
    column_head heads[CELLS_MOST];
    const table_view nothing = table_of(NULL, heads);

    (void)of;
    if (is(format, "csv"))
        table_write_csv(&nothing, file);
    else if (is(format, "md"))
        table_write_md(&nothing, file);
    else if (!is(format, "json"))
        fprintf(file, "  %-*s%12s%7s%9s%8s\n", ID_COLUMNS, "id", "equity lost",
                "", "failed", "rounds");
}

static void write_text(const char *id, const ctg_summary *summary,
                       const job *of, FILE *file)
{
    const bool ascii = of->on.ascii;
    char name[256];
    char text[CTG_TEXT_ROOM];

    ctg_text_name(name, sizeof name, id, ID_COLUMNS, ascii);
    fprintf(file, "  %s%*s", name, (int)(ID_COLUMNS - ctg_text_columns(name)),
            "");
    ctg_text_amount(text, summary->equity_lost, job_unit(of), ascii);
    fprintf(file, "%*s%s", (int)(12 - ctg_text_columns(text)), "", text);
    ctg_text_share(text,
                   summary->initial_equity > 0
                       ? summary->equity_lost / summary->initial_equity
                       : 0,
                   ascii);
    fprintf(file, "%*s%s", (int)(7 - ctg_text_columns(text)), "", text);
    fprintf(file, "%9zu", summary->failed);
    if (summary->by_rounds)
        fprintf(file, "%8u", (unsigned)summary->rounds);
    else
        fprintf(file, "%8s", "-");
    fputs(summary->converged ? "\n" : "  not converged\n", file);
}

void swept_write_row(const char *format, const char *id,
                     const ctg_summary *summary, const job *of, FILE *file)
{
    const result row = {id, summary};
    column_head heads[CELLS_MOST];
    const table_view shown = table_of(&row, heads);

    if (is(format, "csv"))
        table_write_csv_row(&shown, 0, file);
    else if (is(format, "md"))
        table_write_md_row(&shown, 0, file);
    else if (is(format, "json"))
        table_write_json_line(&shown, 0, file);
    else
        write_text(id, summary, of, file);
}

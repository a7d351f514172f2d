#include "cli/swept.h"

#include <contagraph/results.h>
#include <contagraph/text.h>

#include <math.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/stamp.h"
#include "cli/table.h"

enum { ID_COLUMNS = 22, CELLS_MOST = 64 };

/* One row as a table of the common writers. */
typedef struct result {
    const char *id;
    const ctg_summary *summary;
} result;

static cell result_at(void *context, size_t row, size_t head)
{
    const result *const of = context;
    const ctg_key *const key = head ? ctg_summary_key_at(head - 1) : NULL;
    double number;

    (void)row;
    if (head == 0)
        return cell_text(of->id);
    number = ctg_summary_value(of->summary, head - 1);
    if (strcmp(key->name, "converged") == 0)
        return cell_flag(of->summary->converged);
    return isnan(number) ? cell_empty() : cell_number(number);
}

static table_view table_of(const result *of, column_head heads[CELLS_MOST])
{
    size_t count = 1;
    const ctg_key *key;

    heads[0] = (column_head){.name = "id"};
    for (size_t i = 0; (key = ctg_summary_key_at(i)); i++)
        heads[count++] = (column_head){.name = key->name};
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

    if (is(format, "csv"))
        table_write_csv(&nothing, file);
    else if (is(format, "md")) {
        stamp_write_md("Sweep", &of->from, of->scenario, file);
        fputs("| id | equity lost | of the initial | failed | rounds |\n"
              "|---|---:|---:|---:|---:|\n",
              file);
    } else if (!is(format, "json"))
        fprintf(file, "  %-*s%12s%7s%9s%8s\n", ID_COLUMNS, "id", "equity lost",
                "", "failed", "rounds");
}

void swept_write_end(const char *format, const job *of, FILE *file)
{
    if (format && !is(format, "text"))
        return;
    stamp_write_unit(&of->from, &of->on, file);
    stamp_write_text(&of->from, false, &of->on, file);
}

/* A row of a report, rounded. */
static void write_md(const char *id, const ctg_summary *summary, const job *of,
                     FILE *file)
{
    char text[CTG_TEXT_ROOM];

    fputs("| ", file);
    table_write_md_text(file, id);
    fputs(" | ", file);
    table_write_md_text(
        file, ctg_text_amount(text, summary->equity_lost, job_unit(of), false));
    fprintf(file, " | %s | ",
            summary->initial_equity > 0
                ? ctg_text_share(text,
                                 summary->equity_lost / summary->initial_equity,
                                 false)
                : "undefined");
    fprintf(file, "%s | ", ctg_text_count(text, summary->failed));
    if (summary->by_rounds)
        fprintf(file, "%u", (unsigned)summary->rounds);
    fputs(summary->converged ? " |\n" : ", not converged |\n", file);
}

static void write_text(const char *id, const ctg_summary *summary,
                       const job *of, FILE *file)
{
    const bool ascii = of->on.ascii;
    char name[256];
    char text[CTG_TEXT_ROOM];

    heap_name(name, sizeof name, id, ID_COLUMNS, ascii);
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
    if (summary->baseline > 0)
        fprintf(file, "  without the shock: %s",
                ctg_text_amount(text, summary->baseline, job_unit(of), ascii));
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
        write_md(id, summary, of, file);
    else if (is(format, "json"))
        table_write_json_line(&shown, 0, file);
    else
        write_text(id, summary, of, file);
}

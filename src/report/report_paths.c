/* Cascade paths, whose fault it was, and pivotal senders. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/report_pivotal.h"
#include "report/run_facts.h"
#include "report/text_tree.h"

enum { ORIGINS_SHOWN = 12, FOLDED_LINES = 10000 };

/* What an origin caused in all nodes together. */
typedef struct cause {
    double amount;
    ctg_actor origin;
} cause;

typedef struct shown {
    ctg__ran *ran;
    double total;  /* losses booked */
    cause *causes; /* the largest first */
    size_t cause_count;
    double caused; /* by all of them */
    const ctg_pivotal *pivotal;
} shown;

/* Adds to a text of a run, as far as there is room; returns its length. */
static size_t put(const ctg__ran *ran, size_t length, const char *format, ...)
    CTG__PRINTF(3, 4);

static size_t put(const ctg__ran *ran, size_t length, const char *format, ...)
{
    const bool fits = length < ran->room;
    va_list args;
    int added;

    va_start(args, format);
    added = vsnprintf(fits ? ran->text + length : NULL,
                      fits ? ran->room - length : 0, format, args);
    va_end(args);
    return length + (size_t)added;
}

/* "node A=default -> Beta (claim 1) -> Gamma (claim 2)" */
static size_t print_path(ctg__ran *ran, const void *what)
{
    const ctg_path *const path = what;
    const ctg_ledger *const ledger = ctg_run_ledger(ran->of.run);
    size_t length = put(ran, 0, "%s", ctg__ran_actor(ran, path->origin));

    for (size_t i = 0; i < path->entry_count; i++) {
        ctg_entry entry = {0};

        ctg_ledger_read(ledger, path->entries[i], &entry, 1);
        length = put(ran, length, " \xE2\x86\x92 %s (%s %u)",
                     ctg__ran_actor(ran, entry.target),
                     ctg_channel_name((ctg_channel)entry.channel),
                     (unsigned)entry.round);
    }
    return length;
}

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static ctg__value path_at(void *context, size_t row, size_t column)
{
    const shown *const of = context;
    const ctg_path *const path = &of->ran->paths[row];

    switch (column) {
    case 0:
        return ctg__value_count(row + 1);
    case 1:
        return ctg__value_number(path->loss);
    case 2:
        return ctg__value_number(share(path->loss, of->total));
    default:
        return ctg__ran_text(of->ran, print_path, path);
    }
}

static int compare_causes(const void *a, const void *b)
{
    const cause *const x = a;
    const cause *const y = b;

    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    return x->origin < y->origin ? -1 : x->origin > y->origin;
}

static int compare_origins(const void *a, const void *b)
{
    const cause *const x = a;
    const cause *const y = b;

    return x->origin < y->origin ? -1 : x->origin > y->origin;
}

/* What each origin caused in all nodes together, the largest first. */
static void sum_origins(shown *of)
{
    const size_t count = of->ran->origin_count;
    cause *const all =
        ctg__report_take(of->ran->report, count, sizeof *of->causes);

    of->causes = all;
    if (!all || !count)
        return;
    for (size_t i = 0; i < count; i++)
        all[i] =
            (cause){of->ran->origins[i].amount, of->ran->origins[i].origin};
    qsort(all, count, sizeof *all, compare_origins);
    for (size_t i = 0; i < count; i++) {
        if (of->cause_count && all[of->cause_count - 1].origin == all[i].origin)
            all[of->cause_count - 1].amount += all[i].amount;
        else
            all[of->cause_count++] = all[i];
    }
    qsort(all, of->cause_count, sizeof *all, compare_causes);
    for (size_t i = 0; i < of->cause_count; i++)
        of->caused += all[i].amount;
}

static ctg__value cause_at(void *context, size_t row, size_t column)
{
    const shown *const of = context;
    const cause *const at = &of->causes[row];

    if (column == 0)
        return ctg__value_text(ctg__ran_actor(of->ran, at->origin));
    return ctg__value_number(column == 1       ? at->amount
                             : of->caused != 0 ? at->amount / of->caused
                                               : 0);
}

static void add_causes(shown *of)
{
    static const ctg__head heads[] = {
        {.key = "origin"},
        {.key = "loss", .unit = CTG_FIGURE_MONEY},
        {.key = "share", .unit = CTG_FIGURE_SHARE}};
    ctg_report *const report = of->ran->report;
    const size_t rows =
        of->cause_count < ORIGINS_SHOWN ? of->cause_count : ORIGINS_SHOWN;

    if (rows)
        ctg__report_table(report, CTG__FOR_MD,
                          (ctg__table){.heads = heads,
                                       .head_count = 3,
                                       .row_count = rows,
                                       .at = cause_at,
                                       .context = of});
    if (rows < of->cause_count)
        ctg__report_note(report, CTG__FOR_MD,
                         ctg__report_print(report, "%zu of %zu origins.", rows,
                                           of->cause_count));
}

static void add_md(shown *of)
{
    static const ctg__head heads[] = {
        {.key = "#"},
        {.key = "loss", .unit = CTG_FIGURE_MONEY},
        {.key = "share", .unit = CTG_FIGURE_SHARE},
        {.key = "path"}};
    ctg_report *const report = of->ran->report;
    char texts[2][CTG__FORMAT_ROOM];
    double sum = 0;

    ctg__ran_add_totals(of->ran);
    if (!of->ran->path_count) {
        ctg__report_note(report, CTG__FOR_MD, "No path led to a loss.");
        return;
    }
    for (size_t i = 0; i < of->ran->path_count; i++)
        sum += of->ran->paths[i].loss;
    ctg__report_table(report, CTG__FOR_MD,
                      (ctg__table){.heads = heads,
                                   .head_count = 4,
                                   .row_count = of->ran->path_count,
                                   .at = path_at,
                                   .context = of});
    ctg__report_note(
        report, CTG__FOR_MD,
        ctg__report_print(
            report, "These paths carry %s, %s of the gross losses.",
            ctg__format_amount(texts[0], sum, report->unit, false),
            ctg__format_share(texts[1], share(sum, of->total), false)));
    add_causes(of);
}

/* CSV and Markdown have pivotal senders alone. */
static void add_tables(shown *of)
{
    ctg_report *const report = of->ran->report;
    const unsigned csv = of->pivotal ? 0 : CTG__FOR_CSV;

    ctg__report_table(report, CTG__FOR_JSON | csv, ctg__ran_paths(of->ran));
    if (of->ran->of.paths_alone)
        return;
    ctg__report_table(report, CTG__FOR_JSON, ctg__ran_origins(of->ran));
    if (!of->pivotal) {
        add_md(of);
        return;
    }
    report->title = "Pivotal nodes";
    ctg__report_table(report, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_MD,
                      ctg__pivotal_table(report, of->ran->graph, of->pivotal));
}

static void write_text(const void *context, ctg__sheet *sheet)
{
    const shown *const of = context;
    const ctg__ran *const ran = of->ran;
    const ctg_outcome *const from = &ran->of;
    ctg__asking asking = {.progress = ran->report->progress,
                          .context = ran->report->progress_context};
    ctg_error error;
    ctg_status status =
        ctg_page_paths(from->run, from->scenario, ran->paths, ran->path_count,
                       &ran->report->page, sheet->file, &error);

    ctg__sheet_end(sheet);
    if (!status)
        status = ctg_page_origins(from->run, from->scenario, from->trace,
                                  &ran->report->page, sheet->file, &error);
    ctg__sheet_end(sheet);
    if (!status)
        status =
            ctg__page_tree(from->run, from->scenario, from->trace,
                           &ran->report->page, &asking, sheet->file, &error);
    sheet->stopped = status == CTG_CANCELLED;
    sheet->line.failed |= status && !sheet->stopped;
    if (!of->pivotal)
        return;
    ctg__sheet_end(sheet);
    ctg__sheet_add_pivotal(sheet, of->pivotal);
}

static void write_folded(const void *context, ctg__sheet *sheet)
{
    const shown *const of = context;
    const ctg_outcome *const from = &of->ran->of;
    ctg__asking asking = {.progress = of->ran->report->progress,
                          .context = of->ran->report->progress_context};
    ctg_error error;
    const ctg_status status =
        ctg__page_folded(from->run, from->scenario, from->trace, FOLDED_LINES,
                         &asking, sheet->file, &error);

    sheet->stopped = status == CTG_CANCELLED;
    sheet->line.failed |= status && !sheet->stopped;
}

ctg_status ctg_paths_report(const ctg_outcome *of, const ctg_pivotal *pivotal,
                            const ctg_stamp *stamp,
                            const ctg_page_options *page, ctg_report **report,
                            ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_paths, stamp, page);
    shown *const all = ctg__report_take(made, 1, sizeof *all);
    ctg__ran *ran;
    ctg_status status = CTG_OK;

    ctg__ran_new(made, of, &ran);
    if (ran && of->trace && !of->paths_alone)
        status = ctg__ran_find_origins(ran, error);
    if (!status && ran && of->trace)
        status = ctg__ran_find_paths(ran, error);
    if (status) {
        ctg_report_free(made);
        return status;
    }
    if (ran && all) {
        *all = (shown){.ran = ran,
                       .total = ctg_run_summary(of->run)->losses_booked,
                       .pivotal = pivotal};
        sum_origins(all);
        add_tables(all);
        ctg__report_own(made, CTG__FOR_TEXT, write_text, all);
        if (!pivotal)
            ctg__report_own(made, CTG__FOR_FOLDED, write_folded, all);
    }
    return ctg__report_finish(made, report, error);
}

/* What a run did: totals, every table, the nodes that lost most. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/run_facts.h"
#include "report/text_run.h"

/* Those that moved or failed: by loss, ties by row; those that gained last. */
typedef struct losers {
    const ctg__ran *ran;
    ctg_node *nodes;
    size_t count;
    char text[CTG__FORMAT_ROOM + 8]; /* of the value last asked for */
} losers;

typedef struct loser {
    double loss;
    ctg_node node;
} loser;

static int compare_losers(const void *a, const void *b)
{
    const loser *const x = a;
    const loser *const y = b;

    if (x->loss != y->loss)
        return x->loss > y->loss ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

/* Nodes that neither moved nor failed are not worth a row. */
static ctg_status rank_losers(losers *found, ctg_error *error)
{
    const ctg_run *const run = found->ran->of.run;
    const size_t count = ctg_network_node_count(found->ran->network);
    const double *const before = ctg_run_initial_equity(run);
    const double *const after = ctg_run_equity(run);
    const uint32_t *const failed = ctg_run_failed_round(run);
    loser *const all = ctg__allocate_array(count + 1, sizeof *all);

    if (!all)
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < count; i++)
        if (before[i] != after[i] || failed[i] != CTG_NEVER)
            all[found->count++] = (loser){before[i] - after[i], i};
    if (found->count)
        qsort(all, found->count, sizeof *all, compare_losers);
    found->nodes = ctg__report_take(found->ran->report, found->count,
                                    sizeof *found->nodes);
    for (size_t i = 0; found->nodes && i < found->count; i++)
        found->nodes[i] = all[i].node;
    ctg__release(all);
    return CTG_OK;
}

/* What was lost, or "$30 gained": a loss below 0 would be misread. */
static ctg__value loss_value(losers *of, double loss)
{
    char amount[CTG__FORMAT_ROOM];

    if (loss >= 0)
        return ctg__value_number(loss);
    snprintf(of->text, sizeof of->text, "%s gained",
             ctg__format_amount(amount, -loss, of->ran->report->unit, false));
    return ctg__value_text(of->text);
}

static ctg__value loser_at(void *context, size_t row, size_t column)
{
    losers *const of = context;
    const ctg_run *const run = of->ran->of.run;
    const ctg_node node = of->nodes[row];
    const double before = ctg_run_initial_equity(run)[node];
    const double after = ctg_run_equity(run)[node];
    const uint32_t failed = ctg_run_failed_round(run)[node];

    switch (column) {
    case 0:
        return ctg__value_text(ctg_graph_node_name(of->ran->graph, node));
    case 1:
        return ctg__value_number(before);
    case 2:
        return loss_value(of, before - after);
    case 3:
        return before > 0 && before > after
                   ? ctg__value_number((before - after) / before)
                   : ctg__value_empty();
    default:
        return failed == CTG_NEVER ? ctg__value_empty()
                                   : ctg__value_count(failed);
    }
}

static ctg_status add_md(ctg__ran *ran, ctg_error *error)
{
    static const ctg__head heads[] = {
        {.key = "node"},
        {.key = "initial equity", .unit = CTG_FIGURE_MONEY},
        {.key = "lost", .unit = CTG_FIGURE_MONEY},
        {.key = "of its equity", .unit = CTG_FIGURE_SHARE},
        {.key = "failed in round"}};
    ctg_report *const report = ran->report;
    losers *const found = ctg__report_take(report, 1, sizeof *found);
    size_t shown = report->page.top;
    ctg_status status;

    if (!found)
        return CTG_OK; /* the report remembers */
    found->ran = ran;
    status = rank_losers(found, error);
    if (status)
        return status;
    shown = shown < found->count ? shown : found->count;
    ctg__ran_add_totals(ran);
    if (shown)
        ctg__report_table(report, CTG__FOR_MD,
                          (ctg__table){.heads = heads,
                                       .head_count = 5,
                                       .row_count = shown,
                                       .at = loser_at,
                                       .context = found});
    if (!found->count)
        ctg__report_note(report, CTG__FOR_MD,
                         "No node lost or gained anything.");
    if (shown && shown < found->count)
        ctg__report_note(
            report, CTG__FOR_MD,
            ctg__report_print(report, "%zu of %zu nodes, those that lost most.",
                              shown, found->count));
    return CTG_OK;
}

static void write_text(const void *context, ctg__sheet *sheet)
{
    const ctg__ran *const ran = context;
    ctg__asking asking = {.progress = ran->report->progress,
                          .context = ran->report->progress_context};
    ctg_error error;
    ctg_status status = ctg__page_run(
        ran->of.run, ran->of.scenario, &ran->report->stamp, ran->of.tally,
        &ran->report->page, &asking, sheet->file, &error);

    if (!status && ran->of.greatest) {
        ctg__sheet_end(sheet);
        status = ctg_page_gap(ran->of.greatest, ran->of.run, &ran->report->page,
                              sheet->file, &error);
    }
    sheet->stopped = status == CTG_CANCELLED;
    sheet->line.failed |= status && !sheet->stopped;
}

ctg_status ctg_run_report(const ctg_outcome *of, const ctg_stamp *stamp,
                          const ctg_page_options *page, ctg_report **report,
                          ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_run, stamp, page);
    const unsigned tables = CTG__FOR_JSON | CTG__FOR_SQLITE;
    ctg_status status = CTG_OK;
    ctg__ran *ran;

    ctg__ran_new(made, of, &ran);
    if (ran && of->trace)
        status = ctg__ran_find_origins(ran, error);
    if (!status && ran && of->trace)
        status = ctg__ran_find_paths(ran, error);
    if (!status && ran) {
        made->edits_named = true;
        ctg__ran_add_summaries(ran);
        ctg__ran_add_adl(ran);
        ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_SQLITE,
                          ctg__ran_nodes(ran));
        ctg__report_table(made, tables, ctg__ran_prices(ran));
        ctg__report_table(made, tables, ctg__ran_claims(ran));
        ctg__report_table(made, tables, ctg__ran_ledger(ran));
        if (ctg_network_account_count(ran->network))
            ctg__report_table(made, CTG__FOR_SQLITE, ctg__ran_adl(ran));
        if (of->trace) {
            ctg__report_table(made, tables, ctg__ran_origins(ran));
            ctg__report_table(made, tables, ctg__ran_paths(ran));
        }
        status = add_md(ran, error);
        ctg__report_own(made, CTG__FOR_TEXT, write_text, ran);
    }
    if (status) {
        ctg_report_free(made);
        return status;
    }
    return ctg__report_finish(made, report, error);
}

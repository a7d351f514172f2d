/* A run for people: text pages by the library, Markdown by our tables. */
#include <contagraph/report.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>

#include "cli/heap.h"
#include "cli/markdown.h"
#include "cli/results.h"
#include "cli/say.h"

ctg_page_options results_page_options(const job *of, size_t top)
{
    ctg_page_options options = ctg_page_options_default();

    options.width = of->on.width;
    options.ascii = of->on.ascii;
    options.colour = of->on.color;
    if (top)
        options.top = top;
    options.edits = (const char *const *)of->from.edits;
    options.edit_count = of->from.edit_count;
    return options;
}

exit_status results_write_text(results *read, size_t top, FILE *file)
{
    const job *const of = read->of;
    const ctg_page_options options = results_page_options(of, top);
    ctg_error error;
    ctg_status status =
        ctg_page_run(of->run, of->scenario, &options, file, &error);

    if (!status && of->greatest) {
        fputc('\n', file);
        status = ctg_page_gap(of->greatest, of->run, &options, file, &error);
    }
    return say_error(status, &error);
}

/* The nodes that lost most, by loss, ties by row. */
typedef struct ranked {
    results *read;
    table_view nodes;
    size_t *rows;
} ranked;

typedef struct loser {
    double loss;
    size_t row;
} loser;

static int compare_losers(const void *a, const void *b)
{
    const loser *const x = a;
    const loser *const y = b;

    if (x->loss != y->loss)
        return x->loss > y->loss ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static size_t *rank_losers(const job *of)
{
    const size_t count = ctg_network_node_count(of->from.network);
    const double *const before = ctg_run_initial_equity(of->run);
    const double *const after = ctg_run_equity(of->run);
    loser *const losers = heap_take(count * sizeof *losers);
    size_t *const rows = heap_take(count * sizeof *rows);

    for (size_t i = 0; i < count; i++)
        losers[i] = (loser){before[i] - after[i], i};
    qsort(losers, count, sizeof *losers, compare_losers);
    for (size_t i = 0; i < count; i++)
        rows[i] = losers[i].row;
    free(losers);
    return rows;
}

static cell ranked_at(void *context, size_t row, size_t head)
{
    const ranked *const of = context;

    return of->nodes.at(of->nodes.context, of->rows[row], head);
}

static void write_md_amount(FILE *file, const char *name, double amount,
                            const char *unit)
{
    char text[CTG_TEXT_ROOM];

    markdown_write_fact(file, name, ctg_text_amount(text, amount, unit, false));
}

static void write_md_lost(FILE *file, const ctg_summary *summary,
                          const char *unit)
{
    const double initial = summary->initial_equity;
    char lost[CTG_TEXT_ROOM];
    char share[CTG_TEXT_ROOM];
    char both[2 * CTG_TEXT_ROOM + 3];

    ctg_text_amount(lost, fabs(summary->equity_lost), unit, false);
    ctg_text_share(
        share, initial > 0 ? fabs(summary->equity_lost) / initial : 0, false);
    snprintf(both, sizeof both, "%s (%s)", lost, share);
    markdown_write_fact(
        file, summary->equity_lost < 0 ? "equity gained" : "equity lost", both);
    if (summary->baseline > 0)
        markdown_write_fact(
            file, "without the shock",
            ctg_text_amount(lost, summary->baseline, unit, false));
}

static void write_md_summary(const job *of, FILE *file)
{
    const ctg_summary *const summary = ctg_run_summary(of->run);
    const char *const unit = job_unit(of);
    char text[2][CTG_TEXT_ROOM];

    fprintf(file, "| | |\n|---|---:|\n");
    write_md_amount(file, "initial equity", summary->initial_equity, unit);
    write_md_lost(file, summary, unit);
    fprintf(file, "| failed nodes | %s of %s |\n",
            ctg_text_count(text[0], summary->failed),
            ctg_text_count(text[1], ctg_network_node_count(of->from.network)));
    if (summary->outside_loss > 0)
        write_md_amount(file, "outside losses", summary->outside_loss, unit);
    if (summary->bonus_outside > 0)
        write_md_amount(file, "outside gains", summary->bonus_outside, unit);
    if (summary->liquidated || summary->unhealthy)
        fprintf(file, "| accounts liquidated, unhealthy | %zu, %zu |\n",
                summary->liquidated, summary->unhealthy);
    fprintf(file, "| rounds | %u%s |\n\n", (unsigned)summary->rounds,
            summary->converged ? "" : ", not converged");
}

void results_write_md(results *read, size_t top, FILE *file)
{
    const job *const of = read->of;
    const size_t shocks = ctg_scenario_shock_count(of->scenario);
    ranked order = {.read = read, .nodes = results_nodes(read)};
    table_view shown = order.nodes;

    markdown_write_title(file, "Run", of->from.graph);
    for (size_t i = 0; i < shocks; i++) {
        fputs(i ? ", " : "Shocks: ", file);
        markdown_write_code(file, ctg_scenario_shock(of->scenario, i));
    }
    if (!shocks)
        fputs("No shock", file);
    for (size_t i = 0; i < of->from.edit_count; i++) {
        fputs(i ? ", " : ". Edited: ", file);
        markdown_write_code(file, of->from.edits[i]);
    }
    fputs("\n\n", file);
    write_md_summary(of, file);
    order.rows = rank_losers(of);
    shown.at = ranked_at;
    shown.context = &order;
    if (top && top < shown.row_count)
        shown.row_count = top;
    table_write_md(&shown, file);
    if (shown.row_count < order.nodes.row_count)
        fprintf(file, "\n%zu of %zu nodes, those that lost most.\n",
                shown.row_count, order.nodes.row_count);
    free(order.rows);
}

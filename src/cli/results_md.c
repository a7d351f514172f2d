/* A run and its paths as sections of a report in Markdown. */
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/markdown.h"
#include "cli/results.h"
#include "cli/stamp.h"

enum { ORIGINS = 12 };

/* The nodes that lost most, by loss, ties by row; those that gained last. */
typedef struct shown_nodes {
    const job *of;
    size_t *rows;
    char text[CTG_TEXT_ROOM + 8]; /* of the cell last asked for */
} shown_nodes;

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

/* Nodes that neither moved nor failed are not worth a row. */
static size_t *rank_changes(const job *of, size_t *moved)
{
    const size_t count = ctg_network_node_count(of->from.network);
    const double *const before = ctg_run_initial_equity(of->run);
    const double *const after = ctg_run_equity(of->run);
    const uint32_t *const failed = ctg_run_failed_round(of->run);
    loser *const losers = heap_take((count + 1) * sizeof *losers);
    size_t *const rows = heap_take((count + 1) * sizeof *rows);

    *moved = 0;
    for (size_t i = 0; i < count; i++)
        if (before[i] != after[i] || failed[i] != CTG_NEVER)
            losers[(*moved)++] = (loser){before[i] - after[i], i};
    if (*moved)
        qsort(losers, *moved, sizeof *losers, compare_losers);
    for (size_t i = 0; i < *moved; i++)
        rows[i] = losers[i].row;
    free(losers);
    return rows;
}

/* What was lost, or "$30 gained": a loss below 0 would be misread. */
static cell change_cell(shown_nodes *of, double loss)
{
    char amount[CTG_TEXT_ROOM];

    if (loss >= 0)
        return cell_number(loss);
    snprintf(of->text, sizeof of->text, "%s gained",
             ctg_text_amount(amount, -loss, job_unit(of->of), false));
    return cell_text(of->text);
}

static cell node_at(void *context, size_t row, size_t head)
{
    shown_nodes *const of = context;
    const ctg_run *const run = of->of->run;
    const size_t node = of->rows[row];
    const double before = ctg_run_initial_equity(run)[node];
    const double after = ctg_run_equity(run)[node];
    const uint32_t failed = ctg_run_failed_round(run)[node];

    switch (head) {
    case 0:
        return cell_text(
            ctg_graph_node_name(of->of->from.graph, (ctg_node)node));
    case 1:
        return cell_number(before);
    case 2:
        return change_cell(of, before - after);
    case 3:
        return before > 0 && before > after
                   ? cell_number((before - after) / before)
                   : cell_empty();
    default:
        return failed == CTG_NEVER ? cell_empty() : cell_count(failed);
    }
}

static void write_amount(FILE *file, const char *name, double amount,
                         const char *unit)
{
    char text[CTG_TEXT_ROOM];

    markdown_write_fact(file, name, ctg_text_amount(text, amount, unit, false));
}

static void write_lost(FILE *file, const ctg_summary *summary, const char *unit)
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

static void write_summary(const job *of, FILE *file)
{
    const ctg_summary *const summary = ctg_run_summary(of->run);
    const char *const unit = job_unit(of);
    char text[2][CTG_TEXT_ROOM];

    fprintf(file, "| | |\n|---|---:|\n");
    write_amount(file, "initial equity", summary->initial_equity, unit);
    write_lost(file, summary, unit);
    fprintf(file, "| failed nodes | %s of %s |\n",
            ctg_text_count(text[0], summary->failed),
            ctg_text_count(text[1], ctg_network_node_count(of->from.network)));
    if (summary->outside_loss > 0)
        write_amount(file, "outside losses", summary->outside_loss, unit);
    if (summary->bonus_outside > 0)
        write_amount(file, "outside gains", summary->bonus_outside, unit);
    if (summary->liquidated || summary->unhealthy)
        fprintf(file, "| accounts liquidated, unhealthy | %zu, %zu |\n",
                summary->liquidated, summary->unhealthy);
    fprintf(file, "| rounds | %u%s |\n\n", (unsigned)summary->rounds,
            summary->converged ? "" : ", not converged");
}

void results_write_md(results *read, size_t top, FILE *file)
{
    static const column_head heads[] = {
        {.name = "node"},
        {.name = "initial equity", .style = STYLE_AMOUNT},
        {.name = "lost", .style = STYLE_AMOUNT},
        {.name = "of its equity", .style = STYLE_SHARE},
        {.name = "failed in round"}};
    const job *const of = read->of;
    size_t moved;
    shown_nodes nodes = {.of = of, .rows = rank_changes(of, &moved)};
    const table_view shown = {heads,   5,      top < moved ? top : moved,
                              node_at, &nodes, job_unit(of)};

    stamp_write_md("Run", &of->from, of->scenario, file);
    write_summary(of, file);
    if (shown.row_count)
        table_write_md(&shown, file);
    else if (!moved)
        fputs("No node lost or gained anything.\n", file);
    if (shown.row_count && shown.row_count < moved)
        fprintf(file, "\n%zu of %zu nodes, those that lost most.\n",
                shown.row_count, moved);
    free(nodes.rows);
}

/* The name of whoever caused or bore a loss; a shock's words. */
static const char *actor_name(const job *of, ctg_actor actor)
{
    const uint32_t index = ctg_actor_index(actor);

    switch (ctg_actor_kind_of(actor)) {
    case CTG_ACTOR_NODE:
        return ctg_graph_node_name(of->from.graph, index);
    case CTG_ACTOR_ASSET:
        return ctg_graph_asset_id(of->from.graph, index);
    case CTG_ACTOR_SHOCK:
        return index < ctg_scenario_shock_count(of->scenario)
                   ? ctg_scenario_shock(of->scenario, index)
                   : "shock";
    case CTG_ACTOR_INITIAL:
        break;
    }
    return "weak from the start";
}

/* "node A=default → Beta (claim 1) → Gamma (claim 2)" */
static char *print_path(const job *of, const ctg_path *path)
{
    const ctg_entry *const entries =
        ctg_ledger_entries(ctg_run_ledger(of->run));
    char *words = heap_copy(actor_name(of, path->origin));

    for (size_t i = 0; i < path->entry_count; i++) {
        const ctg_entry *const entry = &entries[path->entries[i]];
        char *const longer = heap_print(
            "%s \xE2\x86\x92 %s (%s %u)", words, actor_name(of, entry->target),
            ctg_channel_name((ctg_channel)entry->channel),
            (unsigned)entry->round);

        free(words);
        words = longer;
    }
    return words;
}

static void write_path_row(const job *of, size_t rank, const ctg_path *path,
                           double total, FILE *file)
{
    char texts[2][CTG_TEXT_ROOM];
    char *const words = print_path(of, path);
    const size_t room = 3 * strlen(words) + 1;
    char *const clean = heap_take(room);

    fprintf(file, "| %zu | ", rank);
    table_write_md_text(
        file, ctg_text_amount(texts[0], path->loss, job_unit(of), false));
    fprintf(
        file, " | %s | ",
        ctg_text_share(texts[1], total > 0 ? path->loss / total : 0, false));
    table_write_md_text(file, heap_name(clean, room, words, 0, false));
    fputs(" |\n", file);
    free(clean);
    free(words);
}

typedef struct cause {
    double amount;
    ctg_actor origin;
} cause;

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
static cause *sum_origins(const results *read, size_t *count)
{
    cause *const all = heap_take((read->origin_count + 1) * sizeof *all);

    *count = 0;
    for (size_t i = 0; i < read->origin_count; i++)
        all[i] = (cause){read->origins[i].amount, read->origins[i].origin};
    if (read->origin_count)
        qsort(all, read->origin_count, sizeof *all, compare_origins);
    for (size_t i = 0; i < read->origin_count; i++) {
        if (*count && all[*count - 1].origin == all[i].origin)
            all[*count - 1].amount += all[i].amount;
        else
            all[(*count)++] = all[i];
    }
    if (*count)
        qsort(all, *count, sizeof *all, compare_causes);
    return all;
}

typedef struct causes {
    const job *of;
    const cause *list;
    double total;
} causes;

static cell cause_at(void *context, size_t row, size_t head)
{
    const causes *const all = context;
    const cause *const at = &all->list[row];

    if (head == 0)
        return cell_text(actor_name(all->of, at->origin));
    return cell_number(head == 1         ? at->amount
                       : all->total != 0 ? at->amount / all->total
                                         : 0);
}

static void write_origins(const results *read, FILE *file)
{
    static const column_head heads[] = {
        {.name = "origin"},
        {.name = "loss", .style = STYLE_AMOUNT},
        {.name = "share", .style = STYLE_SHARE}};
    size_t count;
    cause *const list = sum_origins(read, &count);
    causes all = {.of = read->of, .list = list};
    const table_view shown = {heads,    3,    count < ORIGINS ? count : ORIGINS,
                              cause_at, &all, job_unit(read->of)};

    for (size_t i = 0; i < count; i++)
        all.total += list[i].amount;
    if (count) {
        fputc('\n', file);
        table_write_md(&shown, file);
    }
    if (shown.row_count < count)
        fprintf(file, "\n%zu of %zu origins.\n", shown.row_count, count);
    free(list);
}

void results_write_paths_md(const results *read, FILE *file)
{
    const job *const of = read->of;
    const double total = ctg_run_summary(of->run)->losses_booked;
    double sum = 0;
    char texts[2][CTG_TEXT_ROOM];

    stamp_write_md("Cascade paths", &of->from, of->scenario, file);
    write_summary(of, file);
    if (!read->path_count) {
        fputs("No path led to a loss.\n", file);
        return;
    }
    fputs("| # | loss | share | path |\n|---:|---:|---:|---|\n", file);
    for (size_t i = 0; i < read->path_count; i++) {
        write_path_row(of, i + 1, &read->paths[i], total, file);
        sum += read->paths[i].loss;
    }
    fputs("\nThese paths carry ", file);
    table_write_md_text(file,
                        ctg_text_amount(texts[0], sum, job_unit(of), false));
    fprintf(file, ", %s of the losses booked.\n",
            ctg_text_share(texts[1], total > 0 ? sum / total : 0, false));
    write_origins(read, file);
}

/*
 * The exposures table, as two compressed sparse rows: by creditor and, as an
 * index into those entries, by debtor. Stable counting sorts, by debtor and
 * then by creditor, leave the entries of a pair in the order of the file.
 */
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "compile/build.h"

/* Rows that are left out although nothing is wrong with them. */
struct dropped {
    size_t first; /* row */
    size_t selves;
    double self_money;
    size_t zeros;
};

/* Cells of the table, without a look at the column each time. */
struct cells {
    const ctg_word *debtor;
    const ctg_word *creditor;
    const double *amount;
    const ctg_node *node_of_word;
};

static struct cells cells_of(const ctg__build *build)
{
    const ctg__column *const columns =
        build->graph->tables[CTG_EXPOSURES].columns;

    return (struct cells){columns[CTG__EXPOSURE_DEBTOR].word,
                          columns[CTG__EXPOSURE_CREDITOR].word,
                          columns[CTG__EXPOSURE_AMOUNT].number,
                          build->node_of_word};
}

static double money_of(const ctg__build *build, size_t row, double amount)
{
    return amount *
           ctg__build_price(build, ctg__build_asset(build, CTG_EXPOSURES,
                                                    CTG__EXPOSURE_ASSET, row));
}

/* Puts the rows to keep into `rows`, in file order; returns how many. */
static size_t select_rows(const ctg__build *build, const struct cells *cells,
                          uint32_t *rows, struct dropped *dropped)
{
    const size_t row_count = build->graph->tables[CTG_EXPOSURES].row_count;
    size_t kept = 0;

    for (size_t row = 0; row < row_count; row++) {
        if (ctg__build_skips(build, CTG_EXPOSURES, row))
            continue;
        if (cells->debtor[row] != cells->creditor[row] &&
            cells->amount[row] > 0) {
            rows[kept++] = (uint32_t)row;
            continue;
        }
        if (!dropped->selves && !dropped->zeros)
            dropped->first = row;
        if (cells->amount[row] > 0) {
            dropped->selves++;
            dropped->self_money += money_of(build, row, cells->amount[row]);
        } else {
            dropped->zeros++;
        }
    }
    return kept;
}

/* Names only what was found. */
static void warn_of_dropped(ctg__build *build, const struct dropped *dropped)
{
    char selves[80] = "";
    char zeros[80] = "";

    if (!dropped->selves && !dropped->zeros)
        return;
    if (dropped->selves)
        snprintf(selves, sizeof selves, "%zu self-exposure%s of %.15g in total",
                 dropped->selves, ctg__plural(dropped->selves),
                 dropped->self_money);
    if (dropped->zeros)
        snprintf(zeros, sizeof zeros, "%zu exposure%s with an amount of 0",
                 dropped->zeros, ctg__plural(dropped->zeros));
    ctg__graph_blame(build->graph, CTG_EXPOSURES, dropped->first, SIZE_MAX,
                     build->problems, CTG_WARNING,
                     "dropped %s%s%s; this is the first", selves,
                     *selves && *zeros ? " and " : "", zeros);
}

/* Counts into start[1 ..], so that a running sum makes row starts. */
static void sum_up(size_t *start, size_t count)
{
    for (size_t i = 0; i < count; i++)
        start[i + 1] += start[i];
}

/* Stable: `to` gets `from` ordered by the node that `words` names. */
static void sort_rows(const uint32_t *from, uint32_t *to, size_t count,
                      const ctg_word *words, const ctg_node *node_of_word,
                      size_t *next)
{
    for (size_t k = 0; k < count; k++)
        to[next[node_of_word[words[from[k]]]]++] = from[k];
}

static bool take_columns(ctg__build *build, ctg__exposures *exposures)
{
    const ctg__column *const columns =
        build->graph->tables[CTG_EXPOSURES].columns;
    ctg__arena *const arena = &build->network->arena;
    const size_t count = exposures->count;

    return TAKE(arena, exposures->debtor, count) &&
           TAKE(arena, exposures->amount, count) &&
           TAKE(arena, exposures->row, count) &&
           TAKE(arena, exposures->by_debtor, count) &&
           TAKE(arena, exposures->debtor_creditor, count) &&
           TAKE(arena, exposures->file_order, count) &&
           (!columns[CTG__EXPOSURE_ASSET].word ||
            TAKE(arena, exposures->asset, count)) &&
           (!columns[CTG__EXPOSURE_RECOVERY].number ||
            TAKE(arena, exposures->recovery, count)) &&
           (!columns[CTG__EXPOSURE_SENIORITY].number ||
            TAKE(arena, exposures->seniority, count)) &&
           (!columns[CTG__EXPOSURE_MATURITY_DAYS].number ||
            TAKE(arena, exposures->maturity, count));
}

/* Optional columns that say nothing new are not kept for the engine. */
static void fill_optional(const ctg__build *build, ctg__exposures *exposures)
{
    bool assets = false;
    bool recoveries = false;
    bool seniorities = false;
    bool maturities = false;

    for (size_t e = 0; e < exposures->count; e++) {
        const size_t row = exposures->row[e];

        if (exposures->asset) {
            exposures->asset[e] = ctg__build_asset(build, CTG_EXPOSURES,
                                                   CTG__EXPOSURE_ASSET, row);
            assets |= exposures->asset[e] != CTG_NONE;
        }
        if (exposures->recovery) {
            exposures->recovery[e] = ctg__graph_number(
                build->graph, CTG_EXPOSURES, CTG__EXPOSURE_RECOVERY, row);
            recoveries |= !isnan(exposures->recovery[e]);
        }
        if (exposures->seniority) {
            exposures->seniority[e] = (uint32_t)ctg__build_number(
                build, CTG_EXPOSURES, CTG__EXPOSURE_SENIORITY, row, 0);
            seniorities |= exposures->seniority[e] != 0;
        }
        if (exposures->maturity) {
            exposures->maturity[e] = ctg__graph_number(
                build->graph, CTG_EXPOSURES, CTG__EXPOSURE_MATURITY_DAYS, row);
            maturities |= !isnan(exposures->maturity[e]);
        }
    }
    exposures->asset = assets ? exposures->asset : NULL;
    exposures->recovery = recoveries ? exposures->recovery : NULL;
    exposures->seniority = seniorities ? exposures->seniority : NULL;
    exposures->maturity = maturities ? exposures->maturity : NULL;
}

/* The transpose, and each row's entry in file order. */
static void fill_inverse(ctg__exposures *exposures, size_t node_count,
                         size_t row_count, size_t *next, uint32_t *entry_of_row)
{
    size_t kept = 0;

    memcpy(next, exposures->debtor_start, node_count * sizeof *next);
    for (size_t creditor = 0; creditor < node_count; creditor++)
        for (size_t e = exposures->start[creditor];
             e < exposures->start[creditor + 1]; e++) {
            const size_t place = next[exposures->debtor[e]]++;

            exposures->by_debtor[place] = (uint32_t)e;
            exposures->debtor_creditor[place] = (ctg_node)creditor;
        }
    memset(entry_of_row, 0xff, row_count * sizeof *entry_of_row);
    for (size_t e = 0; e < exposures->count; e++)
        entry_of_row[exposures->row[e]] = (uint32_t)e;
    for (size_t row = 0; row < row_count; row++)
        if (entry_of_row[row] != UINT32_MAX)
            exposures->file_order[kept++] = entry_of_row[row];
}

static void sort_entries(const struct cells *cells, ctg__exposures *exposures,
                         size_t node_count, uint32_t *selected, size_t *next)
{
    const size_t count = exposures->count;
    uint32_t *const by_debtor = exposures->by_debtor; /* filled later */

    for (size_t k = 0; k < count; k++) {
        const size_t row = selected[k];

        exposures->debtor_start[cells->node_of_word[cells->debtor[row]] + 1]++;
        exposures->start[cells->node_of_word[cells->creditor[row]] + 1]++;
    }
    sum_up(exposures->debtor_start, node_count);
    sum_up(exposures->start, node_count);
    memcpy(next, exposures->debtor_start, node_count * sizeof *next);
    sort_rows(selected, by_debtor, count, cells->debtor, cells->node_of_word,
              next);
    memcpy(next, exposures->start, node_count * sizeof *next);
    sort_rows(by_debtor, exposures->row, count, cells->creditor,
              cells->node_of_word, next);
    for (size_t e = 0; e < count; e++) {
        exposures->debtor[e] =
            cells->node_of_word[cells->debtor[exposures->row[e]]];
        exposures->amount[e] = cells->amount[exposures->row[e]];
    }
}

/* Whoever owes or is owed in an asset whose price was rejected. */
static void pass_doubt_on(ctg__build *build, const ctg__exposures *exposures)
{
    if (!exposures->asset)
        return;
    for (size_t k = 0; k < exposures->count; k++) {
        const ctg_asset asset = exposures->asset[exposures->by_debtor[k]];

        if (asset != CTG_NONE && build->doubtful_asset[asset]) {
            build->doubtful_node[exposures->debtor_creditor[k]] = true;
            build->doubtful_node[exposures->debtor[exposures->by_debtor[k]]] =
                true;
        }
    }
}

ctg_status ctg__build_exposures(ctg__build *build, ctg_error *error)
{
    ctg__exposures *const exposures = &build->network->exposures;
    const size_t row_count = build->graph->tables[CTG_EXPOSURES].row_count;
    const size_t node_count = build->network->nodes.count;
    const struct cells cells = cells_of(build);
    struct dropped dropped = {0};
    ctg__arena scratch = {0};
    uint32_t *rows;
    size_t *next;

    if (!TAKE(&build->network->arena, exposures->start, node_count + 1) ||
        !TAKE(&build->network->arena, exposures->debtor_start,
              node_count + 1) ||
        !TAKE(&scratch, rows, row_count) || !TAKE(&scratch, next, node_count))
        goto no_memory;
    exposures->count = select_rows(build, &cells, rows, &dropped);
    warn_of_dropped(build, &dropped);
    if (!take_columns(build, exposures))
        goto no_memory;
    sort_entries(&cells, exposures, node_count, rows, next);
    fill_optional(build, exposures);
    fill_inverse(exposures, node_count, row_count, next, rows);
    pass_doubt_on(build, exposures);
    ctg__arena_clear(&scratch);
    return CTG_OK;

no_memory:
    ctg__arena_clear(&scratch);
    return ctg__fail_memory(error);
}

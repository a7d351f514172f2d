/*
 * The exposures table, as two compressed sparse rows: by creditor and, as an
 * index into those entries, by debtor. Rows are grouped by creditor, entries by
 * debtor, each group by one thread; the order is total, so whoever makes it
 * makes the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "compile/build.h"
#include "compile/group.h"

/* Fewer are not worth a second thread. */
enum { SHARED_LEAST = 20000 };

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

static bool keeps(const ctg__build *build, const struct cells *cells,
                  size_t row)
{
    /* All rows of a table without such columns are skipped. */
    return !ctg__build_skips(build, CTG_EXPOSURES, row) &&
           cells->debtor[row] != cells->creditor[row] && cells->amount[row] > 0;
}

/* The rows to keep as items by creditor, in the order of the file. */
static size_t select_rows(const ctg__build *build, const struct cells *cells,
                          ctg__groups *groups)
{
    const ptrdiff_t blocks = (ptrdiff_t)groups->block_count;
    size_t kept = 0;

#pragma omp parallel for schedule(static) reduction(+ : kept) if (blocks > 1)
    for (ptrdiff_t block = 0; block < blocks; block++) {
        const size_t first = (size_t)block * groups->block_size;
        const size_t behind = first + groups->block_size;
        ctg__item *next = groups->items + first;

        for (size_t row = first; row < behind && row < groups->item_room; row++)
            if (keeps(build, cells, row))
                *next++ = (ctg__item){
                    .node = cells->node_of_word[cells->creditor[row]],
                    .other = cells->node_of_word[cells->debtor[row]],
                    .index = (uint32_t)row,
                };
        groups->block_used[block] = (size_t)(next - (groups->items + first));
        kept += groups->block_used[block];
    }
    return kept;
}

/* In the order of the file, which sums depend on. */
static void find_dropped(const ctg__build *build, const struct cells *cells,
                         struct dropped *dropped)
{
    const size_t row_count = build->graph->tables[CTG_EXPOSURES].row_count;

    for (size_t row = 0; row < row_count; row++) {
        if (ctg__build_skips(build, CTG_EXPOSURES, row) ||
            keeps(build, cells, row))
            continue;
        if (!dropped->selves && !dropped->zeros)
            dropped->first = row;
        if (cells->amount[row] > 0) {
            dropped->selves++;
            dropped->self_money += money_of(build, row, cells->amount[row]);
        } else {
            dropped->zeros++;
        }
    }
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

static int by_debtor_then_row(const void *a, const void *b)
{
    const ctg__item *const x = a;
    const ctg__item *const y = b;

    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* One creditor's items, which are in the order of their rows. */
static void sort_items(ctg__item *items, size_t count)
{
    enum { FEW = 32 };

    if (count > FEW) {
        qsort(items, count, sizeof *items, by_debtor_then_row);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        const ctg__item item = items[i];
        size_t k = i;

        for (; k && items[k - 1].other > item.other; k--)
            items[k] = items[k - 1];
        items[k] = item;
    }
}

static void fill_entries(const struct cells *cells, ctg__groups *groups,
                         size_t group, ctg__exposures *exposures,
                         size_t node_count)
{
    const size_t first = groups->group_start[group];
    const size_t end = groups->group_start[group + 1];
    const size_t behind = (group + 1) << groups->shift;
    const size_t last = behind < node_count ? behind : node_count;

    ctg__groups_order(groups, group, node_count, exposures->start);
    for (size_t node = group << groups->shift; node < last; node++) {
        const size_t start = exposures->start[node];
        const size_t next = node + 1 < last ? exposures->start[node + 1] : end;

        sort_items(groups->items + start, next - start);
    }
    for (size_t e = first; e < end; e++) {
        const ctg__item item = groups->items[e];

        exposures->debtor[e] = item.other;
        exposures->row[e] = item.index;
        exposures->amount[e] = cells->amount[item.index];
        /* The same from the other side. */
        groups->items[e] = (ctg__item){
            .node = item.other, .other = item.node, .index = (uint32_t)e};
    }
}

static void fill_inverse(ctg__groups *groups, size_t group,
                         ctg__exposures *exposures, size_t node_count)
{
    ctg__groups_order(groups, group, node_count, exposures->debtor_start);
    for (size_t place = groups->group_start[group];
         place < groups->group_start[group + 1]; place++) {
        exposures->by_debtor[place] = groups->items[place].index;
        exposures->debtor_creditor[place] = groups->items[place].other;
    }
}

/* Items that lie one after the other, in the blocks that they fill. */
static void use_blocks(ctg__groups *groups, size_t count)
{
    for (size_t block = 0; block < groups->block_count; block++) {
        const size_t first = block * groups->block_size;
        const size_t left = count > first ? count - first : 0;

        groups->block_used[block] =
            left < groups->block_size ? left : groups->block_size;
    }
}

static void sort_entries(const struct cells *cells, ctg__groups *groups,
                         ctg__exposures *exposures, size_t node_count)
{
    const ptrdiff_t count = (ptrdiff_t)groups->group_count;
    const bool shared = exposures->count >= SHARED_LEAST;

    ctg__groups_divide(groups);
#pragma omp parallel for schedule(dynamic, 1) if (shared)
    for (ptrdiff_t group = 0; group < count; group++)
        fill_entries(cells, groups, (size_t)group, exposures, node_count);
    exposures->start[node_count] = exposures->count;
    use_blocks(groups, exposures->count);
    ctg__groups_divide(groups);
#pragma omp parallel for schedule(dynamic, 1) if (shared)
    for (ptrdiff_t group = 0; group < count; group++)
        fill_inverse(groups, (size_t)group, exposures, node_count);
    exposures->debtor_start[node_count] = exposures->count;
}

/* Each row's entry, without the rows that have none. */
static void fill_file_order(ctg__exposures *exposures, size_t row_count,
                            uint32_t *entry_of_row)
{
    const bool all = exposures->count == row_count;
    uint32_t *const entry = all ? exposures->file_order : entry_of_row;
    const bool shared = exposures->count >= SHARED_LEAST;
    const ptrdiff_t count = (ptrdiff_t)exposures->count;
    size_t kept = 0;

    if (!all)
        memset(entry, 0xff, row_count * sizeof *entry);
#pragma omp parallel for schedule(static) if (shared)
    for (ptrdiff_t e = 0; e < count; e++)
        entry[exposures->row[e]] = (uint32_t)e;
    for (size_t row = 0; !all && row < row_count; row++)
        if (entry[row] != UINT32_MAX)
            exposures->file_order[kept++] = entry[row];
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
    ctg__groups groups;
    uint32_t *entry_of_row;

    if (!TAKE(&build->network->arena, exposures->start, node_count + 1) ||
        !TAKE(&build->network->arena, exposures->debtor_start,
              node_count + 1) ||
        !ctg__groups_init(&groups, row_count, node_count, &scratch) ||
        !TAKE(&scratch, entry_of_row, row_count))
        goto no_memory;
    exposures->count = select_rows(build, &cells, &groups);
    if (exposures->count < row_count)
        find_dropped(build, &cells, &dropped);
    warn_of_dropped(build, &dropped);
    if (!take_columns(build, exposures))
        goto no_memory;
    sort_entries(&cells, &groups, exposures, node_count);
    fill_optional(build, exposures);
    fill_file_order(exposures, row_count, entry_of_row);
    pass_doubt_on(build, exposures);
    ctg__arena_clear(&scratch);
    return CTG_OK;

no_memory:
    ctg__arena_clear(&scratch);
    return ctg__fail_memory(error);
}

/*
 * The exposures table, as two compressed sparse rows: by creditor and, as an
 * index into those entries, by debtor. Rows are grouped by creditor, entries by
 * debtor, each group by one thread; the order is total, so whoever makes it
 * makes the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/starts.h"
#include "base/threads.h"
#include "compile/build.h"
#include "compile/group.h"
#include "text/format.h"

/* Fewer are not worth a second thread. */
enum { SHARED_FROM = 20000 };

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

/* Rows to keep, by creditor. */
struct row_maker {
    const ctg__build *build;
    const struct cells *cells;
};

static size_t make_rows(const void *context, size_t from, size_t to,
                        ctg__item *items)
{
    const struct row_maker *const of = context;
    const struct cells *const cells = of->cells;
    ctg__item *next = items;

    for (size_t row = from; row < to; row++)
        if (keeps(of->build, cells, row))
            *next++ = (ctg__item){
                .node = cells->node_of_word[cells->creditor[row]],
                .other = cells->node_of_word[cells->debtor[row]],
                .index = (uint32_t)row,
            };
    return (size_t)(next - items);
}

/* In the order of the file, which sums depend on. */
static void find_dropped(const ctg__build *build, const struct cells *cells,
                         ctg__dropped *dropped)
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
static void warn_of_dropped(ctg__build *build, const ctg__dropped *dropped)
{
    char selves[80] = "";
    char zeros[80] = "";

    if (!dropped->selves && !dropped->zeros)
        return;
    if (dropped->selves)
        snprintf(selves, sizeof selves, "%zu self-exposure%s of %.15g in total",
                 (size_t)dropped->selves, ctg__plural((size_t)dropped->selves),
                 dropped->self_money);
    if (dropped->zeros)
        snprintf(zeros, sizeof zeros, "%zu exposure%s with an amount of 0",
                 (size_t)dropped->zeros, ctg__plural((size_t)dropped->zeros));
    ctg__graph_blame(build->graph, CTG_EXPOSURES, (size_t)dropped->first,
                     SIZE_MAX, build->problems, CTG_WARNING,
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

/* By debtor, then by row, as one number. */
static uint64_t key_of(ctg_node debtor, uint32_t row)
{
    return (uint64_t)debtor << 32 | row;
}

static int by_debtor_then_row(const void *a, const void *b)
{
    const ctg__item *const one = a;
    const ctg__item *const two = b;
    const uint64_t x = key_of(one->other, one->index);
    const uint64_t y = key_of(two->other, two->index);

    return x < y ? -1 : x > y;
}

/* One creditor's entries, which are many; `items` is room for as many. */
static void sort_many(ctg__exposures *exposures, size_t start, size_t count,
                      ctg__item *items)
{
    for (size_t k = 0; k < count; k++)
        items[k] = (ctg__item){.other = exposures->debtor[start + k],
                               .index = exposures->row[start + k]};
    qsort(items, count, sizeof *items, by_debtor_then_row);
    for (size_t k = 0; k < count; k++) {
        exposures->debtor[start + k] = items[k].other;
        exposures->row[start + k] = items[k].index;
    }
}

enum { FEW = 32 };

static void sort_few(ctg__exposures *exposures, size_t start, size_t count)
{
    uint64_t keys[FEW];

    for (size_t i = 0; i < count; i++) {
        const uint64_t key =
            key_of(exposures->debtor[start + i], exposures->row[start + i]);
        size_t k = i;

        for (; k && keys[k - 1] > key; k--)
            keys[k] = keys[k - 1];
        keys[k] = key;
    }
    for (size_t i = 0; i < count; i++) {
        exposures->debtor[start + i] = (ctg_node)(keys[i] >> 32);
        exposures->row[start + i] = (uint32_t)keys[i];
    }
}

static void fill_entries(const struct cells *cells, const ctg__groups *groups,
                         size_t group, ctg__exposures *exposures)
{
    size_t *const start = exposures->start;
    const size_t last = ctg__group_last(groups, group);
    const size_t first = groups->group_start[group];
    const size_t end = groups->group_start[group + 1];

    ctg__group_count(groups, group, start);
    for (size_t i = first; i < end; i++) {
        const ctg__item item = groups->items[i];
        const size_t e = start[item.node]++;

        exposures->debtor[e] = item.other;
        exposures->row[e] = item.index;
    }
    ctg__group_restore(groups, group, start);
    for (size_t node = ctg__group_first(groups, group); node < last; node++) {
        const size_t next = node + 1 < last ? start[node + 1] : end;
        const size_t count = next - start[node];

        if (count > FEW) /* the items have done their service */
            sort_many(exposures, start[node], count, groups->items + first);
        else
            sort_few(exposures, start[node], count);
    }
    for (size_t e = first; e < end; e++)
        exposures->amount[e] = cells->amount[exposures->row[e]];
}

/* Entries, by debtor. */
struct entry_maker {
    const ctg__exposures *exposures;
    size_t node_count;
};

static size_t make_entries(const void *context, size_t from, size_t to,
                           ctg__item *items)
{
    const struct entry_maker *const of = context;
    size_t creditor = ctg__row_with(of->exposures->start, of->node_count, from);

    for (size_t e = from; e < to; e++) {
        while (of->exposures->start[creditor + 1] <= e)
            creditor++;
        items[e - from] = (ctg__item){.node = of->exposures->debtor[e],
                                      .other = (ctg_node)creditor,
                                      .index = (uint32_t)e};
    }
    return to - from;
}

static void fill_inverse(const ctg__groups *groups, size_t group,
                         ctg__exposures *exposures)
{
    size_t *const start = exposures->debtor_start;

    ctg__group_count(groups, group, start);
    for (size_t i = groups->group_start[group];
         i < groups->group_start[group + 1]; i++) {
        const ctg__item item = groups->items[i];
        const size_t place = start[item.node]++;

        exposures->by_debtor[place] = item.index;
        exposures->debtor_creditor[place] = item.other;
    }
    ctg__group_restore(groups, group, start);
}

static void sort_entries(const struct cells *cells, ctg__groups *groups,
                         ctg__exposures *exposures)
{
    const struct entry_maker entries = {exposures, groups->node_count};
    const ptrdiff_t count = (ptrdiff_t)groups->group_count;

#pragma omp parallel for schedule(dynamic) if (exposures->count >=             \
                                               SHARED_FROM)                    \
    num_threads(ctg__thread_count())
    for (ptrdiff_t group = 0; group < count; group++)
        fill_entries(cells, groups, (size_t)group, exposures);
    exposures->start[groups->node_count] = exposures->count;
    ctg__groups_divide(groups, exposures->count, make_entries, &entries);
#pragma omp parallel for schedule(dynamic) if (exposures->count >=             \
                                               SHARED_FROM)                    \
    num_threads(ctg__thread_count())
    for (ptrdiff_t group = 0; group < count; group++)
        fill_inverse(groups, (size_t)group, exposures);
    exposures->debtor_start[groups->node_count] = exposures->count;
}

/* Each row's entry, without the rows that have none; false: out of memory. */
static bool fill_file_order(ctg__exposures *exposures, size_t row_count,
                            ctg__arena *scratch)
{
    const bool all = exposures->count == row_count;
    uint32_t *entry = exposures->file_order;
    const ptrdiff_t count = (ptrdiff_t)exposures->count;
    size_t kept = 0;

    if (!all && !TAKE(scratch, entry, row_count))
        return false;
    if (!all)
        memset(entry, 0xff, row_count * sizeof *entry);
#pragma omp parallel for schedule(static) if (exposures->count >= SHARED_FROM) \
    num_threads(ctg__thread_count())
    for (ptrdiff_t e = 0; e < count; e++)
        entry[exposures->row[e]] = (uint32_t)e;
    for (size_t row = 0; !all && row < row_count; row++)
        if (entry[row] != UINT32_MAX)
            exposures->file_order[kept++] = entry[row];
    return true;
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

/* What a snapshot has in order, where it lies. */
static ctg_status take_compiled(ctg__build *build, ctg_error *error)
{
    const ctg__compiled *const of = &build->graph->compiled;

    if (!ctg__compiled_fine(of, build->network->nodes.count,
                            build->graph->tables[CTG_EXPOSURES].row_count))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s: a damaged snapshot: what it says of the order of "
                         "exposures cannot be",
                         build->graph->shown ? build->graph->shown : "");
    build->network->exposures =
        (ctg__exposures){.count = of->count,
                         .start = of->start,
                         .debtor = of->debtor,
                         .amount = of->amount,
                         .row = of->row,
                         .debtor_start = of->debtor_start,
                         .by_debtor = of->by_debtor,
                         .debtor_creditor = of->debtor_creditor,
                         .file_order = of->file_order};
    warn_of_dropped(build, &of->dropped);
    return CTG_OK;
}

ctg_status ctg__build_exposures(ctg__build *build, ctg_error *error)
{
    ctg__exposures *const exposures = &build->network->exposures;
    const size_t row_count = build->graph->tables[CTG_EXPOSURES].row_count;
    const size_t node_count = build->network->nodes.count;
    const struct cells cells = cells_of(build);
    ctg__dropped dropped = {0};
    ctg__arena scratch = {0};
    ctg__groups groups;
    const struct row_maker kept_rows = {build, &cells};
    ctg_status status;

    if (build->graph->compiled.start)
        return take_compiled(build, error);
    if (!TAKE(&build->network->arena, exposures->start, node_count + 1) ||
        !TAKE(&build->network->arena, exposures->debtor_start,
              node_count + 1) ||
        !ctg__groups_init(&groups, row_count, node_count, &scratch))
        goto no_memory;
    exposures->count =
        ctg__groups_divide(&groups, row_count, make_rows, &kept_rows);
    if (exposures->count < row_count)
        find_dropped(build, &cells, &dropped);
    warn_of_dropped(build, &dropped);
    status = ctg__build_ask(build, error);
    if (status)
        goto stopped;
    if (!take_columns(build, exposures))
        goto no_memory;
    sort_entries(&cells, &groups, exposures);
    fill_optional(build, exposures);
    status = ctg__build_ask(build, error);
    if (status)
        goto stopped;
    if (!fill_file_order(exposures, row_count, &scratch))
        goto no_memory;
    pass_doubt_on(build, exposures);
    ctg__arena_give_back(&scratch);
    return CTG_OK;

no_memory:
    status = ctg__fail_memory(error);
stopped:
    ctg__arena_give_back(&scratch);
    return status;
}

#include "report/rounds.h"

#include "base/memory.h"

static void add_row(ctg__round_sum *into, const ctg__round_sum *row)
{
    into->last = row->last;
    into->total += row->total;
    for (int code = 0; code < CTG__CODE_COUNT; code++)
        into->amounts[code] += row->amounts[code];
}

/* Merges the rows from `first` on. */
static void merge_from(ctg__round_sums *sums, size_t first)
{
    for (size_t i = first + 1; i < sums->count; i++)
        add_row(&sums->rows[first], &sums->rows[i]);
    if (first < sums->count)
        sums->count = first + 1;
}

static void merge_tail(ctg__round_sums *sums, size_t most)
{
    double tail = 0;
    size_t first = sums->count;

    if (sums->count <= most)
        return;
    while (first > 1 && tail + sums->rows[first - 1].total < 0.02 * sums->total)
        tail += sums->rows[--first].total;
    /* Enough is enough: no more than needed of the tail's head. */
    merge_from(sums, first < most - 1 ? first : most - 1);
}

static bool sum_entries(ctg__round_sums *sums, const ctg__causes *causes,
                        const ctg__net *net)
{
    ctg__split split = {0};

    sums->total = net->total;
    sums->gains = net->gains;

    for (size_t e = 0; e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];

        if (!ctg__causes_ask(causes, e))
            return false;
        if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE ||
            !(entry->amount > 0))
            continue;
        ctg__net_split(causes, e, &split);
        for (int code = 0; code < CTG__CODE_COUNT; code++) {
            const double part = ctg__net_part(net, entry, e, (ctg__code)code,
                                              split.share[code]);
            ctg__round_sum *const row =
                &sums->rows[ctg__code_column(entry, (ctg__code)code)];

            row->amounts[code] += part;
            row->total += part;
            sums->codes[code] += part;
        }
    }
    return true;
}

/* Empty rows for so many rounds. */
static ctg_status make_rows(ctg__round_sums *sums, size_t count,
                            ctg_error *error)
{
    *sums = (ctg__round_sums){
        .rows = ctg__allocate_array(count, sizeof *sums->rows), .count = count};
    if (!sums->rows)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        sums->rows[i] =
            (ctg__round_sum){.first = (uint32_t)i, .last = (uint32_t)i};
    return CTG_OK;
}

static void shorten(ctg__round_sums *sums, size_t most)
{
    while (sums->count > 1 && !(sums->rows[sums->count - 1].total > 0))
        sums->count--;
    merge_tail(sums, most);
}

ctg_status ctg__round_sums_init(ctg__round_sums *sums,
                                const ctg__causes *causes, const ctg__net *net,
                                size_t most, ctg_error *error)
{
    const ctg_status status = make_rows(
        sums,
        causes->entry_count
            ? causes->entries[causes->entry_count - 1].round + (size_t)1
            : 1,
        error);

    if (status)
        return status;
    if (!sum_entries(sums, causes, net)) {
        ctg__round_sums_clear(sums);
        return ctg__causes_fail(causes, error);
    }
    shorten(sums, most);
    return CTG_OK;
}

ctg_status ctg__round_sums_of_tally(ctg__round_sums *sums,
                                    const ctg_tally *tally, size_t most,
                                    ctg_error *error)
{
    const ctg_status status = make_rows(sums, tally->row_count, error);

    if (status)
        return status;
    sums->total = tally->total;
    sums->gains = tally->gains;
    for (size_t i = 0; i < tally->row_count; i++) {
        sums->rows[i].total = tally->rows[i].total;
        for (int code = 0; code < CTG__CODE_COUNT; code++)
            sums->rows[i].amounts[code] = tally->rows[i].amounts[code];
    }
    for (int code = 0; code < CTG__CODE_COUNT; code++)
        sums->codes[code] = tally->codes[code];
    shorten(sums, most);
    return CTG_OK;
}

void ctg__round_sums_clear(ctg__round_sums *sums)
{
    ctg__release(sums->rows);
    *sums = (ctg__round_sums){0};
}

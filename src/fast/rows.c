/* A plan as rows: what each node loses by each of its debtors. */
#include <math.h>

#include "base/assert.h"
#include "data/matrix.h"
#include "engine/direct.h"
#include "fast/solver.h"

static bool take_rows(ctg__fast *fast, size_t nodes, size_t entries,
                      ctg__arena *arena)
{
    return TAKE(arena, fast->start, nodes + 1) &&
           TAKE(arena, fast->column, entries + CTG__FAST_AHEAD) &&
           TAKE(arena, fast->value, entries + 1) &&
           TAKE(arena, fast->inverse, nodes + 1) &&
           TAKE(arena, fast->equity, nodes + 1) &&
           TAKE(arena, fast->owes, nodes + 1);
}

/* What shocks change. */
static bool take_shocked(ctg__fast *fast, size_t nodes, ctg__arena *arena)
{
    return TAKE(arena, fast->shocked, nodes + 1) &&
           TAKE_ROOM(arena, fast->inner, nodes + 1) &&
           TAKE_ROOM(arena, fast->sinks, nodes + 1);
}

static double recovery_of(const ctg_plan *plan, size_t entry)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    const double own = plan->network->nodes.recovery[exposures->debtor[entry]];

    if (exposures->recovery && !isnan(exposures->recovery[entry]))
        return exposures->recovery[entry];
    return isnan(own) ? plan->recovery : own;
}

/* The transpose, rows in ascending order. */
static ctg_status fill_push(ctg__fast *fast, ctg__arena *arena,
                            ctg_error *error)
{
    const size_t entries = fast->start[fast->count];
    size_t *next;

    if (!TAKE(arena, fast->push_start, fast->count + 1) ||
        !TAKE(arena, next, fast->count + 1) ||
        !TAKE(arena, fast->push_row, entries + 1) ||
        !TAKE(arena, fast->push_value, entries + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < entries; k++)
        fast->push_start[fast->column[k] + 1]++;
    for (size_t j = 0; j < fast->count; j++) {
        fast->push_start[j + 1] += fast->push_start[j];
        next[j] = fast->push_start[j];
    }
    for (size_t i = 0; i < fast->count; i++)
        for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++) {
            const size_t to = next[fast->column[k]]++;

            fast->push_row[to] = (uint32_t)i;
            fast->push_value[to] = fast->value[k];
        }
    return CTG_OK;
}

/* Rows, and what written-off exposures cost at once. */
static void fill_rows(const ctg_plan *plan, const ctg__direct *direct,
                      ctg__fast *fast, double *lost)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    size_t entries = 0;

    for (size_t i = 0; i < fast->count; i++) {
        const size_t end = exposures->start[i + 1];

        fast->start[i] = entries;
        for (size_t e = exposures->start[i]; e < end;) {
            const ctg_node debtor = exposures->debtor[e];
            double first = 0; /* of the first books, before write-offs */
            double sum = 0;

            for (; e < end && exposures->debtor[e] == debtor; e++) {
                const double face = ctg__first_face(plan->network, e);
                const double risk = face * (1 - recovery_of(plan, e));

                lost[i] += face * (1 - direct->write_off[e]);
                first += risk;
                sum += risk * direct->write_off[e];
            }
            if (!(sum > 0) || !(fast->equity[i] > 0))
                continue;
            CTG__ASSERT(entries == fast->start[i] ||
                        fast->column[entries - 1] < debtor);
            fast->column[entries] = debtor;
            fast->value[entries++] = plan->cap && first > fast->equity[i]
                                         ? fast->equity[i] / first * sum
                                         : sum;
            fast->owes[debtor] = true;
        }
    }
    fast->start[fast->count] = entries;
}

void ctg__rows_list(ctg__fast *fast)
{
    fast->inner_count = 0;
    fast->sink_count = 0;
    for (size_t i = 0; i < fast->count; i++) {
        if (fast->start[i] == fast->start[i + 1] || fast->shocked[i] >= 1)
            continue;
        if (ctg__fast_owes(fast, i))
            fast->inner[fast->inner_count++] = (uint32_t)i;
        else
            fast->sinks[fast->sink_count++] = (uint32_t)i;
    }
}

/* Distress after the shocks alone, and which rows it leaves to change. Pages of
 * it that are 0 are not written to. */
static void place_shocks(const ctg__direct *direct, ctg__fast *fast)
{
    for (size_t i = 0; i < fast->count; i++) {
        const double shocked = fast->equity[i] > 0 && !direct->defaulted[i]
                                   ? fmin(1, direct->lost[i] / fast->equity[i])
                                   : 1;

        CTG__ASSERT(shocked >= 0 && shocked <= 1);
        if (fast->shocked[i] != shocked)
            fast->shocked[i] = shocked;
    }
    ctg__rows_list(fast);
}

static ctg_status make_rows(const ctg_plan *plan, ctg__arena *arena,
                            ctg__fast *fast, ctg_error *error)
{
    const ctg_network *const network = plan->network;
    const size_t nodes = network->nodes.count;
    ctg__arena scratch = {0};
    ctg__direct direct;
    ctg_status status = ctg__direct_of(plan, &scratch, &direct, error);

    if (!status && !take_rows(fast, nodes, network->exposures.count, arena))
        status = ctg__fail_memory(error);
    for (size_t i = 0; !status && i < nodes; i++) {
        fast->equity[i] = fmax(0, network->nodes.equity[i]);
        fast->inverse[i] = fast->equity[i] > 0 ? 1 / fast->equity[i] : 0;
    }
    if (!status) {
        fill_rows(plan, &direct, fast, direct.lost);
        place_shocks(&direct, fast);
    }
    ctg__arena_give_back(&scratch);
    return !status && fast->method == CTG__FAST_THRESHOLD
               ? fill_push(fast, arena, error)
               : status;
}

ctg_status ctg__rows_make(const ctg_plan *plan, bool share, ctg__arena *arena,
                          ctg__fast *fast, ctg_error *error)
{
    ctg__arena scratch = {0};
    bool shared = false;
    ctg_status status;

    if (!take_shocked(fast, fast->count, arena))
        return ctg__fail_memory(error);
    if (share)
        ctg__rows_share(plan, fast, &shared);
    if (!shared)
        return make_rows(plan, arena, fast, error);
    status = ctg__rows_place_shocks(plan, &scratch, fast, error);
    ctg__arena_give_back(&scratch);
    return status;
}

ctg_status ctg__rows_place_shocks(const ctg_plan *plan, ctg__arena *scratch,
                                  ctg__fast *fast, ctg_error *error)
{
    ctg__direct direct;
    const ctg_status status = ctg__direct_nodes(plan, scratch, &direct, error);

    if (!status)
        place_shocks(&direct, fast);
    return status;
}

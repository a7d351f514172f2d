/* Rounds of falls as they go by: the best way to what each node received, and
 * the sets that it is sent with. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "trace/path_falls.h"

/* --- the best way to what was received --- */

static inline void consider(ctg__leading *leading, double amount, double weight,
                            ctg__merit way)
{
    const ctg__merit merit = {weight * way.weight, way.length};
    const ctg__merit other = {leading->value, leading->merit.length};

    if (!(merit.weight > leading->value * (1 - 1e-11)) ||
        (leading->value > 0 && ctg__merit_compare(merit, other) >= 0))
        return;
    *leading = (ctg__leading){merit.weight, amount, way};
}

/* What was received in round 0: of an amount that counts as `weight`. */
static void consider_start(const ctg__path_falls *made, size_t node,
                           const ctg_entry *entry, double weight)
{
    const size_t steps = ctg__own_steps(entry);

    for (size_t l = 0; l <= steps && l < made->layers; l++)
        consider(&made->leading[node * made->layers + l], entry->amount, weight,
                 (ctg__merit){1, (uint32_t)steps});
}

void ctg__path_falls_start(const ctg__path_falls *made, size_t node)
{
    for (size_t i = made->starts.first[node]; i < made->starts.first[node + 1];
         i++) {
        const ctg_entry *const entry =
            &made->starts.entries[made->starts.order[i]];

        made->received[node] = true;
        if (!(entry->amount > 0))
            continue;
        made->total[node] += entry->amount;
        consider_start(made, node, entry, entry->amount);
    }
}

/* Nothing positive was received, so nothing after round 0: what shares are
 * parts of. */
static double total_of_start(const ctg__path_falls *made, size_t node)
{
    double absolute = 0;

    for (size_t i = made->starts.first[node]; i < made->starts.first[node + 1];
         i++)
        absolute += fabs(made->starts.entries[made->starts.order[i]].amount);
    for (size_t i = made->starts.first[node]; i < made->starts.first[node + 1];
         i++) {
        const ctg_entry *const entry =
            &made->starts.entries[made->starts.order[i]];

        consider_start(made, node, entry,
                       absolute > 0 ? fabs(entry->amount) : 1);
    }
    return -absolute;
}

/* As ctg__share. */
static double share_of(const ctg__path_falls *made, size_t node, double total,
                       double amount)
{
    if (total != 0)
        return fabs(amount) / fabs(total);
    return 1 /
           (double)(made->starts.first[node + 1] - made->starts.first[node]);
}

/* --- sending --- */

static bool make_set_room(ctg__path_falls *made)
{
    const size_t room = made->set_room ? 2 * made->set_room : 256;
    ctg__fall_set *sets;
    double *totals;
    ctg__merit *merits;

    if (made->causes.set_count < made->set_room)
        return true;
    sets = ctg__reallocate_array(made->sets, room, sizeof *sets);
    if (sets)
        made->sets = sets;
    totals = ctg__reallocate_array(made->totals, room, sizeof *totals);
    if (totals)
        made->causes.total = made->totals = totals;
    merits = ctg__reallocate_array(made->merits, room * made->layers,
                                   sizeof *merits);
    if (merits)
        made->merits = merits;
    if (!sets || !totals || !merits || room >= CTG__NO_SET)
        return false;
    made->set_room = room;
    return true;
}

static void keep_set(ctg__path_falls *made, ctg_node node, uint32_t round,
                     double total)
{
    const uint32_t before = made->latest[node];
    const size_t at = made->causes.set_count;

    if (!make_set_room(made)) {
        made->failed = true;
        return;
    }
    made->sets[at] = (ctg__fall_set){
        node, before == CTG__NO_SET ? 0 : made->sets[before].end, round};
    made->totals[at] = total;
    memcpy(made->merits + at * made->layers, made->best + node * made->layers,
           made->layers * sizeof *made->merits);
    made->latest[node] = (uint32_t)at;
    made->causes.set_count++;
}

static void close_set(ctg__path_falls *made, ctg_node node, uint32_t round)
{
    const size_t at = (size_t)node * made->layers;
    const double total =
        made->total[node] > 0 ? made->total[node] : total_of_start(made, node);

    for (size_t l = 0; l < made->layers; l++) {
        ctg__leading *const from = &made->leading[at + l];
        const double share =
            from->value > 0 ? share_of(made, node, total, from->amount) : 0;

        made->best[at + l] =
            (ctg__merit){from->merit.weight * share, from->merit.length + 1};
        *from = (ctg__leading){0};
    }
    made->total[node] = 0;
    made->received[node] = false;
    made->sent[node] = true;
    if (made->keeps)
        keep_set(made, node, round, total);
}

void ctg__path_falls_send(ctg__path_falls *made, const ctg__kept_round *round,
                          uint32_t number)
{
    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_node debtor = round->debtor[i];

        if (made->received[debtor] &&
            ctg__kept_sends(made->kept, debtor, round->fall[i], made->rounding))
            close_set(made, debtor, number);
        if (made->keeps)
            made->sent_sets[number][i] = made->latest[debtor];
    }
}

/* --- receiving --- */

static inline void take_in(const ctg__path_falls *made, ctg_node debtor,
                           ctg_node creditor, double amount)
{
    const size_t layers = made->layers;
    const ctg__merit *const best = made->best + debtor * layers;
    const bool caused = made->sent[debtor];

    if (!(amount > made->rounding[creditor]))
        return;
    made->received[creditor] = true;
    made->total[creditor] += amount;
    /* Who never received was weak from the start: a step of its own. */
    for (size_t l = 0; l < layers; l++)
        consider(&made->leading[creditor * layers + l], amount, amount,
                 caused ? best[l ? l - 1 : 0] : (ctg__merit){l <= 1, 1});
}

static void gather_row(const ctg__path_falls *made, ctg_node creditor)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t end = of->start[creditor + 1];

    for (size_t e = of->start[creditor]; e < end;) {
        const ctg_node debtor = of->debtor[e];

        take_in(made, debtor, creditor,
                ctg__kept_from(made->kept, made->fall, &e, end));
    }
}

static void pass_on(const ctg__path_falls *made, ctg_node debtor, double fall)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double amount = ctg__kept_pair(made->kept, fall, &k, end);

        take_in(made, debtor, creditor, amount);
    }
}

void ctg__path_falls_receive(const ctg__path_falls *made,
                             const ctg__kept_round *round)
{
    if (!ctg__kept_gathers(made->kept, round)) {
        for (size_t i = 0; i < round->debtor_count; i++)
            pass_on(made, round->debtor[i], round->fall[i]);
        return;
    }
    ctg__kept_lay_out(round, made->fall);
    for (size_t i = 0; i < made->node_count; i++)
        gather_row(made, (ctg_node)i);
    ctg__kept_put_away(round, made->fall);
}

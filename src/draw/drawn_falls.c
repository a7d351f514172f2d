#include "draw/drawn_falls.h"

#include <math.h>

#include "base/memory.h"
#include "draw/drawn_falls_tell.h"

/* --- round 0, and sums -----------------------------------------------------
 */

static bool take_starts(ctg__drawn_falls *made)
{
    const ctg__fall_starts *const starts = &made->flow.starts;
    ctg__causes *const causes = &made->starts;

    *causes = (ctg__causes){.entries = starts->entries,
                            .entry_count = starts->count,
                            .node_count = made->flow.node_count};
    if (!TAKE(&made->flow.arena, causes->set_of, starts->count + 1))
        return false;
    for (size_t e = 0; e < starts->count; e++) {
        const ctg_actor source = starts->entries[e].source;
        const size_t shock = (size_t)ctg_actor_index(source) + 1;

        causes->set_of[e] = CTG__NO_SET;
        if (ctg_actor_kind_of(source) == CTG_ACTOR_SHOCK &&
            shock > causes->shock_count)
            causes->shock_count = shock;
    }
    return true;
}

bool ctg__drawn_falls_new(const ctg_ledger *ledger, ctg__asking *asking,
                          ctg__drawn_falls **falls)
{
    ctg__drawn_falls *const made = ctg__allocate(sizeof *made);

    if (!made)
        return false;
    *made = (ctg__drawn_falls){0};
    if (!ctg__fall_flow_init_drawn(&made->flow, ledger, asking) ||
        !take_starts(made)) {
        ctg__drawn_falls_free(made);
        return false;
    }
    for (uint32_t r = 1; r < made->flow.round_count; r++)
        if (made->flow.offset[r + 1] > made->flow.offset[r])
            made->last = r;
    *falls = made;
    return true;
}

void ctg__drawn_falls_free(ctg__drawn_falls *falls)
{
    if (falls)
        ctg__fall_flow_clear(&falls->flow);
    ctg__release(falls);
}

void ctg__drawn_falls_add_up(const ctg__drawn_falls *falls, ctg__net *net)
{
    net->rounds = falls->last;
    net->total += falls->flow.losses;
    net->booked += falls->flow.losses;
}

/* --- what was carried on ---------------------------------------------------
 */

bool ctg__drawn_falls_carried(const ctg__drawn_falls *falls,
                              const uint32_t *column_of,
                              ctg__falls_behind *tell, void *context)
{
    ctg__telling t = {.falls = falls,
                      .column_of = column_of,
                      .before = UINT32_MAX,
                      .lanes = 1,
                      .tell = tell,
                      .context = context};

    for (uint32_t r = 1; r <= falls->last && ctg__drawn_goes_on(falls, r);
         r++) {
        const ctg__kept_round *const round = ctg__drawn_round(falls, r);
        const double *const led_to = falls->flow.led_to + falls->flow.offset[r];

        for (size_t i = 0; round && i < round->debtor_count; i++)
            ctg__tell_fall(&t, round->debtor[i], r, i, &led_to[i]);
        ctg__tell_waiting(&t, r);
    }
    return ctg__tell_end(&t);
}

/* --- from round to round ---------------------------------------------------
 */

typedef struct passing {
    ctg__falls_passed *tell;
    void *context;
    uint32_t round;
} passing;

static void tell_passed(void *context, ctg_node node, uint32_t round,
                        const double *amounts)
{
    const passing *const p = context;

    (void)node;
    p->tell(p->context, p->round, round, amounts[0]);
}

/* What a debtor sends with, per node. */
typedef struct last_set {
    size_t fall;
    uint32_t round; /* that it was closed in; 0: there is none */
    uint32_t begin; /* its only round; CTG_NEVER: it has several */
} last_set;

static last_set set_of(const ctg__fall_flow *flow, size_t fall, uint32_t round)
{
    const uint32_t begin = flow->total[fall] > 0 ? flow->begin[fall] : 0;
    const bool alone = begin + 1 == round || !(flow->total[fall] > 0);

    return (last_set){fall, round, alone ? begin : CTG_NEVER};
}

bool ctg__drawn_falls_passed(const ctg__drawn_falls *falls,
                             const uint32_t *column_of, ctg__falls_passed *tell,
                             void *context)
{
    const size_t nodes = falls->flow.node_count;
    last_set *const sets = ctg__allocate_zeroed((nodes + 1) * sizeof *sets);
    double *const sent = ctg__allocate_array(nodes + 1, sizeof *sent);
    passing p = {tell, context, 0};
    ctg__telling t = {.falls = falls,
                      .column_of = column_of,
                      .lanes = 1,
                      .tell = tell_passed,
                      .context = &p};

    for (uint32_t r = 1;
         sets && sent && r <= falls->last && ctg__drawn_goes_on(falls, r);
         r++) {
        const ctg__kept_round *const round = ctg__drawn_round(falls, r);

        t.before = p.round = r;
        for (size_t i = 0; round && i < round->debtor_count; i++) {
            const ctg_node debtor = round->debtor[i];
            const size_t fall = falls->flow.offset[r] + i;
            last_set *const set = &sets[debtor];

            sent[debtor] = round->fall[i] * falls->flow.debt[debtor].owed;
            if (isfinite(falls->flow.total[fall]))
                *set = set_of(&falls->flow, fall, r);
            if (!set->round || set->begin != CTG_NEVER)
                tell(context, r, set->begin, sent[debtor]);
            else
                ctg__tell_set(&t, debtor, set->round, set->fall, &sent[debtor]);
        }
        ctg__tell_waiting(&t, r);
    }
    ctg__release(sets);
    ctg__release(sent);
    return ctg__tell_end(&t) && sets && sent;
}

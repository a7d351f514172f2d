#include "draw/drawn_falls.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"

enum { BLOCK = 2048 /* debtors */ };

static const ctg__kept_round *round_at(const ctg__drawn_falls *falls,
                                       uint32_t number)
{
    return ctg__ledger_fallen(falls->flow.ledger, number);
}

/* Whoever ends early leaves it to ctg_draw to say so. */
static bool goes_on(const ctg__drawn_falls *falls, uint32_t number)
{
    const size_t *const offset = falls->flow.offset + number;

    return !falls->flow.asking ||
           ctg__ask_after(falls->flow.asking, 16 * (offset[1] - offset[0]) + 1);
}

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

/* --- whose losses are behind what was sent ---------------------------------
 */

enum { MOST_LANES = 8 };

typedef struct telling {
    const ctg__drawn_falls *falls;
    const uint32_t *column_of;
    uint32_t before; /* rounds from here on are not told of */
    size_t lanes;
    ctg__falls_behind *tell;
    void *context;
} telling;

static void tell_share(const telling *t, ctg_node node, uint32_t round,
                       double share, const double *amounts)
{
    double shares[MOST_LANES];

    for (size_t l = 0; l < t->lanes; l++)
        shares[l] = share * amounts[l];
    t->tell(t->context, node, round, shares);
}

/* Of a set that a node closed in a round by a fall: members in one column are
 * told of at once, those of several round by round. */
static void tell_set(const telling *t, ctg_node node, uint32_t round,
                     size_t fall, const double *amounts)
{
    const ctg__fall_flow *const flow = &t->falls->flow;
    const uint32_t begin = flow->begin[fall];
    const double total = flow->total[fall];

    if (!(total > 0)) {
        t->tell(t->context, node, 0, amounts);
        return;
    }
    if (begin >= t->before)
        return;
    if (round <= t->before && t->column_of[begin] == t->column_of[round - 1]) {
        t->tell(t->context, node, begin, amounts);
        return;
    }
    for (uint32_t r = begin; r < round && r < t->before; r++) {
        const double received = ctg__fall_received(flow, node, r);

        if (received > 0)
            tell_share(t, node, r, received / total, amounts);
    }
}

void ctg__drawn_falls_carried(const ctg__drawn_falls *falls,
                              const uint32_t *column_of,
                              ctg__falls_behind *tell, void *context)
{
    const telling t = {.falls = falls,
                       .column_of = column_of,
                       .before = UINT32_MAX,
                       .lanes = 1,
                       .tell = tell,
                       .context = context};

    for (uint32_t r = 1; r <= falls->last && goes_on(falls, r); r++) {
        const ctg__kept_round *const round = round_at(falls, r);

        for (size_t i = 0; round && i < round->debtor_count; i++) {
            const size_t fall = falls->flow.offset[r] + i;
            const double total = falls->flow.total[fall];

            if (isinf(total))
                tell(context, round->debtor[i], 0, &falls->flow.led_to[fall]);
            else if (!isnan(total))
                tell_set(&t, round->debtor[i], r, fall,
                         &falls->flow.led_to[fall]);
        }
    }
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

/* What a node's creditors lose by each unit of its fall. */
static double owed_by(const ctg__drawn_falls *falls, size_t node)
{
    const ctg__exposures *const of = falls->flow.kept->exposures;
    double sum = 0;

    for (size_t k = of->debtor_start[node]; k < of->debtor_start[node + 1]; k++)
        sum += falls->flow.kept->amount[k];
    return sum;
}

typedef struct last_set {
    size_t fall;
    uint32_t round; /* 0: there is none */
} last_set;

bool ctg__drawn_falls_passed(const ctg__drawn_falls *falls,
                             const uint32_t *column_of, ctg__falls_passed *tell,
                             void *context)
{
    const size_t nodes = falls->flow.node_count;
    last_set *const sets = ctg__allocate_zeroed((nodes + 1) * sizeof *sets);
    double *const owed = ctg__allocate_array(nodes + 1, sizeof *owed);
    passing p = {tell, context, 0};
    telling t = {.falls = falls,
                 .column_of = column_of,
                 .lanes = 1,
                 .tell = tell_passed,
                 .context = &p};

    for (size_t i = 0; owed && i < nodes; i++)
        owed[i] = owed_by(falls, i);
    for (uint32_t r = 1; sets && owed && r <= falls->last && goes_on(falls, r);
         r++) {
        const ctg__kept_round *const round = round_at(falls, r);

        t.before = p.round = r;
        for (size_t i = 0; round && i < round->debtor_count; i++) {
            const ctg_node debtor = round->debtor[i];
            const size_t fall = falls->flow.offset[r] + i;
            const double amount = round->fall[i] * owed[debtor];

            if (isfinite(falls->flow.total[fall]))
                sets[debtor] = (last_set){fall, r};
            if (sets[debtor].round)
                tell_set(&t, debtor, sets[debtor].round, sets[debtor].fall,
                         &amount);
            else
                tell(context, r, 0, amount);
        }
    }
    ctg__release(sets);
    ctg__release(owed);
    return sets && owed;
}

/* --- sources ---------------------------------------------------------------
 */

/* What a node receives: up to where it is rounding, its lane, and what each
 * unit of more leads to, by the next set, if that is closed in the column, in
 * each lane. */
enum { ROUNDING, OWN_LANE, LED_TO };

typedef struct tracing {
    telling telling;
    const ctg__fall_lanes *of;
    ctg__arena arena;
    double *worth; /* node x lanes: of what was sent with the set at hand */
    double *next;  /* node x (LED_TO + lanes) */
} tracing;

static inline void add_debtor(const tracing *t, ctg_node debtor, double fall,
                              size_t lanes)
{
    const ctg__kept_falls *const kept = t->telling.falls->flow.kept;
    const ctg__exposures *const of = kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double *const worth = t->worth + debtor * lanes;

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const double *const next =
            t->next + of->debtor_creditor[k] * (LED_TO + lanes);
        const double amount = ctg__kept_pair(kept, fall, &k, end);

        if (next[OWN_LANE] >= 0)
            worth[(size_t)next[OWN_LANE]] += amount;
        if (amount > next[ROUNDING])
            for (size_t l = 0; l < lanes; l++)
                worth[l] += amount * next[LED_TO + l];
    }
}

static void close_set(const tracing *t, ctg_node debtor, uint32_t round,
                      size_t fall)
{
    const size_t lanes = t->of->lanes;
    const double total = t->telling.falls->flow.total[fall];
    double *const worth = t->worth + debtor * lanes;
    double *const led_to = t->next + debtor * (LED_TO + lanes) + LED_TO;

    if (isnan(total))
        return;
    if (isinf(total)) {
        t->telling.tell(t->telling.context, debtor, 0, worth);
    } else {
        tell_set(&t->telling, debtor, round, fall, worth);
        for (size_t l = 0; l < lanes; l++)
            led_to[l] = total > 0 ? worth[l] / total : 0;
    }
    memset(worth, 0, lanes * sizeof *worth);
}

static void go_back(const tracing *t, uint32_t number)
{
    const ctg__fall_flow *const flow = &t->telling.falls->flow;
    const ctg__kept_round *const round = round_at(t->telling.falls, number);
    const size_t count = round ? round->debtor_count : 0;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(count ? ctg__kept_round_count(round) : 0))
    for (size_t first = 0; first < count; first += BLOCK)
        for (size_t i = first; i < count && i < first + BLOCK; i++)
            if (t->of->lanes == 1)
                add_debtor(t, round->debtor[i], round->fall[i], 1);
            else
                add_debtor(t, round->debtor[i], round->fall[i], t->of->lanes);
    for (size_t i = 0; i < count; i++)
        close_set(t, round->debtor[i], number, flow->offset[number] + i);
}

static void start_nodes(const tracing *t)
{
    const size_t lanes = t->of->lanes;

    for (size_t i = 0; i < t->telling.falls->flow.node_count; i++) {
        double *const next = t->next + i * (LED_TO + lanes);

        next[ROUNDING] = t->telling.falls->flow.next[i].rounding;
        next[OWN_LANE] =
            t->of->lane_of[i] < lanes ? (double)t->of->lane_of[i] : -1;
    }
}

/* The last set that a node closed before the column; seldom asked for. */
static void tell_earlier(const tracing *t, ctg_node node, const double *worth)
{
    const ctg__fall_flow *const flow = &t->telling.falls->flow;

    for (uint32_t r = t->of->first; r-- > 1;) {
        const ctg__kept_round *const round = round_at(t->telling.falls, r);
        const size_t at = round ? ctg__fall_place(round, node) : CTG__NO_FALL;

        if (at == CTG__NO_FALL || !isfinite(flow->total[flow->offset[r] + at]))
            continue;
        tell_set(&t->telling, node, r, flow->offset[r] + at, worth);
        return;
    }
}

/* What was sent with a set of before the column. */
static void tell_rest(const tracing *t)
{
    const size_t lanes = t->of->lanes;

    for (size_t i = 0; i < t->telling.falls->flow.node_count; i++) {
        const double *const worth = t->worth + i * lanes;
        double sum = 0;

        for (size_t l = 0; l < lanes; l++)
            sum += worth[l];
        if (sum > 0)
            tell_earlier(t, (ctg_node)i, worth);
    }
}

bool ctg__drawn_falls_sources(const ctg__drawn_falls *falls,
                              const ctg__fall_lanes *of,
                              ctg__falls_behind *tell, void *context)
{
    const size_t nodes = falls->flow.node_count;
    tracing t = {.telling = {.falls = falls,
                             .column_of = of->column_of,
                             .before = of->first,
                             .lanes = of->lanes,
                             .tell = tell,
                             .context = context},
                 .of = of};
    const bool made = TAKE(&t.arena, t.worth, nodes * of->lanes + 1) &&
                      TAKE(&t.arena, t.next, nodes * (LED_TO + of->lanes) + 1);

    if (made) {
        start_nodes(&t);
        for (uint32_t r = of->last < falls->last ? of->last : falls->last;
             r >= of->first && goes_on(falls, r); r--)
            go_back(&t, r);
        tell_rest(&t);
    }
    ctg__arena_clear(&t.arena);
    return made;
}

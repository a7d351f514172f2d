/* Where what reached some boxes of a column comes from. */
#include <math.h>
#include <string.h>

#include "base/threads.h"
#include "draw/drawn_falls_tell.h"

enum {
    BLOCK = 2048, /* debtors */
    LINE = 64,    /* bytes that memory is fetched by */
    AHEAD = 32    /* exposures whose creditors are asked for early */
};

typedef struct tracing {
    ctg__telling telling;
    const ctg__fall_lanes *of;
    size_t width; /* lanes and what fills them up to a power of two */
    ctg__arena arena;
    /* Node x width. */
    double *owed;   /* to creditors of each lane; once it is known */
    double *worth;  /* of what was sent with the set at hand */
    double *led_to; /* each unit of what a node receives, by the next set, if
                       that is closed in the column */
    bool *known;    /* per node */
    bool any_closed;
} tracing;

/* --- one debtor ------------------------------------------------------------
 */

static void find_owed(const tracing *t, ctg_node debtor)
{
    const ctg__kept_falls *const kept = t->telling.falls->flow.kept;
    const ctg__exposures *const of = kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double *const owed = t->owed + debtor * t->width;

    for (size_t k = of->debtor_start[debtor]; k < end; k++) {
        const uint32_t lane = t->of->lane_of[of->debtor_creditor[k]];

        if (lane < t->of->lanes)
            owed[lane] += kept->amount[k];
    }
    t->known[debtor] = true;
}

/* What a fall led to at its creditors, where all of it does. */
static inline void add_all(const tracing *t, ctg_node debtor, double fall,
                           size_t width, double *sums)
{
    const ctg__kept_falls *const kept = t->telling.falls->flow.kept;
    const ctg__exposures *const of = kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double each[CTG__TOLD_LANES] = {0};

    for (size_t k = of->debtor_start[debtor]; k < end; k++) {
        const double *const led_to = t->led_to + of->debtor_creditor[k] * width;

        if (k + AHEAD < of->count)
            __builtin_prefetch(t->led_to +
                               of->debtor_creditor[k + AHEAD] * width);
        for (size_t l = 0; l < width; l++)
            each[l] += kept->amount[k] * led_to[l];
    }
    for (size_t l = 0; l < width; l++)
        sums[l] += fall * each[l];
}

/* The same one by one. */
static inline void add_some(const tracing *t, ctg_node debtor, double fall,
                            size_t width, double *sums)
{
    const ctg__fall_flow *const flow = &t->telling.falls->flow;
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double *const led_to = t->led_to + creditor * width;
        const double amount = ctg__kept_pair(flow->kept, fall, &k, end);

        if (amount > flow->rounding[creditor])
            for (size_t l = 0; l < width; l++)
                sums[l] += amount * led_to[l];
    }
}

static inline void add_debtor(const tracing *t, ctg_node debtor, double fall,
                              size_t width)
{
    const double *const owed = t->owed + debtor * width;
    double *const worth = t->worth + debtor * width;
    const ctg__fall_reach reach =
        t->any_closed ? ctg__fall_reaches(&t->telling.falls->flow, debtor, fall)
                      : CTG__REACHES_NOBODY;

    if (!t->known[debtor])
        find_owed(t, debtor);
    for (size_t l = 0; l < width; l++)
        worth[l] += fall * owed[l];
    if (reach == CTG__REACHES_ALL)
        add_all(t, debtor, fall, width, worth);
    else if (reach == CTG__REACHES_SOME)
        add_some(t, debtor, fall, width, worth);
}

/* --- rounds ----------------------------------------------------------------
 */

/* Debtors first .. past - 1 of a round; the width is a constant to the
 * compiler. */
static void add_debtors(const tracing *t, const ctg__kept_round *round,
                        size_t first, size_t past)
{
    for (size_t i = first; i < past; i++) {
        const ctg_node debtor = round->debtor[i];

        switch (t->width) {
        case 1:
            add_debtor(t, debtor, round->fall[i], 1);
            break;
        case 2:
            add_debtor(t, debtor, round->fall[i], 2);
            break;
        case 4:
            add_debtor(t, debtor, round->fall[i], 4);
            break;
        default:
            add_debtor(t, debtor, round->fall[i], CTG__TOLD_LANES);
            break;
        }
    }
}

static void add_round(const tracing *t, const ctg__kept_round *round)
{
    const size_t count = round->debtor_count;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(ctg__kept_round_count(round)))
    for (size_t first = 0; first < count; first += BLOCK)
        add_debtors(t, round, first,
                    count - first < BLOCK ? count : first + BLOCK);
}

/* Of a set that was closed: what each unit of it led to. */
static void close_set(tracing *t, ctg_node debtor, double total)
{
    double *const worth = t->worth + debtor * t->width;
    double *const led_to = t->led_to + debtor * t->width;

    for (size_t l = 0; l < t->of->lanes; l++)
        led_to[l] = total > 0 ? worth[l] / total : 0;
    t->any_closed = true;
}

static void go_back(tracing *t, uint32_t number)
{
    const ctg__fall_flow *const flow = &t->telling.falls->flow;
    const ctg__kept_round *const round =
        ctg__drawn_round(t->telling.falls, number);
    const double *const total = flow->total + flow->offset[number];

    if (!round)
        return;
    add_round(t, round);
    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_node debtor = round->debtor[i];

        ctg__tell_fall(&t->telling, debtor, number, i,
                       t->worth + debtor * t->width);
        if (isfinite(total[i]))
            close_set(t, debtor, total[i]);
    }
    ctg__tell_waiting(&t->telling, number);
    for (size_t i = 0; i < round->debtor_count; i++)
        if (!isnan(total[i]))
            memset(t->worth + round->debtor[i] * t->width, 0,
                   t->width * sizeof *t->worth);
}

/* --- what was sent with a set of before the column -------------------------
 */

/* The last set that a node closed before the column; seldom asked for. */
static void tell_earlier(tracing *t, ctg_node node, const double *worth)
{
    const ctg__fall_flow *const flow = &t->telling.falls->flow;

    for (uint32_t r = t->of->first; r-- > 1;) {
        const ctg__kept_round *const round =
            ctg__drawn_round(t->telling.falls, r);
        const size_t at = round ? ctg__fall_place(round, node) : CTG__NO_FALL;

        if (at == CTG__NO_FALL || !isfinite(flow->total[flow->offset[r] + at]))
            continue;
        ctg__tell_set(&t->telling, node, r, flow->offset[r] + at, worth);
        return;
    }
}

static void tell_rest(tracing *t)
{
    for (size_t i = 0; i < t->telling.falls->flow.node_count; i++) {
        const double *const worth = t->worth + i * t->width;
        double sum = 0;

        for (size_t l = 0; l < t->of->lanes; l++)
            sum += worth[l];
        if (sum > 0)
            tell_earlier(t, (ctg_node)i, worth);
    }
    ctg__tell_waiting(&t->telling, t->of->first);
}

/* --- all of it -------------------------------------------------------------
 */

/* Of each node a line of memory, or a whole part of one. */
static double *take_vectors(tracing *t, size_t nodes)
{
    const size_t spare = LINE / sizeof(double);
    double *made;

    if (!TAKE(&t->arena, made, nodes * t->width + spare + 1))
        return NULL;
    return made + spare - (uintptr_t)made % LINE / sizeof *made;
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
                 .of = of,
                 .width = 1};
    bool made;

    while (t.width < of->lanes)
        t.width *= 2;
    t.owed = take_vectors(&t, nodes);
    t.worth = take_vectors(&t, nodes);
    t.led_to = take_vectors(&t, nodes);
    made = t.owed && t.worth && t.led_to && TAKE(&t.arena, t.known, nodes + 1);
    if (made) {
        for (uint32_t r = of->last < falls->last ? of->last : falls->last;
             r >= of->first && ctg__drawn_goes_on(falls, r); r--)
            go_back(&t, r);
        tell_rest(&t);
    }
    ctg__arena_clear(&t.arena);
    return ctg__tell_end(&t.telling) && made;
}

/* Who gave to whom at deleveragings; what went by relays is told apart. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/ledger.h"
#include "draw/matrix_cells.h"
#include "draw/phrases.h"

static bool is_given(const ctg_entry *entry)
{
    return entry->channel == CTG_ADL &&
           ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE;
}

static uint32_t relay_of(ctg_actor actor)
{
    return ctg_actor_index(actor) - 1;
}

static uint32_t line_of(const ctg__actors *actors, ctg_actor node)
{
    return actors->of_node[ctg_actor_index(node)];
}

/* --- sums of lines ---------------------------------------------------------
 */

/* From relays to those who sent to them, the last relay first. */
static void hand_back(const ctg__causes *causes, const ctg__actors *actors,
                      const uint32_t *set_of, double *given, double *rows)
{
    for (size_t relay = causes->relay_count; relay-- > 0;) {
        const uint32_t set = set_of[relay];

        if (set == CTG__NO_SET)
            continue;
        for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
            const ctg_entry *const entry = &causes->entries[causes->members[m]];
            const double part = entry->amount * given[relay];

            if (ctg__is_relay(entry->source))
                given[relay_of(entry->source)] += part;
            else
                rows[line_of(actors, entry->source)] += part;
        }
    }
}

static ctg_status sum_lines(const ctg__causes *causes,
                            const ctg__actors *actors, double *rows,
                            double *columns, ctg_error *error)
{
    const size_t relays = causes->relay_count;
    double *const given = ctg__allocate_zeroed((relays + 1) * sizeof *given);
    uint32_t *const set_of = ctg__allocate_array(relays + 1, sizeof *set_of);
    bool made = given && set_of;

    for (size_t r = 0; made && r < relays; r++)
        set_of[r] = CTG__NO_SET;
    for (size_t e = 0; made && e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];

        made = ctg__causes_ask(causes, e);
        if (entry->channel == CTG_ADL && ctg__is_relay(entry->source))
            set_of[relay_of(entry->source)] = causes->set_of[e];
        if (!is_given(entry))
            continue;
        columns[line_of(actors, entry->target)] += entry->amount;
        if (ctg__is_relay(entry->source))
            given[relay_of(entry->source)] += entry->amount;
        else
            rows[line_of(actors, entry->source)] += entry->amount;
    }
    if (made)
        hand_back(causes, actors, set_of, given, rows);
    ctg__release(given);
    ctg__release(set_of);
    return made ? CTG_OK : ctg__causes_fail(causes, error);
}

/* --- cells -----------------------------------------------------------------
 */

/* Whom the relay stands for that is sending, and what it sent. */
typedef struct relaying {
    const ctg__causes *causes;
    const ctg__actors *actors;
    const uint32_t *lines; /* of the table, by actor; NULL: the same */
    ctg__crosstab *m;
    ctg_actor relay; /* 0: none */
    double *part;    /* per actor: of 1 */
    uint32_t *from;  /* actors that have one, by number */
    size_t from_count;
    bool *listed; /* per actor: it is in `from` */
    double *sent; /* per actor */
    uint32_t *to; /* actors that were sent something */
    size_t to_count;
    bool failed; /* out of memory */
} relaying;

static void add(relaying *r, uint32_t from, uint32_t to, double amount)
{
    r->failed |= !ctg__crosstab_add(r->m, r->lines ? r->lines[from] : from,
                                    r->lines ? r->lines[to] : to, amount);
}

static void end_relay(relaying *r)
{
    for (size_t k = 0; r->to_count && k < r->from_count; k++) {
        const uint32_t from = r->from[k];

        for (size_t i = 0; r->part[from] > 0 && i < r->to_count; i++)
            add(r, from, r->to[i], r->part[from] * r->sent[r->to[i]]);
    }
    for (size_t i = 0; i < r->to_count; i++)
        r->sent[r->to[i]] = 0;
    r->to_count = 0;
}

static int compare(const void *one, const void *other)
{
    const uint32_t a = *(const uint32_t *)one;
    const uint32_t b = *(const uint32_t *)other;

    return (a > b) - (a < b);
}

/* What all have of the relay before is that share of this one. */
static void keep_parts(relaying *r, double before)
{
    size_t kept = 0;

    for (size_t k = 0; k < r->from_count; k++) {
        const uint32_t from = r->from[k];

        r->part[from] *= before;
        r->listed[from] = fabs(r->part[from]) > 0;
        if (r->listed[from])
            r->from[kept++] = from;
    }
    r->from_count = kept;
}

static void add_part(relaying *r, uint32_t from, double amount)
{
    r->part[from] += amount;
    if (!r->listed[from])
        r->from[r->from_count++] = from;
    r->listed[from] = true;
}

/* A relay behind another one follows it. */
static void begin_relay(relaying *r, ctg_actor relay, uint32_t set)
{
    const ctg__causes *const causes = r->causes;
    double before = 0;

    end_relay(r);
    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const ctg_entry *const entry = &causes->entries[causes->members[m]];

        if (entry->source == r->relay)
            before = entry->amount;
    }
    keep_parts(r, before);
    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const ctg_entry *const entry = &causes->entries[causes->members[m]];

        if (!ctg__is_relay(entry->source))
            add_part(r, line_of(r->actors, entry->source), entry->amount);
    }
    qsort(r->from, r->from_count, sizeof *r->from, compare);
    r->relay = relay;
}

static void add_entry(relaying *r, size_t e)
{
    const ctg_entry *const entry = &r->causes->entries[e];
    uint32_t to;

    if (ctg__is_relay(entry->source) && entry->source != r->relay)
        begin_relay(r, entry->source, r->causes->set_of[e]);
    if (!is_given(entry))
        return;
    to = line_of(r->actors, entry->target);
    if (!ctg__is_relay(entry->source)) {
        add(r, line_of(r->actors, entry->source), to, entry->amount);
        return;
    }
    if (!(r->sent[to] > 0))
        r->to[r->to_count++] = to;
    r->sent[to] += entry->amount;
}

static ctg_status add_cells(const ctg__causes *causes,
                            const ctg__actors *actors, const uint32_t *lines,
                            ctg__crosstab *m, ctg_error *error)
{
    const size_t count = actors->count;
    relaying r = {.causes = causes,
                  .actors = actors,
                  .lines = lines,
                  .m = m,
                  .part = ctg__allocate_zeroed((count + 1) * sizeof *r.part),
                  .from = ctg__allocate_array(count + 1, sizeof *r.from),
                  .listed =
                      ctg__allocate_zeroed((count + 1) * sizeof *r.listed),
                  .sent = ctg__allocate_zeroed((count + 1) * sizeof *r.sent),
                  .to = ctg__allocate_array(count + 1, sizeof *r.to)};

    r.failed = !r.part || !r.from || !r.listed || !r.sent || !r.to;
    for (size_t e = 0; !r.failed && e < causes->entry_count; e++) {
        if (causes->entries[e].channel == CTG_ADL)
            add_entry(&r, e);
        r.failed |= !ctg__causes_ask(causes, e);
    }
    if (!r.failed)
        end_relay(&r);
    ctg__release(r.part);
    ctg__release(r.from);
    ctg__release(r.listed);
    ctg__release(r.sent);
    ctg__release(r.to);
    return r.failed ? ctg__causes_fail(causes, error) : CTG_OK;
}

/* --- the table -------------------------------------------------------------
 */

/* What all gave; `mixed`: some of it is below 0. */
static double sum_given(const ctg__causes *causes, bool *mixed)
{
    double sum = 0;

    *mixed = false;
    for (size_t e = 0; e < causes->entry_count; e++)
        if (is_given(&causes->entries[e])) {
            sum += causes->entries[e].amount;
            *mixed |= causes->entries[e].amount < 0;
        }
    return sum;
}

/* Sums first, then cells of the lines that are shown alone. */
static ctg_status add_few(ctg__sketch *sketch, const ctg__facts *facts,
                          const ctg__cast *cast, ctg__crosstab *m,
                          ctg_error *error)
{
    const ctg__causes *const causes = facts->causes;
    ctg__crosstab_few few;
    ctg_status status = ctg__crosstab_take_sums(m, cast, &sketch->arena, error);

    if (!status)
        status = sum_lines(causes, &cast->actors, m->rows.sum, m->columns.sum,
                           error);
    if (!status)
        status = ctg__crosstab_choose(m, facts->node_count, cast,
                                      &sketch->arena, &few, error);
    return status ? status
                  : add_cells(causes, &few.actors, few.line_of, m, error);
}

ctg_status ctg__crosstab_adl(ctg__sketch *sketch, ctg__facts *facts,
                             ctg__crosstab *m, ctg_error *error)
{
    const ctg__causes *const causes = facts->causes;
    bool mixed;
    const double sum = sum_given(causes, &mixed);
    ctg__cast cast;
    ctg_status status = ctg__crosstab_cast(sketch, facts, &cast, error);

    if (!status)
        status = ctg__crosstab_side_of(&m->rows, "loser", &cast, NULL,
                                       &sketch->arena, error);
    if (!status)
        status = ctg__crosstab_side_of(&m->columns, "winner", &cast, NULL,
                                       &sketch->arena, error);
    m->title = ctg__sketch_title(sketch, facts, "Who gave to whom ");
    m->nothing = "No position is closed by deleveraging.";
    m->diagonal = true;
    if (!status)
        status = !mixed && ctg__crosstab_is_large(sketch, &cast, m)
                     ? add_few(sketch, facts, &cast, m, error)
                     : add_cells(causes, &cast.actors, NULL, m, error);
    if (status)
        return status;
    ctg__text_add(&m->caption, "What the winner in the column gave up for the "
                               "loser in the row at deleveragings, all rounds "
                               "together: ");
    ctg__add_money(&m->caption, facts, sum);
    ctg__text_add(&m->caption, " in all, as booked.");
    return status;
}

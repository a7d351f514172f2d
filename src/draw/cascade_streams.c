/* What flows from place to place of a cascade, and which of it is a line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/apportion.h"
#include "draw/cascade.h"
#include "draw/cascade_sources.h"

enum { HUBS_MOST = 4 };

#define LEAST_HUB 0.01 /* of contagion, to stand alone */

typedef struct streaming {
    ctg__cascade *c;
    ctg__sources sources;
    uint32_t column;
    size_t *local;     /* per place: its number among the column's; SIZE_MAX */
    uint32_t *heads;   /* the places with a number */
    size_t head_count;
    uint32_t *hub_of; /* per asset: its hub in the column; NOWHERE */
    double *sum;      /* head x tail x code */
    double *run;      /* per code and head: of entries sent together */
    ctg__split split;
} streaming;

/* --- places ----------------------------------------------------------------
 */

static uint32_t place_of_node(const void *context, ctg_node node,
                              uint32_t column)
{
    return ctg__cascade_place_of(context, node, column);
}

static uint32_t place_of_origin(const void *context, ctg_actor origin)
{
    const ctg__cascade *const c = context;
    const size_t shock = ctg_actor_kind_of(origin) == CTG_ACTOR_SHOCK
                             ? ctg_actor_index(origin)
                             : c->facts->shock_count;

    return c
        ->shock_place[shock < c->facts->shock_count ? shock
                                                    : c->facts->shock_count];
}

typedef struct sold {
    double amount;
    uint32_t asset;
} sold;

static int compare_sold(const void *one, const void *other)
{
    const sold *const a = one;
    const sold *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->asset < b->asset ? -1 : a->asset > b->asset;
}

static void add_hubs(streaming *s, sold *all)
{
    ctg__cascade *const c = s->c;
    uint32_t other = CTG__NOWHERE;

    qsort(all, c->facts->asset_count, sizeof *all, compare_sold);
    for (size_t i = 0; i < c->facts->asset_count && all[i].amount > 0; i++) {
        const bool alone =
            i < HUBS_MOST && all[i].amount >= LEAST_HUB * c->contagion;
        const ctg__place hub = {
            .kind = CTG__HUB,
            .column = s->column,
            .index =
                alone ? c->cast->actors.of_asset[all[i].asset] : CTG__NOWHERE,
            .several = !alone};

        if (alone)
            s->hub_of[all[i].asset] = ctg__cascade_add_place(c, hub);
        else if (other == CTG__NOWHERE)
            other = s->hub_of[all[i].asset] = ctg__cascade_add_place(c, hub);
        else
            s->hub_of[all[i].asset] = other;
    }
}

/* With an entry; if not, what is made is of no use. */
static bool goes_on(const streaming *s, size_t e)
{
    return !(s->c->failed |= !ctg__causes_ask(s->c->facts->causes, e));
}

/* x of the parts of an entry that stand in the column. */
static double part_of(streaming *s, size_t e, ctg__code code)
{
    const ctg__cascade *const c = s->c;
    const ctg_entry *const entry = &c->facts->causes->entries[e];

    if (!(s->split.share[code] > 0) ||
        c->columns.column_of[ctg__code_column(entry, code)] != s->column)
        return 0;
    return ctg__net_part(c->net, entry, e, code, s->split.share[code]);
}

static bool loses(streaming *s, size_t e)
{
    const ctg_entry *const entry = &s->c->facts->causes->entries[e];

    if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE ||
        !(entry->amount > 0))
        return false;
    ctg__net_split(s->c->facts->causes, e, &s->split);
    return true;
}

static bool find_hubs(streaming *s, size_t first, size_t end)
{
    ctg__cascade *const c = s->c;
    const ctg_entry *const entries = c->facts->causes->entries;
    sold *all;

    for (size_t a = 0; a < c->facts->asset_count; a++)
        s->hub_of[a] = CTG__NOWHERE;
    if (!ctg__spans_sold(&c->columns, s->column, c->contagion))
        return true;
    all = ctg__allocate_array(c->facts->asset_count + 1, sizeof *all);
    if (!all)
        return false;
    for (size_t a = 0; a < c->facts->asset_count; a++)
        all[a] = (sold){0, (uint32_t)a};
    for (size_t e = first; e < end && goes_on(s, e); e++)
        if (loses(s, e) && s->split.share[CTG__FS] > 0)
            all[ctg_actor_index(entries[e].source)].amount +=
                part_of(s, e, CTG__FS);
    add_hubs(s, all);
    ctg__release(all);
    return !c->failed;
}

/* --- sums ------------------------------------------------------------------
 */

static double *sum_at(streaming *s, uint32_t head, uint32_t tail)
{
    return &s->sum[(s->local[head] * s->sources.map.place_count + tail) *
                   CTG__CODE_COUNT];
}

/* What was sent together has the same sources. */
static void end_run(streaming *s, size_t e)
{
    ctg__cascade *const c = s->c;
    const ctg_entry *const entry = &c->facts->causes->entries[e];

    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
        double *const run = &s->run[(size_t)code * s->head_count];
        const ctg__source *list = NULL;
        uint32_t hub = CTG__NOWHERE;
        size_t count = 0;

        if (code == CTG__FS &&
            ctg_actor_kind_of(entry->source) == CTG_ACTOR_ASSET)
            hub = s->hub_of[ctg_actor_index(entry->source)];
        for (size_t h = 0; h < s->head_count; h++) {
            const uint32_t head = s->heads[h];
            const uint32_t to = hub == CTG__NOWHERE ? head : hub;

            if (!(run[h] > 0))
                continue;
            if (!list)
                list = ctg__sources_of(&s->sources, e, code, &count);
            for (size_t i = 0; i < count; i++)
                sum_at(s, to, list[i].place)[code] += run[h] * list[i].share;
            if (hub != CTG__NOWHERE)
                sum_at(s, head, hub)[code] += run[h];
            run[h] = 0;
        }
    }
}

static bool sent_together(const ctg_entry *a, const ctg_entry *b)
{
    return a->round == b->round && a->channel == b->channel &&
           a->source == b->source;
}

static void add_head(streaming *s, size_t e, bool direct)
{
    ctg__cascade *const c = s->c;
    const ctg_entry *const entries = c->facts->causes->entries;
    const uint32_t actor =
        c->cast->actors.of_node[ctg_actor_index(entries[e].target)];
    const uint32_t copy =
        c->copy_at[(size_t)s->column * c->cast->actors.count + actor];

    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
        const double x = part_of(s, e, code);
        ctg__place *place;

        if (!(x > 0))
            continue;
        place = &c->places[c->copies[copy].place];
        place->of_code[code] += x;
        if (!direct)
            s->run[(size_t)code * s->head_count +
                   s->local[c->copies[copy].place]] += x;
    }
}

/* A direct loss comes from shocks alone. */
static void add_direct(streaming *s, size_t e)
{
    ctg__cascade *const c = s->c;
    const ctg__causes *const causes = c->facts->causes;
    const ctg_entry *const entry = &causes->entries[e];
    const uint32_t set = causes->set_of[e];
    const uint32_t actor =
        c->cast->actors.of_node[ctg_actor_index(entry->target)];
    const uint32_t copy = c->copy_at[actor];
    const double x = part_of(s, e, CTG__SH);
    const double whole = s->split.share[CTG__SH];

    if (!(x > 0))
        return;
    if (set == CTG__NO_SET) {
        sum_at(s, c->copies[copy].place,
               place_of_origin(c, ctg__origin_of(entry)))[CTG__SH] += x;
        return;
    }
    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const ctg_entry *const cause = &causes->entries[causes->members[m]];

        if (ctg__code_of_cause(cause) == CTG__SH)
            sum_at(s, c->copies[copy].place,
                   place_of_origin(c, ctg__origin_of(cause)))[CTG__SH] +=
                x * ctg__share(causes, set, cause->amount) / whole;
    }
}

static void sum_entries(streaming *s, size_t first, size_t end)
{
    const ctg_entry *const entries = s->c->facts->causes->entries;
    const bool direct = s->column == 0;
    size_t last = SIZE_MAX;

    for (size_t e = first; e < end && goes_on(s, e); e++) {
        if (!direct && last != SIZE_MAX &&
            !sent_together(&entries[last], &entries[e])) {
            end_run(s, last);
            last = SIZE_MAX;
        }
        if (!loses(s, e))
            continue;
        add_head(s, e, direct);
        if (direct)
            add_direct(s, e);
        last = e;
    }
    if (!direct && last != SIZE_MAX)
        end_run(s, last);
}

/* --- streams ---------------------------------------------------------------
 */

static int compare_streams(const void *one, const void *other)
{
    const ctg__stream *const a = one;
    const ctg__stream *const b = other;

    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    if (a->tail != b->tail)
        return a->tail < b->tail ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static void add_stream(ctg__cascade *c, ctg__stream stream)
{
    ctg__stream *const grown = ctg__grow_array(
        c->streams, c->stream_count, &c->stream_room, 256, sizeof *grown);

    if (!grown) {
        c->failed = true;
        return;
    }
    c->streams = grown;
    c->streams[c->stream_count++] = stream;
}

static void keep_sums(streaming *s)
{
    ctg__cascade *const c = s->c;

    for (size_t h = 0; h < s->head_count; h++)
        for (uint32_t tail = 0; tail < s->sources.map.place_count; tail++) {
            const double *const sums = sum_at(s, s->heads[h], tail);

            for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
                if (sums[code] > 0)
                    add_stream(c, (ctg__stream){.tail = tail,
                                                .head = s->heads[h],
                                                .code = code,
                                                .amount = sums[code]});
        }
}

static void number_heads(streaming *s)
{
    ctg__cascade *const c = s->c;

    s->head_count = 0;
    for (uint32_t i = 0; i < c->place_count; i++) {
        s->local[i] = SIZE_MAX;
        if (c->places[i].kind == CTG__SHOCK_PLACE ||
            c->places[i].column != s->column)
            continue;
        s->local[i] = s->head_count;
        s->heads[s->head_count++] = i;
    }
}

static void add_flow(void *context, uint32_t tail, uint32_t head, double amount)
{
    sum_at(context, head, tail)[CTG__CD] += amount;
}

/* What flows into the column's places: by entries first .. end - 1, or by what
 * fell in its rounds. */
static bool sum_column(streaming *s, size_t first, size_t end)
{
    if (s->column && s->c->facts->falls)
        return ctg__cascade_trace_falls(s->c, s->column, s->heads,
                                        s->head_count, add_flow, s);
    if (s->column && !ctg__sources_make(&s->sources, s->column, first, end))
        return false;
    sum_entries(s, first, end);
    return true;
}

/* Entries first .. end - 1 are of the rounds of the column. */
static bool add_column(streaming *s, size_t first, size_t end)
{
    const size_t places = s->sources.map.place_count;
    bool made = s->column == 0 || find_hubs(s, first, end);
    size_t cells;

    if (!made)
        return false;
    number_heads(s);
    cells = s->head_count * places * CTG__CODE_COUNT + 1;
    s->sum = ctg__allocate_zeroed(cells * sizeof *s->sum);
    s->run = ctg__allocate_zeroed((s->head_count * CTG__CODE_COUNT + 1) *
                                  sizeof *s->run);
    made = s->sum && s->run && sum_column(s, first, end);
    if (made)
        keep_sums(s);
    ctg__release(s->sum);
    ctg__release(s->run);
    return made && !s->c->failed;
}

/* Places of shocks: each by its words where there are several that matter. */
static bool add_shocks(ctg__cascade *c)
{
    const ctg__facts *const facts = c->facts;

    c->shock_place =
        ctg__allocate_array(facts->shock_count + 1, sizeof *c->shock_place);
    if (!c->shock_place)
        return false;
    c->shock_place[facts->shock_count] = ctg__cascade_add_place(
        c, (ctg__place){.kind = CTG__SHOCK_PLACE,
                        .index = (uint32_t)facts->shock_count});
    for (size_t i = 0; i < facts->shock_count && !c->failed; i++) {
        size_t same = 0;

        while (same < i && (!facts->shocks ||
                            strcmp(facts->shocks[same], facts->shocks[i]) != 0))
            same++;
        c->shock_place[i] =
            same < i
                ? c->shock_place[same]
                : ctg__cascade_add_place(
                      c, (ctg__place){.kind = CTG__SHOCK_PLACE,
                                      .index = (uint32_t)i,
                                      .label = facts->shocks ? facts->shocks[i]
                                                             : NULL});
    }
    return !c->failed;
}

static bool add_columns(streaming *s)
{
    const ctg__cascade *const c = s->c;
    const ctg__causes *const causes = c->facts->causes;
    size_t first = 0;
    size_t end = 0;
    bool made = true;

    /* What is direct is in rounds 0 and 1. */
    while (end < causes->entry_count && causes->entries[end].round <= 1)
        end++;
    made = add_column(s, 0, end);
    while (first < causes->entry_count && causes->entries[first].round == 0)
        first++;
    for (s->column = 1; made && s->column < c->columns.count; s->column++) {
        end = first;
        while (end < causes->entry_count &&
               c->columns.column_of[causes->entries[end].round] == s->column)
            end++;
        made = add_column(s, first, end);
        first = end;
    }
    return made;
}

ctg_status ctg__cascade_find_streams(ctg__cascade *c, ctg_error *error)
{
    streaming s = {.c = c};
    size_t places;
    ctg_status status = CTG_OK;

    if (!add_shocks(c))
        return ctg__fail_memory(error);
    places = c->place_count + c->columns.count * (HUBS_MOST + 1);
    s.sources.map = (ctg__source_map){.causes = c->facts->causes,
                                      .column_of = c->columns.column_of,
                                      .place_count = places,
                                      .node = place_of_node,
                                      .origin = place_of_origin,
                                      .context = c};
    s.local = ctg__allocate_array(places + 1, sizeof *s.local);
    s.heads = ctg__allocate_array(places + 1, sizeof *s.heads);
    s.hub_of = ctg__allocate_array(c->facts->asset_count + 1, sizeof *s.hub_of);
    status = ctg__sources_init(&s.sources, error);
    if (!status && (!s.local || !s.heads || !s.hub_of || !add_columns(&s)))
        status = ctg__causes_fail(c->facts->causes, error);
    if (!status && c->stream_count)
        qsort(c->streams, c->stream_count, sizeof *c->streams, compare_streams);
    ctg__sources_clear(&s.sources);
    ctg__release(s.local);
    ctg__release(s.heads);
    ctg__release(s.hub_of);
    return status;
}

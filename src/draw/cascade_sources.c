#include "draw/cascade_sources.h"

#include <string.h>

#include "base/memory.h"

enum { CLASSES = 4, WHOLE = 0 };

/* Of a price only the part of a code; of all else everything. */
static unsigned class_of(const ctg_entry *entry, ctg__code code)
{
    if (entry->channel != CTG_PRICE)
        return WHOLE;
    return code == CTG__FS ? 2 : code == CTG__XH ? 3 : 1;
}

static const ctg__code codes_of_classes[CLASSES] = {
    [1] = CTG__SH, [2] = CTG__FS, [3] = CTG__XH};

ctg_status ctg__sources_init(ctg__sources *s, ctg_error *error)
{
    const size_t sets = s->map.causes->set_count;
    const size_t keys = sets * CLASSES + 1;

    s->needed = ctg__allocate_zeroed(sets + 1);
    s->first = ctg__allocate_array(keys, sizeof *s->first);
    s->end = ctg__allocate_array(keys, sizeof *s->end);
    s->sum = ctg__allocate_zeroed((s->map.place_count + 1) * sizeof *s->sum);
    s->touched =
        ctg__allocate_array(s->map.place_count + 1, sizeof *s->touched);
    if (s->needed && s->first && s->end && s->sum && s->touched)
        return CTG_OK;
    ctg__sources_clear(s);
    return ctg__fail_memory(error);
}

void ctg__sources_clear(ctg__sources *s)
{
    ctg__release(s->needed);
    ctg__release(s->first);
    ctg__release(s->end);
    ctg__release(s->lists);
    ctg__release(s->sum);
    ctg__release(s->touched);
    *s = (ctg__sources){0};
}

static void add(ctg__sources *s, uint32_t place, double share)
{
    if (!(share > 0))
        return;
    if (s->sum[place] == 0)
        s->touched[s->touched_count++] = place;
    s->sum[place] += share;
}

static void add_list(ctg__sources *s, size_t key, double share)
{
    for (size_t i = s->first[key]; i < s->end[key]; i++)
        add(s, s->lists[i].place, share * s->lists[i].share);
}

/* Who sent without having been hit: it was weak from the start. */
static uint32_t start_of(const ctg__sources *s, const ctg_entry *entry)
{
    return ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE
               ? s->map.node(s->map.context, ctg_actor_index(entry->source), 0)
               : s->map.origin(s->map.context, ctg__origin_of(entry));
}

/* What is behind a part of an entry of this very column. */
static void add_behind(ctg__sources *s, uint32_t entry, unsigned class,
                       double share)
{
    const uint32_t set = s->map.causes->set_of[entry];

    if (set == CTG__NO_SET)
        add(s, start_of(s, &s->map.causes->entries[entry]), share);
    else
        add_list(s, set * CLASSES + class, share);
}

/* A part of a cause that hit a node: there, if that was in an earlier column.
 */
static void add_hit(ctg__sources *s, uint32_t entry, ctg__code code,
                    double share)
{
    const ctg_entry *const cause = &s->map.causes->entries[entry];
    const uint32_t column = s->map.column_of[ctg__code_column(cause, code)];

    if (column < s->column)
        add(s,
            s->map.node(s->map.context, ctg_actor_index(cause->target), column),
            share);
    else
        add_behind(s, entry, class_of(cause, code), share);
}

static void add_member(ctg__sources *s, uint32_t entry, double share)
{
    const ctg_entry *const cause = &s->map.causes->entries[entry];

    if (ctg_actor_kind_of(cause->target) != CTG_ACTOR_NODE) {
        if (cause->channel == CTG_SHOCK)
            add(s, s->map.origin(s->map.context, ctg__origin_of(cause)), share);
        else
            add_behind(s, entry, WHOLE, share);
        return;
    }
    ctg__net_split(s->map.causes, entry, &s->split);
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (s->split.share[code] > 0)
            add_hit(s, entry, code, share * s->split.share[code]);
}

static bool in_class(const ctg__sources *s, uint32_t entry, unsigned class)
{
    return class == WHOLE ||
           ctg__code_of_cause(&s->map.causes->entries[entry]) ==
               codes_of_classes[class];
}

/* The list of what was touched, by place. */
static bool keep_list(ctg__sources *s, size_t key)
{
    s->first[key] = s->count;
    for (size_t i = 1; i < s->touched_count; i++) {
        const uint32_t place = s->touched[i];
        size_t at = i;

        for (; at > 0 && s->touched[at - 1] > place; at--)
            s->touched[at] = s->touched[at - 1];
        s->touched[at] = place;
    }
    for (size_t i = 0; i < s->touched_count; i++) {
        ctg__source *const grown =
            ctg__grow_array(s->lists, s->count, &s->room, 256, sizeof *grown);

        if (!grown)
            return false;
        s->lists = grown;
        s->lists[s->count++] =
            (ctg__source){s->touched[i], s->sum[s->touched[i]]};
        s->sum[s->touched[i]] = 0;
    }
    s->end[key] = s->count;
    s->touched_count = 0;
    return true;
}

static bool make_list(ctg__sources *s, uint32_t set, unsigned class)
{
    const ctg__causes *const causes = s->map.causes;
    double whole = 0;

    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++)
        if (in_class(s, causes->members[m], class))
            whole += ctg__share(causes, set,
                                causes->entries[causes->members[m]].amount);
    for (size_t m = causes->first[set]; whole > 0 && m < causes->first[set + 1];
         m++) {
        const uint32_t entry = causes->members[m];

        if (in_class(s, entry, class))
            add_member(s, entry,
                       ctg__share(causes, set, causes->entries[entry].amount) /
                           whole);
    }
    return keep_list(s, (size_t)set * CLASSES + class);
}

/* Orders that moved a price may be of the column before: their senders' sets
 * are needed, too. Sets are in order of time: what is behind is lower. */
static uint32_t need_behind(ctg__sources *s, uint32_t low, uint32_t high)
{
    const ctg__causes *const causes = s->map.causes;

    for (uint32_t set = high + 1; set-- > low;)
        for (size_t m = causes->first[set];
             s->needed[set] && m < causes->first[set + 1]; m++) {
            const uint32_t entry = causes->members[m];
            const uint32_t behind = causes->set_of[entry];

            if (ctg_actor_kind_of(causes->entries[entry].target) ==
                    CTG_ACTOR_NODE ||
                behind == CTG__NO_SET)
                continue;
            s->needed[behind] |= 1;
            low = behind < low ? behind : low;
        }
    return low;
}

bool ctg__sources_make(ctg__sources *s, uint32_t column, size_t first,
                       size_t end)
{
    const ctg__causes *const causes = s->map.causes;
    uint32_t low = UINT32_MAX;
    uint32_t high = 0;

    s->column = column;
    s->count = 0;
    for (size_t e = first; e < end; e++) {
        const uint32_t set = causes->set_of[e];

        if (!ctg__causes_ask(causes, e))
            return false;
        if (set == CTG__NO_SET)
            continue;
        s->needed[set] |=
            causes->entries[e].channel == CTG_PRICE ? 2 | 4 | 8 : 1;
        low = set < low ? set : low;
        high = set > high ? set : high;
    }
    if (low == UINT32_MAX)
        return true;
    low = need_behind(s, low, high);
    for (uint32_t set = low; set <= high; set++) {
        if (!ctg__causes_ask_after(causes, causes->first[set + 1] -
                                               causes->first[set] + 1))
            return false;
        for (unsigned class = 0; class < CLASSES; class ++)
            if (s->needed[set] & 1u << class && !make_list(s, set, class))
                return false;
        s->needed[set] = 0;
    }
    return true;
}

const ctg__source *ctg__sources_of(ctg__sources *s, size_t entry,
                                   ctg__code code, size_t *count)
{
    const ctg_entry *const sent = &s->map.causes->entries[entry];
    const uint32_t set = s->map.causes->set_of[entry];
    size_t key;

    *count = 1;
    if (set == CTG__NO_SET) {
        s->alone = (ctg__source){start_of(s, sent), 1};
        return &s->alone;
    }
    key = (size_t)set * CLASSES + class_of(sent, code);
    *count = s->end[key] - s->first[key];
    return s->lists + s->first[key];
}

#include "draw/direct_shocks.h"

#include <string.h>

#include "base/memory.h"

typedef struct telling {
    const ctg__facts *facts;
    size_t *first; /* per shock: the first in the same words */
    ctg__direct_loss *tell;
    void *context;
} telling;

static void find_first(const telling *t)
{
    const ctg__facts *const facts = t->facts;

    for (size_t i = 0; i < facts->shock_count; i++) {
        size_t k = 0;

        while (k < i && !(facts->shocks &&
                          strcmp(facts->shocks[k], facts->shocks[i]) == 0))
            k++;
        t->first[i] = k;
    }
}

static void tell(const telling *t, ctg_node node, ctg_actor source, double x)
{
    if (ctg_actor_kind_of(source) == CTG_ACTOR_SHOCK)
        t->tell(t->context, node, t->first[ctg_actor_index(source)], x);
}

/* What is direct is of rounds 0 and 1. */
static void tell_entry(const telling *t, size_t e)
{
    const ctg__causes *const causes = t->facts->causes;
    const ctg_entry *const entry = &causes->entries[e];
    const ctg_node node = ctg_actor_index(entry->target);
    const uint32_t set = causes->set_of[e];
    double x;

    if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE ||
        ctg__code_column(entry, CTG__SH) != 0)
        return;
    x = ctg__net_part(t->facts->net, entry, e, CTG__SH, 1);
    if (set == CTG__NO_SET)
        tell(t, node, entry->source, x);
    for (size_t m = set == CTG__NO_SET ? 0 : causes->first[set];
         set != CTG__NO_SET && m < causes->first[set + 1]; m++) {
        const ctg_entry *const cause = &causes->entries[causes->members[m]];

        tell(t, node, cause->source,
             x * ctg__share(causes, set, cause->amount));
    }
}

ctg_status ctg__each_direct_loss(const ctg__facts *facts,
                                 ctg__direct_loss *tell_loss, void *context,
                                 ctg_error *error)
{
    const ctg__causes *const causes = facts->causes;
    const telling t = {
        .facts = facts,
        .first = ctg__allocate_array(facts->shock_count + 1, sizeof *t.first),
        .tell = tell_loss,
        .context = context};
    size_t e = 0;

    if (!t.first)
        return ctg__fail_memory(error);
    find_first(&t);
    while (e < causes->entry_count && causes->entries[e].round <= 1 &&
           ctg__causes_ask(causes, e))
        tell_entry(&t, e++);
    ctg__release(t.first);
    return e < causes->entry_count && causes->entries[e].round <= 1
               ? ctg__causes_fail(causes, error)
               : CTG_OK;
}

#include "trace/tree.h"

#include <stdlib.h>

#include "base/memory.h"

/* A node's loss: positive, no mere connection and no mere rounding. */
static double own_loss(const ctg__causes *causes, size_t e)
{
    const ctg_entry *const entry = &causes->entries[e];

    return entry->amount > 0 && !(causes->rounding && causes->rounding[e]) &&
                   ctg__code_of(entry) != CTG__CONNECTION
               ? entry->amount
               : 0;
}

/* Losses of a node that the entry is, and all that it led to. */
static double loss_of(const ctg__tree *tree, uint32_t entry)
{
    const ctg__causes *const causes = tree->causes;
    const double amount = causes->entries[entry].amount;
    double loss = own_loss(causes, entry);

    if (tree->joined[entry] != CTG__NO_SET)
        loss += ctg__share(causes, tree->joined[entry], amount) *
                tree->led_to[tree->joined[entry]];
    if (tree->sold && tree->sold[entry] != CTG__NO_SET)
        loss += ctg__share(causes, tree->sold[entry], amount) *
                tree->led_to[tree->sold[entry]];
    return loss;
}

/* The sets that an entry is in, from those that sets have. */
static bool note_members(ctg__tree *tree)
{
    const ctg__causes *const causes = tree->causes;

    for (size_t e = 0; e < causes->entry_count; e++) {
        if (!ctg__causes_ask(causes, e))
            return false;
        tree->joined[e] = CTG__NO_SET;
        if (tree->sold)
            tree->sold[e] = CTG__NO_SET;
    }
    for (uint32_t set = 0; set < causes->set_count; set++) {
        const size_t sent = tree->sent_first[set];
        /* A set's entries are all sales or none. */
        const bool sale = sent < tree->sent_first[set + 1] &&
                          causes->entries[tree->sent[sent]].channel == CTG_SALE;
        uint32_t *const into = sale ? tree->sold : tree->joined;
        const size_t end = causes->first[set + 1];

        if (!ctg__causes_ask_after(causes, end - causes->first[set] + 1))
            return false;
        for (size_t m = causes->first[set]; m < end; m++)
            into[causes->members[m]] = set;
    }
    return true;
}

/* Entries by the set they stem from: counted, then placed. */
static bool sort_sent(ctg__tree *tree)
{
    const ctg__causes *const causes = tree->causes;
    size_t *const first = tree->sent_first;
    size_t sum = 0;

    for (size_t set = 0; set <= causes->set_count; set++)
        first[set] = 0;
    for (size_t e = 0; e < causes->entry_count; e++) {
        if (!ctg__causes_ask(causes, e))
            return false;
        if (causes->set_of[e] != CTG__NO_SET)
            first[causes->set_of[e]]++;
    }
    for (size_t set = 0; set <= causes->set_count; set++) {
        const size_t count = first[set];

        first[set] = sum;
        sum += count;
    }
    for (size_t e = 0; e < causes->entry_count; e++) {
        if (!ctg__causes_ask(causes, e))
            return false;
        if (causes->set_of[e] != CTG__NO_SET)
            tree->sent[first[causes->set_of[e]]++] = (uint32_t)e;
    }
    /* Each start moved to its end, which is the next one's start. */
    for (size_t set = causes->set_count; set > 0; set--)
        first[set] = first[set - 1];
    first[0] = 0;
    return true;
}

static bool sum_back(ctg__tree *tree)
{
    const ctg__causes *const causes = tree->causes;

    for (size_t set = causes->set_count; set-- > 0;) {
        const size_t end = tree->sent_first[set + 1];
        double sum = 0;

        if (!ctg__causes_ask_after(causes, end - tree->sent_first[set] + 1))
            return false;
        for (size_t i = tree->sent_first[set]; i < end; i++)
            sum += loss_of(tree, tree->sent[i]);
        tree->led_to[set] = sum;
    }
    for (size_t e = 0; e < causes->entry_count; e++) {
        if (!ctg__causes_ask(causes, e))
            return false;
        tree->total += own_loss(causes, e);
    }
    return true;
}

ctg_status ctg__tree_init(ctg__tree *tree, const ctg__causes *causes,
                          ctg_error *error)
{
    const size_t entry_count = causes->entry_count;
    bool sales = false;

    *tree = (ctg__tree){.causes = causes};
    for (size_t e = 0; e < entry_count && !sales; e++)
        sales = causes->entries[e].channel == CTG_SALE;
    tree->joined = ctg__allocate_array(entry_count + 1, sizeof *tree->joined);
    if (sales)
        tree->sold = ctg__allocate_array(entry_count + 1, sizeof *tree->sold);
    tree->sent_first =
        ctg__allocate_array(causes->set_count + 1, sizeof *tree->sent_first);
    tree->sent = ctg__allocate_array(entry_count + 1, sizeof *tree->sent);
    tree->led_to =
        ctg__allocate_array(causes->set_count + 1, sizeof *tree->led_to);
    if (!tree->joined || (sales && !tree->sold) || !tree->sent_first ||
        !tree->sent || !tree->led_to) {
        ctg__tree_clear(tree);
        return ctg__fail_memory(error);
    }
    tree->sent_end = tree->sent_first + 1;
    if (!sort_sent(tree) || !note_members(tree) || !sum_back(tree)) {
        ctg__tree_clear(tree);
        return ctg__causes_fail(causes, error);
    }
    return CTG_OK;
}

void ctg__tree_clear(ctg__tree *tree)
{
    ctg__release(tree->joined);
    ctg__release(tree->sold);
    ctg__release(tree->sent_first);
    ctg__release(tree->sent);
    ctg__release(tree->led_to);
    ctg__arena_clear(&tree->arena);
    *tree = (ctg__tree){0};
}

/* A twig of a child, with what the child is told apart by. */
typedef struct sprout {
    ctg__twig twig;
    uint64_t order; /* of its entry, as in the ledger */
    ctg_node node;
    ctg__code code;
} sprout;

typedef struct sprouts {
    sprout *list;
    size_t count;
    size_t room;
    bool failed; /* out of memory, or stopped */
} sprouts;

static void add_sprout(sprouts *made, sprout added)
{
    sprout *const grown = ctg__grow_array(made->list, made->count, &made->room,
                                          64, sizeof *grown);

    if (!grown) {
        made->failed = true;
        return;
    }
    made->list = grown;
    made->list[made->count++] = added;
}

/* Where entries get numbers as somebody looks, those of one node and code are
 * in the order of rounds and senders. */
static sprout sprout_of(const ctg__tree *tree, ctg__twig twig, ctg__code code)
{
    const ctg_entry *const entry = &tree->causes->entries[twig.entry];

    return (sprout){.twig = twig,
                    .order = tree->open
                                 ? (uint64_t)entry->round << 32 | entry->source
                                 : twig.entry,
                    .node = ctg_actor_index(entry->target),
                    .code = code};
}

static void follow(const ctg__tree *tree, uint32_t entry, double share,
                   sprouts *made);

/* What came of a set that an entry is in. */
static void follow_set(const ctg__tree *tree, uint32_t set, uint32_t entry,
                       double share, sprouts *made)
{
    const ctg__causes *const causes = tree->causes;
    const ctg_entry cause = causes->entries[entry]; /* they may move */

    share *= ctg__share(causes, set, cause.amount);
    if (!(share > 0) || !(tree->led_to[set] > 0))
        return;
    if (tree->open && !tree->open(tree->context, set)) {
        made->failed = true;
        return;
    }
    made->failed |= !ctg__causes_ask_after(
        causes, tree->sent_end[set] - tree->sent_first[set] + 1);
    for (size_t i = tree->sent_first[set];
         i < tree->sent_end[set] && !made->failed; i++) {
        const uint32_t sent = tree->sent[i];
        const ctg_entry *const effect = &causes->entries[sent];
        ctg__code code = ctg__code_of(effect);

        if (!(loss_of(tree, sent) > 0))
            continue;
        /* Assets, and gains, are passed through. */
        if (code == CTG__CONNECTION) {
            follow(tree, sent, share, made);
            continue;
        }
        if (effect->channel == CTG_PRICE)
            code = ctg__code_of_cause(&cause);
        add_sprout(made, sprout_of(tree, (ctg__twig){sent, share}, code));
    }
}

static void follow(const ctg__tree *tree, uint32_t entry, double share,
                   sprouts *made)
{
    if (tree->joined[entry] != CTG__NO_SET)
        follow_set(tree, tree->joined[entry], entry, share, made);
    if (tree->sold && tree->sold[entry] != CTG__NO_SET)
        follow_set(tree, tree->sold[entry], entry, share, made);
}

static int compare_sprouts(const void *one, const void *other)
{
    const sprout *const a = one;
    const sprout *const b = other;

    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->twig.entry != b->twig.entry)
        return a->twig.entry < b->twig.entry ? -1 : 1;
    return a->twig.share > b->twig.share ? -1 : a->twig.share < b->twig.share;
}

static int compare_branches(const void *one, const void *other)
{
    const ctg__branch *const a = one;
    const ctg__branch *const b = other;

    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

/* Sprouts of one code and node become one branch, equal entries one twig. */
static bool gather(ctg__tree *tree, const sprouts *made, ctg__branch **children,
                   size_t *count)
{
    ctg__branch *branches;
    ctg__twig *twigs;

    *count = 0;
    if (!TAKE(&tree->arena, branches, made->count + 1) ||
        !TAKE(&tree->arena, twigs, made->count + 1))
        return false;
    if (made->count)
        qsort(made->list, made->count, sizeof *made->list, compare_sprouts);
    for (size_t i = 0; i < made->count; i++) {
        const sprout *const from = &made->list[i];
        ctg__branch *branch = &branches[*count ? *count - 1 : 0];

        if (!*count || branch->code != from->code ||
            branch->node != from->node) {
            branch = &branches[(*count)++];
            *branch = (ctg__branch){
                .code = from->code, .node = from->node, .twigs = twigs};
        }
        if (branch->twig_count && twigs[-1].entry == from->twig.entry) {
            twigs[-1].share += from->twig.share;
        } else {
            *twigs++ = from->twig;
            branch->twig_count++;
        }
        branch->own +=
            from->twig.share * own_loss(tree->causes, from->twig.entry);
        branch->total += from->twig.share * loss_of(tree, from->twig.entry);
    }
    if (*count)
        qsort(branches, *count, sizeof *branches, compare_branches);
    *children = branches;
    return true;
}

ctg_status ctg__tree_grow(ctg__tree *tree, const ctg__branch *branch,
                          ctg__branch **children, size_t *count,
                          ctg_error *error)
{
    const ctg__causes *const causes = tree->causes;
    sprouts made = {0};
    bool fine;

    for (size_t i = 0; i < branch->twig_count; i++) {
        const ctg__twig *const twig = &branch->twigs[i];
        const ctg__code code = ctg__code_of(&causes->entries[twig->entry]);

        /* A root's entries on nodes are children, all others lead to them. */
        if (branch->node == CTG_NONE && code != CTG__CONNECTION)
            add_sprout(&made, sprout_of(tree, *twig, code));
        else
            follow(tree, twig->entry, twig->share, &made);
    }
    fine = !made.failed && gather(tree, &made, children, count);
    ctg__release(made.list);
    return fine ? CTG_OK : ctg__causes_fail(causes, error);
}

ctg_status ctg__tree_roots(ctg__tree *tree, ctg__branch **roots, size_t *count,
                           ctg_error *error)
{
    const ctg__causes *const causes = tree->causes;
    const size_t most = causes->shock_count + 1; /* `initial` last */
    ctg__branch *made;
    size_t found = 0;

    if (!TAKE(&tree->arena, made, most))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < most; i++)
        made[i] = (ctg__branch){.origin = i + 1 < most
                                              ? CTG_ACTOR(CTG_ACTOR_SHOCK, i)
                                              : CTG_ACTOR(CTG_ACTOR_INITIAL, 0),
                                .code = CTG__CONNECTION,
                                .node = CTG_NONE};
    for (int fill = 0; fill < 2; fill++) {
        for (size_t e = 0; e < causes->entry_count; e++) {
            const ctg_actor origin = ctg__origin_of(&causes->entries[e]);
            ctg__branch *const root =
                ctg_actor_kind_of(origin) == CTG_ACTOR_SHOCK
                    ? &made[ctg_actor_index(origin)]
                    : &made[most - 1];

            if (!ctg__causes_ask(causes, e))
                return ctg__causes_fail(causes, error);
            if (causes->set_of[e] != CTG__NO_SET ||
                !(loss_of(tree, (uint32_t)e) > 0))
                continue;
            if (fill) {
                root->twigs[root->twig_count] =
                    (ctg__twig){.entry = (uint32_t)e, .share = 1};
                root->total += loss_of(tree, (uint32_t)e);
            }
            root->twig_count++;
        }
        for (size_t i = 0; !fill && i < most; i++) {
            if (!TAKE(&tree->arena, made[i].twigs, made[i].twig_count + 1))
                return ctg__fail_memory(error);
            made[i].twig_count = 0;
        }
    }
    for (size_t i = 0; i < most; i++)
        if (made[i].twig_count)
            made[found++] = made[i];
    *roots = made;
    *count = found;
    return CTG_OK;
}

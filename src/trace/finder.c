#include "trace/finder.h"

#include "base/memory.h"

#define NONE UINT32_MAX

enum { STEPS_OF_A_WAY = 64 }; /* what advance costs, as ctg__ask_after counts */

/* The best way of a state, known for all states from the start. */
typedef struct best {
    ctg__merit merit; /* weight 0: there is no way */
    uint32_t member;
    ctg_actor sender; /* as of a ctg__way */
} best;

/* A way that may be the next: through `member`, by its rank-th way. */
typedef struct candidate {
    ctg__merit merit;
    uint32_t member;
    uint32_t rank;
    uint32_t before; /* NONE while not made, or for an origin */
    ctg_actor sender;
} candidate;

/* What is known about a state that was asked for its ways. */
typedef struct search {
    uint32_t *ways; /* found so far, best first */
    size_t way_count;
    size_t way_room;
    candidate *heap;
    size_t heap_count;
    bool started;
    bool replacing; /* `last` is used up, its successor not yet a candidate */
    candidate last;
} search;

static int compare_candidates(const ctg__causes *causes, const candidate *a,
                              const candidate *b)
{
    const int order = ctg__merit_compare(a->merit, b->merit);

    return order ? order
                 : ctg__ledger_order(causes, a->member, a->sender, b->member,
                                     b->sender);
}

/* The layer in which the ways before an entry are looked for. */
static size_t layer_before(const ctg__finder *finder, uint32_t member,
                           size_t steps)
{
    return steps ? steps - ctg__step_of(&finder->causes->entries[member]) : 0;
}

static size_t state_of(const ctg__finder *finder, uint32_t set, size_t steps)
{
    return steps * finder->causes->set_count + set;
}

/* The best way to a set through one member; weight 0: there is none. */
static best best_through(const ctg__finder *finder, uint32_t set,
                         uint32_t member, size_t steps)
{
    const ctg__causes *const causes = finder->causes;
    const ctg_entry *const entry = &causes->entries[member];
    const double share = ctg__share(causes, set, entry->amount);
    const uint32_t before = causes->set_of[member];
    best through = {.member = member, .sender = entry->source};

    if (!(share > 0))
        return through;
    if (before != CTG__NO_SET) {
        const best *const first = &finder->best[state_of(
            finder, before, layer_before(finder, member, steps))];

        through.merit = first->merit;
        through.merit.weight *= share;
        through.merit.length += ctg__step_of(entry);
        if (ctg__is_relay(entry->source))
            through.sender = first->sender;
    } else if (ctg__own_steps(entry) * ctg__step_of(entry) >= steps) {
        through.merit = (ctg__merit){.weight = share,
                                     .length = ctg__step_of(entry) +
                                               (uint32_t)ctg__own_steps(entry)};
    }
    return through;
}

static int compare_best(const ctg__causes *causes, const best *a, const best *b)
{
    const int order = ctg__merit_compare(a->merit, b->merit);

    return order || !causes->relay_count
               ? order
               : ctg__ledger_order(causes, a->member, a->sender, b->member,
                                   b->sender);
}

static void find_best(ctg__finder *finder, uint32_t set, size_t steps)
{
    const ctg__causes *const causes = finder->causes;
    best found = {.member = NONE};

    for (size_t m = causes->first[set]; m < causes->end[set]; m++) {
        const best through =
            best_through(finder, set, causes->members[m], steps);

        if (through.merit.weight > 0 &&
            (found.member == NONE ||
             compare_best(causes, &through, &found) < 0))
            found = through;
    }
    finder->best[state_of(finder, set, steps)] = found;
}

static bool find_all(ctg__finder *finder)
{
    const ctg__causes *const causes = finder->causes;

    for (size_t layer = 0; layer < finder->layer_count; layer++)
        for (uint32_t set = 0; set < causes->set_count; set++) {
            find_best(finder, set, layer);
            if (!ctg__ask_after(finder->asking,
                                causes->end[set] - causes->first[set] + 1))
                return false;
        }
    return true;
}

static ctg_status take_room(ctg__finder *finder, size_t steps, ctg_error *error)
{
    const size_t set_count = finder->causes->set_count;
    const size_t state_count = set_count * (steps + 1);

    if (ctg__finder_is_too_long(set_count, steps))
        return ctg__finder_fail_long(steps, error);
    finder->best = ctg__allocate_array(state_count + 1, sizeof *finder->best);
    finder->search_of =
        ctg__allocate_array(state_count + 1, sizeof *finder->search_of);
    if (!finder->best || !finder->search_of) {
        ctg__finder_clear(finder);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < state_count; i++)
        finder->search_of[i] = NONE;
    return CTG_OK;
}

ctg_status ctg__finder_init(ctg__finder *finder, const ctg__causes *causes,
                            ctg__asking *asking, size_t steps, ctg_error *error)
{
    ctg_status status;

    *finder = (ctg__finder){
        .causes = causes, .asking = asking, .layer_count = steps + 1};
    status = take_room(finder, steps, error);
    if (status || find_all(finder))
        return status;
    ctg__finder_clear(finder);
    return ctg__fail(error, CTG_CANCELLED, "cancelled");
}

ctg_status ctg__finder_init_open(ctg__finder *finder, const ctg__causes *causes,
                                 ctg__asking *asking, size_t steps,
                                 const ctg__merit *merits,
                                 ctg__finder_open *open, void *context,
                                 ctg_error *error)
{
    ctg_status status;

    *finder = (ctg__finder){.causes = causes,
                            .asking = asking,
                            .open = open,
                            .context = context,
                            .layer_count = steps + 1};
    status = take_room(finder, steps, error);
    for (uint32_t set = 0; !status && set < causes->set_count; set++)
        for (size_t l = 0; l <= steps; l++)
            finder->best[state_of(finder, set, l)] =
                (best){.merit = *merits++, .member = NONE};
    return status;
}

void ctg__finder_clear(ctg__finder *finder)
{
    for (size_t i = 0; i < finder->search_count; i++) {
        ctg__release(finder->searches[i].ways);
        ctg__release(finder->searches[i].heap);
    }
    ctg__release(finder->best);
    ctg__release(finder->search_of);
    ctg__release(finder->searches);
    ctg__release(finder->ways);
    ctg__release(finder->stack);
    *finder = (ctg__finder){0};
}

ctg__merit ctg__finder_best(const ctg__finder *finder, uint32_t set,
                            size_t steps, ctg_actor *sender)
{
    const best *const found = &finder->best[state_of(finder, set, steps)];

    *sender = found->sender;
    return found->merit;
}

/* The heap has its best candidate first. */
static void sift_down(const ctg__causes *causes, candidate *heap, size_t count,
                      size_t at)
{
    const candidate moved = heap[at];

    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count &&
            compare_candidates(causes, &heap[child + 1], &heap[child]) < 0)
            child++;
        if (compare_candidates(causes, &moved, &heap[child]) <= 0)
            break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

static void sift_up(const ctg__causes *causes, candidate *heap, size_t at)
{
    const candidate moved = heap[at];

    while (at && compare_candidates(causes, &moved, &heap[(at - 1) / 2]) < 0) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moved;
}

/* Every member's best way is a candidate. */
static bool start(const ctg__finder *finder, search *made, uint32_t set,
                  size_t steps)
{
    const ctg__causes *const causes = finder->causes;
    size_t first;
    size_t end;

    if (finder->open && !finder->open(finder->context, set))
        return false;
    first = causes->first[set];
    end = causes->end[set];
    made->heap = ctg__allocate_array(end - first + 1, sizeof *made->heap);
    if (!made->heap)
        return false;
    for (size_t m = first; m < end; m++) {
        const uint32_t member = causes->members[m];
        const best through = best_through(finder, set, member, steps);

        if (through.merit.weight > 0)
            made->heap[made->heap_count++] =
                (candidate){.merit = through.merit,
                            .member = member,
                            .before = NONE,
                            .sender = through.sender};
    }
    for (size_t i = made->heap_count / 2; i-- > 0;)
        sift_down(causes, made->heap, made->heap_count, i);
    made->started = true;
    return true;
}

/* The search of a state, begun if it is new; NULL when out of memory. */
static search *search_at(ctg__finder *finder, uint32_t state)
{
    uint32_t *const index = &finder->search_of[state];

    if (*index == NONE) {
        search *const grown =
            ctg__grow_array(finder->searches, finder->search_count,
                            &finder->search_room, 64, sizeof *grown);

        if (!grown)
            return NULL;
        finder->searches = grown;
        *index = (uint32_t)finder->search_count++;
        finder->searches[*index] = (search){0};
    }
    return &finder->searches[*index];
}

/* Adds a way to a search, and to the list of all. */
static bool keep_way(ctg__finder *finder, search *found, const candidate *kept)
{
    ctg__way *const ways = ctg__grow_array(
        finder->ways, finder->way_count, &finder->way_room, 256, sizeof *ways);
    uint32_t *own;

    if (!ways)
        return false;
    finder->ways = ways;
    own = ctg__grow_array(found->ways, found->way_count, &found->way_room, 4,
                          sizeof *own);
    if (!own)
        return false;
    found->ways = own;
    found->ways[found->way_count++] = (uint32_t)finder->way_count;
    finder->ways[finder->way_count++] = (ctg__way){.merit = kept->merit,
                                                   .member = kept->member,
                                                   .before = kept->before,
                                                   .sender = kept->sender};
    return true;
}

/*
 * Whether the rank-th way of a state is made; else whether there is none, or
 * it must be looked for first.
 */
typedef enum lookup { FOUND, MISSING, WANTED } lookup;

static lookup look_up(const ctg__finder *finder, uint32_t state, size_t rank,
                      uint32_t *way)
{
    const uint32_t index = finder->search_of[state];
    const search *const known = index == NONE ? NULL : &finder->searches[index];

    if (known && rank < known->way_count) {
        *way = known->ways[rank];
        return FOUND;
    }
    return known && known->started && !known->replacing && !known->heap_count
               ? MISSING
               : WANTED;
}

/* After its last way: a candidate more by the next way of the same member's
 * parents, if there is one. False: that way must be looked for first, at the
 * state in `before`. */
static bool replace(const ctg__finder *finder, search *mine, uint32_t set,
                    size_t steps, uint32_t *before)
{
    const ctg__causes *const causes = finder->causes;
    candidate next = mine->last;
    const ctg_entry *const entry = &causes->entries[next.member];
    const uint32_t parents = causes->set_of[next.member];
    lookup result = MISSING;
    uint32_t way = NONE;

    if (parents != CTG__NO_SET) {
        *before = (uint32_t)state_of(finder, parents,
                                     layer_before(finder, next.member, steps));
        result = look_up(finder, *before, ++next.rank, &way);
    }
    mine->replacing = result == WANTED;
    if (result != FOUND)
        return !mine->replacing;
    next.before = way;
    next.merit = finder->ways[way].merit;
    next.merit.weight *= ctg__share(causes, set, entry->amount);
    next.merit.length += ctg__step_of(entry);
    if (ctg__is_relay(entry->source))
        next.sender = finder->ways[way].sender;
    if (next.merit.weight > 0) {
        mine->heap[mine->heap_count] = next;
        sift_up(causes, mine->heap, mine->heap_count++);
    }
    return true;
}

/* One piece of work on a state: WANTED with the state to do before, in
 * `before`; FOUND when it has one way more; MISSING when it has no more. */
static lookup advance(ctg__finder *finder, uint32_t state, uint32_t *before,
                      bool *failed)
{
    const ctg__causes *const causes = finder->causes;
    const uint32_t set = (uint32_t)(state % causes->set_count);
    const size_t steps = state / causes->set_count;
    search *const mine = search_at(finder, state);
    uint32_t way;

    if (!mine || (!mine->started && !start(finder, mine, set, steps))) {
        *failed = true;
        return MISSING;
    }
    if (mine->replacing && !replace(finder, mine, set, steps, before))
        return WANTED;
    if (!mine->heap_count)
        return MISSING;
    if (causes->set_of[mine->heap[0].member] != CTG__NO_SET &&
        mine->heap[0].before == NONE) {
        const uint32_t parents = causes->set_of[mine->heap[0].member];

        *before = (uint32_t)state_of(
            finder, parents, layer_before(finder, mine->heap[0].member, steps));
        if (look_up(finder, *before, 0, &way) != FOUND)
            return WANTED;
        mine->heap[0].before = way;
    }
    if (!keep_way(finder, mine, &mine->heap[0])) {
        *failed = true;
        return MISSING;
    }
    mine->last = mine->heap[0];
    mine->replacing = true;
    mine->heap[0] = mine->heap[--mine->heap_count];
    if (mine->heap_count)
        sift_down(causes, mine->heap, mine->heap_count, 0);
    return FOUND;
}

static bool push(ctg__finder *finder, size_t depth, uint32_t state)
{
    uint32_t *const grown = ctg__grow_array(
        finder->stack, depth, &finder->stack_room, 64, sizeof *grown);

    if (!grown)
        return false;
    finder->stack = grown;
    finder->stack[depth] = state;
    return true;
}

ctg_status ctg__finder_way(ctg__finder *finder, uint32_t set, size_t steps,
                           size_t rank, uint32_t *way, ctg_error *error)
{
    const uint32_t state = (uint32_t)state_of(finder, set, steps);
    lookup result;
    bool failed = false;

    while ((result = look_up(finder, state, rank, way)) == WANTED) {
        size_t depth = 0;

        /* Chains may be as long as the run: a stack of our own. */
        failed = !push(finder, depth++, state);
        while (depth && !failed) {
            uint32_t before = 0;

            if (!ctg__ask_after(finder->asking, STEPS_OF_A_WAY))
                return ctg__fail(error, CTG_CANCELLED, "cancelled");
            if (advance(finder, finder->stack[depth - 1], &before, &failed) !=
                WANTED)
                depth--;
            else if (!failed)
                failed = !push(finder, depth++, before);
        }
        if (failed)
            return ctg__fail_memory(error);
    }
    if (result == MISSING)
        *way = CTG__NO_WAY;
    return CTG_OK;
}

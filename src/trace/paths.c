/* The k largest cascade paths: best first over the entries they end with. */
#include <stdlib.h>

#include "base/memory.h"
#include "trace/finder.h"
#include "trace/trace.h"

/* The next path of an end: its entry, and the rank of the way before it. */
typedef struct ending {
    ctg__merit merit; /* weight: the path's loss */
    uint32_t entry;
    uint32_t way;
    size_t rank;
    ctg_actor sender; /* of the entry, or behind the relay that sent it */
} ending;

static int compare_endings(const ctg__causes *causes, const ending *a,
                           const ending *b)
{
    const int order = ctg__merit_compare(a->merit, b->merit);

    return order ? order
                 : ctg__ledger_order(causes, a->entry, a->sender, b->entry,
                                     b->sender);
}

/* A heap whose first is the best (`best_first`) or the worst. */
static bool is_before(const ctg__causes *causes, const ending *a,
                      const ending *b, bool best_first)
{
    const int order = compare_endings(causes, a, b);

    return best_first ? order < 0 : order > 0;
}

static void sift_down(const ctg__causes *causes, ending *heap, size_t count,
                      size_t at, bool best_first)
{
    const ending moved = heap[at];

    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count &&
            is_before(causes, &heap[child + 1], &heap[child], best_first))
            child++;
        if (!is_before(causes, &heap[child], &moved, best_first))
            break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

static void make_heap(const ctg__causes *causes, ending *heap, size_t count,
                      bool best_first)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(causes, heap, count, i, best_first);
}

/* Steps that the way before an end must have. */
static size_t steps_before(const ctg_path_options *options)
{
    return options->min_steps ? options->min_steps - 1 : 0;
}

/* The best path that ends with an entry; loss 0: there is none. */
static ending ending_of(const ctg__finder *finder,
                        const ctg_path_options *options, uint32_t entry)
{
    const ctg__causes *const causes = finder->causes;
    const ctg_entry *const last = &causes->entries[entry];
    const uint32_t set = causes->set_of[entry];
    ending end = {.entry = entry, .way = CTG__NO_WAY, .sender = last->source};
    ctg_actor sender;

    if (ctg_actor_kind_of(last->target) != CTG_ACTOR_NODE ||
        !(last->amount > 0) || causes->rounding[entry] ||
        (options->to != CTG_NONE &&
         ctg_actor_index(last->target) != options->to))
        return end;
    if (set != CTG__NO_SET) {
        end.merit =
            ctg__finder_best(finder, set, steps_before(options), &sender);
        if (ctg__is_relay(last->source))
            end.sender = sender;
    } else if (ctg__own_steps(last) >= options->min_steps) {
        end.merit =
            (ctg__merit){.weight = 1, .length = (uint32_t)ctg__own_steps(last)};
    }
    end.merit.weight *= last->amount;
    end.merit.length++;
    return end;
}

/* The ends of the k best paths are among the k whose best paths are best. */
static size_t choose_ends(const ctg__finder *finder,
                          const ctg_path_options *options, ending *chosen)
{
    const ctg__causes *const causes = finder->causes;
    const size_t entry_count = causes->entry_count;
    size_t count = 0;

    for (size_t e = 0; e < entry_count; e++) {
        const ending end = ending_of(finder, options, (uint32_t)e);

        if (!(end.merit.weight > 0))
            continue;
        if (count < options->count) {
            chosen[count++] = end;
            if (count == options->count)
                make_heap(causes, chosen, count, false);
        } else if (compare_endings(causes, &end, &chosen[0]) < 0) {
            chosen[0] = end;
            sift_down(causes, chosen, count, 0, false);
        }
    }
    return count;
}

/* Moves an end to its next path, or to none: loss 0. */
static ctg_status move_on(ctg__finder *finder, const ctg_path_options *options,
                          ending *end, ctg_error *error)
{
    const ctg__causes *const causes = finder->causes;
    const uint32_t set = causes->set_of[end->entry];
    uint32_t way = CTG__NO_WAY;

    end->merit.weight = 0;
    end->rank++;
    if (set != CTG__NO_SET) {
        const ctg_status status = ctg__finder_way(
            finder, set, steps_before(options), end->rank, &way, error);

        if (status)
            return status;
    }
    if (way == CTG__NO_WAY)
        return CTG_OK;
    end->way = way;
    end->merit = finder->ways[way].merit;
    end->merit.weight *= causes->entries[end->entry].amount;
    end->merit.length++;
    if (ctg__is_relay(causes->entries[end->entry].source))
        end->sender = finder->ways[way].sender;
    return CTG_OK;
}

/* The paths found, best first. */
typedef struct findings {
    ending *paths;
    size_t count;
    size_t room;
} findings;

static ctg_status keep(findings *found, const ending *path, ctg_error *error)
{
    ending *const grown = ctg__grow_array(found->paths, found->count,
                                          &found->room, 16, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    found->paths = grown;
    found->paths[found->count++] = *path;
    return CTG_OK;
}

static ctg_status find_paths(ctg__finder *finder,
                             const ctg_path_options *options, ending *heap,
                             size_t heap_count, findings *found,
                             ctg_error *error)
{
    const ctg__causes *const causes = finder->causes;

    make_heap(causes, heap, heap_count, true);
    while (heap_count && found->count < options->count) {
        ending *const top = &heap[0];
        const uint32_t set = causes->set_of[top->entry];
        ctg_status status = CTG_OK;

        if (set != CTG__NO_SET && top->rank == 0)
            status = ctg__finder_way(finder, set, steps_before(options), 0,
                                     &top->way, error);
        if (!status)
            status = keep(found, top, error);
        if (!status)
            status = move_on(finder, options, top, error);
        if (status)
            return status;
        if (!(top->merit.weight > 0))
            heap[0] = heap[--heap_count];
        if (heap_count)
            sift_down(causes, heap, heap_count, 0, true);
    }
    return CTG_OK;
}

/* From chains of ways to lists of entries. */
static bool write_paths(ctg_trace *trace, const ctg__finder *finder,
                        const findings *kept)
{
    const ctg_entry *const entries = finder->causes->entries;
    const ending *const found = kept->paths;
    const size_t count = kept->count;
    size_t total = 0;
    ctg_path *paths;
    size_t *list;

    for (size_t i = 0; i < count; i++)
        total += found[i].merit.length;
    paths = ctg__allocate_array(count + 1, sizeof *paths);
    list = ctg__allocate_array(total + 1, sizeof *list);
    if (!paths || !list) {
        ctg__release(paths);
        ctg__release(list);
        return false;
    }
    ctg__release(trace->paths);
    ctg__release(trace->path_entries);
    trace->paths = paths;
    trace->path_entries = list;
    for (size_t i = 0; i < count; i++) {
        size_t at = found[i].merit.length;
        uint32_t first = found[i].entry;

        list[--at] = first;
        for (uint32_t way = found[i].way; way != CTG__NO_WAY;
             way = finder->ways[way].before) {
            first = finder->ways[way].member;
            if (ctg__step_of(&entries[first]))
                list[--at] = first;
        }
        /* `initial` was counted, but is no entry. */
        paths[i] = (ctg_path){.loss = found[i].merit.weight,
                              .origin = ctg__origin_of(&entries[first]),
                              .entries = list + at,
                              .entry_count = found[i].merit.length - at};
        list += found[i].merit.length;
    }
    return true;
}

ctg_path_options ctg_path_options_default(void)
{
    return (ctg_path_options){.count = 10, .to = CTG_NONE};
}

static ctg_status find_all(ctg_trace *trace, const ctg_path_options *options,
                           const ctg_path **paths, size_t *count,
                           ctg_error *error)
{
    const ctg_path_options standard = ctg_path_options_default();
    const ctg__causes *const causes = &trace->causes;
    const size_t asked = options ? options->count : standard.count;
    const size_t most =
        asked < causes->entry_count ? asked : causes->entry_count;
    ctg__finder finder;
    findings found = {0};
    ending *ends;
    ctg_status status;

    if (!options)
        options = &standard;
    ctg__trace_begin(trace);
    status = ctg__finder_init(&finder, causes, &trace->asking,
                              steps_before(options), error);
    if (status)
        return status;
    ends = ctg__allocate_array(most + 1, sizeof *ends);
    if (!ends) {
        status = ctg__fail_memory(error);
    } else if (most) {
        const size_t end_count = choose_ends(&finder, options, ends);

        status = find_paths(&finder, options, ends, end_count, &found, error);
    }
    if (!status && !write_paths(trace, &finder, &found))
        status = ctg__fail_memory(error);
    if (!status) {
        *paths = trace->paths;
        *count = found.count;
    }
    ctg__finder_clear(&finder);
    ctg__release(ends);
    ctg__release(found.paths);
    return status;
}

ctg_status ctg_trace_paths(ctg_trace *trace, const ctg_path_options *options,
                           const ctg_path **paths, size_t *count,
                           ctg_error *error)
{
    const ctg_status status = ctg__trace_find(trace, error);

    return status ? status : find_all(trace, options, paths, count, error);
}

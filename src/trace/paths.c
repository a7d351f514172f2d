/* The k largest cascade paths: best first over the entries they end with. */
#include "base/memory.h"
#include "trace/path_ends.h"
#include "trace/path_falls.h"
#include "trace/trace.h"

/* The best path that ends with an entry; loss 0: there is none. */
static ctg__ending ending_of(const ctg__finder *finder,
                             const ctg_path_options *options, uint32_t entry)
{
    const ctg__causes *const causes = finder->causes;
    const ctg_entry *const last = &causes->entries[entry];
    const uint32_t set = causes->set_of[entry];
    ctg__ending end = {
        .entry = entry, .way = CTG__NO_WAY, .sender = last->source};
    ctg_actor sender;

    if (ctg_actor_kind_of(last->target) != CTG_ACTOR_NODE ||
        !(last->amount > 0) || causes->rounding[entry] ||
        (options->to != CTG_NONE &&
         ctg_actor_index(last->target) != options->to))
        return end;
    if (set != CTG__NO_SET) {
        end.merit =
            ctg__finder_best(finder, set, ctg__steps_before(options), &sender);
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
static void choose_ends(const ctg__finder *finder,
                        const ctg_path_options *options, ctg__ends *chosen)
{
    const size_t entry_count = finder->causes->entry_count;
    uint32_t lost;

    for (size_t e = 0; e < entry_count && !chosen->failed &&
                       ctg__ask_at(finder->asking, e);
         e++) {
        const ctg__ending end = ending_of(finder, options, (uint32_t)e);

        if (end.merit.weight > 0)
            ctg__ends_offer(chosen, &end, &lost);
    }
}

/* Moves an end to its next path, or to none: loss 0. */
static ctg_status move_on(ctg__finder *finder, const ctg_path_options *options,
                          ctg__ending *end, ctg_error *error)
{
    const ctg__causes *const causes = finder->causes;
    const uint32_t set = causes->set_of[end->entry];
    uint32_t way = CTG__NO_WAY;

    end->merit.weight = 0;
    end->rank++;
    if (set != CTG__NO_SET) {
        const ctg_status status = ctg__finder_way(
            finder, set, ctg__steps_before(options), end->rank, &way, error);

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
    ctg__ending *paths;
    size_t count;
    size_t room;
} findings;

static ctg_status keep(findings *found, const ctg__ending *path,
                       ctg_error *error)
{
    ctg__ending *const grown = ctg__grow_array(found->paths, found->count,
                                               &found->room, 16, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    found->paths = grown;
    found->paths[found->count++] = *path;
    return CTG_OK;
}

static ctg_status find_paths(ctg__finder *finder,
                             const ctg_path_options *options,
                             const ctg__ends *ends, findings *found,
                             ctg_error *error)
{
    const ctg__causes *const causes = finder->causes;
    ctg__ending *const heap = ends->list;
    size_t heap_count = ends->count;

    ctg__ends_heap(causes, heap, heap_count, true);
    while (heap_count && found->count < options->count) {
        ctg__ending *const top = &heap[0];
        const uint32_t set = causes->set_of[top->entry];
        ctg_status status = CTG_OK;

        if (set != CTG__NO_SET && top->rank == 0)
            status = ctg__finder_way(finder, set, ctg__steps_before(options), 0,
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
            ctg__ends_sift(causes, heap, heap_count, 0, true);
    }
    return CTG_OK;
}

/* In the ledger. */
static size_t index_of(const ctg__path_falls *falls, uint32_t entry)
{
    return falls ? ctg__path_falls_index(falls, entry) : entry;
}

/* From chains of ways to lists of entries. */
static bool write_paths(ctg_trace *trace, const ctg__finder *finder,
                        const findings *kept, const ctg__path_falls *falls)
{
    const ctg_entry *const entries = finder->causes->entries;
    const ctg__ending *const found = kept->paths;
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

        list[--at] = index_of(falls, first);
        for (uint32_t way = found[i].way; way != CTG__NO_WAY;
             way = finder->ways[way].before) {
            first = finder->ways[way].member;
            if (ctg__step_of(&entries[first]))
                list[--at] = index_of(falls, first);
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

static ctg_status find_in(ctg_trace *trace, ctg__finder *finder,
                          const ctg_path_options *options,
                          const ctg__ends *ends, const ctg__path_falls *falls,
                          const ctg_path **paths, size_t *count,
                          ctg_error *error)
{
    findings found = {0};
    ctg_status status = find_paths(finder, options, ends, &found, error);

    if (!status && atomic_load(&trace->asking.stopped))
        status = ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (!status && !write_paths(trace, finder, &found, falls))
        status = ctg__fail_memory(error);
    if (!status) {
        *paths = trace->paths;
        *count = found.count;
    }
    ctg__release(found.paths);
    return status;
}

/* By all entries. */
static ctg_status find_all(ctg_trace *trace, const ctg_path_options *options,
                           const ctg_path **paths, size_t *count,
                           ctg_error *error)
{
    const ctg__causes *const causes = &trace->causes;
    ctg__ends ends = {.causes = causes, .most = options->count};
    ctg__finder finder;
    ctg_status status = ctg__finder_init(&finder, causes, &trace->asking,
                                         ctg__steps_before(options), error);

    if (status)
        return status;
    choose_ends(&finder, options, &ends);
    status = ends.failed ? ctg__fail_memory(error)
                         : find_in(trace, &finder, options, &ends, NULL, paths,
                                   count, error);
    ctg__finder_clear(&finder);
    ctg__release(ends.list);
    return status;
}

/* By falls, of which those entries are made that somebody looks at. */
static ctg_status find_fallen(ctg_trace *trace, const ctg_path_options *options,
                              const ctg_path **paths, size_t *count,
                              ctg_error *error)
{
    ctg__path_falls falls;
    ctg__finder finder = {0};
    ctg_status status = ctg__path_falls_init(&falls, trace->ledger, options,
                                             &trace->asking, &finder, error);

    if (!status)
        status = find_in(trace, &finder, options, &falls.ends, &falls, paths,
                         count, error);
    ctg__finder_clear(&finder);
    ctg__path_falls_clear(&falls);
    return status;
}

ctg_status ctg_trace_paths(ctg_trace *trace, const ctg_path_options *options,
                           const ctg_path **paths, size_t *count,
                           ctg_error *error)
{
    const ctg_path_options standard = ctg_path_options_default();
    ctg_status status;

    if (!options)
        options = &standard;
    ctg__trace_begin(trace);
    if (!atomic_load(&trace->has_causes) && ctg__ledger_falls(trace->ledger))
        return find_fallen(trace, options, paths, count, error);
    status = ctg__trace_find(trace, &trace->asking, error);
    return status ? status : find_all(trace, options, paths, count, error);
}

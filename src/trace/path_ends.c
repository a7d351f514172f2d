#include "trace/path_ends.h"

#include "base/memory.h"

static int compare_endings(const ctg__causes *causes, const ctg__ending *a,
                           const ctg__ending *b)
{
    const int order = ctg__merit_compare(a->merit, b->merit);

    return order ? order
                 : ctg__ledger_order(causes, a->entry, a->sender, b->entry,
                                     b->sender);
}

/* A heap whose first is the best (`best_first`) or the worst. */
static bool is_before(const ctg__causes *causes, const ctg__ending *a,
                      const ctg__ending *b, bool best_first)
{
    const int order = compare_endings(causes, a, b);

    return best_first ? order < 0 : order > 0;
}

void ctg__ends_sift(const ctg__causes *causes, ctg__ending *heap, size_t count,
                    size_t at, bool best_first)
{
    const ctg__ending moved = heap[at];

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

void ctg__ends_heap(const ctg__causes *causes, ctg__ending *heap, size_t count,
                    bool best_first)
{
    for (size_t i = count / 2; i-- > 0;)
        ctg__ends_sift(causes, heap, count, i, best_first);
}

bool ctg__ends_offer(ctg__ends *ends, const ctg__ending *end, uint32_t *lost)
{
    ctg__ending *grown;

    *lost = CTG__NO_WAY;
    if (ends->count == ends->most) {
        if (!ends->most ||
            compare_endings(ends->causes, end, &ends->list[0]) >= 0)
            return false;
        *lost = ends->list[0].entry;
        ends->list[0] = *end;
        ctg__ends_sift(ends->causes, ends->list, ends->count, 0, false);
        return true;
    }
    grown = ctg__grow_array(ends->list, ends->count, &ends->room, 64,
                            sizeof *grown);
    if (!grown) {
        ends->failed = true;
        return false;
    }
    ends->list = grown;
    grown[ends->count++] = *end;
    if (ends->count == ends->most)
        ctg__ends_heap(ends->causes, grown, ends->count, false);
    return true;
}

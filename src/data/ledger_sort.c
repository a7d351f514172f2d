#include "data/ledger_sort.h"

#include <string.h>

#include "base/memory.h"

/* Those of one round: by channel, source, target. */
static bool is_before(const ctg_entry *a, const ctg_entry *b)
{
    if (a->channel != b->channel)
        return a->channel < b->channel;
    if (a->source != b->source)
        return a->source < b->source;
    return a->target < b->target;
}

/* The end of the longest run in order from `at` on. */
static size_t run_end(const ctg_entry *entries, size_t at, size_t count)
{
    if (at < count)
        at++;
    while (at < count && !is_before(&entries[at], &entries[at - 1]))
        at++;
    return at;
}

/* Merges runs two by two; returns how many are left, 0: stopped. */
static size_t merge_runs(const ctg_entry *from, ctg_entry *to, size_t count,
                         ctg__asking *asking)
{
    size_t runs = 0;
    size_t at = 0;

    for (size_t k = 0; k < count; runs++) {
        const size_t middle = run_end(from, at, count);
        const size_t end = run_end(from, middle, count);
        size_t other = middle;

        while (k < end)
            if (!ctg__ask_at(asking, k))
                return 0;
            else if (at < middle &&
                     (other == end || !is_before(&from[other], &from[at])))
                to[k++] = from[at++];
            else
                to[k++] = from[other++];
        at = end;
    }
    return runs;
}

enum {
    MANY_RUNS = 32, /* from here on channels and sources are looked at first */
    MOST_KEYS = 128
};

/* Entries of one channel and source: how many, then where the next belongs. */
typedef struct bucket {
    uint64_t key;
    size_t at;
} bucket;

static uint64_t key_of(const ctg_entry *entry)
{
    return (uint64_t)entry->channel << 32 | entry->source;
}

/* The first that is not before `key`. */
static size_t find_bucket(const bucket *buckets, size_t count, uint64_t key)
{
    size_t low = 0;

    while (count > 0) {
        const size_t half = count / 2;

        if (buckets[low + half].key < key) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

/* By key, in ascending order; returns how many there are, 0: too many, or
 * stopped. */
static size_t count_keys(const ctg_entry *entries, size_t count,
                         ctg__asking *asking, bucket buckets[MOST_KEYS])
{
    size_t keys = 0;

    for (size_t i = 0; i < count; i++) {
        const uint64_t key = key_of(&entries[i]);
        const size_t k = find_bucket(buckets, keys, key);

        if (!ctg__ask_at(asking, i))
            return 0;
        if (k == keys || buckets[k].key != key) {
            if (keys == MOST_KEYS)
                return 0;
            memmove(buckets + k + 1, buckets + k,
                    (keys++ - k) * sizeof *buckets);
            buckets[k] = (bucket){key, 0};
        }
        buckets[k].at++;
    }
    return keys;
}

/* Many accounts each lose by a few assets: one pass by channel and source does
 * what ten of merging would. False where these are many as well. */
static bool distribute(const ctg_entry *from, ctg_entry *to, size_t count,
                       ctg__asking *asking)
{
    bucket buckets[MOST_KEYS];
    const size_t keys = count_keys(from, count, asking, buckets);
    size_t next = 0;

    for (size_t k = 0; k < keys; k++) {
        const size_t here = buckets[k].at;

        buckets[k].at = next;
        next += here;
    }
    for (size_t i = 0; keys && i < count && ctg__ask_at(asking, i); i++)
        to[buckets[find_bucket(buckets, keys, key_of(&from[i]))].at++] =
            from[i];
    return keys > 0;
}

static bool has_many_runs(const ctg_entry *entries, size_t count)
{
    size_t at = 0;

    for (int runs = 0; runs < MANY_RUNS && at < count; runs++)
        at = run_end(entries, at, count);
    return at < count;
}

bool ctg__entries_are_sorted(const ctg_entry *entries, size_t count)
{
    return run_end(entries, 0, count) == count;
}

/* What phases post comes in long runs that are in order already. */
bool ctg__entries_sort(ctg_entry *entries, size_t count, ctg__asking *asking,
                       ctg_entry **scratch, size_t *scratch_room)
{
    ctg_entry *from = entries;
    ctg_entry *to;
    size_t runs = 2;

    if (ctg__entries_are_sorted(entries, count))
        return true;
    if (*scratch_room < count) {
        to = ctg__reallocate_array(*scratch, count, sizeof *to);
        if (!to)
            return false;
        *scratch = to;
        *scratch_room = count;
    }
    to = *scratch;
    if (has_many_runs(entries, count) &&
        distribute(entries, to, count, asking)) {
        from = to;
        to = entries;
        runs = ctg__entries_are_sorted(from, count) ? 1 : 2;
    }
    while (runs > 1) {
        ctg_entry *const sorted = to;

        runs = merge_runs(from, to, count, asking);
        to = from;
        from = sorted;
    }
    if (asking && atomic_load(&asking->stopped))
        return false;
    if (from != entries)
        memcpy(entries, from, count * sizeof *entries);
    return true;
}

size_t ctg__entries_drop(ctg_entry *entries, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (entries[i].amount != 0)
            entries[kept++] = entries[i];
    return kept;
}

size_t ctg__entries_merge(ctg_entry *entries, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (kept && entries[kept - 1].channel == entries[i].channel &&
            entries[kept - 1].source == entries[i].source &&
            entries[kept - 1].target == entries[i].target)
            entries[kept - 1].amount += entries[i].amount;
        else
            entries[kept++] = entries[i];
    }
    return kept;
}

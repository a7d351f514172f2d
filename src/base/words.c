#include "base/words.h"

#include <string.h>

#include "base/memory.h"

/*
 * Open addressing over slots that hold the word and the high half of its
 * hash, so that most misses never touch the text. Texts live in blocks that
 * never move.
 */
typedef struct slot {
    ctg_word word; /* 0: free */
    uint32_t mark;
} slot;

typedef struct block {
    struct block *older;
    size_t used;
    size_t size;
    char bytes[];
} block;

struct ctg__words {
    slot *slots;
    size_t slot_mask;
    const char **texts; /* by word */
    uint32_t *lengths;
    size_t count;
    size_t room;
    block *newest;
};

enum { FIRST_SLOTS = 64, FIRST_ROOM = 32, BLOCK_SIZE = 64 * 1024 };

uint64_t ctg__fnv1a(const char *bytes, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < length; i++) {
        hash ^= (unsigned char)bytes[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

static uint64_t load(const char *bytes, size_t length)
{
    uint64_t value = 0;

    memcpy(&value, bytes, length);
    return value;
}

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    hash ^= hash >> 32;
    return hash;
}

uint64_t ctg__hash(const char *bytes, size_t length)
{
    uint64_t hash = length * UINT64_C(0x9e3779b97f4a7c15);

    for (; length > 8; bytes += 8, length -= 8)
        hash = mix(hash ^ load(bytes, 8)) * UINT64_C(0x9e3779b97f4a7c15);
    hash = mix(hash ^ load(bytes, length));
    return mix(hash + UINT64_C(0x9e3779b97f4a7c15));
}

ctg__words *ctg__words_new(void)
{
    ctg__words *const words = ctg__allocate(sizeof *words);

    if (!words)
        return NULL;
    *words = (ctg__words){.count = 1, .room = FIRST_ROOM};
    words->slots = ctg__allocate_array(FIRST_SLOTS, sizeof *words->slots);
    words->texts = ctg__allocate_array(FIRST_ROOM, sizeof *words->texts);
    words->lengths = ctg__allocate_array(FIRST_ROOM, sizeof *words->lengths);
    if (!words->slots || !words->texts || !words->lengths) {
        ctg__words_free(words);
        return NULL;
    }
    memset(words->slots, 0, FIRST_SLOTS * sizeof *words->slots);
    words->slot_mask = FIRST_SLOTS - 1;
    words->texts[0] = "";
    words->lengths[0] = 0;
    return words;
}

void ctg__words_free(ctg__words *words)
{
    if (!words)
        return;
    while (words->newest) {
        block *const older = words->newest->older;

        ctg__release(words->newest);
        words->newest = older;
    }
    ctg__release(words->slots);
    ctg__release(words->texts);
    ctg__release(words->lengths);
    ctg__release(words);
}

static slot *find_slot(const ctg__words *words, const char *text,
                       size_t length, uint64_t hash)
{
    const uint32_t mark = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash & words->slot_mask;

    for (;; at = (at + 1) & words->slot_mask) {
        slot *const s = &words->slots[at];

        if (!s->word ||
            (s->mark == mark && words->lengths[s->word] == length &&
             memcmp(words->texts[s->word], text, length) == 0))
            return s;
    }
}

static int grow_slots(ctg__words *words)
{
    const size_t slot_count = 2 * (words->slot_mask + 1);
    slot *const slots = ctg__allocate_array(slot_count, sizeof *slots);

    if (!slots)
        return -1;
    memset(slots, 0, slot_count * sizeof *slots);
    ctg__release(words->slots);
    words->slots = slots;
    words->slot_mask = slot_count - 1;
    for (size_t word = 1; word < words->count; word++) {
        const uint64_t hash =
            ctg__hash(words->texts[word], words->lengths[word]);
        size_t at = (size_t)hash & words->slot_mask;

        while (slots[at].word)
            at = (at + 1) & words->slot_mask;
        slots[at] = (slot){(ctg_word)word, (uint32_t)(hash >> 32)};
    }
    return 0;
}

static int grow_texts(ctg__words *words)
{
    const size_t room = 2 * words->room;
    const char **const texts =
        ctg__reallocate_array(words->texts, room, sizeof *texts);
    uint32_t *lengths;

    if (!texts)
        return -1;
    words->texts = texts;
    lengths = ctg__reallocate_array(words->lengths, room, sizeof *lengths);
    if (!lengths)
        return -1;
    words->lengths = lengths;
    words->room = room;
    return 0;
}

static const char *keep_text(ctg__words *words, const char *text,
                             size_t length)
{
    block *b = words->newest;
    char *kept;

    if (!b || b->size - b->used < length + 1) {
        const size_t size = length + 1 > BLOCK_SIZE ? length + 1 : BLOCK_SIZE;

        b = ctg__allocate(sizeof *b + size);
        if (!b)
            return NULL;
        b->older = words->newest;
        b->used = 0;
        b->size = size;
        words->newest = b;
    }
    kept = b->bytes + b->used;
    memcpy(kept, text, length);
    kept[length] = '\0';
    b->used += length + 1;
    return kept;
}

ctg_word ctg__words_add(ctg__words *words, const char *text, size_t length)
{
    uint64_t hash;
    slot *s;
    const char *kept;

    if (!length)
        return 0;
    hash = ctg__hash(text, length);
    s = find_slot(words, text, length, hash);
    if (s->word)
        return s->word;
    if (length >= UINT32_MAX || words->count >= CTG__NO_WORD)
        return CTG__NO_WORD;
    if (words->count == words->room && grow_texts(words))
        return CTG__NO_WORD;
    if (2 * words->count > words->slot_mask) {
        if (grow_slots(words))
            return CTG__NO_WORD;
        s = find_slot(words, text, length, hash);
    }
    kept = keep_text(words, text, length);
    if (!kept)
        return CTG__NO_WORD;
    words->texts[words->count] = kept;
    words->lengths[words->count] = (uint32_t)length;
    *s = (slot){(ctg_word)words->count, (uint32_t)(hash >> 32)};
    return (ctg_word)words->count++;
}

ctg_word ctg__words_find(const ctg__words *words, const char *text,
                         size_t length)
{
    const slot *s;

    if (!length)
        return 0;
    s = find_slot(words, text, length, ctg__hash(text, length));
    return s->word ? s->word : CTG__NO_WORD;
}

const char *ctg__words_text(const ctg__words *words, ctg_word word)
{
    return words->texts[word];
}

size_t ctg__words_count(const ctg__words *words)
{
    return words->count;
}

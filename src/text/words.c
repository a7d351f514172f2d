#include "text/words.h"

#include <string.h>

#include "base/assert.h"
#include "base/memory.h"

/*
 * Open addressing. A slot holds the whole of a short text, so that finding it
 * is one look into memory, which can be asked for ahead. Texts live in blocks
 * that never move.
 */
enum { HEAD_WORDS = 3, HEAD_SIZE = 8 * HEAD_WORDS };

typedef struct slot {
    uint64_t head[HEAD_WORDS]; /* the text's first bytes, then zeros */
    uint32_t length;
    ctg_word word; /* 0: free */
} slot;

#if defined(__GNUC__)
#define CTG__PREFETCH(address) __builtin_prefetch(address)
#else
#define CTG__PREFETCH(address) ((void)(address))
#endif

typedef struct block {
    struct block *older;
    size_t used;
    size_t size;
    char bytes[];
} block;

struct ctg__words {
    slot *slots;      /* aligned, so that none lies across cache lines */
    void *slot_block; /* what they lie in */
    size_t slot_mask;
    ctg__texts first;   /* the words up to first.count; often none */
    const char **texts; /* of all others, by word less first.count */
    size_t count;       /* with the first ones */
    size_t room;        /* of `texts` */
    block *newest;
};

enum {
    FIRST_SLOTS = 64,
    FIRST_ROOM = 32,
    BLOCK_SIZE = 64 * 1024,
    CACHE_LINE = 64
};

uint64_t ctg__fnv1a(const char *bytes, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < length; i++) {
        hash ^= (unsigned char)bytes[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

static uint64_t load_whole(const char *bytes)
{
    uint64_t value;

    memcpy(&value, bytes, sizeof value);
    return value;
}

/* 0 to 8 bytes, the rest zeros, without calls or loops. */
static uint64_t load(const char *bytes, size_t length)
{
    const unsigned char *const u = (const unsigned char *)bytes;
    uint32_t low;
    uint32_t high;

    if (length == 8)
        return load_whole(bytes);
    if (length >= 4) {
        memcpy(&low, bytes, sizeof low);
        memcpy(&high, bytes + length - 4, sizeof high);
        return (uint64_t)low | (uint64_t)high << (8 * (length - 4));
    }
    if (!length)
        return 0;
    return (uint64_t)u[0] | (uint64_t)u[length / 2] << (8 * (length / 2)) |
           (uint64_t)u[length - 1] << (8 * (length - 1));
}

#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15)

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    hash ^= hash >> 32;
    return hash;
}

uint64_t ctg__hash(const char *bytes, size_t length)
{
    uint64_t hash = length * MULTIPLIER;

    for (; length > 8; bytes += 8, length -= 8)
        hash = mix(hash ^ load_whole(bytes)) * MULTIPLIER;
    hash = mix(hash ^ load(bytes, length));
    return mix(hash + MULTIPLIER);
}

/* `count` free slots, in `*whole`; NULL when out of memory. */
static slot *make_slots(size_t count, void **whole)
{
    char *const memory =
        ctg__allocate_zeroed(count * sizeof(slot) + CACHE_LINE);

    if (!memory)
        return NULL;
    *whole = memory;
    return (void *)(memory + CACHE_LINE - (uintptr_t)memory % CACHE_LINE);
}

static ctg__words *make_words(const ctg__texts *first)
{
    ctg__words *const words = ctg__allocate(sizeof *words);

    if (!words)
        return NULL;
    *words = (ctg__words){
        .first = *first, .count = first->count, .room = FIRST_ROOM};
    words->slots = make_slots(FIRST_SLOTS, &words->slot_block);
    words->texts = ctg__allocate_array(FIRST_ROOM, sizeof *words->texts);
    if (!words->slots || !words->texts) {
        ctg__words_free(words);
        return NULL;
    }
    words->slot_mask = FIRST_SLOTS - 1;
    return words;
}

ctg__words *ctg__words_new(void)
{
    ctg__words *const words = make_words(&(ctg__texts){0});

    if (words)
        words->texts[words->count++] = "";
    return words;
}

ctg__words *ctg__words_over(const ctg__texts *texts)
{
    return make_words(texts);
}

bool ctg__words_fine(const ctg__words *words)
{
    return !words->first.count || ctg__texts_fine(&words->first);
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
    ctg__release(words->slot_block);
    ctg__release(words->texts);
    ctg__release(words);
}

static void take_head(const char *text, size_t length,
                      uint64_t head[HEAD_WORDS])
{
    for (size_t i = 0; i < HEAD_WORDS; i++) {
        const size_t left = length > 8 * i ? length - 8 * i : 0;

        head[i] = left ? load(text + 8 * i, left < 8 ? left : 8) : 0;
    }
}

static size_t own_count(const ctg__words *words)
{
    return words->count - words->first.count;
}

/* Of a word that is none of the first. */
static const char *own_text(const ctg__words *words, ctg_word word)
{
    CTG__ASSERT(word >= words->first.count && word < words->count);
    return words->texts[word - words->first.count];
}

/* Two slots share a cache line: both are tried before the next line is. */
static size_t next_slot(size_t at, size_t tried, size_t mask)
{
    return tried % 2 ? at ^ 1 : ((at ^ 1) + 2) & mask;
}

static slot *find_slot(const ctg__words *words, const char *text, size_t length,
                       uint64_t hash)
{
    size_t at = (size_t)hash & words->slot_mask;
    uint64_t head[HEAD_WORDS];

    take_head(text, length, head);
    /* Half of the slots are free, so the search ends. */
    CTG__ASSERT(2 * own_count(words) <= words->slot_mask + 2);
    for (size_t tried = 1;; at = next_slot(at, tried++, words->slot_mask)) {
        slot *const s = &words->slots[at];

        if (!s->word)
            return s;
        if (s->length == length && s->head[0] == head[0] &&
            s->head[1] == head[1] && s->head[2] == head[2] &&
            (length <= HEAD_SIZE ||
             memcmp(own_text(words, s->word) + HEAD_SIZE, text + HEAD_SIZE,
                    length - HEAD_SIZE) == 0))
            return s;
    }
}

/* ctg__hash of the slot's text, without a look elsewhere where it is short. */
static uint64_t hash_of(const ctg__words *words, const slot *s)
{
    const uint64_t *head = s->head;
    uint64_t hash = s->length * MULTIPLIER;

    if (s->length > HEAD_SIZE)
        return ctg__hash(own_text(words, s->word), s->length);
    for (size_t left = s->length; left > 8; left -= 8)
        hash = mix(hash ^ *head++) * MULTIPLIER;
    return mix(mix(hash ^ *head) + MULTIPLIER);
}

static int grow_slots(ctg__words *words, size_t slot_count)
{
    void *whole;
    slot *const slots = make_slots(slot_count, &whole);

    if (!slots)
        return -1;
    for (size_t old = 0; old <= words->slot_mask; old++) {
        const slot *const s = &words->slots[old];
        size_t at;

        if (!s->word)
            continue;
        at = (size_t)hash_of(words, s) & (slot_count - 1);
        for (size_t tried = 1; slots[at].word; tried++)
            at = next_slot(at, tried, slot_count - 1);
        slots[at] = *s;
    }
    ctg__release(words->slot_block);
    words->slot_block = whole;
    words->slots = slots;
    words->slot_mask = slot_count - 1;
    return 0;
}

static int grow_texts(ctg__words *words, size_t room)
{
    const char **const texts =
        ctg__reallocate_array(words->texts, room, sizeof *texts);

    if (!texts)
        return -1;
    words->texts = texts;
    words->room = room;
    return 0;
}

int ctg__words_reserve(ctg__words *words, size_t more)
{
    const size_t count = own_count(words) + more;
    size_t slot_count = words->slot_mask + 1;
    size_t room = words->room;

    while (slot_count / 2 < count)
        slot_count *= 2;
    while (room < count)
        room *= 2;
    return (slot_count > words->slot_mask + 1 &&
            grow_slots(words, slot_count)) ||
                   (room > words->room && grow_texts(words, room))
               ? -1
               : 0;
}

static const char *keep_text(ctg__words *words, const char *text, size_t length)
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

ctg_word ctg__words_add_hashed(ctg__words *words, const char *text,
                               size_t length, uint64_t hash)
{
    ctg_word word = 0;
    slot *s;
    const char *kept;

    if (!length)
        return 0;
    if (words->first.count)
        word = ctg__texts_find(&words->first, text, length, hash);
    if (word)
        return word;
    s = find_slot(words, text, length, hash);
    if (s->word)
        return s->word;
    if (length >= UINT32_MAX || words->count >= CTG__NO_WORD)
        return CTG__NO_WORD;
    if (own_count(words) == words->room && grow_texts(words, 2 * words->room))
        return CTG__NO_WORD;
    if (2 * own_count(words) > words->slot_mask) {
        if (grow_slots(words, 2 * (words->slot_mask + 1)))
            return CTG__NO_WORD;
        s = find_slot(words, text, length, hash);
    }
    kept = keep_text(words, text, length);
    if (!kept)
        return CTG__NO_WORD;
    words->texts[own_count(words)] = kept;
    take_head(text, length, s->head);
    s->length = (uint32_t)length;
    s->word = (ctg_word)words->count;
    return (ctg_word)words->count++;
}

ctg_word ctg__words_add(ctg__words *words, const char *text, size_t length)
{
    return ctg__words_add_hashed(words, text, length, ctg__hash(text, length));
}

ctg_word ctg__words_find_hashed(const ctg__words *words, const char *text,
                                size_t length, uint64_t hash)
{
    ctg_word word = 0;

    if (!length)
        return 0;
    if (words->first.count)
        word = ctg__texts_find(&words->first, text, length, hash);
    if (!word)
        word = find_slot(words, text, length, hash)->word;
    return word ? word : CTG__NO_WORD;
}

ctg_word ctg__words_find(const ctg__words *words, const char *text,
                         size_t length)
{
    return ctg__words_find_hashed(words, text, length, ctg__hash(text, length));
}

void ctg__words_prefetch(const ctg__words *words, uint64_t hash)
{
    CTG__PREFETCH(&words->slots[(size_t)hash & words->slot_mask]);
}

const char *ctg__words_text(const ctg__words *words, ctg_word word)
{
    if (word < words->first.count)
        return ctg__texts_get(&words->first, word);
    return word < words->count ? own_text(words, word) : "";
}

const char *ctg__words_text_length(const ctg__words *words, ctg_word word,
                                   size_t *length)
{
    const char *const text = ctg__words_text(words, word);

    *length = word < words->first.count ? ctg__texts_length(&words->first, word)
                                        : strlen(text);
    return text;
}

void ctg__words_prefetch_text(const ctg__words *words, ctg_word word)
{
    if (word < words->count)
        CTG__PREFETCH(ctg__words_text(words, word));
}

size_t ctg__words_count(const ctg__words *words)
{
    return words->count;
}

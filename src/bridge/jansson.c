#include "bridge/jansson.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "bridge/lock.h"
#include "text/utf8.h"

static void place_fault(const char *bytes, size_t position,
                        ctg__json_fault *fault)
{
    size_t start = 0;

    fault->line = 1;
    for (size_t i = 0; i < position; i++)
        if (bytes[i] == '\n') {
            fault->line++;
            start = i + 1;
        }
    fault->column = position - start + 1;
}

/* One line, whatever of the file is quoted in the message. */
static void clean(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = ' ';
}

/*
 * jansson goes on when it cannot keep a byte of a long word, and if that was
 * the quote that ends it, it looks for the end in what lies behind. So what it
 * asks for is watched while it parses, under the bridge's lock: once there is
 * no memory, the document ends for it, and what it still needs for the piece
 * that it has read comes from a reserve. What it gets before and gives back
 * stays the caller's own memory. It takes some for every value: a good time to
 * ask whether to go on.
 */
static json_malloc_t take_memory;
static json_free_t give_memory;
static ctg__asking *asks; /* NULL: nobody */
static size_t taken;
static bool ran_out;

enum {
    PIECE = 1024,       /* what jansson reads at once, at most */
    RESERVE = 1u << 20, /* for a piece of opening brackets, and for words */
    WORD = 1u << 15     /* of a length that the reserve is enough for */
};

static alignas(max_align_t) char reserve[RESERVE];
static size_t reserve_used;
static char *long_word; /* memory for the words of a document with long ones */
static size_t long_word_size;
static bool long_word_used;

static bool is_reserve(const void *memory)
{
    return (memory && memory == long_word) ||
           ((const char *)memory >= reserve &&
            (const char *)memory < reserve + RESERVE);
}

static void *take_reserve(size_t size)
{
    enum { ALIGN = alignof(max_align_t) };
    const size_t room = RESERVE - reserve_used;
    char *memory = NULL;

    if (size <= room && room - size >= ALIGN) {
        memory = reserve + reserve_used;
        reserve_used += (size + ALIGN - 1) / ALIGN * ALIGN;
    } else if (size <= long_word_size && !long_word_used) {
        memory = long_word;
        long_word_used = true;
    }
    return memory;
}

static void *watched(size_t size)
{
    enum { SELDOM = 4096 };
    void *memory = NULL;

    if (!ran_out && (!asks || ++taken % SELDOM || ctg__ask(asks, 0, 0)))
        memory = take_memory(size);
    if (memory)
        return memory;
    ran_out = true;
    return take_reserve(size);
}

static void give_watched(void *memory)
{
    if (!is_reserve(memory))
        give_memory(memory);
}

typedef struct unread {
    const char *bytes;
    size_t length;
} unread;

static size_t read_piece(void *buffer, size_t room, void *data)
{
    unread *const left = data;
    size_t count = room < PIECE ? room : PIECE;

    if (ran_out)
        return 0;
    if (count > left->length)
        count = left->length;
    memcpy(buffer, left->bytes, count);
    left->bytes += count;
    left->length -= count;
    return count;
}

/* No word of a document is longer: the most bytes between two quotes, those
 * behind a backslash not counted. */
static size_t longest_word(const char *bytes, size_t length)
{
    const char *const end = bytes + length;
    const char *start = bytes;
    size_t longest = 0;

    while (bytes < end) {
        const char *const quote = memchr(bytes, '"', (size_t)(end - bytes));

        bytes = quote ? quote + 1 : end;
        if (quote && quote > start && quote[-1] == '\\')
            continue;
        if ((size_t)(bytes - start) > longest)
            longest = (size_t)(bytes - start);
        start = bytes;
    }
    return longest;
}

static json_t *parse_watched(unread *from, json_error_t *found)
{
    json_t *parsed;

    json_get_alloc_funcs(&take_memory, &give_memory);
    json_set_alloc_funcs(watched, give_watched);
    parsed = json_load_callback(
        read_piece, from, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL,
        found);
    if (ran_out) {
        json_decref(parsed);
        parsed = NULL;
    }
    json_set_alloc_funcs(take_memory, give_memory);
    return parsed;
}

static json_t *parse(const char *bytes, size_t length, ctg__asking *asking,
                     json_error_t *found, bool *out_of_memory)
{
    const size_t word = longest_word(bytes, length);
    unread from = {bytes, length};
    json_t *parsed = NULL;

    ctg__bridge_enter();
    asks = asking;
    taken = 0;
    reserve_used = 0;
    long_word_used = false;
    long_word_size = word > WORD ? 4 * word : 0;
    long_word = long_word_size ? ctg__allocate(long_word_size) : NULL;
    ran_out = long_word_size && !long_word;
    if (!ran_out)
        parsed = parse_watched(&from, found);
    *out_of_memory = ran_out;
    ctg__release(long_word);
    long_word = NULL;
    ctg__bridge_leave();
    return parsed;
}

ctg_status ctg__json_parse(const char *bytes, size_t length, json_t **value,
                           ctg__json_fault *fault, ctg_error *error)
{
    return ctg__json_parse_asking(bytes, length, NULL, value, fault, error);
}

ctg_status ctg__json_parse_asking(const char *bytes, size_t length,
                                  ctg__asking *asking, json_t **value,
                                  ctg__json_fault *fault, ctg_error *error)
{
    const size_t mark = ctg__utf8_mark(bytes, length);
    json_error_t found;
    bool out_of_memory;
    json_t *const parsed =
        parse(bytes + mark, length - mark, asking, &found, &out_of_memory);
    size_t position;

    if (out_of_memory) {
        if (asking && atomic_load(&asking->stopped))
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        return ctg__fail_memory(error);
    }
    if (parsed) {
        *value = parsed;
        return CTG_OK;
    }
    position = found.position > 0 ? (size_t)found.position : 0;
    if (position > length - mark)
        position = length - mark;
    /* It stands behind what it could not take, but before what is no UTF-8. */
    if (position && json_error_code(&found) != json_error_invalid_utf8)
        position--;
    place_fault(bytes, mark + position, fault);
    if (json_error_code(&found) == json_error_null_character)
        snprintf(fault->text, sizeof fault->text, "a NUL in a string");
    else
        snprintf(fault->text, sizeof fault->text, "%s", found.text);
    clean(fault->text);
    return CTG_BAD_INPUT;
}

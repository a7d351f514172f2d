#include "bridge/jansson.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

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
 * jansson goes on when it cannot keep a byte of a long word, and takes the rest
 * for all of it. So what it asks for is watched while it parses, under the
 * bridge's lock; what it gets and gives back stays the caller's own memory. It
 * takes some for every value: a good time to ask whether to go on.
 */
static json_malloc_t take_memory;
static ctg__asking *asks; /* NULL: nobody */
static size_t taken;
static bool ran_out;

static void *watched(size_t size)
{
    enum { SELDOM = 4096 };
    void *memory = NULL;

    if (!asks || ++taken % SELDOM || ctg__ask(asks, 0, 0))
        memory = take_memory(size);
    if (!memory)
        ran_out = true;
    return memory;
}

static json_t *parse(const char *bytes, size_t length, ctg__asking *asking,
                     json_error_t *found, bool *out_of_memory)
{
    json_free_t give_back;
    json_t *parsed;

    ctg__bridge_enter();
    json_get_alloc_funcs(&take_memory, &give_back);
    asks = asking;
    taken = 0;
    ran_out = false;
    json_set_alloc_funcs(watched, give_back);
    parsed = json_loadb(
        bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, found);
    json_set_alloc_funcs(take_memory, give_back);
    *out_of_memory = ran_out;
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
        json_decref(parsed);
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

#include "bridge/json.h"

#include <stdio.h>
#include <string.h>

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

ctg_status ctg__json_parse(const char *bytes, size_t length, json_t **value,
                           ctg__json_fault *fault, ctg_error *error)
{
    const size_t mark =
        length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    json_error_t found;
    json_t *const parsed =
        json_loadb(bytes + mark, length - mark,
                   JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &found);
    size_t position;

    if (parsed) {
        *value = parsed;
        return CTG_OK;
    }
    if (json_error_code(&found) == json_error_out_of_memory)
        return ctg__fail_memory(error);
    position = found.position > 0 ? (size_t)found.position : 0;
    if (position > length - mark)
        position = length - mark;
    /* It stands behind what it could not take. */
    place_fault(bytes, mark + (position ? position - 1 : 0), fault);
    if (json_error_code(&found) == json_error_null_character)
        snprintf(fault->text, sizeof fault->text, "a NUL in a string");
    else
        snprintf(fault->text, sizeof fault->text, "%s", found.text);
    clean(fault->text);
    return CTG_BAD_INPUT;
}

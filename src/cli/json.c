#include "cli/json.h"

#include <contagraph/text.h>

#include <math.h>
#include <stddef.h>

/* Bytes of the UTF-8 character here; 0 if there is none. */
static size_t character_length(const unsigned char *at)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length;
    unsigned point;

    if (at[0] < 0x80)
        return 1;
    length = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : at[0] >= 0xC0 ? 2 : 0;
    if (length == 0 || at[0] >= 0xF8)
        return 0;
    point = at[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        point = point << 6 | (at[i] & 0x3Fu);
    }
    if (point < least[length] || point > 0x10FFFF ||
        (point >= 0xD800 && point < 0xE000))
        return 0;
    return length;
}

void json_write_text(FILE *file, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    fputc('"', file);
    while (*at) {
        const size_t length = character_length(at);

        if (length == 0) {
            fputs("\\ufffd", file);
            at++;
        } else if (*at < 0x20 || *at == 0x7F) {
            fprintf(file, "\\u%04x", *at++);
        } else if (*at == '"' || *at == '\\') {
            fputc('\\', file);
            fputc(*at++, file);
        } else {
            fwrite(at, 1, length, file);
            at += length;
        }
    }
    fputc('"', file);
}

void json_write_number(FILE *file, double number)
{
    char text[32];

    if (!isfinite(number)) {
        fputs("null", file);
        return;
    }
    ctg_text_number(text, number);
    fputs(text, file);
}

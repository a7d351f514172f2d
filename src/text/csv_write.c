/* Cells of CSV as RFC 4180 says. */
#include <string.h>

#include "text/csv.h"

/* Quotes also keep blanks at the ends, which readers take away, and what other
 * programs take for separators. */
static bool needs_quotes(const char *cell, size_t length)
{
    return cell[strcspn(cell, ",\"\r\n;\t")] ||
           (length && (*cell == ' ' || cell[length - 1] == ' '));
}

void ctg__csv_write_cell(const char *cell, FILE *file)
{
    const size_t length = strlen(cell);

    if (!needs_quotes(cell, length)) {
        fwrite(cell, 1, length, file);
        return;
    }
    putc('"', file);
    for (; *cell; cell++) {
        if (*cell == '"')
            putc('"', file);
        putc(*cell, file);
    }
    putc('"', file);
}

void ctg__csv_add_cell(ctg__text *text, const char *cell)
{
    const size_t length = strlen(cell);

    if (!needs_quotes(cell, length)) {
        ctg__text_add_bytes(text, cell, length);
        return;
    }
    ctg__text_add_char(text, '"');
    for (; *cell; cell++) {
        if (*cell == '"')
            ctg__text_add_char(text, '"');
        ctg__text_add_char(text, *cell);
    }
    ctg__text_add_char(text, '"');
}

#include "cli/wrap.h"

#include <string.h>

enum { COLUMNS = 80, TERM_INDENT = 16 };

void wrap_text(FILE *file, const char *text, int column, int indent)
{
    while (*text) {
        const char *const end = text + strcspn(text, " ");
        const int length = (int)(end - text);

        if (column > indent && column + 1 + length > COLUMNS - 1) {
            fprintf(file, "\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', file);
            column++;
        }
        fprintf(file, "%.*s", length, text);
        column += length;
        text = end + strspn(end, " ");
    }
    fputc('\n', file);
}

void wrap_term(FILE *file, const char *term, const char *meaning)
{
    const int length = fprintf(file, "  %s", term);

    if (length + 2 > TERM_INDENT)
        fprintf(file, "\n%*s", TERM_INDENT, "");
    else
        fprintf(file, "%*s", TERM_INDENT - length, "");
    wrap_text(file, meaning, TERM_INDENT, TERM_INDENT);
}

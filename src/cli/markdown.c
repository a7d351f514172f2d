#include "cli/markdown.h"

#include <contagraph/text.h>

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/table.h"

void markdown_write_title(FILE *file, const char *what, const ctg_graph *graph)
{
    const char *const title = graph ? ctg_graph_about(graph)->title : NULL;

    fprintf(file, "## %s", what);
    if (title && *title) {
        fputs(": ", file);
        table_write_md_text(file, title);
    }
    fputs("\n\n", file);
}

void markdown_write_code(FILE *file, const char *text)
{
    const size_t room = 3 * strlen(text) + 1; /* a bad byte becomes three */
    char *const shown = heap_take(room);

    heap_name(shown, room, text, 0, false);
    for (char *at = shown; *at; at++)
        if (*at == '`') /* it would end the code */
            *at = '\'';
    fprintf(file, "`%s`", shown);
    free(shown);
}

void markdown_write_fact(FILE *file, const char *name, const char *value)
{
    fprintf(file, "| %s | ", name);
    table_write_md_text(file, value);
    fputs(" |\n", file);
}

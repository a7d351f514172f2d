/* Places of rows that no line of a file holds. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/graph_format.h"

typedef struct implied {
    ctg__source source;
    char shown[];
} implied;

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    (void)row;
    (void)column;
    snprintf(text, size, "%s", ((const implied *)(const void *)source)->shown);
}

static void release(ctg__source *source)
{
    ctg__release(source);
}

ctg_status ctg__implied_source(const char *shown, ctg__rows *rows,
                               ctg_error *error)
{
    const size_t length = strlen(shown);
    implied *const made = ctg__allocate(sizeof *made + length + 1);

    if (!made)
        return ctg__fail_memory(error);
    made->source = (ctg__source){place, release};
    memcpy(made->shown, shown, length + 1);
    rows->source = &made->source;
    return CTG_OK;
}

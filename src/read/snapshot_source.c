/* Where the rows of a snapshot are, for messages: it has their numbers alone.
 */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/snapshot.h"

typedef struct row_source {
    ctg__source source;
    ctg_table table;
    char shown[];
} row_source;

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const row_source *const self = (const void *)source;

    snprintf(text, size, "%s: %s row %zu%s%s", self->shown,
             ctg_table_name(self->table), row + 1, column ? ", " : "",
             column ? column : "");
}

static void release_source(ctg__source *source)
{
    ctg__release(source);
}

ctg_status ctg__snapshot_source(const char *shown, ctg_table table,
                                ctg_graph *graph, ctg_error *error)
{
    row_source *const made = ctg__allocate(sizeof *made + strlen(shown) + 1);

    if (!made)
        return ctg__fail_memory(error);
    *made = (row_source){.source = {place, release_source}, .table = table};
    memcpy(made->shown, shown, strlen(shown) + 1);
    graph->tables[table].source = &made->source;
    return CTG_OK;
}

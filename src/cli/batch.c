/* Rows of a sweep kept until as many as fit are run together. */
#include "cli/batch.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"

bool batch_is_full(const batch *rows)
{
    return rows->count == rows->most;
}

void batch_add(batch *rows, const ctg_scenario_row *row)
{
    const size_t at = rows->count++;

    rows->lines[at] = row->line;
    rows->ids[at] = heap_copy(row->id);
    rows->edits[at] = *row->edits ? heap_copy(row->edits) : NULL;
    rows->scenarios[at] = row->scenario;
}

void batch_clear(batch *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        ctg_scenario_free(rows->scenarios[i]);
        free(rows->ids[i]);
        free(rows->edits[i]);
    }
    rows->count = 0;
}

bool batch_same_edits(const batch *rows, size_t one, size_t other)
{
    const char *const a = rows->edits[one];
    const char *const b = rows->edits[other];

    return a && b ? strcmp(a, b) == 0 : a == b;
}

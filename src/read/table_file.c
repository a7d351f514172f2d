#include "read/table_file.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "read/csv_table.h"

bool ctg__table_called(const char *name, size_t length, ctg_table *table)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const char *const known = ctg_table_name((ctg_table)t);

        if (strlen(known) != length || memcmp(name, known, length) != 0)
            continue;
        *table = (ctg_table)t;
        return true;
    }
    return false;
}

/* `exposure`, `Nodes`: meant as a table's name, and none as it stands. */
static bool table_nearly_called(const char *name, size_t length)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const char *const known = ctg_table_name((ctg_table)t);
        const size_t known_length = strlen(known);

        if (length == known_length && strncasecmp(name, known, length) == 0)
            return memcmp(name, known, length) != 0;
        if (length == known_length - 1 && strncasecmp(name, known, length) == 0)
            return true;
    }
    return false;
}

/* The length up to ".csv"; 0 for other names. */
static size_t stem_length(const char *name)
{
    const size_t length = strlen(name);

    if (length < 5 || strcasecmp(name + length - 4, ".csv") != 0)
        return 0;
    return length - 4;
}

bool ctg__table_file(const char *name, ctg_table *table)
{
    const size_t length = stem_length(name);

    return length && strcmp(name + length, ".csv") == 0 &&
           ctg__table_called(name, length, table);
}

bool ctg__table_nearly_file(const char *name)
{
    const size_t length = stem_length(name);
    ctg_table table;

    if (!length)
        return false;
    if (ctg__table_called(name, length, &table))
        return strcmp(name + length, ".csv") != 0;
    return table_nearly_called(name, length);
}

ctg_status ctg__part_set(ctg__part *part, const ctg__input *input,
                         const char *name, char *bytes, size_t length,
                         ctg_error *error)
{
    const size_t room = strlen(input->shown) + strlen(name) + 2;

    part->shown = ctg__allocate(room);
    if (!part->shown) {
        ctg__release(bytes);
        return ctg__fail_memory(error);
    }
    snprintf(part->shown, room, "%s:%s", input->shown, name);
    part->bytes = bytes;
    part->length = length;
    return CTG_OK;
}

void ctg__part_clear(ctg__part *part)
{
    ctg__release(part->bytes);
    ctg__release(part->shown);
    *part = (ctg__part){0};
}

ctg_status ctg__part_read_table(ctg__part *part, ctg_table table,
                                ctg__input *input, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error)
{
    ctg__content content = {
        .bytes = part->bytes,
        .held = part->bytes,
        .length = part->length,
    };
    const ctg__csv_job job = {
        .path = input->path,
        .shown = part->shown,
        .content = &content,
        .table = table,
        .input = input,
    };
    ctg_status status;

    part->bytes = NULL;
    status = ctg__csv_read_table(&job, graph, problems, error);
    ctg__content_close(&content);
    return status;
}

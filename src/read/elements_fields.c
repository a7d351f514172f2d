/* Cells of nodes and edges from the attributes that files give them. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/message.h"
#include "read/elements.h"

void ctg__elements_blame(const ctg__elements *elements, size_t line,
                         const char *format, ...)
{
    char text[300];
    char where[512];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    if (line)
        snprintf(where, sizeof where, "%s:%zu", elements->input->shown, line);
    ctg__problem_add(elements->problems, CTG_REJECTED,
                     line ? where : elements->input->shown, "%s", text);
}

/* An amount that was refused is not missed as well when the edges are over. */
static void not_missing(ctg_graph *graph, size_t row)
{
    graph->tables[CTG_EXPOSURES].columns[CTG__EXPOSURE_AMOUNT].number[row] = 0;
}

ctg_status ctg__elements_set(ctg__elements *elements, ctg_table table,
                             size_t row, size_t column, const char *value,
                             size_t length, ctg_error *error)
{
    ctg_error fault;
    const ctg_status status = ctg__graph_set_text(
        elements->graph, table, row, column, value, length, &fault);

    if (status != CTG_BAD_INPUT)
        return status ? ctg__fail_as(error, &fault) : CTG_OK;
    ctg__graph_blame(elements->graph, table, row, column, elements->problems,
                     CTG_REJECTED, "%s", fault.message);
    if (table == CTG_EXPOSURES && column == CTG__EXPOSURE_AMOUNT)
        not_missing(elements->graph, row);
    return CTG_OK;
}

/* An attribute that is there more than once, when it comes first, or that is no
 * text: a problem if it counts, else left out. */
static void leave_out(ctg__elements *elements, const ctg__field *field,
                      size_t row)
{
    ctg__fields *const fields = &elements->fields;
    ctg__field_name *const name = ctg__fields_name(fields, field);
    const size_t times = name->times;
    const char *const why =
        times > 1 ? "is there twice" : "has parts, not a value";

    CTG__ASSERT(field->nested || times != 1);
    if (!times)
        return; /* said */
    name->times = 0;
    if (!name->needed) {
        ctg__left_out_add(&elements->left_out, name->own, strlen(name->own),
                          times > 1 ? "repeated" : "nested", 1);
        return;
    }
    if (row == SIZE_MAX) {
        ctg__elements_blame(elements, elements->line, "'%s' %s", name->own,
                            why);
        return;
    }
    ctg__graph_blame(elements->graph, fields->table, row, SIZE_MAX,
                     elements->problems, CTG_REJECTED, "'%s' %s", name->own,
                     why);
    if (fields->table == CTG_EXPOSURES && strcmp(name->mapped, "amount") == 0)
        not_missing(elements->graph, row);
}

static ctg_status set_field(ctg__elements *elements, const ctg__field *field,
                            const char *text, size_t row, ctg_error *error)
{
    ctg_graph *const graph = elements->graph;
    const ctg_table table = elements->fields.table;
    ctg__field_name *const name = ctg__fields_name(&elements->fields, field);
    ctg_status status = CTG_OK;

    if (!field->length || name->names)
        return CTG_OK;
    if (name->refusal) {
        if (!name->said)
            ctg__graph_blame(graph, table, row, SIZE_MAX, elements->problems,
                             CTG_REJECTED, "%s", name->refusal);
        name->said = true;
        if (table == CTG_EXPOSURES)
            not_missing(graph, row);
        return CTG_OK;
    }
    if (name->bad || name->is_end) {
        ctg__graph_blame(graph, table, row, SIZE_MAX, elements->problems,
                         CTG_REJECTED,
                         name->bad ? "an attribute's name is no valid text: "
                                     "'%s'"
                                   : "attribute '%s' is what the edge's ends "
                                     "say",
                         name->own);
        return CTG_OK;
    }
    if (name->column == SIZE_MAX)
        status =
            ctg__graph_need_column(graph, table, name->mapped,
                                   strlen(name->mapped), &name->column, error);
    return status ? status
                  : ctg__elements_set(elements, table, row, name->column, text,
                                      field->length, error);
}

ctg_status ctg__elements_set_fields(ctg__elements *elements, size_t row,
                                    ctg_error *error)
{
    ctg__fields *const fields = &elements->fields;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < fields->count; i++) {
        const ctg__field *const field = &fields->items[i];
        const ctg__field_name *const name = ctg__fields_name(fields, field);

        if (field->nested || name->times != 1)
            leave_out(elements, field, row);
        else if (row != SIZE_MAX)
            status = set_field(elements, field, fields->texts.bytes + field->at,
                               row, error);
        else if (field->length && !name->names)
            ctg__left_out_add(&elements->left_out, name->own, strlen(name->own),
                              "nodes are given apart", 1);
    }
    return status;
}

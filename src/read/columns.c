#include "read/columns.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "read/column_name.h"

/* A name met before, and what it was taken for. */
struct ctg__named {
    char *name;
    size_t length;
    size_t index; /* SIZE_MAX: refused, or nothing */
    bool taken;
};

/* What people call the ends and the amount of an exposure. */
static const struct synonym {
    const char *name;
    size_t column;
    bool directed; /* it says itself who owes whom */
} synonyms[] = {
    {"borrower", CTG__EXPOSURE_DEBTOR, true},
    {"lender", CTG__EXPOSURE_CREDITOR, true},
    {"source", CTG__EXPOSURE_DEBTOR, false},
    {"target", CTG__EXPOSURE_CREDITOR, false},
    {"from", CTG__EXPOSURE_DEBTOR, false},
    {"to", CTG__EXPOSURE_CREDITOR, false},
    {"weight", CTG__EXPOSURE_AMOUNT, false},
    {"value", CTG__EXPOSURE_AMOUNT, false},
    {"exposure", CTG__EXPOSURE_AMOUNT, false},
    {"notional", CTG__EXPOSURE_AMOUNT, false},
};

static void trim(const char **name, size_t *length)
{
    while (*length && (**name == ' ' || **name == '\t')) {
        ++*name;
        --*length;
    }
    while (*length &&
           ((*name)[*length - 1] == ' ' || (*name)[*length - 1] == '\t'))
        --*length;
}

ctg__columns ctg__columns_begin(ctg__input *input, ctg_graph *graph,
                                ctg_table table, ctg_problems *problems)
{
    return (ctg__columns){
        .input = input, .graph = graph, .problems = problems, .table = table};
}

void ctg__columns_clear(ctg__columns *columns)
{
    for (size_t i = 0; i < columns->named_count; i++)
        ctg__release(columns->named[i].name);
    ctg__release(columns->named);
    ctg__text_clear(&columns->header);
    *columns = (ctg__columns){0};
}

static ctg__named *find_named(const ctg__columns *columns, const char *name,
                              size_t length)
{
    for (size_t i = 0; i < columns->named_count; i++) {
        ctg__named *const at = &columns->named[i];

        if (at->length == length && memcmp(at->name, name, length) == 0)
            return at;
    }
    return NULL;
}

static ctg__named *add_named(ctg__columns *columns, const char *name,
                             size_t length)
{
    ctg__named *const grown =
        ctg__grow_array(columns->named, columns->named_count,
                        &columns->named_room, 16, sizeof *grown);

    if (!grown)
        return NULL;
    columns->named = grown;
    grown[columns->named_count] =
        (ctg__named){.name = ctg__copy_text(name, length),
                     .length = length,
                     .index = SIZE_MAX};
    if (!grown[columns->named_count].name)
        return NULL;
    return &grown[columns->named_count++];
}

void ctg__edges_assume(ctg__input *input, ctg_problems *problems)
{
    if (!input->edges_given)
        ctg__problem_add(problems, CTG_NOTE, input->shown,
                         "edges run from debtor to creditor; --edges "
                         "creditor-debtor turns them");
    input->edges_given = true;
}

static const struct synonym *find_synonym(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (ctg__name_is(name, length, synonyms[i].name))
            return &synonyms[i];
    return NULL;
}

ctg_status ctg__columns_see(ctg__columns *columns, const char *name,
                            size_t length, ctg_error *error)
{
    const struct synonym *synonym;
    size_t known;

    if (columns->header.length)
        ctg__text_add_char(&columns->header, ',');
    ctg__text_add_bytes(&columns->header, name, length);
    if (columns->header.failed)
        return ctg__fail_memory(error);
    if (!find_named(columns, name, length) && !add_named(columns, name, length))
        return ctg__fail_memory(error);
    name = ctg__map_name(&columns->input->map, name, length, &length);
    known = ctg__column_find(columns->table, name, length);
    if (columns->table != CTG_EXPOSURES)
        return CTG_OK;
    if (known == CTG__EXPOSURE_DEBTOR || known == CTG__EXPOSURE_CREDITOR)
        columns->has_end[known == CTG__EXPOSURE_CREDITOR] = true;
    if (known == CTG__EXPOSURE_AMOUNT)
        columns->took_weight = true;
    synonym = find_synonym(name, length);
    if (synonym && synonym->column != CTG__EXPOSURE_AMOUNT &&
        !synonym->directed)
        columns->edges = true;
    return CTG_OK;
}

/* lender, borrower, source, ...: where the file does not say it otherwise. */
static size_t take_synonym(ctg__columns *columns, const char *name,
                           size_t length, bool *waits)
{
    const struct synonym *const synonym =
        columns->table == CTG_EXPOSURES ? find_synonym(name, length) : NULL;
    ctg__input *const input = columns->input;
    size_t end;

    *waits = false;
    if (!synonym)
        return SIZE_MAX;
    if (synonym->column == CTG__EXPOSURE_AMOUNT) {
        /* As the weight of a graph's edge. */
        if (strcmp(synonym->name, "weight") != 0 || !columns->edges ||
            columns->took_weight || columns->has_end[0] || columns->has_end[1])
            return SIZE_MAX;
        if (!input->edges_given) {
            *waits = true;
            return SIZE_MAX;
        }
        columns->took_weight = true;
        ctg__problem_add(columns->problems, CTG_NOTE, input->shown,
                         "'%.*s' of the edges is taken for amount",
                         ctg__message_bytes(length), name);
        return CTG__EXPOSURE_AMOUNT;
    }
    end = (synonym->column == CTG__EXPOSURE_CREDITOR) !=
          (!synonym->directed && input->reversed);
    if (synonym->directed ? columns->has_end[end] || columns->took_end[end]
                          : columns->has_end[0] || columns->has_end[1] ||
                                columns->took_end[end])
        return SIZE_MAX;
    if (!synonym->directed && !input->edges_given) {
        columns->undirected = true;
        *waits = true;
        return SIZE_MAX;
    }
    columns->took_end[end] = true;
    if (synonym->directed)
        ctg__problem_add(columns->problems, CTG_NOTE, input->shown,
                         "'%.*s' is taken for %s", ctg__message_bytes(length),
                         name, end ? "creditor" : "debtor");
    else
        input->edges_used = true;
    return end ? CTG__EXPOSURE_CREDITOR : CTG__EXPOSURE_DEBTOR;
}

static ctg_status decide(ctg__columns *columns, const char *old,
                         size_t old_length, size_t *index, ctg_error *fault)
{
    size_t length;
    const char *name =
        ctg__map_name(&columns->input->map, old, old_length, &length);
    const bool mapped = name != old;
    bool waits = false;
    size_t known;
    ctg_status status;

    trim(&name, &length);
    if (!length)
        return ctg__fail(fault, CTG_BAD_INPUT, "a column without a name");
    status = ctg__graph_check_text("a column's name", name, length, fault);
    if (status)
        return status;
    known = ctg__column_find(columns->table, name, length);
    if (known == SIZE_MAX)
        known = take_synonym(columns, name, length, &waits);
    if (waits)
        return CTG_OK;
    if (known != SIZE_MAX) {
        size_t count;

        name = ctg__column_specs(columns->table, &count)[known].name;
        length = strlen(name);
    } else {
        status = ctg__column_judge(columns->table, old, old_length, name,
                                   length, mapped, fault);
        if (status)
            return status;
    }
    return ctg__graph_need_column(columns->graph, columns->table, name, length,
                                  index, fault);
}

ctg_status ctg__columns_take(ctg__columns *columns, const char *name,
                             size_t length, size_t *index, ctg_error *fault)
{
    ctg__named *known = find_named(columns, name, length);
    size_t found = SIZE_MAX;
    ctg_status status;

    if (known && known->taken) {
        *index = known->index;
        return CTG_OK;
    }
    if (!known)
        known = add_named(columns, name, length);
    if (!known)
        return ctg__fail_memory(fault);
    status = decide(columns, name, length, &found, fault);
    known->index = found;
    known->taken = true;
    *index = found;
    return status;
}

static bool is_missing(const ctg__columns *columns, size_t column)
{
    const ctg__column *const at =
        &columns->graph->tables[columns->table].columns[column];

    return at->spec->needed && !at->number && !at->word;
}

/* A name of the file that nothing else needs, most likely this column. */
static ctg__named *guess(const ctg__columns *columns, size_t column)
{
    for (size_t i = 0;
         columns->table == CTG_EXPOSURES && i < columns->named_count; i++) {
        ctg__named *const at = &columns->named[i];
        const struct synonym *const synonym =
            find_synonym(at->name, at->length);

        if (synonym && synonym->column == column && at->taken)
            return at;
    }
    for (size_t i = 0; i < columns->named_count; i++) {
        ctg__named *const at = &columns->named[i];
        const ctg__rows *const rows = &columns->graph->tables[columns->table];
        const bool attribute =
            at->index == SIZE_MAX || !rows->columns[at->index].spec;

        if (at->taken && attribute && at->length)
            return at;
    }
    return NULL;
}

static void blame_missing(ctg__columns *columns, const char *place)
{
    size_t count;
    const ctg__column_spec *const specs =
        ctg__column_specs(columns->table, &count);
    const char *meaning = "";
    ctg__text missing = {0};
    ctg__text map = {0};
    size_t lacks = 0;

    for (size_t i = 0; i < count; i++) {
        ctg__named *named;

        if (!is_missing(columns, i))
            continue;
        ctg__text_print(&missing, "%s'%s'", lacks++ ? ", " : "", specs[i].name);
        meaning = specs[i].meaning;
        named = guess(columns, i);
        if (named) {
            named->taken = false; /* not for another one */
            ctg__text_print(&map, "%s%s=%s", map.length ? "," : "--map ",
                            specs[i].name, named->name);
        } else {
            ctg__text_print(&map, "%s%s=...", map.length ? "," : "--map ",
                            specs[i].name);
        }
    }
    if (lacks)
        ctg__problem_add(
            columns->problems, CTG_REJECTED, place,
            "no column%s %s%s%s%s in the header '%s': say %s%s",
            lacks > 1 ? "s" : "", ctg__text_string(&missing),
            lacks > 1 ? "" : " (", lacks > 1 ? "" : meaning,
            lacks > 1 ? "" : ")", ctg__text_string(&columns->header),
            columns->undirected
                ? "--edges debtor-creditor if a source owes its target, "
                  "--edges creditor-debtor if it lends, or "
                : "",
            ctg__text_string(&map));
    ctg__text_clear(&missing);
    ctg__text_clear(&map);
}

void ctg__columns_finish(ctg__columns *columns, const char *place)
{
    blame_missing(columns, place);
}

const char *ctg__number_hint(ctg__number_fault fault)
{
    return fault == CTG__NUMBER_COMMA ? ", or say --decimal , or --thousands ,"
                                      : "";
}

ctg_status ctg__cell_set(const ctg__input *input, ctg_graph *graph,
                         ctg_table table, size_t row, size_t column,
                         const char *text, size_t length, ctg_error *error)
{
    const ctg__column *const target = &graph->tables[table].columns[column];
    const bool number = target->number && target->spec->type != CTG__FLAG;
    ctg__number_fault fault;
    double value;

    if (!number || !ctg__number_style_matters(&input->numbers)) {
        const ctg_status status =
            ctg__graph_set_text(graph, table, row, column, text, length, error);

        if (status == CTG_BAD_INPUT && number &&
            ctg__number_parse(text, length, &value) == CTG__NUMBER_COMMA)
            return ctg__fail(error, status, "%s is '%.*s', %s%s", target->name,
                             ctg__message_bytes(length), text,
                             ctg__number_fault_text(CTG__NUMBER_COMMA),
                             ctg__number_hint(CTG__NUMBER_COMMA));
        return status;
    }
    if (!length && !(input->numbers.blank_is_zero && target->spec->needed)) {
        target->number[row] = (double)NAN;
        return CTG_OK;
    }
    fault = ctg__number_parse_as(&input->numbers, text, length, &value);
    if (!fault) {
        target->number[row] = value;
        return CTG_OK;
    }
    if (target->spec->type == CTG__LEVERAGE)
        return ctg__graph_set_text(graph, table, row, column, text, length,
                                   error);
    return ctg__fail(error, CTG_BAD_INPUT, "%s is '%.*s', %s", target->name,
                     ctg__message_bytes(length), text,
                     ctg__number_fault_text(fault));
}

/* A graph again, to be changed apart from the first. */
#include <string.h>

#include "base/memory.h"
#include "data/graph.h"

/* Words keep their numbers, so that columns can be copied as they are. */
static ctg_status copy_words(const ctg_graph *from, ctg_graph *to,
                             ctg_error *error)
{
    const size_t count = ctg__words_count(from->words);

    for (size_t word = 1; word < count; word++) {
        const char *const text = ctg__words_text(from->words, (ctg_word)word);

        if (ctg__words_add(to->words, text, strlen(text)) != word)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

static ctg_status copy_table(const ctg_graph *from, ctg_graph *to,
                             ctg_table table, ctg_error *error)
{
    const ctg__rows *const rows = &from->tables[table];
    ctg__rows *const made = &to->tables[table];
    ctg_status status = ctg__graph_reserve(to, table, rows->row_count, error);

    for (size_t c = 0; !status && c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];
        size_t index;

        if (!column->number && !column->word)
            continue;
        status = ctg__graph_need_column(to, table, column->name,
                                        strlen(column->name), &index, error);
        if (!status && column->number)
            memcpy(made->columns[index].number, column->number,
                   rows->row_count * sizeof *column->number);
        else if (!status)
            memcpy(made->columns[index].word, column->word,
                   rows->row_count * sizeof *column->word);
    }
    made->row_count = rows->row_count;
    made->made_count = rows->made_count;
    return status;
}

/* Places of another graph, which outlives this one. */
typedef struct borrowed {
    ctg__source source;
    const ctg__source *of;
} borrowed;

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const ctg__source *const of = ((const borrowed *)source)->of;

    of->place(of, row, column, text, size);
}

static void release(ctg__source *source)
{
    ctg__release(source);
}

static ctg_status borrow(const ctg_graph *from, ctg_graph *to, ctg_table table,
                         ctg_error *error)
{
    borrowed *made;

    if (!from->tables[table].source)
        return CTG_OK;
    made = ctg__allocate(sizeof *made);
    if (!made)
        return ctg__fail_memory(error);
    *made = (borrowed){{place, release}, from->tables[table].source};
    to->tables[table].source = &made->source;
    return CTG_OK;
}

ctg_status ctg_graph_copy(const ctg_graph *graph, ctg_graph **copy,
                          ctg_error *error)
{
    const char *const about[] = {graph->about.title, graph->about.unit,
                                 graph->about.date, graph->about.source};
    ctg_graph *made = NULL;
    ctg_status status = ctg__graph_verify(graph, error);

    if (!status)
        status = ctg__graph_new(&made, error);
    if (!status)
        status = copy_words(graph, made, error);
    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        status = copy_table(graph, made, (ctg_table)t, error);
    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        status = borrow(graph, made, (ctg_table)t, error);
    for (size_t i = 0; !status && i < 4; i++)
        status = ctg__graph_set_about(made, i, about[i], error);
    if (!status)
        made->format = graph->format;
    if (!status && graph->shown) {
        made->shown = ctg__copy_text(graph->shown, strlen(graph->shown));
        status = made->shown ? CTG_OK : ctg__fail_memory(error);
    }
    if (status) {
        ctg_graph_free(made);
        return status;
    }
    made->presets_applied = graph->presets_applied;
    *copy = made;
    return CTG_OK;
}

/* Cells and keys of an answer, for whoever tells it. */
#include <string.h>

#include "report/optimise.h"

ctg__value ctg__answer_value(const ctg_graph *graph, const ctg_cell *cell,
                             bool people)
{
    switch (cell->kind) {
    case CTG_CELL_EMPTY:
        break;
    case CTG_CELL_NUMBER:
        return ctg__value_number(cell->number);
    case CTG_CELL_COUNT:
        return ctg__value_count(cell->count);
    case CTG_CELL_FLAG:
        return ctg__value_flag(cell->count != 0);
    case CTG_CELL_NODE:
        return ctg__value_text(people ? ctg_graph_node_name(graph, cell->node)
                                      : ctg_graph_node_id(graph, cell->node));
    case CTG_CELL_TEXT:
        return ctg__value_text(cell->text);
    case CTG_CELL_JSON:
        return ctg__value_json(cell->text);
    }
    return ctg__value_empty();
}

const char *ctg__answer_words(ctg_report *made, const char *key)
{
    char *const words = ctg__report_take(made, strlen(key) + 1, 1);

    if (!words)
        return "";
    strcpy(words, key);
    for (char *at = words; *at; at++)
        *at = *at == '_' ? ' ' : *at;
    return words;
}

#include "read/numbered.h"

#include <string.h>

#include "base/memory.h"

ctg_status ctg__numbered_index(const ctg_graph *graph, uint32_t **numbers,
                               ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[CTG_NODES];
    const ctg_word *const ids = rows->columns[CTG__NODE_ID].word;
    const size_t word_count = ctg__words_count(graph->words);
    uint32_t *const made = ctg__allocate_array(word_count, sizeof *made);

    if (!made)
        return ctg__fail_memory(error);
    memset(made, 0, word_count * sizeof *made);
    for (size_t row = rows->row_count; ids && row-- > 0;)
        made[ids[row]] = (uint32_t)row + 1;
    made[0] = 0;
    *numbers = made;
    return CTG_OK;
}

ctg_status ctg__numbered_check(const ctg_graph *graph, ctg__refusals *refusals,
                               ctg_error *error)
{
    const ctg__rows *const edges = &graph->tables[CTG_EXPOSURES];
    uint32_t *numbers;
    size_t lost = 0;
    const ctg_status status = ctg__numbered_index(graph, &numbers, error);

    if (status)
        return status;
    for (size_t row = 0; row < edges->row_count; row++)
        for (size_t c = CTG__EXPOSURE_DEBTOR; c <= CTG__EXPOSURE_CREDITOR; c++)
            lost +=
                !numbers[ctg__graph_cell_word(graph, CTG_EXPOSURES, c, row)];
    ctg__release(numbers);
    if (lost)
        ctg__refuse(refusals, lost, "ends of exposures that are no node");
    return CTG_OK;
}

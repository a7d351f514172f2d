/* One CSV of exposures, with the nodes in another or in none. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "read/columns.h"
#include "read/csv_table.h"
#include "read/graph_format.h"
#include "read/header.h"

/*
 * Fills the nodes table with the ends of exposures, in order of first
 * appearance; `shown` becomes the place of every such node.
 */
static ctg_status nodes_from_exposures(const char *shown, ctg_graph *graph,
                                       ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[CTG_EXPOSURES];
    const ctg_word *const ends[] = {
        rows->columns[CTG__EXPOSURE_DEBTOR].word,
        rows->columns[CTG__EXPOSURE_CREDITOR].word,
    };
    const size_t word_count = ctg__words_count(graph->words);
    bool *const seen = ctg__allocate_array(word_count, sizeof *seen);
    size_t id;
    ctg_status status;

    if (!seen)
        return ctg__fail_memory(error);
    memset(seen, 0, word_count * sizeof *seen);
    seen[0] = true; /* a blank end is no node; it is rejected later */
    status = ctg__graph_need_column(graph, CTG_NODES, "id", 2, &id, error);
    for (size_t row = 0; !status && row < rows->row_count; row++)
        for (size_t e = 0; !status && e < 2; e++) {
            const ctg_word word = ends[e] ? ends[e][row] : 0;
            size_t node;

            if (seen[word])
                continue;
            seen[word] = true;
            status = ctg__graph_add_row(graph, CTG_NODES, &node, error);
            if (!status)
                graph->tables[CTG_NODES].columns[id].word[node] = word;
        }
    ctg__release(seen);
    if (!status)
        status = ctg__implied_source(shown, &graph->tables[CTG_NODES], error);
    return status;
}

static ctg_status read_edges(ctg__input *input, ctg_graph *graph,
                             ctg_problems *problems, ctg_error *error)
{
    const ctg__csv_job job = {
        .path = input->path,
        .shown = input->shown,
        .content = &input->content,
        .table = CTG_EXPOSURES,
        .input = input,
        .headless = ctg__header_is_list(input),
    };
    ctg_status status;

    if (job.headless)
        ctg__edges_assume(input, problems);
    else if (!ctg__header_names_edges(input) &&
             ctg__header_looks_dense(input)) {
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "no list of exposures, which has the columns debtor, "
                         "creditor and amount; %s",
                         ctg__rows_reason);
        return CTG_OK;
    }
    status = ctg__csv_read_table(&job, graph, problems, error);
    if (!status && !input->nodes_given)
        status = nodes_from_exposures(input->shown, graph, error);
    return status;
}

static ctg_status write_edges(const ctg_graph *graph, FILE *file,
                              const ctg_write_options *options,
                              ctg_error *error)
{
    return ctg__csv_write_table(graph, CTG_EXPOSURES, file, options, error);
}

static bool can_hold(const ctg_graph *graph, ctg_table table,
                     const ctg__column *column)
{
    (void)graph;
    return table == CTG_EXPOSURES ||
           (table == CTG_NODES &&
            column == &graph->tables[CTG_NODES].columns[CTG__NODE_ID]);
}

/* Nodes that no exposure names, and the order of the others. */
static ctg_status check(const ctg_graph *graph, ctg__refusals *refusals,
                        ctg_error *error)
{
    const ctg__rows *const nodes = &graph->tables[CTG_NODES];
    const ctg__rows *const rows = &graph->tables[CTG_EXPOSURES];
    const size_t word_count = ctg__words_count(graph->words);
    bool *const named = ctg__allocate_array(word_count, sizeof *named);
    size_t missing = 0;

    if (!named)
        return ctg__fail_memory(error);
    memset(named, 0, word_count * sizeof *named);
    for (size_t row = 0; row < rows->row_count; row++) {
        named[ctg__graph_cell_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR,
                                   row)] = true;
        named[ctg__graph_cell_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR,
                                   row)] = true;
    }
    for (size_t row = 0; row < nodes->row_count; row++)
        missing +=
            !named[ctg__graph_cell_word(graph, CTG_NODES, CTG__NODE_ID, row)];
    ctg__release(named);
    if (missing)
        ctg__refuse(refusals, missing, "nodes without exposures");
    return CTG_OK;
}

static bool sniff(const ctg__input *input)
{
    return ctg__header_names_edges(input) || ctg__header_is_list(input);
}

const ctg__format ctg__format_csv = {
    .about = {.name = "csv",
              .summary = "a list of exposures, debtor,creditor,amount, with "
                         "nodes in a file of their own or none",
              .source = "RFC 4180"},
    .endings = ".csv .tsv .edges .edgelist .ncol",
    .takes = CTG__TAKES_NODES | CTG__TAKES_TABLES,
    .sniff = sniff,
    .read = read_edges,
    .write = write_edges,
    .can_hold = can_hold,
    .check = check,
    .drops_about = true,
};

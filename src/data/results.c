#include "data/results.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

const char *ctg_results_kind_name(ctg_results_kind kind)
{
    static const char *const names[] = {"runs", "rankings", "graphs"};

    return names[kind];
}

void ctg_results_free(ctg_results *results)
{
    if (!results)
        return;
    ctg__words_free(results->words);
    ctg__release(results->ids);
    ctg__release(results->columns);
    ctg__release(results->values);
    ctg__release(results->totals);
    ctg__cells_free(results->cells);
    ctg__release(results);
}

ctg_results *ctg__results_new(ctg_results_kind kind, size_t node_count,
                              size_t column_count)
{
    ctg_results *const made = ctg__allocate_zeroed(sizeof *made);

    if (!made)
        return NULL;
    made->kind = kind;
    made->node_count = node_count;
    made->column_count = column_count;
    made->words = ctg__words_new();
    made->ids = ctg__allocate_array(node_count + 1, sizeof *made->ids);
    made->columns =
        ctg__allocate_array(column_count + 1, sizeof *made->columns);
    made->values = ctg__allocate_array(node_count * column_count + 1,
                                       sizeof *made->values);
    if (made->words && made->ids && made->columns && made->values)
        return made;
    ctg_results_free(made);
    return NULL;
}

static bool set(ctg_results *results, ctg_word *word, const char *text)
{
    *word = ctg__words_add(results->words, text, strlen(text));
    return *word != CTG__NO_WORD;
}

bool ctg__results_set_id(ctg_results *results, size_t node, const char *id)
{
    return set(results, &results->ids[node], id);
}

bool ctg__results_set_column(ctg_results *results, size_t column,
                             const char *name)
{
    return set(results, &results->columns[column], name);
}

bool ctg__results_add_total(ctg_results *results, const char *key,
                            double figure)
{
    ctg__total *const grown =
        ctg__grow_array(results->totals, results->total_count,
                        &results->total_room, 16, sizeof *grown);

    if (!grown)
        return false;
    results->totals = grown;
    grown[results->total_count].figure = figure;
    return set(results, &grown[results->total_count++].key, key);
}

/* The books of nodes, by column. */
static const char *const books[] = {"equity", "assets", "liabilities"};

enum { BOOKS = sizeof books / sizeof *books };

static bool take_books(ctg_results *made, const ctg_network *network)
{
    const double *const figures[BOOKS] = {ctg_network_equity(network),
                                          ctg_network_assets(network),
                                          ctg_network_liabilities(network)};

    for (size_t c = 0; c < BOOKS; c++) {
        char key[32];
        double sum = 0;

        for (size_t i = 0; i < made->node_count; i++) {
            made->values[BOOKS * i + c] = figures[c][i];
            sum += figures[c][i];
        }
        snprintf(key, sizeof key, "total_%s", books[c]);
        if (!ctg__results_set_column(made, c, books[c]) ||
            !ctg__results_add_total(made, key, sum))
            return false;
    }
    return true;
}

static bool take_graph(ctg_results *made, const ctg_graph *graph)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const size_t rows = ctg_graph_row_count(graph, (ctg_table)t);

        if (rows && !ctg__results_add_total(made, ctg_table_name((ctg_table)t),
                                            (double)rows))
            return false;
    }
    for (size_t i = 0; i < made->node_count; i++)
        if (!ctg__results_set_id(made, i,
                                 ctg_graph_node_id(graph, (ctg_node)i)))
            return false;
    return true;
}

ctg_status ctg_results_of_network(const ctg_network *network,
                                  const ctg_graph *shown, ctg_results **results,
                                  ctg_error *error)
{
    const ctg_graph *const graph = ctg_network_graph(network);
    ctg_results *const made = ctg__results_new(
        CTG_RESULTS_GRAPH, ctg_network_node_count(network), BOOKS);

    if (made && take_graph(made, graph) && take_books(made, network)) {
        made->cells = ctg__cells_new(graph, shown);
        if (made->cells) {
            *results = made;
            return CTG_OK;
        }
    }
    ctg_results_free(made);
    return ctg__fail_memory(error);
}

ctg_results_kind ctg_results_kind_of(const ctg_results *results)
{
    return results->kind;
}

size_t ctg_results_node_count(const ctg_results *results)
{
    return results->node_count;
}

const char *ctg_results_node_id(const ctg_results *results, size_t node)
{
    return ctg__words_text(results->words, results->ids[node]);
}

size_t ctg_results_column_count(const ctg_results *results)
{
    return results->column_count;
}

const char *ctg_results_column(const ctg_results *results, size_t column)
{
    return ctg__words_text(results->words, results->columns[column]);
}

static size_t find(const ctg_results *results, const ctg_word *words,
                   size_t count, const char *text)
{
    const ctg_word word = ctg__words_find(results->words, text, strlen(text));

    for (size_t i = 0; word != CTG__NO_WORD && i < count; i++)
        if (words[i] == word)
            return i;
    return SIZE_MAX;
}

size_t ctg_results_find_node(const ctg_results *results, const char *id)
{
    return find(results, results->ids, results->node_count, id);
}

size_t ctg_results_find_column(const ctg_results *results, const char *column)
{
    return find(results, results->columns, results->column_count, column);
}

double ctg_results_value(const ctg_results *results, size_t node, size_t column)
{
    return results->values[node * results->column_count + column];
}

bool ctg_results_total_at(const ctg_results *results, size_t index,
                          const char **key, double *total)
{
    if (index >= results->total_count)
        return false;
    *key = ctg__words_text(results->words, results->totals[index].key);
    *total = results->totals[index].figure;
    return true;
}

double ctg_results_total(const ctg_results *results, const char *key)
{
    const ctg_word word = ctg__words_find(results->words, key, strlen(key));

    for (size_t i = 0; word != CTG__NO_WORD && i < results->total_count; i++)
        if (results->totals[i].key == word)
            return results->totals[i].figure;
    return (double)NAN;
}

/*
 * Graphs and networks for tests, from CSV text in the test itself:
 *
 *     ctg_graph *const graph = graph_of(
 *         "nodes", "id,equity\n"
 *                  "A,0.237\n"
 *                  "B,12.75\n",
 *         "exposures", "debtor,creditor,amount\n"
 *                      "A,B,3.5\n",
 *         NULL);
 *
 * Cells may be quoted as in RFC 4180; "title", "unit", "date" and "source"
 * set what about.json would. Places read TABLE:LINE:COLUMN, the column by its
 * name ("nodes:2:equity"), the header being line 1.
 */
#ifndef SUPPORT_GRAPH_H
#define SUPPORT_GRAPH_H

#include <stdio.h>

#include <contagraph/network.h>
#include <contagraph/scenario.h>

#include "base/memory.h"
#include "data/graph.h"
#include "support/cmocka.h"

typedef struct graph_source {
    ctg__source source;
    ctg_table table;
} graph_source;

static inline void graph_source_place(const ctg__source *source, size_t row,
                                      const char *column, char *text,
                                      size_t size)
{
    const graph_source *const self = (const graph_source *)source;

    snprintf(text, size, "%s:%zu%s%s", ctg_table_name(self->table), row + 2,
             column ? ":" : "", column ? column : "");
}

static inline void graph_source_release(ctg__source *source)
{
    ctg__release(source);
}

/* One cell; returns what follows it: a comma, a line's end or the end. */
static inline const char *graph_cell(const char *c, char *cell, size_t *length)
{
    *length = 0;
    if (*c == '"') {
        for (c++; *c != '"' || *++c == '"'; c++)
            cell[(*length)++] = *c;
        return c;
    }
    while (*c && *c != ',' && *c != '\n')
        cell[(*length)++] = *c++;
    return c;
}

static inline void graph_add_table(ctg_graph *graph, ctg_table table,
                                   const char *csv)
{
    size_t columns[32];
    size_t column_count = 0;
    size_t length;
    char cell[512];
    ctg_error error = {0};
    graph_source *const source = ctg__allocate(sizeof *source);

    assert_non_null(source);
    *source = (graph_source){{graph_source_place, graph_source_release}, table};
    assert_null(graph->tables[table].source);
    graph->tables[table].source = &source->source;
    do {
        csv = graph_cell(csv, cell, &length);
        assert_true(column_count < sizeof columns / sizeof *columns);
        assert_int_equal(ctg__graph_need_column(graph, table, cell, length,
                                                &columns[column_count++],
                                                &error),
                         CTG_OK);
    } while (*csv++ == ',');
    while (*csv) {
        size_t row;

        assert_int_equal(ctg__graph_add_row(graph, table, &row, &error),
                         CTG_OK);
        for (size_t c = 0; c < column_count; c++) {
            csv = graph_cell(csv, cell, &length);
            if (ctg__graph_set_text(graph, table, row, columns[c], cell,
                                    length, &error))
                fail_msg("%s line %zu: %s", ctg_table_name(table), row + 2,
                         error.message);
            if (*csv == ',')
                csv++;
        }
        if (*csv == '\n')
            csv++;
        else if (*csv)
            fail_msg("%s line %zu: too many cells", ctg_table_name(table),
                     row + 2);
    }
}

/* Adds one named table, or one field of about.json. */
static inline void graph_add(ctg_graph *graph, const char *name,
                             const char *text)
{
    static const char *const fields[] = {"title", "unit", "date", "source"};
    ctg_error error = {0};

    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (strcmp(name, ctg_table_name((ctg_table)t)) == 0) {
            graph_add_table(graph, (ctg_table)t, text);
            return;
        }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(name, fields[i]) == 0) {
            assert_int_equal(ctg__graph_set_about(graph, i, text, &error),
                             CTG_OK);
            return;
        }
    fail_msg("no table '%s'", name);
}

/* Names and CSV texts in turn, then NULL. Fails the test if it cannot. */
static inline ctg_graph *graph_of(const char *name, ...)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};
    va_list args;

    assert_int_equal(ctg__graph_new(&graph, &error), CTG_OK);
    va_start(args, name);
    for (; name; name = va_arg(args, const char *))
        graph_add(graph, name, va_arg(args, const char *));
    va_end(args);
    return graph;
}

/* The network of a graph that is fine; its warnings are not looked at. */
static inline ctg_network *network_of(const ctg_graph *graph)
{
    ctg_network *network = NULL;
    ctg_error error = {0};
    ctg_problems *const problems = ctg_problems_new();

    assert_non_null(problems);
    if (ctg_network_new(graph, &network, problems, &error))
        fail_msg("%s", error.message);
    ctg_problems_free(problems);
    return network;
}

/* Shocks joined by `;` (NULL: none), then keys and values in turn, NULL. */
static inline ctg_scenario *scenario_of(const char *shocks, ...)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error = {0};
    const char *key;
    va_list args;

    assert_non_null(scenario);
    if (shocks && ctg_scenario_set(scenario, "shocks", shocks, &error))
        fail_msg("%s", error.message);
    va_start(args, shocks);
    while ((key = va_arg(args, const char *)) != NULL)
        if (ctg_scenario_set(scenario, key, va_arg(args, const char *),
                             &error))
            fail_msg("%s", error.message);
    va_end(args);
    return scenario;
}

/* The plan of a scenario that is fine; frees the scenario. */
static inline ctg_plan *plan_of(const ctg_network *network,
                                ctg_scenario *scenario)
{
    ctg_plan *plan = NULL;
    ctg_error error = {0};

    if (ctg_plan_new(network, scenario, &plan, &error))
        fail_msg("%s", error.message);
    ctg_scenario_free(scenario);
    return plan;
}

#endif

#include "optimise/answer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <contagraph/graph.h>

#include "base/assert.h"
#include "base/memory.h"
#include "base/message.h"
#include "optimise/lines_cell.h"

void ctg_optimisation_free(ctg_optimisation *optimisation)
{
    ctg__arena arena;

    if (!optimisation)
        return;
    arena = optimisation->arena;
    ctg_scenario_free(optimisation->scenario);
    ctg_graph_free(optimisation->graph);
    ctg__arena_clear(&arena);
}

void ctg__answer_fact(ctg_optimisation *to, const char *key,
                      ctg_figure_unit unit, ctg_cell value)
{
    CTG__ASSERT(to->fact_count < CTG__MOST_FACTS);
    to->facts[to->fact_count++] = (ctg_answer_fact){{key, unit, ""}, value};
}

ctg_cell *ctg__answer_table(ctg_optimisation *to, const char *key,
                            const ctg_key *heads, size_t head_count,
                            size_t row_count, ctg_answer_table **table)
{
    ctg_cell *cells;

    CTG__ASSERT(to->table_count < CTG__MOST_TABLES);
    if (!TAKE(&to->arena, cells, row_count * head_count + 1))
        return NULL;
    *table = &to->tables[to->table_count++];
    **table = (ctg_answer_table){.key = key,
                                 .heads = heads,
                                 .head_count = head_count,
                                 .row_count = row_count,
                                 .cells = cells,
                                 .for_json = true};
    return cells;
}

const char *ctg__answer_print(ctg_optimisation *to, const char *format, ...)
{
    va_list values;
    const char *text;

    va_start(values, format);
    text = ctg__arena_vprint(&to->arena, format, values);
    va_end(values);
    to->starved |= !text;
    return text;
}

void ctg__answer_note(ctg_optimisation *to, const char *note)
{
    if (note && to->note_count < CTG__MOST_NOTES)
        to->notes[to->note_count++] = note;
}

double ctg__gap_of(double one, double other)
{
    const double most = fmax(fabs(one), fabs(other));

    return most > 0 ? fabs(one - other) / most : 0;
}

void ctg__answer_settle(ctg_optimisation *to, double gap)
{
    to->gap =
        isnan(to->bound) ? (double)NAN : ctg__gap_of(to->value, to->bound);
    to->proven = to->gap <= gap;
}

const char *ctg_optimisation_name(const ctg_optimisation *of)
{
    return of->name;
}

const char *ctg_optimisation_goal(const ctg_optimisation *of)
{
    return of->goal;
}

const char *ctg_optimisation_method(const ctg_optimisation *of)
{
    return of->method;
}

const char *ctg_optimisation_question(const ctg_optimisation *of)
{
    return of->question;
}

double ctg_optimisation_value(const ctg_optimisation *of)
{
    return of->value;
}

double ctg_optimisation_bound(const ctg_optimisation *of)
{
    return of->bound;
}

double ctg_optimisation_gap(const ctg_optimisation *of)
{
    return of->gap;
}

bool ctg_optimisation_proven(const ctg_optimisation *of)
{
    return of->proven;
}

const char *ctg_optimisation_stopped(const ctg_optimisation *of)
{
    return of->stopped;
}

uint64_t ctg_optimisation_evaluations(const ctg_optimisation *of)
{
    return of->evaluations;
}

uint64_t ctg_optimisation_nodes_searched(const ctg_optimisation *of)
{
    return of->nodes_searched;
}

const ctg_scenario *ctg_optimisation_scenario(const ctg_optimisation *of)
{
    return of->scenario;
}

ctg_status ctg_optimisation_rename(ctg_optimisation *of, const ctg_plan *plan,
                                   ctg_error *error)
{
    return ctg_plan_rename_shocks(plan, of->scenario, error);
}

ctg_status ctg_optimisation_set_again(ctg_optimisation *of, const char *command,
                                      ctg_error *error)
{
    of->again = NULL;
    if (!command)
        return CTG_OK;
    of->again = ctg__answer_print(of, "%s", command);
    return of->again ? CTG_OK : ctg__fail_memory(error);
}

const char *ctg_optimisation_again(const ctg_optimisation *of)
{
    return of->again;
}

const ctg_graph *ctg_optimisation_graph(const ctg_optimisation *of)
{
    return of->graph;
}

double ctg_optimisation_before(const ctg_optimisation *of, size_t measure)
{
    return measure < CTG__MEASURE_COUNT ? of->before.value[measure]
                                        : (double)NAN;
}

double ctg_optimisation_after(const ctg_optimisation *of, size_t measure)
{
    return measure < CTG__MEASURE_COUNT ? of->after.value[measure]
                                        : (double)NAN;
}

const ctg_answer_fact *ctg_optimisation_fact_at(const ctg_optimisation *of,
                                                size_t index)
{
    return index < of->fact_count ? &of->facts[index] : NULL;
}

const ctg_answer_table *ctg_optimisation_table_at(const ctg_optimisation *of,
                                                  size_t index)
{
    return index < of->table_count ? &of->tables[index] : NULL;
}

ctg_cell ctg_answer_cell(const ctg_answer_table *table, size_t row,
                         size_t column)
{
    return table->cells ? table->cells[row * table->head_count + column]
                        : ctg__answer_lines_cell(table->lines, row, column);
}

const char *ctg_optimisation_note_at(const ctg_optimisation *of, size_t index)
{
    return index < of->note_count ? of->notes[index] : NULL;
}

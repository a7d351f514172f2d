/* The answer of any question: figures, tables, notes, a scenario. */
#ifndef OPTIMISE_ANSWER_H
#define OPTIMISE_ANSWER_H

#include <contagraph/optimise.h>

#include "base/arena.h"
#include "base/error.h"

/* The measures behind the keys of a summary. */
enum { CTG__SUMMARY_MEASURES = 16, CTG__MEASURE_COUNT = 19 };

enum {
    CTG__MEASURE_EQUITY_LOST = 4,
    CTG__MEASURE_FAILED = 5,
    CTG__MEASURE_OUTSIDE_LOSS = 6,
    CTG__MEASURE_BASELINE = 8,
    CTG__MEASURE_LIQUIDATED = 12,
    CTG__MEASURE_LOSS = CTG__SUMMARY_MEASURES,
    CTG__MEASURE_FAILURES,
    CTG__MEASURE_SHORTFALL
};

typedef struct ctg__measures {
    double value[CTG__MEASURE_COUNT];
} ctg__measures;

enum { CTG__MOST_FACTS = 16, CTG__MOST_TABLES = 8, CTG__MOST_NOTES = 16 };

struct ctg_optimisation {
    ctg__arena arena;
    const char *name;
    const char *goal;
    const char *method;
    const char *question;
    const char *again; /* a command; NULL */
    double value;
    double bound; /* NaN: none */
    double gap;
    bool proven;
    const char *stopped;
    uint64_t evaluations;
    uint64_t nodes_searched;
    ctg__measures before;
    ctg__measures after;
    ctg_scenario *scenario;
    ctg_graph *graph;
    ctg_answer_fact facts[CTG__MOST_FACTS];
    size_t fact_count;
    ctg_answer_table tables[CTG__MOST_TABLES];
    size_t table_count;
    const char *notes[CTG__MOST_NOTES];
    size_t note_count;
    bool starved; /* a text found no memory: there is no answer */
};

static inline ctg_cell ctg__cell_number(double number)
{
    return (ctg_cell){.kind = CTG_CELL_NUMBER, .number = number};
}

/* Nothing for what is not known. */
static inline ctg_cell ctg__cell_known(double number)
{
    return number == number ? ctg__cell_number(number) : (ctg_cell){0};
}

static inline ctg_cell ctg__cell_count(uint64_t count)
{
    return (ctg_cell){.kind = CTG_CELL_COUNT, .count = count};
}

static inline ctg_cell ctg__cell_flag(bool flag)
{
    return (ctg_cell){.kind = CTG_CELL_FLAG, .count = flag};
}

static inline ctg_cell ctg__cell_node(ctg_node node)
{
    return (ctg_cell){.kind = CTG_CELL_NODE, .node = node};
}

static inline ctg_cell ctg__cell_text(const char *text)
{
    return (ctg_cell){.kind = CTG_CELL_TEXT, .text = text};
}

void ctg__answer_fact(ctg_optimisation *to, const char *key,
                      ctg_figure_unit unit, ctg_cell value);

/* Room for a table's cells, `row_count` times head_count; NULL without memory.
 * `heads` is static. Who reads it is set in the table, `*table`. */
ctg_cell *ctg__answer_table(ctg_optimisation *to, const char *key,
                            const ctg_key *heads, size_t head_count,
                            size_t row_count, ctg_answer_table **table);

/* A text that lives as long as the answer; NULL without memory. */
const char *ctg__answer_print(ctg_optimisation *to, const char *format, ...)
    CTG__PRINTF(2, 3);
void ctg__answer_note(ctg_optimisation *to, const char *note);

/* Gap, and whether it is proven, by value and bound: within `gap`, or where
 * the bound is met. */
void ctg__answer_settle(ctg_optimisation *to, double gap);
/* |one - other| / max(|one|, |other|), 0 for two zeros. */
double ctg__gap_of(double one, double other);

#endif

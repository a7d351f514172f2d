/* The nodes table, all but what its books say. */
#include "compile/build.h"
#include "compile/vocabulary.h"
#include "engine/valuation.h"

static bool take_columns(ctg__arena *arena, ctg__nodes *nodes, size_t count)
{
    return TAKE(arena, nodes->equity, count) &&
           TAKE(arena, nodes->assets, count) &&
           TAKE(arena, nodes->liabilities, count) &&
           TAKE(arena, nodes->cash, count) &&
           TAKE(arena, nodes->other_assets, count) &&
           TAKE(arena, nodes->other_liabilities, count) &&
           TAKE(arena, nodes->weight, count) &&
           TAKE(arena, nodes->valuation, count) &&
           TAKE(arena, nodes->pass_through, count);
}

/* A column as it is; those that a file has not are one array of blanks. */
static bool take_optional(const ctg__build *build, size_t column,
                          double **blank, double **field)
{
    const size_t count = build->network->nodes.count;
    const double *const given =
        build->graph->tables[CTG_NODES].columns[column].number;

    if (!given && *blank) {
        *field = *blank;
        return true;
    }
    if (!TAKE(&build->network->arena, *field, count))
        return false;
    for (size_t row = 0; row < count; row++)
        (*field)[row] = given ? given[row] : (double)NAN;
    if (!given)
        *blank = *field;
    return true;
}

static bool take_optional_columns(const ctg__build *build, ctg__nodes *nodes)
{
    double *blank = NULL;

    return take_optional(build, CTG__NODE_RECOVERY, &blank, &nodes->recovery) &&
           take_optional(build, CTG__NODE_LEVERAGE_MAX, &blank,
                         &nodes->leverage_max) &&
           take_optional(build, CTG__NODE_LEVERAGE_TARGET, &blank,
                         &nodes->leverage_target) &&
           take_optional(build, CTG__NODE_VOLATILITY, &blank,
                         &nodes->volatility);
}

static uint8_t rule_of(const ctg__build *build, size_t row)
{
    const ctg_word word =
        ctg__graph_cell_word(build->graph, CTG_NODES, CTG__NODE_VALUATION, row);

    return word ? ctg__vocabulary_find(&ctg__rule_words,
                                       ctg__graph_text(build->graph, word))
                : CTG__NO_RULE;
}

/* A pool or vault is always valued by `clearing`. */
static void pass_through(ctg__build *build, ctg__nodes *nodes, size_t row)
{
    const uint8_t rule = nodes->valuation[row];

    if (!ctg__build_skips(build, CTG_NODES, row) && rule != CTG__NO_RULE &&
        rule != CTG__POOL_RULE)
        ctg__build_reject(build, CTG_NODES, row, CTG__NODE_VALUATION,
                          "valuation is '%s', but claims on a pass_through "
                          "node are valued by %s",
                          ctg__valuation_at(rule)->about.name,
                          ctg__valuation_at(CTG__POOL_RULE)->about.name);
    nodes->valuation[row] = CTG__POOL_RULE;
}

ctg_status ctg__build_nodes(ctg__build *build, ctg_error *error)
{
    ctg__nodes *const nodes = &build->network->nodes;
    const size_t count = build->graph->tables[CTG_NODES].row_count;

    nodes->count = count;
    if (!take_columns(&build->network->arena, nodes, count) ||
        !take_optional_columns(build, nodes))
        return ctg__fail_memory(error);
    if (!count)
        ctg__problem_add(build->problems, CTG_REJECTED,
                         build->graph->shown ? build->graph->shown : "",
                         "there are no nodes");
    for (size_t row = 0; row < count; row++) {
        nodes->cash[row] =
            ctg__build_number(build, CTG_NODES, CTG__NODE_CASH, row, 0);
        nodes->valuation[row] = rule_of(build, row);
        nodes->pass_through[row] =
            ctg__build_number(build, CTG_NODES, CTG__NODE_PASS_THROUGH, row,
                              0) != 0;
        if (nodes->pass_through[row])
            pass_through(build, nodes, row);
    }
    return CTG_OK;
}

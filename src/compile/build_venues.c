/* The venues table. */
#include <string.h>

#include "compile/build.h"
#include "compile/vocabulary.h"
#include "data/venue.h"

static bool take_columns(ctg__arena *arena, ctg__venues *venues, size_t count)
{
    return TAKE(arena, venues->node, count) &&
           TAKE(arena, venues->type, count) &&
           TAKE(arena, venues->close_factor, count) &&
           TAKE(arena, venues->full_close_health, count) &&
           TAKE(arena, venues->rational, count) &&
           TAKE(arena, venues->grace_rounds, count) &&
           TAKE(arena, venues->penalty_to, count);
}

static const char *text(const ctg__build *build, size_t column, size_t row)
{
    return ctg__graph_text(
        build->graph,
        ctg__graph_cell_word(build->graph, CTG_VENUES, column, row));
}

static double number(const ctg__build *build, size_t column, size_t row,
                     double standard)
{
    return ctg__build_number(build, CTG_VENUES, column, row, standard);
}

static void fill_row(ctg__build *build, ctg__venues *venues, size_t row,
                     ctg_node node)
{
    const size_t v = venues->count++;
    const char *const type = text(build, CTG__VENUE_TYPE, row);

    venues->of_node[node] = (uint32_t)v;
    venues->node[v] = node;
    if (ctg__build_skips(build, CTG_VENUES, row))
        return; /* still a venue: one complaint is enough */
    if (!*type)
        ctg__build_reject(build, CTG_VENUES, row, CTG__VENUE_TYPE,
                          "type is blank: lending or margin");
    else
        venues->type[v] = ctg__vocabulary_find(&ctg__venue_type_words, type);
    venues->close_factor[v] =
        number(build, CTG__VENUE_CLOSE_FACTOR, row,
               ctg__venue_row_of(venues, (uint32_t)v)->close_factor);
    venues->full_close_health[v] =
        number(build, CTG__VENUE_FULL_CLOSE_HEALTH, row, 0.95);
    venues->rational[v] =
        strcmp(text(build, CTG__VENUE_LIQUIDATORS, row), "rational") == 0;
    venues->grace_rounds[v] =
        (uint32_t)number(build, CTG__VENUE_GRACE_ROUNDS, row, 0);
    venues->penalty_to[v] =
        ctg__build_node(build, CTG_VENUES, CTG__VENUE_PENALTY_TO, row);
}

static ctg_node node_of_row(const ctg__build *build, size_t row)
{
    if (!build->graph->tables[CTG_VENUES].columns[CTG__VENUE_NODE].word)
        return CTG_NONE;
    return ctg__build_node(build, CTG_VENUES, CTG__VENUE_NODE, row);
}

ctg_status ctg__build_venues(ctg__build *build, ctg_error *error)
{
    ctg__venues *const venues = &build->network->venues;
    const size_t row_count = build->graph->tables[CTG_VENUES].row_count;
    const size_t node_count = build->network->nodes.count;

    if (!TAKE(&build->network->arena, venues->of_node, node_count) ||
        !take_columns(&build->network->arena, venues, row_count))
        return ctg__fail_memory(error);
    memset(venues->of_node, 0xff, node_count * sizeof *venues->of_node);
    for (size_t row = 0; row < row_count; row++) {
        const ctg_node node = node_of_row(build, row);

        if (node == CTG_NONE)
            continue;
        if (venues->of_node[node] != CTG_NONE)
            ctg__build_reject(build, CTG_VENUES, row, CTG__VENUE_NODE,
                              "node is '%s', which has a row already",
                              ctg_graph_node_id(build->graph, node));
        else
            fill_row(build, venues, row, node);
    }
    return CTG_OK;
}

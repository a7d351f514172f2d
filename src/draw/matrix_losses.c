/* Who lost through whom. */
#include "draw/matrix_cells.h"
#include "draw/pairs.h"
#include "draw/phrases.h"

static bool add_pairs(ctg__crosstab *m, const ctg__pairs *pairs,
                      const uint32_t *line_of)
{
    for (size_t i = 0; i < pairs->count; i++) {
        const ctg__pair *const pair = &pairs->pairs[i];
        const uint32_t from = pair->from == CTG_NONE ? (uint32_t)m->first_row
                              : line_of              ? line_of[pair->from]
                                                     : pair->from;
        const uint32_t to = line_of ? line_of[pair->to] : pair->to;

        if (!ctg__crosstab_add(m, from, to, pair->amount))
            return false;
    }
    return true;
}

static ctg_status add_cells(const ctg__facts *facts, const ctg__actors *actors,
                            ctg__crosstab *m, const uint32_t *line_of,
                            ctg_error *error)
{
    ctg__pairs pairs = {0};
    ctg_status status = ctg__pairs_init(&pairs, facts, actors, error);

    if (!status && !add_pairs(m, &pairs, line_of))
        status = ctg__fail_memory(error);
    ctg__pairs_clear(&pairs);
    return status;
}

/* Sums first, then cells of the lines that are shown alone. */
static ctg_status add_few(ctg__sketch *sketch, const ctg__facts *facts,
                          const ctg__cast *cast, ctg__crosstab *m,
                          ctg_error *error)
{
    ctg__crosstab_few few;
    ctg_status status = ctg__crosstab_take_sums(m, cast, &sketch->arena, error);

    if (!status)
        status = ctg__pairs_sums(facts, &cast->actors, m->rows.sum,
                                 m->columns.sum, error);
    if (!status)
        status = ctg__crosstab_choose(m, facts->node_count, cast,
                                      &sketch->arena, &few, error);
    return status ? status
                  : add_cells(facts, &few.actors, m, few.line_of, error);
}

ctg_status ctg__crosstab_losses(ctg__sketch *sketch, ctg__facts *facts,
                                ctg__crosstab *m, ctg_error *error)
{
    ctg__cast cast;
    ctg_status status = ctg__crosstab_cast(sketch, facts, &cast, error);

    if (!status)
        status = ctg__crosstab_side_of(&m->rows, "through", &cast, "direct",
                                       &sketch->arena, error);
    if (!status)
        status = ctg__crosstab_side_of(&m->columns, "loser", &cast, NULL,
                                       &sketch->arena, error);
    if (status)
        return status;
    m->title = ctg__sketch_title(sketch, facts, "Who lost through whom ");
    m->nothing = "No node loses anything.";
    m->diagonal = true;
    m->first_row = cast.actors.count;
    if (ctg__crosstab_is_large(sketch, &cast, m))
        status = add_few(sketch, facts, &cast, m, error);
    else
        status = add_cells(facts, &cast.actors, m, NULL, error);
    if (status)
        return status;
    ctg__text_add(&m->caption, "Row passes on to column, all rounds together; "
                               "a price fall counts for who sold. Losses ");
    ctg__add_money(&m->caption, facts, facts->net->total);
    ctg__text_add(&m->caption, " = direct ");
    ctg__add_money(&m->caption, facts, facts->net->in_direct);
    ctg__text_add(&m->caption, " + contagion ");
    ctg__add_money(&m->caption, facts,
                   facts->net->total - facts->net->in_direct);
    ctg__text_add(&m->caption, "; gains ");
    ctg__add_money(&m->caption, facts, facts->net->gains);
    ctg__text_add(&m->caption, " are not in it.");
    return status;
}

/* Who lost through whom. */
#include "base/memory.h"
#include "draw/matrix_cells.h"
#include "draw/pairs.h"
#include "draw/phrases.h"

/* From so many times the lines that are shown on, cells of the others are
 * added up before there are any. */
enum { FEW = 4 };

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

/* Numbers the lines that one of the sides shows, and all others as one. */
static uint32_t number_shown(const ctg__crosstab *m, size_t count,
                             uint32_t *few_of, uint32_t *line_of)
{
    const ctg__crosstab_side *const sides[] = {&m->rows, &m->columns};
    uint32_t shown = 0;

    for (size_t i = 0; i < count; i++)
        few_of[i] = CTG_NONE;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side]->shown; i++) {
            const uint32_t line = sides[side]->order[i];

            if (line < count && few_of[line] == CTG_NONE) {
                line_of[shown] = line;
                few_of[line] = shown++;
            }
        }
    for (size_t i = count; i-- > 0;)
        if (few_of[i] == CTG_NONE) {
            line_of[shown] = (uint32_t)i;
            few_of[i] = shown;
        }
    return shown + 1;
}

/* Sums first, then cells of the lines that are shown alone. */
static ctg_status add_few(ctg__sketch *sketch, const ctg__facts *facts,
                          const ctg__cast *cast, ctg__crosstab *m,
                          ctg_error *error)
{
    const size_t count = cast->actors.count;
    ctg__arena *const arena = &sketch->arena;
    ctg__actors few = {.of_asset = cast->actors.of_asset};
    uint32_t *few_of; /* lines by actors */
    uint32_t *line_of;
    uint32_t *of_node;
    ctg_status status;

    if (!TAKE(arena, m->rows.sum, count + 1) ||
        !TAKE(arena, m->columns.sum, count + 1) ||
        !TAKE(arena, few_of, count + 1) || !TAKE(arena, line_of, count + 1) ||
        !TAKE(arena, of_node, facts->node_count + 1))
        return ctg__fail_memory(error);
    status = ctg__pairs_sums(facts, &cast->actors, m->rows.sum, m->columns.sum,
                             error);
    if (!status)
        status = ctg__crosstab_order_side(&m->rows, m->rows.sum, m->first_row,
                                          true, m->most + 1, arena, error);
    if (!status)
        status = ctg__crosstab_order_side(&m->columns, m->columns.sum, SIZE_MAX,
                                          false, m->most, arena, error);
    if (status)
        return status;
    few.count = number_shown(m, count, few_of, line_of);
    for (size_t i = 0; i < facts->node_count; i++)
        of_node[i] = few_of[cast->actors.of_node[i]];
    few.of_node = of_node;
    return add_cells(facts, &few, m, line_of, error);
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
    m->diagonal = true;
    m->first_row = cast.actors.count;
    if (sketch->options->no_csv && cast.actors.count > FEW * m->most)
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

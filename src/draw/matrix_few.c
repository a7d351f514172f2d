/* Tables of so many lines that cells of those not shown are added up before
 * there are any. */
#include "draw/matrix_cells.h"

enum { FEW = 4 }; /* times the lines that are shown */

bool ctg__crosstab_is_large(const ctg__sketch *sketch, const ctg__cast *cast,
                            const ctg__crosstab *m)
{
    return sketch->options->no_csv && cast->actors.count > FEW * m->most;
}

ctg_status ctg__crosstab_take_sums(ctg__crosstab *m, const ctg__cast *cast,
                                   ctg__arena *arena, ctg_error *error)
{
    const size_t count = cast->actors.count;

    if (!TAKE(arena, m->rows.sum, count + 1) ||
        !TAKE(arena, m->columns.sum, count + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
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

ctg_status ctg__crosstab_choose(ctg__crosstab *m, size_t node_count,
                                const ctg__cast *cast, ctg__arena *arena,
                                ctg__crosstab_few *few, ctg_error *error)
{
    const size_t count = cast->actors.count;
    uint32_t *few_of; /* lines by actors */
    uint32_t *of_node;
    ctg_status status;

    *few = (ctg__crosstab_few){.actors.of_asset = cast->actors.of_asset};
    if (!TAKE(arena, few_of, count + 1) ||
        !TAKE(arena, few->line_of, count + 1) ||
        !TAKE(arena, of_node, node_count + 1))
        return ctg__fail_memory(error);
    status = ctg__crosstab_order_side(&m->rows, m->rows.sum, m->first_row, true,
                                      m->most + (m->first_row != SIZE_MAX),
                                      arena, error);
    if (!status)
        status = ctg__crosstab_order_side(&m->columns, m->columns.sum, SIZE_MAX,
                                          false, m->most, arena, error);
    if (status)
        return status;
    few->actors.count = number_shown(m, count, few_of, few->line_of);
    for (size_t i = 0; i < node_count; i++)
        of_node[i] = few_of[cast->actors.of_node[i]];
    few->actors.of_node = of_node;
    return CTG_OK;
}

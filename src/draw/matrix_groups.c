/* Lines of a matrix by group, where there are a few groups. */
#include <string.h>

#include "base/ranked.h"
#include "draw/matrix_cells.h"
#include "text/clean.h"

enum { MOST_GROUPS = 8 };

typedef struct group {
    const char *name;
    double sum;
} group;

static size_t find_group(const group *groups, size_t count, const char *name)
{
    size_t g = 0;

    while (g < count && strcmp(groups[g].name, name) != 0)
        g++;
    return g;
}

/* All of them, or one more than the most: the sides of a matrix have the same
 * groups, whatever their lines add up to. */
static size_t list_groups(const ctg__crosstab_side *side, const double *weight,
                          size_t apart, group groups[MOST_GROUPS + 1])
{
    size_t count = 0;

    for (size_t i = 0; i < side->count && count <= MOST_GROUPS; i++) {
        size_t g;

        if (i == apart)
            continue;
        g = find_group(groups, count, side->groups[i]);
        if (g == count)
            groups[count++] = (group){side->groups[i], 0};
        groups[g].sum += weight[i];
    }
    return count;
}

static bool is_shown(const ctg__crosstab_side *side, size_t apart,
                     const char *name)
{
    for (size_t i = 0; i < side->shown; i++)
        if (side->order[i] != apart &&
            strcmp(side->groups[side->order[i]], name) == 0)
            return true;
    return false;
}

/* Those with a line that is shown, the largest first. */
static void rank_groups(ctg__crosstab_side *side, size_t apart,
                        const group *groups, size_t count)
{
    ctg__ranked ranked[MOST_GROUPS];

    for (size_t g = 0; g < count; g++)
        ranked[g] = (ctg__ranked){groups[g].sum, g};
    ctg__rank_amounts(ranked, count);
    for (size_t g = 0; g < count; g++) {
        const char *const name = groups[ranked[g].index].name;

        if (is_shown(side, apart, name))
            side->by_group[side->group_count++] = name;
    }
}

ctg_status ctg__crosstab_group(ctg__crosstab_side *side, const double *weight,
                               size_t apart, ctg__arena *arena,
                               ctg_error *error)
{
    group groups[MOST_GROUPS + 1];
    uint32_t *order;
    size_t count = 0;
    size_t placed = 0;

    if (side->groups)
        count = list_groups(side, weight, apart, groups);
    if (count < 2 || count > MOST_GROUPS)
        return CTG_OK;
    if (!TAKE(arena, order, side->shown + 1) ||
        !TAKE(arena, side->by_group, MOST_GROUPS))
        return ctg__fail_memory(error);
    rank_groups(side, apart, groups, count);
    memcpy(order, side->order, side->shown * sizeof *order);
    if (side->shown && order[0] == apart)
        placed = 1;
    for (size_t g = 0; g < side->group_count; g++)
        for (size_t i = 0; i < side->shown; i++)
            if (order[i] != apart &&
                strcmp(side->groups[order[i]], side->by_group[g]) == 0)
                side->order[placed++] = order[i];
    if (side->group_count < 2)
        side->by_group = NULL;
    return CTG_OK;
}

bool ctg__crosstab_ends_group(const ctg__crosstab_side *side, size_t at)
{
    if (!side->by_group || at == 0 || at > side->shown)
        return false;
    if (at == side->shown) /* before those of all groups */
        return side->others > 0;
    return strcmp(side->groups[side->order[at - 1]],
                  side->groups[side->order[at]]) != 0;
}

static void add_groups(ctg__text *words, const ctg__crosstab_side *side)
{
    for (size_t g = 0; g < side->group_count; g++) {
        ctg__text_add(words, g ? ", " : "");
        ctg__text_add_name(words,
                           *side->by_group[g] ? side->by_group[g] : "no group",
                           CTG__NAME_MAP, false);
    }
}

static bool same_groups(const ctg__crosstab_side *a,
                        const ctg__crosstab_side *b)
{
    if (!a->by_group || !b->by_group || a->group_count != b->group_count)
        return false;
    for (size_t g = 0; g < a->group_count; g++)
        if (strcmp(a->by_group[g], b->by_group[g]) != 0)
            return false;
    return true;
}

void ctg__crosstab_add_order(const ctg__crosstab *m, ctg__text *words)
{
    const bool same = same_groups(&m->rows, &m->columns);

    if (m->rows.by_group) {
        ctg__text_add(words,
                      same ? " Lines stand by group, with rules between: "
                           : " Rows stand by group, with rules between: ");
        add_groups(words, &m->rows);
        ctg__text_add_char(words, '.');
    }
    if (m->columns.by_group && !same) {
        ctg__text_add(words, " Columns stand by group: ");
        add_groups(words, &m->columns);
        ctg__text_add_char(words, '.');
    }
}

#include "optimise/rescue_builder.h"

#include <string.h>

size_t ctg__builder_column(ctg__rescue_builder *b, double least, double most,
                           bool whole)
{
    b->to->least[b->columns] = least;
    b->to->most[b->columns] = most;
    b->to->whole[b->columns] = whole;
    return b->columns++;
}

static bool grow(void **list, size_t size, size_t used, size_t room,
                 ctg__arena *arena)
{
    void *const made = ctg__arena_take(arena, room, size);

    if (made && used)
        memcpy(made, *list, used * size);
    *list = made;
    return made != NULL;
}

void ctg__builder_entry(ctg__rescue_builder *b, size_t column,
                        double coefficient)
{
    ctg__arena *const arena = &b->to->arena;

    if (coefficient == 0 || b->failed)
        return;
    if (b->stamp_of[column] == b->stamp) {
        b->coefficient[b->at[column]] += coefficient;
        return;
    }
    if (b->entries == b->entry_room) {
        const size_t room = 2 * b->entry_room;

        b->failed = !grow((void **)&b->column, sizeof *b->column, b->entries,
                          room, arena) ||
                    !grow((void **)&b->coefficient, sizeof *b->coefficient,
                          b->entries, room, arena);
        if (b->failed)
            return;
        b->entry_room = room;
    }
    b->stamp_of[column] = b->stamp;
    b->at[column] = b->entries;
    b->column[b->entries] = column;
    b->coefficient[b->entries++] = coefficient;
}

size_t ctg__builder_row(ctg__rescue_builder *b, double least, double most)
{
    ctg__arena *const arena = &b->to->arena;

    if (b->failed)
        return 0;
    if (b->rows + 1 == b->row_room) {
        const size_t room = 2 * b->row_room;

        b->failed =
            !grow((void **)&b->row, sizeof *b->row, b->row_room, room, arena) ||
            !grow((void **)&b->row_least, sizeof *b->row_least, b->row_room,
                  room, arena) ||
            !grow((void **)&b->row_most, sizeof *b->row_most, b->row_room, room,
                  arena);
        if (b->failed)
            return 0;
        b->row_room = room;
    }
    b->stamp++;
    b->row_least[b->rows] = least;
    b->row_most[b->rows++] = most;
    b->row[b->rows] = b->entries;
    return b->rows - 1;
}

bool ctg__builder_fails(const ctg__rescue_builder *b, size_t i)
{
    return !b->task->plain.alive[i];
}

void ctg__builder_aid(ctg__rescue_builder *b, size_t i, double factor)
{
    if (b->to->c[i] != SIZE_MAX)
        ctg__builder_entry(b, b->to->c[i], factor);
}

/* Adds factor x what reaches a node (clearing), or what it keeps of what others
 * may fail to pay (threshold); returns the constant part. */
double ctg__builder_income(ctg__rescue_builder *b, size_t i, double factor)
{
    const ctg__rescue *const of = b->task->of;
    double constant = 0;

    for (size_t k = of->start[i]; k < of->start[i + 1]; k++) {
        const ctg_node j = of->debtor[k];

        if (!of->threshold) {
            ctg__builder_entry(b, b->to->p[j], factor * of->part[k]);
        } else if (ctg__builder_fails(b, j)) {
            constant -= factor * of->part[k] / b->to->unit;
            if (b->to->u[j] != SIZE_MAX)
                ctg__builder_entry(b, b->to->u[j],
                                   factor * of->part[k] / b->to->unit);
        }
    }
    return constant;
}

/* Where a dense matrix has its names. */
#include <string.h>

#include "read/matrix_read.h"
#include "text/number.h"

static bool is_number(const ctg__number_style *numbers, const ctg__cell *cell)
{
    double value;

    return !ctg__number_parse_as(numbers, cell->text, cell->length, &value);
}

static bool same_text(const ctg__cell *a, const ctg__cell *b)
{
    return a->length == b->length && !memcmp(a->text, b->text, a->length);
}

/*
 * Names may be numbers themselves; then a corner cell that is none, or the
 * same name at the start of the second line, gives them away. The first line
 * of names may lack the corner.
 */
ctg__matrix_layout ctg__matrix_look(const ctg__number_style *style,
                                    const ctg__csv *first,
                                    const ctg__csv *second)
{
    /* A blank corner is no number, whatever blanks are. */
    ctg__number_style plain = *style;
    const ctg__number_style *const numbers = &plain;
    const ctg__cell *const above = first->cells;
    const ctg__cell *const below = second->cells;
    const bool repeated = first->cell_count > 1 && second->cell_count &&
                          same_text(&above[1], &below[0]);
    const bool shorter = second->cell_count == first->cell_count + 1;
    ctg__matrix_layout layout = {0};

    plain.blank_is_zero = false;
    for (size_t i = 1; i < first->cell_count; i++)
        if (above[i].length && !is_number(numbers, &above[i]))
            layout.names_above = true;
    if (!is_number(numbers, &above[0]) && (!above[0].length || repeated))
        layout.names_above = first->cell_count > 1;
    if (shorter)
        layout.names_above = true;
    if (!layout.names_above)
        layout.names_before = !is_number(numbers, &above[0]);
    else if (second->cell_count)
        layout.names_before = shorter || !above[0].length || repeated ||
                              !is_number(numbers, &below[0]);
    layout.corner = layout.names_above && layout.names_before && !shorter;
    layout.count = first->cell_count;
    if (layout.corner || (layout.names_before && !layout.names_above))
        layout.count--;
    return layout;
}

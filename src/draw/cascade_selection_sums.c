/* The sums of a selection, and that they close. */
#include "draw/cascade_selection.h"

int64_t ctg__selection_amount(const ctg__selection *selection, size_t place)
{
    int64_t sum = 0;

    for (size_t i = selection->first_flow[place];
         i < selection->first_flow[place + 1]; i++)
        sum += selection->flows->flows[i].amount;
    return sum;
}

bool ctg__selection_holds(const ctg__selection *selection)
{
    const ctg__flows *const flows = selection->flows;
    int64_t total = 0;
    int64_t boxes = 0;
    int64_t kept = 0;

    for (size_t c = 0; c < flows->column_count; c++) {
        int64_t sum = 0;

        for (size_t i = 0; i < flows->flow_count; i++)
            if (ctg__place_column(flows->flows[i].head) == c)
                sum += flows->flows[i].amount;
        if (sum != flows->columns[c].total)
            return false; /* I1: drawn or not, all of it is there */
        total += sum;
    }
    for (size_t p = 0; p < selection->place_count; p++) {
        boxes += ctg__selection_amount(selection, p);
        if (selection->drawn[p] && !selection->reached[p])
            return false; /* I4 */
    }
    for (size_t i = 0; i < flows->flow_count; i++)
        if (selection->kept[i]) {
            kept += flows->flows[i].amount;
            if (!selection->drawn[selection->head_of[i]] ||
                !selection->drawn[selection->tail_of[i]])
                return false;
        }
    return total == flows->total && boxes == total &&
           kept == selection->kept_amount; /* I2, I3 */
}

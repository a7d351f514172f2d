/* Looking things up in flows. */
#include "draw/cascade_flows.h"

#include "base/memory.h"

size_t ctg__flows_column(const ctg__flows *flows, uint32_t round)
{
    size_t column = 0;

    while (column + 1 < flows->column_count &&
           round >= flows->columns[column + 1].first)
        column++;
    return column;
}

ctg__place ctg__flows_place(const ctg__flows *flows, ctg__place place)
{
    if (ctg__place_kind_of(place) == CTG__SOURCE)
        return place;
    return CTG__PLACE(ctg__place_kind_of(place),
                      ctg__flows_column(flows, ctg__place_column(place)),
                      ctg__place_index(place));
}

size_t ctg__flows_find_feeder(const ctg__flows *flows, ctg__place tail,
                              ctg__place hub)
{
    for (size_t i = 0; i < flows->feeder_count; i++)
        if (flows->feeders[i].hub == hub && flows->feeders[i].tail == tail)
            return i;
    return SIZE_MAX;
}

void ctg__flows_clear(ctg__flows *flows)
{
    ctg__release(flows->flows);
    ctg__release(flows->feeders);
    ctg__release(flows->columns);
    *flows = (ctg__flows){0};
}

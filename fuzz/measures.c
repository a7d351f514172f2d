/* Any bytes as the measures of `rank --by`, one list a line. */
#include <contagraph/rank.h>

#include "world.h"

static void take(void *context, const char *line)
{
    ctg_ranking *ranking = NULL;
    ctg_error error = {0};

    (void)context;
    fuzz_require_clean(
        ctg_ranking_new(fuzz_fixed_world()->plan, line, NULL, &ranking, &error),
        &error);
    ctg_ranking_free(ranking);
}

void fuzz_measures(const uint8_t *data, size_t size)
{
    REQUIRE(ctg_measure_at(size) == NULL || ctg_measure_notes_at(size));
    fuzz_lines(data, size, take, NULL);
}

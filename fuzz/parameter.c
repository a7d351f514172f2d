/*
 * Any bytes as words of calibrate's --set, one a line: what it is of, and the
 * graph at both its ends.
 */
#include "risk/calibration.h"
#include "world.h"

static void apply(const ctg__parameter *parameter, double value)
{
    const fuzz_world *const world = fuzz_fixed_world();
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_error error = {0};
    ctg_status status = ctg_graph_copy(world->graph, &graph, &error);

    if (!status)
        status = ctg__parameter_apply(parameter, world->network, graph, value,
                                      &error);
    if (!status)
        status = ctg_network_new(graph, &network, NULL, &error);
    fuzz_require_clean(status, &error);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void take(void *context, const char *line)
{
    ctg_calibration made = {.network = context};
    ctg__parameter parameter;
    ctg_error error = {0};
    const ctg_status status =
        ctg__parameter_read(&made, line, &parameter, &error);

    fuzz_require_clean(status, &error);
    if (!status) {
        apply(&parameter, parameter.safe);
        apply(&parameter, parameter.bold);
    }
    ctg__arena_clear(&made.arena);
}

void fuzz_parameter(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, fuzz_fixed_world()->network);
}

/* Any bytes as the file of --positions. */
#include <contagraph/draw.h>

#include <stdlib.h>

#include "reader.h"

void fuzz_positions(const uint8_t *data, size_t size)
{
    static ctg_graph *graph;
    static ctg_network *network;
    ctg_draw_options options = ctg_draw_options_default();
    char *const text = fuzz_text(data, size);
    ctg_drawing *drawing = NULL;
    ctg_error error = {0};

    if (!network) {
        ctg_problems *const problems = ctg_problems_new();

        graph = fuzz_sample();
        REQUIRE(!ctg_network_new(graph, &network, problems, &error));
        ctg_problems_free(problems);
    }
    options.network = network;
    options.positions = text;
    if (!ctg_draw("map", &options, &drawing, &error))
        fuzz_require_finite(ctg_drawing_dot(drawing));
    else
        REQUIRE(error.message[0] != '\0');
    ctg_drawing_free(drawing);
    free(text);
}

#include "cli/loss_bound.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/input.h"
#include "cli/say.h"

/* The ids of --failed, with commas between. */
static exit_status find_failed(const args *given, const ctg_graph *graph,
                               ctg_node **nodes, size_t *count)
{
    char *const words = heap_copy(args_value(given, "failed"));
    exit_status status = EXIT_DONE;
    char *rest = words;

    *nodes = NULL;
    *count = 0;
    while (!status && rest) {
        char *const word = rest;
        char *const comma = strchr(rest, ',');

        rest = comma ? comma + 1 : NULL;
        if (comma)
            *comma = '\0';
        *nodes = heap_grow(*nodes, (*count + 1) * sizeof **nodes);
        status =
            input_find_node(graph, "--failed", word, &(*nodes)[(*count)++]);
    }
    free(words);
    return status;
}

exit_status loss_bound(const args *given, const ctg_graph *graph,
                       const ctg_totals *totals,
                       ctg_reconstruct_outcome *outcome)
{
    ctg_node *failed = NULL;
    size_t count = 0;
    double recovery;
    ctg_error error;
    exit_status status = input_find_node(
        graph, "--node", args_value(given, "node"), &outcome->node);

    if (!status)
        status = find_failed(given, graph, &failed, &count);
    if (!status && !args_number(given, "recovery", 0, 1, 0, &recovery))
        status = EXIT_USAGE;
    if (!status)
        status = say_error(ctg_bounds_of_loss(totals, outcome->node, failed,
                                              count, recovery, &outcome->low,
                                              &outcome->high, &error),
                           &error);
    outcome->of_loss = true;
    free(failed);
    return status;
}

/*
 * Any bytes as a file beside totals, each of its own target; then the even
 * network, and the bounds of all, of what it says.
 */
#include <contagraph/reconstruct.h>

#include "world.h"

static void reconstruct(const ctg_totals *totals)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ctg_reconstruction *made = NULL;
    ctg_bounds *bounds = NULL;
    ctg_error error = {0};
    ctg_status status;

    options.iterations = 20;
    status = ctg_reconstruction_new(totals, "ras", &options, &made, &error);
    fuzz_require_clean(status, &error);
    ctg_reconstruction_free(made);
    status = ctg_bounds_new(totals, &options, &bounds, &error);
    fuzz_require_clean(status, &error);
    ctg_bounds_free(bounds);
}

static void take_of(const ctg_graph *graph, const ctg_totals_options *options)
{
    ctg_totals *totals = NULL;
    ctg_error error = {0};
    const ctg_status status = ctg_totals_new(graph, options, &totals, &error);

    fuzz_require_clean(status, &error);
    if (!status && !ctg_totals_infeasible(totals)->creditor_count)
        reconstruct(totals);
    ctg_totals_free(totals);
}

static void take(const ctg_totals_options *options)
{
    take_of(fuzz_fixed_world()->graph, options);
}

/* Of the nodes of the graph, which has four. */
static ctg_totals_options known(void)
{
    static const char marginals[] =
        "id,claims,debts\nA,7,3\nB,3,7\nV,2,4\nM,4,2\n";
    static const char *path;

    if (!path)
        path = fuzz_file(1, (const uint8_t *)marginals, sizeof marginals - 1);
    return (ctg_totals_options){.marginals = path, .forget = true};
}

static void edit(void *context, const char *line)
{
    ctg_error error = {0};

    (void)ctg_graph_edit(context, line, &error);
}

/* Of a graph that these lines have edited: what it says of itself. */
static void take_edited(const uint8_t *data, size_t size,
                        const ctg_totals_options *options)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    REQUIRE(ctg_graph_copy(fuzz_fixed_world()->graph, &graph, &error) ==
            CTG_OK);
    fuzz_lines(data, size, edit, graph);
    take_of(graph, options);
    ctg_graph_free(graph);
}

void fuzz_marginals(const uint8_t *data, size_t size)
{
    ctg_totals_options options = known();

    options.scale = CTG_SCALE_TO_MEAN;
    options.missing_is_zero = size % 2;
    options.marginals = size % 4 < 2 ? NULL : fuzz_file(0, data, size);
    if (options.marginals)
        take(&options);
    else
        take_edited(data, size, &options);
}

/* As cells that have no exposure, as those of a prior, or as both. */
void fuzz_cells(const uint8_t *data, size_t size)
{
    ctg_totals_options options = known();
    const char *const path = fuzz_file(0, data, size);

    options.forget = size % 2;
    if (size % 5 == 0) {
        take_edited(data, size, &options);
        return;
    }
    options.zeros = size % 3 ? path : NULL;
    options.prior = size % 3 != 1 ? path : NULL;
    take(&options);
}

void fuzz_blocks(const uint8_t *data, size_t size)
{
    ctg_totals_options options = known();

    options.blocks = fuzz_file(0, data, size);
    options.forget = size % 2;
    take(&options);
}

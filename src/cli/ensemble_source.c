#include "cli/ensemble_source.h"

#include <string.h>

#include "cli/inputs.h"
#include "cli/reconstruct_given.h"
#include "cli/say.h"

static const size_t draws_most = (size_t)1 << 40;

static bool by_method(const args *given)
{
    return args_known(given, "reconstruct") && args_given(given, "reconstruct");
}

bool ensemble_source_given(const args *given)
{
    return args_known(given, "ensemble") &&
           (args_given(given, "ensemble") || by_method(given));
}

static exit_status open_file(const args *given, const ctg_graph *graph,
                             ensemble_source *of)
{
    const char *const path = args_value(given, "ensemble");
    ctg_error error;

    inputs_note(path);
    return say_error(ctg_ensemble_open(path, graph, &of->ensemble, &error),
                     &error);
}

static exit_status open_method(const args *given, const ctg_graph *graph,
                               progress *shown, ensemble_source *of)
{
    const char *const method = args_value(given, "reconstruct");
    ctg_reconstruct_options options;
    ctg_error error;
    exit_status status;

    if (!reconstruct_take(given, &options) || !reconstruct_fits(given, method))
        return EXIT_USAGE;
    options.progress = progress_step;
    options.progress_context = shown;
    status = reconstruct_totals(given, graph, shown, &of->totals);
    if (!status)
        status = say_wrong(ctg_reconstruction_new(of->totals, method, &options,
                                                  &of->made, &error),
                           &error);
    if (!status)
        status = say_error(
            ctg_ensemble_draw(of->made, graph, &of->ensemble, &error), &error);
    return status;
}

exit_status ensemble_source_open(const args *given, const ctg_graph *graph,
                                 progress *shown, ensemble_source *of)
{
    if (args_given(given, "ensemble") && by_method(given)) {
        say("--ensemble or --reconstruct, not both");
        return EXIT_USAGE;
    }
    return args_given(given, "ensemble") ? open_file(given, graph, of)
                                         : open_method(given, graph, shown, of);
}

void ensemble_source_clear(ensemble_source *of)
{
    ctg_ensemble_free(of->ensemble);
    ctg_reconstruction_free(of->made);
    ctg_totals_free(of->totals);
    *of = (ensemble_source){0};
}

/* The graph of the number-th network. */
static exit_status take_draw(ctg_ensemble *ensemble, size_t number,
                             ctg_graph **drawn)
{
    const size_t count = ctg_ensemble_count(ensemble);
    const ctg_network *network = NULL;
    ctg_error error;
    ctg_status status;

    if (number > count) {
        say("--draw %zu: there %s %zu", number, count == 1 ? "is" : "are",
            count);
        return EXIT_USAGE;
    }
    status = ctg_ensemble_skip(ensemble, number - 1, &error);
    if (!status)
        status = ctg_ensemble_next(ensemble, &network, &error);
    if (!status)
        status = ctg_graph_copy(ctg_ensemble_graph(ensemble), drawn, &error);
    return say_error(status, &error);
}

exit_status ensemble_source_draw(const args *given, const ctg_graph *graph,
                                 ensemble_source *of, ctg_graph **drawn)
{
    progress shown = {.doing = "drawing"};
    size_t number;
    exit_status status;

    if (!args_count(given, "draw", 1, draws_most, 1, &number))
        return EXIT_USAGE;
    status = ensemble_source_open(given, graph, &shown, of);
    if (!status)
        status = take_draw(of->ensemble, number, drawn);
    progress_erase();
    return status;
}

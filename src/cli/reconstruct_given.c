#include "cli/reconstruct_given.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "text/utf8.h"

enum { COUNT_MOST = 1000000000, NAMES_MOST = 5 };

static const double seed_most = 9007199254740992.0; /* 2^53 */

static ctg_scaling take_scaling(const args *given)
{
    const char *const word = args_value(given, "scale");

    if (!word)
        return CTG_SCALE_NOTHING;
    if (strcmp(word, "claims") == 0)
        return CTG_SCALE_TO_CLAIMS;
    return strcmp(word, "debts") == 0 ? CTG_SCALE_TO_DEBTS : CTG_SCALE_TO_MEAN;
}

static ctg_weights take_weights(const args *given)
{
    const char *const word = args_value(given, "weights");

    if (!word || strcmp(word, "entropy") == 0)
        return CTG_WEIGHTS_ENTROPY;
    return strcmp(word, "exact") == 0 ? CTG_WEIGHTS_EXACT : CTG_WEIGHTS_GRAVITY;
}

static bool take_steps(const args *given, ctg_reconstruct_options *options)
{
    options->burn_given = args_given(given, "burn");
    options->thin_given = args_given(given, "thin");
    return args_count(given, "burn", 0, (size_t)1 << 53, 0, &options->burn) &&
           args_count(given, "thin", 0, (size_t)1 << 53, 0, &options->thin) &&
           args_count(given, "chains", 1, COUNT_MOST, options->chains,
                      &options->chains) &&
           args_count(given, "draws", 1, COUNT_MOST, options->draws,
                      &options->draws);
}

bool reconstruct_take(const args *given, ctg_reconstruct_options *options)
{
    size_t seed;

    *options = ctg_reconstruct_options_default();
    options->weights = take_weights(given);
    if (!args_number(given, "error", 0, 1, options->error, &options->error) ||
        !args_count(given, "iterations", 1, COUNT_MOST, options->iterations,
                    &options->iterations) ||
        !args_count(given, "restarts", 0, COUNT_MOST, options->restarts,
                    &options->restarts) ||
        !args_number(given, "links", 0, 1e18, options->links,
                     &options->links) ||
        !args_number(given, "density", 0, 1, options->density,
                     &options->density) ||
        !args_number(given, "theta", 0, HUGE_VAL, options->theta,
                     &options->theta) ||
        !args_number(given, "link-probability", 0, 1, options->link_probability,
                     &options->link_probability) ||
        !args_count(given, "seed", 0, (size_t)seed_most, 1, &seed) ||
        !take_steps(given, options))
        return false;
    options->seed = seed;
    return true;
}

bool reconstruct_draws(const char *method)
{
    return strcmp(method, "fitness") == 0 || strcmp(method, "gibbs") == 0;
}

bool reconstruct_fits(const args *given, const char *method)
{
    static const char *const of_one[][2] = {{"links", "fitness"},
                                            {"density", "fitness"},
                                            {"weights", "fitness"},
                                            {"theta", "gibbs"},
                                            {"link-probability", "gibbs"},
                                            {"burn", "gibbs"},
                                            {"thin", "gibbs"},
                                            {"chains", "gibbs"}};
    size_t draws;

    for (size_t k = 0; k < sizeof of_one / sizeof *of_one; k++)
        if (args_given(given, of_one[k][0]) &&
            strcmp(method, of_one[k][1]) != 0) {
            say("--%s is for %s, not for %.60s", of_one[k][0], of_one[k][1],
                method);
            return false;
        }
    if (reconstruct_draws(method) || !args_given(given, "draws"))
        return true;
    if (!args_count(given, "draws", 1, COUNT_MOST, 1, &draws))
        return false;
    if (draws > 1)
        say("--draws is for fitness and gibbs, not for %.60s", method);
    return draws == 1;
}

/* "'A', 'B' and 3 more" */
static char *names_of(const ctg_totals *totals, const ctg_node *nodes,
                      size_t count)
{
    char *text = heap_copy("");

    for (size_t k = 0; k < count && k < NAMES_MOST; k++) {
        const char *const id = ctg_totals_node_id(totals, nodes[k]);
        char *const more = heap_print("%s%s'%.*s'", text, k ? ", " : "",
                                      ctg__utf8_precision(id, 60), id);

        free(text);
        text = more;
    }
    if (count > NAMES_MOST) {
        char *const more =
            heap_print("%s and %zu more", text, count - NAMES_MOST);

        free(text);
        text = more;
    }
    return text;
}

static exit_status say_infeasible(const ctg_totals *totals)
{
    const ctg_infeasible *const why = ctg_totals_infeasible(totals);
    const bool one = why->creditor_count == 1;
    char *names;

    if (!why->creditor_count)
        return EXIT_DONE;
    names = names_of(totals, why->creditors, why->creditor_count);
    say_quoting("cannot be: %s %s %.15g, but all whom %s may lend to owe "
                "%.15g: %.15g too much",
                names, one ? "claims" : "claim", why->claims,
                one ? "it" : "they", why->debts, why->excess);
    free(names);
    return EXIT_FAILED;
}

static const char *method_name(size_t index)
{
    const ctg_variant *const method = ctg_reconstruct_method_at(index);

    return method ? method->name : NULL;
}

bool reconstruct_known(const char *method)
{
    char *names;

    for (size_t i = 0; method_name(i); i++)
        if (strcmp(method_name(i), method) == 0)
            return true;
    if (strcmp(method, "bounds") == 0)
        return true;
    names = heap_names(method_name);
    say("no method '%.60s': %s, bounds", method, names);
    free(names);
    return false;
}

exit_status reconstruct_totals(const args *given, const ctg_graph *graph,
                               progress *shown, ctg_totals **totals)
{
    const ctg_totals_options options = {
        .marginals = args_value(given, "marginals"),
        .missing_is_zero = args_given(given, "missing"),
        .forget = args_given(given, "forget"),
        .zeros = args_value(given, "zeros"),
        .prior = args_value(given, "prior"),
        .blocks = args_value(given, "blocks"),
        .outside = args_value(given, "outside"),
        .scale = take_scaling(given),
        .progress = progress_step,
        .progress_context = shown};
    ctg_error error;
    exit_status status;

    inputs_note(options.marginals);
    inputs_note(options.zeros);
    inputs_note(options.prior);
    inputs_note(options.blocks);
    status = say_wrong(ctg_totals_new(graph, &options, totals, &error), &error);
    return status ? status : say_infeasible(*totals);
}

/* The same shocks, smaller and larger, and where losses jump. */
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "page/findings.h"
#include "text/number.h"

enum { STEPS = 30, CLIFFS_MOST = 12 };

/* Where the curve ends: nearly everything, unless the shock is larger. */
static const double usual_end = 0.9;

static const double jump = 0.01;

/* About 30 runs, and as many for each jump. */
static const double sizes_work_most = 2e7;

/* The size in "asset ETH=-35%", where it begins; NULL: there is none. */
static const char *size_of(const char *shock)
{
    const char *const equals = strrchr(shock, '=');
    const size_t length = strlen(shock);

    return equals && (equals[1] == '-' || equals[1] == '+') && equals[2] &&
                   shock[length - 1] == '%'
               ? equals + 2
               : NULL;
}

/* One size that all shocks have; NaN: they have not. */
static double find_size(const ctg_scenario *scenario)
{
    const char *first = NULL;
    double size;

    for (size_t i = 0; i < ctg_scenario_shock_count(scenario); i++) {
        const char *const size_words = size_of(ctg_scenario_shock(scenario, i));

        if (!size_words || (first && strcmp(first, size_words) != 0))
            return (double)NAN;
        first = size_words;
    }
    return first && ctg_text_parse(first, &size) && size > 0 ? size
                                                             : (double)NAN;
}

/* The scenario with X for the size of each shock. */
static ctg_status place_x(const ctg_scenario *scenario, ctg_scenario **sized,
                          ctg_error *error)
{
    ctg_status status;

    *sized = ctg_scenario_copy(scenario);
    if (!*sized)
        return ctg__fail_memory(error);
    status = ctg_scenario_set(*sized, "shocks", "", error);
    for (size_t i = 0; !status && i < ctg_scenario_shock_count(scenario); i++) {
        const char *const shock = ctg_scenario_shock(scenario, i);
        const size_t head = (size_t)(size_of(shock) - shock);
        ctg__text words = {0};

        ctg__text_add_bytes(&words, shock, head);
        ctg__text_add_char(&words, 'X');
        status = words.failed ? ctg__fail_memory(error)
                              : ctg_scenario_add_shock(
                                    *sized, ctg__text_string(&words), error);
        ctg__text_clear(&words);
    }
    return status;
}

static ctg_curve_options options_from(double from, double to, size_t count,
                                      ctg__steps *steps)
{
    ctg_curve_options options = ctg_curve_options_default();

    options.from = from;
    options.to = to;
    options.steps = count;
    options.jump = jump;
    options.progress = ctg__step;
    options.progress_context = steps;
    return options;
}

/* A curve tells its first jump: the next one is looked for behind it. */
static ctg_status find_cliffs(ctg_findings *found, const ctg_scenario *sized,
                              double to, ctg__steps *steps, ctg_error *error)
{
    ctg_cliff *cliffs;
    double from = 0;
    ctg_status status = CTG_OK;

    if (!TAKE(&found->arena, cliffs, CLIFFS_MOST))
        return ctg__fail_memory(error);
    while (from < to && found->cliff_count < CLIFFS_MOST) {
        ctg_curve_options options = options_from(from, to, 20, steps);
        ctg_curve *curve = NULL;

        options.cliff = true;
        status = ctg_curve_new(found->network, sized, &options, &curve, error);
        if (status)
            return status;
        cliffs[found->cliff_count] = *ctg_curve_cliff(curve);
        ctg_curve_free(curve);
        if (!cliffs[found->cliff_count].found)
            break;
        from = cliffs[found->cliff_count++].size + 1e-6;
    }
    found->cliffs = cliffs;
    for (size_t i = 0; i < found->cliff_count; i++)
        if (!found->cliff || cliffs[i].after - cliffs[i].before >
                                 found->cliff->after - found->cliff->before)
            found->cliff = &cliffs[i];
    return CTG_OK;
}

ctg_status ctg__gather_sizes(ctg_findings *found, ctg__steps *steps,
                             ctg_error *error)
{
    ctg_scenario *sized = NULL;
    ctg_curve_options options;
    ctg_status status;
    double to;

    found->size = find_size(found->scenario);
    if (isnan(found->size) || ctg__findings_work(found) > sizes_work_most)
        return CTG_OK;
    to = found->size > usual_end ? 1 : usual_end;
    if (found->size > 1)
        return CTG_OK;
    options = options_from(0, to, STEPS, steps);
    status = place_x(found->scenario, &sized, error);
    if (!status)
        status = ctg_curve_new(found->network, sized, &options, &found->curve,
                               error);
    if (!status)
        status = find_cliffs(found, sized, to, steps, error);
    ctg_scenario_free(sized);
    /* A size that the scenario has no answer for ends the curve, not the
     * page. */
    if (status == CTG_NO_SOLUTION || status == CTG_BAD_ARGUMENT) {
        ctg_curve_free(found->curve);
        found->curve = NULL;
        found->cliff = NULL;
        found->cliff_count = 0;
        ctg__findings_note(found, "no curve: %s", error->message);
        return CTG_OK;
    }
    return status;
}

/* The same shocks, smaller and larger, and where losses jump. */
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "page/findings.h"
#include "text/number.h"

enum { STEPS = 30 };

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

static void take_cliffs(ctg_findings *found)
{
    found->cliffs = ctg_curve_cliffs(found->curve, &found->cliff_count);
    for (size_t i = 0; i < found->cliff_count; i++) {
        const ctg_cliff *const at = &found->cliffs[i];

        if (!found->cliff ||
            at->after - at->before > found->cliff->after - found->cliff->before)
            found->cliff = at;
    }
}

ctg_status ctg__gather_sizes(ctg_findings *found, ctg__steps *steps,
                             ctg_error *error)
{
    ctg_scenario *sized = NULL;
    ctg_curve_options options = ctg_curve_options_default();
    ctg_status status;

    found->size = find_size(found->scenario);
    if (isnan(found->size) || ctg__findings_work(found) > sizes_work_most)
        return CTG_OK;
    if (found->size > 1)
        return CTG_OK;
    options.to = found->size > usual_end ? 1 : usual_end;
    options.steps = STEPS;
    options.cliff = true;
    options.jump = jump;
    options.progress = ctg__step;
    options.progress_context = steps;
    status = place_x(found->scenario, &sized, error);
    if (!status)
        status = ctg_curve_new(found->network, sized, &options, &found->curve,
                               error);
    if (!status)
        take_cliffs(found);
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

#include "many/placed_size.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "text/text.h"

bool ctg__shock_has_size(const char *shock)
{
    const size_t length = strlen(shock);

    return length > 1 && shock[length - 1] == 'X' &&
           strchr("=-+", shock[length - 2]) != NULL;
}

ctg_status ctg__scenario_place_size(const ctg_scenario *scenario, double size,
                                    bool from_below, ctg_scenario **placed,
                                    ctg_error *error)
{
    ctg_scenario *const copy = ctg_scenario_copy(scenario);
    const size_t count = ctg_scenario_shock_count(scenario);
    ctg_status status;
    ctg__text text = {0};

    CTG__ASSERT(isfinite(size));
    if (!copy)
        return ctg__fail_memory(error);
    status = ctg_scenario_set(copy, "shocks", "", error);
    if (!status)
        status = ctg_scenario_set(copy, "from_below",
                                  from_below ? "true" : "false", error);
    for (size_t k = 0; !status && k < count; k++) {
        const char *const shock = ctg_scenario_shock(scenario, k);

        ctg__text_clear(&text);
        ctg__text_add_bytes(&text, shock,
                            strlen(shock) - ctg__shock_has_size(shock));
        if (ctg__shock_has_size(shock)) {
            ctg__text_add_number(&text, 100 * size);
            ctg__text_add_char(&text, '%');
        }
        status =
            text.failed
                ? ctg__fail_memory(error)
                : ctg_scenario_add_shock(copy, ctg__text_string(&text), error);
    }
    ctg__text_clear(&text);
    if (status)
        ctg_scenario_free(copy);
    else
        *placed = copy;
    return status;
}

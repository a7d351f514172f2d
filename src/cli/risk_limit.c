#include "cli/risk_limit.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

static exit_status wrong(const char *words, const char *why)
{
    say("--fail-if '%.200s': %s", words, why);
    return EXIT_USAGE;
}

/* The last sign: a condition may have one before. */
static exit_status read_one(const char *words, risk_limit *made)
{
    size_t at = strlen(words);
    size_t end;
    const char *number;

    while (at && words[at - 1] != '<' && words[at - 1] != '>')
        at--;
    if (!at)
        return wrong(words, "no >, >=, < or <=");
    number = words + at;
    made->above = words[at - 1] == '>';
    made->equal = *number == '=';
    number += made->equal;
    number += strspn(number, " \t");
    made->share = strchr(number, '%') != NULL;
    if (!ctg_text_parse(number, &made->bound))
        return wrong(words, "the limit is not a number");
    for (end = at - 1;
         end && (words[end - 1] == ' ' || words[end - 1] == '\t');)
        end--;
    made->words = words;
    made->figure = heap_print("%.*s", (int)end, words);
    return EXIT_DONE;
}

exit_status risk_limits_read(const args *given, risk_limits *made)
{
    exit_status status = EXIT_DONE;
    const char *words;
    size_t count = 0;

    for (size_t i = 0; args_next(given, "fail-if", &i);)
        count++;
    made->list = heap_take((count + 1) * sizeof *made->list);
    for (size_t i = 0; !status && (words = args_next(given, "fail-if", &i));) {
        status = read_one(words, &made->list[made->count]);
        made->count += !status;
    }
    return status;
}

exit_status risk_limits_check(const risk_limits *made,
                              const ctg_simulation *simulation)
{
    for (size_t k = 0; k < made->count; k++) {
        ctg_figure_unit unit;
        double value;
        ctg_error error;

        if (ctg_simulation_figure(simulation, made->list[k].figure, &value,
                                  &unit, &error))
            return wrong(made->list[k].words, error.message);
    }
    return EXIT_DONE;
}

static bool is_passed(const risk_limit *limit, double number, double bound)
{
    if (limit->equal && number == bound)
        return true;
    return limit->above ? number > bound : number < bound;
}

exit_status risk_limits_judge(const risk_limits *made,
                              const ctg_simulation *simulation,
                              const char *unit_of_money)
{
    const double equity = ctg_simulation_summarise(simulation)->initial_equity;
    exit_status status = EXIT_DONE;

    for (size_t k = 0; k < made->count; k++) {
        const risk_limit *const limit = &made->list[k];
        ctg_figure_unit unit = CTG_FIGURE_PLAIN;
        double number = (double)NAN;
        double bound = limit->bound;
        char shown[CTG_TEXT_ROOM];
        ctg_error error;
        const ctg_status failed = ctg_simulation_figure(
            simulation, limit->figure, &number, &unit, &error);

        if (failed)
            return say_error(failed, &error);
        if (limit->share && unit == CTG_FIGURE_MONEY)
            bound *= equity;
        if (isnan(number)) {
            say_warning("--fail-if: %s is undefined, so it passes no limit",
                        limit->figure);
            continue;
        }
        if (!is_passed(limit, number, bound))
            continue;
        if (unit == CTG_FIGURE_SHARE)
            ctg_text_share(shown, number, true);
        else
            ctg_text_amount(shown, number,
                            unit == CTG_FIGURE_MONEY ? unit_of_money : NULL,
                            true);
        say("limit passed: %s is %s (--fail-if '%s')", limit->figure, shown,
            limit->words);
        status = EXIT_LIMIT;
    }
    return status;
}

void risk_limits_clear(risk_limits *made)
{
    for (size_t k = 0; k < made->count; k++)
        free(made->list[k].figure);
    free(made->list);
    *made = (risk_limits){0};
}

#include "cli/calibrate_given.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"
#include "text/number.h"

enum { STEPS_MOST = 10000 };

/* All values of an option that repeats; how many. */
static const char **collect(const args *given, const char *option,
                            size_t *count)
{
    const char **list;
    const char *value;

    *count = 0;
    for (size_t i = 0; args_next(given, option, &i);)
        ++*count;
    list = heap_take((*count + 1) * sizeof *list);
    *count = 0;
    for (size_t i = 0; (value = args_next(given, option, &i));)
        list[(*count)++] = value;
    return list;
}

/* "3,1": two numbers. */
static bool read_weights(const char *words, double weights[2])
{
    const char *const comma = strchr(words, ',');

    return comma &&
           ctg__number_parse_rate(words, (size_t)(comma - words),
                                  &weights[0]) == CTG__NUMBER_FINE &&
           ctg__number_parse_rate(comma + 1, strlen(comma + 1), &weights[1]) ==
               CTG__NUMBER_FINE;
}

static exit_status read_maximise(const args *given, calibrate_given *made)
{
    const char *const words = args_value(given, "maximise");

    if (!words)
        return EXIT_DONE;
    if (!read_weights(words, made->weights)) {
        say("--maximise is '%s', not two weights as in 3,1", words);
        return EXIT_USAGE;
    }
    made->options.maximise = made->weights;
    return EXIT_DONE;
}

exit_status calibrate_given_read(const args *given, calibrate_given *made)
{
    ctg_calibrate_options *const options = &made->options;

    *options = ctg_calibrate_options_default();
    if (!args_count(given, "steps", 1, STEPS_MOST, options->steps,
                    &options->steps))
        return EXIT_USAGE;
    made->sets = collect(given, "set", &options->set_count);
    made->limits = collect(given, "limit", &options->limit_count);
    options->sets = made->sets;
    options->limits = made->limits;
    if (options->set_count && !options->limit_count) {
        say("--set needs --limit 'MEASURE STAT <= X'");
        return EXIT_USAGE;
    }
    return read_maximise(given, made);
}

void calibrate_given_clear(calibrate_given *made)
{
    free(made->sets);
    free(made->limits);
    *made = (calibrate_given){0};
}

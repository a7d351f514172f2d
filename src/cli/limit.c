#include "cli/limit.h"

#include <contagraph/text.h>

#include <stdio.h>
#include <string.h>

#include "cli/results.h"
#include "cli/say.h"

typedef struct limit {
    char key[40];
    bool above; /* passed when the key is above `bound`, else below */
    double bound;
    bool of_equity; /* `bound` is a share of the initial equity */
} limit;

static exit_status wrong(const char *words, const char *why)
{
    char shown[128];

    ctg_text_name(shown, sizeof shown, words, 60, false);
    say("--fail-if '%s': %s", shown, why);
    return EXIT_USAGE;
}

static exit_status unknown_key(const char *words, const char *key)
{
    const char *const best = ctg_text_nearest(key, results_keys);
    char shown[80];
    char why[400] = "";

    if (best) {
        snprintf(why, sizeof why, "no key '%s'; did you mean '%s'?",
                 ctg_text_name(shown, sizeof shown, key, 40, false), best);
        return wrong(words, why);
    }
    snprintf(why, sizeof why, "the key is none of");
    for (size_t i = 0; results_keys[i]; i++)
        snprintf(why + strlen(why), sizeof why - strlen(why), "%s %s",
                 i ? "," : "", results_keys[i]);
    return wrong(words, why);
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

static exit_status parse(const char *words, limit *made)
{
    static const ctg_summary nothing;
    const char *at = skip_blanks(words);
    const size_t length = strcspn(at, "<> \t");
    char number[64];
    double ignored;
    size_t digits;

    if (length == 0 || length >= sizeof made->key)
        return wrong(words, "is not 'KEY > NUMBER' or 'KEY < NUMBER'");
    snprintf(made->key, sizeof made->key, "%.*s", (int)length, at);
    at = skip_blanks(at + length);
    if (*at != '<' && *at != '>')
        return wrong(words, "is not 'KEY > NUMBER' or 'KEY < NUMBER'");
    made->above = *at == '>';
    at = skip_blanks(at + 1);
    digits = strcspn(at, " \t");
    if (digits >= sizeof number || *skip_blanks(at + digits))
        return wrong(words, "the limit is not a number");
    snprintf(number, sizeof number, "%.*s", (int)digits, at);
    if (!ctg_text_parse(number, &made->bound))
        return wrong(words, "the limit is not a number");
    made->of_equity = strchr(number, '%') != NULL;
    if (!results_key(&nothing, made->key, &ignored))
        return unknown_key(words, made->key);
    return EXIT_DONE;
}

exit_status limits_check(const args *given)
{
    const char *words;
    limit made;

    for (size_t i = 0; (words = args_next(given, "fail-if", &i));)
        if (parse(words, &made))
            return EXIT_USAGE;
    return EXIT_DONE;
}

bool limits_look_at(const args *given, const char *key)
{
    const char *words;
    limit made;

    for (size_t i = 0; (words = args_next(given, "fail-if", &i));)
        if (!parse(words, &made) && strcmp(made.key, key) == 0)
            return true;
    return false;
}

/* A key that is undefined passes no limit. */
static bool is_passed(const limit *of, double number, double initial_equity)
{
    const double bound = of->of_equity ? of->bound * initial_equity : of->bound;

    return of->above ? number > bound : number < bound;
}

bool limits_passed(const args *given, const ctg_summary *summary)
{
    const char *words;
    limit made;

    for (size_t i = 0; (words = args_next(given, "fail-if", &i));) {
        double number = 0;

        if (parse(words, &made))
            return false;
        results_key(summary, made.key, &number);
        if (is_passed(&made, number, summary->initial_equity))
            return true;
    }
    return false;
}

exit_status limits_judge_by(const args *given,
                            double (*value)(const void *context,
                                            const char *key),
                            const void *context, double initial_equity)
{
    exit_status status = EXIT_DONE;
    const char *words;
    limit made;

    for (size_t i = 0; (words = args_next(given, "fail-if", &i));) {
        char text[32];
        double number;

        if (parse(words, &made))
            return EXIT_USAGE;
        number = value(context, made.key);
        if (!is_passed(&made, number, initial_equity))
            continue;
        ctg_text_number(text, number);
        say("limit passed: %s, it is %s", words, text);
        status = EXIT_LIMIT;
    }
    return status;
}

static double key_of(const void *context, const char *key)
{
    double number = 0;

    results_key(context, key, &number);
    return number;
}

exit_status limits_judge(const args *given, const ctg_summary *summary)
{
    return limits_judge_by(given, key_of, summary, summary->initial_equity);
}

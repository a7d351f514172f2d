/* Looking measures up, and reading "NAME:param=value:..." */
#include <string.h>

#include <contagraph/text.h>

#include "rank/ranking.h"
#include "text/nearest.h"
#include "text/text.h"

static const ctg__measure *const measures[] = {
#define RANKING(name) &ctg__measure_##name,
#include "rank/rankings.def"
#undef RANKING
};

enum { MEASURE_COUNT = sizeof measures / sizeof *measures };

const ctg_variant *ctg_measure_at(size_t index)
{
    return index < MEASURE_COUNT ? &measures[index]->about : NULL;
}

const ctg_measure_notes *ctg_measure_notes_at(size_t index)
{
    return index < MEASURE_COUNT ? &measures[index]->notes : NULL;
}

static const ctg__measure *find(const char *name, size_t length)
{
    for (size_t m = 0; m < MEASURE_COUNT; m++)
        if (strlen(measures[m]->about.name) == length &&
            memcmp(measures[m]->about.name, name, length) == 0)
            return measures[m];
    return NULL;
}

static ctg_status no_measure(const char *name, size_t length, ctg_error *error)
{
    ctg__nearest nearest;
    char word[64];
    char hint[96];

    if (length >= sizeof word)
        length = sizeof word - 1;
    memcpy(word, name, length);
    word[length] = '\0';
    nearest = ctg__nearest_start(word);
    for (size_t m = 0; m < MEASURE_COUNT; m++)
        ctg__nearest_try(&nearest, measures[m]->about.name);
    return ctg__fail(error, CTG_BAD_ARGUMENT, "no measure '%s'%s", word,
                     nearest.best ? ctg__nearest_hint(&nearest, hint)
                                  : " (`contagraph list measures` shows them)");
}

/* One "param=value", `length` bytes long. */
static ctg_status set(const ctg__measure *measure, const char *text,
                      size_t length, double *params, ctg_error *error)
{
    const char *const equals = memchr(text, '=', length);
    const size_t name = equals ? (size_t)(equals - text) : length;
    char value[64] = "";

    if (equals && length - name - 1 < sizeof value)
        memcpy(value, equals + 1, length - name - 1);
    for (size_t p = 0; p < measure->about.param_count; p++) {
        const ctg_param *const param = &measure->about.params[p];

        if (strlen(param->name) != name || memcmp(param->name, text, name) != 0)
            continue;
        if (!ctg_text_parse(value, &params[p]))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "%s: %s is '%s', not a number",
                             measure->about.name, param->name, value);
        if (!(params[p] >= param->least && params[p] <= param->most))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "%s: %s is %g, not from %g to %g",
                             measure->about.name, param->name, params[p],
                             param->least, param->most);
        return CTG_OK;
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s has no parameter '%.*s'",
                     measure->about.name, name > 40 ? 40 : (int)name, text);
}

ctg_status ctg__measure_parse(const char *text, const ctg__measure **measure,
                              double params[CTG__MEASURE_PARAMS_MOST],
                              ctg_error *error)
{
    size_t length = strcspn(text, ":");
    const ctg__measure *const found = find(text, length);
    ctg_status status = CTG_OK;

    if (!found)
        return no_measure(text, length, error);
    for (size_t p = 0; p < found->about.param_count; p++)
        params[p] = found->about.params[p].standard;
    text += length;
    while (!status && *text == ':') {
        length = strcspn(++text, ":");
        status = set(found, text, length, params, error);
        text += length;
    }
    if (!status)
        *measure = found;
    return status;
}

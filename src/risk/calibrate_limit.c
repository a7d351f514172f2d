/* A limit in words: 'bad_debt es99 <= 7%'. */
#include <string.h>

#include "base/error.h"
#include "risk/calibration.h"
#include "text/number.h"

static ctg_status refuse(const char *words, const char *why, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT, "limit '%.200s': %s", words, why);
}

/* The last sign: a condition may have one before. NULL: none. */
static const char *find_sign(const char *words)
{
    for (size_t at = strlen(words); at > 0; at--)
        if (strchr("<>", words[at - 1]))
            return words + at - 1;
    return NULL;
}

static ctg_status read_bound(const char *words, const char *number,
                             ctg__limit *limit, ctg_error *error)
{
    size_t length;

    number += strspn(number, " ");
    for (length = strlen(number); length && number[length - 1] == ' ';)
        length--;
    limit->is_share = length && number[length - 1] == '%';
    return ctg__number_parse_rate(number, length, &limit->bound)
               ? refuse(words, "what stands behind <= is no number", error)
               : CTG_OK;
}

static ctg_status read_figure(const ctg__measures *measures, ctg__limit *limit,
                              size_t length, ctg_error *error)
{
    ctg__arena scratch = {0};
    ctg_error inner = {0};
    char *figure;
    ctg_status status;

    if (!TAKE(&scratch, figure, length + 1))
        return ctg__fail_memory(error);
    memcpy(figure, limit->words, length);
    status = ctg__statistic_read(measures, figure, &limit->statistic, &inner);
    ctg__arena_clear(&scratch);
    if (!status)
        return CTG_OK;
    return status == CTG_BAD_ARGUMENT
               ? ctg__fail(error, status, "limit '%.200s': %.600s",
                           limit->words, inner.message)
               : ctg__fail(error, status, "%s", inner.message);
}

ctg_status ctg__limit_read(const ctg__measures *measures, const char *words,
                           ctg__arena *arena, ctg__limit *limit,
                           ctg_error *error)
{
    size_t length;
    const char *sign;
    char *copy;
    ctg_status status;

    *limit = (ctg__limit){0};
    words += strspn(words, " ");
    for (length = strlen(words); length && words[length - 1] == ' ';)
        length--;
    if (!TAKE(arena, copy, length + 1))
        return ctg__fail_memory(error);
    memcpy(copy, words, length);
    limit->words = copy;
    sign = find_sign(copy);
    if (!sign || sign[0] != '<' || sign[1] != '=')
        return refuse(copy, "a limit reads MEASURE STAT <= X", error);
    status = read_bound(copy, sign + 2, limit, error);
    if (!status)
        status = read_figure(measures, limit, (size_t)(sign - copy), error);
    if (!status && limit->is_share &&
        ctg__statistic_unit(measures, &limit->statistic) == CTG_FIGURE_PLAIN)
        return refuse(copy, "per cents are of money or of a probability",
                      error);
    return status;
}

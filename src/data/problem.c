#include "data/problem.h"

#include <stdarg.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/message.h"
#include "text/clean.h"
#include "text/text.h"

enum { SEVERITIES = CTG_NOTE + 1 };

struct ctg_problems {
    ctg_problem kept[SEVERITIES * CTG__PROBLEMS_KEPT];
    size_t kept_count;
    size_t kept_of[SEVERITIES];
    size_t count[SEVERITIES];
};

ctg_problems *ctg_problems_new(void)
{
    ctg_problems *const made = ctg__allocate(sizeof *made);

    if (made)
        *made = (ctg_problems){0};
    return made;
}

void ctg_problems_free(ctg_problems *problems)
{
    if (!problems)
        return;
    for (size_t i = 0; i < problems->kept_count; i++) {
        ctg__release((void *)(uintptr_t)problems->kept[i].place);
        ctg__release((void *)(uintptr_t)problems->kept[i].text);
    }
    ctg__release(problems);
}

size_t ctg_problems_count(const ctg_problems *problems, ctg_severity severity)
{
    return problems->count[severity];
}

const ctg_problem *ctg_problems_at(const ctg_problems *problems, size_t index)
{
    return index < problems->kept_count ? &problems->kept[index] : NULL;
}

/* What people wrote is quoted in problems, which are printed: no control
 * characters, no bad UTF-8. */
static const char *copy_clean(const char *text)
{
    ctg__text clean = {0};

    if (*text)
        ctg__text_add_clean(&clean, text, CTG__NAME_WHOLE, false);
    else
        ctg__text_add(&clean, text);
    if (clean.failed)
        ctg__text_clear(&clean);
    return clean.bytes;
}

void ctg__problem_add(ctg_problems *problems, ctg_severity severity,
                      const char *place, const char *format, ...)
{
    char text[900];
    ctg_problem problem = {.severity = severity};
    va_list args;

    if (!problems)
        return;
    problems->count[severity]++;
    if (problems->kept_of[severity] == CTG__PROBLEMS_KEPT)
        return;
    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    problem.place = copy_clean(place);
    problem.text = copy_clean(text);
    if (!problem.place || !problem.text) {
        ctg__release((void *)(uintptr_t)problem.place);
        ctg__release((void *)(uintptr_t)problem.text);
        return;
    }
    problems->kept[problems->kept_count++] = problem;
    problems->kept_of[severity]++;
}

bool ctg__problems_full(const ctg_problems *problems, ctg_severity severity)
{
    return !problems || problems->kept_of[severity] == CTG__PROBLEMS_KEPT;
}

ctg_status ctg__problems_verdict(const ctg_problems *problems, size_t before,
                                 ctg_error *error)
{
    const size_t count = problems->count[CTG_REJECTED];
    const ctg_problem *first = NULL;
    size_t seen = 0;

    if (count == before)
        return CTG_OK;
    for (size_t i = 0; i < problems->kept_count && !first; i++)
        if (problems->kept[i].severity == CTG_REJECTED && seen++ == before)
            first = &problems->kept[i];
    if (!first)
        return ctg__fail(error, CTG_BAD_INPUT, "%zu problems", count - before);
    if (count - before == 1)
        return ctg__fail(error, CTG_BAD_INPUT, "%s%s%s", first->place,
                         *first->place ? ": " : "", first->text);
    return ctg__fail(error, CTG_BAD_INPUT, "%s%s%s (and %zu more)",
                     first->place, *first->place ? ": " : "", first->text,
                     count - before - 1);
}

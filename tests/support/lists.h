/*
 * Messages that name every variant there is, so that a new one changes no
 * test: {rules}, {impacts} and {adl_rules} in a text become their words.
 */
#ifndef SUPPORT_LISTS_H
#define SUPPORT_LISTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/variant.h>

/* The caller frees it. */
static char *with_lists(const char *text)
{
    static const struct {
        const char *mark;
        const ctg_variant *(*at)(size_t index);
    } lists[] = {{"{rules}", ctg_rule_at},
                 {"{impacts}", ctg_impact_at},
                 {"{adl_rules}", ctg_adl_rule_at}};
    char *const made = malloc(2 * strlen(text) + 4096);
    char *to = made;

    while (*text) {
        size_t k = 0;

        while (k < 3 && strncmp(text, lists[k].mark, strlen(lists[k].mark)))
            k++;
        if (k == 3) {
            *to++ = *text++;
            continue;
        }
        for (size_t i = 0; lists[k].at(i); i++)
            to += sprintf(to, "%s%s", i ? ", " : "", lists[k].at(i)->name);
        text += strlen(lists[k].mark);
    }
    *to = '\0';
    return made;
}

#endif

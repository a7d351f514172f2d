#include "cli/option_key.h"

#include <stdio.h>
#include <string.h>

#include "cli/heap.h"

enum { LENGTH_MEANING = 300 };

const char *option_key_name(const char *key, char name[OPTION_NAME_ROOM])
{
    snprintf(name, OPTION_NAME_ROOM, "%s", key);
    for (char *c = name; *c; c++)
        if (*c == '_')
            *c = '-';
    return name;
}

static char *key_meaning(const char *standard, const char *range,
                         const char *meaning, bool flag)
{
    const bool unset = strcmp(standard, "null") == 0;
    size_t length = strlen(standard);
    char text[LENGTH_MEANING];

    if (*standard == '"' && length >= 2) {
        standard++;
        length -= 2;
    }
    if (unset)
        snprintf(text, sizeof text, "%s; %s (not set)", meaning, range);
    else if (flag)
        snprintf(text, sizeof text, "%s (%.*s)", meaning, (int)length,
                 standard);
    else
        snprintf(text, sizeof text, "%s; %s (%.*s)", meaning, range,
                 (int)length, standard);
    return heap_copy(text);
}

option_row option_key_row(const char *name, const char *standard,
                          const char *range, const char *meaning, bool flag)
{
    char option[OPTION_NAME_ROOM];

    return (option_row){
        .name = heap_copy(option_key_name(name, option)),
        .kind = flag ? OPTION_MAYBE : OPTION_VALUE,
        .argument = flag ? "BOOL" : "X",
        .meaning = key_meaning(standard, range, meaning, flag),
    };
}

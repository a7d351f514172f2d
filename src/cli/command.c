/* The table of commands, and finding one in it. */
#include <contagraph/text.h>

#include <string.h>

#include "cli/command.h"

static const command_row *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cli/commands.def"
#undef COMMAND
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

const command_row *command_at(size_t index)
{
    return index < COMMAND_COUNT ? commands[index] : NULL;
}

const command_row *command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

const char *command_nearest(const char *name)
{
    const char *names[COMMAND_COUNT + 2];

    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i]->name;
    names[COMMAND_COUNT] = "help";
    names[COMMAND_COUNT + 1] = NULL;
    return ctg_text_nearest(name, names);
}

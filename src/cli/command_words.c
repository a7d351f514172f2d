#include "cli/command_words.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"

char *command_add(char *line, const char *words)
{
    char *const longer = heap_print("%s%s", line, words);

    free(line);
    return longer;
}

char *command_add_word(char *line, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-+=./,:@%";

    if (*word && word[strspn(word, plain)] == '\0')
        return command_add(line, word);
    line = command_add(line, "'");
    for (; *word; word++) {
        const char one[2] = {*word, '\0'};

        line = command_add(line, *word == '\'' ? "'\\''" : one);
    }
    return command_add(line, "'");
}

char *command_add_use(char *line, const args_use *use)
{
    line = command_add(line, " --");
    line = command_add(line, use->option->name);
    if (!use->value)
        return line;
    line = command_add(line, use->option->kind == OPTION_MAYBE ? "=" : " ");
    return command_add_word(line, use->value);
}

/* Finds the command and runs it. */
#include <contagraph/text.h>

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/stream.h"

/* Pages of the program itself go to standard output, checked like results. */
static exit_status show(void (*print)(FILE *))
{
    streams out = {0};

    print(streams_open(&out, NULL));
    return streams_commit(&out);
}

static exit_status show_help(const args *given)
{
    streams out = {0};

    help_print_command(given, streams_open(&out, NULL));
    return streams_commit(&out);
}

static exit_status run_command(const command_row *command, int argc,
                               char **argv)
{
    args given;
    exit_status status = args_parse(command, argc, argv, &given);

    given.find = command_find;
    if (!status && args_known(&given, "anonymise") &&
        args_given(&given, "anonymise"))
        say_set_anonymous();
    if (!status)
        status = args_given(&given, "help") ? show_help(&given)
                                            : command->run(&given);
    progress_erase();
    args_clear(&given);
    return status;
}

static exit_status unknown_command(const char *name)
{
    const char *const best = command_nearest(name);
    char hint[CTG_HINT_ROOM];
    char shown[80];

    heap_name(shown, sizeof shown, name, 40, false);
    if (!*name)
        say("the name of the command is empty (`contagraph --help` lists "
            "them)");
    else
        say("no command '%s'%s", shown,
            best ? ctg_text_hint(hint, best)
                 : " (`contagraph --help` lists them)");
    return EXIT_USAGE;
}

/* `help run` is `run --help`, and `help run all` is `run --help=all`. */
static exit_status run_help(int argc, char **argv)
{
    char whole[] = "--help=all";
    char option[] = "--help";
    char *words[] = {argv[0], option, NULL};
    const command_row *found;
    char shown[80];

    if (argc == 0 || (argc == 1 && strcmp(argv[0], "help") == 0))
        return show(help_print_program);
    found = command_find(argv[0]);
    if (!found)
        return unknown_command(argv[0]);
    if (argc > 1 && strcmp(argv[1], "all") != 0) {
        heap_name(shown, sizeof shown, argv[1], 40, false);
        say("help %s: '%s' is nothing to explain; `contagraph help %s all` "
            "explains every option",
            found->name, shown, found->name);
        return EXIT_USAGE;
    }
    if (argc > 1)
        words[1] = whole;
    return run_command(found, 2, words);
}

int main(int argc, char **argv)
{
    const char *const name = argc > 1 ? argv[1] : "";
    const command_row *found;

    /* What the terminal can show; nothing else. */
    if (!setlocale(LC_CTYPE, "") && errno == ENOMEM)
        heap_fail();
    interrupt_catch();
    program_remember(argc ? argv[0] : "");
    if (argc < 2) {
        help_print_program(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return (int)show(help_print_program);
    if (strcmp(name, "--version") == 0)
        return (int)show(help_print_version);
    if (strcmp(name, "help") == 0)
        return (int)run_help(argc - 2, argv + 2);
    found = command_find(name);
    if (!found)
        return (int)unknown_command(name);
    return (int)run_command(found, argc - 1, argv + 1);
}

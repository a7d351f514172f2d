#include "cli/launch.h"

#include <contagraph/output.h>
#include <contagraph/text.h>

#include <errno.h>
#include <locale.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/help.h"
#include "cli/man_page.h"
#include "cli/parted_inputs.h"
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

static exit_status show_man_page(const args *given)
{
    streams out = {0};

    man_page_write(given, streams_open(&out, NULL));
    return streams_commit(&out);
}

/* Other processes; NULL: none. */
static const processes *with;

/* Whether all processes can do it together. */
static exit_status check_together(const args *given)
{
    if (!given->command->is_parted && !given->command->is_shared) {
        say("%s has no rows to share: use contagraph; contagraph-mpi does "
            "curve, rank, run, simulate and sweep",
            given->command->name);
        return EXIT_USAGE;
    }
    if (!parted_reads_stdin(given))
        return EXIT_DONE;
    say("standard input is there but once; give a file that all ranks see");
    return EXIT_USAGE;
}

static unsigned threads_of(const args *given)
{
    const char *const text =
        args_known(given, "threads") ? args_value(given, "threads") : NULL;
    const long count = text ? strtol(text, NULL, 10) : 0;

    if (count > 0 && count < 100000)
        return (unsigned)count;
#ifdef _OPENMP
    return (unsigned)omp_get_max_threads();
#else
    return 1;
#endif
}

/* Processes that take each other's processors are slower than fewer. */
static void warn_of_crowd(const args *given)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const unsigned threads = threads_of(given);

    if (!args_given(given, "quiet") && processors > 0 &&
        with->here * threads > (unsigned long)processors)
        say_warning("%u ranks of %u threads on %ld processors: one rank a "
                    "machine is best, or --threads",
                    with->here, threads, processors);
}

/* What cannot be written as its name says is refused before the work. */
static exit_status check_written(const args *given)
{
    exit_status status = EXIT_DONE;

    for (size_t i = 0; !status && i < given->use_count; i++) {
        const args_use *const use = &given->uses[i];
        ctg_error error;

        if (use->option->writes && use->value)
            status = say_error(ctg_output_check(use->value, &error), &error);
    }
    return status;
}

static exit_status run_checked(const args *given)
{
    exit_status status = with ? check_together(given) : EXIT_DONE;

    if (!status)
        status = check_written(given);
    if (status)
        return status;
    if (with)
        warn_of_crowd(given);
    return given->command->run(given);
}

static exit_status run_command(const command_row *command, int argc,
                               char **argv)
{
    args given;
    exit_status status = args_parse(command, argc, argv, &given);

    if (!status && args_known(&given, "anonymise") &&
        args_given(&given, "anonymise"))
        say_set_anonymous();
    given.find = command_find;
    given.processes = with;
    if (!status && args_given(&given, "help"))
        status = show_help(&given);
    else if (!status)
        status = run_checked(&given);
    progress_erase();
    args_clear(&given);
    /* As where a pipe is opened that nobody reads: no failure is without a
     * word. */
    return status == EXIT_FAILED && say_withheld() ? EXIT_INTERRUPTED : status;
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

/* `help --man run`: the page of the manual, for whoever builds it. */
static exit_status print_man_page(char *name)
{
    const command_row *const found = command_find(name);
    char option[] = "--help";
    char *words[] = {name, option, NULL};
    args given;
    exit_status status;

    if (!found)
        return unknown_command(name);
    status = args_parse(found, 2, words, &given);
    if (!status)
        status = show_man_page(&given);
    args_clear(&given);
    return status;
}

/* `help run` is its page of the manual where there is a terminal and it is
 * installed, else `run --help`, and `help run all` is `run --help=all`. */
static exit_status run_help(int argc, char **argv)
{
    char whole[] = "--help=all";
    char option[] = "--help";
    char *words[] = {argv[0], option, NULL};
    const command_row *found;
    char shown[80];

    if (argc == 0 || (argc == 1 && strcmp(argv[0], "help") == 0))
        return show(help_print_program);
    if (argc == 2 && strcmp(argv[0], "--man") == 0)
        return print_man_page(argv[1]);
    found = command_find(argv[0]);
    if (!found)
        return unknown_command(argv[0]);
    if (argc == 1 && !with)
        man_page_open(found->name);
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

exit_status program_start(int argc, char **argv, const processes *together)
{
    const char *const name = argc > 1 ? argv[1] : "";
    const command_row *found;

    heap_keep();
    with = together;
    if (with && !with->writes)
        streams_discard();
    /* What the terminal can show; nothing else. */
    if (!setlocale(LC_CTYPE, "") && errno == ENOMEM)
        heap_fail();
    program_remember(argc ? argv[0] : "");
    if (argc < 2) {
        help_print_program(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return show(help_print_program);
    if (strcmp(name, "--version") == 0)
        return show(help_print_version);
    if (strcmp(name, "help") == 0)
        return run_help(argc - 2, argv + 2);
    found = command_find(name);
    if (!found)
        return unknown_command(name);
    return run_command(found, argc - 1, argv + 1);
}

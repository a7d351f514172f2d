#include "cli/help.h"

#include <contagraph/version.h>

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/wrap.h"

enum { INDENT = 26 };

/* All values where they are few, else what kind of thing the value is. */
static void add_argument(const option_row *row, char *left, size_t size)
{
    if (!row->values) {
        strncat(left, row->argument, size - strlen(left) - 1);
        return;
    }
    for (size_t i = 0; row->values[i]; i++) {
        if (i)
            strncat(left, "|", size - strlen(left) - 1);
        strncat(left, row->values[i], size - strlen(left) - 1);
    }
}

static void print_option(const option_row *row, FILE *file)
{
    char left[128];
    int length;

    snprintf(left, sizeof left, "  %c%c%s--%s", row->letter ? '-' : ' ',
             row->letter ? row->letter : ' ', row->letter ? ", " : "  ",
             row->name);
    if (row->kind == OPTION_VALUE)
        strcat(left, " ");
    if (row->kind == OPTION_MAYBE)
        strcat(left, "[=");
    if (row->kind != OPTION_ALONE)
        add_argument(row, left, sizeof left - 2);
    if (row->kind == OPTION_MAYBE)
        strcat(left, "]");
    length = (int)strlen(left);
    fputs(left, file);
    if (length + 2 > INDENT) {
        fputc('\n', file);
        length = 0;
    }
    fprintf(file, "%*s", INDENT - length, "");
    wrap_text(file, row->meaning, INDENT, INDENT);
}

/* What a set of shared options is, by name only; the rest is --help=all. */
static void print_names(const option_set *set, FILE *file)
{
    enum { NAMES = 18 };
    char *names = heap_copy("");
    int length;

    for (size_t i = 0; i < set->count; i++) {
        const option_row *const row = &set->rows[i];
        char *const longer =
            row->letter
                ? heap_print("%s%s-%c, --%s", names, i ? "  " : "", row->letter,
                             row->name)
                : heap_print("%s%s--%s", names, i ? "  " : "", row->name);

        free(names);
        names = longer;
    }
    length = fprintf(file, "  %s", set->title);
    fprintf(file, "%*s", NAMES - length, "");
    wrap_text(file, names, NAMES, NAMES);
    free(names);
}

/* Its own options first and in full; those it shares by name. */
static void print_options(const args *given, bool all, FILE *file)
{
    const bool has_own = given->command->own_count > 0;

    if (has_own) {
        fprintf(file, "\n%s:\n", given->sets[0].title);
        for (size_t i = 0; i < given->sets[0].count; i++)
            print_option(&given->sets[0].rows[i], file);
    }
    if (!all)
        fprintf(file,
                "\nShared options (contagraph %s --help=all explains "
                "them):\n",
                given->command->name);
    for (size_t s = has_own; s < given->set_count; s++) {
        if (!all) {
            print_names(&given->sets[s], file);
            continue;
        }
        fprintf(file, "\n%s:\n", given->sets[s].title);
        for (size_t i = 0; i < given->sets[s].count; i++)
            print_option(&given->sets[s].rows[i], file);
    }
}

void help_print_command(const args *given, FILE *file)
{
    const command_row *const command = given->command;
    const bool all = args_value(given, "help") != NULL;

    fprintf(file, "Usage: contagraph %s %s [OPTION...]\n\n", command->name,
            command->operands);
    wrap_text(file, command->about, 0, 0);
    if (command->more) {
        fputc('\n', file);
        command->more(file);
    }
    print_options(given, all, file);
    fputs("\nExamples:\n", file);
    for (size_t i = 0; i < 2; i++)
        fprintf(file, "  contagraph %s\n      %s\n", command->examples[i].line,
                command->examples[i].what);
}

void help_print_program(FILE *file)
{
    const command_row *each;

    fputs("Usage: contagraph COMMAND [ARGUMENT...] [OPTION...]\n\n", file);
    wrap_text(
        file,
        "Finds out how losses travel through networks of financial claims, "
        "collateral and shared assets: who fails, by whose fault, along "
        "which path.",
        0, 0);
    fputs("\nCommands:\n", file);
    for (size_t i = 0; (each = command_at(i)); i++) {
        const int length = fprintf(file, "  %s %s", each->name, each->operands);

        /* What is too long has a line of its own. */
        if (length < INDENT - 1)
            fprintf(file, "%*s", INDENT - length, "");
        else
            fprintf(file, "\n%*s", INDENT, "");
        wrap_text(file, each->summary, INDENT, INDENT);
    }
    fputs("\n", file);
    wrap_text(
        file,
        "GRAPH is a folder of CSV tables, a file (JSON, SQLite, GraphML, GML, "
        "Pajek, DOT, CSV edge list or dense matrix), or - for standard input: "
        "see `contagraph list formats`.",
        0, 0);
    fputs("\n"
          "  contagraph help COMMAND     the options of a command\n"
          "  contagraph --version        versions of the program and of what\n"
          "                              it runs with\n\n"
          "Examples:\n"
          "  contagraph check graphs/banks-145\n"
          "      what is wrong, or looks wrong, with a graph\n"
          "  contagraph run graphs/defi-25 --shock 'asset @eth=-35%'\n"
          "      who loses what, and when, after a crash\n",
          file);
    fputs("\nExit status: 0 done, 1 input or run failed, 2 wrong command "
          "line, 3 no fixed\npoint within --rounds, 4 a limit of --fail-if "
          "passed, 130 interrupted.\n",
          file);
}

void help_print_version(FILE *file)
{
    ctg_version part;

    for (size_t i = 0; ctg_version_at(i, &part); i++)
        fprintf(file, "%s %s\n", part.name, part.version);
}

#include "cli/args.h"

#include <contagraph/text.h>

#include <assert.h>
#include <getopt.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/say.h"
#include "text/number.h"
#include "text/utf8.h"

/* What getopt_long wants, made of our tables. */
typedef struct tables {
    struct option *longs;
    const option_row **rows; /* beside `longs` */
    const char **names;      /* "--top", for suggestions; NULL at the end */
    size_t count;
    char letters[64];
} tables;

static void tables_fill(tables *made, const args *given)
{
    size_t letter = 0;

    made->letters[letter++] = ':'; /* we say ourselves what is missing */
    made->count = 0;
    for (size_t s = 0; s < given->set_count; s++)
        made->count += given->sets[s].count;
    made->longs = heap_take((made->count + 1) * sizeof *made->longs);
    made->rows = heap_take(made->count * sizeof *made->rows);
    made->names = heap_take((made->count + 1) * sizeof *made->names);
    made->count = 0;
    for (size_t s = 0; s < given->set_count; s++)
        for (size_t i = 0; i < given->sets[s].count; i++) {
            const option_row *const row = &given->sets[s].rows[i];
            const int takes = row->kind == OPTION_ALONE   ? no_argument
                              : row->kind == OPTION_VALUE ? required_argument
                                                          : optional_argument;

            made->longs[made->count] =
                (struct option){row->name, takes, NULL, 0};
            made->rows[made->count] = row;
            made->names[made->count++] = row->name;
            if (!row->letter)
                continue;
            made->letters[letter++] = row->letter;
            if (row->kind == OPTION_VALUE)
                made->letters[letter++] = ':';
            assert(letter < sizeof made->letters);
        }
}

static void tables_clear(tables *made)
{
    free(made->longs);
    free(made->rows);
    free(made->names);
}

static const option_row *row_of_letter(const tables *made, int letter)
{
    for (size_t i = 0; i < made->count; i++)
        if (made->rows[i]->letter && made->rows[i]->letter == letter)
            return made->rows[i];
    return NULL;
}

static exit_status wrong(const args *given, const char *format, ...)
    SAY_PRINTF(2, 3);

/* Says what is wrong with the command line, and where help is. */
static exit_status wrong(const args *given, const char *format, ...)
{
    char *text;
    va_list rest;

    va_start(rest, format);
    text = heap_print_list(format, rest);
    va_end(rest);
    say("%s (`contagraph %s --help` lists the options)", text,
        given->command->name);
    free(text);
    return EXIT_USAGE;
}

/* The only option that begins so, else the one that looks most like it. */
static const char *nearest_option(const tables *made, const char *name)
{
    const char *begins = NULL;
    size_t count = 0;

    for (size_t i = 0; *name && i < made->count; i++)
        if (strncmp(made->names[i], name, strlen(name)) == 0) {
            begins = made->names[i];
            count++;
        }
    return count == 1 ? begins : ctg_text_nearest(name, made->names);
}

static exit_status unknown_option(const args *given, const tables *made,
                                  const char *word)
{
    const int length = (int)strcspn(word, "=");
    const int fitting = ctg__utf8_precision(word, 60);
    char name[64];
    char shown[2 * sizeof name];
    char dashed[64];
    char hint[CTG_HINT_ROOM];
    const char *best;

    snprintf(name, sizeof name, "%.*s", length < fitting ? length : fitting,
             word);
    heap_name(shown, sizeof shown, name, 0, false);
    best = strncmp(name, "--", 2) == 0 ? nearest_option(made, name + 2) : NULL;
    snprintf(dashed, sizeof dashed, "--%s", best ? best : "");
    return wrong(given, "no option '%s'%s", shown,
                 ctg_text_hint(hint, best ? dashed : NULL));
}

/* Whether `--name` or `--name=value` is an option, not only its beginning. */
static bool has_name(const tables *made, const char *word)
{
    const size_t length = strcspn(word + 2, "=");

    for (size_t i = 0; i < made->count; i++)
        if (strlen(made->names[i]) == length &&
            strncmp(made->names[i], word + 2, length) == 0)
            return true;
    return false;
}

/* Whether the value is the name of something on disk. */
static bool is_file(const option_row *row)
{
    return row->argument && (strcmp(row->argument, "FILE") == 0 ||
                             strcmp(row->argument, "DIR") == 0 ||
                             strcmp(row->argument, "GRAPH") == 0);
}

static exit_status check_value(const args *given, const option_row *row,
                               const char *value)
{
    const char *best;
    char hint[CTG_HINT_ROOM];
    char shown[80];
    char all[256] = "";

    if (value && !*value && is_file(row))
        return wrong(given, "--%s is empty, the name of no file", row->name);
    if (!row->values || !value)
        return EXIT_DONE;
    for (size_t i = 0; row->values[i]; i++)
        if (strcmp(row->values[i], value) == 0)
            return EXIT_DONE;
    for (size_t i = 0; row->values[i]; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s",
                 i ? ", " : "", row->values[i]);
    heap_name(shown, sizeof shown, value, 60, false);
    best = ctg_text_nearest(value, row->values);
    if (best)
        return wrong(given, "--%s is '%s'%s", row->name, shown,
                     ctg_text_hint(hint, best));
    return wrong(given, "--%s is '%s', not one of %s", row->name, shown, all);
}

/* Of `GRAPH SCENARIOS` or `[WHAT [NAME]]`, the word of an operand. */
static exit_status empty_operand(const args *given, size_t index)
{
    static const char between[] = " []";
    const char *word = given->command->operands;

    for (word += strspn(word, between); index; index--) {
        word += strcspn(word, between);
        word += strspn(word, between);
    }
    return wrong(given, "%.*s is empty: contagraph %s %s [OPTION...]",
                 (int)strcspn(word, between), word, given->command->name,
                 given->command->operands);
}

/* Whether the word behind `--cap` is a number, which names no graph. */
static bool is_meant_as_value(const args *given)
{
    double number;

    return given->behind &&
           ctg__number_parse_rate(given->behind, strlen(given->behind),
                                  &number) == CTG__NUMBER_FINE;
}

static exit_status check_operands(const args *given)
{
    const command_row *const command = given->command;
    char shown[128];

    if (given->operand_count < command->least)
        return wrong(given, "%s needs %s: contagraph %s %s [OPTION...]",
                     command->name, command->operands, command->name,
                     command->operands);
    if (given->operand_count > command->most && is_meant_as_value(given))
        return wrong(given,
                     given->alone->kind == OPTION_MAYBE
                         ? "--%s takes a value by = alone: '%s'"
                         : "--%s takes no value: '%s'",
                     given->alone->name,
                     heap_name(shown, sizeof shown, given->behind, 60, false));
    if (given->operand_count > command->most)
        return wrong(given, "too many arguments: '%s'",
                     heap_name(shown, sizeof shown,
                               given->operands[command->most], 60, false));
    for (size_t i = 0; i < given->operand_count; i++)
        if (!*given->operands[i])
            return empty_operand(given, i);
    return EXIT_DONE;
}

static void add_use(args *given, const option_row *row, const char *value)
{
    given->uses =
        heap_grow(given->uses, (given->use_count + 1) * sizeof *given->uses);
    given->uses[given->use_count++] = (args_use){row, value};
}

/* The word of argv that getopt_long just took apart, without its value. */
static const char *current_word(char **argv)
{
    if (optarg && optind >= 2 && argv[optind - 1] == optarg)
        return argv[optind - 2];
    return argv[optind - 1];
}

static exit_status take_options(args *given, const tables *made, int argc,
                                char **argv)
{
    exit_status status;
    int code;
    int index = -1;

    opterr = 0;
    optind = 1;
    while ((code = getopt_long(argc, argv, made->letters, made->longs,
                               &index)) != -1) {
        const option_row *row;
        const char *const word = argv[optind - 1];

        if (code == ':' && optopt)
            return wrong(given, "-%c needs a value", optopt);
        if (code == ':' && has_name(made, word))
            return wrong(given, "%s needs a value", word);
        if (code == '?' && optopt)
            return wrong(given, "no option '-%c'", optopt);
        if (code == '?' && has_name(made, word))
            return wrong(given, "%.*s takes no value", (int)strcspn(word, "="),
                         word);
        if (code == '?' || code == ':')
            return unknown_option(given, made, word);
        row = code ? row_of_letter(made, code) : made->rows[index];
        if (code == 0) { /* the beginning of a name is not the name */
            const char *const written = current_word(argv);

            if (!has_name(made, written))
                return unknown_option(given, made, written);
        }
        status = check_value(given, row, optarg);
        if (status)
            return status;
        add_use(given, row, optarg);
        if (row->kind != OPTION_VALUE && !optarg && optind < argc &&
            *argv[optind] != '-') {
            given->alone = row;
            given->behind = argv[optind];
        }
    }
    return EXIT_DONE;
}

exit_status args_parse(const command_row *command, int argc, char **argv,
                       args *given)
{
    tables made = {0};
    exit_status status;

    *given = (args){.command = command};
    if (command->own_count)
        given->sets[given->set_count++] =
            (option_set){"Options", command->own, command->own_count};
    given->set_count +=
        option_sets(command->sets, given->sets + given->set_count);
    tables_fill(&made, given);
    status = take_options(given, &made, argc, argv);
    tables_clear(&made);
    if (status || args_given(given, "help"))
        return status;
    given->operands = argv + optind;
    given->operand_count = (size_t)(argc - optind);
    return check_operands(given);
}

void args_clear(args *given)
{
    free(given->uses);
}

bool args_known(const args *given, const char *name)
{
    for (size_t s = 0; s < given->set_count; s++)
        for (size_t i = 0; i < given->sets[s].count; i++)
            if (strcmp(given->sets[s].rows[i].name, name) == 0)
                return true;
    return false;
}

bool args_given(const args *given, const char *name)
{
    assert(args_known(given, name));
    for (size_t i = 0; i < given->use_count; i++)
        if (strcmp(given->uses[i].option->name, name) == 0)
            return true;
    return false;
}

const char *args_value(const args *given, const char *name)
{
    assert(args_known(given, name));
    for (size_t i = given->use_count; i-- > 0;)
        if (strcmp(given->uses[i].option->name, name) == 0)
            return given->uses[i].value;
    return NULL;
}

const char *args_next(const args *given, const char *name, size_t *index)
{
    assert(args_known(given, name));
    while (*index < given->use_count) {
        const args_use *const use = &given->uses[(*index)++];

        if (strcmp(use->option->name, name) == 0)
            return use->value;
    }
    return NULL;
}

bool args_count(const args *given, const char *name, size_t least, size_t most,
                size_t standard, size_t *count)
{
    const char *const text = args_value(given, name);
    char shown[80];
    double number;

    if (!text) {
        *count = standard;
        return true;
    }
    if (!args_number(given, name, (double)least, (double)most, 0, &number))
        return false;
    if (number != floor(number) || strchr(text, '%')) {
        wrong(given, "--%s is '%s', not a whole number", name,
              heap_name(shown, sizeof shown, text, 40, false));
        return false;
    }
    *count = (size_t)number;
    return true;
}

bool args_number(const args *given, const char *name, double least, double most,
                 double standard, double *number)
{
    const char *const text = args_value(given, name);
    char shown[80];
    double value;

    if (!text) {
        *number = standard;
        return true;
    }
    heap_name(shown, sizeof shown, text, 40, false);
    if (!ctg_text_parse(text, &value)) {
        wrong(given, "--%s is '%s', not a number", name, shown);
        return false;
    }
    if (!(value >= least && value <= most)) {
        wrong(given, "--%s is '%s', not within %g to %g", name, shown, least,
              most);
        return false;
    }
    *number = value;
    return true;
}

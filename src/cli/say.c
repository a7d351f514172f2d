#include "cli/say.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/text.h>

#include "cli/heap.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/reader.h"

/* -q, -v and --anonymise, set once before anything runs. */
static bool quiet;
static bool verbose;
static bool anonymous;

void say_set_quiet(void)
{
    quiet = true;
    progress_silence();
}

void say_set_verbose(void)
{
    verbose = true;
}

void say_set_anonymous(void)
{
    anonymous = true;
}

static void print(const char *prefix, const char *format, va_list args)
    SAY_PRINTF(2, 0);

enum { MESSAGE_ROOM = 2048 };

/* What comes from files is cleaned: no escape sequence gets through. Takes
 * memory for what is very long alone. */
static void print(const char *prefix, const char *format, va_list args)
{
    char short_text[MESSAGE_ROOM];
    char short_clean[3 * MESSAGE_ROOM];
    char *text = short_text;
    char *clean = short_clean;
    va_list again;
    int length;

    va_copy(again, args);
    length = vsnprintf(short_text, sizeof short_text, format, again);
    va_end(again);
    if (length >= MESSAGE_ROOM) {
        text = heap_take((size_t)length + 1);
        vsnprintf(text, (size_t)length + 1, format, args);
        /* A bad byte becomes a character of three. */
        clean = heap_take(3 * (size_t)length + 1);
    }
    heap_name(clean, 3 * strlen(text) + 1, text, 0, false);
    progress_erase();
    fprintf(stderr, "%s%s\n", prefix, clean);
    if (text != short_text) {
        free(clean);
        free(text);
    }
}

static void say_line(const char *prefix, const char *format, ...)
    SAY_PRINTF(2, 3);

static void say_line(const char *prefix, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print(prefix, format, args);
    va_end(args);
}

void say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print("contagraph: ", format, args);
    va_end(args);
}

/* From the first quote to the last one, as ids may have some of their own. */
static char *hide_quoted(const char *text, size_t length)
{
    const char *const quote = memchr(text, '\'', length);
    const size_t first = quote ? (size_t)(quote - text) : length;
    size_t last = length;

    while (last > first && text[last - 1] != '\'')
        last--;
    if (last < first + 2)
        return heap_print("%.*s", (int)length, text);
    return heap_print("%.*s(hidden)%.*s", (int)first, text,
                      (int)(length - last), text + last);
}

/* "shock 'node X=1': no node 'X'" has two halves, where they can be told. */
static void say_hidden_names(const char *text)
{
    static const char seam[] = "': ";
    const char *const hint = strstr(text, "; did you mean '");
    const char *const half = strstr(text, seam);
    const size_t length = hint ? (size_t)(hint - text) : strlen(text);
    const bool parted = half && half + 1 < text + length &&
                        !strstr(half + sizeof seam - 1, seam);
    const size_t cut = parted ? (size_t)(half + 1 - text) : length;
    char *const one = hide_quoted(text, cut);
    char *const other = hide_quoted(text + cut, length - cut);

    say("%s%s", one, other);
    free(one);
    free(other);
}

void say_quoting(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    if (anonymous) {
        char *const text = heap_print_list(format, args);

        say_hidden_names(text);
        free(text);
    } else {
        print("contagraph: ", format, args);
    }
    va_end(args);
}

void say_warning(const char *format, ...)
{
    va_list args;

    if (quiet)
        return;
    va_start(args, format);
    print("contagraph: warning: ", format, args);
    va_end(args);
}

void say_note(const char *format, ...)
{
    va_list args;

    if (quiet)
        return;
    va_start(args, format);
    print("contagraph: ", format, args);
    va_end(args);
}

void say_more(const char *format, ...)
{
    va_list args;

    if (!verbose || quiet)
        return;
    va_start(args, format);
    print("contagraph: ", format, args);
    va_end(args);
}

const char *say_plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static bool withheld;

bool say_withheld(void)
{
    return withheld;
}

static exit_status say_status(ctg_status status, const ctg_error *error,
                              exit_status wrong)
{
    switch (status) {
    case CTG_OK:
        return EXIT_DONE;
    case CTG_CANCELLED:
        progress_erase();
        return EXIT_INTERRUPTED;
    case CTG_IO_ERROR:
        if (reader_left())
            return EXIT_DONE;
        break;
    default:
        break;
    }
    if (interrupt_came()) {
        withheld = true;
        return EXIT_INTERRUPTED;
    }
    say_quoting("%s",
                *error->message ? error->message : ctg_status_name(status));
    return status == CTG_BAD_ARGUMENT || status == CTG_NOT_FOUND ? wrong
                                                                 : EXIT_FAILED;
}

exit_status say_error(ctg_status status, const ctg_error *error)
{
    return say_status(status, error, EXIT_FAILED);
}

exit_status say_wrong(ctg_status status, const ctg_error *error)
{
    return say_status(status, error, EXIT_USAGE);
}

const char say_hidden[] = "(hidden by --anonymise)";

static void say_problem(const ctg_problem *problem, bool hidden)
{
    const char *const colon = *problem->place ? ": " : "";
    const char *const text = hidden ? say_hidden : problem->text;

    switch (problem->severity) {
    case CTG_NOTE:
        if (!quiet)
            say_line("note: ", "%s%s%s", problem->place, colon, text);
        break;
    case CTG_WARNING:
        say_warning("%s%s%s", problem->place, colon, text);
        break;
    case CTG_REJECTED:
        say("%s%s%s", problem->place, colon, text);
        break;
    }
}

static size_t say_kept(const ctg_problems *problems, ctg_severity severity,
                       bool hidden)
{
    const ctg_problem *problem;
    size_t said = 0;

    for (size_t i = 0; (problem = ctg_problems_at(problems, i)); i++) {
        if (problem->severity != severity)
            continue;
        said++;
        say_problem(problem, hidden);
    }
    return said;
}

static void say_notes(const ctg_problems *problems, bool hidden)
{
    const size_t said = say_kept(problems, CTG_NOTE, hidden);
    const size_t all = ctg_problems_count(problems, CTG_NOTE);

    if (all > said && !quiet)
        say_line("note: ", "and %zu more note%s", all - said,
                 say_plural(all - said));
}

static void say_kept_warnings(const ctg_problems *problems, bool hidden)
{
    const size_t said = say_kept(problems, CTG_WARNING, hidden);
    const size_t all = ctg_problems_count(problems, CTG_WARNING);

    if (all > said)
        say_warning("and %zu more warning%s", all - said,
                    say_plural(all - said));
}

void say_warnings(const ctg_problems *problems, bool hidden)
{
    say_notes(problems, hidden);
    say_kept_warnings(problems, hidden);
}

void say_warnings_short(const ctg_problems *problems, const char *path,
                        bool hidden)
{
    enum { LONG = 200 };
    const size_t all = ctg_problems_count(problems, CTG_WARNING);
    const ctg_problem *problem;
    size_t length = 0;

    for (size_t i = 0; (problem = ctg_problems_at(problems, i)); i++)
        if (problem->severity == CTG_WARNING)
            length += strlen(problem->place) + strlen(problem->text);
    if (!hidden)
        say_notes(problems, hidden); /* what is read otherwise is always said */
    if (!all)
        return;
    if (length <= LONG && !hidden)
        say_kept_warnings(problems, hidden);
    else if (strcmp(path, "-") == 0)
        say_note("%zu warning%s; `contagraph check` lists %s", all,
                 say_plural(all), all == 1 ? "it" : "them");
    else
        say_note("%zu warning%s; `contagraph check %s` lists %s", all,
                 say_plural(all), path, all == 1 ? "it" : "them");
}

void say_rejected(const ctg_problems *problems, bool hidden)
{
    const size_t said = say_kept(problems, CTG_REJECTED, hidden);
    const size_t all = ctg_problems_count(problems, CTG_REJECTED);

    if (all > said)
        say("and %zu more problem%s, %zu in all", all - said,
            say_plural(all - said), all);
}

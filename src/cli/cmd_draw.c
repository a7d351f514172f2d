/* draw: pictures of a graph and of what a scenario does to it. */
#include <contagraph/text.h>

#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/picture.h"
#include "cli/say.h"
#include "cli/session.h"

enum { VIEWS_MOST = 31, DPI_MOST = 1200 };

static const ctg_view *find_view(const char *name)
{
    const ctg_view *view;

    for (size_t i = 0; (view = ctg_view_at(i)); i++)
        if (strcmp(view->name, name) == 0)
            return view;
    return NULL;
}

static exit_status unknown_view(const char *name)
{
    const char *names[VIEWS_MOST + 1] = {NULL};
    const ctg_view *view;
    const char *best;
    char shown[80];
    char all[256] = "";

    for (size_t i = 0; i < VIEWS_MOST && (view = ctg_view_at(i)); i++) {
        names[i] = view->name;
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s",
                 i ? ", " : "", view->name);
    }
    best = ctg_text_nearest(name, names);
    ctg_text_name(shown, sizeof shown, name, 40, false);
    if (best)
        say("no view '%s'; did you mean '%s'?", shown, best);
    else
        say("no view '%s', there is: %s", shown, all);
    return EXIT_USAGE;
}

static exit_status take_options(const args *given, ctg_draw_options *options,
                                size_t *dpi)
{
    if (!args_number(given, "keep", 0, 1, 0, &options->keep) ||
        !args_count(given, "dpi", 10, DPI_MOST, 0, dpi))
        return EXIT_USAGE;
    options->force = args_given(given, "force");
    return EXIT_DONE;
}

static exit_status draw(const args *given, const ctg_view *view,
                        session *made)
{
    const ctg_draw_options plain = picture_options(made);
    ctg_draw_options options = plain;
    ctg_drawing *drawing = NULL;
    ctg_error error;
    size_t dpi = 0;
    exit_status status = take_options(given, &options, &dpi);

    if (!status)
        status = say_error(ctg_draw(view->name, &options, &drawing, &error),
                           &error);
    if (!status)
        status = picture_save(drawing, args_value(given, "output"),
                              (unsigned)dpi);
    ctg_drawing_free(drawing);
    return status;
}

static exit_status run(const args *given)
{
    const ctg_view *const view = find_view(given->operands[0]);
    ctg_draw_options checked = ctg_draw_options_default();
    session made = {0};
    size_t dpi;
    exit_status status;

    if (!view)
        return unknown_view(given->operands[0]);
    status = take_options(given, &checked, &dpi);
    if (!status)
        status = session_open(given, given->operands[1], &made);
    if (!status)
        status = session_hide(given, &made);
    if (!status && view->needs_run)
        status = session_run(&made, true);
    if (!status)
        status = draw(given, view, &made);
    if (!status && made.run)
        status = session_judge(&made);
    session_clear(&made);
    return status;
}

static void print_views(FILE *file)
{
    const ctg_view *view;

    fputs("Views:\n", file);
    for (size_t i = 0; (view = ctg_view_at(i)); i++)
        help_print_term(file, view->name, view->summary);
}

static const option_row own[] = {
    {.name = "output", .letter = 'o', .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "where to: .svg, .png and .pdf are rendered by Graphviz's "
                "dot, all else, and standard output, is DOT"},
    {.name = "keep", .kind = OPTION_VALUE, .argument = "SHARE",
     .meaning = "share of the losses to draw line by line (90%); the rest is "
                "in boxes that say how much"},
    {.name = "force", .kind = OPTION_ALONE,
     .meaning = "draw what is too big to be read, too"},
    {.name = "dpi", .kind = OPTION_VALUE, .argument = "N",
     .meaning = "dots per inch of a .png (96)"},
};

const command_row command_draw = {
    .name = "draw",
    .operands = "VIEW GRAPH",
    .summary = "a picture of a graph, or of what a scenario does to it",
    .about = "Draws a view of a graph, or of what a scenario does to it.",
    .more = print_views,
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING |
            OPTIONS_ANONYMISE,
    .examples = {{"draw cascade graphs/defi-25 --shock \"asset ETH=-35%\" -o "
                  "cascade.svg",
                  "the cascade of a crash, rendered"},
                 {"draw cascade graphs/textbook-f1 --shock \"node A=default\" "
                  "| dot -Tpng >f1.png",
                  "DOT for a renderer of your own"}},
    .run = run,
};

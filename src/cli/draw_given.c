/* Words of `draw` that name what there is: pages, kinds of matrices. */
#include "cli/draw_given.h"

#include <contagraph/draw.h>

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/patience.h"
#include "cli/say.h"

static bool is_page(const char *name)
{
    const char *page;

    for (size_t i = 0; (page = ctg_draw_page_at(i)); i++)
        if (strcmp(page, name) == 0)
            return true;
    return false;
}

const ctg_matrix_kind *draw_given_kind(const char *name)
{
    const ctg_matrix_kind *kind;

    for (size_t i = 0; (kind = ctg_matrix_kind_at(i)); i++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

static const char *kind_name(size_t index)
{
    const ctg_matrix_kind *const kind = ctg_matrix_kind_at(index);

    return kind ? kind->name : NULL;
}

/* What only a matrix has. */
exit_status draw_given_matrix(const args *given, const ctg_view *view)
{
    static const char *const own_options[] = {"of", "by", "top", "format"};
    const bool matrix = strcmp(view->name, "matrix") == 0;
    const char *const of = args_value(given, "of");
    const char *const format = args_value(given, "format");
    char shown[80];

    for (size_t i = 0; i < sizeof own_options / sizeof *own_options; i++)
        if (!matrix && args_given(given, own_options[i])) {
            say("--%s is for the view matrix", own_options[i]);
            return EXIT_USAGE;
        }
    if (of && !draw_given_kind(of)) {
        char *const names = heap_names(kind_name);

        heap_name(shown, sizeof shown, of, 40, false);
        say("no matrix of '%s', there is: %s", shown, names);
        free(names);
        return EXIT_USAGE;
    }
    if (format && strcmp(format, "csv") != 0 && strcmp(format, "dot") != 0) {
        heap_name(shown, sizeof shown, format, 40, false);
        say("no format '%s', there is: dot, csv", shown);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

exit_status draw_given_page(const args *given)
{
    const char *const page = args_value(given, "page");
    char *names;
    char shown[80];

    if (!page || is_page(page))
        return EXIT_DONE;
    names = heap_names(ctg_draw_page_at);
    heap_name(shown, sizeof shown, page, 40, false);
    say("no page '%s', there is: %s", shown, names);
    free(names);
    return EXIT_USAGE;
}

exit_status draw_given_up(double seconds, size_t count)
{
    char words[PATIENCE_ROOM];

    say("importance is a run for each of %zu nodes, here about %s in all; "
        "--force draws it however long that takes, and `rank --part` shares "
        "the runs",
        count, patience_words(seconds, words));
    return EXIT_FAILED;
}

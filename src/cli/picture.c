#include "cli/picture.h"

#include <contagraph/output.h>

#include <string.h>
#include <strings.h>

#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/say.h"

/* Pictures have no bar: it is asked only whether to go on. */
static progress quiet = {.silent = true};

ctg_draw_options picture_options(const job *made)
{
    ctg_draw_options options = ctg_draw_options_default();

    options.network = made->from.network;
    options.run = made->run;
    options.scenario = made->scenario;
    options.input_hash = made->from.hash;
    options.edits = (const char *const *)made->from.edits;
    options.edit_count = made->from.edit_count;
    options.progress = progress_step;
    options.progress_context = &quiet;
    return options;
}

static void say_notes(const ctg_drawing *drawing)
{
    const char *note;

    for (size_t i = 0; (note = ctg_drawing_note(drawing, i)); i++)
        say_warning("%s", note);
}

exit_status picture_write_cascade(const job *made, const char *path,
                                  streams *out)
{
    const ctg_draw_options options = picture_options(made);
    ctg_drawing *drawing = NULL;
    ctg_error error;
    exit_status status =
        say_error(ctg_draw("cascade", &options, &drawing, &error), &error);
    FILE *file;

    if (status)
        return status;
    say_notes(drawing);
    file = streams_open(out, path);
    if (file)
        fputs(ctg_drawing_dot(drawing), file);
    ctg_drawing_free(drawing);
    return file ? EXIT_DONE : EXIT_FAILED;
}

/* Whether a path ends so, before the ending of its compression. */
static bool ends_in(const char *path, const char *ending)
{
    const size_t length = ctg_output_name_length(path);
    const size_t wanted = strlen(ending);

    return length >= wanted &&
           strncasecmp(path + length - wanted, ending, wanted) == 0;
}

/* By the ending of a path; else it is DOT. */
static bool is_rendered(const char *path)
{
    return path && (ends_in(path, ".svg") || ends_in(path, ".png") ||
                    ends_in(path, ".pdf"));
}

/* A name of which nobody expects a picture: none, or one of a DOT file. */
static bool is_dot(const char *path)
{
    const char *const slash = path ? strrchr(path, '/') : NULL;
    const char *const ending = path ? strchr(slash ? slash : path, '.') : NULL;

    return !ending || (size_t)(ending - path) >= ctg_output_name_length(path) ||
           ends_in(path, ".dot") || ends_in(path, ".gv");
}

static exit_status render(const ctg_drawing *drawing, const char *path,
                          unsigned dpi)
{
    ctg_render_options options = ctg_render_options_default();
    ctg_problems *const troubles = ctg_problems_new();
    ctg_error error;
    ctg_status status;

    if (!troubles)
        heap_fail();
    if (!inputs_spare(path))
        return EXIT_FAILED;
    options.progress = progress_step;
    options.progress_context = &quiet;
    if (dpi)
        options.dpi = dpi;
    interrupt_guard(); /* a process, and a file on its way to its place */
    status = ctg_drawing_render(drawing, path, &options, troubles, &error);
    interrupt_unguard();
    say_warnings(troubles, false);
    ctg_problems_free(troubles);
    return say_error(status, &error);
}

exit_status picture_save_csv(const ctg_drawing *drawing, const char *path)
{
    const char *const csv = ctg_drawing_csv(drawing);
    streams out = {0};
    FILE *const file = streams_open(&out, path);

    if (!file)
        return EXIT_FAILED;
    fputs(csv ? csv : "", file);
    return streams_commit(&out);
}

exit_status picture_save(const ctg_drawing *drawing, const char *path,
                         unsigned dpi)
{
    streams out = {0};
    FILE *file;

    say_notes(drawing);
    if (is_rendered(path))
        return render(drawing, path, dpi);
    if (!is_dot(path))
        say_warning("%s: written as DOT, as only .svg, .png and .pdf are "
                    "rendered",
                    path);
    file = streams_open(&out, path);
    if (!file)
        return EXIT_FAILED;
    fputs(ctg_drawing_dot(drawing), file);
    return streams_commit(&out);
}

/* Pictures as SVG, PNG and PDF, made by Graphviz's `dot`. */
#include <config.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <contagraph/output.h>

#include "base/error.h"
#include "base/memory.h"
#include "bridge/output_ask.h"
#include "data/problem.h"
#include "draw/dot_child.h"
#include "draw/rendered.h"
#include "draw/sketch.h"
#include "draw/svg_centre.h"
#include "draw/svg_finish.h"

enum { SECONDS = 30 /* of CPU time */, DPI = 96 };

/* By the ending of the file that it goes to. */
typedef struct target {
    const char *ending;
    const char *option;
    bool pixels; /* on white; else transparent, and sizes are points */
} target;

static const target targets[] = {
    /* The SVG comes first. */
    {".svg", "-Tsvg", false},
    {".png", "-Tpng:cairo", true},
    {".pdf", "-Tpdf", false},
};

ctg_render_options ctg_render_options_default(void)
{
    return (ctg_render_options){.dpi = DPI, .seconds = SECONDS};
}

static ctg__dot_job job_of(const target *to, const ctg_render_options *how)
{
    return (ctg__dot_job){.program = how->program ? how->program : "dot",
                          .format = to->option,
                          .seconds = how->seconds ? how->seconds : SECONDS,
                          .options = how};
}

static const target *find_target(const char *path)
{
    const size_t length = ctg_output_name_length(path);

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const size_t ending = strlen(targets[i].ending);

        if (length >= ending &&
            strncasecmp(path + length - ending, targets[i].ending, ending) == 0)
            return &targets[i];
    }
    return NULL;
}

static const char *describe(ctg__dot_outcome result)
{
    switch (result) {
    case CTG__DOT_CRASHED:
        return "crashed";
    case CTG__DOT_TOO_SLOW:
        return "took too long";
    case CTG__DOT_REFUSED:
        return "failed";
    case CTG__DOT_EMPTY:
        return "gave an empty picture";
    default:
        return "could not be started";
    }
}

typedef struct attempt {
    bool grid; /* with positions of our own */
    const char *splines;
    const char *next; /* what is tried when this fails */
} attempt;

static const attempt attempts[] = {
    {false, NULL, "trying straight lines"},
    {false, "-Gsplines=line", "placing boxes in a grid"},
    {true, "-Gsplines=line", NULL},
};

/* Empties the file for the next attempt; a pipe cannot be. */
static bool empty(int file)
{
    return ftruncate(file, 0) == 0 && lseek(file, 0, SEEK_SET) == 0;
}

static ctg_status try_all(const ctg__dot_job *work, const ctg_drawing *drawing,
                          ctg_problems *problems, ctg_error *error)
{
    char message[256];

    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        const attempt *const a = &attempts[i];
        const char *const dot =
            ctg__text_string(a->grid ? &drawing->grid : &drawing->dot);
        const ctg__dot_outcome result =
            ctg__dot_try(work, dot, a->splines, message, sizeof message);

        if (result == CTG__DOT_RENDERED)
            return CTG_OK;
        if (result == CTG__DOT_STOPPED)
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        if (result == CTG__DOT_MISSING)
            return ctg__fail(error, CTG_NOT_FOUND,
                             "no program '%s' to render with: install "
                             "Graphviz, or take the DOT file elsewhere",
                             work->program);
        if (!a->next || !empty(work->output) || result == CTG__DOT_NOT_TRIED)
            return ctg__fail(error, CTG_NO_SOLUTION, "'%s' %s%s%s",
                             work->program, describe(result),
                             *message ? ": " : "", message);
        ctg__problem_add(problems, CTG_WARNING, "", "'%s' %s%s%s; %s",
                         work->program, describe(result), *message ? ": " : "",
                         message, a->next);
    }
    return CTG_OK;
}

/* All of a file, NUL-terminated. */
static ctg_status read_all(FILE *file, char **bytes, ctg_error *error)
{
    struct stat status;
    size_t length;
    char *made = NULL;

    if (fseek(file, 0, SEEK_SET) == 0 && fstat(fileno(file), &status) == 0) {
        length = (size_t)status.st_size;
        made = ctg__allocate(length + 1);
        if (!made)
            return ctg__fail_memory(error);
        if (fread(made, 1, length, file) == length) {
            made[length] = '\0';
            *bytes = made;
            return CTG_OK;
        }
    }
    ctg__release(made);
    return ctg__fail(error, CTG_IO_ERROR,
                     "the picture that was made cannot be read");
}

/* An SVG is rendered beside the output and finished into it: into `text`. */
static ctg_status finish_svg(ctg__dot_job *work, const ctg_drawing *drawing,
                             ctg__text *text, ctg_problems *problems,
                             ctg_error *error)
{
    const ctg__svg_words words = {.title = ctg__text_string(&drawing->title),
                                  .description =
                                      drawing->figures.length
                                          ? ctg__text_string(&drawing->figures)
                                          : NULL,
                                  .page = drawing->page,
                                  .dark = drawing->dark};
    FILE *const beside = tmpfile();
    ctg__text centred = {0};
    char *svg = NULL;
    ctg_status status;

    if (!beside)
        return ctg__fail(error, CTG_IO_ERROR, "no temporary file");
    work->output = fileno(beside);
    status = try_all(work, drawing, problems, error);
    if (!status)
        status = read_all(beside, &svg, error);
    if (!status) {
        ctg__svg_centre(svg, &centred);
        ctg__svg_finish(ctg__text_string(&centred), &words, text);
        if (text->failed || centred.failed)
            status = ctg__fail_memory(error);
    }
    ctg__text_clear(&centred);
    ctg__release(svg);
    fclose(beside);
    return status;
}

static ctg_status render_svg(ctg__dot_job *work, const ctg_drawing *drawing,
                             FILE *output, ctg_problems *problems,
                             ctg_error *error)
{
    ctg__text text = {0};
    const ctg_status status = finish_svg(work, drawing, &text, problems, error);

    if (!status)
        fputs(ctg__text_string(&text), output);
    ctg__text_clear(&text);
    return status;
}

ctg_status ctg_drawing_svg(ctg_drawing *drawing,
                           const ctg_render_options *options,
                           ctg_problems *problems, const char **svg,
                           ctg_error *error)
{
    const ctg_render_options standard = ctg_render_options_default();
    const ctg_render_options *const how = options ? options : &standard;
    ctg__dot_job work = job_of(&targets[0], how);
    ctg__text text = {0};
    const ctg_status status =
        finish_svg(&work, drawing, &text, problems, error);

    if (status) {
        ctg__text_clear(&text);
        return status;
    }
    ctg__text_clear(&drawing->svg);
    drawing->svg = text;
    *svg = ctg__text_string(&drawing->svg);
    return CTG_OK;
}

ctg_status ctg__drawing_svg(const ctg_drawing *drawing,
                            const ctg_render_options *options,
                            ctg_problems *problems, ctg__text *svg,
                            ctg_error *error)
{
    FILE *const output = tmpfile();
    ctg__dot_job work = job_of(&targets[0], options);
    char *bytes = NULL;
    ctg_status status;

    if (!output)
        return ctg__fail(error, CTG_IO_ERROR, "no temporary file");
    work.output = fileno(output);
    status = try_all(&work, drawing, problems, error);
    if (!status)
        status = read_all(output, &bytes, error);
    if (!status) {
        ctg__svg_centre(bytes, svg);
        if (svg->failed)
            status = ctg__fail_memory(error);
    }
    ctg__release(bytes);
    fclose(output);
    return status;
}

ctg_status ctg_drawing_render(const ctg_drawing *drawing, const char *path,
                              const ctg_render_options *options,
                              ctg_problems *problems, ctg_error *error)
{
    const ctg_render_options standard = ctg_render_options_default();
    const ctg_render_options *const how = options ? options : &standard;
    const target *const to = find_target(path);
    ctg__dot_job work;
    ctg_output *output;
    ctg_status status;
    char dpi[24];

    if (!to)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s ends in none of .svg, .png, .pdf", path);
    work = job_of(to, how);
    snprintf(dpi, sizeof dpi, "-Gdpi=%u", how->dpi ? how->dpi : DPI);
    work.dpi = to->pixels ? dpi : NULL;
    status = ctg_output_open(path, &output, error);
    if (status)
        return status;
    ctg__output_ask(output, how->progress, how->progress_context);
    work.output = fileno(ctg_output_file(output));
    status = to == &targets[0]
                 ? render_svg(&work, drawing, ctg_output_file(output), problems,
                              error)
                 : try_all(&work, drawing, problems, error);
    if (status) {
        ctg_output_abort(output);
        return status;
    }
    return ctg_output_commit(output, error);
}

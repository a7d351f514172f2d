/*
 * Rendering by Graphviz's `dot` as a child, guarded: it aborts on some graphs
 * and takes for ever on others, and must not take us with it.
 */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <contagraph/output.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/problem.h"
#include "draw/rendered.h"
#include "draw/sketch.h"
#include "draw/svg_finish.h"

enum {
    SECONDS = 30, /* of CPU time */
    PATIENCE = 4, /* times that on the clock, for one that just waits */
    DPI = 96,
    NOT_STARTED = 127 /* what shells say, too */
};

#define MEMORY ((rlim_t)2 << 30)

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

typedef enum outcome {
    RENDERED,
    MISSING, /* there is no such program */
    CRASHED,
    TOO_SLOW,
    REFUSED, /* it said no */
    EMPTY,   /* it said yes, and nothing came */
    STOPPED, /* the caller said so */
    NOT_TRIED
} outcome;

typedef struct job {
    const char *program;
    const target *target;
    unsigned seconds;
    char dpi[24];
    int output; /* where its standard output goes */
    const ctg_render_options *options;
} job;

ctg_render_options ctg_render_options_default(void)
{
    return (ctg_render_options){.dpi = DPI, .seconds = SECONDS};
}

static const target *find_target(const char *path)
{
    const char *const ending = strrchr(path, '.');

    for (size_t i = 0; ending && i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].ending, ending) == 0)
            return &targets[i];
    return NULL;
}

/* --- the child -------------------------------------------------------------
 */

static _Noreturn void become(const job *work, int input, int messages,
                             const char *splines)
{
    const char *arguments[8] = {work->program, work->target->option};
    size_t count = 2;

    if (work->target->pixels) {
        arguments[count++] = work->dpi;
        arguments[count++] = "-Gbgcolor=white";
    }
    if (splines)
        arguments[count++] = splines;
    setrlimit(RLIMIT_CPU, &(struct rlimit){work->seconds, work->seconds + 1});
    setrlimit(RLIMIT_AS, &(struct rlimit){MEMORY, MEMORY});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    if (dup2(input, STDIN_FILENO) >= 0 &&
        dup2(work->output, STDOUT_FILENO) >= 0 &&
        dup2(messages, STDERR_FILENO) >= 0) {
        signal(SIGPIPE, SIG_DFL);
        /* execvp takes its strings as they are, whatever it declares. */
        execvp(work->program, (char *const *)(uintptr_t)arguments);
    }
    _exit(NOT_STARTED);
}

/* --- the parent ------------------------------------------------------------
 */

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* A pipe cannot be asked. */
static bool is_empty(int file)
{
    struct stat status;

    return fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_size == 0;
}

static bool must_stop(const job *work)
{
    const ctg_render_options *const options = work->options;

    return options->progress &&
           !options->progress(options->progress_context, 0, 0);
}

/* Waits, but not for ever. */
static outcome wait_for(const job *work, pid_t child)
{
    const double end = now() + (double)work->seconds * PATIENCE;
    const struct timespec nap = {0, 5000000};
    int status;
    pid_t done;
    bool stopped = false;
    bool killed = false;

    for (;;) {
        done = waitpid(child, &status, killed ? 0 : WNOHANG);
        if (done == child)
            break;
        if (done < 0 && errno != EINTR)
            return CRASHED;
        stopped = stopped || must_stop(work);
        if (!killed && (stopped || now() > end)) {
            kill(child, SIGKILL);
            killed = true;
        }
        if (!killed)
            nanosleep(&nap, NULL);
    }
    /* The signal that stops us may have been meant for all of the terminal's,
     * and have killed it before anybody asked. */
    if (stopped || must_stop(work))
        return STOPPED;
    if (killed)
        return TOO_SLOW;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL
                   ? TOO_SLOW
                   : CRASHED;
    if (WEXITSTATUS(status) == NOT_STARTED)
        return MISSING;
    if (WEXITSTATUS(status) != 0)
        return REFUSED;
    return is_empty(work->output) ? EMPTY : RENDERED;
}

/* The first line of what it said. */
static void read_message(FILE *messages, char *text, size_t size)
{
    rewind(messages);
    if (!fgets(text, (int)size, messages))
        text[0] = '\0';
    text[strcspn(text, "\r\n")] = '\0';
}

/* `dot` reads its graph from a file without a name. */
static outcome run(const job *work, const char *dot, const char *splines,
                   char *message, size_t size)
{
    FILE *const input = tmpfile();
    FILE *const messages = tmpfile();
    outcome result = NOT_TRIED;
    pid_t child = -1;

    snprintf(message, size, "no temporary file");
    if (input && messages && fputs(dot, input) >= 0 && fflush(input) == 0 &&
        fseek(input, 0, SEEK_SET) == 0 &&
        lseek(fileno(input), 0, SEEK_SET) == 0) {
        child = fork();
        if (child == 0)
            become(work, fileno(input), fileno(messages), splines);
        snprintf(message, size, "no process");
    }
    if (child > 0) {
        result = wait_for(work, child);
        read_message(messages, message, size);
    }
    if (input)
        fclose(input);
    if (messages)
        fclose(messages);
    return result;
}

static const char *describe(outcome result)
{
    switch (result) {
    case CRASHED:
        return "crashed";
    case TOO_SLOW:
        return "took too long";
    case REFUSED:
        return "failed";
    case EMPTY:
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

static ctg_status try_all(const job *work, const ctg_drawing *drawing,
                          ctg_problems *problems, ctg_error *error)
{
    char message[256];

    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        const attempt *const a = &attempts[i];
        const char *const dot =
            ctg__text_string(a->grid ? &drawing->grid : &drawing->dot);
        const outcome result =
            run(work, dot, a->splines, message, sizeof message);

        if (result == RENDERED)
            return CTG_OK;
        if (result == STOPPED)
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        if (result == MISSING)
            return ctg__fail(error, CTG_NOT_FOUND,
                             "no program '%s' to render with: install "
                             "Graphviz, or take the DOT file elsewhere",
                             work->program);
        if (!a->next || !empty(work->output) || result == NOT_TRIED)
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
static ctg_status finish_svg(job *work, const ctg_drawing *drawing,
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
    char *svg = NULL;
    ctg_status status;

    if (!beside)
        return ctg__fail(error, CTG_IO_ERROR, "no temporary file");
    work->output = fileno(beside);
    status = try_all(work, drawing, problems, error);
    if (!status)
        status = read_all(beside, &svg, error);
    if (!status) {
        ctg__svg_finish(svg, &words, text);
        if (text->failed)
            status = ctg__fail_memory(error);
    }
    ctg__release(svg);
    fclose(beside);
    return status;
}

static ctg_status render_svg(job *work, const ctg_drawing *drawing,
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
    job work = {
        .program = how->program ? how->program : "dot",
        .target = &targets[0],
        .seconds = how->seconds ? how->seconds : SECONDS,
        .options = how,
    };
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
    job work = {
        .program = options->program ? options->program : "dot",
        .target = &targets[0],
        .seconds = options->seconds ? options->seconds : SECONDS,
        .options = options,
    };
    char *bytes = NULL;
    ctg_status status;

    if (!output)
        return ctg__fail(error, CTG_IO_ERROR, "no temporary file");
    work.output = fileno(output);
    status = try_all(&work, drawing, problems, error);
    if (!status)
        status = read_all(output, &bytes, error);
    if (!status) {
        ctg__text_add(svg, bytes);
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
    const unsigned dpi = how->dpi ? how->dpi : DPI;
    job work = {
        .program = how->program ? how->program : "dot",
        .target = find_target(path),
        .seconds = how->seconds ? how->seconds : SECONDS,
        .options = how,
    };
    ctg_output *output;
    ctg_status status;

    if (!work.target)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s ends in none of .svg, .png, .pdf", path);
    snprintf(work.dpi, sizeof work.dpi, "-Gdpi=%u", dpi);
    status = ctg_output_open(path, &output, error);
    if (status)
        return status;
    work.output = fileno(ctg_output_file(output));
    status = work.target == &targets[0]
                 ? render_svg(&work, drawing, ctg_output_file(output), problems,
                              error)
                 : try_all(&work, drawing, problems, error);
    if (status) {
        ctg_output_abort(output);
        return status;
    }
    return ctg_output_commit(output, error);
}

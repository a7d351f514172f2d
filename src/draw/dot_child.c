#include <config.h>

#include "draw/dot_child.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    PATIENCE = 4, /* times the CPU's on the clock, for one that just waits */
    NOT_STARTED = 127 /* what shells say, too */
};

#define MEMORY ((rlim_t)2 << 30)

static _Noreturn void become(const ctg__dot_job *work, int input, int messages,
                             const char *splines)
{
    const char *arguments[8] = {work->program, work->format};
    size_t count = 2;

    if (work->dpi) {
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

static bool must_stop(const ctg__dot_job *work)
{
    const ctg_render_options *const options = work->options;

    return options->progress &&
           !options->progress(options->progress_context, 0, 0);
}

/* Waits, but not for ever. */
static ctg__dot_outcome wait_for(const ctg__dot_job *work, pid_t child)
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
            return CTG__DOT_CRASHED;
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
        return CTG__DOT_STOPPED;
    if (killed)
        return CTG__DOT_TOO_SLOW;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL
                   ? CTG__DOT_TOO_SLOW
                   : CTG__DOT_CRASHED;
    if (WEXITSTATUS(status) == NOT_STARTED)
        return CTG__DOT_MISSING;
    if (WEXITSTATUS(status) != 0)
        return CTG__DOT_REFUSED;
    return is_empty(work->output) ? CTG__DOT_EMPTY : CTG__DOT_RENDERED;
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
ctg__dot_outcome ctg__dot_try(const ctg__dot_job *work, const char *dot,
                              const char *splines, char *message, size_t size)
{
    FILE *const input = tmpfile();
    FILE *const messages = tmpfile();
    ctg__dot_outcome result = CTG__DOT_NOT_TRIED;
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

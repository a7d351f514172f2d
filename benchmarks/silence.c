/*
 * How long calls go on without asking whether they shall: the longest CPU time
 * between two questions, before the first or behind the last.
 *
 *     benchmarks/silence [WORD [SIZE [SECONDS]]]
 *
 * WORD is in the names of the calls; SIZE 1, the standard, is two million
 * exposures where time is in proportion to them. Each call runs twice: to its
 * end, or until it is told to stop after SECONDS (4) of its own, and stopped in
 * the middle of that. One thread. Calls that never ask are there as well.
 */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bars.h"
#include "heard.h"

static heard heard_now;

static void empty(const char *folder)
{
    char command[100];

    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command))
        bars_die(folder);
}

/* What a call came to: seconds without a question, and all of them. */
typedef struct outcome {
    double most;
    double used;
    double questions;
    double stopped;
} outcome;

static outcome run(const heard_case *of, double size, double seconds)
{
    heard_world w = {.kind = of->kind,
                     .nodes = (size_t)(size * (double)of->nodes),
                     .degree = of->degree,
                     .folder = "/tmp/contagraph-silence-XXXXXX"};
    ctg_error error = {.message = ""};
    ctg_status status;

    heard_now.until = seconds;
    if (!mkdtemp(w.folder))
        bars_die(w.folder);
    status = of->call(&w, &heard_now, of->word, &error);
    empty(w.folder);
    if (status && status != CTG_CANCELLED)
        fprintf(stderr, "%s: %s\n", of->what, error.message);
    return (outcome){heard_now.most, heard_now.used,
                     (double)heard_now.questions, heard_now.stopped};
}

/* In a process of its own, whose memory is new. */
static outcome apart(const heard_case *of, double size, double seconds)
{
    outcome came = {NAN, NAN, 0, 0};
    int ends[2];
    pid_t child;

    fflush(stdout);
    if (pipe(ends) || (child = fork()) < 0)
        bars_die("no process");
    if (child == 0) {
        came = run(of, size, seconds);
        _exit(write(ends[1], &came, sizeof came) != sizeof came);
    }
    close(ends[1]);
    if (read(ends[0], &came, sizeof came) != sizeof came)
        came.most = came.used = NAN;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return came;
}

static void judge(const heard_case *of, double size, double seconds)
{
    const outcome whole = apart(of, size, seconds);
    outcome half = whole;
    char what[120];

    if (whole.used > 0.05) /* what is shorter has no middle */
        half = apart(of, size, whole.used / 2);
    snprintf(what, sizeof what, "%s, of %.2f s%s", of->what, whole.used,
             whole.stopped > 0 ? " until told to stop" : "");
    if (isnan(whole.used))
        bars_not_judged("", what, "it failed");
    else
        bars_at_most("", what, 0.2, fmax(whole.most, half.most), "s");
}

int main(int argc, char **argv)
{
    static const heard_case *const all[] = {heard_files, heard_runs, heard_many,
                                            heard_answers};
    const char *const word = argc > 1 ? argv[1] : "";
    const double size = argc > 2 ? strtod(argv[2], NULL) : 1;
    const double seconds = argc > 3 ? strtod(argv[3], NULL) : 4;

    bars_threads(1);
    bars_head("The longest silence of a call, CPU time");
    for (size_t a = 0; a < sizeof all / sizeof *all; a++)
        for (const heard_case *c = all[a]; c->what; c++)
            if (strstr(c->what, word))
                judge(c, size, seconds);
    return 0;
}

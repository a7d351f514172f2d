/*
 * Runs a program again and again, each time with another of its allocations
 * failing, once and from then on, in the folder it is started in:
 *
 *     every_allocation PRELOAD MOST PROGRAM ARGUMENT...
 *
 * MOST faults each way at most, evenly spread; 0: all. Says what was not
 * right (outcome.h); exit status 0 if everything was. The folder is left as it
 * was.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault/outcome.h"

/* One run: the allocation that fails, 0: none; whether all after it do. */
typedef struct trial {
    const char *preload;
    char **arguments;
    long at;
    bool on;
} trial;

static int run(void *context)
{
    const trial *const t = context;
    const pid_t child = fork();
    int status;

    if (child == 0) {
        char number[24];

        snprintf(number, sizeof number, "%ld", t->at);
        setenv("FAIL_AT", number, 1);
        setenv("FAIL_ON", t->on ? "1" : "0", 1);
        setenv("FAIL_TOLD", "../told", 1);
        setenv("LD_PRELOAD", t->preload, 1);
        fault_redirect();
        execv(t->arguments[0], t->arguments);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static long count_told(void)
{
    size_t length;
    char *const told = fault_read("../told", &length);
    const long count = atol(told);

    free(told);
    return count;
}

int main(int argc, char **argv)
{
    static expected right;
    trial t = {0};
    bool fine;
    long count;
    long tried;
    long bad = 0;

    if (argc < 4)
        return 2;
    t = (trial){.preload = argv[1], .arguments = argv + 3};
    fine = fault_expect(&right, run, &t);
    count = count_told();
    if (!fine || count < 5) {
        printf("# all granted: exit status %d, %ld allocations\n", right.status,
               count);
        return 1;
    }
    tried = fault_tried(argv[2], count);
    for (long k = 0; k < 2 * tried; k++) {
        int status;
        const char *why;

        t.on = k % 2;
        /* The two ways, half a step apart. */
        t.at = 1 + k * count / (2 * tried);
        status = run(&t);
        why = fault_check(status, &right, NOTHING_STAYS);
        if (why && bad++ < FAULT_SHOWN)
            printf("# allocation %ld of %ld%s: %s (%d)\n", t.at, count,
                   t.on ? " and all after it" : "", why, status);
    }
    printf("# %ld of %ld allocation faults\n", bad, 2 * tried);
    fault_end(&right);
    return bad != 0;
}

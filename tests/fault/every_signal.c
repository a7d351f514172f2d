/*
 * Runs a program again and again, each time with another signal at another of
 * its calls to the kernel, before it and behind it, in the folder it is started
 * in:
 *
 *     every_signal PRELOAD MOST PROGRAM ARGUMENT...
 *
 * Signals come once, and once more a few calls later where that stops at once.
 * MOST of each kind at most, evenly spread; 0: all. Right is the end without a
 * signal, or exit status 130 with each file as it was before or will be after.
 * Says what was not; exit status 0 if everything was, 77 where calls cannot be
 * watched. The folder is left as it was.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "fault/outcome.h"
#include "fault/traced.h"

#ifdef TRACED_WORKS
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

enum { STOPPED = 130, FAR = 9 };

static const struct {
    int number;
    bool twice;
    bool ignored;
} kinds[] = {
    {SIGINT, false, false}, {SIGINT, true, false},  {SIGTERM, true, false},
    {SIGHUP, false, false}, {SIGXCPU, true, false}, {SIGBUS, true, false},
    {SIGPIPE, false, true}, {SIGXFSZ, false, true},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* What is found is kept when they are stopped: other files, in their places. */
static const char *const keeping[] = {"optimise", "simulate", "sweep"};

/* One run: where a signal comes, counted over beginnings and ends of calls from
 * the one by which the program has caught the last of them; 0: nowhere. */
typedef struct trial {
    const char *preload;
    char **arguments;
    bool keeps;
    bool caught;
    int number;
    long at;
    long again; /* 0: once */
    long count;
} trial;

static void look(void *context, pid_t child, struct user_regs_struct *registers,
                 bool inside)
{
    trial *const t = context;

    if (registers->orig_rax == SYS_rt_sigaction && registers->rdi == SIGBUS)
        t->caught |= !inside;
    if (!t->caught)
        return;
    t->count++;
    if (t->count == t->at || (t->again && t->count == t->again))
        kill(child, t->number);
}

static int run(void *context)
{
    trial *const t = context;

    t->count = 0;
    t->caught = false;
    return traced_run(t->preload, t->arguments, look, t);
}

static const char *judge(const trial *t, int status, const expected *right,
                         const listing *now, size_t kind)
{
    if (!kinds[kind].ignored && status == STOPPED)
        return fault_known(now, right) && (t->keeps || fault_whole(now, right))
                   ? NULL
                   : "stopped, and a file is left";
    if (status == 1)
        return "exit status 1";
    return fault_judge(status, right, now, NOTHING_STAYS);
}

/* One signal at one place; what was not right, or NULL. */
static const char *attempt(trial *t, size_t kind, const expected *right,
                           int *status)
{
    static listing now;
    const char *why;

    t->number = kinds[kind].number;
    t->again = kinds[kind].twice ? t->at + 1 + t->at % FAR : 0;
    *status = run(t);
    fault_look(&now);
    why = judge(t, *status, right, &now, kind);
    fault_tidy(&now, &right->before);
    fault_forget(&now);
    return why;
}

int main(int argc, char **argv)
{
    static expected right;
    trial t = {0};
    bool fine;
    long count;
    long tried;
    long bad = 0;

    if (argc < 5)
        return 2;
    t = (trial){.preload = argv[1], .arguments = argv + 3};
    for (size_t i = 0; i < sizeof keeping / sizeof *keeping; i++)
        t.keeps |= strcmp(argv[4], keeping[i]) == 0;
    fine = fault_expect(&right, run, &t);
    count = t.count;
    if (right.status == 77)
        return 77;
    if (!fine || count < 5) {
        printf("# without signals: exit status %d, %ld calls\n", right.status,
               count);
        return 1;
    }
    tried = fault_tried(argv[2], count);
    for (long k = 0; k < tried * KINDS; k++) {
        const size_t kind = (size_t)(k % KINDS);
        const char *why;
        int status;

        t.at = 1 + k * count / (tried * KINDS);
        why = attempt(&t, kind, &right, &status);
        if (why && bad++ < FAULT_SHOWN)
            printf("# SIG%s%s at %ld of %ld: %s (%d)\n",
                   sigabbrev_np(kinds[kind].number),
                   kinds[kind].twice ? " twice" : "", t.at, count, why, status);
    }
    printf("# %ld of %ld signal faults\n", bad, tried * KINDS);
    fault_end(&right);
    return bad != 0;
}
#else
int main(void)
{
    return 77;
}
#endif

/*
 * Runs a program again and again, each time with another of its system calls
 * failing, in the folder it is started in:
 *
 *     every_call PRELOAD MOST PROGRAM ARGUMENT...
 *
 * Calls are those of the kernel, whoever makes them, from the moment that the
 * libraries are loaded (PRELOAD says so); programs that it starts are left
 * alone. MOST faults at most, evenly spread; 0: all. Says what was not right
 * (outcome.h); exit status 0 if everything was, 77 where calls cannot be
 * watched. The folder is left as it was.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "fault/outcome.h"

#include "fault/traced.h"

#ifdef TRACED_WORKS
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

enum { WRONGS = 6, SHORT = -1 };

/* What may go wrong with a call. The kernel has closed a file even where it
 * says that it has not. */
static const struct {
    long call;
    const char *name;
    int wrongs[WRONGS]; /* errno, or SHORT: half of what was asked for */
    bool happens;       /* all the same */
    leftover may_stay;
} calls[] = {
    {SYS_read, "read", {EIO, EINTR, SHORT}, false, NOTHING_STAYS},
    {SYS_pread64, "pread", {EIO, EINTR, SHORT}, false, NOTHING_STAYS},
    {SYS_write, "write", {EIO, ENOSPC, EINTR, SHORT}, false, NOTHING_STAYS},
    {SYS_pwrite64, "pwrite", {EIO, ENOSPC, EINTR, SHORT}, false, NOTHING_STAYS},
    {SYS_open, "open", {EIO, EMFILE, EINTR}, false, NOTHING_STAYS},
    {SYS_openat, "open", {EIO, EMFILE, EINTR}, false, NOTHING_STAYS},
    {SYS_close, "close", {EIO, EINTR}, true, NOTHING_STAYS},
    {SYS_fsync, "fsync", {EIO, ENOSPC, EINTR}, false, NOTHING_STAYS},
    {SYS_fdatasync, "fsync", {EIO, ENOSPC, EINTR}, false, NOTHING_STAYS},
    {SYS_ftruncate, "ftruncate", {EIO, EINTR}, false, NOTHING_STAYS},
    {SYS_lseek, "lseek", {EIO}, false, NOTHING_STAYS},
    {SYS_fstat, "fstat", {EIO}, false, NOTHING_STAYS},
    {SYS_newfstatat, "stat", {EIO, EACCES}, false, NOTHING_STAYS},
    {SYS_getdents64, "getdents", {EIO}, false, NOTHING_STAYS},
    {SYS_rename, "rename", {EIO, ENOSPC, EXDEV}, false, WHOLE_STAYS},
    {SYS_renameat, "rename", {EIO, ENOSPC, EXDEV}, false, WHOLE_STAYS},
    {SYS_renameat2, "rename", {EIO, ENOSPC, EXDEV}, false, WHOLE_STAYS},
    {SYS_mkdir, "mkdir", {EIO, ENOSPC}, false, NOTHING_STAYS},
    {SYS_mkdirat, "mkdir", {EIO, ENOSPC}, false, NOTHING_STAYS},
    {SYS_unlink, "unlink", {EIO}, false, ALL_STAYS},
    {SYS_unlinkat, "unlink", {EIO}, false, ALL_STAYS},
    {SYS_rmdir, "rmdir", {EIO}, false, ALL_STAYS},
    {SYS_mmap, "mmap", {ENOMEM}, false, NOTHING_STAYS},
    {SYS_fork, "fork", {EAGAIN}, false, NOTHING_STAYS},
    {SYS_vfork, "fork", {EAGAIN}, false, NOTHING_STAYS},
    {SYS_clone, "fork", {EAGAIN}, false, NOTHING_STAYS},
    {SYS_clone3, "fork", {EAGAIN}, false, NOTHING_STAYS},
    {SYS_dup, "dup", {EMFILE}, false, NOTHING_STAYS},
    {SYS_dup2, "dup", {EMFILE}, false, NOTHING_STAYS},
    {SYS_pipe2, "pipe", {EMFILE}, false, NOTHING_STAYS},
};

enum { CALLS = sizeof calls / sizeof *calls };

/* One run: the fault that happens, counted over calls and what may go wrong
 * with each; 0: none. */
typedef struct trial {
    const char *preload;
    char **arguments;
    long at;
    long count;  /* of faults that there might have been */
    size_t call; /* what failed */
    int wrong;
    int now; /* what is wrong with the call that is being made */
    leftover may_stay;
} trial;

static size_t find(long number)
{
    size_t k = 0;

    while (k < CALLS && calls[k].call != number)
        k++;
    return k;
}

/* What goes wrong with a call that begins; 0: nothing. */
static int choose(trial *t, size_t k)
{
    for (size_t w = 0; w < WRONGS && calls[k].wrongs[w]; w++)
        if (++t->count == t->at) {
            t->call = k;
            t->wrong = calls[k].wrongs[w];
            t->may_stay = calls[k].may_stay;
            return t->wrong;
        }
    return 0;
}

/* The call is not made, or with half of its bytes. */
static void begin_wrong(pid_t child, const trial *t,
                        struct user_regs_struct *registers)
{
    if (t->wrong == SHORT)
        registers->rdx = registers->rdx > 1 ? registers->rdx / 2 : 1;
    else if (!calls[t->call].happens)
        registers->orig_rax = (unsigned long long)-1;
    else
        return;
    ptrace(PTRACE_SETREGS, child, 0, registers);
}

static void end_wrong(pid_t child, const trial *t,
                      struct user_regs_struct *registers)
{
    if (t->wrong == SHORT)
        return;
    registers->rax = (unsigned long long)-t->wrong;
    ptrace(PTRACE_SETREGS, child, 0, registers);
}

static void look(void *context, pid_t child, struct user_regs_struct *registers,
                 bool inside)
{
    trial *const t = context;

    if (inside) {
        const size_t k = find((long)registers->orig_rax);

        t->now = k < CALLS ? choose(t, k) : 0;
        if (t->now)
            begin_wrong(child, t, registers);
    } else if (t->now) {
        end_wrong(child, t, registers);
        t->now = 0;
    }
}

static int run(void *context)
{
    trial *const t = context;

    t->count = 0;
    t->now = 0;
    return traced_run(t->preload, t->arguments, look, t);
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
    count = t.count;
    if (right.status == 77)
        return 77;
    if (!fine || count < 5) {
        printf("# all granted: exit status %d, %ld system call faults\n",
               right.status, count);
        return 1;
    }
    tried = fault_tried(argv[2], count);
    for (long k = 0; k < tried; k++) {
        int status;
        const char *why;

        t.at = 1 + k * count / tried;
        t.may_stay = NOTHING_STAYS;
        status = run(&t);
        why = fault_check(status, &right, t.may_stay);
        if (why && bad++ < FAULT_SHOWN)
            printf("# fault %ld of %ld, %s: %s: %s (%d)\n", t.at, count,
                   calls[t.call].name,
                   t.wrong == SHORT ? "half of it" : strerror(t.wrong), why,
                   status);
    }
    printf("# %ld of %ld system call faults\n", bad, tried);
    fault_end(&right);
    return bad != 0;
}
#else
int main(void)
{
    return 77;
}
#endif

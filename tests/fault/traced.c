#define _GNU_SOURCE
#include "fault/traced.h"

#ifdef TRACED_WORKS
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault/loaded.h"
#include "fault/outcome.h"

static pid_t start(const char *preload, char **arguments)
{
    const pid_t child = fork();

    if (child == 0) {
        setenv("LD_PRELOAD", preload, 1);
        fault_redirect();
        if (ptrace(PTRACE_TRACEME, 0, 0, 0))
            _exit(77);
        execv(arguments[0], arguments);
        _exit(127);
    }
    if (child < 0)
        abort();
    return child;
}

static bool says_loaded(const struct user_regs_struct *registers)
{
    return registers->orig_rax == SYS_ioctl &&
           (int)registers->rdi == LOADED_FILE &&
           registers->rsi == LOADED_REQUEST;
}

int traced_run(const char *preload, char **arguments, traced_look *look,
               void *context)
{
    const pid_t child = start(preload, arguments);
    bool loaded = false;
    bool inside = false;
    int status;

    if (waitpid(child, &status, 0) != child)
        abort();
    if (WIFSTOPPED(status))
        ptrace(PTRACE_SETOPTIONS, child, 0,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    while (WIFSTOPPED(status)) {
        struct user_regs_struct registers;
        int passed = 0;

        if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
            ptrace(PTRACE_GETREGS, child, 0, &registers);
            inside = !inside;
            loaded |= inside && says_loaded(&registers);
            if (loaded)
                look(context, child, &registers, inside);
        } else if (WSTOPSIG(status) != SIGTRAP) {
            passed = WSTOPSIG(status);
        }
        if (ptrace(PTRACE_SYSCALL, child, 0, passed) && errno != ESRCH)
            abort();
        if (waitpid(child, &status, 0) != child)
            abort();
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
#endif

/*
 * A program that is held at each of its calls to the kernel, whoever makes
 * them, from the moment that its libraries are loaded. Linux on x86-64.
 */
#ifndef TESTS_FAULT_TRACED_H
#define TESTS_FAULT_TRACED_H

#include <stdbool.h>

#if defined __linux__ && defined __x86_64__
#include <sys/types.h>
#include <sys/user.h>
#define TRACED_WORKS 1

/*
 * Called twice for each call: as it begins (`inside`), when the registers may
 * be changed, and when the kernel has done it. A signal sent to `child` comes
 * next.
 */
typedef void traced_look(void *context, pid_t child,
                         struct user_regs_struct *registers, bool inside);

/*
 * Starts arguments[0] in the current folder, as outcome.h has it, with
 * `preload` (loaded.c) in it. Its exit status, or 128 and the signal; 77 where
 * nobody may watch.
 */
int traced_run(const char *preload, char **arguments, traced_look *look,
               void *context);
#endif

#endif

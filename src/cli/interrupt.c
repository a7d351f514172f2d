#include "cli/interrupt.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/unfinished.h"

/* Set by the handler, read by whatever takes long. */
static volatile sig_atomic_t came;
static volatile sig_atomic_t holds;
static volatile sig_atomic_t guards;
static volatile sig_atomic_t late; /* the end has been asked for meanwhile */
static volatile sig_atomic_t ticks;

enum {
    TICK = 50000, /* microseconds */
    PATIENCE = 5  /* ticks from the signal to the end */
};

/*
 * A signal that comes between a look at the flag and the wait that follows
 * ends no wait. So it is followed by others, which do that, and which end what
 * has not ended by itself.
 */
static void keep_waking(void)
{
    static const struct timeval often = {.tv_usec = TICK};
    const struct itimerval timer = {often, often};

    setitimer(ITIMER_REAL, &timer, NULL);
}

static _Noreturn void end_here(int status)
{
    unfinished_remove_all();
    _exit(status);
}

static void stop_now(void)
{
    if (!guards)
        end_here(EXIT_INTERRUPTED);
    late = 1;
}

static void wake(int number)
{
    (void)number;
    if (came && !holds && !guards && ++ticks > PATIENCE)
        stop_now();
}

static void handle(int number)
{
    static const char text[] =
        "\ncontagraph: stopping; once more to stop at once\n";

    const int before = errno; /* of the call that was interrupted */

    (void)number;
    if (came) {
        stop_now();
        return;
    }
    came = 1;
    keep_waking();
    if (isatty(STDERR_FILENO)) {
        const ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

        (void)written; /* there is nobody left to tell */
    }
    errno = before;
}

/*
 * Inputs are mapped: where one is cut short by somebody while it is read, what
 * was behind its new end is gone. One that somebody sends stops as others do;
 * any other is a fault of ours and kills as it always did.
 */
static void lose_input(int number, siginfo_t *about, void *context)
{
    static const char text[] =
        "contagraph: an input file was cut short while it was read\n";
    ssize_t written;

    (void)context;
    if (about->si_code <= 0) {
        handle(number);
        return;
    }
    if (about->si_code != BUS_ADRERR) {
        unfinished_remove_all();
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written;
    end_here(EXIT_FAILED);
}

/* Started in the background by a script, Ctrl-C is not for us; under nohup,
 * neither is the end of the terminal. */
static void catch_unless_ignored(int number, const struct sigaction *action)
{
    struct sigaction before;

    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, action, NULL);
}

void interrupt_catch(void)
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = handle;
    sigemptyset(&action.sa_mask);
    catch_unless_ignored(SIGINT, &action);
    catch_unless_ignored(SIGHUP, &action);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGXCPU, &action, NULL);
    action.sa_handler = wake;
    sigaction(SIGALRM, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
    action.sa_sigaction = lose_input;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGBUS, &action, NULL);
}

bool interrupt_came(void)
{
    return came;
}

void interrupt_hold(void)
{
    holds++;
}

void interrupt_release(void)
{
    holds--;
}

void interrupt_guard(void)
{
    guards++;
}

void interrupt_unguard(void)
{
    guards--;
    if (!guards && late)
        end_here(EXIT_INTERRUPTED);
}

#include "cli/interrupt.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/exit.h"

/* Set by the handler, read by whatever takes long. */
static volatile sig_atomic_t came;

/*
 * A signal that comes between a look at the flag and the wait that follows
 * ends no wait. So it is followed by others that do nothing but that.
 */
static void keep_waking(void)
{
    static const struct timeval often = {.tv_usec = 50000};
    const struct itimerval timer = {often, often};

    setitimer(ITIMER_REAL, &timer, NULL);
}

static void wake(int number)
{
    (void)number;
}

static void handle(int number)
{
    static const char text[] =
        "\ncontagraph: stopping; once more to stop at once\n";

    (void)number;
    if (came)
        _exit(EXIT_INTERRUPTED);
    came = 1;
    keep_waking();
    if (isatty(STDERR_FILENO)) {
        const ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

        (void)written; /* there is nobody left to tell */
    }
}

void interrupt_catch(void)
{
    struct sigaction action;
    struct sigaction before;

    memset(&action, 0, sizeof action);
    action.sa_handler = handle;
    sigemptyset(&action.sa_mask);
    /* Started in the background by a script, Ctrl-C is not for us. */
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = wake;
    sigaction(SIGALRM, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

bool interrupt_came(void)
{
    return came;
}

/* man(1), asked for a page. */
#include "cli/man_page.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/heap.h"

extern char **environ;

static bool is_for_reading(void)
{
    const char *const term = getenv("TERM");

    return isatty(STDOUT_FILENO) && (!term || strcmp(term, "dumb") != 0);
}

/* Whether man finds a page, which it says by its status; it is not to say
 * anything else. */
static bool is_there(char *const asked[])
{
    posix_spawn_file_actions_t quiet;
    pid_t child;
    int status = -1;

    if (posix_spawn_file_actions_init(&quiet))
        return false;
    if (posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null",
                                         O_WRONLY, 0) ||
        posix_spawn_file_actions_adddup2(&quiet, STDOUT_FILENO,
                                         STDERR_FILENO) ||
        posix_spawnp(&child, "man", &quiet, NULL, asked, environ))
        child = -1;
    posix_spawn_file_actions_destroy(&quiet);
    while (child > 0 && waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void man_page_open(const char *command)
{
    char *const page = heap_print("contagraph-%s", command);
    char program[] = "man";
    char where[] = "-w";
    char *const asked[] = {program, where, page, NULL};
    char *const shown[] = {program, page, NULL};

    if (is_for_reading() && is_there(asked)) {
        fflush(stdout);
        execvp(program, shown);
    }
    free(page);
}

/* Conditions are looked at where faults are looked for, and nowhere else. */
#include "base/assert.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/cmocka.h"

static int looks;

static bool look(bool answer)
{
    looks++;
    return answer;
}

static void only_builds_that_look_for_faults_look_at_conditions(void **state)
{
    (void)state;
    looks = 0;
    CTG__ASSERT(look(true));
    assert_int_equal(looks, CTG__CHECKED);
}

static void what_is_not_so_ends_those_builds(void **state)
{
    int status = 0;
    pid_t child;

    (void)state;
    fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (!child) {
        fclose(stderr);
        signal(SIGABRT, SIG_DFL);
        CTG__ASSERT(look(false));
        _exit(7);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (CTG__CHECKED)
        assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) != 7);
    else
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_builds_that_look_for_faults_look_at_conditions),
        cmocka_unit_test(what_is_not_so_ends_those_builds),
    };

    return RUN_TESTS(tests);
}

/* One signal asks the program to stop, the second ends it. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/unfinished.h"
#include "support/cmocka.h"

/* Where a child says what it did. */
static int told = -1;

static void tell(char what)
{
    if (write(told, &what, 1) != 1)
        abort();
}

/* In place of the program's. */
void unfinished_remove_all(void)
{
    tell('r');
}

/* What a child does, and what it said; how it ended. */
static int child_does(void (*work)(const int *signals), const int *signals,
                      char said[16])
{
    int ends[2];
    int status = -1;
    ssize_t length;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        told = ends[1];
        alarm(20);
        interrupt_catch();
        work(signals);
        _exit(7);
    }
    close(ends[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    length = read(ends[0], said, 15);
    close(ends[0]);
    assert_true(length >= 0);
    said[length] = '\0';
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void raise_all(const int *signals)
{
    if (interrupt_came())
        tell('!');
    for (; *signals; signals++) {
        raise(*signals);
        tell(interrupt_came() ? '+' : '-');
    }
}

/* Raises `signals` in a child, which says '+' after each that it outlives once
 * it knows of it, '-' where it does not; what it said. */
static int child_says(const int *signals, char said[16])
{
    return child_does(raise_all, signals, said);
}

/* As many wakes, each of which ends one wait. */
static void sleep_through(int wakes)
{
    while (wakes-- > 0)
        pause();
}

static void go_on(const int *signals)
{
    raise(*signals);
    tell(interrupt_came() ? '+' : '-');
    sleep_through(400);
}

static void hold_on(const int *signals)
{
    interrupt_hold();
    interrupt_hold();
    raise(*signals);
    sleep_through(15);
    tell('1');
    interrupt_release();
    sleep_through(15);
    tell('2');
    interrupt_release();
    sleep_through(400);
}

/* Both signals come where nobody may end it. */
static void be_guarded(const int *signals)
{
    interrupt_guard();
    interrupt_guard();
    raise(*signals);
    raise(*signals);
    sleep_through(15);
    tell('1');
    interrupt_unguard();
    tell('2');
    interrupt_unguard();
    tell('3');
}

static void the_first_signal_is_noted_the_second_ends(void **state)
{
    static const int twice[][3] = {{SIGINT, SIGINT, 0},
                                   {SIGTERM, SIGTERM, 0},
                                   {SIGINT, SIGTERM, 0},
                                   {SIGXCPU, SIGXCPU, 0},
                                   {SIGBUS, SIGINT, 0}};
    const char *const sanitize = getenv("SANITIZE");
    char said[16];

    (void)state;
    for (size_t i = 0; i < sizeof twice / sizeof *twice; i++) {
        /* That signal is the sanitizer's. */
        if (twice[i][0] == SIGBUS && sanitize && *sanitize)
            continue;
        assert_int_equal(child_says(twice[i], said), EXIT_INTERRUPTED);
        /* what was begun goes, too */
        assert_string_equal(said, "+r");
    }
    assert_int_equal(child_says((const int[]){SIGHUP, 0}, said), 7);
    assert_string_equal(said, "+");
}

static void work_that_goes_on_is_ended(void **state)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    char said[16];

    (void)state;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        assert_int_equal(child_does(go_on, &signals[i], said),
                         EXIT_INTERRUPTED);
        assert_string_equal(said, "+r");
    }
}

static void work_that_holds_on_has_its_time(void **state)
{
    static const int signal = SIGTERM;
    char said[16];

    (void)state;
    assert_int_equal(child_does(hold_on, &signal, said), EXIT_INTERRUPTED);
    assert_string_equal(said, "12r");
}

static void what_is_guarded_is_done_first(void **state)
{
    static const int signal = SIGTERM;
    char said[16];

    (void)state;
    assert_int_equal(child_does(be_guarded, &signal, said), EXIT_INTERRUPTED);
    assert_string_equal(said, "12r");
}

static void others_do_not_count(void **state)
{
    char said[16];

    (void)state;
    assert_int_equal(
        child_says((const int[]){SIGPIPE, SIGALRM, SIGXFSZ, SIGINT, 0}, said),
        7);
    assert_string_equal(said, "---+");
}

/* Reads behind the end of a file that is mapped. */
static int child_loses(char said[200])
{
    int ends[2];
    int status = -1;
    ssize_t length;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        char path[] = "/tmp/contagraph-test-XXXXXX";
        const int file = mkstemp(path);
        const volatile char *bytes;

        unlink(path);
        told = ends[1];
        dup2(ends[1], STDERR_FILENO);
        interrupt_catch();
        if (file < 0 || write(file, "cut", 3) != 3)
            _exit(8);
        bytes = mmap(NULL, 3, PROT_READ, MAP_SHARED, file, 0);
        if (bytes == MAP_FAILED || bytes[2] != 't' || ftruncate(file, 0))
            _exit(8);
        _exit(bytes[2] == 't' ? 7 : 6);
    }
    close(ends[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    length = read(ends[0], said, 199);
    close(ends[0]);
    assert_true(length >= 0);
    said[length] = '\0';
    return status;
}

static void an_input_that_is_cut_short_ends_with_a_message(void **state)
{
    const char *const sanitize = getenv("SANITIZE");
    char said[200];
    int status;

    (void)state;
    if (sanitize && strstr(sanitize, "address"))
        skip(); /* the signal is the sanitizer's */
    status = child_loses(said);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), EXIT_FAILED);
    assert_string_equal(
        said, "contagraph: an input file was cut short while it was read\nr");
}

static void what_was_ignored_from_the_start_still_is(void **state)
{
    void (*const before)(int) = signal(SIGINT, SIG_IGN);
    char said[16];

    (void)state;
    assert_int_equal(
        child_says((const int[]){SIGINT, SIGINT, SIGTERM, 0}, said), 7);
    assert_string_equal(said, "--+");
    signal(SIGINT, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_signal_is_noted_the_second_ends),
        cmocka_unit_test(work_that_goes_on_is_ended),
        cmocka_unit_test(work_that_holds_on_has_its_time),
        cmocka_unit_test(what_is_guarded_is_done_first),
        cmocka_unit_test(others_do_not_count),
        cmocka_unit_test(an_input_that_is_cut_short_ends_with_a_message),
        cmocka_unit_test(what_was_ignored_from_the_start_still_is),
    };

    signal(SIGINT, SIG_DFL); /* a test in the background ignores it */
    signal(SIGHUP, SIG_DFL);
    return RUN_TESTS(tests);
}

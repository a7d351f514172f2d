/* Records as they come: from files and pipes, in any pieces, of any length. */
#include "text/records.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>

#include "support/files.h"

static void open_records(ctg__records *records, const char *path, bool quotes)
{
    ctg_error error = {0};

    if (ctg__records_open(records, path, path, NULL, NULL, &error))
        fail_msg("%s", error.message);
    records->quotes = quotes;
}

static void expect(ctg__records *records, const char *expected,
                   size_t expected_line)
{
    const char *record;
    size_t length;
    size_t line;
    ctg_error error = {0};

    if (ctg__records_next(records, &record, &length, &line, &error))
        fail_msg("%s", error.message);
    assert_int_equal(length, strlen(expected));
    assert_memory_equal(record, expected, length);
    if (length)
        assert_int_equal(line, expected_line);
}

static void lines_come_with_their_ends(void **state)
{
    ctg__records records;

    (void)state;
    files_write("f", "a,1\r\n\n\"b\n\",2");
    open_records(&records, "f", false);
    expect(&records, "a,1\r\n", 1);
    expect(&records, "\n", 2);
    expect(&records, "\"b\n", 3);
    expect(&records, "\",2", 4);
    expect(&records, "", 0);
    expect(&records, "", 0); /* and again */
    ctg__records_close(&records);
}

static void line_breaks_inside_quotes_end_no_record(void **state)
{
    ctg__records records;

    (void)state;
    files_write("f", "a,1\n\"b\n\n\"\"c\",2\n\"\"\nd");
    open_records(&records, "f", true);
    expect(&records, "a,1\n", 1);
    expect(&records, "\"b\n\n\"\"c\",2\n", 2);
    expect(&records, "\"\"\n", 5);
    expect(&records, "d", 6);
    expect(&records, "", 0);
    ctg__records_close(&records);
    /* A quote that stays open takes the rest. */
    files_write("f", "a\n\"b\nc\n");
    open_records(&records, "f", true);
    expect(&records, "a\n", 1);
    expect(&records, "\"b\nc\n", 2);
    expect(&records, "", 0);
    ctg__records_close(&records);
}

static void nothing_is_no_record(void **state)
{
    ctg__records records;
    char first = 'x';

    (void)state;
    files_write("f", "");
    open_records(&records, "f", true);
    assert_int_equal(ctg__records_peek(&records, &first, NULL), CTG_OK);
    assert_int_equal(first, '\0');
    expect(&records, "", 0);
    ctg__records_close(&records);
}

/* Longer than the room there is at first, and across its end. */
static void records_may_be_longer_than_the_room(void **state)
{
    enum { LONG = 300000, SHORT = 70 };
    char *const text = test_malloc(LONG + 1);
    char line[SHORT + 1];
    FILE *const file = fopen("f", "w");
    ctg__records records;

    (void)state;
    assert_non_null(file);
    memset(text, 'x', LONG);
    text[LONG - 1] = '\n';
    text[LONG] = '\0';
    for (int i = 0; i < 3000; i++)
        fprintf(file, "%068d\n", i);
    fputs(text, file);
    for (int i = 0; i < 3000; i++)
        fprintf(file, "%068d\n", i);
    assert_int_equal(fclose(file), 0);
    open_records(&records, "f", true);
    for (int i = 0; i < 6000; i++) {
        if (i == 3000)
            expect(&records, text, 3001);
        snprintf(line, sizeof line, "%068d\n", i % 3000);
        expect(&records, line, (size_t)(i < 3000 ? i + 1 : i + 2));
    }
    expect(&records, "", 0);
    /* Short records do not make the room grow. */
    assert_true(records.room <= 1024 * 1024);
    ctg__records_close(&records);
    test_free(text);
}

static void a_record_comes_before_the_pipe_ends(void **state)
{
    int ends[2];
    char path[32];
    char first;
    ctg__records records;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    open_records(&records, path, true);
    assert_int_equal(write(ends[1], " \n\"a", 4), 4);
    assert_int_equal(ctg__records_peek(&records, &first, NULL), CTG_OK);
    assert_int_equal(first, '"');
    expect(&records, " \n", 1);
    assert_int_equal(write(ends[1], "\nb\"\nc", 5), 5);
    expect(&records, "\"a\nb\"\n", 2);
    assert_int_equal(write(ends[1], "d", 1), 1);
    close(ends[1]);
    expect(&records, "cd", 4);
    expect(&records, "", 0);
    ctg__records_close(&records);
    close(ends[0]);
}

static void a_look_ahead_takes_nothing(void **state)
{
    ctg__records records;
    char first;

    (void)state;
    files_write("f", "\xEF\xBB\xBF \t\r\n\n {\"a\":1}\n");
    open_records(&records, "f", false);
    assert_int_equal(ctg__records_peek(&records, &first, NULL), CTG_OK);
    assert_int_equal(first, '{');
    expect(&records, "\xEF\xBB\xBF \t\r\n", 1);
    expect(&records, "\n", 2);
    assert_int_equal(ctg__records_peek(&records, &first, NULL), CTG_OK);
    assert_int_equal(first, '{');
    expect(&records, " {\"a\":1}\n", 3);
    assert_int_equal(ctg__records_peek(&records, &first, NULL), CTG_OK);
    assert_int_equal(first, '\0');
    ctg__records_close(&records);
}

static void what_cannot_be_read_is_named(void **state)
{
    ctg__records records;
    const char *record;
    size_t length;
    size_t line;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(
        ctg__records_open(&records, "none", "shown.csv", NULL, NULL, &error),
        CTG_IO_ERROR);
    assert_string_equal(error.message, "shown.csv: No such file or directory");
    ctg__records_close(&records);
    /* A folder opens, but has no bytes. */
    open_records(&records, ".", false);
    assert_int_equal(
        ctg__records_next(&records, &record, &length, &line, &error),
        CTG_IO_ERROR);
    assert_string_equal(error.message, ".: Is a directory");
    ctg__records_close(&records);
}

static void standard_input_is_not_closed(void **state)
{
    const int kept = dup(STDIN_FILENO);
    ctg__records records;
    int file;

    (void)state;
    files_write("f", "a\nb\n");
    file = open("f", O_RDONLY);
    assert_true(file >= 0 && dup2(file, STDIN_FILENO) == STDIN_FILENO);
    close(file);
    open_records(&records, "-", false);
    expect(&records, "a\n", 1);
    ctg__records_close(&records);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
    /* A file called - is reached as ./- */
    files_write("-", "c\n");
    open_records(&records, "./-", false);
    expect(&records, "c\n", 1);
    ctg__records_close(&records);
    assert_int_equal(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    close(kept);
}

static void an_end_that_does_not_come_is_not_waited_for(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } cases[] = {
        {"a\nb\"\"", "f:2: more than 64 MB without an end"},
        {"a\nb\"",
         "f:2: more than 64 MB without an end: a quote is never closed"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg__records records;
        const char *record;
        size_t length;
        size_t line;
        ctg_error error = {0};

        files_write("f", cases[i].text);
        assert_int_equal(truncate("f", CTG__RECORD_MOST + 100000), 0);
        open_records(&records, "f", true);
        expect(&records, "a\n", 1);
        assert_int_equal(
            ctg__records_next(&records, &record, &length, &line, &error),
            CTG_BAD_INPUT);
        assert_string_equal(error.message, cases[i].expected);
        ctg__records_close(&records);
    }
}

static void ring(int signal)
{
    (void)signal;
}

/* How often it was asked; the second time it has enough. */
static int enough(void *context, double done, double total)
{
    (void)done;
    (void)total;
    return ++*(int *)context < 2;
}

/* A signal ends a wait for a pipe, and nothing but a wish to stop ends more. */
static void a_wait_for_a_pipe_can_be_cancelled(void **state)
{
    const struct sigaction caught = {.sa_handler = ring};
    const struct itimerval often = {{0, 20000}, {0, 20000}};
    const struct itimerval never = {{0, 0}, {0, 0}};
    struct sigaction before;
    ctg__records records;
    int ends[2];
    int asked = 0;
    char path[32];
    const char *record;
    size_t length;
    size_t line;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(
        ctg__records_open(&records, path, "a pipe", enough, &asked, &error),
        CTG_OK);
    assert_int_equal(sigaction(SIGALRM, &caught, &before), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
    assert_int_equal(
        ctg__records_next(&records, &record, &length, &line, &error),
        CTG_CANCELLED);
    assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
    assert_int_equal(sigaction(SIGALRM, &before, NULL), 0);
    assert_string_equal(error.message, "cancelled while reading a pipe");
    assert_int_equal(asked, 2);
    ctg__records_close(&records);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(lines_come_with_their_ends),
        files_test(line_breaks_inside_quotes_end_no_record),
        files_test(nothing_is_no_record),
        files_test(records_may_be_longer_than_the_room),
        files_test(a_record_comes_before_the_pipe_ends),
        files_test(a_look_ahead_takes_nothing),
        files_test(what_cannot_be_read_is_named),
        files_test(standard_input_is_not_closed),
        files_test(an_end_that_does_not_come_is_not_waited_for),
        files_test(a_wait_for_a_pipe_can_be_cancelled),
    };

    return RUN_TESTS(tests);
}

/* What is compressed: its end, and what is held where it is damaged. */
#include "bridge/archive.h"

#include <config.h>

#include <sys/stat.h>

#include "base/memory.h"
#include "bridge/unpacked.h"
#include "support/files.h"

enum { ROOM = 64 * 1024 };

/* Of the size that is asked for at first, so that nothing is ended by chance. */
static void leave_traces(void)
{
    char *const used = ctg__allocate(ROOM);

    assert_non_null(used);
    memset(used, 'x', ROOM);
    ctg__release(used);
}

static void what_is_empty_ends_too(void **state)
{
    static const char empty[20] = "\x1f\x8b\x08\0\0\0\0\0\0\3\3";
    const ctg__packed packed = {
        .bytes = empty, .length = sizeof empty, .shown = "empty"};
    char *bytes = NULL;
    size_t length = 1;

    (void)state;
#ifndef HAVE_ARCHIVE
    skip();
#endif
    leave_traces();
    assert_int_equal(ctg__packed_unpack(&packed, &bytes, &length, NULL),
                     CTG_OK);
    assert_int_equal(length, 0);
    assert_int_equal(bytes[0], '\0');
    ctg__release(bytes);
}

/* The number of the file that is opened next. */
static int next_file(void)
{
    const int number = dup(STDIN_FILENO);

    assert_true(number >= 0);
    close(number);
    return number;
}

static void damaged_records_hold_no_file(void **state)
{
    static const char damaged[30] = "\x1f\x8b\x08\0\0\0\0\0\0\3\xff\xff";
    const int next = next_file();
    ctg__records records;
    ctg_error error = {0};

    (void)state;
    files_write_bytes("f", damaged, sizeof damaged);
    assert_int_equal(
        ctg__unpacked_records(&records, "f", "f", NULL, NULL, &error),
        CTG_BAD_INPUT);
    assert_memory_equal(error.message, "f: ", 3);
    assert_int_equal(next_file(), next);
    assert_null(records.bytes);
    ctg__records_close(&records);
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(
        ctg__unpacked_records(&records, "folder", "f", NULL, NULL, &error),
        CTG_IO_ERROR);
    assert_int_equal(next_file(), next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_empty_ends_too),
        files_test(damaged_records_hold_no_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

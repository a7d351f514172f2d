/* What is compressed: its end, its limit, what is held where it is damaged. */
#include "bridge/archive.h"

#include <config.h>

#include <errno.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "bridge/unpacked.h"
#include "support/asked.h"
#include "support/files.h"

enum { ROOM = 64 * 1024 };

/* Of the size that is asked for at first, so that nothing is ended by chance.
 */
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

/* `megabytes` of zeros, packed; to release. */
static char *pack_zeros(size_t megabytes, size_t *length)
{
    FILE *const plain = tmpfile();
    FILE *const made = tmpfile();
    char *bytes;

    assert_true(plain && made);
    assert_int_equal(ftruncate(fileno(plain), (off_t)megabytes << 20), 0);
    assert_int_equal(
        ctg__pack_file("gzip", fileno(plain), fileno(made), NULL, NULL), 0);
    *length = (size_t)lseek(fileno(made), 0, SEEK_END);
    bytes = ctg__allocate(*length);
    assert_non_null(bytes);
    assert_int_equal(pread(fileno(made), bytes, *length, 0), *length);
    fclose(plain);
    fclose(made);
    return bytes;
}

static void who_is_asked_may_stop_packing(void **state)
{
    enum { PIECES = 4, PIECE = 65536 };

    (void)state;
    for (int left, at = 1; at <= PIECES + 1; at++) {
        FILE *const plain = tmpfile();
        FILE *const made = tmpfile();

        assert_true(plain && made);
        assert_int_equal(ftruncate(fileno(plain), PIECES * PIECE), 0);
        left = at;
        assert_int_equal(ctg__pack_file("gzip", fileno(plain), fileno(made),
                                        goes_on_until, &left),
                         at <= PIECES ? ECANCELED : 0);
        fclose(plain);
        fclose(made);
    }
}

static int hear(void *context, double done, double whole)
{
    double *const most = context;

    (void)whole;
    if (done > *most)
        *most = done;
    return 1;
}

static ctg_status unpack_at_most(size_t most, double *heard, ctg_error *error)
{
    ctg__packed packed = {.shown = "zeros",
                          .progress = hear,
                          .context = heard,
                          .most = most,
                          .beyond = "it may be"};
    char *const zeros = pack_zeros(8, &packed.length);
    char *bytes = NULL;
    size_t length;
    ctg_status status;

    packed.bytes = zeros;
    status = ctg__packed_unpack(&packed, &bytes, &length, error);
    if (!status)
        assert_int_equal(length, 8 << 20);
    ctg__release(bytes);
    ctg__release(zeros);
    return status;
}

static void no_more_is_unpacked_than_is_wanted(void **state)
{
    ctg_error error = {0};
    double heard = 0;

    (void)state;
#ifndef HAVE_ARCHIVE
    skip();
#endif
    assert_int_equal(unpack_at_most(3 << 20, &heard, &error), CTG_IO_ERROR);
    assert_string_equal(error.message, "zeros: longer than it may be");
    assert_true(heard > 0 && heard <= 3 << 20);
    assert_int_equal(unpack_at_most((8 << 20) - 1, &heard, &error),
                     CTG_IO_ERROR);
    assert_int_equal(unpack_at_most(8 << 20, &heard, &error), CTG_OK);
    assert_int_equal(unpack_at_most(0, &heard, &error), CTG_OK);
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
        cmocka_unit_test(no_more_is_unpacked_than_is_wanted),
        cmocka_unit_test(who_is_asked_may_stop_packing),
        files_test(damaged_records_hold_no_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

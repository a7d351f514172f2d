/* What is compressed: its end. */
#include "bridge/archive.h"

#include <config.h>

#include "base/memory.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_empty_ends_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

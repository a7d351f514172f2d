/* The door to the heap: what every caller may count on. */
#include "base/memory.h"

#include <stdlib.h>

#include "support/cmocka.h"

/* Of every size around that of a large page. */
static const size_t sizes[] = {1,           37,          4096,       2097151,
                               2097152 + 1, 4194304 + 7, 3 * 4194304};

enum { SIZE_COUNT = sizeof sizes / sizeof *sizes };

static void nothing_can_be_asked_for_and_given_back(void **state)
{
    void *one = ctg__allocate(0);
    void *const other = ctg__allocate_zeroed(0);
    void *const array = ctg__allocate_array(0, 8);

    (void)state;
    assert_non_null(one);
    assert_non_null(other);
    assert_non_null(array);
    assert_ptr_not_equal(one, other);
    one = ctg__reallocate(one, 0);
    assert_non_null(one);
    ctg__release(one);
    ctg__release(other);
    ctg__release(array);
    ctg__release(NULL);
}

static void zeroed_is_zero_to_the_last_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIZE_COUNT; i++) {
        unsigned char *bytes = ctg__allocate(sizes[i]);

        assert_non_null(bytes);
        memset(bytes, 0xA5, sizes[i]);
        ctg__release(bytes); /* so that what comes may be dirty */
        bytes = ctg__allocate_zeroed(sizes[i]);
        assert_non_null(bytes);
        for (size_t k = 0; k < sizes[i]; k++)
            if (bytes[k])
                fail_msg("byte %zu of %zu is %d", k, sizes[i], bytes[k]);
        ctg__release(bytes);
    }
}

static void contents_stay_when_the_size_changes(void **state)
{
    unsigned char *bytes = ctg__reallocate(NULL, 1);
    size_t held = 1;

    (void)state;
    assert_non_null(bytes);
    bytes[0] = 37;
    for (size_t i = 0; i < 2 * SIZE_COUNT; i++) {
        const size_t size = sizes[i < SIZE_COUNT ? i : 2 * SIZE_COUNT - 1 - i];

        bytes = ctg__reallocate(bytes, size);
        assert_non_null(bytes);
        for (size_t k = 0; k < size && k < held; k++)
            if (bytes[k] != (unsigned char)(37 + k % 251))
                fail_msg("byte %zu was lost from %zu to %zu", k, held, size);
        for (size_t k = held; k < size; k++)
            bytes[k] = (unsigned char)(37 + k % 251);
        held = size;
    }
    ctg__release(bytes);
}

static void what_there_is_not_is_null_and_the_old_is_kept(void **state)
{
    const char *const sanitize = getenv("SANITIZE");
    char *text;

    (void)state;
    if (sanitize && *sanitize)
        skip(); /* sanitizers end the process instead */
    text = ctg__copy_text("kept", 4);
    assert_non_null(text);
    assert_null(ctg__allocate(SIZE_MAX / 4));
    assert_null(ctg__allocate_zeroed(SIZE_MAX / 4));
    assert_null(ctg__allocate_array(SIZE_MAX / 64, 16));
    assert_null(ctg__reallocate(text, SIZE_MAX / 4));
    assert_null(ctg__reallocate_array(text, SIZE_MAX / 64, 16));
    assert_string_equal(text, "kept");
    ctg__release(text);
}

static void a_copy_is_as_long_as_it_was_told(void **state)
{
    char *const part = ctg__copy_text("solvent", 4);
    char *const bytes = ctg__copy_text("a\0b", 3);
    char *const nothing = ctg__copy_text(NULL, 0);

    (void)state;
    assert_string_equal(part, "solv");
    assert_memory_equal(bytes, "a\0b\0", 4);
    assert_string_equal(nothing, "");
    ctg__release(part);
    ctg__release(bytes);
    ctg__release(nothing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_can_be_asked_for_and_given_back),
        cmocka_unit_test(zeroed_is_zero_to_the_last_byte),
        cmocka_unit_test(contents_stay_when_the_size_changes),
        cmocka_unit_test(what_there_is_not_is_null_and_the_old_is_kept),
        cmocka_unit_test(a_copy_is_as_long_as_it_was_told),
    };

    return RUN_TESTS(tests);
}

/* Memory that dies together, and memory that is used again. */
#include "base/arena.h"

#include "base/error.h"
#include "base/poison.h"
#include "support/cmocka.h"

static void expect_zeros(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(bytes[i], 0);
}

/* Takes so many bytes, expects them to be zero, and soils them. */
static unsigned char *take(ctg__arena *arena, size_t count)
{
    unsigned char *const bytes = ctg__arena_take(arena, count, 1);

    assert_non_null(bytes);
    expect_zeros(bytes, count);
    memset(bytes, 0xa5, count);
    return bytes;
}

static void what_is_taken_is_zero_also_after_a_reset(void **state)
{
    static const size_t sizes[][3] = {
        {17, 40000, 300}, {40000, 300, 17}, {5, 7, 41003}, {50000, 9, 60000},
        {3000017, 40, 2100001}, {33, 2100001, 3000017}, {2600000, 2600000, 1}};
    ctg__arena arena = {0};

    (void)state;
    for (size_t round = 0; round < sizeof sizes / sizeof *sizes; round++) {
        for (size_t k = 0; k < 3; k++)
            take(&arena, sizes[round][k]);
        ctg__arena_reset(&arena);
    }
    ctg__arena_clear(&arena);
}

static void after_a_reset_the_same_memory_is_given_again(void **state)
{
    ctg__arena arena = {0};
    const unsigned char *first;

    (void)state;
    take(&arena, 1000);
    take(&arena, 100000);
    ctg__arena_reset(&arena); /* in one piece from here on */
    first = take(&arena, 100000);
    take(&arena, 1000);
    ctg__arena_reset(&arena);
    assert_ptr_equal(take(&arena, 70000), first);
    assert_in_range(take(&arena, 30000) - first, 70000, 70000 + 64);
    ctg__arena_reset(&arena);
    assert_ptr_equal(take(&arena, 1), first);
    ctg__arena_clear(&arena);
}

/* Room may hold anything, what is taken after it in the same block not. */
static void what_is_taken_behind_room_is_zero(void **state)
{
    ctg__arena arena = {0};
    unsigned char *room;

    (void)state;
    room = ctg__arena_room(&arena, 100, 1);
    assert_non_null(room);
    memset(room, 0xa5, 100);
    take(&arena, 200);
    ctg__arena_reset(&arena);
    take(&arena, 100);
    room = ctg__arena_room(&arena, 300, 100);
    assert_non_null(room);
    memset(room, 0xa5, 30000);
    ctg__arena_reset(&arena);
    take(&arena, 30000);
    assert_null(ctg__arena_room(&arena, SIZE_MAX / 2, 3));
    ctg__arena_clear(&arena);
}

/* What is behind a piece is nobody's, and so is all of it after a reset. */
static void a_piece_ends_where_it_ends(void **state)
{
#ifdef CTG__POISONS
    ctg__arena arena = {0};
    const unsigned char *first;
    const unsigned char *second;

    (void)state;
    first = take(&arena, 13);
    second = ctg__arena_room(&arena, 3, 7);
    assert_false(__asan_address_is_poisoned(first + 12));
    assert_true(__asan_address_is_poisoned(first + 13));
    assert_false(__asan_address_is_poisoned(second + 20));
    assert_true(__asan_address_is_poisoned(second + 21));
    ctg__arena_reset(&arena);
    assert_true(__asan_address_is_poisoned(first));
    assert_ptr_equal(take(&arena, 1), first);
    assert_true(__asan_address_is_poisoned(first + 1));
    ctg__arena_clear(&arena);
#else
    (void)state;
    skip(); /* only the address sanitizer can say so */
#endif
}

static void an_empty_arena_can_be_reset(void **state)
{
    ctg__arena arena = {0};

    (void)state;
    ctg__arena_reset(&arena);
    assert_null(arena.newest);
    take(&arena, 3);
    ctg__arena_clear(&arena);
    assert_null(arena.newest);
}

static void too_much_is_refused(void **state)
{
    ctg__arena arena = {0};

    (void)state;
    assert_null(ctg__arena_take(&arena, SIZE_MAX / 2, 16));
    assert_null(ctg__arena_take(&arena, SIZE_MAX, 1));
    take(&arena, 3);
    ctg__arena_clear(&arena);
}

static const char *print(ctg__arena *arena, const char *format, ...)
    CTG__PRINTF(2, 3);

static const char *print(ctg__arena *arena, const char *format, ...)
{
    va_list values;
    const char *text;

    va_start(values, format);
    text = ctg__arena_vprint(arena, format, values);
    va_end(values);
    return text;
}

/* Longer than a block, too. */
static void what_is_printed_is_kept(void **state)
{
    ctg__arena arena = {0};
    const char *const first = print(&arena, "%s owes %d", "A", 12);
    const char *const wide = print(&arena, "%20000d|", 7);

    (void)state;
    assert_string_equal(first, "A owes 12");
    assert_int_equal(strlen(wide), 20001);
    assert_string_equal(wide + 19998, " 7|");
    assert_string_equal(print(&arena, "%s", ""), "");
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_is_zero_also_after_a_reset),
        cmocka_unit_test(after_a_reset_the_same_memory_is_given_again),
        cmocka_unit_test(what_is_taken_behind_room_is_zero),
        cmocka_unit_test(a_piece_ends_where_it_ends),
        cmocka_unit_test(an_empty_arena_can_be_reset),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(what_is_printed_is_kept),
    };

    return RUN_TESTS(tests);
}

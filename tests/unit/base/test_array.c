/* Arrays that grow. */
#include "base/memory.h"

#include <stdint.h>

#include "support/cmocka.h"

static void room_doubles_and_items_stay(void **state)
{
    int *items = NULL;
    size_t room = 0;

    (void)state;
    for (size_t count = 0; count < 25; count++) {
        int *const grown =
            ctg__grow_array(items, count, &room, 3, sizeof *grown);

        assert_non_null(grown);
        assert_int_equal(room, count < 3    ? 3
                               : count < 6  ? 6
                               : count < 12 ? 12
                               : count < 24 ? 24
                                            : 48);
        items = grown;
        items[count] = 7 * (int)count;
    }
    for (size_t i = 0; i < 25; i++)
        assert_int_equal(items[i], 7 * (int)i);
    assert_ptr_equal(ctg__grow_array(items, 47, &room, 3, sizeof *items),
                     items);
    ctg__release(items);
}

static void what_no_size_can_hold_is_no_memory(void **state)
{
    int item = 37;
    size_t room = SIZE_MAX / 2 / sizeof item;

    (void)state;
    assert_null(ctg__grow_array(&item, room, &room, 1, 4 * sizeof item));
    assert_int_equal(room, SIZE_MAX / 2 / sizeof item);
    assert_int_equal(item, 37);
    assert_null(ctg__allocate_array(SIZE_MAX / 2, 3));
    assert_null(ctg__reallocate_array(NULL, SIZE_MAX / 2, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_doubles_and_items_stay),
        cmocka_unit_test(what_no_size_can_hold_is_no_memory),
    };

    return RUN_TESTS(tests);
}

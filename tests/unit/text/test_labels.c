#include "text/clean.h"

#include "support/cmocka.h"

static void equal_labels_are_lengthened_until_they_differ(void **state)
{
    const char *const names[] = {
        "Lending market number one, mainnet", "Kestrel",
        "Lending market number two, mainnet", "Lending market"};
    const char *const ids[] = {"a", "b", "c", "d"};
    ctg__arena arena = {0};
    const char **labels;
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg__clean_labels(names, ids, 4, 12, false, &arena, &labels, &error),
        CTG_OK);
    assert_string_equal(labels[0], names[0]); /* 36 columns, 34 needed */
    assert_string_equal(labels[1], "Kestrel");
    assert_string_equal(labels[2], names[2]);
    assert_string_equal(labels[3], "Lending market"); /* all were "Lending…" */
    ctg__arena_clear(&arena);
}

static void equal_names_are_told_apart_by_their_ids(void **state)
{
    const char *const names[] = {"whale", "whale\t", "other", "whale"};
    const char *const ids[] = {"0x1", "0x2", "0x3", "0x4"};
    ctg__arena arena = {0};
    const char **labels;
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg__clean_labels(names, ids, 4, 21, false, &arena, &labels, &error),
        CTG_OK);
    assert_string_equal(labels[0], "whale \xC2\xB7 0x1");
    assert_string_equal(labels[1], "whale \xC2\xB7 0x2");
    assert_string_equal(labels[2], "other");
    assert_string_equal(labels[3], "whale \xC2\xB7 0x4");
    ctg__arena_clear(&arena);
    assert_int_equal(
        ctg__clean_labels(names, ids, 0, 21, true, &arena, &labels, &error),
        CTG_OK);
    assert_int_equal(
        ctg__clean_labels(names, ids, 2, 21, true, &arena, &labels, &error),
        CTG_OK);
    assert_string_equal(labels[1], "whale - 0x2");
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_labels_are_lengthened_until_they_differ),
        cmocka_unit_test(equal_names_are_told_apart_by_their_ids),
    };

    return RUN_TESTS(tests);
}

/* Which versions answer: ours, and those of the libraries underneath. */
#include <config.h>

#include <contagraph/version.h>

#include "support/cmocka.h"

static void every_part_has_a_name_and_a_number(void **state)
{
    static const char *const names[] = {PACKAGE_NAME, "igraph", "GLPK",
                                        "Graphviz"};
    ctg_version version = {0};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(ctg_version_at(i, &version));
        assert_string_equal(version.name, names[i]);
        assert_true(version.version[0] >= '0' && version.version[0] <= '9');
        assert_non_null(strchr(version.version, '.'));
    }
}

static void ours_is_the_packages(void **state)
{
    ctg_version version = {0};

    (void)state;
    assert_true(ctg_version_at(0, &version));
    assert_string_equal(version.version, PACKAGE_VERSION);
}

static void behind_the_last_there_is_none(void **state)
{
    const ctg_version before = {"before", "0.37"};
    ctg_version version = before;

    (void)state;
    assert_false(ctg_version_at(4, &version));
    assert_false(ctg_version_at(SIZE_MAX, &version));
    assert_string_equal(version.name, before.name);
    assert_string_equal(version.version, before.version);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_has_a_name_and_a_number),
        cmocka_unit_test(ours_is_the_packages),
        cmocka_unit_test(behind_the_last_there_is_none),
    };

    return RUN_TESTS(tests);
}
